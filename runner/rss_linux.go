package runner

import (
	"bytes"
	"os"
	"strconv"
)

// PeakRSS returns the most memory that this process has had in use so far, in
// bytes; 0 on systems that do not tell.
func PeakRSS() int64 {
	// Not getrusage: its maximum is inherited from the process that started
	// this one.
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmHWM:")); ok {
			kib, _ := strconv.ParseInt(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(rest), []byte("kB")))), 10, 64)
			return kib << 10
		}
	}
	return 0
}
