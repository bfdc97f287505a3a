// SPDX-License-Identifier: Apache-2.0

package synth_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/cmd/synth"
	"osnova/ingest"
	"osnova/ingest/fetch"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parsers"
)

// ofCountry are the names of places of a synthetic country.
func ofCountry(c *synth.Country) *gazetteer.Gazetteer {
	var units []gazetteer.Unit
	for _, o := range c.Oblasts {
		units = append(units, gazetteer.Unit{Code: o.Code, Category: o.Kind, Name: o.Name, Oblast: o.Code})
		for _, r := range o.Raions {
			units = append(units, gazetteer.Unit{Code: r.Code, Category: "P", Name: r.Name, Oblast: o.Code, Parent: o.Code})
			for _, h := range r.Communities {
				units = append(units, gazetteer.Unit{Code: h.Code, Category: "H", Name: h.Name, Type: h.Type, Oblast: o.Code, Raion: r.Code, Community: h.Code, Parent: r.Code})
				for _, s := range h.Settlements {
					units = append(units, gazetteer.Unit{Code: s.Code, Category: s.Category, Name: s.Name, Oblast: o.Code, Raion: r.Code, Community: h.Code, Parent: h.Code})
					for _, d := range s.Districts {
						units = append(units, gazetteer.Unit{Code: d.Code, Category: "B", Name: d.Name, Oblast: o.Code, Raion: r.Code, Community: h.Code, Parent: s.Code})
					}
				}
			}
		}
	}
	return gazetteer.NewGazetteer(units, nil, nil)
}

// TestSyntheticBodies: the state register and the three looks of councils' registers are read as they were written: every record has the
// fate that the truth names, every body comes under its id in its community, and nothing of a person passes.
func TestSyntheticBodies(t *testing.T) {
	const seed, scale = 7, 0.1
	dir := t.TempDir()
	if err := synth.Write(context.Background(), seed, scale, dir); err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	mirror := func(_ context.Context, s catalog.Source, f catalog.File) (fetch.Content, error) {
		return fetch.OnDisk(func() (*os.File, error) {
			return os.Open(filepath.Join(dir, "mirror", filepath.FromSlash(s.MirrorPath(f))))
		})
	}
	c := synth.Invent(seed, scale)
	places := func(context.Context) (*gazetteer.Gazetteer, string, error) { return ofCountry(c), "synthetic", nil }
	registered, legal, silent := map[string]string{}, map[string]string{}, map[string]bool{}
	told := map[string]bool{}
	for _, s := range cat.Sources {
		if s.Name != "edr" && !strings.HasPrefix(s.Name, "osn_register_") {
			continue
		}
		told[s.Name] = true
		got, err := ingest.Read(context.Background(), s, parsers.Parsers[s.Name], mirror, places)
		if err != nil {
			t.Fatal(err)
		}
		fates := map[string]int{}
		for _, f := range got.Lock.Files {
			for fate, n := range map[string]int{"loaded": f.Loaded, "quarantined": f.Quarantined} {
				if n > 0 {
					fates[f.Name+" "+fate] = n
				}
			}
			for rule, n := range f.Skipped {
				fates[f.Name+" skipped:"+rule] = n
			}
		}
		want := map[string]int{}
		account, err := synth.ReadTruth(dir, "account")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range account {
			if r[0] == s.Name {
				if want[r[1]+" "+r[2]], err = strconv.Atoi(r[3]); err != nil {
					t.Fatal(err)
				}
			}
		}
		if d := cmp.Diff(want, fates); d != "" {
			t.Errorf("%s: %s", s.Name, d)
		}
		at := func(row []string, column string) string {
			if i := s.Column(column); i >= 0 {
				return row[i]
			}
			return ""
		}
		for _, row := range got.Rows {
			switch {
			case s.Name == "edr":
				legal[at(row, "osn_id")] = at(row, "community_id")
			case at(row, "none") == "true":
				silent[at(row, "place_id")] = true
			case at(row, "edrpou") != "" || registered[at(row, "osn_id")] == "":
				registered[at(row, "osn_id")] = at(row, "place_id")
			}
		}
		kept := fmt.Sprint(got.Rows, got.Bad, got.Lock)
		for _, private := range []string{"(особа", "+380", "@example", "буд."} {
			if i := strings.Index(kept, private); i >= 0 {
				t.Errorf("%s: %q passed the parser: …%s…", s.Name, private, kept[max(0, i-100):min(len(kept), i+100)])
			}
		}
	}
	if len(told) != 4 {
		t.Fatalf("sources read: %v", slices.Sorted(maps.Keys(told)))
	}
	for _, b := range c.Bodies {
		if registered[b.OSN()] != b.Community.Code {
			t.Errorf("%s %s lies in %q, not in %s", b.OSN(), b.Name, registered[b.OSN()], b.Community.Code)
		}
		if b.EDRPOU != "" && legal[b.OSN()] != b.Community.Code {
			t.Errorf("%s %s: the state register has it in %q, not in %s", b.OSN(), b.Name, legal[b.OSN()], b.Community.Code)
		}
		delete(legal, b.OSN())
	}
	if len(legal) > 0 {
		t.Errorf("the state register has bodies that are none: %v", legal)
	}
	for _, h := range c.Communities {
		if want := !h.Occupied && len(h.Bodies) == 0; silent[h.Code] != want {
			t.Errorf("%s: that it has no body is told %v, want %v", h.Code, silent[h.Code], want)
		}
	}
}
