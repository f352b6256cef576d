// Package null finds nil pointers that are wrapped in interfaces.
package null

import "reflect"

// Is reports whether x is nil, or a nil pointer or function of whatever type.
// Methods of such a value would panic.
func Is(x any) bool {
	v := reflect.ValueOf(x)
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Func:
		return v.IsNil()
	}
	return false
}
