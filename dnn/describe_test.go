package dnn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// What a layer says of itself, against what is counted in its matrix.
func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		comm     dnn.Comm
		expected bool
		delays   [2]int
		law      string
		bytes    int64 // per synapse, at least
	}{
		{dnn.AllToAll{Weight: 2}, false, [2]int{1, 1}, "", 0},
		{dnn.AllToAll{Weight: initialize.Uniform(1, 2)}, false, [2]int{1, 1}, "", 8},
		{dnn.OneToOne{Weight: -1}, false, [2]int{1, 1}, "", 0},
		{dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: initialize.Normal(1, 0.1)}, false, [2]int{1, 1}, "", 10},
		{dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Weight: initialize.Normal(1, 0.1), Single: true}, false, [2]int{1, 1}, "", 6},
		{dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Delay: initialize.Uniform(0.25, 2.05)}, false, [2]int{3, 20}, "", 4},
		{dnn.CSRLinear{Conn: conn.FixedProb{Prob: 0.3}, Delay: 0.7}, false, [2]int{7, 7}, "", 2},
		{dnn.JitFPHomoLinear{Prob: 0.3, Weight: 0.5}, true, [2]int{1, 1}, "", 0},
		{dnn.JitFPHomoLinear{Prob: 0}, true, [2]int{1, 1}, "", 0},
		{dnn.JitFPUniformLinear{Prob: 0.3, WLow: -1, WHigh: 3}, true, [2]int{1, 1}, "uniform(-1, 3)", 0},
		{dnn.JitFPNormalLinear{Prob: 0.3, WMu: 2, WSigma: 0.5}, true, [2]int{1, 1}, "normal(2, 0.5)", 0},
		{dnn.FixedTotalLinear{Num: 900, WMu: 2, WSigma: 0.5, DMu: 1.5}, false, [2]int{15, 15}, "normal(2, 0.5)", 6},
		{dnn.FixedTotalLinear{Num: 900, WMu: 2, DMu: 1, DSigma: 0.25}, false, [2]int{1, 25}, "", 2},
	} {
		l, err := dnn.New(c.comm, 100, 100, rng.NewKey(1))
		require.NoError(t, err)
		d := dnn.Describe(l)
		name := []any{"%T%+v", c.comm, c.comm}
		assert.Equal(t, c.expected, d.Expected, name...)
		if c.expected {
			assert.InDelta(t, float64(l.Synapses()), float64(d.Synapses), 200, name...) // over 4 sd of a binomial
		} else {
			assert.Equal(t, l.Synapses(), d.Synapses, name...)
		}
		assert.Equal(t, c.delays, [2]int{d.DelayMin, d.DelayMax}, name...)
		assert.Equal(t, c.law, d.Weight.Law, name...)
		assert.GreaterOrEqual(t, d.Bytes, c.bytes*d.Synapses, name...)
		assert.LessOrEqual(t, d.Bytes, (c.bytes+2)*d.Synapses+1000, name...)
		if d.Synapses == 0 {
			continue
		}
		m, err := l.Matrix()
		require.NoError(t, err)
		sum := 0.0
		for _, x := range m.RawMatrix().Data {
			sum += x
		}
		assert.InDelta(t, d.Weight.Mean, sum/float64(l.Synapses()), 0.1, name...)
	}
	assert.Equal(t, golgi.Uniform(2, 10_000), dnn.Describe(must(dnn.New(dnn.AllToAll{Weight: 2}, 100, 100, 1))).Weight)
	assert.Equal(t, int64(8*4*50), dnn.NewRing(4, 50).Bytes())
}

func must(l dnn.Layer, err error) dnn.Layer {
	if err != nil {
		panic(err)
	}
	return l
}
