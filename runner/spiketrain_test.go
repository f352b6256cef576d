package runner_test

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/runner"
)

func train() *runner.SpikeTrain {
	return runner.NewSpikeTrain("N.spike", 3, 0.5, 10, 30,
		[]int64{10, 12, 12, 14, 19, 29}, []int32{1, 0, 1, 1, 0, 0})
}

func TestTrainStatistics(t *testing.T) {
	s := train()
	require.NoError(t, s.Err())
	assert.Equal(t, 10.0, s.Duration())
	assert.Equal(t, 200.0, s.Rate())
	assert.Equal(t, []float64{300, 300, 0}, s.Rates())
	assert.Equal(t, []float64{3.5, 5}, s.ISI(0))
	assert.Equal(t, []float64{1, 1}, s.ISI(1))
	assert.Empty(t, s.ISI(2))
	assert.Empty(t, s.ISI(7))
	assert.Equal(t, [][]int64{{12, 19, 29}, {10, 12, 14}, {}}, s.StepsByNeuron())
	assert.Equal(t, []int{4, 1, 1}, s.Counts(7))

	// Neuron 0 has intervals of 3.5 and 5 ms: 0.75 / 4.25.
	cvs := s.CVs()
	assert.InDelta(t, 0.75/4.25, cvs[0], 1e-15)
	assert.Zero(t, cvs[1])
	assert.True(t, math.IsNaN(cvs[2]))
	assert.InDelta(t, 0.75/4.25/2, s.CV(), 1e-15)
	assert.True(t, math.IsNaN(s.Slice(2, 3).CV()))
	assert.True(t, math.IsNaN(s.Window(5, 5).Rate()))
}

func TestTrainParts(t *testing.T) {
	s := train()
	part := s.Slice(1, 3)
	assert.Equal(t, "N.spike[1:3]", part.Name)
	assert.Equal(t, 1, part.Offset)
	assert.Equal(t, []int64{10, 12, 14}, part.Steps)
	assert.Equal(t, []int32{0, 0, 0}, part.Indices)
	assert.Equal(t, "N.spike[2:3]", part.Slice(1, 2).Name)
	assert.Same(t, s, s.Slice(0, 3))

	w := s.Window(6, 9.5)
	assert.Equal(t, []int64{12, 19}, []int64{w.Start, w.Stop})
	assert.Equal(t, []int64{12, 12, 14}, w.Steps)
	assert.Equal(t, 6, s.Window(math.Inf(-1), math.Inf(1)).Count(), "a window is cut at the span")
	assert.EqualError(t, s.Window(math.NaN(), 1).Err(), "N.spike: there is no window from NaN to 1 ms")
	assert.EqualError(t, s.Slice(2, 4).Err(), "N.spike: there is no range 2 to 4 of 3 neurons")
}

func TestTrainsThatAreNone(t *testing.T) {
	for _, c := range []struct {
		n       int
		dt      float64
		stop    int64
		steps   []int64
		indices []int32
		want    string
	}{
		{-1, 1, 5, nil, nil, "x: -1 neurons"},
		{2, 0, 5, nil, nil, "x: dt is 0 ms; it must be positive"},
		{2, 1, -1, nil, nil, "x: the span ends in step -1, before it begins in step 0"},
		{2, 1, 5, []int64{1}, nil, "x: 1 steps and 0 indices; there is one of each for a spike"},
		{2, 1, 5, []int64{5}, []int32{0}, "x: spike 0 is in step 5, outside the span of 0 to 5"},
		{2, 1, 5, []int64{1}, []int32{2}, "x: spike 0 is of neuron 2 of 2"},
		{2, 1, 5, []int64{2, 1}, []int32{0, 0}, "x: spike 1 is out of order; sort by step, then by neuron"},
		{2, 1, 5, []int64{1, 1}, []int32{0, 0}, "x: spike 1 is out of order; sort by step, then by neuron"},
	} {
		assert.EqualError(t, runner.NewSpikeTrain("x", c.n, c.dt, 0, c.stop, c.steps, c.indices).Err(), c.want)
	}
}

