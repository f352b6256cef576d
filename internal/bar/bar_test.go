package bar

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestText(t *testing.T) {
	var out bytes.Buffer
	b := New(&out, "run", 200, false)
	assert.Equal(t, "run   0% │                                │ 0s", b.text(0, 0))
	assert.Equal(t, "run  50% │━━━━━━━━━━━━━━━━                │ 1m5s, 1m5s left", b.text(100, 65*time.Second))
	assert.Equal(t, "run 100% │━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━│ 2s", b.text(300, 2*time.Second))
	b.count = true
	assert.Contains(t, b.text(50, time.Second), "│ 50/200 1s, 3s left")
	b.Set(100)
	b.Close()
	assert.Equal(t, 2, strings.Count(out.String(), "\r"))
	assert.True(t, strings.HasSuffix(out.String(), " left\x1b[K\n"), out.String())

	assert.Contains(t, New(&out, "nothing", 0, true).text(0, 0), "0/1")
}
