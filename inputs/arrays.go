package inputs

import (
	"fmt"
	"reflect"

	"gonum.org/v1/gonum/mat"
)

// PerNeuron is one number per neuron, the same in every step. The slice is not
// copied.
func PerNeuron(xs []float64) Stimulus { return perNeuron(xs) }

type perNeuron []float64

func (xs perNeuron) Prepare(to Target) (Drive, error) {
	if len(xs) != to.Size {
		return Drive{}, fmt.Errorf("PerNeuron has %d values for %d neurons; give one per neuron", len(xs), to.Size)
	}
	if err := finiteValues(xs); err != nil {
		return Drive{}, fmt.Errorf("PerNeuron: %w", err)
	}
	return Drive{Constant: true, Add: func(dst []float64, _ int64) error {
		add(dst, xs)
		return nil
	}}, nil
}

// Series is one number per step, the same for all neurons. The slice is not
// copied. A run that goes on for longer than the series is an error.
func Series(xs []float64) Stimulus { return series(xs) }

type series []float64

func (xs series) Prepare(Target) (Drive, error) {
	if len(xs) == 0 {
		return Drive{}, fmt.Errorf("Series has no values")
	}
	if err := finiteValues(xs); err != nil {
		return Drive{}, fmt.Errorf("Series: %w", err)
	}
	return Drive{Uniform: true, Steps: int64(len(xs)), Add: func(dst []float64, step int64) error {
		dst[0] += xs[step]
		return nil
	}}, nil
}

// Matrix is one number per step and neuron: row n is step n, column i is neuron
// i. The matrix is not copied. A run that goes on for longer than the matrix
// has rows is an error.
func Matrix(m mat.Matrix) Stimulus { return matrix{m} }

type matrix struct{ m mat.Matrix }

func (s matrix) Prepare(to Target) (Drive, error) {
	if v := reflect.ValueOf(s.m); !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil() {
		return Drive{}, fmt.Errorf("Matrix was given nil")
	}
	steps, n := s.m.Dims()
	switch {
	case steps == 0:
		return Drive{}, fmt.Errorf("Matrix has no rows")
	case n == 1 && to.Size != 1:
		return Drive{}, fmt.Errorf("Matrix has one column for %d neurons; the same for all of them is inputs.Series", to.Size)
	case n != to.Size:
		return Drive{}, fmt.Errorf("Matrix is %d × %d for %d neurons; rows are steps and columns neurons", steps, n, to.Size)
	}
	for k := range steps {
		for i := range n {
			if what := finite(s.m.At(k, i)); what != "" {
				return Drive{}, fmt.Errorf("Matrix is %s at row %d, column %d", what, k, i)
			}
		}
	}
	d := Drive{Steps: int64(steps)}
	if rows, ok := s.m.(mat.RawRowViewer); ok {
		d.Add = func(dst []float64, step int64) error {
			add(dst, rows.RawRowView(int(step)))
			return nil
		}
		return d, nil
	}
	d.Add = func(dst []float64, step int64) error {
		for i := range dst {
			dst[i] += s.m.At(int(step), i)
		}
		return nil
	}
	return d, nil
}

func add(dst, xs []float64) {
	for i, x := range xs {
		dst[i] += x
	}
}
