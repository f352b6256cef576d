package dnn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// Columns of 16 and of 32 bits do what a plain loop over the connections does,
// in the same order, for all ranges.
func TestColumns(t *testing.T) {
	for _, post := range []int{1 << 16, 1<<16 + 1} {
		testColumns(t, post)
	}
}

// rows is a csr of either kind.
type rows interface {
	Plastic
	Delayed
	structure() *conn.Structure
	get() (float64, []float64)
}

func testColumns(t *testing.T, post int) {
	const pre, num = 4, 4000
	random := rand.New(rand.NewPCG(1, 1))
	c, given, delays := conn.IJConn{Multi: true}, make([]float64, num), make([]float64, num)
	for k := range num {
		c.I, c.J = append(c.I, random.IntN(pre-1)), append(c.J, random.IntN(post)) // the last row is empty
		given[k], delays[k] = random.NormFloat64(), 0.1*float64(1+random.IntN(9))
	}
	c.I[0], c.J[0], c.I[1], c.J[1] = 0, 0, 0, post-1
	place := Place{Pre: pre, Post: post, Dt: 0.1}
	x, y := some(random, pre), some(random, post)
	spikes := golgi.NewSpikes([]int32{0, 2, 3}, pre, nil, 0)
	for _, weight := range []golgi.Value{0.3, given} {
		comm, err := CSRLinear{Conn: c, Weight: weight}.Layer(place)
		require.NoError(t, err)
		late, err := CSRLinear{Conn: c, Weight: weight, Delay: delays}.Layer(place)
		require.NoError(t, err)
		learns, err := CSRLinear{Conn: c, Weight: weight}.Layer(place)
		require.NoError(t, err)
		l, plastic := comm.(rows), learns.(rows)
		_, short := comm.(*csr[uint16])
		require.Equal(t, post <= 1<<16, short)
		require.NoError(t, plastic.BeginLearning())
		s, err := c.Connect(conn.Ends{Pre: pre, Post: post})
		require.NoError(t, err)
		require.Equal(t, s.Cols, l.structure().Cols)
		require.Equal(t, s.Rows, l.structure().Rows)
		w := func(k int) float64 {
			if weight == golgi.Value(0.3) {
				return 0.3
			}
			return given[s.From[k]]
		}
		bounds := []int{0, 32768, post - 1, post}
		for _, lo := range bounds {
			for _, hi := range bounds {
				if hi < lo {
					continue
				}
				want, vector, back := make([]float64, post), make([]float64, post), make([]float64, pre)
				ring, arriving := NewRing(16, post), NewRing(16, post)
				_, each := plastic.get()
				learnt := slices.Clone(each)
				for i := range pre {
					for k := s.Rows[i]; k < s.Rows[i+1]; k++ {
						j := int(s.Cols[k])
						back[i] = math.FMA(y[j], w(k), back[i])
						if j < lo || j >= hi {
							continue
						}
						vector[j] = math.FMA(x[i], w(k), vector[j])
						if i != 1 {
							want[j] += w(k)
							ring.Slot(int64(6 + math.Round(delays[s.From[k]]/0.1)))[j] += w(k)
							learnt[k] = math.FMA(0.5, y[j], learnt[k])
						}
					}
				}
				got := make([]float64, post)
				l.AddSpikes(got, lo, hi, spikes)
				require.Equal(t, want, got, "spikes, %d to %d", lo, hi)
				clear(got)
				l.AddVector(got, lo, hi, x)
				require.Equal(t, vector, got, "vector, %d to %d", lo, hi)
				late.(Delayed).AddDelayed(arriving, 7, lo, hi, spikes)
				require.Equal(t, ring.Held(0), arriving.Held(0), "delays, %d to %d", lo, hi)
				plastic.LearnRows(lo, hi, spikes, 0.5, y, Bounds{math.Inf(-1), math.Inf(1)})
				_, each = plastic.get()
				require.Equal(t, learnt, each, "learning, %d to %d", lo, hi)
				got = make([]float64, pre)
				l.AddTransposed(got, 0, pre, y)
				require.Equal(t, back, got)
			}
		}
	}
}
