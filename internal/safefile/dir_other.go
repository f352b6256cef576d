//go:build !unix

package safefile

// syncDir does nothing: these systems do not sync folders.
func syncDir(string) error { return nil }
