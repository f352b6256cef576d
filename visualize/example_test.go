package visualize_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"gonum.org/v1/plot/plotter"

	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Two populations, and a picture of both.
func ExampleRaster() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	train := runner.NewSpikeTrain("N.spike", 5, 0.1, 0, 1000,
		[]int64{100, 200, 250, 400, 700}, []int32{0, 3, 1, 4, 2})

	figure := visualize.Raster(train.Slice(0, 4).Named("excitatory"), train.Slice(4, 5).Named("inhibitory"))
	figure.Title = "Five neurons"
	if err := figure.Save(filepath.Join(dir, "raster.png")); err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range figure.Panels[0].Legend {
		fmt.Println(e.Label)
	}
	// Output:
	// excitatory
	// inhibitory
}

// Panels share the axis of time. Anything of gonum.org/v1/plot/plotter can be
// added to one.
func ExampleRows() {
	var v []float64
	for k := range 500 {
		v = append(v, -60+5*math.Sin(float64(k)/50))
	}
	up := runner.NewSeries("N.V", "mV", 0.1, 0, 1, v)
	figure := visualize.Rows(visualize.Line(up), visualize.Line(up.Named("M.V")))
	zero, err := plotter.NewLine(plotter.XYs{{X: 0, Y: -60}, {X: 50, Y: -60}})
	if err != nil {
		fmt.Println(err)
		return
	}
	figure.Panels[0].Add(zero)
	figure.Panels[1].Y.Min, figure.Panels[1].Y.Max = -70, -50
	for _, p := range figure.Panels {
		fmt.Println(p.Y.Label)
	}
	fmt.Println(figure.Err())
	// Output:
	// V (mV)
	// V (mV)
	// <nil>
}

// A result that is not there makes a figure that says so when it is saved.
func ExampleFigure_Save() {
	var result runner.Result
	err := visualize.Raster(result.Spikes("N")).Save("raster.png")
	fmt.Println(err)
	// Output: visualize: N was not recorded, and nothing else was: give runner.Monitor what to record
}
