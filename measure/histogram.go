package measure

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// HistogramOf counts values in a number of bins of equal width from lo to hi; a
// value of hi is counted in the last one, values outside and those that are no
// numbers are not counted. The edges must be different numbers.
func HistogramOf(values []float64, lo, hi float64, bins int) (Histogram, error) {
	switch {
	case bins < 1 || bins > maxBins:
		return Histogram{}, fmt.Errorf("measure: a histogram of %d bins; it has 1 to %d", bins, maxBins)
	case !(lo < hi) || math.IsInf(hi-lo, 0):
		return Histogram{}, fmt.Errorf("measure: a histogram from %v to %v", lo, hi)
	}
	h := Histogram{Edges: make([]float64, bins+1), Counts: make([]float64, bins)}
	for k := range h.Edges {
		h.Edges[k] = lo + (hi-lo)*(float64(k)/float64(bins))
	}
	h.Edges[bins] = hi
	for k := range bins {
		if !(h.Edges[k] < h.Edges[k+1]) {
			return Histogram{}, fmt.Errorf("measure: %d bins from %v to %v; there are not so many numbers between the two", bins, lo, hi)
		}
	}
	for _, v := range values {
		if !(v >= lo && v <= hi) {
			continue
		}
		// Rounding may put a value next to an edge on its wrong side.
		k := min(int((v-lo)/(hi-lo)*float64(bins)), bins-1)
		for k > 0 && v < h.Edges[k] {
			k--
		}
		for k < bins-1 && v >= h.Edges[k+1] {
			k++
		}
		h.Counts[k]++
	}
	return h, nil
}

// Density returns the counts as a density: its integral is 1. Of no counts it is
// 0.
func (h Histogram) Density() []float64 {
	d := make([]float64, len(h.Counts))
	total := floats.Sum(h.Counts)
	if total == 0 {
		return d
	}
	for k, n := range h.Counts {
		d[k] = n / total / (h.Edges[k+1] - h.Edges[k])
	}
	return d
}

// BinWidth returns the width of bins that suits values: by the rule of Freedman
// and Diaconis, twice the range between the quartiles over the cube root of
// their number (Z. Wahrscheinlichkeitstheor. 57, 453, 1981), bounded so that
// there are 5 to 200 bins. It is 0 if there are no two different numbers.
func BinWidth(values []float64) float64 {
	x := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return v-v != 0 })
	if len(x) < 2 {
		return 0
	}
	slices.Sort(x)
	span := x[len(x)-1] - x[0]
	if !(span > 0) || math.IsInf(span, 0) {
		return 0
	}
	quartiles := stat.Quantile(0.75, stat.Empirical, x, nil) - stat.Quantile(0.25, stat.Empirical, x, nil)
	width := 2 * quartiles / math.Cbrt(float64(len(x)))
	return min(max(width, span/200), span/5)
}
