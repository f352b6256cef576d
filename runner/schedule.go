package runner

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// schedule is when and how a monitor records, and under which name.
type schedule struct {
	name   string // "": that of the item
	before bool

	every, offset *float64 // ms
	between       []float64
	picks         []int
	picked        bool
	reduce        []reduction
}

// A MonitorOption is an option of the items of one Monitor.
type MonitorOption func(*schedule)

// BeforeUpdate records the values before the update of each step, at which time
// they are the solution at n·dt.
func BeforeUpdate() MonitorOption { return func(s *schedule) { s.before = true } }

// As names the recording of a Monitor of one item: results are then asked for
// by that name. It is needed where one quantity is recorded in two ways.
func As(name string) MonitorOption { return func(s *schedule) { s.name = name } }

// Every records values in the steps whose time is a multiple of that many ms,
// counted from time 0, instead of in every step. The period must be a multiple
// of dt. The series then has a row per period: Series.Every steps, or
// Series.Period ms, apart.
func Every(ms float64) MonitorOption { return func(s *schedule) { s.every = &ms } }

// Offset shifts a period: values are recorded at offset, offset + period, and so
// on. It is a multiple of dt in ms, from 0 to less than the period.
func Offset(ms float64) MonitorOption { return func(s *schedule) { s.offset = &ms } }

// Between records between two times of the simulation in ms only: in the steps
// round(t0/dt) to round(t1/dt)-1. An infinite t1 means from t0 on. It moves no
// period: Every(10) with Between(95, 200) records at 100, 110, ….
func Between(t0, t1 float64) MonitorOption {
	return func(s *schedule) { s.between = []float64{t0, t1} }
}

// Pick records some elements of the item only: a column each, in the order
// given. They are counted from the first element of the item, as those of
// Slice are. The neurons of which spikes are recorded must ascend.
func Pick(elements ...int) MonitorOption {
	return func(s *schedule) { s.picks, s.picked = slices.Clone(elements), true }
}

// timing is a schedule in steps: those from from to to-1 that are offset, or a
// multiple of every more.
type timing struct {
	every, offset, from, to int64
}

// text says which steps are meant.
func (t timing) text() string {
	text := fmt.Sprintf("every %d steps", t.every)
	if t.every == 1 {
		text = "every step"
	}
	if t.offset != 0 {
		text += fmt.Sprintf(" from step %d on", t.offset)
	}
	if t.from != 0 || t.to != math.MaxInt64 {
		text += fmt.Sprintf(" within steps %d to %d", t.from, t.to)
	}
	return text
}

// always is the timing of what is recorded in every step.
var always = timing{every: 1, to: math.MaxInt64}

// next returns the first step from that one on in which something is recorded;
// MaxInt64 if there is none.
func (t timing) next(step int64) int64 {
	step = max(step, t.from)
	if over := (step - t.offset) % t.every; over > 0 {
		step += t.every - over
	} else if over < 0 {
		step -= over
	}
	if step >= t.to {
		return math.MaxInt64
	}
	return step
}

// count returns in how many of the steps first to stop-1 something is recorded.
func (t timing) count(first, stop int64) int64 {
	first, stop = t.next(first), min(stop, t.to)
	if first >= stop {
		return 0
	}
	return (stop-first-1)/t.every + 1
}

