package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/words"
)

// drawing is the network as a picture, in units that are dots of a screen.
type drawing struct {
	Width, Height float64
	Left, Top     float64
	Nodes         []node
	Edges         []edge
	Effects       []effect
	Words         string // what it shows
}

// effect is a class of edges, for the legend.
type effect struct{ Class, Name string }

// node is a group.
type node struct {
	X, Y, W, H float64 // middle and size
	Lines      []line
	Title      string
	loops      int // arrows to itself
}

// line is a line of text in a node or at an edge.
type line struct {
	X, Y  float64
	Text  string
	Class string
}

// edge is a projection, or several of one kind between two groups.
type edge struct {
	From, To int    // nodes; From is -1 if it is not known
	Path     string // of SVG
	Class    string // exc, inh or mix
	Width    string
	Title    string
	Labels   []line
}

const (
	mostNodes  = 48
	mostEdges  = 400
	mostLabels = 10 // edges that have their text beside them
	charWidth  = 7.3
	smallChar  = 6.3 // at edges
	lineHeight = 16.0
)

// draw draws the network; nil if there is nothing to draw, or too much.
func draw(g *golgi.Graph) *drawing {
	if len(g.Groups) == 0 || len(g.Groups) > mostNodes {
		return nil
	}
	d := &drawing{Words: fmt.Sprintf("The network: %s joined by %s.", words.Count(int64(len(g.Groups)), "group"), words.Count(int64(len(g.Projections)), "projection"))}
	index := map[string]int{}
	for k, x := range g.Groups {
		index[x.Path] = k
		d.Nodes = append(d.Nodes, nodeOf(g, x))
	}
	arrows := arrowsOf(g, index)
	if len(arrows) > mostEdges {
		return nil
	}
	for _, a := range arrows {
		if a.from == a.to {
			d.Nodes[a.to].loops++
		}
	}
	layered := place(d.Nodes, arrows)
	for k := range d.Nodes {
		d.Nodes[k].write()
	}
	d.join(arrows, layered, len(arrows) <= mostLabels)
	d.frame()
	for _, e := range []effect{{"exc", "excitatory"}, {"inh", "inhibitory"}, {"mix", "other"}} {
		if slices.ContainsFunc(d.Edges, func(x edge) bool { return x.Class == e.Class }) {
			d.Effects = append(d.Effects, e)
		}
	}
	return d
}

// nodeOf returns the box of a group, without its place.
func nodeOf(g *golgi.Graph, x golgi.GroupInfo) node {
	model := cmp.Or(x.Model, last(x.Kind))
	n := node{Lines: []line{{Text: cut(x.Path, 26), Class: "name"}, {Text: cut(model, 22) + ", " + words.Whole(int64(x.Size))}},
		Title: fmt.Sprintf("%s: %s of %s", x.Path, model, words.Count(int64(x.Size), "element"))}
	const most = 3
	inputs := 0
	for _, in := range g.Inputs {
		if on, ok := target(g, in.Target); !ok || on != x.Path {
			continue
		}
		if inputs++; inputs <= most {
			what, _, _ := strings.Cut(in.What, ", weight")
			if name, ok := strings.CutPrefix(in.Target, x.Path+"."); ok {
				what = name + ": " + what
			}
			n.Lines = append(n.Lines, line{Text: cut("← "+what, 30), Class: "input"})
		}
		n.Title += fmt.Sprintf("\ninput of %s: %s", in.Target, in.What)
	}
	if inputs > most {
		n.Lines[len(n.Lines)-1].Text = fmt.Sprintf("← and %d more", inputs-most+1)
	}
	for _, l := range n.Lines {
		n.W = max(n.W, charWidth*float64(len([]rune(l.Text)))+24)
	}
	n.W, n.H = max(n.W, 96), lineHeight*float64(len(n.Lines))+16
	return n
}

// target returns the group that a path, of a quantity of it or of a synapse on
// it, belongs to.
func target(g *golgi.Graph, path string) (string, bool) {
	best := ""
	for _, x := range g.Groups {
		if strings.HasPrefix(path, x.Path+".") && len(x.Path) >= len(best) {
			best = x.Path
		}
	}
	for _, y := range g.Synapses {
		if best == "" && strings.HasPrefix(path, y.Path+".") {
			best = y.On
		}
	}
	return best, best != ""
}

