package runner

import (
	"errors"
	"fmt"
	"iter"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Series holds the values of a quantity over time: a row per recorded step, a
// column per element.
type Series struct {
	Name    string  // of the quantity, as in "N.V"
	Unit    string  // "" if it has none
	Dt      float64 // length of a step in ms
	Start   int64   // step of the first row
	Every   int64   // steps from a row to the next
	Indices []int   // which element of the quantity each column is
	// Before says that the values were taken before the update of their step.
	Before bool

	rows, columns int
	data          rows
	firstRow      int // of the series in data
	firstColumn   int
	err           error
}

// NewSeries returns a series made of values from elsewhere, row after row; it
// has as many columns as there are values per step. The slice is not copied.
// What does not fit together makes a series that carries an error.
func NewSeries(name, unit string, dt float64, start int64, columns int, values []float64) *Series {
	s := &Series{Name: name, Unit: unit, Dt: dt, Start: start, Every: 1}
	switch {
	case columns < 1:
		return s.failed(fmt.Errorf("%s: a series of %d columns", name, columns))
	case len(values)%columns != 0:
		return s.failed(fmt.Errorf("%s: %d values are no whole number of rows of %d", name, len(values), columns))
	case !(dt > 0) || math.IsInf(dt, 0):
		return s.failed(fmt.Errorf("%s: dt is %v ms; it must be positive", name, dt))
	}
	s.rows, s.columns = len(values)/columns, columns
	s.Indices = indices(0, columns)
	s.data = &memoryRows{pieces: [][]float64{values}, per: max(s.rows, 1), width: columns}
	return s
}

// indices returns lo to hi-1.
func indices(lo, hi int) []int {
	all := make([]int, hi-lo)
	for k := range all {
		all[k] = lo + k
	}
	return all
}

// failed returns a series without values that carries an error.
func (s *Series) failed(err error) *Series {
	return &Series{Name: s.Name, Unit: s.Unit, Dt: s.Dt, Start: s.Start, Every: max(1, s.Every), Before: s.Before, err: err}
}

// Err returns why there are no values, nil if nothing is wrong. The values of a
// series that is on disk are read when they are asked for; one that cannot be
// read is NaN, and Err says why from then on. A series that is nil is wrong.
func (s *Series) Err() error {
	if s == nil {
		return errors.New("the series is nil; give one such as res.Series(net.N.V)")
	}
	if s.err == nil && s.data != nil {
		return s.data.fault()
	}
	return s.err
}

// Named returns the same series with another name, which pictures show.
func (s *Series) Named(name string) *Series {
	u := *s
	u.Name = name
	return &u
}

// Period returns the time from a row to the next in ms: Every times Dt.
func (s *Series) Period() float64 { return float64(s.Every) * s.Dt }

// Len returns the number of rows: of recorded steps.
func (s *Series) Len() int { return s.rows }

// Size returns the number of columns: of recorded elements.
func (s *Series) Size() int { return s.columns }

// Row returns the values of row k. They must not be changed.
func (s *Series) Row(k int) []float64 {
	if k < 0 || k >= s.rows {
		s.outside("row", k, s.rows)
	}
	to := s.firstColumn + s.columns
	return s.data.row(k + s.firstRow)[s.firstColumn:to:to]
}

// At returns the value of row k, column j.
func (s *Series) At(k, j int) float64 { return s.Row(k)[j] }

// outside ends in a panic, as indexing a slice does.
func (s *Series) outside(what string, k, n int) {
	if err := s.Err(); err != nil {
		panic(fmt.Sprintf("runner: %s %d of a series without values: %v", what, k, err))
	}
	panic(fmt.Sprintf("runner: %s %d of %d of %s", what, k, n, s.Name))
}

// Column returns the values of column j over time. Of a series on disk all values
// are read for it; Columns reads many columns at once.
func (s *Series) Column(j int) []float64 {
	if j < 0 || j >= s.columns {
		s.outside("column", j, s.columns)
	}
	xs := make([]float64, s.rows)
	for k := range xs {
		xs[k] = s.Row(k)[j]
	}
	return xs
}

// blockValues is how many values Columns reads from disk at once: 64 MB.
var blockValues = 1 << 23

// Columns ranges over the columns: number, and values over time. A series on
// disk is read once for as many of them as take 64 MB.
func (s *Series) Columns() iter.Seq2[int, []float64] {
	return func(yield func(int, []float64) bool) {
		most := max(1, blockValues/max(1, s.rows))
		if _, ok := s.data.(*memoryRows); ok {
			most = min(most, 8) // that share lines of the cache
		}
		for from := 0; from < s.columns; from += most {
			n := min(most, s.columns-from)
			block := make([][]float64, n)
			for j := range block {
				block[j] = make([]float64, s.rows)
			}
			for k := range s.rows {
				for j, x := range s.Row(k)[from : from+n] {
					block[j][k] = x
				}
			}
			for j, xs := range block {
				if !yield(from+j, xs) {
					return
				}
			}
		}
	}
}

// Matrix returns the values as a matrix, rows being steps. A series without
// values gives an empty one.
func (s *Series) Matrix() *mat.Dense {
	if s.rows == 0 {
		return &mat.Dense{}
	}
	m := mat.NewDense(s.rows, s.columns, nil)
	for k := range s.rows {
		m.SetRow(k, s.Row(k))
	}
	return m
}

// Times returns the time of every row in ms: that at which its step begins.
func (s *Series) Times() []float64 { return s.times(s.Start) }

// EndTimes returns the time in ms at which the step of every row ends. For
// values taken after the update, it is the time at which they are the solution
// of the equations.
func (s *Series) EndTimes() []float64 { return s.times(s.Start + 1) }

func (s *Series) times(step int64) []float64 {
	times := make([]float64, s.rows)
	for k := range times {
		times[k] = float64(step+int64(k)*s.Every) * s.Dt
	}
	return times
}

// time returns the time of row k.
func (s *Series) time(k int) float64 { return float64(s.Start+int64(k)*s.Every) * s.Dt }

// Slice returns columns a to b-1.
func (s *Series) Slice(a, b int) *Series {
	if s.err != nil {
		return s
	}
	if a < 0 || b < a || b > s.columns {
		return s.failed(fmt.Errorf("%s: there is no range %d to %d of %d columns", s.Name, a, b, s.columns))
	}
	u := *s
	u.columns, u.firstColumn, u.Indices = b-a, s.firstColumn+a, s.Indices[a:b]
	return &u
}

// Window returns the rows between two times in ms: those of the steps
// round(t0/dt) to round(t1/dt)-1, as far as there are any.
func (s *Series) Window(t0, t1 float64) *Series {
	if s.err != nil {
		return s
	}
	if s.rows == 0 && s.Every == 0 {
		return s // the zero Series
	}
	first, last, err := window(t0, t1, s.Dt, s.Start, s.Start+int64(s.rows)*s.Every)
	if err != nil {
		return s.failed(fmt.Errorf("%s: %w", s.Name, err))
	}
	// Rows of these steps: the first and the last may be between two.
	from := (first - s.Start + s.Every - 1) / s.Every
	to := (last - s.Start + s.Every - 1) / s.Every
	u := *s
	u.Start, u.rows, u.firstRow = s.Start+from*s.Every, int(to-from), s.firstRow+int(from)
	return &u
}
