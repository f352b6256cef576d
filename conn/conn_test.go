package conn

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi/rng"
)

func connect(t testing.TB, c Connector, e Ends) *Structure {
	t.Helper()
	s, err := c.Connect(e)
	if err != nil {
		t.Fatalf("%#v: %v", c, err)
	}
	if s.Pre != e.Pre || s.Post != e.Post {
		t.Fatalf("%#v: %d × %d elements, want %d × %d", c, s.Pre, s.Post, e.Pre, e.Post)
	}
	if err := s.Check(); err != nil {
		t.Fatalf("%#v: %v", c, err)
	}
	return s
}

// random are the connectors that draw, with what they give between n elements.
func random(n int, noSelf bool) []Connector {
	return []Connector{
		FixedProb{Prob: 0.3, NoSelf: noSelf},
		FixedOutDegree{K: (n + 1) / 2, NoSelf: noSelf},
		FixedInDegree{K: n / 3, NoSelf: noSelf},
		FixedTotalNum{N: n * n / 2, NoSelf: noSelf},
		FixedTotalNum{N: n * n * 2, NoSelf: noSelf, Multi: true},
	}
}

// All views are of one sample; and connecting again gives the same one.
func TestViews(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(3, 40).Draw(r, "n")
		e := Ends{Pre: n, Post: n, Recurrent: true, Key: rng.Key(rapid.Uint64().Draw(r, "key"))}
		noSelf := rapid.Bool().Draw(r, "noSelf")
		all := append(random(n, noSelf), All2All{NoSelf: noSelf})
		c := all[rapid.IntRange(0, len(all)-1).Draw(r, "connector")]
		s := connect(t, c, e)

		pre, post := s.COO()
		count := make([][]int, n)
		for i := range count {
			count[i] = make([]int, n)
		}
		for k := range pre {
			count[pre[k]][post[k]]++
			if noSelf && pre[k] == post[k] {
				r.Fatalf("%d is connected with itself", pre[k])
			}
		}
		mask, err := s.Mask()
		if err != nil {
			r.Fatal(err)
		}
		out, in := s.OutDegrees(), s.InDegrees()
		for i := range n {
			for j := range n {
				out[i] -= count[i][j]
				in[j] -= count[i][j]
				if mask[i][j] != (count[i][j] > 0) {
					r.Fatalf("the mask at (%d, %d) is %v, with %d connections", i, j, mask[i][j], count[i][j])
				}
			}
		}
		if slices.Max(out) != 0 || slices.Min(out) != 0 || slices.Max(in) != 0 || slices.Min(in) != 0 {
			r.Fatalf("degrees are off by %v and %v", out, in)
		}
		i, j, multi := s.Multi()
		if multi && count[i][j] < 2 {
			r.Fatalf("(%d, %d) is said to be there more than once", i, j)
		}
		if total, ok := c.(FixedTotalNum); multi && !(ok && total.Multi) {
			r.Fatalf("%#v connects (%d, %d) more than once", c, i, j)
		}

		back := s.Post2Pre()
		if err := back.Check(); err != nil {
			r.Fatal(err)
		}
		for j := range n {
			for k := back.Rows[j]; k < back.Rows[j+1]; k++ {
				if from := back.From[k]; int(post[from]) != j || pre[from] != back.Cols[k] {
					r.Fatalf("column %d: synapse %d is said to be %d, which connects %d with %d", j, k, from, pre[from], post[from])
				}
			}
		}
		if again := connect(t, c, e); !slices.Equal(again.Cols, s.Cols) || !slices.Equal(again.Rows, s.Rows) {
			r.Fatalf("another sample at the second call")
		}
	})
}

