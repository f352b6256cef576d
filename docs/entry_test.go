package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/eqn"
)

// entry is what the catalogue says of a model.
type entry struct {
	name, doc, reference string
	equations            []string // lines
	params               []param
	initial              []string // variables whose initial value can be given
	method               string   // in words
	ns                   float64  // per neuron and step, 0 if it is not measured
	file, caption        string   // of the picture
}

// param is a parameter: a row of a table.
type param struct{ field, name, value, unit, rng, doc string }

// newEntry makes the entry of a model; docs are the doc comments of its package.
func newEntry(m dyn.Model, docs map[string]string) (*entry, error) {
	e := &entry{name: dyn.ModelName(m)}
	e.doc, e.reference = cutReference(docs[e.name])
	for of := e.name; e.reference == ""; {
		// A variant has the reference of the model that it is a variant of.
		if of = variantOf(of, docs); of == "" {
			break
		}
		_, e.reference = cutReference(docs[of])
	}
	e.fields(reflect.TypeOf(m), "", "", "")
	q := m.Equations()
	e.equations = equationLines(q)
	var err error
	e.method, err = e.integratedBy(m, q)
	return e, err
}

// lacks lists what the entry is without.
func (e *entry) lacks() []string {
	var lacks []string
	for what, there := range map[string]bool{
		"equations": len(e.equations) > 0 || e.constant(), "a doc comment": e.doc != "",
		"a reference (a paragraph of the doc comment)": e.reference != "", "what integrates it": e.method != "",
	} {
		if !there {
			lacks = append(lacks, what)
		}
	}
	for _, p := range e.params {
		for what, text := range map[string]string{"a name": p.name, "a unit": p.unit, "a default": p.value, "a doc": p.doc} {
			if text == "" {
				lacks = append(lacks, what+" of field "+p.field)
			}
		}
	}
	slices.Sort(lacks)
	return lacks
}

// constant reports whether the model is E and C, its parameters: an ion that is
// not dynamic.
func (e *entry) constant() bool {
	return slices.ContainsFunc(e.params, func(p param) bool { return p.name == "E" }) &&
		slices.ContainsFunc(e.params, func(p param) bool { return p.name == "C" })
}

// fields reads the parameters from the tags of a struct whose names have a
// prefix and whose meanings an ending.
func (e *entry) fields(t reflect.Type, field, prefix, ending string) {
	for k := range t.NumField() {
		f := t.Field(k)
		tag := f.Tag.Get
		switch {
		case f.Type.Kind() == reflect.Struct && tag("prefix") != "":
			e.fields(f.Type, field+f.Name+".", prefix+tag("prefix"), "; "+tag("doc"))
		case f.Type != reflect.TypeFor[golgi.Value]():
		case tag("init") != "":
			e.initial = append(e.initial, tag("init"))
		default:
			value := tag("default")
			switch {
			case tag("optional") != "":
				value = "none"
			case value == "" && strings.Contains(tag("doc"), "has to be given"):
				value = "—"
			}
			e.params = append(e.params, param{field + f.Name, prefix + tag("name"), value, tag("unit"), tag("range"), tag("doc") + ending})
		}
	}
}

// equationLines are the equations as they were written, a line each.
func equationLines(q dyn.Equations) []string {
	var lines []string
	for line := range strings.Lines(q.Body) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	for _, part := range [][2]string{{"spike", q.Spike}, {"reset", q.Reset}, {"refractory", q.Refractory}, {"receive", q.Receive}} {
		if part[1] != "" {
			lines = append(lines, fmt.Sprintf("%-12s%s", part[0]+":", strings.Join(strings.Split(strings.TrimSpace(part[1]), "\n"), "; ")))
		}
	}
	return lines
}

// integratedBy says what integrates a model with its defaults.
func (e *entry) integratedBy(m dyn.Model, q dyn.Equations) (string, error) {
	_, channel := m.(dyn.Channel)
	_, ion := m.(dyn.Ion)
	_, output := m.(dyn.Output)
	synapse, ok := m.(dyn.Synapse)
	switch {
	case output:
		return "nothing: a formula", nil
	case !strings.Contains(q.Body, "/dt"):
		return "nothing: it has no differential equation", nil
	case channel, ion:
		return "the method of the neuron", nil
	case ok:
		return e.synapseMethod(synapse, q)
	case q.Method == eqn.Auto:
		return string(eqn.ExpEuler), nil
	}
	return string(q.Method), nil
}

// synapseMethod asks the compiler whether the default for linear synapses
// applies.
func (e *entry) synapseMethod(m dyn.Synapse, q dyn.Equations) (string, error) {
	if q.Method != eqn.Auto {
		return string(q.Method), nil
	}
	var text []string
	for _, p := range e.params {
		if p.value != "none" {
			text = append(text, strings.TrimSuffix(p.name+" = "+p.value+" "+p.unit, " 1"))
		}
	}
	params, err := eqn.ParseParams(strings.Join(text, "; "))
	if err != nil {
		return "", err
	}
	for _, method := range []eqn.Method{eqn.Exact, eqn.ExpEuler} {
		syn, err := eqn.NewModel(eqn.Source{Name: e.name, Role: eqn.Synapse, Params: params, Body: q.Body, Receive: q.Receive, Method: method})
		if err != nil {
			return "", err
		}
		out, err := eqn.NewModel(eqn.Source{Role: eqn.Output, Body: "I = g"})
		if err != nil {
			return "", err
		}
		post, err := eqn.NewModel(eqn.Source{Role: eqn.Neuron, Body: "dV/dt = I"})
		if err != nil {
			return "", err
		}
		f := eqn.Fusion{Dt: 0.1, Neuron: post, Synapses: []eqn.FusedSynapse{{Model: syn, Out: out, Part: 1, OutPart: 2}}}
		if _, err = f.Compile(); err == nil {
			return string(method), nil
		} else if method != eqn.Exact {
			return "", err
		}
	}
	panic("unreachable")
}

// typeDocs returns the doc comments of the types of a package.
func typeDocs(dir string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	docs := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				docs[g.Specs[0].(*ast.TypeSpec).Name.Name] = g.Doc.Text()
			}
		}
	}
	return docs, nil
}

// cutReference cuts the reference, which ends a paragraph, out of a doc comment.
func cutReference(doc string) (rest, reference string) {
	before, after, found := strings.Cut(doc, "Reference:")
	if !found {
		return strings.TrimSpace(doc), ""
	}
	reference, after, _ = strings.Cut(after, "\n\n")
	return strings.TrimSpace(strings.TrimSpace(before) + "\n\n" + after), strings.Join(strings.Fields(reference), " ")
}

var isA = regexp.MustCompile(`^(\w+)\s+is\s+(\w+)`)

// variantOf returns the model that the doc comment of a model begins with: Lif
// in "LifRef is Lif with ...", "" if that is none.
func variantOf(name string, docs map[string]string) string {
	if m := isA.FindStringSubmatch(docs[name]); m != nil && m[2] != name {
		if _, ok := docs[m[2]]; ok {
			return m[2]
		}
	}
	return ""
}
