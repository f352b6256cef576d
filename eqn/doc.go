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
// # Functions
//
// Of numbers:
//
//	abs(x), sign(x)                 sign is -1, 0 or 1
//	floor(x), ceil(x), rint(x)      the whole number below, above, nearest (halves to even)
//	min(x, y, …), max(x, y, …)      of two or more
//	clip(x, low, high)              x within low and high
//	sqrt(x), pow(x, y)              pow(x, y) is x^y
//	exp(x), expm1(x), exprel(x)     e^x, e^x - 1, (e^x - 1)/x, which is 1 at 0
//	log(x), log1p(x), log10(x)      to base e, of 1 + x, to base 10
//	sin(x), cos(x), tan(x)          of radians
//	sinh(x), cosh(x), tanh(x)
//	sigmoid(x)                      1/(1 + e^-x)
//
// Removable singularities need no care: x/(1 - exp(-x)) has its limit at 0, also
// where x is written out on both sides, as in 0.1*(V+40)/(1 - exp(-(V+40)/10)).
//
// At random, drawn anew for every element in every step; all stages of a method
// of integration see the same draw, and in init it is drawn once:
//
//	Normal(mean, sd)                from the normal distribution
//	Uniform(low, high)              evenly between the two
//	Poisson(mean)                   a number of events
//	Binomial(n, p)                  how many of n trials of probability p succeed
//
// The arguments of the last two may depend on parameters only, which have to be
// the same for all elements; setting one compiles the group again.
//
// In the equations of neurons:
//
//	I, I_NAME                       the sum of the input currents, or of those labelled NAME, at the beginning of the step
//	I(V), I_NAME(V)                 the same as a function of the potential
//	hold(x)                         x at the beginning of the step: integrators see a constant
//	delayed(x, ms)                  the variable x as it was
//
// # Noise
//
// xi is white noise of unit 1/sqrt(ms): x' = -x/tau + sigma*sqrt(2/tau)*xi has
// the standard deviation sigma. It stands in differential equations, or in
// names assigned for them, and only in sums and in products with what is no
// noise. Each equation has an xi of its own; xi_NAME is one noise, the same
// wherever it stands, and so is a name assigned with xi in it. Equations are
// Itô's, save with HeunStratonovich.
//
// # The past
//
// delayed(x, ms) is the variable x of a neuron as it was that many ms before:
// a delay differential equation. The delay is at least dt, the same for all
// elements; where it is no multiple of dt, x lies on a line between its values at
// two steps. Before the first step x was always what it is then. Euler's methods and
// Exact see the value at the beginning of the step, order 1; the others a line between
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
// `unless refractory` holds a variable in the steps after a spike: all stages of
// integration see it stand still, and jumps and drives of it are lost. The
// refractory period is rounded to the nearest number of steps, half a step up,
// of the quotient of the two floating-point numbers: 0.25 ms are 3 steps of 0.1
// ms, and less than half a step is none. Bounds apply after every step; min may
// not be above max, and a start that is a number must lie between them. `upward`
// compares with the values at the beginning of the step, before what drives add.
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
