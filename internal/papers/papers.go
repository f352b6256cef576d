// Package papers knows the publications of the models of the library. What a
// model is from is said in one place, the paragraph "Reference:" of its doc
// comment; models.go, the table of it that programs have, is made from those
// paragraphs by the tests of the documentation:
//
//	go test ./docs -run References -generate
package papers

import (
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
)

// paper is a publication, and how doc comments cite it if that is not by volume,
// page and year, "117, 500 (1952)".
type paper struct {
	golgi.Reference
	cited string
}

// citation returns what doc comments cite the publication by.
func (p paper) citation() string {
	if p.cited != "" {
		return p.cited
	}
	page, _, _ := strings.Cut(p.Pages, "-")
	return fmt.Sprintf(" %s, %s (%s)", p.Volume, page, p.Year)
}

// number is the number of an issue, "8(10)", which some citations have.
var number = regexp.MustCompile(`(\d+)\(\d+\)`)

// Cited returns the keys of the publications that a text cites, in their order
// there.
func Cited(text string) []string {
	text = number.ReplaceAllString(text, "$1")
	type at struct {
		key   string
		place int
	}
	var found []at
	for _, p := range bibliography {
		if k := strings.Index(text, p.citation()); k >= 0 {
			found = append(found, at{p.Key, k})
		}
	}
	slices.SortFunc(found, func(a, b at) int { return a.place - b.place })
	var keys []string
	for _, f := range found {
		keys = append(keys, f.key)
	}
	return keys
}

// Keys returns the keys of all publications.
func Keys() []string {
	var keys []string
	for _, p := range bibliography {
		keys = append(keys, p.Key)
	}
	return keys
}

// Of returns the publications of a model or a part of the library, given as a
// value or a pointer; of another none.
func Of(v any) []golgi.Reference {
	t := reflect.TypeOf(v)
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || !strings.HasPrefix(t.PkgPath(), library) {
		return nil
	}
	var list []golgi.Reference
	for _, key := range models[path.Base(t.PkgPath())+"."+t.Name()] {
		k := slices.IndexFunc(bibliography, func(p paper) bool { return p.Key == key })
		list = append(list, bibliography[k].Reference)
	}
	return list
}

// library is the path of the module.
var library = reflect.TypeFor[golgi.Sim]().PkgPath() + "/"
