package docs_test

import (
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// program is code of a page that can be run.
type program struct {
	name   string  // also of its folder in the module of all programs
	pieces []piece // of a program that is no folder of the page
}

// run is one run of a program, and the blocks that show what it prints.
type run struct {
	program string
	python  string // the program, if it is one in Python
	args    []string
	line    int
	wants   []*block
}

// code is what is to be built and run of a page.
type code struct {
	page     *page
	programs []*program
	files    map[string]string // by their path: source of the folders of the page
	runs     []*run
}

var (
	fileName = regexp.MustCompile(`^// (\S+\.go)\n+(?://.*\n)*package (\w+)\n`)
	hidden   = "go:"
)

// read finds the programs of a page.
func (p *page) read() (*code, []error) {
	c := &code{page: p, files: map[string]string{}}
	var errs []error
	for _, b := range p.blocks {
		var err error
		switch {
		case b.output && len(c.runs) == 0:
			err = fmt.Errorf("is the output of nothing")
		case b.output:
			last := c.runs[len(c.runs)-1]
			last.wants = append(last.wants, b)
		case b.lang == "go":
			err = c.add(b)
		case b.lang == "sh":
			err = c.shell(b)
		case b.lang == "python":
			c.runs = append(c.runs, &run{python: b.text, line: b.line})
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", p.path, b.line, err))
		}
	}
	for dir := range c.folders() {
		used := func(r *run) bool { return r.program == dir }
		if !slices.ContainsFunc(c.runs, used) && c.isMain(dir) {
			errs = append(errs, fmt.Errorf("%s: nothing runs %s", p.path, dir))
		}
	}
	return c, errs
}

// prefix is where the programs of the page are in the module of all.
func (c *code) prefix() string {
	return strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(strings.TrimSuffix(c.page.path, ".md"))
}

// folders returns the folders of the page's own module.
func (c *code) folders() map[string]bool {
	dirs := map[string]bool{}
	for f := range c.files {
		dirs[filepath.Dir(f)] = true
	}
	return dirs
}

func (c *code) isMain(dir string) bool {
	for f, text := range c.files {
		if filepath.Dir(f) == dir && strings.Contains(text, "\npackage main\n") {
			return true
		}
	}
	return false
}

// add adds a block of Go.
func (c *code) add(b *block) error {
	if text, err := format.Source([]byte(b.text)); err == nil && string(text) != b.text {
		return errors.New("is not as gofmt has it")
	}
	if m := fileName.FindStringSubmatch(b.text); m != nil {
		if _, ok := c.files[m[1]]; ok {
			return fmt.Errorf("%s is there twice", m[1])
		}
		// Messages name the lines of the file, as the reader has it.
		c.files[m[1]] = fmt.Sprintf("//line %s/%s:1\n%s", c.page.name(), m[1], b.text)
		return nil
	}
	var pieces []piece
	continued := false
	for _, n := range b.notes {
		text, ok := strings.CutPrefix(n, hidden)
		switch {
		case !ok:
		case strings.TrimSpace(text) == "continued":
			continued = true
		default:
			p, err := newPiece(text, b.line)
			if err != nil {
				return fmt.Errorf("what is hidden before it %w", err)
			}
			pieces = append(pieces, p)
		}
	}
	text, whole := strings.CutPrefix(b.text, "package main\n")
	line := b.line
	if whole {
		// Imports stay; their packages are those that a fragment may use.
		f, err := parser.ParseFile(token.NewFileSet(), "", b.text, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if n := len(f.Decls); n > 0 {
			text = b.text[f.Decls[n-1].End()-1:]
			line += strings.Count(b.text[:f.Decls[n-1].End()-1], "\n")
		}
		for _, i := range f.Imports {
			path := strings.Trim(i.Path.Value, `"`)
			if !slices.Contains(slices.Collect(maps.Values(packages)), path) {
				return fmt.Errorf("imports %s, which package docs_test does not know", path)
			}
		}
	}
	p, err := newPiece(text, line)
	if err != nil {
		return err
	}
	pieces = append(pieces, p)
	if continued {
		if len(c.programs) == 0 {
			return fmt.Errorf("continues nothing")
		}
		last := c.programs[len(c.programs)-1]
		last.pieces = append(last.pieces, pieces...)
		return nil
	}
	name := fmt.Sprintf("block%d", b.line)
	c.programs = append(c.programs, &program{name, pieces})
	c.runs = append(c.runs, &run{program: name, line: b.line})
	return nil
}

// known are the beginnings of the commands that are not run.
var known = []string{"git clone ", "cd ", "mkdir ", "go mod ", "go get ", "go test ", "go tool ", "go version", "go build ", "go doc ", "python3 ", "export "}

// shell adds the runs of a block of commands. Those of the examples are run by
// the tests of the examples.
func (c *code) shell(b *block) error {
	for k, line := range strings.Split(strings.TrimSpace(b.text), "\n") {
		line, _, _ = strings.Cut(line, " #")
		words := strings.Fields(line)
		isKnown := func(prefix string) bool { return strings.HasPrefix(line, prefix) }
		switch {
		case len(words) == 0 || strings.HasPrefix(line, "#"):
		case len(words) > 2 && words[0] == "go" && words[1] == "run" && strings.HasPrefix(words[2], "./examples/"):
			if _, err := os.Stat(filepath.Join(root, words[2], "main.go")); err != nil {
				return fmt.Errorf("%s: there is no such example", line)
			}
		case len(words) > 2 && words[0] == "go" && (words[1] == "run" || c.folders()[filepath.Clean(words[2])]):
			dir := filepath.Clean(words[2])
			if !c.folders()[dir] {
				return fmt.Errorf("%s: the page has no program in %s", line, dir)
			}
			c.runs = append(c.runs, &run{program: dir, args: words[3:], line: b.line + k})
		case slices.ContainsFunc(known, isKnown):
		default:
			return fmt.Errorf("%q is not known to package docs_test", line)
		}
	}
	return nil
}

// write writes the packages of the page below a folder, and returns what the
// main program needs to know of them: package paths by program.
func (c *code) write(dir, module string) (map[string]string, error) {
	entries := map[string]string{}
	base := filepath.Join(dir, c.prefix())
	for _, p := range c.programs {
		text := source("p", c.page.path, p.pieces)
		if err := writeFile(filepath.Join(base, p.name, "p.go"), text); err != nil {
			return nil, err
		}
		entries[p.name] = module + "/" + c.prefix() + "/" + p.name
	}
	for name, text := range c.files {
		folder := filepath.Dir(name)
		if c.isMain(folder) {
			text = strings.Replace(text, "\npackage main\n", "\npackage p\n", 1)
			text = strings.Replace(text, "\nfunc main() {", "\nfunc Main() {", 1)
			entries[folder] = module + "/" + c.prefix() + "/" + folder
		}
		if before, ok := strings.CutSuffix(name, "_test.go"); ok {
			// Tests become a part of the package, whose Main runs them.
			f, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
			if err != nil {
				return nil, err
			}
			name = before + "tests.go"
			text += "\nfunc Main() {\n" + testCalls(functions(f)) + "}\n"
			entries[folder] = module + "/" + c.prefix() + "/" + folder
		}
		// The page's own module, in its imports, becomes a part of this one.
		text = strings.ReplaceAll(text, `"`+c.page.name()+"/", `"`+module+"/"+c.prefix()+"/")
		if err := writeFile(filepath.Join(base, name), text); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

func writeFile(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o666)
}
