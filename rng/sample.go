package rng

import "slices"

// Shuffle puts n elements into random order, each order equally likely;
// swap exchanges elements i and j.
func (s *Stream) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, int(s.below(uint64(i+1))))
	}
}

// Perm fills dst with the integers from 0 to len(dst)-1 in random order.
func (s *Stream) Perm(dst []int32) {
	for i := range dst {
		j := s.below(uint64(i + 1))
		dst[i] = dst[j]
		dst[j] = int32(i)
	}
}

// Sample fills dst with len(dst) different integers from 0 to n-1, ascending;
// each such set is equally likely. It panics if there are none.
func (s *Stream) Sample(dst []int32, n int) {
	k := len(dst)
	if k > n || int64(n) > 1<<31 {
		panic("rng: Sample needs len(dst) <= n <= 2^31")
	}
	if k > n/8 {
		s.sampleDense(dst, n)
		return
	}
	// The set of the first k different values of a sequence of independent
	// ones. As many are drawn as are still missing, so never too many.
	for have := 0; have < k; {
		for i := have; i < k; i++ {
			dst[i] = int32(s.below(uint64(n)))
		}
		slices.Sort(dst)
		have = len(slices.Compact(dst))
	}
}

// sampleDense looks at every integer and takes it with probability wanted
// over left (algorithm S of Knuth, The Art of Computer Programming, 3.4.2).
func (s *Stream) sampleDense(dst []int32, n int) {
	at := 0
	for i := 0; at < len(dst); i++ {
		if s.below(uint64(n-i)) < uint64(len(dst)-at) {
			dst[at] = int32(i)
			at++
		}
	}
}
