package memory_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/memory"
)

func ExampleFits() {
	fmt.Println(memory.Fits("a group of 10^9 neurons", 56e9, 800e6))
	// Output: a group of 10^9 neurons would take 56 GB of memory, and 800 MB are free, enough for 1.4 % of it
}
