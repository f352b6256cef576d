package report_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/report"
	"github.com/golgi-sim/golgi/runner"
)

// A neuron that fires, as a page.
func Example() {
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(1, dyn.LifRef{VRest: -65, VTh: -50, VReset: -65, Tau: 20})}
	run, err := runner.New(net, runner.Input(net.N, 20), runner.Monitor(net.N.Spike, net.N.V), runner.Progress(false))
	if err != nil {
		log.Fatal(err)
	}
	res, err := run.Run(context.Background(), 200)
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "report.html")
	r := report.New(res)
	r.Title = "One neuron"
	if err := r.Save(path); err != nil {
		log.Fatal(err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Contains(string(page), "<h1>One neuron</h1>"), strings.Contains(string(page), "N.V over time"))
	// Output: true true
}
