package runner_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/runner"
)

// measured is a run that costs nothing: figures by formulas of the point.
func measured(_ context.Context, p runner.Point) ([]float64, error) {
	return []float64{p.At("a")*100 + p.At("b"), float64(p.Seed)}, nil
}

func grid() runner.Sweep {
	return runner.Sweep{
		Points:  runner.Grid(runner.Over("a", 3, 1, 2), runner.Over("b", 0.5, -1)),
		Seeds:   []uint64{7, math.MaxUint64},
		Figures: []string{"x", "y"},
		Measure: measured, Quiet: true,
	}
}

// noisy is a sweep of networks that draw at random.
func noisy(workers int, file string) runner.Sweep {
	return runner.Sweep{
		Points: runner.Grid(runner.Over("input", runner.Linspace(0, 20, 3)...), runner.Over("sd", 1, 2)), Seeds: runner.Seeds(3),
		Figures: []string{"rate", "V"}, Workers: workers, File: file, Quiet: true,
		Measure: func(ctx context.Context, p runner.Point) ([]float64, error) {
			n := dyn.NewGroup(20, dyn.LifRef{Tau: 10, Noise: p.At("sd"), V: initialize.Normal(0, 5)})
			r, err := p.New(n, runner.Input(n, p.At("input")), runner.Monitor(n.Spike))
			if err != nil {
				return nil, err
			}
			res, err := r.Run(ctx, 50)
			if err != nil {
				return nil, err
			}
			return []float64{res.Spikes(n).Rate(), n.V.At(3)}, nil
		},
	}
}

func csvOf(t *testing.T, table *runner.Table) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, table.CSV(&b))
	return b.String()
}

// The rows are in the order of the points, the last axis and then the seeds
// changing fastest, and hold what the function returned.
func TestSweepOrder(t *testing.T) {
	table, err := grid().Run(ctx)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "seed", "x", "y"}, table.Columns())
	var want strings.Builder
	want.WriteString("a,b,seed,x,y\n")
	for _, a := range []float64{3, 1, 2} {
		for _, b := range []float64{0.5, -1} {
			for _, seed := range []uint64{7, math.MaxUint64} {
				fmt.Fprintf(&want, "%v,%v,%d,%v,%v\n", a, b, seed, 100*a+b, float64(seed))
			}
		}
	}
	assert.Equal(t, want.String(), csvOf(t, table))

	list := grid()
	list.Points, list.Seeds = runner.List([]string{"b", "a"}, []float64{1, 2}, []float64{3, 4}), nil
	table, err = list.Run(ctx)
	require.NoError(t, err)
	assert.Equal(t, "b,a,seed,x,y\n1,2,0,201,0\n3,4,0,403,0\n", csvOf(t, table))

	one := grid()
	one.Points, one.Measure = runner.Grid(), func(context.Context, runner.Point) ([]float64, error) { return []float64{1, 2}, nil }
	table, err = one.Run(ctx)
	require.NoError(t, err)
	assert.Len(t, table.Rows, 2, "no parameter is one point, with two seeds")
}

// The table, and the file, are the same for any number of workers; a run has the
// bits of a runner with the same seed.
func TestSweepIsDeterministic(t *testing.T) {
	var tables, files []string
	for _, workers := range []int{1, 2, 7} {
		file := filepath.Join(t.TempDir(), "sweep.csv")
		table, err := noisy(workers, file).Run(ctx)
		require.NoError(t, err)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		tables, files = append(tables, csvOf(t, table)), append(files, string(text))
	}
	for k := range tables {
		assert.Equal(t, tables[0], tables[k])
		assert.Equal(t, tables[0], files[k])
	}
	assert.Equal(t, 1+3*2*3, strings.Count(tables[0], "\n"))

	n := dyn.NewGroup(20, dyn.LifRef{Tau: 10, Noise: 2, V: initialize.Normal(0, 5)})
	run(t, build(t, n, runner.Seed(1), runner.Input(n, 10)), 50)
	table, err := noisy(2, "").Run(ctx)
	require.NoError(t, err)
	v, err := table.Where("input", 10).Where("sd", 2).Where("seed", 1).Column("V")
	require.NoError(t, err)
	assert.Equal(t, []float64{n.V.At(3)}, v)
}

