// Package demo is what the example programs have in common: their flags, their
// summary and the one JSON object that -json prints.
package demo

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/golgi-sim/golgi"
	"github.com/golgi-sim/golgi/internal/suggest"
	"github.com/golgi-sim/golgi/runner"
)

// Flags are the flags that every example has, and its parameters.
type Flags struct {
	Model    string
	N        int
	Duration float64 // ms
	Dt       float64 // ms
	Seed     uint64
	Threads  int
	Executor string
	Out      string
	JSON     bool
	Page     string // file of the HTML report, "" for none

	Checkpoint string  // file, "" for none
	Every      float64 // ms between checkpoints
	Resume     bool

	// Smallest is the smallest N that the model can have.
	Smallest int
	// NoSize: the model has no flag -n.
	NoSize bool
	// Params are what -set sets, by name.
	Params map[string]Param
	// Others, if not nil, takes what -set sets under other names.
	Others map[string]float64

	given  map[string]bool
	were   map[string]bool // the names that -set has set
	res    *runner.Result
	unsaid error // why something could not be printed

	usual   float64  // the duration without the flag, ms
	dashes  bool     // something was printed that is not known
	missing []string // what the run was too short for
}

// Given reports whether a flag was on the command line.
func (f *Flags) Given(name string) bool { return f.given[name] }

// defaultEvery is how often checkpoints are written, in ms of model time.
const defaultEvery = 1000

// Parse reads the command line. The values in f are the defaults.
func (f *Flags) Parse(args []string, extra func(*flag.FlagSet)) error {
	set := flag.NewFlagSet(f.Model, flag.ContinueOnError)
	f.usual = f.Duration
	if !f.NoSize {
		set.IntVar(&f.N, "n", f.N, "number of neurons")
	}
	set.Float64Var(&f.Duration, "duration", f.Duration, "duration in ms")
	set.Float64Var(&f.Dt, "dt", f.Dt, "time step in ms")
	set.Uint64Var(&f.Seed, "seed", f.Seed, "seed of all that is random")
	set.IntVar(&f.Threads, "threads", f.Threads, "workers; 0 is one per processor")
	set.StringVar(&f.Executor, "executor", f.Executor, "what runs the programs: auto, portable, avx2 or avx512")
	set.StringVar(&f.Out, "out", f.Out, "folder that pictures are written to")
	set.BoolVar(&f.JSON, "json", f.JSON, "print one JSON object and nothing else; what a run was too short for is null")
	set.StringVar(&f.Checkpoint, "checkpoint", f.Checkpoint, "file that the run saves itself to, so that it can be resumed")
	set.Float64Var(&f.Every, "checkpoint-every", defaultEvery, "model time in ms between checkpoints, a multiple of -dt")
	set.BoolVar(&f.Resume, "resume", f.Resume, "go on with the run of -checkpoint, if there is one")
	set.StringVar(&f.Page, "report", f.Page, "file that an HTML report of the run is written to, such as report.html")
	set.Func("set", "parameters, as NAME=X,NAME=X; "+f.paramList(), f.set)
	if extra != nil {
		extra(set)
	}
	if err := parse(set, args); err != nil {
		return err
	}
	f.given = map[string]bool{}
	set.Visit(func(g *flag.Flag) { f.given[g.Name] = true })
	if set.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q; everything is a flag, see -help", set.Arg(0))
	}
	if f.Smallest > 0 && f.N < f.Smallest {
		return fmt.Errorf("-n %d: the smallest size of %s is %d", f.N, f.Model, f.Smallest)
	}
	if f.Checkpoint == "" && (f.Resume || f.given["checkpoint-every"]) {
		return errors.New("-resume and -checkpoint-every need -checkpoint FILE")
	}
	if !(f.Dt > 0) || math.IsInf(f.Dt, 0) {
		return fmt.Errorf("-dt %v: give a time step in ms, more than 0", f.Dt)
	}
	if every := f.Every / f.Dt; f.given["checkpoint-every"] && (!(every >= 1) || math.Abs(every-math.Round(every)) > 1e-9*every) {
		return fmt.Errorf("-checkpoint-every %v: give a multiple of the time step, %v ms", f.Every, f.Dt)
	}
	if f.Threads < 0 {
		return fmt.Errorf("-threads %d: give a number of workers, or 0 for one per processor", f.Threads)
	}
	if !(f.Duration >= 0) || math.IsInf(f.Duration, 0) {
		return fmt.Errorf("-duration %v: give a time in ms, 0 or more", f.Duration)
	}
	if err := f.checkParams(); err != nil {
		return err
	}
	return f.checkOut()
}

