package runner_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/tracefile"
	"github.com/golgi-sim/golgi/runner"
)

// folders are paths in a folder, one for each use: in memory, where there is
// such a place, since files are made to last again and again.
func folders(t *testing.T) func() string {
	dir, err := os.MkdirTemp("/dev/shm", "golgi")
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	n := 0
	return func() string { n++; return filepath.Join(dir, fmt.Sprint("run", n)) }
}

// quick is a file that is not made to last, which takes its time.
type quick struct{ tracefile.File }

func (quick) Sync() error { return nil }

var unsynced = runner.OpenWith(func(path string, create bool) (tracefile.File, error) {
	f, err := tracefile.Open(path, create)
	return quick{f}, err
})

// everything is monitors of all kinds.
func everything() []runner.Option {
	return []runner.Option{
		runner.Monitor("E.spike", "E.V", "I.V[1]"),
		runner.Monitor("E.spike", runner.Pick(0, 3), runner.Between(2, 9), runner.As("two")),
		runner.Monitor("E.V", runner.Every(1.5), runner.Offset(0.5), runner.As("slow")),
		runner.Monitor("E.V", runner.BeforeUpdate(), runner.Mean(), runner.As("early")),
		runner.Monitor("E.V", runner.Max(), runner.Between(3, 1e9)),
		runner.MonitorFunc("T", (*golgi.Sim).T, runner.Every(2)),
	}
}

// recorder builds a runner of a network that monitors everything.
func recorder(t require.TestingT, opts ...runner.Option) *runner.DSRunner {
	n := newNet()
	return build(t, n, append(append(everything(), runner.Dt(0.5), runner.Input(n.E, 0.3), runner.Input(n.I, 0.1)), opts...)...)
}

// sameResult compares what two results hold.
func sameResult(t require.TestingT, want, got *runner.Result) {
	require.Equal(t, want.Names(), got.Names())
	require.Equal(t, []int64{want.Start, want.Stop}, []int64{got.Start, got.Stop})
	require.Equal(t, []any{want.Dt, want.Seed, want.Executor, want.Models}, []any{got.Dt, got.Seed, got.Executor, got.Models})
	for _, name := range want.Names() {
		if s := want.Spikes(name); s.Err() == nil {
			g := got.Spikes(name)
			require.NoError(t, g.Err())
			require.Equal(t, []int64{s.Start, s.Stop}, []int64{g.Start, g.Stop}, name)
			require.Equal(t, s.Hash(), g.Hash(), name)
			require.Equal(t, []any{s.Name, s.N, s.Offset, s.Neurons, s.Dt}, []any{g.Name, g.N, g.Offset, g.Neurons, g.Dt})
			continue
		}
		s, g := want.Series(name), got.Series(name)
		require.NoError(t, s.Err())
		require.NoError(t, g.Err())
		require.Equal(t, []any{s.Name, s.Unit, s.Dt, s.Start, s.Every, s.Indices, s.Before, s.Len(), s.Size()},
			[]any{g.Name, g.Unit, g.Dt, g.Start, g.Every, g.Indices, g.Before, g.Len(), g.Size()}, name)
		for k := range s.Len() {
			require.Equal(t, s.Row(k), g.Row(k))
		}
		require.Equal(t, s.Matrix(), g.Matrix())
		require.Equal(t, s.Times(), g.Times())
		require.NoError(t, g.Err())
	}
}

// What streams to disk, from the beginning or when memory is short, is what is
// recorded in memory; every run has its part, and the folder holds all.
func TestStreamedIsAsInMemory(t *testing.T) {
	dir := folders(t)
	rapid.Check(t, func(t *rapid.T) {
		opts := []runner.Option{runner.StreamTo(dir()), unsynced}
		if rapid.Bool().Draw(t, "limited") {
			opts = append(opts, runner.MemoryLimit(rapid.Int64Range(0, 2<<20).Draw(t, "limit")))
		}
		memory, disk := recorder(t), recorder(t, opts...)
		path := ""
		total := 0
		for range rapid.IntRange(1, 3).Draw(t, "runs") {
			steps := rapid.IntRange(0, 30).Draw(t, "steps")
			total += steps
			want, got := run(t, memory, float64(steps)/2), run(t, disk, float64(steps)/2)
			sameResult(t, want, got)
			path = got.Dir()
			if !t.Failed() && rapid.Bool().Draw(t, "window") {
				for _, ref := range []string{"E", "E.spike[1:3]", "two"} {
					count := 0
					for w := range got.SpikeWindows(ref, 1.5) {
						require.NoError(t, w.Err())
						require.Equal(t, want.SpikesBetween(ref, float64(w.Start)/2, float64(w.Stop)/2).Hash(), w.Hash())
						count += w.Count()
					}
					require.Equal(t, want.Spikes(ref).Count(), count)
				}
			}
		}
		if path != "" && len(opts) == 2 {
			all, err := runner.Load(path)
			require.NoError(t, err)
			sameResult(t, run(t, recorder(t), float64(total)/2), all)
		}
	})
}

