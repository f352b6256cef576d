package dyn_test

import (
	"math"

	"github.com/golgi-sim/golgi"
)

// rateReferences returns the published equations of the rate models by name,
// with their defaults.
func rateReferences() map[string]reference {
	return map[string]reference{
		"FHN": fhnReference(), "FeedbackFHN": feedbackFHNReference(), "QIF": qifReference(1, 0, 0, 0.4, 0.3),
		"RateQIFWithSFA":         qifReference(1, 0.5, 0.3, 0.4, 0.3),
		"StuartLandauOscillator": stuartLandauReference(), "VanDerPolOscillator": vanDerPolReference(1, 1),
		"WilsonCowanModel": wilsonCowanReference(1, 1, 1.2, 1), "ThresholdLinearModel": thresholdLinearReference(),
		"JansenRitModel": jansenRitReference(), "KuramotoOscillator": kuramotoReference(0.02*math.Pi, 1), "ThetaNeuron": thetaReference(),
	}
}

// planar is a model of x and y that starts at x0 and y0.
func planar(x0, y0, input, inputY float64, f func(x, y, i float64) (dx, dy float64)) reference {
	return reference{vars: []string{"x", "y"}, start: []float64{x0, y0}, input: input, labelled: map[string]float64{"I_y": inputY},
		set: golgi.Values{"x": x0, "y": y0},
		f: func(x []float64, i float64) []float64 {
			dx, dy := f(x[0], x[1], i)
			return []float64{dx, dy}
		}}
}

func fhnReference() reference {
	return planar(0.3, 0.1, 0.7, 0.02, func(x, y, i float64) (dx, dy float64) {
		return -3*x*x*x + 4*x*x - 1.5*x - y + i, (x-0.5*y)/20 + 0.02
	})
}

// feedbackFHNReference holds within the first delay, while the past is 0.3.
func feedbackFHNReference() reference {
	return planar(0.3, 0.1, 0.2, 0.1, func(x, y, i float64) (dx, dy float64) {
		return x - x*x*x/3 - y + i + 1.6886*(0.3+1), (x + 0.7 - 0.8*y + 0.1) / 12.5
	})
}

// qifReference is with adaptation if alpha is not 0.
func qifReference(tau, alpha, inputY, x0, y0 float64) reference {
	r := reference{vars: []string{"x", "y", "A"}, start: []float64{x0, y0, 0}, input: 2, labelled: map[string]float64{"I_y": inputY}, ms: 1,
		set: golgi.Values{"x": x0, "y": y0, "tau": tau},
		f: func(x []float64, i float64) []float64 {
			v, r, a := x[0], x[1], x[2]
			return []float64{(v*v - 5 + i + 15*r*tau - a - math.Pow(math.Pi*r*tau, 2)) / tau,
				(1/(math.Pi*tau) + 2*v*r + inputY) / tau, alpha*r - a/10}
		}}
	if alpha == 0 {
		r.vars = r.vars[:2]
	}
	return r
}

func stuartLandauReference() reference {
	return planar(0.4, 0.1, 0.03, 0.02, func(x, y, i float64) (dx, dy float64) {
		return (0.25-x*x-y*y)*x - 0.2*y + i, (0.25-x*x-y*y)*y + 0.2*x + 0.02
	})
}

func vanDerPolReference(tau, mu float64) reference {
	r := planar(0.4, 0.1, 0.3, 0.2, func(x, y, i float64) (dx, dy float64) {
		return (y + i) / tau, (mu*(1-x*x)*y - x + 0.2) / tau
	})
	r.ms = 4
	r.set["tau"], r.set["mu"] = tau, mu
	return r
}

func wilsonCowanReference(tauE, tauI, gain, share float64) reference {
	f := func(z, a, theta float64) float64 { return 1/(1+math.Exp(-a*(z-theta))) - 1/(1+math.Exp(a*theta)) }
	r := planar(0.1, 0.05, 0.5, 0.2, func(x, y, i float64) (dx, dy float64) {
		return (-x + (1-share*x)*f(12*x-4*y+i, gain, 2.8)) / tauE, (-y + (1-share*y)*f(13*x-11*y+0.2, 1, 4)) / tauI
	})
	r.set["E_tau"], r.set["I_tau"], r.set["E_a"], r.set["r"] = tauE, tauI, gain, share
	return r
}

func thresholdLinearReference() reference {
	return reference{vars: []string{"e", "i"}, start: []float64{20, 3}, input: 300, labelled: map[string]float64{"I_i": -50},
		set: golgi.Values{"e": 20, "i": 3},
		f: func(x []float64, i float64) []float64 {
			return []float64{(-x[0] + 0.066*i) / 20, -x[1] / 10}
		}}
}

// jansenRitReference is in seconds, as the paper, until its last line.
func jansenRitReference() reference {
	s := func(v float64) float64 { return 2 * 2.5 / (1 + math.Exp(0.56*(6-v))) }
	return reference{vars: []string{"y0", "y1", "y2", "y3", "y4", "y5"}, start: []float64{0.1, 20, 15, 0, 0, 0}, input: 220,
		set: golgi.Values{"y0": 0.1, "y1": 20, "y2": 15},
		f: func(y []float64, p float64) []float64 {
			const a, b, c = 100.0, 50.0, 135.0
			per := 1000.0 // y3 to y5 are per ms
			d := []float64{y[3] * per, y[4] * per, y[5] * per,
				3.25*a*s(y[1]-y[2]) - 2*a*y[3]*per - a*a*y[0],
				3.25*a*(p+0.8*c*s(c*y[0])) - 2*a*y[4]*per - a*a*y[1],
				22*b*0.25*c*s(0.25*c*y[0]) - 2*b*y[5]*per - b*b*y[2]}
			for k := range d {
				d[k] /= per
				if k > 2 {
					d[k] /= per
				}
			}
			return d
		}}
}

func kuramotoReference(omega, k float64) reference {
	return reference{vars: []string{"theta"}, start: []float64{1}, input: 0.1, labelled: map[string]float64{"I_sin": 0.3, "I_cos": -0.5},
		set: golgi.Values{"theta": 1, "omega": omega, "K": k},
		f: func(x []float64, i float64) []float64 {
			return []float64{omega + i + k*(0.3*math.Cos(x[0])+0.5*math.Sin(x[0]))}
		}}
}

func thetaReference() reference {
	return reference{vars: []string{"theta"}, start: []float64{0}, input: 0.3,
		f: func(x []float64, i float64) []float64 {
			return []float64{(1 - math.Cos(x[0]) + (1+math.Cos(x[0]))*i) / 10}
		},
		reset: func(x []float64) bool {
			if x[0] < math.Pi {
				return false
			}
			x[0] -= 2 * math.Pi
			return true
		}}
}
