package dnn

import (
	"errors"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/conn"
	initialize "github.com/golgi-sim/golgi/init"
)

type connector func(e conn.Ends) (*conn.Structure, error)

func (c connector) Connect(e conn.Ends) (*conn.Structure, error) { return c(e) }

// Every mistake is an error that names the field; those that are made at once
// are told at once, as many as there are words.
func TestMistakes(t *testing.T) {
	some := Place{Pre: 3, Post: 5, Dt: 0.1}
	same := Place{Pre: 3, Post: 3, Recurrent: true, Dt: 0.1}
	huge := Place{Pre: 2e9, Post: 2e9, Dt: 0.1}
	one := conn.One2One{}
	unsound := connector(func(conn.Ends) (*conn.Structure, error) {
		return &conn.Structure{Pre: 3, Post: 5, Rows: []int{0, 0, 0, 1}, Cols: []int32{7}}, nil
	})
	nothing := connector(func(conn.Ends) (*conn.Structure, error) { return nil, nil })
	other := connector(func(conn.Ends) (*conn.Structure, error) { return &conn.Structure{Pre: 1, Post: 1}, nil })
	for _, c := range []struct {
		c     Comm
		p     Place
		words []string // of each mistake; a | stands between words of one
	}{
		{OneToOne{}, some, []string{"pre has 3|post has 5|another layer"}},
		{OneToOne{}, Place{Pre: -1, Post: math.MaxInt32}, []string{"pre side has -1", "post side has 2147483647", "OneToOne"}},
		{OneToOne{Weight: math.NaN()}, same, []string{"Weight is NaN"}},
		{OneToOne{Weight: []float64{1}}, same, []string{"Weight has 1 values for 3"}},
		{OneToOne{Weight: initialize.Identity(1)}, same, []string{"Weight is Identity(1)"}},
		{AllToAll{NoSelf: true}, some, []string{"NoSelf|pre (3|post (5"}},
		{AllToAll{Weight: "one"}, some, []string{"Weight is a string"}},
		{AllToAll{Weight: initialize.Normal(0, -1)}, some, []string{"Weight is Normal(0, -1)"}},
		{AllToAll{Weight: initialize.Normal(0, 1)}, huge, []string{"Weight would take"}},
		{Linear{}, Place{Pre: 3, Post: 5, Recurrent: true}, []string{"not the same"}},
		{Linear{Weight: mat.NewDense(5, 3, nil)}, some, []string{"Weight is a matrix of 5 × 3|pre has 3|post has 5"}},
		{Linear{Weight: (*mat.Dense)(nil)}, some, []string{"Weight is a nil matrix"}},
		{Linear{Weight: mat.NewDense(1, 2, []float64{1, math.Inf(1)})}, Place{Pre: 1, Post: 2}, []string{"Weight is infinite at element 1"}},
		{Linear{Weight: []float64{1, 2}}, some, []string{"Weight has 2 values for 15"}},
		{MaskedLinear{}, some, []string{"Conn is nil"}},
		{MaskedLinear{Conn: one}, some, []string{"Conn: One2One"}},
		{MaskedLinear{Conn: conn.IJConn{I: []int{0, 0}, J: []int{1, 1}, Multi: true}, Weight: "one"}, some, []string{"pre 0 with post 1 more than once", "Weight is a string"}},
		{CSRLinear{}, some, []string{"Conn is nil"}},
		{CSRLinear{Weight: math.NaN(), Delay: 0.15}, some, []string{"Conn is nil", "Weight is NaN", "Delay: a delay of 0.15 ms|dt = 0.1"}},
		{CSRLinear{Conn: conn.FixedProb{Prob: 2, NoSelf: true}, Delay: -1}, some, []string{"Conn: Prob is 2", "Conn: NoSelf", "Delay: a delay of -1 ms"}},
		{CSRLinear{Conn: one, Weight: []float64{1}, Delay: []float64{1}}, same, []string{"Weight has 1 values for 3", "Delay has 1 values for 3"}},
		{CSRLinear{Conn: one, Delay: []float64{0.1, -0.2, 0}}, same, []string{"Delay of synapse 1: a delay of -0.2 ms"}},
		{CSRLinear{Conn: one, Delay: []float64{0.1, 1e4, 0}}, same, []string{"Delay of synapse 1: a delay of 10000 ms|65535 steps"}},
		{CSRLinear{Conn: one, Delay: 1e4}, same, []string{"Delay: a delay of 10000 ms|65535 steps"}},
		{CSRLinear{Conn: one, Delay: 1e300}, same, []string{"Delay: a delay of 1e+300 ms"}},
		{CSRLinear{Conn: one, Delay: initialize.Uniform(1e7, 1e8)}, same, []string{"Delay of synapse 0"}},
		{CSRLinear{Conn: one, Weight: []float64{1, 1e300, 1}, Single: true}, same, []string{"Weight of synapse 1: 1e+300|Single"}},
		{CSRLinear{Conn: one, Weight: []float64{0, -1e-60, 1}, Single: true}, same, []string{"Weight of synapse 1: -1e-60|Single"}},
		{FixedTotalLinear{Num: 3, WMu: 1e-50, WSigma: 1e-51}, same, []string{"weights of mean 1e-50|float32"}},
		{FixedTotalLinear{Num: 3, WMu: initialize.Normal(0, 1), DMu: math.NaN()}, same, []string{"WMu is values of single synapses|one number", "DMu is NaN"}},
		{CSRLinear{Conn: one, Delay: 1}, Place{Pre: 3, Post: 3}, []string{"Delay is given in ms|Dt"}},
		{CSRLinear{Conn: unsound}, some, []string{"Conn: row 2 has column 7"}},
		{CSRLinear{Conn: nothing}, some, []string{"Conn: dnn.connector gave neither"}},
		{EventCSRLinear{Conn: other}, some, []string{"Conn: dnn.connector gave a structure of 1 × 1|pre has 3|post has 5"}},
		{EventCSRLinear{Conn: conn.All2All{}}, huge, []string{"Conn: All2All|just-in-time"}},
		{JitFPHomoLinear{}, some, []string{"Prob has no value"}},
		{JitFPHomoLinear{Prob: 1.2, Weight: math.Inf(1)}, Place{Pre: -2, Post: 3}, []string{"pre side has -2", "Prob is 1.2", "Weight is infinite"}},
		{JitFPHomoLinear{Prob: math.NaN()}, some, []string{"Prob is NaN"}},
		{EventJitFPHomoLinear{Prob: -0.1}, some, []string{"Prob is -0.1"}},
		{EventJitFPHomoLinear{Prob: []float64{0.1}, Weight: initialize.Normal(0, 1)}, some, []string{"Prob is values of single synapses", "Weight is values of single synapses|CSR"}},
		{EventJitFPHomoLinear{Prob: "0.1", Weight: func(int) float64 { return 1 }}, some, []string{"Prob is a string", "Weight is values of single synapses"}},
		{JitFPUniformLinear{}, some, []string{"Prob has no value", "WLow has no value", "WHigh has no value"}},
		{JitFPUniformLinear{Prob: 0.1, WHigh: -1}, some, []string{"WLow has no value"}},
		{JitFPUniformLinear{Prob: 0.1, WLow: 2, WHigh: 1}, some, []string{"WLow is 2, above WHigh"}},
		{JitFPUniformLinear{Prob: 0.1, WLow: -1e308, WHigh: 1e308}, some, []string{"WLow and WHigh"}},
		{EventJitFPUniformLinear{Prob: 0.1, WLow: math.NaN(), WHigh: 1}, some, []string{"WLow is NaN"}},
		{JitFPNormalLinear{}, some, []string{"Prob has no value", "WMu has no value", "WSigma has no value"}},
		{JitFPNormalLinear{Prob: 0.1, WMu: 0, WSigma: -1}, some, []string{"WSigma is -1"}},
		{EventJitFPNormalLinear{Prob: 0.1, WMu: math.Inf(-1), WSigma: math.NaN()}, some, []string{"WMu is infinite", "WSigma is NaN"}},
	} {
		l, err := c.c.Layer(c.p)
		if err == nil {
			t.Errorf("%#v: no error, but a %T", c.c, l)
			continue
		}
		list := []error{err}
		if j, ok := err.(interface{ Unwrap() []error }); ok {
			list = j.Unwrap()
		}
		if len(list) != len(c.words) {
			t.Errorf("%#v: %d mistakes, want %d:\n%v", c.c, len(list), len(c.words), err)
			continue
		}
		for k, e := range list {
			for _, w := range strings.Split(c.words[k], "|") {
				if !strings.Contains(e.Error(), w) {
					t.Errorf("%#v: %v\nwant %q in it", c.c, e, w)
				}
			}
		}
	}
	if _, err := New(nil, 1, 1, 0); err == nil {
		t.Error("no layer is a layer")
	}
	l := layer(t, EventJitFPHomoLinear{Prob: 1e-9}, huge)
	if _, err := l.Matrix(); err == nil || !strings.Contains(err.Error(), "the matrix of a layer of 2000000000 × 2000000000") {
		t.Errorf("a matrix of 3.2e19 bytes: %v", err)
	}
	cause := errors.New("the cause")
	_, err := CSRLinear{Conn: connector(func(conn.Ends) (*conn.Structure, error) { return nil, cause })}.Layer(some)
	if !errors.Is(err, cause) {
		t.Errorf("%v does not wrap what the connector said", err)
	}
}
