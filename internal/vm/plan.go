package vm

// A plan is a program made ready for the portable executor. Its values have
// places: first the uniform ones, a number each; then the arrays, by slot, in
// which float64 values are used and made directly where that is safe; then
// the registers, a block of lanes each.
type plan struct {
	prog     *Program
	block    int // lanes, a multiple of 16
	uniforms int
	regs     int
	consts   []uint64     // what the first uniforms hold
	scalars  []scalarLoad // done once a run, then
	prelude  []uniformOp  // operations on uniform values alone
	steps    []step
}

type scalarLoad struct{ place, slot int32 }

type uniformOp struct {
	op         Op
	z, a, b, c int32
	imm        uint64
}

// A step is a loop over the lanes of a block, or if loop is nil what op says.
type step struct {
	loop       loop
	z, a, b, c int32
	op         stepOp
	slot       int32 // of an array or event list
}

type stepOp uint8

const (
	stepLoop stepOp = iota
	stepFill
	stepFillMask
	stepIndex
	stepMove
	stepWidenI32
	stepWidenU16
	stepNarrowI32
	stepNarrowU16
	stepEmit
	stepCheck
	stepCheckUniform
)

const (
	cacheLanes = 24 << 10 / 8 // the first-level cache's share of the registers
	maxBlock   = 512
)

// newPlan plans p. A block of 0 lanes leaves the choice to it.
func newPlan(p *Program, block int) *plan {
	n := len(p.Code)
	pl := &planner{
		plan: &plan{prog: p, block: block},
		same: make([]Val, n), uniform: make([]bool, n), last: make([]int, n),
		place: make([]int32, n), shift: make([]int32, n), copied: make([]bool, n),
	}
	pl.analyse()
	pl.placeUniforms()
	pl.planArrays()
	pl.pool.next = pl.arrayPlace(len(p.Arrays))
	for k := range p.Code {
		pl.add(k)
	}
	pl.regs = int(pl.pool.next - pl.arrayPlace(len(p.Arrays)))
	if pl.block == 0 {
		pl.block = max(16, min(maxBlock, cacheLanes/max(1, pl.regs))&^15)
	}
	return pl.plan
}
