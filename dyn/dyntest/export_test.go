package dyntest

// Executors are those of this machine.
var Executors = executors
