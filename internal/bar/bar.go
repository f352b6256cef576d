// Package bar shows on one line of a terminal how far something has got. (The
// bars of others bring an HTTP server with them, which takes a fifth of the time
// of a first build.)
package bar

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Bar is a line that is written over and over.
type Bar struct {
	w     io.Writer
	what  string
	of    int64
	count bool
	begun time.Time
}

// New returns a bar for that many steps of something, and shows it. With count
// it says how many of them are done.
func New(w io.Writer, what string, of int64, count bool) *Bar {
	b := &Bar{w, what, max(of, 1), count, time.Now()}
	b.Set(0)
	return b
}

// width of the bar, in characters.
const width = 32

// Set shows that n steps are done. What cannot be written is no reason to stop.
func (b *Bar) Set(n int64) {
	_, _ = fmt.Fprintf(b.w, "\r%s\x1b[K", b.text(n, time.Since(b.begun)))
}

// Close leaves the bar as it is.
func (b *Bar) Close() { _, _ = fmt.Fprintln(b.w) }

func (b *Bar) text(n int64, passed time.Duration) string {
	n = min(max(n, 0), b.of)
	share := float64(n) / float64(b.of)
	full := int(share * width)
	text := fmt.Sprintf("%s %3.0f%% │%s%s│", b.what, 100*share, strings.Repeat("━", full), strings.Repeat(" ", width-full))
	if b.count {
		text += fmt.Sprintf(" %d/%d", n, b.of)
	}
	text += " " + passed.Round(time.Second).String()
	if n > 0 && n < b.of {
		left := time.Duration(float64(passed) * (1 - share) / share)
		text += ", " + left.Round(time.Second).String() + " left"
	}
	return text
}
