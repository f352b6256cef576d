package team

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// sum adds to out what each worker finds in its own range of in.
type sum struct {
	bounds  []int
	in, out []float64
}

func (s *sum) Work(worker int) {
	for i := s.bounds[worker]; i < s.bounds[worker+1]; i++ {
		s.out[i] += s.in[i]
	}
}

// work is a Task made of a function.
type work func(worker int)

func (w work) Work(worker int) { w(worker) }

// passes runs n passes in which every element must be written once each,
// with plain memory accesses: under the race detector a missing edge of the
// barrier shows. Between passes the caller reads what the workers wrote.
func passes(t *testing.T, tm *Team, n int) {
	t.Helper()
	const size = 1000
	s := &sum{Split(size, tm.Size(), 8), make([]float64, size), make([]float64, size)}
	want := 0.0
	for pass := range n {
		x := float64(pass % 17)
		for i := range s.in {
			s.in[i] = x
		}
		want += x
		tm.Do(s)
		for i, got := range s.out {
			if got != want {
				t.Fatalf("pass %d: element %d is %g, want %g", pass, i, got, want)
			}
		}
	}
}

func TestDo(t *testing.T) {
	for _, threads := range []int{1, 2, 3, 8, 33} {
		t.Run(fmt.Sprint(threads), func(t *testing.T) {
			tm := New(threads)
			if tm.Size() != threads {
				t.Fatalf("size %d", tm.Size())
			}
			passes(t, tm, 10) // not started: the caller alone
			for range 3 {
				tm.Start()
				passes(t, tm, 200)
				tm.Stop()
			}
			passes(t, tm, 10)
		})
	}
	if got, want := New(0).Size(), runtime.GOMAXPROCS(0); got != want {
		t.Errorf("New(0) has size %d, want %d", got, want)
	}
}

// Workers that have parked must wake up, and the caller too.
func TestParked(t *testing.T) {
	tm := New(3)
	tm.Start()
	defer tm.Stop()
	var done [3]int
	for pass := range 20 {
		for k := 1; k < 3; k++ {
			for !tm.gates[k].parked.Load() {
				time.Sleep(100 * time.Microsecond)
			}
		}
		tm.Do(work(func(k int) {
			if k == pass%3 {
				time.Sleep(2 * time.Millisecond)
			}
			done[k]++
		}))
		if want := pass + 1; done != [3]int{want, want, want} {
			t.Fatalf("pass %d: %v", pass, done)
		}
	}
}

// An open that comes late, when its wait has ended and the next has begun,
// must not end that one.
func TestLateOpen(t *testing.T) {
	var word atomic.Uint32
	g := gate{wake: make(chan struct{}, 1)}
	over := make(chan bool)
	go func() {
		g.wait(&word, 1, true, 0)
		over <- true
	}()
	for range 100 {
		for !g.parked.Load() {
			runtime.Gosched()
		}
		g.open()
	}
	select {
	case <-over:
		t.Fatal("wait returned before the word was right")
	case <-time.After(5 * time.Millisecond):
	}
	word.Store(1)
	g.open()
	<-over
}

// However passes, ends and beginnings meet with workers that are late, every
// part is done once.
func TestLateWorkers(t *testing.T) {
	tm := New(5)
	var done [5]int
	task := work(func(k int) { done[k]++ })
	want := 0
	for range 3000 {
		tm.Start()
		for range 3 {
			tm.Do(task)
			want++
		}
		tm.Stop()
		if done != [5]int{want, want, want, want, want} {
			t.Fatalf("%v, want %d of each", done, want)
		}
	}
}

// Many empty passes with more workers than processors: all ways in which
// spinning, parking and waking can meet.
func TestManyPasses(t *testing.T) {
	tm := New(4)
	tm.Start()
	defer tm.Stop()
	var done [4]int
	task := work(func(k int) { done[k]++ })
	for pass := range 30000 {
		tm.Do(task)
		if want := pass + 1; done != [4]int{want, want, want, want} {
			t.Fatalf("pass %d: %v", pass, done)
		}
	}
}

func TestOneProcessor(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	tm := New(4)
	tm.Start()
	if tm.spin != 0 {
		t.Error("spins on one processor")
	}
	start := time.Now()
	passes(t, tm, 500)
	tm.Stop()
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("500 passes took %v: workers starve each other", d)
	}
}

// Teams are independent of each other, also when there are many of them.
func TestConcurrentTeams(t *testing.T) {
	var wg sync.WaitGroup
	for k := range 6 {
		wg.Go(func() {
			tm := New(1 + k%3)
			tm.Start()
			defer tm.Stop()
			passes(t, tm, 100)
		})
	}
	wg.Wait()
}

