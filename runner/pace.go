package runner

import "time"

// pace tells when to look after something that goes by the clock, though a step
// may take 100 ns or a second: the number of steps between two looks adapts.
type pace struct {
	next   int64 // step at which to look at the clock again
	stride int64
	looked time.Time
	seen   time.Time // when it was due last
}

const (
	// Times between two looks at the clock.
	soonest = 50 * time.Millisecond
	latest  = 200 * time.Millisecond
)

func newPace(step int64) pace {
	now := time.Now()
	return pace{next: step, stride: 1, looked: now, seen: now}
}

// due reports whether that much time has passed since it was due last.
func (p *pace) due(step int64, period time.Duration) bool {
	if step < p.next {
		return false
	}
	now := time.Now()
	switch passed := now.Sub(p.looked); {
	case passed < soonest:
		p.stride *= 2
	case passed > latest:
		p.stride = max(1, p.stride/2)
	}
	p.next, p.looked = step+p.stride, now
	if now.Sub(p.seen) < period {
		return false
	}
	p.seen = now
	return true
}
