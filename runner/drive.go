package runner

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/inputs"
)

// drive is one stimulus on a range of elements of a quantity.
type drive struct {
	inputs.Drive
	lo, hi int
}

// block is a range of elements of one quantity that is driven as a whole: the
// drives on it overlap, and with no other.
type block struct {
	name   string
	part   string      // path of the part that the quantity is of
	state  golgi.State // of the range
	lo, hi int
	drives []drive // that change from step to step
	// base is the sum of the drives that do not change.
	base []float64
	// buf is the sum for the current step: one value if all drives are uniform
	// and on the whole range.
	buf []float64
	one [1]float64
	// last is the value set by the step before, if buf is one value.
	last float64
	set  bool
}

// blocks puts drives on one quantity together where they overlap.
func blocks(q *golgi.Quantity, drives []drive) ([]*block, error) {
	slices.SortStableFunc(drives, func(a, b drive) int { return cmp.Compare(a.lo, b.lo) })
	var all []*block
	for len(drives) > 0 {
		n, hi := 1, drives[0].hi
		for n < len(drives) && drives[n].lo < hi {
			hi = max(hi, drives[n].hi)
			n++
		}
		b := &block{lo: drives[0].lo, hi: hi, state: q.State()}
		if hi-b.lo < b.state.Len() {
			b.state = b.state.Slice(b.lo, hi)
		}
		b.name = b.state.Path()
		b.part = strings.TrimSuffix(strings.TrimSuffix(q.Path(), q.Name()), ".")
		if err := b.take(drives[:n]); err != nil {
			return nil, err
		}
		all, drives = append(all, b), drives[n:]
	}
	return all, nil
}

func (b *block) take(drives []drive) error {
	size := 1
	for _, d := range drives {
		if !d.Uniform || d.lo != b.lo || d.hi != b.hi {
			size = b.hi - b.lo
		}
	}
	b.base, b.buf = make([]float64, size), make([]float64, size)
	for _, d := range drives {
		if !d.Constant {
			b.drives = append(b.drives, d)
		} else if err := b.add(b.base, d, 0); err != nil {
			return b.wrap(err)
		}
	}
	for _, x := range b.base {
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return b.wrap(fmt.Errorf("the sum of the values is %v", x))
		}
	}
	return nil
}

// add adds the values of a drive in a step to dst.
func (b *block) add(dst []float64, d drive, step int64) error {
	if !d.Uniform {
		return d.Add(dst[d.lo-b.lo:d.hi-b.lo], step)
	}
	b.one[0] = 0
	if err := d.Add(b.one[:], step); err != nil {
		return err
	}
	if len(dst) == 1 {
		dst[0] += b.one[0]
		return nil
	}
	for i := d.lo - b.lo; i < d.hi-b.lo; i++ {
		dst[i] += b.one[0]
	}
	return nil
}

// constant reports whether the block need not be set in every step.
func (b *block) constant() bool { return len(b.drives) == 0 }

// apply sets the values for a step.
func (b *block) apply(step int64) error {
	copy(b.buf, b.base)
	for _, d := range b.drives {
		if err := b.add(b.buf, d, step); err != nil {
			return b.wrap(err)
		}
	}
	if len(b.buf) == 1 {
		// Setting makes the group compute again what depends on the input, so
		// a current of long steps is set only when it changes.
		if b.set && b.last == b.buf[0] && !b.state.Quantity().Variable() {
			return nil
		}
		b.last, b.set = b.buf[0], true
	}
	if err := b.state.Set(b.buf...); err != nil {
		return b.wrap(err)
	}
	return nil
}

func (b *block) wrap(err error) error { return fmt.Errorf("input of %s: %w", b.name, err) }

// covers reports a drive that has no values for the last steps of a run that
// goes to step end.
func (b *block) covers(end int64, dt float64) error {
	for _, d := range b.drives {
		if d.Steps > 0 && end > d.Steps {
			return b.wrap(fmt.Errorf("there are values for %d steps (%g ms), and the run goes on to step %d (%g ms)",
				d.Steps, ms(d.Steps, dt), end, ms(end, dt)))
		}
	}
	return nil
}