// cut shortens a text.
func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}

// write puts the lines of a node into its box.
func (n *node) write() {
	for k := range n.Lines {
		n.Lines[k].X = round(n.X)
		n.Lines[k].Y = round(n.Y - n.H/2 + 8 + lineHeight*(float64(k)+0.75))
	}
}

// arrow is what becomes an edge.
type arrow struct {
	from, to int
	effect   golgi.Effect
	synapses int64
	labels   []string
	title    []string
}

// few is how many projections get an edge of their own each.
const few = 24

// apart is how many of them between two groups.
const apart = 3

// arrowsOf returns the arrows between groups. Where there are many, those of one
// effect between two groups are one.
func arrowsOf(g *golgi.Graph, index map[string]int) []arrow {
	type pair struct {
		from, to string
		effect   golgi.Effect
	}
	parallel := map[pair]int{}
	for _, p := range g.Projections {
		parallel[pair{p.Pre.Path, p.Post.Path, p.Effect}]++
	}
	var all []arrow
	for _, p := range g.Projections {
		from, ok1 := index[p.Pre.Path]
		to, ok2 := index[p.Post.Path]
		if !ok2 {
			continue
		}
		if !ok1 {
			from = -1
		}
		n := words.Count(p.Synapses, "synapse")
		if p.Expected {
			n = "≈ " + n
		}
		title := fmt.Sprintf("%s: %s → %s\n%s, %s, delay %s", p.Path, p.Pre, p.Post, p.Layer, n, p.Delay())
		if w := p.Weight.String(); w != "" {
			title += ", weight " + w
		}
		a := arrow{from: from, to: to, effect: p.Effect, synapses: p.Synapses, title: []string{title}}
		k := -1
		if n := parallel[pair{p.Pre.Path, p.Post.Path, p.Effect}]; len(g.Projections) > few || n > apart {
			k = slices.IndexFunc(all, func(o arrow) bool { return o.from == a.from && o.to == a.to && o.effect == a.effect })
		}
		if k >= 0 {
			all[k].synapses += a.synapses
			all[k].title = append(all[k].title, title)
			all[k].labels = []string{words.Count(int64(len(all[k].title)), "projection"), words.Count(all[k].synapses, "synapse")}
			continue
		}
		first := p.Path
		if p.Pre.Lo != 0 || p.Pre.Hi != p.Pre.Size {
			first += fmt.Sprintf(" from [%d:%d]", p.Pre.Lo, p.Pre.Hi)
		}
		if p.Post.Lo != 0 || p.Post.Hi != p.Post.Size {
			first += fmt.Sprintf(" to [%d:%d]", p.Post.Lo, p.Post.Hi)
		}
		a.labels = []string{cut(first, 34), n + ", " + p.Delay()}
		all = append(all, a)
	}
	return all
}

// frame makes the picture as large as what is in it.
func (d *drawing) frame() {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	grow := func(x0, y0, x1, y1 float64) {
		left, top, right, bottom = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
	}
	for _, n := range d.Nodes {
		grow(n.X-n.W/2, n.Y-n.H/2, n.X+n.W/2, n.Y+n.H/2)
	}
	for _, e := range d.Edges {
		var nums []float64
		for _, f := range strings.FieldsFunc(e.Path, func(r rune) bool { return r == ' ' || r == ',' || r == 'M' || r == 'C' || r == 'Q' }) {
			var x float64
			if _, err := fmt.Sscan(f, &x); err == nil {
				nums = append(nums, x)
			}
		}
		for k := 0; k+1 < len(nums); k += 2 {
			grow(nums[k], nums[k+1], nums[k], nums[k+1])
		}
		for _, l := range e.Labels {
			w := smallChar * float64(len([]rune(l.Text))) / 2
			grow(l.X-w, l.Y-12, l.X+w, l.Y+4)
		}
	}
	const margin = 10
	d.Left, d.Top = math.Floor(left-margin), math.Floor(top-margin)
	d.Width, d.Height = math.Ceil(right+margin)-d.Left, math.Ceil(bottom+margin)-d.Top
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// Left returns the left edge of the box of a node.
func (n node) Left() float64 { return round(n.X - n.W/2) }

// Top returns the upper edge of the box of a node.
func (n node) Top() float64 { return round(n.Y - n.H/2) }
