package dyn

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Describe adds what the part is to a description of the network.
func (e *Emitter) Describe(g *golgi.Graph) {
	g.Groups = append(g.Groups, golgi.GroupInfo{Path: e.Path(), Size: e.n, Bytes: e.bytes()})
	e.describePast(g)
}

// bytes is the memory of the spikes of a step.
func (e *Emitter) bytes() int64 { return 4 * int64(cap(e.lists[0])+cap(e.lists[1])) }

func (e *Emitter) describePast(g *golgi.Graph) {
	if e.needs > 0 {
		g.Delays = append(g.Delays, golgi.DelayInfo{Path: e.Path(), Of: e.v.Path(), Steps: e.needs, Size: e.n, Bytes: e.ring.Bytes()})
	}
}

// Describe adds what the group is to a description of the network.
func (g *Group) Describe(to *golgi.Graph) {
	if g.kernel == nil {
		return
	}
	d := g.desc
	i := golgi.GroupInfo{Path: g.Path(), Model: d.name, Size: g.n, Params: g.params(0), Equations: equationsOf(d),
		Program: programOf(g.kernel), Bytes: g.memory()}
	for _, st := range d.model.States {
		q := g.quantity(0, st.Name)
		i.Variables = append(i.Variables, golgi.VariableInfo{Name: st.Name, Unit: q.Unit()})
	}
	to.Groups = append(to.Groups, i)
	g.Emitter.describePast(to)
	g.describeSynapses(to, g.Path())
	past := func(a *arrivals, of string) {
		if a.ring.Slots() > 0 {
			to.Delays = append(to.Delays, golgi.DelayInfo{Path: g.Path(), Of: of, Steps: a.delays, Size: g.n, Bytes: a.ring.Bytes()})
		}
	}
	past(&g.jumping, "jumps of V")
	for _, y := range g.syns {
		past(&y.arrivals, "what goes to "+y.syn.path)
	}
	for _, p := range g.past {
		to.Delays = append(to.Delays, golgi.DelayInfo{Path: g.Path(), Of: g.Path() + "." + p.Var, Steps: int(p.steps), Size: g.n, Bytes: p.ring.Bytes()})
	}
}

// memory is what the arrays of the group take, those of its program and of its
// spikes.
func (g *Group) memory() int64 { return int64(g.Bytes()) + g.Emitter.bytes() + 4*int64(cap(g.list)) }

func programOf(k *kernel.Kernel) golgi.Program {
	ops := func(p *vm.Program) int {
		if p == nil {
			return 0
		}
		return len(p.Code)
	}
	c := k.Compiled
	return golgi.Program{Operations: ops(c.Step.Program), PerStep: ops(c.PerStep.Program),
		Once: ops(c.Fixed.Program) + ops(c.FixedEach.Program), Code: k.Code()}
}

// equationsOf returns the equations of a model, a line each.
func equationsOf(d *description) string {
	var b strings.Builder
	for line := range strings.Lines(d.model.Body) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	for _, x := range []struct{ what, text string }{{"spike", d.model.Spike}, {"reset", d.model.Reset}, {"refractory", d.model.Refractory}} {
		if x.text != "" {
			fmt.Fprintf(&b, "%s: %s\n", x.what, strings.TrimSpace(x.text))
		}
	}
	return b.String()
}

// params describes the parameters of a component.
func (g *Group) params(part int) []golgi.ParamInfo {
	var all []golgi.ParamInfo
	for _, p := range g.parts[part].desc.model.Params {
		q := g.quantities[quantityKey{part, p.Name}]
		all = append(all, golgi.ParamInfo{Name: p.Name, Unit: p.Unit, Doc: p.Doc, Value: golgi.Summarize(q)})
	}
	return all
}

// describeSynapses describes the synapses that hang on the group.
func (g *Group) describeSynapses(to *golgi.Graph, on string) {
	for _, y := range g.syns {
		i := golgi.SynapseInfo{Path: y.syn.path, On: on, Projections: append([]string(nil), y.owners...)}
		if !y.relay {
			i.Model, i.Params = y.syn.desc.name, g.params(y.part)
		}
		if !y.before {
			i.Output, i.OutputParams, i.Current = y.out.desc.name, g.params(y.outPart), inputName(y.label)
		}
		to.Synapses = append(to.Synapses, i)
	}
}

