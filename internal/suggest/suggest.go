// Package suggest finds the names that a misspelt name may have been meant for.
package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns up to limit of the names among, the nearest to name first and
// equally near ones in alphabetical order. Upper and lower case are the same
// unless nothing else makes a difference. How many edits still count as near grows with the length of the
// names: none for one character, one up to four, and four at most.
func Nearest(name string, among []string, limit int) []string {
	type candidate struct {
		name            string
		distance, exact int // without and with regard to case
	}
	var near []candidate
	length := utf8.RuneCountInString(name)
	for _, other := range among {
		n := utf8.RuneCountInString(other)
		cutoff := min((max(length, n)+1)/3, 4)
		if n-length > cutoff || length-n > cutoff {
			continue
		}
		if d := Distance(strings.ToLower(name), strings.ToLower(other)); d <= cutoff {
			near = append(near, candidate{other, d, Distance(name, other)})
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.exact, b.exact), cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, c := range slices.Compact(near) {
		if len(names) < limit {
			names = append(names, c.name)
		}
	}
	return names
}

// fewNames is how many valid names a hint lists when none of them is near.
const fewNames = 12

// Hint returns what to add to a message about an unknown name: the nearest of
// the valid names, as `; did you mean "V_th"?`, or all of them when none is
// near and they are few, or nothing.
func Hint(name string, among []string) string {
	switch near := Nearest(name, among, 3); len(near) {
	case 0:
	case 1:
		return fmt.Sprintf("; did you mean %q?", near[0])
	case 2:
		return fmt.Sprintf("; did you mean %q or %q?", near[0], near[1])
	default:
		return fmt.Sprintf("; did you mean %q, %q or %q?", near[0], near[1], near[2])
	}
	if len(among) == 0 || len(among) > fewNames {
		return ""
	}
	return "; the names are " + strings.Join(slices.Compact(slices.Sorted(slices.Values(among))), ", ")
}

// Distance returns the Damerau–Levenshtein distance of a and b: how many
// characters must be put in, left out, replaced or swapped with their neighbour
// to make one the other, no place being edited twice.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	// Row i holds the distances of x[:i] to every y[:j]; a swap looks back two rows.
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(y); j++ {
			replace := last[j-1]
			if x[i-1] != y[j-1] {
				replace++
			}
			row[j] = min(replace, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(y)]
}
