package runner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// Interrupted is why a context of Interruptible ended: a signal.
type Interrupted struct{ Signal os.Signal }

// Error names the signal.
func (e *Interrupted) Error() string { return fmt.Sprintf("signal: %v", e.Signal) }

// Interruptible returns a context that ends with the first Ctrl-C, or with
// another signal that asks the program to end (SIGTERM; SIGHUP, of a terminal
// that was closed). Run and Sweep.Run then stop after the step and return what
// there is, so that it can be written. A second signal ends the program at once.
// Signals that are ignored, as under nohup, stay so. stop gives the signals back.
// A nil parent stands for context.Background().
//
//	ctx, stop := runner.Interruptible(context.Background())
//	defer stop()
//	res, err := run.Run(ctx, 10000)
//	... // write what is in res
//	os.Exit(runner.ExitCode(err))
func Interruptible(parent context.Context) (ctx context.Context, stop func()) {
	if parent == nil {
		parent = context.Background()
	}
	ctx, cancel := context.WithCancelCause(parent)
	var signals []os.Signal
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	if len(signals) == 0 {
		return ctx, func() { cancel(nil) } // Notify of none is Notify of all
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, signals...)
	go func() {
		select {
		case s := <-c:
			signal.Stop(c) // from here on a signal ends the program
			cancel(&Interrupted{s})
		case <-ctx.Done():
			signal.Stop(c)
		}
	}()
	return ctx, func() {
		signal.Stop(c)
		cancel(nil)
	}
}

// ExitCode returns the exit code of a program that ends with an error: 0 for
// nil, 128 and the number of the signal for one that a signal has stopped (130
// for Ctrl-C), 1 for any other.
func ExitCode(err error) int {
	var by *Interrupted
	switch {
	case err == nil:
		return 0
	case errors.As(err, &by):
		if n, ok := by.Signal.(syscall.Signal); ok {
			return 128 + int(n)
		}
		return 130
	}
	return 1
}
