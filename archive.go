package golgi

import (
	"fmt"
	"strings"

	"github.com/golgi-sim/golgi/rng"
)

// A Keeper is a part with state that has to be in a checkpoint: all that its
// Update changes and that later steps depend on, besides the quantities and
// spikes that it has named, which are kept for it. A part that embeds a Keeper,
// such as dyn.Emitter, and has more state calls its Keep in its own.
//
// A part that is a Resetter and no Keeper has state that nobody knows of, so
// that a network with it cannot be saved. One that has neither is taken to have
// none, and so is a system that is no part.
type Keeper interface {
	Part
	// Keep hands all of the state to the archive, piece by piece, and first
	// what identifies the part (Same). It is called to save and to load: the
	// archive then sets what it is handed. The pieces, their names and their
	// order are the same in both.
	//
	//	func (c *Cells) Keep(a *golgi.Archive) {
	//		a.Same("kind", c.Kind)
	//		a.Floats("calcium", c.calcium)
	//		a.Int("next", &c.next, 0, int64(len(c.events)))
	//	}
	Keep(a *Archive)
}

// Archive takes the state of a part when a simulation is saved and gives it back
// when one is loaded. Every piece has a name, unique in its part, which tells
// what is wrong with a file. After a mistake a load changes nothing in the end,
// so a Keep need not look for mistakes after each piece.
type Archive struct {
	sim  *Sim
	part *Base
	mode archiveMode
	trial,
	step uint64

	buf  []byte // that is written, or what is left of what is read
	size uint64 // of what can be written at most, when measuring
	// grows: the state of the file may be larger than what there is.
	grows bool
	// trusted is what the simulation itself holds in memory: it is not checked.
	trusted bool
	lost    bool // the pieces of the file are not those that are asked for
	// other: the part is not the one in the file.
	other bool
	errs  *BuildErrors
	// names of a piece are after those of what it belongs to.
	within []string
}

type archiveMode uint8

const (
	saving archiveMode = iota
	loading
	measuring // the longest that saving can make
)

// Loading reports whether the state is being set.
func (a *Archive) Loading() bool { return a.mode == loading && !a.lost && !a.other }

// Measuring reports whether nothing but the size of what there is at most is
// asked for.
func (a *Archive) Measuring() bool { return a.mode == measuring }

// Grows says that loading may set a parameter with which the state takes more
// than it does now, as a delay. Then it may be as large as fits into memory.
func (a *Archive) Grows() { a.grows = true }

// Step returns the number of steps made: of the simulation that is saved, or
// that of the file.
func (a *Archive) Step() int64 { return int64(a.step) }

// Trial returns the key of the initial values and noise of the part of that
// name, in the trial of the simulation that is saved, or of the file.
func (a *Archive) Trial(path string) rng.Key { return a.sim.trialKey(a.trial).Path(path) }

// Errorf reports that the part cannot be saved, or that the file cannot be
// loaded.
func (a *Archive) Errorf(format string, args ...any) {
	a.fail(fmt.Errorf(format, args...))
}

func (a *Archive) fail(err error) {
	if a.mode != measuring {
		*a.errs = append(*a.errs, &BuildError{Path: a.part.path, Err: err})
	}
}

// Within gives the pieces of what keep hands over names that begin with a
// prefix: a part that is made of others can have one of each.
func (a *Archive) Within(prefix string, keep func()) {
	a.within = append(a.within, prefix)
	keep()
	a.within = a.within[:len(a.within)-1]
}

func (a *Archive) name(name string) string {
	if len(a.within) == 0 {
		return name
	}
	return strings.Join(a.within, ".") + "." + name
}

// Same says what the part is, in words: a model, a size, a parameter as it was
// built. A file in which it is not the same is refused, with the difference.
func (a *Archive) Same(name, text string) {
	was, ok := a.bytes(name, kindText, []byte(text), 1<<20)
	if !ok || a.mode != loading || string(was) == text {
		return
	}
	a.other = true
	a.fail(&difference{a.name(name), string(was), text})
}
