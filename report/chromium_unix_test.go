//go:build unix

package report_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/report"
	"github.com/golgi-sim/golgi/runner"
)

// save writes a report to a file for a browser.
func save(t *testing.T, r *report.Report) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	require.NoError(t, r.Save(path))
	return path
}

// quiet checks that a page has nothing to complain of and asked for nothing
// but itself.
func (b *browser) quiet(path string) {
	b.t.Helper()
	console, requests := b.messages()
	assert.Empty(b.t, console)
	for _, url := range requests {
		assert.True(b.t, url == "file://"+path || strings.HasPrefix(url, "data:"), "it asked for %s", url)
	}
	assert.Contains(b.t, requests, "file://"+path, "the log of requests is not there")
}

// visible returns the times that the page says are visible.
func (b *browser) visible() (from, to float64) {
	b.t.Helper()
	text := strings.TrimSuffix(eval[string](b, `document.getElementById("range").textContent`), " ms")
	a, z, ok := strings.Cut(text, " – ")
	require.True(b.t, ok, text)
	from, err := strconv.ParseFloat(a, 64)
	require.NoError(b.t, err)
	to, err = strconv.ParseFloat(z, 64)
	require.NoError(b.t, err)
	return from, to
}

// inked returns how many dots of a canvas have a colour.
func (b *browser) inked(id string) int {
	b.t.Helper()
	return eval[int](b, `(() => { const c = document.getElementById("`+id+`"), copy = new OffscreenCanvas(c.width, c.height).getContext("2d", {willReadFrequently: true});
		copy.drawImage(c, 0, 0); const d = copy.getImageData(0, 0, c.width, c.height).data;
		let n = 0; for (let k = 3; k < d.length; k += 4) if (d[k]) n++; return n; })()`)
}

// A reader zooms, moves, points, resets, hides.
func TestUse(t *testing.T) {
	b := newBrowser(t)
	net := bench.NewCOBA(1000, bench.DefaultCOBA())
	path := save(t, report.New(run(t, net, 500, runner.Input(net.N, 20), runner.Monitor(net.N.Spike, net.N.V.Slice(0, 3)))))
	b.open(path)
	from, to := b.visible()
	assert.Equal(t, []float64{0, 500}, []float64{from, to})
	whole := b.inked("raster")
	assert.Greater(t, whole, 5000)
	b.picture("use-whole")

	// The wheel zooms around the place that it is over, in all panels.
	x, y := b.middle("raster", 0.5, 0.5)
	traces := b.inked("trace0")
	for range 4 {
		b.wheel(x, y, -240, "")
	}
	a, z := b.visible()
	assert.Less(t, z-a, 150.)
	assert.Greater(t, z-a, 1.)
	assert.InDelta(t, 250, (a+z)/2, 40)
	assert.NotEqual(t, traces, b.inked("trace0"))
	b.picture("use-zoomed")

	// Drag: what was at the right comes to the middle.
	b.drag(x, y, x-200, y)
	a2, z2 := b.visible()
	assert.Greater(t, a2, a)
	assert.InDelta(t, z-a, z2-a2, 0.02)

	// Pointing shows values, with units and names; leaving hides them.
	x, y = b.middle("trace0", 0.5, 0.4)
	b.point(x, y)
	tip := eval[string](b, `document.getElementById("tip").hidden ? "" : document.getElementById("tip").textContent`)
	for _, want := range []string{" ms\n", " mV, N.V[0]", "N.V[2]"} {
		assert.Contains(t, tip, want)
	}
	b.picture("use-pointed")
	b.point(3, 3)
	assert.True(t, eval[bool](b, `document.getElementById("tip").hidden`))

	// Shift and wheel: the other axis, of this panel.
	lo := eval[float64](b, `panels[0].hi - panels[0].lo`)
	x, y = b.middle("raster", 0.5, 0.5)
	b.wheel(x, y, -240, "\uE008")
	assert.Less(t, eval[float64](b, `panels[0].hi - panels[0].lo`), lo)

	b.call("POST", "/execute/sync", map[string]any{"script": `document.getElementById("reset").click()`, "args": []any{}}, nil)
	b.frame()
	from, to = b.visible()
	assert.Equal(t, []float64{0, 500}, []float64{from, to})
	assert.Equal(t, lo, eval[float64](b, `panels[0].hi - panels[0].lo`))

	// By keyboard.
	b.call("POST", "/execute/sync", map[string]any{"script": `document.getElementById("raster").focus()`, "args": []any{}}, nil)
	b.press("+", "+", "\uE014") // and to the right
	a, z = b.visible()
	assert.InDelta(t, 245, z-a, 0.5)
	assert.Greater(t, (a+z)/2, 260.)
	b.press("0")
	from, to = b.visible()
	assert.Equal(t, []float64{0, 500}, []float64{from, to})

	// Hiding a group.
	b.call("POST", "/execute/sync", map[string]any{"script": `document.querySelector("[data-train='0']").click()`, "args": []any{}}, nil)
	b.frame()
	assert.Less(t, b.inked("raster"), whole*2/3)
	assert.Equal(t, "false", eval[string](b, `document.querySelector("[data-train='0']").getAttribute("aria-pressed")`))
	b.dark(true)
	b.size(420, 900)
	assert.LessOrEqual(t, eval[int](b, `document.documentElement.scrollWidth`), 420, "the page is wider than the window")
	b.quiet(path)
}

