package conn

import (
	"errors"
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/rng"
)

// ScaleFreeBA grows a network by preferential attachment (Barabási and Albert
// 1999, doi:10.1126/science.286.5439.509): element after element comes and is
// connected with M different earlier ones, each chosen with a probability in
// proportion to its connections. It begins with a star: element M with all
// before it. Degrees follow a power law with exponent −3. Both sides have
// the same number of elements; random numbers come from the stream of Key.
type ScaleFreeBA struct {
	M int // connections of a new element, from 1 to the elements less 1
	// Directed keeps only the way from the later to the earlier element.
	Directed bool
}

// Connect gives the structure.
func (c ScaleFreeBA) Connect(e Ends) (*Structure, error) {
	if err := checkAttachment("ScaleFreeBA", e, c.Directed, part{"M", c.M}); err != nil {
		return nil, err
	}
	a := newAttachment(e, c.M, c.Directed)
	for i := c.M + 1; i < e.Pre; i++ {
		a.attach(i, c.M)
	}
	return a.structure(), nil
}

// ScaleFreeBADual is ScaleFreeBA in which an element makes M1 connections with
// probability P, else M2 (Moshiri 2018, arXiv:1810.10538). The star has
// max(M1, M2) arms.
type ScaleFreeBADual struct {
	M1, M2 int         // connections of a new element, from 1 to the elements less 1
	P      golgi.Value // probability of M1; it must be given
	// Directed keeps only the way from the later to the earlier element.
	Directed bool
}

// Connect gives the structure.
func (c ScaleFreeBADual) Connect(e Ends) (*Structure, error) {
	p, err := probability("P", c.P)
	if err := errors.Join(err, checkAttachment("ScaleFreeBADual", e, c.Directed, part{"M1", c.M1}, part{"M2", c.M2})); err != nil {
		return nil, err
	}
	star := max(c.M1, c.M2)
	a := newAttachment(e, star, c.Directed)
	for i := star + 1; i < e.Pre; i++ {
		m := c.M2
		if a.s.Float64() < p {
			m = c.M1
		}
		a.attach(i, m)
	}
	return a.structure(), nil
}

// PowerLaw is ScaleFreeBA with triangles (Holme and Kim 2002,
// doi:10.1103/PhysRevE.65.026107): after the first, each connection of a new
// element goes with probability P to a random neighbour of the one before, if
// it has one that is not connected yet, else again by preference. Degrees
// follow the same power law, and neighbours are neighbours of one another more
// often.
type PowerLaw struct {
	M int         // connections of a new element, from 1 to the elements less 1
	P golgi.Value // probability of a triangle; it must be given
	// Directed keeps only the way from the later to the earlier element.
	Directed bool
}

// Connect gives the structure.
func (c PowerLaw) Connect(e Ends) (*Structure, error) {
	p, err := probability("P", c.P)
	if err := errors.Join(err, checkAttachment("PowerLaw", e, c.Directed, part{"M", c.M})); err != nil {
		return nil, err
	}
	a := newAttachment(e, c.M, c.Directed)
	for i := c.M + 1; i < e.Pre; i++ {
		var chosen []int32
		for len(chosen) < c.M {
			next := int32(-1)
			if len(chosen) > 0 && a.s.Float64() < p {
				next = a.neighbour(chosen[len(chosen)-1], chosen)
			}
			for next < 0 || slices.Contains(chosen, next) {
				next = a.preferred()
			}
			chosen = append(chosen, next)
		}
		a.connect(i, chosen)
	}
	return a.structure(), nil
}

// part is a parameter by its name.
type part struct {
	name string
	m    int
}

func checkAttachment(rule string, e Ends, directed bool, parts ...part) error {
	err := errors.Join(e.check(), sameSides(rule, e))
	most := 0
	for _, p := range parts {
		if p.m < 1 || p.m >= e.Pre {
			err = errors.Join(err, fmt.Errorf("%s is %d; with %d elements it must be from 1 to %d", p.name, p.m, e.Pre, e.Pre-1))
		}
		most = max(most, p.m)
	}
	if err != nil {
		return err
	}
	return fitsCSR(rule, e, 2*float64(most)*float64(e.Pre), 16)
}

// attachment is a network that grows by preferential attachment.
type attachment struct {
	s        rng.Stream
	links    *graph  // both ways
	ends     []int32 // every element as often as it has connections
	directed bool
	later    *graph // only from the later element
}

// newAttachment begins with the star of element m and those before it.
func newAttachment(e Ends, m int, directed bool) *attachment {
	a := &attachment{s: e.Key.Stream(), links: newGraph(e.Pre, m), directed: directed}
	if directed {
		a.later = newGraph(e.Pre, m)
	}
	first := make([]int32, m)
	for k := range first {
		first[k] = int32(k)
	}
	a.connect(m, first)
	return a
}

// preferred draws an element in proportion to its connections.
func (a *attachment) preferred() int32 { return a.ends[a.s.IntN(len(a.ends))] }

// neighbour draws a neighbour of an element that is not chosen yet, −1 if there
// is none.
func (a *attachment) neighbour(of int32, chosen []int32) int32 {
	var free []int32
	for _, j := range a.links.rows[of] {
		if !slices.Contains(chosen, j) {
			free = append(free, j)
		}
	}
	if len(free) == 0 {
		return -1
	}
	return free[a.s.IntN(len(free))]
}

// attach connects element i with m different earlier ones, by preference.
func (a *attachment) attach(i, m int) {
	chosen := make([]int32, 0, m)
	for len(chosen) < m {
		if j := a.preferred(); !slices.Contains(chosen, j) {
			chosen = append(chosen, j)
		}
	}
	a.connect(i, chosen)
}

func (a *attachment) connect(i int, chosen []int32) {
	for _, j := range chosen {
		a.links.join(i, int(j))
		if a.directed {
			a.later.add(i, int(j))
		}
		a.ends = append(a.ends, int32(i), j)
	}
}

func (a *attachment) structure() *Structure {
	if a.directed {
		return a.later.structure()
	}
	return a.links.structure()
}
