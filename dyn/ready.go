package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/conn"
	"github.com/golgi-sim/golgi/dnn"
)

// ready is what the ready-made projections over a connector have in common.
type ready struct {
	wire
	look
}

// Compile makes the layer.
func (r *ready) Compile(s *golgi.Site) { r.lay(s) }

// Update queues the spikes that are due on the post group.
func (r *ready) Update(env *golgi.Env) { r.forward(env, &r.look) }

func (r *ready) connectReady(s *golgi.Site, pre Source, ms float64, c conn.Connector, weight golgi.Value, post Target, syn, out Model) {
	r.full(s, &r.look, pre, ms, layerOf(c, weight), post, hanging{syn: syn, out: out})
	if r.syn < 0 {
		return
	}
	// The variables of the synapse are those of the projection.
	y := r.post.syns[r.syn]
	for _, st := range y.syn.desc.model.States {
		s.Name(st.Name, r.post.quantity(y.part, st.Name))
	}
}

// layerOf returns the layer that suits a connector.
func layerOf(c conn.Connector, weight golgi.Value) dnn.Comm {
	switch c := c.(type) {
	case conn.All2All:
		return dnn.AllToAll{Weight: weight, NoSelf: c.NoSelf}
	case conn.One2One:
		return dnn.OneToOne{Weight: weight}
	}
	return dnn.EventCSRLinear{Conn: c, Weight: weight}
}
