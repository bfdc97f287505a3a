// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// settledName is the list of what came once and for good, in the folder of snapshots: a line a file, written as soon as the file is whole, so that a
// run that was killed among thousands of small files goes on where it was.
const settledName = "settled.tsv"

// settledFiles is that list. A line that a killed run left half is passed over. It is safe for concurrent use.
type settledFiles struct {
	path  string
	mu    sync.Mutex
	known map[string]Snapshot // by address; nil: not read yet
	torn  bool                // the last line has no end
}

// open reads the list, once. The lock is held.
func (s *settledFiles) open() error {
	if s.known != nil {
		return nil
	}
	body, err := os.ReadFile(s.path)
	if err != nil && !os.IsNotExist(err) {
		return DiskError{fmt.Errorf("read the list of settled files: %w", err)}
	}
	s.known, s.torn = map[string]Snapshot{}, len(body) > 0 && body[len(body)-1] != '\n'
	lines := strings.Split(string(body), "\n")
	for _, line := range lines[:len(lines)-1] { // behind the last line end is nothing, or what is torn
		part := strings.Split(line, "\t")
		if len(part) != 4 || len(part[0]) != 64 {
			continue
		}
		size, err := strconv.ParseInt(part[1], 10, 64)
		if err != nil {
			continue
		}
		s.known[part[3]] = Snapshot{URL: part[3], Accessed: part[2], SHA256: part[0], Size: size}
	}
	return nil
}

// get tells what came from an address once.
func (s *settledFiles) get(address string) (Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.open()
	return s.known[address], err
}

// put writes a line of a file that came.
func (s *settledFiles) put(address string, b Snapshot) error {
	if strings.ContainsAny(address, "\t\n\r") {
		return nil // it cannot stand in a line, and is asked again
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(); err != nil {
		return err
	}
	file, err := os.OpenFile(s.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return DiskError{fmt.Errorf("note a settled file: %w", err)}
	}
	defer file.Close()
	line := fmt.Sprintf("%s\t%d\t%s\t%s\n", b.SHA256, b.Size, b.Accessed, address)
	if s.torn {
		line = "\n" + line
	}
	if _, err := file.WriteString(line); err != nil {
		return DiskError{fmt.Errorf("note a settled file: %w", err)}
	}
	s.torn = false
	s.known[address] = b
	return nil
}

// fetchOnce gives what came from the address for good, if its source says that there is such a thing and the bytes are still there; else it asks.
func (f *Fetcher) fetchOnce(ctx context.Context, address string, policy Policy, known Snapshot) (Content, error) {
	if !policy.Once || f.Dir == "" || f.fault != nil {
		return f.fetchRetrying(ctx, address, policy, known)
	}
	had, err := f.settled.get(address)
	if err != nil {
		return Content{}, err
	}
	if had.SHA256 != "" {
		body, err := f.small.get(had.SHA256)
		if err != nil {
			body, err = FileContent(filepath.Join(f.Dir, had.SHA256))
		}
		if err == nil && body.SHA256 == had.SHA256 {
			body.Snapshot = had
			return body, nil
		}
	}
	body, err := f.fetchRetrying(ctx, address, policy, known)
	if err == nil {
		err = f.settled.put(address, body.Snapshot)
	}
	return body, err
}
