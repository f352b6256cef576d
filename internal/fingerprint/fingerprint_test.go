package fingerprint_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/dnn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/internal/fingerprint"
)

// A description is put in words that do not depend on where it lies in memory.
func Example() {
	fmt.Println(fingerprint.Of(dnn.EventJitFPHomoLinear{Prob: 0.1, Weight: 2}))
	fmt.Println(fingerprint.Of(dnn.CSRLinear{Weight: func(i int) float64 { return 1 }}))
	fmt.Println(fingerprint.Of(map[string]any{"b": []int{1, 2}, "a": nil}))
	// Output:
	// EventJitFPHomoLinear{Prob: 0.1, Weight: 2}
	// CSRLinear{Weight: a function}
	// map["a": nil, "b": [1 2]]
}

// TestOf: what is equal is in the same words, what differs is not, whether it is
// exported or not and behind how many pointers.
func TestOf(t *testing.T) {
	many := func(x float64) []float64 {
		xs := make([]float64, 1000)
		xs[999] = x
		return xs
	}
	type node struct {
		x    float64
		next *node
	}
	loop := &node{x: 1}
	loop.next = loop
	values := []func() any{
		func() any { return nil },
		func() any { return 1.5 },
		func() any { return math.NaN() },
		func() any { return math.Inf(1) },
		func() any { return uint8(3) },
		func() any { return "a \"b\"" },
		func() any { return true },
		func() any { return many(1) },
		func() any { return many(2) },
		func() any { return mat.NewDense(100, 10, many(1)) },
		func() any { return mat.NewDense(100, 10, many(2)) },
		func() any { return mat.NewDense(10, 100, many(2)) },
		func() any { return initialize.Normal(1, 2) },
		func() any { return initialize.Normal(1, 3) },
		func() any { return initialize.Uniform(1, 3) },
		func() any { return make([]int32, 100) },
		func() any { return make([]int32, 101) },
		func() any { return (*node)(nil) == nil },
		func() any { return &node{x: 2, next: &node{x: 3}} },
		func() any { return loop },
		func() any { return (func())(nil) },
		func() any { return func() {} },
		func() any { return [2]complex64{} },
	}
	seen := map[string]int{}
	for k, v := range values {
		text := fingerprint.Of(v())
		assert.Equal(t, text, fingerprint.Of(v()))
		if o, ok := seen[text]; ok {
			assert.Contains(t, []string{"nil", "true"}, text, "%d and %d", k, o)
		}
		seen[text] = k
		assert.Less(t, len(text), 300, text)
	}
}

func TestSum(t *testing.T) {
	assert.Equal(t, fingerprint.Sum([]float64{1, 2, 3}), fingerprint.Sum([]float64{1, 2, 3}))
	assert.NotEqual(t, fingerprint.Sum([]float64{1, 2, 3}), fingerprint.Sum([]float64{1, 3, 2}))
	assert.NotEqual(t, fingerprint.Sum(nil), fingerprint.Sum([]float64{0}))
	assert.NotEqual(t, fingerprint.SumOf([]int{1, 2}), fingerprint.SumOf([]int{2, 1}))
}
