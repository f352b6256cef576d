package rng

// fullTable returns a table of n columns in which each has its own outcome
// only.
func fullTable(n int, column uint64) (keep []uint64, alias []uint32) {
	keep, alias = make([]uint64, n), make([]uint32, n)
	for c := range keep {
		keep[c], alias[c] = column, uint32(c)
	}
	return keep, alias
}

// robinHood makes the alias table of a distribution given in whole units:
// outcome c has mass[c], the sum is len(mass) * column. Outcome c gets
// keep[c] units of column c; the other column - keep[c] are those of outcome
// alias[c]. Everything is in integers, and so exact. mass is used up.
func robinHood(mass []uint64, column uint64) (keep []uint64, alias []uint32) {
	keep, alias = fullTable(len(mass), column)
	var small, large []int
	for c, m := range mass {
		if m < column {
			small = append(small, c)
		} else {
			large = append(large, c)
		}
	}
	share(mass, column, small, large, keep, alias)
	return keep, alias
}

// share fills the columns that are listed in small from the outcomes that are
// listed in large (Walker 1977, doi:10.1145/355744.355749, in the linear-time
// order of Vose 1991, doi:10.1109/32.92917). It takes the last of small and
// the first of large. When the giver has too little left to fill a column it
// becomes the last of small itself; except for the last giver, which always
// has just what is needed, whether it has a column itself or not.
func share(mass []uint64, column uint64, small, large []int, keep []uint64, alias []uint32) {
	for len(small) > 0 {
		c, giver := small[len(small)-1], large[0]
		small = small[:len(small)-1]
		keep[c], alias[c] = mass[c], uint32(giver)
		mass[giver] -= column - mass[c]
		if mass[giver] < column && len(large) > 1 {
			large = large[1:]
			small = append(small, giver)
		}
	}
}
