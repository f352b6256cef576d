package dyn_test

import (
	"math"

	"github.com/golgi-sim/golgi"
)

func leakyReference() reference {
	r := lifReference()
	r.reset = nil
	return r
}

func lifReference() reference {
	return reference{vars: []string{"V"}, start: []float64{0}, input: 25,
		f: func(x []float64, i float64) []float64 { return []float64{(-x[0] + i) / 10} },
		reset: func(x []float64) bool {
			if x[0] < 20 {
				return false
			}
			x[0] = -5
			return true
		}}
}

func izhikevichReference() reference {
	return reference{vars: []string{"V", "u"}, start: []float64{-70, -14}, input: 10,
		f: func(x []float64, i float64) []float64 {
			v, u := x[0], x[1]
			return []float64{0.04*v*v + 5*v + 140 - u + i, 0.02 * (0.2*v - u)}
		},
		reset: func(x []float64) bool {
			if x[0] < 30 {
				return false
			}
			x[0], x[1] = -65, x[1]+8
			return true
		}}
}

// at returns the reset of a model that spikes where V reaches threshold.
func at(threshold float64, then func(x []float64)) func(x []float64) bool {
	return func(x []float64) bool {
		if x[0] < threshold {
			return false
		}
		then(x)
		return true
	}
}

func expIFReference() reference {
	return reference{vars: []string{"V"}, start: []float64{-65}, input: 5,
		f: func(x []float64, i float64) []float64 {
			return []float64{(-(x[0] + 65) + 3.48*math.Exp((x[0]+59.9)/3.48) + i) / 10}
		},
		reset: at(-55, func(x []float64) { x[0] = -68 })}
}

func adExIFReference(r, a, b float64) reference {
	return reference{vars: []string{"V", "w"}, start: []float64{-65, 0}, input: 12,
		set: golgi.Values{"R": r, "a": a, "b": b},
		f: func(x []float64, i float64) []float64 {
			v, w := x[0], x[1]
			return []float64{(-(v + 65) + 3.48*math.Exp((v+59.9)/3.48) - r*w + r*i) / 10, (a*(v+65) - w) / 30}
		},
		reset: at(-55, func(x []float64) { x[0], x[1] = -68, x[1]+b })}
}

func quaIFReference() reference {
	return reference{vars: []string{"V"}, start: []float64{-65}, input: 8,
		f:     func(x []float64, i float64) []float64 { return []float64{(0.07*(x[0]+65)*(x[0]+50) + i) / 10} },
		reset: at(-30, func(x []float64) { x[0] = -68 })}
}

func adQuaIFReference(a, b float64) reference {
	return reference{vars: []string{"V", "w"}, start: []float64{-65, 0}, input: 25,
		set: golgi.Values{"a": a, "b": b},
		f: func(x []float64, i float64) []float64 {
			v, w := x[0], x[1]
			return []float64{(0.07*(v+65)*(v+50) - w + i) / 10, (a*(v+65) - w) / 10}
		},
		reset: at(-30, func(x []float64) { x[0], x[1] = -68, x[1]+b })}
}

// gifReference has the parameters that are 0 or 1 by default.
func gifReference(a, r1, r2, a1, a2, i1, i2 float64) reference {
	return reference{vars: []string{"V", "V_th", "I1", "I2"}, start: []float64{-70, -50, i1, i2}, input: 1.5,
		set: golgi.Values{"a": a, "R1": r1, "R2": r2, "A1": a1, "A2": a2, "I1": i1, "I2": i2},
		f: func(x []float64, i float64) []float64 {
			v, th, i1, i2 := x[0], x[1], x[2], x[3]
			return []float64{(-(v + 70) + 20*(i+i1+i2)) / 20, a*(v+70) - 0.01*(th+50), -0.2 * i1, -0.02 * i2}
		},
		reset: func(x []float64) bool {
			if x[0] < x[1] {
				return false
			}
			x[0], x[1], x[2], x[3] = -70, math.Max(-60, x[1]), r1*x[2]+a1, r2*x[3]+a2
			return true
		}}
}

func alifReference() reference {
	return reference{vars: []string{"V", "a"}, start: []float64{-70, 0}, input: 20,
		f: func(x []float64, i float64) []float64 { return []float64{(-(x[0] + 70) + i) / 20, -x[1] / 2000} },
		reset: func(x []float64) bool {
			if x[0] < -60+1.6*x[1] {
				return false
			}
			x[0], x[1] = x[0]-10, x[1]+1
			return true
		}}
}

// conexReference is the equations of CoNeX's neurons without spikes; their
// spikes are those of a recursion, see TestConexOrder.
func conexReference(delta, alpha float64) reference {
	r := reference{vars: []string{"V", "omega"}, start: []float64{-65, 0}, input: 25, low: alpha != 0,
		f: func(x []float64, i float64) []float64 {
			f := -65 - x[0] + i - x[1]
			if delta != 0 {
				f += delta * math.Exp((x[0]+55)/delta)
			}
			return []float64{f / 10, (alpha*(x[0]+65) - x[1]) / 100}
		},
		reset: at(-50, func(x []float64) { x[0] = -70 }),
	}
	if alpha == 0 {
		r.vars = r.vars[:1]
	}
	return r
}
