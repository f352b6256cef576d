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
type Team struct {
	size    int
	started bool
	busy    atomic.Bool // between entry and return of Do, Start or Stop
	gates   []gate      // gates[0] is the caller's
	joined  sync.WaitGroup

	// Written by the caller before epoch advances, read by workers after.
	task Task
	stop bool
	goal uint32 // arrivals when every worker has done its part
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
	t := &Team{size: threads, gates: make([]gate, threads), panics: make([]*Panic, threads)}
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
	t.started, t.stop = true, false
	t.spin = spinsFor(t.size)
	next := t.epoch.Load() + 1
	t.joined.Add(t.size - 1)
	for k := 1; k < t.size; k++ {
		go t.serve(k, next)
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
	t.started, t.stop = false, true
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
	t.gates[0].wait(&t.arrivals, t.goal, t.spin)
	t.task = nil
	if t.failed.Load() {
		t.busy.Store(false)
		t.rethrow()
	}
	t.busy.Store(false)
}

// serve is the life of worker k, whose first pass is number next.
func (t *Team) serve(k int, next uint32) {
	stopped := false
	defer func() {
		if stopped {
			t.joined.Done()
			return
		}
		// Work has called runtime.Goexit: this goroutine cannot be kept, so
		// that another takes its place.
		t.fail(k, "Work called runtime.Goexit")
		go t.serve(k, next+1)
		t.arrive()
	}()
	for ; ; next++ {
		t.gates[k].wait(&t.epoch, next, t.spin)
		if t.stop {
			stopped = true
			return
		}
		t.part(k)
		t.arrive()
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
