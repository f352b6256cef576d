package memory_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/memory"
)

func ExampleFits() {
	fmt.Println(memory.Fits("a group of 10^12 neurons", 56e12, 16e9))
	// Output: a group of 10^12 neurons would take 56 TB of memory, and 16 GB are free, enough for 0.029 % of it
}
