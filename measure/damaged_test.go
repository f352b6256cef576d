package measure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/damage"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// Values that turn out to be damaged when they are read give an error, not
// numbers.
func TestDamagedSeries(t *testing.T) {
	for name, f := range map[string]func(*runner.Series) error{
		"VoltageFluctuation":     func(s *runner.Series) error { _, err := measure.VoltageFluctuation(s); return err },
		"FunctionalConnectivity": func(s *runner.Series) error { _, err := measure.FunctionalConnectivity(s); return err },
		"FunctionalConnectivityDynamics": func(s *runner.Series) error {
			_, err := measure.FunctionalConnectivityDynamics(s, 10, 5)
			return err
		},
		"PowerSpectrum": func(s *runner.Series) error { _, err := measure.PowerSpectrum(s, measure.Welch{}); return err },
	} {
		s := damage.Result(t).Series("N.V")
		require.NoError(t, s.Err())
		assert.ErrorContains(t, f(s), "do not match their checksum", name)
	}
}
