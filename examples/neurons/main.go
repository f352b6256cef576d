// Neurons shows the potential of every neuron model of the library, and the
// first variable of every rate model, under a step of input, in one picture: a
// panel for each family. In it refractory models have a refractory period of
// their own, tau_ref. With -model and -input it runs one cell with its defaults
// under a constant input.
package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/portrait"
	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Cells is a group of every model.
type Cells struct {
	golgi.DynSysGroup
	Cells []*dyn.Group
}

// params are what -set sets.
type params struct {
	Onset  float64 `set:"onset" in:"[0,inf)"`  // of the step of current, ms
	Offset float64 `set:"offset" in:"[0,inf)"` // its end, ms
	Scale  float64 `set:"scale"`               // factor of the currents
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := params{Onset: 20, Offset: 120, Scale: 1}
	f := demo.Flags{Model: "neurons", N: 1, Smallest: 1, Duration: 150, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p), Others: map[string]float64{}}
	var model string
	var input float64
	tauRef := 4.0 // of the picture, so that one sees it, ms
	err := f.Parse(args, func(fs *flag.FlagSet) {
		fs.StringVar(&model, "model", "", "one model; left out, all of them")
		fs.Float64Var(&input, "input", 0, "constant input, with -model")
	})
	if err != nil {
		return err
	}
	if p.Offset <= p.Onset {
		return fmt.Errorf("-set offset=%v: offset must be more than onset, %v", p.Offset, p.Onset)
	}
	models := append(dyn.NeuronModels(), dyn.RateModels()...)
	switch {
	case model != "":
		m, err := one(model)
		if err != nil {
			return err
		}
		if m, err = parametrised(m, f.Others); err != nil {
			return err
		}
		models = []dyn.Model{m}
	case f.Given("input"):
		return fmt.Errorf("-input belongs to -model; without it every model has a step of its own, which -set scale=X scales")
	default:
		for name, x := range f.Others {
			if name == "tau_ref" {
				tauRef = x
				continue
			}
			return fmt.Errorf("-set %s: without -model there are onset, offset, scale and tau_ref; with it, its parameters", name)
		}
	}
	if model == "" && !f.Given("dt") {
		// At 0.1 ms the exponential method overshoots the peak of the fast
		// spikes of WangBuzsakiHH.
		f.Dt = 0.01
	}
	net := &Cells{}
	opts := f.Options()
	var starts []string
	var shown []golgi.State
	for _, m := range models {
		name := dyn.ModelName(m)
		values, first, start, err := portrait.Settled(m)
		if err != nil {
			return err
		}
		if model == "" {
			values = portrait.Refractory(values, tauRef)
		}
		cell := dyn.NewGroup(f.N, values)
		shown = append(shown, cell.Var(first).Slice(0, 1))
		net.Cells = append(net.Cells, cell)
		starts = append(starts, start)
		current := portrait.Stimulus(name) * p.Scale
		switch {
		case f.Given("input"):
			opts = append(opts, runner.Input(cell, input))
		case model != "":
			opts = append(opts, runner.Input(cell, current))
		default:
			opts = append(opts, runner.Input(cell, inputs.Func(func(t float64) float64 {
				if t < p.Onset || t >= p.Offset {
					return 0
				}
				return current
			})))
		}
		opts = append(opts, runner.Monitor(shown[len(shown)-1], cell.Spike))
	}
	r, err := runner.New(net, opts...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	report := f.NewReport(r, res)
	report.Neurons, report.RatesHz = f.N*len(models), map[string]float64{}
	var trains []*runner.SpikeTrain
	series := map[string][]*runner.Series{}
	var families []string
	for k, cell := range net.Cells {
		spikes := res.Spikes(cell)
		trains = append(trains, spikes)
		report.Spikes += spikes.Count()
		report.RatesHz[cell.Model()] = spikes.Rate()
		f.Printf("%-22s %2d spikes; %s\n", cell.Model(), len(demo.Times(spikes, 0)), starts[k])
		name := portrait.Family(cell.Model())
		if series[name] == nil {
			families = append(families, name)
		}
		s := res.Series(shown[k])
		series[name] = append(series[name], s.Named(cell.Model()+"."+s.Name))
	}
	report.SpikeHash = demo.HashText(runner.HashOf(trains...))
	if model != "" {
		report.Set("neuron_model", net.Cells[0].Model())
		report.Set("initial_V", starts[0])
		report.Set("spike_times_ms", demo.Times(trains[0], 0))
	}
	return f.Finish(report, stopped, func(path string) error {
		var rows []*visualize.Figure
		for _, name := range families {
			rows = append(rows, panel(series[name]))
		}
		figure := visualize.Rows(rows...)
		figure.Columns, figure.Width = min(2, len(rows)), 120*float64(min(2, len(rows)))
		figure.Height = 15 + 25*float64((len(rows)+1)/2)
		return figure.Save(path)
	})
}

// one returns the model of that name.
func one(name string) (dyn.Model, error) {
	var names []string
	for _, m := range append(dyn.NeuronModels(), dyn.RateModels()...) {
		if dyn.ModelName(m) == name {
			return m, nil
		}
		names = append(names, dyn.ModelName(m))
	}
	return nil, fmt.Errorf("-model %s: there is no such model%s", name, suggest.Hint(name, names))
}
