package delay

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// Entries are delays in ms by name; 0 is one step.
type Entries map[string]float64

// VarDelay keeps the past of a variable or of the spikes of a group, to be read
// by named entries. It is a part of the network and updated once in each step,
// in any order with the group. What its methods return of a VarDelay that is not
// part of a network cannot be sent.
//
//	Delay: &delay.VarDelay{Of: n.Spike, Entries: delay.Entries{"I": 0, "far": 5}}
type VarDelay struct {
	golgi.Base
	Of      any         // a golgi.Spike or a golgi.State
	Entries Entries     // ms, multiples of dt
	Init    golgi.Value // values of a variable before the first step; default 0

	spike  *golgi.SpikeVar
	lo, hi int
	state  golgi.State
	steps  map[string]int64
	spikes SpikeRing
	values ValueRing
}

// Connect checks what is delayed and the entries.
func (d *VarDelay) Connect(s *golgi.Site) {
	s.Every()
	d.spike, d.state = nil, golgi.State{}
	switch of := d.Of.(type) {
	case golgi.Spike:
		if s.ReferSpike("Of", of) {
			d.spike, d.lo, d.hi = of.Var()
		}
	case golgi.State:
		if s.ReferState("Of", of) {
			d.state = of
		}
	default:
		s.Errorf("Of is a %T; give what is delayed, the handle on spikes (N.Spike) or a variable (N.V)", d.Of)
	}
	d.steps = entrySteps(s, d.Entries)
}

// entrySteps turns delays in ms into steps.
func entrySteps(s *golgi.Site, entries Entries) map[string]int64 {
	steps := map[string]int64{}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		n, err := Steps(entries[name], s.Dt())
		if err != nil {
			s.Errorf("entry %q: %w", name, err)
		}
		steps[name] = int64(n)
	}
	return steps
}

// most returns the largest delay, at least one step.
func most(steps map[string]int64) int {
	d := int64(1)
	for _, n := range steps {
		d = max(d, n)
	}
	return int(d)
}

// Allocate gives the past its storage.
func (d *VarDelay) Allocate(s *golgi.Site) {
	d.spikes, d.values = SpikeRing{}, ValueRing{}
	steps := most(d.steps)
	what := fmt.Sprintf("the past of %d steps", steps)
	if d.spike == nil {
		s.Room(what, ValueBytes(steps, d.state.Size()))
	} else if s.Room(what, SpikeBytes(steps, d.spike.Size())) {
		d.spikes.Need(steps, d.spike.Size())
		d.spikes.Keep(d.spike)
	}
}

// Reset forgets the past.
func (d *VarDelay) Reset(s *golgi.Site) {
	if d.spike != nil {
		d.spikes.Clear()
		return
	}
	if err := d.state.Check(); err != nil {
		s.Errorf("Of: %w", err)
		return
	}
	before, err := history(d.Init, d.state.Len(), s)
	if err != nil {
		s.Errorf("Init %w", err)
		return
	}
	d.values.Need(most(d.steps), d.state.Len(), before)
}

// Keep keeps the past.
func (d *VarDelay) Keep(a *golgi.Archive) {
	a.Same("Entries", entriesText(d.Entries, d.steps))
	if d.spike != nil {
		a.Same("Of", fmt.Sprintf("%s[%d:%d]", d.spike.Path(), d.lo, d.hi))
		d.spikes.KeepIn(a)
		return
	}
	a.Same("Of", d.state.Path())
	d.values.KeepIn(a)
}

// entriesText says which delays there are.
func entriesText(entries Entries, steps map[string]int64) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		all = append(all, fmt.Sprintf("%s: %d steps", name, steps[name]))
	}
	return strings.Join(all, ", ")
}

// history makes the values before the first step definite.
func history(v golgi.Value, n int, s *golgi.Site) ([]float64, error) {
	if v == nil {
		v = 0
	}
	r, err := golgi.Resolve(v, []int{n}, s.Trial(s.Path()).Path("history"))
	if err != nil {
		return nil, err
	}
	before := make([]float64, n)
	for i := range before {
		before[i] = r.At(i)
	}
	return before, nil
}

// Update keeps what the group has done last: in this step if it has been
// updated, else in the step before.
func (d *VarDelay) Update(env *golgi.Env) {
	if !env.Begin(&d.Base) {
		return
	}
	if d.spike != nil {
		if list, step := d.spike.Last(); step >= 0 {
			d.spikes.Put(step, list)
		}
		return
	}
	if step := d.state.Updated(); step >= 0 {
		d.state.Read(d.values.Slot(step))
	}
}

// At returns the spikes of an entry: those emitted its delay ago. A name that
// is no entry stops the run.
func (d *VarDelay) At(entry string) golgi.Spikes {
	n, ok := d.entry(entry)
	switch {
	case d.Sim() == nil:
		return golgi.NoSpikes(fmt.Errorf("At was called on a VarDelay that is not part of the network; make it an exported field"))
	case !ok:
		return golgi.NoSpikes(noEntry(d.Path(), entry, d.Entries))
	case d.spike == nil:
		err := fmt.Errorf("%s delays a variable, not spikes; read it with Values", d.Path())
		d.Fail(err)
		return golgi.NoSpikes(err)
	}
	step := d.Sim().Steps() - n
	list, ok := d.spikes.SpikesAt(step)
	if !ok {
		d.missing(step)
	}
	return golgi.NewSpikes(list, d.spike.Size(), &d.spikes, step).Slice(d.lo, d.hi)
}

// Values returns the values of an entry: those of its delay ago. They must not
// be changed, and hold until the delay is updated. A name that is no entry
// stops the run.
func (d *VarDelay) Values(entry string) []float64 {
	n, ok := d.entry(entry)
	if !ok || d.spike != nil {
		if ok {
			d.Fail(fmt.Errorf("%s delays spikes, not a variable; read them with At", d.Path()))
		}
		return nil
	}
	step := d.Sim().Steps() - n
	x, ok := d.values.At(step)
	if !ok {
		d.missing(step)
	}
	return x
}

func (d *VarDelay) entry(name string) (int64, bool) {
	if d.Sim() == nil {
		return 0, false
	}
	n, ok := d.steps[name]
	if !ok {
		d.Fail(noEntry(d.Path(), name, d.Entries))
	}
	return n, ok
}

func noEntry(path, name string, entries Entries) error {
	return fmt.Errorf("%s has no entry %q%s", path, name, suggest.Hint(name, slices.Sorted(maps.Keys(entries))))
}

func (d *VarDelay) missing(step int64) {
	d.Fail(fmt.Errorf("%s does not have step %d: read it after its Update, or update it at the end of each step", d.Path(), step))
}
