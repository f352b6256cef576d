package eqn

import (
	"strings"

	"github.com/golgi-sim/golgi/internal/suggest"
)

// KnownFlag describes a flag of the language.
type KnownFlag struct {
	Name      string
	Value     bool   // it is written with a value, NAME = EXPR
	Condition bool   // it belongs to the condition of an event, otherwise to a statement
	Doc       string // what it says about the statement or condition
}

// KnownFlags returns the flags of the language.
func KnownFlags() []KnownFlag {
	return []KnownFlag{
		{Name: "init", Value: true, Doc: "the value at the start"},
		{Name: "min", Value: true, Doc: "the value is held from going below"},
		{Name: "max", Value: true, Doc: "the value is held from going above"},
		{Name: "unless refractory", Doc: "held while the neuron is refractory"},
		{Name: "unless post", Doc: "left out in a step in which the post-synaptic neuron spikes"},
		{Name: "after spike", Doc: "carried out after the spikes of the step are known"},
		{Name: "shared", Doc: "one value for all elements"},
		{Name: "upward", Condition: true, Doc: "true only in the step in which the condition becomes true"},
	}
}

// String returns the flag as it is written, with "…" for a value.
func (k KnownFlag) String() string {
	if k.Value {
		return k.Name + " = …"
	}
	return k.Name
}

// flagsToEnd parses the flags of a statement or condition, if any, up to its
// end.
func (p *parser) flagsToEnd(condition bool) ([]Flag, error) {
	var flags []Flag
	expected := `an operator, ":" and flags, or the end of the line`
	for separator := tokColon; p.tok().kind == separator; separator = tokComma {
		p.take()
		f, err := p.flag(condition)
		if err != nil {
			return nil, err
		}
		for _, other := range flags {
			if other.Name == f.Name {
				return nil, p.errorAtPos(f.At, "flag %q is given twice, first at %s: leave one out", f.Name, other.At)
			}
		}
		flags = append(flags, f)
		expected = `"," and another flag, or the end of the line`
	}
	if t := p.tok(); !t.kind.endsStatement() {
		return nil, p.unexpected(t, expected)
	}
	return flags, nil
}

func (p *parser) flag(condition bool) (Flag, error) {
	first := p.tok()
	var name []string
	for p.tok().kind == tokName {
		name = append(name, p.str(p.take()))
	}
	if len(name) == 0 {
		return Flag{}, p.unexpected(first, "a flag, such as "+flagNames(condition))
	}
	f := Flag{At: first.pos(), Name: strings.Join(name, " ")}
	known, err := p.lookUp(f, condition)
	if err != nil {
		return Flag{}, err
	}
	t := p.tok()
	given := t.kind == tokAssign && p.str(t) == "="
	switch {
	case known.Value && !given:
		return Flag{}, p.errorAtPos(f.At, "flag %q needs a value: write %s = EXPR", f.Name, f.Name)
	case given && !known.Value:
		return Flag{}, p.errorAt(t, "flag %q takes no value: leave out what follows it", f.Name)
	case given:
		p.take()
		f.Value, err = p.expr(bindCond)
	}
	return f, err
}

// lookUp returns the known flag of that name.
func (p *parser) lookUp(f Flag, condition bool) (KnownFlag, error) {
	var names []string
	for _, k := range KnownFlags() {
		if k.Name == f.Name && k.Condition == condition {
			return k, nil
		}
		if k.Name == f.Name && condition {
			return KnownFlag{}, p.errorAtPos(f.At, "flag %q belongs to a statement, not to a condition", f.Name)
		}
		if k.Name == f.Name {
			return KnownFlag{}, p.errorAtPos(f.At, "flag %q belongs to the condition of an event, not to a statement", f.Name)
		}
		if k.Condition == condition {
			names = append(names, k.Name)
		}
	}
	if near := suggest.Nearest(f.Name, names, 3); len(near) > 0 {
		return KnownFlag{}, p.errorAtPos(f.At, "unknown flag %s (nearest: %s)", quote(f.Name), strings.Join(near, ", "))
	}
	return KnownFlag{}, p.errorAtPos(f.At, "unknown flag %s (known: %s)", quote(f.Name), flagNames(condition))
}

// flagNames lists the flags of statements or of conditions for a message.
func flagNames(condition bool) string {
	var names []string
	for _, k := range KnownFlags() {
		if k.Condition == condition {
			names = append(names, k.String())
		}
	}
	return strings.Join(names, ", ")
}
