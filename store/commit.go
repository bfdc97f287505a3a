// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"osnova/store/disk"
)

// Names in the folder of a build.
const (
	siteName     = "site"
	databaseName = "osnova.duckdb"
	ledgerName   = "ledger.json"
	recordName   = "run.json"
	workName     = ".work"
	journalName  = "commit.json"
	wroteName    = "wrote.json"
	oldSite      = "old-site"
)

// journal says that all that a build made lies in the work folder, whole and on the disk, and has only to be put in place.
type journal struct {
	Site     uint64 `json:"site"`     // identity of the new folder of the site
	Database bool   `json:"database"` // there is a new database
}

// Commit puts site, database, ledger and marker of a build in place. All of it is first whole in the work folder and on the disk, with a
// journal that says so; what follows are a few renames, which the next run completes if this one is killed among them.
func Commit(ctx context.Context, dir string, s *Store, o *Output, l *Ledger) error {
	if err := s.Seal(ctx); err != nil {
		return err
	}
	work := filepath.Join(dir, workName)
	site, err := o.Prepare(l.Files())
	if err != nil {
		return err
	}
	wrote := map[string]disk.Wrote{}
	for name, w := range site {
		wrote[siteName+"/"+name] = w
	}
	j := journal{Database: s.sealed}
	if s.sealed {
		if wrote[databaseName], err = disk.SumFile(s.work()); err != nil {
			return err
		}
	} else if m, err := disk.ReadMarker(dir); err == nil && m != nil && m.Files[databaseName] != (disk.Wrote{}) {
		wrote[databaseName] = m.Files[databaseName]
	}
	list, err := json.Marshal(wrote)
	if err != nil {
		return fmt.Errorf("write the list of files: %w", err)
	}
	if err := os.WriteFile(filepath.Join(work, wroteName), list, 0o644); err != nil {
		return fmt.Errorf("write the list of files: %w", err)
	}
	if err := l.Save(filepath.Join(work, ledgerName)); err != nil {
		return err
	}
	if j.Site, err = disk.Identity(o.work()); err != nil {
		return err
	}
	if err := disk.SyncTree(work); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil { // the last moment to stop
		return err
	}
	body, err := json.Marshal(j)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := disk.Replace(filepath.Join(work, journalName), body); err != nil {
		return err
	}
	_, err = Finish(dir)
	return err
}

// StageRecord keeps what run.json is to say until Commit puts it in place with what it tells of.
func StageRecord(dir string, body []byte) error {
	work := filepath.Join(dir, workName)
	if err := os.MkdirAll(work, 0o755); err != nil {
		return fmt.Errorf("make the work folder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(work, recordName), body, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", recordName, err)
	}
	return nil
}

// renaming is called before each step of Finish; a variable, so that a kill there can be tried.
var renaming = func(string) {}

