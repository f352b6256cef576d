package dnn

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/golgi-sim/golgi"
)

// Description says what a layer is, without making its connections.
type Description struct {
	Synapses int64
	Expected bool // Synapses is a mean: the layer makes them anew in each call
	Weight   golgi.Summary
	// DelayMin and DelayMax are the delays of its synapses in steps; 1 and 1 if
	// they have none.
	DelayMin, DelayMax int
	Bytes              int64 // that it stores
}

// Describe describes a layer. Of one from elsewhere it says what its methods
// tell.
func Describe(l Layer) Description {
	d := Description{Weight: golgi.Summarize(l.Weight()), DelayMin: 1, DelayMax: 1}
	if q := l.Weight(); q != nil {
		d.Bytes = 8 * int64(len(q.Each()))
	}
	if own, ok := l.(interface{ describe(d *Description) }); ok {
		own.describe(&d)
		return d
	}
	d.Synapses = l.Synapses()
	if x, ok := l.(Delayed); ok {
		d.DelayMax = max(1, x.Delays())
	}
	return d
}

func (l *csr[C]) describe(d *Description) {
	var column C
	d.Synapses = l.Synapses()
	d.Bytes += 8*int64(len(l.rows)) + int64(unsafe.Sizeof(column))*int64(len(l.cols)) + 2*int64(len(l.delays))
	if s := l.byPost; s != nil {
		d.Bytes += 8*int64(len(s.Rows)+len(s.From)) + 4*int64(len(s.Cols))
	}
	d.DelayMin, d.DelayMax = max(1, l.most), max(1, l.most)
	for _, x := range l.delays {
		d.DelayMin = min(d.DelayMin, max(1, int(x)))
	}
}

func (l *jit) describe(d *Description) {
	d.Expected = true
	if l.gaps != nil {
		d.Synapses = int64(math.Round(l.prob * float64(l.pre) * float64(l.post)))
	}
}

func (l *jitRandom) describe(d *Description) {
	l.jit.describe(d)
	d.Weight = l.law.summary(int(d.Synapses))
}

func (u uniformWeights) summary(n int) golgi.Summary {
	high := u.low + u.span
	return golgi.Summary{N: n, Mean: u.low + u.span/2, SD: u.span / math.Sqrt(12), Min: u.low, Max: high,
		Law: fmt.Sprintf("uniform(%.6g, %.6g)", u.low, high)}
}

func (n normalWeights) summary(count int) golgi.Summary { return normalLaw(n.mu, n.sigma, count) }

func normalLaw(mu, sigma float64, n int) golgi.Summary {
	if sigma == 0 {
		return golgi.Uniform(mu, n)
	}
	return golgi.Summary{N: n, Mean: mu, SD: sigma, Law: fmt.Sprintf("normal(%.6g, %.6g)", mu, sigma)}
}

func (l *fixedTotal) describe(d *Description) {
	d.Synapses = int64(l.num)
	d.Weight = normalLaw(l.wMu, l.wSigma, l.num)
	d.Bytes = 4*int64(len(l.counts)) + 8*int64(len(l.rows))
	if o := l.ordered; o != nil {
		d.Bytes += 8*int64(len(o.begin)) + 4*int64(len(o.words))
	}
	if s := l.stored; s != nil {
		d.Bytes += 2*int64(len(s.short)) + 4*int64(len(s.long)) + 4*int64(len(s.weights))
	}
	d.DelayMax = max(1, l.most)
	if l.steps == nil {
		d.DelayMin = d.DelayMax
	}
}

// Bytes returns the memory that the ring takes now.
func (r Ring) Bytes() int64 {
	if r.form != nil {
		return r.form.bytes()
	}
	return 8 * int64(len(r.data))
}
