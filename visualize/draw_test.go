package visualize

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/runner"
)

// centre is the middle of the dots of a colour in the upper half of a picture.
func centre(img image.Image, blue bool) (x, y float64, n int) {
	b := img.Bounds()
	for j := range b.Dy() / 2 {
		for i := range b.Dx() {
			r, _, c, _ := img.At(i, j).RGBA()
			if blue && c > r+0x4000 || !blue && r > c+0x4000 {
				x, y, n = x+float64(i), y+float64(j), n+1
			}
		}
	}
	return x / float64(b.Dx()) / float64(n), y / float64(b.Dy()) / float64(n), n
}

// corners is n neurons that spike in one quarter of the span and of the
// population: early and low, or late and high.
func corners(n int, steps int64, late bool) *runner.SpikeTrain {
	var at []int64
	var indices []int32
	for step := range steps {
		for i := range int32(n) {
			if (step >= 3*steps/4) == late && (step < steps/4) != late && (int(i) >= 3*n/4) == late && (int(i) < n/4) != late {
				at, indices = append(at, step), append(indices, i)
			}
		}
	}
	return runner.NewSpikeTrain("N", n, 1, 0, steps, at, indices)
}

// Spikes stand where they belong, drawn one by one (few) or as an image (many),
// in every format that can be looked at here.
func TestRasterPlaces(t *testing.T) {
	for _, n := range []int{40, 400} {
		early, late := corners(n, 200, false), corners(n, 200, true)
		require.Equal(t, n == 400, early.Count() > manyDots/2)
		f := Raster(early, late)
		f.Panels[0].Legend, f.DPI = nil, 100
		check := func(img image.Image) {
			x0, y0, n0 := centre(img, true)
			x1, y1, n1 := centre(img, false)
			require.Positive(t, n0)
			require.Positive(t, n1)
			assert.Less(t, x0, 0.4)
			assert.Greater(t, x1, 0.6)
			assert.Greater(t, y0, y1, "high neurons stand high")
		}
		// The trains are of one group.
		f.Panels[0].plotters[1].(*dots).shift = 0
		var b bytes.Buffer
		require.NoError(t, f.Write(&b, "png"))
		img, err := png.Decode(&b)
		require.NoError(t, err)
		check(img)
		for _, img := range viewed(t, f) {
			check(img)
		}
	}
}

// viewed is what programs make of the figure as PDF and SVG, those that are
// installed.
func viewed(t *testing.T, f *Figure) (all []image.Image) {
	t.Helper()
	for format, show := range viewers {
		if _, err := exec.LookPath(show[0]); err != nil {
			continue // what shows the format is not installed
		}
		dir := t.TempDir()
		require.NoError(t, f.Save(filepath.Join(dir, "x."+format)))
		cmd := exec.Command(show[0], show[1:]...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		data, err := os.ReadFile(filepath.Join(dir, "x.png"))
		require.NoError(t, err)
		img, err := png.Decode(bytes.NewReader(data))
		require.NoError(t, err)
		all = append(all, img)
	}
	return all
}

// viewers are programs that make x.png of a picture x, if they are installed.
var viewers = map[string][]string{
	"pdf": {"pdftoppm", "-png", "-singlefile", "x.pdf", "x"},
	"svg": {"rsvg-convert", "x.svg", "-o", "x.png"},
}

// An image of points is where the points drawn as shapes are: the two pictures
// differ by no more than how edges are smoothed.
func TestImageOfDotsIsInPlace(t *testing.T) {
	train := corners(60, 60, false)
	draw := func(asImage bool) *image.RGBA {
		c := vgimg.NewWith(vgimg.UseWH(200, 100), vgimg.UseDPI(144))
		p := plot.New()
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 60, 0, 60
		area := vgdraw.New(&canvas{CanvasSizer: c, dpi: 144})
		area.Rectangle = vg.Rectangle{Min: vg.Point{X: 10.3, Y: 7.7}, Max: vg.Point{X: 190.9, Y: 91.2}}
		d := &dots{train: train, colour: Colour(0)}
		x, y := p.Transforms(&area)
		if asImage {
			d.image(&area, x, y, 1.1, 1)
		} else {
			area.SetColor(d.colour)
			d.each(&area, x, y, func(at vg.Point) { area.Fill(disc(at, 1.1)) })
		}
		return c.Image().(*image.RGBA)
	}
	a, b := draw(true), draw(false)
	require.Equal(t, a.Rect, b.Rect)
	inked, differ := 0.0, 0.0
	for k := 0; k < len(a.Pix); k += 4 { // the red of blue on white
		inked += 255 - float64(b.Pix[k])
		differ += math.Abs(float64(a.Pix[k]) - float64(b.Pix[k]))
	}
	require.Positive(t, inked)
	assert.Less(t, differ/inked, 0.12)
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		about  int
		whole  bool
		want   string
	}{
		{0, 1000, 8, false, "0 100 200 300 400 500 600 700 800 900 1000"},
		{0, 300, 8, false, "0 50 100 150 200 250 300"},
		{-75, 35, 4, false, "−75 −50 −25 0 25"},
		{-0.5, 3999.5, 8, true, "0 500 1000 1500 2000 2500 3000 3500"},
		{-0.5, 2.5, 8, true, "0 1 2"},
		{-0.5, 9.5, 4, true, "0 2 4 6 8"},
		{0, 1, 4, false, "0.00 0.25 0.50 0.75 1.00"},
		{0, 0.003, 3, false, "0.000 0.001 0.002 0.003"},
		{1e-7, 3e-7, 2, false, "1e−7 2e−7 3e−7"},
		{0, 3e6, 3, false, "0 1e6 2e6 3e6"},
		{1000000, 1000002, 2, false, "1e6 1.000001e6 1.000002e6"},
		{5, 5, 4, false, ""},
	} {
		var labels []string
		for _, k := range ticks(c.lo, c.hi, c.about, c.whole) {
			labels = append(labels, k.Label)
		}
		assert.Equal(t, c.want, strings.Join(labels, " "), "%v to %v", c.lo, c.hi)
	}
}

