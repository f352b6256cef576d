package runner

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/golgi-sim/golgi/internal/memory"
	"github.com/golgi-sim/golgi/internal/npy"
	"github.com/golgi-sim/golgi/internal/safefile"
	"github.com/golgi-sim/golgi/spikefile"
)

// Load reads a result that Save wrote, or the folder that StreamTo recorded to;
// of the latter, it leaves spikes and values on disk until they are asked for.
// References to results are paths then ("N.V"), or handles of the same network.
//
// Of a folder in which files were cut short, as of a run that was killed, it
// returns what there is, and an error that says what is missing.
func Load(path string) (*Result, error) {
	if path == "" {
		return nil, safefile.ErrNoName
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return loadFolder(path)
	}
	res, err := loadArchive(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return res, nil
}

// result returns the result without what was recorded.
func (m meta) result() *Result {
	return &Result{Dt: m.Dt, Start: m.Start, Stop: m.Stop, Seed: m.Seed, Threads: m.Threads, Executor: m.Executor, Models: m.Models, Graph: m.Graph,
		BuildTime: seconds(m.BuildTime), SimTime: seconds(m.SimTime)}
}

func seconds(s float64) time.Duration {
	return time.Duration(min(max(s, 0), 1e9) * float64(time.Second))
}

func loadFolder(dir string) (*Result, error) {
	m, err := readMeta(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: it holds no recording: %w", dir, err)
	}
	if err != nil {
		return nil, err
	}
	res := m.result()
	res.dir = dir
	var found []onDisk
	var wrong []error
	for _, x := range m.Recordings {
		d := onDisk{file: filepath.Join(dir, x.File)}
		d.rec, err = x.recorded()
		if err == nil && (!filepath.IsLocal(x.File) || filepath.Base(x.File) != x.File) {
			err = fmt.Errorf("the file %q is outside the folder", x.File)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, metaName), err)
		}
		if err := d.open(m.Dt); err != nil {
			wrong = append(wrong, err)
			continue
		}
		found = append(found, d)
		if stop := d.stop(m.Start); !m.Finished || stop > m.Stop {
			m.Finished = false // or a later run went on with it
			res.Stop = max(res.Stop, stop)
		}
	}
	for _, d := range found {
		rec, short := d.result(res)
		res.recordings = append(res.recordings, rec)
		if m.Finished && d.damage != nil {
			wrong = append(wrong, d.damage)
		}
		if m.Finished && short > 0 && d.damage == nil {
			wrong = append(wrong, fmt.Errorf("%s: the last %d of %d rows are missing", d.file, short, d.rec.timing.count(res.Start, res.Stop)))
		}
	}
	if !m.Finished {
		wrong = append(wrong, fmt.Errorf("%s: the recording was broken off, or goes on; there is something up to %g ms", dir, ms(res.Stop, res.Dt)))
	}
	return res, errors.Join(wrong...)
}

// mostIdle is how many columns a table without rows may have: the indices of
// columns take memory, also those of a file that does not have them.
const mostIdle = 1 << 20

// onDisk is a recording in a folder.
type onDisk struct {
	rec    recorded
	file   string
	values *diskRows
	header spikefile.Header
	end    int64 // of spikes: complete up to that step
	damage error
}

func (d *onDisk) open(dt float64) error {
	if d.rec.spikes {
		r, err := spikefile.Open(d.file)
		if err != nil {
			return err
		}
		defer r.Close()
		d.header, d.end, d.damage = r.Header(), r.Stop(), r.Err()
		if d.header.N != d.rec.width() || d.header.Dt != dt {
			return fmt.Errorf("%s: it is of %d neurons and dt = %v ms, and %d and %v are due", d.file, d.header.N, d.header.Dt, d.rec.width(), dt)
		}
		return nil
	}
	values, err := openRows(d.file)
	if err != nil {
		return err
	}
	c, rows := values.reader.Columns(), values.reader.Rows()
	if c != d.rec.width() {
		return fmt.Errorf("%s: it has %d columns, and %d are due", d.file, c, d.rec.width())
	}
	if rows == 0 && c > mostIdle {
		return fmt.Errorf("%s: no rows of %d columns", d.file, c)
	}
	d.values, d.damage = values, values.reader.Err()
	return nil
}

