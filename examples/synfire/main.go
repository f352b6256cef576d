// Synfire sends pulses of spikes down synfire chains, after Diesmann, Gewaltig
// and Aertsen, Nature 402, 529 (1999): ten groups of a hundred neurons, each
// group joined to all of the next, in a background of noise. A pulse of enough
// spikes, close enough together, becomes a volley of all neurons within half a
// millisecond and travels on; one of a few spikes less dies out. Two chains get
// one of each. It leaves a raster plot of both.
//
// The neurons receive 20,000 background synapses, 88 % of them excitatory, which
// make them spike at some 2 Hz.
package main

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Chain is groups of neurons, the pulse that goes to the first and the
// projections from each to the next.
type Chain struct {
	golgi.DynSysGroup
	N          *dyn.Group
	Pulse      *dyn.SpikeTimeGroup
	First      *dyn.FullProjAlignPostMg
	Links      []*dyn.FullProjAlignPostMg
	Excitatory *dyn.PoissonInput // the background
	Inhibitory *dyn.PoissonInput
}

// Network is two chains that differ in the spikes of their pulses.
type Network struct {
	golgi.DynSysGroup
	Strong, Weak *Chain
}

// params are the parameters; the tags name them for -set.
type params struct {
	Size   float64 `set:"group_size" in:"[1,1e6]"`
	Strong float64 `set:"a_strong" in:"[1,1e6]"` // spikes of the pulses
	Weak   float64 `set:"a_weak" in:"[1,1e6]"`
	Sigma  float64 `set:"sigma" in:"[0,inf)"` // standard deviation of their times, ms
	Start  float64 `set:"start" in:"[0,inf)"` // mean of their times, ms
	Delay  float64 `set:"delay" in:"[0,inf)"` // ms
	W      float64 `set:"weight"`
	TauPSP float64 `set:"tau_psp" in:"(0,inf)"`
	Tau    float64 `set:"tau" in:"(0,inf)"`
	TauRef float64 `set:"tau_ref" in:"[0,inf)"`
	VRest  float64 `set:"V_rest"`
	VTh    float64 `set:"V_th"`
}

func defaults() params {
	return params{Size: 100, Strong: 60, Weak: 40, Sigma: 0.5, Start: 50, Delay: 1, W: 4.86, TauPSP: 0.325, Tau: 10, TauRef: 1, VRest: -70, VTh: -55}
}

// NewNetwork returns two chains of n/2 neurons each.
func NewNetwork(n int, p params) *Network {
	return &Network{Strong: newChain("Strong", n/2, int(p.Strong), p), Weak: newChain("Weak", n/2, int(p.Weak), p)}
}

// newChain returns a chain of n neurons for a pulse of a spikes. name is its
// path in the network.
func newChain(name string, n, a int, p params) *Chain {
	size := int(p.Size)
	g := dyn.NewGroup(n, dyn.LifRef{VRest: p.VRest, VTh: p.VTh, VReset: p.VRest, Tau: p.Tau, TauRef: p.TauRef,
		V: initialize.Uniform(p.VRest, p.VTh)})
	c := &Chain{N: g, Pulse: pulse(a, p)}
	link := func(pre dyn.Source, k int) *dyn.FullProjAlignPostMg {
		return &dyn.FullProjAlignPostMg{Pre: pre, Delay: p.Delay, Comm: dnn.AllToAll{Weight: p.W}, Syn: dyn.Alpha{TauDecay: p.TauPSP}, Out: dyn.CUBA{},
			Post: g.Slice(k*size, (k+1)*size)}
	}
	c.First = link(c.Pulse, 0)
	for k := 1; k < n/size; k++ {
		c.Links = append(c.Links, link(g.Slice((k-1)*size, k*size), k))
	}
	c.Excitatory = &dyn.PoissonInput{Post: g, Var: name + ".First.syn.h", NumInput: 17600, Freq: 2, Weight: p.W}
	c.Inhibitory = &dyn.PoissonInput{Post: g, Var: name + ".First.syn.h", NumInput: 2400, Freq: 12.5, Weight: -p.W}
	return c
}

