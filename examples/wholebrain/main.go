// Wholebrain simulates a brain as 80 regions, each a model of FitzHugh and
// Nagumo at the edge of oscillating, that pull one another over the fibres of a
// connectome with the delays of their lengths. The connectome is a synthetic one.
// It prints how well the functional connectivity, the correlations of the
// activities, agrees with the structural one, and leaves a picture of both.
//
// The model is that of Cakan, Jajcay and Obermayer, Cogn. Comput. 15, 1132
// (2023), after Ghosh et al., PLoS Comput. Biol. 4, e1000196 (2008), and Deco
// et al., PNAS 106, 10302 (2009).
package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/examples/internal/demo"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/runner"
)

// Brain is regions and the fibres between them.
type Brain struct {
	golgi.DynSysGroup
	N      *dyn.Group
	Fibres *dyn.DiffusiveCoupling

	structure connectome
}

// params are the parameters of the network; the tags name them for -set.
type params struct {
	Input    float64 `set:"input"`                 // of every region
	Coupling float64 `set:"coupling"`              // strength of the fibres
	Velocity float64 `set:"velocity" in:"(0,inf)"` // of signals in the fibres, mm/ms
	Sigma    float64 `set:"sigma" in:"[0,inf)"`    // of the noise
	Skip     float64 `set:"skip" in:"[0,inf)"`     // ms at the beginning that are not evaluated
}

func defaults() params {
	return params{Input: 0.72, Coupling: 0.6, Velocity: 20, Sigma: 0.01, Skip: 1000}
}

// NewBrain returns a brain of n regions.
func NewBrain(n int, p params) *Brain {
	c := newConnectome(n)
	var weights, delays mat.Dense
	weights.Scale(p.Coupling, c.weights)
	delays.Scale(1/p.Velocity, c.distance)
	noise := dyn.OU{Sigma: p.Sigma}
	g := dyn.NewGroup(n, dyn.FHN{XOU: noise, YOU: noise})
	return &Brain{N: g, structure: c, Fibres: &dyn.DiffusiveCoupling{Pre: g, Var: "x", Post: g,
		Comm: dnn.AllToAll{Weight: &weights, NoSelf: true}, Delay: &delays, Init: initialize.Uniform(0, 0.05)}}
}

func main() { demo.Main(run) }

func run(ctx context.Context, args []string) error {
	p := defaults()
	f := demo.Flags{Model: "wholebrain", N: 80, Smallest: 4, Duration: 6000, Dt: 0.1, Seed: 42, Executor: "auto", Out: ".", Params: demo.Params(&p)}
	if err := f.Parse(args, nil); err != nil {
		return err
	}
	if f.N%2 != 0 {
		return fmt.Errorf("-n %d: a brain has two hemispheres, so give an even number of regions, 4 or more", f.N)
	}
	if conn.Fits("the connectome", 32*float64(f.N)*float64(f.N)) != nil {
		return fmt.Errorf("-n %d: the connectome, a matrix of weights and one of distances, does not fit the free memory; give fewer regions", f.N)
	}
	net := NewBrain(f.N, p)
	x := net.N.Var("x")
	r, err := runner.New(net, append(f.Options(), runner.Input(net.N, p.Input), runner.Monitor(x))...)
	if err != nil {
		return err
	}
	res, stopped := f.Run(ctx, r)
	if res == nil {
		return stopped
	}
	a := analyse(res.Series(x), net.structure, p.Skip)
	report := f.NewReport(r, res)
	report.Synapses, report.SpikeHash = net.Fibres.Layer().Synapses(), demo.HashText(hash(res.Series(x)))
	report.Set("fc_sc_correlation", a.agreement)
	report.Set("mean_fc", a.mean)
	report.Set("mean_fc_counterparts", a.counterparts)
	report.Set("frequency_hz", a.frequency)
	f.Printf("functional connectivity   mean %.2f, between counterparts %.2f\n", a.mean, a.counterparts)
	f.Printf("correlation with structure %.2f; regions oscillate at %.1f Hz\n", a.agreement, a.frequency)
	f.Needs(report, fmt.Sprintf("the activity is evaluated after the first %g ms (-set skip)", p.Skip), p.Skip, a.frequency, a.mean)
	return f.Finish(report, stopped, func(path string) error { return picture(path, res.Series(x), net, a) })
}

// hash returns a hash of the activities, in the place of that of spikes, which
// there are none of.
func hash(x *runner.Series) uint64 {
	h := fnv.New64a()
	var word [8]byte
	for k := range x.Len() {
		for _, v := range x.Row(k) {
			binary.LittleEndian.PutUint64(word[:], math.Float64bits(v))
			h.Write(word[:])
		}
	}
	return h.Sum64()
}
