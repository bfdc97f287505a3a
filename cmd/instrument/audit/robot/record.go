// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"osnova/store/disk"
)

// Record is one visit of one site, all that its checks rest on. Bodies are kept apart, by their sha256.
type Record struct {
	Site      string     `json:"site"` // address as it was asked for
	Day       string     `json:"day"`  // of the visit, ISO
	Start     string     `json:"start,omitempty"`
	Fault     string     `json:"fault,omitempty"`   // why the start page could not be read
	Closed    bool       `json:"closed,omitempty"`  // robots.txt closes the site
	Stopped   bool       `json:"stopped,omitempty"` // time ran out before all pages were seen
	Onward    string     `json:"onward,omitempty"`  // why the page that the start page leads on to could not be seen
	Probe     Probe      `json:"probe"`
	Secure    Secure     `json:"secure"`
	Missing   string     `json:"missing,omitempty"` // sha256 of what the site sends for a page that is not there with status 200
	Pages     []Visit    `json:"pages,omitempty"`
	Resources []Resource `json:"resources,omitempty"`
}

// Probe is the first answer of the site.
type Probe struct {
	Address string `json:"address,omitempty"`
	Status  int    `json:"status,omitempty"` // 0: none came
	Millis  int64  `json:"millis,omitempty"` // until its headers came
}

// Secure is what the connection showed.
type Secure struct {
	HTTPS    string   `json:"https,omitempty"`    // valid, expired, other_name, unknown_authority, no_answer, none (the site was asked by http alone); empty: not tested
	Redirect string   `json:"redirect,omitempty"` // what http leads to: https, elsewhere, no; empty: not tested
	Version  string   `json:"version,omitempty"`  // of TLS, as 1.3
	Days     *int     `json:"days,omitempty"`     // that the certificate has left
	HSTS     string   `json:"hsts,omitempty"`     // the header
	Headers  []string `json:"headers,omitempty"`  // names of security headers that the start page came with
}

// Visit is one page that was asked for.
type Visit struct {
	URL    string `json:"url"`             // asked for
	Final  string `json:"final,omitempty"` // that answered
	Depth  int    `json:"depth"`           // links from the start page
	Status int    `json:"status,omitempty"`
	Type   string `json:"type,omitempty"` // Content-Type
	SHA256 string `json:"sha256,omitempty"`
	Fault  string `json:"fault,omitempty"`
}

// why tells in few words why a page could not be seen.
func (s Visit) why() string {
	if s.Fault != "" {
		return s.Fault
	}
	return fmt.Sprintf("it answers with status %d", s.Status)
}

// isGone reports whether an answer says that there is no such page. A server that is broken or busy, or lets nobody in, does not say so.
func (s Visit) isGone() bool {
	switch s.Status {
	case 401, 402, 403, 407, 408, 421, 423, 425, 429, 451:
		return false
	}
	return s.Status >= 400 && s.Status < 500
}

// isShut reports whether a page was asked for and could not be seen by the fault of its server: it broke, was busy or silent.
func (s Visit) isShut() bool {
	silent := s.Status == 0 && s.Fault != closedByRobots && s.Fault != otherSite
	return s.SHA256 == "" && (silent || s.Status >= 500 || s.Status == 408 || s.Status == 425 || s.Status == 429)
}

// Resource is a file that the start page draws on. Size −1: not known.
type Resource struct {
	URL    string `json:"url"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256,omitempty"` // of style sheets, which are read
}

// Bodies gives what was seen by its sha256, and keeps it.
type Bodies interface {
	Get(sum string) ([]byte, error)
	Put(sum string, body []byte) error
}

// Memory keeps bodies for one run.
type Memory map[string][]byte

// Get gives a body that was put.
func (m Memory) Get(sum string) ([]byte, error) {
	if body, ok := m[sum]; ok {
		return body, nil
	}
	return nil, fmt.Errorf("evidence %s: %w", sum, fs.ErrNotExist)
}

// Put keeps a body.
func (m Memory) Put(sum string, body []byte) error { m[sum] = body; return nil }

// Folder keeps bodies as files called by their sha256, and records beside them as <site>.json.
type Folder string

// Get reads a body and holds it against its name.
func (f Folder) Get(sum string) ([]byte, error) {
	if !sumPattern.MatchString(sum) {
		return nil, fmt.Errorf("evidence %q: is no sha256", sum)
	}
	body, err := disk.ReadRegular(filepath.Join(string(f), sum))
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	if hashBody(body) != sum {
		return nil, fmt.Errorf("evidence %s: the file was changed, its sha256 is %s", sum, hashBody(body))
	}
	return body, nil
}

// Put writes a body unless it is there.
func (f Folder) Put(sum string, body []byte) error {
	path := filepath.Join(string(f), sum)
	if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == int64(len(body)) {
		return nil
	}
	return write(path, body)
}

var sumPattern, unsafe = regexp.MustCompile(`^[0-9a-f]{64}$`), regexp.MustCompile(`[^a-z0-9.-]+`)

// Save writes the record of a visit, in the place of an earlier one of the same site.
func (f Folder) Save(r *Record) error {
	body, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return write(filepath.Join(string(f), recordName(r.Site)), append(body, '\n'))
}

// Load reads the record of a site.
func (f Folder) Load(site string) (*Record, error) {
	path := filepath.Join(string(f), recordName(site))
	body, err := disk.ReadRegular(path)
	if err != nil {
		return nil, fmt.Errorf("evidence of %s: %w", site, err)
	}
	r := &Record{}
	if err := json.Unmarshal(body, r); err != nil {
		return nil, fmt.Errorf("evidence %s: %w", path, err)
	}
	return r, nil
}

// Sites lists the sites that the folder has records of, by the names of their files.
func (f Folder) Sites() (out []string, err error) {
	files, err := filepath.Glob(filepath.Join(string(f), "*.json"))
	for _, path := range files {
		body, fault := disk.ReadRegular(path)
		if fault != nil {
			return nil, fault
		}
		r := &Record{}
		if fault := json.Unmarshal(body, r); fault != nil || r.Site == "" {
			err = errors.Join(err, fmt.Errorf("evidence %s: is no record of a visit", path))
			continue
		}
		out = append(out, r.Site)
	}
	return out, err
}

// recordName is readable and the site's own: two sites never share one.
func recordName(site string) string {
	_, name, _ := strings.Cut(site, "://")
	name = strings.Trim(unsafe.ReplaceAllString(strings.ToLower(name), "_"), "_.")
	return name[:min(len(name), 80)] + "-" + hashBody([]byte(site))[:8] + ".json"
}

func write(path string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("keep evidence: %w", err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new") // two sites may show the same bytes at once
	if err != nil {
		return fmt.Errorf("keep evidence: %w", err)
	}
	_, err = part.Write(body)
	err = errors.Join(err, part.Chmod(0o644), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep evidence: %w", err), os.Remove(part.Name()))
	}
	return nil
}

func hashBody(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
