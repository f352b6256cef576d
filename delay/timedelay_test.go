package delay_test

import (
	"fmt"
	"log"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// loop is a group that is driven by its own past, over code of one's own.
type loop struct {
	golgi.DynSysGroup
	N    *dyn.Group
	Past *delay.TimeDelay
	feed func(env *golgi.Env)
}

func (net *loop) Update(env *golgi.Env) {
	net.Past.Update(env)
	if net.feed != nil {
		net.feed(env)
	}
	net.N.Update(env)
}

func newLoop(body string, longest float64) *loop {
	n := dyn.NewGroup(2, dyn.Equations{Body: body, Method: dyn.Euler})
	return &loop{N: n, Past: &delay.TimeDelay{Of: n.Var("x"), Longest: longest}}
}

// TestTimeDelay: x(t) = 3 + 2t, so that what is between steps is known exactly,
// also the end of the last step, and the time before the first.
func TestTimeDelay(t *testing.T) {
	net := newLoop("dx/dt = 2 : init = 3", 1.5)
	sim, err := golgi.Build(net, golgi.Dt(0.25))
	require.NoError(t, err)
	assert.Equal(t, []float64{3, 3}, net.Past.At(-1.1, nil))
	buf := make([]float64, 2)
	for range 2 {
		for n := range 20 {
			for _, ago := range []float64{0, 0.125, 0.25, 1.1, 1.5} {
				at := float64(n)*0.25 - ago
				assert.InDelta(t, 3+2*max(at, 0), net.Past.At(at, buf)[1], 1e-14, "%v ms ago at step %d", ago, n)
			}
			require.NoError(t, sim.Step())
		}
		assert.Zero(t, testing.AllocsPerRun(10, func() { net.Past.At(4.9, buf) }))
		require.NoError(t, sim.Reset())
	}
}

func TestTimeDelayNearest(t *testing.T) {
	net := newLoop("dx/dt = 2 : init = 3", 1)
	net.Past.Nearest = true
	net.Past.Before = func(i int, t float64) float64 { return 100*float64(i) + t }
	sim, err := golgi.Build(net, golgi.Dt(0.25))
	require.NoError(t, err)
	for range 3 {
		require.NoError(t, sim.Step())
	}
	assert.Equal(t, 3+2*0.5, net.Past.At(0.6, nil)[0])
	assert.Equal(t, 3+2*0.75, net.Past.At(0.63, nil)[0])
	assert.Equal(t, 100-0.3, net.Past.At(-0.3, nil)[1])
	assert.Equal(t, 3.0, net.Past.At(-0.1, nil)[1]) // nearest is step 0
}

// TestTimeDelayEquation: x' = -x(t - π/2) with x = cos before 0 goes on as cos,
// here by Euler with order 1; the delay is no multiple of the step.
func TestTimeDelayEquation(t *testing.T) {
	miss := func(dt float64) float64 {
		net := newLoop("dx/dt = I : init = 1", 2)
		net.Past.Before = func(_ int, t float64) float64 { return math.Cos(t) }
		buf := make([]float64, 2)
		net.feed = func(env *golgi.Env) {
			x := net.Past.At(env.T()-math.Pi/2, buf)
			if err := net.N.Input.Set(-x[0]); err != nil {
				env.Fail(err)
			}
		}
		sim, err := golgi.Build(net, golgi.Dt(dt))
		require.NoError(t, err)
		worst := 0.0
		for range sim.StepsIn(10) {
			require.NoError(t, sim.Step())
			worst = max(worst, math.Abs(net.N.Var("x").At(0)-math.Cos(sim.T())))
		}
		return worst
	}
	coarse, fine := miss(1.0/32), miss(1.0/128)
	assert.InDelta(t, 1, math.Log2(coarse/fine)/2, 0.1, "errors %g and %g", coarse, fine)
}

func TestTimeDelayMistakes(t *testing.T) {
	for _, c := range []struct {
		change func(net *loop)
		want   string
	}{
		{func(net *loop) { net.Past.Longest = -1 }, "Past: Longest is -1 ms"},
		{func(net *loop) { net.Past.Longest = math.NaN() }, "Past: Longest is NaN ms"},
		{func(net *loop) { net.Past.Of = golgi.State{} }, "Past: Of is a handle of nothing"},
		{func(net *loop) { net.Past.Of = net.N.Var("x").Slice(1, 4) }, "Past: Of: N.x has 2 elements"},
	} {
		net := newLoop("dx/dt = 2", 1)
		c.change(net)
		_, err := golgi.Build(net)
		assert.ErrorContains(t, placeless.Error(err), c.want)
	}
	for at, want := range map[float64]string{1.1: "knows -0.1 to 1 ms (Longest is 1 ms)", -0.2: "was asked for time -0.2 ms", math.NaN(): "NaN"} {
		net := newLoop("dx/dt = 2", 1)
		net.feed = func(env *golgi.Env) {
			if env.Step() == 10 {
				net.Past.At(at, nil)
			}
		}
		sim, err := golgi.Build(net)
		require.NoError(t, err)
		assert.ErrorContains(t, sim.Run(11), want)
	}
	net := newLoop("dx/dt = 2", 1)
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	net.Past.At(0, make([]float64, 5))
	assert.ErrorContains(t, sim.Step(), "Past has 2 elements, dst has room for 5")
}

// A proportional controller that acts on what was 0.35 ms ago.
func ExampleTimeDelay() {
	n := dyn.NewGroup(1, dyn.Equations{Body: "dx/dt = I : init = 1"})
	past := &delay.TimeDelay{Of: n.Var("x"), Longest: 1}
	net := &struct {
		golgi.DynSysGroup
		N    *dyn.Group
		Past *delay.TimeDelay
	}{N: n, Past: past}
	sim, err := golgi.Build(net, golgi.Dt(0.1))
	if err != nil {
		log.Fatal(err)
	}
	for range 20 {
		if err := n.Input.Set(-past.At(sim.T()-0.35, nil)[0]); err != nil {
			log.Fatal(err)
		}
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%.3f\n", n.Var("x").At(0))
	// Output: 0.008
}
