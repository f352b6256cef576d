//go:build unix

package safefile

import (
	"errors"
	"os"
	"syscall"
)

// syncDir makes the move into a folder last through a crash of the system.
// File systems that cannot say so themselves.
func syncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return nil // a folder that may be written to and not read
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
