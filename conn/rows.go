package conn

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/golgi-sim/golgi/internal/memory"
)

// chunk is how many rows a goroutine takes at a time.
const chunk = 256

// parallel calls f for ranges that cover 0 to n-1, on all processors.
func parallel(n int, f func(lo, hi int)) {
	workers := min(runtime.GOMAXPROCS(0), (n+chunk-1)/chunk)
	if workers < 2 {
		f(0, n)
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				lo := int(next.Add(chunk)) - chunk
				if lo >= n {
					return
				}
				f(lo, min(lo+chunk, n))
			}
		})
	}
	wg.Wait()
}

// filled makes a structure whose row i has count(i) columns, which fill writes,
// ascending.
func filled(e Ends, count func(i int) int, fill func(i int, row []int32)) *Structure {
	s := &Structure{Pre: e.Pre, Post: e.Post, Rows: make([]int, e.Pre+1)}
	for i := range e.Pre {
		s.Rows[i+1] = s.Rows[i] + count(i)
	}
	s.Cols = memory.Make[int32](s.Rows[e.Pre])
	parallel(e.Pre, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			fill(i, s.Row(i))
		}
	})
	return s
}

// drawn makes a structure whose row i is what draw appends. Every row is drawn
// twice, to know its length and to write it, so that no memory is needed
// besides the structure.
func drawn(e Ends, draw func(i int, row []int32) []int32) *Structure {
	s := &Structure{Pre: e.Pre, Post: e.Post, Rows: make([]int, e.Pre+1)}
	eachRow := func(f func(i int, row []int32)) {
		parallel(e.Pre, func(lo, hi int) {
			var row []int32
			for i := lo; i < hi; i++ {
				row = draw(i, row[:0])
				f(i, row)
			}
		})
	}
	eachRow(func(i int, row []int32) { s.Rows[i+1] = len(row) })
	for i := range e.Pre {
		s.Rows[i+1] += s.Rows[i]
	}
	s.Cols = memory.Make[int32](s.Rows[e.Pre])
	eachRow(func(i int, row []int32) { copy(s.Row(i), row) })
	return s
}
