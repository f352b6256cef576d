package golgi

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
)

// Place is where in a program something was made. It is cheap to take; the zero
// Place is nowhere.
type Place struct{ stack [8]uintptr }

// Here returns the place of the innermost call on the stack that is not in a
// package of this library: the line of the user's program in which a constructor
// of the library was called.
func Here() Place {
	var p Place
	runtime.Callers(3, p.stack[:]) // not Callers, Here and the constructor
	return p
}

// String returns the file, without its folder, and the line, as in "net.go:34";
// "" if they are not known.
func (p Place) String() string {
	n := 0
	for n < len(p.stack) && p.stack[n] != 0 {
		n++
	}
	if n == 0 {
		return ""
	}
	frames := runtime.CallersFrames(p.stack[:n])
	for {
		f, more := frames.Next()
		if f.File != "" && !ofLibrary(f) {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		if !more {
			return ""
		}
	}
}

// module is the path of this module, which is that of this package.
var module = reflect.TypeFor[Place]().PkgPath()

// ofLibrary reports whether a function is one of the library's: of the module,
// and neither a test nor one of its networks and programs, which use the library
// as others do.
func ofLibrary(f runtime.Frame) bool {
	rest, ok := strings.CutPrefix(f.Function, module)
	if !ok || rest == "" || rest[0] != '.' && rest[0] != '/' {
		return strings.HasPrefix(f.Function, "reflect.") || strings.HasPrefix(f.Function, "runtime.")
	}
	example := strings.HasPrefix(rest, "/examples/") && !strings.HasPrefix(rest, "/examples/internal/")
	return !example && !strings.HasPrefix(rest, "/bench.") && !strings.HasSuffix(f.File, "_test.go")
}

// NewBase returns a Base that remembers the Place of the caller's caller, for
// constructors: messages about the part then name the line of the program in
// which the constructor was called. The zero Base works as well, without.
func NewBase() Base { return Base{made: Here()} }

// Where returns the file and the line where the part was made, as in
// "net.go:34"; "" for one that was made without a constructor.
func (b *Base) Where() string { return b.made.String() }

// named puts the path of a part, and where it was made, before a text.
func named(path, where, text string) string {
	switch {
	case path == "" && where == "":
		return text
	case path == "":
		return where + ": " + text
	case where == "":
		return path + ": " + text
	}
	return path + " (" + where + "): " + text
}