// A window outside what was recorded is empty, in memory as on disk.
func TestWindowOutside(t *testing.T) {
	for _, opts := range [][]runner.Option{nil, {runner.StreamTo(filepath.Join(t.TempDir(), "run"))}} {
		res := run(t, recorder(t, opts...), 20) // "two" is recorded from 2 to 9 ms
		for _, w := range [][4]float64{{12, 15, 18, 18}, {0, 1, 4, 4}, {8, 15, 16, 18}} {
			s := res.SpikesBetween("two", w[0], w[1])
			require.NoError(t, s.Err())
			assert.Equal(t, []int64{int64(w[2]), int64(w[3])}, []int64{s.Start, s.Stop})
			assert.GreaterOrEqual(t, s.Duration(), 0.0)
		}
	}
}

func TestMemoryLimit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	n := newNet()
	const limit = 3 << 20
	// 4 values of 8 bytes in a step: 3 MB after about 100,000 steps.
	r := build(t, n, runner.Dt(0.5), runner.Input(n.E, 0.3), runner.Monitor("E.V", "E.spike"),
		runner.StreamTo(dir), runner.MemoryLimit(limit))
	short := run(t, r, 1000)
	assert.Empty(t, short.Dir())
	assert.NoDirExists(t, dir)
	require.NoError(t, r.Sim().Reset())
	most := int64(0)
	n.E.stepped = func(*golgi.Env) { most = max(most, r.Bytes()) }
	long := run(t, r, 100000)
	assert.Equal(t, dir, long.Dir())
	assert.LessOrEqual(t, most, int64(limit))
	assert.Greater(t, most, int64(1<<20))
	require.NoError(t, r.Sim().Reset())
	m := newNet()
	sameResult(t, run(t, build(t, m, runner.Dt(0.5), runner.Input(m.E, 0.3), runner.Monitor("E.V", "E.spike")), 100000), long)
}

// A run that does not go on where the last has ended has a folder of its own.
func TestResetBeginsAnother(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	r := recorder(t, runner.StreamTo(dir))
	first := run(t, r, 10)
	require.NoError(t, r.Sim().Reset())
	second := run(t, r, 10)
	assert.Equal(t, dir, first.Dir())
	assert.Equal(t, filepath.Join(dir, "2"), second.Dir())
	sameResult(t, first, second)
	require.NoError(t, r.Sim().Step())
	third := run(t, r, 10)
	assert.Equal(t, filepath.Join(dir, "3"), third.Dir())
	assert.Equal(t, int64(21), third.Start)
	sameResult(t, first, second)
}

// Nor is it one recording if steps after a Reset come to where the last run has
// ended.
func TestResetComesToTheSameStep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	r := recorder(t, runner.StreamTo(dir))
	first := run(t, r, 10)
	require.NoError(t, r.Sim().Reset(golgi.Trial(1)))
	require.NoError(t, r.Sim().Run(first.Stop))
	second := run(t, r, 10)
	assert.Equal(t, first.Stop, second.Start)
	assert.Equal(t, filepath.Join(dir, "2"), second.Dir())
	assert.Equal(t, first.Stop, loaded(t, dir).Stop)
	// A load that is refused changes nothing, so that the recording goes on.
	require.Error(t, r.Sim().Load(strings.NewReader("nonsense")))
	assert.Equal(t, second.Dir(), run(t, r, 10).Dir())
}

func loaded(t *testing.T, dir string) *runner.Result {
	res, err := runner.Load(dir)
	require.NoError(t, err)
	return res
}

