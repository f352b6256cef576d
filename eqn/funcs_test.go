package eqn

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFunctionsAreDocumented: the list in the package's documentation is that of
// the functions there are.
func TestFunctionsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	_, list, ok := strings.Cut(string(text), "// # Functions\n")
	require.True(t, ok)
	list, _, _ = strings.Cut(list, "// # Noise\n")
	var names []string
	for line := range strings.Lines(list) {
		if head, ok := strings.CutPrefix(line, "//\t"); ok {
			head, _, _ = strings.Cut(head, "    ")
			for _, m := range regexp.MustCompile(`(\w+)\(`).FindAllStringSubmatch(head, -1) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	assert.Equal(t, functionNames(), slices.DeleteFunc(names, func(s string) bool { return s == "I_NAME" }))
}
