package dyn_test

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dnn"
	"github.com/golgi-sim/golgi/dyn"
	"github.com/golgi-sim/golgi/internal/placeless"
)

// TestParametersAreDescribed: every parameter of every model of the library has
// a name, a unit, a default or the word that it may be left out, and what it
// means; every variable can be given an initial value; every model a method.
func TestParametersAreDescribed(t *testing.T) {
	value, ou := reflect.TypeFor[golgi.Value](), reflect.TypeFor[dyn.OU]()
	names := map[string]bool{}
	for _, m := range slices.Concat(dyn.NeuronModels(), dyn.RateModels()) {
		model := reflect.TypeOf(m)
		assert.False(t, names[model.Name()], "%s is listed twice", model.Name())
		names[model.Name()] = true
		method := false
		for k := range model.NumField() {
			f := model.Field(k)
			method = method || f.Type == reflect.TypeFor[dyn.Method]()
			if f.Type == ou {
				assert.NotEmpty(t, f.Tag.Get("prefix"))
				assert.NotEmpty(t, f.Tag.Get("doc"))
			}
			if f.Type != value || f.Tag.Get("init") != "" {
				continue
			}
			assert.NotEmpty(t, f.Tag.Get("name"), "%s.%s", model.Name(), f.Name)
			assert.NotEmpty(t, f.Tag.Get("unit"), "%s.%s", model.Name(), f.Name)
			assert.NotEmpty(t, f.Tag.Get("doc"), "%s.%s", model.Name(), f.Name)
			assert.True(t, (f.Tag.Get("default") != "") != (f.Tag.Get("optional") != ""), "%s.%s", model.Name(), f.Name)
		}
		assert.True(t, method, "%s has no Method", model.Name())

		net := &alone{N: dyn.NewGroup(1, m)}
		build(t, net)
		var inits []string
		for k := range model.NumField() {
			if v := model.Field(k).Tag.Get("init"); v != "" {
				inits = append(inits, v)
				assert.True(t, finite(net.N.Var(v).At(0)), "%s.%s", model.Name(), v)
			}
		}
		r, ok := references()[model.Name()]
		if !ok {
			r = rateReferences()[model.Name()]
		}
		assert.Subset(t, inits, r.vars, "%s: variables without a field for their initial value", model.Name())
	}
}

func finite(x float64) bool { return x-x == 0 }

// TestVariantsConvert: the models of a family have the same fields.
func TestVariantsConvert(t *testing.T) {
	assert.Equal(t, dyn.LifLTC{Tau: 20}, dyn.LifLTC(dyn.Lif{Tau: 20}))
	models := byName()
	for name, m := range models {
		if plain, ok := models[name[:max(0, len(name)-3)]]; ok && name[len(name)-3:] == "LTC" {
			assert.True(t, reflect.TypeOf(plain).ConvertibleTo(reflect.TypeOf(m)), name)
		}
	}
}

// TestNegativeTimes: in every model a time that is negative is an error of Build
// with the name of the parameter. What is no number is one too: see
// TestNeuronsConform.
func TestNegativeTimes(t *testing.T) {
	for _, m := range slices.Concat(dyn.NeuronModels(), dyn.RateModels(), dyn.OtherModels()) {
		model := reflect.TypeOf(m)
		for k := range model.NumField() {
			name, unit := model.Field(k).Tag.Get("name"), model.Field(k).Tag.Get("unit")
			if name == "" || unit != "ms" {
				continue
			}
			_, err := golgi.Build(&alone{N: dyn.NewGroup(2, with(m, golgi.Values{name: -1}))})
			if assert.Error(t, err, "%s with %s = -1", model.Name(), name) {
				assert.ErrorContains(t, err, name)
				assert.ErrorContains(t, placeless.Error(err), "N: ")
			}
		}
	}
}

// TestSynapsesAreDescribed: every parameter of every synapse and output has a
// name, a unit, what it means, and a default, unless it has to be given; every
// variable can be given an initial value; a bad parameter is an error of Build
// with its name.
func TestSynapsesAreDescribed(t *testing.T) {
	project := func(syn dyn.Synapse, out dyn.Output) *chain {
		s, n := dyn.NewSpikeTimeGroup(2, []int{0}, []float64{0}), dyn.NewGroup(2, dyn.Lif{})
		return &chain{S: s, N: n, P: &dyn.FullProjAlignPreSD{Pre: s, Post: n, Syn: syn, Out: out, Comm: dnn.OneToOne{}}}
	}
	check := func(m dyn.Model, path string, build func(dyn.Model) *chain) {
		model := reflect.TypeOf(m)
		for k := range model.NumField() {
			f := model.Field(k)
			if f.Type != reflect.TypeFor[golgi.Value]() {
				continue
			}
			set := func(x any) dyn.Model {
				v := reflect.New(model).Elem()
				v.Set(reflect.ValueOf(m))
				v.Field(k).Set(reflect.ValueOf(&x).Elem())
				return v.Interface().(dyn.Model)
			}
			if name := f.Tag.Get("init"); name != "" {
				sim, err := golgi.Build(build(set(0.25)))
				require.NoError(t, err)
				q, err := sim.Lookup(path + name)
				require.NoError(t, err)
				assert.Equal(t, 0.25, q.At(1), "%s.%s", model.Name(), f.Name)
				continue
			}
			name := f.Tag.Get("name")
			for _, tag := range []string{"name", "unit", "doc"} {
				assert.NotEmpty(t, f.Tag.Get(tag), "%s.%s", model.Name(), f.Name)
			}
			for _, x := range []any{math.NaN(), []float64{1, 2, 3}, "fast"} {
				_, err := golgi.Build(build(set(x)))
				if assert.Error(t, err, "%s with %s = %v", model.Name(), name, x) {
					assert.ErrorContains(t, err, name)
					assert.ErrorContains(t, placeless.Error(err), "P: ")
				}
			}
			if f.Tag.Get("unit") == "ms" {
				_, err := golgi.Build(build(set(-1)))
				assert.ErrorContains(t, err, name, "%s with %s = -1", model.Name(), name)
			}
		}
	}
	for _, m := range dyn.SynapseModels() {
		check(m, "P.syn.", func(m dyn.Model) *chain { return project(m.(dyn.Synapse), dyn.CUBA{}) })
	}
	for _, m := range dyn.OutputModels() {
		check(m, "P.out.", func(m dyn.Model) *chain { return project(dyn.Expon{}, m.(dyn.Output)) })
	}
}
