package vmtest

import (
	"fmt"
	"math"
	"slices"

	"github.com/golgi-sim/golgi/internal/vm"
)

// Bound is a program with its data between guards, which Run must not touch.
type Bound struct {
	Program *vm.Program
	Frame   *vm.Frame
	N       int
}

// Guard is how many elements lie before and behind the data of a Bound.
const Guard = 7

// NewBound makes arrays of n elements from draw, which gives one as bits.
func NewBound(p *vm.Program, n int, draw func(array, i int) uint64) *Bound {
	b := &Bound{Program: p, Frame: &vm.Frame{Scalars: make([]uint64, len(p.Scalars))}, N: n}
	for k, a := range p.Arrays {
		var d vm.Data
		all := n + 2*Guard
		switch a.Kind {
		case vm.F64:
			d.F64 = make([]float64, all)
		case vm.I32:
			d.I32 = make([]int32, all)
		case vm.U16:
			d.U16 = make([]uint16, all)
		}
		for i := range all {
			x := draw(k, i)
			switch a.Kind {
			case vm.F64:
				d.F64[i] = math.Float64frombits(x)
			case vm.I32:
				d.I32[i] = int32(x)
			case vm.U16:
				d.U16[i] = uint16(x)
			}
		}
		b.Frame.Arrays = append(b.Frame.Arrays, d)
	}
	return b
}

// Inner is the frame without the guards.
func (b *Bound) Inner() *vm.Frame {
	f := &vm.Frame{Scalars: b.Frame.Scalars}
	for _, d := range b.Frame.Arrays {
		switch {
		case d.F64 != nil:
			d.F64 = d.F64[Guard : Guard+b.N]
		case d.I32 != nil:
			d.I32 = d.I32[Guard : Guard+b.N]
		case d.U16 != nil:
			d.U16 = d.U16[Guard : Guard+b.N]
		}
		f.Arrays = append(f.Arrays, d)
	}
	return f
}

// Clone copies everything.
func (b *Bound) Clone() *Bound {
	c := &Bound{Program: b.Program, N: b.N, Frame: &vm.Frame{Scalars: slices.Clone(b.Frame.Scalars)}}
	for _, d := range b.Frame.Arrays {
		c.Frame.Arrays = append(c.Frame.Arrays, vm.Data{F64: slices.Clone(d.F64), I32: slices.Clone(d.I32), U16: slices.Clone(d.U16)})
	}
	return c
}

// Differs names the first difference of two frames, guards included.
func (b *Bound) Differs(c *Bound) string {
	for k := range b.Frame.Arrays {
		x, y := b.Frame.Arrays[k], c.Frame.Arrays[k]
		for i := range x.F64 {
			if !Same(x.F64[i], y.F64[i]) {
				return fmt.Sprintf("%s[%d] = %v, want %v", b.Program.Arrays[k].Name, i-Guard, x.F64[i], y.F64[i])
			}
		}
		if !slices.Equal(x.I32, y.I32) || !slices.Equal(x.U16, y.U16) {
			return fmt.Sprintf("%s = %v %v, want %v %v", b.Program.Arrays[k].Name, x.I32, x.U16, y.I32, y.U16)
		}
	}
	return ""
}

// Compare runs b by an executor and by Interpret, and tells the difference.
func (b *Bound) Compare(c vm.Code, lo, hi int) string {
	want := b.Clone()
	ws := &vm.Scratch{Events: make([][]int32, len(b.Program.Events))}
	Interpret(b.Program, want.Inner(), ws, lo, hi)

	got := b.Clone()
	k, err := c.Bind(got.Inner())
	if err != nil {
		return err.Error()
	}
	gs := k.NewScratch(b.N)
	k.Run(gs, lo, hi)
	if d := got.Differs(want); d != "" {
		return d
	}
	for e := range ws.Events {
		if !slices.Equal(gs.Events[e], ws.Events[e]) {
			return fmt.Sprintf("events %s = %v, want %v", b.Program.Events[e], gs.Events[e], ws.Events[e])
		}
	}
	if gs.Bad != ws.Bad {
		return fmt.Sprintf("bad = %v, want %v", gs.Bad, ws.Bad)
	}
	return ""
}
