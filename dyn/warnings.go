package dyn

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/eqn"
)

// Warnings says what of the group is probably wrong, for golgi.Sim.Warnings.
func (g *Group) Warnings() []golgi.Warning {
	if g.kernel == nil {
		return nil
	}
	var all []golgi.Warning
	add := func(kind golgi.WarningKind, format string, args ...any) {
		all = append(all, golgi.Warning{Kind: kind, Text: fmt.Sprintf(format, args...)})
	}
	g.warnUnused(add)
	g.warnReset(add)
	g.warnSteps(add)
	switch {
	case g.rests():
		add(golgi.Undriven, "every %s is at rest, below its threshold, and nothing reaches the group: no input, no projection; drive it, as with runner.Input, or leave it out", g.desc.name)
	case g.unread():
		add(golgi.Unread, "nothing reads its spikes: no projection, delay or monitor; project from it, or leave it out")
	}
	return all
}

// adder takes a warning.
type adder func(kind golgi.WarningKind, format string, args ...any)

// warnUnused warns of parameters that are in none of the equations, of models
// that are written as Equations.
func (g *Group) warnUnused(add adder) {
	for part, c := range g.parts {
		if len(c.desc.models) != 1 {
			continue // composed
		}
		e, ok := c.desc.models[0].(Equations)
		if !ok {
			continue
		}
		used := slices.Concat(words(e.Body), words(e.Spike), words(e.Reset), words(e.Refractory), words(e.Receive))
		for _, p := range c.desc.model.Params {
			if slices.Contains(used, p.Name) {
				continue
			}
			of := ""
			if part > 0 {
				of = " of " + c.path
			}
			add(golgi.Unused, "the parameter %s%s is in none of the equations; write it where it belongs, or leave it out", p.Name, of)
		}
	}
}

// words returns the names in a text of equations.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// threshold returns the names of the threshold and of the potential after a
// spike of a model whose condition and reset have the form V >= V_th and
// V = V_reset.
func threshold(m *eqn.Model) (th, reset string, ok bool) {
	th, isTh := strings.CutPrefix(m.Spike, "V >= ")
	reset = strings.TrimPrefix(strings.TrimSpace(strings.Split(m.Source.Reset, ";")[0]), "V = ")
	_, p1 := m.Param(strings.TrimSpace(th))
	_, p2 := m.Param(reset)
	return strings.TrimSpace(th), reset, isTh && p1 && p2
}

// warnReset warns of a reset that does not end the spike.
func (g *Group) warnReset(add adder) {
	th, reset, ok := threshold(g.desc.model)
	if !ok {
		return
	}
	for i := range g.n {
		if v, t := g.param(0, reset, i), g.param(0, th, i); v >= t {
			where := ""
			if g.differs(th) || g.differs(reset) {
				where = fmt.Sprintf(" in neuron %d", i)
			}
			add(golgi.Unlikely, "%s, %g, is not below %s, %g%s: after a first spike there is one in every step that is not refractory; lower %s or raise %s", reset, v, th, t, where, reset, th)
			return
		}
	}
}

// warnSteps warns of what is faster than a step.
func (g *Group) warnSteps(add adder) {
	if l := g.desc.longest; l > 0 && g.dt > l*(1+1e-9) {
		add(golgi.Unresolved, "a step of %g ms is too long for %s, whose spikes are resolved by steps up to %g ms", g.dt, g.desc.name, l)
	}
	for part, c := range g.parts {
		for _, p := range c.desc.model.Params {
			if p.Unit != "ms" || !strings.HasPrefix(p.Name, "tau") {
				continue
			}
			// One number, or the least of all.
			tau := g.param(part, p.Name, 0)
			if q := g.quantities[quantityKey{part, p.Name}]; q.Each() != nil {
				tau = slices.Min(q.Each())
			}
			what := p.Name
			if part > 0 {
				what += " of " + c.path
			}
			switch refractory := strings.TrimSpace(c.desc.model.Source.Refractory) == p.Name; {
			case refractory && tau > 0 && math.Round(tau/g.dt) == 0:
				add(golgi.Unresolved, "%s, %g ms, is less than half a step of %g ms, so that there is no refractory period; times are in ms", what, tau, g.dt)
			case !refractory && tau > 0 && tau < g.dt:
				add(golgi.Unresolved, "%s, %g ms, is shorter than a step of %g ms; take a smaller dt, and remember that times are in ms", what, tau, g.dt)
			}
		}
	}
}

