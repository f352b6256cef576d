package inputs

import "fmt"

// Constant is one number for all neurons and steps.
func Constant(x float64) Stimulus { return constant(x) }

type constant float64

func (x constant) Prepare(Target) (Drive, error) {
	if what := finite(float64(x)); what != "" {
		return Drive{}, fmt.Errorf("the value is %s", what)
	}
	return Drive{Uniform: true, Constant: true, Add: func(dst []float64, _ int64) error {
		dst[0] += float64(x)
		return nil
	}}, nil
}

// Func is a function of time in ms, the same for all neurons. It is called once
// in each step, with the time at which the step begins. A value that is NaN or
// infinite stops the run.
func Func(f func(t float64) float64) Stimulus { return function(f) }

type function func(t float64) float64

func (f function) Prepare(to Target) (Drive, error) {
	if f == nil {
		return Drive{}, fmt.Errorf("Func was given nil")
	}
	return Drive{Uniform: true, Add: func(dst []float64, step int64) error {
		t := float64(step) * to.Dt
		x := f(t)
		if what := finite(x); what != "" {
			return fmt.Errorf("the function is %s at t = %g ms (step %d)", what, t, step)
		}
		dst[0] += x
		return nil
	}}, nil
}