// Describe adds what the projection is to a description of the network.
func (w *wire) Describe(g *golgi.Graph) {
	if w.layer != nil && w.post != nil {
		g.Projections = append(g.Projections, w.info(g))
	}
}

func (w *wire) info(g *golgi.Graph) golgi.ProjectionInfo {
	l := dnn.Describe(w.layer)
	steps := max(1, w.origin.steps)
	ms := func(n int) float64 { return float64(steps+n-1) * g.Dt }
	i := golgi.ProjectionInfo{Path: w.Path(), Pre: w.start(), Post: golgi.End{Path: w.post.Path(), Lo: w.lo, Hi: w.hi, Size: w.post.n},
		Layer: reflect.Indirect(reflect.ValueOf(w.comm)).Type().Name(), Synapses: l.Synapses, Expected: l.Expected, Weight: l.Weight,
		DelayMin: tidy(ms(l.DelayMin)), DelayMax: tidy(ms(l.DelayMax)), Effect: w.effect(l.Weight), Bytes: l.Bytes}
	if w.syn >= 0 && w.syn < len(w.post.syns) {
		i.Synapse = w.post.syns[w.syn].syn.path
	}
	return i
}

// start returns where the spikes come from, as far as it is known.
func (w *wire) start() golgi.End {
	if from := w.origin.from; from.emitter != nil {
		return golgi.End{Path: from.emitter.Path(), Lo: from.lo, Hi: from.hi, Size: from.emitter.n}
	}
	pre, _ := w.layer.Size()
	if s, ok := w.origin.source.(interface{ Of() *golgi.SpikeVar }); ok && s.Of() != nil {
		return golgi.End{Path: strings.TrimSuffix(s.Of().Path(), ".spike"), Lo: w.origin.offset, Hi: w.origin.offset + pre, Size: s.Of().Size()}
	}
	return golgi.End{Hi: pre, Size: pre}
}

// tidy returns a time without the noise of the product of steps and dt.
func tidy(ms float64) float64 { return math.Round(ms*1e9) / 1e9 }

// resting are names of parameters that say where a potential rests, the first
// that a model has.
var resting = []string{"V_rest", "E_L", "EL", "V_L", "V_reset"}

// effect tells what the projection does by its weights and the reversal
// potential of its output.
func (w *wire) effect(weight golgi.Summary) golgi.Effect {
	sign := 0.0
	switch {
	case weight.N == 0 && weight.Law == "":
		return golgi.Mixed
	case weight.Law != "" && weight.Min == weight.Max:
		if math.Abs(weight.Mean) > weight.SD {
			sign = weight.Mean
		}
	case weight.Min >= 0:
		sign = weight.Max
	case weight.Max <= 0:
		sign = weight.Min
	}
	if w.syn >= 0 && w.syn < len(w.post.syns) {
		y := w.post.syns[w.syn]
		if e := golgi.Summarize(w.post.quantities[quantityKey{y.outPart, "E"}]); e.N > 0 {
			// A reversal potential where the potential rests anyway shunts.
			if e.Mean <= w.post.rest() {
				sign = -sign
			}
		}
	}
	switch {
	case sign > 0:
		return golgi.Excitatory
	case sign < 0:
		return golgi.Inhibitory
	}
	return golgi.Mixed
}

// rest returns where the potential rests.
func (g *Group) rest() float64 {
	for _, name := range resting {
		if s := golgi.Summarize(g.quantities[quantityKey{0, name}]); s.N > 0 {
			return s.Mean
		}
	}
	return golgi.Summarize(g.quantities[quantityKey{0, "V"}]).Mean
}

// Describe adds what the projection is to a description of the network, and the
// synapses that are aligned with its presynaptic side.
func (p *alignPre) Describe(g *golgi.Graph) {
	if p.pre == nil {
		p.wire.Describe(g)
		return
	}
	own := p.pre.group
	if p.owner {
		own.describeSynapses(g, p.pre.of.end().String())
	}
	i := p.info(g)
	i.Synapse = own.syns[p.k].syn.path
	if p.owner {
		i.Bytes += own.memory()
		for k := range p.pre.past {
			i.Bytes += p.pre.past[k].Bytes()
		}
	}
	g.Projections = append(g.Projections, i)
}

// end describes a range of elements of a part.
func (r reference) end() golgi.End {
	return golgi.End{Path: r.emitter.Path(), Lo: r.lo, Hi: r.hi, Size: r.emitter.n}
}

