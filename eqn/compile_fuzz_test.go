package eqn_test

import (
	"testing"

	"github.com/golgi-sim/golgi/eqn"
)

// FuzzCompile: whatever parses and checks also compiles or is refused, without
// a panic or a hang: a neuron with events, a synapse with its output, a drive of
// either, jumps.
func FuzzCompile(f *testing.F) {
	bodies := []string{
		"tau*dV/dt = V_rest - V + I : init = V_rest, unless refractory",
		"dV/dt = 0.1*(V + 40)/(1 - exp(-(V + 40)/10)) - V^3 + xi",
		"dx/dt = y; dy/dt = -x",
		"a = if V > 1: 2 else: 3\ndV/dt = a*I(V)",
		"dV/dt = Normal(0, 1) + min(V, 2)^0.5",
		"n = b*xi\ndV/dt = n + I : init = Uniform(a1, b)",
		"dV/dt = (20 - V)/2 + I_dend : unless refractory, min = a1, max = b\ndw/dt = (V - w)/3",
		"dV/dt = -V + hold(V*I) : init = r\ndz/dt = spike - z : after spike, unless refractory\nr = V/(1 - exp(-V))",
		"dV/dt = if V > 0: xi else: floor(t)",
		"dV/dt = Binomial(7, 0.9) - Poisson(2)*V",
	}
	events := [][4]string{ // Spike, Reset, Refractory; I of the output
		{"t > 1", "", "tau", "g*(b - V)"},
		{"V > 1 : upward", "V = n; z += r", "2", "g*V/(1 - exp(-V))"},
		{"V > Normal(0, 1)", "V = hold(V) + I; w *= 2", "tau*a1 + 0.05", "g + xi"},
		{"r > 0.5", "z = r", "Poisson(2)", "g*t*Uniform(0, 1)"},
		{"I > V : upward", "w = I(w)", "", "if V > a1: g else: 0"},
	}
	methods := []string{"euler", "exp_euler", "exact", "rk2", "rk4", "milstein", "heun", "heun_stratonovich"}
	for i, s := range bodies {
		for j, e := range events {
			f.Add(s, e[0], e[1], e[2], e[3], "dg/dt = -g/5", "g += w", "x = b*Binomial(10, 0.1)", methods[(i+j)%len(methods)], j)
		}
	}
	f.Add(bodies[0], "V > 1", "", "", "g", "dg/dt = h - g; dh/dt = xi - h : init = a1, min = 0", "h += w*exp(w); g = 0", "x = t", "exact", 1)
	f.Add(bodies[1], "V > 1", "", "", "g*(3 - V)", "dx/dt = (1 - x)*b\ng = x/(exp(x) - 1) > 2", "x += (1 - x)*w", "x = Normal(0, w)", "rk4", 3)
	ps, _ := eqn.ParseParams("tau = 20 ms; V_rest = -65 mV; a1 = 2; b = 3")
	f.Fuzz(func(t *testing.T, body, spike, reset, refractory, out, syn, receive, drive, method string, kind int) {
		neuron, err := eqn.NewModel(eqn.Source{Name: "fuzz", Params: ps, Body: body, Spike: spike, Reset: reset, Refractory: refractory, Method: eqn.Method(method)})
		if err != nil {
			return
		}
		fusion := &eqn.Fusion{Dt: 0.1, Neuron: neuron, Delta: kind&1 > 0,
			Each:  func(part int, name string) bool { return kind&2 > 0 && len(name)%2 == 0 },
			Value: func(part int, name string) (float64, bool) { return 2, kind&2 == 0 }}
		model := func(role eqn.Role, body, receive string) *eqn.Model {
			m, err := eqn.NewModel(eqn.Source{Name: "fuzz", Role: role, Params: ps, Body: body, Receive: receive})
			if err != nil {
				return nil
			}
			return m
		}
		y, o := model(eqn.Synapse, syn, receive), model(eqn.Output, "I = "+out, "")
		if y != nil && o != nil {
			fusion.Synapses = []eqn.FusedSynapse{{Model: y, Out: o, Part: 1, OutPart: 2, AddFirst: kind&4 > 0}}
		}
		if d := model(eqn.Driver, drive, ""); d != nil && len(neuron.States) > 0 {
			fusion.Drives = []eqn.Drive{{Model: d, Part: 3, Of: eqn.Variable{Part: 0, Name: neuron.States[0].Name}}}
			if y != nil && o != nil && kind&8 > 0 {
				fusion.Drives[0].Of = eqn.Variable{Part: 1, Name: y.States[0].Name}
			}
		}
		c, err := fusion.Compile()
		if err == nil && neuron.SpikeCond != nil && len(c.Step.Code) == 0 {
			t.Fatal("a program without spikes")
		}
	})
}
