package visualize

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/runner"
)

// linear is the intensity of an 8-bit number of sRGB.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// seen is a colour in CIE Lab, as somebody sees it who lacks a kind of cones:
// 'd' the green ones, 'p' the red ones, of whom 1 in 12 men has little or none,
// or ' ' as most do. (Matrices of full severity: Machado, Oliveira and Fernandes
// 2009, doi:10.1109/TVCG.2009.113, table 1.)
func seen(c color.NRGBA, by rune) [3]float64 {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	switch by {
	case 'd':
		r, g, b = 0.367322*r+0.860646*g-0.227968*b, 0.280085*r+0.672501*g+0.047413*b, -0.011820*r+0.042940*g+0.968881*b
	case 'p':
		r, g, b = 0.152286*r+1.052583*g-0.204868*b, 0.114503*r+0.786281*g+0.099216*b, -0.003882*r-0.048116*g+1.051998*b
	}
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x, y, z := f((0.4124*r+0.3576*g+0.1805*b)/0.9505), f(0.2126*r+0.7152*g+0.0722*b), f((0.0193*r+0.1192*g+0.9505*b)/1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// In the map for numbers lightness ascends, so that it can be read without
// colours, and equal steps look about equal, to all.
func TestViridisIsUniform(t *testing.T) {
	m := viridis()
	for _, by := range " dp" {
		smallest, largest := math.Inf(1), 0.0
		for k := 10; k < mapColours; k += 10 {
			a, b := seen(m[k-10], by), seen(m[k], by)
			assert.Greater(t, b[0], a[0]+1, "%c: lightness at %d", by, k)
			d := distance(a, b)
			smallest, largest = min(smallest, d), max(largest, d)
		}
		assert.Less(t, largest/smallest, 4.0, "%c", by)
	}
	assert.Greater(t, seen(m[mapColours-1], ' ')[0]-seen(m[0], ' ')[0], 70.0)
}

// The two sides of the map with a sign stay apart for all, it is lightest in its
// middle, and its halves are parts of it.
func TestDivergingHasTwoSides(t *testing.T) {
	m := diverging(0, 1)
	for _, by := range " dp" {
		for k := range mapColours / 2 {
			other := mapColours - 1 - k
			away := float64(mapColours/2-k) / (mapColours / 2)
			assert.GreaterOrEqual(t, distance(seen(m[k], by), seen(m[other], by)), 30*away, "%c: %d and %d", by, k, other)
			assert.LessOrEqual(t, seen(m[k], by)[0], seen(m[mapColours/2], by)[0]+1)
		}
	}
	positive, negative := diverging(0.5, 1), diverging(0, 0.5)
	assert.Equal(t, m[mapColours-1], positive[mapColours-1])
	assert.Equal(t, m[0], negative[0])
	assert.Equal(t, m.at(0.5), positive[0])
}

// painted draws a figure and returns the picture.
func painted(t *testing.T, f *Figure) image.Image {
	t.Helper()
	f.DPI = 100
	var b bytes.Buffer
	require.NoError(t, f.Write(&b, "png"))
	img, err := png.Decode(&b)
	require.NoError(t, err)
	return img
}

// share is where in a picture a colour is: the middle of its dots and how much
// of the picture they are.
func share(img image.Image, is func(color.NRGBA) bool) (x, y, part float64) {
	b, n := img.Bounds(), 0.0
	for j := range b.Dy() {
		for i := range b.Dx() {
			if is(color.NRGBAModel.Convert(img.At(i, j)).(color.NRGBA)) {
				x, y, n = x+float64(i), y+float64(j), n+1
			}
		}
	}
	return x / n / float64(b.Dx()), y / n / float64(b.Dy()), n / float64(b.Dx()*b.Dy())
}

func exactly(c color.NRGBA) func(color.NRGBA) bool {
	return func(d color.NRGBA) bool { return c == d }
}

// about is what viewers make of a colour.
func about(c color.NRGBA) func(color.NRGBA) bool {
	return func(d color.NRGBA) bool {
		return d.A > 250 && math.Abs(float64(c.R)-float64(d.R)) < 4 && math.Abs(float64(c.G)-float64(d.G)) < 4 && math.Abs(float64(c.B)-float64(d.B)) < 4
	}
}

// A heat map has late values at the right, high elements on top, its lowest
// value in the darkest colour and its highest in the lightest, and what is no
// number in grey.
func TestHeatMapPlaces(t *testing.T) {
	for _, n := range []int{8, 3000} { // bins of one value, of several
		x := make([]float64, n*12)
		for k := range x {
			late, high := k/12 >= n/2, k%12 >= 6
			switch {
			case late && high:
				x[k] = 5
			case !late && !high:
				x[k] = -5
			case late:
				x[k] = math.NaN()
			}
		}
		f := HeatMap(runner.NewSeries("N.V", "mV", 0.1, 0, 12, x))
		m := viridis()
		for _, img := range append(viewed(t, f), painted(t, f)) {
			for _, c := range []struct {
				c           color.NRGBA
				right, high bool
			}{{m[mapColours-1], true, true}, {m[0], false, false}, {absent, true, false}, {m.at(0.5), false, true}} {
				px, py, part := share(img, about(c.c))
				assert.Equal(t, c.right, px > 0.45, "%v at %v", c.c, px)
				assert.Equal(t, c.high, py < 0.5, "%v at %v", c.c, py)
				assert.InDelta(t, 0.16, part, 0.04)
			}
		}
	}
}

// Rows that are some steps apart are as wide.
func TestHeatMapOfEverySoManySteps(t *testing.T) {
	s := runner.NewSeries("N.V", "mV", 0.1, 100, 2, make([]float64, 80))
	s.Every = 5
	x0, x1, _, _ := HeatMap(s).Panels[0].plotters[0].(*cells).DataRange()
	assert.InDelta(t, 10, x0, 1e-12)
	assert.InDelta(t, 30, x1, 1e-12)
}

// A matrix has its first row on top and its first column at the left.
func TestMatrixPlaces(t *testing.T) {
	m := mat.NewDense(4, 4, nil)
	m.Set(0, 3, 2)  // a positive weight at the top right
	m.Set(3, 0, -2) // a negative one at the bottom left
	for name, img := range map[string]image.Image{
		"weights": painted(t, Weights(m)), "sparse": painted(t, Weights(sparse{m})),
	} {
		d := diverging(0, 1)
		x, y, part := share(img, exactly(d[mapColours-1]))
		assert.True(t, x > 0.5 && y < 0.5, "%s: %v, %v", name, x, y)
		assert.InDelta(t, 1.0/16*0.5, part, 0.02)
		x, y, _ = share(img, exactly(d[0]))
		assert.True(t, x < 0.5 && y > 0.5, "%s: %v, %v", name, x, y)
	}
	s, err := conn.IJConn{I: []int{0}, J: []int{9}}.Connect(conn.Ends{Pre: 10, Post: 10})
	require.NoError(t, err)
	x, y, _ := share(painted(t, Connectivity(s)), exactly(Colour(0)))
	assert.True(t, x > 0.6 && y < 0.3, "pre 0 is on top, post 9 at the right: %v, %v", x, y)
}

// sparse is a matrix that tells what is not 0.
type sparse struct{ *mat.Dense }

func (s sparse) DoNonZero(f func(i, j int, v float64)) {
	rows, columns := s.Dims()
	for i := range rows {
		for j := range columns {
			if v := s.At(i, j); v != 0 {
				f(i, j, v)
			}
		}
	}
}

// A bin has the mean of the numbers in it that are numbers; one that is told
// what is not 0 has the same, all others being 0.
func TestGridIsMeans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 40).Draw(t, "rows"), rapid.IntRange(1, 40).Draw(t, "columns")
		g, all := newGrid(rows, columns, rapid.IntRange(1, 20).Draw(t, "most rows"), rapid.IntRange(1, 20).Draw(t, "most columns")), newGrid(rows, columns, 7, 9)
		x := make([]float64, rows*columns)
		total := 0.0
		for k := range x {
			x[k] = rapid.SampledFrom([]float64{0, 1, -2.5, 7, math.NaN(), math.Inf(1)}).Draw(t, "x")
			g.add(k/columns, k%columns, x[k])
			all.addTo(k/columns, k%columns, x[k])
			if finite(x[k]) {
				total += x[k]
			}
		}
		all.full()
		for i := range g.rows {
			for j := range g.columns {
				sum, n := 0.0, 0.0
				for k, v := range x {
					if k/columns/g.high == i && k%columns/g.wide == j && finite(v) {
						sum, n = sum+v, n+1
					}
				}
				if n == 0 {
					assert.True(t, math.IsNaN(g.at(i, j)))
				} else {
					assert.InDelta(t, sum/n, g.at(i, j), 1e-12)
				}
			}
		}
		sum := 0.0
		for k := range all.sum {
			sum += all.at(k/all.columns, k%all.columns) * all.count[k]
		}
		assert.InDelta(t, total, sum, 1e-9)
	})
}

