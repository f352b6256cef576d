package dyn_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

// pair is two groups and a projection.
type pair struct {
	golgi.DynSysGroup
	A, B *dyn.Group
	P    golgi.Projection
	D    *delay.VarDelay
}

// base is a network without mistakes, to be given one.
func base() (*pair, *dyn.FullProjAlignPostMg) {
	a, b := dyn.NewGroup(10, dyn.LifRef{}), dyn.NewGroup(20, dyn.LifRef{})
	p := &dyn.FullProjAlignPostMg{Pre: a, Post: b, Comm: dnn.EventJitFPHomoLinear{Prob: 0.1}, Syn: dyn.Expon{}, Out: dyn.COBA{E: 0}}
	return &pair{A: a, B: b, P: p, D: &delay.VarDelay{Of: a.Spike, Entries: delay.Entries{"x": 1}}}, p
}

// TestMistakes: bad input of every kind is an error of Build, with the path of
// the part and what to do.
func TestMistakes(t *testing.T) {
	sound, _ := base()
	build(t, sound)
	for _, c := range []struct {
		name  string
		spoil func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem
		path  string
		want  string
	}{
		{"unknown name in an equation", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.A = dyn.NewGroup(1, dyn.Equations{Params: "V_rest = 0", Body: "dV/dt = V_rst - V", Spike: "V > 1"})
			p.Pre = n.A
			n.D.Of = n.A.Spike
			return n
		}, "A", `unknown name "V_rst"; did you mean "V_rest"?`},
		{"size mismatch", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Comm = dnn.OneToOne{}
			return n
		}, "P", "Comm: "},
		{"delay", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Delay = 0.25
			return n
		}, "P", "Delay: a delay of 0.25 ms is no multiple of dt = 0.1 ms; take 0.2 or 0.3 ms"},
		{"negative delay", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Delay = -1
			return n
		}, "P", "Delay: a delay of -1 ms"},
		{"entry of a delay", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.D.Entries = delay.Entries{"x": 0.123}
			return n
		}, "D", `entry "x": a delay of 0.123 ms is no multiple`},
		{"NaN", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(20, dyn.LifRef{Tau: math.NaN()})
			p.Post = n.B
			return n
		}, "B", "tau of LifRef is NaN"},
		{"NaN in an array", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(2, dyn.LifRef{VTh: []float64{1, math.NaN()}})
			p.Post = n.B
			return n
		}, "B", "V_th of LifRef is NaN at element 1"},
		{"array of another length", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(3, dyn.LifRef{VTh: []float64{1, 2}})
			p.Post = n.B
			return n
		}, "B", "V_th of LifRef has 2 values for 3 elements; give one number, or one per element"},
		{"a value of another type", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(3, dyn.LifRef{VTh: "high"})
			p.Post = n.B
			return n
		}, "B", "V_th of LifRef is a string; give a number"},
		{"bad initial value", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(3, dyn.LifRef{V: []float64{1}})
			p.Post = n.B
			return n
		}, "B", "the initial value of V of LifRef has 1 values for 3 elements"},
		{"p outside 0 to 1", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Comm = dnn.EventJitFPHomoLinear{Prob: 1.5}
			return n
		}, "P", "Prob is 1.5"},
		{"negative tau", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(20, dyn.LifRef{Tau: -20})
			p.Post = n.B
			return n
		}, "B", "tau, which multiplies dV/dt, must be positive: it is -20 at element 0"},
		{"negative tau of a synapse", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Syn = dyn.Expon{Tau: 0}
			return n
		}, "P", "Syn: tau, which multiplies dg/dt, must be positive: it is 0 at element 0"},
		{"negative refractory period", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(20, dyn.LifRef{TauRef: initialize.Uniform(-2, -1)})
			p.Post = n.B
			return n
		}, "B", "the refractory period tau_ref must not be negative"},
		{"a part owned twice", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = n.A
			p.Post = n.A
			return n
		}, "B", "is the same part as A"},
		{"a nil part", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.D = nil
			return n
		}, "D", "is nil; make the part, or take the field out"},
		{"post outside the tree", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Post = dyn.NewGroup(20, dyn.LifRef{})
			return n
		}, "P", "Post is not part of the network; make it an exported field"},
		{"no post", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Post = nil
			return n
		}, "P", "Post is nil; give a group"},
		{"a nil group as post", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			var g *dyn.Group
			p.Post = g
			return n
		}, "P", "Post is nil; give a group"},
		{"no pre", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Pre = nil
			return n
		}, "P", "Pre is nil; give a group"},
		{"no comm", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Comm = nil
			return n
		}, "P", "Comm is nil; give a communication layer"},
		{"no synapse", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Syn = nil
			return n
		}, "P", "has no synapse model"},
		{"no output", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Out = nil
			return n
		}, "P", "has no output model"},
		{"a view outside its group", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Post = n.B.Slice(10, 25)
			return n
		}, "P", "Post is the view [10:25] of B, which has 20 elements"},
		{"a view outside its view", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Pre = n.A.Slice(2, 6).Slice(0, 5)
			return n
		}, "P", "Pre is the range [0:5] of a view that has 4 elements"},
		{"E has to be given", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			p.Out = dyn.COBA{}
			return n
		}, "P", "field E of COBA has no default; give it a value"},
		{"a misspelt parameter of equations", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(1, dyn.Equations{Params: "tau = 5 ms", Body: "tau*dV/dt = -V"}.With(golgi.Values{"tua": 3}))
			p.Post = n.B
			return n
		}, "B", `has no parameter or variable "tua"; did you mean "tau"?`},
		{"a model that is a synapse", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(1, dyn.Expon{})
			p.Post = n.B
			return n
		}, "B", "belongs to synapses"},
		{"unknown method", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(1, dyn.LifRef{Method: "rk5"})
			p.Post = n.B
			return n
		}, "B", `unknown method "rk5"; the methods are euler, exp_euler, exact`},
		{"an empty group", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(0, dyn.LifRef{})
			p.Post = n.B
			return n
		}, "B", "has 0 neurons"},
		{"a variable that is not there", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.A.Var("Vm")
			return n
		}, "A", `LifRef has no variable or parameter "Vm"`},
		{"conductance without potential", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.B = dyn.NewGroup(1, dyn.Equations{Body: "dx/dt = I"})
			p.Post = n.B
			return n
		}, "B", "the output COBA needs the potential V"},
		{"a drive of nothing", func(n *pair, p *dyn.FullProjAlignPostMg) golgi.DynamicalSystem {
			n.P = &dyn.PoissonInput{Post: n.B, Var: "P.syn.g", NumInput: 10, Freq: 5}
			return n
		}, "P", `Var: there is no variable "P.syn.g" in B or its synapses`},
		{"nil network", func(*pair, *dyn.FullProjAlignPostMg) golgi.DynamicalSystem { return nil }, "", "Build was given nil"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, p := base()
			net := c.spoil(n, p)
			sim, err := golgi.Build(net)
			require.Error(t, err)
			assert.Nil(t, sim)
			assert.ErrorContains(t, err, c.want)
			var list golgi.BuildErrors
			require.True(t, errors.As(err, &list))
			var paths []string
			for _, e := range list {
				paths = append(paths, e.Path)
			}
			assert.Contains(t, paths, c.path)
			assert.Len(t, list, 1, "one mistake gives one message: %v", err)
		})
	}
}