// Finish puts in place what a journal in the work folder says is ready, also that of a run that was killed while it did so. It reports
// whether there was any.
func Finish(dir string) (bool, error) {
	work := filepath.Join(dir, workName)
	body, err := disk.ReadRegular(filepath.Join(work, journalName))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	var j journal
	if err := errors.Join(err, json.Unmarshal(body, &j)); err != nil {
		return false, fmt.Errorf("read the journal of a killed run: %w; remove %s", err, work)
	}
	// Should the work folder be lost from here on, the old ledger would be wrong about a half-swapped folder.
	renaming("the old ledger goes")
	if _, err := os.Lstat(filepath.Join(work, ledgerName)); err == nil { // else the new one is in its place already
		if err := remove(filepath.Join(dir, ledgerName)); err != nil {
			return false, fmt.Errorf("take the old ledger away: %w", err)
		}
	}
	renaming("the site is swapped")
	if err := swapSite(dir, j.Site); err != nil {
		return false, err
	}
	renaming("the database comes")
	if j.Database {
		// A log left behind by somebody else's program belongs to the old file.
		if err := remove(filepath.Join(dir, databaseName+".wal")); err != nil {
			return false, fmt.Errorf("remove the old log: %w", err)
		}
		if err := moved(filepath.Join(work, databaseName), filepath.Join(dir, databaseName)); err != nil {
			return false, fmt.Errorf("put the database in place: %w", err)
		}
	}
	list, err := disk.ReadRegular(filepath.Join(work, wroteName))
	var wrote map[string]disk.Wrote
	if err := errors.Join(err, json.Unmarshal(list, &wrote)); err != nil {
		return false, fmt.Errorf("read the list of files: %w", err)
	}
	renaming("others' files are kept")
	if err := rescue(dir); err != nil {
		return false, err
	}
	renaming("the list of files comes")
	err = disk.EditMarker(dir, func(m *disk.Marker) {
		for name := range m.Files {
			if name == databaseName || strings.HasPrefix(name, siteName+"/") {
				delete(m.Files, name)
			}
		}
		for name, w := range wrote {
			m.Files[name] = w
		}
	})
	if err != nil {
		return false, err
	}
	renaming("the record comes")
	if err := moved(filepath.Join(work, recordName), filepath.Join(dir, recordName)); err != nil {
		return false, fmt.Errorf("put the record in place: %w", err)
	}
	renaming("the ledger comes")
	if err := moved(filepath.Join(work, ledgerName), filepath.Join(dir, ledgerName)); err != nil {
		return false, fmt.Errorf("put the ledger in place: %w", err)
	}
	if err := disk.SyncFolder(dir); err != nil {
		return false, err
	}
	renaming("the journal goes")
	if err := remove(filepath.Join(work, journalName)); err != nil {
		return false, fmt.Errorf("close the journal: %w", err)
	}
	return true, nil
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// moved puts a file in place unless a killed run has done so.
func moved(from, to string) error {
	if err := os.Rename(from, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// swapSite puts the new site in the place of the old one, which then lies in the work folder, unless a killed run has done so.
func swapSite(dir string, fresh uint64) error {
	work := filepath.Join(dir, workName)
	from, to, old := filepath.Join(work, siteName), filepath.Join(dir, siteName), filepath.Join(work, oldSite)
	at, err := disk.Identity(from)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case fresh != 0 && at != fresh:
		return nil
	}
	return swapFolders(from, to, old)
}

// swapFolders exchanges two folders, or moves the one in place away to old, where the system cannot do it in one step or there is none.
func swapFolders(from, to, old string) error {
	if disk.Exchange(from, to) == nil { // both names stand at every moment
		return nil
	}
	if err := os.Rename(to, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("move the old folder away: %w", err)
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("put the new folder in place: %w", err)
	}
	return nil
}

// Commit puts the new folder in place alone, without database and ledger.
func (o *Output) Commit(kept map[string]bool) error {
	if _, err := o.Prepare(kept); err != nil {
		return err
	}
	old := filepath.Join(o.WorkDir, oldSite)
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("clear the way: %w", err)
	}
	if err := swapFolders(o.work(), o.Dir, old); err != nil {
		return errors.Join(err, o.Recover())
	}
	return errors.Join(os.RemoveAll(o.work()), os.RemoveAll(old))
}

// rescue moves what somebody put into the old site while the new one was made over into the new one.
func rescue(dir string) error {
	m, err := disk.ReadMarker(dir)
	if err != nil {
		return err
	}
	for _, old := range []string{siteName, oldSite} {
		root := filepath.Join(dir, workName, old)
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			inside, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			if m != nil {
				if _, ours := m.Files[siteName+"/"+filepath.ToSlash(inside)]; ours {
					return nil
				}
			}
			to := filepath.Join(dir, siteName, inside)
			if _, err := os.Lstat(to); err == nil { // it was there when the run began, and was kept
				return nil
			}
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				return err
			}
			return os.Rename(path, to)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("keep what was put into the site meanwhile: %w", err)
		}
	}
	return nil
}
