package golgi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Reference is a publication: the fields of a BibTeX entry, in plain text.
type Reference struct {
	Key       string // of the entry, as in "hodgkin1952"
	Type      string // "article", "book", "incollection", "inproceedings", "misc"
	Author    string // "Hodgkin, A. L. and Huxley, A. F."
	Title     string
	Journal   string
	BookTitle string // of what a chapter is in
	Editor    string
	Publisher string
	Volume    string
	Number    string
	Pages     string // "500-544"
	Year      string
	DOI       string // "10.1113/jphysiol.1952.sp004764"
	URL       string
	Note      string
}

// Citer is implemented by what has publications to cite: a model, a part, a
// network. The models of the library have theirs without it.
type Citer interface{ References() []Reference }

// References are publications, each once.
type References []Reference

// References returns the publications of what is in the network: of the network
// and its parts, as far as they are Citers, of the models of groups, synapses,
// outputs, channels and ions, and Golgi itself. They are in the order of their
// authors.
func (s *Sim) References() References {
	all := References{golgiItself()}
	add := func(v any) {
		if c, ok := v.(Citer); ok {
			all = append(all, c.References()...)
		}
	}
	add(s.root)
	for _, p := range s.parts {
		if any(p) != any(s.root) {
			add(p)
		}
	}
	return all.distinct()
}

// distinct returns the publications, each once, in their order. Keys that two
// have are made two.
func (r References) distinct() References {
	var all References
	keys, seen := map[string]bool{}, map[Reference]bool{}
	for _, one := range r {
		w := one.work()
		if seen[w] {
			continue
		}
		seen[w] = true
		key := cleanKey(one)
		for suffix := 'a'; keys[key]; suffix++ {
			key = cleanKey(one) + string(suffix)
		}
		keys[key], one.Key = true, key
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b Reference) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Author), strings.ToLower(b.Author)), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Title, b.Title))
	})
	return all
}

// work is the same for references to one publication: its DOI, or else all that
// is said of it.
func (r Reference) work() Reference {
	if r.DOI != "" {
		return Reference{DOI: strings.ToLower(r.DOI)}
	}
	r.Key = ""
	return r
}

// cleanKey returns the key with what BibTeX does not take in one left out.
func cleanKey(r Reference) string {
	key := strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune(":-_.", c) {
			return c
		}
		return -1
	}, r.Key)
	return cmp.Or(key, "reference")
}

// Text returns the publications as a list, one a line.
func (r References) Text() string {
	var b strings.Builder
	for _, one := range r {
		b.WriteString(one.Text() + "\n")
	}
	return b.String()
}

// String returns Text.
func (r References) String() string { return r.Text() }

// Text returns the publication in one line.
func (r Reference) Text() string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if r.Author != "" {
		add("%s", names(r.Author))
	}
	if r.Title != "" {
		add("%s", r.Title)
	}
	volume := r.Volume
	if r.Number != "" {
		volume += "(" + r.Number + ")"
	}
	switch where := strings.TrimSpace(r.Journal + " " + volume); {
	case where != "" && r.Pages != "":
		add("%s, %s", where, dashes(r.Pages))
	case where != "":
		add("%s", where)
	case r.BookTitle != "" && r.Pages != "":
		add("in %s, pages %s", r.BookTitle, dashes(r.Pages))
	case r.BookTitle != "":
		add("in %s", r.BookTitle)
	}
	for _, s := range []string{r.Publisher, r.Note} {
		if s != "" {
			add("%s", s)
		}
	}
	text := strings.Join(parts, ", ")
	if r.Year != "" {
		text += " (" + r.Year + ")"
	}
	switch {
	case r.DOI != "":
		text += ", doi:" + r.DOI
	case r.URL != "":
		text += ", " + r.URL
	}
	return text
}

// names writes "Hodgkin, A. L. and Huxley, A. F." as "A. L. Hodgkin and A. F.
// Huxley".
func names(author string) string {
	people := strings.Split(author, " and ")
	for k, p := range people {
		if last, first, ok := strings.Cut(p, ", "); ok {
			people[k] = first + " " + last
		}
	}
	if n := len(people); n > 1 {
		return strings.Join(people[:n-1], ", ") + " and " + people[n-1]
	}
	return people[0]
}

func dashes(pages string) string { return strings.ReplaceAll(pages, "-", "–") }
