package main

import (
	"fmt"
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
)

// names are the populations: excitatory and inhibitory neurons of four layers.
var names = [8]string{"L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"}

// The full model: numbers of neurons, of external inputs of a neuron, and the
// probability that a pair is connected at least once, by target and source
// (Potjans and Diesmann 2014, tables 4 and 5).
var (
	sizes  = [8]int{20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948}
	extern = [8]int{1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100}
	probs  = [8][8]float64{
		{0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0},
		{0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0},
		{0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0},
		{0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0},
		{0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0},
		{0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0},
		{0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252},
		{0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443},
	}
)

// Initial potentials are normal, with means and deviations in mV with which
// the network starts near its stationary state, and rates are the published
// ones in Hz, of which the smaller network is given what it lacks (both from
// the reference implementation, github.com/INM-6/microcircuit-PD14-model).
var (
	vMean = [8]float64{-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43}
	vSD   = [8]float64{5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48}
	rates = [8]float64{0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829}
)

// params are the parameters of the model; the tags name them for -set.
type params struct {
	C       float64 `set:"C" in:"(0,inf)"` // pF
	TauM    float64 `set:"tau_m" in:"(0,inf)"`
	TauSyn  float64 `set:"tau_syn" in:"(0,inf)"`
	TauRef  float64 `set:"tau_ref" in:"[0,inf)"`
	EL      float64 `set:"E_L"`
	VTh     float64 `set:"V_th"`
	VReset  float64 `set:"V_reset"`
	PSP     float64 `set:"psp"`                   // amplitude of an excitatory potential, mV
	WSD     float64 `set:"w_rel_sd" in:"[0,inf)"` // of the weights, relative to their mean
	G       float64 `set:"g"`                     // inhibitory weights relative to excitatory ones
	DE      float64 `set:"delay_E" in:"(0,inf)"`  // ms
	DI      float64 `set:"delay_I" in:"(0,inf)"`  // ms
	DSD     float64 `set:"d_rel_sd" in:"[0,inf)"` // of the delays, relative to their mean
	Rate    float64 `set:"rate_ext" in:"[0,inf)"` // of an external input, Hz
	Poisson float64 `set:"poisson" in:"[0,1]"`    // 1: Poisson input, 0: a constant current instead
	Double  float64 `set:"w_L4E_L23E"`            // weight from L4E to L2/3E relative to others
}

func defaults() params {
	return params{C: 250, TauM: 10, TauSyn: 0.5, TauRef: 2, EL: -65, VTh: -50, VReset: -65, PSP: 0.15, WSD: 0.1, G: -4,
		DE: 1.5, DI: 0.75, DSD: 0.5, Rate: 8, Poisson: 1, Double: 2}
}

// psc returns the amplitude in pA of the synaptic current that makes a
// potential of an amplitude of 1 mV.
func (p *params) psc() float64 {
	// The potential after a spike is proportional to exp(-t/tauM) -
	// exp(-t/tauSyn), which is largest at time top.
	top := math.Log(p.TauM/p.TauSyn) * p.TauM * p.TauSyn / (p.TauM - p.TauSyn)
	peak := math.Exp(-top/p.TauM) - math.Exp(-top/p.TauSyn)
	return p.C * (p.TauM - p.TauSyn) / (p.TauM * p.TauSyn * peak)
}

// neuron is the integrate-and-fire neuron with current-based synapses. Its
// equations and those of the synapses are linear, and integrated exactly
// (Rotter and Diesmann, Biol. Cybern. 81, 381 (1999)).
func (p *params) neuron(constant float64, v golgi.Value) dyn.Model {
	return dyn.Equations{
		Name:   "IafPscExp",
		Params: `tau_m = 10 ms; C = 250 pF; E_L = -65 mV; V_th = -50 mV; V_reset = -65 mV; tau_ref = 2 ms; I_e = 0 pA`,
		Body:   `dV/dt = (E_L - V)/tau_m + (I + I_e)/C : unless refractory`,
		Spike:  "V >= V_th", Reset: "V = V_reset", Refractory: "tau_ref", Method: dyn.Exact,
	}.With(golgi.Values{"tau_m": p.TauM, "C": p.C, "E_L": p.EL, "V_th": p.VTh, "V_reset": p.VReset, "tau_ref": p.TauRef,
		"I_e": constant, "V": v})
}

