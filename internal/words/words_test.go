package words

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWords(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1000: "-1,000", -100: "-100", 1234567: "1,234,567"} {
		assert.Equal(t, want, Whole(n))
	}
	assert.Equal(t, "no groups", Count(0, "group"))
	assert.Equal(t, "1 group", Count(1, "group"))
	assert.Equal(t, "1,500 groups", Count(1500, "group"))
	for n, want := range map[int64]string{9999: "9,999 B", 12345: "12.3 kB", 999_499: "999 kB", 999_999: "1 MB", 1_430_000_000: "1.43 GB", 999_999_999: "1 GB"} {
		assert.Equal(t, want, Bytes(n))
	}
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 103: "103rd", 113: "113th"} {
		assert.Equal(t, want, Ordinal(n))
	}
}
