package dyn

import (
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
)

// Scaled is a synapse that receives at each presynaptic spike what a short-term
// plasticity releases, instead of 1:
//
//	dyn.Scaled{Syn: dyn.Expon{Tau: 5}, By: dyn.STP{}}
//
// The variables and parameters of By have the name of its model before theirs,
// as in P.syn.STP.u. A projection aligned with the presynaptic side takes it.
type Scaled struct {
	Syn Synapse   // the synapse
	By  ShortTerm // what scales its input
}

// Synapse marks a synapse.
func (Scaled) Synapse() {}

// ReceivesFirst is that of Syn.
func (y Scaled) ReceivesFirst() bool { return y.Syn != nil && receivesFirst(y.Syn) }

// Equations returns the equations of both.
func (y Scaled) Equations() Equations {
	c := &composition{values: golgi.Values{}}
	e := Equations{Name: "Scaled", parts: c}
	if y.Syn == nil || y.By == nil {
		c.errorf("", "Scaled needs Syn and By; give both, as in dyn.Scaled{Syn: dyn.Expon{}, By: dyn.STP{}}")
		return e
	}
	syn, err := describe(y.Syn, eqn.Synapse)
	c.report("Syn", err)
	by, err := describe(y.By, eqn.Synapse)
	c.report("By", err)
	r := y.By.Release()
	before, err := eqn.ParseReset(r.Before)
	c.report("By: Release.Before", err)
	amount, err := eqn.ParseReset("amount = " + r.Amount)
	c.report("By: Release.Amount", err)
	after, err := eqn.ParseReset(r.After)
	c.report("By: Release.After", err)
	if len(c.errs) > 0 {
		return e
	}
	c.models = append(c.models, y.Syn, y.By)
	c.params, c.values = append(c.params, syn.model.Params...), syn.values
	c.lines = append(c.lines, syn.model.Body)
	c.adopt(by.name, by, nil)
	prefixed := func(name string) string {
		if name == "w" || name == "t" || name == "dt" || name == "pi" {
			return name
		}
		return by.name + "." + name
	}
	// A name is printed as it is, so that an expression can stand for w.
	released := "(w*(" + amount[0].Renamed(prefixed).Right.String() + "))"
	scaled := func(name string) string {
		if name == "w" {
			return released
		}
		return name
	}
	var receive []string
	for _, s := range before {
		receive = append(receive, s.Renamed(prefixed).String())
	}
	for _, s := range syn.model.RecvStmts {
		receive = append(receive, s.Renamed(scaled).String())
	}
	for _, s := range after {
		receive = append(receive, s.Renamed(prefixed).String())
	}
	e.Name, e.Method = syn.name+" scaled by "+by.name, syn.model.Method
	e.Body, e.Receive, e.values = strings.Join(c.lines, "\n"), strings.Join(receive, "\n"), c.values
	return e
}
