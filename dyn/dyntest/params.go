package dyntest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// subject is a model in a network whose parameters are checked.
type subject[M dyn.Model] struct {
	*checker
	model  M
	n      int    // elements
	part   string // path of the part that reports mistakes: "N"
	prefix string // of its quantities: "N."
	make   func(M) golgi.DynamicalSystem
	run    NetworkOptions
	// shared are parameters that must be one number for all elements.
	shared []string
}

// check carries out all checks of parameters.
func (s *subject[M]) check() {
	s.t.Helper()
	sim := s.build("building", s.make(s.model), s.run)
	if sim == nil {
		return
	}
	defer sim.Close()
	var has []string
	values := map[string][]float64{}
	for _, path := range sim.Names() {
		name, ok := strings.CutPrefix(path, s.prefix)
		q, err := sim.Lookup(path)
		if !ok || err != nil {
			continue
		}
		s.refuses(q)
		if !q.Quantity().Variable() {
			has = append(has, name)
			values[name] = q.Values()
		}
	}
	base := s.take("running", sim, s.run.Steps)
	names := parameters(s.model, has)
	there := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !slices.Contains(has, n) })
	if len(names) > 0 && len(there) == 0 {
		s.errorf("parameters", "none of %s is found as %s%s; there is %s", strings.Join(names, ", "), s.prefix, names[0], strings.Join(sim.Names(), ", "))
	}
	for _, name := range there { // not optional ones that are left out
		s.misfits(name)
		s.parameter(name, values[name], base)
	}
}

// refuses checks that a handle takes no nonsense.
func (s *subject[M]) refuses(q golgi.State) {
	s.t.Helper()
	before := q.Values()
	for what, x := range map[string][]float64{"NaN": {math.NaN()}, "no values": {}, "one value too many": make([]float64, s.n+1)} {
		if q.Set(x...) == nil {
			s.errorf("setting "+q.Path(), "%s is accepted", what)
		}
		if !sameAll(before, q.Values()) {
			s.errorf("setting "+q.Path(), "%s is refused, and yet the values have changed", what)
		}
	}
}

// misfits checks that values that cannot be are errors of Build that name the
// part and the parameter.
func (s *subject[M]) misfits(name string) {
	s.t.Helper()
	last := name[strings.LastIndexByte(name, '.')+1:]
	for what, x := range map[string]any{"NaN": math.NaN(), "an array one too long": make([]float64, s.n+1), "a text": "fast"} {
		check := fmt.Sprintf("%s for the parameter %s", what, name)
		sim, err := ready(s.make(With(s.model, golgi.Values{name: x})), s.run)
		switch {
		case err == nil:
			_ = sim.Close()
			s.errorf(check, "it is accepted")
		case !strings.Contains(err.Error(), s.part) || !strings.Contains(err.Error(), last):
			s.errorf(check, "the error names not both the part %s and the parameter: %v", s.part, err)
		}
	}
}

// parameter checks that a parameter has the same effect, bit for bit, however it
// is given: left out, for all elements, per element, set before a run, set
// within it.
func (s *subject[M]) parameter(name string, values []float64, base *record) {
	s.t.Helper()
	if base == nil || len(values) == 0 {
		return
	}
	with := func(x golgi.Value) golgi.DynamicalSystem { return s.make(With(s.model, golgi.Values{name: x})) }
	each := make([]float64, s.n)
	for i := range each {
		each[i] = values[min(i, len(values)-1)]
	}
	check := fmt.Sprintf("the parameter %s per element, all as before", name)
	shared := slices.Contains(s.shared, name)
	if shared {
		if sim, err := ready(with(each), s.run); err == nil {
			_ = sim.Close()
			s.errorf(check, "it is accepted; take %s out of Shared", name)
		}
	} else {
		s.equal(check, base, s.record(check, with(each), s.run), all)
	}

	x, ok := s.another(with, values[0])
	if !ok {
		return
	}
	other := s.record(fmt.Sprintf("%s = %v", name, x), with(x), s.run)
	if other == nil {
		return
	}
	defer s.set(name, x, each, with, other)
	if shared {
		return
	}
	mixed := append([]float64(nil), each...)
	for i := 1; i < len(mixed); i += 2 {
		mixed[i] = x
	}
	check = fmt.Sprintf("the parameter %s is %v in every other element", name, x)
	got := s.record(check, with(mixed), s.run)
	s.equal(check+", the others are as before", base, got, func(i int) bool { return i%2 == 0 })
	s.equal(check+", which are as in a group that has it in all", other, got, func(i int) bool { return i%2 == 1 })
}

// another finds a value that a parameter can have as well.
func (s *subject[M]) another(with func(golgi.Value) golgi.DynamicalSystem, x float64) (float64, bool) {
	for _, y := range changed(x) {
		sim, err := ready(with(y), s.run)
		if err != nil {
			continue // limits, which differ from model to model
		}
		err = sim.Run(int64(s.run.Steps))
		_ = sim.Close()
		if err == nil {
			return y, true
		}
	}
	return 0, false
}

// set checks a parameter that is set after Build, to x; other is the run of a
// network that was built with it.
func (s *subject[M]) set(name string, x float64, each []float64, with func(golgi.Value) golgi.DynamicalSystem, other *record) {
	s.t.Helper()
	check := fmt.Sprintf("the parameter %s is set to %v", name, x)
	was, is := s.build(check, s.make(s.model), s.run), s.build(check, with(x), s.run)
	if was == nil || is == nil {
		return
	}
	defer was.Close()
	defer is.Close()
	set := func(sim *golgi.Sim, to ...float64) bool {
		s.t.Helper()
		q, err := sim.Lookup(s.prefix + name)
		if err == nil {
			err = q.Set(to...)
		}
		if err != nil {
			s.errorf(check, "%v", err)
		}
		return err == nil
	}
	reset := func(sim *golgi.Sim) bool {
		s.t.Helper()
		if err := sim.Reset(); err != nil {
			s.errorf(check, "%v", err)
			return false
		}
		return true
	}
	if set(was, x) && reset(was) {
		s.equal(check+" before the first step", other, s.take(check, was, s.run.Steps), all)
	}
	half := s.run.Steps / 2
	middle := func(sim *golgi.Sim) *record {
		s.t.Helper()
		if !set(sim, each[0]) || !reset(sim) {
			return nil
		}
		r := s.take(check, sim, half)
		if r == nil || !set(sim, x) {
			return nil
		}
		if err := r.take(sim, half); err != nil {
			s.errorf(check, "the run stops: %v", err)
			return nil
		}
		return r
	}
	s.equal(check+" between steps", middle(is), middle(was), all)
}