// pulse returns a spikes whose times are the quantiles of a normal distribution.
func pulse(a int, p params) *dyn.SpikeTimeGroup {
	indices, times := make([]int, a), make([]float64, a)
	for k := range a {
		indices[k] = k
		times[k] = p.Start + p.Sigma*distuv.UnitNormal.Quantile((float64(k)+0.5)/float64(a))
	}
	return dyn.NewSpikeTimeGroup(a, indices, times)
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "synfire", N: 2000, Smallest: 2, Duration: 120, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if err := p.check(f.N); err != nil {
		return err
	}
	net := NewNetwork(f.N, p)
	r, err := runner.New(net, append(f.Options(), runner.Monitor(net.Strong.N.Spike, net.Weak.N.Spike))...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	strong, weak := res.Spikes(net.Strong.N), res.Spikes(net.Weak.N)
	report := f.NewReport(r, res)
	for _, c := range []*Chain{net.Strong, net.Weak} {
		report.Synapses += c.First.Layer().Synapses()
		for _, l := range c.Links {
			report.Synapses += l.Layer().Synapses()
		}
	}
	report.Spikes = strong.Count() + weak.Count()
	report.SpikeHash = demo.HashText(runner.HashOf(strong, weak))
	background := strong.Window(settling, p.Start-4*p.Sigma)
	report.Set("background_hz", background.Rate())
	f.Printf("%s: two chains of %d groups of %g neurons, background %.1f Hz\n", f.Model, f.N/2/int(p.Size), p.Size, background.Rate())
	a, sd := volleys(strong, p)
	b, weakSD := volleys(weak, p)
	report.Set("strong_spikes", a)
	report.Set("strong_sd_ms", sd)
	report.Set("weak_spikes", b)
	report.Set("weak_sd_ms", weakSD)
	f.Printf("%g spikes   volleys of %v spikes, the last within %.2f ms (SD)\n", p.Strong, a, sd[len(sd)-1])
	f.Printf("%g spikes   volleys of %v spikes\n", p.Weak, b)
	f.Needs(report, fmt.Sprintf("the background is that from %d ms to 4 sigma before the pulses", settling), settling, background.Rate())
	f.Needs(report, fmt.Sprintf("volleys come %g ms (-set start) after the beginning and take some %g ms from group to group", p.Start, p.Delay+4), p.Start+float64(len(a))*(p.Delay+4), a...)
	return f.Finish(report, stopped, func(path string) error {
		return visualize.Raster(strong.Named(fmt.Sprintf("pulse of %g spikes", p.Strong)), weak.Named(fmt.Sprintf("pulse of %g spikes", p.Weak))).Save(path)
	})
}

// check returns what is wrong with the parameters of a network of n neurons.
func (p params) check(n int) error {
	switch {
	case p.Size != math.Trunc(p.Size):
		return fmt.Errorf("-set group_size=%v: group_size must be a whole number", p.Size)
	case p.Strong != math.Trunc(p.Strong):
		return fmt.Errorf("-set a_strong=%v: a_strong must be a whole number", p.Strong)
	case p.Weak != math.Trunc(p.Weak):
		return fmt.Errorf("-set a_weak=%v: a_weak must be a whole number", p.Weak)
	case p.VTh <= p.VRest:
		return fmt.Errorf("-set V_th=%v: V_th must be more than V_rest, %v", p.VTh, p.VRest)
	case p.Start < p.lead():
		return fmt.Errorf("-set start=%v: start must be %.4g or more, or spikes of the pulses come before the run", p.Start, math.Ceil(1000*p.lead())/1000)
	case n/int(p.Size) > 20000:
		return fmt.Errorf("-n %d: that is %d groups, each with a projection of its own; the most are 20000", n, n/int(p.Size))
	case n%(2*int(p.Size)) != 0:
		return fmt.Errorf("-n %d: there are two chains of groups of %d neurons, so give a multiple of %d", n, int(p.Size), 2*int(p.Size))
	}
	return nil
}

// lead is how long before the mean of its times the first spike of a pulse is.
func (p params) lead() float64 {
	return -p.Sigma * distuv.UnitNormal.Quantile(0.5/max(p.Strong, p.Weak))
}

// settling is how much of the run the background is not taken from, search how
// long after the volley of one group that of the next may come, ms.
const settling, search = 20, 10.

// volleys returns, for each group of a chain, the spikes of the volley that has
// come to it, and the standard deviation of their times in ms: those within 3 ms
// of when most spikes within 1 ms are, which is after the volley of the group
// before and not more than 10 ms. That of no spikes is NaN, and the number is if
// these 10 ms are not over.
func volleys(t *runner.SpikeTrain, p params) (spikes, sd []float64) {
	size, from := int(p.Size), p.Start
	width := max(1, int(math.Round(1/t.Dt)))
	for k := range t.N / size {
		group := t.Slice(k*size, (k+1)*size)
		counts := group.Window(from, from+search).Counts(1)
		inside, most, at := 0, -1, from
		for i, c := range counts {
			inside += c
			if i >= width {
				inside -= counts[i-width]
			}
			if inside > most {
				most, at = inside, from+(float64(i)-float64(width)/2)*t.Dt
			}
		}
		times := group.Window(at-3, at+3).Times()
		if n := float64(len(times)); n > 0 || from+search <= float64(t.Stop)*t.Dt {
			spikes = append(spikes, n)
		} else {
			spikes = append(spikes, math.NaN())
		}
		sd = append(sd, math.Sqrt(stat.PopVariance(times, nil)))
		from = at + p.Delay
	}
	return spikes, sd
}
