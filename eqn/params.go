package eqn

import (
	"strconv"
	"strings"
	"unicode"
)

// Param is one parameter of a model with its default value.
type Param struct {
	At    Pos
	Name  string
	Value float64 // times in ms, potentials in mV, frequencies in Hz; else as written
	Unit  string  // the unit of Value, empty for none
	Doc   string  // the comment behind it
	// Range is what the value has to be: ">0", ">=0", "LO .. HI" with
	// expressions of numbers, parameters and dt, or "" for any number.
	Range string
}

// ParseParams parses the parameters of a model, NAME = NUMBER [UNIT] each,
// separated by newlines or semicolons. A comment behind the last parameter of a
// line becomes its Doc. Times are converted to ms, potentials to mV, kHz to Hz;
// every other unit, and every product or quotient of units, is kept as it is
// written, save that µ becomes u and Ω becomes Ohm. A parameter given twice is
// an error. The error is an ErrorList with a mistake of every parameter that
// has one; the parameters returned with it are those whose names are sound, so
// that the equations can be checked too.
func ParseParams(text string) ([]Param, error) {
	var params []Param
	seen := map[string]Pos{}
	err := eachStatement(text, func(p *parser) error {
		q, err := p.param()
		if q.Name == "" {
			return err
		}
		if first, twice := seen[q.Name]; twice {
			return p.errorAtPos(q.At, "parameter %s is given twice, first at %s: leave one out", quote(q.Name), first)
		}
		seen[q.Name] = q.At
		params = append(params, q)
		return err
	})
	return params, err
}

// String returns the parameter as text of the language.
func (q Param) String() string {
	s := q.Name + " = " + formatNumber(q.Value)
	if q.Unit != "" {
		s += " " + q.Unit
	}
	if q.Doc != "" {
		s += " # " + q.Doc
	}
	return s
}

// param parses a parameter. With an error it has a name if that is sound.
func (p *parser) param() (Param, error) {
	t := p.take()
	q := Param{At: t.pos(), Name: p.str(t)}
	switch {
	case t.kind == tokName && foreign(q.Name):
		return Param{}, p.errorAt(t, "%s belongs to another part, and a model gives values to its own parameters only", quote(q.Name))
	case t.kind != tokName && words[q.Name] == 0:
		return Param{}, p.unexpected(t, "the name of a parameter")
	}
	if err := p.checkTarget(q.Name, q.At); err != nil {
		return Param{}, err
	}
	if t := p.take(); t.kind != tokAssign || p.str(t) != "=" {
		return q, p.unexpected(t, `"=" after the name of a parameter`)
	}
	value, err := p.signedNumber()
	if err != nil {
		return q, err
	}
	end, err := p.unit(&q, value)
	if err != nil {
		return q, err
	}
	q.Doc = docAfter(p.text[end:])
	return q, nil
}

// signedNumber takes a number with an optional sign and returns it as it is
// written.
func (p *parser) signedNumber() (string, error) {
	sign := ""
	if k := p.tok().kind; k == tokMinus || k == tokPlus {
		sign = p.str(p.take())
	}
	t := p.take()
	if number, unit, ok := runOn(p.str(t)); ok && t.kind == tokBad {
		return "", p.errorAt(t, "%s needs a space between the number and its unit: write %s %s", quote(p.str(t)), number, shorten(unit))
	}
	if t.kind == tokBad {
		return "", p.badToken(t)
	}
	if t.kind != tokNumber {
		return "", p.errorAt(t, "found %s, expected a number: a default value is one number, such as -65 or 1e-3", p.describe(t))
	}
	if _, err := p.number(t); err != nil {
		return "", err
	}
	return sign + p.str(t), nil
}

// unit takes the unit behind a number and sets Value and Unit of q. It returns
// the offset behind it.
func (p *parser) unit(q *Param, value string) (end int, err error) {
	number, t := p.toks[p.i-1], p.tok()
	end, written := int(number.end), ""
	switch {
	case t.kind.endsStatement():
	case t.kind == tokComma:
		return 0, p.errorAt(t, `found ",": parameters are separated by ";" or stand on lines of their own`)
	case t.start == number.end || t.kind != tokName && t.kind != tokNumber && t.kind != tokBad:
		return 0, p.errorAt(t, "found %s, expected a unit or the end of the line: a default value is one number, not an expression", p.describe(t))
	default:
		written = p.text[t.start:]
		if n := strings.IndexFunc(written, endsUnit); n >= 0 {
			written = written[:n]
		}
		end = int(t.start) + len(written)
		for !p.tok().kind.endsStatement() && int(p.tok().start) < end {
			p.take()
		}
	}
	if problem := checkUnit(normalUnit(written)); problem != "" {
		return 0, p.errorAt(t, "%s", problem)
	}
	if q.Value, q.Unit, err = convert(value, normalUnit(written)); err != nil {
		return 0, p.errorAt(number, "the number %s %s is out of range in %s", shorten(value), written, q.Unit)
	}
	if t := p.tok(); !t.kind.endsStatement() {
		return 0, p.unexpected(t, `the end of the line or ";": a unit is written without spaces, as mS/cm2, and parameters are separated by ";"`)
	}
	return end, nil
}

func endsUnit(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(";#,", r) }

// docAfter returns the comment that rest begins with, behind spaces and
// semicolons.
func docAfter(rest string) string {
	line, _, _ := strings.Cut(rest, "\n")
	line = strings.TrimLeftFunc(line, func(r rune) bool { return r == ';' || unicode.IsSpace(r) })
	doc, found := strings.CutPrefix(line, "#")
	if !found {
		return ""
	}
	return strings.TrimSpace(doc)
}

// convert returns a number of a unit in the unit the language computes in. It
// moves the decimal point of what is written rather than multiply, so that
// 0.0035 s is the same float64 as 3.5 ms.
func convert(value, unit string) (float64, string, error) {
	c, ok := conversions[unit]
	if !ok {
		v, err := strconv.ParseFloat(value, 64)
		return v, unit, err
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(value), "e")
	if !strings.ContainsAny(mantissa, "123456789") {
		v, err := strconv.ParseFloat(mantissa, 64)
		return v, c.unit, err
	}
	e := 0
	if exponent != "" {
		var err error
		if e, err = strconv.Atoi(exponent); err != nil {
			return 0, c.unit, err
		}
	}
	v, err := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(e+c.exponent), 64)
	if err == nil && v == 0 {
		err = strconv.ErrRange
	}
	return v, c.unit, err
}
