package eqn

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Role says what a model describes, and with it which names it is given.
type Role uint8

// The roles.
const (
	// Neuron: I is the sum of the currents into the element, I_NAME of those
	// with that label, both taken at the beginning of the step; I(V) and
	// I_NAME(V) are the same currents as functions of V.
	Neuron Role = iota
	// Synapse: w is the sum of the weights that arrive in a step; it stands
	// in Receive. The variable g is what the output sees.
	Synapse
	// Output: g of the synapse and V of the neuron are given; the body
	// assigns I, the current.
	Output
	// Driver: the body assigns x, what is added to a variable in each step.
	Driver
	// Channel: V of the neuron is given, and Ca.C and Ca.E, the concentration
	// and the reversal potential of an ion, by its symbol; the body assigns I,
	// the current through the channel.
	Channel
	// Ion: I, the sum of the currents that the ion carries, is given; the
	// model defines C, the concentration, and E, the reversal potential.
	Ion
)

func (r Role) String() string {
	return [...]string{"neuron", "synapse", "output", "driver", "channel", "ion"}[r]
}

// Source is a model as text.
type Source struct {
	Name       string // what messages call the model
	Role       Role
	Params     []Param
	Body       string // differential equations and assignments
	Spike      string // condition
	Reset      string // assignments carried out at a spike
	Refractory string // ms after a spike, an expression of parameters
	Receive    string // assignments carried out when weights arrive
	Method     Method
}

// State is a variable that has a differential equation.
type State struct {
	Name             string
	Stmt             *Stmt
	Init             Expr // nil: 0
	Min, Max         Expr // nil: no bound
	UnlessRefractory bool
	AfterSpike       bool
}

// Model is a checked model: every name in it is known, every function has the
// right number of arguments, conditions and numbers stand where they belong.
type Model struct {
	Source
	States     []State
	Aux        []*Stmt // assignments of the body
	SpikeCond  Expr    // nil: the model does not spike
	Upward     bool    // a spike is where SpikeCond becomes true
	ResetStmts []*Stmt
	RefracExpr Expr // nil: not refractory
	RecvStmts  []*Stmt
	// Labels are the labels of the currents in use: "" for I, "dend" for
	// I_dend; sorted.
	Labels []string
}

// maxStatements bounds the work of compiling a model.
const maxStatements = 500

// NewModel parses and checks a model. The error names every mistake, each with
// its place.
func NewModel(src Source) (*Model, error) {
	m := &Model{Source: src}
	var errs []error
	field := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s %w", name, err))
		}
	}
	body, err := ParseBody(src.Body)
	field("Body", err)
	if len(body) > maxStatements {
		return nil, fmt.Errorf("Body has %d statements; a model has at most %d", len(body), maxStatements)
	}
	for _, s := range body {
		if s.Kind == Assignment {
			m.Aux = append(m.Aux, s)
			continue
		}
		st := State{Name: s.Target, Stmt: s}
		for _, f := range s.Flags {
			switch f.Name {
			case "init":
				st.Init = f.Value
			case "min":
				st.Min = f.Value
			case "max":
				st.Max = f.Value
			case "unless refractory":
				st.UnlessRefractory = true
			case "after spike":
				st.AfterSpike = true
			}
		}
		m.States = append(m.States, st)
	}
	if src.Spike != "" {
		var flags []Flag
		m.SpikeCond, flags, err = ParseCondition(src.Spike)
		field("Spike", err)
		for _, f := range flags {
			m.Upward = m.Upward || f.Name == "upward"
		}
	}
	m.ResetStmts, err = ParseReset(src.Reset)
	field("Reset", err)
	m.RecvStmts, err = ParseReset(src.Receive)
	field("Receive", err)
	if src.Refractory != "" {
		m.RefracExpr, err = ParseExpr(src.Refractory)
		field("Refractory", err)
	}
	if len(errs) == 0 {
		errs = newChecker(m).check()
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return m, nil
}

// State returns the state variable of that name.
func (m *Model) State(name string) (*State, bool) {
	k := slices.IndexFunc(m.States, func(s State) bool { return s.Name == name })
	if k < 0 {
		return nil, false
	}
	return &m.States[k], true
}

// Param returns the parameter of that name.
func (m *Model) Param(name string) (*Param, bool) {
	k := slices.IndexFunc(m.Params, func(p Param) bool { return p.Name == name })
	if k < 0 {
		return nil, false
	}
	return &m.Params[k], true
}

// Names returns the names of the state variables, then of the parameters.
func (m *Model) Names() []string {
	var names []string
	for _, s := range m.States {
		names = append(names, s.Name)
	}
	for _, p := range m.Params {
		names = append(names, p.Name)
	}
	return names
}

// label reports whether name is that of a current, and its label.
func label(name string) (string, bool) {
	if name == "I" {
		return "", true
	}
	return strings.CutPrefix(name, "I_")
}
