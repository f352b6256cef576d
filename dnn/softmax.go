package dnn

import (
	"fmt"
	"slices"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/rng"
)

// Softmax is e^x over the sum of e^x along a dimension; −1 is the last. It is
// computed without overflow.
func Softmax(axis int) Module { return softening{"Softmax", axis, 1, false, 1} }

// Softmin is Softmax of −x.
func Softmin(axis int) Module { return softening{"Softmin", axis, -1, false, 1} }

// LogSoftmax is the logarithm of Softmax.
func LogSoftmax(axis int) Module { return softening{"LogSoftmax", axis, 1, true, 1} }

// Softmax2d is Softmax over the channels at each place: over the first of the
// last three dimensions, channels, height and width.
func Softmax2d() Module { return softening{"Softmax2d", -3, 1, false, 3} }

// GLU halves a dimension: x·Sigmoid(y), where x is its first half and y its
// second; −1 is the last.
func GLU(axis int) Module { return gating{axis} }

// softening is one of the softmax family.
type softening struct {
	call  string
	axis  int
	sign  float64
	log   bool
	least int // dimensions of the input
}

// Make makes the map.
func (s softening) Make(in []int, _ rng.Key) (Map, error) {
	if len(in) < s.least {
		return nil, fmt.Errorf("%s needs an input of %d dimensions, but its shape is %v", s.call, s.least, in)
	}
	l, err := newLines(s.call, s.axis, in)
	if err != nil {
		return nil, err
	}
	return &softmax{l, s.sign, s.log}, nil
}

// lines are the lines of an array along one dimension: element k of line l is
// at start(l) + k·step.
type lines struct {
	shape
	size, step int
}

func newLines(what string, k int, in []int) (lines, error) {
	at, err := axis(what, k, in)
	if err != nil {
		return lines{}, err
	}
	return lines{shape{slices.Clone(in), slices.Clone(in)}, in[at], elements(in[at+1:])}, checkShape("the input", in)
}

func (l lines) count() int { return elements(l.in) / l.size }

func (l lines) start(line int) int { return line/l.step*l.step*l.size + line%l.step }

type softmax struct {
	lines
	sign float64
	log  bool
}

// Apply goes through the lines.
func (s *softmax) Apply(dst, x []float64) {
	s.check(dst, x)
	for line := range s.count() {
		first := s.start(line)
		last := first + s.size*s.step
		top := s.sign * x[first]
		for k := first; k < last; k += s.step {
			top = max(top, s.sign*x[k])
		}
		sum := 0.0
		for k := first; k < last; k += s.step {
			dst[k] = vm.Exp(s.sign*x[k] - top)
			sum += dst[k]
		}
		shift := top
		if s.log {
			shift += vm.Log(sum)
		}
		for k := first; k < last; k += s.step {
			if s.log {
				dst[k] = s.sign*x[k] - shift
			} else {
				dst[k] /= sum
			}
		}
	}
}

// gating is GLU.
type gating struct{ axis int }

// Make makes the map.
func (g gating) Make(in []int, _ rng.Key) (Map, error) {
	l, err := newLines("GLU", g.axis, in)
	if err != nil {
		return nil, err
	}
	if l.size%2 != 0 {
		return nil, fmt.Errorf("GLU halves dimension %d of an input of shape %v; its size must be even", g.axis, in)
	}
	at, _ := axis("GLU", g.axis, in)
	l.out[at] = l.size / 2
	return &glu{l}, nil
}

type glu struct{ lines }

// Apply goes through the lines.
func (g *glu) Apply(dst, x []float64) {
	g.check(dst, x)
	half := g.size / 2 * g.step
	for line := range g.count() {
		first := g.start(line)
		to := line/g.step*half + line%g.step
		for k := 0; k < half; k += g.step {
			dst[to+k] = x[first+k] * vm.Sigmoid(x[first+half+k])
		}
	}
}
