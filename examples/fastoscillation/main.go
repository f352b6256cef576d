// Fastoscillation simulates the network of Brunel and Hakim, Neural Computation
// 11, 1621 (1999): 5,000 inhibitory integrate-and-fire neurons, joined sparsely
// with a delay of 2 ms and driven by noise. Each fires a few times in a second,
// yet the population oscillates at some 150 Hz: a period is between two and
// four delays. It leaves a raster plot of some neurons with the rate of all.
package main

import (
	"context"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Network is a population that inhibits itself.
type Network struct {
	golgi.DynSysGroup
	N *dyn.Group
	I *dyn.FullProjDelta
}

// References returns the paper of the model.
func (*Network) References() []golgi.Reference {
	return []golgi.Reference{{Key: "brunel1999", Type: "article", Author: "Brunel, N. and Hakim, V.",
		Title:   "Fast global oscillations in networks of integrate-and-fire neurons with low firing rates",
		Journal: "Neural Computation", Volume: "11", Number: "7", Pages: "1621-1671", Year: "1999", DOI: "10.1162/089976699300016179"}}
}

// params are the parameters of the network; the tags name them for -set.
type params struct {
	C      float64 `set:"C" in:"[1,inf)"`     // synapses that a neuron receives
	J      float64 `set:"J" in:"[0,inf)"`     // what one of them takes from V, mV
	Delay  float64 `set:"delay" in:"[0,inf)"` // ms
	Mu     float64 `set:"mu_ext"`
	Sigma  float64 `set:"sigma_ext" in:"[0,inf)"` // of the external noise, mV
	Tau    float64 `set:"tau" in:"(0,inf)"`
	TauRef float64 `set:"tau_ref" in:"[0,inf)"`
	VTh    float64 `set:"theta"`
	VReset float64 `set:"V_r"`
}

func defaults() params {
	return params{C: 1000, J: 0.1, Delay: 2, Mu: 25, Sigma: 1, Tau: 20, TauRef: 2, VTh: 20, VReset: 10}
}

// NewNetwork returns the network of n neurons.
func NewNetwork(n int, p params) *Network {
	// tau*dV/dt = mu - V + sigma*√tau*xi
	g := dyn.NewGroup(n, dyn.LifRef{VRest: p.Mu, VTh: p.VTh, VReset: p.VReset, Tau: p.Tau, TauRef: p.TauRef,
		Noise: p.Sigma / math.Sqrt(p.Tau), V: initialize.Uniform(p.VReset, p.VTh)})
	return &Network{N: g, I: &dyn.FullProjDelta{Pre: g, Delay: p.Delay,
		Comm: dnn.CSRLinear{Conn: conn.FixedInDegree{K: int(p.C), NoSelf: true}, Weight: -p.J}, Post: g}}
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "fastoscillation", N: 5000, Smallest: 2, Duration: 500, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if p.C != math.Trunc(p.C) {
		return fmt.Errorf("-set C=%v: C must be a whole number", p.C)
	}
	if p.C >= float64(f.N) {
		return fmt.Errorf("-n %d: a neuron receives C = %v synapses from others, so there must be more neurons, or set C", f.N, p.C)
	}
	net := NewNetwork(f.N, p)
	r, err := runner.New(net, append(f.Options(), runner.Monitor(net.N.Spike))...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	spikes := res.Spikes(net.N)
	o := observe(spikes)
	report := f.NewReport(r, res)
	report.Synapses, report.Spikes, report.SpikeHash = net.I.Layer().Synapses(), spikes.Count(), demo.HashText(spikes.Hash())
	report.Set("neuron_hz", o.rate)
	report.Set("cv_isi", o.cv)
	report.Set("population_hz", o.population)
	report.Set("autocorrelation_peak", o.height)
	f.Printf("%s: %d neurons, %d synapses\n", f.Model, f.N, report.Synapses)
	f.Printf("neurons     %.1f Hz, CV of ISI %.2f\n", o.rate, o.cv)
	if o.none {
		f.Printf("population  %s\n", demo.NoOscillation(f.N))
	} else {
		f.Printf("population  %.0f Hz, autocorrelation after one period %.2f\n", o.population, o.height)
	}
	f.Needs(report, fmt.Sprintf("rate and CV of ISI are those after %d ms", settling), settling, o.rate)
	f.Needs(report, fmt.Sprintf("the frequency of the population is that of lags up to %d ms, of twice that time", longest), settling+2*longest, o.population)
	return f.Finish(report, stopped, func(path string) error { return picture(spikes).Save(path) })
}

// settling is how much of the run is not evaluated, longest the longest lag at
// which an oscillation is looked for, ms.
const settling, longest = 100, 50

// observed is what the run shows after it has settled.
type observed struct {
	rate, cv           float64 // of the neurons, Hz
	population, height float64 // frequency of the oscillation, Hz, and peak of the autocorrelation
	none               bool    // the run was long enough, and there is no oscillation
}

func observe(spikes *runner.SpikeTrain) (o observed) {
	settled := spikes.Window(settling, math.Inf(1))
	o.rate, o.cv = settled.Rate(), settled.CV()
	o.population, o.height = math.NaN(), math.NaN()
	if settled.Duration() > 2*longest { // else noise has peaks, too
		o.population, o.height = demo.Oscillation(settled, 0.2, longest)
		o.none = math.IsNaN(o.population)
	}
	return o
}

// picture shows the last 100 ms: a hundred neurons, and the rate of all.
func picture(spikes *runner.SpikeTrain) *visualize.Figure {
	end := float64(spikes.Stop) * spikes.Dt
	last := spikes.Window(end-100, end)
	f := visualize.Raster(last.Slice(0, min(100, last.N)))
	f.Panels = f.Panels[:1]
	rate, err := measure.FiringRate(last, 0.4)
	if err != nil {
		return f // the run has taken no time
	}
	f.Panels[0].Y.Label = "neuron (the first 100)"
	return visualize.Rows(f, visualize.Line(rate.Named("population rate")))
}
