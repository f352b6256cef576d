package vm

// What tests outside the package look at.
const (
	TrigTop = trigTop
	MinNorm = minNorm
)

// CompileBlock is the portable executor with blocks of that many lanes.
func CompileBlock(p *Program, block int) Code { return newPlan(p, block) }
