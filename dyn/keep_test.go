package dyn_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

func TestZooResumes(t *testing.T) {
	make := func(opts ...golgi.Option) (*zoo, *golgi.Sim) {
		z := newZoo(1000)
		z.P[2].(*dyn.FullProjAlignPost).Comm = dnn.EventCSRLinear{Conn: fixedProb(0.1), Weight: initialize.Uniform(0, 2), Delay: initialize.Uniform(0.1, 1.5)}
		sim, err := golgi.Build(z, append(opts, golgi.Seed(5))...)
		require.NoError(t, err)
		return z, sim
	}
	z, sim := make(golgi.Threads(2))
	require.NoError(t, sim.Run(40))
	var file bytes.Buffer
	require.NoError(t, sim.Save(&file))
	t.Log(file.Len())
	z2, sim2 := make(golgi.Threads(1))
	require.NoError(t, sim2.Load(&file))
	assert.Equal(t, hash(t, sim, z.E.Spike, 60), hash(t, sim2, z2.E.Spike, 60))
}
