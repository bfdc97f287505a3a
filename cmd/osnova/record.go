// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"osnova/cmd/instrument"
	"osnova/store"
)

// unrecorded are flags that change no result.
var unrecorded = []string{"out", "json", "quiet", "verbose", "memory", "record-time", "report"}

// recordOf is what run.json says of a command, but for its inputs.
func (a *program) recordOf(c *cobra.Command, args []string) *instrument.Record {
	r := &instrument.Record{
		Program: instrument.ProgramRecord{Name: "osnova", Version: buildVersion(), Go: runtime.Version()},
		Command: c.CommandPath(),
	}
	c.Flags().Visit(func(f *pflag.Flag) { // by name
		if slices.Contains(unrecorded, f.Name) {
			return
		}
		values := []string{f.Value.String()}
		if many, ok := f.Value.(pflag.SliceValue); ok {
			values = many.GetSlice()
		}
		for _, v := range values {
			r.Arguments = append(r.Arguments, "--"+f.Name+"="+withoutFolders(v))
		}
	})
	for _, word := range args {
		r.Arguments = append(r.Arguments, withoutFolders(word))
	}
	if f := c.Flags().Lookup("seed"); f != nil {
		if seed, err := strconv.ParseInt(f.Value.String(), 10, 64); err == nil {
			r.Seed = &seed
		}
	}
	if a.recordTime {
		r.Made = time.Now().UTC().Format(time.RFC3339)
	}
	return r
}

// withoutFolders takes from an argument what tells of a computer or a person: the folders of an absolute path, the user and password of an address.
func withoutFolders(value string) string {
	if filepath.IsAbs(value) {
		return filepath.Base(value)
	}
	if scheme, rest, ok := strings.Cut(value, "://"); ok {
		host, path, _ := strings.Cut(rest, "/")
		if _, after, ok := strings.Cut(host, "@"); ok {
			return strings.TrimSuffix(scheme+"://"+after+"/"+path, "/")
		}
	}
	return value
}

// recordBuild writes run.json into the work folder, to come into place with what it tells of.
func (a *program) recordBuild(ctx context.Context, r *running, edition string) error {
	if a.record == nil {
		return nil
	}
	record := *a.record
	record.Edition = edition
	var err error
	if record.Program.SHA256, err = engineHash(); err != nil {
		return err
	}
	if record.Program.DuckDB, err = r.store.EngineVersion(ctx); err != nil {
		return err
	}
	if record.Inputs, err = a.declared(); err != nil {
		return err
	}
	if r.ledger.Done("raw.intake") {
		rows, err := r.store.Select(ctx, `select coalesce(file, ''), source_id, origin, coalesce(url, ''), coalesce(sha256, ''), coalesce(size, 0)
		from raw.intake order by all`)
		if err != nil {
			return fmt.Errorf("list the inputs: %w", err)
		}
		for _, v := range rows.Values {
			record.Inputs = append(record.Inputs, instrument.InputRecord{
				Name: fmt.Sprint(v[0]), Source: fmt.Sprint(v[1]), Origin: fmt.Sprint(v[2]), URL: fmt.Sprint(v[3]), SHA256: fmt.Sprint(v[4]), Size: v[5].(int64),
			})
		}
	}
	body, err := record.Body()
	if err != nil {
		return err
	}
	return store.StageRecord(r.dir, body)
}

// declared are the files of --project, by their paths in it.
func (a *program) declared() (inputs []instrument.InputRecord, err error) {
	if a.project == "" {
		return nil, nil
	}
	names := []string{"project.yaml"}
	for _, room := range rooms {
		names = append(names, room.prefix)
	}
	slices.Sort(names)
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(a.project, name), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			inside, err := filepath.Rel(a.project, path)
			sum := sha256.Sum256(body)
			inputs = append(inputs, instrument.InputRecord{Name: filepath.ToSlash(inside), SHA256: hex.EncodeToString(sum[:]), Size: int64(len(body))})
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			return nil, fmt.Errorf("list the declarations: %w", err)
		}
	}
	return inputs, nil
}