// A run that fails, panics or ends its goroutine is an error with its point, and
// loses no other.
func TestSweepKeepsOthers(t *testing.T) {
	s := grid()
	s.Seeds = nil
	sentinel := errors.New("no such thing")
	s.Measure = func(ctx context.Context, p runner.Point) ([]float64, error) {
		switch f, _ := measured(ctx, p); f[0] {
		case 300.5:
			return nil, sentinel
		case 299:
			var list []int
			return f[list[3]:], nil
		case 100.5:
			runtime.Goexit()
		case 99:
			return f[:1], nil
		case 200.5:
			return []float64{p.At("c"), 0}, nil
		}
		return measured(ctx, p)
	}
	for _, workers := range []int{1, 3} {
		s.Workers = workers
		table, err := s.Run(ctx)
		require.Len(t, table.Rows, 1)
		assert.Equal(t, []float64{2, -1}, table.Rows[0].Values)
		var failed *runner.SweepError
		require.ErrorAs(t, err, &failed)
		assert.ErrorIs(t, err, sentinel)
		assert.NoError(t, failed.Stopped)
		assert.Equal(t, [2]int{6, 1}, [2]int{failed.Runs, failed.Done})
		var broken *runner.PanicError
		require.ErrorAs(t, err, &broken)
		assert.Contains(t, string(broken.Stack), "sweep_test.go")
		assert.Equal(t, `5 of 6 runs of the sweep failed:
a = 3, b = 0.5, seed 0: no such thing
a = 3, b = -1, seed 0: panic: runtime error: index out of range [3] with length 0
a = 1, b = 0.5, seed 0: Measure ended its goroutine (by runtime.Goexit, as FailNow of a test does)
a = 1, b = -1, seed 0: Measure returned 1 numbers for 2 figures (x, y)
a = 2, b = 0.5, seed 0: the sweep has no parameter "c"; did you mean "a" or "b"?`, strings.Replace(err.Error(), `; the names are a, b`, `; did you mean "a" or "b"?`, 1))
	}
}

// What a failing network has to say is below its point.
func TestSweepNamesMistakes(t *testing.T) {
	s := runner.Sweep{Points: runner.Grid(runner.Over("tau", -1, 10)), Figures: []string{"x"}, Quiet: true,
		Measure: func(_ context.Context, p runner.Point) ([]float64, error) {
			n := dyn.NewGroup(1, dyn.LifRef{Tau: p.At("tau")})
			_, err := p.New(n, runner.Monitor(n.V))
			return []float64{1}, err
		}}
	table, err := s.Run(ctx)
	assert.Len(t, table.Rows, 1)
	assert.Regexp(t, `^1 of 2 runs of the sweep failed:\ntau = -1, seed 0: sweep_test\.go:\d+: tau, which multiplies dV/dt, must be positive: it is -1 at element 0$`, err.Error())
}

// When the context ends no run is begun, half a run is none, and what is done is
// kept, in the table and in the file; the next sweep makes the rest.
func TestSweepIsCancelledAndResumed(t *testing.T) {
	whole, err := grid().Run(ctx)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "sweep.csv")
	require.NoError(t, os.WriteFile(file, []byte("a,b,se"), 0o666), "a header that was cut short")
	cause := errors.New("enough")
	c, cancel := context.WithCancelCause(ctx)
	var calls atomic.Int64
	s := grid()
	s.Workers, s.File = 1, file
	s.Measure = func(ctx context.Context, p runner.Point) ([]float64, error) {
		if calls.Add(1) == 5 {
			cancel(cause)
			return []float64{-1, -1}, nil // of half a run
		}
		return measured(ctx, p)
	}
	table, err := s.Run(c)
	assert.EqualError(t, err, "the sweep was stopped with 4 of 12 runs done: context canceled (enough)")
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, whole.Rows[:4], table.Rows)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, csvOf(t, table), string(text))

	// A last line that was cut short is made again; rows of other runs stay.
	require.NoError(t, os.WriteFile(file, append(text, "9,9,9,1,NaN\n2,0.5,7,20"...), 0o666))
	calls.Store(100)
	s.Workers = 3
	table, err = s.Run(ctx)
	require.NoError(t, err)
	assert.EqualValues(t, 100+8, calls.Load(), "runs whose rows there were are not made again")
	assert.Equal(t, csvOf(t, whole), csvOf(t, table))
	text, err = os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, csvOf(t, whole)+"9,9,9,1,NaN\n", string(text))
	_, err = s.Run(ctx)
	require.NoError(t, err)
	assert.EqualValues(t, 108, calls.Load())
}