// The page of a long run of a large network opens, draws and zooms.
func TestLarge(t *testing.T) {
	b := newBrowser(t)
	path := save(t, large())
	took := b.open(path)
	assert.Less(t, took, 30*time.Second)
	t.Logf("opened and drawn in %v", took)
	assert.Greater(t, b.inked("raster"), 100_000)
	assert.Equal(t, 0, eval[int](b, `data.trains.reduce((n, t) => n + t.steps.length, 0) - data.trains.reduce((n, t) => n + t.count, 0)`))
	// What was read is what was written.
	train := large().Spikes[0]
	last := train.Count() - 1
	assert.Equal(t, []int64{train.Steps[last], int64(train.Indices[last]), train.Steps[last/2], int64(train.Indices[last/2])},
		eval[[]int64](b, `(() => { const t = data.trains[0], l = t.count - 1, h = l >> 1; return [t.steps[l], t.neurons[l], t.steps[h], t.neurons[h]]; })()`))
	ms := eval[float64](b, `(() => { const t = performance.now(); stale = true; paint(); return performance.now() - t; })()`)
	cursor := eval[float64](b, `(() => { const t = performance.now(); cursor = 5000; paint(); return performance.now() - t; })()`)
	t.Logf("a frame of all of it takes %.0f ms, one with another cursor %.1f ms", ms, cursor)
	x, y := b.middle("raster", 0.7, 0.5)
	b.wheel(x, y, -240, "")
	from, to := b.visible()
	assert.Less(t, to-from, 9000.)
	b.picture("large")
	b.quiet(path)
}

// Names that are not to be trusted do nothing.
func TestHostile(t *testing.T) {
	b := newBrowser(t)
	path := save(t, cruelReport(t))
	b.open(path)
	assert.Zero(t, eval[int](b, `document.querySelectorAll("img, b, iframe").length`))
	assert.Equal(t, 2, eval[int](b, `document.querySelectorAll("script").length`))
	assert.Equal(t, hostile, eval[string](b, `document.querySelector("h1").textContent`))
	x, y := b.middle("trace1", 0.1, 0.5)
	b.point(x, y)
	assert.Contains(t, eval[string](b, `document.getElementById("tip").textContent`), hostile)
	assert.Zero(t, eval[int](b, `document.querySelectorAll("img, b, iframe").length`))
	b.picture("hostile")
	b.quiet(path)
}

// Nothing recorded, and spikes that there are not, are no mistakes.
func TestEmpty(t *testing.T) {
	b := newBrowser(t)
	for _, stop := range []int64{0, 1, 10} {
		r := report.New(&runner.Result{Dt: 0.1, Stop: stop})
		r.Spikes = append(r.Spikes, runner.NewSpikeTrain("N", 20, 0.1, 0, stop, nil, nil))
		r.Series = append(r.Series, runner.NewSeries("x", "", 0.1, 0, 1, make([]float64, min(1, stop))))
		path := save(t, r)
		b.open(path)
		assert.NotEmpty(t, eval[string](b, `document.getElementById("range").textContent`))
		x, y := b.middle("rate", 0.5, 0.5)
		b.point(x, y)
		b.wheel(x, y, -240, "")
		b.quiet(path)
	}
}

