//go:build unix

package runner_test

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/golgi-sim/golgi/runner"
)

// A signal ends the context; the run and the sweep that stop keep what they
// have, and their errors give the exit code.
func TestInterruptible(t *testing.T) {
	for sig, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		if signal.Ignored(sig) {
			continue // as under nohup
		}
		c, stop := runner.Interruptible(ctx)
		n := newNet()
		r := build(t, n, runner.Monitor(n.E.V))
		run(t, r, 1)
		require.NoError(t, syscall.Kill(syscall.Getpid(), sig))
		<-c.Done()
		var by *runner.Interrupted
		require.ErrorAs(t, context.Cause(c), &by)
		assert.Equal(t, sig, by.Signal)
		res, err := r.Run(c, 10)
		require.ErrorAs(t, err, &by)
		assert.ErrorIs(t, err, context.Canceled)
		assert.NotNil(t, res.Series(n.E.V))
		assert.Equal(t, code, runner.ExitCode(fmt.Errorf("above: %w", err)))
		table, err := grid().Run(c)
		assert.Equal(t, code, runner.ExitCode(err))
		assert.Empty(t, table.Rows)
		stop()
	}
	assert.Equal(t, 0, runner.ExitCode(nil))
	assert.Equal(t, 1, runner.ExitCode(errors.New("x")))
	c, stop := runner.Interruptible(ctx)
	stop()
	<-c.Done()
	assert.Equal(t, context.Canceled, context.Cause(c))
	assert.Equal(t, 1, runner.ExitCode(context.Cause(c)))
}
