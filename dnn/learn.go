package dnn

import (
	"math"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// BeginLearning gives every pair a weight of its own.
func (l *dense) BeginLearning() error { return l.spread(int(l.Synapses())) }

// LearnRows changes the rows of pres that spiked.
func (l *dense) LearnRows(lo, hi int, pre golgi.Spikes, c float64, y []float64, clip Bounds) {
	list, offset := l.fired(pre)
	_, each := l.get()
	for _, i := range list {
		parts, n := l.row(int(i)-offset, lo, hi, each)
		for _, p := range parts[:n] {
			y := y[p.lo:p.hi]
			for k, w := range p.each {
				p.each[k] = clip.Clip(math.FMA(c, y[k], w))
			}
		}
	}
}

// LearnColumns changes the columns of posts that spiked.
func (l *dense) LearnColumns(lo, hi int, post golgi.Spikes, c float64, x []float64, clip Bounds) {
	list, offset := columns(post, lo, hi)
	_, each := l.get()
	for _, j := range list {
		j := int(j) - offset
		for i, x := range x {
			k := i*l.columns() + j
			if l.noSelf && i == j {
				continue
			} else if l.noSelf && j > i {
				k--
			}
			each[k] = clip.Clip(math.FMA(c, x, each[k]))
		}
	}
}

// BeginLearning gives every synapse a weight of its own, and makes the columns.
func (l *csr[C]) BeginLearning() error {
	if err := l.spread(len(l.cols)); err != nil {
		return err
	}
	if err := conn.Fits("the columns of synapses that learn", 16*float64(len(l.cols))+16*float64(l.post)); err != nil {
		return err
	}
	l.byPost = l.structure().Post2Pre()
	return nil
}

// LearnRows changes the rows of pres that spiked.
func (l *csr[C]) LearnRows(lo, hi int, pre golgi.Spikes, c float64, y []float64, clip Bounds) {
	list, offset := l.fired(pre)
	_, each := l.get()
	for _, i := range list {
		a, b := l.part(int(i)-offset, lo, hi)
		row := each[a:b]
		for k, j := range l.cols[a:b] {
			row[k] = clip.Clip(math.FMA(c, y[j], row[k]))
		}
	}
}

// LearnColumns changes the columns of posts that spiked.
func (l *csr[C]) LearnColumns(lo, hi int, post golgi.Spikes, c float64, x []float64, clip Bounds) {
	list, offset := columns(post, lo, hi)
	_, each := l.get()
	for _, j := range list {
		a, b := l.byPost.Rows[int(j)-offset], l.byPost.Rows[int(j)-offset+1]
		at := l.byPost.From[a:b]
		for k, i := range l.byPost.Cols[a:b] {
			w := &each[at[k]]
			*w = clip.Clip(math.FMA(c, x[i], *w))
		}
	}
}

// BeginLearning gives every element a weight of its own.
func (l *oneToOne) BeginLearning() error { return l.spread(l.pre) }

// LearnRows changes the weights of pres that spiked.
func (l *oneToOne) LearnRows(lo, hi int, pre golgi.Spikes, c float64, y []float64, clip Bounds) {
	l.learn(lo, hi, pre, c, y, clip)
}

// LearnColumns changes the weights of posts that spiked.
func (l *oneToOne) LearnColumns(lo, hi int, post golgi.Spikes, c float64, x []float64, clip Bounds) {
	l.learn(lo, hi, post, c, x, clip)
}

func (l *oneToOne) learn(lo, hi int, s golgi.Spikes, c float64, z []float64, clip Bounds) {
	list, offset := columns(s, lo, hi)
	_, each := l.get()
	for _, i := range list {
		i := int(i) - offset
		each[i] = clip.Clip(math.FMA(c, z[i], each[i]))
	}
}
