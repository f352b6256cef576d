package null_test

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/golgi-sim/golgi/internal/null"
)

// A nil pointer in an interface is not equal to nil, but as useless.
func Example() {
	var none *fs.PathError
	fmt.Println(null.Is(error(none)), null.Is(nil), null.Is(errors.New("")))
	// Output: true true false
}
