// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"osnova/catalog"
)

// Verify holds a folder of published datasets against its own metadata: SHA256SUMS against the files and the files against it,
// every <name>.schema.json against <name>.csv row by row, and the sizes and hashes of datapackage.json.
// What does not agree is a finding; the error is for a folder that cannot be read or holds no SHA256SUMS.
func Verify(dir string) (catalog.Findings, error) {
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s: name the folder data/ of an edition, such as build/site/data", dir)
	case err != nil:
		return nil, fmt.Errorf("look at %s: %w", dir, err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file: name the folder data/ of an edition", dir)
	}
	found, err := VerifyFS(os.DirFS(dir))
	if errors.Is(err, fs.ErrNotExist) {
		hint := "name the folder data/ of an edition"
		for _, below := range []string{"data", "site/data"} {
			if _, err := os.Stat(filepath.Join(dir, below, "SHA256SUMS")); err == nil {
				hint = "did you mean " + filepath.Join(dir, below) + "?"
			}
		}
		return nil, fmt.Errorf("%s holds no SHA256SUMS: %s", dir, hint)
	}
	return found, err
}

// VerifyFS is Verify for any file system, such as a downloaded archive.
func VerifyFS(fsys fs.FS) (catalog.Findings, error) {
	var out catalog.Findings
	listed, err := verifySums(fsys, &out)
	if err != nil {
		return nil, err
	}
	schemas, err := fs.Glob(fsys, "*.schema.json")
	if err != nil {
		return nil, fmt.Errorf("list the schemas: %w", err)
	}
	for _, name := range schemas {
		if err := verifyTable(fsys, name, strings.TrimSuffix(name, ".schema.json")+".csv", &out); err != nil {
			return nil, err
		}
	}
	return out, verifyPackage(fsys, listed, &out)
}

// verifySums returns the hashes listed, by file name.
func verifySums(fsys fs.FS, out *catalog.Findings) (map[string]string, error) {
	body, err := fs.ReadFile(fsys, "SHA256SUMS")
	if err != nil {
		return nil, fmt.Errorf("read SHA256SUMS (name the folder data/ of an edition): %w", err)
	}
	listed := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(body))
	for n := 1; lines.Scan(); n++ {
		hash, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || len(hash) != 64 || !fs.ValidPath(name) {
			out.Add(fmt.Sprintf("SHA256SUMS:%d", n), "a line is a hash, two spaces and a name", "the line cannot be read")
			continue
		}
		listed[name] = hash
		have, err := hashOf(fsys, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out.Add(name, "download it again", "the file is missing")
		case err != nil:
			return nil, err
		case have != hash:
			out.Add(name, "download it again", "its SHA-256 is %s…, the list says %s…", have[:12], hash[:12])
		}
	}
	err = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && name != "SHA256SUMS" && listed[name] == "" {
			out.Add(name, "it is no part of this edition", "the file is not in SHA256SUMS")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("walk the folder: %w", err)
	}
	return listed, lines.Err()
}

func hashOf(fsys fs.FS, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// verifyPackage holds datapackage.json against SHA256SUMS and the sizes of files.
func verifyPackage(fsys fs.FS, listed map[string]string, out *catalog.Findings) error {
	const name = "datapackage.json"
	body, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		if listed[name] == "" {
			out.Add(name, "an edition has one", "the file is missing")
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	var about struct {
		Resources []struct {
			Path  string `json:"path"`
			Bytes int64  `json:"bytes"`
			Hash  string `json:"hash"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(body, &about); err != nil {
		out.Add(name, "", "it is no Data Package: %v", err)
		return nil
	}
	for _, r := range about.Resources {
		info, err := fs.Stat(fsys, r.Path)
		if err != nil {
			out.Add(name, "", "it names %s, which cannot be read", r.Path)
			continue
		}
		if info.Size() != r.Bytes {
			out.Add(r.Path, "", "it has %d bytes, datapackage.json says %d", info.Size(), r.Bytes)
		}
		if want := "sha256:" + listed[r.Path]; r.Hash != want {
			out.Add(r.Path, "", "datapackage.json and SHA256SUMS give different hashes")
		}
	}
	return nil
}
