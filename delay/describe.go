package delay

import "github.com/golgi-sim/golgi"

// Describe adds what the delay is to a description of the network.
func (d *VarDelay) Describe(g *golgi.Graph) {
	i := golgi.DelayInfo{Path: d.Path(), Steps: most(d.steps)}
	if d.spike != nil {
		i.Of, i.Size, i.Bytes = d.spike.Path(), d.hi-d.lo, d.spikes.Bytes()
	} else {
		i.Of, i.Size, i.Bytes = d.state.Path(), d.state.Size(), d.values.Bytes()
	}
	g.Delays = append(g.Delays, i)
}

// Describe adds what the delay is to a description of the network.
func (d *DataDelay) Describe(g *golgi.Graph) {
	g.Delays = append(g.Delays, golgi.DelayInfo{Path: d.Path(), Of: "data", Steps: most(d.steps), Size: d.Size, Bytes: d.values.Bytes() + 8*int64(len(d.data))})
}

// Describe adds what the delay is to a description of the network.
func (d *TimeDelay) Describe(g *golgi.Graph) {
	g.Delays = append(g.Delays, golgi.DelayInfo{Path: d.Path(), Of: d.Of.Path(), Steps: int(d.steps) + 1, Size: d.Of.Size(), Bytes: d.values.Bytes() + 8*int64(len(d.live))})
}
