package golgi_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
)

// entry is an entry of a BibTeX file.
type entry struct {
	kind, key string
	fields    map[string]string
}

// parseBibTeX reads a file strictly: entries of "@kind{key," and lines
// "name = {text}," with balanced braces, closed by "}"; no character that TeX
// would take for a command without being part of one.
func parseBibTeX(text string) ([]entry, error) {
	var all []entry
	head, field := regexp.MustCompile(`^@([a-z]+)\{([A-Za-z0-9:._-]+),$`), regexp.MustCompile(`^  ([a-z]+) = \{(.*)\},$`)
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		switch {
		case line == "":
		case line == "}":
			if len(all) == 0 {
				return nil, fmt.Errorf("a brace before any entry")
			}
		case head.MatchString(line):
			m := head.FindStringSubmatch(line)
			all = append(all, entry{m[1], m[2], map[string]string{}})
		case field.MatchString(line) && len(all) > 0:
			m := field.FindStringSubmatch(line)
			e := all[len(all)-1]
			if _, twice := e.fields[m[1]]; twice {
				return nil, fmt.Errorf("%s twice in %s", m[1], e.key)
			}
			if m[1] == "doi" || m[1] == "url" { // verbatim
				if strings.ContainsAny(m[2], "{}\\ \t") {
					return nil, fmt.Errorf("%s of %s: %s", m[1], e.key, m[2])
				}
			} else if err := checkTeX(m[2]); err != nil {
				return nil, fmt.Errorf("%s of %s: %w: %s", m[1], e.key, err, m[2])
			}
			e.fields[m[1]] = m[2]
		default:
			return nil, fmt.Errorf("the line %q", line)
		}
	}
	return all, nil
}

func checkTeX(text string) error {
	depth, escaped := 0, false
	for _, c := range text {
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth < 0 {
				return fmt.Errorf("braces")
			}
		case strings.ContainsRune(`%&#_~"`, c), c == '^' && !strings.Contains(text, "$^"):
			return fmt.Errorf("a bare %q", c)
		}
	}
	if depth != 0 || escaped {
		return fmt.Errorf("braces")
	}
	return nil
}

var required = map[string][]string{"article": {"author", "title", "journal", "year"}, "book": {"author", "title", "publisher", "year"},
	"incollection": {"author", "title", "booktitle", "publisher", "year"}, "inproceedings": {"author", "title", "booktitle", "year"}, "misc": nil}

func checkEntries(t require.TestingT, text string) []entry {
	entries, err := parseBibTeX(text)
	require.NoError(t, err, text)
	keys := map[string]bool{}
	for _, e := range entries {
		wanted, known := required[e.kind]
		require.True(t, known, e.kind)
		for _, f := range wanted {
			require.NotEmpty(t, e.fields[f], "%s has no %s", e.key, f)
		}
		require.False(t, keys[e.key], "the key %s twice", e.key)
		keys[e.key] = true
	}
	return entries
}

// mine is a model of a user's, with a publication of its own.
type mine struct{}

func (mine) Equations() dyn.Equations {
	return dyn.Equations{Name: "mine", Body: "dV/dt = I - V", Spike: "V >= 1", Reset: "V = 0"}
}

func (mine) References() []golgi.Reference {
	return []golgi.Reference{{Key: "doe 1999", Type: "article", Author: "Doe, J. and Müller-Łukasiewicz, Ö.", Title: "50 % of {all} neurons & more_or_less", Journal: "J. Irrepr. Res.", Year: "1999", Pages: "1-2"}}
}

type cited struct {
	golgi.DynSysGroup
	A, B, C, D *dyn.Group
	P          *dyn.FullProjAlignPostMg
	Q          *dyn.FullProjAlignPreDSMg
	S          *dyn.STDPSong2000
	X          *dyn.ExpCOBA
}

func (*cited) References() []golgi.Reference {
	return []golgi.Reference{{Key: "doe1999", Type: "article", Title: "No author", Year: "1999"}}
}

