//go:build !linux && !darwin

package runner

// PeakRSS returns the most memory that this process has had in use so far, in
// bytes; 0 on systems that do not tell.
func PeakRSS() int64 { return 0 }
