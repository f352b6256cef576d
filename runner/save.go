package runner

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/golgi-sim/golgi/internal/npy"
	"github.com/golgi-sim/golgi/internal/null"
	"github.com/golgi-sim/golgi/internal/safefile"
	"github.com/golgi-sim/golgi/spikefile"
)

// Save writes the result as a .npz archive, which opens in NumPy and from which
// Load makes a result again. In
//
//	d = numpy.load("run.npz")
//
// there are, for values that were recorded as N.V, d["N.V"], rows being steps,
// and their times in ms, d["N.V.t"]; for spikes of N, d["N.spike.steps"] and
// d["N.spike.indices"]; and the step in ms, d["dt"]. The rest is in
// d["run.json"], a text. A recording that is on disk is copied piece by piece.
// The file appears at its path as a whole, or not at all.
func (r *Result) Save(path string) error {
	if filepath.Ext(path) != ".npz" {
		return ending(path, "a result is saved as .npz; one series or train can be saved as .csv, with its own Save")
	}
	return save(path, func(w io.Writer) error { return r.write(w) })
}

// save writes a file as a whole.
func save(path string, write func(w io.Writer) error) error {
	f, err := safefile.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<18)
	if err := write(w); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return f.Commit()
}

func (r *Result) write(w io.Writer) error {
	a := npy.NewArchiveWriter(w)
	m := meta{Dt: r.Dt, Start: r.Start, Stop: r.Stop, Seed: r.Seed, Threads: r.Threads, Executor: r.Executor, Models: r.Models, Graph: r.Graph,
		BuildTime: r.BuildTime.Seconds(), SimTime: r.SimTime.Seconds(), Finished: true}
	names := map[string]bool{"dt": true, metaName: true}
	for k := range r.recordings {
		rec := &r.recordings[k]
		x := rec.meta(arrayName(names, rec))
		if rec.spikes {
			_, x.Stop = rec.span()
		}
		m.Recordings = append(m.Recordings, x)
	}
	text, err := m.encode()
	if err != nil {
		return err
	}
	file, err := a.Create(metaName)
	if err == nil {
		_, err = file.Write(text)
	}
	if err == nil {
		file, err = a.Array("dt", npy.Header{Type: npy.Float64})
	}
	if err == nil {
		err = npy.Put(a, file, []float64{r.Dt})
	}
	if err != nil {
		return err
	}
	for k := range r.recordings {
		rec := &r.recordings[k]
		if err := rec.write(a, m.Recordings[k].File); err != nil {
			return fmt.Errorf("%s: %w", rec.label(), err)
		}
	}
	return a.Close()
}

// arrayName returns a name for the arrays of a recording that is not in use.
func arrayName(names map[string]bool, rec *recording) string {
	kinds := []string{"", ".t"}
	if rec.spikes {
		kinds = []string{".steps", ".indices"}
	}
	for k := 1; ; k++ {
		name := rec.label()
		if k > 1 {
			name += "-" + strconv.Itoa(k)
		}
		if !names[name+kinds[0]] && !names[name+kinds[1]] {
			names[name+kinds[0]], names[name+kinds[1]] = true, true
			return name
		}
	}
}

func (rec *recording) write(a *npy.ArchiveWriter, name string) error {
	if rec.spikes {
		return rec.writeSpikes(a, name)
	}
	s := rec.series
	if err := s.Err(); err != nil {
		return err
	}
	w, err := a.Array(name, npy.Header{Type: npy.Float64, Shape: []int{s.rows, s.columns}})
	if err != nil {
		return err
	}
	if err := s.put(func(values []float64) error { return npy.Put(a, w, values) }); err != nil {
		return err
	}
	if w, err = a.Array(name+".t", npy.Header{Type: npy.Float64, Shape: []int{s.rows}}); err != nil {
		return err
	}
	times := make([]float64, 0, pieceRows)
	for k := range s.rows {
		if times = append(times, s.time(k)); len(times) == cap(times) || k == s.rows-1 {
			if err := npy.Put(a, w, times); err != nil {
				return err
			}
			times = times[:0]
		}
	}
	return nil
}

// pieceRows is about how many numbers are handed on at once.
const pieceRows = 1 << 13

