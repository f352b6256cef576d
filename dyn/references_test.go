package dyn_test

import (
	"maps"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
)

// references returns the published equations of all neuron models by name; the
// variants of a family have the same at constant input without a refractory
// period.
func references() map[string]reference {
	all := map[string]reference{}
	for family, r := range map[string]reference{
		"IF": leakyReference(), "Lif": lifReference(), "ExpIF": expIFReference(), "AdExIF": adExIFReference(1, 1, 1),
		"QuaIF": quaIFReference(), "AdQuaIF": adQuaIFReference(1, 0.1), "Gif": gifReference(0, 0, 1, 0, 0, 0, 0), "Izhikevich": izhikevichReference(),
		"ALIFBellec2020": alifReference(), "LIF": conexReference(0, 0), "ELIF": conexReference(2, 0), "AELIF": conexReference(2, 1),
		"HH": hhReference(0.03), "MorrisLecar": morrisLecarReference(), "WangBuzsakiHH": wangBuzsakiReference(),
		"PinskyRinzelModel": pinskyRinzelReference(), "HindmarshRose": hindmarshRoseReference(1, 1), "SpikingFHN": spikingFHNReference(),
	} {
		for _, variant := range []string{"", "Ref", "LTC", "RefLTC"} {
			all[family+variant] = r
		}
	}
	return all
}

// modelCase is a model with its reference.
type modelCase struct {
	name  string
	model dyn.Model
	reference
}

// modelCases returns all neuron models with their defaults; and those with
// defaults that hide parameters, 0 and 1, with others. Values set to the
// default are left out, so that the defaults are tested too.
func modelCases(t *testing.T) []modelCase {
	var all []modelCase
	refs := references()
	rates := rateReferences()
	for _, m := range append(dyn.NeuronModels(), dyn.RateModels()...) {
		name := dyn.ModelName(m)
		r, ok := refs[name]
		if !ok {
			r, ok = rates[name]
		}
		require.True(t, ok, "%s has no reference", name)
		start := maps.Clone(r.set)
		if start == nil || refs[name].f != nil {
			start = golgi.Values{}
		}
		if m.Equations().Spike != "" && r.reset == nil { // V is random in some
			start["V"] = r.start[0]
		}
		all = append(all, modelCase{name, with(m, start), r})
	}
	for _, c := range []modelCase{
		{"", dyn.AdExIF{}, adExIFReference(1.5, 0.5, 2)},
		{"", dyn.AdQuaIFRefLTC{}, adQuaIFReference(0.4, 1.7)},
		{"", dyn.Gif{}, gifReference(0.005, 0.3, 0.8, 0.5, -0.2, 0.4, -0.1)},
		{"", dyn.HindmarshRose{}, hindmarshRoseReference(0.9, 1.2)},
		{"", dyn.QIF{}, qifReference(2, 0, 0, 0.4, 0.3)},
		{"", dyn.RateQIFWithSFA{}, qifReference(2, 0.5, 0.3, 0.4, 0.3)},
		{"", dyn.WilsonCowanModel{}, wilsonCowanReference(2, 3, 1.4, 0.6)},
		{"", dyn.VanDerPolOscillator{}, vanDerPolReference(2, 1.7)},
		{"", dyn.KuramotoOscillator{}, kuramotoReference(0.3, 0.6)},
		{"", dyn.IF{}, resisting(leakyReference())},
		{"", dyn.LifLTC{}, resisting(lifReference())},
		{"", dyn.ExpIF{}, resisting(expIFReference())},
		{"", dyn.QuaIFRef{}, resisting(quaIFReference())},
		{"", dyn.ALIFBellec2020{}, resisting(alifReference())},
		{"", dyn.ELIF{}, resisting(conexReference(2, 0))},
	} {
		c.name, c.model = dyn.ModelName(c.model)+" with other parameters", with(c.model, c.set)
		all = append(all, c)
	}
	return all
}

// resisting is a model with the resistance 2 and half the input.
func resisting(r reference) reference {
	f := r.f
	r.f = func(x []float64, i float64) []float64 { return f(x, 2*i) }
	r.set = golgi.Values{"R": 2}
	r.input /= 2
	return r
}

func hhReference(gl float64) reference {
	rate := func(x, k float64) float64 { // x/(1-e^(-x/k)) by its series near 0
		if math.Abs(x/k) < 1e-4 {
			return k * (1 + x/k/2 + x*x/k/k/12)
		}
		return x / -math.Expm1(-x/k)
	}
	gates := func(v float64) (am, bm, ah, bh, an, bn float64) {
		return 0.1 * rate(v+40, 10), 4 * math.Exp(-(v+65)/18), 0.07 * math.Exp(-(v+65)/20), 1 / (1 + math.Exp(-(v+35)/10)),
			0.01 * rate(v+55, 10), 0.125 * math.Exp(-(v+65)/80)
	}
	am, bm, ah, bh, an, bn := gates(-65)
	return reference{
		vars: []string{"V", "m", "h", "n"}, start: []float64{-65, am / (am + bm), ah / (ah + bh), an / (an + bn)}, input: 6,
		f: func(x []float64, i float64) []float64 {
			v, m, h, n := x[0], x[1], x[2], x[3]
			am, bm, ah, bh, an, bn := gates(v)
			return []float64{i - 120*m*m*m*h*(v-50) - 36*math.Pow(n, 4)*(v+77) - gl*(v+54.387),
				am*(1-m) - bm*m, ah*(1-h) - bh*h, an*(1-n) - bn*n}
		},
	}
}

