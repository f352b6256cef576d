package runner

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/fingerprint"
)

// plan is what inputs and monitors come to in a network.
type plan struct {
	config
	blocks   []*block
	recorded []recorded
	from     []any // of every recorded: State, Spike or function
	driven   []golgi.InputInfo
	facts    []said // what the inputs are
}

// placed is a mistake in what was made at a place.
type placed struct {
	error
	made golgi.Place
}

// Unwrap returns the mistake.
func (p placed) Unwrap() error { return p.error }

// Where says in which line of the program it is, to golgi.Checker.
func (p placed) Where() string { return p.made.String() }

// check is the golgi.Checker of the plan. In a network with mistakes it reports
// what can be seen all the same. In one without, it sets what is the same in
// every step.
func (p *plan) check(sim *golgi.Sim, built bool, report func(path string, err error)) {
	r := resolver{sim, built}
	for _, err := range p.stream.check() {
		report("", err)
	}
	p.drive(r, report)
	p.saves.check(sim, report)
	for _, m := range p.monitors {
		err := m.check()
		if name, ok := m.item.(string); ok && err == nil {
			err = r.missing(name)
		}
		wrong := []error{err}
		if err == nil {
			wrong = p.record(r, m)
		}
		for _, err := range wrong {
			report(m.path(), placed{fmt.Errorf("monitor: %w", err), m.made})
		}
	}
}

// drive resolves the inputs.
func (p *plan) drive(r resolver, report func(path string, err error)) {
	drives := map[*golgi.Quantity][]drive{}
	var order []*golgi.Quantity
	for _, in := range p.inputs {
		fail := func(err error) { report(in.path(), placed{fmt.Errorf("input: %w", err), in.made}) }
		err := in.check()
		var s golgi.State
		if err == nil {
			s, err = in.resolve(r)
		}
		if err != nil {
			fail(err)
			continue
		}
		if s.Size() == 0 {
			continue // not known because of a mistake in its part
		}
		lo, hi := s.Range()
		stimuli, _ := in.stimuli() // checked above
		p.facts = append(p.facts, said{s.Path(), fingerprint.Of(stimuli)})
		q := s.Quantity()
		for _, stimulus := range stimuli {
			d, err := stimulus.Prepare(inputs.Target{Size: s.Size(), Dt: r.sim.Dt()})
			if err == nil && d.Constant && q.Variable() {
				err = fmt.Errorf("%s is a variable, which the equations change, so that a number would be lost after a step; give it as the initial value, with the model, or hold the variable with inputs.Func", q.Name())
			}
			if err != nil {
				fail(err)
				continue
			}
			if !r.built {
				continue
			}
			if drives[q] == nil {
				order = append(order, q)
			}
			drives[q] = append(drives[q], drive{d, lo, hi})
			p.driven = append(p.driven, golgi.InputInfo{Target: s.Path(), What: words(stimulus)})
		}
	}
	for _, q := range order {
		blocks, err := blocks(q, drives[q])
		for _, b := range blocks {
			if err == nil && b.constant() {
				err = b.apply(0)
			}
		}
		if err != nil {
			report("", err)
		}
		p.blocks = append(p.blocks, blocks...)
	}
}

// record resolves a monitor.
func (p *plan) record(r resolver, m monitor) []error {
	rec, from, wrong := m.resolve(r)
	if len(wrong) > 0 {
		return wrong
	}
	for _, old := range p.recorded {
		switch {
		case rec.same(old):
			return nil
		case rec.shadows(old):
			return []error{fmt.Errorf("the name %q is that of another recording, %s; take another", rec.name, old.label())}
		case old.shadows(rec):
			return []error{fmt.Errorf("another recording has been given the name %q; take another for it", old.name)}
		case rec.clash(old) && rec.name != "":
			return []error{fmt.Errorf("two monitors have the name %q", rec.name)}
		case rec.clash(old) && rec.before != old.before:
			return []error{fmt.Errorf("it is recorded both before and after the update; give one of the two a name with runner.As")}
		case rec.clash(old):
			return []error{fmt.Errorf("it is recorded in two ways, with another Every, Offset or Between; give one of the two a name with runner.As")}
		}
	}
	p.recorded, p.from = append(p.recorded, rec), append(p.from, from)
	return nil
}
