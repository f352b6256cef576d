package report_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/report"
	"github.com/golgi-sim/golgi/rng"
	"github.com/golgi-sim/golgi/runner"
)

const hostile = `</script><img src=x onerror=alert(1)>"'&<b>`

// cruel is a network whose names are not to be trusted.
type cruel struct {
	golgi.DynSysGroup
	Groups map[string]*dyn.Group
	P      *dyn.FullProjDelta
}

// run runs a network for some ms.
func run(t *testing.T, net golgi.DynamicalSystem, ms float64, opts ...runner.Option) *runner.Result {
	t.Helper()
	r, err := runner.New(net, append(opts, runner.Progress(false), runner.Threads(2))...)
	require.NoError(t, err)
	res, err := r.Run(context.Background(), ms)
	require.NoError(t, err)
	return res
}

func cruelReport(t *testing.T) *report.Report {
	t.Helper()
	g := dyn.NewGroup(3, dyn.Equations{Name: hostile, Params: "tau = 10 ms  # " + hostile, Body: "tau*dV/dt = -V + I + 0*" + "1", Spike: "V > 1", Reset: "V = 0"})
	net := &cruel{Groups: map[string]*dyn.Group{hostile: g}, P: &dyn.FullProjDelta{Pre: g, Post: g, Comm: dnn.AllToAll{Weight: -0.1}}}
	res := run(t, net, 50, runner.Input(g, 2), runner.Monitor(g.Spike, g.V))
	r := report.New(res)
	r.Title, r.Text, r.References = hostile, "one\n\ntwo "+hostile, []string{hostile}
	r.Series = append(r.Series, runner.NewSeries(hostile, hostile, 10, 0, 2, []float64{1, 2, math.NaN(), math.Inf(1)}))
	return r
}

func write(t *testing.T, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, r.Write(&b))
	return b.String()
}

// payload is what the scripts of a page read.
type payload struct {
	From, To float64
	Trains   []struct {
		Name, Spikes                          string
		Place, First, N, Shown, Count, Colour int
		Picks                                 []int
	}
	Traces []struct {
		Name, Unit string
		Heat       *struct {
			Across, Up, Elements int
			First                int
			Picks                []int
			Dt, Low, High        float64
			Cells                string
		}
		Columns []struct {
			Name, Values string
			Start, Dt    float64
			Pairs        bool
		}
	}
}

func payloadOf(t *testing.T, page string) (p payload) {
	t.Helper()
	_, rest, ok := strings.Cut(page, `<script type="application/json" id="data">`)
	require.True(t, ok)
	text, _, ok := strings.Cut(rest, "</script>")
	require.True(t, ok)
	require.NoError(t, json.Unmarshal([]byte(text), &p))
	return p
}

// A page with hostile names has the elements that it would have had anyway.
func TestEscaping(t *testing.T) {
	page := write(t, cruelReport(t))
	assert.Equal(t, 2, strings.Count(page, "<script"))
	assert.Equal(t, 2, strings.Count(page, "</script"))
	assert.NotContains(t, page, "<img")
	assert.NotContains(t, page, "<b>")
	assert.Contains(t, page, "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")
	p := payloadOf(t, page)
	assert.Equal(t, "Groups["+hostile+"]", p.Trains[0].Name)
	assert.Equal(t, hostile, p.Traces[1].Unit)
	for _, outside := range []string{"http:", "//cdn", "src=\"", "href=\"h", "@import", "fetch("} {
		assert.NotContains(t, page, outside)
	}
}

// The same report is the same page.
func TestDeterminism(t *testing.T) {
	r := cruelReport(t)
	assert.Equal(t, write(t, r), write(t, r))
}

// decode reads the spikes of a page as its specification says.
func decode(t *testing.T, text string, start int64) (steps []int64, neurons []int32) {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	next := func() uint64 {
		x, n := binary.Uvarint(b)
		require.Positive(t, n)
		b = b[n:]
		return x
	}
	step, neuron := start-1, int32(0)
	for len(b) > 0 {
		if x := next(); x%2 == 1 {
			step += int64(x / 2)
			neuron = int32(next())
		} else {
			neuron += int32(x / 2)
		}
		steps, neurons = append(steps, step), append(neurons, neuron)
	}
	return steps, neurons
}

