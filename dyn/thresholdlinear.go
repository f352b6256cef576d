package dyn

import "github.com/golgi-sim/golgi"

// ThresholdLinearModel is the rates of an excitatory population e and an
// inhibitory one i that are linear in their currents above 0. The two do not
// act on one another: couplings come from outside, through I and I_i.
//
//	tau_e*de/dt = -e + beta_e*max(I, 0) + noise_e*xi, e >= 0
//	tau_i*di/dt = -i + beta_i*max(I_i, 0) + noise_i*xi, i >= 0
//
// Times are in ms, in BrainPy in seconds: its tau_e = 0.02 is 20 here, and its
// noise is to be multiplied by √1000. e and i start at 0.
//
// Reference: Chaudhuri, Knoblauch, Gariel, Kennedy and Wang, Neuron 88, 419
// (2015).
type ThresholdLinearModel struct {
	TauE   golgi.Value `name:"tau_e" default:"20" unit:"ms" doc:"time constant of e"`
	TauI   golgi.Value `name:"tau_i" default:"10" unit:"ms" doc:"time constant of i"`
	BetaE  golgi.Value `name:"beta_e" default:"0.066" unit:"Hz/pA" doc:"gain of e"`
	BetaI  golgi.Value `name:"beta_i" default:"0.351" unit:"Hz/pA" doc:"gain of i"`
	NoiseE golgi.Value `name:"noise_e" optional:"true" unit:"1" doc:"strength of white noise on the current into e, per square root of ms; left out, none"`
	NoiseI golgi.Value `name:"noise_i" optional:"true" unit:"1" doc:"strength of white noise on the current into i, per square root of ms; left out, none"`
	E      golgi.Value `init:"e"`
	I      golgi.Value `init:"i"`
	Method Method
}

// Equations returns the equations.
func (m ThresholdLinearModel) Equations() Equations {
	e, i := "", ""
	if m.NoiseE != nil {
		e = " + noise_e*xi"
	}
	if m.NoiseI != nil {
		i = " + noise_i*xi"
	}
	return Equations{Body: "tau_e*de/dt = -e + beta_e*max(I - I_i, 0)" + e + " : min = 0\ntau_i*di/dt = -i + beta_i*max(I_i, 0)" + i + " : min = 0"}
}
