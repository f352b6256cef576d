package runner

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, 1000, 3000, 0.1)
	for step := int64(1001); step <= 2000; step++ {
		p.at(step)
		if step%250 == 0 {
			time.Sleep(soonest)
		}
	}
	p.close(2000)
	text := out.String()
	assert.Contains(t, text, "100 to 300 ms")
	assert.Contains(t, text, " 50% ")
	assert.True(t, strings.HasSuffix(text, "\n"))

	var none *progress
	none.at(1)
	none.close(1)
}

// The clock is looked at seldom enough not to count, however short the steps.
func TestProgressStride(t *testing.T) {
	p := newProgress(&bytes.Buffer{}, 0, 1e9, 0.1)
	for step := int64(1); step < 1e6; step++ {
		p.at(step)
	}
	assert.Greater(t, p.pace.stride, int64(1000))
}
