package eqn

// paths is how the variables of a linear system depend on one another, for the
// choice of the way to its exponential.
type paths struct {
	reach  [][]bool // reach[i][j]: variable j depends on variable i in the end, or is i
	cyclic bool
	work   float64 // of the divided differences along all paths
}

// Bounds on the work at build time. A sum over paths keeps rates that are far
// apart exact, and there are 2^n paths in n equations each of which depends on
// all before it; a multiplication of matrices takes n^3 products.
const (
	mostPathWork = 1000
	mostProducts = 10_000
)

func (l *linearSystem) paths() *paths {
	n := len(l.eqs)
	p := &paths{reach: make([][]bool, n)}
	for i := range n {
		p.reach[i] = make([]bool, n)
		p.visit(l, i, i)
	}
	for i := range n {
		for j := range n {
			p.cyclic = p.cyclic || i != j && p.reach[i][j] && p.reach[j][i]
		}
	}
	// ends[j] is the number of paths of k variables that end in j. The divided
	// difference over k rates is the exponential of a matrix of size k from
	// k = 3 on; that of the integral has one rate more.
	ends := make([]float64, n)
	for j := range ends {
		ends[j] = 1
	}
	for k := 1; k <= n && !p.cyclic && p.work <= mostPathWork; k++ {
		count, longer := 0.0, make([]float64, n)
		for i, c := range ends {
			count += c
			for j := range n {
				if l.couples(i, j) {
					longer[j] += c
				}
			}
		}
		for size := k; size <= k+1; size++ {
			if size > 2 {
				p.work += count * float64(size*size*size)
			}
		}
		ends = longer
	}
	return p
}

// visit marks what depends on variable i by way of variable j.
func (p *paths) visit(l *linearSystem, i, j int) {
	p.reach[i][j] = true
	for k := range l.eqs {
		if l.couples(j, k) && !p.reach[i][k] {
			p.visit(l, i, k)
		}
	}
}

// few reports whether a sum over all paths is the way.
func (p *paths) few() bool { return !p.cyclic && p.work <= mostPathWork }

// products returns how many products a multiplication of two matrices takes
// whose entries are not zero where one variable depends on another.
func (p *paths) products() int {
	count := 0
	for _, row := range p.reach {
		for k, reached := range row {
			if !reached {
				continue
			}
			for _, further := range p.reach[k] {
				if further {
					count++
				}
			}
		}
	}
	return count
}
