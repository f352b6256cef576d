package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/words"
)

// table is a table of the page.
type table struct {
	Title string
	Head  []cell
	Rows  [][]cell
	Note  string
	Open  bool // shown at once
}

// cell is a cell of a table; numbers stand at the right.
type cell struct {
	Text  string
	Right bool
}

// mostRows is how many rows of a table are shown.
const mostRows = 2000

func text(s string) cell   { return cell{s, false} }
func figure(s string) cell { return cell{s, true} }

// add adds a table that has rows. Columns in which nothing stands are left out.
func (r *tables) add(title string, open bool, n int, head []string, row func(k int) []cell) {
	if n == 0 {
		return
	}
	t := table{Title: title, Open: open}
	for k := range min(n, mostRows) {
		t.Rows = append(t.Rows, row(k))
	}
	for c := len(head) - 1; c >= 0; c-- {
		if !slices.ContainsFunc(t.Rows, func(cells []cell) bool { return cells[c].Text != "" }) {
			for k := range t.Rows {
				t.Rows[k] = slices.Delete(t.Rows[k], c, c+1)
			}
			continue
		}
		t.Head = slices.Insert(t.Head, 0, cell{head[c], t.Rows[0][c].Right})
	}
	if n > mostRows {
		t.Note = fmt.Sprintf("and %s more", words.Whole(int64(n-mostRows)))
	}
	*r = append(*r, t)
}

type tables []table

// tables returns the tables of the page.
func (r *Report) tables() []table {
	var all tables
	all.add("Activity", true, len(r.Spikes), []string{"spikes of", "neurons", "spikes", "rate (Hz)", "CV of intervals", "spike hash"}, func(k int) []cell {
		t := r.Spikes[k]
		return []cell{text(strings.TrimSuffix(t.Name, ".spike")), figure(words.Whole(int64(t.N))), figure(words.Whole(int64(t.Count()))),
			figure(number(t.Rate(), 4)), figure(number(t.CV(), 3)), figure(fmt.Sprintf("%016x", t.Hash()))}
	})
	g := r.res.Graph
	if g == nil {
		return all
	}
	all.add("Groups", true, len(g.Groups), []string{"group", "model", "size", "variables", "operations", "machine code", "memory"}, func(k int) []cell {
		x := g.Groups[k]
		model := x.Model
		if model == "" {
			model = x.Kind
		}
		var vars []string
		for _, v := range x.Variables {
			vars = append(vars, withUnit(v.Name, v.Unit))
		}
		return []cell{text(x.Path), text(model), figure(words.Whole(int64(x.Size))), text(strings.Join(vars, ", ")), some(x.Program.Operations), bytesCell(int64(x.Program.Code)), bytesCell(x.Bytes)}
	})
	all.add("Projections", len(g.Projections) <= 16, len(g.Projections), []string{"projection", "from", "to", "kind", "layer", "synapses", "weight", "delay", "effect", "synapse", "memory"}, func(k int) []cell {
		p := g.Projections[k]
		n := words.Whole(p.Synapses)
		if p.Expected {
			n = "≈ " + n
		}
		return []cell{text(p.Path), text(p.Pre.String()), text(p.Post.String()), text(last(p.Kind)), text(p.Layer), figure(n), text(p.Weight.String()), text(p.Delay()), text(string(p.Effect)), text(p.Synapse), bytesCell(p.Bytes)}
	})
	all.add("Synapses", len(g.Synapses) <= 16, len(g.Synapses), []string{"synapse", "on", "model", "output", "part of", "shared by"}, func(k int) []cell {
		y := g.Synapses[k]
		return []cell{text(y.Path), text(y.On), text(call(y.Model, y.Params)), text(call(y.Output, y.OutputParams)), text(y.Current), text(strings.Join(y.Projections, ", "))}
	})
	params := paramsOf(g)
	all.add("Parameters", len(params) <= 24, len(params), []string{"of", "parameter", "value", "unit", ""}, func(k int) []cell {
		p := params[k]
		return []cell{text(strings.Join(p.of, ", ")), text(p.Name), figure(p.Value.String()), text(unit(p.Unit)), text(p.Doc)}
	})
	all.add("Inputs", true, len(g.Inputs), []string{"input", "by", ""}, func(k int) []cell {
		in := g.Inputs[k]
		return []cell{text(in.Target), text(in.What), text(in.Path)}
	})
	all.add("Delays", false, len(g.Delays), []string{"past of", "kept by", "steps", "elements", "memory"}, func(k int) []cell {
		d := g.Delays[k]
		return []cell{text(d.Of), text(d.Path), figure(words.Whole(int64(d.Steps))), figure(words.Whole(int64(d.Size))), bytesCell(d.Bytes)}
	})
	return all
}

func bytesCell(n int64) cell {
	if n == 0 {
		return figure("")
	}
	return figure(words.Bytes(n))
}

func some(n int) cell {
	if n == 0 {
		return figure("")
	}
	return figure(words.Whole(int64(n)))
}

// unit is how a unit is shown: nothing for a plain number.
func unit(u string) string {
	if u == "1" {
		return ""
	}
	return u
}

func withUnit(s, u string) string {
	if unit(u) == "" {
		return s
	}
	return s + " (" + u + ")"
}

// call writes a model with its parameters, as in "Expon(tau = 5 ms)".
func call(model string, ps []golgi.ParamInfo) string {
	if len(ps) == 0 {
		return model
	}
	var all []string
	for _, p := range ps {
		all = append(all, p.String())
	}
	return model + "(" + strings.Join(all, ", ") + ")"
}

// last is the last part of a type, Group of dyn.Group.
func last(kind string) string { return kind[strings.LastIndexByte(kind, '.')+1:] }

// param is a parameter that has one value in some parts of one model.
type param struct {
	golgi.ParamInfo
	model string
	of    []string // paths
}

// paramsOf returns the parameters of all groups, and of the projections that have
// their own: those of one model together.
func paramsOf(g *golgi.Graph) []param {
	var all []param
	add := func(path, model string, p golgi.ParamInfo) {
		at := len(all)
		for k, o := range all {
			switch {
			case o.model == model && o.ParamInfo == p:
				all[k].of = append(all[k].of, path)
				return
			case o.model == model && o.Name == p.Name:
				at = k + 1 // beside those of the same name
			}
		}
		all = slices.Insert(all, at, param{p, model, []string{path}})
	}
	owners := 0
	for _, x := range g.Groups {
		for _, p := range x.Params {
			add(x.Path, x.Model, p)
		}
		owners += min(1, len(x.Params))
	}
	for _, x := range g.Projections {
		for _, p := range x.Params {
			add(x.Path, x.Kind, p)
		}
		owners += min(1, len(x.Params))
	}
	for k := range all {
		if n := len(all[k].of); n > 1 && n == owners {
			all[k].of = []string{"all"}
		}
	}
	return all
}
