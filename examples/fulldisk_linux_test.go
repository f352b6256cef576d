package examples_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFullFolder: a picture for which there is no room leaves nothing behind,
// and the one before it as it was.
func TestFullFolder(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=8k"); err != nil {
		t.Skip("no file system can be mounted: ", err)
	}
	defer func() { assert.NoError(t, syscall.Unmount(dir, 0)) }()
	old := dir + "/coba.png"
	require.NoError(t, os.WriteFile(old, []byte("the one before"), 0o666))
	c := &child{Cmd: exec.Command(one(t, "coba"), "-n", "400", "-duration", "100", "-out", dir)}
	c.Stdout, c.Stderr = &c.out, &c.errs
	require.NoError(t, c.Start())
	assert.Equal(t, 1, c.wait(t).ExitStatus())
	assert.Contains(t, c.errs.String(), "no space left")
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1)
	text, err := os.ReadFile(old)
	require.NoError(t, err)
	assert.Equal(t, "the one before", string(text))
}
