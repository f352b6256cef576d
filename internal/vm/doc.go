// Package vm has vector programs: short straight-line lists of operations over
// lanes, one lane for each element of some arrays. They are what the equations
// of a model are compiled to, and all that an executor has to know.
//
// # Programs
//
// A value is a float64 (f), a uint64 (u) or a mask (m) in every lane. A Builder
// makes programs: each of its methods adds one operation and returns the value
// that it defines.
//
//	sources      const, uconst, mconst; scalar, uscalar; index; load, uload
//	float64      add sub mul div sqrt; fma fms fnma; neg abs min max;
//	             floor ceil rint; scale (a 2^b); flush (subnormals to 0)
//	comparisons  lt le eq ne; of uint64: ueq
//	masks        mand mor mxor mnot; select, uselect
//	uint64       uadd usub uand uor uxor shl shr mul32
//	conversions  bits frombits toint fromint
//	effects      store, ustore; emit (to an event list); check (for Inf and NaN)
//
// The constants of type Op say exactly what each does, Eval carries it out for
// one lane. The rest of a numerical vocabulary is expanded into these
// operations by methods of Builder: Exp, Log, Pow, Sin and their kin, within 2
// units in the last place and with the special values of C99; Philox, Philox2x32,
// Uniform and Normals for random numbers.
//
// # Executors
//
// An Executor compiles a program, Bind joins it with its arrays and scalars, Run
// carries it out over a range of elements. All executors give the same bits:
// the same operations in the same order, fused multiplication and addition
// only where a program says so. Portable is the executor in plain Go.
//
// All NaNs count as one value. What Bits and ToInt make of a NaN, and Scale of a
// power that is NaN, differs between executors, so a program must not let it out; those of this package's
// expansions do not.
package vm
