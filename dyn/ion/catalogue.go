package ion

import "github.com/golgi-sim/golgi/dyn"

// Models returns every ion with its defaults and without channels, in the order
// of the documentation.
func Models() []dyn.Ion {
	return []dyn.Ion{SodiumFixed{}, PotassiumFixed{}, CalciumFixed{}, CalciumDetailed{}, CalciumFirstOrder{}}
}
