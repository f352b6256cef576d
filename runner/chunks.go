package runner

// chunks is an array that grows without moving what it holds: by pieces, so
// that a recording allocates once in many steps and never copies.
type chunks[T any] struct {
	pieces [][]T
	size   int // of a piece
}

// extend adds n contiguous elements and returns them, to be set.
func (c *chunks[T]) extend(n int) []T {
	last := len(c.pieces) - 1
	if last < 0 || cap(c.pieces[last])-len(c.pieces[last]) < n {
		c.pieces = append(c.pieces, make([]T, 0, max(c.size, n)))
		last++
	}
	p := c.pieces[last]
	c.pieces[last] = p[:len(p)+n]
	return c.pieces[last][len(p):]
}

// len returns the number of elements.
func (c *chunks[T]) len() int {
	n := 0
	for _, p := range c.pieces {
		n += len(p)
	}
	return n
}

// flat returns the elements as one array.
func (c *chunks[T]) flat() []T {
	all := make([]T, 0, c.len())
	for _, p := range c.pieces {
		all = append(all, p...)
	}
	return all
}
