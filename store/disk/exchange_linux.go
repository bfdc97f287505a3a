// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Exchange swaps two folders in one step; it fails where one is absent or the file system cannot.
func Exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}

// Identity is a number that no other folder of the file system has.
func Identity(dir string) (uint64, error) {
	var st unix.Stat_t
	if err := unix.Lstat(dir, &st); err != nil {
		return 0, fmt.Errorf("look at %s: %w", dir, err)
	}
	return st.Ino, nil
}
