package memory

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestMemory(t *testing.T) {
	if err := Fits("a mask", 100, 100); err != nil {
		t.Error(err)
	}
	want := "a mask would take 1.28 GB of memory, and 610 MB are free, enough for 48 % of it"
	if err := Fits("a mask", 1.28e9, 610e6); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := Fits("a mask", 1e30, math.Inf(1)); err == nil {
		t.Error("more fits than can be addressed")
	}
	if got := available([]byte("MemTotal: 9 kB\nMemAvailable:   2048 kB\n")); got != 2<<20 {
		t.Errorf("2048 kB are read as %v bytes", got)
	}
	for _, text := range []string{"", "MemAvailable:", "MemAvailable: many kB"} {
		if got := available([]byte(text)); !math.IsInf(got, 1) {
			t.Errorf("%q: %v bytes", text, got)
		}
	}
	if Text(999) != "999 bytes" || Text(2e18) != "2e+03 PB" {
		t.Error(Text(999), Text(2e18))
	}
}

// TestLimit: Go's own limit is kept.
func TestLimit(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 20))
	if got := Free(); got > 1<<20 {
		t.Errorf("%v bytes are free", got)
	}
}
