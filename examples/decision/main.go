// Decision simulates the network of Wang (Neuron 36, 955 (2002)) that decides
// between two directions of motion: two populations of excitatory neurons, A and
// B, receive inputs whose rates differ as far as the motion is coherent. Slow
// excitation by NMDA receptors accumulates the evidence, shared inhibition lets
// one population only win, and the winner keeps firing when the stimulus is gone.
// It leaves a raster plot, the rates of A and B and the stimulus.
package main

import (
	"context"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/rng"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "decision", N: full, Smallest: 100, Duration: 1600, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if p.wNeg() < 0 {
		return fmt.Errorf("-set w_pos=%v: w_pos must be 1/f = %.4g at most, or weights between populations become negative", p.WPos, 1/p.F)
	}
	net := NewDecision(f.N, p)
	r, err := runner.New(net, append(f.Options(), net.task(f.Seed)...)...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	report := f.NewReport(r, res)
	report.Synapses = net.Synapses()
	var trains []*runner.SpikeTrain
	report.RatesHz = map[string]float64{}
	for _, g := range net.populations() {
		s := res.Spikes(g.group).Named(g.name)
		trains = append(trains, s)
		report.Spikes += s.Count()
		for _, w := range p.periods(res.Duration()) {
			report.RatesHz[g.name+"_"+w.name] = rate(s, w)
		}
	}
	report.SpikeHash = demo.HashText(runner.HashOf(trains...))
	report.Set("coherence", p.Coherence)
	chosen := choice(report.RatesHz)
	report.Set("choice", chosen)
	if math.IsNaN(report.RatesHz["A_delay"]) {
		chosen = "–"
		report.Set("choice", nil)
	}
	f.Printf("decision: %d neurons, %d synapses, coherence %g %%, %g ms of model time at dt %g ms\n", f.N, report.Synapses, p.Coherence, report.DurationMs, report.DtMs)
	f.Printf("rate (Hz)      pre  stimulus   delay\n")
	for _, g := range net.populations() {
		f.Printf("%-10s %7.1f %9.1f %7.1f\n", g.name, report.RatesHz[g.name+"_pre"], report.RatesHz[g.name+"_stim"], report.RatesHz[g.name+"_delay"])
	}
	f.Printf("choice      %s\n", chosen)
	f.Needs(report, fmt.Sprintf("the stimulus begins at %g ms (-set pre)", p.Pre), p.Pre, report.RatesHz["A_stim"])
	f.Needs(report, fmt.Sprintf("delay and choice are those after the stimulus, which ends at %g ms (-set stimulus)", p.Pre+p.Stimulus), p.Pre+p.Stimulus, report.RatesHz["A_delay"])
	return f.Finish(report, stopped, func(path string) error { return picture(net, res, trains, path) })
}

// task returns the inputs and monitors of one trial.
func (d *Decision) task(seed uint64) []runner.Option {
	key := rng.NewKey(seed).Path("stimulus")
	opts := []runner.Option{
		runner.Input(d.StimA.Var("freqs"), inputs.Func(d.p.stimulus(1, key.Path("A")))),
		runner.Input(d.StimB.Var("freqs"), inputs.Func(d.p.stimulus(-1, key.Path("B"))))}
	for _, g := range d.populations() {
		opts = append(opts, runner.Monitor(g.group.Spike))
	}
	return append(opts, runner.Monitor(d.StimA.Spike, d.StimB.Spike))
}

// population is a group with its name.
type population struct {
	name  string
	group *dyn.Group
}

func (d *Decision) populations() []population {
	return []population{{"A", d.A}, {"B", d.B}, {"N", d.N}, {"I", d.I}}
}

// period is a part of the trial, ms.
type period struct {
	name     string
	from, to float64
}

// periods returns the parts of a trial that ends at a time. One that is not
// reached is empty.
func (p params) periods(end float64) []period {
	a, b := min(p.Pre, end), min(p.Pre+p.Stimulus, end)
	return []period{{"pre", 0, a}, {"stim", a, b}, {"delay", b, end}}
}

// rate returns the mean rate in a period in Hz, NaN in one that is empty.
func rate(s *runner.SpikeTrain, w period) float64 { return s.Window(w.from, w.to).Rate() }

// choice returns the population that fires at more than twice the rate of the
// other and more than 10 Hz after the stimulus, "none" if neither does.
func choice(rates map[string]float64) string {
	a, b := rates["A_delay"], rates["B_delay"]
	switch {
	case a > 10 && a > 2*b:
		return "A"
	case b > 10 && b > 2*a:
		return "B"
	}
	return "none"
}

// smoothing is the width of the window in which the picture counts spikes, ms.
const smoothing = 50

// picture draws the spikes of a part of each population, the rates of A and B,
// and the stimulus, as the rates of the spikes that carry it.
func picture(net *Decision, res *runner.Result, trains []*runner.SpikeTrain, path string) error {
	var shown []*runner.SpikeTrain
	for _, s := range trains {
		shown = append(shown, s.Slice(0, min(s.N, 100)))
	}
	smooth := func(s *runner.SpikeTrain, name string) (*runner.Series, error) {
		r, err := measure.FiringRate(s, smoothing)
		if err != nil {
			return nil, err
		}
		return r.Named(name), nil
	}
	rates := make([]*runner.Series, 4)
	for k, s := range []*runner.SpikeTrain{trains[0], trains[1], res.Spikes(net.StimA), res.Spikes(net.StimB)} {
		var err error
		if rates[k], err = smooth(s, []string{"A", "B", "to A", "to B"}[k]); err != nil {
			return err
		}
	}
	response, stimulus := visualize.Line(rates[0], rates[1]), visualize.Line(rates[2], rates[3])
	over := fmt.Sprintf("(Hz, mean of %d ms)", smoothing)
	response.Panels[0].Y.Label, stimulus.Panels[0].Y.Label = "rate "+over, "stimulus "+over
	raster := visualize.Raster(shown...)
	raster.Panels = raster.Panels[:1] // its rates are those below
	return visualize.Rows(raster, response, stimulus).Save(path)
}
