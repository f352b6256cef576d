package channel_test

import "math"

// published is a channel as its paper has it, written again: its gates at a
// potential v and a concentration of calcium c, and the current, positive
// inward, for values of the gates.
type published struct {
	gates   func(v, c float64) []gate
	current func(x []float64, v, c float64) float64
	// singular are the potentials at which a rate is 0/0.
	singular []float64
}

// open returns the current of a channel through gates p and q with these powers.
func open(g float64, p, q int, e float64) func([]float64, float64, float64) float64 {
	return func(x []float64, v, _ float64) float64 {
		o := 1.0
		for range p {
			o *= x[0]
		}
		for range q {
			o *= x[1]
		}
		return g * o * (e - v)
	}
}

func none(_, _ float64) []gate { return nil }

// traubMilesNa: Traub and Miles 1991, as in Bazhenov et al. 2002.
func traubMilesNa(vt float64) func(v, c float64) []gate {
	return func(v, _ float64) []gate {
		return []gate{
			rates("p", 0.32*ratio(13-(v-vt), 4), 0.28*ratio((v-vt)-40, 5), 1),
			rates("q", 0.128*math.Exp((17-(v-vt))/18), 4/(1+math.Exp((40-(v-vt))/5)), 1),
		}
	}
}

func traubMilesK(vt float64) func(v, c float64) []gate {
	return func(v, _ float64) []gate {
		return []gate{rates("p", 0.032*ratio(15-(v-vt), 5), 0.5*math.Exp((10-(v-vt))/40), 1)}
	}
}

// hodgkinHuxleyNa and hodgkinHuxleyK: Hodgkin and Huxley 1952, with d their
// depolarisation from rest, here at -65 mV.
func hodgkinHuxleyNa(v, _ float64) []gate {
	d := v + 65
	return []gate{rates("p", 0.1*ratio(25-d, 10), 4*math.Exp(-d/18), 1), rates("q", 0.07*math.Exp(-d/20), 1/(math.Exp((30-d)/10)+1), 1)}
}

func hodgkinHuxleyK(v, _ float64) []gate {
	d := v + 65
	return []gate{rates("p", 0.01*ratio(10-d, 10), 0.125*math.Exp(-d/80), 1)}
}

// aCurrent: Huguenard and McCormick 1992, table 1.
func aCurrent(half, slope float64) func(v, c float64) []gate {
	return func(v, _ float64) []gate {
		tauQ := 19.0
		if v < -63 {
			tauQ = bell((v+46)/5, -(v+238)/37.5)
		}
		return []gate{{"p", boltzmann(half-v, slope), bell((v+35.8)/19.7, -(v+79.7)/12.7) + 0.37}, {"q", boltzmann(v+78, 6), tauQ}}
	}
}

func k2Current(tau0, depol float64) func(v, c float64) []gate {
	return func(v, _ float64) []gate {
		tauQ := tau0 + bell((v-1329)/200, -(v+130)/7.1)
		if depol > 0 && v >= -70 {
			tauQ = depol
		}
		return []gate{{"p", boltzmann(-43-v, 17), bell((v-81)/25.6, -(v+132)/18) + 9.9}, {"q", boltzmann(v+58, 10.6), tauQ}}
	}
}

// tCurrent: Huguenard and McCormick 1992, at 36 degrees.
func tCurrent(shift float64) func(v, c float64) []gate {
	return func(v, _ float64) []gate {
		u := v - shift
		tauQ := 28 + math.Exp(-(u+22)/10.5)
		if u < -80 {
			tauQ = math.Exp((u + 467) / 66.6)
		}
		return []gate{{"p", boltzmann(-59-u, 6.2), (bell(-(u+132)/16.7, (u+16.8)/18.2) + 0.612) / math.Pow(3.55, 1.2)},
			{"q", boltzmann(u+83, 4), tauQ / math.Pow(3, 1.2)}}
	}
}

