package dyn

import (
	"strings"

	"github.com/golgi-sim/golgi"
)

// variant is what distinguishes the models of a family: those whose name ends
// in LTC have the current inside their equation, as a function of V, and those
// with Ref in their name are refractory.
type variant uint8

const (
	plain variant = 0
	ltc   variant = 1
	ref   variant = 2
)

// of makes the equations of a variant. In their Body, whose first equation is
// that of V, $I stands for the current and $hold for the flag that holds V.
// Noise, if not nil, is the parameter noise, the strength of white noise on V.
func (v variant) of(e Equations, noise golgi.Value) Equations {
	current, hold := "I", ""
	if v&ltc != 0 {
		current = "I(V)"
	}
	if v&ref != 0 {
		hold, e.Refractory = ", unless refractory", "tau_ref"
	}
	if noise != nil {
		factor, _, _ := strings.Cut(e.Body, "dV/dt")
		e.Body = strings.Replace(e.Body, " : ", " + "+factor+"noise*xi : ", 1)
	}
	e.Body = strings.NewReplacer("$I", current, "$hold", hold).Replace(e.Body)
	return e
}
