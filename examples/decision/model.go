package main

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/rng"
)

// params are the parameters of the network and of the task; the tags name them
// for -set. Conductances are in nS, potentials in mV, times in ms.
type params struct {
	Coherence float64 `set:"coherence" in:"[-100,100]"` // of the motion, percent, in favour of A; -100 to 100
	Mu0       float64 `set:"mu0" in:"[0,inf)"`          // mean rate of the stimulus, Hz
	SD        float64 `set:"sd" in:"[0,inf)"`           // of its rate between intervals, Hz
	Interval  float64 `set:"interval" in:"(0,inf)"`     // at which it is drawn anew
	Pre       float64 `set:"pre" in:"(0,inf)"`          // before the stimulus
	Stimulus  float64 `set:"stimulus" in:"(0,inf)"`     // length of the stimulus
	F         float64 `set:"f" in:"(0,0.5)"`            // part of the excitatory neurons that prefers one direction
	WPos      float64 `set:"w_pos" in:"[0,inf)"`        // factor of the weights within a selective population
	ExtFreq   float64 `set:"ext_freq" in:"[0,inf)"`     // rate of one of the 800 external synapses of a neuron, Hz
	ExtE      float64 `set:"g_ext_E" in:"[0,inf)"`      // external AMPA
	ExtI      float64 `set:"g_ext_I" in:"[0,inf)"`
	AMPAE     float64 `set:"g_AMPA_E" in:"[0,inf)"` // recurrent AMPA
	AMPAI     float64 `set:"g_AMPA_I" in:"[0,inf)"`
	NMDAE     float64 `set:"g_NMDA_E" in:"[0,inf)"`
	NMDAI     float64 `set:"g_NMDA_I" in:"[0,inf)"`
	GABAE     float64 `set:"g_GABA_E" in:"[0,inf)"`
	GABAI     float64 `set:"g_GABA_I" in:"[0,inf)"`
}

func defaults() params {
	return params{Coherence: 40.6, Mu0: 40, SD: 10, Interval: 50, Pre: 100, Stimulus: 1000, F: 0.15, WPos: 1.7, ExtFreq: 3,
		ExtE: 2.1, ExtI: 1.62, AMPAE: 0.05, AMPAI: 0.04, NMDAE: 0.165, NMDAI: 0.13, GABAE: 1.3, GABAI: 1}
}

// wNeg is the factor of the weights between and onto selective populations from
// others, which keeps the sum of the weights onto a neuron what it is without
// structure.
func (p params) wNeg() float64 { return 1 - p.F*(p.WPos-1)/(1-p.F) }

// Decision is the network: two populations A and B of excitatory neurons that
// prefer one of two directions of motion each, excitatory neurons N that prefer
// none, and inhibitory neurons I. All are connected to all.
type Decision struct {
	golgi.DynSysGroup
	A, B, N, I *dyn.Group
	// StimA and StimB are the inputs that carry the stimulus.
	StimA, StimB *dyn.Group
	Background   []*dyn.PoissonInput
	AMPA         []*dyn.FullProjAlignPostMg
	NMDA         []*dyn.FullProjAlignPreDSMg
	GABA         []*dyn.FullProjAlignPostMg

	p params
}

// external is how many synapses bring a neuron background from outside.
const external = 800

// latency is the delay of all synapses, ms.
const latency = 0.5

// full is the number of neurons of the published network.
const full = 2000

