// SPDX-License-Identifier: Apache-2.0

package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// SwapFolders puts the folder fresh in the place of another, which is then removed. Where the system can swap two folders in one step, both
// names stand at every moment.
func SwapFolders(fresh, place string) error {
	if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(fresh, place); err != nil {
			return fmt.Errorf("put the new folder in place: %w", err)
		}
		return nil
	}
	if Exchange(fresh, place) == nil {
		return os.RemoveAll(fresh)
	}
	if err := os.RemoveAll(place); err != nil {
		return fmt.Errorf("take the old folder away: %w", err)
	}
	if err := os.Rename(fresh, place); err != nil {
		return fmt.Errorf("put the new folder in place: %w", err)
	}
	return nil
}
