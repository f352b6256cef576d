package eqn_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/eqn"
)

// afterSpike solves V' = f, w' = h from (5, 0), by many small steps, for a
// neuron that spikes at the end of its first step: V is then 12 and held for
// 2 ms, with w going on.
func afterSpike(f, h func(v, w float64) float64, dt, end float64) []float64 {
	free := func(_ float64, x []float64) []float64 { return []float64{f(x[0], x[1]), h(x[0], x[1])} }
	held := func(_ float64, x []float64) []float64 { return []float64{0, h(x[0], x[1])} }
	x := rk4(free, []float64{5, 0}, dt, 2000)
	x[0] = 12
	x = rk4(held, x, 2, 20000)
	return rk4(free, x, end-2-dt, 20000)
}

// TestHeldInAllStages: while V is held, what depends on V sees a constant in
// all stages and propagators. Orders are measured between two steps a factor 4
// apart; orders 2 and 4 become 1 if stages let V move.
func TestHeldInAllStages(t *testing.T) {
	const end = 4.0
	run := func(body string, method eqn.Method, dt float64) (v, w float64) {
		p := source{body: body, params: "s = 0", spike: "t < dt/2", reset: "V = 12", refractory: "2", method: method}.build(t, dt, 1)
		p.run(int(math.Round(end / dt)))
		return p.x("V")[0], p.x("w")[0]
	}
	f := func(v, w float64) float64 { return (20 - v) / 2 }
	h := func(v, w float64) float64 { return (v-w)/3 + math.Sin(v*w/20) }
	body := `dV/dt = (20 - V)/2 : unless refractory, init = 5
		dw/dt = (V - w)/3 + sin(V*w/20)`
	for _, c := range []struct {
		method eqn.Method
		order  float64
		noise  string // makes the method that of stochastic equations
	}{{eqn.RK2, 2, ""}, {eqn.Heun, 2, ""}, {eqn.RK4, 4, ""}, {eqn.HeunStratonovich, 2, " + s*xi"}} {
		miss := func(dt float64) float64 {
			v, w := run(body+c.noise, c.method, dt)
			want := afterSpike(f, h, dt, end)
			return math.Hypot(v-want[0], w-want[1])
		}
		coarse, fine := miss(1.0/8), miss(1.0/32)
		assert.InDelta(t, c.order, math.Log2(coarse/fine)/2, 0.25, "%s: errors %g and %g", c.method, coarse, fine)
	}
	v, w := run("dV/dt = (20 - V)/2 : unless refractory, init = 5\ndw/dt = (V - w)/3", eqn.Exact, 0.5)
	want := afterSpike(f, func(v, w float64) float64 { return (v - w) / 3 }, 0.5, end)
	// The reference errs by some 1e-13 of 20.
	assert.InDelta(t, want[0], v, 1e-12)
	assert.InDelta(t, want[1], w, 1e-12)
}

// TestHeldJointly: the same with a synapse in the exact propagator. From rest,
// held for good: g = 5*exp(-t/5) goes on, and w' = (V - w)/3 with V = 12.
func TestHeldJointly(t *testing.T) {
	f := &eqn.Fusion{Dt: 0.5, Neuron: source{body: `dV/dt = (I - V)/10 : unless refractory
		dw/dt = (V - w)/3`, spike: "t < dt/2", reset: "V = 12; w = 1", refractory: "1000", method: eqn.Exact}.model(t),
		Synapses: []eqn.FusedSynapse{{Model: part(t, eqn.Synapse, "", "dg/dt = -g/5 : init = 5", "g += w"), Out: part(t, eqn.Output, "", "I = 3*g", ""), Part: 1, OutPart: 2, AddFirst: true}}}
	p := build(t, f, 1)
	p.run(1 + 8)
	assert.Equal(t, 12.0, p.x("V")[0])
	assert.InEpsilon(t, 12-11*math.Exp(-4.0/3), p.x("w")[0], 1e-14)
	assert.InEpsilon(t, 5*math.Exp(-4.5/5), p.Array(1, "g", eqn.StateArray)[0], 1e-14)
}

// TestHeldAfterSpike: `unless refractory` holds equations marked `after spike`
// too. Of the spike itself they hear.
func TestHeldAfterSpike(t *testing.T) {
	p := source{body: `dV/dt = 1
		dz/dt = 1 + 10*spike : after spike, unless refractory`, spike: "t < dt/2", reset: "z = 100", refractory: "2", method: eqn.Euler}.build(t, 1, 1)
	var z []float64
	for range 5 {
		p.run(1)
		z = append(z, p.x("z")[0])
	}
	assert.Equal(t, []float64{111, 111, 111, 112, 113}, z)
}

func driver(t *testing.T, body string) []eqn.Drive {
	return []eqn.Drive{{Model: part(t, eqn.Driver, "", body, ""), Part: 1, Of: eqn.Variable{Name: "V"}}}
}

