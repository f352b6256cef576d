package report

import (
	"encoding/base64"
	"math"

	"github.com/golgi-sim/golgi/runner"
)

// heat is the values of all elements of a series, as colours: means over cells
// of some rows and some elements.
type heat struct {
	Start    float64 `json:"start"` // ms
	Dt       float64 `json:"dt"`    // of a cell
	Across   int     `json:"across"`
	Up       int     `json:"up"`
	Elements int     `json:"elements"`
	First    int     `json:"first"`           // index of element 0
	Picks    []int   `json:"picks,omitempty"` // indices of all elements, if they do not follow one another
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	// Cells are bytes, time after time: 0 where there is no value, 1 for Low to
	// 255 for High.
	Cells string `json:"cells"`
}

const (
	mostAcross = 1200
	mostUp     = 256
	mostCells  = 1_600_000 // of all series together
	// mostRead is how many values the means are taken of. Of more, rows are
	// left out.
	mostRead = 20_000_000
)

// heatOf returns the values of one of so many series as colours; nil if there are
// none.
func heatOf(s *runner.Series, series int) *heat {
	rows, n := s.Len(), s.Size()
	if rows == 0 {
		return nil
	}
	h := &heat{Elements: n, First: s.Indices[0], Up: min(n, mostUp), Low: math.Inf(1), High: math.Inf(-1)}
	for j, i := range s.Indices {
		if i != h.First+j {
			h.Picks = s.Indices
			break
		}
	}
	h.Across = min(rows, mostAcross, max(1, mostCells/series/h.Up))
	times := s.Times()
	h.Start = times[0]
	span := s.EndTimes()[0] - times[0]
	if rows > 1 {
		span = (times[rows-1] - times[0]) / float64(rows-1) * float64(rows)
	}
	h.Dt = span / float64(h.Across)
	stride := 1 + rows/h.Across*n/(mostRead/h.Across)
	means := make([]float64, h.Across*h.Up)
	counts := make([]int, h.Up)
	for a := range h.Across {
		column := means[a*h.Up : (a+1)*h.Up]
		clear(counts)
		for k := a * rows / h.Across; k < (a+1)*rows/h.Across; k += stride {
			for j, x := range s.Row(k) {
				column[j*h.Up/n] += x
				counts[j*h.Up/n]++
			}
		}
		for u := range column {
			column[u] /= float64(counts[u])
			if x := column[u]; x-x == 0 {
				h.Low, h.High = min(h.Low, x), max(h.High, x)
			}
		}
	}
	if !(h.Low <= h.High) {
		return nil
	}
	cells := make([]byte, len(means))
	for k, x := range means {
		if x-x == 0 {
			cells[k] = 1 + byte(math.Round(254*share(x, h.Low, h.High)))
		}
	}
	h.Cells = base64.StdEncoding.EncodeToString(cells)
	return h
}

// share says where x is between low and high, 0 to 1.
func share(x, low, high float64) float64 {
	if low == high {
		return 0.5
	}
	return min(1, max(0, (x/2-low/2)/(high/2-low/2)))
}
