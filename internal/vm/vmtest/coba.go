package vmtest

import (
	"math"

	"github.com/golgi-sim/golgi/internal/vm"
)

// COBA is a step of the leaky integrate-and-fire neuron with two
// conductances, refractory and with a spike list: the neuron of the COBA
// benchmark network, exponential Euler.
func COBA() *vm.Program {
	b := vm.NewBuilder("coba")
	av, ae, ai, ar := b.Array("V", vm.F64), b.Array("gE", vm.F64), b.Array("gI", vm.F64), b.Array("ref", vm.I32)
	spike := b.Event("spike")
	input := b.Scalar(b.NewScalar("I", vm.F))
	c := b.Const

	v := b.Load(av)
	ge := b.Flush(b.Mul(b.Load(ae), c(math.Exp(-0.1/5))))
	gi := b.Flush(b.Mul(b.Load(ai), c(math.Exp(-0.1/10))))
	left := b.FromInt(b.ULoad(ar))
	// tau dV/dt = -60 - V + gE (0 - V) + gI (-80 - V) + I
	slope := b.Add(b.Add(ge, gi), c(1))
	drive := b.FMA(gi, c(-80), b.Add(input, c(-60)))
	rhs := b.FNMA(slope, v, drive)
	z := b.Mul(slope, c(-0.1/20))
	// (e^z - 1)/z near 0, as a polynomial
	phi := b.FMA(b.FMA(b.FMA(z, c(1./24), c(1./6)), z, c(0.5)), z, c(1))
	next := b.FMA(b.Mul(rhs, c(0.1/20)), phi, v)
	free := b.LE(left, c(0))
	next = b.Select(free, next, v)
	fired := b.And(free, b.LE(c(-50), next))
	b.Emit(spike, fired)
	b.Check(next)
	b.Store(av, b.Select(fired, c(-60), next))
	b.Store(ae, ge)
	b.Store(ai, gi)
	left = b.Max(c(0), b.Sub(left, c(1)))
	b.UStore(ar, b.ToInt(b.Select(fired, c(50), left)))
	return b.Finish()
}

// COBAData is data for COBA.
func COBAData(p *vm.Program, n int) *vm.Frame {
	f := &vm.Frame{Scalars: []uint64{math.Float64bits(9)}}
	r := NewRand(9)
	for _, a := range p.Arrays {
		switch a.Name {
		case "V":
			f.Arrays = append(f.Arrays, vm.Data{F64: make([]float64, n)})
			for i := range n {
				f.Arrays[0].F64[i] = -55 + 2*r.NormFloat64()
			}
		case "ref":
			f.Arrays = append(f.Arrays, vm.Data{I32: make([]int32, n)})
		default:
			g := make([]float64, n)
			for i := range g {
				g[i] = r.Float64()
			}
			f.Arrays = append(f.Arrays, vm.Data{F64: g})
		}
	}
	return f
}
