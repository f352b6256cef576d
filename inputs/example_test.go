package inputs_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/inputs"
)

// pulse is a stimulus of one's own: a current between two times.
type pulse struct{ size, from, to float64 }

func (p pulse) Prepare(to inputs.Target) (inputs.Drive, error) {
	if p.to < p.from {
		return inputs.Drive{}, fmt.Errorf("the pulse ends before it begins")
	}
	return inputs.Drive{Uniform: true, Add: func(dst []float64, step int64) error {
		if t := float64(step) * to.Dt; t >= p.from && t < p.to {
			dst[0] += p.size
		}
		return nil
	}}, nil
}

// A type of one's own becomes a stimulus by its Prepare method.
func Example() {
	drive, err := pulse{size: 5, from: 10, to: 20}.Prepare(inputs.Target{Size: 100, Dt: 0.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range []int64{19, 20, 39, 40} {
		current := []float64{0}
		_ = drive.Add(current, step)
		fmt.Println(float64(step)*0.5, "ms:", current[0])
	}
	// Output:
	// 9.5 ms: 0
	// 10 ms: 5
	// 19.5 ms: 5
	// 20 ms: 0
}

// A series of the wrong kind is found when it is prepared for its target.
func ExamplePerNeuron() {
	_, err := inputs.PerNeuron([]float64{1, 2, 3}).Prepare(inputs.Target{Size: 4, Dt: 0.1})
	fmt.Println(err)
	// Output: PerNeuron has 3 values for 4 neurons; give one per neuron
}

// A step of current with a rest before and after it, at 0.5 ms.
func ExampleSection() {
	step := inputs.Section(
		inputs.Part{Value: 0, Duration: 1},
		inputs.Part{Value: 20, Duration: 1.5},
		inputs.Part{Value: 0, Duration: 1})
	m, err := inputs.Samples(step, 1, 3.5, 0.5)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.RawMatrix().Data)
	// Output: [0 0 20 20 20 0 0]
}