// FNV-1a of 12 zero bytes, and of no bytes: the second is the offset basis that
// the definition of the hash gives.
func TestHash(t *testing.T) {
	none := runner.NewSpikeTrain("none", 1, 1, 0, 1, nil, nil)
	assert.Equal(t, uint64(0xcbf29ce484222325), none.Hash())

	want := uint64(0xcbf29ce484222325)
	for _, b := range []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} {
		want = (want ^ uint64(b)) * 0x100000001b3
	}
	one := runner.NewSpikeTrain("one", 1, 1, 0, 1, []int64{0}, []int32{0})
	assert.Equal(t, want, one.Hash())
}

// The hash of several trains is that of their spikes sorted as those of one
// large group.
func TestHashOfSeveral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type spike struct {
			step int64
			i    int32
		}
		var trains []*runner.SpikeTrain
		var all []spike
		shift := 0
		for range rapid.IntRange(0, 4).Draw(t, "trains") {
			n := rapid.IntRange(1, 5).Draw(t, "neurons")
			var steps []int64
			var indices []int32
			for step := range int64(6) {
				for i := range int32(n) {
					if rapid.Bool().Draw(t, "spike") {
						steps, indices = append(steps, step), append(indices, i)
						all = append(all, spike{step, i + int32(shift)})
					}
				}
			}
			trains = append(trains, runner.NewSpikeTrain("t", n, 0.1, 0, 6, steps, indices))
			shift += n
		}
		slices.SortFunc(all, func(a, b spike) int {
			if a.step != b.step {
				return int(a.step - b.step)
			}
			return int(a.i - b.i)
		})
		var buf bytes.Buffer
		for _, s := range all {
			require.NoError(t, binary.Write(&buf, binary.LittleEndian, struct {
				Step  uint64
				Index uint32
			}{uint64(s.step), uint32(s.i)}))
		}
		h := fnv.New64a()
		h.Write(buf.Bytes())
		assert.Equal(t, h.Sum64(), runner.HashOf(trains...))
	})
}

// CVs agree with the textbook formula over the intervals.
func TestCVsAgreeWithISI(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gaps := rapid.SliceOfN(rapid.Int64Range(1, 1000), 2, 50).Draw(t, "gaps")
		steps, indices := []int64{0}, []int32{0}
		for _, g := range gaps {
			steps, indices = append(steps, steps[len(steps)-1]+g), append(indices, 0)
		}
		s := runner.NewSpikeTrain("n", 1, 0.1, 0, steps[len(steps)-1]+1, steps, indices)
		isi := s.ISI(0)
		sd := math.Sqrt(stat.PopVariance(isi, nil))
		assert.InDelta(t, sd/stat.Mean(isi, nil), s.CV(), 1e-9)
	})
}

// A train that was put together by hand says what it lacks.
func TestTrainsByHand(t *testing.T) {
	for want, s := range map[string]*runner.SpikeTrain{
		"N.spike: dt is 0 ms; it must be positive":                         {Name: "N.spike", N: 2, Stop: 3},
		"N.spike: 1 steps and 0 indices; there is one of each for a spike": {Name: "N.spike", N: 2, Dt: 0.1, Stop: 3, Steps: []int64{1}},
		"N.spike: the span ends in step 3, before it begins in step 4":     {Name: "N.spike", N: 2, Dt: 0.1, Start: 4, Stop: 3},
		"N.spike: -2 neurons": {Name: "N.spike", N: -2, Dt: 0.1},
		"the spike train is nil; give one such as res.Spikes(net.N)": nil,
	} {
		assert.EqualError(t, s.Err(), want)
	}
	assert.NoError(t, (&runner.SpikeTrain{}).Err())
	assert.NoError(t, (&runner.SpikeTrain{N: 1, Dt: 0.1}).Err())
}
