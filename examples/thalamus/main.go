// Thalamus shows the rebound burst of a thalamic relay neuron that is composed
// of channels: a current holds it hyperpolarised, which frees the T current of
// its inactivation and opens Ih; at the end of the current it answers with a
// low-threshold calcium spike that carries a burst of sodium spikes. A second
// neuron, whose T current is blocked, does not. It leaves a picture of both
// potentials, of the gates of the T current and Ih, and of the calcium.
//
// The currents are those of Huguenard and McCormick, J. Neurophysiol. 68, 1373
// (1992), and Bazhenov et al., J. Neurosci. 22, 8691 (2002); the burst is that of
// McCormick and Huguenard, J. Neurophysiol. 68, 1384 (1992), and Destexhe, Bal,
// McCormick and Sejnowski, J. Neurophysiol. 76, 2049 (1996).
package main

import (
	"context"
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Thalamus is relay neurons, and as many whose T current is blocked.
type Thalamus struct {
	golgi.DynSysGroup
	Relay, Blocked *dyn.Group
}

// params are the parameters of the neurons and of the current; the tags name
// them for -set.
type params struct {
	Input  float64 `set:"input"`               // current, uA/cm2
	Onset  float64 `set:"onset" in:"[0,inf)"`  // of the current, ms
	Offset float64 `set:"offset" in:"[0,inf)"` // its end, ms
	GT     float64 `set:"g_T" in:"[0,inf)"`    // T current, mS/cm2
	GH     float64 `set:"g_h" in:"[0,inf)"`    // Ih, mS/cm2
	GL     float64 `set:"g_L" in:"[0,inf)"`    // leak, mS/cm2
	GKL    float64 `set:"g_KL" in:"[0,inf)"`   // potassium leak, mS/cm2
	GNa    float64 `set:"g_Na" in:"[0,inf)"`   // sodium, mS/cm2
	GK     float64 `set:"g_K" in:"[0,inf)"`    // delayed rectifier, mS/cm2
	VSh    float64 `set:"V_sh"`                // shift of sodium and delayed rectifier, mV
}

// defaults are the parameters of the picture.
func defaults() params {
	return params{Input: -0.6, Onset: 500, Offset: 1000, GT: 1.5, GH: 0.015, GL: 0.01, GKL: 0.01, GNa: 90, GK: 10, VSh: -45}
}

// relay returns the model of a relay neuron with that T current.
func relay(p params, gT float64) dyn.Model {
	return dyn.CondNeuGroup{
		V: -70,
		Channels: dyn.Channels{
			"L":  channel.IL{GMax: p.GL, E: -70},
			"KL": channel.IKL{GMax: p.GKL, E: -90},
			"Na": channel.INaBa2002{GMax: p.GNa, VSh: p.VSh},
			"h":  channel.IhHM1992{GMax: p.GH},
		},
		Ions: dyn.Ions{
			"K": ion.PotassiumFixed{E: -90, Channels: dyn.Channels{"DR": channel.IKDRBa2002{GMax: p.GK, VSh: p.VSh}}},
			// A shell of 1 um.
			"Ca": ion.CalciumDetailed{D: 100, Channels: dyn.Channels{"T": channel.ICaTHM1992{GMax: gT}}},
		},
	}
}

// NewThalamus returns n/2 neurons of each kind.
func NewThalamus(n int, p params) *Thalamus {
	return &Thalamus{Relay: dyn.NewGroup(n/2, relay(p, p.GT)), Blocked: dyn.NewGroup(n/2, relay(p, 0))}
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "thalamus", N: 2, Smallest: 2, Duration: 1500, Dt: 0.02, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if f.N%2 != 0 {
		return fmt.Errorf("-n %d: thalamus has as many neurons without T current as with it, so give an even number, 2 or more", f.N)
	}
	if p.Offset <= p.Onset {
		return fmt.Errorf("-set offset=%v: offset must be more than onset, %v", p.Offset, p.Onset)
	}
	net := NewThalamus(f.N, p)
	step := inputs.Func(func(t float64) float64 {
		if t < p.Onset || t >= p.Offset {
			return 0
		}
		return p.Input
	})
	first := func(g *dyn.Group, name string) golgi.State { return g.Var(name).Slice(0, 1) }
	r, err := runner.New(net, append(f.Options(), runner.Input(net.Relay, step), runner.Input(net.Blocked, step),
		runner.Monitor(net.Relay.Spike, net.Blocked.Spike, first(net.Relay, "V"), first(net.Blocked, "V"),
			first(net.Relay, "Ca.T.p"), first(net.Relay, "Ca.T.q"), first(net.Relay, "h.p"), first(net.Relay, "Ca.C")))...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	with, without := res.Spikes(net.Relay), res.Spikes(net.Blocked)
	report := f.NewReport(r, res)
	report.Spikes = with.Count() + without.Count()
	report.SpikeHash = demo.HashText(runner.HashOf(with, without))
	report.RatesHz = map[string]float64{"relay": with.Rate(), "blocked": without.Rate()}
	spikes, hz := frequency(burst(demo.Times(with, 0), p.Offset))
	if res.Duration() <= p.Offset+rebound {
		spikes, hz = math.NaN(), math.NaN()
	}
	report.Set("spike_times_ms", demo.Times(with, 0))
	report.Set("blocked_spike_times_ms", demo.Times(without, 0))
	report.Set("burst_spikes", spikes)
	report.Set("burst_hz", hz)
	f.Printf("burst       %.0f spikes at %.0f Hz after the current; without T current %d spikes\n", spikes, hz, without.Count())
	f.Needs(report, fmt.Sprintf("the burst comes within %d ms after the current, which ends at %g ms (-set offset)", rebound, p.Offset), p.Offset+rebound, spikes)
	return f.Finish(report, stopped, func(path string) error {
		v := visualize.Line(res.Series(first(net.Relay, "V")).Named("relay"), res.Series(first(net.Blocked, "V")).Named("T blocked"))
		v.Panels[0].Y.Label = "V (mV)"
		gates := visualize.Line(res.Series(first(net.Relay, "Ca.T.p")).Named("T, activation"),
			res.Series(first(net.Relay, "Ca.T.q")).Named("T, inactivation"), res.Series(first(net.Relay, "h.p")).Named("h"))
		gates.Panels[0].Y.Label = "gates"
		ca := visualize.Line(res.Series(first(net.Relay, "Ca.C")).Named("calcium"))
		ca.Panels[0].Y.Label, ca.Panels[0].Legend = "Ca (mM)", nil
		return visualize.Rows(v, gates, ca).Save(path)
	})
}

// rebound is how long after the current a burst may begin and end, ms.
const rebound = 200

// burst returns the spikes after a time that follow one another within 20 ms.
func burst(times []float64, after float64) []float64 {
	var b []float64
	for _, t := range times {
		if t < after {
			continue
		}
		if len(b) > 0 && t-b[len(b)-1] > 20 {
			break
		}
		b = append(b, t)
	}
	return b
}

// frequency returns the number of spikes of a burst and the mean rate within it
// in Hz, NaN if it has fewer than two.
func frequency(b []float64) (spikes, hz float64) {
	if len(b) < 2 {
		return float64(len(b)), math.NaN()
	}
	return float64(len(b)), math.Round(1e5*float64(len(b)-1)/(b[len(b)-1]-b[0])) / 100
}
