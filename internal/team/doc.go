// Package team is a team of workers that share the array work of one
// goroutine.
//
// A simulation step is a few microseconds long and has a handful of parallel
// passes. Starting goroutines or sending on channels for each pass would cost
// as much as the pass, so the workers of a [Team] live as long as a run does:
// between passes they spin for some microseconds, then yield, then park. One
// [Team.Do] is one barrier: it returns when every worker has done its part,
// and all that the workers wrote is visible to the caller. It starts no
// goroutine and allocates nothing, and sends on a channel only to a worker
// that has parked.
//
// Who works on what is fixed: worker k of a team always gets the range
// between boundaries k and k+1 of [Split]. No work is stolen, so a worker
// finds its part of the state in its own cache, and results cannot depend on
// timing.
//
// A team has no state outside itself; two teams never touch each other.
package team
