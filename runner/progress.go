package runner

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/golgi-sim/golgi/internal/bar"
)

// onTerminal reports whether the standard error is a terminal.
func onTerminal() bool { return term.IsTerminal(int(os.Stderr.Fd())) }

// progress shows how far a run has got. A nil progress shows nothing.
type progress struct {
	bar   *bar.Bar
	begin int64 // first step of the run
	pace  pace
}

func newProgress(w io.Writer, begin, end int64, dt float64) *progress {
	p := &progress{begin: begin, pace: newPace(begin)}
	p.bar = bar.New(w, fmt.Sprintf("%.6g to %.6g ms", ms(begin, dt), ms(end, dt)), end-begin, false)
	return p
}

// at tells that a step has been reached.
func (p *progress) at(step int64) {
	if p != nil && p.pace.due(step, soonest) {
		p.bar.Set(step - p.begin)
	}
}

// close leaves the bar as it is when the run has ended, in a step.
func (p *progress) close(step int64) {
	if p == nil {
		return
	}
	p.bar.Set(step - p.begin)
	p.bar.Close()
}
