package examples_test

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/internal/palette"
)

var generate = flag.Bool("generate", false, "make the pictures of the README of every example, by the first command in it; takes a minute")

// command is a line of a page that runs an example; what follows a # is a remark.
var command = regexp.MustCompile(`(?m)^go run \./examples/(\w+)([^#\n]*)`)

// largest is the size of a picture in bytes.
const largest = 60_000

// quick are flags that end the run of an example soon. Those that come last
// count.
var quick = map[string][]string{"microcircuit": {"-scale", "0.02"}}

// TestCommands: the commands of all pages that run an example work.
func TestCommands(t *testing.T) {
	programs := map[string]string{}
	for _, p := range build(t) {
		programs[filepath.Base(p)] = p
	}
	seen := map[string]bool{}
	for _, pattern := range []string{"../*.md", "../docs/*.md", "README.md", "*/README.md"} {
		pages, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, page := range pages {
			text, err := os.ReadFile(page)
			require.NoError(t, err)
			for _, m := range command.FindAllStringSubmatch(string(text), -1) {
				line := strings.TrimSpace(m[0])
				if seen[line] {
					continue
				}
				seen[line] = true
				t.Run(line, func(t *testing.T) {
					t.Parallel()
					require.Contains(t, programs, m[1], "%s: there is no such example", page)
					args := append(strings.Fields(m[2]), "-duration", "5", "-out", t.TempDir())
					_, errs, err := run(programs[m[1]], append(args, quick[m[1]]...)...)
					assert.NoError(t, err, "%s: %s", page, errs)
				})
			}
		}
	}
}

// TestReadmes: every example has a page that begins with how it is run and shows
// its picture.
func TestReadmes(t *testing.T) {
	mains, err := filepath.Glob("*/main.go")
	require.NoError(t, err)
	for _, m := range mains {
		name := filepath.Dir(m)
		text, err := os.ReadFile(filepath.Join(name, "README.md"))
		if !assert.NoError(t, err) {
			continue
		}
		first := command.FindStringSubmatch(string(text))
		if !assert.NotNil(t, first, "%s: its README does not say how it is run", name) {
			continue
		}
		assert.Equal(t, name, first[1])
		assert.Contains(t, string(text), "]("+name+".png)")
		picture := filepath.Join(name, name+".png")
		if *generate {
			require.NoError(t, draw(t, name, strings.Fields(first[2]), picture))
		}
		info, err := os.Stat(picture)
		if assert.NoError(t, err, "go test ./examples -run TestReadmes -generate") {
			assert.LessOrEqual(t, info.Size(), int64(largest), picture)
		}
	}
}

// draw runs an example and makes its picture small.
func draw(t *testing.T, name string, args []string, to string) error {
	dir := t.TempDir()
	out, err := exec.Command("go", append(append([]string{"run", "./" + name}, args...), "-out", dir)...).CombinedOutput()
	t.Logf("%s\n%s", name, out)
	if err != nil {
		return err
	}
	made, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		return err
	}
	text, err := os.ReadFile(made[0])
	if err != nil {
		return err
	}
	m, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		return err
	}
	small, err := palette.Small(m, 640, largest)
	if err != nil {
		return err
	}
	return os.WriteFile(to, small, 0o666)
}
