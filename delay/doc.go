// Package delay keeps the past: spikes and values of the last steps, to be
// read with a delay.
//
// A spike emitted in step n with a delay of d steps is delivered in step n + d,
// d at least 1. A delay given as a number of ms must be a multiple of dt; 0, or
// none, means one step. What is kept is found by the step it was written in,
// so the order in which parts are updated cannot shift a delay.
//
// TimeDelay is for continuous variables in continuous time: x(t - d) between
// steps too, by interpolation.
package delay
