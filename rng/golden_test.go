package rng

import (
	"fmt"
	"strings"
	"testing"
)

// TestGolden holds the first outputs of everything at one seed. They are the
// same on every platform and in every version: changing these breaks every
// user's networks.
func TestGolden(t *testing.T) {
	var b strings.Builder
	line := func(name string, f func(s *Stream) any) {
		s := NewKey(42).Path(name).Stream()
		fmt.Fprint(&b, name)
		for range 4 {
			switch x := f(&s).(type) {
			case float64:
				fmt.Fprintf(&b, " %x", x)
			case uint64, uint32:
				fmt.Fprintf(&b, " %#x", x)
			default:
				fmt.Fprintf(&b, " %v", x)
			}
		}
		fmt.Fprintln(&b)
	}
	float := func(name string, f func(s *Stream) float64) { line(name, func(s *Stream) any { return f(s) }) }
	integer := func(name string, f func(s *Stream) int) { line(name, func(s *Stream) any { return f(s) }) }

	line("Uint64", func(s *Stream) any { return s.Uint64() })
	line("With", func(s *Stream) any { return uint64(Key(s.Uint64()).With(1)) })
	float("Float64", (*Stream).Float64)
	integer("IntN", func(s *Stream) int { return s.IntN(1000) })
	float("Normal", (*Stream).Normal)
	float("normalTail", (*Stream).normalTail)
	float("TruncNormal near", func(s *Stream) float64 { return s.TruncNormal(-1, 2) })
	float("TruncNormal far", func(s *Stream) float64 { return s.TruncNormal(5, 6) })
	float("Exponential", (*Stream).Exponential)
	float("Gamma small", func(s *Stream) float64 { return s.Gamma(0.5) })
	float("Gamma large", func(s *Stream) float64 { return s.Gamma(3) })
	integer("Poisson small", func(s *Stream) int { return s.Poisson(3) })
	integer("Poisson large", func(s *Stream) int { return s.Poisson(300) })
	integer("Binomial small", func(s *Stream) int { return s.Binomial(40, 0.1) })
	integer("Binomial large", func(s *Stream) int { return s.Binomial(4000, 0.6) })
	line("Perm", func(s *Stream) any { dst := make([]int32, 5); s.Perm(dst); return dst })
	line("Shuffle", func(s *Stream) any {
		dst := []int{0, 1, 2, 3}
		s.Shuffle(4, func(i, j int) { dst[i], dst[j] = dst[j], dst[i] })
		return dst
	})
	line("Sample few", func(s *Stream) any { dst := make([]int32, 3); s.Sample(dst, 1000); return dst })
	line("Sample many", func(s *Stream) any { dst := make([]int32, 4); s.Sample(dst, 10); return dst })
	alias, err := NewAlias([]float64{1, 0.5, 3, 1e-3, 2})
	if err != nil {
		t.Fatal(err)
	}
	integer("Alias", func(s *Stream) int { return alias.Pick(s.Uint64()) })
	for _, p := range []float64{1e-6, 2e-4, 0.002, 0.0078, 0.02, 0.5} {
		g := geometric(t, p)
		line(fmt.Sprint("Geometric ", p), func(s *Stream) any {
			return g.Positions(Key(s.Uint64()), 0, int(3/p), nil)
		})
		// All of the tables and of many columns, as one number each.
		line(fmt.Sprint("Geometric sum ", p), func(s *Stream) any {
			h := Key(0)
			for range 5000 {
				if z := s.Uint64(); g.wide != nil {
					h = h.With(uint64(g.wide.stride(z)))
				} else {
					h = h.With(uint64(g.one.stride(uint32(z)))).With(uint64(g.one.stride(uint32(z >> 32))))
				}
			}
			return uint64(h)
		})
	}
	if b.String() == golden {
		return
	}
	want := strings.Split(golden, "\n")
	for i, got := range strings.Split(b.String(), "\n") {
		if i >= len(want) || got != want[i] {
			t.Errorf("got  %s\nwant %s", got, strings.Join(want[min(i, len(want)):min(i+1, len(want))], ""))
		}
	}
	t.Fatalf("all:\n%s", b.String())
}

