// Package safefile writes files so that, whatever happens, the file at a path is
// the old one or the whole new one: beside its place, synced, then moved there.
package safefile

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ErrNoName is the error of a file without a name.
var ErrNoName = errors.New("the name of the file is empty")

// File is a file that is being written. It appears at its path with Commit.
type File struct {
	*os.File
	path string
	done bool
}

// Create begins a file that will appear at path, or replace the one there.
func Create(path string) (*File, error) {
	if path == "" {
		return nil, ErrNoName
	}
	var t *os.File
	var err error
	for range 100 {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%08x", filepath.Base(path), rand.Uint32()))
		// Not os.CreateTemp, whose files others cannot read.
		t, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return nil, of(path, err)
	}
	return &File{File: t, path: path}, nil
}

// RemoveLeftovers removes what was left beside a path by programs that were
// killed while they wrote it. Nobody may be writing it now.
func RemoveLeftovers(path string) error {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		hex, ok := strings.CutPrefix(e.Name(), "."+filepath.Base(path)+".")
		if _, err := strconv.ParseUint(hex, 16, 32); ok && err == nil && len(hex) == 8 && e.Type().IsRegular() {
			errs = append(errs, os.Remove(filepath.Join(filepath.Dir(path), e.Name())))
		}
	}
	return errors.Join(errs...)
}

// Commit syncs the file and moves it to its path. After an error there is
// nothing of it left, and what was at the path still is, unless it is only that
// the folder could not be synced.
func (f *File) Commit() error { return f.commit(true) }

func (f *File) commit(sync bool) (err error) {
	if f.done {
		return fs.ErrClosed
	}
	if sync {
		err = f.Sync()
	}
	if e := f.File.Close(); err == nil {
		err = e
	}
	f.done = true
	if err == nil {
		err = os.Rename(f.Name(), f.path)
	}
	if err != nil {
		return errors.Join(of(f.path, err), os.Remove(f.Name()))
	}
	if !sync {
		return nil
	}
	return syncDir(filepath.Dir(f.path))
}

// Write writes to the file.
func (f *File) Write(b []byte) (int, error) {
	n, err := f.File.Write(b)
	return n, of(f.path, err)
}

// of returns an error about the file beside its place as one about the place,
// which is what the user knows.
func of(path string, err error) error {
	var at *fs.PathError
	var moved *os.LinkError
	switch {
	case errors.As(err, &at):
		err = at.Err
	case errors.As(err, &moved):
		err = moved.Err
	case err == nil:
		return nil
	}
	if i, e := os.Stat(path); e == nil && i.IsDir() {
		err = errors.New("it is a folder; give the name of a file")
	} else if _, e := os.Stat(filepath.Dir(path)); errors.Is(e, fs.ErrNotExist) {
		return &fs.PathError{Op: "write", Path: path, Err: fmt.Errorf("there is no folder %s: %w", filepath.Dir(path), err)}
	}
	return &fs.PathError{Op: "write", Path: path, Err: err}
}

// Close gives the file up, unless it was committed.
func (f *File) Close() error {
	if f.done {
		return nil
	}
	f.done = true
	return errors.Join(f.File.Close(), os.Remove(f.Name()))
}

// Write writes a whole file.
func Write(path string, data []byte) error { return write(path, data, true) }

// Replace writes a whole file that lasts through a kill of the program, and not
// yet through a crash of the system: it takes no time to speak of.
func Replace(path string, data []byte) error { return write(path, data, false) }

func write(path string, data []byte, sync bool) error {
	f, err := Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.commit(sync)
}
