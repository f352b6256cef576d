package dyn

import "github.com/golgi-sim/golgi"

// ALIFBellec2020 is the leaky integrate-and-fire neuron of Bellec et al. whose
// threshold adapts: every spike raises it by beta for a time tau_a. BrainPy has
// it also as LIF_SFA_Bellec2020.
//
//	tau*dV/dt = V_rest - V + R*I
//	tau_a*da/dt = -a
//	spike where V >= V_th + beta*a, then V -= V_th - V_rest, a += 1
//
// After a spike V keeps what it had above the threshold at rest. The paper
// measures V from V_rest and subtracts V_th; BrainPy subtracts V_th from a V
// in mV, which with its defaults lifts V by 60 mV. V is held for round(tau_ref/dt)
// steps after a spike. V starts at V_rest, a at 0.
//
// Reference: Bellec et al., Nat. Commun. 11, 3625 (2020).
type ALIFBellec2020 struct {
	VRest  golgi.Value `name:"V_rest" default:"-70" unit:"mV" doc:"resting potential"`
	VTh    golgi.Value `name:"V_th" default:"-60" unit:"mV" doc:"threshold at rest"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Beta   golgi.Value `name:"beta" default:"1.6" unit:"mV" doc:"what a spike adds to the threshold"`
	Tau    golgi.Value `name:"tau" default:"20" unit:"ms" doc:"membrane time constant"`
	TauA   golgi.Value `name:"tau_a" default:"2000" unit:"ms" doc:"time constant of the threshold"`
	TauRef golgi.Value `name:"tau_ref" default:"0" unit:"ms" doc:"refractory period"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	A      golgi.Value `init:"a"`
	Method Method
}

// Equations returns the equations.
func (m ALIFBellec2020) Equations() Equations {
	return ref.of(Equations{
		Body: `tau*dV/dt = V_rest - V + R*$I : init = V_rest$hold
			tau_a*da/dt = -a`,
		Spike: "V >= V_th + beta*a",
		Reset: "V -= V_th - V_rest; a += 1",
	}, m.Noise)
}
