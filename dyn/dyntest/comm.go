package dyntest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/rng"
)

// CommOptions says between what a communication layer is checked.
type CommOptions struct {
	Pre, Post int  // elements on either side; 0 is 60 and 1500
	Recurrent bool // they are the same elements
	Dt        float64
	Seed      uint64
	// Multapses: a pair may be connected more than once, so that the layer sums
	// in another order than its matrix and equals it to rounding only.
	Multapses bool
}

// Comm checks a communication layer, of one's own or of the library, on its own
// and in a network:
//
//   - it has the size of its place, and its matrix too; the same key gives the
//     same matrix;
//   - AddSpikes, AddVector and AddTransposed do what the matrix does, in the
//     order that dnn.Layer states, bit for bit, or to rounding with Multapses;
//   - what they do over ranges adds up to what they do over all, a range leaves
//     the rest alone, and disjoint ranges can go on at once;
//   - weights that are set are used;
//   - delays of synapses lose and add nothing;
//   - nothing is allocated;
//   - everything that Network checks.
func Comm(t testing.TB, comm dnn.Comm, o CommOptions) {
	t.Helper()
	c := commCheck{checker: &checker{t: t, what: fmt.Sprintf("%T", comm)}, comm: comm, o: o}
	if null.Is(comm) {
		c.errorf("making", "there is no layer: it is nil")
		return
	}
	if c.o.Pre == 0 && c.o.Post == 0 {
		c.o.Pre, c.o.Post = 60, 1500
	}
	if c.o.Dt == 0 {
		c.o.Dt = 0.1
	}
	c.random = rand.New(rand.NewPCG(o.Seed, 1))
	if !c.open() {
		return
	}
	for range 3 {
		c.deliveries()
	}
	c.weights()
	c.delays()
	c.allocations()
	if c.o.Pre > 0 && c.o.Post > 0 && !c.unsafe {
		c.within()
	}
}

type commCheck struct {
	*checker
	comm   dnn.Comm
	o      CommOptions
	random *rand.Rand
	layer  dnn.Layer
	w      *mat.Dense
	unsafe bool // to be used by several workers at once
}

func (c *commCheck) place() dnn.Place {
	return dnn.Place{Pre: c.o.Pre, Post: c.o.Post, Recurrent: c.o.Recurrent, Dt: c.o.Dt, Key: rng.NewKey(c.o.Seed)}
}

// open makes the layer, twice.
func (c *commCheck) open() bool {
	c.t.Helper()
	layer, err := c.comm.Layer(c.place())
	if err != nil {
		c.errorf("making", "the layer between %d and %d elements: %v", c.o.Pre, c.o.Post, err)
		return false
	}
	if pre, post := layer.Size(); pre != c.o.Pre || post != c.o.Post {
		c.errorf("Size", "it is %d × %d, and should be %d × %d, the size of its place", pre, post, c.o.Pre, c.o.Post)
		return false
	}
	c.layer = layer
	if c.w = c.matrix(layer); c.w == nil {
		return false
	}
	again, err := c.comm.Layer(c.place())
	if err != nil {
		c.errorf("making", "it succeeds only once: %v", err)
		return false
	}
	if w := c.matrix(again); w != nil && !sameAll(c.w.RawMatrix().Data, w.RawMatrix().Data) {
		c.errorf("one key, one matrix", "two layers made at the same place have different matrices; draw all that is random from the Key of the place")
	}
	if n := int64(c.o.Pre) * int64(c.o.Post); !c.o.Multapses && layer.Synapses() > n {
		c.errorf("Synapses", "there are %d, more than pairs of elements, %d; set Multapses if pairs are connected more than once", layer.Synapses(), n)
	}
	connected := int64(0)
	for _, w := range c.w.RawMatrix().Data {
		if w != 0 {
			connected++
		}
	}
	if layer.Synapses() < connected {
		c.errorf("Synapses", "there are %d, fewer than the %d entries of the matrix that are not 0", layer.Synapses(), connected)
	}
	return true
}

// matrix returns the matrix of a layer, nil after a failure.
func (c *commCheck) matrix(l dnn.Layer) *mat.Dense {
	c.t.Helper()
	w, err := l.Matrix()
	if err != nil || w == nil {
		c.errorf("Matrix", "there is none: %v", err)
		return nil
	}
	pre, post := c.o.Pre, c.o.Post
	if pre == 0 || post == 0 { // gonum has no matrix with rows and no columns
		pre, post = 0, 0
	}
	if r, k := w.Dims(); r != pre || k != post {
		c.errorf("Matrix", "it has %d rows and %d columns, and should have %d, one for each pre, and %d, one for each post", r, k, pre, post)
		return nil
	}
	return w
}

