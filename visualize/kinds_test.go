package visualize_test

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/rng"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// must is a value whose error would be a mistake of the test.
func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// wave is a population whose potential is a wave that goes round.
func wave(rows, columns int) *runner.Series {
	x := make([]float64, rows*columns)
	for k := range x {
		x[k] = -60 + 8*math.Sin(float64(k/columns)/float64(rows)*25+float64(k%columns)/float64(columns)*6.28) + float64(k%columns)/float64(columns)*4
	}
	return runner.NewSeries("E.V", "mV", 0.1, 0, columns, x)
}

// noisy is a wave with noise of its own in every value: the worst of images.
func noisy(rows, columns int) *runner.Series {
	s := wave(rows, columns)
	r := rand.New(rand.NewPCG(1, 1))
	for k := range rows {
		for j := range s.Row(k) {
			s.Row(k)[j] += 200 * r.NormFloat64()
		}
	}
	return s
}

// large is the size of the largest heat map.
func large() (rows, columns int) {
	if *long {
		return 10000, 4000
	}
	return 2000, 1000
}

// block is a matrix of weights between two populations, excitatory and
// inhibitory, of which a part is connected.
func block(n int, p, inhibition float64) *mat.Dense {
	r := rand.New(rand.NewPCG(2, 2))
	m := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			if r.Float64() >= p {
				continue
			}
			w := 0.6 + 0.2*r.Float64()
			if i >= 4*n/5 {
				w *= inhibition
			}
			m.Set(i, j, w)
		}
	}
	return m
}

// groups is spike trains of two groups of neurons that are driven together.
func correlated(n int) *runner.SpikeTrain {
	r := rand.New(rand.NewPCG(3, 3))
	var steps []int64
	var indices []int32
	var common [3]float64
	for step := range int64(20000) {
		for k := range common {
			common[k] += -0.02*common[k] + 0.2*r.NormFloat64()
		}
		for i := range n {
			drive := common[i*3/n]
			if i*3/n == 2 {
				drive = -common[0]
			}
			if r.Float64() < 0.01*math.Exp(0.8*drive) {
				steps, indices = append(steps, step), append(indices, int32(i))
			}
		}
	}
	return runner.NewSpikeTrain("N.spike", n, 1, 0, 20000, steps, indices)
}

// recorded runs one neuron of a model.
func recorded(m dyn.Model, current, ms float64, names ...string) (*runner.Result, *dyn.Group) {
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(1, m)}
	what := []any{net.N.Spike}
	for _, name := range names {
		what = append(what, net.N.Var(name))
	}
	run := must(runner.New(net, runner.Dt(0.05), runner.Seed(1), runner.Threads(1), runner.Progress(false), runner.Input(net.N, current), runner.Monitor(what...)))
	return must(run.Run(context.Background(), ms)), net.N
}

func plane(m dyn.Model, x, y string, current, ms float64, ax, ay visualize.Axis) *visualize.Figure {
	res, n := recorded(m, current, ms, x, y)
	field := must(dyn.Field(m, x, y, golgi.Values{"I": current}))
	return visualize.PhasePlane(field, ax, ay, visualize.TrajectoryOf(res.Series(n.Var(x)), res.Series(n.Var(y))))
}

