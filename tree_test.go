package golgi_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// paths builds a network and returns the paths of its parts.
func paths(t *testing.T, net golgi.DynamicalSystem) []string {
	t.Helper()
	sim, err := golgi.Build(net)
	require.NoError(t, err)
	require.NoError(t, sim.Step())
	var ps []string
	for _, p := range sim.Parts() {
		ps = append(ps, p.(interface{ Path() string }).Path())
	}
	return ps
}

func lif() *dyn.Group { return dyn.NewGroup(1, dyn.Lif{}) }

// parts is a plain struct that holds a part.
type parts struct{ N *dyn.Group }

// sub is a network that others embed.
type sub struct {
	golgi.DynSysGroup
	A *dyn.Group
}

// still has a field that cannot be compared; empty has no size.
type (
	still struct{ x []int }
	empty struct{}
)

func (still) Update(*golgi.Env)  {}
func (*empty) Update(*golgi.Env) {}

// TestPlacesOfParts: parts are found in structs by value, in slices and maps of
// them, and in networks that a network embeds, also by pointer.
func TestPlacesOfParts(t *testing.T) {
	assert.Equal(t, []string{"", "P.N", "Many[0].N", "Many[1].N", "ByName[b].N"}, paths(t, &struct {
		golgi.DynSysGroup
		P      parts
		Many   []parts
		ByName map[string]parts
	}{P: parts{lif()}, Many: []parts{{lif()}, {lif()}}, ByName: map[string]parts{"b": {lif()}}}))
	assert.Equal(t, []string{"", "N", "M"}, paths(t, &struct {
		golgi.DynSysGroup
		parts
		M *dyn.Group
	}{parts: parts{lif()}, M: lif()}), "embedded fields have no name between")
	assert.Equal(t, []string{"", "A", "M"}, paths(t, &struct {
		*sub
		M *dyn.Group
	}{&sub{A: lif()}, lif()}), "a network with more fields")
	numbers := map[uint]*dyn.Group{}
	for _, k := range []uint{10, 2, 1, math.MaxUint} {
		numbers[k] = lif()
	}
	assert.Equal(t, []string{"", "A[1]", "A[2]", "A[10]", fmt.Sprintf("A[%d]", uint(math.MaxUint))}, paths(t, &struct {
		golgi.DynSysGroup
		A map[uint]*dyn.Group
	}{A: numbers}))
	n := lif()
	assert.Equal(t, []string{"", "N"}, paths(t, &struct {
		golgi.DynSysGroup
		N    *dyn.Group
		Refs any
		More *parts
		View dyn.View
		own  dyn.Source
	}{N: n, Refs: []any{n, 3}, More: &parts{n}, View: n.Slice(0, 1), own: n}), "what refers to parts elsewhere is none")
	assert.Equal(t, []string{""}, paths(t, &struct {
		golgi.DynSysGroup
		A, B golgi.DynamicalSystem
		C, D *empty
	}{A: still{[]int{1}}, B: still{}, C: &empty{}, D: &empty{}}), "values and what has no size have no identity")
}

// TestLostParts: a part where parts are not looked for is an error, and none is
// left out in silence.
func TestLostParts(t *testing.T) {
	twice := lif()
	pointer := lif()
	for _, c := range []struct {
		net  golgi.DynamicalSystem
		want string
	}{
		{&struct {
			golgi.DynSysGroup
			N any
		}{N: lif()}, "N: is a *dyn.Group in a field of type interface {}, where parts are not looked for; parts are in exported fields of their own type, or in structs, slices and maps of them"},
		{&struct {
			golgi.DynSysGroup
			Q *parts
		}{Q: &parts{lif()}}, "Q.N: is a *dyn.Group in a field of type *golgi_test.parts"},
		{&struct {
			golgi.DynSysGroup
			N **dyn.Group
		}{N: &pointer}, "N: is a *dyn.Group in a field of type **dyn.Group"},
		{&struct {
			golgi.DynSysGroup
			L []any
		}{L: []any{1, map[string]any{"x": lif()}}}, "L[1][x]: is a *dyn.Group in a field of type []interface {}"},
		{&struct {
			golgi.DynSysGroup
			own dyn.Source
		}{own: lif()}, "own: is a *dyn.Group in a field of type dyn.Source"},
		{&struct {
			*golgi.DynSysGroup
			N *dyn.Group
		}{N: lif()}, "embeds a nil *golgi.DynSysGroup; make it, or embed golgi.DynSysGroup itself"},
		{&struct {
			*golgi.DynSysGroup
			N *dyn.Group
		}{&golgi.DynSysGroup{}, lif()}, "embeds a pointer to DynSysGroup; embed golgi.DynSysGroup itself"},
		{&struct {
			*sub
			M *dyn.Group
		}{M: lif()}, "embeds a nil *golgi_test.sub"},
		{&struct {
			golgi.DynSysGroup
			*parts
		}{}, "parts: is nil; make the struct that is embedded, or take it out"},
		{&struct {
			golgi.DynSysGroup
			N *struct{ *dyn.Group }
		}{N: &struct{ *dyn.Group }{}}, "N: embeds a nil *dyn.Group"},
		{&struct {
			golgi.DynSysGroup
			M map[string][1]dyn.PoissonInput
		}{M: map[string][1]dyn.PoissonInput{"a": {}}}, "M[a][0]: is a dyn.PoissonInput in a map, which has no place of its own; make it a map of pointers"},
		{&struct {
			golgi.DynSysGroup
			P, Q parts
		}{P: parts{twice}, Q: parts{twice}}, "Q.N: is the same part as P.N"},
	} {
		_, err := golgi.Build(c.net)
		assert.ErrorContains(t, placeless.Error(err), c.want)
		var list golgi.BuildErrors
		if assert.ErrorAs(t, err, &list) {
			assert.Len(t, list, 1, "%v", err)
		}
	}
}

