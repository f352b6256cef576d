package golgi

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
)

// Graph describes a network that has been built: what it consists of, how that
// is joined, what it takes of memory and what runs it. It is plain data, which
// does not change when the simulation goes on and keeps no part of it alive.
type Graph struct {
	Dt       float64 `json:"dt"` // length of a step, ms
	Seed     uint64  `json:"seed"`
	Workers  int     `json:"workers,omitempty"`
	Executor string  `json:"executor,omitempty"` // what runs the programs

	Groups      []GroupInfo      `json:"groups,omitempty"`
	Synapses    []SynapseInfo    `json:"synapses,omitempty"`
	Projections []ProjectionInfo `json:"projections,omitempty"`
	Delays      []DelayInfo      `json:"delays,omitempty"`
	Inputs      []InputInfo      `json:"inputs,omitempty"`
	Parts       []PartInfo       `json:"parts,omitempty"` // all of them, in the order of the tree
	// References are the publications of the models in use, a text for each.
	References []string `json:"references,omitempty"`
}

// GroupInfo describes a population: neurons, rate units, a source of spikes.
type GroupInfo struct {
	Path      string         `json:"path"`
	Kind      string         `json:"kind"`  // type of the part, as in "dyn.Group"
	Model     string         `json:"model"` // "" if it has none
	Size      int            `json:"size"`  // elements
	Variables []VariableInfo `json:"variables,omitempty"`
	Params    []ParamInfo    `json:"params,omitempty"`
	Equations string         `json:"equations,omitempty"` // of the model, a line each; "" if it has none
	Program   Program        `json:"program,omitzero"`    // what a step of it is, with all that hangs on it
	Bytes     int64          `json:"bytes,omitempty"`     // of its arrays
}

// VariableInfo describes a variable.
type VariableInfo struct {
	Name string `json:"name"`
	Unit string `json:"unit,omitempty"` // "" if none is known
}

// ParamInfo describes a parameter.
type ParamInfo struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit,omitempty"` // "" if it has none
	Doc   string  `json:"doc,omitempty"`
	Value Summary `json:"value"`
}

// Program describes a compiled program. It is zero for a part that is plain Go.
type Program struct {
	Operations int `json:"operations,omitempty"` // on vectors, in a step
	PerStep    int `json:"per_step,omitempty"`   // operations on what all elements share, in a step
	Once       int `json:"once,omitempty"`       // operations when a parameter was set
	Code       int `json:"code,omitempty"`       // bytes of machine code; 0 if it is interpreted
}

// SynapseInfo describes the state of a synapse and its output, which one
// projection or several, merged, have on a group.
type SynapseInfo struct {
	Path         string      `json:"path"`                  // as in "E.syn"
	On           string      `json:"on,omitempty"`          // group with one such synapse per element
	Projections  []string    `json:"projections,omitempty"` // paths of those that share it
	Model        string      `json:"model"`
	Params       []ParamInfo `json:"params,omitempty"`
	Output       string      `json:"output,omitempty"` // "" if the output is elsewhere
	OutputParams []ParamInfo `json:"output_params,omitempty"`
	Current      string      `json:"current,omitempty"` // which current of the group it is part of, as in "I_dend"
}

// ProjectionInfo describes a projection.
type ProjectionInfo struct {
	Path  string `json:"path"`
	Kind  string `json:"kind"` // type of the part, as in "dyn.FullProjAlignPostMg"
	Pre   End    `json:"pre"`
	Post  End    `json:"post"`
	Layer string `json:"layer,omitempty"` // type of the communication layer, as in "CSRLinear"
	// Synapses is the number of connections; Expected says that it is the mean
	// of a layer that makes them anew at every spike.
	Synapses int64   `json:"synapses"`
	Expected bool    `json:"expected,omitempty"`
	Weight   Summary `json:"weight,omitzero"`
	// DelayMin and DelayMax are how long spikes are on their way, ms.
	DelayMin float64     `json:"delay_min,omitempty"`
	DelayMax float64     `json:"delay_max,omitempty"`
	Effect   Effect      `json:"effect,omitempty"`
	Synapse  string      `json:"synapse,omitempty"` // path of the synapse; "" if there is none
	Params   []ParamInfo `json:"params,omitempty"`  // of its own, such as those of learning
	Bytes    int64       `json:"bytes,omitempty"`   // of the layer, and of what learns
}

// Effect is what a projection does to its targets.
type Effect string

// The effects. That of a conductance is told by its reversal potential and the
// resting one of the targets.
const (
	Excitatory Effect = "excitatory"
	Inhibitory Effect = "inhibitory"
	Mixed      Effect = "" // both, or not known
)

// End is what a projection starts from or ends at: elements Lo to Hi-1 of a
// part of Size elements. Path is "" as long as it is not known, which is so of a
// projection that is handed its spikes until they were sent first.
type End struct {
	Path string `json:"path"`
	Lo   int    `json:"lo"`
	Hi   int    `json:"hi"`
	Size int    `json:"size"`
}

// Len returns the number of elements.
func (e End) Len() int { return e.Hi - e.Lo }

// String returns the path, with the range if it is not all elements.
func (e End) String() string {
	path := e.Path
	if path == "" {
		path = "sent"
	}
	if e.Lo == 0 && e.Hi == e.Size {
		return path
	}
	return fmt.Sprintf("%s[%d:%d]", path, e.Lo, e.Hi)
}

