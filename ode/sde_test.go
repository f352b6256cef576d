package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"github.com/golgi-sim/golgi/rng"
)

// fine is one Brownian path on a fine grid, of which coarser steps are sums.
type fine struct {
	dt   float64
	w, z []float64
}

func newFine(key rng.Key, dt float64, steps int) *fine {
	f := &fine{dt: dt, w: make([]float64, steps), z: make([]float64, steps)}
	path := Wiener(key)
	for k := range steps {
		path(int64(k), 0, dt, f.w[k:k+1], f.z[k:k+1])
	}
	return f
}

func (f *fine) path(step int64, _, dt float64, w, z []float64) {
	per := int(math.Round(dt / f.dt))
	w[0], z[0] = 0, 0
	for k := int(step) * per; k < (int(step)+1)*per; k++ {
		z[0] += f.z[k] + w[0]*f.dt
		w[0] += f.w[k]
	}
}

func (f *fine) end() float64 {
	w := 0.0
	for _, x := range f.w {
		w += x
	}
	return w
}

// The equation of Kloeden and Platen (1992), 4.4.31 with a = 1: y = sinh(t + W)
// solves dy = (√(1+y²) + y/2) dt + √(1+y²) dW in Itô's calculus, and without
// y/2 in Stratonovich's.
func sinhSDE(c Calculus) SDE {
	root := func(y float64) float64 { return math.Sqrt(1 + y*y) }
	eq := SDE{Calculus: c, Noise: Scalar,
		Diffusion:  func(_ float64, y, g []float64) { g[0] = root(y[0]) },
		Correction: func(_ float64, y, d []float64) { d[0] = y[0] },
		Drift:      func(_ float64, y, f []float64) { f[0] = root(y[0]) + y[0]/2 }}
	if c == Stratonovich {
		eq.Drift = func(_ float64, y, f []float64) { f[0] = root(y[0]) }
	}
	return eq
}

// strongOrder fits the slope of the mean error of paths at the end, over steps
// of 2^-4 to 2^-8, in logarithms. 400 paths leave an error of the slope of
// less than 0.1.
func strongOrder(t *testing.T, eq SDE, m SDEMethod, exact func(w float64) float64) float64 {
	t.Helper()
	const paths, least = 400, 8
	var x, y []float64
	for level := 4; level <= least; level += 2 {
		total := 0.0
		for k := range paths {
			f := newFine(rng.NewKey(1).With(uint64(k)), math.Exp2(-least), 1<<least)
			sol, err := Stochastic{Method: m, Dt: math.Exp2(float64(-level)), Path: f.path}.Solve(eq, []float64{0}, 0, 1)
			require.NoError(t, err)
			total += math.Abs(sol.End()[0] - exact(f.end()))
		}
		x, y = append(x, float64(-level)), append(y, math.Log2(total/paths))
	}
	_, slope := stat.LinearRegression(x, y, nil, false)
	return slope
}

func TestStrongOrders(t *testing.T) {
	exact := func(w float64) float64 { return math.Sinh(1 + w) }
	for _, c := range []struct {
		m     SDEMethod
		c     Calculus
		order float64
	}{
		{EulerMaruyama, Ito, 0.5}, {ExpEulerMaruyama, Ito, 0.5},
		{Milstein, Ito, 1}, {Milstein, Stratonovich, 1},
		{MilsteinGradFree, Ito, 1}, {MilsteinGradFree, Stratonovich, 1}, {KlPl, Ito, 1},
		{EulerHeun, Stratonovich, 1}, {StochasticHeun, Stratonovich, 1},
		{SRK1W1, Ito, 1.5}, {SRK2W1, Ito, 1.5},
	} {
		got := strongOrder(t, sinhSDE(c.c), c.m, exact)
		assert.InDelta(t, c.order, got, 0.2, "%s, %s", c.m, c.c)
	}
}

// dy = μy dt + σy dW has the mean e^(μt) and the second moment e^((2μ+σ²)t).
// For the linear test equation the moments of a method multiply from step to
// step, so the error of its mean is computed by quadrature of one step over
// the (Gaussian) increment and not by sampling: weak orders to the digit.
func TestWeakOrders(t *testing.T) {
	const mu, sigma = 1.0, 0.8
	drift := map[Calculus]float64{Ito: mu, Stratonovich: mu - sigma*sigma/2}
	// Hermite quadrature with 5 × 5 nodes: exact for polynomials of degree 9 in each.
	nodes, weights := []float64{-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806},
		[]float64{0.011257411327721, 0.222075922005613, 0.533333333333333, 0.222075922005613, 0.011257411327721}
	for _, c := range []struct {
		m     SDEMethod
		c     Calculus
		order float64
	}{
		{EulerMaruyama, Ito, 1}, {Milstein, Ito, 1}, {Milstein, Stratonovich, 1}, {MilsteinGradFree, Ito, 1}, {KlPl, Ito, 1},
		{EulerHeun, Stratonovich, 1}, {StochasticHeun, Stratonovich, 1}, {ExpEulerMaruyama, Ito, 1},
		{SRK1W1, Ito, 2}, {SRK2W1, Ito, 1.5}, // half orders of steps do not cancel in the second
	} {
		eq := SDE{Calculus: c.c, Noise: Scalar,
			Drift:      func(_ float64, y, f []float64) { f[0] = drift[c.c] * y[0] },
			Diffusion:  func(_ float64, y, g []float64) { g[0] = sigma * y[0] },
			Correction: func(_ float64, y, d []float64) { d[0] = sigma * sigma * y[0] }}
		fault := func(dt float64) float64 {
			first, second := 0.0, 0.0
			for a, u := range nodes {
				for b, v := range nodes {
					path := func(_ int64, _, dt float64, w, z []float64) {
						w[0] = math.Sqrt(dt) * u
						z[0] = dt / 2 * (w[0] + math.Sqrt(dt/3)*v)
					}
					sol, err := Stochastic{Method: c.m, Dt: dt, Path: path}.Solve(eq, []float64{1}, 0, dt)
					require.NoError(t, err)
					first += weights[a] * weights[b] * sol.End()[0]
					second += weights[a] * weights[b] * sol.End()[0] * sol.End()[0]
				}
			}
			n := math.Round(1 / dt)
			return math.Abs(math.Pow(first, n)-math.Exp(mu)) + math.Abs(math.Pow(second, n)-math.Exp(2*mu+sigma*sigma))
		}
		assert.InDelta(t, c.order, math.Log2(fault(1./1024)/fault(1./2048)), 0.15, "%s, %s", c.m, c.c)
	}
}

