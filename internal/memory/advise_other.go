//go:build !linux

package memory

// advise does nothing: these systems choose by themselves.
func advise([]byte) {}
