package dyn

import "github.com/golgi-sim/golgi/internal/null"

// NeuronModels returns every neuron model of the library with its defaults, in
// the order of the documentation.
func NeuronModels() []Model {
	return []Model{
		IF{}, IFLTC{},
		Lif{}, LifRef{}, LifLTC{}, LifRefLTC{},
		ExpIF{}, ExpIFRef{}, ExpIFLTC{}, ExpIFRefLTC{},
		AdExIF{}, AdExIFRef{}, AdExIFLTC{}, AdExIFRefLTC{},
		QuaIF{}, QuaIFRef{}, QuaIFLTC{}, QuaIFRefLTC{},
		AdQuaIF{}, AdQuaIFRef{}, AdQuaIFLTC{}, AdQuaIFRefLTC{},
		Gif{}, GifRef{}, GifLTC{}, GifRefLTC{},
		Izhikevich{}, IzhikevichRef{}, IzhikevichLTC{}, IzhikevichRefLTC{},
		ALIFBellec2020{}, LIF{}, ELIF{}, AELIF{},
		HH{}, HHLTC{}, MorrisLecar{}, MorrisLecarLTC{}, WangBuzsakiHH{}, WangBuzsakiHHLTC{},
		PinskyRinzelModel{}, HindmarshRose{}, SpikingFHN{},
	}
}

// RateModels returns every rate model of the library with its defaults.
func RateModels() []Model {
	return []Model{
		FHN{}, FeedbackFHN{}, QIF{}, RateQIFWithSFA{}, StuartLandauOscillator{}, VanDerPolOscillator{}, WilsonCowanModel{},
		ThresholdLinearModel{}, JansenRitModel{}, KuramotoOscillator{}, ThetaNeuron{},
	}
}

// OtherModels returns the processes and readouts of the library with their
// defaults. Their method of integration is part of what they are.
func OtherModels() []Model { return []Model{OUProcess{}, Leaky{}, Integrator{}} }

// ComposedModels returns every neuron model that is composed of channels and
// ions, without any: those are in the catalogues of packages channel and ion.
func ComposedModels() []Model { return []Model{CondNeuGroup{}, CondNeuGroupLTC{}} }

// SynapseModels returns every synapse model of the library with its defaults.
func SynapseModels() []Synapse {
	return []Synapse{Expon{}, DualExpon{}, DualExponV2{}, Alpha{}, NMDA{}, AMPA{}, GABAa{}, BioNMDA{}, STD{}, STP{}}
}

// OutputModels returns every output model of the library; those whose
// parameters have to be given have 0 for them.
func OutputModels() []Output { return []Output{COBA{E: 0}, CUBA{}, MgBlock{}} }

// ModelName returns the name of a model: of its type, or the Name of Equations;
// "" for nil.
func ModelName(m Model) string {
	if null.Is(m) {
		return ""
	}
	if e, ok := m.(Equations); ok {
		return e.Name
	}
	return modelType(m).Name()
}
