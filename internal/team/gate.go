package team

import (
	"runtime"
	"sync/atomic"
)

// How long a wait spins and yields before it parks. A look at a word that
// nobody writes takes about 0.3 ns, so that the spinning lasts some ten
// microseconds: longer than what lies between two passes of a step, and about
// as long as it takes the system to wake a parked thread.
const (
	spins  = 40000
	yields = 20
)

// spinsFor returns how often a member of a team of that size may look at a
// word without giving way. Where members have no processor of their own, the
// one waited for may be waiting for this one's processor: no spinning at all.
func spinsFor(size int) int {
	if size > runtime.GOMAXPROCS(0) || size > runtime.NumCPU() {
		return 0
	}
	return spins
}

// A gate is where one member of a team waits.
type gate struct {
	parked atomic.Bool
	wake   chan struct{} // capacity 1
	_      [112]byte     // the next gate is on another pair of cache lines
}

// wait returns when word equals x, or if until is false, when it does not.
// Whoever makes it so must call open afterwards, and nobody may make it
// otherwise again before wait has returned.
func (g *gate) wait(word *atomic.Uint32, x uint32, until bool, spin int) {
	for range spin {
		if (word.Load() == x) == until {
			return
		}
	}
	for range yields {
		if (word.Load() == x) == until {
			return
		}
		runtime.Gosched()
	}
	for (word.Load() == x) != until {
		// Either this side sees the word that the other side has changed, or
		// the other side sees parked; or both, and the swap decides: whoever
		// wins it owns the wake-up.
		g.parked.Store(true)
		if (word.Load() == x) == until && g.parked.CompareAndSwap(true, false) {
			return
		}
		// The wake-up may be a late one: an open that belongs to a wait that
		// has long ended, because it saw the word before it parked. So the
		// word is looked at again.
		<-g.wake
	}
}

// open wakes the member at the gate if it is parked. It never blocks: the
// channel holds the one wake-up that parking entitles to.
func (g *gate) open() {
	if g.parked.Load() && g.parked.CompareAndSwap(true, false) {
		g.wake <- struct{}{}
	}
}
