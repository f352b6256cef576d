package conn

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// MatConn connects what a matrix of one's own says, of pre rows and post
// columns. One of Mask and Mat must be given. The numbers in Mat are not
// weights: where they are not 0, there is a connection.
type MatConn struct {
	Mask [][]bool   // Mask[i][j]: pre i is connected with post j
	Mat  mat.Matrix // in place of Mask: connected where it is not 0
}

// Connect gives the structure.
func (c MatConn) Connect(e Ends) (*Structure, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	if (c.Mask == nil) == (c.Mat == nil) {
		return nil, errors.New("MatConn needs Mask or Mat, and not both")
	}
	if c.Mat != nil {
		return c.fromMat(e)
	}
	if len(c.Mask) != e.Pre {
		return nil, fmt.Errorf("Mask has %d rows, but pre has %d elements; it needs a row for each", len(c.Mask), e.Pre)
	}
	for i, row := range c.Mask {
		if len(row) != e.Post {
			return nil, fmt.Errorf("row %d of Mask has %d columns, but post has %d elements; it needs a column for each", i, len(row), e.Post)
		}
	}
	return drawn(e, func(i int, row []int32) []int32 {
		for j, yes := range c.Mask[i] {
			if yes {
				row = append(row, int32(j))
			}
		}
		return row
	}), nil
}

func (c MatConn) fromMat(e Ends) (*Structure, error) {
	if r, n := c.Mat.Dims(); r != e.Pre || n != e.Post {
		return nil, fmt.Errorf("Mat is %d × %d, but pre has %d elements and post has %d; it needs a row for each pre and a column for each post", r, n, e.Pre, e.Post)
	}
	// One row after the other: At of somebody else's matrix may not be safe
	// to call from several goroutines.
	s := &Structure{Pre: e.Pre, Post: e.Post, Rows: make([]int, e.Pre+1)}
	for i := range e.Pre {
		for j := range e.Post {
			switch x := c.Mat.At(i, j); {
			case math.IsNaN(x):
				return nil, fmt.Errorf("Mat is NaN at row %d, column %d", i, j)
			case x != 0:
				s.Cols = append(s.Cols, int32(j))
			}
		}
		s.Rows[i+1] = len(s.Cols)
	}
	return s, nil
}
