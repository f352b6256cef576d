package dyn

import (
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
)

// describeAt is describe with the mistakes reported.
func describeAt(s *golgi.Site, m Model, role eqn.Role) (*description, bool) {
	d, err := describe(m, role)
	if err != nil {
		for e := range errorsOf(err) {
			s.Errorf("%w", e)
		}
	}
	return d, err == nil
}

// resolve makes the parameters of a model definite for n elements; n is 0 if it
// is not known how many there are, and then only numbers are made. Mistakes are
// reported with the name of the parameter, prefixed. What could not be made is
// NaN, and ok is false.
func resolve(s *golgi.Site, d *description, n int, path, prefix string) (params map[string]golgi.Resolved, ok bool) {
	params, ok = map[string]golgi.Resolved{}, true
	arrays := 0
	for _, p := range d.model.Params {
		if isArray(d.value(p)) {
			arrays++
		}
	}
	room := n > 0 && (arrays == 0 || s.Room(prefix+"the parameters of "+d.name, 8*float64(arrays)*float64(n)))
	for _, p := range d.model.Params {
		params[p.Name] = golgi.Resolved{Uniform: math.NaN()}
		if !room && isArray(d.value(p)) {
			ok = false
			continue
		}
		r, err := golgi.Resolve(d.value(p), []int{n}, s.Structure(path).Path(p.Name))
		if err != nil {
			s.Errorf("%s%s of %s %w", prefix, p.Name, d.name, err)
			ok = false
			continue
		}
		params[p.Name] = r
	}
	return params, ok
}

// isArray reports whether a value is one per element.
func isArray(v golgi.Value) bool {
	switch v.(type) {
	case []float64, func(int) float64, golgi.Initializer:
		return true
	}
	return false
}

// checkInitial reports initial values that can be seen to be mistakes before
// they are made, which Reset does.
func checkInitial(s *golgi.Site, d *description, n int, prefix string) {
	for _, st := range d.model.States {
		v, ok := d.values[st.Name]
		if !ok {
			continue
		}
		shape := []int{n}
		switch v.(type) {
		case golgi.Initializer:
			shape[0] = 1
		case func(int) float64:
			shape[0] = 0
		}
		if _, err := golgi.Resolve(v, shape, 0); err != nil {
			s.Errorf("%sthe initial value of %s of %s %w", prefix, st.Name, d.name, err)
		}
	}
}

// checkAlone reports what is wrong with the equations of components, or with
// their parameters as the equations demand them, apart from the group that they
// will be part of: so that a mistake elsewhere hides none of theirs. prefix are
// the words before the mistakes of each component.
func checkAlone(s *golgi.Site, f *eqn.Fusion, n int, parts []component, prefix ...string) (ok bool) {
	f.Name, f.Dt = s.Path(), s.Dt()
	f.Each = func(part int, name string) bool { return parts[part].params[name].Each != nil }
	f.Given = func(part int, name string) bool { return parts[part].desc.given(name) }
	f.Value = func(part int, name string) (float64, bool) {
		r := parts[part].params[name]
		if r.Each == nil && math.IsNaN(r.Uniform) {
			return 1, true // its mistake is reported; 1 is right for any use
		}
		return r.Uniform, r.Each == nil
	}
	c, err := f.Compile()
	if err != nil {
		for e := range errorsOf(err) {
			s.Errorf("%w", e)
		}
		return false
	}
	violations, err := kernel.Limits(c, max(1, n), param(parts))
	if err != nil {
		s.Errorf("%w", err)
		return false
	}
	ok = true
	for _, v := range violations {
		if math.IsNaN(v.Value) && lacks(parts) {
			continue
		}
		s.Errorf("%s%s: it is %v at element %d", prefix[v.Part], v.What, v.Value, v.Index)
		ok = false
	}
	return ok
}

// lacks reports whether a parameter could not be made.
func lacks(parts []component) bool {
	for _, c := range parts {
		for _, r := range c.params {
			if r.Each == nil && math.IsNaN(r.Uniform) {
				return true
			}
		}
	}
	return false
}

// param gives the parameters of components.
func param(parts []component) kernel.Param {
	return func(part int, name string) ([]float64, float64) {
		r := parts[part].params[name]
		return r.Each, r.Uniform
	}
}

// anyNeuron, anySynapse and anyOutput stand for what a component is checked
// with.
func anyNeuron() component {
	return standIn(Equations{Name: "neuron", Body: "dV/dt = I"}, eqn.Neuron)
}
func anySynapse() component { return standIn(Expon{}, eqn.Synapse) }
func anyOutput() component  { return standIn(CUBA{}, eqn.Output) }

func standIn(m Model, role eqn.Role) component {
	d, err := describe(m, role)
	if err != nil {
		panic("BUG: " + err.Error())
	}
	c := component{desc: d, params: map[string]golgi.Resolved{}}
	for _, p := range d.model.Params {
		c.params[p.Name], _ = golgi.Resolve(p.Value, nil, 0)
	}
	return c
}

// hang describes and checks the synapse and the output that a projection hangs
// on a group of n neurons; n is 0 if the group is not known. Mistakes are
// reported. It returns nil if the models cannot be read, and whether all is
// right.
func (h hanging) hang(s *golgi.Site, n int) (y *synapse, ok bool) {
	read := true
	ok = h.label == "" || isWord(h.label)
	if !ok {
		s.Errorf("OutLabel is %q; a label is a word of letters, digits and underscores", h.label)
	}
	take := func(m Model, role eqn.Role, part, prefix string, c *component) {
		d, sound := describeAt(s, m, role)
		if !sound {
			read = false
			return
		}
		c.path, c.desc = s.Path()+part, d
		c.params, sound = resolve(s, d, n, c.path, prefix)
		ok = ok && sound
		if n > 0 {
			checkInitial(s, d, n, prefix)
		}
	}
	syn, out := anySynapse(), anyOutput()
	take(h.syn, eqn.Synapse, ".syn", "Syn: ", &syn)
	take(h.out, eqn.Output, ".out", "Out: ", &out)
	neuron := anyNeuron()
	f := &eqn.Fusion{Neuron: neuron.desc.model, Synapses: []eqn.FusedSynapse{{Model: syn.desc.model, Out: out.desc.model, Part: 1, OutPart: 2, AddFirst: h.addFirst}}}
	ok = checkAlone(s, f, n, []component{neuron, syn, out}, "", "Syn: ", "Out: ") && ok
	if why := syn.desc.model.LinearInInput(); why != nil && !h.before {
		s.Errorf("Syn: %s cannot be aligned with the postsynaptic side, where one synapse stands for all of a neuron, since %w; use it in dyn.FullProjAlignPreDSMg or another align-pre projection", syn.desc.name, why)
		ok = false
	}
	if !read {
		return nil, false
	}
	return &synapse{owners: []string{s.Path()}, sites: []*golgi.Site{s}, label: h.label, addFirst: h.addFirst, merges: h.merge,
		relay: h.relay, before: h.before, syn: syn, out: out}, ok
}
