package golgi

import (
	"fmt"
	"strings"
)

// Explainer is implemented by parts that can say what they have become.
type Explainer interface{ Explain() string }

// Explain returns the network in words: every part with its path and kind, and
// of groups every stage of the compilation, from the equations to the program.
func (s *Sim) Explain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "dt = %v ms, seed %d, %d worker(s), executor %s\n", s.dt, s.seed, s.Threads(), s.Executor())
	for _, p := range s.parts {
		fmt.Fprintf(&b, "\n%s (%s)\n", name(p.identity().path), strings.TrimPrefix(fmt.Sprintf("%T", p), "*"))
		if e, ok := p.(Explainer); ok {
			b.WriteString(e.Explain())
		}
	}
	return b.String()
}
