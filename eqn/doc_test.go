package eqn_test

import (
	"errors"
	"fmt"

	"github.com/golgi-sim/golgi/eqn"
)

func ExampleParseBody() {
	stmts, err := eqn.ParseBody(`
		# adaptive leaky integrate-and-fire
		tau*dV/dt   = (V_rest - V) + I - w  : init = V_rest, unless refractory
		tau_w*dw/dt = a*(V - V_rest) - w
		gain = if V > -55: 1 else: 0`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range stmts {
		fmt.Printf("%s of %s:\n  %s\n", s.Kind, s.Target, s)
	}
	start, _ := stmts[0].Flag("init")
	fmt.Println("V starts at", start.Value)
	// Output:
	// differential equation of V:
	//   tau*dV/dt = V_rest - V + I - w : init = V_rest, unless refractory
	// differential equation of w:
	//   tau_w*dw/dt = a*(V - V_rest) - w
	// assignment of gain:
	//   gain = if V > -55: 1 else: 0
	// V starts at V_rest
}

func ExampleParseBody_mistakes() {
	_, err := eqn.ParseBody("tau*dV/dt = V_rest - V : unles refractory\nw = 2(a + b)")
	fmt.Println(err)
	// Output:
	// 1:26: unknown flag "unles refractory" (nearest: unless refractory)
	//     tau*dV/dt = V_rest - V : unles refractory
	//                              ^
	// 2:6: found "(", expected an operator, ":" and flags, or the end of the line (a multiplication is written with *)
	//     w = 2(a + b)
	//          ^
}

func ExampleParseReset() {
	stmts, err := eqn.ParseReset("V = V_reset; w += b")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range stmts {
		fmt.Println(s.Target, s.Op, s.Right)
	}
	// Output:
	// V = V_reset
	// w += b
}

func ExampleParseCondition() {
	cond, flags, err := eqn.ParseCondition("V >= -20 && !held : upward")
	fmt.Println(cond, flags, err)
	// Output: V >= -20 and not held [upward] <nil>
}

func ExampleParseExpr() {
	x, err := eqn.ParseExpr("-((V + 40)/10) ** 2 * exp(-(V/18))")
	fmt.Println(x, err)

	_, err = eqn.ParseExpr("0 < V < 1")
	var mistake *eqn.Error
	if errors.As(err, &mistake) {
		fmt.Println(mistake.Pos, mistake.Msg)
	}
	// Output:
	// -((V + 40)/10)^2*exp(-(V/18)) <nil>
	// 1:7 comparisons do not chain: write 0 < V and V < …
}

func ExampleParseParams() {
	params, err := eqn.ParseParams(`
		tau = 0.02 s        # membrane time constant
		V_rest = -65 mV     # resting potential
		g_L = 0.3 mS/cm2    # leak conductance`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range params {
		fmt.Printf("%-6s %5g %-6s %s\n", p.Name, p.Value, p.Unit, p.Doc)
	}
	// Output:
	// tau       20 ms     membrane time constant
	// V_rest   -65 mV     resting potential
	// g_L      0.3 mS/cm2 leak conductance
}

func ExampleInspect() {
	x, err := eqn.ParseExpr("g*(E - V) + w/tau")
	if err != nil {
		fmt.Println(err)
		return
	}
	eqn.Inspect(x, func(e eqn.Expr) bool {
		if name, ok := e.(*eqn.Name); ok {
			fmt.Print(name.Name, " ")
		}
		return true
	})
	// Output: g E V w tau
}
