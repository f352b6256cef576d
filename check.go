package golgi

import (
	"slices"
	"strings"
)

// A Checker checks what refers to a network by paths and handles, as a runner
// does, and reports the paths that it cannot use. When the network has mistakes
// of its own, built is false: parts have their names, and quantities no values.
type Checker func(s *Sim, built bool, report func(path string, err error))

// Check is an option of Build for a Checker, called once at its end: mistakes
// are reported together with those of the network. Paths in a part that has no
// names because of a mistake of its own are not reported. An error that has a
// method Where() string says by it in which line of a program it was made.
func Check(f Checker) Option {
	return func(c *config) {
		if f != nil {
			c.checks = append(c.checks, f)
		}
	}
}

// refer calls the checkers.
func (b *builder) refer(checks []Checker) {
	built := len(b.errs) == 0
	for _, check := range checks {
		check(b.sim, built, func(path string, err error) {
			if b.nameless(path) {
				return
			}
			where := ""
			if at, ok := err.(interface{ Where() string }); ok {
				where = at.Where()
			}
			b.errs = append(b.errs, b.mistake(path, where, err))
		})
	}
}

// nameless reports whether a path is in a part that is broken and did not come
// to name its quantities.
func (b *builder) nameless(path string) bool {
	if path == "" {
		return false
	}
	in := func(name, part string) bool {
		return part == "" || name == part || strings.HasPrefix(name, part+".")
	}
	for id := range b.broken {
		named := slices.ContainsFunc(b.sim.Names(), func(name string) bool { return in(name, id.path) })
		if in(path, id.path) && !named {
			return true
		}
	}
	return false
}