func newCited() *cited {
	n := &cited{A: dyn.NewGroup(2, dyn.HH{}), B: dyn.NewGroup(2, mine{}), C: dyn.NewGroup(2, dyn.LifRef{}),
		D: dyn.NewGroup(1, dyn.CondNeuGroup{Channels: dyn.Channels{"IL": channel.IL{}, "Na": channel.INaTM1991{}}})}
	n.P = &dyn.FullProjAlignPostMg{Pre: n.A, Post: n.C, Comm: dnn.AllToAll{}, Syn: dyn.Alpha{}, Out: dyn.MgBlock{}}
	n.Q = &dyn.FullProjAlignPreDSMg{Pre: n.A, Post: n.C, Comm: dnn.AllToAll{}, Syn: dyn.Scaled{Syn: dyn.NMDA{}, By: dyn.STD{}}, Out: dyn.COBA{E: 0}}
	n.S = &dyn.STDPSong2000{Pre: n.A, Post: n.C, Comm: dnn.AllToAll{}, Syn: dyn.Expon{}, Out: dyn.CUBA{}}
	n.X = &dyn.ExpCOBA{Pre: n.A, Post: n.C, Conn: conn.All2All{}, E: 0}
	return n
}

// The publications of all that is in a network are there, each once, with keys
// that are valid and differ.
func TestReferences(t *testing.T) {
	sim, err := golgi.Build(newCited())
	require.NoError(t, err)
	refs := sim.References()
	var keys []string
	for _, r := range refs {
		keys = append(keys, r.Key)
	}
	assert.ElementsMatch(t, []string{"golgi", "doe1999", "doe1999a", "hodgkin1952", "lapicque1907", "gerstner2014", "traub1991book", "rall1967", "sterratt2011",
		"jahr1990", "wang2002", "brunel2001", "abbott1997", "tsodyks2013", "brette2007", "song2000"}, keys)
	assert.True(t, slices.IsSortedFunc(refs, func(a, b golgi.Reference) int {
		return strings.Compare(strings.ToLower(a.Author), strings.ToLower(b.Author))
	}))
	assert.Equal(t, len(refs), strings.Count(refs.Text(), "\n"))
	assert.Contains(t, refs.Text(), "A. L. Hodgkin and A. F. Huxley, A quantitative description of membrane current and its application to conduction and excitation in nerve, The Journal of Physiology 117(4), 500–544 (1952), doi:10.1113/jphysiol.1952.sp004764\n")
	entries := checkEntries(t, refs.BibTeX())
	require.Len(t, entries, len(refs))
	for _, e := range entries {
		switch e.key {
		case "golgi":
			assert.Equal(t, "{The Golgi authors}", e.fields["author"])
		case "doe1999":
			assert.Equal(t, "misc", e.kind, "an article without an author or a journal")
		case "doe1999a":
			assert.Equal(t, `Doe, J. and M{\"{u}}ller-{\L}ukasiewicz, {\"{O}}.`, e.fields["author"])
			assert.Equal(t, `{50 \% of {\textbraceleft}all{\textbraceright} neurons \& more\_or\_less}`, e.fields["title"])
		case "jahr1990":
			assert.Equal(t, "3178--3182", e.fields["pages"])
			assert.Equal(t, "article", e.kind)
		}
	}
	again, err := golgi.Build(newCited())
	require.NoError(t, err)
	assert.Equal(t, refs.BibTeX(), again.References().BibTeX())
}

// Every model of the library has its publication, as an entry that is complete.
func TestReferencesOfTheLibrary(t *testing.T) {
	var all golgi.References
	for _, m := range slices.Concat(dyn.NeuronModels(), dyn.RateModels(), dyn.OtherModels(), dyn.ComposedModels()) {
		sim, err := golgi.Build(dyn.NewGroup(1, m))
		require.NoError(t, err)
		refs := sim.References()
		assert.Greater(t, len(refs), 1, dyn.ModelName(m))
		for _, r := range refs {
			assert.Equal(t, r.Key == "golgi" || r.Key == "conex", strings.HasPrefix(r.BibTeX(), "@misc{"), r.Key)
		}
		all = append(all, refs...)
	}
	assert.Greater(t, len(checkEntries(t, all.BibTeX())), 30)
}

// Whatever a user writes into a Reference, the file is valid.
func TestBibTeXProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("\\{}%&$#_~^\"'`@,= \n\t\r–é漢ł")), rapid.Rune()))
		var refs golgi.References
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			r := golgi.Reference{Type: rapid.SampledFrom([]string{"article", "book", "misc", "incollection", "inproceedings", "{", ""}).Draw(t, "type"),
				Key: text.Draw(t, "key"), Author: text.Draw(t, "author"), Title: text.Draw(t, "title"), Journal: text.Draw(t, "journal"),
				BookTitle: text.Draw(t, "booktitle"), Publisher: text.Draw(t, "publisher"), Year: text.Draw(t, "year"), DOI: text.Draw(t, "doi"), Note: text.Draw(t, "note")}
			refs = append(refs, r)
		}
		got := refs.BibTeX()
		require.True(t, utf8.ValidString(got))
		checkEntries(t, got)
	})
}
