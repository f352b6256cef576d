package dyn

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/fingerprint"
)

// SpikeTimeGroup emits given spikes. A spike at time t belongs to the first
// step that begins at t or later, round(t/dt) for times that are multiples of
// dt.
type SpikeTimeGroup struct {
	Emitter
	indices []int
	times   []float64

	steps []int64 // of the events, ascending
	list  []int32 // elements of the events, ascending within a step
	next  int
}

// NewSpikeTimeGroup returns a group of n elements of which element indices[k]
// spikes at times[k] ms, in any order. Mistakes are reported by Build.
func NewSpikeTimeGroup(n int, indices []int, times []float64) *SpikeTimeGroup {
	return &SpikeTimeGroup{Emitter: NewEmitter(n), indices: slices.Clone(indices), times: slices.Clone(times)}
}

// Declare checks the events.
func (g *SpikeTimeGroup) Declare(s *golgi.Site) {
	g.Emitter.Declare(s)
	if g.n < 1 || g.n > math.MaxInt32 {
		s.Errorf("has %d elements; a group has 1 to %d", g.n, math.MaxInt32)
	}
	if len(g.indices) != len(g.times) {
		s.Errorf("has %d indices and %d times; give one time for each index", len(g.indices), len(g.times))
		return
	}
	for k, i := range g.indices {
		if i < 0 || i >= g.n {
			s.Errorf("event %d is of element %d; the group has %d elements, 0 to %d", k, i, g.n, g.n-1)
			return
		}
		switch t := g.times[k]; {
		case math.IsNaN(t) || t < 0:
			s.Errorf("event %d is at %v ms; times are not negative", k, t)
			return
		case t/s.Dt() > 1<<52:
			s.Errorf("event %d is at %v ms, more than 2^52 steps of dt = %v ms; no run goes so far", k, t, s.Dt())
			return
		}
	}
}

// Allocate sorts the events by step and element.
func (g *SpikeTimeGroup) Allocate(s *golgi.Site) {
	g.Emitter.Allocate(s)
	order := make([]int, len(g.times))
	steps := make([]int64, len(g.times))
	for k, t := range g.times {
		order[k] = k
		// A time that is a multiple of dt up to rounding is that multiple.
		x := t / s.Dt()
		if r := math.Round(x); math.Abs(x-r) < 1e-9*math.Max(1, r) {
			x = r
		}
		steps[k] = int64(math.Ceil(x))
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := order[a], order[b]
		if steps[x] != steps[y] {
			return steps[x] < steps[y]
		}
		return g.indices[x] < g.indices[y]
	})
	g.steps, g.list = g.steps[:0], g.list[:0]
	for _, k := range order {
		// Two events of one element in one step are one spike.
		if j := len(g.steps) - 1; j >= 0 && g.steps[j] == steps[k] && g.list[j] == int32(g.indices[k]) {
			continue
		}
		g.steps = append(g.steps, steps[k])
		g.list = append(g.list, int32(g.indices[k]))
	}
}

// Reset goes back to the first event.
func (g *SpikeTimeGroup) Reset(s *golgi.Site) {
	g.Emitter.Reset(s)
	g.next = 0
}

// Keep keeps which event is the next.
func (g *SpikeTimeGroup) Keep(a *golgi.Archive) {
	g.Emitter.Keep(a)
	a.Same("events", fmt.Sprintf("%d spikes with checksums %08x %08x", len(g.times), fingerprint.Sum(g.times), fingerprint.SumOf(g.indices)))
	next := int64(g.next)
	a.Int("next", &next, 0, int64(len(g.steps)))
	g.next = int(next)
}

// Update emits the events of the step.
func (g *SpikeTimeGroup) Update(env *golgi.Env) {
	if !env.Begin(&g.Base) {
		return
	}
	first := g.next
	for g.next < len(g.steps) && g.steps[g.next] <= env.Step() {
		g.next++
	}
	g.emit(env, g.list[first:g.next])
}

// String says how many events there are.
func (g *SpikeTimeGroup) String() string {
	return fmt.Sprintf("SpikeTimeGroup of %d elements, %d events", g.n, len(g.times))
}
