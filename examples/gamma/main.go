// Gamma simulates the network of interneurons of Wang and Buzsáki, J. Neurosci.
// 16, 6402 (1996): a hundred fast-spiking cells, which inhibit one another over
// GABA-A synapses and start out of step. The inhibition brings them into step
// within some cycles, at 38 Hz, in the gamma band. It leaves a raster plot
// and the potentials of two cells.
//
// The synapses are those of the paper, ds/dt = alpha*F*(1 - s) - beta*s, but F,
// a steep function of the presynaptic potential that is 1 during the spike and 0
// otherwise, is a pulse of a given length that the spike starts.
package main

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/rng"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Network is interneurons and the synapses among them.
type Network struct {
	golgi.DynSysGroup
	N    *dyn.Group
	GABA *dyn.FullProjAlignPreSDMg
}

// params are the parameters; the tags name them for -set.
type params struct {
	Input float64 `set:"I_app"`                // mean current, uA/cm2
	Sigma float64 `set:"I_sigma" in:"[0,inf)"` // its standard deviation over the cells
	G     float64 `set:"g_syn" in:"[0,inf)"`   // of all synapses of a cell, mS/cm2
	E     float64 `set:"E_syn"`
	Alpha float64 `set:"alpha" in:"[0,inf)"` // 1/ms
	Beta  float64 `set:"beta" in:"[0,inf)"`  // 1/ms
	Pulse float64 `set:"pulse" in:"(0,inf)"` // length of F, ms
	Phi   float64 `set:"phi" in:"(0,inf)"`
}

func defaults() params {
	return params{Input: 1, G: 0.1, E: -75, Alpha: 12, Beta: 0.1, Pulse: 0.5, Phi: 5}
}

// NewNetwork returns the network of n cells. Their potentials start anywhere
// between -70 and -50 mV, drawn with that seed, their gates where they come to
// rest at these potentials.
func NewNetwork(n int, seed uint64, p params) (*Network, error) {
	v := make([]float64, n)
	if err := initialize.Uniform(-70, -50).Fill(v, []int{n}, rng.NewKey(seed).Path("V")); err != nil {
		return nil, err
	}
	rest := func(alpha, beta func(v float64) float64) func(i int) float64 {
		return func(i int) float64 { return alpha(v[i]) / (alpha(v[i]) + beta(v[i])) }
	}
	// Exponential Euler would need a step of 0.01 ms: its error slows down
	// what brings the cells into step.
	g := dyn.NewGroup(n, dyn.WangBuzsakiHH{Phi: p.Phi, VTh: 0, V: v, Method: dyn.RK4,
		H: rest(func(v float64) float64 { return 0.07 * math.Exp(-(v+58)/20) }, func(v float64) float64 { return 1 / (1 + math.Exp(-(v+28)/10)) }),
		N: rest(func(v float64) float64 { return 0.01 * (v + 34) / (1 - math.Exp(-(v+34)/10)) }, func(v float64) float64 { return 0.125 * math.Exp(-(v+44)/80) })})
	return &Network{N: g, GABA: &dyn.FullProjAlignPreSDMg{Pre: g, Syn: dyn.GABAa{Alpha: p.Alpha, Beta: p.Beta, T: 1, TDur: p.Pulse},
		Comm: dnn.AllToAll{Weight: p.G / float64(n)}, Out: dyn.COBA{E: p.E}, Post: g}}, nil
}

// currents returns the current of each cell: the quantiles of a normal
// distribution.
func currents(n int, p params) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = p.Input + p.Sigma*distuv.UnitNormal.Quantile((float64(i)+0.5)/float64(n))
	}
	return x
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "gamma", N: 100, Smallest: 2, Duration: 500, Dt: 0.05, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if p.Pulse < f.Dt {
		return fmt.Errorf("-set pulse=%v: pulse must be %g or more, the step of -dt in ms", p.Pulse, f.Dt)
	}
	net, err := NewNetwork(f.N, f.Seed, p)
	if err != nil {
		return err
	}
	two := net.N.V.Slice(0, 2)
	r, err := runner.New(net, append(f.Options(), runner.Input(net.N, inputs.PerNeuron(currents(f.N, p))), runner.Monitor(net.N.Spike, two))...)
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
	report.Synapses, report.Spikes, report.SpikeHash = net.GABA.Layer().Synapses(), spikes.Count(), demo.HashText(spikes.Hash())
	report.Set("population_hz", o.population)
	report.Set("coherence_first_cycles", o.first)
	report.Set("coherence", o.last)
	f.Printf("%s: %d cells, %d synapses\n", f.Model, f.N, report.Synapses)
	if o.none {
		f.Printf("population  %s\n", demo.NoOscillation(f.N))
	} else {
		f.Printf("population  %.1f Hz\n", o.population)
		f.Printf("coherence   %.2f at first, %.2f in the end\n", o.first, o.last)
	}
	f.Needs(report, fmt.Sprintf("frequency and coherence are those in the second half, by lags up to %d ms, half of that", longest), 4*longest, o.population)
	return f.Finish(report, stopped, func(path string) error {
		v := visualize.Line(res.Series(two).Named("N.V"))
		v.Panels[0].Y.Label, v.Panels[0].Legend = "V of two cells (mV)", nil
		raster := visualize.Raster(spikes)
		raster.Panels = raster.Panels[:1]
		return visualize.Rows(raster, v).Save(path)
	})
}

// longest is the longest period of an oscillation that is looked for, ms.
const longest = 100

// observed is what the run shows.
type observed struct {
	population  float64 // frequency of the oscillation in the second half, Hz
	first, last float64 // coherence in the first 50 ms and in the second half
	none        bool    // the run was long enough, and there is no oscillation
}

func observe(spikes *runner.SpikeTrain) (o observed) {
	end := float64(spikes.Stop) * spikes.Dt
	late := spikes.Window(end/2, end)
	o.population = math.NaN()
	if end > 4*longest { // in less, noise has peaks, too
		o.population, _ = demo.Oscillation(late, 1, longest)
	}
	o.none = end > 4*longest && math.IsNaN(o.population)
	o.first, o.last = coherence(spikes.Window(0, 50), o.population), coherence(late, o.population)
	return o
}

// coherence returns that of the paper, in bins of a tenth of a period: 1 if all
// cells spike together, about 0.1 if they have nothing to do with one another.
// NaN if there is no oscillation.
func coherence(spikes *runner.SpikeTrain, hz float64) float64 {
	k, err := measure.CrossCorrelation(spikes, 0.1*1000/hz)
	if err != nil {
		return math.NaN()
	}
	return k
}
