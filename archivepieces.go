package golgi

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// A piece is stored as its kind, its name, a number of elements, and these.
const (
	kindText    = 't' // bytes
	kindBytes   = 'b'
	kindFloats  = 'f' // float64
	kindUniform = 'u' // one float64 for that many elements
	kindInts    = 'i' // int64
	kindInt32s  = 'j' // int32
)

var kindNames = map[byte]string{kindText: "text", kindBytes: "bytes", kindFloats: "numbers", kindUniform: "one number for all elements", kindInts: "integers", kindInt32s: "short integers"}

// kindSizes are the sizes of elements.
var kindSizes = map[byte]int{kindText: 1, kindBytes: 1, kindFloats: 8, kindUniform: 0, kindInts: 8, kindInt32s: 4}

// head writes or measures the head of a piece.
func (a *Archive) head(kind byte, name string, n int) {
	if a.mode == measuring {
		a.measure(1+2+len(name)+8, 1)
		return
	}
	a.buf = binary.LittleEndian.AppendUint16(append(a.buf, kind), uint16(len(name)))
	a.buf = binary.LittleEndian.AppendUint64(append(a.buf, name...), uint64(n))
}

// measure counts n elements of a size more.
func (a *Archive) measure(n, size int) { a.size = saturated(a.size, uint64(max(0, n)), uint64(size)) }

// saturated returns a + b*c, or the largest number if that is larger.
func saturated(a, b, c uint64) uint64 {
	high, low := bits.Mul64(b, c)
	sum, carry := bits.Add64(a, low, 0)
	if high+carry > 0 {
		return math.MaxUint64
	}
	return sum
}

// piece is one that was read.
type piece struct {
	kind byte
	name string
	n    int
	data []byte
}

// next reads a piece; ok is false if there is none that is whole.
func (a *Archive) next() (p piece, ok bool) {
	b := a.buf
	if len(b) < 3 {
		return p, false
	}
	size, known := kindSizes[b[0]]
	n := int(binary.LittleEndian.Uint16(b[1:]))
	p.kind, b = b[0], b[3:]
	if !known || len(b) < n+8 {
		return p, false
	}
	p.name = string(b[:n])
	count := binary.LittleEndian.Uint64(b[n:])
	b = b[n+8:]
	if count > math.MaxInt64/16 {
		return p, false
	}
	bytes := count * uint64(size)
	if p.kind == kindUniform {
		bytes = 8
	}
	if uint64(len(b)) < bytes {
		return p, false
	}
	p.n, p.data, a.buf = int(count), b[:bytes], b[bytes:]
	return p, true
}

// take reads the piece of a name and kind. If the next one is another, the rest
// of the part cannot be read.
func (a *Archive) take(name string, kind byte) (p piece, ok bool) {
	if a.lost {
		return p, false
	}
	name = a.name(name)
	p, ok = a.next()
	switch {
	case ok && p.name == name && p.kind == kind:
		return p, true
	case a.other:
		// What follows of another model is its own.
	case !ok && len(a.buf) == 0:
		a.Errorf("has %s here, which is not in the file", name)
	case !ok:
		a.Errorf("what should be %s cannot be read: the file is damaged", name)
	case p.name != name:
		a.Errorf("has %s here, and had %s in its place when the file was saved", name, p.name)
	default:
		a.Errorf("%s is %s here, and was %s when the file was saved", name, kindNames[kind], kindNames[p.kind])
	}
	a.lost = true
	return p, false
}

// sized is take of a piece of n elements.
func (a *Archive) sized(name string, kind byte, n int) (data []byte, ok bool) {
	p, ok := a.take(name, kind)
	if ok && p.n != n {
		a.otherSize(a.name(name), p.n, n)
		return nil, false
	}
	return p.data, ok
}

// otherSize reports another size, of a part that is not known to be another
// already.
func (a *Archive) otherSize(name string, was, is int) {
	if a.other {
		return
	}
	a.other = true
	a.fail(&resized{name, was, is})
}

// bytes hands over bytes, at most that many.
func (a *Archive) bytes(name string, kind byte, b []byte, most int) (was []byte, ok bool) {
	switch a.mode {
	case measuring:
		a.head(kind, a.name(name), 0)
		if kind == kindText {
			most = len(b) // of another text only as much is needed as can be told apart
		}
		a.measure(most, 1)
		return nil, false
	case saving:
		if len(b) > most && !a.trusted {
			a.Errorf("%s has %d bytes; at most %d can be saved", a.name(name), len(b), most)
		}
		a.head(kind, a.name(name), len(b))
		a.buf = append(a.buf, b...)
		return nil, false
	}
	p, ok := a.take(name, kind)
	if ok && p.n > most && !a.trusted {
		a.Errorf("%s has %d bytes in the file; at most %d are possible", a.name(name), p.n, most)
		return nil, false
	}
	return p.data, ok
}

// Bytes hands over bytes of any meaning, at most that many. Loading makes a new
// slice.
func (a *Archive) Bytes(name string, b *[]byte, most int) {
	if was, ok := a.bytes(name, kindBytes, *b, most); ok && a.mode == loading {
		*b = slices.Clone(was)
	}
}

// Floats hands over numbers; loading sets them in place. Not all NaNs are kept
// apart.
func (a *Archive) Floats(name string, x []float64) { numbers(a, kindFloats, name, x) }

// Ints hands over integers; loading sets them in place.
func (a *Archive) Ints(name string, x []int64) { numbers(a, kindInts, name, x) }