// TestMendAndBuildAgain: after an error the network can be mended and built;
// after a success not a second time.
func TestMendAndBuildAgain(t *testing.T) {
	n, p := base()
	p.Delay = 0.25
	_, err := golgi.Build(n)
	require.Error(t, err)
	p.Delay = 0.3
	sim, err := golgi.Build(n)
	require.NoError(t, err)
	require.NoError(t, sim.Step())
	_, err = golgi.Build(n)
	assert.ErrorContains(t, err, "was built before")
	require.NoError(t, sim.Step())
}

// TestNonFinite: a NaN or Inf that arises in a run stops it with the part, the
// variable, the element and the time.
func TestNonFinite(t *testing.T) {
	grow := dyn.Equations{Body: "dx/dt = x*x\ndV/dt = 0", Method: dyn.Euler}
	net := &alone{N: dyn.NewGroup(3, grow.With(golgi.Values{"x": []float64{0, 3, 0}}))}
	sim := build(t, net, golgi.Dt(1))
	err := sim.Run(100)
	var bad *golgi.NonFiniteError
	require.True(t, errors.As(err, &bad))
	assert.Equal(t, "N.x", bad.Path)
	assert.Equal(t, 1, bad.Index)
	assert.True(t, math.IsInf(bad.Value, 1))
	assert.Equal(t, float64(bad.Step), bad.Time)
	assert.Equal(t, sim.Steps(), bad.Step)
	assert.Equal(t, err, sim.Step(), "the simulation stays where it is")
	require.NoError(t, sim.Reset())
	require.NoError(t, sim.Step())
}

