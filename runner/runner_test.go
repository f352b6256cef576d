package runner_test

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/runner"
)

var ctx = context.Background()

func build(t require.TestingT, n golgi.DynamicalSystem, opts ...runner.Option) *runner.DSRunner {
	r, err := runner.New(n, append([]runner.Option{runner.Progress(false), runner.Threads(1)}, opts...)...)
	require.NoError(t, err)
	return r
}

func run(t require.TestingT, r *runner.DSRunner, ms float64) *runner.Result {
	res, err := r.Run(ctx, ms)
	require.NoError(t, err)
	return res
}

// V after step n of an integrator that starts at v0 under a constant input is
// v0 + (n+1)·dt·I, until it spikes.
func TestTimeAndValues(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.25), runner.Input(n.E, 0.5),
		runner.Monitor(n.E.V), runner.Monitor(n.E.V, runner.BeforeUpdate(), runner.As("start")))
	res := run(t, r, 1)

	v := res.Series(n.E.V)
	require.NoError(t, v.Err())
	assert.Equal(t, "E.V", v.Name)
	assert.Equal(t, "mV", v.Unit)
	assert.Equal(t, []float64{0, 0.25, 0.5, 0.75}, v.Times())
	assert.Equal(t, []float64{0.25, 0.5, 0.75, 1}, v.EndTimes())
	assert.Equal(t, []int{0, 1, 2, 3}, v.Indices)
	// Multiples of 1/8: exact in floating point.
	assert.Equal(t, []float64{0.125, 0.25, 0.375, 0.5}, v.Column(0))
	assert.Equal(t, []float64{0.5, 0.625, 0.75, 0.875}, v.Column(3))
	m := v.Matrix()
	assert.Equal(t, 0.875, m.At(3, 3))

	before := res.Series("start")
	assert.True(t, before.Before)
	assert.Equal(t, []float64{0, 0.125, 0.25, 0.375}, before.Column(0))

	assert.Equal(t, int64(4), res.Steps())
	assert.Equal(t, 1.0, res.Duration())
	assert.Equal(t, []string{"E.V", "start"}, res.Names())
}

func TestSpikes(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.5), runner.Input(n.E, 0.5), runner.Monitor(n.E.Spike, n.I.Spike.Slice(1, 2), "E.V"))
	res := run(t, r, 4)
	s := res.Spikes(n.E)
	require.NoError(t, s.Err())
	// V rises by 1/4 per step from 0, 1/8, 2/8, 3/8, so that the first two spike
	// in step 3 and the others in steps 2; each again four steps later.
	assert.Equal(t, []int64{2, 2, 3, 3, 6, 6, 7, 7}, s.Steps)
	assert.Equal(t, []int32{2, 3, 0, 1, 2, 3, 0, 1}, s.Indices)
	assert.Equal(t, []float64{1, 1, 1.5, 1.5, 3, 3, 3.5, 3.5}, s.Times())
	assert.Equal(t, 4, s.N)
	assert.Equal(t, []int64{0, 8}, []int64{s.Start, s.Stop})
	assert.Equal(t, 500.0, s.Rate())

	silent := res.Spikes("I.spike")
	require.NoError(t, silent.Err())
	assert.Equal(t, 1, silent.N)
	assert.Equal(t, 1, silent.Offset)
	assert.Zero(t, silent.Count())
}

func TestRunsContinue(t *testing.T) {
	type outcome struct {
		hash uint64
		v    []float64
	}
	simulate := func(t require.TestingT, pieces []int) outcome {
		n := newNet()
		r := build(t, n, runner.Dt(0.1), runner.Input(n.E, 0.3, inputs.Func(math.Sin)),
			runner.Input("I.I", inputs.PerNeuron([]float64{0.1, 0.7})),
			runner.Input(n.E.Input.Slice(1, 3), inputs.Series(slices.Repeat([]float64{0.1, 0.9}, 200))),
			runner.Monitor("E.spike", "I.spike", "E.V"))
		var o outcome
		var e, i runner.SpikeTrain
		for _, steps := range pieces {
			res := run(t, r, float64(steps)*0.1)
			require.Equal(t, int64(steps), res.Steps())
			for k, part := range []*runner.SpikeTrain{res.Spikes(n.E), res.Spikes(n.I)} {
				all := []*runner.SpikeTrain{&e, &i}[k]
				all.N = part.N
				all.Steps, all.Indices = append(all.Steps, part.Steps...), append(all.Indices, part.Indices...)
			}
			for k := range res.Series("E.V").Len() {
				o.v = append(o.v, res.Series("E.V").Row(k)...)
			}
		}
		o.hash = runner.HashOf(&e, &i)
		require.NotZero(t, e.Count())
		return o
	}
	whole := simulate(t, []int{400})
	rapid.Check(t, func(t *rapid.T) {
		left := 400
		var pieces []int
		for left > 0 {
			p := rapid.IntRange(0, left).Draw(t, "steps")
			if len(pieces) > 10 {
				p = left
			}
			pieces = append(pieces, p)
			left -= p
		}
		assert.Equal(t, whole, simulate(t, pieces))
	})
}