// What is on the page is what was recorded: all spikes, in the ranges that
// projections start from, and all values as float32.
func TestContents(t *testing.T) {
	net := bench.NewCOBA(400, bench.DefaultCOBA())
	res := run(t, net, 100, runner.Input(net.N, 20), runner.Monitor(net.N.Spike, net.N.V.Slice(3, 5)))
	res.Graph.References = []string{"Vogels and Abbott 2005"}
	r := report.New(res)
	assert.Equal(t, "Net", r.Title)
	page := write(t, r)
	p := payloadOf(t, page)
	assert.Equal(t, []float64{0, 100}, []float64{p.From, p.To})
	require.Len(t, p.Trains, 2)
	assert.Equal(t, []string{"N[0:320] excitatory", "N[320:400] inhibitory"}, []string{p.Trains[0].Name, p.Trains[1].Name})
	all := res.Spikes(net.N)
	require.NotZero(t, all.Count())
	for k, part := range []*runner.SpikeTrain{all.Slice(0, 320), all.Slice(320, 400)} {
		steps, neurons := decode(t, p.Trains[k].Spikes, 0)
		assert.Equal(t, part.Steps, steps)
		assert.Equal(t, part.Indices, neurons)
		assert.Equal(t, []int{part.Count(), part.N, part.N, part.Offset}, []int{p.Trains[k].Count, p.Trains[k].N, p.Trains[k].Shown, p.Trains[k].Place})
	}
	require.Len(t, p.Traces[0].Columns, 2)
	c := p.Traces[0].Columns[1]
	assert.Equal(t, []any{"N.V[4]", 0.0, false, "mV"}, []any{c.Name, c.Start, c.Pairs, p.Traces[0].Unit})
	assert.InDelta(t, 0.1, c.Dt, 1e-12)
	b, err := base64.StdEncoding.DecodeString(c.Values)
	require.NoError(t, err)
	for k, x := range res.Series("N.V").Column(1) {
		require.Equal(t, float32(x), math.Float32frombits(binary.LittleEndian.Uint32(b[4*k:])))
	}
	for _, want := range []string{"<li>Vogels and Abbott 2005</li>", fmt.Sprintf("%016x", all.Hash()), "LifRef", "EventJitFPHomoLinear", "tau_ref", "Expon(tau = 5 ms)", "COBA(E = -80 mV)", "dV/dt", `class="exc"`, `class="inh"`, "go1."} {
		assert.Contains(t, page, want)
	}
}

// A result that was saved and loaded has the same page, but for the memory of
// the process.
func TestLoaded(t *testing.T) {
	net := bench.NewCOBA(100, bench.DefaultCOBA())
	res := run(t, net, 50, runner.Input(net.N, 20), runner.Monitor(net.N.Spike, net.N.V.Slice(3, 5)))
	path := filepath.Join(t.TempDir(), "run.npz")
	require.NoError(t, res.Save(path))
	loaded, err := runner.Load(path)
	require.NoError(t, err)
	loaded.SimTime, loaded.BuildTime = res.SimTime, res.BuildTime // kept to a rounding
	clean := func(page string) string {
		return regexp.MustCompile(`<div><dt>peak memory of the process</dt><dd>.*?</dd></div>`).ReplaceAllString(page, "")
	}
	assert.Equal(t, clean(write(t, report.New(res))), clean(write(t, report.New(loaded))))
}

