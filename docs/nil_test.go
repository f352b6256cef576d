package docs_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/dyn"
	initialize "github.com/golgi-sim/golgi/init"
	"github.com/golgi-sim/golgi/inputs"
	analysis "github.com/golgi-sim/golgi/measure"
	"github.com/golgi-sim/golgi/ode"
	"github.com/golgi-sim/golgi/report"
	"github.com/golgi-sim/golgi/rng"
	"github.com/golgi-sim/golgi/runner"
	"github.com/golgi-sim/golgi/spikefile"
	"github.com/golgi-sim/golgi/visualize"
)

// nilled is a function and what comes of it if all its arguments are nil: text of
// its error, or of the error of what it returns; "" if that is fine.
type nilled struct {
	f    any
	want string
}

// TestNil: functions that are given nil do not panic; they return an error that
// says so, or what their comments say. All those of the packages below that
// take a pointer, an interface, a function or a channel are in the table.
func TestNil(t *testing.T) {
	net := &struct {
		golgi.DynSysGroup
		N *dyn.Group
	}{N: dyn.NewGroup(2, dyn.Lif{})}
	run, err := runner.New(net, runner.Input(net.N, 20), runner.Monitor(net.N.Spike, net.N.V))
	require.NoError(t, err)
	res, err := run.Run(t.Context(), 10)
	require.NoError(t, err)
	sim, series, train := run.Sim(), res.Series(net.N.V), res.Spikes(net.N)
	table, err := runner.Sweep{Points: runner.Grid(runner.Over("a", 1)), Figures: []string{"x"}, Quiet: true,
		Measure: func(context.Context, runner.Point) ([]float64, error) { return []float64{1}, nil }}.Run(t.Context())
	require.NoError(t, err)
	figure := visualize.Line(series)
	// option makes a runner with an option.
	option := func(o runner.Option) error {
		_, err := runner.New(&struct {
			golgi.DynSysGroup
			N *dyn.Group
		}{N: dyn.NewGroup(2, dyn.Lif{})}, o)
		return err
	}
	samples := func(s inputs.Stimulus) error { _, err := inputs.Samples(s, 1, 1, 0.1); return err }
	const nilTrain, nilSeries, nilWriter = "the spike train is nil", "the series is nil", "the writer is nil"
	all := map[string]nilled{
		"golgi.Build":         {golgi.Build, "there is no network: Build was given nil"},
		"golgi.Resolve":       {golgi.Resolve, "has no value"},
		"golgi.NoSpikes":      {golgi.NoSpikes, ""},
		"golgi.Sim.Save":      {sim.Save, nilWriter},
		"golgi.Sim.Load":      {sim.Load, "the reader is nil"},
		"golgi.Sim.Reset":     {sim.Reset, ""},
		"golgi.Check":         {func() error { _, err := golgi.Build(dyn.NewGroup(1, dyn.Lif{}), golgi.Check(nil)); return err }, ""},
		"golgi.NewSpikes":     {golgi.NewSpikes, ""}, // the source may be nil
		"golgi.NewQuantity":   {golgi.NewQuantity, ""},
		"dyn.NewCell":         {func() error { _, err := golgi.Build(dyn.NewCell(1, 1, nil)); return err }, "nil"},
		"runner.New":          {runner.New, "there is no network"},
		"runner.DSRunner.Run": {run.Run, "nil context"},
		"runner.HashOf":       {runner.HashOf, ""},
		"runner.ExitCode":     {runner.ExitCode, ""},
		"runner.Interruptible": {func() {
			var none context.Context
			_, stop := runner.Interruptible(none)
			stop()
		}, ""},
		"runner.Input":                {func() error { return option(runner.Input(nil, nil)) }, "the target is nil"},
		"runner.Monitor":              {func() error { return option(runner.Monitor(nil)) }, "nil cannot be recorded"},
		"runner.MonitorFunc":          {func() error { return option(runner.MonitorFunc("x", nil)) }, "nil function"},
		"runner.Warnings":             {func() error { return option(runner.Warnings(nil)) }, ""},
		"runner.Point.New":            {runner.Point{}.New, "there is no network"},
		"runner.Sweep.Run":            {runner.Sweep{}.Run, "the context is nil"},
		"runner.Table.CSV":            {table.CSV, nilWriter},
		"runner.Result.Series":        {res.Series, "results of nil"},
		"runner.Result.Spikes":        {res.Spikes, "results of nil"},
		"runner.Result.SpikesBetween": {res.SpikesBetween, "results of nil"},
		"runner.Result.SpikeWindows": {func() (err error) {
			for train := range res.SpikeWindows(nil, 1) {
				err = train.Err()
			}
			return err
		}, "results of nil"},
		"runner.Series.WriteCSV":                 {series.WriteCSV, nilWriter},
		"runner.SpikeTrain.WriteCSV":             {train.WriteCSV, nilWriter},
		"measure.CVs":                            {analysis.CVs, nilTrain},
		"measure.CountCorrelations":              {analysis.CountCorrelations, nilTrain},
		"measure.CrossCorrelation":               {analysis.CrossCorrelation, nilTrain},
		"measure.FiringRate":                     {analysis.FiringRate, nilTrain},
		"measure.FiringRates":                    {analysis.FiringRates, nilTrain},
		"measure.ISI":                            {analysis.ISI, nilTrain},
		"measure.ISIHistogram":                   {analysis.ISIHistogram, nilTrain},
		"measure.UnitaryLFP":                     {analysis.UnitaryLFP, nilTrain},
		"measure.FunctionalConnectivity":         {analysis.FunctionalConnectivity, nilSeries},
		"measure.FunctionalConnectivityDynamics": {analysis.FunctionalConnectivityDynamics, nilSeries},
		"measure.PowerSpectrum":                  {analysis.PowerSpectrum, nilSeries},
		"measure.VoltageFluctuation":             {analysis.VoltageFluctuation, nilSeries},
		"measure.MatrixCorrelation":              {analysis.MatrixCorrelation, "a nil matrix"},
		"measure.FixedPoints":                    {analysis.FixedPoints, "no field"},
		"visualize.Columns":                      {visualize.Columns, "is nil"},
		"visualize.Rows":                         {visualize.Rows, "is nil"},
		"visualize.Stack":                        {visualize.Stack, "is nil"},
		"visualize.Connectivity":                 {visualize.Connectivity, "is nil"},
		"visualize.Correlations":                 {visualize.Correlations, "is nil"},
		"visualize.HeatMap":                      {visualize.HeatMap, "is nil"},
		"visualize.ISI":                          {visualize.ISI, "is nil"},
		"visualize.Line":                         {visualize.Line, "is nil"},
		"visualize.Map":                          {visualize.Map, "is nil"},
		"visualize.Matrix":                       {visualize.Matrix, "is nil"},
		"visualize.PhasePlane":                   {visualize.PhasePlane, "no field"},
		"visualize.PopulationRate":               {visualize.PopulationRate, "is nil"},
		"visualize.Raster":                       {visualize.Raster, "is nil"},
		"visualize.Rates":                        {visualize.Rates, "is nil"},
		"visualize.Spectrum":                     {visualize.Spectrum, "is nil"},
		"visualize.Traces":                       {visualize.Traces, "is nil"},
		"visualize.Weights":                      {visualize.Weights, "is nil"},
		"visualize.TrajectoryOf": {func() *visualize.Figure {
			return visualize.PhasePlane(func(x, y float64) (float64, float64) { return y, -x }, visualize.Axis{Max: 1}, visualize.Axis{Max: 1}, visualize.TrajectoryOf(nil, nil))
		}, "is nil"},
		"visualize.Figure.Write": {func() error { return figure.Write(nil, "png") }, nilWriter},
		"visualize.Panel.Add": {func() *visualize.Figure {
			p := &visualize.Panel{}
			p.Add(nil)
			return &visualize.Figure{Panels: []*visualize.Panel{p}}
		}, "is nil"},
		"report.New":          {report.New, "New was given nil"},
		"report.Report.Write": {report.New(res).Write, nilWriter},
		"spikefile.NewReader": {spikefile.NewReader, "the reader is nil"},
		"spikefile.NewWriter": {func() error { _, err := spikefile.NewWriter(nil, spikefile.Header{N: 1, Dt: 1}); return err }, nilWriter},
		"spikefile.Resume": {func() error {
			return spikefile.Resume(nil, spikefile.Header{N: 1, Dt: 1}, spikefile.Position{}).Close(1)
		}, nilWriter},
		"inputs.Samples":       {inputs.Samples, "there is no stimulus"},
		"inputs.Func":          {func() error { return samples(inputs.Func(nil)) }, "Func was given nil"},
		"inputs.Matrix":        {func() error { return samples(inputs.Matrix(nil)) }, "Matrix was given nil"},
		"ode.Joint":            {func() error { _, err := ode.Fixed{Dt: 1}.Solve(ode.Joint(nil), []float64{1}, 0, 1); return err }, "is nil"},
		"ode.NewStepper":       {ode.NewStepper, "is nil"},
		"ode.Adaptive.Solve":   {ode.Adaptive{}.Solve, "is nil"},
		"ode.Delayed.Solve":    {ode.Delayed{}.Solve, "is nil"},
		"ode.ExpEuler.Solve":   {ode.ExpEuler{}.Solve, "is nil"},
		"ode.Fixed.Solve":      {ode.Fixed{}.Solve, "is nil"},
		"ode.Fractional.Solve": {ode.Fractional{}.Solve, "is nil"},
		"initialize.Clip":      {func() error { _, err := golgi.Resolve(initialize.Clip(nil, 0, 1), []int{1}, rng.NewKey(1)); return err }, "nothing to clip"},
		"dyn.Field":            {dyn.Field, "has no neuron model"},
		"dyn.ModelName":        {dyn.ModelName, ""},
		"dyn.NewGroup":         {func() error { _, err := golgi.Build(dyn.NewGroup(1, nil)); return err }, "has no neuron model"},
	}
	for name, c := range all {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
	for _, name := range takesNil(t, ".", "runner", "measure", "visualize", "report", "spikefile", "inputs", "ode", "init", "dyn") {
		if _, known := all[name]; !known {
			t.Errorf("%s: what does it make of nil? Put it in the table", name)
		}
	}
}

// check calls the function with nil, the zero value of everything.
func (n nilled) check(t *testing.T) {
	f := reflect.ValueOf(n.f)
	var args []reflect.Value
	for k := range f.Type().NumIn() {
		of := f.Type().In(k)
		if f.Type().IsVariadic() && k == f.Type().NumIn()-1 {
			of = of.Elem()
		}
		args = append(args, reflect.Zero(of))
	}
	var got error
	require.NotPanics(t, func() {
		for _, out := range f.Call(args) {
			switch x := out.Interface().(type) {
			case error:
				got = x
			case *visualize.Figure:
				got = x.Write(&strings.Builder{}, "png")
			case interface{ Err() error }:
				if v := reflect.ValueOf(x); v.Kind() == reflect.Pointer && !v.IsNil() {
					got = x.Err()
				}
			}
		}
	})
	if n.want == "" {
		assert.NoError(t, got)
		return
	}
	assert.ErrorContains(t, got, n.want)
}

// internals are types that only the library hands to functions, whose callers
// are the library.
var internals = map[string]bool{"Env": true, "Site": true, "Archive": true, "Graph": true, "Quantity": true, "Base": true, "SpikeVar": true, "T": true}

// takesNil lists the exported functions of packages, and methods of exported
// types, that take a pointer, an interface, a function or a channel.
func takesNil(t *testing.T, folders ...string) (names []string) {
	for _, folder := range folders {
		paths, err := filepath.Glob(filepath.Join("..", folder, "*.go"))
		require.NoError(t, err)
		var files []*ast.File
		for _, path := range paths {
			if !strings.HasSuffix(path, "_test.go") {
				f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
				require.NoError(t, err)
				files = append(files, f)
			}
		}
		nilable := map[string]bool{"error": true, "any": true}
		for d := range topLevel(files) {
			if g, ok := d.(*ast.GenDecl); ok {
				for _, s := range g.Specs {
					if s, ok := s.(*ast.TypeSpec); ok && canBeNil(s.Type, nil) {
						nilable[s.Name.Name] = true
					}
				}
			}
		}
		for d := range topLevel(files) {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() {
				continue
			}
			name := files[0].Name.Name + "."
			if f.Recv != nil {
				of := strings.TrimPrefix(typeText(f.Recv.List[0].Type), "*")
				if !ast.IsExported(of) || internals[of] {
					continue
				}
				name += of + "."
			}
			if slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool { return canBeNil(p.Type, nilable) }) {
				names = append(names, name+f.Name.Name)
			}
		}
	}
	return names
}

