package measure

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
	"gonum.org/v1/gonum/dsp/window"
	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/runner"
)

// Window is what each segment is multiplied with before its Fourier transform.
type Window string

// The windows. Hann's has little leakage; none, Rectangular, has the sharpest
// lines.
const (
	Hann        Window = "hann" // the default
	Hamming     Window = "hamming"
	Blackman    Window = "blackman"
	Rectangular Window = "rectangular"
)

// Welch says how PowerSpectrum estimates. What is left out has its default.
type Welch struct {
	// Segment is the length of the segments in ms, rounded to whole rows: the
	// resolution is its inverse. Left out, it is an eighth of the series.
	Segment float64
	// Overlap is the part of a segment that the next one shares, from 0 to less
	// than 1; left out, half of it. NoOverlap stands for 0.
	Overlap float64
	Window  Window
}

// NoOverlap is an Overlap of 0.
const NoOverlap = -1

// Spectrum is a one-sided density of power over frequency: its integral over all
// frequencies is the variance.
type Spectrum struct {
	Name string
	Unit string // of what it is the spectrum of; the density is in its square per Hz
	// Frequencies, in Hz, ascend in equal steps from 0 to that of Nyquist.
	Frequencies []float64
	Density     []float64
	Segments    int // the density is a mean over so many, of every column
}

// PowerSpectrum estimates the power spectral density of a series by the method
// of Welch: the mean of the periodograms of segments that overlap, each without
// its mean and multiplied with a window (Welch 1967,
// doi:10.1109/TAU.1967.1161901). Of several columns it is the mean.
//
// The density at 0 is that of what is left without the means. The rows after
// the last whole segment are not used.
func PowerSpectrum(s *runner.Series, w Welch) (*Spectrum, error) {
	if err := checkSeries(s, 8); err != nil {
		return nil, err
	}
	n, hop, err := w.segments(s)
	if err != nil {
		return nil, err
	}
	shape, err := w.Window.values(n)
	if err != nil {
		return nil, err
	}
	energy := 0.0
	for _, x := range shape {
		energy += x * x
	}
	p := &Spectrum{Name: s.Name, Unit: s.Unit, Density: make([]float64, n/2+1), Frequencies: make([]float64, n/2+1)}
	p.Segments = (s.Len()-n)/hop + 1
	fft := fourier.NewFFT(n)
	segment, c := make([]float64, n), make([]complex128, n/2+1)
	for j, x := range s.Columns() {
		if s.Err() != nil {
			return nil, s.Err() // seen in reading
		}
		for k, v := range x {
			if v-v != 0 {
				return nil, fmt.Errorf("measure: %s is %v in row %d, column %d; a spectrum needs numbers", s.Name, v, k, j)
			}
		}
		for k := range p.Segments {
			part := x[k*hop : k*hop+n]
			mean := stat.Mean(part, nil)
			for i, v := range part {
				segment[i] = (v - mean) * shape[i]
			}
			for k, z := range fft.Coefficients(c, segment) {
				p.Density[k] += real(z)*real(z) + imag(z)*imag(z)
			}
		}
	}
	hz := 1000 / s.Period()
	scale := 1 / (hz * energy * float64(p.Segments*s.Size()))
	for k := range p.Density {
		p.Frequencies[k] = float64(k) * hz / float64(n)
		p.Density[k] *= scale
		if k > 0 && 2*k != n {
			p.Density[k] *= 2 // that of the negative frequency
		}
	}
	return p, nil
}

// segments returns the length of segments in rows, and from one to the next.
func (w Welch) segments(s *runner.Series) (n, hop int, err error) {
	steps := float64(s.Len() / 8)
	if w.Segment != 0 {
		steps = math.Round(w.Segment / s.Period())
	}
	if w.Segment == 0 && steps < 8 {
		steps = float64(s.Len())
	}
	if !(steps >= 4) || steps > float64(s.Len()) {
		return 0, 0, fmt.Errorf("measure: segments of %v ms of the %g ms of %s; a segment has 4 rows of %g ms at least, and no more than there are", w.Segment, float64(s.Len())*s.Period(), s.Name, s.Period())
	}
	overlap := w.Overlap
	switch overlap {
	case 0:
		overlap = 0.5
	case NoOverlap:
		overlap = 0
	}
	if !(overlap >= 0 && overlap < 1) {
		return 0, 0, fmt.Errorf("measure: an Overlap of %v; it must be from 0 to less than 1, or NoOverlap", w.Overlap)
	}
	return int(steps), max(1, int(math.Round(steps*(1-overlap)))), nil
}

// values returns the window for n steps.
func (w Window) values(n int) ([]float64, error) {
	x := make([]float64, n)
	for k := range x {
		x[k] = 1
	}
	switch w {
	case "", Hann:
		return window.Hann(x), nil
	case Hamming:
		return window.Hamming(x), nil
	case Blackman:
		return window.Blackman(x), nil
	case Rectangular:
		return x, nil
	}
	return nil, fmt.Errorf("measure: Window is %q; it must be one of %q, %q, %q and %q", w, Hann, Hamming, Blackman, Rectangular)
}

// Power returns the power in a band of frequencies, in Hz: the sum of the
// densities from lo, inclusive, to hi, times their distance.
func (p *Spectrum) Power(lo, hi float64) float64 {
	if len(p.Frequencies) < 2 {
		return 0
	}
	sum := 0.0
	for k, f := range p.Frequencies {
		if f >= lo && f < hi {
			sum += p.Density[k]
		}
	}
	return sum * (p.Frequencies[1] - p.Frequencies[0])
}

// Peak returns the frequency of the largest density from lo, inclusive, to hi,
// in Hz; NaN if there is none.
func (p *Spectrum) Peak(lo, hi float64) float64 {
	at, top := math.NaN(), math.Inf(-1)
	for k, f := range p.Frequencies {
		if f >= lo && f < hi && p.Density[k] > top {
			at, top = f, p.Density[k]
		}
	}
	return at
}