// at is an entry of the matrix.
func (c *commCheck) at(i, j int) float64 { return c.w.RawMatrix().Data[i*c.w.RawMatrix().Stride+j] }

// delivery is one of the three methods, and what the matrix does.
type delivery struct {
	name      string
	n         int // elements of the destination
	got, want func(dst []float64, lo, hi int)
}

// methods returns the deliveries of some spikes and vectors.
func (c *commCheck) methods() []delivery {
	spikes, rows := c.spikes()
	x, y := c.some(c.o.Pre), c.some(c.o.Post)
	l := c.layer
	return []delivery{
		{"AddSpikes", c.o.Post, func(dst []float64, lo, hi int) { l.AddSpikes(dst, lo, hi, spikes) }, func(dst []float64, lo, hi int) {
			for _, i := range rows {
				for j := lo; j < hi; j++ {
					dst[j] += c.at(i, j)
				}
			}
		}},
		{"AddVector", c.o.Post, func(dst []float64, lo, hi int) { l.AddVector(dst, lo, hi, x) }, func(dst []float64, lo, hi int) {
			for i, x := range x {
				for j := lo; j < hi && x != 0; j++ {
					dst[j] = math.FMA(x, c.at(i, j), dst[j])
				}
			}
		}},
		{"AddTransposed", c.o.Pre, func(dst []float64, lo, hi int) { l.AddTransposed(dst, lo, hi, y) }, func(dst []float64, lo, hi int) {
			for i := lo; i < hi; i++ {
				for j, y := range y {
					dst[i] = math.FMA(y, c.at(i, j), dst[i])
				}
			}
		}},
	}
}

// spikes returns the spikes of half of the elements, in a view that is not the
// beginning of its group.
func (c *commCheck) spikes() (s golgi.Spikes, rows []int) {
	var list []int32
	offset := c.random.IntN(6)
	for i := range c.o.Pre {
		if c.random.IntN(2) == 0 {
			rows, list = append(rows, i), append(list, int32(i+offset))
		}
	}
	return golgi.NewSpikes(list, offset+c.o.Pre, nil, 0).Slice(offset, offset+c.o.Pre), rows
}

// some returns n numbers, among them 0 and 1, and no negative zero.
func (c *commCheck) some(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		switch c.random.IntN(4) {
		case 0:
		case 1:
			x[i] = 1
		default:
			x[i] = c.random.NormFloat64()
		}
	}
	return x
}

// deliveries compares the methods with the matrix, over all and over ranges.
func (c *commCheck) deliveries() {
	c.t.Helper()
	for _, d := range c.methods() {
		begin := c.some(d.n)
		apply := func(f func(dst []float64, lo, hi int), lo, hi int) []float64 {
			dst := slices.Clone(begin)
			f(dst, lo, hi)
			return dst
		}
		want, whole := apply(d.want, 0, d.n), apply(d.got, 0, d.n)
		if k := c.first(want, whole, c.o.Multapses); k >= 0 {
			c.errorf(d.name, "it makes element %d %v, and the matrix %v", k, whole[k], want[k])
			continue
		}
		a := c.random.IntN(d.n + 1)
		b := a + c.random.IntN(d.n+1-a)
		part := apply(d.got, a, b)
		outside := append(slices.Clone(begin[:a]), begin[b:]...)
		if !sameAll(outside, append(slices.Clone(part[:a]), part[b:]...)) {
			c.errorf(d.name, "over the range %d to %d of %d elements it changes elements outside", a, b, d.n)
			c.unsafe = true
			continue
		}
		if k := c.first(whole[a:b], part[a:b], false); k >= 0 {
			c.errorf(d.name, "over the range %d to %d of %d elements it makes element %d %v, and over all %v", a, b, d.n, a+k, part[a+k], whole[a+k])
		}
		shared := slices.Clone(begin)
		var wg sync.WaitGroup
		for _, r := range [][2]int{{0, a}, {a, b}, {b, d.n}} {
			wg.Go(func() { d.got(shared, r[0], r[1]) })
		}
		wg.Wait()
		if k := c.first(whole, shared, false); k >= 0 {
			c.errorf(d.name, "over the ranges 0, %d, %d, %d at once it makes element %d %v, and over all %v", a, b, d.n, k, shared[k], whole[k])
		}
	}
}

// first returns the first element in which two arrays differ, in bits or by more
// than rounding; -1 if there is none.
func (c *commCheck) first(want, got []float64, rounded bool) int {
	for k := range want {
		if !same(want[k], got[k]) && !(rounded && math.Abs(want[k]-got[k]) <= 1e-12*(1+math.Abs(want[k]))) {
			return k
		}
	}
	return -1
}

