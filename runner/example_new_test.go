package runner_test

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/runner"
)

// All mistakes are reported at once.
func ExampleNew() {
	n := dyn.NewGroup(1, dyn.LifRef{})
	_, err := runner.New(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: n}, runner.Input("N.In", 20), runner.Monitor("N.v", "N.V[0:5]"))
	fmt.Println(err)
	// Output:
	// 3 mistakes in the network (built at example_new_test.go:14):
	// N.In (example_new_test.go:17): input: there is nothing of this name; did you mean "N.I"?
	// N.v (example_new_test.go:17): monitor: there is nothing of this name; did you mean "N.V", "N.I" or "N.R"?
	// N.V[0:5] (example_new_test.go:17): monitor: N.V has 1 element, so there is no range 0 to 5
}
