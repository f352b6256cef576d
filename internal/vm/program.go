package vm

// Val names the result of an instruction by its place in the program.
type Val int32

// None is no value.
const None Val = -1

// Ins is one instruction. Operands beyond those of Op are None.
type Ins struct {
	Op      Op
	A, B, C Val
	Imm     uint64
}

// Kind is the kind of the elements of an array.
type Kind uint8

// The kinds of arrays.
const (
	F64 Kind = iota
	I32
	U16
)

func (k Kind) String() string { return [...]string{"f64", "i32", "u16"}[k] }

// Array describes an array that a program reads or writes.
type Array struct {
	Name string
	Kind Kind
}

// Slot describes a scalar: F or U.
type Slot struct {
	Name string
	Type Type
}

// A Program is a straight-line list of operations over lanes, one lane for
// each element. Instruction k defines value k. An array is loaded at most
// once, stored at most once, and never loaded after it was stored; two arrays
// of one program never overlap.
type Program struct {
	Name    string
	Arrays  []Array
	Scalars []Slot
	Events  []string // event lists that Emit appends to
	Code    []Ins
}

// Data is the storage of one array: the field of its kind is set.
type Data struct {
	F64 []float64
	I32 []int32
	U16 []uint16
}

// Frame is what a program is bound to. Scalars hold float64 bits for slots
// of type F. Contents may change between runs, the slices themselves not.
type Frame struct {
	Arrays  []Data
	Scalars []uint64
}

// Scratch is what one worker needs to run a kernel. Events are appended to by
// runs and emptied by the caller; their capacity must hold the elements of
// the ranges run in between.
type Scratch struct {
	Events [][]int32
	Bad    bool // set when a Check met an Inf or NaN
	Regs   []float64

	places [][]float64 // of the portable executor
}

// Code is a compiled program.
type Code interface {
	// Bind joins the code with its data.
	Bind(*Frame) (Kernel, error)
	// Size is the size of the machine code in bytes, 0 if there is none.
	Size() int
}

// Kernel is a program bound to its data.
type Kernel interface {
	// NewScratch returns scratch for one worker, its event lists with room
	// for n elements.
	NewScratch(n int) *Scratch
	// Run executes elements lo to hi-1. Runs over disjoint ranges may go on
	// at once, each with a scratch of its own.
	Run(s *Scratch, lo, hi int)
}

// An Executor compiles programs. All executors give the same bits.
type Executor interface {
	Name() string
	Compile(*Program) (Code, error)
}