const golden = `Uint64 0xb52de39c34da4455 0x45e58d3d02707b36 0xd2b1c3f7b898d80c 0xf4e97472a9af7a4d
With 0x477768588487c7e4 0xffc0c6a3d27dbc15 0x3162ddfbf740a62c 0xc76beaf4d5f0b1e3
Float64 0x1.c2ccf3fbf21a7p-01 0x1.e79eb649b93e2p-02 0x1.08713e39dda0dp-01 0x1.40f38aa727c3ap-02
IntN 694 695 606 532
Normal -0x1.291ae273e3fep-01 0x1.67662b229fc93p-03 -0x1.30d5451ee0fa1p+01 -0x1.753166acacc0cp-01
normalTail 0x1.eebef812dc462p+01 0x1.0a0f530a044c9p+02 0x1.fb9efae5266cep+01 0x1.0145bdd192ce7p+02
TruncNormal near -0x1.d0586b78f783ep-05 0x1.8598f3a77699cp-01 -0x1.de77981488ef6p-03 0x1.93073d3bd22ccp-03
TruncNormal far 0x1.40044bd825c2fp+02 0x1.4b302b9599c02p+02 0x1.59e81e5583e33p+02 0x1.41c03b8168d8fp+02
Exponential 0x1.aea939a02ed92p-02 0x1.9b12e28fbca6ap+01 0x1.1711ad0262b4dp-01 0x1.1811f0ec6d15p+00
Gamma small 0x1.0d67459ebe139p-02 0x1.5723e27eed15p-01 0x1.3dbe7d7d31d25p-08 0x1.9e72d377a354bp-02
Gamma large 0x1.85a47337cd9eep+01 0x1.6a04ebd0d5598p+00 0x1.80d3c6b332968p+01 0x1.b5bc2380cc339p+02
Poisson small 3 0 7 0
Poisson large 325 268 303 308
Binomial small 4 5 6 5
Binomial large 2441 2388 2419 2364
Perm [4 0 1 2 3] [1 2 4 0 3] [0 2 1 4 3] [3 1 2 0 4]
Shuffle [0 1 2 3] [3 0 2 1] [0 1 2 3] [1 3 0 2]
Sample few [108 370 948] [184 632 760] [275 641 800] [121 186 455]
Sample many [0 3 7 9] [0 1 2 5] [2 6 8 9] [0 1 2 5]
Alias 0 4 4 4
Geometric 1e-06 [323774 636808] [1587625 2541020 2657021] [2372768] [434283 1447105 1938282 2139637 2279032 2958419]
Geometric sum 1e-06 0x682996934fdeac75 0xadbe9ad751c408a4 0x3869b5784c4d6a89 0xb5313c3d80ce460e
Geometric 0.0002 [2949 4275 6456 10965] [1061 2406 2547 3798 10015] [2265 6020] []
Geometric sum 0.0002 0xc63c45e69d30f4ba 0xe55b78f567bba9a4 0xd861393b0458bbd0 0x9cd07142dc4943e3
Geometric 0.002 [7 301] [74 954 1018] [332 692 733 840 1120 1427] [326 626 1048 1210]
Geometric sum 0.002 0xf9020f281ead5a72 0x8ab901b8925ff302 0x947247067a670b29 0xbb08fd0cbe08797a
Geometric 0.0078 [13 212 272 340] [46 151 175 227 374] [2 38 269 303] [5 10 79 132 208 379]
Geometric sum 0.0078 0xac3453fed68d8472 0x43c3adc44370bbac 0x442b7313b86e4883 0xfce5d6f7ff5ab469
Geometric 0.02 [52 131] [6 45 94 100 110 148] [5 73 87 99 104 107 137] [32 47 140]
Geometric sum 0.02 0xcab5a875c80b80e4 0x12196e090180ceaa 0xd44da35194955a3b 0x55d8ce9491ec7a7a
Geometric 0.5 [2 3 4 5] [3 4] [0 2 3 5] [2 3 4 5]
Geometric sum 0.5 0xe85f096e32456ad6 0x5056e6a3a67adfc4 0xedd83d44ba5675c2 0x5fef8a3bc18607ac
`