// DelayInfo describes a memory of the past.
type DelayInfo struct {
	Path  string `json:"path"`            // of the part that has it
	Of    string `json:"of,omitempty"`    // what is kept: "spikes of N", "N.V", "weights on their way"
	Steps int    `json:"steps,omitempty"` // the longest delay
	Size  int    `json:"size"`            // elements
	Bytes int64  `json:"bytes,omitempty"`
}

// InputInfo describes what drives a part from outside.
type InputInfo struct {
	Path   string `json:"path"`             // of the part that does; "" if it is not part of the network
	Target string `json:"target,omitempty"` // what is driven, as in "N.I"
	What   string `json:"what,omitempty"`   // by what, in words
}

// PartInfo names a part.
type PartInfo struct {
	Path string `json:"path"`
	Kind string `json:"kind"`
}

// Summary says what values are: one for all, if Min equals Max, or how they are
// distributed.
type Summary struct {
	N    int     `json:"n"` // values; 0: there are none
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd,omitempty"`
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
	// Law is the distribution of values that are not stored, as in
	// "normal(0.5, 0.1)"; Min and Max are then its ends, or 0 where it has none.
	Law string `json:"law,omitempty"`
}

// Summarize returns what the values of a quantity are now. Those that are not
// finite are left out.
func Summarize(q *Quantity) Summary {
	switch {
	case q == nil || !q.ready || q.n == 0:
		return Summary{}
	case q.each == nil:
		return Uniform(q.uniform, q.n)
	}
	return SummaryOf(q.each)
}

// Uniform is the summary of n values that are all x.
func Uniform(x float64, n int) Summary {
	if x-x != 0 {
		return Summary{}
	}
	return Summary{N: n, Mean: x, Min: x, Max: x}
}

// SummaryOf is the summary of values, of which those that are not finite are
// left out.
func SummaryOf(xs []float64) Summary {
	s := Summary{Min: math.Inf(1), Max: math.Inf(-1)}
	squares := 0.0
	for _, x := range xs {
		if x-x != 0 {
			continue
		}
		// Welford's updates lose no digits of values that hardly differ.
		s.N++
		d := x - s.Mean
		s.Mean += d / float64(s.N)
		squares += d * (x - s.Mean)
		s.Min, s.Max = min(s.Min, x), max(s.Max, x)
	}
	if s.N == 0 {
		return Summary{}
	}
	s.SD = math.Sqrt(squares / float64(s.N))
	if s.SD-s.SD != 0 || s.Mean-s.Mean != 0 {
		// So large that sums overflow: what is known of them by their ends.
		s.Mean, s.SD = s.Min/2+s.Max/2, s.Max/2-s.Min/2
	}
	if s.Min == s.Max {
		s.Mean, s.SD = s.Min, 0
	}
	return s
}

// String returns the summary in few digits: "20", "20 ± 2 (14.2 … 25.9)".
func (s Summary) String() string {
	switch {
	case s.N == 0 && s.Law == "":
		return ""
	case s.Law != "":
		return s.Law
	case s.Min == s.Max:
		return digits(s.Min, 6)
	}
	return fmt.Sprintf("%s ± %s (%s … %s)", digits(s.Mean, 3), digits(s.SD, 2), digits(s.Min, 3), digits(s.Max, 3))
}

func digits(x float64, n int) string { return strconv.FormatFloat(x, 'g', n, 64) }

// A Describer is a part that adds what it is to a Graph. Kind is filled in
// where it is left out.
type Describer interface{ Describe(g *Graph) }

// Graph describes the network as it is now.
func (s *Sim) Graph() *Graph {
	g := &Graph{Dt: s.dt, Seed: s.seed, Workers: s.Threads(), Executor: s.Executor()}
	for _, p := range s.parts {
		kind := kindOf(p)
		g.Parts = append(g.Parts, PartInfo{p.identity().path, kind})
		d, ok := p.(Describer)
		if !ok {
			continue
		}
		groups, projections := len(g.Groups), len(g.Projections)
		d.Describe(g)
		for k := range g.Groups[groups:] {
			if i := &g.Groups[groups+k]; i.Kind == "" {
				i.Kind = kind
			}
		}
		for k := range g.Projections[projections:] {
			if i := &g.Projections[projections+k]; i.Kind == "" {
				i.Kind = kind
			}
		}
	}
	for _, r := range s.References() {
		g.References = append(g.References, r.Text())
	}
	return g
}

// kindOf names the type of a part; that of a network without a name is
// "network".
func kindOf(p Part) string {
	t := reflect.TypeOf(p)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" {
		return "network"
	}
	return t.String()
}

// Neurons returns the number of elements of all groups.
func (g *Graph) Neurons() int {
	n := 0
	for _, x := range g.Groups {
		n += x.Size
	}
	return n
}

// Connections returns the number of synapses of all projections.
func (g *Graph) Connections() int64 {
	n := int64(0)
	for _, p := range g.Projections {
		n += p.Synapses
	}
	return n
}

// Bytes returns the memory of all parts: arrays, connections, the past.
func (g *Graph) Bytes() int64 {
	n := int64(0)
	for _, x := range g.Groups {
		n += x.Bytes
	}
	for _, x := range g.Projections {
		n += x.Bytes
	}
	for _, x := range g.Delays {
		n += x.Bytes
	}
	return n
}
