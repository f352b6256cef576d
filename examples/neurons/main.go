// Neurons shows the potential of every neuron model of the library under a step
// of current, in one picture. With -model and -input it runs one cell with its
// defaults under a constant current.
package main

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// Cells is a group of every model.
type Cells struct {
	golgi.DynSysGroup
	Cells []*dyn.Group
}

// stimulus is a current under which a model spikes a few times in 100 ms.
func stimulus(model string) float64 {
	for prefix, current := range map[string]float64{"Lif": 25, "Izhikevich": 10, "HH": 8, "MorrisLecar": 150, "WangBuzsaki": 1.5} {
		if strings.HasPrefix(model, prefix) {
			return current
		}
	}
	return 10
}

// params are what -set sets.
type params struct {
	Onset  float64 `set:"onset"`  // of the step of current, ms
	Offset float64 `set:"offset"` // its end, ms
	Scale  float64 `set:"scale"`  // factor of the currents
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := params{Onset: 20, Offset: 120, Scale: 1}
	f := demo.Flags{Model: "neurons", N: 1, Smallest: 1, Duration: 150, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	var model string
	var input float64
	err := f.Parse(args, func(fs *flag.FlagSet) {
		fs.StringVar(&model, "model", "", "one model; left out, all of them")
		fs.Float64Var(&input, "input", 0, "constant current, with -model")
	})
	if err != nil {
		return err
	}
	models := dyn.NeuronModels()
	if model != "" {
		if models, err = one(model); err != nil {
			return err
		}
	} else if f.Given("input") {
		return fmt.Errorf("-input belongs to -model; without it every model has a step of its own, which -set scale=X scales")
	}
	if model == "" && !f.Given("dt") {
		// At 0.1 ms the exponential method overshoots the peak of the fast
		// spikes of WangBuzsakiHH.
		f.Dt = 0.01
	}
	net := &Cells{}
	opts := f.Options()
	var starts []string
	for _, m := range models {
		name := dyn.ModelName(m)
		values, start, err := settled(m)
		if err != nil {
			return err
		}
		cell := dyn.NewGroup(f.N, values)
		net.Cells = append(net.Cells, cell)
		starts = append(starts, start)
		current := stimulus(name) * p.Scale
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
		opts = append(opts, runner.Monitor(cell.V.Slice(0, 1), cell.Spike))
	}
	r, err := runner.New(net, opts...)
	if err != nil {
		return err
	}
	res, stopped := r.Run(ctx, f.Duration)
	if res == nil {
		return stopped
	}
	report := f.NewReport(r, res)
	report.Neurons, report.RatesHz = f.N*len(models), map[string]float64{}
	var trains []*runner.SpikeTrain
	var rows []*visualize.Figure
	for k, cell := range net.Cells {
		spikes := res.Spikes(cell)
		trains = append(trains, spikes)
		report.Spikes += spikes.Count()
		report.RatesHz[cell.Model()] = spikes.Rate()
		f.Printf("%-17s %2d spikes; %s\n", cell.Model(), len(demo.Times(spikes, 0)), starts[k])
		row := visualize.Line(res.Series(cell.V.Slice(0, 1)))
		row.Panels[0].Title, row.Panels[0].Y.Label, row.Panels[0].Legend = cell.Model(), "V (mV)", nil
		rows = append(rows, row)
	}
	report.SpikeHash = demo.HashText(runner.HashOf(trains...))
	if model != "" {
		report.Set("neuron_model", net.Cells[0].Model())
		report.Set("initial_V", starts[0])
		report.Set("spike_times_ms", demo.Times(trains[0], 0))
	}
	return f.Finish(report, stopped, func(path string) error {
		figure := visualize.Rows(rows...)
		figure.Height = 15 + 25*float64(len(rows))
		return figure.Save(path)
	})
}

// one returns the model of that name.
func one(name string) ([]dyn.Model, error) {
	var names []string
	for _, m := range dyn.NeuronModels() {
		if dyn.ModelName(m) == name {
			return []dyn.Model{m}, nil
		}
		names = append(names, dyn.ModelName(m))
	}
	return nil, fmt.Errorf("-model %s: there is no such model%s", name, suggest.Hint(name, names))
}
