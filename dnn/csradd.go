package dnn

import (
	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi"
)

// What the methods of csr and single do. The weights are each, of whatever
// precision, or one for all synapses if that is nil.

func addSpikes[C column, W weight](l *csr[C], one float64, each []W, dst []float64, lo, hi int, s golgi.Spikes) {
	span(dst, lo, hi, l.post)
	list, offset := l.fired(s)
	for k, i := range list {
		if k+1 < len(list) {
			l.prefetch(int(list[k+1]) - offset)
		}
		a, b := l.part(int(i)-offset, lo, hi)
		if each == nil {
			scatter(dst, l.cols[a:b], one)
		} else {
			scatterEach(dst, l.cols[a:b], each[a:b])
		}
	}
}

func addVector[C column, W weight](l *csr[C], one float64, each []W, dst []float64, lo, hi int, x []float64) {
	span(dst, lo, hi, l.post)
	entries(x, l.pre)
	for i, x := range x {
		if x == 0 {
			continue
		}
		a, b := l.part(i, lo, hi)
		if each == nil {
			scatterFMA(dst, l.cols[a:b], x, one)
		} else {
			scatterFMAEach(dst, l.cols[a:b], x, each[a:b])
		}
	}
}

func addTransposed[C column, W weight](l *csr[C], one float64, each []W, dst []float64, lo, hi int, y []float64) {
	span(dst, lo, hi, l.pre)
	entries(y, l.post)
	for i := lo; i < hi; i++ {
		a, b := l.rows[i], l.rows[i+1]
		if each == nil {
			dst[i] = gather(dst[i], y, l.cols[a:b], one)
		} else {
			dst[i] = gatherEach(dst[i], y, l.cols[a:b], each[a:b])
		}
	}
}

func toMatrix[C column, W weight](l *csr[C], one float64, each []W) (*mat.Dense, error) {
	w, err := l.zeros()
	if err != nil || len(l.cols) == 0 {
		return w, err
	}
	for i := range l.pre {
		row := w.RawRowView(i)
		for k := l.rows[i]; k < l.rows[i+1]; k++ {
			if each != nil {
				one = float64(each[k])
			}
			row[l.cols[k]] += one
		}
	}
	return w, nil
}

func addDelayed[C column, W weight](l *csr[C], one float64, each []W, ring Ring, now int64, lo, hi int, s golgi.Spikes) {
	if l.delays == nil {
		addSpikes(l, one, each, ring.slotFor(now, l.most), lo, hi, s)
		return
	}
	span(ring.slotFor(now, l.most), lo, hi, l.post)
	list, offset := l.fired(s)
	data := ring.data[ring.lo:]
	for _, i := range list {
		a, b := l.part(int(i)-offset, lo, hi)
		delays := l.delays[a:b]
		for k, c := range l.cols[a:b] {
			if each != nil {
				one = float64(each[a+k])
			}
			data[(int(now)-1+int(delays[k]))&ring.mask*ring.stride+int(c)] += one
		}
	}
}

func addCoupled[C column, W weight](l *csr[C], one float64, each []W, dst []float64, lo, hi int, p Past, y []float64) {
	span(dst, lo, hi, l.post)
	p.check(l.pre)
	for i := range l.pre {
		a, b := l.part(i, lo, hi)
		for k := a; k < b; k++ {
			if each != nil {
				one = float64(each[k])
			}
			couple(dst, int(l.cols[k]), one, p.at(k, i), y)
		}
	}
}
