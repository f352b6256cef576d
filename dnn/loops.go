package dnn

import "math"

// The loops of delivery. Those over columns are what spikes cost: they are
// unrolled, because an addition in memory is one cycle and the loop around it
// would be another. Columns are converted through uint32, which the processor
// does as it loads them; comparing them with the length of dst is then all
// that remains of the bounds check.

// column is the type of columns: of a whole layer, or of a block.
type column interface{ int32 | uint16 }

// scatter does for _, c := range cols { dst[c] += w }.
func scatter[C column](dst []float64, cols []C, w float64) {
	k := 0
	for ; k < len(cols)-3; k += 4 {
		c := (*[4]C)(cols[k:])
		dst[uint32(c[0])] += w
		dst[uint32(c[1])] += w
		dst[uint32(c[2])] += w
		dst[uint32(c[3])] += w
	}
	for _, c := range cols[k:] {
		dst[uint32(c)] += w
	}
}

// weight is the type of stored weights.
type weight interface{ float32 | float64 }

// scatterEach does for k, c := range cols { dst[c] += w[k] }.
func scatterEach[C column, W weight](dst []float64, cols []C, w []W) {
	w = w[:len(cols)]
	k := 0
	for ; k < len(cols)-3; k += 4 {
		c, x := (*[4]C)(cols[k:]), (*[4]W)(w[k:])
		dst[uint32(c[0])] += float64(x[0])
		dst[uint32(c[1])] += float64(x[1])
		dst[uint32(c[2])] += float64(x[2])
		dst[uint32(c[3])] += float64(x[3])
	}
	for ; k < len(cols); k++ {
		dst[uint32(cols[k])] += float64(w[k])
	}
}

// scatterFMA does for _, c := range cols { dst[c] = FMA(x, w, dst[c]) }.
func scatterFMA[C column](dst []float64, cols []C, x, w float64) {
	for _, c := range cols {
		dst[uint32(c)] = math.FMA(x, w, dst[uint32(c)])
	}
}

// scatterFMAEach does for k, c := range cols { dst[c] = FMA(x, w[k], dst[c]) }.
func scatterFMAEach[C column, W weight](dst []float64, cols []C, x float64, w []W) {
	w = w[:len(cols)]
	for k, c := range cols {
		dst[uint32(c)] = math.FMA(x, float64(w[k]), dst[uint32(c)])
	}
}

// gather does for _, c := range cols { acc = FMA(y[c], w, acc) }.
func gather[C column](acc float64, y []float64, cols []C, w float64) float64 {
	for _, c := range cols {
		acc = math.FMA(y[uint32(c)], w, acc)
	}
	return acc
}

// gatherEach does for k, c := range cols { acc = FMA(y[c], w[k], acc) }.
func gatherEach[C column, W weight](acc float64, y []float64, cols []C, w []W) float64 {
	w = w[:len(cols)]
	for k, c := range cols {
		acc = math.FMA(y[uint32(c)], float64(w[k]), acc)
	}
	return acc
}

// fma does for k := range dst { dst[k] = FMA(x, w[k], dst[k]) }.
func fma(dst []float64, x float64, w []float64) {
	w = w[:len(dst)]
	for k, d := range dst {
		dst[k] = math.FMA(x, w[k], d)
	}
}

// fmaOne does for k := range dst { dst[k] = FMA(x, w, dst[k]) }.
func fmaOne(dst []float64, x, w float64) {
	for k, d := range dst {
		dst[k] = math.FMA(x, w, d)
	}
}

// dot does for k := range w { acc = FMA(y[k], w[k], acc) }.
func dot(acc float64, y, w []float64) float64 {
	y = y[:len(w)]
	for k, x := range w {
		acc = math.FMA(y[k], x, acc)
	}
	return acc
}

// dotOne does for k := range y { acc = FMA(y[k], w, acc) }.
func dotOne(acc float64, y []float64, w float64) float64 {
	for _, x := range y {
		acc = math.FMA(x, w, acc)
	}
	return acc
}

// addTimes adds w n times to every element of dst. The sum of n additions is
// not n*w: it is rounded n times. Eight elements at once keep the processor
// busy, which would have to wait for each addition to one.
func addTimes(dst []float64, w float64, n int) {
	for ; len(dst) >= 8; dst = dst[8:] {
		d := (*[8]float64)(dst)
		a0, a1, a2, a3, a4, a5, a6, a7 := d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]
		for range n {
			a0 += w
			a1 += w
			a2 += w
			a3 += w
			a4 += w
			a5 += w
			a6 += w
			a7 += w
		}
		d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7] = a0, a1, a2, a3, a4, a5, a6, a7
	}
	for k := range dst {
		for range n {
			dst[k] += w
		}
	}
}

// from returns the first k with cols[k] >= x, cols ascending; len(cols) if
// there is none. It halves without branching on what it finds, which nobody
// could predict.
func from[C column](cols []C, x int) int {
	lo, n := 0, len(cols)
	for n > 0 {
		half := (n + 1) / 2
		if int(cols[lo+half-1]) < x {
			lo += half
		}
		n -= half
	}
	return lo
}
