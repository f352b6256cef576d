package conn

import (
	"errors"
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
)

// SmallWorld connects the elements of a ring with their K nearest neighbours,
// K/2 on either side, and moves each end of a connection elsewhere with
// probability Prob: the small-world networks of Watts and Strogatz (1998,
// doi:10.1038/30918). No element is connected with itself, and no pair twice.
// Both sides have the same number of elements.
//
// A connection goes both ways; with Directed each way is a connection of its
// own, which is moved or not on its own. Random numbers come from the stream of
// Key, in the order of Watts and Strogatz: all nearest neighbours, then all
// second ones, and so on.
type SmallWorld struct {
	K        int         // neighbours, even, at least 2 and less than the elements
	Prob     golgi.Value // from 0, a ring, to 1, random; it must be given
	Directed bool
}

// Connect gives the structure.
func (c SmallWorld) Connect(e Ends) (*Structure, error) {
	p, err := probability("Prob", c.Prob)
	err = errors.Join(e.check(), sameSides("SmallWorld", e), err)
	if c.K < 2 || c.K%2 != 0 || c.K >= e.Pre {
		err = errors.Join(err, fmt.Errorf("K is %d; on a ring of %d elements it must be even, 2 or more, and less than the elements", c.K, e.Pre))
	}
	if err == nil {
		err = fitsCSR("SmallWorld", e, float64(c.K)*float64(e.Pre), 12)
	}
	if err != nil {
		return nil, err
	}
	n := e.Pre
	g := newGraph(n, c.K)
	link, unlink := g.join, g.part
	sides := []int{1}
	if c.Directed {
		link, unlink, sides = g.add, g.remove, []int{1, -1}
	}
	neighbour := func(i, step, side int) int { return (i + side*step + n) % n }
	for step := 1; step <= c.K/2; step++ {
		for i := range n {
			for _, side := range sides {
				link(i, neighbour(i, step, side))
			}
		}
	}
	s := e.Key.Stream()
	for step := 1; step <= c.K/2; step++ {
		for i := range n {
			for _, side := range sides {
				if s.Float64() >= p || len(g.rows[i]) >= n-1 {
					continue
				}
				j := s.IntN(n)
				for j == i || g.has(i, j) {
					j = s.IntN(n)
				}
				unlink(i, neighbour(i, step, side))
				link(i, j)
			}
		}
	}
	return g.structure(), nil
}

// graph is a structure that grows: the targets of every element.
type graph struct{ rows [][]int32 }

func newGraph(n, degree int) *graph {
	g := &graph{make([][]int32, n)}
	for i := range g.rows {
		g.rows[i] = make([]int32, 0, degree)
	}
	return g
}

func (g *graph) has(i, j int) bool { return slices.Contains(g.rows[i], int32(j)) }
func (g *graph) add(i, j int)      { g.rows[i] = append(g.rows[i], int32(j)) }
func (g *graph) join(i, j int)     { g.add(i, j); g.add(j, i) }
func (g *graph) part(i, j int)     { g.remove(i, j); g.remove(j, i) }

func (g *graph) remove(i, j int) {
	if k := slices.Index(g.rows[i], int32(j)); k >= 0 {
		g.rows[i] = slices.Delete(g.rows[i], k, k+1)
	}
}

// structure returns the graph with sorted rows.
func (g *graph) structure() *Structure {
	e := Ends{Pre: len(g.rows), Post: len(g.rows)}
	return filled(e, func(i int) int { return len(g.rows[i]) }, func(i int, row []int32) {
		copy(row, g.rows[i])
		slices.Sort(row)
	})
}
