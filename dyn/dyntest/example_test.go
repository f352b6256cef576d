package dyntest_test

import (
	"fmt"
	"testing"

	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/dyntest"
)

// printer stands for the *testing.T of a test.
type printer struct{ testing.TB }

func (printer) Helper() {}
func (printer) Errorf(format string, args ...any) {
	fmt.Printf(format+"\n", args...)
}

// A neuron of one's own, which must fire under the current that it is given.
func ExampleNeuron() {
	var t testing.TB = printer{} // in a test, its *testing.T

	adLif := dyn.Equations{
		Name:   "AdLif",
		Params: `tau = 20 ms; tau_w = 100 ms; tau_ref = 2 ms; V_rest = -65 mV; V_th = -50 mV; V_reset = -65 mV; a = 0.5; b = 1`,
		Body: `tau*dV/dt   = V_rest - V + I - w     : init = V_rest, unless refractory
		       tau_w*dw/dt = a*(V - V_rest) - w`,
		Spike: "V >= V_th", Reset: "V = V_reset; w += b", Refractory: "tau_ref"}

	dyntest.Neuron(t, adLif, dyntest.NeuronOptions{Input: 30})
	dyntest.Neuron(t, adLif, dyntest.NeuronOptions{Input: 10})
	// Output:
	// AdLif: firing: no spike in 100 ms at an input of 10; give a larger Input or more Steps, or say that it is Silent
}

// forgetful is a layer that forgets the range that it is given.
type forgetful struct{ dnn.OneToOne }

func (f forgetful) Layer(p dnn.Place) (dnn.Layer, error) {
	l, err := f.OneToOne.Layer(p)
	return forgetsRange{l}, err
}

// A layer that forgets the range that it is given.
func ExampleComm() {
	var t testing.TB = printer{} // in a test, its *testing.T

	dyntest.Comm(t, dnn.OneToOne{Weight: 2}, dyntest.CommOptions{Pre: 4, Post: 4})

	f := &fake{} // keeps the messages
	dyntest.Comm(f, forgetful{}, dyntest.CommOptions{Pre: 40, Post: 40})
	fmt.Println(f.messages[0])
	// Output:
	// dyntest_test.forgetful: AddSpikes: over the range 8 to 23 of 40 elements it changes elements outside
}