func TestRecordingInTheWay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	first := run(t, recorder(t, runner.StreamTo(dir)), 10)
	again := recorder(t, runner.StreamTo(dir))
	for range 2 {
		_, err := again.Run(ctx, 5)
		assert.EqualError(t, err, "runner: "+dir+" holds a recording already; give StreamTo another folder, remove that one, or give runner.Overwrite()")
	}
	assert.Equal(t, 10.0, first.Duration())
	require.NoError(t, first.Spikes("E").Err())

	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o666))
	second := run(t, recorder(t, runner.StreamTo(dir), runner.Overwrite()), 5)
	sameResult(t, run(t, recorder(t), 5), second)
	assert.FileExists(t, filepath.Join(dir, "notes.txt"))

	// A file that is not of a recording is not written over.
	other := filepath.Join(t.TempDir(), "run")
	require.NoError(t, os.Mkdir(other, 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(other, "E.V.npy"), []byte("mine"), 0o666))
	blocked := recorder(t, runner.StreamTo(other), runner.Overwrite())
	for range 2 {
		_, err := blocked.Run(ctx, 5)
		assert.ErrorIs(t, err, fs.ErrExist)
		assert.ErrorContains(t, err, "E.V.npy is in the way")
	}
	entries, err := os.ReadDir(other)
	require.NoError(t, err)
	assert.Len(t, entries, 1, "nothing of ours is left")
	require.NoError(t, os.Remove(filepath.Join(other, "E.V.npy")))
	assert.Equal(t, other, run(t, blocked, 5).Dir())

	_, err = recorder(t, runner.StreamTo(filepath.Join(other, "E.V.npy"))).Run(ctx, 5)
	assert.ErrorContains(t, err, "E.V.npy is a file; give a folder, which need not be there yet")
	_, err = recorder(t, runner.StreamTo(filepath.Join(other, "E.V.npy", "sub"))).Run(ctx, 5)
	assert.ErrorContains(t, err, "the folder")
}

func TestStreamMistakes(t *testing.T) {
	_, err := runner.New(newNet(), runner.StreamTo(""))
	assert.ErrorContains(t, err, "StreamTo was given no folder")
	_, err = runner.New(newNet(), runner.MemoryLimit(-1), runner.Overwrite())
	assert.ErrorContains(t, err, "MemoryLimit has no folder for what is more; give StreamTo as well")
	assert.ErrorContains(t, err, "MemoryLimit(-1): a number of bytes is due")
	assert.ErrorContains(t, err, "Overwrite without StreamTo has nothing to overwrite")
}

// A program that is killed while it makes the files leaves a folder that
// Overwrite can use.
func TestKilledWhileFilesAreMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	killed := recorder(t, runner.StreamTo(dir), runner.OpenWith(func(path string, create bool) (tracefile.File, error) {
		if strings.HasSuffix(path, "E.V.npy") {
			panic("killed")
		}
		return tracefile.Open(path, create)
	}))
	assert.PanicsWithValue(t, "killed", func() { _, _ = killed.Run(ctx, 5) })
	assert.FileExists(t, filepath.Join(dir, "E.spike.spk"))
	res := run(t, recorder(t, runner.StreamTo(dir), runner.Overwrite()), 5)
	assert.Equal(t, dir, res.Dir())
	sameResult(t, run(t, recorder(t), 5), res)
}

// Files that cannot be made leave nothing, and can be made later.
func TestFilesThatCannotBeMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	n, at := 0, 0
	r := recorder(t, runner.StreamTo(dir), runner.OpenWith(func(path string, create bool) (tracefile.File, error) {
		if n++; n == at {
			return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("too many open files")}
		}
		return tracefile.Open(path, create)
	}))
	for at = range 8 {
		if at == 0 {
			continue
		}
		n = 0
		_, err := r.Run(ctx, 5)
		require.ErrorContains(t, err, "too many open files")
		assert.NoDirExists(t, dir)
	}
	n, at = 0, -1
	assert.Equal(t, dir, run(t, r, 5).Dir())
}

// A run after one whose recordings have come to disk in part begins anew.
func TestRunAfterHalfOnDisk(t *testing.T) {
	for at := 1; at <= 6; at++ {
		n, dir := 0, filepath.Join(t.TempDir(), "run")
		net := newNet()
		r := build(t, net, runner.Dt(0.5), runner.Input(net.E, 0.3), runner.Monitor("E.V", "E.spike", "I.V", "I.spike"),
			runner.StreamTo(dir), runner.MemoryLimit(3<<20), runner.OpenWith(func(path string, create bool) (tracefile.File, error) {
				if n++; n == at {
					return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("too many open files")}
				}
				return tracefile.Open(path, create)
			}))
		first, err := r.Run(ctx, 1e5)
		require.ErrorContains(t, err, "too many open files", "%d", at)
		require.Positive(t, first.Series("E.V").Len())
		second := run(t, r, 100)
		assert.Equal(t, first.Stop, second.Start)
		assert.Equal(t, 200, second.Series("I.V").Len())
		require.NoError(t, second.Spikes("I").Err())
		require.NoError(t, first.Spikes("E").Err())
		require.NoError(t, first.Series("E.V").Err())
		assert.Equal(t, int(first.Stop), first.Series("I.V").Len())
	}
}

