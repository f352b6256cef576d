package ode

import (
	"fmt"
	"math"
)

// Method names an explicit Runge–Kutta method of the library.
type Method string

// The methods with a fixed step, by order.
const (
	Euler    Method = "euler"      // order 1
	Midpoint Method = "midpoint"   // order 2
	Heun2    Method = "heun2"      // order 2, the trapezoidal one
	Ralston2 Method = "ralston2"   // order 2, least truncation error (Ralston 1962)
	Kutta3   Method = "rk3"        // order 3 (Kutta 1901)
	Heun3    Method = "heun3"      // order 3 (Heun 1900)
	Ralston3 Method = "ralston3"   // order 3 (Ralston 1962)
	SSPRK3   Method = "ssprk3"     // order 3, strong stability preserving (Shu and Osher 1988)
	RK4      Method = "rk4"        // order 4, the classical one (Kutta 1901)
	Ralston4 Method = "ralston4"   // order 4, least truncation error (Ralston 1962)
	RK38     Method = "rk4_38rule" // order 4, the 3/8 rule (Kutta 1901)
)

// The embedded pairs. All continue with the solution of higher order, which
// is the first number; the other one is for the error.
const (
	HeunEuler       Method = "heun_euler" // 2(1)
	Fehlberg2       Method = "rkf12"      // 2(1) (Fehlberg 1969); its two solutions differ by 1/512 of a step's change of slope, so the error is far above the tolerance
	BogackiShampine Method = "bs"         // 3(2) (Bogacki and Shampine 1989)
	Fehlberg5       Method = "rkf45"      // 5(4) (Fehlberg 1969)
	CashKarp        Method = "ck"         // 5(4) (Cash and Karp 1990)
	DormandPrince   Method = "rkdp"       // 5(4) (Dormand and Prince 1980)
)

// Methods returns all methods: those for fixed steps, then embedded pairs.
func Methods() []Method {
	return []Method{Euler, Midpoint, Heun2, Ralston2, Kutta3, Heun3, Ralston3, SSPRK3, RK4, Ralston4, RK38,
		HeunEuler, Fehlberg2, BogackiShampine, Fehlberg5, CashKarp, DormandPrince}
}

// RK2 returns the method of order 2 with the second stage at beta, 0 < beta <= 1:
// 1/2 is Midpoint, 2/3 Ralston2, 1 Heun2.
func RK2(beta float64) (Tableau, error) {
	if !(beta > 0 && beta <= 1) {
		return Tableau{}, fmt.Errorf("ode: RK2 with the second stage at %v; it must be above 0 and at most 1", beta)
	}
	w := 1 / (2 * beta)
	return Tableau{Order: 2, A: [][]float64{{}, {beta}}, B: []float64{1 - w, w}, C: []float64{0, beta}}, nil
}

