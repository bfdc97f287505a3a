// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"osnova/ingest"
)

// proposeChecks prints, for the sources named or all, what may be expected of their next edition: YAML for their source.yaml.
func (a *program) proposeChecks(names []string) error {
	fsys, cat, err := a.load()
	if err != nil {
		return err
	}
	only, err := a.sourcesNamed(cat, names)
	if err != nil {
		return err
	}
	for _, s := range cat.Sources {
		if len(names) > 0 && !only[s.Name] || s.Own {
			continue
		}
		text, rows, err := ingest.ProposeChecks(fsys, s)
		switch {
		case err != nil && len(names) > 0:
			a.findings.Add(s.Dir, "compile its facts first: osnova ingest --compile-facts --mirror DIR "+s.Name, "there are no facts to go by")
		case err != nil:
		case text == nil && len(names) > 0:
			a.findings.Add(s.Dir, "", "%d rows are too few to go by", rows)
		case text != nil:
			fmt.Fprintf(a.stdout, "# %s/source.yaml, by %d rows\n%s", s.Dir, rows, text)
		}
	}
	return nil
}
