package conn_test

import (
	"fmt"

	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/rng"
)

// A connector is a rule; the structure is one sample of it, of which there are
// several views.
func Example() {
	ends := conn.Ends{Pre: 5, Post: 5, Recurrent: true, Key: rng.NewKey(1)}
	s, err := conn.FixedProb{Prob: 0.4, NoSelf: true}.Connect(ends)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range s.Pre {
		fmt.Println(i, "->", s.Row(i))
	}
	pre, post := s.COO()
	fmt.Println("pairs:", pre, post)
	fmt.Println("post 1 gets from:", s.Post2Pre().Row(1))
	fmt.Println("targets:", s.OutDegrees(), "sources:", s.InDegrees())
	// Output:
	// 0 -> [3]
	// 1 -> [2]
	// 2 -> [3]
	// 3 -> [1]
	// 4 -> [0]
	// pairs: [0 1 2 3 4] [3 2 3 1 0]
	// post 1 gets from: [3]
	// targets: [1 1 1 1 1] sources: [1 1 1 2 0]
}

// What cannot be connected is an error with both sides and what to do.
func ExampleFixedOutDegree() {
	_, err := conn.FixedOutDegree{K: 80}.Connect(conn.Ends{Pre: 100, Post: 50})
	fmt.Println(err)
	// Output: K is 80, but a pre has only 50 different posts to choose from; make K smaller
}

// From says where the entries of a list went, as rows and columns are in
// order in a structure.
func ExampleIJConn() {
	s, err := conn.IJConn{I: []int{2, 0, 0}, J: []int{1, 3, 2}}.Connect(conn.Ends{Pre: 3, Post: 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Rows, s.Cols, s.From)
	// Output: [0 2 2 3] [2 3 1] [2 1 0]
}