// NewDecision returns the network of n neurons, four fifths of them excitatory.
// With fewer than 2,000 the recurrent weights grow, so that the mean input of a
// neuron stays.
func NewDecision(n int, p params) *Decision {
	ne := n * 4 / 5
	selective := int(p.F*float64(ne) + 0.5)
	pyramidal := func(n int) *dyn.Group {
		return dyn.NewGroup(n, dyn.LifRef{VRest: -70, VReset: -55, VTh: -50, Tau: 20, R: 0.04, TauRef: 2, V: initialize.Uniform(-70, -55)})
	}
	d := &Decision{p: p, A: pyramidal(selective), B: pyramidal(selective), N: pyramidal(ne - 2*selective),
		I:     dyn.NewGroup(n-ne, dyn.LifRef{VRest: -70, VReset: -55, VTh: -50, Tau: 10, R: 0.05, TauRef: 1, V: initialize.Uniform(-70, -55)}),
		StimA: dyn.NewGroup(selective, dyn.PoissonGroup{Freqs: 0}), StimB: dyn.NewGroup(selective, dyn.PoissonGroup{Freqs: 0})}
	scale := full / float64(n)
	ampa := func(pre, post *dyn.Group, comm dnn.Comm) {
		d.AMPA = append(d.AMPA, &dyn.FullProjAlignPostMg{Pre: pre, Post: post, Delay: latency, Comm: comm, Syn: dyn.Expon{Tau: 2}, Out: dyn.COBA{E: 0}})
	}
	// excite connects excitatory neurons by AMPA and NMDA receptors.
	excite := func(pre, post *dyn.Group, factor, gAMPA, gNMDA float64) {
		factor *= scale
		ampa(pre, post, dnn.AllToAll{Weight: factor * gAMPA})
		d.NMDA = append(d.NMDA, &dyn.FullProjAlignPreDSMg{Pre: pre, Post: post, Delay: latency, Comm: dnn.AllToAll{Weight: factor * gNMDA},
			Syn: dyn.NMDA{A: 0.5, TauDecay: 100, TauRise: 2}, Out: dyn.MgBlock{E: 0, CcMg: 1}})
	}
	ampa(d.StimA, d.A, dnn.OneToOne{Weight: p.ExtE})
	ampa(d.StimB, d.B, dnn.OneToOne{Weight: p.ExtE})
	for _, pre := range []*dyn.Group{d.A, d.B, d.N} {
		for _, post := range []*dyn.Group{d.A, d.B} {
			factor := p.wNeg()
			if pre == post {
				factor = p.WPos
			}
			excite(pre, post, factor, p.AMPAE, p.NMDAE)
		}
		excite(pre, d.N, 1, p.AMPAE, p.NMDAE)
		excite(pre, d.I, 1, p.AMPAI, p.NMDAI)
	}
	for _, post := range []*dyn.Group{d.A, d.B, d.N, d.I} {
		inhibition, background := p.GABAE, p.ExtE
		if post == d.I {
			inhibition, background = p.GABAI, p.ExtI
		}
		d.GABA = append(d.GABA, &dyn.FullProjAlignPostMg{Pre: d.I, Post: post, Delay: latency, Comm: dnn.AllToAll{Weight: inhibition * scale},
			Syn: dyn.Expon{Tau: 5}, Out: dyn.COBA{E: -70}})
		d.Background = append(d.Background, &dyn.PoissonInput{Post: post, Var: d.conductance(post), NumInput: external, Freq: p.ExtFreq, Weight: background})
	}
	return d
}

// conductance returns the path of the AMPA conductance of a population.
func (d *Decision) conductance(post *dyn.Group) string {
	for k, p := range d.AMPA {
		if p.Post == post {
			return fmt.Sprintf("AMPA[%d].syn.g", k)
		}
	}
	return ""
}

// Synapses returns the number of synapses, those of AMPA and NMDA receptors
// counted apart.
func (d *Decision) Synapses() (n int64) {
	for _, p := range d.AMPA {
		n += p.Layer().Synapses()
	}
	for _, p := range d.NMDA {
		n += p.Layer().Synapses()
	}
	for _, p := range d.GABA {
		n += p.Layer().Synapses()
	}
	return n
}

// stimulus returns the rate of the input to a population over time, in Hz: in
// each interval normal around mu0*(1 ± coherence/100), never negative.
func (p params) stimulus(sign float64, key rng.Key) func(t float64) float64 {
	mean := p.Mu0 * (1 + sign*p.Coherence/100)
	return func(t float64) float64 {
		t += 1e-9 - p.Pre // steps are no multiples of dt to the last bit
		if t < 0 || t >= p.Stimulus {
			return 0
		}
		s := key.With(uint64(t / p.Interval)).Stream()
		return max(0, mean+p.SD*s.Normal())
	}
}
