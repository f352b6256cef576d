package visualize_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/visualize"
)

// Nothing that is written is cut off or in the way of something else, at the
// widths of one and of two columns of a paper.
func TestTextIsLegible(t *testing.T) {
	all := figures()
	for name, f := range kinds() {
		all[name] = f
	}
	for name, f := range all {
		for _, width := range []float64{85, 180} {
			if width == 85 && composed[name] {
				continue // made for a page
			}
			t.Run(fmt.Sprintf("%s %g mm", name, width), func(t *testing.T) {
				// It may be a part of another one, whose layout depends on it.
				defer func(was float64) { f.Width = was }(f.Width)
				f.Width = width
				texts, w, h := visualize.Texts(f)
				require.NotEmpty(t, texts)
				for k, a := range texts {
					// A line of text has room above its letters, which may be
					// outside.
					assert.True(t, a.Box.Min.X >= 0 && a.Box.Max.X <= w && a.Box.Min.Y >= -1 && a.Box.Max.Y <= h, "%q at %v is not within %v × %v", a.Text, a.Box, w, h)
					for _, b := range texts[:k] {
						x := min(a.Box.Max.X, b.Box.Max.X) - max(a.Box.Min.X, b.Box.Min.X)
						y := min(a.Box.Max.Y, b.Box.Max.Y) - max(a.Box.Min.Y, b.Box.Min.Y)
						assert.False(t, x > 0 && y > 0, "%q and %q overlap by %.1f × %.1f", a.Text, b.Text, x, y)
					}
					assert.True(t, a.Size >= 7, "%q is %v points high", a.Text, a.Size)
				}
			})
		}
	}
}

var composed = map[string]bool{"page": true, "page2": true}
