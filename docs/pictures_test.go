package docs_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/palette"
)

// width is that of pictures on pages, in pixels, and largest their size in bytes.
const width, largest = 800, 80_000

var images = regexp.MustCompile(`!\[[^\]]*\]\(([^)]+\.png)\)`)

// checkPictures: the pictures of the page that are in a folder of its name are
// those that its programs have left behind in dir, made small.
func (c *code) checkPictures(t *testing.T, dir string) {
	t.Helper()
	folder := strings.TrimSuffix(filepath.Base(c.page.path), ".md") + "/"
	for _, m := range images.FindAllStringSubmatch(strings.Join(c.page.lines, "\n"), -1) {
		name, ok := strings.CutPrefix(m[1], folder)
		if !ok {
			continue
		}
		made, err := decode(filepath.Join(dir, name))
		if !assert.NoError(t, err, "%s: its programs leave no %s", c.page.path, name) {
			continue
		}
		path := filepath.Join(root, filepath.Dir(c.page.path), m[1])
		if *generate {
			text, err := palette.Small(made, width, largest)
			require.NoError(t, err)
			require.NoError(t, writeFile(path, string(text)))
		}
		there, err := decode(path)
		if !assert.NoError(t, err, "%s: go test ./docs -generate", c.page.path) {
			continue
		}
		ratio := func(m image.Image) float64 { return float64(m.Bounds().Dx()) / float64(m.Bounds().Dy()) }
		assert.InEpsilon(t, ratio(made), ratio(there), 0.02, "%s: %s is of another shape now: go test ./docs -generate", c.page.path, name)
	}
}

func decode(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}
