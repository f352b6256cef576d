package bench

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

// TraubMiles is the neuron of the Hodgkin–Huxley benchmark, written as
// equations: the currents of Traub and Miles, capacitance in pF and
// conductances in nS for a membrane of 20,000 µm².
//
// Reference: Traub and Miles, Neuronal Networks of the Hippocampus, 1991, as in
// Brette et al. 2007, appendix 2.
var TraubMiles = dyn.Equations{
	Name: "TraubMiles",
	Params: `Cm = 200 pF; gl = 10 nS; gNa = 20000 nS; gKd = 6000 nS
		El = -60 mV; ENa = 50 mV; EK = -90 mV; VT = -63 mV; V_th = -20 mV`,
	Body: `Cm*dV/dt = gl*(El - V) - gNa*m^3*h*(V - ENa) - gKd*n^4*(V - EK) + I(V) : init = Uniform(-70, -60)
		dm/dt = alpha_m*(1 - m) - beta_m*m : init = alpha_m/(alpha_m + beta_m)
		dh/dt = alpha_h*(1 - h) - beta_h*h : init = alpha_h/(alpha_h + beta_h)
		dn/dt = alpha_n*(1 - n) - beta_n*n : init = alpha_n/(alpha_n + beta_n)
		alpha_m = 0.32*(13 - V + VT)/(exp((13 - V + VT)/4) - 1)
		beta_m = 0.28*(V - VT - 40)/(exp((V - VT - 40)/5) - 1)
		alpha_h = 0.128*exp((17 - V + VT)/18)
		beta_h = 4/(1 + exp((40 - V + VT)/5))
		alpha_n = 0.032*(15 - V + VT)/(exp((15 - V + VT)/5) - 1)
		beta_n = 0.5*exp((10 - V + VT)/40)`,
	Spike:   "V >= V_th : upward",
	Longest: dyn.HH{}.LongestStep(), // the rise of a spike is as steep
}

// HHParams are the parameters of the Hodgkin–Huxley network.
type HHParams struct {
	Wiring
	EE    float64 `set:"E_E"` // reversal potentials of the synapses, mV
	EI    float64 `set:"E_I"`
	VLow  float64 `set:"V_low"` // range of the initial potentials, mV
	VHigh float64 `set:"V_high"`
	Cm    float64 `set:"Cm" in:"(0,inf)"`
	Gl    float64 `set:"gl" in:"[0,inf)"`
	GNa   float64 `set:"gNa" in:"[0,inf)"`
	GKd   float64 `set:"gKd" in:"[0,inf)"`
	El    float64 `set:"El"`
	ENa   float64 `set:"ENa"`
	EK    float64 `set:"EK"`
	VT    float64 `set:"VT"`
	Input float64 `set:"input"` // constant current, pA
}

// DefaultHH has the parameters of the benchmark, without its input.
func DefaultHH() HHParams {
	return HHParams{Wiring: Wiring{InDegree: 80, WE: 6, WI: 67, TauE: 5, TauI: 10}, EE: 0, EI: -80, VLow: -70, VHigh: -60,
		Cm: 200, Gl: 10, GNa: 20000, GKd: 6000, El: -60, ENa: 50, EK: -90, VT: -63}
}

// NewCOBAHH returns the network of Hodgkin–Huxley neurons with
// conductance-based synapses (benchmark 3).
func NewCOBAHH(n int, p HHParams) *Net {
	ne := n * 4 / 5
	g := dyn.NewGroup(n, TraubMiles.With(golgi.Values{"Cm": p.Cm, "gl": p.Gl, "gNa": p.GNa, "gKd": p.GKd,
		"El": p.El, "ENa": p.ENa, "EK": p.EK, "VT": p.VT, "V": initialize.Uniform(p.VLow, p.VHigh)}))
	return &Net{N: g, Excitatory: ne,
		E: &dyn.FullProjAlignPost{Pre: g.Slice(0, ne), Comm: p.comm(n, p.WE), Syn: dyn.Expon{Tau: p.TauE}, Out: dyn.COBA{E: p.EE}, Post: g},
		I: &dyn.FullProjAlignPost{Pre: g.Slice(ne, n), Comm: p.comm(n, p.WI), Syn: dyn.Expon{Tau: p.TauI}, Out: dyn.COBA{E: p.EI}, Post: g}}
}
