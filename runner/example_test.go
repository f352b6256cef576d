package runner_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"math"
	"os"
	"path/filepath"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/inputs"
	"github.com/golgi-sim/golgi/runner"
)

// A neuron under a constant current.
func Example() {
	n := dyn.NewGroup(1, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: -60})
	run, err := runner.New(n, runner.Dt(0.1), runner.Progress(false),
		runner.Input(n, 20),
		runner.Monitor(n.Spike, n.V))
	if err != nil {
		log.Fatal(err)
	}
	res, err := run.Run(context.Background(), 60)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("spikes at %.1f ms\n", res.Spikes(n.Spike).Times())
	v := res.Series(n.V)
	fmt.Printf("%d values of %s, the first %.2f mV at %.1f ms\n", v.Len(), v.Name, v.At(0, 0), v.EndTimes()[0])
	// Output:
	// spikes at [13.8 32.7 51.6] ms
	// 600 values of V, the first -59.90 mV at 0.1 ms
}

// Runs continue: of a current that grows with time, the second run gets the
// later part.
func ExampleDSRunner_Run() {
	n := dyn.NewGroup(2, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: -60})
	run, err := runner.New(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: n}, runner.Progress(false),
		runner.Input(n, inputs.Func(func(t float64) float64 { return 5 + t/20 }), inputs.PerNeuron([]float64{0, 10})),
		runner.Monitor("N.spike"),
		runner.MonitorFunc("highest V", func(sim *golgi.Sim) float64 { return math.Max(n.V.At(0), n.V.At(1)) }))
	if err != nil {
		log.Fatal(err)
	}
	for range 2 {
		res, err := run.Run(context.Background(), 100)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%g to %g ms: rates %.0f Hz\n", float64(res.Start)*res.Dt, float64(res.Stop)*res.Dt, res.Spikes("N.spike").Rates())
	}
	// Output:
	// 0 to 100 ms: rates [0 40] Hz
	// 100 to 200 ms: rates [30 60] Hz
}

// A misspelt reference to a result is found where the result is used.
func ExampleResult_Series() {
	n := dyn.NewGroup(3, dyn.LifRef{})
	run, err := runner.New(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: n}, runner.Progress(false), runner.Input(n, 10), runner.Monitor(n.V.Slice(0, 2)))
	if err != nil {
		log.Fatal(err)
	}
	res, err := run.Run(context.Background(), 10)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(res.Series("N.V").Size(), "columns")
	fmt.Println(res.Series("N.V[2]").Err())
	fmt.Println(res.Spikes(n).Rate(), res.Spikes(n).Err())
	// Output:
	// 2 columns
	// of N.V only N.V[0:2] was recorded
	// NaN N.spike was not recorded; recorded are N.V[0:2]
}

// The potential of three neurons every 5 ms, and the mean of all in the second
// half of the run.
func ExampleMonitor() {
	n := dyn.NewGroup(100, dyn.Lif{Tau: 10, VTh: 50})
	run, err := runner.New(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: n}, runner.Dt(0.1), runner.Progress(false), runner.Input(n, 20),
		runner.Monitor(n.V, runner.Every(5), runner.Pick(0, 10, 20)),
		runner.Monitor(n.V, runner.Mean(), runner.Between(10, 20)))
	if err != nil {
		log.Fatal(err)
	}
	res, err := run.Run(context.Background(), 20)
	if err != nil {
		log.Fatal(err)
	}
	v := res.Series(n.V)
	fmt.Println(v.Indices, v.Times(), "ms, a row every", v.Period(), "ms")
	mean := res.Series("mean(N.V)")
	fmt.Printf("%s: %d rows from %g ms, the last is %.2f %s\n", mean.Name, mean.Len(), mean.Times()[0], mean.At(mean.Len()-1, 0), mean.Unit)
	// Output:
	// [0 10 20] [0 5 10 15] ms, a row every 5 ms
	// mean(N.V): 100 rows from 10 ms, the last is 17.29 mV
}

