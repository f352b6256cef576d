package team

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A Task is the work of one pass. The caller of [Team.Do] keeps the value, so
// that handing it over allocates nothing.
type Task interface {
	// Work does the part of worker number worker, from 0 to Size-1. It runs
	// at the same time as the parts of the other workers.
	Work(worker int)
}

// A Team is a number of workers. Worker 0 is the goroutine that calls Do; the
// others exist between Start and Stop. A team is used by one goroutine at a
// time, and not copied.
//
// A part that its worker has not begun when the caller has done its own is done
// by the caller: on a machine that has other work too, a pass does not wait for
// a worker that has no processor.
type Team struct {
	size    int
	started bool
	stop    atomic.Bool
	busy    atomic.Bool // between entry and return of Do, Start or Stop
	gates   []gate      // gates[0] is the caller's
	claims  []claim     // of the parts
	joined  sync.WaitGroup

	// Written by the caller before epoch advances, read by workers that have
	// claimed their part of the pass: the caller waits for those.
	task Task
	goal uint32 // arrivals when all parts but the caller's are done
	spin int

	failed atomic.Bool
	panics []*Panic // of each worker, in the pass that failed

	// The two words that workers and caller wait for, each on a cache line
	// (a pair of lines, for the adjacent-line prefetcher) of its own.
	_        [128]byte
	epoch    atomic.Uint32 // passes begun
	_        [124]byte
	arrivals atomic.Uint32 // parts done by workers 1 and up
	_        [124]byte
}

// New returns a team of that many workers, the caller included; not yet
// started. Zero or less means as many as GOMAXPROCS.
func New(threads int) *Team {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	t := &Team{size: threads, gates: make([]gate, threads), claims: make([]claim, threads), panics: make([]*Panic, threads)}
	for k := range t.gates {
		t.gates[k].wake = make(chan struct{}, 1)
	}
	return t
}

// Size returns the number of workers, the caller included.
func (t *Team) Size() int { return t.size }

// Start starts the workers. Every Start needs a Stop; a second Start before
// it is a bug and panics.
func (t *Team) Start() {
	t.enter()
	defer t.busy.Store(false)
	if t.started {
		panic("team: Start of a team that is started")
	}
	t.started = true
	t.stop.Store(false)
	t.spin = spinsFor(t.size)
	last := t.epoch.Load()
	t.joined.Add(t.size - 1)
	for k := 1; k < t.size; k++ {
		t.claims[k].pass.Store(last)
		go t.serve(k, last)
	}
}

// Stop ends the workers and returns when they have ended. The team can be
// started again. Stop of a team that is not started does nothing.
func (t *Team) Stop() {
	t.enter()
	defer t.busy.Store(false)
	if !t.started {
		return
	}
	t.started = false
	t.stop.Store(true)
	t.begin()
	t.joined.Wait()
}

// Do runs task.Work(k) for every worker k, number 0 on the calling goroutine,
// and returns when all have returned. When the team is not started, the
// caller does all parts itself, in the order of their numbers.
//
// If parts panic, Do waits for the others and then panics with the *[Panic]
// of the lowest worker; the team stays usable. Do within a Work, or on two
// goroutines at once, is a bug and panics.
func (t *Team) Do(task Task) {
	t.enter()
	t.task = task
	// Deferred, because Work(0) may leave by runtime.Goexit (a test that
	// fails does), and the other workers must not outlive the pass.
	defer t.finish()
	if t.size == 1 || !t.started {
		for k := range t.size {
			t.part(k)
		}
		return
	}
	t.goal += uint32(t.size - 1)
	t.begin()
	t.part(0)
	for k := 1; k < t.size; k++ {
		if t.claim(k, t.epoch.Load()) {
			t.standIn(k)
		}
	}
}

// A claim is the last pass in which somebody has taken a part, on cache lines
// of its own.
type claim struct {
	pass atomic.Uint32
	_    [124]byte
}

// claim takes part k of a pass, and reports whether nobody had.
func (t *Team) claim(k int, pass uint32) bool {
	return t.claims[k].pass.CompareAndSwap(pass-1, pass)
}

// standIn does the part of a worker that has not begun.
func (t *Team) standIn(k int) {
	defer t.arrivals.Add(1) // also if Work calls runtime.Goexit
	t.part(k)
}

func (t *Team) enter() {
	if !t.busy.CompareAndSwap(false, true) {
		panic("team: Do, Start or Stop within a Work, or on two goroutines at once")
	}
}

// begin lets the workers go.
func (t *Team) begin() {
	t.epoch.Add(1)
	for k := 1; k < t.size; k++ {
		t.gates[k].open()
	}
}

// finish waits until all parts are done, and passes on a panic.
func (t *Team) finish() {
	t.gates[0].wait(&t.arrivals, t.goal, true, t.spin)
	t.task = nil
	if t.failed.Load() {
		t.busy.Store(false)
		t.rethrow()
	}
	t.busy.Store(false)
}

// serve is the life of worker k, after a pass.
func (t *Team) serve(k int, last uint32) {
	stopped := false
	defer func() {
		if stopped {
			t.joined.Done()
			return
		}
		// Work has called runtime.Goexit: this goroutine cannot be kept, so
		// that another takes its place.
		t.fail(k, "Work called runtime.Goexit")
		go t.serve(k, last)
		t.arrive()
	}()
	for {
		t.gates[k].wait(&t.epoch, last, false, t.spin)
		// The caller may have done this part and gone on; then the claim
		// fails, and what there is to do is in a later pass. The last one is
		// no pass but the end: stop was set before it began.
		last = t.epoch.Load()
		if t.stop.Load() {
			stopped = true
			return
		}
		if t.claim(k, last) {
			t.part(k)
			t.arrive()
		}
	}
}

// arrive tells that a worker has done its part. The goal is read before: after
// the last arrival it belongs to the caller, who may have begun another pass.
func (t *Team) arrive() {
	goal := t.goal
	if t.arrivals.Add(1) == goal {
		t.gates[0].open()
	}
}