// A team within the part of another team is allowed.
func TestTeamWithinTeam(t *testing.T) {
	tm := New(2)
	tm.Start()
	defer tm.Stop()
	tm.Do(work(func(int) {
		inner := New(2)
		inner.Start()
		defer inner.Stop()
		passes(t, inner, 20)
	}))
}

func caught(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

func TestPanic(t *testing.T) {
	boom := errors.New("boom")
	for _, started := range []bool{false, true} {
		tm := New(4)
		if started {
			tm.Start()
		}
		for first := range 4 {
			var ran [4]bool
			value := caught(func() {
				tm.Do(work(func(k int) {
					ran[k] = true
					if k >= first {
						panic(fmt.Errorf("in %d: %w", k, boom))
					}
				}))
			})
			p, ok := value.(*Panic)
			if !ok {
				t.Fatalf("Do panicked with %v", value)
			}
			if p.Worker != first || !errors.Is(p, boom) {
				t.Errorf("started %v, first %d: got worker %d, %v", started, first, p.Worker, p.Value)
			}
			if !strings.Contains(p.Error(), "TestPanic") {
				t.Errorf("the stack does not lead to the Work:\n%s", p.Error())
			}
			if ran != [4]bool{true, true, true, true} {
				t.Errorf("parts that ran: %v", ran)
			}
			passes(t, tm, 10)
		}
		if (&Panic{Value: "no error"}).Unwrap() != nil {
			t.Error("Unwrap of a string")
		}
		tm.Stop()
	}
}

func TestGoexit(t *testing.T) {
	tm := New(3)
	tm.Start()
	for _, who := range []int{0, 1, 2} {
		over := make(chan any)
		go func() {
			// Goexit of worker 0 ends this goroutine, after the barrier.
			defer func() { over <- recover() }()
			tm.Do(work(func(k int) {
				if k == who {
					runtime.Goexit()
				}
				time.Sleep(time.Millisecond)
			}))
		}()
		p, _ := (<-over).(*Panic)
		if who == 0 && p != nil || who > 0 && (p == nil || p.Worker != who) {
			t.Errorf("Goexit of worker %d: %v", who, p)
		}
		passes(t, tm, 10)
	}
	tm.Stop()
}

func TestMisuse(t *testing.T) {
	for _, threads := range []int{1, 3} {
		tm := New(threads)
		tm.Start()
		for name, f := range map[string]func(){
			"Do":    func() { tm.Do(work(func(int) {})) },
			"Start": tm.Start,
			"Stop":  tm.Stop,
		} {
			value := caught(func() { tm.Do(work(func(int) { f() })) })
			if p, ok := value.(*Panic); !ok || !strings.Contains(p.Error(), "within a Work") {
				t.Errorf("%d threads: %s within Work: %v", threads, name, value)
			}
		}
		if v := caught(tm.Start); v != "team: Start of a team that is started" {
			t.Errorf("second Start: %v", v)
		}
		passes(t, tm, 10)
		tm.Stop()
		tm.Stop()
	}
}

func TestStopLeavesNothing(t *testing.T) {
	rounds := 10000
	if testing.Short() {
		rounds = 500
	}
	before := runtime.NumGoroutine()
	var count [3]int
	task := work(func(k int) { count[k]++ })
	for range rounds {
		tm := New(3)
		tm.Start()
		tm.Do(task)
		tm.Stop()
	}
	if count != [3]int{rounds, rounds, rounds} {
		t.Errorf("parts done: %v", count)
	}
	// A goroutine counts until it has left its last function, a moment after
	// Stop has seen it end.
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestDoAllocatesNothing(t *testing.T) {
	for _, threads := range []int{1, 2, 4} {
		tm := New(threads)
		tm.Start()
		var task Task = &sum{make([]int, threads+1), nil, nil}
		if n := testing.AllocsPerRun(100, func() { tm.Do(task) }); n != 0 {
			t.Errorf("%d threads: %g allocations", threads, n)
		}
		tm.Stop()
	}
}

func BenchmarkDo(b *testing.B) {
	for _, threads := range []int{1, 2, 4} {
		b.Run(fmt.Sprint("threads=", threads), func(b *testing.B) {
			tm := New(threads)
			tm.Start()
			defer tm.Stop()
			var task Task = &sum{make([]int, threads+1), nil, nil}
			b.ReportAllocs()
			for b.Loop() {
				tm.Do(task)
			}
		})
	}
}
