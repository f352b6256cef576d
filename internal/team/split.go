package team

// Split cuts 0..n into parts ranges, one for each worker: range k goes from
// bounds[k] to bounds[k+1], bounds[0] is 0 and bounds[parts] is n. Every
// boundary but the last is a multiple of align (a cache line, or a column
// block), or n. The ranges are as equal as that allows: in units of align,
// with a broken last unit counted whole, no two differ by more than one.
// When there are fewer units than parts, some ranges are empty.
//
// The boundaries depend on nothing but the arguments.
func Split(n, parts, align int) (bounds []int) {
	if n < 0 || parts < 1 || align < 1 {
		panic("team: Split needs n >= 0, parts >= 1 and align >= 1")
	}
	units, rest := n/align, n%align
	if rest > 0 {
		units++
	}
	bounds = make([]int, parts+1)
	each, more := units/parts, units%parts
	at := 0
	for k := range parts {
		bounds[k] = min(at*align, n)
		at += each
		// The longer ranges are spread evenly: range k is one when the
		// multiples of more/parts pass a whole number within it.
		if (k+1)*more/parts > k*more/parts {
			at++
		}
	}
	bounds[parts] = n
	return bounds
}
