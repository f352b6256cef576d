// Package words writes numbers for people: with commas between thousands, sizes
// of memory with their unit.
package words

import (
	"fmt"
	"strconv"
)

// Whole writes a number with commas between its thousands.
func Whole(n int64) string {
	s := strconv.FormatInt(n, 10)
	for k := len(s) - 3; k > 0 && s[k-1] != '-'; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}

// Count writes how many of something there are: "no groups", "1 group", "2
// groups".
func Count(n int64, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return Whole(n) + " " + what + "s"
}

// Bytes writes a size of memory: "812 B", "161 kB", "1.43 GB".
func Bytes(n int64) string {
	x := float64(n)
	switch {
	case n < 10_000:
		return Whole(n) + " B"
	case x < 999.5e3:
		return fmt.Sprintf("%.3g kB", x/1e3)
	case x < 999.5e6:
		return fmt.Sprintf("%.3g MB", x/1e6)
	}
	return fmt.Sprintf("%.3g GB", x/1e9)
}

// Ordinal writes which one of several: "2nd", "11th", "23rd".
func Ordinal(n int) string {
	suffix := "th"
	if n%100 < 10 || n%100 > 20 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
