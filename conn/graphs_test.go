package conn

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/floats"
)

// clustering is the mean over elements of the share of pairs of neighbours that
// are neighbours of one another (Watts and Strogatz 1998).
func clustering(s *Structure) float64 {
	total := 0.0
	for i := range s.Pre {
		row, linked := s.Row(i), 0
		for _, a := range row {
			for _, b := range row {
				if _, ok := slices.BinarySearch(s.Row(int(a)), b); ok {
					linked++
				}
			}
		}
		if k := len(row); k > 1 {
			total += float64(linked) / float64(k*(k-1))
		}
	}
	return total / float64(s.Pre)
}

func symmetric(t *testing.T, s *Structure) {
	t.Helper()
	assert.Equal(t, s.Cols, s.Post2Pre().Cols, "both ways")
	for i := range s.Pre {
		assert.NotContains(t, s.Row(i), int32(i))
	}
}

func TestSmallWorld(t *testing.T) {
	const n, k = 2000, 10
	ring := sample(t, SmallWorld{K: 4, Prob: 0}, square(7, 1))
	assert.Equal(t, []int32{1, 2, 5, 6}, ring.Row(0))
	assert.Equal(t, []int32{1, 2, 4, 5}, ring.Row(3))

	// Clustering falls as C(0)·(1−p)³ with C(0) = 3(K−2)/(4(K−1)), up to
	// order 1/n (Barrat and Weigt 2000, doi:10.1007/s100510050067).
	for _, p := range []float64{0, 0.01, 0.1, 0.3} {
		s := sample(t, SmallWorld{K: k, Prob: p}, square(n, 5))
		symmetric(t, s)
		assert.Equal(t, n*k, s.Synapses(), "moving keeps the number")
		c0 := 3. * (k - 2) / (4 * (k - 1))
		assert.InDelta(t, c0*math.Pow(1-p, 3), clustering(s), 0.02)
		// Only one end moves: K/2 connections stay with an element.
		assert.GreaterOrEqual(t, slices.Min(s.OutDegrees()), k/2)
	}
	// For p = 1 degrees are K/2 plus a binomial number, in the limit Poisson
	// of mean K/2 (Barrat and Weigt, eq. 12).
	s := sample(t, SmallWorld{K: k, Prob: 1}, square(n, 5))
	counts, expected := make([]int, 40), make([]float64, 40)
	for _, d := range s.OutDegrees() {
		counts[d-k/2]++
	}
	p := math.Exp(-k / 2)
	for d := range expected {
		expected[d] = n * p
		p *= k / 2. / float64(d+1)
	}
	expected[39] += n - floats.Sum(expected)
	chi2(t, "degrees", counts, expected, 1)
	assert.Less(t, clustering(s), 0.02)

	// Directed: every pre keeps K targets, and the sources of a post vary.
	d := sample(t, SmallWorld{K: k, Prob: 0.5, Directed: true}, square(n, 6))
	for _, out := range d.OutDegrees() {
		assert.Equal(t, k, out)
	}
	variance := 0.0
	for _, x := range d.InDegrees() {
		variance += float64((x-k)*(x-k)) / n
	}
	// Kept ones are binomial: variance K·p·(1−p); moved ones Poisson: K·p.
	assert.InEpsilon(t, k*0.5*0.5+k*0.5, variance, 0.15)
}

// Degrees of Barabási and Albert's network: P(k) = 2m(m+1)/(k(k+1)(k+2))
// (Dorogovtsev, Mendes and Samukhin 2000, doi:10.1103/PhysRevLett.85.4633).
func TestScaleFreeBA(t *testing.T) {
	const n, m = 30000, 3
	s := sample(t, ScaleFreeBA{M: m}, square(n, 1))
	symmetric(t, s)
	assert.Equal(t, 2*m*(n-m), s.Synapses())
	counts := map[int]float64{}
	tail := 0.0
	for _, d := range s.OutDegrees() {
		counts[d]++
		if d >= 50 {
			tail++
		}
	}
	for k := m; k <= 15; k++ {
		want := n * 2. * m * (m + 1) / float64(k*(k+1)*(k+2))
		assert.InDelta(t, want, counts[k], 4*math.Sqrt(want), "degree %d", k)
	}
	assert.Less(t, counts[m-1], 3.0, "only the first can have less")
	// P(degree >= k) = m(m+1)/(k(k+1)).
	want := n * float64(m*(m+1)) / (50 * 51)
	assert.InDelta(t, want, tail, 4*math.Sqrt(want))

	directed := sample(t, ScaleFreeBA{M: m, Directed: true}, square(n, 1))
	assert.Equal(t, m*(n-m), directed.Synapses())
	for i := range directed.Pre {
		if row := directed.Row(i); len(row) > 0 {
			assert.Less(t, int(slices.Max(row)), i, "to earlier ones")
		}
	}
}

