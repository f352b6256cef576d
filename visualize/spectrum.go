package visualize

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/measure"
)

// Spectrum draws power spectra, of measure.PowerSpectrum, on axes of logarithms.
// The density at 0 Hz has no place there and is left out. So are, where there are
// more than 8, the densities at the first frequency, which is what the window
// makes of slow changes, and at the last, that of Nyquist, which has one side
// only.
func Spectrum(spectra ...*measure.Spectrum) *Figure {
	p := &Panel{X: Axis{Label: "frequency (Hz)", Log: true, tight: true}, Y: Axis{Log: true}}
	f := &Figure{Panels: []*Panel{p}, Width: 85}
	if len(spectra) == 0 {
		f.err = fmt.Errorf("Spectrum was given nothing")
		return f
	}
	unit, anything := "", false
	for k, s := range spectra {
		switch {
		case s == nil:
			f.err = fmt.Errorf("spectrum %d of Spectrum is nil", k)
			return f
		case len(s.Density) != len(s.Frequencies):
			f.err = fmt.Errorf("spectrum %d of Spectrum, %s, has %d densities for %d frequencies", k, s.Name, len(s.Density), len(s.Frequencies))
			return f
		}
		l := &line{colour: Colour(k)}
		first, last := 2, len(s.Frequencies)-2
		if last < 8 {
			first, last = 1, last+1
		}
		for i := first; i <= last; i++ {
			d := s.Density[i]
			if !(d > 0) {
				d = math.NaN() // no place on the axis
			}
			anything = anything || finite(d)
			l.x, l.y = append(l.x, s.Frequencies[i]), append(l.y, d)
		}
		p.Add(l)
		p.Legend = append(p.Legend, LegendEntry{Label: s.Name, Colour: l.colour})
		if k == 0 {
			unit = s.Unit
		} else if unit != s.Unit {
			unit = "?"
		}
	}
	switch unit {
	case "":
		p.Y.Label = "density (1/Hz)"
	case "?":
		p.Y.Label = "density"
	default:
		p.Y.Label = "density (" + squared(unit) + "/Hz)"
	}
	if len(p.Legend) == 1 {
		p.Legend = nil
	}
	if !anything {
		p.note, p.Legend = "no power", nil
	}
	return f
}

// squared is the square of a unit.
func squared(unit string) string {
	for _, r := range unit {
		if r == '/' || r == '*' || r == '^' || r == ' ' || r == '·' {
			return "(" + unit + ")²"
		}
	}
	return unit + "²"
}
