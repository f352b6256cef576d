package runner

import "github.com/golgi-sim/golgi"

// Option is an option of New.
type Option func(*config)

type config struct {
	build    []golgi.Option
	inputs   []input
	monitors []monitor
	progress *bool
	stream   streaming
	warn     func(golgi.Warning)
	saves    *saves
}

func forward(o golgi.Option) Option {
	return func(c *config) { c.build = append(c.build, o) }
}

// Dt sets the length of a step in ms. The default is 0.1.
func Dt(ms float64) Option { return forward(golgi.Dt(ms)) }

// Seed sets the seed of all that is random. The default is 0.
func Seed(seed uint64) Option { return forward(golgi.Seed(seed)) }

// Threads sets the number of workers; 0, the default, is one per processor
// that the program may use. It changes no result.
func Threads(n int) Option { return forward(golgi.Threads(n)) }

// Executor sets what runs the programs of the network. The default is
// golgi.Auto. It changes no result.
func Executor(e golgi.Exec) Option { return forward(golgi.Executor(e)) }

// Progress says whether runs show a progress bar on the standard error. The
// default is to show one if that is a terminal.
func Progress(show bool) Option {
	return func(c *config) { c.progress = &show }
}