// stop returns the step behind what there is.
func (d *onDisk) stop(start int64) int64 {
	if d.rec.spikes {
		if d.end == d.header.Start { // which may be later than that of the run
			return start
		}
		return d.end
	}
	rows := d.values.reader.Rows()
	if rows == 0 {
		return start
	}
	return d.rec.timing.next(start) + (rows-1)*d.rec.timing.every + 1
}

// result returns the recording, and how many rows of it are missing.
func (d *onDisk) result(res *Result) (recording, int64) {
	rec := recording{recorded: d.rec}
	if d.rec.spikes {
		t := d.rec.newTrain(res)
		t.Stop = max(t.Start, min(t.Stop, d.end))
		rec.file = &trainFile{path: d.file, train: t}
		return rec, 0
	}
	rec.series = d.rec.newSeries(res)
	want := d.rec.timing.count(res.Start, res.Stop)
	rows := min(want, d.values.reader.Rows())
	rec.series.data, rec.series.rows = d.values, int(rows)
	return rec, want - rows
}

func loadArchive(path string) (*Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file with a length")
	}
	room := min(memory.Free(), 1<<60)
	a, err := npy.NewArchive(f, info.Size(), int64(room))
	if err != nil {
		return nil, err
	}
	text, err := a.Bytes(metaName, mostMeta)
	if err != nil {
		return nil, fmt.Errorf("it is no result of a run: %w", err)
	}
	m, err := decodeMeta(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", metaName, err)
	}
	res := m.result()
	for _, x := range m.Recordings {
		rec := recording{}
		if rec.recorded, err = x.recorded(); err != nil {
			return nil, fmt.Errorf("%s: %w", metaName, err)
		}
		if rec.recorded.spikes {
			err = rec.loadSpikes(a, x, res)
		} else {
			err = rec.loadValues(a, x, res)
		}
		if err != nil {
			return nil, err
		}
		res.recordings = append(res.recordings, rec)
	}
	return res, nil
}

func (rec *recording) loadValues(a *npy.Archive, x metaRecording, res *Result) error {
	h, values, err := a.Floats(x.File)
	if err != nil {
		return err
	}
	if len(h.Shape) != 2 || h.Shape[1] != rec.width() || int64(h.Shape[0]) > rec.timing.count(res.Start, res.Stop) {
		return fmt.Errorf("%s: an array of the shape %v, and at most %d rows of %d are due", x.File, h.Shape, rec.timing.count(res.Start, res.Stop), rec.width())
	}
	if h.Shape[0] == 0 && rec.width() > mostIdle {
		return fmt.Errorf("%s: no rows of %d columns", x.File, rec.width())
	}
	s := rec.newSeries(res)
	s.rows = h.Shape[0]
	s.data = &memoryRows{pieces: [][]float64{values}, per: max(1, s.rows), width: s.columns}
	rec.series = s
	return nil
}

func (rec *recording) loadSpikes(a *npy.Archive, x metaRecording, res *Result) error {
	_, steps, err := a.Ints(x.File + ".steps")
	if err != nil {
		return err
	}
	_, indices, err := a.Ints(x.File + ".indices")
	if err != nil {
		return err
	}
	t := rec.newTrain(res)
	if x.Stop < t.Start || x.Stop > t.Stop {
		return fmt.Errorf("%s: it ends in step %d, and lies between %d and %d", x.File, x.Stop, t.Start, t.Stop)
	}
	t.Stop, t.Steps, t.Indices = x.Stop, steps, make([]int32, len(indices))
	if k := slices.IndexFunc(indices, func(i int64) bool { return i < 0 || i > math.MaxInt32 }); k >= 0 {
		return fmt.Errorf("%s: spike %d is of neuron %d", x.File, k, indices[k])
	}
	for k, i := range indices {
		t.Indices[k] = int32(i)
	}
	if err := t.check(); err != nil {
		return fmt.Errorf("%s: %w", x.File, err)
	}
	rec.memory = &t
	return nil
}
