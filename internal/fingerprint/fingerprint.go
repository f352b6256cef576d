// Package fingerprint puts values in words that are the same in every process, so
// that descriptions of two models can be compared.
package fingerprint

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Of returns a value in words: numbers as they are, arrays of many numbers by
// their length and a checksum, structs with the fields that are not zero,
// whether exported or not, and what pointers point to. Functions, which cannot
// be compared, are all "a function".
func Of(v any) string {
	var d describer
	d.value(reflect.ValueOf(v), 0)
	return d.String()
}

// Floats returns numbers in words, as Of does.
func Floats(xs []float64) string {
	if len(xs) <= few {
		return Of(xs)
	}
	return fmt.Sprintf("%d values with checksum %08x", len(xs), Sum(xs))
}

// Sum returns a checksum of numbers.
func Sum(xs []float64) uint32 {
	sum := uint32(0)
	var room [4096]byte
	for len(xs) > 0 {
		n := min(len(xs), len(room)/8)
		for k, x := range xs[:n] {
			binary.LittleEndian.PutUint64(room[8*k:], math.Float64bits(x))
		}
		sum = crc32.Update(sum, table, room[:8*n])
		xs = xs[n:]
	}
	return sum
}

// SumOf returns a checksum of whole numbers.
func SumOf(xs []int) uint32 {
	sum := uint32(0)
	var room [8]byte
	for _, x := range xs {
		binary.LittleEndian.PutUint64(room[:], uint64(x))
		sum = crc32.Update(sum, table, room[:])
	}
	return sum
}

var table = crc32.MakeTable(crc32.Castagnoli)

const (
	few     = 8  // elements that are listed
	deepest = 12 // values within values
)

type describer struct{ strings.Builder }

func (d *describer) value(v reflect.Value, depth int) {
	if depth > deepest {
		d.WriteString("…")
		return
	}
	switch v.Kind() {
	case reflect.Invalid:
		d.WriteString("nil")
	case reflect.Bool:
		d.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.String:
		d.WriteString(strconv.Quote(v.String()))
	case reflect.Func:
		if v.IsNil() {
			d.WriteString("nil")
		} else {
			d.WriteString("a function")
		}
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			d.WriteString("nil")
		} else {
			d.value(v.Elem(), depth+1)
		}
	case reflect.Slice, reflect.Array:
		d.list(v, depth)
	case reflect.Map:
		d.mapping(v, depth)
	case reflect.Struct:
		d.fields(v, depth)
	default:
		d.number(v)
	}
}

func (d *describer) number(v reflect.Value) {
	switch {
	case v.CanInt():
		d.WriteString(strconv.FormatInt(v.Int(), 10))
	case v.CanUint():
		d.WriteString(strconv.FormatUint(v.Uint(), 10))
	case v.CanFloat():
		d.WriteString(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	default:
		d.WriteString("a " + v.Kind().String())
	}
}

func (d *describer) list(v reflect.Value, depth int) {
	if v.Len() <= few {
		d.elements(v, depth)
		return
	}
	if v.Type().Elem().Kind() == reflect.Float64 {
		// Also of a field that is not exported, which cannot be taken as it is.
		xs := make([]float64, v.Len())
		for i := range xs {
			xs[i] = v.Index(i).Float()
		}
		d.WriteString(Floats(xs))
		return
	}
	// The checksum of what would have been listed.
	var all describer
	sum := uint32(0)
	for i := range v.Len() {
		all.value(v.Index(i), depth+1)
		all.WriteByte('\n')
		if all.Len() > 1<<16 || i == v.Len()-1 {
			sum = crc32.Update(sum, table, []byte(all.String()))
			all.Reset()
		}
	}
	fmt.Fprintf(d, "%d values with checksum %08x", v.Len(), sum)
}

func (d *describer) elements(v reflect.Value, depth int) {
	d.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			d.WriteByte(' ')
		}
		d.value(v.Index(i), depth+1)
	}
	d.WriteByte(']')
}

func (d *describer) mapping(v reflect.Value, depth int) {
	var entries []string
	for i := v.MapRange(); i.Next(); {
		var e describer
		e.value(i.Key(), depth+1)
		e.WriteString(": ")
		e.value(i.Value(), depth+1)
		entries = append(entries, e.String())
	}
	slices.Sort(entries)
	d.WriteString("map[" + strings.Join(entries, ", ") + "]")
}

func (d *describer) fields(v reflect.Value, depth int) {
	d.WriteString(v.Type().Name())
	d.WriteByte('{')
	first := true
	for k := range v.NumField() {
		if v.Field(k).IsZero() {
			continue
		}
		if !first {
			d.WriteString(", ")
		}
		first = false
		d.WriteString(v.Type().Field(k).Name + ": ")
		d.value(v.Field(k), depth+1)
	}
	d.WriteByte('}')
}
