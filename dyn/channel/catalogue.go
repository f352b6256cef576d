package channel

import "github.com/golgi-sim/golgi/dyn"

// Models returns every channel with its defaults, in the order of the
// documentation.
func Models() []dyn.Channel {
	return []dyn.Channel{
		IL{}, IKL{}, IKLeak{},
		INaBa2002{}, INaTM1991{}, INaHH1952{},
		IKDRBa2002{}, IKTM1991{}, IKHH1952{}, IKA1HM1992{}, IKA2HM1992{}, IKK2AHM1992{}, IKK2BHM1992{}, IKNIYa1989{},
		ICaTHM1992{}, ICaTHP1992{}, ICaHTHM1992{}, ICaHTRe1993{}, ICaLIS2008{},
		ICaNIS2008{}, IAHPDe1994{},
		IhHM1992{}, IhDe1996{},
	}
}
