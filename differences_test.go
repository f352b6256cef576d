package golgi

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A long line is cut around what differs in it, between characters.
func TestDifferenceShowsWhatDiffers(t *testing.T) {
	same := strings.Repeat("α and more; ", 30)
	d := &difference{name: "Comm", was: same + "Single: false}", is: same + "Single: true}"}
	assert.Regexp(t, `^Comm differs: in line 1 it has ….*Single: true} here, and had ….*Single: false} when`, d.Error())
	assert.Less(t, len(d.Error()), 400)
	assert.NotContains(t, d.Error(), "�")
	d = &difference{name: "Comm", was: "one\n" + same, is: "one\nother"}
	assert.Contains(t, d.Error(), "in line 2 it has other here, and had α and more; ")
	d = &difference{name: "Comm", was: "one", is: "one\ntwo"}
	assert.Contains(t, d.Error(), "in line 2 it has two here, and had no line when")
}

// What a part is comes before what follows from it.
func TestCausesComeFirst(t *testing.T) {
	follows := &BuildError{Path: "E", Err: errors.New("entry 55 is 4007")}
	cause := &BuildError{Path: "E", Err: &difference{"neurons", "8000", "4000"}}
	assert.Equal(t, BuildErrors{cause, follows}, causes(BuildErrors{follows, cause}))
}
