package visualize

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// ticks returns round numbers from lo to hi, about that many of them.
func ticks(lo, hi float64, about int, whole bool) []plot.Tick {
	if !(hi > lo) || about < 1 {
		return nil
	}
	step := round((hi-lo)/float64(about), 1, 2, 2.5, 5, 10)
	if whole && step != math.Trunc(step) {
		step = max(1, round((hi-lo)/float64(about), 1, 2, 5, 10))
	}
	var all []plot.Tick
	// The tolerance keeps a tick at an end that rounding puts just outside.
	first, last := math.Ceil(lo/step-1e-9), math.Floor(hi/step+1e-9)
	for k := first; k <= last; k++ {
		all = append(all, plot.Tick{Value: k * step, Label: number(k*step, step)})
	}
	return all
}

// round returns what is nearest to x, by its ratio, of some numbers from 1 to 10
// times a power of ten.
func round(x float64, numbers ...float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	best := numbers[0]
	for _, m := range numbers {
		if math.Abs(math.Log(x/power/m)) < math.Abs(math.Log(x/power/best)) {
			best = m
		}
	}
	return best * power
}

// number writes a multiple of step with no more digits than it needs.
func number(x, step float64) string {
	size := math.Abs(x)
	if x != 0 && (size >= 1e6 || step < 1e-4) {
		// As many digits as tell neighbours apart.
		digits := max(0, int(math.Floor(math.Log10(size)+1e-9))-int(math.Floor(math.Log10(step)+1e-9)))
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', digits, 64), "e")
		if strings.Contains(mantissa, ".") {
			mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
		}
		e, _ := strconv.Atoi(exponent)
		return minus(mantissa) + "e" + minus(strconv.Itoa(e))
	}
	digits := 0
	for s := step; digits < 12 && math.Abs(s-math.Round(s)) > 1e-6*s; s *= 10 {
		digits++
	}
	return minus(strconv.FormatFloat(x, 'f', digits, 64))
}

// minus makes a hyphen a sign as wide as those of the digits.
func minus(s string) string {
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, "-", "−", 1)
}
