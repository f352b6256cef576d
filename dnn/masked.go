package dnn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
)

// MaskedLinear is a dense matrix of weights of which a connector keeps a part:
// x·(W∘mask). It stores what it keeps, in rows. The connector must not connect
// a pair more than once.
type MaskedLinear struct {
	Conn conn.Connector // the mask; it must be given
	// Weight is one for all, or one per pair, also of those that the mask
	// leaves out: a *mat.Dense or other matrix of pre rows and post columns,
	// a []float64 of its rows, or an initialiser, which is asked for shape
	// (pre, post). Default 1.
	Weight golgi.Value
}

// Layer makes the layer.
func (c MaskedLinear) Layer(p Place) (Layer, error) {
	m := p.check()
	s := m.structure(c.Conn, p)
	if m != nil {
		return nil, m.err()
	}
	if i, j, twice := s.Multi(); twice {
		m.addf("Conn connects pre %d with post %d more than once, which a mask cannot", i, j)
	}
	w, err := p.matrixWeight(c.Weight)
	m.add(err)
	if m != nil {
		return nil, m.err()
	}
	if w.Each != nil {
		places := make([]int, s.Synapses())
		for i := range s.Pre {
			for k := s.Rows[i]; k < s.Rows[i+1]; k++ {
				places[k] = i*s.Post + int(s.Cols[k])
			}
		}
		w = picked(w, places)
	}
	return newCSR(size{p.Pre, p.Post}, s, p.quantity(w, s.Synapses()), nil, 0), nil
}
