package visualize_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

var (
	pictures = flag.String("pictures", "", "folder to leave the pictures in, to be looked at")
	long     = flag.Bool("long", false, "draw what takes long, too")
)

// irregular is n neurons that spike at random, with a rate that swings around hz.
func irregular(n int, hz, ms float64, seed uint64) *runner.SpikeTrain {
	r := rand.New(rand.NewPCG(seed, 1))
	var steps []int64
	var indices []int32
	end := int64(ms / 0.1)
	for step := range end {
		p := hz * 1e-4 * (1 + 0.6*math.Sin(float64(step)*0.1/40))
		for i := 0; p > 0; i++ {
			// To the next neuron that spikes.
			i += int(min(math.Log(1-r.Float64())/math.Log(1-p), 1e9))
			if i >= n {
				break
			}
			steps, indices = append(steps, step), append(indices, int32(i))
		}
	}
	return runner.NewSpikeTrain("N.spike", n, 0.1, 0, end, steps, indices)
}

// trace is the potential of an integrate-and-fire neuron.
func trace(name string, start float64) *runner.Series {
	var values []float64
	v := start
	for k := range 3000 {
		v += 0.005 * (-43 - v + 4*math.Sin(float64(k)/180+start))
		values = append(values, v)
		if v > -50 {
			values[k], v = 30, -70
		}
	}
	return runner.NewSeries(name, "mV", 0.05, 0, 1, values)
}

// figures are pictures of all kinds.
func figures() map[string]*visualize.Figure {
	network := irregular(4000, 20, 1000, 1)
	groups := visualize.Raster(network.Slice(0, 3200).Named("excitatory"), network.Slice(3200, 4000).Named("inhibitory"))
	titled := visualize.Raster(irregular(5000, 100, 2000, 4))
	titled.Title = "A million spikes"
	gap := trace("N.V", -60)
	for k := range 300 {
		gap.Row(1000 + k)[0] = math.NaN()
	}
	traces := visualize.Rows(visualize.Line(trace("Pre.V", -65), trace("Post.V", -63)), visualize.Line(trace("Syn.g", -60)))
	traces.Panels[0].Title = "A"
	traces.Panels[1].Title = "B"
	traces.Panels[1].Y.Label = "g (mS/cm²)"
	var many []*runner.Series
	for range 6 {
		many = append(many, trace("Layers[3].Excitatory.Cells.V", -60-float64(len(many))))
	}
	return map[string]*visualize.Figure{
		"groups":    groups,
		"network":   visualize.Raster(network),
		"later":     visualize.Raster(network.Window(400, 600)),
		"million":   titled,
		"few":       visualize.Raster(irregular(5, 20, 1000, 2)),
		"stacked":   visualize.Raster(irregular(100, 8, 300, 2).Named("A"), irregular(50, 8, 300, 3).Named("B")),
		"sparse":    visualize.Raster(irregular(4000, 0.02, 1000, 2)),
		"none":      visualize.Raster(irregular(100, 0, 1000, 2)),
		"nothing":   visualize.Raster(runner.NewSpikeTrain("N.spike", 0, 0.1, 0, 0, nil, nil)),
		"one":       visualize.Raster(runner.NewSpikeTrain("N.spike", 1, 0.1, 0, 1, []int64{0}, []int32{0})),
		"traces":    traces,
		"gap":       visualize.Line(gap),
		"long":      visualize.Line(many...),
		"constant":  visualize.Line(runner.NewSeries("E.syn.g", "", 0.1, 0, 1, []float64{3, 3, 3})),
		"point":     visualize.Line(runner.NewSeries("E.syn.g", "", 0.1, 0, 1, []float64{3})),
		"novalues":  visualize.Line(runner.NewSeries("E.V", "mV", 0.1, 0, 1, nil)),
		"notfinite": visualize.Line(runner.NewSeries("E.V", "mV", 0.1, 0, 1, []float64{math.NaN(), math.Inf(1)})),
		"bars":      visualize.Bars("rate (Hz)", []string{"E", "I", "none", "down"}, []float64{3, 7.5, math.NaN(), -2}, []float64{3.2, 7, 1, math.NaN()}),
		"large":     visualize.Line(runner.NewSeries("E.V", "mV", 0.1, 0, 1, []float64{1e12, 1.00001e12, -3e12})),
	}
}

// natural is how wide pictures are, in mm, that are given no width and are not
// 160 mm wide.
var natural = map[string]float64{
	"signed": 100, "positive": 100, "large matrix": 100, "correlations": 100, "connfew": 100, "connmany": 100,
	"page": 180,
}

// Every picture can be drawn in every format, and is what it says.
func TestPictures(t *testing.T) {
	dir := *pictures
	if dir == "" {
		dir = t.TempDir()
	}
	all := figures()
	for name, f := range kinds() {
		all[name+" "] = f
	}
	for name, f := range all {
		name = strings.TrimSpace(name)
		t.Run(name, func(t *testing.T) {
			require.NoError(t, f.Err())
			dpi := 200
			if *pictures == "" {
				dpi, f.DPI = 60, 60 // small ones are enough here
			}
			formats := []string{".png", ".svg", ".pdf"}
			if !*long && (name == "network" || name == "later" || name == "million") {
				formats = formats[:1] // in the others they are as "groups" is
			}
			for _, ext := range formats {
				path := filepath.Join(dir, name+ext)
				require.NoError(t, f.Save(path))
				data, err := os.ReadFile(path)
				require.NoError(t, err)
				assert.Less(t, len(data), 3<<20, "many spikes make no huge file")
				switch ext {
				case ".png":
					img, err := png.Decode(bytes.NewReader(data))
					require.NoError(t, err)
					wide := f.Width
					if wide == 0 {
						wide = natural[name]
					}
					if wide == 0 {
						wide = 160
					}
					assert.InDelta(t, wide/25.4*float64(dpi), img.Bounds().Dx(), 1)
				case ".svg":
					checkXML(t, data)
				case ".pdf":
					assert.True(t, bytes.HasPrefix(data, []byte("%PDF-")))
					assert.Contains(t, string(data[len(data)-10:]), "%%EOF")
				}
			}
		})
	}
}

func checkXML(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}
