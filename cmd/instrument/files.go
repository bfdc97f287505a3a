// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"osnova/metrics/frame"
	"osnova/store/disk"
)

// ClaimFiles holds the places of single files against what osnova may write over, before any work; empty and - are no place.
func ClaimFiles(paths ...string) error {
	for _, path := range paths {
		if path == "" || path == "-" {
			continue
		}
		if err := disk.ClaimFile(path); err != nil {
			return err
		}
	}
	return nil
}

// WriteFolder writes the files of an instrument into its folder, each whole or not at all, and removes those of an earlier run that this
// one does not write; known are all names that the instrument may write.
func WriteFolder(ctx context.Context, place *disk.Place, files map[string]frame.File, known []string) error {
	at := map[string]frame.File{}
	for name, body := range files {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s is not among the files that this command announces", name)
		}
		at[filepath.Join(place.Dir, name)] = body
	}
	defer place.Leave() // where nothing could be written
	if err := place.Take(); err != nil {
		return err
	}
	return stageFiles(ctx, at, func(staged []*disk.Staged) error { return place.Put(staged, known) })
}

// WriteFiles writes files by path: all beside their places first, so that a full disk leaves every one as it was. by is the command that writes.
func WriteFiles(ctx context.Context, by string, files map[string][]byte) error {
	if err := ClaimFiles(slices.Sorted(maps.Keys(files))...); err != nil {
		return err
	}
	return stageFiles(ctx, WholeFiles(files), func(staged []*disk.Staged) error { return disk.PutStaged(by, staged) })
}

// stageFiles writes files beside their places, and then has them put there.
func stageFiles(ctx context.Context, files map[string]frame.File, put func([]*disk.Staged) error) error {
	var staged []*disk.Staged
	for _, path := range slices.Sorted(maps.Keys(files)) {
		s, err := disk.Stage(path, func(to io.Writer) error { return files[path](stoppedWriter{ctx, to}) })
		if err != nil {
			return err
		}
		defer s.Discard()
		staged = append(staged, s)
	}
	return put(staged)
}

// stoppedWriter hands on what is written until the run is stopped.
type stoppedWriter struct {
	ctx context.Context
	to  io.Writer
}

// Write refuses once the run is stopped.
func (w stoppedWriter) Write(body []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.to.Write(body)
}

// WholeFiles are files that are held anyway.
func WholeFiles(files map[string][]byte) map[string]frame.File {
	out := make(map[string]frame.File, len(files))
	for name, body := range files {
		out[name] = frame.Whole(body)
	}
	return out
}

// JoinNames are the paths of names in a folder.
func JoinNames(dir string, names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, filepath.Join(dir, name))
	}
	return out
}