// Every spike is a stroke from the value before it to the top, at its time; the
// values themselves stay, in order.
func TestTracesHaveSpikes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "n")
		start := rapid.Int64Range(0, 50).Draw(t, "start")
		values := rapid.SliceOfN(rapid.Float64Range(-70, -50), 2*n, 2*n).Draw(t, "V")
		s := runner.NewSeries("N.V", "mV", 0.1, start, 2, values)
		var steps []int64
		var indices []int32
		for k := range int64(n) + 20 {
			if rapid.IntRange(0, 4).Draw(t, "spike") == 0 {
				steps, indices = append(steps, start-10+k), append(indices, 1)
			}
		}
		f := Traces(s, runner.NewSpikeTrain("N.spike", 2, 0.1, start-10, start+int64(n)+10, steps, indices))
		require.NoError(t, f.Err())
		quiet, spiking := f.Panels[0].plotters[0].(*line), f.Panels[0].plotters[1].(*line)
		assert.Equal(t, s.Column(0), quiet.y)
		_, _, _, top := spiking.DataRange()
		want := 0
		for _, step := range steps {
			if step >= start && step < start+int64(n) {
				want++
			}
		}
		var kept []float64
		got := 0
		for k := 0; k < len(spiking.y); k++ {
			if k > 0 {
				assert.GreaterOrEqual(t, spiking.x[k], spiking.x[k-1]-1e-9)
			}
			if want > 0 && k+1 < len(spiking.y) && spiking.y[k+1] == top && spiking.x[k] == spiking.x[k+1] {
				got++
				k++
				continue
			}
			kept = append(kept, spiking.y[k])
		}
		if want > 0 {
			assert.Greater(t, top, slices.Max(values))
			assert.Equal(t, want, got)
		}
		assert.Equal(t, s.Column(1), kept)
	})
}