// reference returns the published channel of that name with the defaults of the
// library. Reversal potentials in ions are those of the ions.
func reference() map[string]published {
	const eNa, eK, eCa = 50, -90, 120
	return map[string]published{
		"IL":          {none, open(0.1, 0, 0, -70), nil},
		"IKL":         {none, open(0.005, 0, 0, eK), nil},
		"IKLeak":      {none, open(0.005, 0, 0, -95), nil},
		"INaBa2002":   {traubMilesNa(-50), open(90, 3, 1, eNa), []float64{-37, -10}},
		"INaTM1991":   {traubMilesNa(-63), open(120, 3, 1, eNa), []float64{-50, -23}},
		"INaHH1952":   {hodgkinHuxleyNa, open(120, 3, 1, eNa), []float64{-40}},
		"IKDRBa2002":  {traubMilesK(-50), open(10, 4, 0, eK), []float64{-35}},
		"IKTM1991":    {traubMilesK(-60), open(10, 4, 0, eK), []float64{-45}},
		"IKHH1952":    {hodgkinHuxleyK, open(10, 4, 0, eK), []float64{-55}},
		"IKA1HM1992":  {aCurrent(-60, 8.5), open(30, 4, 1, eK), nil},
		"IKA2HM1992":  {aCurrent(-36, 20), open(20, 4, 1, eK), nil},
		"IKK2AHM1992": {k2Current(0, 0), open(10, 1, 1, eK), nil},
		"IKK2BHM1992": {k2Current(0, 8.9), open(10, 1, 1, eK), nil},
		"ICaTHM1992":  {tCurrent(-3), open(2, 2, 1, eCa), nil},
		"ICaHTHM1992": {tCurrent(25), open(2, 2, 1, eCa), nil},
		"ICaTHP1992":  {huguenardPrince, open(1.75, 2, 1, eCa), nil},
		"ICaHTRe1993": {reuveni, open(1, 2, 1, eCa), []float64{-27}},
		"ICaLIS2008":  {inoueL, open(1, 2, 1, eCa), nil},
		"IKNIYa1989":  {yamada, open(0.004, 1, 0, eK), nil},
		"IhHM1992":    {huguenardH, open(10, 1, 0, -43), nil},
		"ICaNIS2008":  {inoueN, func(x []float64, v, c float64) float64 { return c / (0.2 + c) * x[0] * (10 - v) }, nil},
		"IAHPDe1994":  {destexheAHP, open(10, 2, 0, -95), nil},
	}
}

// huguenardPrince: Huguenard and Prince 1992, at 36 degrees.
func huguenardPrince(v, _ float64) []gate {
	u := v + 3
	return []gate{{"p", boltzmann(-52-u, 7.4), (3 + bell((u+27)/10, -(u+102)/15)) / math.Pow(5, 1.2)},
		{"q", boltzmann(u+80, 5), (85 + bell((u+48)/4, -(u+407)/50)) / math.Pow(3, 1.2)}}
}

// reuveni: Reuveni et al. 1993, at 36 degrees from 23.
func reuveni(v, _ float64) []gate {
	phi := math.Pow(2.3, 1.3)
	return []gate{rates("p", 0.055*ratio(-27-v, 3.8), 0.94*math.Exp((-75-v)/17), phi),
		rates("q", 0.000457*math.Exp((-13-v)/50), 0.0065/(math.Exp((-15-v)/28)+1), phi)}
}

// inoueL and inoueN: Inoue and Strowbridge 2008.
func inoueL(v, _ float64) []gate {
	return []gate{{"p", boltzmann(-10-v, 4), (0.4 + 0.35/math.Cosh((v+5)/15)) / math.Pow(3.55, 1.2)},
		{"q", boltzmann(v+25, 2), (300 + 50/math.Cosh((v+40)/9.5)) / math.Pow(3, 1.2)}}
}

func inoueN(v, _ float64) []gate {
	return []gate{{"p", boltzmann(-43-v, 5.2), 1.6 + 1.35/math.Cosh((v+55)/15)}}
}

// yamada: Yamada, Koch and Adams 1989.
func yamada(v, _ float64) []gate {
	return []gate{{"p", boltzmann(-35-v, 10), 4000 / (3.3*math.Exp((v+35)/20) + math.Exp(-(v+35)/20))}}
}

// huguenardH: Huguenard and McCormick 1992.
func huguenardH(v, _ float64) []gate {
	return []gate{{"p", boltzmann(v+75, 5.5), bell(-14.59-0.086*v, -1.87+0.0701*v)}}
}

// destexheAHP: Destexhe et al. 1994, with BrainPy's rate of unbinding.
func destexheAHP(_, c float64) []gate { return []gate{rates("p", 48*c*c, 0.09, 1)} }