// Tableau returns the coefficients of a method. A name that is none of
// Methods is an error.
func (m Method) Tableau() (Tableau, error) {
	type row = []float64
	a := func(rows ...row) [][]float64 { return append([][]float64{{}}, rows...) }
	switch m {
	case Euler:
		return Tableau{Order: 1, A: a(), B: row{1}, C: row{0}}, nil
	case Midpoint:
		return RK2(0.5)
	case Heun2:
		return RK2(1)
	case Ralston2:
		return RK2(2. / 3)
	case Kutta3:
		return Tableau{Order: 3, A: a(row{1. / 2}, row{-1, 2}), B: row{1. / 6, 2. / 3, 1. / 6}, C: row{0, 1. / 2, 1}}, nil
	case Heun3:
		return Tableau{Order: 3, A: a(row{1. / 3}, row{0, 2. / 3}), B: row{1. / 4, 0, 3. / 4}, C: row{0, 1. / 3, 2. / 3}}, nil
	case Ralston3:
		return Tableau{Order: 3, A: a(row{1. / 2}, row{0, 3. / 4}), B: row{2. / 9, 1. / 3, 4. / 9}, C: row{0, 1. / 2, 3. / 4}}, nil
	case SSPRK3:
		return Tableau{Order: 3, A: a(row{1}, row{1. / 4, 1. / 4}), B: row{1. / 6, 1. / 6, 2. / 3}, C: row{0, 1, 1. / 2}}, nil
	case RK4:
		return Tableau{Order: 4, A: a(row{1. / 2}, row{0, 1. / 2}, row{0, 0, 1}),
			B: row{1. / 6, 1. / 3, 1. / 3, 1. / 6}, C: row{0, 1. / 2, 1. / 2, 1}}, nil
	case RK38:
		return Tableau{Order: 4, A: a(row{1. / 3}, row{-1. / 3, 1}, row{1, -1, 1}),
			B: row{1. / 8, 3. / 8, 3. / 8, 1. / 8}, C: row{0, 1. / 3, 2. / 3, 1}}, nil
	case Ralston4:
		r := math.Sqrt(5)
		return Tableau{Order: 4, A: a(row{2. / 5},
			row{(-2889 + 1428*r) / 1024, (3785 - 1620*r) / 1024},
			row{(-3365 + 2094*r) / 6040, (-975 - 3046*r) / 2552, (467040 + 203968*r) / 240845}),
			B: row{(263 + 24*r) / 1812, (125 - 1000*r) / 3828, (3426304 + 1661952*r) / 5924787, (30 - 4*r) / 123},
			C: row{0, 2. / 5, (14 - 3*r) / 16, 1}}, nil
	case HeunEuler:
		return Tableau{Order: 2, A: a(row{1}), B: row{1. / 2, 1. / 2}, C: row{0, 1}, Low: row{1, 0}, LowOrder: 1}, nil
	case Fehlberg2:
		return Tableau{Order: 2, A: a(row{1. / 2}, row{1. / 256, 255. / 256}), C: row{0, 1. / 2, 1},
			B: row{1. / 512, 255. / 256, 1. / 512}, Low: row{1. / 256, 255. / 256, 0}, LowOrder: 1}, nil
	case BogackiShampine:
		return Tableau{Order: 3, A: a(row{1. / 2}, row{0, 3. / 4}, row{2. / 9, 1. / 3, 4. / 9}), C: row{0, 1. / 2, 3. / 4, 1},
			B: row{2. / 9, 1. / 3, 4. / 9, 0}, Low: row{7. / 24, 1. / 4, 1. / 3, 1. / 8}, LowOrder: 2}, nil
	case Fehlberg5:
		return Tableau{Order: 5, A: a(row{1. / 4}, row{3. / 32, 9. / 32}, row{1932. / 2197, -7200. / 2197, 7296. / 2197},
			row{439. / 216, -8, 3680. / 513, -845. / 4104}, row{-8. / 27, 2, -3544. / 2565, 1859. / 4104, -11. / 40}),
			C: row{0, 1. / 4, 3. / 8, 12. / 13, 1, 1. / 2},
			B: row{16. / 135, 0, 6656. / 12825, 28561. / 56430, -9. / 50, 2. / 55}, LowOrder: 4,
			Low: row{25. / 216, 0, 1408. / 2565, 2197. / 4104, -1. / 5, 0}}, nil
	case CashKarp:
		return Tableau{Order: 5, A: a(row{1. / 5}, row{3. / 40, 9. / 40}, row{3. / 10, -9. / 10, 6. / 5},
			row{-11. / 54, 5. / 2, -70. / 27, 35. / 27},
			row{1631. / 55296, 175. / 512, 575. / 13824, 44275. / 110592, 253. / 4096}),
			C: row{0, 1. / 5, 3. / 10, 3. / 5, 1, 7. / 8},
			B: row{37. / 378, 0, 250. / 621, 125. / 594, 0, 512. / 1771}, LowOrder: 4,
			Low: row{2825. / 27648, 0, 18575. / 48384, 13525. / 55296, 277. / 14336, 1. / 4}}, nil
	case DormandPrince:
		return Tableau{Order: 5, A: a(row{1. / 5}, row{3. / 40, 9. / 40}, row{44. / 45, -56. / 15, 32. / 9},
			row{19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
			row{9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
			row{35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}),
			C: row{0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1},
			B: row{35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84, 0}, LowOrder: 4,
			Low: row{5179. / 57600, 0, 7571. / 16695, 393. / 640, -92097. / 339200, 187. / 2100, 1. / 40},
			// Hairer, Nørsett and Wanner (1993), II.6, Shampine's interpolant.
			Bulge: row{-12715105075. / 11282082432, 0, 87487479700. / 32700410799, -10690763975. / 1880347072,
				701980252875. / 199316789632, -1453857185. / 822651844, 69997945. / 29380423}}, nil
	}
	return Tableau{}, fmt.Errorf("ode: no method is called %q; there are %v", string(m), Methods())
}
