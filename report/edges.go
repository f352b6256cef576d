package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/golgi-sim/golgi"
)

// point is a place in the drawing.
type point struct{ x, y float64 }

func (p point) plus(q point, k float64) point { return point{p.x + k*q.x, p.y + k*q.y} }

// join draws the arrows.
func (d *drawing) join(arrows []arrow, layered, labels bool) {
	between, loops, entries := map[[2]int]int{}, map[[2]int]int{}, map[int]int{}
	for _, a := range arrows {
		e := edge{From: a.from, To: a.to, Class: classOf(a.effect), Title: strings.Join(a.title, "\n"),
			Width: fmt.Sprintf("%.1f", min(4, 1.1+0.35*math.Log10(1+float64(a.synapses))))}
		var at point
		switch {
		case a.from < 0:
			at = d.entry(&e, a.to, entries[a.to])
			entries[a.to]++
		case a.from == a.to:
			side := 0
			if layered && a.effect == golgi.Inhibitory {
				side = 1
			}
			at = d.loop(&e, a.to, loops[[2]int{a.to, side}], side, layered)
			loops[[2]int{a.to, side}]++
		default:
			key := [2]int{a.from, a.to}
			at = d.curve(&e, a.from, a.to, between[key], a.labels)
			between[key]++
		}
		if labels {
			for k, text := range a.labels {
				e.Labels = append(e.Labels, line{X: round(at.x), Y: round(at.y + 14*float64(k)), Text: text})
			}
		}
		d.Edges = append(d.Edges, e)
	}
}

func classOf(e golgi.Effect) string {
	switch e {
	case golgi.Excitatory:
		return "exc"
	case golgi.Inhibitory:
		return "inh"
	}
	return "mix"
}

// curve draws the k-th arrow from one node to another, bent to its left, and
// returns where its text stands.
func (d *drawing) curve(e *edge, from, to, k int, labels []string) point {
	a, b := &d.Nodes[from], &d.Nodes[to]
	p, q := point{a.X, a.Y}, point{b.X, b.Y}
	dx, dy := q.x-p.x, q.y-p.y
	length := math.Hypot(dx, dy)
	normal := point{dy / length, -dx / length}
	bend := 26 + 38*float64(k) + 0.06*length
	mid := point{(p.x + q.x) / 2, (p.y + q.y) / 2}.plus(normal, bend)
	at := func(t float64) point {
		u := 1 - t
		return point{u*u*p.x + 2*u*t*mid.x + t*t*q.x, u*u*p.y + 2*u*t*mid.y + t*t*q.y}
	}
	// Of the curve between the middles, the part between the boxes.
	t0, t1 := 0.0, 1.0
	for t0 < 0.49 && a.covers(at(t0), 1) {
		t0 += 0.005
	}
	for t1 > 0.51 && b.covers(at(t1), 6) {
		t1 -= 0.005
	}
	s, z := at(t0), at(t1)
	c := point{(1-t0)*(1-t1)*p.x + (t0+t1-2*t0*t1)*mid.x + t0*t1*q.x, (1-t0)*(1-t1)*p.y + (t0+t1-2*t0*t1)*mid.y + t0*t1*q.y}
	e.Path = fmt.Sprintf("M%.1f,%.1f Q%.1f,%.1f %.1f,%.1f", s.x, s.y, c.x, c.y, z.x, z.y)
	// The two lines of text stand to the left of the arrow, clear of it.
	wide := 0.0
	for _, l := range labels {
		wide = max(wide, smallChar*float64(len([]rune(l)))/2)
	}
	side := at((t0+t1)/2).plus(normal, math.Abs(normal.x)*wide+math.Abs(normal.y)*15+5)
	side.y -= 3
	return side
}

// loop draws the k-th arrow of a node to itself: above or below it, or, on an
// ellipse, away from the middle. It returns where its text stands.
func (d *drawing) loop(e *edge, at, k, side int, layered bool) point {
	n := &d.Nodes[at]
	up := -1.0
	if layered && side == 1 || !layered && n.Y > 1 {
		up = 1
	}
	half := min(n.W/2-10, 26+14*float64(k))
	high := 52 + 30*float64(k)
	y := n.Y + up*n.H/2
	end := y + up*5
	e.Path = fmt.Sprintf("M%.1f,%.1f C%.1f,%.1f %.1f,%.1f %.1f,%.1f", n.X-half, y, n.X-half-22, y+up*high, n.X+half+22, y+up*high, n.X+half, end)
	text := point{n.X, y + up*(0.75*high+6)}
	if up < 0 {
		text.y -= 16
	} else {
		text.y += 10
	}
	return text
}

// entry draws the k-th arrow that comes from nowhere known.
func (d *drawing) entry(e *edge, to, k int) point {
	n := &d.Nodes[to]
	y := n.Y - n.H/2 + 12 + 22*float64(k)
	x := n.X - n.W/2
	e.Path = fmt.Sprintf("M%.1f,%.1f Q%.1f,%.1f %.1f,%.1f", x-90, y-30, x-40, y, x-5, y)
	return point{x - 110, y - 48}
}

// covers reports whether a point is in the box of a node, made larger by a
// margin.
func (n *node) covers(p point, margin float64) bool {
	return math.Abs(p.x-n.X) <= n.W/2+margin && math.Abs(p.y-n.Y) <= n.H/2+margin
}
