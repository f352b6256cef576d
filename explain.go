package golgi

import (
	"fmt"
	"strings"
)

// Explainer is implemented by parts that can say what they have become.
type Explainer interface{ Explain() string }

// Explain returns the network in words: the overview that Graph gives, then
// every part with its path and kind, and of groups every stage of the
// compilation, from the equations to the program. The overview alone is
//
//	fmt.Print(sim.Graph())
func (s *Sim) Explain() string {
	var b strings.Builder
	b.WriteString(s.Graph().String())
	for _, p := range s.parts {
		e, ok := p.(Explainer)
		if !ok {
			continue
		}
		if text := e.Explain(); text != "" {
			fmt.Fprintf(&b, "\n%s (%s)\n%s", name(p.identity().path), kindOf(p), text)
		}
	}
	return b.String()
}
