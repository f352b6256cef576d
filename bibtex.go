package golgi

import (
	"fmt"
	"runtime/debug"
	"strings"
	"unicode"
)

// BibTeX returns the publications as a BibTeX file. Letters with accents are TeX's
// commands; what TeX has no command for stays as it is.
func (r References) BibTeX() string {
	var b strings.Builder
	for k, one := range r.distinct() {
		if k > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(one.BibTeX())
	}
	return b.String()
}

// needs are the fields without which there is no entry of a type.
var needs = map[string][]string{
	"article": {"author", "title", "journal", "year"}, "book": {"author", "title", "publisher", "year"},
	"incollection": {"author", "title", "booktitle", "publisher", "year"}, "inproceedings": {"author", "title", "booktitle", "year"}, "misc": nil,
}

// BibTeX returns the publication as a BibTeX entry. One that lacks what its type
// demands becomes a @misc.
func (r Reference) BibTeX() string {
	fields := []struct{ name, text string }{
		{"author", people(r.Author)}, {"title", tex(r.Title)}, {"journal", tex(r.Journal)}, {"booktitle", tex(r.BookTitle)}, {"editor", people(r.Editor)},
		{"publisher", tex(r.Publisher)}, {"volume", tex(r.Volume)}, {"number", tex(r.Number)}, {"pages", tex(strings.ReplaceAll(r.Pages, "-", "--"))},
		{"year", tex(r.Year)}, {"doi", verbatim(r.DOI)}, {"url", verbatim(r.URL)}, {"note", tex(r.Note)},
	}
	given := map[string]bool{}
	for _, f := range fields {
		given[f.name] = f.text != ""
	}
	kind := r.Type
	wanted, known := needs[kind]
	for _, name := range wanted {
		known = known && given[name]
	}
	if !known {
		kind = "misc"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", kind, cleanKey(r))
	for _, f := range fields {
		if f.text == "" {
			continue
		}
		if f.name == "title" {
			f.text = "{" + f.text + "}" // names in it keep their capitals
		}
		fmt.Fprintf(&b, "  %s = {%s},\n", f.name, f.text)
	}
	b.WriteString("}\n")
	return b.String()
}

// people writes names so that TeX prints them; one without a comma is not taken
// apart.
func people(names string) string {
	var list []string
	for p := range strings.SplitSeq(names, " and ") {
		switch text := tex(p); {
		case text == "":
		case strings.Contains(text, ",") || text == "others":
			list = append(list, text)
		default:
			list = append(list, "{"+text+"}")
		}
	}
	return strings.Join(list, " and ")
}

// tex writes plain text so that TeX prints it: letters with accents by their
// commands, what TeX takes for a command by that which prints it.
func tex(text string) string {
	var b strings.Builder
	space := false
	for _, c := range text {
		if unicode.IsSpace(c) || unicode.IsControl(c) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		switch s, ok := texOf[c]; {
		case ok:
			b.WriteString(s)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// verbatim writes what is printed as it is: an address, in which what would end
// the field is encoded.
func verbatim(address string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.IsControl(c) {
			return -1
		}
		return c
	}, strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(address))
}

// texOf are the characters that TeX has by other names.
var texOf = accents(map[rune]string{
	'\\': `{\textbackslash}`, '{': `{\textbraceleft}`, '}': `{\textbraceright}`, '~': `{\textasciitilde}`, '^': `{\textasciicircum}`,
	'%': `\%`, '&': `\&`, '$': `\$`, '#': `\#`, '_': `\_`, '"': `{\textquotedbl}`,
	'–': `--`, '—': `---`, '‘': "`", '’': `'`, '“': "``", '”': `''`, '…': `{\ldots}`,
	'ß': `{\ss}`, 'æ': `{\ae}`, 'Æ': `{\AE}`, 'ø': `{\o}`, 'Ø': `{\O}`, 'å': `{\aa}`, 'Å': `{\AA}`, 'ł': `{\l}`, 'Ł': `{\L}`, 'œ': `{\oe}`, 'Œ': `{\OE}`, 'ı': `{\i}`,
	'α': `$\alpha$`, 'β': `$\beta$`, 'γ': `$\gamma$`, 'δ': `$\delta$`, 'θ': `$\theta$`, 'μ': `$\mu$`, 'µ': `$\mu$`, '²': `$^2$`, '³': `$^3$`, '⁺': `$^+$`,
})

// accents adds the letters with accents.
func accents(m map[rune]string) map[rune]string {
	for command, pairs := range map[string]string{
		`'`: "aáeéiíoóuúyýAÁEÉIÍOÓUÚYÝnńsścćzźNŃSŚCĆZŹ", "`": "aàeèiìoòuùAÀEÈIÌOÒUÙ", `^`: "aâeêiîoôuûAÂEÊIÎOÔUÛ",
		`"`: "aäeëiïoöuüyÿAÄEËIÏOÖUÜ", `~`: "aãnñoõAÃNÑOÕ", `v`: "cčsšzžrřeěnňCČSŠZŽRŘEĚNŇ", `c`: "cçsşCÇSŞ", `H`: "oőuűOŐUŰ", `u`: "gğaăGĞAĂ", `.`: "zżIİZŻ", `k`: "aąeęAĄEĘ",
	} {
		letters := []rune(pairs)
		for k := 0; k < len(letters); k += 2 {
			base := string(letters[k])
			if base == "i" {
				base = `\i`
			}
			m[letters[k+1]] = `{\` + command + `{` + base + `}}`
		}
	}
	return m
}

// golgiItself is the reference of this library.
func golgiItself() Reference {
	r := Reference{Key: "golgi", Type: "misc", Author: "The Golgi authors", Title: "Golgi: models of neurons and networks of them", URL: "https://" + module}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == module && m.Version != "" && m.Version != "(devel)" {
				r.Note = "version " + m.Version
			}
		}
	}
	return r
}
