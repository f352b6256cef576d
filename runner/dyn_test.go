package runner_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/placeless"
	"github.com/golgi-sim/golgi/runner"
)

// balanced is a small network of the library's own parts.
type balanced struct {
	golgi.DynSysGroup
	N    *dyn.Group
	E, I *dyn.FullProjAlignPostMg
}

func newBalanced() *balanced {
	n := dyn.NewGroup(400, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: initialize.Normal(-55, 2)})
	return &balanced{N: n,
		E: &dyn.FullProjAlignPostMg{Pre: n.Slice(0, 320), Comm: dnn.EventJitFPHomoLinear{Prob: 0.2, Weight: 0.6},
			Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: 0}, Post: n},
		I: &dyn.FullProjAlignPostMg{Pre: n.Slice(320, 400), Comm: dnn.EventJitFPHomoLinear{Prob: 0.2, Weight: 6.7},
			Syn: dyn.Expon{Tau: 10}, Out: dyn.COBA{E: -80}, Post: n}}
}

func TestGroups(t *testing.T) {
	simulate := func(threads int, pieces []float64, opts ...runner.Option) (uint64, *runner.Result) {
		n := newBalanced()
		r := build(t, n, append(opts, runner.Threads(threads), runner.Seed(3), runner.Monitor(n.N.Spike), runner.Input(n.N, 15, inputs.Constant(5)))...)
		var all runner.SpikeTrain
		var res *runner.Result
		for _, ms := range pieces {
			res = run(t, r, ms)
			s := res.Spikes(n.N)
			require.NoError(t, s.Err())
			all.N, all.Steps, all.Indices = s.N, append(all.Steps, s.Steps...), append(all.Indices, s.Indices...)
			e, i := res.Spikes(n.N.Slice(0, 320)), res.Spikes(n.N.Slice(320, 400))
			require.NoError(t, e.Err())
			assert.Equal(t, s.Hash(), runner.HashOf(e, i), "the views are the group")
		}
		require.NotZero(t, all.Count())
		return all.Hash(), res
	}
	want, _ := simulate(1, []float64{200})
	for _, threads := range []int{1, 2, 3} {
		got, _ := simulate(threads, []float64{50, 0.1, 149.9})
		assert.Equal(t, want, got, "%d threads, in pieces", threads)
	}
	// Monitors change no spike.
	got, res := simulate(2, []float64{200}, runner.Monitor("E.syn.g[0:3]", "I.syn.g", "N.V"), runner.Monitor("N.I", runner.BeforeUpdate()),
		runner.MonitorFunc("mean V", func(sim *golgi.Sim) float64 {
			v, _ := sim.Lookup("N.V")
			sum := 0.0
			for i := range v.Len() {
				sum += v.At(i)
			}
			return sum / float64(v.Len())
		}))
	assert.Equal(t, want, got)
	g, v, mean := res.Series("E.syn.g"), res.Series("N.V"), res.Series("mean V")
	require.NoError(t, g.Err())
	assert.Equal(t, 3, g.Size())
	for k := range v.Len() {
		sum := 0.0
		for _, x := range v.Row(k) {
			sum += x
		}
		require.InDelta(t, sum/400, mean.At(k, 0), 1e-9)
		require.Equal(t, 20.0, res.Series("N.I").At(k, 0))
	}
}

func TestMistakesInGroups(t *testing.T) {
	n := newBalanced()
	n.E.Syn = dyn.Expon{Tau: -1}
	_, err := runner.New(n, runner.Monitor(n.N, n.N.Slice(0, 5), "E.syn.h", "N.Vm"), runner.Input("N", 20))
	var list golgi.BuildErrors
	require.ErrorAs(t, err, &list)
	assert.Contains(t, list[0].Error(), "tau")
	var rest []string
	for _, e := range list[1:] {
		rest = append(rest, placeless.Text(e.Error()))
	}
	assert.Equal(t, []string{
		"N: monitor: a *dyn.Group is not a quantity; it has the handles Spike, V and Input",
		"monitor: a dyn.View is not a quantity; it has the handles ExternalInput() and SpikeHandle()",
		`E.syn.h: monitor: there is nothing of this name; did you mean "E.syn.g", "I.syn.g" or "E.syn.tau"?`,
		`N.Vm: monitor: there is nothing of this name; did you mean "N.V"?`,
	}, rest)
}