// Of a series with many elements all are there, as means over cells.
func TestHeat(t *testing.T) {
	const rows, n = 5000, 700
	xs := make([]float64, rows*n)
	for k := range rows {
		for j := range n {
			xs[k*n+j] = float64(k)/rows - 2*float64(j)/n
		}
	}
	xs[0] = math.NaN()
	r := report.New(&runner.Result{Dt: 0.1, Stop: rows})
	r.Series = []*runner.Series{runner.NewSeries("N.V", "mV", 0.1, 0, n, xs)}
	page := write(t, r)
	h := payloadOf(t, page).Traces[0].Heat
	require.NotNil(t, h)
	assert.Equal(t, []int{1200, 256, n}, []int{h.Across, h.Up, h.Elements})
	assert.InDelta(t, 500, h.Dt*1200, 1e-6)
	cells, err := base64.StdEncoding.DecodeString(h.Cells)
	require.NoError(t, err)
	require.Len(t, cells, 1200*256)
	assert.Zero(t, cells[0])
	for _, at := range [][2]int{{0, 1}, {600, 100}, {1199, 255}, {1199, 0}, {3, 255}} {
		got := h.Low + (float64(cells[at[0]*256+at[1]])-1)/254*(h.High-h.Low)
		want := (float64(at[0])+0.5)/1200 - 2*(float64(at[1])+0.5)/256
		// Half a step of a byte, and a cell of one to two rows, or two to three
		// elements, is not centred.
		assert.InDelta(t, want, got, (h.High-h.Low)/254/2+1./1200+2./256, "%v", at)
	}
	assert.Contains(t, page, "N.V of 700 elements over time, as colours.")
	assert.Less(t, len(page), 1_200_000)
}

// Neurons that were picked keep their numbers.
func TestPicks(t *testing.T) {
	net := bench.NewCOBA(100, bench.DefaultCOBA())
	res := run(t, net, 50, runner.Input(net.N, 20), runner.Monitor(net.N.Spike, runner.Pick(3, 7, 50)))
	p := payloadOf(t, write(t, report.New(res)))
	require.Len(t, p.Trains, 1)
	assert.Equal(t, res.Spikes(net.N).Neurons, p.Trains[0].Picks)
	assert.Len(t, p.Trains[0].Picks, 3)
}

// So do picked elements of which there are colours; those that follow one
// another need only the first.
func TestHeatPicks(t *testing.T) {
	picks := []int{5, 100, 7, 30, 1, 2, 3, 9, 11, 25}
	net := bench.NewCOBA(200, bench.DefaultCOBA())
	res := run(t, net, 10, runner.Input(net.N, 20), runner.Monitor(net.N.V, runner.Pick(picks...)), runner.Monitor(net.N.V.Slice(20, 40), runner.As("slice")))
	p := payloadOf(t, write(t, report.New(res)))
	require.Len(t, p.Traces, 2)
	require.NotNil(t, p.Traces[0].Heat)
	assert.Equal(t, res.Series("N.V").Indices, p.Traces[0].Heat.Picks)
	assert.ElementsMatch(t, picks, p.Traces[0].Heat.Picks)
	require.NotNil(t, p.Traces[1].Heat)
	assert.Equal(t, 20, p.Traces[1].Heat.First)
	assert.Nil(t, p.Traces[1].Heat.Picks)
}

// Of more values than there is room for, the extremes are kept: a spike of one
// step in a million is still there.
func TestExtremes(t *testing.T) {
	xs := make([]float64, 1_000_000)
	xs[777_777], xs[1234], xs[500_000] = 40, -80, math.NaN()
	r := report.New(&runner.Result{Dt: 0.1, Stop: 1_000_000})
	r.Series, r.MaxValues = []*runner.Series{runner.NewSeries("x", "", 0.1, 0, 1, xs)}, 1000
	c := payloadOf(t, write(t, r)).Traces[0].Columns[0]
	b, err := base64.StdEncoding.DecodeString(c.Values)
	require.NoError(t, err)
	assert.True(t, c.Pairs)
	assert.LessOrEqual(t, len(b)/4, 1000)
	at := func(step int) (lo, hi float32) {
		k := int(float64(step) * 0.1 / c.Dt)
		return math.Float32frombits(binary.LittleEndian.Uint32(b[8*k:])), math.Float32frombits(binary.LittleEndian.Uint32(b[8*k+4:]))
	}
	_, hi := at(777_777)
	assert.Equal(t, float32(40), hi)
	lo, _ := at(1234)
	assert.Equal(t, float32(-80), lo)
	lo, hi = at(500_000)
	assert.True(t, math.IsNaN(float64(lo)) && math.IsNaN(float64(hi)))
}

