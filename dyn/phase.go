package dyn

import "github.com/golgi-sim/golgi"

// KuramotoOscillator is a phase that turns and is pulled by other phases. In
// BrainPy it is a stub.
//
//	dtheta/dt = omega + I + K*(I_sin*cos(theta) - I_cos*sin(theta))
//
// where I_sin is the sum of w_j*sin(theta_j) over the oscillators that pull, and
// I_cos that of w_j*cos(theta_j): the last term is then
// K*Σ w_j*sin(theta_j - theta). Both are 0 unless something sets them, as
// PhaseCoupling does. theta starts uniform in 0 to 2*pi and grows without end.
//
// The default method is euler, since the sums are those at the beginning of the
// step: theta and what pulls it are then of the same moment, and oscillators
// that turn together are not slowed down by their own coupling.
//
// Reference: Kuramoto, Chemical Oscillations, Waves, and Turbulence, 1984,
// chapter 5.
type KuramotoOscillator struct {
	Omega  golgi.Value `name:"omega" default:"0.0628318530717958648" unit:"1/ms" doc:"angular frequency"`
	K      golgi.Value `name:"K" default:"1" unit:"1/ms" doc:"strength of the coupling"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on theta, per square root of ms; left out, none"`
	Theta  golgi.Value `init:"theta"`
	Method Method
}

// Equations returns the equations.
func (m KuramotoOscillator) Equations() Equations {
	body := "dtheta/dt = omega + (I - I_sin - I_cos) + K*(I_sin*cos(theta) - I_cos*sin(theta))"
	if m.Noise != nil {
		body += " + noise*xi"
	}
	return Equations{Body: body + " : init = Uniform(0, 2*pi)", Method: Euler}
}

// ThetaNeuron is the quadratic integrate-and-fire neuron on a circle, of
// Ermentrout and Kopell: theta = 2*atan(V) of tau*dV/dt = V² + eta + I with reset
// from +∞ to -∞. In BrainPy it is a stub.
//
//	tau*dtheta/dt = 1 - cos(theta) + (1 + cos(theta))*(eta + I)
//	spike where theta >= pi, then theta -= 2*pi
//
// theta starts at 0.
//
// Reference: Ermentrout and Kopell, SIAM J. Appl. Math. 46, 233 (1986).
type ThetaNeuron struct {
	Eta    golgi.Value `name:"eta" default:"0" unit:"1" doc:"excitability: above 0 it fires without input"`
	Tau    golgi.Value `name:"tau" default:"10" unit:"ms" doc:"time constant"`
	Noise  golgi.Value `name:"noise" optional:"true" unit:"1" doc:"strength of white noise on theta, per square root of ms; left out, none"`
	Theta  golgi.Value `init:"theta"`
	Method Method
}

// Equations returns the equations.
func (m ThetaNeuron) Equations() Equations {
	body := "tau*dtheta/dt = 1 - cos(theta) + (1 + cos(theta))*(eta + I)"
	if m.Noise != nil {
		body += " + tau*noise*xi"
	}
	return Equations{Body: body, Spike: "theta >= pi", Reset: "theta -= 2*pi", Method: rateMethod(m.Noise != nil)}
}
