// Package placeless takes the lines of the user's program out of messages, for
// tests that compare messages whole.
package placeless

import "regexp"

var places = regexp.MustCompile(`(?m) \((built at )?\w+\.go:\d+\)|^(built at )?\w+\.go:\d+: `)

// Text returns a text without places such as " (net.go:34)".
func Text(text string) string { return places.ReplaceAllString(text, "") }

// Error returns an error without places in its text; nil for nil.
func Error(err error) error {
	if err == nil {
		return nil
	}
	return placeless{err}
}

type placeless struct{ error }

func (p placeless) Error() string { return Text(p.error.Error()) }

func (p placeless) Unwrap() error { return p.error }
