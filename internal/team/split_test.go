package team

import (
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		n, parts, align int
		want            []int
	}{
		{4000, 2, 8, []int{0, 2000, 4000}},
		{4000, 3, 8, []int{0, 1328, 2664, 4000}},
		{10, 4, 1, []int{0, 2, 5, 7, 10}},
		{10, 4, 8, []int{0, 0, 8, 8, 10}},
		{0, 3, 8, []int{0, 0, 0, 0}},
		{5, 1, 1024, []int{0, 5}},
	} {
		if got := Split(c.n, c.parts, c.align); !slices.Equal(got, c.want) {
			t.Errorf("Split(%d, %d, %d) = %v, want %v", c.n, c.parts, c.align, got, c.want)
		}
	}
}

func TestSplitLaws(t *testing.T) {
	for n := range 130 {
		for parts := 1; parts < 12; parts++ {
			for _, align := range []int{1, 2, 7, 8, 64} {
				b := Split(n, parts, align)
				if len(b) != parts+1 || b[0] != 0 || b[parts] != n || !slices.IsSorted(b) {
					t.Fatalf("Split(%d, %d, %d) = %v", n, parts, align, b)
				}
				least, most := n, 0
				for k := range parts {
					if b[k]%align != 0 && b[k] != n {
						t.Fatalf("Split(%d, %d, %d) = %v: not aligned", n, parts, align, b)
					}
					units := (b[k+1] - b[k] + align - 1) / align
					least, most = min(least, units), max(most, units)
				}
				if most-least > 1 && n > 0 {
					t.Fatalf("Split(%d, %d, %d) = %v: not equal", n, parts, align, b)
				}
			}
		}
	}
}

func TestSplitRefuses(t *testing.T) {
	for _, a := range [][3]int{{-1, 1, 1}, {1, 0, 1}, {1, 1, 0}} {
		if caught(func() { Split(a[0], a[1], a[2]) }) == nil {
			t.Errorf("Split(%v) is accepted", a)
		}
	}
}
