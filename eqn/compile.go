package eqn

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/vm"
)

// ArrayUse says what an array of a compiled fusion holds.
type ArrayUse uint8

// The uses of arrays.
const (
	StateArray       ArrayUse = iota // a state variable
	ParamArray                       // a parameter, one value per element
	InputArray                       // an input from outside, one value per element
	IncomingArray                    // weights that arrived at a synapse; emptied by the step
	DeltaArray                       // jumps of V; emptied by the step
	RefractoryArray                  // steps left of the refractory period
	HoistedArray                     // computed from parameters
	DelayedArray                     // a variable some time before the step began
	DelayedNextArray                 // the same before the step ends
	SeenArray                        // what the output of a synapse sees
)

// ArraySlot is an array that the programs of a fusion work on.
type ArraySlot struct {
	Name string // of the variable, parameter or input
	Use  ArrayUse
	Part int // component
	Kind vm.Kind
}

// ScalarUse says what a scalar of a compiled fusion holds.
type ScalarUse uint8

// The uses of scalars.
const (
	ParamScalar       ScalarUse = iota // a parameter, one value for all elements
	InputScalar                        // an input from outside, one value for all
	TimeScalar                         // t, ms
	StepScalar                         // number of the step, an integer
	KeyScalar                          // lower 32 bits of the key of a component's random draws
	KeyHighScalar                      // upper 32 bits
	DrawKeyScalar                      // key of a draw at a step, see ScalarSlot.DrawWord
	DrawCounterScalar                  // second word of its counter
	HoistedScalar                      // computed from parameters
	PerStepScalar                      // computed at each step
)

// ScalarSlot is a scalar that the programs of a fusion read.
type ScalarSlot struct {
	Name string
	Use  ScalarUse
	Part int
	Tag  uint32 // of DrawKeyScalar and DrawCounterScalar: which draw of the component
}

// Program is a vm program with the slots of the fusion that its arrays and
// scalars stand for. The arrays of Fixed and PerStep are scalars of the
// fusion, one element long.
type Program struct {
	*vm.Program
	ArraySlots  []int
	ScalarSlots []int
}

// Limit is a demand on a quantity computed from parameters: it must be more
// than 0 (Positive), at least 0 (NotNegative), or at most Most.
type Limit struct {
	What        string // what must hold, for the message
	Part        int    // component
	Positive    bool
	NotNegative bool
	Most        float64
}

// Holds reports whether x keeps the limit. A NaN does not.
func (l Limit) Holds(x float64) bool {
	switch {
	case l.Positive:
		return x > 0
	case l.NotNegative:
		return x >= 0
	}
	return x <= l.Most
}

// Compiled is what a fusion becomes.
type Compiled struct {
	Arrays  []ArraySlot
	Scalars []ScalarSlot

	Fixed     Program // hoisted scalars, from parameters; run when one changes
	FixedEach Program // hoisted arrays, after Fixed
	PerStep   Program // scalars of a step
	Step      Program // one step of all elements
	Init      Program // initial values that are not given
	Check     Program // one array for each limit, in the order of Limits

	Limits []Limit
	// Baked are the parameters whose values have become part of the programs:
	// when one changes, the fusion has to be compiled again.
	Baked []Variable
	// Delayed are the variables that the equations read the past of.
	Delayed []Delayed
	// Spikes: event list 0 of Step takes the spikes.
	Spikes bool
	// Stages is the text of each stage, for Explain.
	Stages []Stage
}

// Stage is the text of one stage of the compilation.
type Stage struct{ Title, Text string }

// level says how a node varies: in time, over the elements, both or not.
type level uint8

const (
	varies level = 1 << iota // from step to step
	each                     // from element to element
)

// compiler lowers the nodes of a fusion.
type compiler struct {
	g      *graph
	f      *Fusion
	out    *Compiled
	levels map[*node]level

	arraySlot  map[slotKey]int
	scalarSlot map[slotKey]int
	symbols    map[*symbol]slotKey // where the value of a leaf is stored

	hoisted     map[*node]int // scalar slots
	hoistedEach map[*node]int // array slots
	fixed       []*node
	fixedEach   []*node
	perStep     []*node
	limits      []limit

	divisors map[*node]int // products of the step that are divided by this, and nothing else that varies
}

type slotKey struct {
	part int
	name string
	use  int
}

func newCompiler(g *graph, f *Fusion) *compiler {
	return &compiler{g: g, f: f, out: &Compiled{}, levels: map[*node]level{},
		arraySlot: map[slotKey]int{}, scalarSlot: map[slotKey]int{}, symbols: map[*symbol]slotKey{},
		hoisted: map[*node]int{}, hoistedEach: map[*node]int{}}
}

