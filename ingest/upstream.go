// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/ingest/fetch"
)

// upstream opens files where their publisher has them.
func upstream(f *fetch.Fetcher) opener {
	return func(ctx context.Context, s catalog.Source, file catalog.File) (fetch.Content, error) {
		if file.URL == "" {
			return fetch.Content{}, fmt.Errorf("source %s: file %s declares no url", s.Name, file.Name)
		}
		policy := policyOf(s)
		policy.Once = file.Once
		return f.Fetch(ctx, file.URL, policy)
	}
}

// policyOf is what a source declares about how it may be fetched.
func policyOf(s catalog.Source) fetch.Policy {
	p := fetch.Policy{Busy: s.Busy}
	for _, h := range s.Hosts {
		p.Hosts = append(p.Hosts, strings.ToLower(h))
	}
	for _, file := range s.Files {
		if file.Row != nil {
			continue // the host of a list stands in hosts
		}
		if u, err := url.Parse(file.URL); err == nil {
			p.Hosts = append(p.Hosts, strings.ToLower(u.Hostname()))
		}
	}
	if s.Rate > 0 {
		p.Pause = time.Duration(float64(time.Second) / s.Rate)
	}
	return p
}

// mirrored opens files by their mirror path under a base address.
func mirrored(f *fetch.Fetcher, base string) opener {
	return func(ctx context.Context, s catalog.Source, file catalog.File) (fetch.Content, error) {
		u, err := url.Parse(base)
		if err != nil {
			return fetch.Content{}, fmt.Errorf("mirror %s: %w", base, err)
		}
		at := u.JoinPath(strings.Split(escaped(s.MirrorPath(file)), "/")...).String()
		body, err := f.Fetch(ctx, at, fetch.Policy{Hosts: []string{strings.ToLower(u.Hostname())}, Busy: s.Busy})
		// Where and since when a mirror has a file says nothing of the links in it, nor is it to be told to the publisher.
		body.Final, body.ETag, body.LastModified, body.Published = "", "", "", ""
		return body, err
	}
}

// escaped makes a path of which every byte is a name's, a question mark too.
func escaped(path string) string { return (&url.URL{Path: path}).EscapedPath() }