// weights sets the weights, and wants them used and shown.
func (c *commCheck) weights() {
	c.t.Helper()
	const check = "setting weights"
	q := c.layer.Weight()
	if q == nil {
		return
	}
	if err := q.State().Check(); err != nil {
		c.errorf(check, "the handle cannot be used: %v", err)
		return
	}
	before, was := q.State().Values(), c.w
	twice := slices.Clone(before)
	for k := range twice {
		twice[k] *= 2
	}
	if len(twice) == 0 {
		return
	}
	if err := q.State().Set(twice...); err != nil {
		c.errorf(check, "twice the weights are refused: %v", err)
		return
	}
	if w := c.matrix(c.layer); w != nil {
		for k, x := range was.RawMatrix().Data {
			if y := w.RawMatrix().Data[k]; !same(2*x, y) {
				c.errorf(check, "with twice the weights the matrix has %v where it had %v", y, x)
				break
			}
		}
		c.w = w
		c.deliveries()
	}
	if err := q.State().Set(before...); err != nil {
		c.errorf(check, "the weights that were there are refused: %v", err)
	}
	c.w = was
}

// delays compares what arrives over the slots of a ring with a delivery at once.
func (c *commCheck) delays() {
	c.t.Helper()
	l, ok := c.layer.(dnn.Delayed)
	if !ok || l.Delays() == 0 || c.o.Post == 0 {
		return
	}
	const check, now = "AddDelayed", 13
	spikes, rows := c.spikes()
	deliver := func(bounds ...int) (sum []float64, ring dnn.Ring) {
		ring = dnn.NewRing(l.Delays(), c.o.Post)
		for k := range len(bounds) - 1 {
			l.AddDelayed(ring, now, bounds[k], bounds[k+1], spikes)
		}
		sum = make([]float64, c.o.Post)
		for d := 1; d <= l.Delays(); d++ {
			for j, x := range ring.Slot(int64(now + d - 1)) {
				sum[j] += x
			}
		}
		return sum, ring
	}
	got, whole := deliver(0, c.o.Post)
	want := make([]float64, c.o.Post)
	for _, i := range rows {
		for j := range want {
			want[j] += c.at(i, j)
		}
	}
	if k := c.first(want, got, true); k >= 0 {
		c.errorf(check, "over all delays element %d gets %v, and by the matrix %v", k, got[k], want[k])
	}
	_, parts := deliver(0, c.o.Post/3, c.o.Post/2, c.o.Post)
	for n := range whole.Slots() {
		if k := c.first(whole.Slot(int64(n)), parts.Slot(int64(n)), false); k >= 0 {
			c.errorf(check, "in ranges it is another than over all, at element %d", k)
			return
		}
	}
}

// allocations counts those of a delivery.
func (c *commCheck) allocations() {
	c.t.Helper()
	for _, d := range c.methods() {
		dst := make([]float64, d.n)
		if n := testing.AllocsPerRun(20, func() { d.got(dst, 0, d.n); d.got(dst, d.n/3, d.n/2) }); n != 0 {
			c.errorf(d.name, "it allocates %v times; make what it needs in Layer", n)
		}
	}
	if l, ok := c.layer.(dnn.Delayed); ok && l.Delays() > 0 {
		spikes, _ := c.spikes()
		ring := dnn.NewRing(l.Delays(), c.o.Post)
		if n := testing.AllocsPerRun(20, func() { l.AddDelayed(ring, 3, 0, c.o.Post, spikes) }); n != 0 {
			c.errorf("AddDelayed", "it allocates %v times; make what it needs in Layer", n)
		}
	}
}

// wired is a projection between two groups, or of one onto itself.
type wired struct {
	golgi.DynSysGroup
	Source map[string]*dyn.Group // none if the group is its own source
	P      *dyn.FullProjAlignPost
	N      *dyn.Group
}

// within checks a network with the layer in it.
func (c *commCheck) within() {
	c.t.Helper()
	noisy := dyn.Equations{Name: "noisy", Body: "10*dV/dt = -V + I", Spike: "Uniform(0, 1) < 0.1"}
	make := func() golgi.DynamicalSystem {
		net := &wired{N: dyn.NewGroup(c.o.Post, noisy)}
		pre := net.N
		if !c.o.Recurrent {
			pre = dyn.NewGroup(c.o.Pre, noisy)
			net.Source = map[string]*dyn.Group{"pre": pre}
		}
		net.P = &dyn.FullProjAlignPost{Pre: pre, Comm: c.comm, Syn: dyn.Expon{Tau: 5}, Out: dyn.CUBA{}, Post: net.N}
		return net
	}
	in := *c.checker
	in.what += " in a network"
	in.network(make, NetworkOptions{Dt: c.o.Dt, Steps: 40, Seed: c.o.Seed, Random: true}.filled())
}
