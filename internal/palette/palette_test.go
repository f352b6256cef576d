package palette_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/palette"
	"github.com/golgi-sim/golgi/rng"
)

// A picture of few colours keeps them, in fewer pixels.
func TestSmall(t *testing.T) {
	red, blue := color.RGBA{200, 30, 20, 255}, color.RGBA{10, 20, 220, 255}
	m := image.NewRGBA(image.Rect(0, 0, 400, 200))
	for x := range 400 {
		for y := range 200 {
			m.Set(x, y, red)
			if x >= 200 {
				m.Set(x, y, blue)
			}
		}
	}
	text, err := palette.Small(m, 100, 1e6)
	require.NoError(t, err)
	small, err := png.Decode(bytes.NewReader(text))
	require.NoError(t, err)
	assert.Equal(t, image.Rect(0, 0, 100, 50), small.Bounds())
	assert.IsType(t, &image.Paletted{}, small)
	for x, want := range map[int]color.RGBA{20: red, 80: blue} {
		r, g, b, _ := small.At(x, 25).RGBA()
		// The filter rounds.
		assert.InDelta(t, want.R, r>>8, 1)
		assert.InDelta(t, want.G, g>>8, 1)
		assert.InDelta(t, want.B, b>>8, 1)
	}
	text, err = palette.Small(m, 1000, 1e6)
	require.NoError(t, err)
	large, err := png.Decode(bytes.NewReader(text))
	require.NoError(t, err)
	assert.Equal(t, m.Bounds(), large.Bounds())
}

// Noise is made small by fewer colours, then by fewer pixels.
func TestSmallBytes(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 300, 300))
	s := rng.NewKey(1).Stream()
	for k := range m.Pix {
		m.Pix[k] = uint8(s.IntN(256))
	}
	for _, most := range []int{40_000, 10_000} {
		text, err := palette.Small(m, 300, most)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(text), most)
	}
}
