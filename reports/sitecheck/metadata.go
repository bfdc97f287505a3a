// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// metadata holds what the files about all datasets say of them: index.json of rows, columns, sizes and sums; the catalogue in both its forms of sizes and sums.
func (c *check) metadata() error {
	body, err := os.ReadFile(filepath.Join(c.data, "index.json"))
	if err != nil {
		return err
	}
	var index struct {
		Datasets []struct {
			Name    string
			Rows    int64
			Columns []string
			Files   []struct {
				Path, SHA256 string
				Bytes        int
			}
		}
	}
	if err := json.Unmarshal(body, &index); err != nil {
		return fmt.Errorf("index.json: %w", err)
	}
	sums := map[string]string{}
	sum := func(name string) (int, string) {
		body, err := os.ReadFile(filepath.Join(c.data, filepath.FromSlash(name)))
		if err != nil {
			return -1, "no file"
		}
		if sums[name] == "" {
			h := sha256.Sum256(body)
			sums[name] = hex.EncodeToString(h[:])
		}
		return len(body), sums[name]
	}
	for _, d := range index.Datasets {
		rows, err := c.st.Select(c.ctx, fmt.Sprintf("select count(*) from main.%q", d.Name))
		if err != nil {
			c.found.Add("data/index.json", "", "%s: there is no such table", d.Name)
			continue
		}
		if n := rows.Values[0][0].(int64); n != d.Rows {
			c.found.Add("data/index.json", "", "%s: it tells of %d rows, the table has %d", d.Name, d.Rows, n)
		}
		if !slices.Equal(d.Columns, c.columns[d.Name]) {
			c.found.Add("data/index.json", "", "%s: its columns are not those of the table", d.Name)
		}
		for _, f := range d.Files {
			if n, h := sum(f.Path); n != f.Bytes || h != f.SHA256 {
				c.found.Add("data/index.json", "", "%s: %d bytes with sum %.12s, the file has %d with %.12s", f.Path, f.Bytes, f.SHA256, n, h)
			}
		}
	}
	for file, pattern := range distribution {
		body, err := os.ReadFile(filepath.Join(c.data, file))
		if err != nil {
			return err
		}
		met := 0
		for _, m := range pattern.FindAllSubmatch(body, -1) {
			met++
			name, size, told := string(m[pattern.SubexpIndex("file")]), string(m[pattern.SubexpIndex("size")]), string(m[pattern.SubexpIndex("sum")])
			if n, h := sum(name); strconv.Itoa(n) != size || h != told {
				c.found.Add("data/"+file, "", "%s: %s bytes with sum %.12s, the file has %d with %.12s", name, size, told, n, h)
			}
		}
		if met < len(index.Datasets) {
			c.found.Add("data/"+file, "", "it tells the size and sum of %d files only", met)
		}
	}
	return nil
}

// distribution finds what a form of the catalogue says of a file.
var distribution = map[string]*regexp.Regexp{
	"catalog.ttl":    regexp.MustCompile(`dcat:downloadURL <(?P<file>[^>]+)>(?s:.*?)byteSize "(?P<size>\d+)"(?s:.*?)checksumValue "(?P<sum>[0-9a-f]+)"`),
	"catalog.jsonld": regexp.MustCompile(`"dcat:byteSize"(?s:.*?)"@value": ?"(?P<size>\d+)"(?s:.*?)"dcat:downloadURL"(?s:.*?)"@id": ?"(?P<file>[^"]+)"(?s:.*?)"spdx:checksumValue"(?s:.*?)"@value": ?"(?P<sum>[0-9a-f]+)"`),
}
