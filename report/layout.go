package report

import (
	"math"
	"slices"
)

// place gives the nodes their places: in layers from left to right if no arrow
// leads back, on an ellipse otherwise. It reports which.
func place(nodes []node, arrows []arrow) (layered bool) {
	layer, ok := layers(len(nodes), arrows)
	switch {
	case len(nodes) == 1:
		return true
	case ok:
		placeLayers(nodes, layer)
		return true
	}
	wide, high := 0.0, 0.0
	for _, n := range nodes {
		wide, high = max(wide, n.W), max(high, n.H)
	}
	count := float64(len(nodes))
	rx := max(wide*0.9, count*(wide+50)/(2*math.Pi))
	ry := max(high*1.6, rx*0.62)
	if len(nodes) == 2 {
		rx, ry = wide/2+90, 0
	}
	for k := range nodes {
		// From the left, so that two stand side by side.
		phi := 2*math.Pi*float64(k)/count - math.Pi
		nodes[k].X, nodes[k].Y = rx*math.Cos(phi), ry*math.Sin(phi)
	}
	return len(nodes) == 2
}

// layers returns the longest way to every node from one that no arrow leads to;
// false if an arrow leads back. Arrows of a node to itself do not count.
func layers(n int, arrows []arrow) ([]int, bool) {
	layer := make([]int, n)
	for range n + 1 {
		changed := false
		for _, a := range arrows {
			if a.from >= 0 && a.from != a.to && layer[a.to] <= layer[a.from] {
				layer[a.to], changed = layer[a.from]+1, true
			}
		}
		if !changed {
			return layer, true
		}
	}
	return layer, false
}

// placeLayers puts layers side by side, in rows of a few.
func placeLayers(nodes []node, layer []int) {
	const perRow, gapX, gapY = 5, 170.0, 70.0
	count := slices.Max(layer) + 1
	if count == 1 {
		// Nothing leads anywhere: a row after the other.
		for k := range layer {
			layer[k] = k
		}
		count = len(layer)
	}
	x, y := 0.0, 0.0
	for first := 0; first < count; first += perRow {
		x = 0
		highest := 0.0
		for l := first; l < min(first+perRow, count); l++ {
			highest = max(highest, heightOf(nodes, layer, l, gapY))
		}
		for l := first; l < min(first+perRow, count); l++ {
			wide := 0.0
			at := y + (highest-heightOf(nodes, layer, l, gapY))/2
			for k := range nodes {
				if layer[k] == l {
					wide = max(wide, nodes[k].W)
				}
			}
			for k := range nodes {
				if layer[k] == l {
					nodes[k].X, nodes[k].Y = x+wide/2, at+nodes[k].room()/2
					at += nodes[k].room() + gapY
				}
			}
			x += wide + gapX
		}
		y += highest + 90
	}
}

func heightOf(nodes []node, layer []int, l int, gap float64) float64 {
	h := -gap
	for k := range nodes {
		if layer[k] == l {
			h += nodes[k].room() + gap
		}
	}
	return h
}

// room is the height of a node with the arrows to itself, above and below it.
func (n *node) room() float64 {
	if n.loops == 0 {
		return n.H
	}
	return n.H + 80 + 60*float64(n.loops)
}