// Microcircuit is a square millimetre of cortex.
type Microcircuit struct {
	golgi.DynSysGroup
	Populations []*dyn.Group
	Projections []*dyn.FullProjAlignPostMg
	Background  []*dyn.PoissonInput
}

// References returns the paper of the model.
func (*Microcircuit) References() []golgi.Reference {
	return []golgi.Reference{{Key: "potjans2014", Type: "article", Author: "Potjans, T. C. and Diesmann, M.",
		Title:   "The cell-type specific cortical microcircuit: relating structure and activity in a full-scale spiking network model",
		Journal: "Cerebral Cortex", Volume: "24", Number: "3", Pages: "785-806", Year: "2014", DOI: "10.1093/cercor/bhs358"}}
}

// smallest is the smallest scale: the smallest population has some neurons, and
// a neuron some inputs, from there on.
const smallest = 0.01

// NewMicrocircuit returns the model with both the number of neurons and the
// number of inputs of each scaled down. The weights then grow, and a constant
// current makes up for the mean input that is lost, so that mean and variance
// of the input stay the same (van Albada, Helias and Diesmann, PLoS Comput.
// Biol. 11, e1004490 (2015)).
func NewMicrocircuit(scale float64, jit bool, p params) *Microcircuit {
	net := &Microcircuit{}
	weight := p.PSP * p.psc()
	grow := 1 / math.Sqrt(scale)
	inDegree := func(i, j int) float64 { return total(i, j) / float64(sizes[i]) }
	mean := func(i, j int) float64 { // of the weights of the full model, pA
		switch {
		case j%2 == 1:
			return p.G * weight
		case i == 0 && j == 2:
			return p.Double * weight
		}
		return weight
	}
	for i, n := range sizes {
		// The mean input in pA: charge weight*tauSyn per spike, rates per ms.
		recurrent := 0.0
		for j := range sizes {
			recurrent += inDegree(i, j) * mean(i, j) * p.TauSyn * rates[j] / 1000
		}
		background := float64(extern[i]) * weight * p.TauSyn * p.Rate / 1000
		constant := (1 - math.Sqrt(scale)) * recurrent
		if p.Poisson != 0 {
			constant += (1 - math.Sqrt(scale)) * background
		} else {
			constant += background
		}
		net.Populations = append(net.Populations,
			dyn.NewGroup(scaled(n, scale), p.neuron(constant, initialize.Normal(vMean[i], vSD[i]))))
	}
	for i, post := range net.Populations {
		first := len(net.Projections)
		for j, pre := range net.Populations {
			num := int(math.Round(total(i, j) * scale * scale))
			if num == 0 {
				continue
			}
			w, d := mean(i, j)*grow, p.DE
			if j%2 == 1 {
				d = p.DI
			}
			comm := dnn.FixedTotalLinear{Num: num, WMu: w, WSigma: math.Abs(w) * p.WSD, DMu: d, DSigma: d * p.DSD}
			to := &dyn.FullProjAlignPostMg{Pre: pre, Post: post, Comm: comm, Syn: dyn.Expon{Tau: p.TauSyn}, Out: dyn.CUBA{}}
			if jit {
				to.Comm = dnn.JitFixedTotalLinear(comm)
			}
			net.Projections = append(net.Projections, to)
		}
		if p.Poisson != 0 {
			net.Background = append(net.Background, &dyn.PoissonInput{Post: post, Var: fmt.Sprintf("Projections[%d].syn.g", first),
				NumInput: math.Round(float64(extern[i]) * scale), Freq: p.Rate, Weight: weight * grow})
		}
	}
	return net
}

// total returns how many synapses the full model has from population j to i:
// with so many between random pairs, a pair is connected with the probability
// in probs.
func total(i, j int) float64 {
	pairs := float64(sizes[i]) * float64(sizes[j])
	return math.Round(math.Log1p(-probs[i][j]) / math.Log1p(-1/pairs))
}

func scaled(n int, scale float64) int { return int(math.Round(float64(n) * scale)) }

// Neurons returns the number of neurons.
func (net *Microcircuit) Neurons() int {
	n := 0
	for _, g := range net.Populations {
		n += g.Size()
	}
	return n
}

// Synapses returns the number of synapses within the network.
func (net *Microcircuit) Synapses() int64 {
	n := int64(0)
	for _, p := range net.Projections {
		n += p.Layer().Synapses()
	}
	return n
}
