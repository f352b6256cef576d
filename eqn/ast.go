package eqn

// Expr is an expression: one of *Num, *Name, *Unary, *Binary, *Call, *Cond and
// *Deriv. Expressions are not changed after they are made, so trees may share
// parts.
type Expr interface {
	// Pos is where the expression stands in its text: a binary operation at
	// its operator, everything else at its first character.
	Pos() Pos
	// String returns the expression as text of the language, with no more
	// parentheses than needed.
	String() string
	exprNode()
}

// Num is a number. The parser gives numbers without a sign; a negative Num,
// which later stages may make, prints as and equals the negated number.
type Num struct {
	At    Pos
	Value float64
}

// Name is a variable, a parameter or a name the language gives a meaning, such
// as t. A qualified name, as pre.V, is one Name with the dots in it.
type Name struct {
	At   Pos
	Name string
}

// Unary is an operation on one operand: OpNeg or OpNot.
type Unary struct {
	At Pos
	Op Op
	X  Expr
}

// Binary is an operation on two operands.
type Binary struct {
	At   Pos
	Op   Op
	X, Y Expr
}

// Call is a function with its arguments.
type Call struct {
	At   Pos
	Func string
	Args []Expr
}

// Cond is `if If: Then else: Else`.
type Cond struct {
	At             Pos
	If, Then, Else Expr
}

// Deriv is dVar/dt. It stands only in the left side of a differential equation.
type Deriv struct {
	At  Pos
	Var string
}

// Pos returns the place of the number.
func (x *Num) Pos() Pos { return x.At }

// Pos returns the place of the name.
func (x *Name) Pos() Pos { return x.At }

// Pos returns the place of the operator.
func (x *Unary) Pos() Pos { return x.At }

// Pos returns the place of the operator.
func (x *Binary) Pos() Pos { return x.At }

// Pos returns the place of the function's name.
func (x *Call) Pos() Pos { return x.At }

// Pos returns the place of the word if.
func (x *Cond) Pos() Pos { return x.At }

// Pos returns the place of dVar.
func (x *Deriv) Pos() Pos { return x.At }

func (*Num) exprNode()    {}
func (*Name) exprNode()   {}
func (*Unary) exprNode()  {}
func (*Binary) exprNode() {}
func (*Call) exprNode()   {}
func (*Cond) exprNode()   {}
func (*Deriv) exprNode()  {}

// Op is an operator.
type Op uint8

// The operators.
const (
	OpAdd Op = iota + 1 // +
	OpSub               // -
	OpMul               // *
	OpDiv               // /
	OpPow               // ^
	OpNeg               // - before one operand
	OpNot               // not
	OpAnd               // and
	OpOr                // or
	OpLT                // <
	OpLE                // <=
	OpGT                // >
	OpGE                // >=
	OpEQ                // ==
	OpNE                // !=
)

var opText = [...]string{"?", "+", "-", "*", "/", "^", "-", "not", "and", "or", "<", "<=", ">", ">=", "==", "!="}

// String returns the operator as it is written.
func (op Op) String() string {
	if int(op) < len(opText) {
		return opText[op]
	}
	return opText[0]
}

// StmtKind tells the kinds of statement apart.
type StmtKind uint8

// The kinds of statement.
const (
	Differential StmtKind = iota + 1 // tau*dV/dt = …
	Assignment                       // x = …, x += …, x -= …, x *= …, x /= …
)

// String returns the kind in words.
func (k StmtKind) String() string {
	switch k {
	case Differential:
		return "differential equation"
	case Assignment:
		return "assignment"
	}
	return "unknown statement"
}

// Stmt is one statement of a body or a reset.
type Stmt struct {
	At     Pos
	Kind   StmtKind
	Target string // the variable that is given its derivative or its value
	Op     string // "=", "+=", "-=", "*=" or "/="; "=" in a differential equation
	Left   Expr   // the left side of a differential equation, with exactly one *Deriv in it; else nil
	Right  Expr
	Flags  []Flag
}

// Flag is one remark after the ':' of a statement or condition, as in
// `init = V_rest` or `unless refractory`.
type Flag struct {
	At    Pos
	Name  string // its words, joined by one space
	Value Expr   // nil for a flag that has none
}

// Flag returns the flag of that name, and whether the statement has it.
func (s *Stmt) Flag(name string) (Flag, bool) {
	for _, f := range s.Flags {
		if f.Name == name {
			return f, true
		}
	}
	return Flag{}, false
}

// Inspect calls f for e and, where f returns true, for every part of it, a
// whole before its parts and from left to right. A nil expression has no parts.
func Inspect(e Expr, f func(Expr) bool) {
	if e == nil || !f(e) {
		return
	}
	switch e := e.(type) {
	case *Unary:
		Inspect(e.X, f)
	case *Binary:
		Inspect(e.X, f)
		Inspect(e.Y, f)
	case *Call:
		for _, a := range e.Args {
			Inspect(a, f)
		}
	case *Cond:
		Inspect(e.If, f)
		Inspect(e.Then, f)
		Inspect(e.Else, f)
	}
}