// Two variables, one process: dy = A y dt + b y dW with a rotation A has the
// solution e^(−b²t/2 + bW) times the rotated start.
func TestScalarNoiseOfASystem(t *testing.T) {
	const b = 0.5
	eq := SDE{Noise: Scalar,
		Drift:     func(_ float64, y, f []float64) { f[0], f[1] = -y[1], y[0] },
		Diffusion: func(_ float64, y, g []float64) { g[0], g[1] = b*y[0], b*y[1] }}
	for _, m := range []SDEMethod{SRK1W1, SRK2W1} {
		f := newFine(rng.NewKey(3), 1./1024, 1024)
		sol, err := Stochastic{Method: m, Dt: 1. / 1024, Path: f.path}.Solve(eq, []float64{1, 0}, 0, 1)
		require.NoError(t, err)
		grown := math.Exp(-b*b/2 + b*f.end())
		assert.InDelta(t, grown*math.Cos(1), sol.End()[0], 1e-4, m)
		assert.InDelta(t, grown*math.Sin(1), sol.End()[1], 1e-4, m)
	}
}

// An Ornstein–Uhlenbeck process, exact in distribution by exponential Euler
// with any step: mean 3 + (1−3)e^(−2) and variance σ²τ/2 (1−e^(−4)) after 2τ. Of 4000
// variables, the mean has a standard error of sd/63, the variance of 2.2 %.
func TestOrnsteinUhlenbeck(t *testing.T) {
	const tau, sigma = 5.0, 0.7
	ou := SDE{Drift: func(_ float64, y, f []float64) {
		for i := range y {
			f[i] = (3 - y[i]) / tau
		}
	}, Diffusion: func(_ float64, _, g []float64) {
		for i := range g {
			g[i] = sigma
		}
	}}
	start := make([]float64, 4000)
	for i := range start {
		start[i] = 1
	}
	for _, dt := range []float64{10, 2.5} {
		sol, err := Stochastic{Method: ExpEulerMaruyama, Dt: dt, Key: rng.NewKey(5)}.Solve(ou, start, 0, 2*tau)
		require.NoError(t, err)
		mean, sd := stat.MeanStdDev(sol.End(), nil)
		want := sigma * math.Sqrt(tau/2*(1-math.Exp(-4)))
		assert.InDelta(t, 3-2*math.Exp(-2), mean, 4*want/63, "dt %v", dt)
		assert.InEpsilon(t, want, sd, 0.045, "dt %v", dt)
	}
}

// General noise: two processes mixed by a matrix. The sums of their squares
// are as the matrix says; a column of zeros changes nothing.
func TestGeneralNoise(t *testing.T) {
	eq := func(c Calculus) SDE {
		return SDE{Calculus: c, Noise: General, Wieners: 2,
			Drift:     func(_ float64, _, f []float64) { clear(f) },
			Diffusion: func(_ float64, _, g []float64) { copy(g, []float64{1, 2, 0, 3, 1, 1}) }}
	}
	for _, c := range []Calculus{Ito, Stratonovich} {
		sol, err := Stochastic{Dt: 0.1, Key: 9}.Solve(eq(c), []float64{0, 0, 0}, 0, 1000)
		require.NoError(t, err)
		var d [3][]float64
		for k := 1; k < len(sol.Y); k++ {
			for i := range d {
				d[i] = append(d[i], sol.Y[k][i]-sol.Y[k-1][i])
			}
		}
		// g gᵀ dt; 10,000 steps give a covariance to about 1 % of its scale.
		for _, want := range []struct {
			i, j int
			cov  float64
		}{{0, 0, 5}, {1, 1, 9}, {2, 2, 2}, {0, 1, 6}, {0, 2, 3}, {1, 2, 3}} {
			assert.InDelta(t, want.cov*0.1, stat.Covariance(d[want.i], d[want.j], nil), 0.04)
		}
	}
}

func TestPathsAreAddressed(t *testing.T) {
	few, many := [2][]float64{make([]float64, 2), make([]float64, 2)}, [2][]float64{make([]float64, 5), make([]float64, 5)}
	p := Wiener(rng.NewKey(1))
	p(7, 0, 0.1, few[0], few[1])
	p(7, 0, 0.1, many[0], many[1])
	assert.Equal(t, few[0], many[0][:2])
	// Moments of (w, z): dt, dt³/3, dt²/2; 100,000 steps, 4 standard errors.
	var ww, zz, wz float64
	const n, dt = 100_000, 0.5
	for k := range int64(n) {
		p(k, 0, dt, few[0][:1], few[1][:1])
		w, z := few[0][0], few[1][0]
		ww, zz, wz = ww+w*w/n, zz+z*z/n, wz+w*z/n
	}
	assert.InEpsilon(t, dt, ww, 0.018)
	assert.InEpsilon(t, dt*dt*dt/3, zz, 0.018)
	assert.InEpsilon(t, dt*dt/2, wz, 0.018)
}
