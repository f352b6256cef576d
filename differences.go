package golgi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// mostErrors are listed of a file that is of another network altogether.
const mostErrors = 12

// another is the error of a file of another network; nil if nothing is wrong.
func another(errs BuildErrors) error {
	if len(errs) == 0 {
		return nil
	}
	if n := len(errs) - mostErrors; n > 1 {
		errs = append(errs[:mostErrors:mostErrors], &BuildError{Path: "", Err: fmt.Errorf("and %d more differences", n)})
	}
	return fmt.Errorf("cannot be loaded into this network:\n%w", differences(errs))
}

// differences are BuildErrors without their headline.
type differences BuildErrors

func (d differences) Error() string {
	lines := make([]string, len(d))
	for k, e := range d {
		lines[k] = e.Error()
	}
	return strings.Join(lines, "\n")
}

func (d differences) Unwrap() error { return BuildErrors(d) }

// difference is what identifies a part and is not what it was.
type difference struct{ name, was, is string }

// Error says what was and what is: all of it if it is short, else the first line
// that differs.
func (d *difference) Error() string {
	const short = 100
	name, was, is := d.name, d.was, d.is
	if !strings.Contains(was+is, "\n") && len(was)+len(is) < 2*short {
		return fmt.Sprintf("%s is %s here, and was %s when the file was saved", name, quoted(is), quoted(was))
	}
	olds, news := strings.Split(was, "\n"), strings.Split(is, "\n")
	k := 0
	for k < len(olds) && k < len(news) && olds[k] == news[k] {
		k++
	}
	same := 0 // runes at the beginning of the line
	if k < len(olds) && k < len(news) {
		a, b := []rune(olds[k]), []rune(news[k])
		for same < len(a) && same < len(b) && a[same] == b[same] {
			same++
		}
	}
	line := func(lines []string) string {
		if k >= len(lines) {
			return "no line"
		}
		l, before, after := []rune(lines[k]), "", ""
		if from := same - short/2; len(l) > short && from > 0 {
			l, before = l[from:], "…"
		}
		if len(l) > short {
			l, after = l[:short], "…"
		}
		return quoted(before + string(l) + after)
	}
	return fmt.Sprintf("%s differs: in line %d it has %s here, and had %s when the file was saved", name, k+1, line(news), line(olds))
}

func quoted(s string) string {
	if s == "" {
		return "empty"
	}
	return s
}

// resized is what has another number of elements.
type resized struct {
	name    string
	was, is int
}

// Error says how many there are and were.
func (r *resized) Error() string {
	return fmt.Sprintf("%s has %d elements here, and had %d when the file was saved", r.name, r.is, r.was)
}

// causes leaves out differences that are consequences: of a part that is another
// itself, references to another range of it, and arrays that have its size.
func causes(errs BuildErrors) BuildErrors {
	refers := func(e *BuildError) (path string, ok bool) {
		var d *difference
		if !errors.As(e.Err, &d) {
			return "", false
		}
		is, a := beforeRange(d.is)
		was, b := beforeRange(d.was)
		return is, a && b && is == was
	}
	others, sizes := map[string]bool{}, map[[2]string]bool{}
	for _, e := range errs {
		var d *difference
		if _, ok := refers(e); !ok && errors.As(e.Err, &d) {
			others[e.Path], sizes[[2]string{d.was, d.is}] = true, true
		}
	}
	// What a part is comes before what follows from it.
	slices.SortStableFunc(errs, func(a, b *BuildError) int {
		var d *difference
		switch x, y := errors.As(a.Err, &d), errors.As(b.Err, &d); {
		case x && !y:
			return -1
		case y && !x:
			return 1
		}
		return 0
	})
	return slices.DeleteFunc(errs, func(e *BuildError) bool {
		path, ok := refers(e)
		part, _, _ := strings.Cut(path, ".spike")
		var r *resized
		return ok && others[part] || errors.As(e.Err, &r) && sizes[[2]string{fmt.Sprint(r.was), fmt.Sprint(r.is)}]
	})
}

// beforeRange returns N of N[0:4].
func beforeRange(text string) (string, bool) {
	at := strings.LastIndexByte(text, '[')
	if at < 0 || !strings.HasSuffix(text, "]") || !strings.Contains(text[at:], ":") {
		return "", false
	}
	return text[:at], true
}