func TestWorkersChangeNothing(t *testing.T) {
	e := Ends{Pre: 3000, Post: 3000, Recurrent: true, Key: 9}
	all := []Connector{
		All2All{NoSelf: true}, One2One{}, FixedProb{Prob: 0.01, NoSelf: true}, FixedOutDegree{K: 30, NoSelf: true},
		FixedInDegree{K: 30}, FixedTotalNum{N: 50000}, FixedTotalNum{N: 50000, Multi: true},
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, c := range all {
		runtime.GOMAXPROCS(1)
		want := connect(t, c, e)
		for _, procs := range []int{2, 7} {
			runtime.GOMAXPROCS(procs)
			got := connect(t, c, e)
			if !slices.Equal(got.Cols, want.Cols) || !slices.Equal(got.Rows, want.Rows) {
				t.Errorf("%#v: %d processors make another structure than 1", c, procs)
			}
		}
	}
}

func TestDeterministic(t *testing.T) {
	e := Ends{Pre: 3, Post: 3, Recurrent: true}
	for _, c := range []struct {
		c    Connector
		want string
	}{
		{All2All{}, "[0 3 6 9] [0 1 2 0 1 2 0 1 2]"},
		{All2All{NoSelf: true}, "[0 2 4 6] [1 2 0 2 0 1]"},
		{One2One{}, "[0 1 2 3] [0 1 2]"},
		{FixedProb{Prob: 0}, "[0 0 0 0] []"},
		{FixedProb{Prob: 1}, "[0 3 6 9] [0 1 2 0 1 2 0 1 2]"},
		{FixedProb{Prob: 1, NoSelf: true}, "[0 2 4 6] [1 2 0 2 0 1]"},
		{FixedOutDegree{K: 2, NoSelf: true}, "[0 2 4 6] [1 2 0 2 0 1]"},
		{FixedInDegree{K: 2, NoSelf: true}, "[0 2 4 6] [1 2 0 2 0 1]"},
		{FixedTotalNum{N: 6, NoSelf: true}, "[0 2 4 6] [1 2 0 2 0 1]"},
		{MatConn{Mask: [][]bool{{true, false, true}, {false, false, false}, {false, true, false}}}, "[0 2 2 3] [0 2 1]"},
		{MatConn{Mat: mat.NewDense(3, 3, []float64{0.5, 0, -1, 0, 0, 0, 0, 7, 0})}, "[0 2 2 3] [0 2 1]"},
		{IJConn{I: []int{0, 0, 2}, J: []int{0, 2, 1}}, "[0 2 2 3] [0 2 1]"},
		{CSRConn{Rows: []int{0, 2, 2, 3}, Cols: []int32{0, 2, 1}}, "[0 2 2 3] [0 2 1]"},
		{CSRConn{Rows: []int{0, 2, 2, 3}, Cols: []int32{1, 1, 0}, Multi: true}, "[0 2 2 3] [1 1 0]"},
	} {
		s := connect(t, c.c, e)
		if got := fmt.Sprint(s.Rows, s.Cols); got != c.want {
			t.Errorf("%#v: %s, want %s", c.c, got, c.want)
		}
		if s.From != nil {
			t.Errorf("%#v: From is %v for a list that is in order", c.c, s.From)
		}
	}
	for _, c := range []Connector{All2All{}, One2One{}, FixedProb{Prob: 0.5}, MatConn{Mask: [][]bool{}}, IJConn{}} {
		if s := connect(t, c, Ends{}); s.Synapses() != 0 {
			t.Errorf("%#v: %d synapses between no elements", c, s.Synapses())
		}
	}
	if s := connect(t, FixedProb{Prob: 0.5}, Ends{Pre: 5}); s.Synapses() != 0 || len(s.Post2Pre().Rows) != 1 {
		t.Errorf("%d synapses to no elements", s.Synapses())
	}
}

// Lists in any order give the same structure, and From leads back to them.
func TestLists(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		const pre, post = 6, 9
		multi := rapid.Bool().Draw(r, "multi")
		n := rapid.IntRange(0, 30).Draw(r, "n")
		var c IJConn
		seen := map[[2]int]bool{}
		for range n {
			i, j := rapid.IntRange(0, pre-1).Draw(r, "i"), rapid.IntRange(0, post-1).Draw(r, "j")
			if seen[[2]int{i, j}] && !multi {
				continue
			}
			seen[[2]int{i, j}] = true
			c.I, c.J = append(c.I, i), append(c.J, j)
		}
		c.Multi = multi
		s := connect(t, c, Ends{Pre: pre, Post: post})
		at := func(k int) int {
			if s.From == nil {
				return k
			}
			return s.From[k]
		}
		used := make([]bool, len(c.I))
		is, js := s.COO()
		for k := range is {
			o := at(k)
			if used[o] || c.I[o] != int(is[k]) || c.J[o] != int(js[k]) {
				r.Fatalf("synapse %d connects %d with %d and is said to be entry %d", k, is[k], js[k], o)
			}
			used[o] = true
			if k > 0 && is[k] == is[k-1] && js[k] == js[k-1] && at(k-1) > o {
				r.Fatalf("entries %d and %d are equal and have changed places", o, at(k-1))
			}
		}

		// The same as rows, in the order that the list has within them.
		rows := CSRConn{Rows: make([]int, pre+1), Multi: multi}
		for i := range pre {
			for k := range c.I {
				if c.I[k] == i {
					rows.Cols = append(rows.Cols, int32(c.J[k]))
				}
			}
			rows.Rows[i+1] = len(rows.Cols)
		}
		given := slices.Clone(rows.Cols)
		s2 := connect(t, rows, Ends{Pre: pre, Post: post})
		if !slices.Equal(s2.Rows, s.Rows) || !slices.Equal(s2.Cols, s.Cols) {
			r.Fatalf("%v %v, as a list of pairs %v %v", s2.Rows, s2.Cols, s.Rows, s.Cols)
		}
		if !slices.Equal(given, rows.Cols) {
			r.Fatal("the user's list was changed")
		}
		for k, c := range s2.Cols {
			if s2.From != nil && given[s2.From[k]] != c {
				r.Fatalf("synapse %d to %d is said to be entry %d", k, c, s2.From[k])
			}
		}
	})
}

func TestCheck(t *testing.T) {
	for what, s := range map[string]*Structure{
		"rows missing":    {Pre: 2, Post: 2, Rows: []int{0, 1}, Cols: []int32{0}},
		"rows wrong":      {Pre: 2, Post: 2, Rows: []int{0, 2, 1}, Cols: []int32{0}},
		"rows end":        {Pre: 2, Post: 2, Rows: []int{0, 1, 1}, Cols: []int32{0, 1}},
		"rows begin":      {Pre: 1, Post: 2, Rows: []int{1, 1}, Cols: []int32{0}},
		"column outside":  {Pre: 1, Post: 2, Rows: []int{0, 1}, Cols: []int32{2}},
		"column negative": {Pre: 1, Post: 2, Rows: []int{0, 1}, Cols: []int32{-1}},
		"descending":      {Pre: 1, Post: 2, Rows: []int{0, 2}, Cols: []int32{1, 0}},
		"from":            {Pre: 1, Post: 2, Rows: []int{0, 1}, Cols: []int32{1}, From: []int{0, 1}},
	} {
		if s.Check() == nil {
			t.Errorf("%s: passes for sound", what)
		}
	}
}
