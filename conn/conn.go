package conn

import (
	"errors"
	"fmt"

	"github.com/golgi-sim/golgi/rng"
)

// Connector is a rule of connectivity. A Connector is a value; what it gives
// for two groups is a Structure.
type Connector interface {
	// Connect gives the structure between two ends: one sample, which depends
	// on the connector and the ends only. The error names every mistake.
	Connect(e Ends) (*Structure, error)
}

// Ends are the two sides that a connector joins.
type Ends struct {
	Pre, Post int // elements on either side
	// Recurrent: pre and post are the same elements of one group, so that
	// element i of pre is element i of post.
	Recurrent bool
	// Key addresses what is random in the structure.
	Key rng.Key
}

// maxElements is the largest number of elements on a side: what an int32 can
// count and rng.Geometric can draw in one row.
const maxElements = 1<<31 - 1<<22

// check reports what is wrong with the ends themselves.
func (e Ends) check() error {
	var errs []error
	for _, side := range []struct {
		name string
		n    int
	}{{"pre", e.Pre}, {"post", e.Post}} {
		if side.n < 0 || side.n > maxElements {
			errs = append(errs, fmt.Errorf("the %s side has %d elements; 0 to %d are possible", side.name, side.n, maxElements))
		}
	}
	if e.Recurrent && e.Pre != e.Post {
		errs = append(errs, fmt.Errorf("pre has %d elements and post has %d, so they are not the same ones (Recurrent)", e.Pre, e.Post))
	}
	return errors.Join(errs...)
}

// checkSelf reports whether NoSelf makes sense between the ends.
func (e Ends) checkSelf(noSelf bool) error {
	if noSelf && !e.Recurrent {
		return fmt.Errorf("NoSelf is set, but pre (%d elements) and post (%d elements) are not the same elements of one group, so there is no self to leave out; take NoSelf away", e.Pre, e.Post)
	}
	return nil
}

// others returns how many of n elements are left for one of them to choose
// from.
func others(n int, noSelf bool) int {
	if noSelf {
		return n - 1
	}
	return n
}

// skipSelf turns choices out of the n-1 other elements, ascending, into
// elements: those from self on are one up.
func skipSelf(chosen []int32, self int) {
	for k, c := range chosen {
		if int(c) >= self {
			chosen[k] = c + 1
		}
	}
}
