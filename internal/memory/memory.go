// Package memory compares what something would take with what there is, so that
// what is far too large ends in an error and not in a machine that stands still.
package memory

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
)

// Fits reports whether something of that many bytes fits into the free memory,
// see Free. what is the thing, as in "a mask".
func Fits(what string, size, free float64) error {
	if free = math.Min(math.MaxInt/2, free); size <= free {
		return nil
	}
	return fmt.Errorf("%s would take %s of memory, and %s are free, enough for %.2g %% of it", what, Text(size), Text(free), math.Max(0, 100*free/size))
}

// Free returns how many bytes a program may still take: the memory that the
// system calls available, and what Go's own limit (GOMEMLIMIT) leaves besides
// what is in use, where they are known; else +Inf.
func Free() float64 {
	free := math.Inf(1)
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64 {
		if free = float64(limit) - used(); free < float64(limit)/2 {
			runtime.GC() // some of that may be garbage
			free = float64(limit) - used()
		}
		free = math.Max(0, free)
	}
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		free = math.Min(free, available(info))
	}
	return free
}

// used returns the bytes that count towards Go's limit, without those of the heap
// that are free.
func used() float64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}, {Name: "/memory/classes/heap/free:bytes"}}
	metrics.Read(s)
	return float64(s[0].Value.Uint64()) - float64(s[1].Value.Uint64()) - float64(s[2].Value.Uint64())
}

// available finds MemAvailable in the text of Linux's meminfo.
func available(info []byte) float64 {
	for line := range bytes.Lines(info) {
		if rest, ok := bytes.CutPrefix(line, []byte("MemAvailable:")); ok {
			if fields := bytes.Fields(rest); len(fields) > 0 {
				if kib, err := strconv.ParseFloat(string(fields[0]), 64); err == nil {
					return kib * 1024
				}
			}
		}
	}
	return math.Inf(1)
}

// Text writes a size for people.
func Text(x float64) string {
	for _, u := range []string{"bytes", "kB", "MB", "GB", "TB"} {
		if x < 1000 {
			return fmt.Sprintf("%.3g %s", x, u)
		}
		x /= 1000
	}
	return fmt.Sprintf("%.3g PB", x)
}
