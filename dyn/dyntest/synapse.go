package dyntest

import (
	"fmt"
	"math"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// SynapseOptions says how a synapse is checked.
type SynapseOptions struct {
	Dt    float64 // ms; 0 is 0.1
	Steps int     // of a run, 30 or more; 0 is 200
	// Kernel, if not nil, is what the synapse shows its output at a time in ms
	// after a spike of weight 1: a closed form. The synapse must have it up to
	// Tolerance, 1e-9 if that is 0.
	Kernel    func(ms float64) float64
	Tolerance float64
	// Projection, if not nil, makes the projection that the synapse is for, with
	// an unlabelled current; its path is P, and those of the synapse's quantities
	// begin with P.syn. Left out, the synapse is aligned with the
	// postsynaptic side, in FullProjAlignPost and FullProjAlignPostMg, and must be
	// linear.
	Projection func(w Wiring) golgi.Projection
	// Nonlinear: two spikes need not do the sum of what each does, nor twice
	// the weight twice as much.
	Nonlinear bool
}

// Wiring is what a projection that is checked joins.
type Wiring struct {
	Pre   dyn.Source
	Delay float64 // ms
	Comm  dnn.Comm
	Syn   dyn.Synapse
	Out   dyn.Output
	Post  dyn.Target
}

// joined is a source, a projection and a group.
type joined struct {
	golgi.DynSysGroup
	S *dyn.SpikeTimeGroup
	P golgi.Projection
	N *dyn.Group
}

// ammeter is a neuron whose variable V is the current of the step, the sum of
// inputs such as I.
func ammeter(currents string) dyn.Equations {
	return dyn.Equations{Name: "ammeter", Body: "dV/dt = (" + currents + " - V)/dt", Method: dyn.Euler}
}

// Synapse checks a synapse, of one's own or of the library, between a source and
// a group:
//
//   - everything that Network checks, and of its parameters what Neuron does;
//   - the answer to two groups of spikes is the sum of the answers, that to
//     three times the weight three times as much, to rounding;
//   - a longer delay changes nothing but when: all bits;
//   - three projections of one synapse that merge do what they do unmerged, to
//     rounding, and a merging projection what one that does not merge does a
//     step later;
//   - the kernel is the one that is given.
func Synapse(t testing.TB, syn dyn.Synapse, o SynapseOptions) {
	t.Helper()
	s := synapse{&checker{t: t, what: nameOf(syn)}, syn, o, NetworkOptions{Dt: o.Dt, Steps: o.Steps}.filled()}
	s.run.Steps = max(s.run.Steps, 30)
	const n = 37
	make := func(syn dyn.Synapse) golgi.DynamicalSystem { return s.net(syn, n, s.train(0, 1), 1, 0, s.project) }
	if s.network(func() golgi.DynamicalSystem { return make(syn) }, s.run) == nil {
		return
	}
	params := s.run
	params.Steps = min(params.Steps, 40)
	(&subject[dyn.Synapse]{s.checker, syn, n, "P", "P.syn.", make, params, nil}).check()

	both := s.answer("an answer", s.train(0, 1), 1, 0, s.project)
	if both == nil {
		return
	}
	if !s.o.Nonlinear {
		s.linear(both)
	}
	s.delay(both)
	if o.Projection == nil {
		s.merging()
	}
	s.kernel()
}

type synapse struct {
	*checker
	syn dyn.Synapse
	o   SynapseOptions
	run NetworkOptions
}

// train returns some spikes, those of either half: in steps 0, 3, 10 and 4, 11.
func (s *synapse) train(halves ...int) (times []float64) {
	for _, half := range halves {
		for _, step := range [][]float64{{0, 3, 10}, {4, 11}}[half] {
			times = append(times, step*s.run.Dt)
		}
	}
	return times
}

// project makes the projection that the synapse is for.
func (s *synapse) project(w Wiring) golgi.Projection {
	if s.o.Projection != nil {
		return s.o.Projection(w)
	}
	return &dyn.FullProjAlignPost{Pre: w.Pre, Delay: w.Delay, Comm: w.Comm, Syn: w.Syn, Out: w.Out, Post: w.Post}
}

func mergingProjection(w Wiring) golgi.Projection {
	return &dyn.FullProjAlignPostMg{Pre: w.Pre, Delay: w.Delay, Comm: w.Comm, Syn: w.Syn, Out: w.Out, Post: w.Post}
}

// net is n sources with the same spikes, each joined to one neuron.
func (s *synapse) net(syn dyn.Synapse, n int, times []float64, weight, delay float64, project func(Wiring) golgi.Projection) *joined {
	var at []float64
	var who []int
	for i := range n {
		for _, t := range times {
			who, at = append(who, i), append(at, t)
		}
	}
	source, post := dyn.NewSpikeTimeGroup(n, who, at), dyn.NewGroup(n, ammeter("I"))
	return &joined{S: source, N: post, P: project(Wiring{source, delay, dnn.OneToOne{Weight: weight}, syn, dyn.CUBA{}, post})}
}

// answer returns the current in every step, nil after a failure.
func (s *synapse) answer(check string, times []float64, weight, delay float64, project func(Wiring) golgi.Projection) []float64 {
	s.t.Helper()
	return s.currents(check, s.net(s.syn, 1, times, weight, delay, project), "N.V")
}

// currents returns a variable of element 0 after every step.
func (s *synapse) currents(check string, net golgi.DynamicalSystem, path string) []float64 {
	s.t.Helper()
	sim := s.build(check, net, s.run)
	if sim == nil {
		return nil
	}
	defer sim.Close()
	x, err := sim.Lookup(path)
	if err != nil {
		s.errorf(check, "%v", err)
		return nil
	}
	var out []float64
	for range s.run.Steps {
		if err := sim.Step(); err != nil {
			s.errorf(check, "the run stops: %v", err)
			return nil
		}
		out = append(out, x.At(0))
	}
	return out
}

// near reports where two answers differ by more than a share of the largest.
func (s *synapse) near(check string, want, got []float64, tolerance float64) {
	s.t.Helper()
	if want == nil || got == nil {
		return
	}
	size := 0.0
	for _, w := range want {
		size = max(size, math.Abs(w))
	}
	for k := range min(len(want), len(got)) {
		if !(math.Abs(want[k]-got[k]) <= tolerance*size) {
			s.errorf(check, "in step %d the current is %v and should be %v, the largest being %v", k, got[k], want[k], size)
			return
		}
	}
}

// rounding is what sums in another order may differ by: of a few hundred steps,
// each right to an ulp or two.
const rounding = 1e-12

// linear checks superposition.
func (s *synapse) linear(both []float64) {
	s.t.Helper()
	a, b := s.answer("superposition", s.train(0), 1, 0, s.project), s.answer("superposition", s.train(1), 1, 0, s.project)
	silent := s.answer("silence", nil, 1, 0, s.project)
	triple := s.answer("three times the weight", s.train(0, 1), 3, 0, s.project)
	if a == nil || b == nil || silent == nil {
		return
	}
	sum, thrice := make([]float64, len(both)), make([]float64, len(both))
	for k := range both {
		sum[k] = a[k] + b[k]
		thrice[k] = 3 * both[k]
		if silent[k] != 0 {
			s.errorf("silence", "without spikes there is a current of %v in step %d; leave initial values out, or say that it is Nonlinear", silent[k], k)
			return
		}
	}
	s.near("superposition of spikes", sum, both, rounding)
	s.near("three times the weight", thrice, triple, rounding)
}

// delay checks that an answer comes later with a delay, and is the same.
func (s *synapse) delay(both []float64) {
	s.t.Helper()
	const more = 7
	silent := s.record("silence", s.net(s.syn, 1, nil, 1, 0, s.project), s.run)
	if silent == nil {
		return
	}
	for k, x := range silent.values {
		if !sameAll(x, silent.values[k%len(silent.names)]) {
			return // a synapse that moves by itself does not wait for a spike
		}
	}
	idle := s.answer("silence", nil, 1, 0, s.project)[0]
	late := s.answer("a delay", s.train(0, 1), 1, (1+more)*s.run.Dt, s.project)
	for k := range late {
		want := idle
		if k >= more {
			want = both[k-more]
		}
		if !same(want, late[k]) {
			s.errorf("a delay", "with one of %d steps in place of 1 the current in step %d is %v, and should be %v, that of %d steps before", 1+more, k, late[k], want, more)
			return
		}
	}
}

// three is three projections onto one group.
type three struct {
	golgi.DynSysGroup
	S *dyn.SpikeTimeGroup
	P []golgi.Projection
	N *dyn.Group
}

// merging compares projections that merge with such that do not.
func (s *synapse) merging() {
	s.t.Helper()
	one := s.answer("one spike", []float64{0}, 1, 0, s.project)
	mg := s.answer("a merging projection", []float64{0}, 1, 0, mergingProjection)
	if one == nil || mg == nil {
		return
	}
	// The spike arrives in step 1. Adding first and then advancing is to be a
	// step ahead.
	s.near("a merging projection, against one that does not merge a step later", one[2:], mg[1:len(mg)-1], rounding)

	net := func(labels ...string) *three {
		m := ammeter("I")
		if labels[0] != "" {
			m = ammeter("I_a + I_b + I_c")
		}
		n := &three{S: dyn.NewSpikeTimeGroup(1, make([]int, 5), s.train(0, 1)), N: dyn.NewGroup(1, m)}
		for k, label := range labels {
			n.P = append(n.P, &dyn.FullProjAlignPostMg{Pre: n.S, Delay: float64(k) * s.run.Dt, Comm: dnn.OneToOne{Weight: []float64{0.1, 0.7, 1.3}[k]},
				Syn: s.syn, Out: dyn.CUBA{}, Post: n.N, OutLabel: label})
		}
		return n
	}
	const check = "three projections that merge, against three that do not"
	s.near(check, s.currents(check, net("a", "b", "c"), "N.V"), s.currents(check, net("", "", ""), "N.V"), rounding)
}

// kernel compares the answer to one spike with a closed form.
func (s *synapse) kernel() {
	s.t.Helper()
	if s.o.Kernel == nil {
		return
	}
	tolerance := s.o.Tolerance
	if tolerance == 0 {
		tolerance = 1e-9
	}
	got := s.answer("the kernel", []float64{0}, 1, 0, s.project)
	var want []float64
	for k := range got {
		// The spike of step 0 arrives in step 1, whose current is at t = 0.
		w := 0.0
		if k > 0 {
			w = s.o.Kernel(float64(k-1) * s.run.Dt)
		}
		want = append(want, w)
	}
	s.near(fmt.Sprintf("the kernel at steps of %v ms", s.run.Dt), want, got, tolerance)
}