// timing returns the schedule in steps of dt, and what is wrong with it.
func (s schedule) timing(dt float64) (timing, []error) {
	t := always
	var wrong []error
	fail := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if !(dt > 0) || math.IsInf(dt, 0) {
		return t, nil // a mistake of its own
	}
	if s.every != nil {
		n, err := wholeSteps(fmt.Sprintf("Every(%v)", *s.every), *s.every, dt)
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case n < 1:
			fail("Every(%v): a period must be positive; it is at least dt = %v ms", *s.every, dt)
		default:
			t.every = n
		}
	}
	if s.offset != nil {
		n, err := wholeSteps(fmt.Sprintf("Offset(%v)", *s.offset), *s.offset, dt)
		switch {
		case s.every == nil:
			fail("Offset(%v) shifts a period, and there is none; give Every as well, or Between to begin later", *s.offset)
		case err != nil:
			wrong = append(wrong, err)
		case len(wrong) == 0 && n >= t.every:
			fail("Offset(%v): it must be less than the period of %v ms", *s.offset, *s.every)
		default:
			t.offset = n
		}
	}
	if s.between != nil {
		t0, t1 := s.between[0], s.between[1]
		from, to := math.Round(t0/dt), math.Round(t1/dt)
		switch {
		case !(t0 >= 0 && t0 < t1) || from > 1<<53:
			fail("Between(%v, %v): the times must ascend, from 0 on", t0, t1)
		case from == to:
			fail("Between(%v, %v): no step of dt = %v ms begins in it", t0, t1, dt)
		default:
			t.from = int64(from)
			if to < 1<<53 {
				t.to = int64(to)
			}
		}
	}
	return t, wrong
}

// wholeSteps returns a time in ms in steps; what is how messages call it. It must
// be a multiple of dt, up to rounding of the two numbers.
func wholeSteps(what string, t, dt float64) (int64, error) {
	x := t / dt
	n := math.Round(x)
	switch {
	case !(t >= 0) || n > 1<<53:
		return 0, fmt.Errorf("%s: it must be a number of ms, a multiple of dt = %v ms", what, dt)
	case math.Abs(x-n) > 1e-9*math.Max(1, n):
		low, high := ms(int64(math.Floor(x)), dt), ms(int64(math.Ceil(x)), dt)
		if low == 0 {
			return 0, fmt.Errorf("%s is no multiple of dt = %v ms; take %v ms, or another dt", what, dt, high)
		}
		return 0, fmt.Errorf("%s is no multiple of dt = %v ms; take %v or %v ms, or another dt", what, dt, low, high)
	}
	return int64(n), nil
}

// pick checks the picks among n elements; n is 0 if it is not known.
func (s schedule) pick(path string, n int) []error {
	if !s.picked {
		return nil
	}
	if len(s.picks) == 0 {
		return []error{fmt.Errorf("Pick() picks no element")}
	}
	var wrong []error
	seen := make(map[int]bool, len(s.picks))
	for _, i := range s.picks {
		switch {
		case i < 0 || n > 0 && i >= n:
			has := ""
			if n > 0 {
				has = fmt.Sprintf("; %s has %d", path, n)
			}
			wrong = append(wrong, fmt.Errorf("Pick(…): there is no element %d%s", i, has))
		case seen[i]:
			wrong = append(wrong, fmt.Errorf("Pick(…): element %d is picked twice", i))
		}
		if seen[i] = true; len(wrong) == fewNames {
			return wrong // and that is enough of them
		}
	}
	return wrong
}

// events checks what is asked of spikes.
func (s schedule) events() []error {
	var wrong []error
	fail := func(text string) { wrong = append(wrong, fmt.Errorf("%s", text)) }
	if s.before {
		fail("spikes are made by the update and cannot be recorded before it")
	}
	if s.every != nil {
		fail("spikes are events, of which a period would lose some; leave Every out")
	}
	for _, r := range s.reduce {
		fail(r.title() + "() is of values, not of spikes; measure.FiringRate gives the rate of a train")
	}
	if !slices.IsSorted(s.picks) {
		fail("Pick(…): neurons whose spikes are recorded must ascend")
	}
	return wrong
}

// reduction checks that there is one at most.
func (s schedule) reduction() (reduction, []error) {
	switch len(s.reduce) {
	case 0:
		return none, nil
	case 1:
		return s.reduce[0], nil
	}
	names := make([]string, len(s.reduce))
	for k, r := range s.reduce {
		names[k] = r.title() + "()"
	}
	return none, []error{fmt.Errorf("%s: a monitor takes one of them; give it one for each", strings.Join(names, ", "))}
}
