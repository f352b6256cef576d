package main

import (
	"slices"
	"strings"

	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// panel draws the models of a family. Models that do the same, as those with
// and without LTC under a current, are one line with both names.
func panel(models []*runner.Series) *visualize.Figure {
	var lines []*runner.Series
	var names []string
	for _, s := range models {
		name, _, _ := strings.Cut(s.Name, ".")
		k := slices.IndexFunc(lines, func(o *runner.Series) bool { return slices.Equal(o.Column(0), s.Column(0)) })
		if k < 0 {
			lines, names = append(lines, s), append(names, name)
			continue
		}
		names[k] += ", " + name
	}
	figure := visualize.Line(lines...)
	p := figure.Panels[0]
	if len(names) == 1 {
		p.Title, p.Legend = names[0], nil
		return figure
	}
	for k := range p.Legend {
		p.Legend[k].Label = names[k]
	}
	return figure
}
