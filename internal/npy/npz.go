package npy

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// An ArchiveWriter writes a .npz archive, one array after the other.
type ArchiveWriter struct {
	z   *zip.Writer
	buf []byte
}

// NewArchiveWriter returns a writer to w, which Close completes.
func NewArchiveWriter(w io.Writer) *ArchiveWriter { return &ArchiveWriter{z: zip.NewWriter(w)} }

// Create begins an entry of any kind, to be written before the next begins.
func (a *ArchiveWriter) Create(name string) (io.Writer, error) {
	// Stored, as savez does, and without a time, so that equal results make
	// equal files.
	return a.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
}

// Array begins an array of that name, to which its values are written in pieces
// with Put.
func (a *ArchiveWriter) Array(name string, h Header) (io.Writer, error) {
	w, err := a.Create(name + ".npy")
	if err == nil {
		_, err = w.Write(h.Append(nil, 0))
	}
	return w, err
}

// Put writes values to the array that was begun last.
func Put[T float64 | int64 | int32](a *ArchiveWriter, w io.Writer, values []T) error {
	a.buf = AppendValues(a.buf[:0], values)
	_, err := w.Write(a.buf)
	return err
}

// Close writes the directory of the archive. It does not close what is below.
func (a *ArchiveWriter) Close() error { return a.z.Close() }

// An Archive is a .npz archive that is read.
type Archive struct {
	files map[string]*zip.File
	// Room is how many bytes of values may be taken into memory yet.
	Room int64
}

// NewArchive reads the directory of an archive.
func NewArchive(r io.ReaderAt, size, room int64) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is unpacked
		return nil, fmt.Errorf("no archive of arrays, or cut short before its end at byte %d: %w", size, err)
	}
	a := &Archive{files: map[string]*zip.File{}, Room: room}
	for _, f := range z.File {
		if a.files[f.Name] != nil {
			return nil, fmt.Errorf("two entries have the name %q", f.Name)
		}
		a.files[f.Name] = f
	}
	return a, nil
}

// Has reports whether there is an array of that name.
func (a *Archive) Has(name string) bool { return a.files[name+".npy"] != nil }

// open calls read with the contents of an entry, and checks that it reads all.
func (a *Archive) open(name string, read func(r io.Reader) error) error {
	f := a.files[name]
	if f == nil {
		return fmt.Errorf("there is no %s", strings.TrimSuffix(name, ".npy"))
	}
	where := ""
	if at, err := f.DataOffset(); err == nil {
		where = fmt.Sprintf(" (from byte %d on)", at)
	}
	fail := func(err error) error { return fmt.Errorf("%s%s: %w", name, where, err) }
	r, err := f.Open()
	if err != nil {
		return fail(err)
	}
	defer r.Close()
	b := bufio.NewReaderSize(r, 1<<16)
	if err := read(b); err != nil {
		return fail(err)
	}
	// The checksum is compared at the end.
	switch _, err := b.ReadByte(); {
	case err == nil:
		return fail(errors.New("it goes on after its values"))
	case !errors.Is(err, io.EOF):
		return fail(err)
	}
	return nil
}

// take reads a header and books the memory that its values take.
func (a *Archive) take(r io.Reader, element int64) (Header, error) {
	h, _, err := ReadHeader(r)
	if err != nil {
		return h, err
	}
	n, _ := h.Count() // checked
	if int64(n)*element > a.Room {
		return h, fmt.Errorf("%d values would take %d bytes of memory, and there is room for %d", n, int64(n)*element, a.Room)
	}
	a.Room -= int64(n) * element
	return h, nil
}

// Floats reads an array as float64.
func (a *Archive) Floats(name string) (h Header, xs []float64, err error) {
	err = a.open(name+".npy", func(r io.Reader) error {
		if h, err = a.take(r, 8); err != nil {
			return err
		}
		xs, err = h.Floats(r)
		return err
	})
	return h, xs, err
}

// Ints reads an array of integers.
func (a *Archive) Ints(name string) (h Header, xs []int64, err error) {
	err = a.open(name+".npy", func(r io.Reader) error {
		if h, err = a.take(r, 8); err != nil {
			return err
		}
		xs, err = h.Ints(r)
		return err
	})
	return h, xs, err
}

// Bytes reads an entry that is no array, of that many bytes at most.
func (a *Archive) Bytes(name string, most int64) (data []byte, err error) {
	err = a.open(name, func(r io.Reader) error {
		data, err = io.ReadAll(io.LimitReader(r, most+1))
		if int64(len(data)) > most {
			return fmt.Errorf("it is longer than %d bytes", most)
		}
		return err
	})
	return data, err
}
