package runner

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"gonum.org/v1/gonum/mat"

	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/safefile"
	"github.com/golgi-sim/golgi/internal/suggest"
)

// Table is what a sweep has measured: a row for every run, in the order of the
// points, and of the seeds within each. Its columns are the parameters, the seed
// and the figures.
type Table struct {
	Parameters []string
	Figures    []string
	Rows       []Row

	seeded bool // there is a column of seeds
	err    error
}

// Row is a row of a Table.
type Row struct {
	Values  []float64 // of the parameters
	Seed    uint64
	Figures []float64
}

const seedColumn = "seed"

// Err returns the error of a table that Where could not make; of others nil.
func (t *Table) Err() error { return t.err }

// Columns returns the names of the columns.
func (t *Table) Columns() []string { return t.header() }

func (t *Table) header() []string {
	names := slices.Clone(t.Parameters)
	if t.seeded {
		names = append(names, seedColumn)
	}
	return append(names, t.Figures...)
}

// Column returns a column: a parameter, a figure, or "seed".
func (t *Table) Column(name string) ([]float64, error) {
	value, err := t.column(name)
	if err != nil {
		return nil, err
	}
	xs := make([]float64, len(t.Rows))
	for k, r := range t.Rows {
		xs[k] = value(r)
	}
	return xs, nil
}

// column returns the function that takes a column out of a row.
func (t *Table) column(name string) (func(Row) float64, error) {
	if t.err != nil {
		return nil, t.err
	}
	if k := slices.Index(t.Parameters, name); k >= 0 {
		return func(r Row) float64 { return r.Values[k] }, nil
	}
	if k := slices.Index(t.Figures, name); k >= 0 {
		return func(r Row) float64 { return r.Figures[k] }, nil
	}
	if name == seedColumn && t.seeded {
		return func(r Row) float64 { return float64(r.Seed) }, nil
	}
	return nil, fmt.Errorf("the table has no column %q%s", name, suggest.Hint(name, t.header()))
}

// Where returns the table of the rows in which a column has a value. Of a column
// that there is not, the table is empty and has an error, which everything that
// is asked of it returns.
func (t *Table) Where(name string, value float64) *Table {
	w := &Table{Parameters: t.Parameters, Figures: t.Figures, seeded: t.seeded}
	of, err := t.column(name)
	if err != nil {
		w.err = err
		return w
	}
	for _, r := range t.Rows {
		if of(r) == value {
			w.Rows = append(w.Rows, r)
		}
	}
	return w
}

// OverSeeds returns the table of the points: for every figure its mean over the
// seeds, under the name of the figure, and its standard deviation (of a sample,
// with n-1; NaN of one run), under the name with _sd. The last figure, runs, is
// their number.
func (t *Table) OverSeeds() *Table {
	m := &Table{Parameters: t.Parameters, err: t.err}
	for _, name := range t.Figures {
		m.Figures = append(m.Figures, name, name+"_sd")
	}
	m.Figures = append(m.Figures, "runs")
	groups := map[string][]Row{}
	var order []string
	for _, r := range t.Rows {
		key := rowKey(r.Values, 0)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], r)
	}
	for _, key := range order {
		rows := groups[key]
		row := Row{Values: rows[0].Values}
		for k := range t.Figures {
			mean, sd := meanSD(rows, k)
			row.Figures = append(row.Figures, mean, sd)
		}
		row.Figures = append(row.Figures, float64(len(rows)))
		m.Rows = append(m.Rows, row)
	}
	return m
}

// meanSD returns the mean and the standard deviation of a figure.
func meanSD(rows []Row, figure int) (mean, sd float64) {
	n := float64(len(rows))
	for _, r := range rows {
		mean += r.Figures[figure]
	}
	mean /= n
	for _, r := range rows {
		d := r.Figures[figure] - mean
		sd += float64(d * d)
	}
	return mean, math.Sqrt(sd / (n - 1))
}

// Map is a figure over two parameters.
type Map struct {
	Figure, RowName, ColumnName string
	Rows, Columns               []float64 // values of the two parameters, ascending
	// Z has the figure, its mean over the seeds, by row and column; NaN where
	// there is no run.
	Z *mat.Dense
}