// TestSlicesOfSlices: a handle on a range of a range has no more elements than
// the range.
func TestSlicesOfSlices(t *testing.T) {
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(10, dyn.Lif{})}
	before := net.N.V.Slice(0, 99).Slice(0, 5)
	_, err := golgi.Build(net)
	require.NoError(t, err)
	v, s := net.N.V, net.N.Spike
	assert.Equal(t, 2, v.Slice(2, 7).Slice(3, 5).Len())
	assert.Equal(t, "N.V[5:7]", v.Slice(2, 7).Slice(3, 5).Path())
	assert.Equal(t, 2, s.Slice(2, 7).Slice(3, 5).Size())
	for want, h := range map[string]golgi.State{
		"N.V has no range 2 to 8 in a range of it that has 5 elements":  v.Slice(0, 5).Slice(2, 8),
		"N.V has no range -1 to 2 in a range of it that has 3 elements": v.Slice(3, 6).Slice(-1, 2),
		"N.V has 10 elements, so there is no range -1 to 3":             v.Slice(-1, 3).Slice(1, 2),
		"N.V has 10 elements, so there is no range 0 to 99":             before,
		"N.V has 10 elements, so there is no range 5 to 4":              v.Slice(5, 4),
	} {
		assert.EqualError(t, h.Check(), want)
		assert.EqualError(t, h.Set(1), want)
		assert.Zero(t, h.Len())
		assert.PanicsWithValue(t, "golgi: "+want, func() { h.At(0) })
	}
	for want, h := range map[string]golgi.Spike{
		"N.spike has no range 2 to 8 in a range of it that has 5 elements": s.Slice(0, 5).Slice(2, 8),
		"N.spike has 10 elements, so there is no range -1 to 3":            s.Slice(-1, 3),
	} {
		assert.EqualError(t, h.Check(), want)
		assert.Zero(t, h.Size())
		assert.PanicsWithValue(t, "golgi: "+want, func() { h.Count() })
	}
	assert.EqualError(t, golgi.Spike{}.Check(), "a handle of nothing: the part has no spikes")
}

// TestMisuseOfASimulation: numbers that are none, options that are nil, starts
// without a stop.
func TestMisuseOfASimulation(t *testing.T) {
	_, err := golgi.Build(&sub{A: lif()}, golgi.Executor("steam"))
	assert.ErrorContains(t, err, `there is no executor "steam" here`)
	sim, err := golgi.Build(&sub{A: lif()}, nil, golgi.Threads(2), golgi.Check(nil))
	require.NoError(t, err)
	assert.EqualError(t, sim.Run(-3), "cannot make -3 steps")
	for _, ms := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 1e300} {
		assert.EqualValues(t, -1, sim.StepsIn(ms), ms)
	}
	assert.EqualValues(t, 10, sim.StepsIn(1))
	sim.Start()
	sim.Start()
	require.NoError(t, sim.Run(2))
	sim.Stop()
	require.NoError(t, sim.Step())
	sim.Stop()
	sim.Stop()
	require.NoError(t, sim.Step())
	require.NoError(t, sim.Reset(nil))
	assert.Zero(t, sim.Steps())
}
