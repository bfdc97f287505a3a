// SPDX-License-Identifier: Apache-2.0

// Package zipfile opens archives that others made.
//
// It takes the bytes of a ZIP and gives its directory. Nothing is ever unpacked to a disk by the names in it; a name that climbs out of a folder all the
// same says that the archive is not what its publisher meant, so it is refused whole.
package zipfile

import (
	"archive/zip"
	"fmt"
	"io"
	"path"
	"strings"
)

// Open reads the directory of an archive. A member whose name leads out of the folder it would be unpacked in is an error that names it.
func Open(r io.ReaderAt, size int64) (*zip.Reader, error) {
	directory, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	for _, f := range directory.File {
		name := strings.ReplaceAll(f.Name, `\`, "/") // as Windows wrote it
		clean := path.Clean(name)
		if strings.HasPrefix(name, "/") || clean == ".." || strings.HasPrefix(clean, "../") || len(name) > 1 && name[1] == ':' || strings.ContainsRune(name, 0) {
			return nil, fmt.Errorf("the archive holds %q, a path that leads out of its folder", f.Name)
		}
	}
	return directory, nil
}
