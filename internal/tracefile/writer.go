package tracefile

import (
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/golgi-sim/golgi/internal/npy"
)

// Position is a place behind a piece, at which a table could end.
type Position struct {
	Rows   int64
	Pieces int64
}

// A Writer writes a table. After an error it only returns that error.
type Writer struct {
	path    string
	values  File
	sums    File
	columns int
	at      Position
	buf     []byte
	err     error
}

// Create begins a table. Neither of its files may be there.
func Create(path string, columns int, open Opener) (*Writer, error) {
	w := &Writer{path: path, columns: columns}
	if err := w.open(open, true); err != nil {
		return nil, err
	}
	_, err := w.values.WriteAt(header(nil, 0, columns), 0)
	if err == nil {
		_, err = w.sums.WriteAt(head(columns), 0)
	}
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// Resume goes on with a table at a position that it had; what comes after that
// is dropped.
func Resume(path string, columns int, at Position, open Opener) (*Writer, error) {
	r, err := OpenReader(path)
	if err != nil {
		return nil, err
	}
	if r.columns != columns || !r.Ends(at) {
		return nil, fmt.Errorf("%s: it is to go on after %d rows of %d columns, and that is no place at which it could end", path, at.Rows, columns)
	}
	w := &Writer{path: path, columns: columns, at: at}
	if err := w.open(open, false); err != nil {
		return nil, err
	}
	if err := w.cut(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *Writer) open(open Opener, create bool) (err error) {
	if w.values, err = open(w.path, create); err != nil {
		return err
	}
	if w.sums, err = open(w.path+Sums, create); err != nil {
		return errors.Join(err, w.values.Close())
	}
	return nil
}

// cut makes both files end at the position.
func (w *Writer) cut() error {
	_, err := w.values.WriteAt(header(w.buf[:0], w.at.Rows, w.columns), 0)
	return errors.Join(err, w.values.Truncate(w.offset()), w.sums.Truncate(w.sumOffset()))
}

func (w *Writer) offset() int64    { return start + w.at.Rows*int64(w.columns)*8 }
func (w *Writer) sumOffset() int64 { return headBytes + w.at.Pieces*recordBytes }

// Append adds whole rows as one piece.
func (w *Writer) Append(values []float64) error {
	if w.err != nil || len(values) == 0 {
		return w.err
	}
	if rows := len(values) / w.columns; rows*w.columns != len(values) || int64(rows) > maxPiece(w.columns) {
		return fmt.Errorf("BUG: a piece of %d values in rows of %d", len(values), w.columns)
	}
	w.buf = npy.AppendValues(w.buf[:0], values)
	next := Position{w.at.Rows + int64(len(values)/w.columns), w.at.Pieces + 1}
	sum := crc32.Checksum(w.buf, castagnoli)
	_, err := w.values.WriteAt(w.buf, w.offset())
	if err == nil {
		w.buf = record{next.Rows, sum}.append(w.buf[:0], w.at.Pieces)
		_, err = w.sums.WriteAt(w.buf, w.sumOffset())
	}
	if err != nil {
		// What is there of the piece is nothing. If it stays, no harm is done.
		_ = w.cut()
		w.err = err
		return err
	}
	w.at = next
	// The header is for others. If it cannot be written, it says less.
	if _, err = w.values.WriteAt(header(w.buf[:0], w.at.Rows, w.columns), 0); err != nil {
		w.err = err
	}
	return err
}

// Position returns the place behind what was written.
func (w *Writer) Position() Position { return w.at }

// Sync makes what was written last through a crash of the system.
func (w *Writer) Sync() error {
	if w.err != nil {
		return w.err
	}
	return errors.Join(w.values.Sync(), w.sums.Sync())
}

// Close closes the files.
func (w *Writer) Close() error { return errors.Join(w.values.Close(), w.sums.Close()) }