// array returns the slot of an array, made when first asked for.
func (c *compiler) array(part int, name string, use ArrayUse) int {
	key := slotKey{part, name, int(use)}
	if k, ok := c.arraySlot[key]; ok {
		return k
	}
	kind := vm.F64
	if use == RefractoryArray {
		kind = vm.I32
	}
	c.out.Arrays = append(c.out.Arrays, ArraySlot{name, use, part, kind})
	c.arraySlot[key] = len(c.out.Arrays) - 1
	return c.arraySlot[key]
}

// scalar returns the slot of a scalar, made when first asked for.
func (c *compiler) scalar(part int, name string, use ScalarUse) int {
	key := slotKey{part, name, int(use)}
	if k, ok := c.scalarSlot[key]; ok {
		return k
	}
	c.out.Scalars = append(c.out.Scalars, ScalarSlot{Name: name, Use: use, Part: part})
	c.scalarSlot[key] = len(c.out.Scalars) - 1
	return c.scalarSlot[key]
}

// level returns how n varies.
func (c *compiler) level(n *node) level {
	if l, ok := c.levels[n]; ok {
		return l
	}
	var l level
	if n.op == opSym {
		l = c.symbolLevel(n.sym)
	}
	for _, a := range n.args {
		l |= c.level(a)
	}
	c.levels[n] = l
	return l
}

func (c *compiler) symbolLevel(s *symbol) level {
	switch s.kind {
	case symParam:
		if c.f.each(s.part, s.name) {
			return each
		}
		return 0
	case symInput:
		if s.delayed != 0 || c.f.each(s.part, s.name) {
			return varies | each
		}
		return varies
	case symTime:
		return varies
	case symDraw:
		if s.draw.init {
			return each
		}
	case symHeld:
		return c.level(s.def)
	}
	return varies | each
}

// dear reports whether n costs so much that an array of its values is worth
// reading: at least a division.
func dear(n *node) bool {
	found := false
	walk(func(m *node) {
		switch m.op {
		case opCall:
			found = true
		case opProd:
			for _, e := range m.exp {
				found = found || e < 0 || e > 4
			}
		}
	}, n)
	return found
}

// hoist returns the scalar slot of a node that is the same for all elements.
func (c *compiler) hoist(n *node) int {
	if k, ok := c.hoisted[n]; ok {
		return k
	}
	var k int
	if c.level(n) == 0 {
		k = c.scalar(0, fmt.Sprintf("h%d", len(c.fixed)), HoistedScalar)
		c.fixed = append(c.fixed, n)
	} else {
		k = c.scalar(0, fmt.Sprintf("s%d", len(c.perStep)), PerStepScalar)
		c.perStep = append(c.perStep, n)
	}
	c.hoisted[n] = k
	return k
}

// hoistEach returns the array slot of a fixed node that differs between
// elements.
func (c *compiler) hoistEach(n *node) int {
	if k, ok := c.hoistedEach[n]; ok {
		return k
	}
	k := c.array(0, fmt.Sprintf("h%d", len(c.fixedEach)), HoistedArray)
	c.fixedEach = append(c.fixedEach, n)
	c.hoistedEach[n] = k
	return k
}

// finish makes the programs of what was hoisted. Each may ask for more of the
// ones after it in this order.
func (c *compiler) finish() {
	perStep := c.scalarProgram("per step", c.perStep, varies)
	fixedEach := c.eachProgram()
	// The others may have hoisted more fixed scalars: this one is last.
	c.out.Fixed = c.scalarProgram("fixed", c.fixed, 0)
	c.out.PerStep, c.out.FixedEach = perStep, fixedEach
}

// scalarProgram computes hoisted scalars, each an array of one element.
func (c *compiler) scalarProgram(name string, roots []*node, top level) Program {
	l := newLowerer(c, name)
	l.scalarsAreArrays = true
	l.hoistFixed = top == varies
	l.lowerTo(roots, func(n *node) int { return l.array(c.hoisted[n], scalarArray) })
	return l.finish()
}

// eachProgram computes hoisted arrays.
func (c *compiler) eachProgram() Program {
	l := newLowerer(c, "fixed, per element")
	l.hoistFixed = true
	l.lowerTo(c.fixedEach, func(n *node) int { return l.array(c.hoistedEach[n], c.out.Arrays[c.hoistedEach[n]].Kind) })
	return l.finish()
}