func topLevel(files []*ast.File) iter.Seq[ast.Decl] {
	return func(yield func(ast.Decl) bool) {
		for _, f := range files {
			for _, d := range f.Decls {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// qualified are the types of other packages that can be nil.
var qualified = map[string]bool{"io.Writer": true, "io.Reader": true, "io.ReaderAt": true, "context.Context": true, "mat.Matrix": true, "measure.Field": true,
	"golgi.DynamicalSystem": true, "golgi.Initializer": true, "golgi.Value": true, "plot.Plotter": true}

func canBeNil(e ast.Expr, local map[string]bool) bool {
	switch e := e.(type) {
	case *ast.StarExpr:
		return !internals[typeText(e.X)[strings.LastIndex(typeText(e.X), ".")+1:]]
	case *ast.FuncType, *ast.InterfaceType, *ast.ChanType:
		return true
	case *ast.Ellipsis:
		return canBeNil(e.Elt, local)
	case *ast.Ident:
		return local[e.Name]
	case *ast.SelectorExpr:
		return qualified[typeText(e)]
	}
	return false
}

func typeText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeText(e.X)
	case *ast.SelectorExpr:
		return typeText(e.X) + "." + e.Sel.Name
	case *ast.IndexExpr:
		return typeText(e.X)
	}
	return ""
}
