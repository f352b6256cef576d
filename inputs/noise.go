package inputs

import (
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Wiener is white noise: in every step the increment √dt·ξ of a Wiener process,
// for Start <= t < End, and 0 outside. Each neuron has its own, or all have one
// if it is Shared.
//
// The noise is a function of Seed, step and neuron: two targets with the same
// seed get the same noise, and so does every trial.
type Wiener struct {
	Seed       uint64
	Shared     bool
	Start, End float64 // ms; an End of 0 stands for none
}

// Prepare makes the stimulus definite.
func (w Wiener) Prepare(to Target) (Drive, error) {
	first, stop, when := span(w.Start, w.End, to.Dt)
	if err := mistakes("Wiener", when); err != nil {
		return Drive{}, err
	}
	key, root := rng.NewKey(w.Seed).Path("inputs.Wiener"), math.Sqrt(to.Dt)
	return Drive{Uniform: w.Shared, Add: func(dst []float64, step int64) error {
		if step < first || step >= stop {
			return nil
		}
		for i := range dst {
			dst[i] += root * normal(key, step, i)
		}
		return nil
	}}, nil
}

func normal(key rng.Key, step int64, i int) float64 {
	s := key.With(uint64(step)).With(uint64(i)).Stream()
	return s.Normal()
}

// OU is an Ornstein–Uhlenbeck process for Start <= t < End, and 0 outside:
//
//	dx = (Mean − x)/Tau dt + Sigma dW
//
// It begins at Mean, one step before Start, and is exact in distribution for
// any dt (BrainPy's takes Euler steps): in the long run its standard deviation
// is Sigma·√(Tau/2). Each neuron has its own, or all have one if it is Shared.
//
// The noise is a function of Seed, step and neuron: two targets with the same
// seed get the same noise, and so does every trial. A simulation that is
// continued from its middle computes the steps before it anew.
type OU struct {
	Mean, Sigma float64
	Tau         float64 // ms; positive
	Seed        uint64
	Shared      bool
	Start, End  float64 // ms; an End of 0 stands for none
}

// Prepare makes the stimulus definite.
func (o OU) Prepare(to Target) (Drive, error) {
	first, stop, when := span(o.Start, o.End, to.Dt)
	sigma := number("Sigma", o.Sigma)
	if sigma == "" && o.Sigma < 0 {
		sigma = "Sigma is negative"
	}
	if err := mistakes("OU", number("Mean", o.Mean), sigma, positive("Tau", o.Tau), when); err != nil {
		return Drive{}, err
	}
	n := to.Size
	if o.Shared {
		n = 1
	}
	key := rng.NewKey(o.Seed).Path("inputs.OU")
	keep := vm.Exp(-to.Dt / o.Tau)
	kick := o.Sigma * math.Sqrt(-o.Tau/2*vm.Expm1(-2*to.Dt/o.Tau))
	x, at := make([]float64, n), first-1 // distances from Mean after step at
	return Drive{Uniform: o.Shared, Add: func(dst []float64, step int64) error {
		if step < first || step >= stop {
			return nil
		}
		if step < at {
			clear(x)
			at = first - 1
		}
		for ; at < step; at++ {
			for i := range x {
				x[i] = math.FMA(kick, normal(key, at+1, i), keep*x[i])
			}
		}
		for i := range dst {
			dst[i] += o.Mean + x[i]
		}
		return nil
	}}, nil
}