func TestDualAndPowerLaw(t *testing.T) {
	const n = 10000
	// Of n−5 new elements, a binomial number makes 1 connection, the others 4.
	s := sample(t, ScaleFreeBADual{M1: 1, M2: 4, P: 0.3}, square(n, 2))
	symmetric(t, s)
	mean, sd := 4+(n-5)*(0.3*1+0.7*4), 3*math.Sqrt(n*0.3*0.7)
	assert.InDelta(t, mean, float64(s.Synapses())/2, 4*sd)
	same := sample(t, ScaleFreeBADual{M1: 3, M2: 3, P: 0.3}, square(n, 2))
	assert.Equal(t, 2*3*(n-3), same.Synapses())

	plain, triangles := sample(t, PowerLaw{M: 3, P: 0}, square(n, 3)), sample(t, PowerLaw{M: 3, P: 1}, square(n, 3))
	for _, s := range []*Structure{plain, triangles} {
		symmetric(t, s)
		assert.Equal(t, 2*3*(n-3), s.Synapses())
	}
	// Holme and Kim's figure 2: without triangles the clustering of so many
	// elements is a few hundredths at most, with them some tenths.
	assert.Less(t, clustering(plain), 0.03)
	assert.Greater(t, clustering(triangles), 0.3)
	// Both have the degrees of Barabási and Albert: 2/5 at the least degree.
	for _, s := range []*Structure{plain, triangles} {
		least := 0.0
		for _, d := range s.OutDegrees() {
			if d == 3 {
				least++
			}
		}
		assert.InDelta(t, 0.4, least/n, 0.04)
	}
}

func TestNewMistakes(t *testing.T) {
	self := square(6, 1)
	huge := Ends{Pre: 1e9, Post: 1e9}
	for _, c := range []struct {
		c     Connector
		e     Ends
		words []string
	}{
		{GridFour{}, Ends{Pre: 2, Post: 3}, []string{"GridFour joins sides of one size", "pre has 2", "post has 3"}},
		{GridN{}, self, []string{"N is 0"}},
		{GridEight{Size: []int{2, 2}}, self, []string{"a grid of 4 elements, but pre has 6"}},
		{GridN{N: math.MaxInt}, huge, []string{"GridN", "are free"}},
		{GaussianProb{Prob: 2, NoSelf: true}, Ends{Pre: 2, Post: 2}, []string{"Prob is 2", "Sigma is 0", "NoSelf"}},
		{GaussianProb{Sigma: 1}, huge, []string{"looks at every pair"}},
		{GaussianProb{Sigma: 1, Grid: Grid{Size: []int{7}}}, self, []string{"a grid of 7 elements"}},
		{DOGProb{Prob: [2]float64{-1, math.NaN()}}, self, []string{"Sigma[0] is 0", "Sigma[1] is 0", "Prob[0] is -1", "Prob[1] is NaN"}},
		{ProbDist{Dist: -1, Prob: "x", PreRatio: 1.5}, self, []string{"Dist is -1", "Prob is a string", "PreRatio is 1.5"}},
		{ProbDist{Dist: []float64{1}}, self, []string{"Dist"}},
		{FixedProb{Prob: 0.1, PreRatio: -1}, self, []string{"PreRatio is -1"}},
		{SmallWorld{K: 3}, self, []string{"Prob has no value", "K is 3", "even"}},
		{SmallWorld{K: 6, Prob: 0.1}, self, []string{"K is 6"}},
		{ScaleFreeBA{}, self, []string{"M is 0", "from 1 to 5"}},
		{ScaleFreeBADual{M1: 6, M2: -1}, self, []string{"P has no value", "M1 is 6", "M2 is -1"}},
		{PowerLaw{M: 9, P: 7}, self, []string{"P is 7", "M is 9"}},
		{ScaleFreeBA{M: 1000}, huge, []string{"ScaleFreeBA", "are free"}},
	} {
		_, err := c.c.Connect(c.e)
		for _, w := range c.words {
			assert.ErrorContains(t, err, w)
		}
	}
}