// A series of many elements is colours, too.
func TestColours(t *testing.T) {
	b := newBrowser(t)
	net := bench.NewCOBA(300, bench.DefaultCOBA())
	path := save(t, report.New(run(t, net, 200, runner.Input(net.N, 20), runner.Monitor(net.N.V))))
	b.open(path)
	assert.Greater(t, b.inked("heat0"), 100_000)
	x, y := b.middle("heat0", 0.5, 0.4)
	b.point(x, y)
	tip := eval[string](b, `document.getElementById("tip").textContent`)
	assert.Regexp(t, `^\d+\.\d+ ms\n≈ −\d+\.\d+ mV, around element \d+$`, tip)
	b.wheel(x, y, -240, "")
	from, to := b.visible()
	assert.Less(t, to-from, 190.)
	assert.Regexp(t, `N\.V \(mV\): −\d+`, eval[string](b, `document.getElementById("scale0").textContent`))
	b.picture("colours")
	b.quiet(path)
}

// Elements and neurons that were picked have their own numbers in the tips.
func TestTipsOfPicks(t *testing.T) {
	b := newBrowser(t)
	net := bench.NewCOBA(300, bench.DefaultCOBA())
	res := run(t, net, 100, runner.Input(net.N, 20), runner.Monitor(net.N.V, runner.Pick(240, 200, 203, 206, 220, 230, 250, 260, 270, 280)))
	path := save(t, report.New(res))
	b.open(path)
	tip := func(up float64) string {
		x, y := b.middle("heat0", 0.5, 1-up)
		b.point(x, y)
		return eval[string](b, `document.getElementById("tip").textContent`)
	}
	var seen []string
	for up := 0.15; up < 1; up += 0.02 {
		if _, element, ok := strings.Cut(tip(up), ", element "); ok && (seen == nil || seen[len(seen)-1] != element) {
			seen = append(seen, element)
		}
	}
	assert.Equal(t, strings.Fields(strings.Trim(fmt.Sprint(res.Series("N.V").Indices), "[]")), seen)
	b.quiet(path)
}

// chain is three groups, one after the other.
type chain struct {
	golgi.DynSysGroup
	A, B, C *dyn.Group
	AB, BC  *dyn.FullProjDelta
}

// A group that is pointed at shows its own arrows.
func TestNetwork(t *testing.T) {
	b := newBrowser(t)
	group := func() *dyn.Group { return dyn.NewGroup(20, dyn.LifRef{}) }
	net := &chain{A: group(), B: group(), C: group()}
	net.AB = &dyn.FullProjDelta{Pre: net.A, Post: net.B, Comm: dnn.AllToAll{Weight: 0.1}}
	net.BC = &dyn.FullProjDelta{Pre: net.B, Post: net.C, Comm: dnn.AllToAll{Weight: -0.1}, Delay: 2}
	path := save(t, report.New(run(t, net, 10)))
	b.open(path)
	box := eval[[]float64](b, `(() => { const n = document.querySelector(".node rect"); n.scrollIntoView({block: "center"}); const r = n.getBoundingClientRect(); return [r.left + 10, r.top + 10, r.width, r.height]; })()`)
	assert.Greater(t, box[2], 50.)
	b.point(int(box[0]), int(box[1]))
	assert.Equal(t, []bool{false, true}, eval[[]bool](b, `[...document.querySelectorAll(".edge")].map((e) => e.classList.contains("pale"))`))
	b.picture("network")
	b.point(3, 3)
	assert.Zero(t, eval[int](b, `document.querySelectorAll(".pale").length`))
	assert.Contains(t, eval[string](b, `document.querySelectorAll(".edge title")[1].textContent`), "BC: B → C\nAllToAll, 400 synapses, delay 2 ms, weight -0.1")
	assert.Contains(t, eval[string](b, `document.querySelector("main").textContent`), "Nothing was recorded.")
	b.quiet(path)
}
