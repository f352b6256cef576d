package dyn

import "github.com/golgi-sim/golgi"

// JansenRitModel is a cortical column of Jansen and Rit: pyramidal cells y0 with
// excitatory interneurons y1 and inhibitory ones y2. y1 - y2 is the potential of
// the pyramidal cells, which an EEG shows; with C = 135 and I of 120 to 320 Hz
// it has a rhythm like alpha. In BrainPy it is a stub.
//
//	dy0/dt = y3, tau_e*dy3/dt = A*S(y1 - y2) - 2*y3 - y0/tau_e
//	dy1/dt = y4, tau_e*dy4/dt = A*(I + 0.8*C*S(C*y0)) - 2*y4 - y1/tau_e
//	dy2/dt = y5, tau_i*dy5/dt = B*0.25*C*S(0.25*C*y0) - 2*y5 - y2/tau_i
//	S(v) = v_max/(1 + exp(r*(v0 - v)))
//
// I is the rate of what comes from other columns in Hz, as are the values of S;
// in the equations for times in ms both stand with a factor 1/1000. The
// variables start at 0.
//
// Reference: Jansen and Rit, Biol. Cybern. 73, 357 (1995), equation 6 and the
// values below it.
type JansenRitModel struct {
	A      golgi.Value `name:"A" default:"3.25" unit:"mV" doc:"peak of an excitatory potential, times e"`
	B      golgi.Value `name:"B" default:"22" unit:"mV" doc:"peak of an inhibitory potential, times e"`
	C      golgi.Value `name:"C" default:"135" unit:"1" doc:"number of synapses between the populations"`
	TauE   golgi.Value `name:"tau_e" default:"10" unit:"ms" doc:"time constant of excitation"`
	TauI   golgi.Value `name:"tau_i" default:"20" unit:"ms" doc:"time constant of inhibition"`
	VMax   golgi.Value `name:"v_max" default:"5" unit:"Hz" range:">=0" doc:"largest rate, 2*e0"`
	V0     golgi.Value `name:"v0" default:"6" unit:"mV" doc:"potential at half the largest rate"`
	R      golgi.Value `name:"r" default:"0.56" unit:"1/mV" doc:"steepness of the rate"`
	Y0     golgi.Value `init:"y0"`
	Y1     golgi.Value `init:"y1"`
	Y2     golgi.Value `init:"y2"`
	Y3     golgi.Value `init:"y3"`
	Y4     golgi.Value `init:"y4"`
	Y5     golgi.Value `init:"y5"`
	Method Method
}

// Equations returns the equations.
func (JansenRitModel) Equations() Equations {
	return Equations{Method: RK4, Body: `dy0/dt = y3
		dy1/dt = y4
		dy2/dt = y5
		tau_e*dy3/dt = A*0.001*v_max*sigmoid(r*(y1 - y2 - v0)) - 2*y3 - y0/tau_e
		tau_e*dy4/dt = A*0.001*(I + 0.8*C*v_max*sigmoid(r*(C*y0 - v0))) - 2*y4 - y1/tau_e
		tau_i*dy5/dt = B*0.001*0.25*C*v_max*sigmoid(r*(0.25*C*y0 - v0)) - 2*y5 - y2/tau_i`}
}