// kinds are pictures of all kinds but those of pictures_test.go.
func kinds() map[string]*visualize.Figure {
	res, n := recorded(dyn.LifRef{TauRef: 3, Tau: 20, VRest: -65, VTh: -50, VReset: -65, V: -65}, 18, 150, "V")
	network := irregular(4000, 20, 1000, 1)
	var groups []*runner.SpikeTrain
	for k, name := range []string{"L2/3 E", "L2/3 I", "L4 E", "L4 I", "L5 E", "L5 I", "L6 E", "L6 I"} {
		groups = append(groups, irregular(100+300*(k%2), float64(3+2*k), 1000, uint64(k)).Named(name))
	}
	train := correlated(60)
	ml := plane(dyn.MorrisLecar{V: -60, W: 0.02}, "V", "W", 90, 400, visualize.Axis{Label: "V (mV)", Min: -75, Max: 50}, visualize.Axis{Label: "W", Min: -0.05, Max: 0.6})
	izh := plane(dyn.Izhikevich{}, "V", "u", 10, 300, visualize.Axis{Label: "V (mV)", Min: -85, Max: 35}, visualize.Axis{Label: "u", Min: -20, Max: 10})
	fhn := plane(dyn.FHN{X: 0.0, Y: 0.0}, "x", "y", 0.2, 400, visualize.Axis{Label: "x", Min: -0.6, Max: 1.4}, visualize.Axis{Label: "y", Min: -0.5, Max: 1.2})
	noise := rand.New(rand.NewPCG(5, 5))
	ou := make([]float64, 1<<16)
	tone := make([]float64, len(ou))
	for k := 1; k < len(ou); k++ {
		ou[k] = 0.98*ou[k-1] + noise.NormFloat64()
		tone[k] = 0.9*tone[k-1] + noise.NormFloat64() + math.Sin(2*math.Pi*40*float64(k)/1000)
	}
	spectra := visualize.Spectrum(
		must(measure.PowerSpectrum(runner.NewSeries("slow", "mV", 1, 0, 1, ou), measure.Welch{Segment: 1000})),
		must(measure.PowerSpectrum(runner.NewSeries("tone", "mV", 1, 0, 1, tone), measure.Welch{Segment: 1000})))
	few := must(conn.FixedProb{Prob: 0.1}.Connect(conn.Ends{Pre: 80, Post: 60, Key: rng.NewKey(1)}))
	many := must(conn.GaussianProb{Sigma: 200}.Connect(conn.Ends{Pre: 2000, Post: 2000, Recurrent: true, Key: rng.NewKey(1)}))
	strip := visualize.Rows(visualize.Raster(network), visualize.HeatMap(wave(10000, 400)), visualize.Line(trace("N.V", -60)))
	page := visualize.Columns(visualize.Weights(block(60, 0.3, -4)), visualize.Correlations(must(measure.CountCorrelations(train, 50))), visualize.Connectivity(few))
	for k, p := range page.Panels {
		p.Title = string(rune('A' + k))
	}
	a, b := visualize.ISI(train.Slice(0, 20).Named("A"), train.Slice(20, 40).Named("B")), visualize.Rates(network.Slice(0, 3200).Named("excitatory"), network.Slice(3200, 4000).Named("inhibitory"))
	page2 := visualize.Stack(visualize.Columns(a, b, spectra), visualize.Columns(ml, izh))
	page2.Title = "A page of panels"
	narrow := visualize.HeatMap(wave(2000, 100))
	narrow.Width, narrow.Height = 85, 50
	return map[string]*visualize.Figure{
		"marked": visualize.Traces(res.Series(n.V), res.Spikes(n)), "layers": visualize.Raster(groups...),
		"heat": visualize.HeatMap(wave(10000, 400)), "heatlarge": visualize.HeatMap(noisy(large())), "heatfew": visualize.HeatMap(wave(12, 5)), "narrow": narrow,
		"signed": visualize.Weights(block(100, 0.2, -4)), "positive": visualize.Weights(block(100, 0.2, 2)), "large matrix": visualize.Weights(block(1000, 0.1, -4)),
		"correlations": visualize.Correlations(must(measure.CountCorrelations(train, 50))),
		"connfew":      visualize.Connectivity(few), "connmany": visualize.Connectivity(many),
		"ml": ml, "izh": izh, "fhn": fhn, "spectrum": spectra, "isi": a, "rates": b,
		"ecdf":    visualize.ECDF("weight (nS)", visualize.Sample{Name: "before", Values: ou[:500]}, visualize.Sample{Name: "after", Values: tone[:500]}),
		"poprate": visualize.PopulationRate(groups[:2]...), "strip": strip, "page": page, "page2": page2,
	}
}
