package docs_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var python = flag.String("python", "", "a Python that has Brian 2, to run what the pages have of it")

// TestBlocks: all Go on all pages compiles, runs, and prints what the page says.
//
// A block that begins with a comment with the name of a file is that file, in a
// module named as the page, and is run by the commands of the page. Any other
// block is a program: a complete one, or a fragment, which is declarations, with
// a main or tests, or statements. Packages need no import then. An HTML comment
// right before a block, "go:" and code, is put before it, unseen by the reader;
// "go: continued" makes the block go on where the last one ended. What programs
// print stands in a following block ```text output, in which … on a line stands
// for any text, and a line of … for any lines. All programs of a page run in one
// folder, in the order of the page.
func TestBlocks(t *testing.T) {
	all, err := pages()
	require.NoError(t, err)
	var codes []*code
	for _, p := range all {
		c, errs := p.read()
		for _, err := range errs {
			t.Error(err)
		}
		if len(c.runs) > 0 {
			codes = append(codes, c)
		}
	}
	binary := build(t, codes)
	for _, c := range codes {
		t.Run(c.prefix(), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			var edits []edit
			for _, r := range c.runs {
				edits = append(edits, c.check(t, binary, dir, r)...)
			}
			if *generate {
				require.NoError(t, c.page.apply(edits))
			}
			c.checkPictures(t, dir)
		})
	}
}

const module = "pages.test"

// build makes one binary of the programs of all pages.
func build(t *testing.T, codes []*code) string {
	t.Helper()
	dir := t.TempDir()
	var imports, table strings.Builder
	for _, c := range codes {
		entries, err := c.write(dir, module)
		require.NoError(t, err)
		for _, name := range slices.Sorted(maps.Keys(entries)) {
			id := strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(c.prefix() + "_" + name)
			fmt.Fprintf(&imports, "import %s %q\n", id, entries[name])
			fmt.Fprintf(&table, "%q: %s.Main,\n", c.prefix()+"/"+name, id)
		}
	}
	require.NoError(t, writeFile(filepath.Join(dir, "main.go"), "package main\nimport \"os\"\n"+imports.String()+
		"func main() {\n(map[string]func(){\n"+table.String()+"})[os.Getenv(\"PROGRAM\")]()\n}\n"))
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	here, err := filepath.Abs(root)
	require.NoError(t, err)
	mod := strings.Replace(string(text), "module "+golgiPath, "module "+module, 1)
	mod = regexp.MustCompile(`(?m)^tool .*$`).ReplaceAllString(mod, "")
	mod += fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %s => %s\n", golgiPath, golgiPath, here)
	require.NoError(t, writeFile(filepath.Join(dir, "go.mod"), mod))
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	require.NoError(t, err)
	require.NoError(t, writeFile(filepath.Join(dir, "go.sum"), string(sum)))
	binary := filepath.Join(dir, "programs")
	cmd := exec.Command("go", "build", "-mod=mod", "-o", binary, ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return binary
}

// longest is how long a program may take.
const longest = 2 * time.Minute

// edit replaces the text of a block.
type edit struct {
	block *block
	text  string
}

// check runs a program and compares what it prints with the page. What is to be
// changed on the page is returned.
func (c *code) check(t *testing.T, binary, dir string, r *run) []edit {
	t.Helper()
	where := fmt.Sprintf("%s:%d", c.page.path, r.line)
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, r.args...)
	if r.python != "" {
		if *python == "" || len(r.wants) == 0 {
			return nil
		}
		cmd = exec.CommandContext(ctx, *python, "-W", "ignore", "-c", r.python)
	}
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "PROGRAM="+c.prefix()+"/"+r.program)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Errorf("%s: %v\n%s%s", where, err, stdout.String(), stderr.String())
		return nil
	}
	if len(r.wants) == 0 {
		return nil
	}
	var want strings.Builder
	for _, w := range r.wants {
		want.WriteString(w.text)
	}
	if matches(want.String(), stdout.String()) {
		return nil
	}
	if *generate && len(r.wants) == 1 && !strings.Contains(want.String(), "…") {
		return []edit{{r.wants[0], stdout.String()}}
	}
	t.Errorf("%s prints\n%sthe page has\n%s", where, stdout.String(), want.String())
	return nil
}

// matches reports whether the output is what the page shows.
func matches(want, got string) bool {
	trim := func(text string) string {
		lines := strings.Split(strings.TrimSpace(text), "\n")
		for k, l := range lines {
			lines[k] = strings.TrimRight(l, " \t\r")
		}
		return strings.Join(lines, "\n")
	}
	pattern := regexp.QuoteMeta(trim(want))
	pattern = regexp.MustCompile(`(?m)^…$`).ReplaceAllString(pattern, "(?s:.*)")
	pattern = strings.ReplaceAll(pattern, "…", ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(trim(got))
}

// apply changes blocks of the page, from the last to the first.
func (p *page) apply(edits []edit) error {
	if len(edits) == 0 {
		return nil
	}
	slices.SortFunc(edits, func(a, b edit) int { return b.block.line - a.block.line })
	for _, e := range edits {
		p.lines = slices.Replace(p.lines, e.block.line-1, e.block.end-1, strings.Split(strings.TrimRight(e.text, "\n"), "\n")...)
	}
	return os.WriteFile(filepath.Join(root, p.path), []byte(strings.Join(p.lines, "\n")), 0o666)
}

// TestMatches: … stands for text on a line, or for lines.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		want, got string
		match     bool
	}{
		{"a\nb", "a \nb\n\n", true},
		{"a\nb", "a\nc", false},
		{"took … ms", "took 3.5 ms", true},
		{"took … ms", "took 3\n ms", false},
		{"a\n…\nz", "a\nb\nc\nz", true},
		{"a.c", "abc", false},
	} {
		assert.Equal(t, c.match, matches(c.want, c.got), "%q %q", c.want, c.got)
	}
}
