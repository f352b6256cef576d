package dyn

import (
	"strings"

	"github.com/golgi-sim/golgi"
)

// OU is an Ornstein–Uhlenbeck process that a rate model adds to an input: noise
// with a memory of Tau around Mean.
//
//	tau*dx_ou/dt = mean - x_ou + tau*sigma*xi
//
// It starts at Mean. Left out altogether there is none, and the equations have
// no variable for it.
//
// Reference: Uhlenbeck and Ornstein, Phys. Rev. 36, 823 (1930).
type OU struct {
	Mean  golgi.Value `name:"mean" default:"0" unit:"1" doc:"mean of the noise"`
	Sigma golgi.Value `name:"sigma" default:"0" unit:"1" range:">=0" doc:"strength, per square root of ms"`
	Tau   golgi.Value `name:"tau" default:"5" unit:"ms" doc:"time constant of the noise"`
}

// given reports whether there is noise at all.
func (o OU) given() bool { return o.Mean != nil || o.Sigma != nil || o.Tau != nil }

// rateMethod is the default method of rate models: RK4, with noise Heun's.
// Exponential Euler, equation by equation, adds energy to what oscillates; at
// dt = 0.01 ms it makes a cycle of the stable focus of QIF.
func rateMethod(noise bool) Method {
	if noise {
		return Heun
	}
	return RK4
}

// rate makes the equations of a rate model of variables x and y, in whose body
// $x and $y stand for their inputs with the noise added to them: I_y is that of
// y, and what else there is of I that of x.
func rate(body string, x, y OU) Equations {
	inputs := map[string]string{"x": "(I - I_y)", "y": "I_y"}
	for name, o := range map[string]OU{"x": x, "y": y} {
		if o.given() {
			inputs[name] = "(" + inputs[name] + " + " + name + "_ou)"
		}
	}
	body = strings.NewReplacer("$x", inputs["x"], "$y", inputs["y"]).Replace(body)
	for _, name := range []string{"x", "y"} {
		if (name == "x" && x.given()) || (name == "y" && y.given()) {
			body += strings.ReplaceAll("\n$_ou_tau*d$_ou/dt = $_ou_mean - $_ou + $_ou_tau*$_ou_sigma*xi : init = $_ou_mean", "$", name)
		}
	}
	return Equations{Body: body, Method: rateMethod(x.given() || y.given())}
}
