package demo

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
	"gonum.org/v1/gonum/dsp/window"

	"github.com/golgi-sim/golgi/runner"
)

// chance is how probable it is at most that neurons that have nothing to do with
// one another are said to oscillate together.
const chance = 0.01

// fewest neurons can be in step by chance more often than that.
const fewest = 12

// NoOscillation says in words why no frequency is given of a population of n.
func NoOscillation(n int) string {
	if n < fewest {
		return fmt.Sprintf("no oscillation can be told from chance in fewer than %d neurons", fewest)
	}
	return fmt.Sprintf("no oscillation: no peak of the spectrum stands out (p < %g) from that of neurons unrelated to one another", chance)
}

// synchrony is the power spectrum of the spikes of a population over the sum of
// those of its neurons: 1 on average if the neurons have nothing to do with one
// another, however regular each is; as much as there are neurons if all are in
// step.
type synchrony struct {
	ratio  []float64
	hz     float64 // between two of them, from 0
	lowest float64 // frequency in Hz of oscillations that are looked for
}

// longestSegment bounds the parts of a train that are transformed, in bins.
const longestSegment = 1 << 13

// synchronyOf counts the spikes in bins of per steps. The bins after the last
// whole segment are not used.
func synchronyOf(t *runner.SpikeTrain, per int64, longest float64) *synchrony {
	bins := int((t.Stop - t.Start) / per)
	n, padded := min(bins, longestSegment), 1 // transforms of odd lengths take long
	for padded < n {
		padded *= 2
	}
	s := &synchrony{hz: 1000 / (float64(per) * t.Dt * float64(padded)), lowest: 1000 / longest}
	if n < 4 {
		return s
	}
	shape := make([]float64, n)
	for k := range shape {
		shape[k] = 1
	}
	shape = window.Hann(shape)
	spikes := make([][]int, t.N) // of each neuron, as bins
	for step, i := range t.All() {
		spikes[i] = append(spikes[i], int((step-t.Start)/per))
	}
	fft, x := fourier.NewFFT(padded), make([]float64, padded)
	c, sum := make([]complex128, padded/2+1), make([]complex128, padded/2+1)
	all, each := make([]float64, len(c)), make([]float64, len(c))
	for from := 0; from+n <= bins; from += n {
		clear(sum)
		for i := range spikes {
			clear(x)
			count := 0
			for ; count < len(spikes[i]) && spikes[i][count] < from+n; count++ {
				x[spikes[i][count]-from]++
			}
			if spikes[i] = spikes[i][count:]; count == 0 {
				continue
			}
			for k, w := range shape {
				x[k] = (x[k] - float64(count)/float64(n)) * w
			}
			for k, z := range fft.Coefficients(c, x) {
				sum[k] += z
				each[k] += power(z)
			}
		}
		for k, z := range sum {
			all[k] += power(z)
		}
	}
	for k := range all {
		if each[k] > 0 {
			all[k] /= each[k]
		}
	}
	s.ratio = all
	return s
}

func power(z complex128) float64 { return real(z)*real(z) + imag(z)*imag(z) }

// need is what the ratio must reach. Of neurons whose phases at a frequency are
// independent and uniform it exceeds x with the probability exp(-x) at most, about:
// that is the test of Rayleigh (Mardia and Jupp, Directional Statistics, 2000) for
// vectors of any lengths. It is made at every frequency.
func (s *synchrony) need() float64 {
	tests := float64(len(s.ratio)) - math.Ceil(s.lowest/s.hz)
	return -math.Log1p(-math.Pow(1-chance, 1/max(tests, 1)))
}

// at reports whether neurons are in step at a frequency in Hz, to a quarter of
// it: it may be that of the lag of a broad peak.
func (s *synchrony) at(hz float64) bool {
	need := s.need()
	for k, x := range s.ratio {
		if f := float64(k) * s.hz; x >= need && f >= 0.8*hz && f <= 1.25*hz {
			return true
		}
	}
	return false
}

// peak returns the frequency in Hz at which the neurons are most in step, NaN if
// they are not in step or that is too slow.
func (s *synchrony) peak() float64 {
	at := 0
	for k, x := range s.ratio {
		if x > s.ratio[at] {
			at = k
		}
	}
	if at == 0 || at+1 >= len(s.ratio) || s.ratio[at] < s.need() || float64(at)*s.hz < s.lowest {
		return math.NaN()
	}
	return (float64(at) + vertex(s.ratio[at-1], s.ratio[at], s.ratio[at+1])) * s.hz
}
