package measure

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/runner"
)

// CountCorrelations returns Pearson's correlations between the spike counts of
// neurons in bins of a width in ms, which is rounded to whole steps: a symmetric
// matrix with 1 on its diagonal. A last bin that is not full is left out. A
// neuron whose counts do not vary has the correlation 0 with all others.
//
// The memory it takes is that of the matrix; the time, neurons² · bins at the
// most, and less where counts are sparse.
func CountCorrelations(t *runner.SpikeTrain, bin float64) (*mat.SymDense, error) {
	switch {
	case t.Err() != nil:
		return nil, t.Err()
	case !(bin > 0) || math.IsInf(bin, 0):
		return nil, fmt.Errorf("measure: bins of %v ms; the width must be positive", bin)
	case t.N < 2:
		return nil, fmt.Errorf("measure: %s has %d neurons; a correlation needs two", t.Name, t.N)
	}
	width := int64(min(max(1, math.Round(bin/t.Dt)), 1<<53))
	bins := (t.Stop - t.Start) / width
	if bins < 2 {
		return nil, fmt.Errorf("measure: %s has %d whole bins of %v ms in %g ms; a correlation needs two", t.Name, bins, bin, t.Duration())
	}
	if err := memory.Fits(fmt.Sprintf("the correlations of %d neurons", t.N), 8*float64(t.N)*float64(t.N), memory.Free()); err != nil {
		return nil, fmt.Errorf("measure: %w", err)
	}
	c := mat.NewSymDense(t.N, nil)
	sum := make([]float64, t.N)
	counts, busy := make([]float64, t.N), []int32{}
	// The sums of products of the counts of a bin, over the neurons in it.
	flush := func() {
		for a, i := range busy {
			sum[i] += counts[i]
			for _, j := range busy[:a+1] {
				c.SetSym(int(i), int(j), c.At(int(i), int(j))+counts[i]*counts[j])
			}
		}
		for _, i := range busy {
			counts[i] = 0
		}
		busy = busy[:0]
	}
	current := int64(0)
	for step, i := range t.All() {
		b := (step - t.Start) / width
		if b >= bins {
			break
		}
		if b != current {
			flush()
			current = b
		}
		if counts[i] == 0 {
			busy = append(busy, i)
		}
		counts[i]++
	}
	flush()
	n := float64(bins)
	sd := make([]float64, t.N)
	for i := range sd {
		sd[i] = math.Sqrt(n*c.At(i, i) - sum[i]*sum[i]) // exact: of whole numbers
	}
	for i := range t.N {
		for j := range i {
			r := 0.0
			if sd[i] > 0 && sd[j] > 0 {
				r = min(1, max(-1, (n*c.At(i, j)-sum[i]*sum[j])/(sd[i]*sd[j])))
			}
			c.SetSym(i, j, r)
		}
		c.SetSym(i, i, 1)
	}
	return c, nil
}
