package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	link    = regexp.MustCompile(`\]\(([^)#\s]*)(?:#([^)\s]*))?\)`)
	notSlug = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// TestLinks: links within the repository lead to files and headings.
func TestLinks(t *testing.T) {
	all, err := pages()
	require.NoError(t, err)
	headings := map[string]map[string]bool{}
	for _, p := range all {
		headings[p.path] = p.headings()
	}
	for _, p := range all {
		for _, m := range link.FindAllStringSubmatch(p.prose(), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			to := p.path
			if m[1] != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(p.path), m[1]))
			}
			_, err := os.Stat(filepath.Join(root, to))
			assert.NoError(t, err, "%s leads to %s", p.path, m[0])
			if h := headings[to]; m[2] != "" && h != nil {
				assert.True(t, h[m[2]], "%s leads to %s, and %s has no such heading", p.path, m[0], to)
			}
		}
	}
}

// prose is the page without its blocks.
func (p *page) prose() string {
	var lines []string
	for k, b := 0, 0; k < len(p.lines); k++ {
		if b < len(p.blocks) && k+1 >= p.blocks[b].line {
			k = p.blocks[b].end - 1
			b++
			continue
		}
		lines = append(lines, p.lines[k])
	}
	return strings.Join(lines, "\n")
}

// headings returns the anchors of the page.
func (p *page) headings() map[string]bool {
	used, all := anchors{}, map[string]bool{}
	for line := range strings.Lines(p.prose()) {
		if h := strings.TrimLeft(line, "#"); h != line && strings.HasPrefix(h, " ") {
			h = strings.ReplaceAll(h, `\_`, "_")
			all[used.of(notSlug.ReplaceAllString(strings.TrimSpace(h), ""))] = true
		}
	}
	return all
}

// TestHeadings: anchors are those that code forges make of headings.
func TestHeadings(t *testing.T) {
	p := newPage("x.md", "# A model of your own\n```sh\n# no heading\n```\n## IK\\_HH, `V`\n## Same\n## Same\n")
	assert.Equal(t, map[string]bool{"a-model-of-your-own": true, "ik_hh-v": true, "same": true, "same-1": true}, p.headings())
}
