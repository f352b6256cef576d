package runner

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// onTerminal reports whether the standard error is a terminal.
func onTerminal() bool { return term.IsTerminal(int(os.Stderr.Fd())) }

// progress shows how far a run has got. A nil progress shows nothing.
type progress struct {
	bar   *progressbar.ProgressBar
	begin int64 // first step of the run
	pace  pace
}

func newProgress(w io.Writer, begin, end int64, dt float64) *progress {
	p := &progress{begin: begin, pace: newPace(begin)}
	p.bar = progressbar.NewOptions64(max(end-begin, 1),
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetWidth(32),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionUseANSICodes(true), // does not flicker
		progressbar.OptionSetDescription(fmt.Sprintf("%.6g to %.6g ms", ms(begin, dt), ms(end, dt))),
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "━", SaucerHead: "━", SaucerPadding: " ", BarStart: "│", BarEnd: "│"}))
	return p
}

// at tells that a step has been reached.
func (p *progress) at(step int64) {
	if p != nil && p.pace.due(step, soonest) {
		p.show(step)
	}
}

func (p *progress) show(step int64) {
	// A bar that cannot be written is no reason to stop the run.
	_ = p.bar.Set64(step - p.begin)
}

// close leaves the bar as it is when the run has ended, in a step.
func (p *progress) close(step int64, w io.Writer) {
	if p == nil {
		return
	}
	p.show(step)
	_ = p.bar.Exit()
	_, _ = fmt.Fprintln(w)
}
