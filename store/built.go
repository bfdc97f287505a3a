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
)

// builder is the command in the marker of a folder of a build.
const builder = "build"

// ClaimBuild looks at the folder of a build: it is new, empty or osnova's own by its marker, or by the ledger of an osnova that wrote
// none. A link, a pipe, a device, or a file in the place of a folder among what osnova makes there is a ForeignError, too. Nothing is
// changed. wrote is what osnova wrote there.
func ClaimBuild(dir string) (p *Place, wrote map[string]Wrote, err error) {
	p = &Place{Dir: dir, by: builder}
	m, err := ReadMarker(dir)
	if err != nil && !errors.As(err, new(*ForeignError)) {
		return nil, nil, err
	}
	switch {
	case m != nil && slices.Contains(m.Made, builder):
		wrote = m.Files
	default:
		if wrote = byLedger(dir); wrote != nil {
			p.adopts = wrote
			break
		}
		if err != nil {
			return nil, nil, err
		}
		if err := p.look(m); err != nil {
			return nil, nil, err
		}
	}
	return p, wrote, kinds(dir)
}

// byLedger is what the ledger of an osnova without markers says that it wrote; nil if there is no such ledger.
func byLedger(dir string) map[string]Wrote {
	body, err := ReadRegular(filepath.Join(dir, ledgerName))
	if err != nil {
		return nil
	}
	var steps map[string]entry
	if json.Unmarshal(body, &steps) != nil {
		return nil
	}
	wrote, ours := map[string]Wrote{databaseName: {Size: -1}}, false
	for id, e := range steps {
		if isReads(id) {
			continue
		}
		ours = ours || strings.HasPrefix(id, "raw.") && len(e.Input) == 64
		for _, name := range e.Files {
			wrote[siteName+"/"+name] = Wrote{Size: -1}
		}
	}
	if !ours {
		return nil
	}
	return wrote
}

// kinds refuses what is neither file nor folder, or the one in the place of the other, among what a build makes.
func kinds(dir string) error {
	for _, name := range []string{databaseName, databaseName + ".wal", ledgerName, LockName, MarkerName, siteName, workName, "kept", "snapshots"} {
		path := filepath.Join(dir, name)
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("look at %s: %w", path, err)
		}
		isFile := slices.Contains([]string{databaseName, databaseName + ".wal", ledgerName, LockName, MarkerName}, name)
		if isFile && !info.Mode().IsRegular() || !isFile && !info.IsDir() {
			return &ForeignError{path, "is " + Kind(info.Mode()) + " that osnova did not make"}
		}
		if name != "kept" && name != "snapshots" {
			continue
		}
		err = filepath.WalkDir(path, func(at string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && !e.Type().IsRegular() {
				return &ForeignError{at, "is " + Kind(e.Type()) + " that osnova did not make"}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
