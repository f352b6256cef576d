package channel_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/dyn/channel"
	"github.com/golgi-sim/golgi/dyn/ion"
)

// structs returns the documentation of the exported structs of a package.
func structs(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	docs := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			if s := g.Specs[0].(*ast.TypeSpec); s.Name.IsExported() {
				docs[s.Name.Name] = g.Doc.Text()
			}
		}
	}
	return docs
}

// TestCatalogue: every channel and ion is in its catalogue, names its paper, and
// says of every parameter what it is.
func TestCatalogue(t *testing.T) {
	all := map[string][]dyn.Model{}
	for _, m := range channel.Models() {
		all["."] = append(all["."], m)
	}
	for _, m := range ion.Models() {
		all["../ion"] = append(all["../ion"], m)
	}
	for dir, models := range all {
		docs := structs(t, dir)
		var names []string
		for _, m := range models {
			name := dyn.ModelName(m)
			names = append(names, name)
			assert.True(t, strings.HasPrefix(docs[name], name+" is "), name)
			if !strings.HasSuffix(name, "Fixed") {
				assert.Contains(t, docs[name], "Reference: ", name)
			}
			for f := range fields(m) {
				assert.NotEmpty(t, f.Tag.Get("doc"), "%s.%s", name, f.Name)
			}
		}
		for name := range docs {
			assert.True(t, slices.Contains(names, name), "%s is not in the catalogue", name)
		}
	}
}

// fields yields the fields of a model that are parameters.
func fields(m dyn.Model) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		typ := reflect.TypeOf(m)
		for k := range typ.NumField() {
			f := typ.Field(k)
			if f.Type == reflect.TypeFor[golgi.Value]() && f.Tag.Get("name") != "" && !yield(f) {
				return
			}
		}
	}
}
