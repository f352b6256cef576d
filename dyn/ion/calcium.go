package ion

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// nernst is the reversal potential of calcium. Below 1e-12 mM, a few ions in a
// cell, it stays what it is there: C can decay to 0, and E must stay a number.
const nernst = `
	E = R*(273.15 + T)/(2*F)*log(C0/max(C, 1e-12))`

// CalciumDetailed is calcium, Ca, in a thin shell beneath the membrane, which
// channels fill and pumps and diffusion empty.
//
//	dC/dt = max(I/(2*F*d), 0) + (C_rest - C)/tau
//	E = R*(273.15 + T)/(2*F)*ln(C0/C)
//
// I is the sum of the currents of the calcium channels, positive inward: those
// in the ion, or in a mix with it, that take E from it. The currents that
// calcium opens but that others carry (IAHPDe1994, ICaNIS2008) are not part of
// it. With currents in uA/cm2 and times in ms, F is in C/mmol and d counts in
// 10 nm: the shell of 1 um of the paper is d = 100. C starts at 2.4e-4.
//
// BrainPy has the influx with the sign inverted, so that calcium channels do not
// raise C, and lets the currents of calcium-dependent potassium channels do so.
// The equation here is that of the papers.
//
// Reference: Destexhe, Babloyantz and Sejnowski, Biophys. J. 65, 1538 (1993);
// Bazhenov, Timofeev, Steriade and Sejnowski, J. Neurophysiol. 79, 2730 (1998).
type CalciumDetailed struct {
	T        golgi.Value `name:"T" default:"36" unit:"degC" range:">=0" doc:"temperature"`
	D        golgi.Value `name:"d" default:"1" unit:"1" range:">0" doc:"depth of the shell, in 10 nm"`
	CRest    golgi.Value `name:"C_rest" default:"2.4e-4" unit:"mM" range:">=0" doc:"concentration at rest"`
	Tau      golgi.Value `name:"tau" default:"5" unit:"ms" range:">0" doc:"time constant of the removal"`
	C0       golgi.Value `name:"C0" default:"2" unit:"mM" range:">0" doc:"concentration outside"`
	R        golgi.Value `name:"R" default:"8.31441" unit:"J/mol/K" range:">0" doc:"gas constant"`
	F        golgi.Value `name:"F" default:"96.489" unit:"1" range:">0" doc:"Faraday constant, in C/mmol"`
	C        golgi.Value `init:"C"`
	Channels dyn.Channels
}

// Equations returns the equations.
func (CalciumDetailed) Equations() dyn.Equations {
	return dyn.Equations{Body: `
	dC/dt = max(I/(2*F*d), 0) + (C_rest - C)/tau : init = 2.4e-4` + nernst}
}

// Ion returns the symbol Ca and the channels.
func (c CalciumDetailed) Ion() (string, dyn.Channels) { return "Ca", c.Channels }

// CalciumFirstOrder is calcium, Ca, that channels raise and that decays.
//
//	dC/dt = max(alpha*I, 0) - beta*C
//	E = R*(273.15 + T)/(2*F)*ln(C0/C)
//
// I is the sum of the currents of the calcium channels, positive inward, as in
// CalciumDetailed. C starts at 2.4e-4. Without an influx it decays to 0; in E it
// counts as no less than 1e-12.
//
// BrainPy has the influx with the sign inverted, see CalciumDetailed. In the
// paper, whose alpha and beta these are, C has no unit; to use it in mM give an
// alpha that makes the influx one.
//
// Reference: Pinsky and Rinzel, J. Comput. Neurosci. 1, 39 (1994); Traub, Wong,
// Miles and Michelson, J. Neurophysiol. 66, 635 (1991).
type CalciumFirstOrder struct {
	T        golgi.Value `name:"T" default:"36" unit:"degC" range:">=0" doc:"temperature"`
	Alpha    golgi.Value `name:"alpha" default:"0.13" unit:"1" range:">=0" doc:"influx for a current of 1"`
	Beta     golgi.Value `name:"beta" default:"0.075" unit:"1/ms" range:">=0" doc:"rate of the decay"`
	C0       golgi.Value `name:"C0" default:"2" unit:"mM" range:">0" doc:"concentration outside"`
	R        golgi.Value `name:"R" default:"8.31441" unit:"J/mol/K" range:">0" doc:"gas constant"`
	F        golgi.Value `name:"F" default:"96.489" unit:"1" range:">0" doc:"Faraday constant, in C/mmol"`
	C        golgi.Value `init:"C"`
	Channels dyn.Channels
}

// Equations returns the equations.
func (CalciumFirstOrder) Equations() dyn.Equations {
	return dyn.Equations{Body: `
	dC/dt = max(alpha*I, 0) - beta*C : init = 2.4e-4` + nernst}
}

// Ion returns the symbol Ca and the channels.
func (c CalciumFirstOrder) Ion() (string, dyn.Channels) { return "Ca", c.Channels }