// What was recorded when a run is stopped, or a step fails, is whole on disk.
func TestStoppedWhileStreaming(t *testing.T) {
	for _, how := range []string{"cancelled", "failed"} {
		dir := filepath.Join(t.TempDir(), "run")
		simulate := func(opts ...runner.Option) (*runner.Result, error) {
			stop, cancel := context.WithCancel(ctx)
			n := newNet()
			r := build(t, n, append(append(everything(), runner.Dt(0.5), runner.Input(n.E, 0.3)), opts...)...)
			if how == "failed" {
				n.E.failAt = 21
			} else {
				n.E.stepped = func(env *golgi.Env) {
					if env.Step() == 20 {
						cancel()
					}
				}
			}
			res, err := r.Run(stop, 100)
			require.Error(t, err)
			cancel()
			return res, err
		}
		memory, want := simulate()
		disk, err := simulate(runner.StreamTo(dir))
		assert.EqualError(t, err, want.Error())
		assert.Equal(t, int64(21), disk.Stop)
		sameResult(t, memory, disk)
		loaded, err := runner.Load(dir)
		require.NoError(t, err)
		sameResult(t, memory, loaded)
	}
}

// small is a disk with room for some bytes.
type small struct {
	tracefile.File
	room *int
	path string
}

func (s small) WriteAt(b []byte, at int64) (int, error) {
	if *s.room -= len(b); *s.room < 0 {
		n := max(0, len(b)+*s.room)
		_, _ = s.File.WriteAt(b[:n], at)
		return n, &fs.PathError{Op: "write", Path: s.path, Err: errors.New("no space left on device")}
	}
	return s.File.WriteAt(b, at)
}

// A full disk ends the run with an error that names the file; what was written is
// in the result, and can be loaded.
func TestFullDisk(t *testing.T) {
	dir := folders(t)
	n := 0
	for _, room := range []int{0, 20, 100, 500, 1500, 3000, 1 << 16, 1 << 19, 1 << 20, 3 << 20} {
		for _, limit := range []int64{0, 2 << 20} {
			left, path := room, dir()
			open := func(path string, create bool) (tracefile.File, error) {
				f, err := tracefile.Open(path, create)
				return small{f, &left, path}, err
			}
			net := newNet()
			r := build(t, net, runner.Dt(0.5), runner.Input(net.E, 0.3), runner.Monitor("E.V", "E.spike"), runner.MonitorFunc("T", (*golgi.Sim).T),
				runner.StreamTo(path), runner.MemoryLimit(limit), runner.OpenWith(open))
			res, err := r.Run(ctx, 1e5)
			require.ErrorContains(t, err, "no space left on device", "%d", room)
			require.ErrorContains(t, err, path+string(filepath.Separator))
			if res == nil {
				continue // nothing was begun
			}
			m := newNet()
			all := run(t, build(t, m, runner.Dt(0.5), runner.Input(m.E, 0.3), runner.Monitor("E.V", "E.spike"), runner.MonitorFunc("T", (*golgi.Sim).T)), res.Duration())
			check := func(res *runner.Result) {
				v, s := res.Series("E.V"), res.Spikes("E")
				require.NoError(t, v.Err())
				require.NoError(t, s.Err())
				for k := range v.Len() {
					require.Equal(t, all.Series("E.V").Row(k), v.Row(k))
				}
				require.Equal(t, all.Spikes("E").Window(0, float64(s.Stop)/2).Hash(), s.Hash())
				n += v.Len() + s.Count()
			}
			check(res)
			if limit == 0 {
				loaded, err := runner.Load(path)
				if loaded != nil && len(loaded.Names()) == 3 {
					check(loaded)
				} else {
					require.Error(t, err)
				}
			}
			// And a later run begins anew, where there is room again.
			left = 1 << 30
			require.NoError(t, r.Sim().Reset())
			again, err := r.Run(ctx, 100)
			require.NoError(t, err)
			require.Equal(t, 200, again.Series("E.V").Len())
		}
	}
	assert.Greater(t, n, 100000)
}