// Matrix returns a figure as a map over two parameters. Other parameters must
// have one value only: choose it with Where.
func (t *Table) Matrix(figure, rows, columns string) (*Map, error) {
	if t.err != nil {
		return nil, t.err
	}
	f := slices.Index(t.Figures, figure)
	if f < 0 {
		return nil, fmt.Errorf("the table has no figure %q%s", figure, suggest.Hint(figure, t.Figures))
	}
	var errs []error
	index := func(name string) int {
		k := slices.Index(t.Parameters, name)
		if k < 0 {
			errs = append(errs, fmt.Errorf("the table has no parameter %q%s", name, suggest.Hint(name, t.Parameters)))
		}
		return k
	}
	r, c := index(rows), index(columns)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if r == c {
		return nil, fmt.Errorf("a map is over two parameters, and was given %q twice", rows)
	}
	if len(t.Rows) == 0 {
		return nil, errors.New("the table has no rows")
	}
	for k, name := range t.Parameters {
		if v := t.values(k); k != r && k != c && len(v) > 1 {
			return nil, fmt.Errorf("%s has %d values; choose one, as in Where(%q, %s).Matrix", name, len(v), name, number(v[0]))
		}
	}
	m := &Map{Figure: figure, RowName: rows, ColumnName: columns, Rows: t.values(r), Columns: t.values(c)}
	cells := make([][]Row, len(m.Rows)*len(m.Columns))
	for _, row := range t.Rows {
		i, _ := slices.BinarySearch(m.Rows, row.Values[r])
		j, _ := slices.BinarySearch(m.Columns, row.Values[c])
		cells[i*len(m.Columns)+j] = append(cells[i*len(m.Columns)+j], row)
	}
	z := make([]float64, len(cells))
	for k, runs := range cells {
		z[k], _ = meanSD(runs, f) // NaN of none
	}
	m.Z = mat.NewDense(len(m.Rows), len(m.Columns), z)
	return m, nil
}

// values returns the values of a parameter, ascending.
func (t *Table) values(parameter int) []float64 {
	var all []float64
	for _, r := range t.Rows {
		all = append(all, r.Values[parameter])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// fields returns a row as text, so that it can be read back exactly.
func (r Row) fields(seeded bool) []string {
	var fields []string
	for _, x := range r.Values {
		fields = append(fields, number(x))
	}
	if seeded {
		fields = append(fields, strconv.FormatUint(r.Seed, 10))
	}
	for _, x := range r.Figures {
		fields = append(fields, number(x))
	}
	return fields
}

func (t *Table) records() [][]string {
	records := [][]string{t.header()}
	for _, r := range t.Rows {
		records = append(records, r.fields(t.seeded))
	}
	return records
}

// CSV writes the table with a line of names. Numbers have as many digits as it
// takes to read them back exactly.
func (t *Table) CSV(w io.Writer) error {
	if t.err != nil {
		return t.err
	}
	if null.Is(w) {
		return errNoWriter
	}
	text, err := csvText(t.records())
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// Save writes the table as CSV to a file, whose name ends with .csv and which is
// whole or not there.
func (t *Table) Save(path string) error {
	if t.err != nil {
		return t.err
	}
	if strings.ToLower(filepath.Ext(path)) != ".csv" {
		return ending(path, "a table is saved as .csv")
	}
	text, err := csvText(t.records())
	if err != nil {
		return err
	}
	return safefile.Write(path, text)
}

// String returns the table for people: columns under their names, numbers
// rounded to six digits.
func (t *Table) String() string {
	if t.err != nil {
		return t.err.Error() + "\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(fields []string) { fmt.Fprintln(w, strings.Join(fields, "\t")+"\t") }
	line(t.header())
	for _, r := range t.Rows {
		fields := r.fields(t.seeded)
		for k, f := range fields {
			if x, err := strconv.ParseFloat(f, 64); err == nil && !(t.seeded && k == len(r.Values)) {
				fields[k] = strconv.FormatFloat(x, 'g', 6, 64)
			}
		}
		line(fields)
	}
	w.Flush()
	return b.String()
}