// Int32s hands over integers; loading sets them in place.
func (a *Archive) Int32s(name string, x []int32) { numbers(a, kindInt32s, name, x) }

// FloatList hands over numbers of any number, at most that many. Loading makes a
// new slice.
func (a *Archive) FloatList(name string, x *[]float64, most int) { list(a, kindFloats, name, x, most) }

// Int32List is FloatList of integers.
func (a *Archive) Int32List(name string, x *[]int32, most int) { list(a, kindInt32s, name, x, most) }

// numbers hands over numbers of a kind; loading sets them in place.
func numbers[T float64 | int64 | int32](a *Archive, kind byte, name string, x []T) {
	switch a.mode {
	case measuring:
		a.head(kind, a.name(name), len(x))
		a.measure(len(x), kindSizes[kind])
	case saving:
		a.head(kind, a.name(name), len(x))
		store(a, x)
	default:
		if data, ok := a.sized(name, kind, len(x)); ok {
			read(x, data)
		}
	}
}

// list hands over numbers of a kind, at most that many; loading makes a new slice.
func list[T float64 | int64 | int32](a *Archive, kind byte, name string, x *[]T, most int) {
	if a.mode != loading {
		a.listed(name, len(*x), most, kindSizes[kind])
		numbers(a, kind, name, *x)
		return
	}
	if p, ok := a.listedIn(name, kind, most); ok {
		*x = make([]T, p.n)
		read(*x, p.data)
	}
}

// store appends numbers. All NaNs are stored as one.
func store[T float64 | int64 | int32](a *Archive, x []T) {
	from := len(a.buf)
	a.buf, _ = binary.Append(a.buf, binary.LittleEndian, x) // numbers have a size
	for k, v := range x {
		if v != v {
			binary.LittleEndian.PutUint64(a.buf[from+8*k:], math.Float64bits(math.NaN()))
		}
	}
}

// read reads as many numbers as there are places.
func read[T float64 | int64 | int32](x []T, data []byte) {
	_, _ = binary.Decode(data, binary.LittleEndian, x) // which has that many bytes
}

// CountFloats is Floats of n numbers that need not be there, when measuring.
func (a *Archive) CountFloats(name string, n int) {
	if a.mode == measuring {
		a.head(kindFloats, a.name(name), n)
		a.measure(n, 8)
	}
}

// Float hands over a number.
func (a *Archive) Float(name string, x *float64) {
	one := [1]float64{*x}
	if a.Floats(name, one[:]); a.mode == loading {
		*x = one[0]
	}
}

// Int hands over an integer that is lo to hi: another is not saved, and a file
// with another is refused.
func (a *Archive) Int(name string, x *int64, lo, hi int64) {
	one := [1]int64{*x}
	a.Ints(name, one[:])
	wrong := (one[0] < lo || one[0] > hi) && !a.trusted
	if a.mode != loading {
		if wrong {
			a.Errorf("%s is %d; only %d to %d can be saved", a.name(name), one[0], lo, hi)
		}
		return
	}
	if wrong {
		a.Errorf("%s is %d in the file; it can be %d to %d", a.name(name), one[0], lo, hi)
		a.lost = true
		return
	}
	*x = one[0]
}

// Bool hands over a truth value.
func (a *Archive) Bool(name string, x *bool) {
	n := int64(0)
	if *x {
		n = 1
	}
	a.Int(name, &n, 0, 1)
	*x = n == 1
}

// Indices hands over a list of spikes: ascending indices of n elements, each at
// most once. Loading sets the slice anew, in its own room if there is enough.
func (a *Archive) Indices(name string, x *[]int32, n int) {
	switch a.mode {
	case measuring:
		a.head(kindInt32s, a.name(name), n)
		a.measure(n, 4)
	case saving:
		a.ascend(name, *x, n)
		a.head(kindInt32s, a.name(name), len(*x))
		store(a, *x)
	default:
		p, ok := a.take(name, kindInt32s)
		if !ok {
			return
		}
		if p.n > n && !a.trusted {
			a.Errorf("%s has %d spikes of %d elements", a.name(name), p.n, n)
			return
		}
		list := slices.Grow((*x)[:0], p.n)[:p.n]
		read(list, p.data)
		if !a.ascend(name, list, n) {
			list = list[:0]
		}
		*x = list
	}
}

// ascend checks a list of spikes.
func (a *Archive) ascend(name string, list []int32, n int) bool {
	for k, i := range list {
		if (i < 0 || int(i) >= n || k > 0 && i <= list[k-1]) && !a.trusted {
			a.Errorf("%s: entry %d is %d, which cannot be: indices ascend, in 0 to %d", a.name(name), k, i, n-1)
			return false
		}
	}
	return true
}

// listed measures what a list can be more than it is, and checks what is saved.
func (a *Archive) listed(name string, n, most, size int) {
	switch {
	case n > most && !a.trusted:
		a.Errorf("%s has %d elements; at most %d can be saved", a.name(name), n, most)
	case a.mode == measuring:
		a.measure(most-n, size)
	}
}

func (a *Archive) listedIn(name string, kind byte, most int) (p piece, ok bool) {
	p, ok = a.take(name, kind)
	if ok && p.n > most && !a.trusted {
		a.Errorf("%s has %d elements in the file; at most %d are possible", a.name(name), p.n, most)
		return p, false
	}
	return p, ok
}
