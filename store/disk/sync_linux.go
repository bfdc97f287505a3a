// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// SyncTree has all below a folder on the disk, by one call for its file system: to ask for each of thousands of files costs minutes on
// a slow disk.
func SyncTree(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer f.Close()
	Synced(dir)
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
