package runner

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golgi-sim/golgi/internal/safefile"
)

// sweepFile is the file of a sweep: a header and a row for every run, in the
// order in which they ended, until close puts them in the order of the table.
type sweepFile struct {
	f      *os.File
	size   int64 // of what is whole
	synced time.Time
	header []string
	// others are rows of runs that the sweep does not have: they stay in the
	// file.
	others [][]string
}

// open opens the file of the sweep and takes the rows that it holds.
func (t *study) open() error {
	if info, err := os.Stat(t.File); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file, to which rows could be appended", t.File)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(t.File, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	if err := claim(f); err != nil {
		return errors.Join(err, f.Close())
	}
	t.file = &sweepFile{f: f, synced: time.Now(), header: (&Table{Parameters: t.Points.names, Figures: t.Figures, seeded: true}).header()}
	if err := t.read(); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", t.File, err), f.Close())
	}
	return nil
}

// claim makes the file that of this sweep alone, until it is closed.
func claim(f *os.File) error {
	err := lock(f)
	if err == nil {
		// It may have been replaced, when another sweep ended, before it was locked.
		var now, ours os.FileInfo
		if now, err = os.Stat(f.Name()); err == nil {
			ours, err = f.Stat()
		}
		if err == nil && !os.SameFile(now, ours) || errors.Is(err, fs.ErrNotExist) {
			err = errInUse
		}
	}
	if errors.Is(err, errInUse) {
		return fmt.Errorf("%s: %w; give each sweep a file of its own, or wait until the other has ended", f.Name(), err)
	}
	return err
}

var errInUse = errors.New("another sweep is writing it")

// read takes the rows of the file and begins it if it is new. A last line that
// was cut short is dropped: its run is made again.
func (t *study) read() error {
	s := t.file
	text, err := io.ReadAll(s.f)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(text, '\n') + 1
	rest := text[whole:]
	text = text[:whole]
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		if head, err := csvText([][]string{s.header}); err != nil || !bytes.HasPrefix(head, rest) {
			return errors.Join(err, fmt.Errorf("it is not the file of a sweep; give another file, or delete this one"))
		}
		return s.line(s.header)
	}
	if !slices.Equal(rows[0], s.header) {
		return fmt.Errorf("it has the columns %s, and the sweep has %s; give another file, or delete this one", strings.Join(rows[0], ", "), strings.Join(s.header, ", "))
	}
	runs := map[string]int{}
	for k := range t.figures {
		p := t.point(k)
		runs[rowKey(p.values, p.Seed)] = k
	}
	for n, fields := range rows[1:] {
		values, seed, figures, err := s.parse(fields, len(t.Points.names))
		if err != nil {
			return fmt.Errorf("line %d: %w", n+2, err)
		}
		if k, ok := runs[rowKey(values, seed)]; !ok {
			s.others = append(s.others, fields)
		} else if t.figures[k] == nil {
			t.figures[k] = figures
		}
	}
	s.size = int64(whole)
	return s.f.Truncate(s.size)
}

// parse reads a row: the parameters, the seed, the figures.
func (s *sweepFile) parse(fields []string, parameters int) (values []float64, seed uint64, figures []float64, err error) {
	if len(fields) != len(s.header) {
		return nil, 0, nil, fmt.Errorf("it has %d fields and not %d", len(fields), len(s.header))
	}
	numbers := make([]float64, len(fields))
	for k, text := range fields {
		if k == parameters {
			seed, err = strconv.ParseUint(text, 10, 64)
		} else {
			numbers[k], err = strconv.ParseFloat(text, 64)
		}
		if err != nil {
			return nil, 0, nil, fmt.Errorf("%s is %q, which is no number", s.header[k], text)
		}
	}
	return numbers[:parameters], seed, numbers[parameters+1:], nil
}

// append adds a row. The system has it then; the disk has it a second later.
func (s *sweepFile) append(row Row) error {
	if err := s.line(row.fields(true)); err != nil {
		return err
	}
	if time.Since(s.synced) < time.Second {
		return nil
	}
	s.synced = time.Now()
	return s.f.Sync()
}

// line writes a line in one go. Of one that does not fit nothing stays.
func (s *sweepFile) line(fields []string) error {
	text, err := csvText([][]string{fields})
	if err != nil {
		return err
	}
	n, err := s.f.WriteAt(text, s.size)
	if err != nil {
		return errors.Join(err, s.f.Truncate(s.size))
	}
	s.size += int64(n)
	return nil
}

// close puts the file in order.
func (s *sweepFile) close(t *Table) error {
	if !locks { // a file that is open may not be replaced
		if err := errors.Join(s.f.Sync(), s.f.Close()); err != nil {
			return err
		}
		return s.order(t)
	}
	if err := s.f.Sync(); err != nil {
		return errors.Join(err, s.f.Close())
	}
	return errors.Join(s.order(t), s.f.Close()) // until then it is locked
}

// order replaces the file by one in the order of the table.
func (s *sweepFile) order(t *Table) error {
	text, err := csvText(append(t.records(), s.others...))
	if err != nil {
		return err
	}
	return safefile.Write(s.f.Name(), text)
}

func csvText(records [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(records) // flushes
	return b.Bytes(), err
}
