package report

import (
	"fmt"
	"html/template"
	"image/color"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/golgi-sim/golgi/internal/words"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/visualize"
)

// page is what the template shows.
type page struct {
	Title      string
	Text       []string
	Facts      []fact
	Raster     string // what the raster shows, in words; "" for none
	Rate       bool   // there are enough neurons to have a rate
	Notes      []string
	Traces     []panel
	Legend     []entry
	Net        *drawing
	Tables     []table
	Equations  []fact
	Run        []fact
	References []string
	Data       data
	CSS        template.CSS
	JS         template.JS
}

// fact is a name and what it is.
type fact struct{ Name, Value string }

// panel is what shows a series.
type panel struct {
	Words string
	Heat  string // what the colours above the lines show; "" for none
}

// entry is a colour and what has it.
type entry struct {
	Colour int
	Name   string
}

// colours is how many colours there are before they repeat.
const colours = 8

func (r *Report) page() page {
	p := page{Title: r.Title, References: r.References, Data: r.data(), CSS: template.CSS(palette() + pageCSS), JS: template.JS(dataJS + plotJS + heatJS + pageJS)}
	for text := range strings.SplitSeq(r.Text, "\n\n") {
		if text = strings.TrimSpace(text); text != "" {
			p.Text = append(p.Text, text)
		}
	}
	p.Facts, p.Run = r.facts(), r.run()
	r.figures(&p)
	if g := r.res.Graph; g != nil {
		p.Net = draw(g)
		for _, x := range g.Groups {
			if x.Equations != "" {
				p.Equations = append(p.Equations, fact{x.Path + ": " + x.Model, x.Equations})
			}
		}
	}
	p.Tables = r.tables()
	return p
}

// figures says in words what the figures show.
func (r *Report) figures(p *page) {
	for _, err := range r.unread {
		p.Notes = append(p.Notes, err.Error())
	}
	neurons, spikes, shown := 0, 0, 0
	for _, t := range r.Spikes {
		neurons, spikes = neurons+t.N, spikes+t.Count()
	}
	for _, t := range p.Data.Trains {
		shown += t.Count
		p.Legend = append(p.Legend, entry{t.Colour % colours, t.Name})
	}
	p.Rate = neurons >= 10
	if len(r.Spikes) > 0 {
		p.Raster = fmt.Sprintf("Raster of %s of %s over time.", words.Count(int64(spikes), "spike"), words.Count(int64(neurons), "neuron"))
	}
	if shown < spikes {
		p.Notes = append(p.Notes, fmt.Sprintf("To keep the page small, %s of %s spikes are shown: those of every %s neuron. Rates are of these.",
			words.Whole(int64(shown)), words.Whole(int64(spikes)), words.Ordinal(p.every())))
	}
	var pairs []string
	for k, s := range r.Series {
		n := len(p.Data.Traces[k].Columns)
		panel := panel{Words: fmt.Sprintf("%s over time, %s.", s.Name, words.Count(int64(n), "line"))}
		if n < s.Size() {
			panel.Words = fmt.Sprintf("%s over time, %s: the first of %s elements.", s.Name, words.Count(int64(n), "line"), words.Whole(int64(s.Size())))
			p.Notes = append(p.Notes, fmt.Sprintf("Of %s, the lines are the first %d of %s elements.", s.Name, n, words.Whole(int64(s.Size()))))
		}
		if p.Data.Traces[k].Heat != nil {
			panel.Heat = fmt.Sprintf("%s of %s elements over time, as colours.", s.Name, words.Whole(int64(s.Size())))
		}
		p.Traces = append(p.Traces, panel)
		if n > 0 && p.Data.Traces[k].Columns[0].Pairs {
			pairs = append(pairs, fmt.Sprintf("%s in every %.4g ms", s.Name, p.Data.Traces[k].Columns[0].Dt))
		}
	}
	if pairs != nil {
		p.Notes = append(p.Notes, "Shown are the least and the greatest value of "+strings.Join(pairs, ", of ")+".")
	}
}

// every is how many neurons there are for each one that is shown.
func (p *page) every() int {
	for _, t := range p.Data.Trains {
		if t.Shown > 0 && t.N > t.Shown {
			return int(math.Round(float64(t.N) / float64(t.Shown)))
		}
	}
	return 1
}