func TestCancelledRunKeepsWhatWasRecorded(t *testing.T) {
	n := newNet()
	ctx, cancel := context.WithCancelCause(context.Background())
	n.E.stepped = func(env *golgi.Env) {
		if env.Step() == 49 {
			cancel(errors.New("out of patience"))
		}
	}
	r := build(t, n, runner.Dt(0.1), runner.Input(n.E, 0.5), runner.Monitor("E.spike", "E.V"), runner.Monitor("I.V", runner.BeforeUpdate()))
	res, err := r.Run(ctx, 1000)
	require.ErrorIs(t, err, context.Canceled)
	assert.EqualError(t, err, "the run was stopped at 5 ms of 1000: context canceled (out of patience)")
	require.NotNil(t, res)
	assert.Equal(t, int64(50), res.Steps())
	assert.Equal(t, 50, res.Series("E.V").Len())
	assert.Equal(t, 50, res.Series("I.V").Len())
	assert.Equal(t, int64(50), res.Spikes("E.spike").Stop)

	reference := newNet()
	want := run(t, build(t, reference, runner.Dt(0.1), runner.Input(reference.E, 0.5), runner.Monitor("E.spike", "E.V")), 5)
	assert.Equal(t, want.Spikes("E").Hash(), res.Spikes("E").Hash())

	// And the run can go on.
	res, err = r.Run(context.Background(), 5)
	require.NoError(t, err)
	assert.Equal(t, int64(50), res.Start)
}

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	res, err := build(t, newNet()).Run(ctx, 1e12)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Positive(t, res.Steps())
}

func TestFailingStepKeepsWhatWasRecorded(t *testing.T) {
	n := newNet()
	n.E.failAt = 20
	r := build(t, n, runner.Dt(0.1), runner.Monitor("E.V"), runner.Monitor("I.V", runner.BeforeUpdate()))
	res, err := r.Run(ctx, 10)
	var nf *golgi.NonFiniteError
	require.ErrorAs(t, err, &nf)
	assert.Equal(t, "E.V", nf.Path)
	assert.Equal(t, 20, res.Series("E.V").Len())
	assert.Equal(t, 20, res.Series("I.V").Len(), "the value before the step that failed is not kept")

	_, again := r.Run(ctx, 10)
	assert.Equal(t, err, again, "a simulation that failed stays where it is")
	require.NoError(t, r.Sim().Reset())
	n.E.failAt = 0
	_, err = r.Run(ctx, 10)
	assert.NoError(t, err)
}

func TestInputThatFails(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.5), runner.Input(n.E, inputs.Func(func(t float64) float64 { return math.Sqrt(2 - t) })), runner.Monitor(n.E.V))
	res, err := r.Run(ctx, 10)
	assert.EqualError(t, err, "input of E.I: the function is NaN at t = 2.5 ms (step 5)")
	assert.Equal(t, 5, res.Series("E.V").Len())
}

func TestDurations(t *testing.T) {
	r := build(t, newNet(), runner.Dt(0.1))
	for _, bad := range []float64{-1, math.NaN(), math.Inf(1), 1e20} {
		res, err := r.Run(ctx, bad)
		assert.Error(t, err)
		assert.Nil(t, res)
	}
	// Quotients that floating point gets a little wrong: the steps are rounded.
	for want, d := range map[int64]float64{3: 0.3, 6: 0.6, 7: 0.7, 0: 0, 1: 0.1} {
		assert.Equal(t, want, run(t, r, d).Steps(), ms(d))
	}
}

