package initialize_test

import (
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn/dyntest"
	initialize "github.com/golgi-sim/golgi/init"
)

// Every initialiser passes the conformance kit, for a matrix.
func TestInitializersConform(t *testing.T) {
	for _, x := range []golgi.Initializer{
		initialize.Constant(2), initialize.Zero(), initialize.One(), initialize.Identity(3),
		initialize.Normal(1, 2), initialize.TruncatedNormal(0, 1, -1, 2), initialize.Uniform(-1, 1),
		initialize.Exponential(2), initialize.Gamma(2, 3), initialize.Clip(initialize.Normal(0, 1), -1, 1),
		initialize.Orthogonal(1), initialize.KaimingUniform(), initialize.KaimingNormal(),
		initialize.XavierUniform(), initialize.XavierNormal(), initialize.LecunUniform(), initialize.LecunNormal(),
	} {
		dyntest.Initializer(t, x, 7, 11)
	}
}
