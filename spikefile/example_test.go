package spikefile_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/golgi-sim/golgi/spikefile"
)

func Example() {
	var file bytes.Buffer // or an *os.File
	w, err := spikefile.NewWriter(&file, spikefile.Header{Name: "N.spike", N: 1000, Dt: 0.1})
	if err != nil {
		log.Fatal(err)
	}
	for step, neurons := range [][]int32{{3, 700}, {}, {41}} {
		if err := w.Append(int64(step), neurons); err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(10000); err != nil {
		log.Fatal(err)
	}

	r, err := spikefile.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Count(), "spikes up to step", r.Stop())
	for step, neuron := range r.All() {
		fmt.Printf("%.1f ms: %d\n", float64(step)*r.Header().Dt, neuron)
	}
	if err := r.Err(); err != nil {
		log.Fatal(err)
	}

	// A file of which the end is missing.
	r, err = spikefile.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()-20))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Count(), "spikes;", r.Err())
	// Output:
	// 3 spikes up to step 10000
	// 0.0 ms: 3
	// 0.0 ms: 700
	// 0.2 ms: 41
	// 3 spikes; spikes: byte 119: the file ends at byte 135, in the middle of a block; what can be read is complete up to step 10000
}
