package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dirs are where the packages of brainpy.md are.
var dirs = map[string]string{
	"golgi": "..", "dyn": "../dyn", "channel": "../dyn/channel", "ion": "../dyn/ion", "dnn": "../dnn", "delay": "../delay",
	"conn": "../conn", "initialize": "../init", "inputs": "../inputs", "measure": "../measure", "visualize": "../visualize",
	"runner": "../runner", "ode": "../ode",
}

// golgiName is a name of Golgi in a table: dyn.Lif or dyn.Lif.Noise.
var golgiName = regexp.MustCompile("`(\\w+\\.\\w+(?:\\.\\w+)?)`")

// row is a row of a table of brainpy.md.
type row struct{ brainpy, golgi, remarks string }

// TestBrainPy: every name that brainpy.md says Golgi has exists, and where there
// is none it says why.
func TestBrainPy(t *testing.T) {
	page, err := os.ReadFile("brainpy.md")
	require.NoError(t, err)
	known := map[string]bool{}
	for name, dir := range dirs {
		require.NoError(t, declared(known, name, dir))
	}
	rows := rowsOf(t, string(page))
	require.Greater(t, len(rows), 100)
	for _, r := range rows {
		for _, fault := range r.faults(known) {
			t.Errorf("%s: %s", r.brainpy, fault)
		}
	}
}

// TestBrainPyFaults: rows that are wrong are found.
func TestBrainPyFaults(t *testing.T) {
	known := map[string]bool{"dyn.Lif": true, "dyn.Lif.V": true}
	for _, c := range []struct {
		row  row
		want []string
	}{
		{row{"a", "`dyn.Lif`, `dyn.Lif.V`", ""}, nil},
		{row{"a", "`dyn.Lif`, `dyn.Lof`", ""}, []string{"dyn.Lof is no name of Golgi"}},
		{row{"a", "—", "training"}, nil},
		{row{"a", "—", ""}, []string{"neither a name of Golgi nor a reason"}},
		{row{"a", "", "see above"}, []string{"neither a name of Golgi nor a reason"}},
		{row{"a", "—", "see `dyn.Lof`"}, []string{"dyn.Lof is no name of Golgi"}},
	} {
		assert.Equal(t, c.want, c.row.faults(known), "%v", c.row)
	}
}

// faults lists what is wrong with a row.
func (r row) faults(known map[string]bool) (faults []string) {
	if !golgiName.MatchString(r.golgi) && (r.golgi != "—" || r.remarks == "") {
		faults = append(faults, "neither a name of Golgi nor a reason")
	}
	for _, m := range golgiName.FindAllStringSubmatch(r.golgi+" "+r.remarks, -1) {
		if !known[m[1]] {
			faults = append(faults, m[1]+" is no name of Golgi")
		}
	}
	return faults
}

// rowsOf returns the rows of the tables of a page.
func rowsOf(t *testing.T, page string) (rows []row) {
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "| BrainPy |") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if !assert.Len(t, cells, 3, line) {
			continue
		}
		rows = append(rows, row{strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2])})
	}
	return rows
}

// declared adds the exported names of a package, with the methods and fields of
// its types.
func declared(known map[string]bool, name, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	p := declarations{known: known, name: name, embedded: map[string][]string{}}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			p.add(d)
		}
	}
	p.promote()
	return nil
}

// declarations are the names of a package.
type declarations struct {
	known    map[string]bool
	name     string              // of the package
	embedded map[string][]string // types of the package that a struct embeds
}

func (p declarations) put(names ...string) {
	p.known[p.name+"."+strings.Join(names, ".")] = true
}

func (p declarations) add(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			p.put(d.Name.Name)
		} else {
			p.put(baseName(d.Recv.List[0].Type), d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				for _, n := range s.Names {
					p.put(n.Name)
				}
			case *ast.TypeSpec:
				p.put(s.Name.Name)
				p.members(s.Name.Name, s.Type)
			}
		}
	}
}

// members adds the fields of a struct and the methods of an interface.
func (p declarations) members(of string, t ast.Expr) {
	var list *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return
	}
	for _, f := range list.List {
		for _, n := range f.Names {
			p.put(of, n.Name)
		}
		if len(f.Names) == 0 {
			p.embedded[of] = append(p.embedded[of], baseName(f.Type))
		}
	}
}

// promote adds the methods and fields that structs have of what they embed.
func (p declarations) promote() {
	for range 4 { // as deep as anything is embedded
		for of, types := range p.embedded {
			for _, inner := range types {
				for member := range p.known {
					if m, ok := strings.CutPrefix(member, p.name+"."+inner+"."); ok && inner != "" {
						p.put(of, m)
					}
				}
			}
		}
	}
}

// baseName is the name of a type without its package, pointer and arguments.
func baseName(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return baseName(t.X)
	case *ast.IndexExpr:
		return baseName(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}
