package dyn_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/init"
)

// The right-hand sides as the papers have them, written apart from the models.
var fields = map[string]struct {
	model  dyn.Model
	x, y   string
	at     golgi.Values
	want   func(x, y float64) (dx, dy float64)
	ranges [4]float64
}{
	// Morris and Lecar 1981, eqs 9, with the constants of the defaults.
	"MorrisLecar": {dyn.MorrisLecar{}, "V", "W", golgi.Values{"I": 90}, func(v, w float64) (float64, float64) {
		m := (1 + math.Tanh((v+1.2)/18)) / 2
		n := (1 + math.Tanh((v-2)/30)) / 2
		return (90 - 4.4*m*(v-130) - 8*w*(v+84) - 2*(v+60)) / 20, 0.04 * math.Cosh((v-2)/60) * (n - w)
	}, [4]float64{-80, 60, 0, 1}},
	// Izhikevich 2003, eqs 1 and 2; what happens at 30 mV plays no part.
	"Izhikevich": {dyn.IzhikevichRef{TauRef: 3, A: 0.1}, "V", "u", golgi.Values{"I": 10, "b": 0.25}, func(v, u float64) (float64, float64) {
		return 0.04*v*v + 5*v + 140 - u + 10, 0.1 * (0.25*v - u)
	}, [4]float64{-90, 60, -20, 10}},
	// Kostova, Ravindran and Schonbek 2004, with an input to y.
	"FHN": {dyn.FHN{}, "x", "y", golgi.Values{"I": 0.3, "I_y": 0.1}, func(x, y float64) (float64, float64) {
		// I is the sum of all currents, labelled ones too; x gets what is left.
		return -3*x*x*x + 4*x*x - 1.5*x - y + 0.3, (x-0.5*y)/20 + 0.1
	}, [4]float64{-1, 2, -1, 2}},
	// Hodgkin and Huxley in the plane of V and n, by equations of one's own.
	"held": {dyn.Equations{Body: "dx/dt = y*z + k\ndy/dt = x - z\ndz/dt = -z", Params: "k = 1"}, "y", "x", golgi.Values{"z": 3, "k": 2}, func(y, x float64) (float64, float64) {
		return x - 3, 3*y + 2
	}, [4]float64{-5, 5, -5, 5}},
}

// A field is the right-hand sides: to a few roundings of double precision, also
// after points outside the domain.
func TestField(t *testing.T) {
	for name, c := range fields {
		field, err := dyn.Field(c.model, c.x, c.y, c.at)
		require.NoError(t, err, name)
		field(math.NaN(), math.Inf(1))
		rapid.Check(t, func(r *rapid.T) {
			x := rapid.Float64Range(c.ranges[0], c.ranges[1]).Draw(r, "x")
			y := rapid.Float64Range(c.ranges[2], c.ranges[3]).Draw(r, "y")
			dx, dy := field(x, y)
			wantX, wantY := c.want(x, y)
			// Terms of a sum are some hundreds, of which the sum has the
			// rounding.
			require.InDelta(r, wantX, dx, 1e-12*(1+math.Abs(x)*math.Abs(x)), name)
			require.InDelta(r, wantY, dy, 1e-12*(1+math.Abs(x)), name)
		})
		assert.Zero(t, testing.AllocsPerRun(10, func() { field(0, 0) }), name)
	}
}

func TestFieldMistakes(t *testing.T) {
	for want, f := range map[string]struct {
		m    dyn.Model
		x, y string
		at   golgi.Values
	}{
		`dyn.Field: has no neuron model`:                                                                               {nil, "V", "w", nil},
		`dyn.Field of FHN: it has no variable "V"`:                                                                     {dyn.FHN{}, "V", "y", nil},
		`it has no parameter, current or variable "gama"; did you mean "gamma"`:                                        {dyn.FHN{}, "x", "y", golgi.Values{"gama": 1}},
		`dyn.Field of FHN: a plane has two variables, not "x" twice`:                                                   {dyn.FHN{}, "x", "x", nil},
		`dyn.Field of FHN: y is a variable of the plane; do not give it a value`:                                       {dyn.FHN{}, "x", "y", golgi.Values{"y": 1}},
		`dyn.Field of FHN: tau is not one number, and a plane is that of one neuron; give it one in the last argument`: {dyn.FHN{Tau: initialize.Normal(20, 1)}, "x", "y", nil},
		`I is NaN`: {dyn.FHN{}, "x", "y", golgi.Values{"I": math.NaN()}},
		`dyn.Field of HH: it has more variables than two; give a value, in the last argument, of m, h`:      {dyn.HH{}, "V", "n", nil},
		`dyn.Field of FeedbackFHN: its equations read the past, so that a point does not say where it goes`: {dyn.FeedbackFHN{}, "x", "y", nil},
		`dyn.Field of Izhikevich: its equations have noise; leave it out`:                                   {dyn.Izhikevich{Noise: 1}, "V", "u", nil},
		`its equations depend on t, so that`:                                                                {dyn.Equations{Body: "dx/dt = t\ndy/dt = x"}, "x", "y", nil},
		`its equations depend on dt, so that`:                                                               {dyn.Equations{Body: "dx/dt = x/dt\ndy/dt = x"}, "x", "y", nil},
		`V2 must be more than 0: it is 0`:                                                                   {dyn.MorrisLecar{V2: 0}, "V", "W", nil},
	} {
		_, err := dyn.Field(f.m, f.x, f.y, f.at)
		assert.ErrorContains(t, err, want)
	}
	// A nil value is one left out, as everywhere.
	field, err := dyn.Field(dyn.FHN{}, "x", "y", golgi.Values{"I": nil, "tau": nil})
	require.NoError(t, err)
	_, dy := field(1, 0)
	assert.InDelta(t, 1.0/20, dy, 1e-15)
}

// Where the model of Morris and Lecar goes from a point, without a simulation.
func ExampleField() {
	field, err := dyn.Field(dyn.MorrisLecar{}, "V", "W", golgi.Values{"I": 90})
	if err != nil {
		fmt.Println(err)
		return
	}
	dv, dw := field(-60, 0.02)
	fmt.Printf("dV/dt = %.3f mV/ms, dW/dt = %.5f 1/ms\n", dv, dw)
	// Output: dV/dt = 4.369 mV/ms, dW/dt = -0.00027 1/ms
}
