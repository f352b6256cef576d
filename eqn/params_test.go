package eqn

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// paramTexts are texts of parameters and how the parameters are printed.
var paramTexts = []struct {
	text    string
	printed []string
}{
	{"", nil},
	{"# none\n;\n", nil},
	{"a = 0", []string{"a = 0"}},
	{"tau = 20 ms; V_rest = -65 mV # resting potential", []string{"tau = 20 ms", "V_rest = -65 mV # resting potential"}},
	{"a = 1;# one\nb=+2.50;  ; # two # too\r\nc = 3\n# not c\n", []string{"a = 1 # one", "b = 2.5 # two # too", "c = 3"}},
	{"a = 1 # τ in ms; b = 2\nτ = 5#\n", []string{"a = 1 # τ in ms; b = 2", "τ = 5"}},
	{"a =\n 1", []string{"a = 1"}},

	{"a = 0.0035 s; b = 3.5 ms; c = 3500 us", []string{"a = 3.5 ms", "b = 3.5 ms", "c = 3.5 ms"}},
	{"a = -.07 V; b = -70. mV; c = -7e4 uV", []string{"a = -70 mV", "b = -70 mV", "c = -70 mV"}},
	{"a = 0.29 s; b = 1.1e-3 s; c = 1e300 us; d = -0 V", []string{"a = 290 ms", "b = 1.1 ms", "c = 1e297 ms", "d = -0 mV"}},
	{"a = 5 Hz; b = 1.1 kHz; c = 0e99999999999 kHz", []string{"a = 5 Hz", "b = 1100 Hz", "c = 0 Hz"}},
	{"a = 1 1; b = 2 nA; c = 3 MOhm; d = 4 mM; e = 5 S", []string{"a = 1 1", "b = 2 nA", "c = 3 MOhm", "d = 4 mM", "e = 5 S"}},
	{"a = 0.3 mS/cm2; b = 1 uF/cm^2; c = 2 1/ms; d = 3 nA*ms; e = 8.3 J/mol/K", []string{
		"a = 0.3 mS/cm2", "b = 1 uF/cm^2", "c = 2 1/ms", "d = 3 nA*ms", "e = 8.3 J/mol/K"}},
	{"a = 1 ms^-1; b = 1 s/V; c = 36 degC", []string{"a = 1 ms^-1", "b = 1 s/V", "c = 36 degC"}},
	{"a = 1 \u00b5s; b = 2 \u03bcS/cm2; c = 3 M\u03a9; d = 4 G\u2126", []string{"a = 0.001 ms", "b = 2 uS/cm2", "c = 3 MOhm", "d = 4 GOhm"}},
}

func TestParseParams(t *testing.T) {
	for _, c := range paramTexts {
		params, err := ParseParams(c.text)
		if !assert.NoError(t, err, "%q", c.text) {
			continue
		}
		var printed []string
		for _, p := range params {
			printed = append(printed, p.String())
		}
		assert.Equal(t, c.printed, printed, "%q", c.text)
	}
}

func TestParamFields(t *testing.T) {
	params, err := ParseParams("a = 1\n\tV_rest = -0.065 V  # resting potential ")
	require.NoError(t, err)
	require.Len(t, params, 2)
	assert.Equal(t, Param{At: Pos{Line: 1, Col: 1}, Name: "a", Value: 1}, params[0])
	assert.Equal(t, Param{At: Pos{Line: 2, Col: 2}, Name: "V_rest", Value: -65, Unit: "mV", Doc: "resting potential"}, params[1])
}

// TestParamsOfMistakes: a name is known though its number is not.
func TestParamsOfMistakes(t *testing.T) {
	params, err := ParseParams("a = 1; b = ; c = 3 furlong; t = 3; pre.d = 3; 4 = 5; a = 7; e += 2")
	require.Error(t, err)
	var names []string
	for _, p := range params {
		names = append(names, p.Name)
	}
	assert.Equal(t, []string{"a", "b", "c", "e"}, names)
}

// Every unit can stand alone, squared and in a quotient.
func TestUnits(t *testing.T) {
	for _, u := range append(units, partUnits...) {
		text := "a = 1 " + u + "\nb = 1 " + u + "/ms\nc = 1 1/" + u
		params, err := ParseParams(text)
		require.NoError(t, err, u)
		assert.Equal(t, u+"/ms", params[1].Unit)
		assert.Equal(t, 1.0, params[1].Value, "a quotient is not converted")
		if _, converted := conversions[u]; !converted {
			assert.Equal(t, u, params[0].Unit)
			assert.Equal(t, 1.0, params[0].Value)
		}
	}
	_, err := ParseParams("a = 1 " + strings.Repeat("ms*", 1000) + "ms")
	assert.NoError(t, err)
}

