// Package kernel runs a compiled fusion: it holds its arrays and scalars, binds
// its programs to them and executes them.
//
// A fusion is several programs. Those of what is constant over the run are
// executed again only when a parameter has changed (Touch), that of what is
// constant over a step once in each step (Prepare), and the step itself over
// ranges of elements, by as many workers as there are (Run). Which arrays and
// scalars there are, and what for, the fusion says; a kernel only keeps them.
package kernel
