package golgi

import (
	"fmt"
	"math"
	"runtime"
	"strings"

	"github.com/golgi-sim/golgi/internal/jit"
	"github.com/golgi-sim/golgi/internal/vm"
)

// Option is an option of Build.
type Option func(*config)

type config struct {
	dt       float64
	seed     uint64
	threads  int
	executor Exec
	checks   []Checker
}

const (
	defaultDt  = 0.1
	maxThreads = 1024
)

// Dt sets the length of a step in ms. The default is 0.1.
func Dt(ms float64) Option { return func(c *config) { c.dt = ms } }

// Seed sets the seed of all that is random. The default is 0.
func Seed(seed uint64) Option { return func(c *config) { c.seed = seed } }

// Threads sets the number of workers; 0, the default, is one per processor
// that the program may use. It changes no result.
func Threads(n int) Option { return func(c *config) { c.threads = n } }

// Executor sets what runs the programs of the network. The default is Auto. It
// changes no result.
func Executor(e Exec) Option { return func(c *config) { c.executor = e } }

// Exec names what runs the programs of a network.
type Exec string

// The executors.
const (
	Auto     Exec = "auto"     // the fastest that this machine has
	Portable Exec = "portable" // plain Go, everywhere
	AVX2     Exec = "avx2"     // machine code for amd64 with AVX2 and FMA
	AVX512   Exec = "avx512"   // machine code for amd64 with AVX-512 F, DQ, BW and VL
)

// executors lists the executors that there are on this machine.
func executors() []Exec {
	list := []Exec{Auto, Portable}
	if _, err := jit.AVX2(); err == nil {
		list = append(list, AVX2)
	}
	if _, err := jit.AVX512(); err == nil {
		list = append(list, AVX512)
	}
	return list
}

func listed(all []Exec) string {
	var b strings.Builder
	for k, e := range all {
		switch {
		case k > 0 && k == len(all)-1:
			b.WriteString(" and ")
		case k > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(e))
	}
	return b.String()
}

func (e Exec) open() (exec vm.Executor, err error) {
	switch e {
	case Auto, "":
		return jit.Best(), nil
	case Portable:
		return vm.Portable(), nil
	case AVX2:
		exec, err = jit.AVX2()
	case AVX512:
		exec, err = jit.AVX512()
	default:
		return vm.Portable(), fmt.Errorf("there is no executor %q here; there are %s", string(e), listed(executors()))
	}
	if err != nil {
		return vm.Portable(), fmt.Errorf("there is no executor %q here: %w; there are %s", string(e), err, listed(executors()))
	}
	return exec, nil
}

// check reports what is wrong with the options, and replaces it by something
// that the rest of the network can be checked with.
func (c *config) check() []error {
	var errs []error
	if !(c.dt > 0) || math.IsInf(c.dt, 0) {
		errs = append(errs, fmt.Errorf("dt is %v ms; it must be positive", c.dt))
		c.dt = defaultDt
	}
	if c.threads < 0 || c.threads > maxThreads {
		errs = append(errs, fmt.Errorf("threads is %d; give 1 to %d, or 0 for one per processor", c.threads, maxThreads))
		c.threads = 1
	}
	if c.threads == 0 {
		c.threads = runtime.GOMAXPROCS(0)
	}
	return errs
}
