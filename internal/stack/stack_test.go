package stack

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi/runner"
)

func TestPlaces(t *testing.T) {
	train := func(offset, n int) *runner.SpikeTrain {
		s := runner.NewSpikeTrain("N", n, 1, 0, 1, nil, nil)
		s.Offset = offset
		return s
	}
	assert.Equal(t, []int{0, 80}, Places([]*runner.SpikeTrain{train(0, 80), train(80, 20)}))
	assert.Equal(t, []int{80, 0}, Places([]*runner.SpikeTrain{train(80, 20), train(0, 80)}))
	assert.Equal(t, []int{0, 80, 100}, Places([]*runner.SpikeTrain{train(0, 80), train(0, 20), train(5, 1)}))
	assert.Empty(t, Places(nil))
}
