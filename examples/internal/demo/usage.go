package demo

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/golgi-sim/golgi/internal/suggest"
)

// usageError is a mistake in the flags: one that is not there, or a value that
// it cannot have.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// parse reads the command line. The usage is printed only for those who ask for
// it: among all flags a mistake would be lost.
func parse(set *flag.FlagSet, args []string) error {
	set.Usage = func() {}
	set.SetOutput(io.Discard)
	err := set.Parse(args)
	set.SetOutput(os.Stderr)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(os.Stderr, "Usage of %s:\n", set.Name())
		set.PrintDefaults()
		return err
	}
	text := err.Error()
	if name, unknown := strings.CutPrefix(text, "flag provided but not defined: -"); unknown {
		return usageError{fmt.Sprintf("-%s: there is no such flag; %s-h lists all", name, nearFlag(set, name))}
	}
	return usageError{text + "; -h lists all"}
}

// nearFlag suggests the flags that a misspelt one may have been meant for.
func nearFlag(set *flag.FlagSet, name string) string {
	var names []string
	set.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	near := suggest.Nearest(name, names, 3)
	if len(near) == 0 {
		return ""
	}
	return "did you mean -" + strings.Join(near, " or -") + "? "
}
