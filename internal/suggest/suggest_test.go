package suggest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "tau", 3},
		{"tau", "tau", 0},
		{"tau", "tua", 1},
		{"tau", "tauw", 1},
		{"tau_w", "tau_m", 1},
		{"kitten", "sitting", 3},
		{"τ_m", "τ_w", 1},
		{"refractory", "refactory", 1},
		{"ca", "abc", 3},
	} {
		assert.Equal(t, c.want, Distance(c.a, c.b), "%q %q", c.a, c.b)
	}
}

func TestDistanceIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[abτ]{0,6}`)
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		assert.Equal(t, Distance(a, b), Distance(b, a))
		assert.Equal(t, a == b, Distance(a, b) == 0)
		assert.LessOrEqual(t, Distance(a, b), max(len([]rune(a)), len([]rune(b))))
	})
}

func TestNearest(t *testing.T) {
	names := []string{"V", "V_th", "V_reset", "V_rest", "tau", "tau_w", "w", "unless refractory"}
	for _, c := range []struct {
		name  string
		limit int
		want  []string
	}{
		{"v", 3, []string{"V"}},
		{"V_ht", 3, []string{"V_th"}},
		{"v_Rest", 3, []string{"V_rest", "V_reset"}},
		{"v_Rest", 1, []string{"V_rest"}},
		{"V_rset", 3, []string{"V_reset", "V_rest"}},
		{"unles refractory", 3, []string{"unless refractory"}},
		{"x", 3, nil},
		{"conductance", 3, nil},
		{"tau", 0, nil},
		{"", 3, nil},
		{strings.Repeat("V_th", 1000), 3, nil},
	} {
		assert.Equal(t, c.want, Nearest(c.name, names, c.limit), c.name)
	}
	assert.Equal(t, []string{"ab"}, Nearest("ab", []string{"ab", "ab"}, 3), "a name twice")
	assert.Equal(t, []string{"v", "V"}, Nearest("v", []string{"V", "v"}, 3), "case decides between equals")
	assert.Equal(t, []string{"a1", "a2"}, Nearest("a0", []string{"a2", "a1"}, 3), "then the alphabet")
}

func TestHint(t *testing.T) {
	few := []string{"w", "V", "tau"}
	assert.Equal(t, `; did you mean "V_th"?`, Hint("V_ht", []string{"V_th", "w"}))
	assert.Equal(t, `; did you mean "V_rest" or "V_reset"?`, Hint("Vrest", []string{"V_reset", "V_rest", "w"}))
	assert.Equal(t, `; did you mean "a1", "a2" or "a3"?`, Hint("a0", []string{"a4", "a3", "a2", "a1"}))
	assert.Equal(t, "; the names are V, tau, w", Hint("gain", few))
	assert.Equal(t, []string{"w", "V", "tau"}, few, "the list given is left as it was")
	assert.Empty(t, Hint("gain", nil))
	assert.Empty(t, Hint("gain", strings.Split("a b c d e f g h i j k l m", " ")))
}
