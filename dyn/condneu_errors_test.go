package dyn_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// named is an ion of one's own.
type named struct {
	symbol   string
	Channels dyn.Channels
}

func (named) Equations() dyn.Equations      { return dyn.Equations{Body: "E = -70; C = 1"} }
func (n named) Ion() (string, dyn.Channels) { return n.symbol, n.Channels }
func inCalcium(c dyn.Channel) dyn.CondNeuGroup {
	return dyn.CondNeuGroup{Ions: dyn.Ions{"Ca": calcium(c)}}
}
func onMembrane(c dyn.Channel) dyn.CondNeuGroup {
	return dyn.CondNeuGroup{Channels: dyn.Channels{"X": c}}
}
func calcium(c dyn.Channel) dyn.Ion {
	return ion.CalciumDetailed{Channels: dyn.Channels{"X": c}}
}

// TestComposedMistakes: what is wrong in a part is an error of Build with the
// path of the part and what to do.
func TestComposedMistakes(t *testing.T) {
	build(t, &alone{N: dyn.NewGroup(2, inCalcium(channel.ICaTHM1992{}))})
	mix := func(m dyn.Mix) dyn.CondNeuGroup {
		return dyn.CondNeuGroup{Ions: dyn.Ions{"Ca": ion.CalciumFixed{}, "K": ion.PotassiumFixed{}, "Ca2": ion.CalciumFixed{}}, Mixes: dyn.Mixes{"M": m}}
	}
	ahp := dyn.Channels{"X": channel.IAHPDe1994{}}
	for name, c := range map[string]struct {
		m    dyn.CondNeuGroup
		want string
	}{
		"without its ion": {onMembrane(channel.ICaTHM1992{}),
			"N: X: ICaTHM1992 needs Ca.E of an ion, and is in none; put it among the Channels of an ion with the symbol Ca, or of a Mix with it"},
		"in another ion": {dyn.CondNeuGroup{Ions: dyn.Ions{"K": ion.PotassiumFixed{Channels: dyn.Channels{"X": channel.INaHH1952{}}}}},
			"N: K.X: INaHH1952 takes nothing from the ion K (K), which it is in; put it where it belongs, among the Channels of the group or of another ion"},
		"no ion for it": {inCalcium(channel.IL{}), "N: Ca.X: IL takes nothing from the ion Ca (Ca)"},
		"E given twice": {dyn.CondNeuGroup{Ions: dyn.Ions{"K": ion.PotassiumFixed{Channels: dyn.Channels{"X": channel.IKHH1952{E: -77}}}}},
			"N: K.X: IKHH1952 takes E from the ion that it is in, K.E; leave it out here, and give it to the ion"},
		"negative g_max":     {onMembrane(channel.IL{GMax: -0.1}), "N: X.g_max must be 0 or more: it is -0.1 at element 0"},
		"one negative g_max": {inCalcium(channel.ICaTHM1992{GMax: []float64{1, -1}}), "N: Ca.X.g_max must be 0 or more: it is -1 at element 1"},
		"q10 of 0":           {inCalcium(channel.ICaTHM1992{TBaseP: 0}), "N: Ca.X.T_base_p must be more than 0: it is 0 at element 0"},
		"negative phi":       {onMembrane(channel.IhHM1992{Phi: -1}), "N: X.phi must be more than 0: it is -1"},
		"NaN":                {onMembrane(channel.INaHH1952{VSh: math.NaN()}), "N: X.V_sh of CondNeuGroup is NaN"},
		"length":             {onMembrane(channel.INaHH1952{VSh: []float64{1, 2, 3}}), "N: X.V_sh of CondNeuGroup has 3 values for 2 elements"},
		"type":               {onMembrane(channel.INaHH1952{P: "open"}), "N: the initial value of X.p of CondNeuGroup is a string"},
		"tau of calcium":     {dyn.CondNeuGroup{Ions: dyn.Ions{"Ca": ion.CalciumDetailed{Tau: 0}}}, "N: Ca.tau must be more than 0: it is 0"},
		"capacitance":        {dyn.CondNeuGroup{C: -1}, "N: C must be more than 0: it is -1"},
		"the same name twice": {dyn.CondNeuGroup{Channels: dyn.Channels{"Na": channel.INaHH1952{}}, Ions: dyn.Ions{"Na": ion.SodiumFixed{}}},
			`N: "Na" is the name of a channel and of an ion; give each part a name of its own`},
		"a dot in a name":     {dyn.CondNeuGroup{Channels: dyn.Channels{"a.b": channel.IL{}}}, `N: a part cannot be called "a.b"; take a word of letters and digits, such as Na`},
		"a name in an ion":    {dyn.CondNeuGroup{Ions: dyn.Ions{"K": ion.PotassiumFixed{Channels: dyn.Channels{"a b": channel.IKLeak{}}}}}, `N: a part cannot be called "a b"`},
		"no name":             {dyn.CondNeuGroup{Channels: dyn.Channels{"": channel.IL{}}}, `N: a part cannot be called ""`},
		"a word":              {dyn.CondNeuGroup{Channels: dyn.Channels{"if": channel.IL{}}}, `N: a part cannot be called "if"`},
		"pre":                 {dyn.CondNeuGroup{Channels: dyn.Channels{"pre": channel.IL{}}}, `N: a part cannot be called "pre"`},
		"a comment":           {dyn.CondNeuGroup{Channels: dyn.Channels{"x = 1 #": channel.IL{}}}, `N: a part cannot be called "x = 1 #"`},
		"no channel":          {onMembrane(nil), "N: X: has no channel model"},
		"a nil channel":       {onMembrane((*channel.IL)(nil)), "N: X: has a nil *channel.IL"},
		"no ion":              {dyn.CondNeuGroup{Ions: dyn.Ions{"Ca": nil}}, "N: Ca: has no ion model"},
		"a nil ion":           {dyn.CondNeuGroup{Ions: dyn.Ions{"Ca": (*ion.CalciumFixed)(nil)}}, "N: Ca: has a nil *ion.CalciumFixed"},
		"symbol":              {dyn.CondNeuGroup{Ions: dyn.Ions{"Cl": named{symbol: "C l"}}}, `N: Cl: named has the symbol "C l"; the symbol of an ion is a word`},
		"unknown name":        {onMembrane(dyn.Equations{Name: "mine", Params: "g = 1", Body: "I = gg*V"}), `N: X: mine:`},
		"a method of its own": {onMembrane(dyn.Equations{Body: "I = 1", Method: dyn.RK4}), "N: X: equations asks for the method rk4; all parts of a neuron are integrated together"},
		"no current":          {onMembrane(dyn.Equations{Body: "i = 3*V"}), "a channel assigns I, the current into the neuron"},
		"mix of nothing":      {mix(dyn.Mix{Channels: ahp}), "N: M: is a mix of 0 ions; name two or more in Of"},
		"mix of unknown":      {mix(dyn.Mix{Of: []string{"Ca", "Cl"}, Channels: ahp}), `N: M: is a mix of "Cl", which is no ion of the group; its ions are Ca, Ca2, K`},
		"mix of two alike":    {mix(dyn.Mix{Of: []string{"Ca", "Ca2"}, Channels: ahp}), "N: M: is a mix of Ca and Ca2, which are both Ca"},
		"mix without need":    {mix(dyn.Mix{Of: []string{"Ca", "K"}, Channels: dyn.Channels{"X": channel.ICaTHM1992{}}}), "N: M.X: ICaTHM1992 takes nothing from the ion K"},
		"unknown method":      {dyn.CondNeuGroup{Method: "rk5"}, `N: unknown method "rk5"`},
		"parameter unknown":   {dyn.CondNeuGroup{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			net := &alone{N: dyn.NewGroup(2, c.m)}
			if c.want == "" {
				net.N = dyn.NewGroup(2, onMembrane(channel.IL{}).Equations().With(golgi.Values{"X.gmax": 1}))
				c.want = `CondNeuGroup has no parameter or variable "X.gmax"; did you mean "X.g_max"?`
			}
			_, err := golgi.Build(net)
			require.Error(t, err)
			assert.Contains(t, placeless.Text(err.Error()), c.want)
		})
	}
}

// TestComposedMistakesTogether: the mistakes of all parts are reported at once.
func TestComposedMistakesTogether(t *testing.T) {
	_, err := golgi.Build(&alone{N: dyn.NewGroup(1, dyn.CondNeuGroup{
		Channels: dyn.Channels{"A": channel.ICaTHM1992{}, "B": channel.IAHPDe1994{}},
		Ions:     dyn.Ions{"K": ion.PotassiumFixed{Channels: dyn.Channels{"C": channel.IL{}}}},
		Mixes:    dyn.Mixes{"M": {}},
	})})
	require.Error(t, err)
	for _, part := range []string{"N: A: ", "N: B: ", "N: K.C: ", "N: M: "} {
		assert.Contains(t, placeless.Text(err.Error()), part)
	}
}