// TestInputIsLostWhileRefractory: drives and jumps of what is held.
func TestInputIsLostWhileRefractory(t *testing.T) {
	s := source{body: "dV/dt = 0 : unless refractory", spike: "V >= 3", reset: "V = 0", refractory: "2"}
	for name, f := range map[string]*eqn.Fusion{
		"drive": {Dt: 1, Neuron: s.model(t), Drives: driver(t, "x = 1")},
		"jump":  {Dt: 1, Neuron: s.model(t), Delta: true},
	} {
		p := build(t, f, 1)
		var v []float64
		for range 9 {
			if j := p.Jumps(); j != nil {
				j[0] = 1
			}
			p.run(1)
			v = append(v, p.x("V")[0])
		}
		assert.Equal(t, []float64{1, 2, 0, 0, 0, 1, 2, 0, 0}, v, name)
	}
	// What is not held takes them.
	s.body = "dV/dt = 0"
	p := build(t, &eqn.Fusion{Dt: 1, Neuron: s.model(t), Drives: driver(t, "x = 1")}, 1)
	p.run(5)
	assert.Equal(t, 2.0, p.x("V")[0])
}

// TestUpwardSeesDrives: V was below before the step, whatever lifts it.
func TestUpwardSeesDrives(t *testing.T) {
	s := source{body: "above = V >= 20\ndV/dt = -V/1000 : init = 19", spike: "above : upward"}
	p := build(t, &eqn.Fusion{Dt: 1, Neuron: s.model(t), Drives: driver(t, "x = 5")}, 1)
	assert.Len(t, p.run(1), 1)
	assert.Empty(t, p.run(1), "it has been above")
	p.x("V")[0] = 10
	assert.Empty(t, p.run(1))
	assert.Empty(t, p.run(1))
	assert.Len(t, p.run(1), 1, "10 + 3*5 with little decay is above 20 in the third step")
}

// TestRefractorySteps: round(tau_ref/dt), half a step up, of the quotient as a
// floating-point number: 0.35/0.1 is 3.4999999999999996, 0.45/0.1 is 4.5.
func TestRefractorySteps(t *testing.T) {
	for period, want := range map[string]int{"0": 0, "0.04": 0, "0.05": 1, "0.25": 3, "0.35": 3, "0.45": 5, "2": 20, "5": 50, "5.04": 50} {
		for _, s := range []source{{refractory: period}, {params: "tau_ref = " + period, refractory: "tau_ref"}} {
			s.body, s.spike = "dV/dt = 1", "V > 0"
			p := s.build(t, 0.1, 1)
			var at []int
			for n := range 60 {
				if len(p.run(1)) > 0 {
					at = append(at, n)
				}
			}
			require.Greater(t, len(at), 1)
			assert.Equal(t, want, at[1]-at[0]-1, "%s ms", period)
		}
	}
}

// TestExactOfManyEquations: all that depend on one another, against small steps
// of Runge–Kutta, whose error is below 1e-12 here; and the compilation of ten
// takes less than a second, for which every path cannot be followed.
func TestExactOfManyEquations(t *testing.T) {
	coupled := func(i, j int) float64 { return 0.1 / float64(1+i+2*j) }
	for name, depends := range map[string]func(i, j int) bool{
		"triangle": func(i, j int) bool { return j < i },
		"chain":    func(i, j int) bool { return j == i-1 },
		"all":      func(i, j int) bool { return j != i },
		"two":      func(i, j int) bool { return i == 3 && j == 2 },
	} {
		for _, n := range []int{4, 5, 10} {
			var body strings.Builder
			x := make([]float64, n)
			for i := range n {
				fmt.Fprintf(&body, "dx%d/dt = 1 - %v*x%d", i, 0.1*float64(1+i), i)
				for j := range n {
					if depends(i, j) {
						fmt.Fprintf(&body, " + %v*x%d", coupled(i, j), j)
					}
				}
				fmt.Fprintf(&body, " : init = %d\n", i)
				x[i] = float64(i)
			}
			start := time.Now()
			p := source{body: body.String(), method: eqn.Exact}.build(t, 2, 1)
			assert.Less(t, time.Since(start), time.Second, "%s of %d", name, n)
			p.run(2)
			want := rk4(func(_ float64, x []float64) []float64 {
				d := make([]float64, n)
				for i := range n {
					d[i] = 1 - 0.1*float64(1+i)*x[i]
					for j := range n {
						if depends(i, j) {
							d[i] += coupled(i, j) * x[j]
						}
					}
				}
				return d
			}, x, 4, 20000)
			for i := range n {
				assert.InDelta(t, want[i], p.x(fmt.Sprintf("x%d", i))[0], 1e-11, "%s of %d: x%d", name, n, i)
			}
		}
	}
	var body strings.Builder
	for i := range 60 {
		fmt.Fprintf(&body, "dx%d/dt = x%d - x%d\n", i, (i+1)%60, i)
	}
	_, err := (&eqn.Fusion{Dt: 1, Neuron: source{body: body.String(), method: eqn.Exact}.model(t)}).Compile()
	assert.ErrorContains(t, err, "exact integration of 60 equations that depend on one another")
}
