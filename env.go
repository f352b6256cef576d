package golgi

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/team"
)

// Env is what a system knows of the step it is in.
type Env struct{ sim *Sim }

// Step returns the number of the step, from 0.
func (e *Env) Step() int64 { return e.sim.step }

// T returns the time at the beginning of the step, Step times Dt, in ms.
func (e *Env) T() float64 { return float64(e.sim.step) * e.sim.dt }

// Dt returns the length of a step in ms.
func (e *Env) Dt() float64 { return e.sim.dt }

// Begin says that a part, given by its Base, begins its update. It returns
// false, and the run stops with an error, if the part has been updated in this
// step already.
func (e *Env) Begin(b *Base) bool {
	switch {
	case b.sim != e.sim:
		e.Fail(fmt.Errorf("a part was updated in a network that it does not belong to%s; make it an exported field of the network", at(b.path)))
		return false
	case b.at > e.sim.step:
		e.Fail(fmt.Errorf("%s was updated twice in step %d; call its Update once", b.path, e.sim.step))
		return false
	}
	b.at = e.sim.step + 1
	return true
}

// Has reports whether a part, given by its Base, belongs to the network that is
// being updated. If it does not, the run stops with an error; what says what was
// done with the part: "Send was called on a projection".
func (e *Env) Has(b *Base, what string) bool {
	if b.sim == e.sim {
		return true
	}
	e.Fail(fmt.Errorf("%s that is not part of the network%s; make it an exported field of the network", what, at(b.path)))
	return false
}

func at(path string) string {
	if path == "" {
		return ""
	}
	return " (" + path + " of another)"
}

// Begun reports whether a part, given by its Base, has begun its update in this
// step.
func (e *Env) Begun(b *Base) bool { return b.at > e.sim.step }

// Fail stops the run at the end of the step. The first error is the one that
// is returned.
func (e *Env) Fail(err error) {
	if e.sim.err == nil {
		e.sim.err = err
	}
}

// Do runs a task on the workers of the simulation: Work(k) on worker k, for
// all k below the number of workers, and returns when all are done.
func (e *Env) Do(t team.Task) { e.sim.team.Do(t) }

// Fail stops the run that the part is in at the end of the step, as Env.Fail
// does, for methods that are not handed an Env. Before Build it does nothing.
func (b *Base) Fail(err error) {
	if b.sim != nil {
		b.sim.env.Fail(err)
	}
}
