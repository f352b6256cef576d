package conn

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	initialize "github.com/golgi-sim/golgi/init"
)

// Every mistake is an error with these words, several at once too.
func TestMistakes(t *testing.T) {
	some := Ends{Pre: 3, Post: 5}
	self := Ends{Pre: 4, Post: 4, Recurrent: true}
	huge := Ends{Pre: 2e9, Post: 2e9}
	for _, c := range []struct {
		c     Connector
		e     Ends
		words []string
	}{
		{All2All{}, Ends{Pre: -1, Post: math.MaxInt32}, []string{"pre side has -1", "post side has 2147483647"}},
		{All2All{}, Ends{Pre: 2, Post: 3, Recurrent: true}, []string{"pre has 2", "post has 3", "not the same"}},
		{All2All{NoSelf: true}, some, []string{"NoSelf", "pre (3", "post (5"}},
		{All2All{}, huge, []string{"All2All from 2000000000 to 2000000000", "4e+18 connections", "are free", "just-in-time"}},
		{One2One{}, some, []string{"pre has 3", "post has 5", "another connector"}},
		{FixedProb{}, some, []string{"Prob has no value"}},
		{FixedProb{Prob: 1.2}, some, []string{"Prob is 1.2"}},
		{FixedProb{Prob: -0.1, NoSelf: true}, some, []string{"Prob is -0.1", "NoSelf"}},
		{FixedProb{Prob: math.NaN()}, some, []string{"Prob is NaN"}},
		{FixedProb{Prob: []float64{0.1}}, some, []string{"Prob is a []float64"}},
		{FixedProb{Prob: initialize.Uniform(0, 1)}, some, []string{"Prob is a initialize.uniform"}},
		{FixedProb{Prob: "half"}, some, []string{"Prob is a string"}},
		{FixedProb{Prob: 0.5}, huge, []string{"FixedProb with Prob 0.5", "2e+18 connections", "just-in-time"}},
		{FixedOutDegree{}, some, []string{"K is 0", "posts every pre"}},
		{FixedOutDegree{K: 6}, some, []string{"K is 6", "5 different posts"}},
		{FixedOutDegree{K: 4, NoSelf: true}, self, []string{"K is 4", "3 different posts", "besides itself"}},
		{FixedOutDegree{K: 4, NoSelf: true}, some, []string{"NoSelf"}},
		{FixedOutDegree{K: 1e9}, huge, []string{"FixedOutDegree"}},
		{FixedInDegree{K: -1}, some, []string{"K is -1", "pres every post"}},
		{FixedInDegree{K: 4}, some, []string{"K is 4", "3 different pres"}},
		{FixedInDegree{K: 1e9}, huge, []string{"FixedInDegree"}},
		{FixedTotalNum{}, some, []string{"N is 0"}},
		{FixedTotalNum{NoSelf: true}, some, []string{"N is 0", "NoSelf"}},
		{FixedTotalNum{N: 16}, some, []string{"N is 16", "15 different pairs", "Multi"}},
		{FixedTotalNum{N: 1, Multi: true}, Ends{Pre: 3}, []string{"N is 1", "no pair"}},
		{FixedTotalNum{N: math.MaxInt / 4}, huge, []string{"FixedTotalNum"}},
		{MatConn{}, some, []string{"Mask or Mat"}},
		{MatConn{Mask: [][]bool{}, Mat: mat.NewDense(3, 5, nil)}, some, []string{"not both"}},
		{MatConn{Mask: make([][]bool, 2)}, some, []string{"Mask has 2 rows", "pre has 3"}},
		{MatConn{Mask: make([][]bool, 3)}, some, []string{"row 0 of Mask has 0 columns", "post has 5"}},
		{MatConn{Mat: mat.NewDense(5, 3, nil)}, some, []string{"Mat is 5 × 3", "pre has 3", "post has 5"}},
		{MatConn{Mat: mat.NewDense(1, 2, []float64{0, math.NaN()})}, Ends{Pre: 1, Post: 2}, []string{"NaN at row 0, column 1"}},
		{IJConn{I: []int{1}}, some, []string{"I has 1", "J has 0"}},
		{IJConn{I: []int{0, 3}, J: []int{-1, 0}}, some, []string{"entry 1 of I is 3", "pre has the elements 0 to 2", "entry 0 of J is -1"}},
		{IJConn{I: []int{2, 0, 2}, J: []int{4, 0, 4}}, some, []string{"pre 2", "post 4", "entries 0 and 2", "Multi"}},
		{CSRConn{Rows: []int{0, 1}, Cols: []int32{0}}, some, []string{"Rows has 2 entries", "pre has 3"}},
		{CSRConn{Rows: []int{0, 1, 0, 1}, Cols: []int32{0}}, some, []string{"ascend from 0 to 1"}},
		{CSRConn{Rows: []int{0, 1, 1, 1}, Cols: []int32{5}}, some, []string{"entry 0 of Cols is 5", "post has the elements 0 to 4"}},
		{CSRConn{Rows: []int{0, 2, 2, 2}, Cols: []int32{1, 1}}, some, []string{"entries 0 and 1"}},
		{CSRConn{}, Ends{Pre: -1}, []string{"pre side"}},
		{IJConn{}, Ends{Pre: -1}, []string{"pre side"}},
		{MatConn{}, Ends{Pre: -1}, []string{"pre side"}},
	} {
		s, err := c.c.Connect(c.e)
		if err == nil {
			t.Errorf("%#v: no error, but %d synapses", c.c, s.Synapses())
			continue
		}
		for _, w := range c.words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%#v: %v\nwant an error with %q", c.c, err, w)
			}
		}
	}
	s := &Structure{Pre: 2e9, Post: 2e9}
	if _, err := s.Mask(); err == nil {
		t.Error("a mask of 4e18 bytes is no error")
	}
}
