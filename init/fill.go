package initialize

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/golgi-sim/golgi/rng"
)

// grain is how many elements are worth a goroutine.
const grain = 1 << 14

// each sets every element to what draw makes of the element's own stream.
func each(dst []float64, shape []int, key rng.Key, draw func(s *rng.Stream) float64) error {
	if err := fits(dst, shape); err != nil {
		return err
	}
	parts := min(runtime.GOMAXPROCS(0), len(dst)/grain)
	if parts < 2 {
		fillRange(dst, 0, len(dst), key, draw)
		return nil
	}
	var wg sync.WaitGroup
	for k := range parts {
		wg.Go(func() { fillRange(dst, k*len(dst)/parts, (k+1)*len(dst)/parts, key, draw) })
	}
	wg.Wait()
	return nil
}

func fillRange(dst []float64, lo, hi int, key rng.Key, draw func(s *rng.Stream) float64) {
	var s rng.Stream // one for all: its address goes to a function value
	for i := lo; i < hi; i++ {
		s = key.With(uint64(i)).Stream()
		dst[i] = draw(&s)
	}
}

// fits reports whether an array is of a shape.
func fits(dst []float64, shape []int) error {
	n := 1
	for _, s := range shape {
		if s < 0 {
			return fmt.Errorf("is of shape %v; no dimension can be negative", shape)
		}
		n *= s
	}
	if n != len(dst) {
		return fmt.Errorf("is of shape %v, which has %d elements, but the array has %d", shape, n, len(dst))
	}
	return nil
}

// mistakes makes one error of what is wrong with the parameters of an
// initialiser, nil if nothing is.
func mistakes(init fmt.Stringer, problems ...string) error {
	problems = slices.DeleteFunc(problems, func(p string) bool { return p == "" })
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("is %v, where %s", init, strings.Join(problems, " and "))
}

// number says what is wrong with a parameter that must be a finite number.
func number(name string, x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return fmt.Sprintf("the %s is %v (it must be a finite number)", name, x)
	}
	return ""
}

// width says what is wrong with a standard deviation or a scale.
func width(name string, x float64) string {
	if !(x >= 0) || math.IsInf(x, 0) {
		return fmt.Sprintf("the %s is %v (it must be 0 or a positive number)", name, x)
	}
	return ""
}

// interval says what is wrong with the ends of an interval. They may be
// infinite.
func interval(lo, hi float64) string {
	if !(lo <= hi) || math.IsInf(lo, 1) || math.IsInf(hi, -1) {
		return fmt.Sprintf("the bounds are %v and %v (the lower must not be above the upper)", lo, hi)
	}
	return ""
}
