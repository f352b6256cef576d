package papers_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/papers"
)

func Example() {
	fmt.Println(papers.Cited("Lapicque, J. Physiol. Pathol. Gen. 9, 620 (1907); Gerstner et al., Neuronal Dynamics, 2014, section 1.3."))
	for _, r := range papers.Of(&dyn.HH{}) {
		fmt.Println(r.Key, r.Year)
	}
	// Output:
	// [lapicque1907 gerstner2014]
	// hodgkin1952 1952
}

// What is not the library's, or has no publication, has none.
func TestOfOthers(t *testing.T) {
	for _, v := range []any{nil, 3, struct{}{}, dyn.PoissonGroup{}, dyn.Equations{}, (*dyn.Group)(nil)} {
		assert.Empty(t, papers.Of(v))
	}
}