// random is a train of neurons that fire with a probability per step.
func random(n int, steps int64, p float64) *runner.SpikeTrain {
	key := rng.NewKey(1)
	var at []int64
	var who []int32
	s := key.Stream()
	for step := range steps {
		for i := range int32(n) {
			if s.Float64() < p {
				at, who = append(at, step), append(who, i)
			}
		}
	}
	return runner.NewSpikeTrain("N.spike", n, 0.1, 0, steps, at, who)
}

// large is the report of 4,000 neurons that fire at 21 Hz for 10 s, with eight
// traces.
func large() *report.Report {
	const steps = 100_000
	r := report.New(&runner.Result{Dt: 0.1, Stop: steps})
	r.Spikes = []*runner.SpikeTrain{random(4000, steps, 0.0021)}
	xs, s := make([]float64, 8*steps), rng.NewKey(2).Stream()
	for k := range xs {
		xs[k] = s.Normal()
	}
	r.Series = []*runner.Series{runner.NewSeries("N.V", "mV", 0.1, 0, 8, xs)}
	return r
}

// The page of a long run of a large network is less than 10 MB.
func TestSize(t *testing.T) {
	r := large()
	require.InDelta(t, 840_000, r.Spikes[0].Count(), 5000)
	n := len(write(t, r))
	t.Logf("%d spikes, 8 traces of 100,000 steps: %.2f MB", r.Spikes[0].Count(), float64(n)/1e6)
	assert.Less(t, n, 10_000_000)
}

// Of more spikes than there is room for, those of some neurons are shown.
func TestBound(t *testing.T) {
	train := random(100, 5000, 0.2)
	r := report.New(&runner.Result{Dt: 0.1, Stop: 5000})
	r.Spikes, r.MaxSpikes = []*runner.SpikeTrain{train}, 20_000
	page := write(t, r)
	p := payloadOf(t, page)
	assert.InDelta(t, 17_000, p.Trains[0].Count, 3000)
	assert.Equal(t, 17, p.Trains[0].Shown) // of every sixth neuron
	_, neurons := decode(t, p.Trains[0].Spikes, 0)
	for _, i := range neurons {
		require.Zero(t, i%6)
	}
	assert.Contains(t, page, "those of every 6th neuron")
}

func TestErrors(t *testing.T) {
	bad := runner.NewSpikeTrain("N", 1, 0.1, 0, 10, []int64{11}, []int32{0})
	res := &runner.Result{Dt: 0.1}
	with := func(change func(r *report.Report)) *report.Report {
		r := report.New(res)
		change(r)
		return r
	}
	for want, r := range map[string]*report.Report{
		"New was given nil":  report.New(nil),
		"outside the span":   with(func(r *report.Report) { r.Spikes = []*runner.SpikeTrain{bad} }),
		"train 0 is nil":     with(func(r *report.Report) { r.Spikes = []*runner.SpikeTrain{nil} }),
		"series 0 is nil":    with(func(r *report.Report) { r.Series = []*runner.Series{nil} }),
		"negative":           with(func(r *report.Report) { r.MaxSpikes = -1 }),
		"made by report.New": {},
	} {
		path := filepath.Join(t.TempDir(), "report.html")
		assert.ErrorContains(t, r.Save(path), want)
		assert.NoFileExists(t, path)
	}
	assert.ErrorContains(t, report.New(res).Save(filepath.Join(t.TempDir(), "no", "report.html")), "no such file")
	// A result that did not come from a run has a page too.
	path := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, report.New(res).Save(path))
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(text), "Nothing was recorded.")
}
