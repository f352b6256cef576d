package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// packages are what the blocks of a page may use without importing it.
var packages = map[string]string{
	"bytes": "bytes", "context": "context", "errors": "errors", "fmt": "fmt", "io": "io", "log": "log", "math": "math", "os": "os",
	"slices": "slices", "strings": "strings", "testing": "testing", "time": "time",
	"mat": "gonum.org/v1/gonum/mat", "stat": "gonum.org/v1/gonum/stat",
	"golgi": golgiPath, "dyn": golgiPath + "/dyn", "channel": golgiPath + "/dyn/channel", "ion": golgiPath + "/dyn/ion",
	"dyntest": golgiPath + "/dyn/dyntest", "dnn": golgiPath + "/dnn", "conn": golgiPath + "/conn", "initialize": golgiPath + "/init",
	"delay": golgiPath + "/delay", "inputs": golgiPath + "/inputs", "runner": golgiPath + "/runner", "measure": golgiPath + "/measure",
	"visualize": golgiPath + "/visualize", "ode": golgiPath + "/ode", "rng": golgiPath + "/rng", "eqn": golgiPath + "/eqn",
	"bench": golgiPath + "/bench",
}

const golgiPath = "github.com/golgi-sim/golgi"

// piece is a part of a program: declarations, or statements of its main.
type piece struct {
	text       string
	line       int // of the page
	statements bool
	file       *ast.File // of the text with something before it
}

const asFile, asBody = "package p; ", "package p; func _() { "

// newPiece reads a block that is no complete file.
func newPiece(text string, line int) (piece, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", asFile+text, 0)
	if err == nil {
		return piece{text, line, false, f}, nil
	}
	f, second := parser.ParseFile(token.NewFileSet(), "", asBody+text+"\n}", 0)
	if second == nil {
		return piece{text, line, true, f}, nil
	}
	return piece{}, fmt.Errorf("is neither declarations (%v) nor statements (%v)", err, second)
}

// declared returns the names that the piece declares anywhere, and those of its
// variables that may be left unused.
func (p piece) declared() (all map[string]bool, variables []string) {
	all = map[string]bool{}
	ast.Inspect(p.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				if id, ok := x.(*ast.Ident); ok && n.Tok == token.DEFINE {
					all[id.Name] = true
				}
			}
		case *ast.ValueSpec:
			for _, id := range n.Names {
				all[id.Name] = true
			}
		case *ast.Field:
			for _, id := range n.Names {
				all[id.Name] = true
			}
		}
		return true
	})
	if !p.statements {
		return all, nil
	}
	for _, s := range p.file.Decls[0].(*ast.FuncDecl).Body.List {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for _, x := range s.Lhs {
				if id, ok := x.(*ast.Ident); ok && s.Tok == token.DEFINE && id.Name != "_" {
					variables = append(variables, id.Name)
				}
			}
		case *ast.DeclStmt:
			if g := s.Decl.(*ast.GenDecl); g.Tok == token.VAR {
				for _, spec := range g.Specs {
					for _, id := range spec.(*ast.ValueSpec).Names {
						variables = append(variables, id.Name)
					}
				}
			}
		}
	}
	return all, variables
}

// functions returns the names of the functions that the file declares.
func functions(f *ast.File) []string {
	var names []string
	for _, d := range f.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
			names = append(names, f.Name.Name)
		}
	}
	return names
}

// source joins pieces to a file of a package that has a function Main.
func source(name, path string, pieces []piece) string {
	used, declared := map[string]bool{}, map[string]bool{}
	var tests []string
	main := false
	for _, p := range pieces {
		all, _ := p.declared()
		maps.Copy(declared, all)
		ast.Inspect(p.file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok {
					used[x.Name] = true
				}
			}
			return true
		})
		for _, f := range functions(p.file) {
			main = main || f == "main"
			if strings.HasPrefix(f, "Test") {
				tests = append(tests, f)
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", name)
	if len(tests) > 0 {
		used["testing"] = true
	}
	for _, k := range slices.Sorted(maps.Keys(used)) {
		if packages[k] != "" && !declared[k] {
			fmt.Fprintf(&b, "import %s %q\n", k, packages[k])
		}
	}
	for _, p := range pieces {
		if !p.statements {
			fmt.Fprintf(&b, "//line %s:%d\n%s\n", path, p.line, strings.Replace(p.text, "func main()", "func Main()", 1))
		}
	}
	if main {
		return b.String()
	}
	b.WriteString("func Main() {\n")
	b.WriteString(testCalls(tests))
	unused := map[string]bool{}
	for _, p := range pieces {
		if p.statements {
			fmt.Fprintf(&b, "//line %s:%d\n%s\n", path, p.line, p.text)
			_, variables := p.declared()
			for _, v := range variables {
				if !unused[v] {
					fmt.Fprintf(&b, "_ = %s\n", v)
				}
				unused[v] = true
			}
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// testCalls runs tests outside go test.
func testCalls(tests []string) string {
	if len(tests) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("testing.Main(func(_, _ string) (bool, error) { return true, nil }, []testing.InternalTest{\n")
	for _, t := range tests {
		fmt.Fprintf(&b, "{Name: %q, F: %s},\n", t, t)
	}
	b.WriteString("}, nil, nil)\n")
	return b.String()
}
