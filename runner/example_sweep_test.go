package runner_test

import (
	"context"
	"fmt"
	"log"

	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/runner"
)

// The rate of noisy neurons over the input and the strength of the noise, three
// seeds each. With a File, a sweep that was stopped goes on where it was.
func ExampleSweep() {
	sweep := runner.Sweep{
		Points:  runner.Grid(runner.Over("noise", 1, 4), runner.Over("input", runner.Linspace(5, 15, 3)...)),
		Seeds:   runner.Seeds(3),
		Figures: []string{"rate"},
		Quiet:   true,
		Measure: func(ctx context.Context, p runner.Point) ([]float64, error) {
			n := dyn.NewGroup(100, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5,
				Noise: p.At("noise") / 4.5, V: initialize.Normal(-55, 2)})
			run, err := p.New(n, runner.Input(n, p.At("input")), runner.Monitor(n.Spike))
			if err != nil {
				return nil, err
			}
			res, err := run.Run(ctx, 200)
			if err != nil {
				return nil, err
			}
			return []float64{res.Spikes(n).Rate()}, nil
		},
	}
	table, err := sweep.Run(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(table.Rows), "runs")
	fmt.Print(table.OverSeeds())
	m, err := table.Matrix("rate", "noise", "input")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("noise %v, input %v: %.1f Hz\n", m.Rows[1], m.Columns[2], m.Z.At(1, 2))
	// Output:
	// 18 runs
	//   noise  input       rate    rate_sd  runs
	//       1      5  0.0166667  0.0288675     3
	//       1     10    12.8667   0.388373     3
	//       1     15      36.85   0.229129     3
	//       4      5    5.48333    0.25658     3
	//       4     10       21.4   0.304138     3
	//       4     15    38.8833   0.225462     3
	// noise 4, input 15: 38.9 Hz
}

// A misspelt name is an error of every run, with its point.
func ExamplePoint_At() {
	sweep := runner.Sweep{
		Points: runner.List([]string{"tau"}, []float64{5}, []float64{10}), Figures: []string{"V"}, Quiet: true,
		Measure: func(ctx context.Context, p runner.Point) ([]float64, error) {
			_, err := p.New(dyn.NewGroup(1, dyn.Lif{Tau: p.At("tua")}))
			return nil, err
		},
	}
	_, err := sweep.Run(context.Background())
	fmt.Println(err)
	// Output:
	// 2 of 2 runs of the sweep failed:
	// tau = 5, seed 0: the sweep has no parameter "tua"; did you mean "tau"?
	// tau = 10, seed 0: the sweep has no parameter "tua"; did you mean "tau"?
}
