package ode

import "math"

// sri is a tableau of the stochastic Runge–Kutta methods of strong order 1.5
// for Itô equations: Rößler (2010), SIAM J. Numer. Anal. 48, 922:
//
//	H0_i = y + Σ_j A0_ij f(H0_j) dt + Σ_j B0_ij g(H1_j) I10/dt
//	H1_i = y + Σ_j A1_ij f(H0_j) dt + Σ_j B1_ij g(H1_j) √dt
//	y   += Σ_i α_i f(H0_i) dt + Σ_i (β1_i I1 + β2_i I11/√dt + β3_i I10/dt + β4_i I111/dt) g(H1_i)
type sri struct {
	a0, a1, b0, b1                            [4][3]float64
	c0, c1, alpha, beta1, beta2, beta3, beta4 [4]float64
}

var sri1 = sri{
	a0: [4][3]float64{1: {3. / 4}}, b0: [4][3]float64{1: {3. / 2}},
	a1: [4][3]float64{1: {1. / 4}, 2: {1}, 3: {0, 0, 1. / 4}},
	b1: [4][3]float64{1: {1. / 2}, 2: {-1}, 3: {-5, 3, 1. / 2}},
	c0: [4]float64{0, 3. / 4, 0, 0}, c1: [4]float64{0, 1. / 4, 1, 1. / 4},
	alpha: [4]float64{1. / 3, 2. / 3},
	beta1: [4]float64{-1, 4. / 3, 2. / 3}, beta2: [4]float64{-1, 4. / 3, -1. / 3},
	beta3: [4]float64{2, -4. / 3, -2. / 3}, beta4: [4]float64{-2, 5. / 3, -2. / 3, 1},
}

var sri2 = sri{
	a0: [4][3]float64{1: {1}, 2: {1. / 4, 1. / 4}}, b0: [4][3]float64{2: {1, 1. / 2}},
	a1: [4][3]float64{1: {1. / 4}, 2: {1}, 3: {0, 0, 1. / 4}},
	b1: [4][3]float64{1: {-1. / 2}, 2: {1}, 3: {2, -1, 1. / 2}},
	c0: [4]float64{0, 1, 1. / 2, 0}, c1: [4]float64{0, 1. / 4, 1, 1. / 4},
	alpha: [4]float64{1. / 6, 1. / 6, 2. / 3},
	beta1: [4]float64{-1, 4. / 3, 2. / 3}, beta2: [4]float64{1, -4. / 3, 1. / 3},
	beta3: [4]float64{2, -4. / 3, -2. / 3}, beta4: [4]float64{-2, 5. / 3, -2. / 3, 1},
}

func (s *sdeStep) srk(m *sri) func(t, dt float64, y []float64) {
	return func(t, dt float64, y []float64) {
		root := math.Sqrt(dt)
		for k := range 4 {
			for i := range y {
				_, z := s.dW(i)
				a, b := s.stage(m.a0[k], m.b0[k], k, i)
				s.mid[i] = math.FMA(a, dt, math.FMA(b, z/dt, y[i]))
				a, b = s.stage(m.a1[k], m.b1[k], k, i)
				s.kick[i] = math.FMA(a, dt, math.FMA(b, root, y[i]))
			}
			s.Drift(math.FMA(m.c0[k], dt, t), s.mid, s.hDrift[k])
			s.Diffusion(math.FMA(m.c1[k], dt, t), s.kick, s.hG[k])
		}
		for i := range y {
			w, z := s.dW(i)
			i11 := math.FMA(w, w, -dt) / 2
			i111 := w * math.FMA(w, w, -3*dt) / 6
			x := y[i]
			for k := range 4 {
				x = math.FMA(float64(m.alpha[k]*dt), s.hDrift[k][i], x)
				u := math.FMA(m.beta1[k], w, float64(m.beta2[k]*i11)/root)
				u = math.FMA(m.beta3[k], z/dt, math.FMA(m.beta4[k], i111/dt, u))
				x = math.FMA(u, s.hG[k][i], x)
			}
			y[i] = x
		}
	}
}

// stage returns the sums over the stages before k.
func (s *sdeStep) stage(a, b [3]float64, k, i int) (drift, diffusion float64) {
	for j := range k {
		drift = math.FMA(a[j], s.hDrift[j][i], drift)
		diffusion = math.FMA(b[j], s.hG[j][i], diffusion)
	}
	return drift, diffusion
}
