package visualize

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/runner"
)

// Trajectory is a path through a phase plane.
type Trajectory struct {
	Name string // in the legend; left out, "trajectory"
	X, Y []float64

	err error
}

// TrajectoryOf is the path of two recorded variables: the first column of each.
func TrajectoryOf(x, y *runner.Series) Trajectory {
	for _, s := range []*runner.Series{x, y} {
		switch {
		case s == nil:
			return Trajectory{err: errors.New("a series of TrajectoryOf is nil")}
		case s.Err() != nil:
			return Trajectory{err: s.Err()}
		case s.Size() == 0:
			return Trajectory{err: fmt.Errorf("%s has no columns", s.Name)}
		}
	}
	t := Trajectory{X: x.Column(0), Y: y.Column(0)}
	t.err = errors.Join(x.Err(), y.Err()) // seen in reading
	return t
}

// PhasePlane draws where the flow of two differential equations goes: its
// nullclines, on which one of the two derivatives is 0; arrows in its direction,
// long where it is fast; its fixed points, full circles where they are stable,
// empty ones where they are not, squares where they are saddles; and
// trajectories, which begin at a small point.
//
//	field, err := dyn.Field(dyn.MorrisLecar{}, "V", "W", golgi.Values{"I": 90})
//	visualize.PhasePlane(field, visualize.Axis{Label: "V (mV)", Min: -75, Max: 45},
//		visualize.Axis{Label: "W", Min: -0.05, Max: 0.6}, visualize.TrajectoryOf(v, w))
//
// field gives dx/dt and dy/dt at a point; that of a model is dyn.Field, and any
// function will do. Both axes need their Min and Max. Where the field is not
// finite nothing is drawn.
func PhasePlane(field measure.Field, x, y Axis, trajectories ...Trajectory) *Figure {
	x.tight, y.tight = true, true
	p := &Panel{X: x, Y: y, Weight: 1.5}
	f := &Figure{Panels: []*Panel{p}, Width: 100}
	if field == nil {
		f.err = errors.New("PhasePlane was given no field")
		return f
	}
	for _, a := range []struct {
		name string
		Axis
	}{{"x", x}, {"y", y}} {
		if !(a.Min < a.Max) || math.IsInf(a.Max-a.Min, 0) || a.Log || a.Names != nil {
			f.err = errors.Join(f.err, fmt.Errorf("the axis %s of PhasePlane is from %v to %v; give it Min and Max, the one less than the other, and neither Log nor Names", a.name, a.Min, a.Max))
		}
	}
	for k, t := range trajectories {
		switch {
		case t.err != nil:
			f.err = errors.Join(f.err, fmt.Errorf("trajectory %d of PhasePlane: %w", k, t.err))
		case len(t.X) != len(t.Y):
			f.err = errors.Join(f.err, fmt.Errorf("trajectory %d of PhasePlane has %d values of x and %d of y", k, len(t.X), len(t.Y)))
		}
	}
	if f.err != nil {
		return f
	}
	points, err := measure.FixedPoints(field, x.Min, x.Max, y.Min, y.Max)
	if err != nil {
		points = nil // it stands still in too many places to mark them
	}
	p.Add(&arrows{field: field, x: x, y: y})
	for k, segments := range contours(field, x.Min, x.Max, y.Min, y.Max) {
		if len(segments) > 0 {
			p.Add(&curve{lines: chains(segments), colour: Colour(nullclineColours[k]), width: 1.4 * lineWidth})
			p.Legend = append(p.Legend, LegendEntry{Label: variableOf([]string{x.Label, y.Label}[k], k) + " nullcline", Colour: Colour(nullclineColours[k])})
		}
	}
	for k, t := range trajectories {
		c := Colour(trajectoryColours[k%len(trajectoryColours)])
		line := make([]point, len(t.X))
		for i := range line {
			line[i] = point{t.X[i], t.Y[i]}
		}
		p.Add(&curve{lines: [][]point{line}, colour: c, width: lineWidth, begins: true})
		if t.Name == "" {
			t.Name = "trajectory"
		}
		if k < 4 && (k == 0 || t.Name != "trajectory") {
			p.Legend = append(p.Legend, LegendEntry{Label: t.Name, Colour: c})
		}
	}
	p.Add(&marks{points})
	shown := map[glyph]bool{}
	for _, q := range points {
		if g := glyphOf(q); !shown[g] {
			shown[g] = true
			p.Legend = append(p.Legend, LegendEntry{Label: map[glyph]string{full: "stable", hollow: "unstable", half: "saddle"}[g], Colour: ink, glyph: g})
		}
	}
	return f
}

// Colours of nullclines and trajectories, by their places in the palette.
var (
	nullclineColours  = [2]int{0, 1}         // blue, vermilion
	trajectoryColours = [...]int{6, 2, 3, 4} // black, green, purple, orange
)

// variableOf is what an axis is of: "V" of "V (mV)".
func variableOf(label string, k int) string {
	name, _, _ := strings.Cut(label, "(")
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	return []string{"x", "y"}[k]
}

// glyphOf is how a fixed point is drawn.
func glyphOf(p measure.FixedPoint) glyph {
	switch {
	case p.Stable():
		return full
	case p.Kind == measure.Saddle:
		return half
	}
	return hollow
}
