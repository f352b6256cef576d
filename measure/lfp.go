package measure

import (
	"errors"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/rng"
	"github.com/golgi-sim/golgi/runner"
)

// Layer is where the electrode is, relative to the somata.
type Layer string

// The layers.
const (
	Soma        Layer = "soma"        // the default
	Deep        Layer = "deep"        // below
	Superficial Layer = "superficial" // above
	Surface     Layer = "surface"     // of the cortex
)

// LFP says how UnitaryLFP computes a local field potential. Numbers that are
// left out have the defaults of the source.
type LFP struct {
	Inhibitory bool  // the neurons are interneurons; else pyramidal cells
	Layer      Layer // of the electrode; default Soma
	// Positions are the places of the neurons in the plane in mm; left out,
	// they are uniform in 0 to XMax and 0 to YMax, drawn from Seed.
	Positions  [][2]float64
	XMax, YMax float64 // mm; default 0.2; the electrode is in the middle
	Seed       uint64
	Speed      float64 // of axonal propagation, mm/s; default 200
	Lambda     float64 // space constant of the decay, mm; default 0.2
	SigmaE     float64 // width of excitatory potentials, ms; default 3.15
	SigmaI     float64 // width of inhibitory ones, ms; default 2.1
}

// unitary are the amplitudes of the potential of one spike in µV, excitatory
// and inhibitory.
func unitary(l Layer) ([2]float64, bool) {
	a, ok := map[Layer][2]float64{"": {0.48, 3}, Soma: {0.48, 3}, Deep: {-0.16, -0.2}, Superficial: {0.24, -1.2}, Surface: {-0.08, 0.3}}[l]
	return a, ok
}

// UnitaryLFP returns the local field potential in µV that spikes make, as the
// sum of one unitary potential for each: a Gaussian in time that decays with
// the distance d of the neuron from the electrode,
//
//	A·e^(−d/Lambda)·exp(−(t − t_spike − D)²/(2σ²)),  D = 10.4 ms + d/Speed
//
// (Telenczuk, Telenczuk and Destexhe 2020, doi:10.1016/j.jneumeth.2020.108871).
// The potentials of several populations add up. Of a spike within some 30 ms
// before the end of the train, a part is cut off.
func UnitaryLFP(t *runner.SpikeTrain, c LFP) (*runner.Series, error) {
	if t.Err() != nil {
		return nil, t.Err()
	}
	amplitudes, known := unitary(c.Layer)
	var errs []error
	if !known {
		errs = append(errs, fmt.Errorf("measure: Layer is %q; it must be one of %q, %q, %q and %q", c.Layer, Soma, Deep, Superficial, Surface))
	}
	for _, p := range []struct {
		name     string
		x        *float64
		fallback float64
	}{{"XMax", &c.XMax, 0.2}, {"YMax", &c.YMax, 0.2}, {"Speed", &c.Speed, 200}, {"Lambda", &c.Lambda, 0.2}, {"SigmaE", &c.SigmaE, 3.15}, {"SigmaI", &c.SigmaI, 2.1}} {
		if !(*p.x >= 0) || math.IsInf(*p.x, 0) {
			errs = append(errs, fmt.Errorf("measure: %s is %v; it must be positive, or left out", p.name, *p.x))
		}
		if *p.x == 0 {
			*p.x = p.fallback
		}
	}
	if c.Positions != nil && len(c.Positions) != t.N {
		errs = append(errs, fmt.Errorf("measure: %d Positions for the %d neurons of %s; give one for each", len(c.Positions), t.N, t.Name))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	amplitude, sigma := amplitudes[0], c.SigmaE
	if c.Inhibitory {
		amplitude, sigma = amplitudes[1], c.SigmaI
	}
	far := make([]float64, t.N) // mm
	for i := range far {
		far[i] = c.distance(i)
	}
	lfp := make([]float64, t.Stop-t.Start)
	reach := 8 * sigma // e^(−32) is nothing
	for step, i := range t.All() {
		peak := float64(step-t.Start) + (10.4+1000*far[i]/c.Speed)/t.Dt
		a := amplitude * math.Exp(-far[i]/c.Lambda)
		first := max(0, int(math.Ceil(peak-reach/t.Dt)))
		for k := first; k < len(lfp) && float64(k) <= peak+reach/t.Dt; k++ {
			x := (float64(k) - peak) * t.Dt / sigma
			lfp[k] += a * math.Exp(-x*x/2)
		}
	}
	return runner.NewSeries(t.Name+".LFP", "µV", t.Dt, t.Start, 1, lfp), nil
}

// distance is how far neuron i is from the electrode, mm.
func (c LFP) distance(i int) float64 {
	var at [2]float64
	if c.Positions != nil {
		at = c.Positions[i]
	} else {
		s := rng.NewKey(c.Seed).Path("measure.LFP").With(uint64(i)).Stream()
		at = [2]float64{c.XMax * s.Float64(), c.YMax * s.Float64()}
	}
	return math.Hypot(at[0]-c.XMax/2, at[1]-c.YMax/2)
}
