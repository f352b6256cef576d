package conn

import (
	"fmt"

	"github.com/golgi-sim/golgi/internal/memory"
)

// Fits reports whether there is memory for connections, or what belongs to
// them, of that many bytes. what is the thing, as in "a mask". Where the free
// memory is not known everything fits that Go can address.
func Fits(what string, size float64) error {
	if err := memory.Fits(what, size, memory.Free()); err != nil {
		return fmt.Errorf("%w; make it smaller or sparser, or use a just-in-time layer such as dnn.EventJitFPHomoLinear, which stores no connections", err)
	}
	return nil
}

// fitsCSR reports whether there is memory for a structure, while it is made,
// with that many synapses expected. bytes is what each takes.
func fitsCSR(rule string, e Ends, synapses float64, bytes int) error {
	what := fmt.Sprintf("%s from %d to %d elements, about %.4g connections,", rule, e.Pre, e.Post, synapses)
	return Fits(what, synapses*float64(bytes)+8*float64(e.Pre+1))
}
