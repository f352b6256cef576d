package runner_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/runner"
)

// A recording goes on from where it was saved, in another runner, on disk or in
// memory, as if it had not been broken off; what was recorded behind that is
// dropped.
func TestRecordingsGoOn(t *testing.T) {
	dir := folders(t)
	rapid.Check(t, func(t *rapid.T) {
		var opts []runner.Option
		streams := rapid.Bool().Draw(t, "streams")
		path := dir()
		if streams {
			opts = append(opts, runner.StreamTo(path), unsynced)
		}
		before, until, after, more := rapid.IntRange(0, 12).Draw(t, "before"), rapid.IntRange(0, 25).Draw(t, "until"), rapid.IntRange(0, 25).Draw(t, "after"), rapid.IntRange(0, 9).Draw(t, "more")
		want := recorder(t)
		run(t, want, float64(before)/2)
		whole := run(t, want, float64(until+more)/2)

		n := newNet()
		var saved bytes.Buffer
		all := append(append(everything(), runner.Dt(0.5), runner.Input(n.E, 0.3), runner.Input(n.I, 0.1)), opts...)
		r := build(t, n, all...)
		run(t, r, float64(before)/2)
		// Saved in the middle of a run, between two steps.
		at := int64(before + until)
		n.E.stepped = func(env *golgi.Env) {
			if env.Step() == at {
				require.NoError(t, r.SaveRecordings(&saved))
			}
		}
		run(t, r, float64(until+after)/2)
		if until == 0 || after == 0 {
			saved.Reset()
			return
		}

		restored := bytes.NewReader(saved.Bytes())
		twin := recorder(t, opts...)
		for range at { // the state of the simulation is not what is tested
			require.NoError(t, twin.Sim().Step())
		}
		require.NoError(t, twin.LoadRecordings(restored))
		require.Zero(t, restored.Len())
		sameResult(t, whole, run(t, twin, float64(more)/2))
		if streams {
			loaded, err := runner.Load(path)
			require.NoError(t, err)
			sameResult(t, run(t, recorder(t), float64(before+until+more)/2), loaded)
		}
	})
}

// Between runs, what is saved is that the next run begins there.
func TestRecordingsSavedBetweenRuns(t *testing.T) {
	dir := folders(t)
	for _, opts := range [][]runner.Option{{}, {runner.StreamTo(dir()), unsynced}} {
		for _, before := range []float64{0, 5} {
			want := recorder(t)
			run(t, want, before)
			r := recorder(t, append(opts, runner.Overwrite())[:len(opts)+min(len(opts), 1)]...)
			if before > 0 {
				run(t, r, before)
			}
			var saved bytes.Buffer
			require.NoError(t, r.SaveRecordings(&saved))
			twin := recorder(t, opts...)
			require.NoError(t, twin.Sim().Run(int64(before*2)))
			require.NoError(t, twin.LoadRecordings(&saved))
			if before == 0 && len(opts) > 0 {
				continue // nothing streams yet
			}
			whole := run(t, want, 4)
			sameResult(t, whole, run(t, twin, 4))
			if len(opts) == 0 {
				sameResult(t, whole, run(t, r, 4))
			}
		}
	}
}

// A result does not stay in memory with its runner.
func TestResultsAreFreed(t *testing.T) {
	r := recorder(t)
	res := run(t, r, 1000)
	assert.Less(t, r.Bytes(), int64(1<<18))
	v := res.Series("E.V").Matrix()
	run(t, r, 1000)
	assert.Equal(t, v, res.Series("E.V").Matrix())
}

// What cannot go on is left as it is.
func TestRecordingsThatCannotGoOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	r := recorder(t, runner.StreamTo(dir))
	run(t, r, 10)
	var saved bytes.Buffer
	require.NoError(t, r.SaveRecordings(&saved))
	run(t, r, 10)
	values := filepath.Join(dir, "E.V.npy")
	require.NoError(t, os.Truncate(values+".sum", 40)) // one record and less
	spikes, err := os.ReadFile(filepath.Join(dir, "E.spike.spk"))
	require.NoError(t, err)
	err = recorder(t, runner.StreamTo(dir)).LoadRecordings(bytes.NewReader(saved.Bytes()))
	assert.EqualError(t, err, "the recording of E.V: "+values+": it is to go on after 20 rows of 4 values, and that is no place at which it could end")
	same, err := os.ReadFile(filepath.Join(dir, "E.spike.spk"))
	require.NoError(t, err)
	assert.Equal(t, spikes, same)
	err = recorder(t).LoadRecordings(bytes.NewReader(saved.Bytes()))
	assert.EqualError(t, err, "the recordings of the checkpoint stream to a folder; give StreamTo that folder")
	err = recorder(t, runner.StreamTo(filepath.Join(dir, "none"))).LoadRecordings(bytes.NewReader(saved.Bytes()))
	assert.ErrorContains(t, err, "give StreamTo the folder that the run of the checkpoint streamed to")
	assert.NotErrorIs(t, err, fs.ErrNotExist, "there is a checkpoint")
}

func TestRecordingsOfAnother(t *testing.T) {
	r := recorder(t)
	run(t, r, 5)
	var saved bytes.Buffer
	n := newNet()
	other := build(t, n, runner.Dt(0.5), runner.Monitor("E.V"))
	run(t, other, 5)
	require.NoError(t, other.SaveRecordings(&saved))
	err := r.LoadRecordings(&saved)
	assert.EqualError(t, err, "the checkpoint has recordings of E.V, and the runner has monitors of E.spike, E.V, I.V[1], two, slow, early, max(E.V) and T")
	assert.Error(t, r.LoadRecordings(strings.NewReader("nonsense")))
}
