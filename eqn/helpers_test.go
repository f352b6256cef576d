package eqn_test

import "strconv"

func num(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