// Describe adds what the projection is to a description of the network.
func (p *STDPSong2000) Describe(g *golgi.Graph) {
	if p.layer == nil || p.post == nil {
		return
	}
	i, l, r := p.info(g), &p.learner, &p.rule
	for _, x := range []struct {
		q         *golgi.Quantity
		unit, doc string
	}{
		{r.tauS, "ms", "memory of pre: potentiation"}, {r.tauT, "ms", "memory of post: depression"},
		{r.a1, "", "potentiation of a pair without distance"}, {r.a2, "", "depression of a pair without distance"},
		{r.wMax, "", "largest weight"}, {r.wMin, "", "least weight"},
	} {
		if v := golgi.Summarize(x.q); v.N > 0 { // a bound may be infinite, that is none
			i.Params = append(i.Params, golgi.ParamInfo{Name: x.q.Name(), Unit: x.unit, Doc: x.doc, Value: v})
		}
	}
	i.Bytes += 8 * int64(len(l.initial)+len(l.before)+len(l.apre.values)+len(l.apost.values))
	g.Projections = append(g.Projections, i)
}

// Describe adds what the coupling is to a description of the network.
func (c *coupling) Describe(g *golgi.Graph) {
	i := c.info(g)
	i.Pre = golgi.End{Path: c.pre.Path(), Lo: c.preLo, Hi: c.preHi, Size: c.pre.n}
	i.DelayMin, i.DelayMax = tidy(float64(c.past.Delay)*g.Dt), tidy(float64(c.most)*g.Dt)
	i.Bytes += 2 * int64(len(c.past.Delays))
	i.Effect = golgi.Mixed
	g.Projections = append(g.Projections, i)
	if c.most > 0 {
		n := c.preHi - c.preLo
		g.Delays = append(g.Delays, golgi.DelayInfo{Path: c.Path(), Of: c.x.Path(), Steps: c.most, Size: n, Bytes: c.past.Values.Bytes()})
	}
}

// Describe adds what the coupling is to a description of the network.
func (c *PhaseCoupling) Describe(g *golgi.Graph) {
	i := c.info(g)
	i.Pre = golgi.End{Path: c.Pre.Path(), Hi: c.Pre.n, Size: c.Pre.n}
	i.DelayMin, i.DelayMax, i.Effect, i.Synapse = 0, 0, golgi.Mixed, ""
	g.Projections = append(g.Projections, i)
}

// Describe adds what the input is to a description of the network.
func (p *PoissonInput) Describe(g *golgi.Graph) {
	for k, site := range p.Post.driven {
		if site.Path() != p.Path() {
			continue
		}
		d := p.Post.drives[k]
		x := p.Post.params(d.Part)
		what := fmt.Sprintf("Poisson, %s × %s Hz, weight %s", x[0].Value, x[1].Value, x[2].Value)
		g.Inputs = append(g.Inputs, golgi.InputInfo{Path: p.Path(), Target: p.Post.quantity(d.Of.Part, d.Of.Name).Path(), What: what})
	}
}

// Describe adds what the relay is to a description of the network.
func (r *Relay) Describe(g *golgi.Graph) {
	g.Groups = append(g.Groups, golgi.GroupInfo{Path: r.Path(), Size: r.n, Variables: []golgi.VariableInfo{{Name: "x"}},
		Bytes: 8 * int64(len(r.input.Each())+len(r.x.Each()))})
}

// Describe adds what the cell is to a description of the network.
func (c *Cell) Describe(g *golgi.Graph) {
	i := golgi.GroupInfo{Path: c.Path(), Model: c.plan.name, Size: c.n, Bytes: 8 * int64(c.in+len(c.x))}
	for _, name := range c.names {
		i.Bytes += 8 * int64(len(c.arrays[name]))
		if _, ok := c.plan.states[name]; ok {
			i.Variables = append(i.Variables, golgi.VariableInfo{Name: name})
		}
	}
	for _, code := range c.programs {
		i.Program.Code += code.Size()
	}
	for _, stage := range c.gates {
		for _, b := range stage {
			for _, l := range []dnn.Layer{b.in, b.rec} {
				if l != nil {
					i.Bytes += dnn.Describe(l).Bytes
				}
			}
		}
	}
	g.Groups = append(g.Groups, i)
}
