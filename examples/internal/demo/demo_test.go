package demo

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOutside(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		x        float64
		in, want string
	}{
		{-5, "", ""}, {nan, "", "a finite number"}, {inf, "[0,inf)", "a finite number"},
		{0, "[0,inf)", ""}, {-1, "[0,inf)", "0 or more"}, {0, "(0,inf)", "more than 0"}, {1e-9, "(0,inf)", ""},
		{0.5, "(0,0.5)", "more than 0 and less than 0.5"}, {0.4, "(0,0.5)", ""}, {1, "[-1,1]", ""}, {1.1, "[-1,1]", "-1 or more and 1 at most"},
		{3, "(-inf,2]", "2 at most"}, {2, "(-inf,2)", "less than 2"}, {-1e300, "(-inf,2)", ""},
	} {
		assert.Equal(t, c.want, outside(c.x, c.in), "%v in %s", c.x, c.in)
	}
	assert.Panics(t, func() { outside(1, "0 to 1") })
}

// What is not known is printed as a dash, as wide as a number.
func TestDashes(t *testing.T) {
	nan := math.NaN()
	args, some := dashed([]any{nan, math.Inf(-1), 1.5, nan, []float64{1, nan}, 7})
	assert.True(t, some)
	assert.Equal(t, "|    –|–|1.5|–   |[1 –]|7|", fmt.Sprintf("|%5.1f|%.2f|%.1f|%-4g|%v|%d|", args...))
	_, some = dashed([]any{1., "NaN", []float64{2}})
	assert.False(t, some)
}

// What a run was too short for is said only if it is not known and the run was.
func TestNeeds(t *testing.T) {
	f, r := &Flags{}, &Report{DurationMs: 100}
	f.Needs(r, "known", 200, 1, 2)
	f.Needs(r, "long enough", 99, math.NaN())
	f.Needs(r, "rates", 100, 1, math.NaN())
	assert.Equal(t, []string{"rates; the run would have to last more than 100 ms, and 100 ms are there"}, f.missing)
}

// A mistake in the flags is one line, and the exit status is 2.
func TestUsage(t *testing.T) {
	parse := func(args ...string) error {
		tau := 20.
		f := Flags{Model: "coba", N: 100, Duration: 1, Dt: 0.1, Out: t.TempDir(), Params: map[string]Param{"tau": {Value: &tau}, "V_th": {Value: new(float64)}}}
		return f.Parse(args, func(set *flag.FlagSet) { set.Bool("chain", false, "") })
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-durtion", "5"}, "-durtion: there is no such flag; did you mean -duration? -h lists all"},
		{[]string{"--sed=5"}, "-sed: there is no such flag; did you mean -seed or -set? -h lists all"},
		{[]string{"-chian"}, "-chian: there is no such flag; did you mean -chain? -h lists all"},
		{[]string{"-neurotransmitter"}, "-neurotransmitter: there is no such flag; -h lists all"},
		{[]string{"-n", "many"}, `invalid value "many" for flag -n: parse error; -h lists all`},
		{[]string{"-duration"}, "flag needs an argument: -duration; -h lists all"},
		{[]string{"-json=5"}, `invalid boolean value "5" for -json: parse error; -h lists all`},
		{[]string{"-set", "tua=1"}, `invalid value "tua=1" for flag -set: there is no parameter "tua"; did you mean "tau"?; -h lists all`},
		{[]string{"-set", "tau=1,tau=2"}, `invalid value "tau=1,tau=2" for flag -set: tau is set twice; leave one out; -h lists all`},
		{[]string{"-set", "tau=1,V_th=5", "-set", "tau=1"}, `invalid value "tau=1" for flag -set: tau is set twice; leave one out; -h lists all`},
	} {
		var stderr bytes.Buffer
		assert.Equal(t, 2, exitCode(parse(c.args...), &stderr), "%v", c.args)
		assert.Equal(t, c.want+"\n", stderr.String())
	}
	assert.NoError(t, parse("-set", "tau=1, V_th=2"))
	assert.NoError(t, parse("-set", "tau=1", "-set", "V_th=2"))
	assert.Equal(t, 0, exitCode(parse("-h"), &bytes.Buffer{}))
}
