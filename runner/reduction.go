package runner

import "strings"

// reduction makes one value of many.
type reduction string

const (
	none    reduction = ""
	mean    reduction = "mean"
	sum     reduction = "sum"
	minimum reduction = "min"
	maximum reduction = "max"
)

// Mean records the mean over the elements of the item, or over those that are
// picked, as one column. The result is asked for as "mean(N.V)", if the item is
// N.V, or by the name given with As. Elements are added in their order.
func Mean() MonitorOption { return reduced(mean) }

// Sum records the sum, "sum(N.V)", as Mean records the mean.
func Sum() MonitorOption { return reduced(sum) }

// Min records the smallest value, "min(N.V)", as Mean records the mean.
func Min() MonitorOption { return reduced(minimum) }

// Max records the largest value, "max(N.V)", as Mean records the mean.
func Max() MonitorOption { return reduced(maximum) }

func reduced(r reduction) MonitorOption {
	return func(s *schedule) { s.reduce = append(s.reduce, r) }
}

// title returns the name of the option.
func (r reduction) title() string { return strings.ToUpper(string(r[:1])) + string(r[1:]) }

// valid reports whether there is such a reduction.
func (r reduction) valid() bool {
	return r == none || r == mean || r == sum || r == minimum || r == maximum
}

// of returns the value of one or more numbers.
func (r reduction) of(xs []float64) float64 {
	x := xs[0]
	for _, v := range xs[1:] {
		switch r {
		case minimum:
			x = min(x, v)
		case maximum:
			x = max(x, v)
		default:
			x += v
		}
	}
	if r == mean {
		x /= float64(len(xs))
	}
	return x
}
