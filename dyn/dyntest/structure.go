package dyntest

import (
	"fmt"
	"testing"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/rng"
)

// Connector checks a rule of connectivity, of one's own or of the library,
// between two ends: the structure has the size of the ends and is sound, and the
// same ends, their key among them, give the same one.
func Connector(t testing.TB, c conn.Connector, ends conn.Ends) {
	t.Helper()
	k := &checker{t: t, what: fmt.Sprintf("%T", c)}
	if null.Is(c) {
		k.errorf("connecting", "there is no connector: it is nil")
		return
	}
	var made [2]*conn.Structure
	for n := range made {
		s, err := c.Connect(ends)
		switch {
		case err != nil:
			k.errorf("connecting", "%d and %d elements: %v", ends.Pre, ends.Post, err)
			return
		case s == nil:
			k.errorf("connecting", "there is neither a structure nor an error")
			return
		case s.Pre != ends.Pre || s.Post != ends.Post:
			k.errorf("connecting", "the structure is of %d × %d elements, and should be of %d × %d, as the ends are", s.Pre, s.Post, ends.Pre, ends.Post)
			return
		}
		if err := s.Check(); err != nil {
			k.errorf("connecting", "%v", err)
			return
		}
		made[n] = s
	}
	for i := range ends.Pre {
		if a, b := made[0].Row(i), made[1].Row(i); fmt.Sprint(a) != fmt.Sprint(b) {
			k.errorf("one key, one structure", "element %d is connected to %v, and the second time to %v; draw all that is random from the Key of the ends", i, a, b)
			return
		}
	}
}

// Initializer checks an initialiser, of one's own or of the library, for arrays
// of some shape: its values are numbers, cover the array and nothing else, are
// the same for the same key, and others for another unless it says that it is
// Deterministic.
func Initializer(t testing.TB, x golgi.Initializer, shape ...int) {
	t.Helper()
	k := &checker{t: t, what: fmt.Sprintf("%T", x)}
	if null.Is(x) {
		k.errorf("filling", "there is no initialiser: it is nil")
		return
	}
	n := 1
	for _, s := range shape {
		n *= s
	}
	fill := func(key rng.Key, mark float64) []float64 {
		t.Helper()
		// The array is a part of another.
		data := make([]float64, n+2)
		for i := range data {
			data[i] = mark
		}
		if err := x.Fill(data[1:n+1:n+1], shape, key); err != nil {
			k.errorf("filling", "an array of shape %v: %v", shape, err)
			return nil
		}
		if data[0] != mark || data[n+1] != mark {
			k.errorf("filling", "it writes beyond the array")
		}
		return data[1 : n+1]
	}
	a, b, other := fill(rng.NewKey(1), 0), fill(rng.NewKey(1), 1), fill(rng.NewKey(2), 0)
	if a == nil || b == nil || other == nil {
		return
	}
	for i := range a {
		if a[i]-a[i] != 0 {
			k.errorf("filling", "element %d is %v", i, a[i])
			return
		}
		if !same(a[i], b[i]) {
			k.errorf("one key, the same values", "element %d is %v, and the second time %v; set every element, and draw from the key only", i, a[i], b[i])
			return
		}
	}
	d, ok := x.(golgi.Deterministic)
	switch fixed := ok && d.Deterministic(); {
	case fixed && !sameAll(a, other):
		k.errorf("another key", "the values are others, though it says that it is Deterministic")
	case !fixed && n > 8 && sameAll(a, other):
		k.errorf("another key", "the values are the same; draw from the key, or give it a method Deterministic that returns true")
	}
}
