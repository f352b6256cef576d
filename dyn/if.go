package dyn

import "github.com/golgi-sim/golgi"

// The equations of the leaky integrators.
func leakyIntegrator(v variant, noise golgi.Value) Equations {
	return v.of(Equations{Body: "tau*dV/dt = V_rest - V + R*$I : init = V_rest"}, noise)
}

// IF is the leaky integrator: the membrane of Lif without a threshold. It never
// spikes.
//
//	tau*dV/dt = V_rest - V + R*I
//
// V starts at V_rest. BrainPy calls it IF, and LeakyIntegrator among its older
// models.
//
// Reference: Gerstner et al., Neuronal Dynamics, 2014, section 1.3.
type IF struct {
	VRest  golgi.Value `name:"V_rest" default:"0" unit:"mV" doc:"resting potential"`
	R      golgi.Value `name:"R" default:"1" unit:"1" doc:"membrane resistance"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"membrane time constant"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on V, mV per square root of ms; left out, none"`
	V      golgi.Value `init:"V"`
	Method Method
}

// Equations returns the equations.
func (m IF) Equations() Equations { return leakyIntegrator(plain, m.Noise) }

// IFLTC is IF, with the same fields, but has the current inside its equation,
// see LifLTC.
type IFLTC IF

// Equations returns the equations.
func (m IFLTC) Equations() Equations { return leakyIntegrator(ltc, m.Noise) }
