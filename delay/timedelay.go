package delay

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
)

// TimeDelay keeps a variable at the beginning of every step, to be read at any
// time in ms, between steps by linear interpolation (an error of order 2): for
// code of one's own that closes a loop through the past. Equations read their
// own past with delayed(x, ms).
//
// It is updated before the group whose variable it keeps, as a DynSysGroup does;
// within the step what At knows ends at its beginning.
//
// Before time 0 the variable was what Before says, or, without it, what it begins
// with.
type TimeDelay struct {
	golgi.Base
	Of      golgi.State                    // the variable, or a range of it
	Longest float64                        // ms, how far back can be read
	Before  func(i int, t float64) float64 // element i at time t < 0
	Nearest bool                           // take the value at the nearest step instead of interpolating

	values ValueRing
	steps  int64
	live   []float64
	dt     float64
}

// Projects makes a DynSysGroup update the part before the groups.
func (d *TimeDelay) Projects() {}

// Connect checks the variable.
func (d *TimeDelay) Connect(s *golgi.Site) {
	s.Every()
	s.ReferState("Of", d.Of)
	d.dt = s.Dt()
	steps := math.Ceil(d.Longest / d.dt)
	if !(steps >= 0 && steps <= maxSteps) {
		s.Errorf("Longest is %v ms; give how far back the variable is read, from 0 to %d steps of dt = %v ms", d.Longest, maxSteps, d.dt)
		return
	}
	d.steps = int64(steps)
}

// Allocate asks for the storage of the past.
func (d *TimeDelay) Allocate(s *golgi.Site) {
	steps := int(d.steps) + 1
	s.Room(fmt.Sprintf("the past of %d steps", steps), ValueBytes(steps, d.Of.Size()))
}

// Reset forgets the past.
func (d *TimeDelay) Reset(s *golgi.Site) {
	if err := d.Of.Check(); err != nil {
		s.Errorf("Of: %w", err)
		return
	}
	n := d.Of.Len()
	d.live = make([]float64, n)
	d.values.Need(int(d.steps)+1, n, make([]float64, n))
}

// Update keeps what the variable is at the beginning of the step.
func (d *TimeDelay) Update(env *golgi.Env) {
	if !env.Begin(&d.Base) {
		return
	}
	if d.Of.Updated() == env.Step() {
		env.Fail(fmt.Errorf("%s was updated after the group of %s in step %d; update it before", d.Path(), d.Of.Path(), env.Step()))
		return
	}
	x, err := d.Of.Read(d.values.Slot(env.Step()))
	if err != nil {
		env.Fail(err)
		return
	}
	if env.Step() == 0 {
		copy(d.values.before, x)
	}
}

// Keep keeps the past.
func (d *TimeDelay) Keep(a *golgi.Archive) {
	a.Same("Of", d.Of.Path())
	d.values.KeepIn(a)
}

// At sets dst, nil or of the length of the variable, to what it was at time t in
// ms and returns it. A time before what is kept, or after what is known, stops
// the run.
func (d *TimeDelay) At(t float64, dst []float64) []float64 {
	if dst == nil {
		dst = make([]float64, len(d.live))
	}
	if len(dst) != len(d.live) {
		d.Fail(fmt.Errorf("%s has %d elements, dst has room for %d", d.Path(), len(d.live), len(dst)))
		return dst
	}
	x := t / d.dt
	// A time that is that of a step up to rounding is that of the step.
	if whole := math.Round(x); math.Abs(x-whole) <= 1e-9*math.Max(1, math.Abs(whole)) || d.Nearest {
		x = whole
	}
	low := math.Floor(x)
	share := x - low
	now := d.Updated()
	if d.Of.Updated() == now {
		now++ // what the variable is, is what it will begin the next step with
	}
	if last := float64(max(now, 0)); !(x <= last && x >= last-float64(d.steps)-1) {
		d.Fail(fmt.Errorf("%s was asked for time %v ms and knows %v to %v ms (Longest is %v ms)", d.Path(), t, (last-float64(d.steps)-1)*d.dt, last*d.dt, d.Longest))
		return dst
	}
	if low < 0 && d.Before != nil {
		for i := range dst {
			dst[i] = d.Before(i, t)
		}
		return dst
	}
	a := d.step(int64(low))
	if share == 0 {
		copy(dst, a)
		return dst
	}
	b := d.step(int64(low) + 1)
	for i := range dst {
		dst[i] = math.FMA(share, b[i]-a[i], a[i])
	}
	return dst
}

// step returns the values at the beginning of a step.
func (d *TimeDelay) step(n int64) []float64 {
	if x, ok := d.values.At(n); ok && (n >= 0 || d.Updated() >= 0) {
		return x
	}
	// The step to come, or the first one, begins with what the variable is.
	x, err := d.Of.Read(d.live)
	if err != nil {
		d.Fail(err)
	}
	return x
}