// facts are what one wants to know first.
func (r *Report) facts() []fact {
	res := r.res
	var all []fact
	if g := res.Graph; g != nil {
		all = append(all, fact{"neurons", words.Whole(int64(g.Neurons()))}, fact{"synapses", words.Whole(g.Connections())})
	}
	all = append(all, fact{"model time", milliseconds(res.Duration())})
	if len(r.Spikes) > 0 {
		spikes, seconds := 0, 0.0
		for _, t := range r.Spikes {
			spikes, seconds = spikes+t.Count(), seconds+float64(t.N)*t.Duration()/1000
		}
		all = append(all, fact{"spikes", words.Whole(int64(spikes))}, fact{"mean rate", number(float64(spikes)/seconds, 3) + " Hz"})
	}
	if res.SimTime > 0 {
		all = append(all, fact{"run time", seconds(res.SimTime)})
	}
	if factor := res.SimTime.Seconds() * 1000 / res.Duration(); factor > 0 && factor-factor == 0 {
		all = append(all, fact{"real-time factor", number(factor, 3)})
	}
	return all
}

// run are the facts of the run, for repeating it.
func (r *Report) run() []fact {
	res := r.res
	all := []fact{
		{"seed", fmt.Sprint(res.Seed)},
		{"time step", milliseconds(res.Dt)},
		{"steps", words.Whole(res.Steps()) + fmt.Sprintf(" (%s to %s)", words.Whole(res.Start), words.Whole(res.Stop))},
		{"workers", fmt.Sprint(res.Threads)},
		{"executor", res.Executor},
		{"build", seconds(res.BuildTime)},
		{"run", seconds(res.SimTime)},
	}
	if g := res.Graph; g != nil {
		if n := float64(g.Neurons()) * float64(res.Steps()); n > 0 {
			all = append(all, fact{"per neuron and step", number(float64(res.SimTime.Nanoseconds())/n, 3) + " ns"})
		}
		all = append(all, fact{"memory of the network", words.Bytes(g.Bytes())})
	}
	if r.rss > 0 {
		all = append(all, fact{"peak memory of the process", words.Bytes(r.rss)})
	}
	if len(r.Spikes) > 0 {
		all = append(all, fact{"spike hash", fmt.Sprintf("%016x", runner.HashOf(r.Spikes...))})
	}
	all = append(all, fact{"Golgi", version()}, fact{"Go", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH})
	return all
}

// version returns that of Golgi in this program.
func version() string {
	const path = "github.com/golgi-sim/golgi"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown version"
	}
	if info.Main.Path != path {
		for _, m := range info.Deps {
			if m.Path == path {
				return m.Version
			}
		}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return info.Main.Version + " (" + s.Value[:min(12, len(s.Value))] + ")"
		}
	}
	if info.Main.Version == "" {
		return "development version"
	}
	return info.Main.Version
}

func milliseconds(ms float64) string {
	if ms >= 1000 {
		return number(ms/1000, 6) + " s"
	}
	return number(ms, 6) + " ms"
}

func seconds(d time.Duration) string {
	if d < time.Second {
		return number(float64(d.Microseconds())/1000, 3) + " ms"
	}
	return number(d.Seconds(), 4) + " s"
}

// number writes a number with so many digits; a dash for one that is none.
func number(x float64, digits int) string {
	if x-x != 0 {
		return "–"
	}
	if math.Abs(x) >= math.Pow10(digits) && math.Abs(x) < 1e15 {
		return words.Whole(int64(math.Round(x)))
	}
	return fmt.Sprintf("%.*g", digits, x)
}

// palette returns the colours of the house style as variables of CSS: those of
// package visualize on a light ground, and lighter ones on a dark one.
func palette() string {
	list := func(of func(k int) color.NRGBA) string {
		var b strings.Builder
		for k := range colours {
			c := of(k)
			fmt.Fprintf(&b, "--c%d:#%02x%02x%02x;", k, c.R, c.G, c.B)
		}
		return b.String()
	}
	light, dark := list(visualize.Colour), list(func(k int) color.NRGBA { return lighter(visualize.Colour(k)) })
	return ":root{" + light + "}\n@media screen and (prefers-color-scheme:dark){:root{" + dark + "}}\n"
}

// lighter mixes dark colours with white, so that they stand out from black, and
// stay apart from one another.
func lighter(c color.NRGBA) color.NRGBA {
	light := (0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B)) / 255
	w := max(0, 0.9*(0.45-light))
	if light < 0.1 {
		w = 0.92
	}
	mix := func(x uint8) uint8 { return uint8(math.Round(float64(x) + w*(255-float64(x)))) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), 255}
}
