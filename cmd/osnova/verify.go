// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"osnova/datasets"
	"osnova/ingest/fetch"
)

func (a *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify DIR|URL",
		Short: "Hold a folder of datasets against its checksums and schemas",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("verify takes one folder or address, such as build/site/data")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			dir := args[0]
			if strings.HasPrefix(dir, "http://") || strings.HasPrefix(dir, "https://") {
				fetched, err := fetchDatasets(c.Context(), dir)
				if err != nil {
					return err
				}
				defer os.RemoveAll(fetched)
				dir = fetched
			}
			findings, err := datasets.Verify(dir)
			if err != nil {
				return err
			}
			a.findings = append(a.findings, findings...)
			if len(findings) == 0 {
				fmt.Fprintln(a.stdout, "fine:", args[0])
			}
			return nil
		},
	}
}

// fetchDatasets takes the files that SHA256SUMS under the address names into a folder of their own.
func fetchDatasets(ctx context.Context, base string) (dir string, err error) {
	fetcher := &fetch.Fetcher{UserAgent: userAgent(""), Trusted: fetch.HostPort(base), Pause: 20 * time.Millisecond}
	get := func(name string) ([]byte, error) {
		address, err := url.JoinPath(base, name)
		if err != nil {
			return nil, usage("%s is no address", base)
		}
		return fetcher.Get(ctx, address)
	}
	sums, err := get("SHA256SUMS")
	if err != nil {
		return "", err
	}
	dir, err = os.MkdirTemp("", "osnova-verify")
	if err != nil {
		return "", fmt.Errorf("make a folder: %w", err)
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	names := []string{"SHA256SUMS"}
	for _, line := range strings.Split(strings.TrimSpace(string(sums)), "\n") {
		_, name, ok := strings.Cut(line, "  ")
		if !ok || !fs.ValidPath(name) || strings.Contains(name, "\\") {
			return dir, fmt.Errorf("SHA256SUMS of %s names no file in %q", base, line)
		}
		names = append(names, name)
	}
	for _, name := range names {
		body, err := get(name)
		if err != nil {
			return dir, err
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return dir, fmt.Errorf("make the folder of %s: %w", name, err)
		}
		if err := os.WriteFile(path, body, 0o644); err != nil {
			return dir, fmt.Errorf("keep %s: %w", name, err)
		}
	}
	return dir, nil
}
