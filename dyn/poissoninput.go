package dyn

import (
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
)

// PoissonInput adds to a variable of every neuron of a group, at the beginning
// of each step, what NumInput independent Poisson sources of rate Freq with
// synapses of strength Weight bring:
//
//	x += weight*Binomial(num_input, freq*dt/1000)
//
// drawn exactly, by inversion, within the program of the group.
type PoissonInput struct {
	golgi.Base
	Post     *Group
	Var      string      // a variable of the group, "V"; or a synapse's, "E.syn.g": the path of its projection with it
	NumInput golgi.Value // number of sources of one neuron
	Freq     golgi.Value // rate of a source, Hz
	Weight   golgi.Value // what one spike adds; default 1
}

// poissonDrive is the model of a PoissonInput.
type poissonDrive struct {
	NumInput golgi.Value `name:"num_input" unit:"1" doc:"number of sources"`
	Freq     golgi.Value `name:"freq" unit:"Hz" doc:"rate of a source"`
	Weight   golgi.Value `name:"weight" default:"1" unit:"1" doc:"what one spike adds"`
}

// Equations returns the equations.
func (poissonDrive) Equations() Equations {
	return Equations{Name: "PoissonInput", Body: "x = weight*Binomial(num_input, freq*dt/1000)"}
}

// Projects marks a projection.
func (p *PoissonInput) Projects() {}

// Connect hangs the input on the group.
func (p *PoissonInput) Connect(s *golgi.Site) {
	g, n := p.Post, 0
	switch {
	case g == nil:
		s.Errorf("Post is nil; give the group")
	default:
		n = max(0, g.n)
		s.Refer("Post", &g.Base)
	}
	d, ok := describeAt(s, poissonDrive{p.NumInput, p.Freq, p.Weight}, eqn.Driver)
	if !ok {
		return
	}
	params, _ := resolve(s, d, n, s.Path(), "")
	neuron := anyNeuron()
	alone := &eqn.Fusion{Neuron: neuron.desc.model, Drives: []eqn.Drive{{Model: d.model, Part: 1, Of: eqn.Variable{Name: "V"}}}}
	checkAlone(s, alone, n, []component{neuron, {s.Path(), d, params}}, "", "")
	if s.Broken() {
		return
	}
	part := g.component(s.Path(), d, params)
	g.nameComponent(s, "", part)
	g.drives = append(g.drives, eqn.Drive{Model: d.model, Part: part, Of: eqn.Variable{Name: p.Var}})
	g.driven = append(g.driven, s)
}

// Update does nothing: the input is part of the program of the group.
func (p *PoissonInput) Update(*golgi.Env) {}

// resolveDrives finds the variables that drives are of: of the group itself, or
// of a synapse by the path of its projection.
func (g *Group) resolveDrives() {
	for k := range g.drives {
		d, site := &g.drives[k], g.driven[k]
		of := d.Of.Name
		if _, ok := g.desc.model.State(of); ok {
			continue
		}
		found := false
		for _, y := range g.syns {
			for _, owner := range y.owners {
				for _, st := range y.syn.desc.model.States {
					if of == owner+".syn."+st.Name {
						d.Of, found = eqn.Variable{Part: y.part, Name: st.Name}, true
					}
				}
			}
		}
		if g.lacks(of) {
			continue
		}
		if !found {
			site.Errorf("Var: there is no variable %q in %s or its synapses; there are %s", of, g.Path(), strings.Join(g.variables(), ", "))
		}
	}
}

// lacks reports whether a variable is of a synapse that is not there because of
// a mistake in its projection.
func (g *Group) lacks(name string) bool {
	return slices.ContainsFunc(g.absent, func(path string) bool { return strings.HasPrefix(name, path+".syn.") })
}

// variables returns the names by which a drive can find variables.
func (g *Group) variables() []string {
	var names []string
	for _, st := range g.desc.model.States {
		names = append(names, st.Name)
	}
	for _, y := range g.syns {
		for _, st := range y.syn.desc.model.States {
			names = append(names, y.owners[0]+".syn."+st.Name)
		}
	}
	slices.Sort(names)
	return names
}
