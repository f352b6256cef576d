package runner

import (
	"fmt"
	"os"
	"slices"

	"github.com/golgi-sim/golgi"
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

// warner tells what is probably wrong, once in the life of a runner: not before
// the first run, since until then inputs are set by hand.
type warner struct {
	take     func(golgi.Warning)
	driven   []string // paths of the parts that are driven
	recorded []string // paths
}

func newWarner(p *plan) *warner {
	w := &warner{take: p.warn}
	if w.take == nil {
		w.take = printWarning
	}
	for _, b := range p.blocks {
		w.driven = append(w.driven, b.part)
	}
	for _, rec := range p.recorded {
		w.recorded = append(w.recorded, rec.names...)
	}
	return w
}

func (w *warner) once(sim *golgi.Sim) {
	if w.take == nil {
		return
	}
	take := w.take
	w.take = nil
	for _, one := range sim.Warnings() {
		if !w.refutes(one) {
			take(one)
		}
	}
}

// refutes reports whether a warning of the network is mistaken, because of what
// the runner does with it.
func (w *warner) refutes(one golgi.Warning) bool {
	switch one.Kind {
	case golgi.Undriven:
		return slices.Contains(w.driven, one.Path)
	case golgi.Unread:
		return slices.ContainsFunc(w.recorded, func(p string) bool { return p == "spike" || p == one.Path+".spike" })
	}
	return false
}
