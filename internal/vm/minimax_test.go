package vm_test

import "math/big"

// minimax finds the polynomial of n coefficients that keeps the greatest
// |weight (p - value)| over the points smallest: Remez' algorithm on a grid,
// one point exchanged at a time. It returns the coefficients and that error.
func minimax(n int, at, value, weight []*big.Float) (c []*big.Float, worst *big.Float) {
	ref := make([]int, n+1) // where the error alternates
	for i := range ref {
		ref[i] = i * (len(at) - 1) / n
	}
	for range 200 {
		c = alternant(ref, at, value, weight)
		residual := make([]*big.Float, len(at))
		top := 0
		for i := range at {
			residual[i] = bf().Mul(weight[i], bf().Sub(polyRef(c, at[i]), value[i]))
			if bf().Abs(residual[i]).Cmp(bf().Abs(residual[top])) > 0 {
				top = i
			}
		}
		worst = bf().Abs(residual[top])
		if !exchange(ref, top, residual) {
			break
		}
	}
	return c, worst
}

// exchange puts point top into ref such that the signs still alternate. It
// reports false if top is there already.
func exchange(ref []int, top int, residual []*big.Float) bool {
	last := len(ref) - 1
	same := func(k int) bool { return residual[ref[k]].Sign() == residual[top].Sign() }
	k := 0
	for k <= last && ref[k] < top {
		k++
	}
	switch { // ref[k-1] < top <= ref[k]
	case k <= last && ref[k] == top:
		return false
	case k <= last && same(k):
		ref[k] = top
	case k > 0 && same(k-1):
		ref[k-1] = top
	case k == 0:
		copy(ref[1:], ref[:last])
		ref[0] = top
	default:
		copy(ref, ref[1:])
		ref[last] = top
	}
	return true
}

// alternant solves weight_i (p(at_i) - value_i) = (-1)^i e for p and e.
func alternant(ref []int, at, value, weight []*big.Float) []*big.Float {
	n := len(ref)
	rows := make([][]*big.Float, n)
	for i, g := range ref {
		row := make([]*big.Float, n+1)
		row[0] = bfi(1)
		for k := 1; k < n-1; k++ {
			row[k] = bf().Mul(row[k-1], at[g])
		}
		row[n-1] = bf().Quo(bfi(int64(1-i%2*2)), weight[g])
		row[n] = value[g]
		rows[i] = row
	}
	for k := range n { // Gauss, with pivots
		p := k
		for i := k + 1; i < n; i++ {
			if bf().Abs(rows[i][k]).Cmp(bf().Abs(rows[p][k])) > 0 {
				p = i
			}
		}
		rows[k], rows[p] = rows[p], rows[k]
		for i := range n {
			if i == k {
				continue
			}
			f := bf().Quo(rows[i][k], rows[k][k])
			for j := k; j <= n; j++ {
				rows[i][j] = bf().Sub(rows[i][j], bf().Mul(f, rows[k][j]))
			}
		}
	}
	c := make([]*big.Float, n-1)
	for k := range c {
		c[k] = bf().Quo(rows[k][n], rows[k][k])
	}
	return c
}

// polyRef evaluates c[0] + c[1] t + ...
func polyRef(c []*big.Float, t *big.Float) *big.Float {
	y := bf()
	for k := len(c) - 1; k >= 0; k-- {
		y.Add(y.Mul(y, t), c[k])
	}
	return y
}
