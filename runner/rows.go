package runner

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/golgi-sim/golgi/internal/tracefile"
)

// rows is storage of the values of a series.
type rows interface {
	row(k int) []float64
	// fault returns why values could not be read, nil if all could.
	fault() error
}

// memoryRows are rows in memory, in pieces.
type memoryRows struct {
	pieces [][]float64
	per    int // rows in a piece, but the last
	width  int
}

func (m *memoryRows) row(k int) []float64 {
	at := k % m.per * m.width
	return m.pieces[k/m.per][at : at+m.width]
}

func (*memoryRows) fault() error { return nil }

// diskRows are rows on disk, of which a piece at a time is in memory.
type diskRows struct {
	reader *tracefile.Reader

	mutex  sync.Mutex
	first  int // row of the piece
	piece  []float64
	failed error
}

func openRows(path string) (*diskRows, error) {
	r, err := tracefile.OpenReader(path)
	return &diskRows{reader: r}, err
}

// row returns a row; one that cannot be read is of NaN.
func (d *diskRows) row(k int) []float64 {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	w := d.reader.Columns()
	if k < d.first || (k-d.first+1)*w > len(d.piece) {
		first, piece, err := d.reader.Piece(int64(k), nil) // rows of the last one may be in use
		if err != nil {
			if d.failed == nil {
				d.failed = fmt.Errorf("values that were recorded cannot be read: %w", err)
			}
			return slices.Repeat([]float64{math.NaN()}, w)
		}
		d.first, d.piece = int(first), piece
	}
	return d.piece[(k-d.first)*w : (k-d.first+1)*w]
}

func (d *diskRows) fault() error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.failed
}
