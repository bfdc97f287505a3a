// SPDX-License-Identifier: Apache-2.0

package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/store/disk"
)

// builder is the command in the marker of a folder of a build.
const builder = "build"

// ClaimBuild looks at the folder of a build: it is new, empty or osnova's own by its marker, or by the ledger of an osnova that wrote
// none. A link, a pipe, a device, or a file in the place of a folder among what osnova makes there is a ForeignError, too. Nothing is
// changed. wrote is what osnova wrote there.
func ClaimBuild(dir string) (p *disk.Place, wrote map[string]disk.Wrote, err error) {
	m, err := disk.ReadMarker(dir)
	if err != nil && !errors.As(err, new(*disk.ForeignError)) {
		return nil, nil, err
	}
	if m != nil && slices.Contains(m.Made, builder) {
		return disk.Adopt(dir, builder, nil), m.Files, kinds(dir)
	}
	if wrote = byLedger(dir); wrote != nil {
		return disk.Adopt(dir, builder, wrote), wrote, kinds(dir)
	}
	if p, err = disk.Claim(dir, builder); err != nil {
		return nil, nil, err
	}
	return p, nil, kinds(dir)
}

// byLedger is what the ledger of an osnova without markers says that it wrote; nil if there is no such ledger.
func byLedger(dir string) map[string]disk.Wrote {
	body, err := disk.ReadRegular(filepath.Join(dir, ledgerName))
	if err != nil {
		return nil
	}
	var steps map[string]entry
	if json.Unmarshal(body, &steps) != nil {
		return nil
	}
	wrote, ours := map[string]disk.Wrote{databaseName: {Size: -1}}, false
	for id, e := range steps {
		if isReads(id) {
			continue
		}
		ours = ours || strings.HasPrefix(id, "raw.") && len(e.Input) == 64
		for _, name := range e.Files {
			wrote[siteName+"/"+name] = disk.Wrote{Size: -1}
		}
	}
	if !ours {
		return nil
	}
	return wrote
}

// kinds refuses what is neither file nor folder, or the one in the place of the other, among what a build makes.
func kinds(dir string) error {
	for _, name := range []string{
		databaseName, databaseName + ".wal", ledgerName, recordName, disk.LockName, disk.MarkerName, siteName, workName, "kept", "snapshots",
	} {
		path := filepath.Join(dir, name)
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("look at %s: %w", path, err)
		}
		isFile := slices.Contains([]string{databaseName, databaseName + ".wal", ledgerName, recordName, disk.LockName, disk.MarkerName}, name)
		if isFile && !info.Mode().IsRegular() || !isFile && !info.IsDir() {
			return &disk.ForeignError{Path: path, What: "is " + disk.FileKind(info.Mode()) + " that osnova did not make"}
		}
		if name != "kept" && name != "snapshots" {
			continue
		}
		err = filepath.WalkDir(path, func(at string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && !e.Type().IsRegular() {
				return &disk.ForeignError{Path: at, What: "is " + disk.FileKind(e.Type()) + " that osnova did not make"}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