// Neurons of a part of a group are found by their place in it.
func TestTracesOfAPart(t *testing.T) {
	train := runner.NewSpikeTrain("N.spike", 10, 1, 0, 4, []int64{2}, []int32{7})
	picked := runner.NewSpikeTrain("N.spike", 3, 1, 0, 4, []int64{2}, []int32{1})
	picked.Neurons = []int{2, 7, 9}
	for _, s := range []*runner.SpikeTrain{train, train.Slice(5, 9), picked} {
		f := Traces(runner.NewSeries("N.V", "mV", 1, 0, 10, make([]float64, 40)).Slice(6, 9), s)
		require.NoError(t, f.Err())
		for k, p := range f.Panels[0].plotters {
			assert.Equal(t, k == 1, len(p.(*line).y) > 4, "neuron %d", 6+k)
		}
	}
}

// The contour of a circle is one line, on the circle, as long as it is; through
// a pole or a jump there is none.
func TestContours(t *testing.T) {
	found := contours(func(x, y float64) (float64, float64) { return x*x + y*y - 1, 1 / (x - 0.001) }, -2, 2, -1.5, 1.5)
	lines := chains(found[0])
	require.Len(t, lines, 1)
	length := 0.0
	for k, p := range lines[0] {
		assert.InDelta(t, 1, math.Hypot(p.x, p.y), 1e-4)
		if k > 0 {
			length += math.Hypot(p.x-lines[0][k-1].x, p.y-lines[0][k-1].y)
		}
	}
	assert.InDelta(t, 2*math.Pi, length, 1e-3)
	assert.Empty(t, found[1])
	found = contours(func(x, y float64) (float64, float64) { return math.Copysign(1, x), math.Log(x) }, -2, 2, -1, 1)
	assert.Empty(t, found[0], "a jump")
	require.Len(t, chains(found[1]), 1, "where there is no number there is no contour")
	assert.InDelta(t, 1, chains(found[1])[0][0].x, 1e-4)
	// Two that cross, at a corner of the grid and elsewhere.
	found = contours(func(x, y float64) (float64, float64) { return x * y, (x - 0.013) * (y - 0.017) }, -1, 1, -1, 1)
	for _, segments := range found {
		length := 0.0
		for _, s := range segments {
			length += math.Hypot(s[1].x-s[0].x, s[1].y-s[0].y)
		}
		assert.InDelta(t, 4, length, 0.03)
	}
}

func TestLogTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		about  int
		want   string
	}{
		{1, 1000, 5, "1 10 100 1000"},
		{0.02, 30, 4, "0.1 1 10"},
		{2, 30, 4, "2 5 10 20"},
		{2.5, 4.1, 4, "3 4"},
		{2.1, 2.2, 4, "2.100 2.125 2.150 2.175 2.200"},
		{1e-12, 1e12, 5, "1e−12 1e−8 1e−4 1 1e4 1e8 1e12"},
		{3e-5, 0.3, 5, "1e−4 1e−3 1e−2 0.1"},
		{0, 1, 5, ""},
	} {
		got := ""
		for _, k := range logTicks(c.lo, c.hi, c.about) {
			if k.Label != "" {
				got += " " + k.Label
			}
		}
		assert.Equal(t, c.want, got[min(1, len(got)):], "%v to %v", c.lo, c.hi)
	}
}

// Histograms of different samples have the same bins, integrals of 1, and, of
// intervals, what is far out is counted and not shown.
func TestDistributions(t *testing.T) {
	integral := func(p *Panel, k int) (sum float64) {
		l := p.plotters[k].(*line)
		for i := 1; i < len(l.x); i++ {
			sum += l.y[i] * (l.x[i] - l.x[i-1])
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Float64Range(-5, 50), 1, 60).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Float64Range(0, 9), 1, 60).Draw(t, "b")
		f := Distribution("x", Sample{"a", append(a, math.NaN())}, Sample{"b", b})
		require.NoError(t, f.Err())
		assert.InDelta(t, 1, integral(f.Panels[0], 0), 1e-9)
		assert.InDelta(t, 1, integral(f.Panels[0], 1), 1e-9)
		assert.Equal(t, f.Panels[0].plotters[0].(*line).x, f.Panels[0].plotters[1].(*line).x)
	})
	// Intervals of 5 steps, and one in a hundred of 500.
	var steps []int64
	for k, at := 0, int64(0); k < 1001; k++ {
		steps = append(steps, at)
		at += 5
		if k%100 == 50 {
			at += 495
		}
	}
	f := ISI(runner.NewSpikeTrain("N", 1, 0.1, 0, steps[1000]+1, steps, make([]int32, 1001)))
	require.NoError(t, f.Err())
	p := f.Panels[0]
	assert.Equal(t, "1% are longer →", p.aside)
	assert.InDelta(t, 0.99, integral(p, 0), 1e-9)
	assert.Less(t, p.X.Max, 5.0)
	assert.Zero(t, p.X.Min)
}
