package conn

import (
	"errors"
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi/internal/grid"
)

// GridFour connects every element of a grid with its nearest neighbours along
// each dimension (von Neumann's neighbourhood: four of them in a plane). Both
// sides have the same number of elements. Nothing in it is random.
type GridFour struct {
	Size     []int // elements along each dimension, the last fastest; left out: a line
	Periodic bool  // each dimension is a ring
	Self     bool  // connect i with i, too
}

// Connect gives the structure.
func (c GridFour) Connect(e Ends) (*Structure, error) {
	return neighbours("GridFour", e, c.Size, c.Periodic, c.Self, 1, func(steps []int) bool {
		far := 0
		for _, s := range steps {
			far += max(s, -s)
		}
		return far <= 1
	})
}

// GridEight connects every element of a grid with those around it, also
// diagonally (Moore's neighbourhood: eight of them in a plane). Both sides have
// the same number of elements. Nothing in it is random.
type GridEight struct {
	Size     []int // elements along each dimension, the last fastest; left out: a line
	Periodic bool  // each dimension is a ring
	Self     bool  // connect i with i, too
}

// Connect gives the structure.
func (c GridEight) Connect(e Ends) (*Structure, error) {
	return neighbours("GridEight", e, c.Size, c.Periodic, c.Self, 1, func([]int) bool { return true })
}

// GridN connects every element of a grid with all that are at most N steps away
// along each dimension. Both sides have the same number of elements. Nothing in
// it is random.
type GridN struct {
	N        int   // steps, 1 or more
	Size     []int // elements along each dimension, the last fastest; left out: a line
	Periodic bool  // each dimension is a ring
	Self     bool  // connect i with i, too
}

// Connect gives the structure.
func (c GridN) Connect(e Ends) (*Structure, error) {
	return neighbours("GridN", e, c.Size, c.Periodic, c.Self, c.N, func([]int) bool { return true })
}

// sameSides reports a rule that needs equally many elements on both sides.
func sameSides(rule string, e Ends) error {
	if e.Pre != e.Post {
		return fmt.Errorf("%s joins sides of one size, but pre has %d elements and post has %d; use views of equal size, or another connector", rule, e.Pre, e.Post)
	}
	return nil
}

// neighbours connects elements that are at most n steps apart along each
// dimension if near says so.
func neighbours(rule string, e Ends, size []int, periodic, self bool, n int, near func(steps []int) bool) (*Structure, error) {
	err := errors.Join(e.check(), sameSides(rule, e))
	if n < 1 {
		err = errors.Join(err, fmt.Errorf("N is %d; give how many steps neighbours are apart, 1 or more", n))
	}
	if err != nil {
		return nil, err
	}
	// The layout says what is wrong with Size; its distances are not needed.
	if size == nil {
		size = []int{e.Pre}
	} else if _, err := (grid.Grid{Size: size}).Layout(e.Pre, e.Post); err != nil {
		return nil, err
	}
	each := 1.0
	for _, s := range size {
		each *= min(float64(s), 2*float64(n)+1)
	}
	if err := fitsCSR(rule, e, each*float64(e.Pre), 4); err != nil {
		return nil, err
	}
	return drawn(e, func(i int, row []int32) []int32 {
		at, steps := make([]int, len(size)), make([]int, len(size))
		for d, rest := len(size)-1, i; d >= 0; d-- {
			at[d], rest = rest%size[d], rest/size[d]
		}
		var walk func(d, j int)
		walk = func(d, j int) {
			if d == len(size) {
				if near(steps) && (j != i || self) {
					row = append(row, int32(j))
				}
				return
			}
			// On a small ring the ways round meet.
			reach := min(n, size[d])
			for s := -reach; s <= reach; s++ {
				x := at[d] + s
				if periodic {
					x = ((x % size[d]) + size[d]) % size[d]
				}
				if x >= 0 && x < size[d] {
					steps[d] = s
					walk(d+1, j*size[d]+x)
				}
			}
		}
		walk(0, 0)
		slices.Sort(row)
		return slices.Compact(row)
	}), nil
}
