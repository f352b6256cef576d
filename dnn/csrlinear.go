package dnn

import (
	"fmt"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/delay"
	"github.com/golgi-sim/golgi/internal/null"
)

// CSRLinear stores the connections that a connector gives, in compressed
// sparse rows: 2 bytes per synapse, or 4 if there are more than 65,536 posts, 8
// more if each has a weight of its own (4 if it is Single), 2 more if each has a
// delay of its own.
//
// Weights and delays of single synapses are in the order of the rows, columns
// ascending, except with a connector that was made of a list (conn.IJConn,
// conn.CSRConn): there element k belongs to entry k of the list, in whatever
// order that is. The quantity that Weight of the layer returns is in the order
// of the rows always.
type CSRLinear struct {
	Conn   conn.Connector // it must be given
	Weight golgi.Value    // one for all, or one per synapse; default 1
	// Delay is that of the synapses in ms, besides the delay of the
	// projection: spikes that a layer without delays would deliver in step n
	// arrive d-1 steps later, d the delay in steps. One number must be a
	// multiple of dt; values of single synapses are rounded to the nearest
	// step, and are at least one. Default none, which is the same as one
	// step. At most 65535 steps.
	Delay golgi.Value
	// Single rounds weights of single synapses to single precision: 4 bytes each
	// instead of 8, and less to read for each spike. They cannot be set then, nor
	// learn.
	Single bool
}

// Layer makes the layer.
func (c CSRLinear) Layer(p Place) (Layer, error) {
	m := p.check()
	s := m.structure(c.Conn, p)
	if s == nil {
		// What can be said of the other fields without the connections.
		_, err := p.weight(oneNumber(c.Weight), 1)
		m.add(err)
		_, _, err = p.delays(oneNumber(c.Delay), &conn.Structure{})
		m.add(err)
		return nil, m.err()
	}
	w, err := p.weight(c.Weight, s.Synapses())
	m.add(err)
	delays, most, err := p.delays(c.Delay, s)
	m.add(err)
	if m != nil {
		return nil, m.err()
	}
	w = picked(w, s.From)
	if c.Single && w.Each != nil {
		return newSingle(newCSR(size{p.Pre, p.Post}, s, weights{}, delays, most), w.Each)
	}
	return newCSR(size{p.Pre, p.Post}, s, p.quantity(w, s.Synapses()), delays, most), nil
}

// EventCSRLinear is CSRLinear under the name that BrainPy has for the layer
// that is driven by spikes. In Golgi every layer takes spikes, at a cost that
// grows with their number, as well as vectors, whose elements are multiplied
// by the weights; the two names are the same layer.
type EventCSRLinear struct {
	Conn   conn.Connector // it must be given
	Weight golgi.Value    // one for all, or one per synapse; default 1
	Delay  golgi.Value    // ms; see CSRLinear; default none
	Single bool           // weights in single precision; see CSRLinear
}

// Layer makes the layer.
func (c EventCSRLinear) Layer(p Place) (Layer, error) { return CSRLinear(c).Layer(p) }

// structure connects a place. It returns nil if there was a mistake, now or
// before.
func (m *mistakes) structure(c conn.Connector, p Place) *conn.Structure {
	if null.Is(c) {
		m.addf("Conn is nil; give a connector such as conn.FixedProb{Prob: 0.1}")
	}
	if *m != nil {
		return nil
	}
	s, err := c.Connect(conn.Ends{Pre: p.Pre, Post: p.Post, Recurrent: p.Recurrent, Key: p.Key.Path("Conn")})
	if err == nil && s == nil {
		err = fmt.Errorf("%T gave neither a structure nor an error", c)
	}
	if err == nil && (s.Pre != p.Pre || s.Post != p.Post) {
		err = fmt.Errorf("%T gave a structure of %d × %d elements where pre has %d and post has %d", c, s.Pre, s.Post, p.Pre, p.Post)
	}
	if err == nil {
		err = s.Check()
	}
	if err == nil {
		return s
	}
	var list mistakes
	list.add(err)
	for _, e := range list {
		m.addf("Conn: %w", e)
	}
	return nil
}

// oneNumber returns v unless it has one value per synapse.
func oneNumber(v golgi.Value) golgi.Value {
	switch v.(type) {
	case []float64, func(int) float64, golgi.Initializer:
		return nil
	}
	return v
}

// maxDelay is the largest delay of a synapse, in steps.
const maxDelay = 1<<16 - 1

// delays makes the field Delay definite, in steps: those of every synapse, or
// nil and the one of all. most is the largest, and 0 if none is above the one
// step that every spike takes.
func (p Place) delays(v golgi.Value, s *conn.Structure) (each []uint16, most int, err error) {
	if v == nil {
		return nil, 0, nil
	}
	if !(p.Dt > 0) {
		return nil, 0, fmt.Errorf("Delay is given in ms, but the step of the place is %v ms; give it a Dt", p.Dt)
	}
	r, err := p.resolve("Delay", v, s.Synapses())
	if err != nil {
		return nil, 0, err
	}
	if r.Each == nil {
		most, err = delay.Steps(r.Uniform, p.Dt)
		if err == nil && most > maxDelay {
			err = tooLong(r.Uniform, p.Dt)
		}
		if err != nil {
			return nil, 0, fmt.Errorf("Delay: %w", err)
		}
	} else {
		each = make([]uint16, s.Synapses())
		for k, ms := range picked(r, s.From).Each {
			d, err := delay.Rounded(ms, p.Dt)
			if err == nil && d > maxDelay {
				err = tooLong(ms, p.Dt)
			}
			if err == nil && ms < 0 && !r.Drawn {
				err = fmt.Errorf("a delay of %v ms is negative", ms)
			}
			if err != nil {
				return nil, 0, fmt.Errorf("Delay of synapse %d: %w", k, err)
			}
			each[k] = uint16(d)
			most = max(most, d)
		}
	}
	if most <= 1 {
		return nil, 0, nil
	}
	return each, most, nil
}

func tooLong(ms, dt float64) error {
	return fmt.Errorf("a delay of %v ms is more than the %d steps of dt = %v ms that a synapse can have", ms, maxDelay, dt)
}
