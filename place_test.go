package golgi_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/bench"
	"github.com/golgi-sim/golgi/dyn"
)

// here returns the line that it is called in.
func here() string {
	_, file, line, _ := runtime.Caller(1)
	return fmt.Sprintf("%s:%d", filepath.Base(file), line)
}

// made is made by a constructor within another function of the program: the
// innermost line of the program counts.
func made() (*dyn.Group, string) { return dyn.NewGroup(1, dyn.LifRef{Tau: -1}), here() }

// TestPlaces: a mistake names the line in which its part was made; of parts
// that are made by literals, the line in which the network was built.
func TestPlaces(t *testing.T) {
	type net struct {
		golgi.DynSysGroup
		A  *dyn.Group
		In *dyn.InputGroup
		S  *dyn.SpikeTimeGroup
		C  *dyn.Cell
		P  *dyn.FullProjDelta
	}
	n := &net{P: &dyn.FullProjDelta{Delay: -1}}
	places := map[string]string{}
	n.A, places["A"] = made()
	n.In, places["In"] = dyn.NewInputGroup(-1), here()
	n.S, places["S"] = dyn.NewSpikeTimeGroup(0, nil, nil), here()
	n.C, places["C"] = dyn.NewCell(0, 0, nil), here()
	_, err := golgi.Build(n)
	built := fmt.Sprintf("place_test.go:%d", lineOf(t)-1)
	var list golgi.BuildErrors
	require.ErrorAs(t, err, &list)
	seen := map[string]bool{}
	for _, e := range list {
		seen[e.Path] = true
		assert.Equal(t, places[e.Path], e.Where, e.Path)
		assert.Equal(t, built, e.Built)
	}
	assert.Len(t, seen, 5)
	assert.Contains(t, err.Error(), "mistakes in the network (built at "+built+"):\n")
	assert.Contains(t, err.Error(), "A ("+places["A"]+"): ")
	assert.Contains(t, err.Error(), "\nP: ")

	// One mistake alone has both in one line. A part keeps its line when a Build
	// has failed.
	_, err = golgi.Build(n.A)
	assert.Contains(t, err.Error(), places["A"]+": tau, which")
	_, err = golgi.Build(&struct {
		golgi.DynSysGroup
		P *dyn.FullProjDelta
	}{P: &dyn.FullProjDelta{}})
	require.ErrorAs(t, err, &list)
	assert.Contains(t, list[0].Error(), "P (built at place_test.go:")
}

func lineOf(t *testing.T) int {
	t.Helper()
	_, _, line, _ := runtime.Caller(1)
	return line
}

// Networks of package bench are users of the library as others are.
func TestPlaceInBench(t *testing.T) {
	assert.Regexp(t, `^networks\.go:\d+$`, bench.NewCOBA(100, bench.DefaultCOBA()).N.Where())
	assert.Equal(t, "", (&dyn.FullProjDelta{}).Where())
	assert.Equal(t, "", golgi.Place{}.String())
}

// BenchmarkNewGroup measures what a group costs before Build; to remember its
// place is a small part of that.
func BenchmarkNewGroup(b *testing.B) {
	for b.Loop() {
		dyn.NewGroup(1, dyn.LifRef{})
	}
}

func BenchmarkHere(b *testing.B) {
	for b.Loop() {
		golgi.NewBase()
	}
}