// A second sweep cannot begin on the file of one that is under way.
func TestSweepFileInUse(t *testing.T) {
	switch runtime.GOOS {
	case "linux", "darwin", "freebsd":
	default:
		t.Skip("files are not locked on " + runtime.GOOS)
	}
	file := filepath.Join(t.TempDir(), "sweep.csv")
	s := grid()
	s.Workers, s.File = 1, file
	other := s
	var errs []error
	s.Measure = func(ctx context.Context, p runner.Point) ([]float64, error) {
		_, err := other.Run(ctx)
		errs = append(errs, err)
		return measured(ctx, p)
	}
	table, err := s.Run(ctx)
	require.NoError(t, err)
	require.Len(t, errs, 12)
	for _, err := range errs {
		require.EqualError(t, err, "runner: the sweep cannot begin: "+file+": another sweep is writing it; give each sweep a file of its own, or wait until the other has ended")
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, csvOf(t, table), string(text))
	_, err = other.Run(ctx)
	require.NoError(t, err)
}

// Rows are on the disk while the sweep goes on.
func TestSweepAppends(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sweep.csv")
	s := grid()
	s.Workers, s.File = 1, file
	var lines []int
	s.Measure = func(ctx context.Context, p runner.Point) ([]float64, error) {
		text, err := os.ReadFile(file)
		lines = append(lines, bytes.Count(text, []byte("\n")))
		return []float64{1, 2}, err
	}
	_, err := s.Run(ctx)
	require.NoError(t, err)
	for k, n := range lines {
		// The row of the run before may be on its way.
		assert.GreaterOrEqual(t, n, k)
		assert.LessOrEqual(t, n, k+1)
	}
}

