package null_test

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/golgi-sim/golgi/internal/null"
)

// A nil pointer in an interface is not equal to nil.
func Example() {
	var none *fs.PathError
	var err error = none
	fmt.Println(err == nil, null.Is(err), null.Is(nil), null.Is(errors.New("")))
	// Output: false true true false
}