// Ticks are within the axis, ascending, neither too many nor too few, and their
// labels are their values.
func TestTicksOfAnyAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(-1e5, 1e5).Draw(t, "lo")
		hi := lo + math.Pow(10, rapid.Float64Range(-3, 6).Draw(t, "size"))
		about := rapid.IntRange(2, 12).Draw(t, "about")
		ks := ticks(lo, hi, about, false)
		require.LessOrEqual(t, len(ks), 2*about)
		require.GreaterOrEqual(t, len(ks), about/2)
		for k, tick := range ks {
			slack := 1e-6 * (hi - lo)
			assert.True(t, tick.Value >= lo-slack && tick.Value <= hi+slack)
			if k > 0 {
				assert.Greater(t, tick.Value, ks[k-1].Value)
				assert.NotEqual(t, tick.Label, ks[k-1].Label)
			}
			x, err := strconv.ParseFloat(strings.ReplaceAll(tick.Label, "−", "-"), 64)
			require.NoError(t, err)
			assert.InDelta(t, tick.Value, x, 1e-3*(hi-lo))
		}
	})
}

// A thinned line keeps its ends, its lowest and its highest point, and order.
func TestThin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ys := rapid.SliceOfN(rapid.Float64Range(-10, 10), 1, 200).Draw(t, "y")
		pts := make([]vg.Point, len(ys))
		x := vg.Length(0)
		for k, y := range ys {
			x += vg.Length(rapid.Float64Range(0, 0.1).Draw(t, "dx"))
			pts[k] = vg.Point{X: x, Y: vg.Length(y)}
		}
		kept := thin(pts)
		require.LessOrEqual(t, len(kept), len(pts))
		assert.Equal(t, pts[0], kept[0])
		assert.Equal(t, pts[len(pts)-1], kept[len(kept)-1])
		columns := map[float64]int{}
		at := 0
		for _, p := range kept {
			columns[math.Floor(float64(p.X)/resolution)]++
			for pts[at] != p {
				at++ // panics if the points are not in order
			}
			at++
		}
		for _, n := range columns {
			assert.LessOrEqual(t, n, 4)
		}
		lo0, hi0 := heights(pts)
		lo1, hi1 := heights(kept)
		assert.Equal(t, [2]vg.Length{lo0, hi0}, [2]vg.Length{lo1, hi1})
	})
}

func heights(pts []vg.Point) (lo, hi vg.Length) {
	lo, hi = pts[0].Y, pts[0].Y
	for _, p := range pts {
		lo, hi = min(lo, p.Y), max(hi, p.Y)
	}
	return lo, hi
}

func TestLabels(t *testing.T) {
	s := func(name, unit string, columns int) *runner.Series {
		return runner.NewSeries(name, unit, 1, 0, columns, make([]float64, columns))
	}
	legend := func(f *Figure) string {
		var labels []string
		for _, e := range f.Panels[0].Legend {
			labels = append(labels, e.Label)
		}
		return fmt.Sprintf("%s: %s", f.Panels[0].Y.Label, strings.Join(labels, ", "))
	}
	assert.Equal(t, "V (mV): Pre, Post", legend(Line(s("Pre.V", "mV", 1), s("Post.V", "mV", 1))))
	assert.Equal(t, "V (mV): N[0], N[1]", legend(Line(s("N.V", "mV", 2))))
	assert.Equal(t, "mV: N.V, N.u", legend(Line(s("N.V", "mV", 1), s("N.u", "mV", 1))))
	assert.Equal(t, ": N.V, E.g", legend(Line(s("N.V", "mV", 1), s("E.g", "mS", 1))))
	assert.Equal(t, "V (mV): ", legend(Line(s("N.V", "mV", 9))), "too many to name")
	assert.Equal(t, "V (mV): ", legend(Line(s("N.V", "mV", 1))), "one needs no name")
}
