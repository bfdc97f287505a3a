// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"os"
	"path"
	"path/filepath"

	"github.com/goccy/go-yaml"

	"osnova/catalog"
)

// UndeclaredKept are the folders in keep that hold facts of sources which are declared no more, sorted.
func UndeclaredKept(keep string, cat *catalog.Catalog) (folders []string) {
	declared := map[string]bool{}
	for _, s := range cat.Sources {
		declared[s.Name] = true
	}
	entries, _ := os.ReadDir(filepath.Join(keep, "sources")) // none where nothing was kept
	for _, e := range entries {
		if e.IsDir() && !declared[e.Name()] {
			folders = append(folders, filepath.Join(keep, "sources", e.Name()))
		}
	}
	return folders
}

// LockedSums are the sha256 of all files of which a table was made that is kept or embedded.
func (st *Stage) LockedSums() (map[string]bool, error) {
	sums := map[string]bool{}
	add := func(l Lock) {
		for _, f := range l.Files {
			sums[f.SHA256] = true
		}
	}
	for _, s := range st.Catalog.Sources {
		last, err := st.lastLock(s)
		if err != nil {
			return nil, err
		}
		add(last)
		f, err := st.Files.Open(path.Join(s.Dir, lockFile))
		if err != nil {
			continue // nothing is embedded
		}
		var embedded Lock
		err = yaml.NewDecoder(f).Decode(&embedded)
		f.Close()
		if err == nil {
			add(embedded)
		}
	}
	return sums, nil
}
