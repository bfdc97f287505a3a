package store

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// syncTree has all below a folder on the disk, by one call for its file system: to ask for each of thousands of files costs minutes on
// a slow disk.
func syncTree(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer f.Close()
	synced(dir)
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
