package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// block is a fenced block of a page.
type block struct {
	lang   string   // the first word behind the fence
	output bool     // the second word is output
	text   string   // without the fences
	line   int      // of its first line, from 1
	end    int      // of the fence that closes it
	notes  []string // the HTML comments right before it
}

// page is a page of documentation.
type page struct {
	path   string // from the root of the repository
	lines  []string
	blocks []*block
}

// root is the root of the repository, seen from this directory.
const root = ".."

// pages returns README.md, those of this directory and those of the examples.
func pages() ([]*page, error) {
	var all []*page
	for _, pattern := range []string{"*.md", "docs/*.md", "examples/README.md", "examples/*/README.md"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			path, err := filepath.Rel(root, f)
			if err != nil {
				return nil, err
			}
			all = append(all, newPage(filepath.ToSlash(path), string(text)))
		}
	}
	return all, nil
}

var (
	fence   = regexp.MustCompile("^```(\\w*)( output)?$")
	comment = regexp.MustCompile(`(?s)<!--(.*?)-->`)
)

func newPage(path, text string) *page {
	p := &page{path: path, lines: strings.Split(text, "\n")}
	var before []string // lines since the last text or block
	inComment := false
	for k := 0; k < len(p.lines); k++ {
		m := fence.FindStringSubmatch(p.lines[k])
		switch line := strings.TrimSpace(p.lines[k]); {
		case inComment || strings.HasPrefix(line, "<!--"):
			before = append(before, p.lines[k])
			inComment = !strings.HasSuffix(line, "-->")
		case m != nil:
			b := &block{lang: m[1], output: m[2] != "", line: k + 2}
			for k++; k < len(p.lines) && p.lines[k] != "```"; k++ {
			}
			b.end = k + 1
			b.text = strings.Join(p.lines[b.line-1:k], "\n") + "\n"
			for _, c := range comment.FindAllStringSubmatch(strings.Join(before, "\n"), -1) {
				b.notes = append(b.notes, strings.TrimSpace(c[1]))
			}
			p.blocks = append(p.blocks, b)
			before = nil
		case line != "":
			before = nil
		}
	}
	return p
}

// name is what the page is called: coba for examples/coba/README.md.
func (p *page) name() string {
	if dir := filepath.Dir(p.path); filepath.Base(p.path) == "README.md" && dir != "." {
		return filepath.Base(dir)
	}
	return strings.TrimSuffix(filepath.Base(p.path), ".md")
}
