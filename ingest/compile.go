// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"osnova/catalog"
	"osnova/store/disk"
)

// Compile parses every source from the mirror and writes facts, lock and quarantine beside its declaration under dir.
// A source that fails keeps its old facts and leaves a finding.
func (st *Stage) Compile(ctx context.Context, dir string, only map[string]bool) (catalog.Findings, error) {
	var findings catalog.Findings
	wanted := func(s catalog.Source) bool { return !s.Own && (only == nil || only[s.Name]) }
	for _, s := range st.Catalog.Sources {
		if wanted(s) {
			if err := claimFacts(filepath.Join(dir, filepath.FromSlash(s.Dir))); err != nil {
				return nil, err
			}
		}
	}
	if err := st.prepare(ctx, func(s catalog.Source) bool { return only == nil || only[s.Name] }); err != nil {
		return nil, err
	}
	if st.told.Synthetic {
		return nil, errSynthetic
	}
	for _, s := range st.Catalog.Sources {
		if !wanted(s) {
			continue
		}
		open := st.opener(s)
		if open == nil && st.Refresh {
			continue // no address offers it
		}
		if open == nil {
			return nil, errors.New("facts are compiled from a mirror: give --mirror DIR or --refresh")
		}
		s, err := st.eachRow(ctx, s)
		if err != nil {
			return nil, err
		}
		if only == nil && st.awaits(ctx, s, open) {
			continue
		}
		facts, err := st.read(ctx, s, open)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			findings = append(findings, finding(s, err))
			continue
		}
		if last, err := Embedded(st.Files, s); err == nil {
			facts.Ended = endRows(s, last, facts, editionDay(facts.Lock, st.Catalog.Project.Edition))
		}
		if err := writeFacts(filepath.Join(dir, filepath.FromSlash(s.Dir)), s, facts); err != nil {
			return nil, err
		}
		st.Log.Info("compiled", "source", s.Name, "rows", len(facts.Rows), "quarantined", len(facts.Bad))
	}
	return findings, nil
}

func writeFacts(dir string, s catalog.Source, f *Facts) error {
	packed, err := f.Pack(s)
	if err != nil {
		return fmt.Errorf("pack facts of %s: %w", s.Name, err)
	}
	lock, err := yaml.MarshalWithOptions(f.Lock, yaml.IndentSequence(true))
	if err != nil {
		return fmt.Errorf("write the lock of %s: %w", s.Name, err)
	}
	quarantine, err := packQuarantine(f.Bad)
	if err != nil {
		return fmt.Errorf("write the quarantine of %s: %w", s.Name, err)
	}
	if err := disk.Replace(filepath.Join(dir, factsFile), packed); err != nil {
		return err
	}
	if err := disk.Replace(filepath.Join(dir, lockFile), lock); err != nil {
		return err
	}
	if err := writeEnded(dir, s, f.Ended); err != nil {
		return err
	}
	if len(f.Bad) == 0 {
		if err := os.Remove(filepath.Join(dir, quarantineFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove the old quarantine of %s: %w", s.Name, err)
		}
		return nil
	}
	return disk.Replace(filepath.Join(dir, quarantineFile), quarantine)
}

// claimFacts refuses to write facts over what osnova did not write. Facts are known as osnova's by the lock beside them, a lock by its
// form, a quarantine by its header: they lie in the project, and may have come with it from another computer.
func claimFacts(dir string) error {
	own := func(name string, ours func(body []byte) bool) error {
		path := filepath.Join(dir, name)
		body, err := disk.ReadRegular(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !ours(body) {
			return &disk.ForeignError{Path: path, What: "was not written by osnova"}
		}
		return err
	}
	locked := func(body []byte) bool {
		var l Lock
		err := yaml.UnmarshalWithOptions(body, &l, yaml.Strict())
		return err == nil && len(l.Files) > 0 && !slices.ContainsFunc(l.Files, func(f LockedFile) bool { return len(f.SHA256) != 64 })
	}
	return errors.Join(
		own(lockFile, locked),
		own(factsFile, func([]byte) bool {
			body, err := disk.ReadRegular(filepath.Join(dir, lockFile))
			return err == nil && locked(body)
		}),
		own(quarantineFile, func(body []byte) bool { return bytes.HasPrefix(body, []byte(strings.Join(quarantineHeader, ",")+"\n")) }),
	)
}
