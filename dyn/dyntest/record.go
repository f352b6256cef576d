package dyntest

import (
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi"
)

// record is what a network did, step by step.
type record struct {
	names  []string
	values [][]float64 // of names[k] after step s: [s*len(names)+k]
	sparse []string
	spikes [][]int32 // of sparse[k] in step s: [s*len(sparse)+k]
}

// watched returns the handles on all that a network has of varying values.
func watched(sim *golgi.Sim) (states []golgi.State, spikes []golgi.Spike) {
	for _, name := range sim.Names() {
		s, err := sim.Lookup(name)
		if err == nil && s.Check() == nil && (s.Quantity().Variable() || s.Quantity().Each() != nil) {
			states = append(states, s)
		}
	}
	for _, name := range sim.SpikeNames() {
		if s, err := sim.LookupSpikes(name); err == nil {
			spikes = append(spikes, s)
		}
	}
	return states, spikes
}

// take makes steps and adds what happens to the record.
func (r *record) take(sim *golgi.Sim, steps int) error {
	states, spikes := watched(sim)
	r.names, r.sparse = nil, nil
	for _, s := range states {
		r.names = append(r.names, s.Path())
	}
	for _, s := range spikes {
		r.sparse = append(r.sparse, s.Path())
	}
	sim.Start()
	defer sim.Stop()
	for range steps {
		if err := sim.Step(); err != nil {
			return err
		}
		for _, s := range states {
			r.values = append(r.values, s.Values())
		}
		for _, s := range spikes {
			r.spikes = append(r.spikes, slices.Clone(s.Indices()))
		}
	}
	return nil
}

// all are all elements.
func all(int) bool { return true }

// differ says where two records first differ in the elements that are asked
// for, "" if they do not. Bits are compared; all that is not a number is equal.
// What only one of them has, a parameter that has a value per element there, is
// passed over.
func differ(a, b *record, pick func(i int) bool) string {
	if len(a.values)*len(b.names) != len(b.values)*len(a.names) || len(a.spikes) != len(b.spikes) || !slices.Equal(a.sparse, b.sparse) {
		return "one run is longer than the other, or has more"
	}
	for at := range a.values {
		step, name := at/len(a.names), a.names[at%len(a.names)]
		k := slices.Index(b.names, name)
		if k < 0 {
			continue
		}
		x, y := a.values[at], b.values[step*len(b.names)+k]
		for i := range min(len(x), len(y)) {
			if pick(i) && !same(x[i], y[i]) {
				return fmt.Sprintf("%s of element %d is %v and %v after step %d", name, i, x[i], y[i], step)
			}
		}
	}
	keep := func(i int32) bool { return !pick(int(i)) }
	for at := range a.spikes {
		x := slices.DeleteFunc(slices.Clone(a.spikes[at]), keep)
		y := slices.DeleteFunc(slices.Clone(b.spikes[at]), keep)
		if !slices.Equal(x, y) {
			return fmt.Sprintf("%s in step %d is %v and %v", a.sparse[at%len(a.sparse)], at/len(a.sparse), x, y)
		}
	}
	return ""
}

// same compares bits.
func same(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

// sameAll compares the bits of two arrays.
func sameAll(a, b []float64) bool { return slices.EqualFunc(a, b, same) }
