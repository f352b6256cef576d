package visualize

import "math"

// contourGrid is how many cells a contour is looked for in, each way.
const contourGrid = 160

// segment is a piece of a contour.
type segment [2]point

type point struct{ x, y float64 }

// contour returns where functions are 0 in a rectangle, each as pieces, by
// marching squares: on the edges of a fine grid the place of the 0 is found by
// bisection. Where a function jumps through 0, as at a pole, there is no
// contour.
func contours(f func(x, y float64) (a, b float64), xmin, xmax, ymin, ymax float64) [2][]segment {
	const n = contourGrid
	at := func(i, j int) point {
		return point{xmin + (xmax-xmin)*float64(i)/n, ymin + (ymax-ymin)*float64(j)/n}
	}
	var values [2][n + 1][n + 1]float64
	for i := range n + 1 {
		for j := range n + 1 {
			p := at(i, j)
			values[0][i][j], values[1][i][j] = f(p.x, p.y)
		}
	}
	var found [2][]segment
	for which := range found {
		v := &values[which]
		one := func(p point) float64 {
			a, b := f(p.x, p.y)
			return [2]float64{a, b}[which]
		}
		// crossing is where the function is 0 on the edge from (i, j) to (k, l).
		crossing := func(i, j, k, l int) (point, bool) {
			return root(one, at(i, j), at(k, l), v[i][j], v[k][l])
		}
		for i := range n {
			for j := range n {
				var ends []point
				for _, e := range [][4]int{{i, j, i + 1, j}, {i + 1, j, i + 1, j + 1}, {i, j + 1, i + 1, j + 1}, {i, j, i, j + 1}} {
					if p, ok := crossing(e[0], e[1], e[2], e[3]); ok {
						ends = append(ends, p)
					}
				}
				switch len(ends) {
				case 2:
					found[which] = append(found[which], segment{ends[0], ends[1]})
				case 4: // a saddle: around the corners that have the sign of the middle
					middle := one(point{(at(i, j).x + at(i+1, j).x) / 2, (at(i, j).y + at(i, j+1).y) / 2})
					if above(middle) == above(v[i][j]) {
						found[which] = append(found[which], segment{ends[0], ends[1]}, segment{ends[2], ends[3]})
					} else {
						found[which] = append(found[which], segment{ends[0], ends[3]}, segment{ends[1], ends[2]})
					}
				}
			}
		}
	}
	return found
}

// above is the side of a contour on which a value is.
func above(v float64) bool { return v >= 0 }

// root finds a 0 between two points of different signs.
func root(f func(point) float64, p, q point, fp, fq float64) (point, bool) {
	if !finite(fp) || !finite(fq) || above(fp) == above(fq) {
		return point{}, false
	}
	largest := max(math.Abs(fp), math.Abs(fq))
	var m point
	for range 12 {
		m = point{(p.x + q.x) / 2, (p.y + q.y) / 2}
		fm := f(m)
		if math.IsNaN(fm) {
			return point{}, false
		}
		if above(fm) == above(fp) {
			p, fp = m, fm
		} else {
			q, fq = m, fm
		}
	}
	// A 0 makes it small next to it; a pole or a jump does not.
	return m, min(math.Abs(fp), math.Abs(fq)) <= 0.05*largest || max(math.Abs(fp), math.Abs(fq)) <= 0.2*largest
}

// chains joins pieces that end where others begin to lines.
func chains(segments []segment) [][]point {
	at := map[point][]int{}
	for k, s := range segments {
		at[s[0]], at[s[1]] = append(at[s[0]], k), append(at[s[1]], k)
	}
	used := make([]bool, len(segments))
	next := func(p point) (point, bool) {
		for _, k := range at[p] {
			if !used[k] {
				used[k] = true
				if segments[k][0] == p {
					return segments[k][1], true
				}
				return segments[k][0], true
			}
		}
		return point{}, false
	}
	var lines [][]point
	for k, s := range segments {
		if used[k] {
			continue
		}
		used[k] = true
		forth, back := []point{s[0], s[1]}, []point{}
		for p, ok := next(s[1]); ok; p, ok = next(p) {
			forth = append(forth, p)
		}
		for p, ok := next(s[0]); ok; p, ok = next(p) {
			back = append(back, p)
		}
		line := make([]point, 0, len(back)+len(forth))
		for k := range back {
			line = append(line, back[len(back)-1-k])
		}
		lines = append(lines, append(line, forth...))
	}
	return lines
}
