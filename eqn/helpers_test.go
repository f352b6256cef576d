package eqn_test

import (
	"strconv"

	"github.com/golgi-sim/golgi/internal/vm"
)

func num(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

var compilePortable = vm.Portable().Compile
