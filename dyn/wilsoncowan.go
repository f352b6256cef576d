package dyn

import "github.com/golgi-sim/golgi"

// WilsonCowanModel is the activity of an excitatory population x and an
// inhibitory one y.
//
//	E_tau*dx/dt = -x + (1 - r*x)*F(wEE*x - wIE*y + I; E_a, E_theta)
//	I_tau*dy/dt = -y + (1 - r*y)*F(wEI*x - wII*y + I_y; I_a, I_theta)
//	F(z; a, theta) = 1/(1 + exp(-a*(z - theta))) - 1/(1 + exp(a*theta))
//
// x and y start uniform in 0 to 0.05.
//
// Reference: Wilson and Cowan, Biophys. J. 12, 1 (1972).
type WilsonCowanModel struct {
	ETau   golgi.Value `name:"E_tau" default:"1" unit:"ms" doc:"time constant of x"`
	EA     golgi.Value `name:"E_a" default:"1.2" unit:"1" doc:"gain of x"`
	ETheta golgi.Value `name:"E_theta" default:"2.8" unit:"1" doc:"threshold of x"`
	ITau   golgi.Value `name:"I_tau" default:"1" unit:"ms" doc:"time constant of y"`
	IA     golgi.Value `name:"I_a" default:"1" unit:"1" doc:"gain of y"`
	ITheta golgi.Value `name:"I_theta" default:"4" unit:"1" doc:"threshold of y"`
	WEE    golgi.Value `name:"wEE" default:"12" unit:"1" doc:"excitation of x by x"`
	WIE    golgi.Value `name:"wIE" default:"4" unit:"1" doc:"inhibition of x by y"`
	WEI    golgi.Value `name:"wEI" default:"13" unit:"1" doc:"excitation of y by x"`
	WII    golgi.Value `name:"wII" default:"11" unit:"1" doc:"inhibition of y by y"`
	R      golgi.Value `name:"r" default:"1" unit:"1" doc:"share of the active that cannot be activated"`
	XOU    OU          `prefix:"x_ou_" doc:"noise added to the input of x"`
	YOU    OU          `prefix:"y_ou_" doc:"noise added to the input of y"`
	X      golgi.Value `init:"x"`
	Y      golgi.Value `init:"y"`
	Method Method
}

// Equations returns the equations.
func (m WilsonCowanModel) Equations() Equations {
	return rate(`E_tau*dx/dt = -x + (1 - r*x)*(sigmoid(E_a*(wEE*x - wIE*y + $x - E_theta)) - sigmoid(-E_a*E_theta)) : init = Uniform(0, 0.05)
		I_tau*dy/dt = -y + (1 - r*y)*(sigmoid(I_a*(wEI*x - wII*y + $y - I_theta)) - sigmoid(-I_a*I_theta)) : init = Uniform(0, 0.05)`, m.XOU, m.YOU)
}
