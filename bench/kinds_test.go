package bench

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
)

// vanilla is a synapse that is a group of its own, an exponential conductance on
// every presynaptic neuron, and a VanillaProj that is handed its values: the
// spelling in which a user wires everything by hand.
type vanilla struct {
	golgi.DynSysGroup
	G *dyn.Group // the conductances
	D *dyn.FullProjDelta
	P *dyn.VanillaProj
	V *delay.VarDelay
}

func newVanilla(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) *vanilla {
	n := pre.Size()
	v := &vanilla{G: dyn.NewGroup(n, dyn.Equations{Params: fmt.Sprintf("tau = %v ms", tau), Body: "tau*dV/dt = -V"}),
		P: &dyn.VanillaProj{NumPre: n, Comm: comm, Out: out, Post: post}}
	v.D = &dyn.FullProjDelta{Pre: pre, Post: v.G, Comm: dnn.OneToOne{}}
	v.V = &delay.VarDelay{Of: v.G.V, Entries: delay.Entries{"last": 0}}
	return v
}

// Projects marks a projection.
func (*vanilla) Projects() {}

// Layer returns the layer.
func (v *vanilla) Layer() dnn.Layer { return v.P.Layer() }

// Update advances the conductances by the spikes that are due and hands them on.
func (v *vanilla) Update(env *golgi.Env) {
	v.P.SendVector(env, v.V.Values("last"))
	v.D.Update(env)
	v.P.Update(env)
	v.G.Update(env)
	v.V.Update(env)
}

// kinds are the spellings of a projection with an exponential synapse.
var kinds = map[string]func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection{
	"align-post Mg": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return &dyn.FullProjAlignPostMg{Pre: pre, Post: post, Comm: comm, Out: out, Syn: dyn.Expon{Tau: tau}}
	},
	"align-post": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return &dyn.FullProjAlignPost{Pre: pre, Post: post, Comm: comm, Out: out, Syn: dyn.Expon{Tau: tau}}
	},
	"align-pre SD Mg": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return &dyn.FullProjAlignPreSDMg{Pre: pre, Post: post, Comm: comm, Out: out, Syn: dyn.Expon{Tau: tau}}
	},
	"align-pre DS Mg": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return &dyn.FullProjAlignPreDSMg{Pre: pre, Post: post, Comm: comm, Out: out, Syn: dyn.Expon{Tau: tau}}
	},
	"align-pre SD": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return &dyn.FullProjAlignPreSD{Pre: pre, Post: post, Comm: comm, Out: out, Syn: dyn.Expon{Tau: tau}}
	},
	"align-pre DS": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return &dyn.FullProjAlignPreDS{Pre: pre, Post: post, Comm: comm, Out: out, Syn: dyn.Expon{Tau: tau}}
	},
	"vanilla": func(pre dyn.View, post *dyn.Group, tau float64, comm dnn.Comm, out dyn.Output) Projection {
		return newVanilla(pre, post, tau, comm, out)
	},
}

// inKind is the network of benchmark 1 in a kind of projection, with stored
// connectivity, which vectors pass through in every step.
func inKind(kind string) *Net {
	const n, ne = 4000, 3200
	p := DefaultCOBA()
	p.Stored = true
	g := p.group(n)
	make := kinds[kind]
	return &Net{N: g, Excitatory: ne,
		E: make(g.Slice(0, ne), g, p.TauE, p.comm(n, p.WE), dyn.COBA{E: p.EE}),
		I: make(g.Slice(ne, n), g, p.TauI, p.comm(n, p.WI), dyn.COBA{E: p.EI})}
}

// TestProjectionKinds: the E/I network has the same rates in every kind of
// projection, those of TestCOBA. Merging projections have conductances that are
// weaker by a step's decay, 2 and 1 percent, and vanilla is a step later, which
// is within what seeds make of it.
func TestProjectionKinds(t *testing.T) {
	names, n := []string{"align-post", "align-pre SD Mg", "align-pre DS", "vanilla"}, 1
	if *long {
		names, n = append(names, "align-post Mg", "align-pre DS Mg", "align-pre SD"), 10
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			e, i := over(t, n, func() (*Net, float64) { return inKind(name), DefaultCOBA().Input }, 0.1, func(e, i, cv float64) {
				assert.Greater(t, cv, 1.3)
				assert.True(t, 16 < e && e < 26 && 16 < i && i < 26, "E %v, I %v", e, i)
			})
			if !*long {
				return
			}
			assert.True(t, 19 < e && e < 23 && 19 < i && i < 23, "mean E %v, I %v", e, i)
		})
	}
}
