package runner

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// Axis is a parameter and the values that a sweep gives it.
type Axis struct {
	Name   string
	Values []float64
}

// Over returns the axis of a parameter: Over("w", 0.2, 0.4, 0.6), or
// Over("input", Linspace(10, 20, 11)...).
func Over(name string, values ...float64) Axis { return Axis{name, values} }

// Linspace returns n values from a to b at equal distances, both ends among
// them. Of one value it returns a, of fewer none.
func Linspace(a, b float64, n int) []float64 {
	if n < 1 {
		return nil
	}
	xs := make([]float64, n)
	for k := range xs {
		// Rounded apart, so that no platform fuses them.
		f := float64(k) / float64(max(1, n-1))
		xs[k] = float64(a*(1-f)) + float64(b*f)
	}
	return xs
}

// Seeds returns n seeds, 0 to n-1.
func Seeds(n int) []uint64 {
	var seeds []uint64
	for k := range max(0, n) {
		seeds = append(seeds, uint64(k))
	}
	return seeds
}

// Points are the points of a sweep, in their order: values of some parameters.
// Grid and List make them. Those of no parameter are one point.
type Points struct {
	names []string
	axes  [][]float64 // of a grid
	list  [][]float64 // of a list, nil for a grid
}

// Grid returns all combinations of the values of the axes, the last axis
// changing fastest.
func Grid(axes ...Axis) Points {
	var p Points
	for _, a := range axes {
		p.names, p.axes = append(p.names, a.Name), append(p.axes, slices.Clone(a.Values))
	}
	return p
}

// List returns points one by one: values of the parameters of these names.
func List(names []string, points ...[]float64) Points {
	p := Points{names: slices.Clone(names), list: [][]float64{}}
	for _, x := range points {
		p.list = append(p.list, slices.Clone(x))
	}
	return p
}

// most bounds the number of runs of a sweep: each takes some memory while it
// waits.
const most = 1 << 24

// Len returns the number of points; -1 if they are more than 2^24.
func (p Points) Len() int {
	if p.list != nil {
		return len(p.list)
	}
	n := 1
	for _, a := range p.axes {
		if n *= len(a); n > most {
			return -1
		}
	}
	return n
}

// at returns the values of point k.
func (p Points) at(k int) []float64 {
	if p.list != nil {
		return p.list[k]
	}
	values := make([]float64, len(p.axes))
	for d, a := range slices.Backward(p.axes) {
		values[d] = a[k%len(a)]
		k /= len(a)
	}
	return values
}

// check reports all that is wrong with the points.
func (p Points) check() error {
	errs := []error{checkNames("parameter", p.names)}
	repeated := func(what string, xs []float64) {
		seen := map[float64]bool{}
		for _, x := range xs {
			if math.IsNaN(x) {
				errs = append(errs, fmt.Errorf("%s has the value NaN", what))
			}
			if seen[x] {
				errs = append(errs, fmt.Errorf("%s has the value %v twice; to repeat a run give it other seeds", what, x))
			}
			seen[x] = true
		}
	}
	for d, a := range p.axes {
		if len(a) == 0 {
			errs = append(errs, fmt.Errorf("%s has no values", p.names[d]))
		}
		repeated(p.names[d], a)
	}
	seen := map[string]int{}
	for k, x := range p.list {
		if len(x) != len(p.names) {
			errs = append(errs, fmt.Errorf("point %d has %d values for %d parameters (%s)", k, len(x), len(p.names), strings.Join(p.names, ", ")))
			continue
		}
		if slices.ContainsFunc(x, math.IsNaN) {
			errs = append(errs, fmt.Errorf("point %d has the value NaN", k))
		}
		key := rowKey(x, 0)
		if first, ok := seen[key]; ok {
			errs = append(errs, fmt.Errorf("points %d and %d are the same; to repeat a run give it other seeds", first, k))
			continue
		}
		seen[key] = k
	}
	if p.list != nil && len(p.list) == 0 {
		errs = append(errs, errors.New("there are no points"))
	}
	return errors.Join(errs...)
}

// checkNames reports names that cannot be those of columns of one table.
func checkNames(what string, names []string) error {
	var errs []error
	for k, name := range names {
		switch {
		case name == "" || strings.TrimSpace(name) != name || strings.ContainsFunc(name, unicode.IsControl):
			errs = append(errs, fmt.Errorf("%s %d has the name %q; a name has some letters, none of them for control, and no space at its ends", what, k, name))
		case name == seedColumn:
			errs = append(errs, fmt.Errorf("a %s cannot have the name %q, which the column of the seeds has", what, name))
		case slices.Contains(names[:k], name):
			errs = append(errs, fmt.Errorf("two %ss have the name %q", what, name))
		}
	}
	return errors.Join(errs...)
}

// Point is one run of a sweep: a value for every parameter, and a seed.
type Point struct {
	Seed uint64

	names  []string
	values []float64
	run    *pointRun
}

// pointRun is what a sweep knows of a run while it lasts.
type pointRun struct {
	runners []*DSRunner // that Point.New has made
	wrong   error       // the first misuse of the point
	warn    func(golgi.Warning)
}

// At returns the value of a parameter. With a name that the sweep does not have
// the run fails, and At returns NaN.
func (p Point) At(name string) float64 {
	if k := slices.Index(p.names, name); k >= 0 {
		return p.values[k]
	}
	if p.run != nil && p.run.wrong == nil {
		p.run.wrong = fmt.Errorf("the sweep has no parameter %q%s", name, suggest.Hint(name, p.names))
	}
	return math.NaN()
}

// New is the function New for the network of a point: with its seed, on one
// thread and without a progress bar, unless the options say otherwise. It is
// closed when Measure has returned.
func (p Point) New(net golgi.DynamicalSystem, opts ...Option) (*DSRunner, error) {
	if p.run != nil && p.run.wrong != nil {
		return nil, p.run.wrong
	}
	own := []Option{Seed(p.Seed), Threads(1), Progress(false)}
	if p.run != nil {
		own = append(own, Warnings(p.run.warn))
	}
	r, err := New(net, append(own, opts...)...)
	if err == nil && p.run != nil {
		p.run.runners = append(p.run.runners, r)
	}
	return r, err
}

// String returns the point in words, as in "w = 0.2, input = 10, seed 3".
func (p Point) String() string {
	var b strings.Builder
	for k, name := range p.names {
		fmt.Fprintf(&b, "%s = %s, ", name, number(p.values[k]))
	}
	fmt.Fprintf(&b, "seed %d", p.Seed)
	return b.String()
}

// number writes a number so that it can be read back exactly.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// rowKey tells the runs of a sweep apart.
func rowKey(values []float64, seed uint64) string {
	var b []byte
	for _, x := range values {
		b = append(strconv.AppendFloat(b, x+0, 'g', -1, 64), ' ') // -0 is 0
	}
	return string(strconv.AppendUint(b, seed, 10))
}
