package visualize_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/damage"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Values that turn out to be damaged when they are read are not drawn.
func TestDamagedSeries(t *testing.T) {
	for name, f := range map[string]func(s *runner.Series, spikes *runner.SpikeTrain) *visualize.Figure{
		"Line":    func(s *runner.Series, _ *runner.SpikeTrain) *visualize.Figure { return visualize.Line(s) },
		"HeatMap": func(s *runner.Series, _ *runner.SpikeTrain) *visualize.Figure { return visualize.HeatMap(s) },
		"Traces":  visualize.Traces,
		"PhasePlane": func(s *runner.Series, _ *runner.SpikeTrain) *visualize.Figure {
			return visualize.PhasePlane(func(x, y float64) (float64, float64) { return -x, -y },
				visualize.Axis{Min: -80, Max: 1}, visualize.Axis{Min: -80, Max: 1}, visualize.TrajectoryOf(s, s))
		},
	} {
		res := damage.Result(t)
		s := res.Series("N.V")
		require.NoError(t, s.Err())
		path := filepath.Join(t.TempDir(), "picture.png")
		assert.ErrorContains(t, f(s, res.Spikes("N")).Save(path), "do not match their checksum", name)
		assert.NoFileExists(t, path)
	}
}
