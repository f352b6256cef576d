package conn

import "slices"

// COO returns the pairs in the order of the synapses: synapse k connects
// pre[k] with post[k]. post is part of the structure and must not be changed.
func (s *Structure) COO() (pre, post []int32) {
	pre = make([]int32, len(s.Cols))
	for i := range s.Pre {
		for k := s.Rows[i]; k < s.Rows[i+1]; k++ {
			pre[k] = int32(i)
		}
	}
	return pre, s.Cols
}

// Mask returns the dense matrix: mask[i][j] says whether pre i is connected
// with post j, once or more often. It is an error if there is no memory for
// it.
func (s *Structure) Mask() (mask [][]bool, err error) {
	if err := Fits("a mask", float64(s.Pre)*float64(s.Post)); err != nil {
		return nil, err
	}
	all := make([]bool, s.Pre*s.Post)
	mask = make([][]bool, s.Pre)
	for i := range mask {
		mask[i] = all[i*s.Post : (i+1)*s.Post : (i+1)*s.Post]
		for _, c := range s.Row(i) {
			mask[i][c] = true
		}
	}
	return mask, nil
}

// Post2Pre returns the structure seen from the other side, its compressed
// sparse columns: the pres of post j are its Row(j), ascending. From says which
// synapse of s each is.
func (s *Structure) Post2Pre() *Structure { return s.transposed(make([]int, len(s.Cols))) }

// transposed is Post2Pre that sets from; nil if nobody wants to know.
func (s *Structure) transposed(from []int) *Structure {
	t := &Structure{Pre: s.Post, Post: s.Pre, Rows: make([]int, s.Post+1), Cols: make([]int32, len(s.Cols)), From: from}
	for _, c := range s.Cols {
		t.Rows[c+1]++
	}
	for j := range s.Post {
		t.Rows[j+1] += t.Rows[j]
	}
	next := slices.Clone(t.Rows[:s.Post])
	for i := range s.Pre {
		for k := s.Rows[i]; k < s.Rows[i+1]; k++ {
			at := &next[s.Cols[k]]
			t.Cols[*at] = int32(i)
			if from != nil {
				from[*at] = k
			}
			*at++
		}
	}
	return t
}

// OutDegrees returns how many synapses every pre has.
func (s *Structure) OutDegrees() []int {
	d := make([]int, s.Pre)
	for i := range d {
		d[i] = s.Rows[i+1] - s.Rows[i]
	}
	return d
}

// InDegrees returns how many synapses every post has.
func (s *Structure) InDegrees() []int {
	d := make([]int, s.Post)
	for _, c := range s.Cols {
		d[c]++
	}
	return d
}
