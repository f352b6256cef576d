package team

import (
	"fmt"
	"runtime/debug"
)

// A Panic is what Do panics with when a Work has panicked.
type Panic struct {
	Worker int
	Value  any    // what Work panicked with
	Stack  []byte // of the goroutine that panicked
}

// Error returns the value and the stack of the original panic.
func (p *Panic) Error() string {
	return fmt.Sprintf("team: panic in Work(%d): %v\n\n%s", p.Worker, p.Value, p.Stack)
}

// Unwrap returns the value if it is an error, else nil.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// part does the part of worker k and keeps a panic.
func (t *Team) part(k int) {
	defer func() {
		if v := recover(); v != nil {
			t.fail(k, v)
		}
	}()
	t.task.Work(k)
}

func (t *Team) fail(k int, value any) {
	t.panics[k] = &Panic{k, value, debug.Stack()}
	t.failed.Store(true)
}

// rethrow panics with the failure of the lowest worker and forgets all.
func (t *Team) rethrow() {
	var first *Panic
	for _, p := range t.panics {
		if first == nil {
			first = p
		}
	}
	clear(t.panics)
	t.failed.Store(false)
	panic(first)
}
