package memory

import "testing"

func TestMake(t *testing.T) {
	// Of all sizes about those of pages: advice is about whole pages within.
	for _, n := range []int{0, 1, largePage / 8, 2*largePage/8 - 1, 2 * largePage / 8, 2*largePage/8 + 1, 1 << 20} {
		s := Make[float64](n)
		if len(s) != n {
			t.Fatalf("%d numbers, want %d", len(s), n)
		}
		for i := range s {
			if s[i] != 0 {
				t.Fatalf("number %d of %d is %v", i, n, s[i])
			}
			s[i] = 1
		}
	}
}

func TestAdvise(t *testing.T) {
	b := make([]byte, 3*largePage)
	for _, n := range []int{1, 4095, largePage - 1, largePage, largePage + 1, 2 * largePage} {
		for _, at := range []int{0, 1, 4096, largePage - 1} {
			advise(b[at : at+n]) // must not fault, nor touch what is beside
		}
	}
}
