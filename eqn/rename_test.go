package eqn

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRenamed: every name is renamed wherever it can stand, functions are not,
// and the statement it came from stays as it was.
func TestRenamed(t *testing.T) {
	const text = "tau*dp/dt = (if not a > b: -exp(V) else: clip(p, a, b))^2 + xi : init = p_inf(0, a), min = a, unless refractory"
	body, err := ParseBody(strings.ReplaceAll(text, "p_inf(0, a)", "max(0, a)"))
	require.NoError(t, err)
	got := body[0].Renamed(func(n string) string {
		if n == "V" || n == "xi" {
			return n
		}
		return "K.DR." + n
	})
	assert.Equal(t, "K.DR.tau*dK.DR.p/dt = (if not K.DR.a > K.DR.b: -exp(V) else: clip(K.DR.p, K.DR.a, K.DR.b))^2 + xi"+
		" : init = max(0, K.DR.a), min = K.DR.a, unless refractory", got.String())
	assert.Equal(t, strings.ReplaceAll(text, "p_inf(0, a)", "max(0, a)"), body[0].String())
	assert.Equal(t, []string{"p", "tau", "a", "b", "V", "xi"}, body[0].Names())
	again, err := ParseBody(got.String())
	require.NoError(t, err)
	assert.Equal(t, "K.DR.p", again[0].Target)
}

// TestDottedNames: names of parts have as many dots as the parts are deep, in
// parameters, equations and assignments.
func TestDottedNames(t *testing.T) {
	params, err := ParseParams("Na.HH.g_max = 120 mS/cm2; Na.E = 50 mV")
	require.NoError(t, err)
	assert.Equal(t, "Na.HH.g_max", params[0].Name)
	m, err := NewModel(Source{Name: "composed", Params: params, Body: `
		dV/dt = Na.HH.I : init = -65
		dNa.HH.m/dt = 1 - Na.HH.m
		Na.HH.I = Na.HH.g_max*Na.HH.m*(Na.E - V)`})
	require.NoError(t, err)
	assert.Equal(t, []string{"V", "Na.HH.m", "Na.HH.g_max", "Na.E"}, m.Names())
}

// TestChannelAndIonRoles: what a channel and an ion are given, and have to give.
func TestChannelAndIonRoles(t *testing.T) {
	for _, c := range []struct {
		role       Role
		body, want string
	}{
		{Channel, "I = Ca.C*(K.E - V)", ""},
		{Channel, "g = 2*V", "a channel assigns I"},
		{Channel, "I = E - V", `unknown name "E"`},
		{Channel, "I = Ca.V", `unknown name "Ca.V"`},
		{Channel, "I = V; V = 2", "cannot be called V"},
		{Channel, "I = I_dend", `unknown name "I_dend"`},
		{Ion, "dC/dt = I - C; E = log(C)", ""},
		{Ion, "dC/dt = I - C", "this one has no E"},
		{Ion, "C = 1; E = V", `unknown name "V"`},
		{Ion, "C = 1; E = 2; I = 3", "cannot be called I"},
	} {
		_, err := NewModel(Source{Name: "x", Role: c.role, Body: c.body})
		if c.want == "" {
			assert.NoError(t, err, c.body)
		} else {
			assert.ErrorContains(t, err, c.want, c.body)
		}
	}
	_, err := NewModel(Source{Name: "x", Role: Channel, Body: "I = 1", Spike: "V > 0", Receive: "x += w"})
	assert.ErrorContains(t, err, "belongs to neurons; a channel has none")
}

// TestRanges: the range of a parameter becomes a limit of the fusion.
func TestRanges(t *testing.T) {
	m, err := NewModel(Source{Name: "x", Body: "dV/dt = -V", Params: []Param{{Name: "g", Range: ">=0"}, {Name: "q", Range: ">0"}, {Name: "E"}, {Name: "f", Range: "q .. 1/dt"}}})
	require.NoError(t, err)
	c, err := (&Fusion{Name: "x", Dt: 0.1, Neuron: m}).Compile()
	require.NoError(t, err)
	require.Len(t, c.Limits, 4)
	assert.Equal(t, "g must be 0 or more", c.Limits[0].What)
	assert.True(t, c.Limits[0].Holds(0) && !c.Limits[0].Holds(-1e-300))
	assert.Equal(t, "q must be more than 0", c.Limits[1].What)
	assert.True(t, !c.Limits[1].Holds(0) && c.Limits[1].Holds(1e-300))
	assert.Equal(t, "f must be from q to 1/dt, so f - q must not be negative", c.Limits[2].What)
	assert.Equal(t, "f must be from q to 1/dt, so 1/dt - f must not be negative", c.Limits[3].What)
}
