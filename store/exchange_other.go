//go:build !linux

package store

import "errors"

// exchange has no portable form: Commit then renames twice.
func exchange(_, _ string) error { return errors.ErrUnsupported }