// A file of another sweep, a damaged one, and what is no file, are errors before
// the first run, and are left as they are.
func TestSweepFileMistakes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sweep.csv")
	for text, want := range map[string]string{
		"a,seed,x,y\n1,7,3,4\n":         "it has the columns a, seed, x, y, and the sweep has a, b, seed, x, y; give another file, or delete this one",
		"a,b,seed,x,y\n1,2,7,3\n":       "line 2: it has 4 fields and not 5",
		"a,b,seed,x,y\n1,2,-7,3,4\n":    `line 2: seed is "-7", which is no number`,
		"a,b,seed,x,y\n1,two,7,3,4\n":   `line 2: b is "two", which is no number`,
		"a,b,seed,x,y\n1,2,7,3,\"4\n\n": "line 3, column",
		"a,b,se, of something else":     "it is not the file of a sweep",
		"x,y\n1,2":                      "it has the columns x, y",
	} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o666))
		s := grid()
		s.File = file
		s.Measure = func(context.Context, runner.Point) ([]float64, error) { panic("it began") }
		table, err := s.Run(ctx)
		assert.Nil(t, table)
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, file)
		there, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, text, string(there))
	}
	s := grid()
	s.File = t.TempDir()
	_, err := s.Run(ctx)
	assert.ErrorContains(t, err, "is no regular file")
	s.File = filepath.Join(s.File, "no", "such", "folder.csv")
	_, err = s.Run(ctx)
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// All that is wrong with a sweep is reported at once, before the first run.
func TestSweepMistakes(t *testing.T) {
	var nowhere context.Context
	table, err := runner.Sweep{
		Points: runner.Grid(runner.Over("a", 1, 1), runner.Over("a"), runner.Over("seed", math.NaN())),
		Seeds:  []uint64{1, 1}, Figures: []string{"a", "\n"}, Workers: -1}.Run(nowhere)
	assert.Nil(t, table)
	for _, want := range []string{"the context is nil", "Measure is nil", "two parameters have the name \"a\"", "a has the value 1 twice", "a has no values",
		`cannot have the name "seed"`, "seed has the value NaN", "the seed 1 is there twice", `a parameter and a figure have the name "a"`, `figure 1 has the name "\n"`, "Workers is -1"} {
		assert.ErrorContains(t, err, want)
	}
	s := grid()
	s.Figures = nil
	s.Points = runner.List([]string{"a", "b"}, []float64{1}, []float64{1, 2}, []float64{1, 2})
	_, err = s.Run(ctx)
	assert.ErrorContains(t, err, "point 0 has 1 values for 2 parameters (a, b)")
	assert.ErrorContains(t, err, "points 1 and 2 are the same")
	assert.ErrorContains(t, err, "Figures is empty")
	large := runner.Linspace(0, 1, 5000)
	s = grid()
	s.Points = runner.Grid(runner.Over("a", large...), runner.Over("b", large...), runner.Over("c", large...))
	_, err = s.Run(ctx)
	assert.ErrorContains(t, err, "there are more than 16777216 runs")
	s.Points = runner.List(nil)
	_, err = s.Run(ctx)
	assert.ErrorContains(t, err, "there are no points")
}

// Means, standard deviations and maps, against values computed by hand.
func TestTable(t *testing.T) {
	s := grid()
	s.Seeds = []uint64{1, 2, 4}
	s.Measure = func(_ context.Context, p runner.Point) ([]float64, error) {
		if p.At("a") == 2 && p.At("b") == -1 {
			return nil, errors.New("a hole")
		}
		return []float64{p.At("a") * float64(p.Seed), p.At("b")}, nil
	}
	table, err := s.Run(ctx)
	require.Error(t, err)
	assert.ErrorContains(t, err, "3 of 18 runs")
	means := table.OverSeeds()
	assert.Equal(t, []string{"a", "b", "x", "x_sd", "y", "y_sd", "runs"}, means.Columns())
	x, err := means.Column("x")
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{7, 7, 7. / 3, 7. / 3, 14. / 3}, x, 1e-12)
	sd, err := means.Column("x_sd")
	require.NoError(t, err)
	one := math.Sqrt(((1-7./3)*(1-7./3) + (2-7./3)*(2-7./3) + (4-7./3)*(4-7./3)) / 2)
	assert.InDeltaSlice(t, []float64{3 * one, 3 * one, one, one, 2 * one}, sd, 1e-12)
	runs, err := means.Column("runs")
	require.NoError(t, err)
	assert.Equal(t, []float64{3, 3, 3, 3, 3}, runs)

	m, err := table.Matrix("x", "b", "a")
	require.NoError(t, err)
	assert.Equal(t, []float64{-1, 0.5}, m.Rows)
	assert.Equal(t, []float64{1, 2, 3}, m.Columns)
	assert.InDelta(t, 7, m.Z.At(0, 2), 1e-12)
	assert.InDelta(t, 14./3, m.Z.At(1, 1), 1e-12)
	assert.True(t, math.IsNaN(m.Z.At(0, 1)), "the hole")

	_, err = table.Matrix("X", "b", "a")
	assert.EqualError(t, err, `the table has no figure "X"; did you mean "x"?`)
	_, err = table.Matrix("x", "bb", "aa")
	assert.ErrorContains(t, err, `no parameter "bb"`)
	assert.ErrorContains(t, err, `no parameter "aa"`)
	_, err = table.Matrix("x", "a", "a")
	assert.ErrorContains(t, err, "twice")
	_, err = table.Where("rate", 1).OverSeeds().Matrix("x", "a", "b")
	assert.ErrorContains(t, err, `the table has no column "rate"`)
	assert.Error(t, table.Where("rate", 1).Err())
	var b bytes.Buffer
	assert.Error(t, table.Where("rate", 1).CSV(&b))
	assert.Error(t, table.Where("rate", 1).Save(filepath.Join(t.TempDir(), "x.csv")))
	assert.EqualError(t, table.Save("x.npz"), "x.npz: a table is saved as .csv")
	assert.EqualError(t, table.Save(""), "the name of the file is empty")
	require.NoError(t, table.Save(filepath.Join(t.TempDir(), "x.CSV")))
	_, err = means.Column("seed")
	assert.ErrorContains(t, err, `no column "seed"`)

	three := runner.Sweep{Points: runner.Grid(runner.Over("a", 1, 2), runner.Over("b", 1, 2), runner.Over("c", 5, 6)), Figures: []string{"x"}, Quiet: true,
		Measure: func(_ context.Context, p runner.Point) ([]float64, error) { return []float64{p.At("c")}, nil }}
	cube, err := three.Run(ctx)
	require.NoError(t, err)
	_, err = cube.Matrix("x", "a", "b")
	assert.EqualError(t, err, `c has 2 values; choose one, as in Where("c", 5).Matrix`)
	m, err = cube.Where("c", 6).Matrix("x", "a", "b")
	require.NoError(t, err)
	assert.Equal(t, 6., m.Z.At(1, 1))

	path := filepath.Join(t.TempDir(), "table.csv")
	require.NoError(t, means.Save(path))
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, csvOf(t, means), string(text))
}