// put hands on the values in pieces of whole rows.
func (s *Series) put(write func(values []float64) error) error {
	var buf []float64
	for k := range s.rows {
		buf = append(buf, s.Row(k)...)
		if len(buf) >= pieceRows || k == s.rows-1 {
			if err := write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	return s.Err() // of values that could not be read
}

// events ranges over the spikes of a recording, of which err tells then whether
// they were all.
func (rec *recording) events(err *error) iter.Seq2[int64, int32] {
	if rec.file == nil {
		*err = rec.memory.err
		return rec.memory.All()
	}
	return func(yield func(int64, int32) bool) {
		r, e := spikefile.Open(rec.file.path)
		if e != nil {
			*err = e
			return
		}
		defer r.Close()
		start, stop := rec.span()
		for step, i := range r.Between(start, stop) {
			if !yield(step, i) {
				return
			}
		}
		if start < stop && r.Stop() < stop {
			*err = r.Err()
		}
	}
}

func (rec *recording) writeSpikes(a *npy.ArchiveWriter, name string) error {
	var err error
	n := 0
	for range rec.events(&err) {
		n++
	}
	if err != nil {
		return err
	}
	if err := column(a, name+".steps", npy.Int64, n, rec, func(step int64, _ int32) int64 { return step }); err != nil {
		return err
	}
	return column(a, name+".indices", npy.Int32, n, rec, func(_ int64, i int32) int32 { return i })
}

// column writes a number of each spike.
func column[T int64 | int32](a *npy.ArchiveWriter, name, kind string, n int, rec *recording, of func(int64, int32) T) error {
	w, err := a.Array(name, npy.Header{Type: kind, Shape: []int{n}})
	if err != nil {
		return err
	}
	buf := make([]T, 0, pieceRows)
	var failed error
	for step, i := range rec.events(&failed) {
		if buf = append(buf, of(step, i)); len(buf) == cap(buf) {
			if err := npy.Put(a, w, buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	if failed != nil {
		return failed
	}
	return npy.Put(a, w, buf)
}

// Save writes the series: as text if the path ends in .csv, see WriteCSV, and as
// an array for NumPy, rows being steps, if it ends in .npy. The file appears at
// its path as a whole, or not at all.
func (s *Series) Save(path string) error {
	if err := s.Err(); err != nil {
		return err
	}
	switch filepath.Ext(path) {
	case ".csv":
		return save(path, s.WriteCSV)
	case ".npy":
		return save(path, func(w io.Writer) error {
			_, err := w.Write(npy.Header{Type: npy.Float64, Shape: []int{s.rows, s.columns}}.Append(nil, 0))
			if err != nil {
				return err
			}
			var buf []byte
			return s.put(func(values []float64) error {
				buf = npy.AppendValues(buf[:0], values)
				_, err := w.Write(buf)
				return err
			})
		})
	}
	return ending(path, "a series is saved as .csv or .npy")
}

// ending is the error of a file whose name does not end with what there is.
func ending(path, saved string) error {
	if path == "" {
		return safefile.ErrNoName
	}
	return fmt.Errorf("%s: %s", path, saved)
}

// errNoWriter is the error of what was to write to nil.
var errNoWriter = errors.New("the writer is nil; give one such as os.Stdout, or a file to Save")

// WriteCSV writes a line of names, and for every row its time in ms (that of
// Times) and its values, all digits of them.
func (s *Series) WriteCSV(w io.Writer) error {
	if err := s.Err(); err != nil {
		return err
	}
	if null.Is(w) {
		return errNoWriter
	}
	buf := []byte("t_ms")
	for j := range s.columns {
		name := s.Name
		if s.columns > 1 || s.Indices[j] != 0 {
			name = fmt.Sprintf("%s[%d]", s.Name, s.Indices[j])
		}
		buf = append(append(buf, ','), quoted(name)...)
	}
	for k := range s.rows {
		buf = append(buf, '\n')
		buf = strconv.AppendFloat(buf, ms(s.Start+int64(k)*s.Every, s.Dt), 'g', -1, 64)
		for _, v := range s.Row(k) {
			buf = strconv.AppendFloat(append(buf, ','), v, 'g', -1, 64)
		}
		if len(buf) >= pieceRows {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	if _, err := w.Write(append(buf, '\n')); err != nil {
		return err
	}
	return s.Err()
}

// quoted returns a field of a line of CSV.
func quoted(name string) string {
	if !strings.ContainsAny(name, ",\"\r\n") {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// Save writes the train: as text if the path ends in .csv, see WriteCSV, and as
// a file of package spikefile, which LoadSpikes reads, if it ends in .spk. The
// file appears at its path as a whole, or not at all.
func (t *SpikeTrain) Save(path string) error {
	if t.err != nil {
		return t.err
	}
	switch filepath.Ext(path) {
	case ".csv":
		return save(path, t.WriteCSV)
	case ".spk":
		return save(path, func(w io.Writer) error {
			f, err := spikefile.NewWriter(w, spikefile.Header{Name: t.Name, N: t.N, Offset: t.Offset, Neurons: t.Neurons, Dt: t.Dt, Start: t.Start})
			if err != nil {
				return err
			}
			for a := 0; a < len(t.Steps); {
				b := a
				for b < len(t.Steps) && t.Steps[b] == t.Steps[a] {
					b++
				}
				if err := f.Append(t.Steps[a], t.Indices[a:b]); err != nil {
					return err
				}
				a = b
			}
			return f.Close(t.Stop)
		})
	}
	return ending(path, "a train is saved as .csv or .spk")
}

// WriteCSV writes the line t_ms,neuron, and for every spike its time in ms and
// the place of its neuron in its group.
func (t *SpikeTrain) WriteCSV(w io.Writer) error {
	if err := t.Err(); err != nil {
		return err
	}
	if null.Is(w) {
		return errNoWriter
	}
	buf := []byte("t_ms,neuron\n")
	for step, i := range t.All() {
		buf = strconv.AppendFloat(buf, ms(step, t.Dt), 'g', -1, 64)
		buf = strconv.AppendInt(append(buf, ','), int64(t.Place(int(i))), 10)
		if buf = append(buf, '\n'); len(buf) >= pieceRows {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	_, err := w.Write(buf)
	return err
}
