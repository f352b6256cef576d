package dyn

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/eqn"
)

// composition is a neuron that is being composed of channels and ions: the
// equations of all parts, with the path of the part before each name.
type composition struct {
	params   []eqn.Param
	values   golgi.Values
	lines    []string // statements of the parts
	currents []string // names of the currents into the neuron
	ions     map[string]*ionPart
	errs     []error
	models   []any // of the parts
}

// ionPart is an ion in a composition.
type ionPart struct {
	symbol  string
	desc    *description
	carried []string // names of the currents that the ion carries
	broken  bool     // its mistakes are reported
}

func (c *composition) mistakes() error { return errors.Join(c.errs...) }

// report takes over mistakes of the part at a path.
func (c *composition) report(path string, err error) {
	if err == nil {
		return
	}
	for e := range errorsOf(err) {
		if path != "" {
			e = fmt.Errorf("%s: %w", path, e)
		}
		c.errs = append(c.errs, e)
	}
}

func (c *composition) errorf(path, format string, args ...any) {
	c.report(path, fmt.Errorf(format, args...))
}

// add adds all parts, each kind in the order of the names.
func (c *composition) add(channels Channels, ions Ions, mixes Mixes) {
	c.ions = map[string]*ionPart{}
	c.names(channels, ions, mixes)
	for _, name := range slices.Sorted(maps.Keys(ions)) {
		c.ions[name] = c.describeIon(name, ions[name])
	}
	c.addChannels("", channels, nil)
	for _, name := range slices.Sorted(maps.Keys(ions)) {
		if part := c.ions[name]; !part.broken {
			_, inside := ions[name].Ion()
			c.addChannels(name+".", inside, map[string]string{part.symbol: name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(mixes)) {
		if scope, ok := c.scope(name, mixes[name]); ok {
			c.addChannels(name+".", mixes[name].Channels, scope)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(ions)) {
		if part := c.ions[name]; !part.broken {
			c.addIon(name, part)
		}
	}
}

// names checks that the names of the parts are words, each given once.
func (c *composition) names(channels Channels, ions Ions, mixes Mixes) {
	kinds := map[string][]string{}
	for name := range channels {
		kinds[name] = append(kinds[name], "a channel")
	}
	for name := range ions {
		kinds[name] = append(kinds[name], "an ion")
	}
	for name := range mixes {
		kinds[name] = append(kinds[name], "a mix")
	}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		if k := kinds[name]; len(k) > 1 {
			c.errorf("", "%q is the name of %s; give each part a name of its own", name, strings.Join(k, " and of "))
		}
		c.word(name)
	}
}

// word checks that a name can stand before the names of a part's variables.
func (c *composition) word(name string) {
	if !isWord(name) {
		c.errorf("", "a part cannot be called %q; take a word of letters and digits, such as Na", name)
	}
}

// isWord reports whether a name with a dot and more behind it can be the name of
// a parameter.
func isWord(name string) bool {
	p, err := eqn.ParseParams(name + ".x = 0")
	return err == nil && len(p) == 1 && p[0].Name == name+".x" && !strings.Contains(name, ".")
}

func (c *composition) describeIon(name string, m Ion) *ionPart {
	d, err := describe(m, eqn.Ion)
	if err != nil {
		c.report(name, err)
		return &ionPart{broken: true}
	}
	c.models = append(c.models, d.models...)
	c.method(name, d)
	symbol, _ := m.Ion()
	if !isWord(symbol) {
		c.errorf(name, "%s has the symbol %q; the symbol of an ion is a word of letters and digits, such as Na", d.name, symbol)
	}
	return &ionPart{symbol: symbol, desc: d}
}

// scope returns the ions that a mix has, by symbol.
func (c *composition) scope(path string, mix Mix) (map[string]string, bool) {
	scope := map[string]string{}
	before := len(c.errs)
	sound := true
	for _, name := range mix.Of {
		part := c.ions[name]
		switch {
		case part == nil:
			c.errorf(path, "is a mix of %q, which is no ion of the group; its ions are %s", name, list(slices.Sorted(maps.Keys(c.ions))))
			continue
		case part.broken:
			sound = false
			continue
		case scope[part.symbol] != "":
			c.errorf(path, "is a mix of %s and %s, which are both %s, so that a channel could not tell which is meant", scope[part.symbol], name, part.symbol)
		}
		scope[part.symbol] = name
	}
	if len(mix.Of) < 2 {
		c.errorf(path, "is a mix of %d ions; name two or more in Of, as in Of: []string{\"Ca\", \"K\"}", len(mix.Of))
	}
	return scope, sound && len(c.errs) == before
}

func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// addChannels adds the channels in a scope: the names of the ions that they are
// in, by symbol.
func (c *composition) addChannels(prefix string, channels Channels, scope map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(channels)) {
		path := prefix + name
		if prefix != "" {
			c.word(name)
		}
		d, err := describe(channels[name], eqn.Channel)
		if err != nil {
			c.report(path, err)
			continue
		}
		c.models = append(c.models, d.models...)
		c.method(path, d)
		c.addChannel(path, d, scope)
	}
}

// method checks that a part leaves the integration to the neuron.
func (c *composition) method(path string, d *description) {
	if m := d.model.Method; m != "" {
		c.errorf(path, "%s asks for the method %s; all parts of a neuron are integrated together, so give the method to the neuron", d.name, m)
	}
}

// addChannel adds one channel: it binds what the channel takes from the ions that
// it is in, checks that this is all that they offer, and adopts the rest.
func (c *composition) addChannel(path string, d *description, scope map[string]string) {
	bound := map[string]string{} // names that stand for quantities of ions
	used := map[string]bool{}    // ions whose quantities the channel takes
	carriers := map[string]bool{}
	take := func(name, quantity string) bool {
		symbol, what, _ := strings.Cut(quantity, ".")
		ion, ok := scope[symbol]
		if ok {
			bound[name], used[ion] = ion+"."+what, true
			carriers[ion] = carriers[ion] || what == "E"
		}
		return ok
	}
	for _, p := range d.model.Params {
		if of := d.ofIons[p.Name]; of != "" && take(p.Name, of) && d.values[p.Name] != nil {
			c.errorf(path, "%s takes %s from the ion that it is in, %s; leave it out here, and give it to the ion", d.name, p.Name, bound[p.Name])
		}
	}
	for _, quantity := range ofIons(d.model) {
		if !take(quantity, quantity) {
			symbol, _, _ := strings.Cut(quantity, ".")
			c.errorf(path, "%s needs %s of an ion, and is in %s; put it among the Channels of an ion with the symbol %s, or of a Mix with it",
				d.name, quantity, place(scope), symbol)
		}
	}
	for _, symbol := range slices.Sorted(maps.Keys(scope)) {
		if ion := scope[symbol]; !used[ion] {
			c.errorf(path, "%s takes nothing from the ion %s (%s), which it is in; put it where it belongs, among the Channels of the group or of another ion", d.name, ion, symbol)
		}
	}
	c.adopt(path, d, bound)
	for _, ion := range slices.Sorted(maps.Keys(carriers)) {
		if carriers[ion] {
			c.ions[ion].carried = append(c.ions[ion].carried, path+".I")
		}
	}
	c.currents = append(c.currents, path+".I")
}

// ofIons returns the quantities of ions that a channel takes by name.
func ofIons(m *eqn.Model) []string {
	var names []string
	collect := func(s *eqn.Stmt) {
		for _, n := range s.Names() {
			if strings.Contains(n, ".") && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	for _, s := range m.States {
		collect(s.Stmt)
	}
	for _, s := range m.Aux {
		collect(s)
	}
	return names
}

// place says in words what a channel is in.
func place(scope map[string]string) string {
	if len(scope) == 0 {
		return "none"
	}
	return strings.Join(slices.Sorted(maps.Values(scope)), " and ")
}

// addIon adds the equations of an ion, with the sum of the currents it carries.
func (c *composition) addIon(name string, part *ionPart) {
	sum := "0"
	if len(part.carried) > 0 {
		sum = strings.Join(part.carried, " + ")
	}
	c.adopt(name, part.desc, nil)
	c.lines = append(c.lines, name+".I = "+sum)
}

// adopt adds the equations, parameters and values of a part with its path before
// the names; bound are those that stand for something else.
func (c *composition) adopt(path string, d *description, bound map[string]string) {
	m := d.model
	names := func(n string) string {
		switch {
		case bound[n] != "":
			return bound[n]
		case strings.HasPrefix(n, "xi_"):
			return "xi_" + path + "." + strings.TrimPrefix(n, "xi_")
		case n == "t" || n == "dt" || n == "pi" || n == "xi" || n == "spike" || n == "V" && m.Role == eqn.Channel || strings.Contains(n, "."):
			return n
		}
		return path + "." + n
	}
	for _, p := range m.Params {
		if bound[p.Name] != "" {
			continue
		}
		if v := d.values[p.Name]; v != nil {
			c.values[path+"."+p.Name] = v
		}
		p.Name = path + "." + p.Name
		c.params = append(c.params, p)
	}
	for _, s := range m.States {
		if v := d.values[s.Name]; v != nil {
			c.values[path+"."+s.Name] = v
		}
		c.lines = append(c.lines, s.Stmt.Renamed(names).String())
	}
	for _, s := range m.Aux {
		c.lines = append(c.lines, s.Renamed(names).String())
	}
}

// body returns the equations of the whole.
func (c *composition) body(input string) string {
	terms := append([]string{input}, c.currents...)
	first := "C*dV/dt = " + strings.Join(terms, " + ") + " : init = Uniform(-70, -60)"
	return strings.Join(append([]string{first}, c.lines...), "\n")
}
