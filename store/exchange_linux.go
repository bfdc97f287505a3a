package store

import "golang.org/x/sys/unix"

// exchange swaps two folders in one step; it fails where one is absent or the file system cannot.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
