// SPDX-License-Identifier: Apache-2.0

// Package community_strategies reads for which communities a development strategy is known.
package community_strategies

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"

	"osnova/ingest/parse"
)

// community is what is taken of a record; all that a language model wrote of it but the year stays behind.
type community struct {
	Katottg      string
	StrategyURL  string `json:"StrategyUrl"`
	StrategyYear *int
}

// Parse reads the list, plain or packed with gzip. Records of one code become one row: a strategy known in any of them is known,
// and the newest year counts. A year after the release is rejected, its row is kept without it.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("data")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		if body, err = unpack(body); err != nil {
			return &parse.Error{File: file, What: "the archive cannot be unpacked: " + err.Error(), Hint: "the file may be truncated"}
		}
	}
	var list []community
	if err := json.Unmarshal(body, &list); err != nil {
		return &parse.Error{File: file, What: "the JSON cannot be read: " + err.Error(), Hint: "a list of communities is expected"}
	}
	last, err := strconv.Atoi(in.Source.AsOf[:min(4, len(in.Source.AsOf))])
	if err != nil {
		return fmt.Errorf("source %s: as_of %q begins with no year", in.Source.Name, in.Source.AsOf)
	}
	t, years := out.File(file), map[string]int{}
	for i, c := range list {
		t.In++
		code := parse.TrimSpace(c.Katottg)
		switch {
		case code == "":
			t.Skip("no_code")
			continue
		case len(code) != 19:
			t.Reject(i+1, "territory_id", code, "is no KATOTTG code")
			continue
		}
		t.Used()
		year := -1 // none known
		if c.StrategyURL != "" {
			year = 0 // known, without a year
			if c.StrategyYear != nil {
				if year = *c.StrategyYear; year > last {
					t.RejectCell(i+1, "strategy_year", strconv.Itoa(year), "is after the release of "+in.Source.AsOf)
					year = 0
				}
			}
		}
		if before, ok := years[code]; !ok || year > before {
			years[code] = year
		}
	}
	return write(years, out)
}

func write(years map[string]int, out *parse.Sheet) error {
	codes := make([]string, 0, len(years))
	for c := range years {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	for _, c := range codes {
		year := ""
		if years[c] > 0 {
			year = strconv.Itoa(years[c])
		}
		if err := out.Add([]string{c, strconv.FormatBool(years[c] >= 0), year}); err != nil {
			return err
		}
	}
	return nil
}

func unpack(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, 1<<28))
}