func TestInputsAddUp(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(1),
		runner.Input(n.E, 1, inputs.PerNeuron([]float64{0, 10, 20, 30})),
		runner.Input("E.I[1:3]", 100),
		runner.Input("E.I[2]", inputs.Series([]float64{1000, 2000})),
		runner.Input("I.tau", 2))
	assert.Equal(t, []float64{2, 2}, values(t, r, "I.tau"), "constant inputs are set by New")
	run(t, r, 1)
	assert.Equal(t, []float64{1, 111, 1121, 31}, values(t, r, "E.I"))
	run(t, r, 1)
	assert.Equal(t, []float64{1, 111, 2121, 31}, values(t, r, "E.I"))
	_, err := r.Run(ctx, 1)
	assert.EqualError(t, err, "input of E.I: there are values for 2 steps (2 ms), and the run goes on to step 3 (3 ms)")
}

func values(t *testing.T, r *runner.DSRunner, path string) []float64 {
	t.Helper()
	s, err := r.Sim().Lookup(path)
	require.NoError(t, err)
	return s.Values()
}

// What one input leaves out of a group keeps what it was set to.
func TestInputOnPartOfAGroup(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Input("E.I[0]", 5), runner.Input("E.I[3]", inputs.Series([]float64{7})))
	require.NoError(t, n.E.Input.Slice(1, 3).Set(2))
	run(t, r, 0.1)
	assert.Equal(t, []float64{5, 2, 2, 7}, n.E.Input.Values())
}

func TestUniformInputNeedsNoArray(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Input(n.E, 5, inputs.Func(math.Cos), inputs.Series(make([]float64, 100))))
	run(t, r, 1)
	assert.Nil(t, n.E.Input.Quantity().Each())
	assert.InDelta(t, 5+math.Cos(0.9), n.E.Input.At(0), 1e-15)
}

// A constant input is set once, so that a handle can change it between runs.
func TestConstantInputCanBeChanged(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Input(n.E, 5))
	run(t, r, 1)
	require.NoError(t, n.E.Input.Set(9))
	run(t, r, 1)
	assert.Equal(t, 9.0, n.E.Input.At(0))
}

func TestMonitorFunc(t *testing.T) {
	n := newNet()
	r := build(t, n, runner.Dt(0.5), runner.MonitorFunc("twice", func(sim *golgi.Sim) float64 { return 2 * sim.T() }))
	s := run(t, r, 1.5).Series("twice")
	assert.Equal(t, []float64{1, 2, 3}, s.Column(0), "after the update of step n the time is (n+1)·dt")
}

func TestRecordingDoesNotAllocatePerStep(t *testing.T) {
	allocs := func(steps int) float64 {
		n := newNet()
		r := build(t, n, runner.Input(n.E, 0.5, inputs.Func(math.Sin)), runner.Input(n.I, inputs.Matrix(mat.NewDense(20000, 2, nil))),
			runner.Monitor("E.spike", "I.spike", "E.V", "E.V[2]"), runner.MonitorFunc("t", (*golgi.Sim).T))
		run(t, r, 1)
		d := float64(steps) * r.Sim().Dt()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		run(t, r, d)
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs - before.Mallocs)
	}
	// 9,000 more steps may fill some more pieces, and no more.
	assert.Less(t, allocs(10000)-allocs(1000), 50.0)
}

func TestRunnersAreIndependent(t *testing.T) {
	var wg sync.WaitGroup
	hashes := make([]uint64, 4)
	for k := range hashes {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n := newNet()
			r, err := runner.New(n, runner.Progress(false), runner.Threads(1+k), runner.Input(n.E, 0.5), runner.Monitor("E.spike"))
			if assert.NoError(t, err) {
				res, err := r.Run(ctx, 100)
				assert.NoError(t, err)
				hashes[k] = res.Spikes("E").Hash()
			}
		}()
	}
	wg.Wait()
	for _, h := range hashes {
		assert.Equal(t, hashes[0], h)
	}
}

func TestFacts(t *testing.T) {
	r := build(t, newNet(), runner.Seed(7), runner.Dt(0.2), runner.Executor(golgi.Portable))
	res := run(t, r, 10)
	assert.Equal(t, uint64(7), res.Seed)
	assert.Equal(t, 0.2, res.Dt)
	assert.Equal(t, 1, res.Threads)
	assert.NotEmpty(t, res.Executor)
	assert.Positive(t, res.BuildTime)
	assert.Positive(t, res.SimTime)
	if runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
		assert.Greater(t, runner.PeakRSS(), int64(1<<20))
	}
}
