package runner

import (
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/memory"
)

// Warnings hands what is probably wrong, in the network or in what drives and
// records it, to a function instead of printing it: each warning once, before the
// first steps. With nil the warnings are silenced.
func Warnings(take func(golgi.Warning)) Option {
	if take == nil {
		take = func(golgi.Warning) {}
	}
	return func(c *config) { c.warn = take }
}

// printWarning is what is done with warnings without the option Warnings.
func printWarning(w golgi.Warning) {
	_, _ = fmt.Fprintln(os.Stderr, "warning:", w)
}

// warner tells what is probably wrong, each thing once in the life of a runner:
// not before a run, since until then inputs are set by hand.
type warner struct {
	take      func(golgi.Warning)
	driven    []string // paths of the parts that are driven
	recorded  []recorded
	streams   bool   // recordings need not fit into memory
	told, big bool   // what has been told: of the network, of the recordings
	reached   []bool // which recordings have something, or were told that they have not
}

func newWarner(p *plan) *warner {
	w := &warner{take: p.warn, recorded: p.recorded, streams: p.stream.asked, reached: make([]bool, len(p.recorded))}
	if w.take == nil {
		w.take = printWarning
	}
	for _, b := range p.blocks {
		w.driven = append(w.driven, b.part)
	}
	return w
}

// before tells what is to be told before a run from step start, which may lie
// behind after Resume, to step end.
func (w *warner) before(sim *golgi.Sim, start, end int64) {
	if !w.told {
		w.told = true
		for _, one := range sim.Warnings() {
			if !w.refutes(one) {
				w.take(one)
			}
		}
	}
	if one, large := w.large(sim, end-sim.Steps(), memory.Free); large && !w.big {
		w.big = true
		w.take(one)
	}
	for k, rec := range w.recorded {
		if !w.reached[k] && start < end {
			w.reached[k] = true
			if rec.timing.count(start, end) == 0 {
				w.take(unreached(rec, start, end, sim.Dt()))
			}
		}
	}
}

// unreached warns of a recording that a run from step start to step end has
// nothing for.
func unreached(rec recorded, start, end int64, dt float64) golgi.Warning {
	when := fmt.Sprintf("its window ends at %g ms", ms(rec.timing.to, dt))
	if next := rec.timing.next(start); next != math.MaxInt64 {
		when = fmt.Sprintf("it begins at %g ms", ms(next, dt))
	} else if rec.timing.next(0) == math.MaxInt64 {
		when = "none of its times lies in its window"
	}
	return golgi.Warning{Kind: golgi.Unreached, Path: rec.label(), Text: fmt.Sprintf("nothing of it is recorded in a run from %g to %g ms: %s; make a longer run, or change the runner.Every or runner.Between of its monitor",
		ms(start, dt), ms(end, dt), when)}
}

// small is how much recordings may take without a look at how much is free.
const small = 64 << 20

// large warns of values that will take more than half of the memory that is
// free. How many spikes there will be nobody knows.
func (w *warner) large(sim *golgi.Sim, steps int64, free func() float64) (golgi.Warning, bool) {
	var all, most float64
	var label string
	for _, rec := range w.recorded {
		if rec.spikes {
			continue
		}
		bytes := 8 * float64(rec.width()) * float64(rec.timing.count(sim.Steps(), sim.Steps()+steps))
		if all += bytes; bytes > most {
			most, label = bytes, rec.label()
		}
	}
	if w.streams || all < small {
		return golgi.Warning{}, false
	}
	there := free()
	text := fmt.Sprintf("recording it for %g ms takes %s of memory, all monitors together %s, and %s are free; record less often (runner.Every), fewer elements or their mean, or into a folder (runner.StreamTo)",
		ms(steps, sim.Dt()), memory.Text(most), memory.Text(all), memory.Text(there))
	return golgi.Warning{Kind: golgi.Large, Path: label, Text: text}, all > there/2
}

// refutes reports whether a warning of the network is mistaken, because of what
// the runner does with it.
func (w *warner) refutes(one golgi.Warning) bool {
	switch one.Kind {
	case golgi.Undriven:
		return slices.Contains(w.driven, one.Path)
	case golgi.Unread:
		return slices.ContainsFunc(w.recorded, func(rec recorded) bool {
			return slices.ContainsFunc(rec.names, func(p string) bool { return p == "spike" || p == one.Path+".spike" })
		})
	}
	return false
}
