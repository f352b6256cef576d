// Stdp lets a neuron learn from the times of single spikes: a thousand Poisson
// sources of one rate drive it over synapses that start with weights anywhere
// between 0 and gmax, and compete for the times of its spikes. In the end most
// weights are near 0 or near gmax, and the neuron, whose rate was high at
// first, fires at a moderate rate, irregularly. It leaves a picture of the
// weights at the beginning and the end, and of the rate over time.
//
// The rule and its effect are those of Song, Miller and Abbott, Nature
// Neuroscience 3, 919 (2000); neuron and synapses are those of BrainPy's
// stdp.py.
package main

import (
	"context"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Learning is Poisson sources and the neuron that they drive.
type Learning struct {
	golgi.DynSysGroup
	Noise, N *dyn.Group
	S        *dyn.STDPSong2000
}

// params are the parameters; the tags name them for -set.
type params struct {
	Freq   float64 `set:"freq" in:"[0,inf)"` // of a source, Hz
	GMax   float64 `set:"gmax" in:"(0,inf)"` // largest weight, in leak conductances
	APlus  float64 `set:"A1" in:"[0,inf)"`   // potentiation of a pair, in gmax
	AMinus float64 `set:"A2" in:"[0,inf)"`   // depression of a pair, in gmax
	TauS   float64 `set:"tau_s" in:"(0,inf)"`
	TauT   float64 `set:"tau_t" in:"(0,inf)"`
	TauE   float64 `set:"tau_E" in:"(0,inf)"` // of the synapses, ms
	VRest  float64 `set:"V_rest"`
	VTh    float64 `set:"V_th"`
	VReset float64 `set:"V_reset"`
	Tau    float64 `set:"tau" in:"(0,inf)"`
}

func defaults() params {
	return params{Freq: 15, GMax: 0.01, APlus: 0.01, AMinus: 0.0105, TauS: 20, TauT: 20, TauE: 5,
		VRest: -74, VTh: -54, VReset: -60, Tau: 10}
}

// NewLearning returns a neuron with that many sources.
func NewLearning(sources int, p params) *Learning {
	net := &Learning{
		Noise: dyn.NewGroup(sources, dyn.PoissonGroup{Freqs: p.Freq}),
		N: dyn.NewGroup(1, dyn.Lif{VRest: p.VRest, VTh: p.VTh, VReset: p.VReset, Tau: p.Tau,
			V: initialize.Normal(-60, 1)}),
	}
	net.S = &dyn.STDPSong2000{Pre: net.Noise, Comm: dnn.AllToAll{Weight: initialize.Uniform(0, p.GMax)},
		Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.COBA{E: 0}, Post: net.N,
		TauS: p.TauS, TauT: p.TauT, A1: p.APlus * p.GMax, A2: p.AMinus * p.GMax, WMax: p.GMax, WMin: 0}
	return net
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "stdp", N: 1001, Smallest: 2, Duration: 100_000, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	net := NewLearning(f.N-1, p)
	r, err := runner.New(net, append(f.Options(), runner.Monitor(net.N.Spike))...)
	if err != nil {
		return err
	}
	before := net.S.Weight().Values()
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	after := net.S.Weight().Values()
	spikes := res.Spikes(net.N)
	o := observe(spikes, before, after, p.GMax)
	report := f.NewReport(r, res)
	report.Synapses, report.Spikes, report.SpikeHash = net.S.Layer().Synapses(), spikes.Count(), demo.HashText(spikes.Hash())
	report.RatesHz = map[string]float64{"post": spikes.Rate()}
	report.Set("post_rate_hz", o.rate)
	report.Set("post_cv_isi", o.cv)
	report.Set("w_low", o.low)
	report.Set("w_high", o.high)
	report.Set("max_dw", o.change)
	f.Printf("%s: %d sources of %g Hz onto one neuron, %g s\n", f.Model, f.N-1, p.Freq, report.DurationMs/1000)
	f.Printf("rate        %.1f Hz in the second half, CV of ISI %.2f\n", o.rate, o.cv)
	f.Printf("weights     %.0f %% below 0.1 gmax, %.0f %% above 0.9 gmax\n", 100*o.low, 100*o.high)
	return f.Finish(report, stopped, func(path string) error { return picture(spikes, before, after, p.GMax).Save(path) })
}

// observed is what the run shows.
type observed struct {
	rate, cv  float64 // of the neuron in the second half, Hz
	low, high float64 // shares of weights below 0.1 and above 0.9 of gmax
	change    float64 // the largest difference of a weight between beginning and end
}

func observe(spikes *runner.SpikeTrain, before, after []float64, gmax float64) (o observed) {
	half := spikes.Window(spikes.Duration()/2, spikes.Duration())
	o.rate, o.cv = half.Rate(), half.CV()
	for k, w := range after {
		if w < 0.1*gmax {
			o.low++
		}
		if w > 0.9*gmax {
			o.high++
		}
		o.change = math.Max(o.change, math.Abs(w-before[k]))
	}
	o.low /= float64(len(after))
	o.high /= float64(len(after))
	return o
}

// bins are how many bars show the weights, and how many points the rate.
const bins, points = 40, 100

// histogram returns the share of the weights in each of the bins, to be drawn.
func histogram(weights []float64, gmax float64) *plotter.Histogram {
	h := &plotter.Histogram{Width: 1. / bins}
	for k := range bins {
		h.Bins = append(h.Bins, plotter.HistogramBin{Min: float64(k) / bins, Max: float64(k+1) / bins})
	}
	for _, w := range weights {
		h.Bins[min(bins-1, int(w/gmax*bins))].Weight += 1 / float64(len(weights))
	}
	return h
}

// picture shows the weights at the beginning and the end, and the rate.
func picture(spikes *runner.SpikeTrain, before, after []float64, gmax float64) *visualize.Figure {
	grey := color.NRGBA{120, 120, 120, 255}
	first, last := histogram(before, gmax), histogram(after, gmax)
	first.LineStyle = draw.LineStyle{Color: grey, Width: vg.Points(1)}
	last.FillColor = visualize.Colour(0)
	weights := &visualize.Panel{X: visualize.Axis{Label: "weight (gmax)", Max: 1}, Y: visualize.Axis{Label: "share of synapses"},
		Legend: []visualize.LegendEntry{{Label: "at the beginning", Colour: grey}, {Label: "at the end", Colour: visualize.Colour(0)}}}
	weights.Add(last, first)
	for _, h := range []*plotter.Histogram{first, last} {
		for _, b := range h.Bins {
			weights.Y.Max = max(weights.Y.Max, 1.1*b.Weight)
		}
	}

	steps := max(1, (spikes.Stop-spikes.Start+points-1)/points)
	rates := []float64{}
	for k, n := range spikes.Counts(steps) {
		width := min(steps, spikes.Stop-spikes.Start-int64(k)*steps)
		rates = append(rates, float64(n)/(float64(width)*spikes.Dt)*1000)
	}
	f := visualize.Line(runner.NewSeries("rate", "Hz", float64(steps)*spikes.Dt, 0, 1, rates))
	f.Panels[0].Y.Max = 1.1 * slices.Max(append(rates, 1))
	f.Panels = append([]*visualize.Panel{weights}, f.Panels...)
	f.ShareX = false
	return f
}
