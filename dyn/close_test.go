package dyn_test

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
)

// mapped returns how many pieces of memory the process has mapped that can be
// executed and belong to no file.
func mapped(t *testing.T) int {
	text, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Skip("the system does not tell")
	}
	n := 0
	for l := range strings.Lines(string(text)) {
		if f := strings.Fields(l); strings.Contains(f[1], "x") && len(f) == 5 {
			n++
		}
	}
	return n
}

// TestNothingLeft builds and runs many small networks, some of which are closed:
// no goroutine and no mapped memory stays.
func TestNothingLeft(t *testing.T) {
	many := 10_000
	if testing.Short() {
		many = 500
	}
	goroutines, pieces := runtime.NumGoroutine(), mapped(t)
	for n := range many {
		sim := build(t, bench.NewCOBA(100+n%7, bench.DefaultCOBA()), golgi.Threads(1+n%3))
		require.NoError(t, sim.Run(3))
		if n%2 == 0 {
			require.NoError(t, sim.Close())
		}
	}
	for range 200 {
		if mapped(t) <= pieces && runtime.NumGoroutine() <= goroutines {
			return
		}
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d pieces of memory and %d goroutines are left, there were %d and %d", mapped(t), runtime.NumGoroutine(), pieces, goroutines)
}

// TestClose: a closed simulation can be read, but makes no step.
func TestClose(t *testing.T) {
	net, sim := coba(t, 100)
	require.NoError(t, sim.Run(10))
	v := net.N.V.At(3)
	require.NoError(t, sim.Close())
	require.NoError(t, sim.Close(), "closed twice")
	assert.ErrorIs(t, sim.Step(), golgi.ErrClosed)
	assert.ErrorIs(t, sim.Run(2), golgi.ErrClosed)
	assert.ErrorIs(t, sim.Reset(), golgi.ErrClosed)
	assert.Equal(t, v, net.N.V.At(3))
	assert.NoError(t, net.N.Var("tau").Set(10))
}
