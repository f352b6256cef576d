package npy

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// AppendValues adds values as the file holds them, of the types Float64, Int64
// and Int32.
func AppendValues[T float64 | int64 | int32](dst []byte, values []T) []byte {
	switch values := any(values).(type) {
	case []float64:
		for _, v := range values {
			dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
		}
	case []int64:
		for _, v := range values {
			dst = binary.LittleEndian.AppendUint64(dst, uint64(v))
		}
	case []int32:
		for _, v := range values {
			dst = binary.LittleEndian.AppendUint32(dst, uint32(v))
		}
	}
	return dst
}

// kind is how elements are stored.
type kind struct {
	order binary.ByteOrder
	class byte // f, i, u or b
	size  int
}

var sizes = map[byte]string{'f': "48", 'i': "1248", 'u': "1248", 'b': "1"}

// kind takes the type of a header apart.
func (h Header) kind() (kind, error) {
	if len(h.Type) != 3 || !strings.ContainsRune("<>|=", rune(h.Type[0])) || !strings.Contains(sizes[h.Type[1]], h.Type[2:]) {
		return kind{}, fmt.Errorf("elements of the type %q cannot be read; numbers and booleans can", h.Type)
	}
	k := kind{order: binary.LittleEndian, class: h.Type[1], size: int(h.Type[2] - '0')}
	if h.Type[0] == '>' {
		k.order = binary.BigEndian
	}
	return k, nil
}

// Bytes returns how many bytes the values take in the file.
func (h Header) Bytes() (int64, error) {
	k, err := h.kind()
	if err != nil {
		return 0, err
	}
	n, err := h.Count()
	return int64(n) * int64(k.size), err
}

// Floats reads the values as float64, the last index running fastest. Integers
// of more than 53 bits are rounded. Memory is taken as values come, so that a
// header cannot ask for more than there are.
func (h Header) Floats(r io.Reader) ([]float64, error) {
	k, err := h.kind()
	if err != nil {
		return nil, err
	}
	return read(h, k, r, k.float)
}

// Ints reads the values as int64. Values that are no integers, or too large,
// are an error.
func (h Header) Ints(r io.Reader) ([]int64, error) {
	k, err := h.kind()
	if err != nil {
		return nil, err
	}
	if k.class == 'f' {
		return nil, fmt.Errorf("elements of the type %q are no integers", h.Type)
	}
	xs, err := read(h, k, r, func(b []byte) int64 { return int64(k.bits(b)) })
	if k.class == 'u' && k.size == 8 {
		if i := slices.IndexFunc(xs, func(x int64) bool { return x < 0 }); i >= 0 {
			return nil, fmt.Errorf("value %d is %d, more than 63 bits", i, uint64(xs[i]))
		}
	}
	return xs, err
}

// bits returns an element of integers, its sign extended.
func (k kind) bits(b []byte) uint64 {
	signed := k.class == 'i'
	switch k.size {
	case 1:
		if signed {
			return uint64(int8(b[0]))
		}
		return uint64(b[0])
	case 2:
		if x := k.order.Uint16(b); signed {
			return uint64(int16(x))
		} else {
			return uint64(x)
		}
	case 4:
		if x := k.order.Uint32(b); signed {
			return uint64(int32(x))
		} else {
			return uint64(x)
		}
	}
	return k.order.Uint64(b)
}

func (k kind) float(b []byte) float64 {
	switch {
	case k.class == 'f' && k.size == 4:
		return float64(math.Float32frombits(k.order.Uint32(b)))
	case k.class == 'f':
		return math.Float64frombits(k.order.Uint64(b))
	case k.class == 'i':
		return float64(int64(k.bits(b)))
	}
	return float64(k.bits(b))
}

// read reads values in pieces.
func read[T any](h Header, k kind, r io.Reader, value func([]byte) T) ([]T, error) {
	n, err := h.Count()
	if err != nil {
		return nil, err
	}
	const piece = 1 << 13
	xs := make([]T, 0, min(n, piece))
	buf := make([]byte, piece*k.size)
	for len(xs) < n {
		b := buf[:min(piece, n-len(xs))*k.size]
		got, err := io.ReadFull(r, b)
		for i := 0; i+k.size <= got; i += k.size {
			xs = append(xs, value(b[i:i+k.size]))
		}
		if err != nil {
			return xs, fmt.Errorf("it ends after %d of %d values: %w", len(xs), n, noEOF(err))
		}
	}
	if h.Fortran && len(h.Shape) > 1 {
		xs = rowMajor(xs, h.Shape)
	}
	return xs, nil
}

// rowMajor orders values, of which the first index ran fastest, so that the last
// does.
func rowMajor[T any](xs []T, shape []int) []T {
	out := make([]T, len(xs))
	strides := make([]int, len(shape))
	step := 1
	for d, n := range shape {
		strides[d] = step
		step *= n
	}
	index := make([]int, len(shape))
	from := 0
	for k := range out {
		out[k] = xs[from]
		for d := len(shape) - 1; d >= 0; d-- {
			index[d]++
			from += strides[d]
			if index[d] < shape[d] {
				break
			}
			from -= strides[d] * shape[d]
			index[d] = 0
		}
	}
	return out
}
