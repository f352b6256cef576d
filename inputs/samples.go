package inputs

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Samples returns what a stimulus gives size neurons over a duration in ms: a
// matrix of a row per step, of which there are duration/dt, rounded up, and a
// column per neuron; as the arrays of BrainPy's functions. Matrix makes a
// stimulus of such a matrix again.
func Samples(s Stimulus, size int, duration, dt float64) (*mat.Dense, error) {
	if s == nil {
		return nil, fmt.Errorf("inputs: there is no stimulus")
	}
	if err := mistakes("inputs", positive("dt", dt), positive("the duration", duration)); err != nil {
		return nil, err
	}
	n := steps(duration, dt)
	if size < 1 || float64(n)*float64(size) > math.MaxInt32 {
		return nil, fmt.Errorf("inputs: %d steps of %d neurons; at least one of each, and at most 2^31 values are possible", n, size)
	}
	d, err := s.Prepare(Target{Size: size, Dt: dt})
	if err != nil {
		return nil, err
	}
	if d.Steps > 0 && n > d.Steps {
		return nil, fmt.Errorf("inputs: the stimulus has %d steps, but %v ms are %d", d.Steps, duration, n)
	}
	m := mat.NewDense(int(n), size, nil)
	for k := range int(n) {
		row := m.RawRowView(k)
		dst := row
		if d.Uniform {
			dst = row[:1]
		}
		if err := d.Add(dst, int64(k)); err != nil {
			return nil, err
		}
		if d.Uniform {
			for i := range row {
				row[i] = row[0]
			}
		}
	}
	return m, nil
}
