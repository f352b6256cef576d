package span_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/span"
)

// A range of a range, of something of which it turns out that it has 10
// elements.
func Example() {
	r := span.Range{}.Slice(4, 9).Slice(1, 3)
	if f, wrong := r.Fault(10); wrong {
		fmt.Println(f)
	}
	fmt.Println(r.Of(10))
	// Output: 5 7
}
