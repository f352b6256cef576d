// Package docs_test makes and checks the pages of this directory that are made
// from the code: the catalogue of models, and where the names of BrainPy are.
//
//	go test ./docs -generate           makes models.md and pictures that are missing
//	go test ./docs -generate -redraw   makes all pictures anew
//	go test ./docs -measure            measures speed.json, for some minutes
package docs_test

import (
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

var (
	generate = flag.Bool("generate", false, "write the catalogue anew, and the pictures that are missing")
	redraw   = flag.Bool("redraw", false, "with -generate: draw all pictures anew")
	measure  = flag.Bool("measure", false, "measure the time of a step of every model anew")
)

// section is a part of the catalogue.
type section struct {
	title, intro string
	dir          string // of the package
	models       []dyn.Model
	measured     bool // by bench.BenchmarkModels
	draw         func(dyn.Model) (picture, error)
}

func sections() []section {
	return []section{
		{"Neurons", "Models of neurons, of package `dyn`. " + variants, "../dyn", dyn.NeuronModels(), true, response},
		{"Composed neurons", "Neurons that are composed of the channels and ions below, of package `dyn`. The pictures and times are of one with INaTM1991, IKTM1991 and IL.", "../dyn", dyn.ComposedModels(), true, response},
		{"Channels", "Ionic channels, of package `dyn/channel`. I is positive inward.", "../dyn/channel", models(channel.Models()), false, clamp},
		{"Ions", "Ions, of package `dyn/ion`, with the channels that are in them.", "../dyn/ion", models(ion.Models()), false, concentration},
		{"Synapses", "What weights w that arrive do to the conductance g; of package `dyn`.", "../dyn", models(dyn.SynapseModels()), false, conductance},
		{"Outputs", "What current flows when the conductance of a synapse is g; of package `dyn`.", "../dyn", models(dyn.OutputModels()), false, current},
		{"Rate models", "Populations and oscillators, of package `dyn`.", "../dyn", dyn.RateModels(), true, response},
		{"Processes and readouts", "Of package `dyn`.", "../dyn", dyn.OtherModels(), true, response},
	}
}

const variants = "Those whose name has LTC in it have the current inside their equation, those with Ref a refractory period."

func models[M dyn.Model](list []M) []dyn.Model {
	var all []dyn.Model
	for _, m := range list {
		all = append(all, m)
	}
	return all
}

// TestModels: models.md is what the code makes of it, and every model has all
// that the page says of one. What a model lacks can not be generated.
func TestModels(t *testing.T) {
	if *measure {
		require.NoError(t, measureSpeed())
	}
	speed, err := readSpeed()
	require.NoError(t, err)
	var entries [][]*entry
	names := fileNames{}
	for _, s := range sections() {
		docs, err := typeDocs(s.dir)
		require.NoError(t, err)
		var list []*entry
		for _, m := range s.models {
			e, err := newEntry(m, docs)
			if !assert.NoError(t, err) {
				continue
			}
			e.file = names.of(e.name)
			if s.measured {
				e.ns = speed.Nanoseconds[e.name]
				assert.Positive(t, e.ns, "%s has no time of a step: go test ./docs -measure -generate", e.name)
			}
			for _, lack := range e.lacks() {
				t.Errorf("%s lacks %s", e.name, lack)
			}
			e.caption = checkPicture(t, s, m, e.file)
			list = append(list, e)
		}
		entries = append(entries, list)
	}
	page := render(entries, speed)
	if *generate && !t.Failed() {
		require.NoError(t, os.WriteFile("models.md", []byte(page), 0o666))
	}
	there, err := os.ReadFile("models.md")
	require.NoError(t, err)
	if string(there) != page {
		t.Errorf("models.md is not up to date: go test ./docs -generate\n%s", firstDifference(string(there), page))
	}
	checkSizes(t, names)
}

// checkPicture checks that the picture of a model is there, or makes it, and
// returns what it shows.
func checkPicture(t *testing.T, s section, m dyn.Model, file string) string {
	t.Helper()
	p, err := s.draw(m)
	if !assert.NoError(t, err, "the picture of %s", dyn.ModelName(m)) {
		return ""
	}
	path := filepath.Join("models", file)
	if _, err := os.Stat(path); *generate && (*redraw || err != nil) {
		figure, err := p.figure()
		require.NoError(t, err, "the picture of %s", dyn.ModelName(m))
		figure.Width, figure.Height, figure.DPI = 80, 36, 100
		require.NoError(t, os.MkdirAll("models", 0o777))
		require.NoError(t, figure.Save(path))
	}
	f, err := os.Open(path)
	if !assert.NoError(t, err, "%s lacks a picture: go test ./docs -generate", dyn.ModelName(m)) {
		return ""
	}
	defer func() { assert.NoError(t, f.Close()) }()
	_, err = png.Decode(f)
	assert.NoError(t, err, path)
	return p.caption
}

// checkSizes keeps the directory of pictures small, and free of pictures of
// what there is no more.
func checkSizes(t *testing.T, names fileNames) {
	const each, all = 15_000, 2_000_000
	files, err := os.ReadDir("models")
	require.NoError(t, err)
	var sum int64
	for _, f := range files {
		info, err := f.Info()
		require.NoError(t, err)
		assert.LessOrEqual(t, info.Size(), int64(each), f.Name())
		assert.True(t, names[strings.ToLower(f.Name())], "models/%s is the picture of no model; remove it", f.Name())
		sum += info.Size()
	}
	assert.LessOrEqual(t, sum, int64(all))
}

// fileNames are the names of pictures, in lower case.
type fileNames map[string]bool

// of returns the name of a picture, which differs from all others also where
// file systems do not tell capital letters from others: LIF and Lif.
func (f fileNames) of(model string) string {
	name := model + ".png"
	if f[strings.ToLower(name)] {
		name = model + "-2.png"
	}
	f[strings.ToLower(name)] = true
	return name
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for k := range min(len(x), len(y)) {
		if x[k] != y[k] {
			return "is:     " + x[k] + "\nshould: " + y[k]
		}
	}
	return "one is longer"
}

// TestLacks: what a model is without is found.
func TestLacks(t *testing.T) {
	e, err := newEntry(bare{}, map[string]string{"bare": "bare is empty."})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"a default of field Tau", "a doc of field Tau", "a name of field Tau",
		"a reference (a paragraph of the doc comment)", "a unit of field Tau", "equations",
	}, e.lacks())
	docs := map[string]string{"bare": "bare is whole, see below.\n\nReference: A\nand B.\n\nMore.", "whole": "whole is something.\n\nReference: C."}
	e, err = newEntry(bare{}, docs)
	require.NoError(t, err)
	assert.Equal(t, "A and B.", e.reference)
	assert.Equal(t, "bare is whole, see below.\n\nMore.", e.doc)
	docs["bare"] = "bare is whole, see below."
	e, err = newEntry(bare{}, docs)
	require.NoError(t, err)
	assert.Equal(t, "C.", e.reference)
}

// bare is a model without anything.
type bare struct{ Tau golgi.Value }

// Equations returns none.
func (bare) Equations() dyn.Equations { return dyn.Equations{} }
