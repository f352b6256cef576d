package visualize_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot/plotter"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/rng"
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

// report prints what axes a figure has, or why it has none.
func report(f *visualize.Figure) {
	if f.Err() != nil {
		fmt.Println(f.Err())
		return
	}
	for _, p := range f.Panels {
		fmt.Printf("%s | %s", p.X.Label, p.Y.Label)
		if p.Colour.Label != "" {
			fmt.Printf(" | %s", p.Colour.Label)
		}
		for _, e := range p.Legend {
			fmt.Printf(" | %s", e.Label)
		}
		fmt.Println()
	}
}

// A potential that is reset at threshold, with the spikes that it then has.
func ExampleTraces() {
	v := runner.NewSeries("N.V", "mV", 1, 0, 1, []float64{-60, -55, -51, -65, -60, -55})
	spikes := runner.NewSpikeTrain("N.spike", 1, 1, 0, 6, []int64{3}, []int32{0})
	report(visualize.Traces(v, spikes))
	// Output: time (ms) | V (mV)
}

// The potential of three neurons as colours, on a scale of its own.
func ExampleHeatMap() {
	v := runner.NewSeries("N.V", "mV", 0.5, 0, 3, []float64{-65, -64, -63, -60, -59, -58})
	figure := visualize.HeatMap(v)
	figure.Panels[0].Colour.Min, figure.Panels[0].Colour.Max = -70, -50
	report(figure)
	// Output: time (ms) | neuron | V (mV)
}

// Spikes, their rate and a heat map, with one axis of time; and two distributions
// beside each other.
func ExampleColumns() {
	train := runner.NewSpikeTrain("N.spike", 2, 1, 0, 8, []int64{1, 2, 4, 6}, []int32{0, 1, 0, 0})
	v := runner.NewSeries("N.V", "mV", 1, 0, 2, make([]float64, 16))
	left := visualize.Rows(visualize.Raster(train), visualize.HeatMap(v))
	right := visualize.Stack(visualize.ISI(train), visualize.Rates(train))
	report(visualize.Columns(left, right))
	// Output:
	//  | neuron
	// time (ms) | rate (Hz)
	// time (ms) | neuron | V (mV)
	// interspike interval (ms) | density (1/ms)
	// firing rate (Hz) | density (1/Hz)
}

func ExampleDistribution() {
	report(visualize.Distribution("weight (nS)",
		visualize.Sample{Name: "before", Values: []float64{1, 2, 2, 3, 4}},
		visualize.Sample{Name: "after", Values: []float64{0, 1, 5, 6, 6}}))
	// Output: weight (nS) | density (1/nS) | before | after
}

// Of a projection, it is proj.Layer().Matrix().
func ExampleWeights() {
	report(visualize.Weights(mat.NewDense(2, 3, []float64{0, 0.5, 0, -1, 0, 0})))
	// Output: postsynaptic neuron | presynaptic neuron | weight
}

func ExampleCorrelations() {
	train := runner.NewSpikeTrain("N.spike", 2, 1, 0, 8, []int64{1, 1, 4, 6, 6}, []int32{0, 1, 0, 0, 1})
	c, err := measure.CountCorrelations(train, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	report(visualize.Correlations(c))
	// Output: neuron | neuron | correlation
}

func ExampleConnectivity() {
	s, err := conn.FixedProb{Prob: 0.1}.Connect(conn.Ends{Pre: 4000, Post: 1000, Key: rng.NewKey(42)})
	if err != nil {
		fmt.Println(err)
		return
	}
	report(visualize.Connectivity(s))
	// Output: postsynaptic neuron | presynaptic neuron | synapses per pair
}

func ExampleSpectrum() {
	rate := runner.NewSeries("N.rate", "Hz", 1, 0, 1, make([]float64, 1000))
	for k := range 1000 {
		rate.Row(k)[0] = 5 + math.Sin(2*math.Pi*0.04*float64(k))
	}
	p, err := measure.PowerSpectrum(rate, measure.Welch{Segment: 250})
	if err != nil {
		fmt.Println(err)
		return
	}
	report(visualize.Spectrum(p))
	// Output: frequency (Hz) | density (Hz²/Hz)
}

// The phase plane of Morris and Lecar under a current, with its fixed point.
func ExamplePhasePlane() {
	field, err := dyn.Field(dyn.MorrisLecar{}, "V", "W", golgi.Values{"I": 40})
	if err != nil {
		fmt.Println(err)
		return
	}
	report(visualize.PhasePlane(field,
		visualize.Axis{Label: "V (mV)", Min: -75, Max: 45},
		visualize.Axis{Label: "W", Min: -0.05, Max: 0.6}))
	// Output: V (mV) | W | V nullcline | W nullcline | stable
}
