package measure_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// Two neurons over 100 ms: one spikes every 10 ms, the other in pairs.
func Example() {
	var steps []int64
	var indices []int32
	for k := range int64(10) {
		steps, indices = append(steps, 10*k), append(indices, 0)
		if k%2 == 0 {
			steps, indices = append(steps, 10*k, 10*k+2), append(indices, 1, 1)
		}
	}
	train := runner.NewSpikeTrain("N", 2, 1, 0, 100, steps, indices)
	rates, err := measure.FiringRates(train)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("rates:", rates.Each, "Hz")
	cvs, _ := measure.CVs(train)
	fmt.Printf("CVs: %.2f\n", cvs)
	h, _ := measure.ISIHistogram(train, 5)
	for k, n := range h.Counts {
		fmt.Printf("%2g to %2g ms: %g\n", h.Edges[k], h.Edges[k+1], n)
	}
	// Output:
	// rates: [100 100] Hz
	// CVs: [0.00 0.87]
	//  0 to  5 ms: 5
	//  5 to 10 ms: 0
	// 10 to 15 ms: 9
	// 15 to 20 ms: 4
}

func ExampleFiringRate() {
	train := runner.NewSpikeTrain("N", 1, 1, 0, 10, []int64{2, 3, 7}, []int32{0, 0, 0})
	rate, err := measure.FiringRate(train, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	for k, t := range rate.Times() {
		fmt.Printf("%g ms: %.0f Hz\n", t, rate.At(k, 0))
	}
	// Output:
	// 0 ms: 0 Hz
	// 1 ms: 333 Hz
	// 2 ms: 667 Hz
	// 3 ms: 667 Hz
	// 4 ms: 333 Hz
	// 5 ms: 0 Hz
	// 6 ms: 333 Hz
	// 7 ms: 333 Hz
	// 8 ms: 333 Hz
	// 9 ms: 0 Hz
}
