// SPDX-License-Identifier: Apache-2.0

package ingest

// Edition is the day that pages carry in place of a clock, once the stage has run: what project.yaml of the project says; else, of a refresh, the
// newest day on which bytes came that were not known before; else the day of the embedded facts.
func (st *Stage) Edition() (string, error) {
	p := st.Catalog.Project
	if p.EditionSet || !st.Refresh {
		return p.Edition, nil
	}
	newest := p.Edition
	for _, s := range st.Catalog.Sources {
		lock, err := st.readLock(s)
		if err != nil {
			return "", err
		}
		for _, f := range lock.Files {
			if len(f.Accessed) >= len("2026-11-23") {
				newest = max(newest, f.Accessed[:len("2026-11-23")])
			}
		}
	}
	return newest, nil
}