// Spikes and potentials go to a folder as they are recorded, and are read from
// there by windows.
func ExampleStreamTo() {
	dir, err := os.MkdirTemp("", "golgi")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	n := dyn.NewGroup(10, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: -60})
	run, err := runner.New(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: n}, runner.Progress(false), runner.Input(n, 20),
		runner.Monitor(n.Spike), runner.Monitor(n.V, runner.Every(1)),
		runner.StreamTo(filepath.Join(dir, "run")))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := run.Run(context.Background(), 100); err != nil {
		log.Fatal(err)
	}

	// Later, in another program:
	res, err := runner.Load(filepath.Join(dir, "run"))
	if err != nil {
		log.Fatal(err)
	}
	for w := range res.SpikeWindows("N", 25) {
		if err := w.Err(); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%g to %g ms: %d spikes\n", float64(w.Start)*w.Dt, float64(w.Stop)*w.Dt, w.Count())
	}
	files, err := os.ReadDir(res.Dir())
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range files {
		fmt.Println(f.Name())
	}
	// Output:
	// 0 to 25 ms: 10 spikes
	// 25 to 50 ms: 10 spikes
	// 50 to 75 ms: 20 spikes
	// 75 to 100 ms: 10 spikes
	// N.V.npy
	// N.V.npy.sum
	// N.spike.spk
	// run.json
}

// A result as one file, which opens in NumPy: numpy.load("run.npz")["N.V"].
func ExampleResult_Save() {
	n := dyn.NewGroup(2, dyn.Lif{Tau: 10, VTh: 50})
	run, err := runner.New(&struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: n}, runner.Progress(false), runner.Seed(7), runner.Input(n, 20), runner.Monitor(n.V, n.Spike))
	if err != nil {
		log.Fatal(err)
	}
	res, err := run.Run(context.Background(), 20)
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "golgi")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := res.Save(filepath.Join(dir, "run.npz")); err != nil {
		log.Fatal(err)
	}
	again, err := runner.Load(filepath.Join(dir, "run.npz"))
	if err != nil {
		log.Fatal(err)
	}
	v := again.Series("N.V")
	fmt.Println(again.Names(), "of", again.Models["N"], "with seed", again.Seed)
	fmt.Printf("%d rows of %d values in %s, the last %.2f\n", v.Len(), v.Size(), v.Unit, v.Row(v.Len()-1))
	// Output:
	// [N.V N.spike] of Lif with seed 7
	// 200 rows of 2 values in mV, the last [17.29 17.29]
}

func ExampleSeries_WriteCSV() {
	s := runner.NewSeries("rate", "Hz", 0.5, 0, 2, []float64{1, 2, 3.25, 4})
	if err := s.WriteCSV(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// t_ms,rate[0],rate[1]
	// 0,1,2
	// 0.5,3.25,4
}

func ExampleHashOf() {
	e := runner.NewSpikeTrain("E", 3, 0.1, 0, 10, []int64{1, 4}, []int32{2, 0})
	i := runner.NewSpikeTrain("I", 1, 0.1, 0, 10, []int64{1}, []int32{0})
	both := runner.NewSpikeTrain("N", 4, 0.1, 0, 10, []int64{1, 1, 4}, []int32{2, 3, 0})
	fmt.Println(runner.HashOf(e, i) == both.Hash())
	// Output: true
}

// A run saves itself every 20 ms. Another process, here another runner, goes on
// with it, and has the result of the whole run.
func ExampleCheckpoint() {
	dir, err := os.MkdirTemp("", "golgi")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "run.golgi")
	begin := func() (*dyn.Group, *runner.DSRunner) {
		n := dyn.NewGroup(1, dyn.LifRef{VRest: -60, VTh: -50, VReset: -60, Tau: 20, TauRef: 5, V: -60})
		run, err := runner.New(n, runner.Progress(false), runner.Input(n, 20), runner.Monitor(n.Spike), runner.Checkpoint(file, 20))
		if err != nil {
			log.Fatal(err)
		}
		return n, run
	}
	_, first := begin()
	if _, err := first.Run(context.Background(), 20); err != nil { // and is killed
		log.Fatal(err)
	}
	n, second := begin()
	if err := second.Resume(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		log.Fatal(err)
	}
	fmt.Printf("resumed at %g ms\n", second.Sim().T())
	res, err := second.Run(context.Background(), 60)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%g ms, spikes at %.1f ms\n", res.Duration(), res.Spikes(n).Times())
	// Output:
	// resumed at 20 ms
	// 60 ms, spikes at [13.8 32.7 51.6] ms
}
