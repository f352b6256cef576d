// Package eqn is the language the models are written in: a few lines of
// equations, with the parameters in them, that say how a neuron, a synapse or
// an output behaves.
//
//	tau*dV/dt   = V_rest - V + I - w     : init = V_rest, unless refractory
//	tau_w*dw/dt = a*(V - V_rest) - w
//
// A text goes through stages, each of which can be printed: ParseBody and its
// kin make trees of it, NewModel finds out what the names in them stand for,
// and a checked model becomes, by its integration method, a vector program.
//
// # Statements
//
// A differential equation gives the derivative of one variable, which stands in
// its left side as dNAME/dt: alone, or in an expression, as in tau*dV/dt + V. An
// assignment gives a variable a value: x = EXPR, or x += EXPR and likewise -=,
// *= and /=. On the right of an equals sign dx/dt is an ordinary division.
//
// Statements stand on lines of their own or are separated by semicolons. A line
// goes on in the next one inside parentheses, behind an operator, a comma, a
// colon or an equals sign, and where the next one begins with else or a colon. A
// comment runs from # to the end of its line.
//
// # Expressions
//
// From what binds least to what binds most:
//
//	if COND: EXPR else: EXPR    both branches may be conditionals again
//	or                          also written ||
//	and                         also written &&
//	not                         also written !, and binding as not does
//	< <= > >= == !=             these do not chain: write a < b and b < c
//	+ -
//	* /
//	- +                         before one operand
//	^                           also written **; a^b^c is a^(b^c), -x^2 is -(x^2)
//
// A name is letters of any script, digits and underscores. A model that is
// composed of parts has their names joined by dots, as in Na.HH.m; pre.V and
// post.V are quantities of the neurons on the two sides of a synapse. The words if, else, and, or and not are reserved; t
// (the time), dt (the time step) and xi (white noise) cannot be given a value.
//
// # The past
//
// delayed(x, ms) is the variable x of a neuron as it was that many ms before:
// a delay differential equation. The delay is a multiple of dt, the same for all
// elements; before the first step x was always what it is then. Euler's methods
// see the value at the beginning of the step, order 1; the others a line between
// the values at its ends, order 2 at most.
//
// # Flags
//
// Behind a colon a statement may have flags, separated by commas. KnownFlags
// lists them with their meaning:
//
//	init = EXPR, min = EXPR, max = EXPR,
//	unless refractory, unless post, after spike, shared
//
// and, for the condition of an event,
//
//	upward
//
// # Parameters
//
// A parameter has a name, a number and possibly a unit, without spaces in it.
// Times are converted to ms, potentials to mV and kHz to Hz; all other units,
// and all products and quotients of units, are kept for the reader.
//
//	tau = 20 ms; g_L = 0.3 mS/cm2
//	V_rest = -65 mV    # resting potential
//
// # Grammar
//
//	body       = [ statement ] { end [ statement ] } .
//	statement  = ( equation | assignment ) [ ":" flag { "," flag } ] .
//	equation   = expr "=" expr .                  // one derivative on the left
//	assignment = name ( "=" | "+=" | "-=" | "*=" | "/=" ) expr .
//	condition  = expr [ ":" flag { "," flag } ] .
//	flag       = word { word } [ "=" expr ] .
//	end        = ";" | newline .
//
//	expr       = cond | or .
//	cond       = "if" or ":" expr "else" ":" expr .
//	or         = and { ( "or" | "||" ) and } .
//	and        = not { ( "and" | "&&" ) not } .
//	not        = ( "not" | "!" ) not | comparison .
//	comparison = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ] .
//	sum        = product { ( "+" | "-" ) product } .
//	product    = sign { ( "*" | "/" ) sign } .
//	sign       = ( "-" | "+" ) sign | power .
//	power      = atom [ ( "^" | "**" ) sign ] .
//	atom       = number | name | derivative | call | "(" expr ")" .
//	call       = word "(" [ expr { "," expr } ] ")" .
//	derivative = "d" name "/" "dt" .              // without a space behind the d
//
//	name       = word { "." word } .
//	word       = letter { letter | digit } .      // "_" is a letter
//	number     = ( digits [ "." [ digits ] ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ] .
//
//	params     = [ param ] { end [ param ] } .
//	param      = name "=" [ "-" | "+" ] number [ unit ] .
//	unit       = factor { ( "*" | "/" ) factor } .
//	factor     = "1" | unitname [ "^" [ "-" ] digits | digits ] .
//
// A text may have up to 1 MB, a statement up to 10,000 words and signs, nested
// up to 200 levels deep.
//
// # Mistakes
//
// The error of a text is an ErrorList: every statement with a mistake in it
// reports one, with its place, what was found, what was expected and what to do.
package eqn
