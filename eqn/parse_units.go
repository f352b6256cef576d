package eqn

import (
	"fmt"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/internal/suggest"
)

// units are the units a parameter can have by themselves.
var units = []string{
	"s", "ms", "us", "V", "mV", "uV", "Hz", "kHz",
	"S", "mS", "uS", "nS", "A", "mA", "uA", "nA", "pA", "F", "uF", "nF", "pF",
	"Ohm", "MOhm", "GOhm", "M", "mM", "uM", "nM", "1",
}

// partUnits are units that stand only in products and quotients, or that have
// no other scale to be converted to.
var partUnits = []string{"m", "cm", "mm", "um", "nm", "mol", "C", "J", "K", "degC"}

// conversions are the units that are converted: times, potentials and
// frequencies, which the language computes in ms, mV and Hz.
var conversions = map[string]struct {
	unit     string
	exponent int // of ten
}{
	"s": {"ms", 3}, "ms": {"ms", 0}, "us": {"ms", -3},
	"V": {"mV", 3}, "mV": {"mV", 0}, "uV": {"mV", -3},
	"kHz": {"Hz", 3}, "Hz": {"Hz", 0},
}

// unitSpelling writes the two characters each that stand for micro and for ohm
// in letters everybody has on the keyboard.
var unitSpelling = strings.NewReplacer("\u00b5", "u", "\u03bc", "u", "\u03a9", "Ohm", "\u2126", "Ohm")

// normalUnit returns a unit in the spelling of the tables: µs is us, MΩ is MOhm.
func normalUnit(unit string) string { return unitSpelling.Replace(unit) }

// checkUnit returns what is wrong with a unit, or nothing. A unit is empty or
// names joined by * and /, each with an optional power: mS/cm2, 1/ms, m^-2.
func checkUnit(unit string) (problem string) {
	if unit == "" {
		return ""
	}
	for _, factor := range strings.FieldsFunc(unit, isUnitSign) {
		name, ok := cutPower(factor)
		if !ok || !slices.Contains(units, name) && !slices.Contains(partUnits, name) {
			return unknownUnit(factor)
		}
	}
	signs := strings.Count(unit, "*") + strings.Count(unit, "/")
	if len(strings.FieldsFunc(unit, isUnitSign)) != signs+1 {
		return fmt.Sprintf("%s is no unit: a unit stands before and after every * and /, as in mS/cm2 or 1/ms", quote(unit))
	}
	return ""
}

func isUnitSign(r rune) bool { return r == '*' || r == '/' }

// cutPower splits cm2, cm^2 and cm^-2 into name and power, and reports whether
// the power, if any, is an integer. The unit 1 has no power.
func cutPower(factor string) (name string, ok bool) {
	if factor == "1" {
		return factor, true
	}
	name = strings.TrimRight(factor, "0123456789")
	digits := factor[len(name):]
	if base, found := strings.CutSuffix(strings.TrimSuffix(name, "-"), "^"); found {
		return base, digits != ""
	}
	return name, true
}

func unknownUnit(unit string) string {
	all := slices.Concat(units, partUnits)
	if near := suggest.Nearest(unit, all, 4); len(near) > 0 {
		return fmt.Sprintf("unknown unit %s (nearest: %s)", quote(unit), strings.Join(near, ", "))
	}
	return fmt.Sprintf("unknown unit %s (known: %s, and products and quotients as mS/cm2)", quote(unit), strings.Join(all, ", "))
}