// rests reports whether the group can be seen to stand still for ever: nothing
// reaches it, its potential is that of rest and below the threshold, and nothing
// in its equations is random.
func (g *Group) rests() bool {
	m := g.desc.model
	th, _, ok := threshold(m)
	rest := slices.IndexFunc(m.Params, func(p eqn.Param) bool { return strings.EqualFold(p.Name, "V_rest") })
	if !ok || rest < 0 || len(g.syns) > 0 || len(g.drives) > 0 || g.jumps || g.pulled != "" || moves(m) {
		return false
	}
	for key, q := range g.quantities {
		if g.isInput(key) && (q.Uniform() != 0 || slices.ContainsFunc(q.Each(), func(x float64) bool { return x != 0 })) {
			return false
		}
	}
	for i, v := range g.V.Values() {
		if r := g.param(0, m.Params[rest].Name, i); v != r || r >= g.param(0, th, i) {
			return false
		}
	}
	return true
}

// moves reports whether equations go on without an input: time or chance is in
// them.
func moves(m *eqn.Model) bool {
	return slices.ContainsFunc(words(m.Body), func(w string) bool {
		return slices.Contains([]string{"t", "xi", "Normal", "Uniform", "Poisson", "Binomial", "delayed"}, w) || strings.HasPrefix(w, "xi_")
	})
}

// unread reports whether the group is a source only, one that takes nothing in,
// and nothing in the network takes its spikes.
func (g *Group) unread() bool {
	m := g.desc.model
	return m.SpikeCond != nil && len(m.States) == 0 && len(m.Labels) == 0 && !g.Emitter.readBy()
}

// readBy reports whether a part of the network reads the spikes.
func (e *Emitter) readBy() bool { return e.needs > 0 || len(e.synapses) > 0 || e.v.Read() }

// Warnings says whether nothing reads the spikes.
func (g *SpikeTimeGroup) Warnings() []golgi.Warning {
	if g.readBy() {
		return nil
	}
	return []golgi.Warning{{Kind: golgi.Unread, Text: "nothing reads its spikes: no projection, delay or monitor; project from it, or leave it out"}}
}

// differs reports whether a parameter of the neurons is one number per neuron.
func (g *Group) differs(name string) bool { return g.quantities[quantityKey{0, name}].Each() != nil }

// param returns a parameter at element i.
func (g *Group) param(part int, name string, i int) float64 {
	q := g.quantities[quantityKey{part, name}]
	if q.Each() == nil {
		return q.Uniform()
	}
	return q.Each()[i]
}

// Warnings says what of the projection is probably wrong, for
// golgi.Sim.Warnings.
func (w *wire) Warnings() []golgi.Warning {
	if w.layer == nil {
		return nil
	}
	pre, post := w.layer.Size()
	if dnn.Empty(w.layer) {
		return []golgi.Warning{{Kind: golgi.Unconnected, Text: fmt.Sprintf("there is no synapse among %d × %d pairs of neurons; give its Comm a higher probability or other connections, or leave the projection out", pre, post)}}
	}
	if w.post == nil || w.syn < 0 || w.syn >= len(w.post.syns) {
		return nil
	}
	out := w.post.syns[w.syn].out.desc.name
	if out != "COBA" && out != "MgBlock" {
		return nil
	}
	if negative, of := w.negative(); negative*2 > of {
		return []golgi.Warning{{Kind: golgi.Unlikely, Text: fmt.Sprintf("the weights are negative, and with %s they are conductances, which are not; an inhibitory synapse has positive weights and a low E", out)}}
	}
	return nil
}

// negative returns how many of the weights are negative, if they can be read.
func (w *wire) negative() (negative, of int) {
	q := w.layer.Weight()
	if q == nil || !q.Ready() {
		return 0, 1
	}
	if q.Each() == nil {
		if q.Uniform() < 0 {
			negative = 1
		}
		return negative, 1
	}
	for _, x := range q.Each() {
		if x < 0 {
			negative++
		}
	}
	return negative, len(q.Each())
}
