package conn

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strconv"
)

// Fits reports whether there is memory for something of that many bytes, so
// that what is far too large ends in an error and not in a machine that
// stands still. what is the thing, as in "a mask". Where the free memory is
// not known everything fits that Go can address.
func Fits(what string, size float64) error {
	return fits(what, size, math.Min(math.MaxInt/2, free()))
}

func fits(what string, size, free float64) error {
	if size <= free {
		return nil
	}
	return fmt.Errorf("%s would take %s of memory, and %s are free; make it smaller or sparser, or use a just-in-time layer such as dnn.EventJitFPHomoLinear, which stores no connections", what, inBytes(size), inBytes(free))
}

// fitsCSR reports whether there is memory for a structure, while it is made,
// with that many synapses expected. bytes is what each takes.
func fitsCSR(rule string, e Ends, synapses float64, bytes int) error {
	what := fmt.Sprintf("%s from %d to %d elements, about %.4g connections,", rule, e.Pre, e.Post, synapses)
	return Fits(what, synapses*float64(bytes)+8*float64(e.Pre+1))
}

// free returns how many bytes a program may still take: the memory that the
// system calls available and Go's own limit, where they are known.
func free() float64 {
	limit := float64(debug.SetMemoryLimit(-1))
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		limit = math.Min(limit, available(info))
	}
	return limit
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

// inBytes writes a size for people.
func inBytes(x float64) string {
	for _, u := range []string{"bytes", "kB", "MB", "GB", "TB"} {
		if x < 1000 {
			return fmt.Sprintf("%.3g %s", x, u)
		}
		x /= 1000
	}
	return fmt.Sprintf("%.3g PB", x)
}
