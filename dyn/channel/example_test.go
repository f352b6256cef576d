package channel_test

import (
	"fmt"
	"log"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// A channel of one's own is a few lines of equations: here an M current, which
// takes its reversal potential from the ion that it is in.
func Example_own() {
	m := dyn.Equations{
		Name:   "IM",
		Params: "g_max = 0.5 mS/cm2; tau = 50 ms",
		Body: `I = g_max*p*(K.E - V)
			tau*dp/dt = p_inf - p : init = p_inf
			p_inf = 1/(1 + exp(-(V + 35)/10))`,
	}
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(10, dyn.CondNeuGroup{
		V:        -65,
		Channels: dyn.Channels{"IL": channel.IL{}},
		Ions:     dyn.Ions{"K": ion.PotassiumFixed{Channels: dyn.Channels{"M": m.With(golgi.Values{"g_max": 1})}}},
	})}
	if _, err := golgi.Build(net); err != nil {
		log.Fatal(err)
	}
	p := net.N.Var("K.M.p")
	fmt.Printf("%s of neuron 3 starts at %.4f\n", p.Path(), p.At(3))
	// Output:
	// N.K.M.p of neuron 3 starts at 0.0474
}

// A neuron of a leak on the membrane, a delayed rectifier in potassium, a T
// current in calcium, and a potassium current that calcium opens.
func Example() {
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(1, dyn.CondNeuGroup{
		V:        -65,
		Channels: dyn.Channels{"INa": channel.INaBa2002{}, "IL": channel.IL{GMax: 0.06}},
		Ions: dyn.Ions{
			"K":  ion.PotassiumFixed{Channels: dyn.Channels{"DR": channel.IKDRBa2002{}}},
			"Ca": ion.CalciumDetailed{D: 100, Channels: dyn.Channels{"T": channel.ICaTHP1992{}}},
		},
		Mixes: dyn.Mixes{"KCa": {Of: []string{"Ca", "K"}, Channels: dyn.Channels{"AHP": channel.IAHPDe1994{GMax: 0.1}}}},
	})}
	sim, err := golgi.Build(net, golgi.Dt(0.01))
	if err != nil {
		log.Fatal(err)
	}
	if err := sim.Run(sim.StepsIn(1)); err != nil {
		log.Fatal(err)
	}
	for _, name := range []string{"V", "K.DR.p", "Ca.C", "KCa.AHP.p"} {
		s := net.N.Var(name)
		fmt.Printf("%-11s %.4g\n", s.Path(), s.At(0))
	}
	// Output:
	// N.V         -64.94
	// N.K.DR.p    0.002558
	// N.Ca.C      0.0002571
	// N.KCa.AHP.p 3.092e-05
}
