package jit

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golgi-sim/golgi/internal/vm"
	"github.com/golgi-sim/golgi/internal/vm/vmtest"
)

// executable returns how many pieces of anonymous executable memory the process
// has.
func executable(t *testing.T) int {
	text, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Skip("the system does not tell")
	}
	n := 0
	for l := range strings.Lines(string(text)) {
		f := strings.Fields(l)
		if strings.Contains(f[1], "x") && len(f) == 5 {
			n++
		}
		if strings.Contains(f[1], "wx") {
			t.Fatalf("writable and executable: %s", l)
		}
	}
	return n
}

// TestMemoryIsFreed makes ten thousand programs. Those that are closed are gone
// at once, the others with the collector.
func TestMemoryIsFreed(t *testing.T) { onMachine(t, memoryIsFreed) }

func memoryIsFreed(t *testing.T, e vm.Executor) {
	before := executable(t)
	p := vmtest.COBA()
	f := vmtest.COBAData(p, 16)
	most := 0
	for n := range 10_000 {
		c, err := e.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		k, err := c.Bind(f)
		if err != nil {
			t.Fatal(err)
		}
		s := k.NewScratch(16)
		k.Run(s, 0, 16)
		if n%2 == 0 {
			if err := c.(io.Closer).Close(); err != nil {
				t.Fatal(err)
			}
			if err := c.(io.Closer).Close(); err != nil {
				t.Fatal("closed twice:", err)
			}
		}
		if n%500 == 0 {
			most = max(most, executable(t))
		}
	}
	after := 0
	for range 100 {
		runtime.GC()
		if after = executable(t); after <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if after > before {
		t.Errorf("%d pieces of memory are left, there were %d", after, before)
	}
	t.Logf("at most %d at once", most)
}

// TestClosed checks that code that was closed is not run.
func TestClosed(t *testing.T) { onMachine(t, closed) }

func closed(t *testing.T, e vm.Executor) {
	p := vmtest.COBA()
	c, err := e.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	k, err := c.Bind(vmtest.COBAData(p, 16))
	if err != nil {
		t.Fatal(err)
	}
	s := k.NewScratch(16)
	other, _ := c.Bind(vmtest.COBAData(p, 16))
	for name, run := range map[string]func(){
		"foreign": func() { other.Run(s, 0, 16) },
		"closed":  func() { c.(io.Closer).Close(); k.Run(s, 0, 16) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			run()
		}()
	}
}

// TestCollectorAndProfiler runs machine code in several goroutines while the
// collector never rests, stacks grow, and a profile is taken. Signals for
// preemption and for the profile then arrive within machine code all the time.
func TestCollectorAndProfiler(t *testing.T) { onMachine(t, collectorAndProfiler) }

func collectorAndProfiler(t *testing.T, e vm.Executor) {
	defer debug.SetGCPercent(debug.SetGCPercent(1))
	var profile bytes.Buffer
	if err := pprof.StartCPUProfile(&profile); err == nil {
		defer pprof.StopCPUProfile()
	}
	stop := make(chan struct{})
	var background sync.WaitGroup
	background.Go(func() {
		var keep [][]byte
		for {
			select {
			case <-stop:
				return
			default:
				keep = append(keep[max(0, len(keep)-10):], make([]byte, 1000))
				runtime.GC()
			}
		}
	})
	p := vmtest.COBA()
	const n, steps = 20_000, 100
	want := vmtest.COBAData(p, n)
	ws := &vm.Scratch{Events: make([][]int32, 1)}
	k, _ := mustCompile(t, vm.Portable(), p).Bind(want)
	ps := k.NewScratch(n * steps)
	for range steps {
		k.Run(ps, 0, n)
	}
	ws.Events = ps.Events
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for begin := time.Now(); time.Since(begin) < time.Second; {
				got := vmtest.COBAData(p, n)
				k, err := mustCompile(t, e, p).Bind(got)
				if err != nil {
					t.Error(err)
					return
				}
				s := k.NewScratch(16)
				for step := range steps {
					deep(step*10, func() { k.Run(s, 0, n) })
				}
				if !slices.Equal(s.Events[0], ws.Events[0]) || !slices.Equal(got.Arrays[0].F64, want.Arrays[0].F64) {
					t.Error("differs from the portable executor")
				}
			}
		})
	}
	wg.Wait()
	close(stop)
	background.Wait()
}

// deep calls f below n frames, so that the stack has to grow.
func deep(n int, f func()) int {
	var pad [64]int
	if n == 0 {
		f()
		return len(pad)
	}
	pad[n%64] = n
	return deep(n-1, f) + pad[n%64]
}

func mustCompile(t *testing.T, e vm.Executor, p *vm.Program) vm.Code {
	c, err := e.Compile(p)
	if err != nil {
		t.Error(err)
	}
	return c
}

// TestRunAllocates checks that Run does not.
func TestRunAllocates(t *testing.T) { onMachine(t, runAllocates) }

func runAllocates(t *testing.T, e vm.Executor) {
	p := vmtest.COBA()
	k, err := mustCompile(t, e, p).Bind(vmtest.COBAData(p, 1000))
	if err != nil {
		t.Fatal(err)
	}
	s := k.NewScratch(1000)
	if n := testing.AllocsPerRun(20, func() {
		k.Run(s, 0, 1000)
		s.Events[0] = s.Events[0][:0]
	}); n != 0 {
		t.Errorf("%v allocations a run", n)
	}
}

// TestRefused has a system that gives no executable memory.
func TestRefused(t *testing.T) {
	refuse := func([]byte) ([]byte, error) { return nil, errors.ErrUnsupported }
	p := vmtest.COBA()
	if _, err := (executor{avx2, false, refuse}).Compile(p); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("error %v", err)
	}
	c, err := executor{avx2, true, refuse}.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	if c.Size() != 0 {
		t.Error("not the portable executor")
	}
	if err := selfTest(executor{avx2, true, refuse}); err != nil {
		t.Error(err)
	}
	if err := selfTest(executor{avx2, false, refuse}); err == nil {
		t.Error("the self test passes without executable memory")
	}
}
