package golgi

// A DynamicalSystem is anything that advances by one step: a group of
// neurons, a projection, a delay, a network of these. A part with code of its
// own implements Update and takes part like any other.
type DynamicalSystem interface {
	// Update advances the system by one step. It runs on one goroutine.
	Update(env *Env)
}

// A Part is a system with identity: it has a place in a network and a path,
// and is built with it. Types become parts by embedding Base.
type Part interface {
	DynamicalSystem
	identity() *Base
}

// Base gives a system its identity. The zero Base is ready for use.
type Base struct {
	made   Place
	path   string
	sim    *Sim
	index  int
	at     int64 // number of steps begun
	always bool  // must begin every step
}

func (b *Base) identity() *Base { return b }

// Path returns the place of the part in the network it was built in, as in
// "Layers[3].E"; before that, "".
func (b *Base) Path() string { return b.path }

// Sim returns the simulation that the part was built for; nil before.
func (b *Base) Sim() *Sim { return b.sim }

// Updated returns the last step in which the part was updated; -1 if there was
// none.
func (b *Base) Updated() int64 { return b.at - 1 }

// Due reports whether a step is being made and the update of the part in it is
// still to come.
func (b *Base) Due() bool { return b.sim != nil && b.sim.within && b.at <= b.sim.step }

// The stages of building, in their order. A part implements those it needs.
// Every stage is run for all parts, in the order of the tree, before the next
// begins; Allocate only if there was no error before.
type (
	// Declarer says what the part is: sizes, variables, parameters.
	Declarer interface{ Declare(*Site) }
	// Connector joins the part to others, which have been declared.
	Connector interface{ Connect(*Site) }
	// Compiler makes programs; every connection is known.
	Compiler interface{ Compile(*Site) }
	// Allocator gives the part its storage.
	Allocator interface{ Allocate(*Site) }
	// Resetter sets initial values, after Allocate and at each Reset.
	Resetter interface{ Reset(*Site) }
	// Closer gives back, when the simulation is closed, what the collector
	// would find later.
	Closer interface{ Close() error }
)

// A Projection is a system that sends into others: DynSysGroup updates
// projections first.
type Projection interface {
	Part
	Projects()
}

// A Population is a system that others send into: DynSysGroup updates
// populations after projections.
type Population interface {
	Part
	Populates()
}

// DynSysGroup makes a struct that embeds it a network: its exported fields
// that are systems are its parts. Slices and maps of systems count, maps in
// the order of their keys, and so do networks within networks.
//
// Its Update updates the projections first, then the populations, then
// everything else, each in the order of the fields. A network with an order of
// its own has an Update method of its own.
type DynSysGroup struct {
	Base
	children []DynamicalSystem // in the order of Update
}

// Update updates the parts: projections, populations, then the rest.
func (g *DynSysGroup) Update(env *Env) {
	for _, c := range g.children {
		c.Update(env)
	}
}

func (g *DynSysGroup) group() *DynSysGroup { return g }

// grouper is implemented by what embeds DynSysGroup.
type grouper interface {
	Part
	group() *DynSysGroup
}

// adopt orders the parts of the group.
func (g *DynSysGroup) adopt(parts []DynamicalSystem) {
	g.children = g.children[:0]
	for rank := range 3 {
		for _, p := range parts {
			if rankOf(p) == rank {
				g.children = append(g.children, p)
			}
		}
	}
}

func rankOf(p DynamicalSystem) int {
	switch p.(type) {
	case Projection:
		return 0
	case Population:
		return 1
	}
	return 2
}
