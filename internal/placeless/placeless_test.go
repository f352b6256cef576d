package placeless_test

import (
	"errors"
	"fmt"
	"io"

	"github.com/golgi-sim/golgi/internal/placeless"
)

func Example() {
	err := placeless.Error(fmt.Errorf("2 mistakes in the network (built at main.go:52):\nN (net.go:34): one\nmain.go:7: two (net): %w", io.EOF))
	fmt.Println(err)
	fmt.Println(errors.Is(err, io.EOF), placeless.Error(nil))
	// Output:
	// 2 mistakes in the network:
	// N: one
	// two (net): EOF
	// true <nil>
}
