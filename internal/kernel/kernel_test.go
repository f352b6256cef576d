package kernel_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/eqn"
	"github.com/golgi-sim/golgi/internal/kernel"
	"github.com/golgi-sim/golgi/internal/vm"
)

func build(t *testing.T, f *eqn.Fusion, n int, old *kernel.Kernel) *kernel.Kernel {
	t.Helper()
	c, err := f.Compile()
	require.NoError(t, err)
	k, err := kernel.New(c, n, 1, vm.Portable().Compile, old)
	require.NoError(t, err)
	return k
}

func leak(t *testing.T) *eqn.Fusion {
	t.Helper()
	params, err := eqn.ParseParams("tau = 4 ms")
	require.NoError(t, err)
	m, err := eqn.NewModel(eqn.Source{Name: "leak", Params: params, Body: "tau*dV/dt = -V : init = 8"})
	require.NoError(t, err)
	return &eqn.Fusion{Name: "leak", Dt: 1, Neuron: m}
}

// What is computed from parameters follows them, but only when it is told.
func TestTouch(t *testing.T) {
	k := build(t, leak(t), 1, nil)
	require.NoError(t, k.Init())
	v := k.Array(0, "V", eqn.StateArray)
	require.Equal(t, []float64{8}, v)
	step := func(n int64) float64 {
		before := v[0]
		k.Prepare(n, float64(n))
		_, ok := k.Run(0, 0, 1)
		require.True(t, ok)
		return v[0] / before
	}
	k.SetScalar(0, "tau", eqn.ParamScalar, 4)
	// Exponential Euler is exact for this equation; an ulp or two are rounding.
	assert.InDelta(t, math.Exp(-1./4), step(0), 4e-16)
	k.SetScalar(0, "tau", eqn.ParamScalar, 1)
	k.Touch()
	assert.InDelta(t, math.Exp(-1), step(1), 4e-16)
	assert.InDelta(t, math.Exp(-1), step(2), 4e-16)
}

// A kernel that replaces another keeps the state.
func TestTakeOver(t *testing.T) {
	f := leak(t)
	k := build(t, f, 3, nil)
	copy(k.Array(0, "V", eqn.StateArray), []float64{1, 2, 3})
	assert.Equal(t, []float64{1, 2, 3}, build(t, f, 3, k).Array(0, "V", eqn.StateArray))
}

// A variable that is not finite is reported by the range it is in.
func TestRunReportsWhatIsNotFinite(t *testing.T) {
	k := build(t, leak(t), 2, nil)
	k.SetScalar(0, "tau", eqn.ParamScalar, 4)
	v := k.Array(0, "V", eqn.StateArray)
	v[0], v[1] = 1, 1
	k.Prepare(0, 0)
	_, ok := k.Run(0, 0, 2)
	assert.True(t, ok)
	v[1] /= 0 * v[1]
	k.Prepare(1, 1)
	_, ok = k.Run(0, 0, 1)
	assert.True(t, ok)
	_, ok = k.Run(0, 1, 2)
	assert.False(t, ok)
}
