package delay

import (
	"fmt"

	"github.com/golgi-sim/golgi"
)

// DataDelay keeps the past of data of one's own: Put sets the data of the
// step, Update keeps it, Values reads it by named entries.
type DataDelay struct {
	golgi.Base
	Size    int         // elements
	Entries Entries     // ms, multiples of dt; 0 is one step
	Init    golgi.Value // values before the first step; default 0

	data   []float64
	steps  map[string]int64
	values ValueRing
}

// Declare checks the size and the entries.
func (d *DataDelay) Declare(s *golgi.Site) {
	s.Every()
	if d.Size < 1 {
		s.Errorf("Size is %d; give the number of elements, 1 or more", d.Size)
	}
	d.steps = entrySteps(s, d.Entries)
	steps := most(d.steps)
	s.Room(fmt.Sprintf("the past of %d steps of %d elements", steps, d.Size), ValueBytes(steps, max(0, d.Size)))
}

// Reset forgets the past.
func (d *DataDelay) Reset(s *golgi.Site) {
	before, err := history(d.Init, d.Size, s)
	if err != nil {
		s.Errorf("Init %w", err)
		return
	}
	d.data = make([]float64, d.Size)
	copy(d.data, before)
	d.values.Need(most(d.steps), d.Size, before)
}

// Keep keeps the past.
func (d *DataDelay) Keep(a *golgi.Archive) {
	a.Same("Entries", entriesText(d.Entries, d.steps))
	a.Floats("data", d.data)
	d.values.KeepIn(a)
}

// Put sets the data: one value for all elements or one per element.
func (d *DataDelay) Put(x ...float64) {
	switch len(x) {
	case d.Size:
		copy(d.data, x)
	case 1:
		for i := range d.data {
			d.data[i] = x[0]
		}
	default:
		d.Fail(fmt.Errorf("%s has %d elements and was given %d values; give one, or one per element", d.Path(), d.Size, len(x)))
	}
}

// Update keeps the data as that of this step.
func (d *DataDelay) Update(env *golgi.Env) {
	if env.Begin(&d.Base) {
		copy(d.values.Slot(env.Step()), d.data)
	}
}

// Values returns the data of an entry: that of its delay ago. It must not be
// changed. A name that is no entry stops the run.
func (d *DataDelay) Values(entry string) []float64 {
	if d.Sim() == nil {
		return nil
	}
	n, ok := d.steps[entry]
	if !ok {
		d.Fail(noEntry(d.Path(), entry, d.Entries))
		return nil
	}
	step := d.Sim().Steps() - n
	x, ok := d.values.At(step)
	if !ok {
		d.Fail(fmt.Errorf("%s does not have step %d: update it in every step", d.Path(), step))
	}
	return x
}
