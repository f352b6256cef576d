package report

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/safefile"
	"github.com/golgi-sim/golgi/runner"
)

// Report is a page about a run.
type Report struct {
	// Title is the heading; New takes the type of the network.
	Title string
	// Text is what stands below the title: paragraphs, with an empty line
	// between them.
	Text string
	// Spikes are the trains of the raster, each in a colour of its own. New
	// takes all that were recorded. Trains that are parts of one group stand at
	// their place in it, others one above the other. A train of all neurons of a
	// group is coloured by the ranges that projections start from.
	Spikes []*runner.SpikeTrain
	// Series are the traces, a panel for each. New takes all that were
	// recorded.
	Series []*runner.Series
	// References are the papers of the models, a text for each. New takes those
	// of the description of the network.
	References []string
	// MaxSpikes and MaxValues bound the size of the page. Of more spikes, every
	// second, third, … neuron is shown; of more values of a trace, the least and
	// the greatest of two or more steps, so that no spike is lost. 0 stands for
	// 2,500,000 spikes, about 9 MB, and for 600,000 values, about 3 MB.
	MaxSpikes, MaxValues int
	// Columns is how many elements of a series are lines; 0 stands for 8. Of a
	// series with more, all are there as colours.
	Columns int

	res    *runner.Result
	rss    int64
	unread []error // of recordings that New could not take
	err    error
}

const (
	mostSpikes  = 2_500_000
	mostValues  = 600_000
	mostColumns = 8
)

// New returns the report of a result. A recording that cannot be read is left
// out, and the page says why; if there is no other, Err does.
func New(res *runner.Result) *Report {
	r := &Report{Title: "Run", res: res, rss: runner.PeakRSS()}
	if res == nil {
		r.err = errors.New("there is no result: New was given nil")
		return r
	}
	if g := res.Graph; g != nil && len(g.Parts) > 0 && g.Parts[0].Path == "" {
		switch kind := last(g.Parts[0].Kind); kind {
		case "":
		case "network":
			r.Title = "Network"
		default:
			r.Title = kind
		}
	}
	if res.Graph != nil {
		r.References = slices.Clone(res.Graph.References)
	}
	for _, name := range res.Names() {
		if t := res.Spikes(name); t.Err() == nil {
			r.Spikes = append(r.Spikes, t)
		} else if s := res.Series(name); s.Err() == nil {
			r.Series = append(r.Series, s)
		} else {
			// The one that the recording is not has no name.
			err := s.Err()
			if t.Name != "" {
				err = t.Err()
			}
			r.unread = append(r.unread, fmt.Errorf("%s is not shown: %w", name, err))
		}
	}
	return r
}

// Err returns why there is nothing to show, nil if nothing is wrong.
func (r *Report) Err() error {
	if r.err != nil {
		return r.err
	}
	if r.res == nil {
		return errors.New("it was not made by report.New")
	}
	if len(r.Spikes)+len(r.Series) == 0 && r.unread != nil {
		return errors.Join(r.unread...)
	}
	for k, t := range r.Spikes {
		if t == nil {
			return fmt.Errorf("train %d is nil", k)
		}
		if t.Err() != nil {
			return t.Err()
		}
		// A train need not have been made by NewSpikeTrain, which checks it.
		if err := runner.NewSpikeTrain(t.Name, t.N, t.Dt, t.Start, t.Stop, t.Steps, t.Indices).Err(); err != nil {
			return err
		}
	}
	for k, s := range r.Series {
		if s == nil {
			return fmt.Errorf("series %d is nil", k)
		}
		if s.Err() != nil {
			return s.Err()
		}
	}
	if r.MaxSpikes < 0 || r.MaxValues < 0 || r.Columns < 0 {
		return fmt.Errorf("MaxSpikes is %d, MaxValues %d, Columns %d; they must not be negative", r.MaxSpikes, r.MaxValues, r.Columns)
	}
	return nil
}

// Save writes the page to a file, whose name ends with .html. The file appears, or replaces one that is
// there, when it is complete.
func (r *Report) Save(path string) error {
	if e := strings.ToLower(filepath.Ext(path)); e != ".html" && e != ".htm" {
		return fmt.Errorf("report: %q: the name of a page ends with .html", path)
	}
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		return err
	}
	if err := safefile.Write(path, b.Bytes()); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// Write writes the page.
func (r *Report) Write(w io.Writer) error {
	if null.Is(w) {
		return errors.New("report: the writer is nil; give one such as a bytes.Buffer, or a file to Save")
	}
	if err := r.Err(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return fmt.Errorf("BUG: report: %w", err)
	}
	p := r.page()
	if err := r.Err(); err != nil { // values that turned out to be damaged
		return fmt.Errorf("report: %w", err)
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// What a page is made of.
var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed data.js
	dataJS string
	//go:embed plot.js
	plotJS string
	//go:embed heat.js
	heatJS string
	//go:embed page.js
	pageJS string
)
