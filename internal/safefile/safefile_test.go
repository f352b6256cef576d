package safefile

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWriteReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	require.NoError(t, Write(path, []byte("one")))
	require.NoError(t, Write(path, []byte("three")))
	require.NoError(t, Replace(path, []byte("two")))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "two", string(got))
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1, "nothing is left beside the file")
}

func TestGivenUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	require.NoError(t, Write(path, []byte("one")))
	f, err := Create(path)
	require.NoError(t, err)
	_, err = f.WriteString("half of it")
	require.NoError(t, err)
	require.NoError(t, f.Close())
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "one", string(got))
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.Error(t, f.Commit())
}

func TestRemoveLeftovers(t *testing.T) {
	dir := t.TempDir()
	f, err := Create(filepath.Join(dir, "a"))
	require.NoError(t, err)
	f.File.Close() // and never committed: the program was killed
	kept := []string{".a.1234567", ".a.1234567g", ".b.12345678", "a"}
	for _, name := range kept {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o666))
	}
	require.NoError(t, RemoveLeftovers(filepath.Join(dir, "a")))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	require.Equal(t, kept, names)
}

func TestNoPlace(t *testing.T) {
	dir := t.TempDir()
	require.Error(t, Write(filepath.Join(dir, "no", "folder"), nil))
	// A folder in the place of the file.
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "d", "e"), 0o777))
	require.Error(t, Write(filepath.Join(dir, "d"), []byte("x")))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}
