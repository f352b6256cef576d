package visualize

import (
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// logScale puts equal ratios at equal distances. What is not positive is far
// below.
type logScale struct{}

// Normalize returns the place of x between lo and hi.
func (logScale) Normalize(lo, hi, x float64) float64 {
	if !(x > 0) {
		return -1e3
	}
	return math.Log(x/lo) / math.Log(hi/lo)
}

// scale is how the axis places numbers.
func (a Axis) scale() plot.Normalizer {
	var s plot.Normalizer = plot.LinearScale{}
	if a.Log {
		s = logScale{}
	}
	if a.Reversed {
		s = reversed{s}
	}
	return s
}

// reversed is a scale whose ends are exchanged.
type reversed struct{ plot.Normalizer }

// Normalize returns the place of x between hi and lo.
func (r reversed) Normalize(lo, hi, x float64) float64 {
	return 1 - r.Normalizer.Normalize(lo, hi, x)
}

// nowhere reports whether data from lo to hi have no place on the axis.
func (a Axis) nowhere(lo, hi float64) bool { return a.Log && lo <= hi && !(hi > 0) }

// logEnds returns the ends of an axis of logarithms over data from lo to hi.
func (a Axis) logEnds(lo, hi float64) (float64, float64) {
	if !(hi > 0) || math.IsInf(hi, 0) {
		return 1, 10
	}
	hi = min(max(hi, 1e3*tiny), huge)
	if !(lo > 0) {
		lo = hi / 1e3
	}
	lo = min(max(lo, tiny), hi)
	if lo == hi {
		return lo / 2, hi * 2
	}
	if a.tight {
		return lo, hi
	}
	r := math.Pow(hi/lo, 0.05)
	return lo / r, hi * r
}

// ticks are the ticks of an axis from lo to hi, about that many of them.
func (a Axis) ticks(lo, hi float64, about int) []plot.Tick {
	if a.Log {
		return logTicks(lo, hi, about)
	}
	all := ticks(lo, hi, about, a.Whole)
	for k := 1; len(all) < 2 && k < 4; k++ {
		all = ticks(lo, hi, about+k, a.Whole)
	}
	return all
}

// logTicks are powers of ten with their numbers, if there are two of them, and
// short ticks between; otherwise 1, 2 and 5 have numbers, or all have.
func logTicks(lo, hi float64, about int) []plot.Tick {
	if !(lo > 0 && hi > lo) || math.IsInf(hi, 0) {
		return nil
	}
	first, last := math.Floor(math.Log10(lo)+1e-9), math.Ceil(math.Log10(hi)-1e-9)
	inside := func(v float64) bool { return v >= lo*(1-1e-9) && v <= hi*(1+1e-9) }
	decades := math.Log10(hi / lo)
	every := max(1, math.Ceil(decades/1.5/float64(max(about, 3))))
	var all []plot.Tick
	for e := first; e <= last; e++ {
		power := math.Pow(10, e)
		for _, m := range []float64{1, 2, 3, 4, 5, 6, 7, 8, 9} {
			v := m * power
			if !inside(v) || m > 1 && every > 1 {
				continue
			}
			label := ""
			switch {
			case m == 1 && math.Mod(e, every) == 0,
				decades < 1.6 && (m == 2 || m == 5),
				decades < 0.7:
				label = number(v, power)
				if (lo < 1e-4 || hi >= 1e6) && (v < 0.09 || v > 11) {
					// All in one notation, but for what is near 1.
					label = fmt.Sprintf("%.0fe%s", m, minus(strconv.Itoa(int(e))))
				}
			}
			all = append(all, plot.Tick{Value: v, Label: label})
		}
	}
	if labelled(all) < 2 && decades < 0.7 {
		return ticks(lo, hi, about, false)
	}
	return all
}

func labelled(all []plot.Tick) (n int) {
	for _, t := range all {
		if t.Label != "" {
			n++
		}
	}
	return n
}
