// Package vmtest has what tests of executors share: the plain meaning of a
// program, operands at which operations behave in their own way, programs of
// one operation and of many random ones.
package vmtest
