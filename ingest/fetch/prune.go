// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"osnova/store/disk"
)

// Pruned is what Prune removes: snapshots, and their bytes.
type Pruned struct {
	Snapshots int
	Bytes     int64
}

var snapshotPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Prune removes from a folder of snapshots those whose sha256 is not needed and that no address has for good. Parts of files stay: the next run
// resumes them. Where dry is set it only counts. Nobody may fetch into the folder meanwhile.
func Prune(dir string, needed map[string]bool, dry bool) (p Pruned, err error) {
	settled := &settledFiles{path: filepath.Join(dir, settledName)}
	if err := settled.open(); err != nil {
		return p, err
	}
	keep := map[string]bool{}
	for sum := range needed {
		keep[sum] = true
	}
	for _, s := range settled.known {
		keep[s.SHA256] = true
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("list snapshots: %w", err)
	}
	for _, e := range entries {
		if !snapshotPattern.MatchString(e.Name()) || keep[e.Name()] || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return p, fmt.Errorf("look at a snapshot: %w", err)
		}
		p.Snapshots++
		p.Bytes += info.Size()
		if dry {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return p, fmt.Errorf("remove a snapshot: %w", err)
		}
	}
	return p, pruneSmall(filepath.Join(dir, SmallFilesName), keep, dry, &p)
}

// pruneSmall writes the archive of small snapshots anew without those that are not kept.
func pruneSmall(path string, keep map[string]bool, dry bool, p *Pruned) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the archive of small snapshots: %w", err)
	}
	defer f.Close()
	at, _, err := listEntries(f)
	if err != nil {
		return fmt.Errorf("read the archive of small snapshots: %w", err)
	}
	var stay []byteSpan
	gone := 0
	for sum, span := range at {
		if keep[sum] {
			stay = append(stay, span)
			continue
		}
		gone++
		p.Bytes += block + padded(span.size)
	}
	p.Snapshots += gone
	if dry || gone == 0 {
		return nil
	}
	slices.SortFunc(stay, func(a, b byteSpan) int { return int(a.from/block - b.from/block) })
	staged, err := disk.Stage(path, func(to io.Writer) error {
		for _, span := range stay {
			if _, err := io.Copy(to, io.NewSectionReader(f, span.from-block, block+padded(span.size))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	defer staged.Discard()
	return staged.Commit()
}
