package dyn

import (
	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/papers"
)

// references returns the publications of models: those that a model names
// itself, as a golgi.Citer, or those of the models of the library.
func references(models []any) (list []golgi.Reference) {
	for _, m := range models {
		if c, ok := m.(golgi.Citer); ok {
			list = append(list, c.References()...)
		} else {
			list = append(list, papers.Of(m)...)
		}
	}
	return list
}

// References returns the publications of the models of the synapses that are
// aligned with the elements.
func (e *Emitter) References() (list []golgi.Reference) {
	for _, p := range e.synapses {
		list = append(list, p.group.References()...)
	}
	return list
}

// References returns the publications of the model and of the synapses and
// outputs that hang on the group.
func (g *Group) References() []golgi.Reference {
	var list []golgi.Reference
	for _, c := range g.parts {
		list = append(list, references(c.desc.models)...)
	}
	return append(list, g.Emitter.References()...)
}

// References returns the publication of the rule.
func (p *STDPSong2000) References() []golgi.Reference { return papers.Of(p) }

// References returns the publications of gap junctions and of their model.
func (c *GapJunction) References() []golgi.Reference { return papers.Of(c) }