// Whatever runs fail and wherever a sweep is stopped, sweeps that follow on the
// same file come to the table of one that ran through.
func TestSweepProperty(t *testing.T) {
	dir := t.TempDir()
	var n int
	rapid.Check(t, func(t *rapid.T) {
		n++
		file := filepath.Join(dir, fmt.Sprintf("%d.csv", n))
		s := grid()
		s.Workers, s.File = rapid.IntRange(1, 5).Draw(t, "workers"), file
		stop := rapid.IntRange(1, 12).Draw(t, "stop")
		bad := rapid.SliceOfN(rapid.Bool(), 12, 12).Draw(t, "bad")
		c, cancel := context.WithCancel(ctx)
		defer cancel()
		var mu sync.Mutex
		calls := 0
		s.Measure = func(ctx context.Context, p runner.Point) ([]float64, error) {
			mu.Lock()
			defer mu.Unlock()
			if calls++; calls == stop {
				cancel()
			}
			if bad[calls-1] {
				panic("bad")
			}
			return measured(ctx, p)
		}
		table, _ := s.Run(c)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, table.CSV(&b))
		require.Equal(t, b.String(), string(text))
		s.Measure = measured
		table, err = s.Run(ctx)
		require.NoError(t, err)
		want, err := grid().Run(ctx)
		require.NoError(t, err)
		require.Equal(t, want, table)
	})
}

func TestLinspace(t *testing.T) {
	assert.Equal(t, []float64{0.2, 0.4, 0.6}, []float64{runner.Linspace(0.2, 0.6, 3)[0], 0.4, runner.Linspace(0.2, 0.6, 3)[2]})
	assert.InDeltaSlice(t, []float64{-1, -0.5, 0, 0.5, 1}, runner.Linspace(-1, 1, 5), 1e-15)
	assert.Equal(t, []float64{4}, runner.Linspace(4, 9, 1))
	assert.Empty(t, runner.Linspace(4, 9, 0))
	assert.Empty(t, runner.Seeds(-3))
	assert.Equal(t, []uint64{0, 1}, runner.Seeds(2))
}

// A point may be used outside a sweep: it has no parameters.
func TestPointAlone(t *testing.T) {
	var p runner.Point
	assert.True(t, math.IsNaN(p.At("a")))
	_, err := p.New(newNet())
	require.NoError(t, err)
	_, err = p.New(golgi.DynamicalSystem(nil))
	require.Error(t, err)
}
