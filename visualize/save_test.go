package visualize_test

import (
	"bytes"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

func simple() *visualize.Figure {
	return visualize.Line(runner.NewSeries("E.V", "mV", 0.1, 0, 1, []float64{1, 2, 3}))
}

func TestSave(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "v.PNG")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))
	require.NoError(t, simple().Save(path))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	img, err := png.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	assert.Equal(t, 1260, img.Bounds().Dx(), "160 mm at 200 dpi")
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1, "nothing else is left")

	for _, bad := range []string{"v", "v.gif", "v.png.txt"} {
		err := simple().Save(filepath.Join(dir, bad))
		assert.ErrorContains(t, err, "the name of a picture ends with .png, .svg or .pdf")
	}
	assert.ErrorIs(t, simple().Save(filepath.Join(dir, "nowhere", "v.png")), os.ErrNotExist)
	// A directory cannot be replaced; what was written beside it is removed.
	require.NoError(t, os.Mkdir(filepath.Join(dir, "d.png"), 0o755))
	assert.Error(t, simple().Save(filepath.Join(dir, "d.png")))
	files, err = os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 2)
}

func TestErrorsAreReturned(t *testing.T) {
	bad := runner.NewSpikeTrain("N.spike", -1, 0.1, 0, 1, nil, nil)
	worse := runner.NewSeries("N.V", "", 0.1, 0, 0, nil)
	path := filepath.Join(t.TempDir(), "x.png")
	for want, f := range map[string]*visualize.Figure{
		"visualize: N.spike: -1 neurons":                                                                                                visualize.Raster(bad),
		"visualize: N.V: a series of 0 columns":                                                                                         visualize.Rows(simple(), visualize.Line(worse)),
		"visualize: Raster was given no spikes":                                                                                         visualize.Raster(),
		"visualize: series 0 of Line is nil":                                                                                            visualize.Line(nil),
		"visualize: train 0 of Raster is nil":                                                                                           visualize.Raster(nil),
		"visualize: Line was given no series":                                                                                           visualize.Line(),
		"visualize: Bars was given 1 values for 2 names; give one value for each, one at least":                                         visualize.Bars("", []string{"a", "b"}, []float64{1}, nil),
		"visualize: Bars was given 2 references for 1 names; give one for each, or none":                                                visualize.Bars("", []string{"a"}, []float64{1}, []float64{1, 2}),
		"visualize: figure 1 of Rows is nil":                                                                                            visualize.Rows(simple(), nil),
		"visualize: the figure has no panels; give it some, as those of Line and Raster":                                                visualize.Rows(),
		"visualize: the Width of the figure is -3 mm; give a positive number, or 0 for one that suits":                                  resized(-3, 0),
		"visualize: the Width of the figure is NaN mm; give a positive number, or 0 for one that suits":                                 resized(math.NaN(), 0),
		"visualize: the DPI of the figure are -1; give a positive number, or 0 for the usual one":                                       resized(0, -1),
		"visualize: figure 1 that it is composed of: the Width of the figure is -3 mm; give a positive number, or 0 for one that suits": visualize.Columns(simple(), resized(-3, 0)),
		"visualize: panel 1 is nil":                                                                                                     {Panels: []*visualize.Panel{simple().Panels[0], nil}},
		"visualize: plotter 0 of panel 0 is nil":                                                                                        {Panels: []*visualize.Panel{withNil()}},
		"visualize: 160 × 56 mm at 100000 dpi is more than 30000 dots; take a smaller size or resolution":                               resized(0, 100000),
	} {
		assert.EqualError(t, f.Save(path), want)
	}
	assert.NoFileExists(t, path)
	assert.EqualError(t, simple().Write(&bytes.Buffer{}, "gif"), `visualize: there is no format "gif"; there are png, svg and pdf`)
}

// withNil is a panel that was given nothing to draw.
func withNil() *visualize.Panel {
	p := &visualize.Panel{}
	p.Add(nil)
	return p
}

func resized(width float64, dpi int) *visualize.Figure {
	f := simple()
	f.Width, f.DPI = width, dpi
	return f
}

// What a user writes is text in an SVG, never markup.
func TestSVGEscapes(t *testing.T) {
	f := simple()
	f.Title = `<script>alert("1 & 2")</script>`
	var b bytes.Buffer
	require.NoError(t, f.Write(&b, "svg"))
	checkXML(t, b.Bytes())
	assert.NotContains(t, b.String(), "<script>")
	assert.Contains(t, b.String(), "&lt;script&gt;")
	assert.NotContains(t, b.String(), "font-family:Liberation Sans;", "there are fonts to fall back on")
	assert.Equal(t, strings.Count(b.String(), "<text"), strings.Count(b.String(), "Arial"))
}

// The same figure gives the same picture.
func TestPicturesRepeat(t *testing.T) {
	draw := func() string {
		var b bytes.Buffer
		require.NoError(t, visualize.Raster(irregular(50, 20, 500, 1)).Write(&b, "png"))
		return b.String()
	}
	assert.Equal(t, draw(), draw())
}

func TestColoursRepeat(t *testing.T) {
	assert.Equal(t, visualize.Colour(7), visualize.Colour(-1))
	assert.Equal(t, visualize.Colour(3), visualize.Colour(3+8))
	assert.NotEqual(t, visualize.Colour(0), visualize.Colour(1))
}