// checkOut makes the folder for pictures, and makes sure before a long run that
// something can be written to it.
func (f *Flags) checkOut() error {
	if f.Page != "" {
		dir := filepath.Dir(f.Page)
		if i, err := os.Stat(dir); err != nil || !i.IsDir() {
			return fmt.Errorf("-report %s: there is no folder %s", f.Page, dir)
		}
		if e := strings.ToLower(filepath.Ext(f.Page)); e != ".html" && e != ".htm" {
			return fmt.Errorf("-report %s: the name of a page ends with .html", f.Page)
		}
		if err := writable(dir); err != nil {
			return fmt.Errorf("-report %s: nothing can be written there: %w", f.Page, err)
		}
	}
	if f.JSON {
		return nil
	}
	if err := os.MkdirAll(f.Out, 0o777); err != nil {
		return fmt.Errorf("-out %s: the folder cannot be made: %w", f.Out, err)
	}
	if err := writable(f.Out); err != nil {
		return fmt.Errorf("-out %s: nothing can be written there: %w", f.Out, err)
	}
	return nil
}

// writable reports why there can be no new file in a folder.
func writable(dir string) error {
	t, err := os.CreateTemp(dir, ".golgi-*")
	if err != nil {
		return errors.Unwrap(err)
	}
	return errors.Join(t.Close(), os.Remove(t.Name()))
}

func (f *Flags) paramList() string {
	var b strings.Builder
	for k, name := range slices.Sorted(maps.Keys(f.Params)) {
		if k > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s (%v)", name, *f.Params[name].Value)
	}
	return b.String()
}

// set reads NAME=X,NAME=X.
func (f *Flags) set(text string) error {
	for item := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(item), "=")
		if !ok {
			return fmt.Errorf("%q is not NAME=X", item)
		}
		if f.were[name] {
			return fmt.Errorf("%s is set twice; leave one out", name)
		}
		p := f.Params[name].Value
		if p == nil && f.Others != nil {
			p = new(float64)
			defer func() { f.Others[name] = *p }()
		}
		if p == nil {
			return fmt.Errorf("there is no parameter %q%s", name, suggest.Hint(name, slices.Sorted(maps.Keys(f.Params))))
		}
		x, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return fmt.Errorf("%s=%s: %q is no number", name, value, value)
		}
		*p = x
		if f.were == nil {
			f.were = map[string]bool{}
		}
		f.were[name] = true
	}
	return nil
}

// Options are the flags as options of a runner. The progress bar is left out
// with -json.
func (f *Flags) Options() []runner.Option {
	opts := []runner.Option{runner.Dt(f.Dt), runner.Seed(f.Seed), runner.Threads(f.Threads), runner.Executor(golgi.Exec(f.Executor))}
	if f.JSON {
		opts = append(opts, runner.Progress(false))
	}
	if f.Checkpoint != "" {
		every := f.Every
		if !f.given["checkpoint-every"] { // which a step of 0.3 ms does not divide
			every = math.Max(1, math.Round(every/f.Dt)) * f.Dt
		}
		opts = append(opts, runner.Checkpoint(f.Checkpoint, every))
	}
	return opts
}

// Run makes the run of a runner with these Options, or goes on with one that was
// interrupted.
func (f *Flags) Run(ctx context.Context, r *runner.DSRunner) (*runner.Result, error) {
	if f.Resume {
		switch err := r.Resume(f.Checkpoint); {
		case errors.Is(err, fs.ErrNotExist):
			f.Printf("checkpoint  there is none at %s; the run begins\n", f.Checkpoint)
		case err != nil:
			return nil, err
		default:
			f.Printf("checkpoint  resumed at %g ms\n", tidy(r.Sim().T()))
		}
	}
	return r.Run(ctx, f.Duration)
}

// Printf prints to standard output, nothing with -json. A number that is not
// known, which is NaN or infinite, is printed as a dash.
func (f *Flags) Printf(format string, args ...any) {
	if f.JSON || f.unsaid != nil {
		return
	}
	args, some := dashed(args)
	f.dashes = f.dashes || some
	_, f.unsaid = fmt.Printf(format, args...)
}

// Main runs an example: run is handed a context that ends with Ctrl-C. A
// mistake is printed to standard error; the exit code is then 1, 2 for wrong
// flags, and that of runner.ExitCode after a signal.
func Main(run func(ctx context.Context, args []string) error) {
	ctx, stop := runner.Interruptible(context.Background())
	defer stop()
	os.Exit(exitCode(run(ctx, os.Args[1:]), os.Stderr))
}

func exitCode(err error, stderr io.Writer) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	}
	fmt.Fprintln(stderr, err)
	if _, ok := errors.AsType[usageError](err); ok {
		return 2
	}
	return runner.ExitCode(err)
}
