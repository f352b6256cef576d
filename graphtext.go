package golgi

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/golgi-sim/golgi/internal/words"
)

// String returns an overview of the network as tables, for a terminal.
func (g *Graph) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s; %s, %s; %s of memory\n", words.Count(int64(g.Neurons()), "element"), words.Count(int64(len(g.Groups)), "group"),
		words.Count(int64(len(g.Projections)), "projection"), words.Count(g.Connections(), "synapse"), cmp.Or(size(g.Bytes()), "no bytes"))
	fmt.Fprintf(&b, "dt = %v ms, seed %d, %s, executor %s\n", g.Dt, g.Seed, words.Count(int64(g.Workers), "worker"), g.Executor)
	g.groups(&b)
	g.synapses(&b)
	g.projections(&b)
	table(&b, []string{"past of", "kept by", "steps", "elements", "memory"}, len(g.Delays), func(k int) []string {
		d := g.Delays[k]
		return []string{d.Of, d.Path, ">" + words.Whole(int64(d.Steps)), ">" + words.Whole(int64(d.Size)), ">" + size(d.Bytes)}
	})
	table(&b, []string{"input", "by", ""}, len(g.Inputs), func(k int) []string {
		in := g.Inputs[k]
		return []string{in.Target, in.What, in.Path}
	})
	return b.String()
}

func (g *Graph) groups(b *strings.Builder) {
	table(b, []string{"group", "model", "size", "variables", "operations", "code", "memory"}, len(g.Groups), func(k int) []string {
		x := g.Groups[k]
		var vars []string
		for _, v := range x.Variables {
			vars = append(vars, withUnit(v.Name, v.Unit))
		}
		model := x.Model
		if model == "" {
			model = x.Kind
		}
		return []string{x.Path, model, ">" + words.Whole(int64(x.Size)), strings.Join(vars, ", "), ">" + some(x.Program.Operations), ">" + code(x.Program), ">" + size(x.Bytes)}
	})
	g.params(b)
}

// params prints the parameters of groups and projections, those with the same
// ones together.
func (g *Graph) params(b *strings.Builder) {
	names := map[string][]string{}
	var order [][]string
	add := func(path, model string, ps []ParamInfo) {
		all := params(ps)
		key := model + "\x00" + strings.Join(all, "\x00")
		if names[key] == nil && len(all) > 0 {
			order = append(order, append([]string{key}, all...))
		}
		names[key] = append(names[key], path)
	}
	for _, x := range g.Groups {
		add(x.Path, x.Model, x.Params)
	}
	for _, p := range g.Projections {
		add(p.Path, p.Kind, p.Params)
	}
	if len(order) > 0 {
		b.WriteString("\nparameters\n")
	}
	for _, all := range order[:min(mostRows, len(order))] {
		wrap(b, short(names[all[0]])+"  ", all[1:])
	}
}

func (g *Graph) synapses(b *strings.Builder) {
	table(b, []string{"synapse", "on", "model", "output", "part of", "shared by"}, len(g.Synapses), func(k int) []string {
		y := g.Synapses[k]
		shared := ""
		if len(y.Projections) > 1 {
			shared = short(y.Projections)
		}
		return []string{y.Path, y.On, call(y.Model, y.Params), call(y.Output, y.OutputParams), y.Current, shared}
	})
}

func (g *Graph) projections(b *strings.Builder) {
	table(b, []string{"projection", "from", "to", "layer", "synapses", "weight", "delay", "", "memory"}, len(g.Projections), func(k int) []string {
		p := g.Projections[k]
		n := words.Whole(p.Synapses)
		if p.Expected {
			n = "≈ " + n
		}
		return []string{p.Path, p.Pre.String(), p.Post.String(), p.Layer, ">" + n, p.Weight.String(), p.Delay(), string(p.Effect), ">" + size(p.Bytes)}
	})
}

// Delay returns the delays in words: "0.1 ms", "0.1 … 4.5 ms".
func (p ProjectionInfo) Delay() string {
	lo, hi := digits(p.DelayMin, 6), digits(p.DelayMax, 6)
	if lo == hi {
		return lo + " ms"
	}
	return lo + " … " + hi + " ms"
}

// mostRows is how many rows of a table are printed.
const mostRows = 100

// table prints rows below a head, in aligned columns. A cell that begins with >
// stands at the right. Columns without a word are left out.
func table(b *strings.Builder, head []string, n int, row func(k int) []string) {
	if n == 0 {
		return
	}
	rows := [][]string{head}
	for k := range min(n, mostRows) {
		rows = append(rows, row(k))
	}
	widths, right := make([]int, len(head)), make([]bool, len(head))
	for k, r := range rows {
		for c, cell := range r {
			if k > 0 && strings.HasPrefix(cell, ">") {
				right[c], r[c] = true, cell[1:]
			}
			if k > 0 {
				widths[c] = max(widths[c], runes(r[c]))
			}
		}
	}
	b.WriteByte('\n')
	for _, r := range rows {
		line := ""
		for c, cell := range r {
			if widths[c] == 0 {
				continue
			}
			pad := strings.Repeat(" ", max(0, max(widths[c], runes(head[c]))-runes(cell)))
			if right[c] {
				line += pad + cell + "  "
			} else {
				line += cell + pad + "  "
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if n > mostRows {
		fmt.Fprintf(b, "… and %d more\n", n-mostRows)
	}
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// wide is how long lines of words get.
const wide = 110

// wrap prints items behind a head, in lines that are not too long.
func wrap(b *strings.Builder, head string, items []string) {
	indent := strings.Repeat(" ", runes(head))
	line := head
	for k, it := range items {
		if k < len(items)-1 {
			it += ","
		}
		if k > 0 && runes(line)+1+runes(it) > wide {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = indent
		}
		line += it + " "
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// params returns parameters as words: "tau = 20 ms".
func params(ps []ParamInfo) []string {
	var all []string
	for _, p := range ps {
		all = append(all, p.String())
	}
	return all
}

// String returns the parameter as in "tau = 20 ms".
func (p ParamInfo) String() string { return p.Name + " = " + withUnit(p.Value.String(), p.Unit) }

// call writes a model with its parameters, as in "Expon(tau = 5 ms)".
func call(model string, ps []ParamInfo) string {
	if len(ps) == 0 {
		return model
	}
	return model + "(" + strings.Join(params(ps), ", ") + ")"
}

func withUnit(s, unit string) string {
	if unit == "" || unit == "1" {
		return s
	}
	return s + " " + unit
}

// short joins names; of many, the first few.
func short(names []string) string {
	const most = 4
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most-1], ", ") + fmt.Sprintf(" and %d more", len(names)-most+1)
}

func code(p Program) string {
	if p.Operations > 0 && p.Code == 0 {
		return "interpreted"
	}
	return size(int64(p.Code))
}

// some is a number, nothing for 0.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return words.Whole(int64(n))
}

// size writes a number of bytes, nothing for 0.
func size(n int64) string {
	if n == 0 {
		return ""
	}
	return words.Bytes(n)
}
