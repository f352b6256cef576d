package measure

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/runner"
)

// CrossCorrelation returns the coherence of a population: the mean over all
// pairs of neurons of
//
//	κ_ij = Σ_l x_i(l)·x_j(l) / √(Σ_l x_i(l) · Σ_l x_j(l))
//
// where x_i(l) is 1 if neuron i spiked in bin l and 0 if not (Wang and Buzsáki
// 1996, doi:10.1523/JNEUROSCI.16-20-06402.1996). The width of the bins in ms is
// rounded to whole steps; the last bin may be shorter. A pair with a silent
// neuron counts as 0.
func CrossCorrelation(t *runner.SpikeTrain, bin float64) (float64, error) {
	switch {
	case t.Err() != nil:
		return 0, t.Err()
	case !(bin > 0) || math.IsInf(bin, 0):
		return 0, fmt.Errorf("measure: bins of %v ms; the width must be positive", bin)
	case t.N < 2:
		return 0, fmt.Errorf("measure: %s has %d neurons; a correlation needs two", t.Name, t.N)
	}
	width := int64(min(max(1, math.Round(bin/t.Dt)), 1<<53))
	// The bins with a spike of each neuron, and the neurons of each bin.
	count := make([]float64, t.N)
	last := make([]int64, t.N)
	for i := range last {
		last[i] = -1
	}
	busy := func(f func(bin int64, i int32)) {
		for i := range last {
			last[i] = -1
		}
		for step, i := range t.All() {
			if b := (step - t.Start) / width; last[i] != b {
				last[i] = b
				f(b, i)
			}
		}
	}
	busy(func(_ int64, i int32) { count[i]++ })
	// With u_i = 1/√count_i, the pairs of a bin sum to ((Σ u)² − Σ u²)/2 over
	// the neurons in it: work in proportion to the spikes.
	total, sum, squares, current := 0.0, 0.0, 0.0, int64(-1)
	busy(func(b int64, i int32) {
		if b != current {
			total += (sum*sum - squares) / 2
			sum, squares, current = 0, 0, b
		}
		sum += 1 / math.Sqrt(count[i])
		squares += 1 / count[i]
	})
	total += (sum*sum - squares) / 2
	n := float64(t.N)
	return max(0, total) / (n * (n - 1) / 2), nil
}

// VoltageFluctuation returns the synchrony χ² of a population: the variance
// over time of the mean of its columns, over the mean of the variances of each
// (Golomb and Rinzel 1993, doi:10.1103/PhysRevE.48.4810). It is 1 for full
// synchrony, about 1/N without any, and 1 if nothing varies.
func VoltageFluctuation(v *runner.Series) (float64, error) {
	if err := checkSeries(v, 1); err != nil {
		return 0, err
	}
	rows, n := v.Len(), v.Size()
	mean, each := make([]float64, rows), 0.0
	for _, x := range v.Columns() {
		if v.Err() != nil {
			return 0, v.Err() // seen in reading
		}
		for k := range x {
			mean[k] += x[k] / float64(n)
		}
		each += stat.PopVariance(x, nil) / float64(n)
	}
	if each == 0 {
		return 1, nil
	}
	return stat.PopVariance(mean, nil) / each, nil
}

func checkSeries(v *runner.Series, rows int) error {
	switch {
	case v.Err() != nil:
		return v.Err()
	case v.Len() < rows:
		return fmt.Errorf("measure: %s has %d rows; at least %d are needed", v.Name, v.Len(), rows)
	}
	return nil
}

// FunctionalConnectivity returns the correlations between the columns of a
// series: a symmetric matrix with 1 on its diagonal. A column that does not
// vary has the correlation 0 with all others.
func FunctionalConnectivity(x *runner.Series) (*mat.SymDense, error) {
	if err := checkSeries(x, 2); err != nil {
		return nil, err
	}
	m := x.Matrix()
	if x.Err() != nil {
		return nil, x.Err() // seen in reading
	}
	return correlations(m), nil
}

