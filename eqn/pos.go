package eqn

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Pos is a place in a text: line and column, both from 1; a column is one
// character, whatever its number of bytes. The zero Pos means "nowhere".
type Pos struct {
	Line, Col int
}

// String returns "line:column", or "-" for the zero Pos.
func (p Pos) String() string {
	if p == (Pos{}) {
		return "-"
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Col)
}

// Error is one mistake in a text of the language. Msg says what was found,
// what was expected and what to do.
type Error struct {
	Pos  Pos
	Msg  string
	Line string // the line of the text that Pos points into, as it was written
}

// NewError returns an error at a place of text, with the line it points into.
// The stages after parsing use it too, so that every mistake in an equation
// looks the same.
func NewError(text string, at Pos, format string, args ...any) *Error {
	return &Error{Pos: at, Msg: fmt.Sprintf(format, args...), Line: lineOf(text, at.Line)}
}

// Error returns "line:column: message", followed by the line and a caret under
// the place where there is one.
func (e *Error) Error() string {
	msg := e.Pos.String() + ": " + e.Msg
	if line, caret := excerpt(e.Line, e.Pos.Col); line != "" {
		return msg + "\n    " + line + "\n    " + strings.Repeat(" ", caret) + "^"
	}
	return msg
}

// ErrorList is all the mistakes found in one text, in the order of the text.
type ErrorList []*Error

// Error returns the errors one below the other.
func (l ErrorList) Error() string {
	texts := make([]string, len(l))
	for i, e := range l {
		texts[i] = e.Error()
	}
	return strings.Join(texts, "\n")
}

// Unwrap gives errors.Is and errors.As every error of the list.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// orNil returns the list as an error, nil when it is empty: an empty ErrorList
// in an error would not be nil.
func (l ErrorList) orNil() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// lineOf returns line n of text, counted from 1, without its line end.
func lineOf(text string, n int) string {
	if n < 1 {
		return ""
	}
	for ; n > 1; n-- {
		_, rest, found := strings.Cut(text, "\n")
		if !found {
			return ""
		}
		text = rest
	}
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSuffix(line, "\r")
}

// excerptWidth is how much of a line an excerpt shows at most.
const excerptWidth = 100

// excerpt returns what to show of a line for a place in column col, and the
// index of that place in it. Indentation is left out, a long line is cut on
// both sides, and what would not take up one cell of a terminal is replaced.
func excerpt(line string, col int) (shown string, caret int) {
	cells := []rune(line)
	caret = min(max(col-1, 0), len(cells))
	for caret > 0 && unicode.IsSpace(cells[0]) {
		cells, caret = cells[1:], caret-1
	}
	from := min(max(caret-excerptWidth/2, 0), max(len(cells)-excerptWidth, 0))
	to := min(from+excerptWidth, len(cells))
	window := cells[from:to]
	for i, r := range window {
		switch {
		case unicode.IsSpace(r):
			window[i] = ' '
		case !unicode.IsPrint(r):
			window[i] = unicode.ReplacementChar
		}
	}
	if from > 0 {
		window[0] = '…'
	}
	if to < len(cells) {
		window[len(window)-1] = '…'
	}
	return strings.TrimRight(string(window), " "), caret - from
}

// quote puts s in quotation marks for a message, cut when it is long.
func quote(s string) string {
	return strconv.Quote(shorten(s))
}