func morrisLecarReference() reference {
	return reference{
		vars: []string{"V", "W"}, start: []float64{-60, 0.02}, input: 100,
		f: func(x []float64, i float64) []float64 {
			v, w := x[0], x[1]
			m := (1 + math.Tanh((v+1.2)/18)) / 2
			wInf := (1 + math.Tanh((v-2)/30)) / 2
			return []float64{(i - 4.4*m*(v-130) - 8*w*(v+84) - 2*(v+60)) / 20, 0.04 * math.Cosh((v-2)/60) * (wInf - w)}
		},
	}
}

func wangBuzsakiReference() reference {
	return reference{
		vars: []string{"V", "h", "n"}, start: []float64{-65, 0.6, 0.32}, input: 2,
		f: func(x []float64, i float64) []float64 {
			v, h, n := x[0], x[1], x[2]
			am := 0.1 * (v + 35) / -math.Expm1(-(v+35)/10)
			m := am / (am + 4*math.Exp(-(v+60)/18))
			ah, bh := 0.07*math.Exp(-(v+58)/20), 1/(1+math.Exp(-(v+28)/10))
			an, bn := 0.01*(v+34)/-math.Expm1(-(v+34)/10), 0.125*math.Exp(-(v+44)/80)
			return []float64{i - 35*m*m*m*h*(v-55) - 9*math.Pow(n, 4)*(v+90) - 0.1*(v+65), 5 * (ah*(1-h) - bh*h), 5 * (an*(1-n) - bn*n)}
		},
	}
}

func hindmarshRoseReference(a, c float64) reference {
	return reference{
		vars: []string{"V", "y", "z"}, start: []float64{-1.6, -10, 0}, input: 3, ms: 2, set: golgi.Values{"a": a, "c": c},
		f: func(x []float64, i float64) []float64 {
			v, y, z := x[0], x[1], x[2]
			return []float64{y - a*v*v*v + 3*v*v - z + i, c - 5*v*v - y, 0.01 * (4*(v+1.6) - z)}
		},
	}
}

func spikingFHNReference() reference {
	return reference{
		vars: []string{"V", "w"}, start: []float64{0, 0}, input: 0.5,
		f: func(x []float64, i float64) []float64 {
			return []float64{x[0] - x[0]*x[0]*x[0]/3 - x[1] + i, (x[0] + 0.7 - 0.8*x[1]) / 12.5}
		},
	}
}

// pinskyRinzelReference is Pinsky and Rinzel 1994, appendix, with potentials
// from -60 mV.
func pinskyRinzelReference() reference {
	ratio := func(x, k float64) float64 { return x / math.Expm1(x/k) }
	type rates struct{ am, bm, ah, bh, an, bn, as, bs, ac, bc, aq float64 }
	of := func(v, vd, ca float64) (r rates) {
		v, vd = v+60, vd+60
		r.am, r.bm = 0.32*ratio(13.1-v, 4), 0.28*ratio(v-40.1, 5)
		r.an, r.bn = 0.016*ratio(35.1-v, 5), 0.25*math.Exp((20-v)/40)
		r.ah, r.bh = 0.128*math.Exp((17-v)/18), 4/(1+math.Exp((40-v)/5))
		r.as, r.bs = 1.6/(1+math.Exp(-0.072*(vd-65))), 0.02*ratio(vd-51.1, 5)
		r.ac = 2 * math.Exp((6.5-vd)/27)
		if vd <= 50 {
			slow := r.ac
			r.ac = math.Exp((vd-10)/11-(vd-6.5)/27) / 18.975
			r.bc = slow - r.ac
		}
		r.aq = math.Min(0.00002*ca, 0.01)
		return r
	}
	v, vd, ca := -64.6, -64.5, 0.2
	r := of(v, vd, ca)
	return reference{
		vars: []string{"V", "Vd", "Ca", "h", "n", "s", "c", "q"}, input: 1, labelled: map[string]float64{"I_dend": 0.3},
		start: []float64{v, vd, ca, r.ah / (r.ah + r.bh), r.an / (r.an + r.bn), r.as / (r.as + r.bs), r.ac / (r.ac + r.bc), r.aq / (r.aq + 0.001)},
		f: func(x []float64, i float64) []float64 {
			v, vd, ca, h, n, s, c, q := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
			r := of(v, vd, ca)
			m := r.am / (r.am + r.bm)
			calcium := 10 * s * s * (vd - 80)
			return []float64{
				(-0.1*(v+60) - 30*m*m*h*(v-60) - 15*n*(v+75) + 2.1/0.5*(vd-v) + i/0.5) / 3,
				(-0.1*(vd+60) - calcium - 0.8*q*(vd+75) - 15*c*math.Min(ca/250, 1)*(vd+75) + 2.1/0.5*(v-vd) + 0.3/0.5) / 3,
				-0.13*calcium - 0.075*ca,
				r.ah*(1-h) - r.bh*h, r.an*(1-n) - r.bn*n, r.as*(1-s) - r.bs*s, r.ac*(1-c) - r.bc*c, r.aq*(1-q) - 0.001*q,
			}
		},
	}
}