func correlations(x mat.Matrix) *mat.SymDense {
	var c mat.SymDense
	stat.CorrelationMatrix(&c, x, nil)
	for i := range c.SymmetricDim() {
		for j := range i {
			if math.IsNaN(c.At(i, j)) {
				c.SetSym(i, j, 0)
			}
		}
		c.SetSym(i, i, 1)
	}
	return &c
}

// FunctionalConnectivityDynamics returns how alike the functional connectivity
// is at different times: for windows of a width, each a step later than the
// one before (both in ms, rounded to whole rows), the correlations between
// the upper triangles of their matrices of FunctionalConnectivity (Hansen et
// al. 2015, doi:10.1016/j.neuroimage.2014.11.001).
func FunctionalConnectivityDynamics(x *runner.Series, width, step float64) (*mat.SymDense, error) {
	if err := checkSeries(x, 2); err != nil {
		return nil, err
	}
	w, s := math.Round(width/x.Period()), math.Round(step/x.Period())
	switch {
	case !(w >= 2) || w > float64(x.Len()):
		return nil, fmt.Errorf("measure: windows of %v ms over the %g ms of %s; a window needs two steps at least, and no more than there are", width, float64(x.Len())*x.Period(), x.Name)
	case !(s >= 1) || math.IsInf(s, 0):
		return nil, fmt.Errorf("measure: windows every %v ms; it must be a step of %g ms at least", step, x.Period())
	case x.Size() < 3:
		return nil, fmt.Errorf("measure: %s has %d columns; between the pairs of fewer than 3 is no correlation", x.Name, x.Size())
	}
	n, pairs := x.Size(), x.Size()*(x.Size()-1)/2
	windows := int((float64(x.Len())-w)/s) + 1
	triangles := mat.NewDense(pairs, windows, nil)
	m := x.Matrix()
	if x.Err() != nil {
		return nil, x.Err() // seen in reading
	}
	for k := range windows {
		from := k * int(s)
		c := correlations(m.Slice(from, from+int(w), 0, n))
		triangles.SetCol(k, upper(c))
	}
	return correlations(triangles), nil
}

// upper returns what is above the diagonal of a square matrix, row by row.
func upper(m mat.Matrix) []float64 {
	n, _ := m.Dims()
	x := make([]float64, 0, n*(n-1)/2)
	for i := range n {
		for j := i + 1; j < n; j++ {
			x = append(x, m.At(i, j))
		}
	}
	return x
}

// MatrixCorrelation returns the correlation between the upper triangles of two
// square matrices of one size, without their diagonals: of functional
// connectivities, say.
func MatrixCorrelation(a, b mat.Matrix) (float64, error) {
	if null.Is(a) || null.Is(b) {
		return 0, errors.New("measure: MatrixCorrelation was given a nil matrix")
	}
	r, c := a.Dims()
	if r2, c2 := b.Dims(); r != c || r2 != r || c2 != c || r < 3 {
		return 0, fmt.Errorf("measure: matrices of %d × %d and %d × %d; they must be square, of one size, and of 3 rows at least", r, c, r2, c2)
	}
	return correlation(upper(a), upper(b), nil)
}

// WeightedCorrelation returns Pearson's correlation of x and y with weights,
// which must not be negative, nor all 0.
func WeightedCorrelation(x, y, weights []float64) (float64, error) {
	if len(x) != len(y) || len(x) != len(weights) || len(x) < 2 {
		return 0, fmt.Errorf("measure: %d and %d values with %d weights; there must be equally many, and two at least", len(x), len(y), len(weights))
	}
	total := 0.0
	for i, w := range weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			return 0, fmt.Errorf("measure: weight %d is %v; it must be 0 or positive", i, w)
		}
		total += w
	}
	if total == 0 {
		return 0, fmt.Errorf("measure: all %d weights are 0", len(weights))
	}
	return correlation(x, y, weights)
}

func correlation(x, y, w []float64) (float64, error) {
	r := stat.Correlation(x, y, w)
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return 0, fmt.Errorf("measure: one of the two does not vary, or is no number, so there is no correlation")
	}
	return r, nil
}
