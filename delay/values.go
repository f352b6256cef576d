package delay

import "github.com/golgi-sim/golgi"

// ValueRing keeps the values of a variable in the last steps.
type ValueRing struct {
	steps  []int64 // of the slots, -1: none
	slots  [][]float64
	before []float64 // before step 0
}

// ValueBytes returns the memory that a ring for d steps of n elements takes.
func ValueBytes(d, n int) float64 { return (float64(d) + 1) * 8 * (float64(n) + 4) }

// Need makes the ring keep the values of n elements for d steps after the one
// in which they were put. Before step 0 they were those in before, which is
// kept and not copied.
func (r *ValueRing) Need(d, n int, before []float64) {
	r.before = before
	r.steps = make([]int64, d+1)
	r.slots = make([][]float64, d+1)
	for k := range r.slots {
		r.slots[k] = make([]float64, n)
	}
	r.Clear()
}

// Clear empties the ring.
func (r *ValueRing) Clear() {
	for k := range r.steps {
		r.steps[k] = -1
	}
}

// KeepIn hands what the ring holds to an archive, with the values before step 0.
func (r *ValueRing) KeepIn(a *golgi.Archive) {
	a.Ints("steps of values", r.steps)
	a.Floats("values before", r.before)
	for _, x := range r.slots {
		a.Floats("values", x)
	}
}

// Slot returns the slot of a step, to be filled with its values.
func (r *ValueRing) Slot(step int64) []float64 {
	k := step % int64(len(r.slots))
	r.steps[k] = step
	return r.slots[k]
}

// At returns the values put in a step, and whether the ring has them.
func (r *ValueRing) At(step int64) ([]float64, bool) {
	if step < 0 {
		return r.before, true
	}
	k := step % int64(len(r.slots))
	return r.slots[k], r.steps[k] == step
}

// Bytes returns the memory that the ring takes.
func (r *ValueRing) Bytes() int64 {
	n := 8 * int64(len(r.steps)+len(r.before))
	for _, s := range r.slots {
		n += 8 * int64(len(s))
	}
	return n
}