// paramMistakes are what ParseParams refuses.
var paramMistakes = []mistake{
	{`a`,
		`1:2: found the end of the text, expected "=" after the name of a parameter`},
	{`a =`,
		`1:4: found the end of the text, expected a number: a default value is one number, such as -65 or 1e-3`},
	{`a = b`,
		`1:5: found "b", expected a number: a default value is one number, such as -65 or 1e-3`},
	{`a = inf`,
		`1:5: found "inf", expected a number: a default value is one number, such as -65 or 1e-3`},
	{`a = --3`,
		`1:6: found "-", expected a number: a default value is one number, such as -65 or 1e-3`},
	{`a = (3)`,
		`1:5: found "(", expected a number: a default value is one number, such as -65 or 1e-3`},
	{`a = 1/3`,
		`1:6: found "/", expected a unit or the end of the line: a default value is one number, not an expression`},
	{`a = 2*3 mV`,
		`1:6: found "*", expected a unit or the end of the line: a default value is one number, not an expression`},
	{`a = 1 + 2`,
		`1:7: found "+", expected a unit or the end of the line: a default value is one number, not an expression`},
	{`a = 20ms`,
		`1:5: "20ms" needs a space between the number and its unit: write 20 ms`},
	{`a = 1e`,
		`1:5: "1e" is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`a = 1e400`,
		`1:5: the number 1e400 is too large: the largest is about 1.8e308`},
	{`a = %`,
		`1:5: found "%": it is no operator: for x modulo y write x - y*floor(x/y), to stay within bounds use clip(x, a, b)`},
	{`a = 3, b = 4`,
		`1:6: found ",": parameters are separated by ";" or stand on lines of their own`},
	{`a = 3 ms, b = 4`,
		`1:9: found ",", expected the end of the line or ";": a unit is written without spaces, as mS/cm2, and parameters are separated by ";"`},
	{`a = 20 ms 3`,
		`1:11: found "3", expected the end of the line or ";": a unit is written without spaces, as mS/cm2, and parameters are separated by ";"`},
	{`a = 1 mS / cm2`,
		`1:10: found "/", expected the end of the line or ";": a unit is written without spaces, as mS/cm2, and parameters are separated by ";"`},
	{`a = 1 /ms`,
		`1:7: found "/", expected a unit or the end of the line: a default value is one number, not an expression`},
	{`a = 1 mS//cm2`,
		`1:7: "mS//cm2" is no unit: a unit stands before and after every * and /, as in mS/cm2 or 1/ms`},
	{`a = 1 mS/`,
		`1:7: "mS/" is no unit: a unit stands before and after every * and /, as in mS/cm2 or 1/ms`},
	{`a = 20 mss`,
		`1:8: unknown unit "mss" (nearest: ms, mS)`},
	{`a = 1 volt`,
		`1:7: unknown unit "volt" (known: s, ms, us, V, mV, uV, Hz, kHz, S, mS, uS, nS, A, mA, uA, nA, pA, F, uF, nF, pF, Ohm, MOhm, GOhm, M, mM, uM, nM, 1, m, cm, mm, um, nm, mol, C, J, K, degC, and products and quotients as mS/cm2)`},
	{`a = 1 mS/c2`,
		`1:7: unknown unit "c2" (nearest: cm, C)`},
	{`a = 1 mS/cm^x`,
		`1:7: unknown unit "cm^x" (known: s, ms, us, V, mV, uV, Hz, kHz, S, mS, uS, nS, A, mA, uA, nA, pA, F, uF, nF, pF, Ohm, MOhm, GOhm, M, mM, uM, nM, 1, m, cm, mm, um, nm, mol, C, J, K, degC, and products and quotients as mS/cm2)`},
	{`a = 1 %`,
		`1:7: unknown unit "%" (known: s, ms, us, V, mV, uV, Hz, kHz, S, mS, uS, nS, A, mA, uA, nA, pA, F, uF, nF, pF, Ohm, MOhm, GOhm, M, mM, uM, nM, 1, m, cm, mm, um, nm, mol, C, J, K, degC, and products and quotients as mS/cm2)`},
	{`a = 20 -mV`,
		`1:8: found "-", expected a unit or the end of the line: a default value is one number, not an expression`},
	{`a = 1e308 s`,
		`1:5: the number 1e308 s is out of range in ms`},
	{`a = 5e-324 us`,
		`1:5: the number 5e-324 us is out of range in ms`},
	{`a += 3`,
		`1:3: found "+=", expected "=" after the name of a parameter`},
	{`a : 3`,
		`1:3: found ":", expected "=" after the name of a parameter`},
	{`3 = 3`,
		`1:1: found "3", expected the name of a parameter`},
	{`$ = 3`,
		`1:1: found "$", which is not part of the language`},
	{`= 3`,
		`1:1: found "=", expected the name of a parameter`},
	{`pre.a = 1`,
		`1:1: "pre.a" belongs to another part, and a model gives values to its own parameters only`},
	{`t = 1`,
		`1:1: "t" cannot be the name of a variable or parameter: it is the time, which passes by itself; choose another`},
	{`not = 1`,
		`1:1: "not" cannot be the name of a variable or parameter: it is a word of the language; choose another`},
	{`a = 1; b = 2; a = 3`,
		`1:15: parameter "a" is given twice, first at 1:1: leave one out`},
	{"a = x; b = y\nc = 3",
		"1:5: found \"x\", expected a number: a default value is one number, such as -65 or 1e-3\n1:12: found \"y\", expected a number: a default value is one number, such as -65 or 1e-3"},
	{`a = 1 MS`,
		`1:7: unknown unit "MS" (nearest: mS, ms, M, S)`},
	{`a = 1 furlong`,
		`1:7: unknown unit "furlong" (known: s, ms, us, V, mV, uV, Hz, kHz, S, mS, uS, nS, A, mA, uA, nA, pA, F, uF, nF, pF, Ohm, MOhm, GOhm, M, mM, uM, nM, 1, m, cm, mm, um, nm, mol, C, J, K, degC, and products and quotients as mS/cm2)`},
	{`a = 1.e5.`,
		`1:5: "1.e5." is no number: numbers are decimal, as 12.5 or 1e-3`},
	{`a = −65 mV`,
		`1:5: found "−": write -`},
}