// TestRunTimeMistakes are errors of the handle or of the next step.
func TestRunTimeMistakes(t *testing.T) {
	n, _ := base()
	assert.Error(t, n.A.Input.Set(1), "before Build")
	sim := build(t, n)
	assert.ErrorContains(t, n.A.Input.Set(1, 2), "A.I has 10 elements and was given 2 values")
	assert.ErrorContains(t, n.A.Input.Set(math.NaN()), "the new value is NaN")
	assert.ErrorContains(t, n.A.V.Slice(5, 15).Set(1), "A.V has 10 elements, so there is no range 5 to 15")
	require.NoError(t, sim.Step())
	_, err := sim.Lookup("A.Vm")
	assert.ErrorContains(t, err, `there is no quantity "A.Vm"; did you mean "A.V"`)
}

// twice updates a group twice, or not at all, in step 3.
type twice struct {
	golgi.DynSysGroup
	N     *dyn.Group
	times int
}

func (w *twice) Update(env *golgi.Env) {
	n := 1
	if env.Step() == 3 {
		n = w.times
	}
	for range n {
		w.N.Update(env)
	}
}

func TestUpdateOncePerStep(t *testing.T) {
	for times, want := range map[int]string{0: "N was not updated in step 3", 2: "N was updated twice in step 3"} {
		net := &twice{N: dyn.NewGroup(1, dyn.Lif{}), times: times}
		assert.ErrorContains(t, build(t, net).Run(10), want)
	}
}

func TestSpikeTimeMistakes(t *testing.T) {
	for _, c := range []struct {
		g    *dyn.SpikeTimeGroup
		want string
	}{
		{dyn.NewSpikeTimeGroup(2, []int{0}, nil), "has 1 indices and 0 times"},
		{dyn.NewSpikeTimeGroup(2, []int{2}, []float64{1}), "event 0 is of element 2; the group has 2 elements"},
		{dyn.NewSpikeTimeGroup(2, []int{1}, []float64{-1}), "event 0 is at -1 ms"},
		{dyn.NewSpikeTimeGroup(2, []int{1}, []float64{math.NaN()}), "event 0 is at NaN ms"},
	} {
		type network struct {
			golgi.DynSysGroup
			S *dyn.SpikeTimeGroup
		}
		_, err := golgi.Build(&network{S: c.g})
		assert.ErrorContains(t, err, c.want)
	}
}

func TestReadyMadeMistakes(t *testing.T) {
	n, _ := base()
	n.P = &dyn.ExpCOBA{Pre: n.A, Post: n.B, Conn: conn.One2One{}, E: 0}
	_, err := golgi.Build(n)
	assert.ErrorContains(t, err, "10")
	assert.ErrorContains(t, err, "20")
	n.P = &dyn.ExpCOBA{Pre: n.A, Post: n.B, E: 0}
	_, err = golgi.Build(n)
	assert.ErrorContains(t, err, "Conn is nil")
}
