package runner

import "syscall"

// PeakRSS returns the most memory that this process has had in use so far, in
// bytes; 0 on systems that do not tell.
func PeakRSS() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Maxrss
}
