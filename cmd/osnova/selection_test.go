// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"osnova/catalog"
)

// Names of --select as people write them, and the steps they mean.
func TestSelection(t *testing.T) {
	cat := &catalog.Catalog{
		Sources:    []catalog.Source{{Name: "cnap", Dir: "ingest/sources/cnap"}},
		Models:     []catalog.Model{{Name: "community", Layer: "mart", File: "transform/models/mart/community.sql"}},
		Indicators: []catalog.Indicator{{Name: "open.osbb_per_10k", File: "metrics/indicators/open.osbb_per_10k.sql"}},
		Indices:    []catalog.Index{{Name: "open_readiness", File: "metrics/indices/open_readiness.yaml"}},
		Datasets:   []catalog.Dataset{{Name: "open_readiness", File: "datasets/published/open_readiness.sql"}, {Name: "communities"}},
		Pages:      []catalog.Page{{Name: "ranking", Dir: "reports/pages/ranking", Path: "communities/index.html"}, {Name: "home", Path: "index.html"}},
	}
	steps := map[string][]string{
		"raw.cnap": nil, "mart.community": {"raw.cnap"}, "metric.open_osbb_per_10k": {"mart.community"},
		"metric.open_readiness_score": {"metric.open_osbb_per_10k"},
		"dataset open_readiness":      {"metric.open_readiness_contribution"}, "dataset communities": {"mart.community"}, "datasets": {"dataset open_readiness", "dataset communities"},
		"page ranking": {"metric.open_readiness_score"}, "page home": {"mart.community"},
	}
	makers := map[string]string{"raw.cnap": "raw.cnap", "metric.open_readiness_score": "metric.open_readiness_score", "metric.open_readiness_contribution": "metric.open_readiness_score"}
	const index = "metric.open_readiness_score"
	for given, want := range map[string]string{
		"open.osbb_per_10k":                     "metric.open_osbb_per_10k",
		"+open.osbb_per_10k":                    "mart.community, metric.open_osbb_per_10k, raw.cnap",
		"open.osbb_per_10k+":                    "dataset open_readiness, datasets, " + "metric.open_osbb_per_10k, " + index + ", page ranking",
		"open_osbb_per_10k":                     "metric.open_osbb_per_10k",
		"metrics/indices/open_readiness.yaml":   index,
		"open_readiness":                        "dataset open_readiness, datasets, " + index,
		"metric.open_readiness_contribution":    index, // a table is known by the step that makes it
		"open_readiness_contribution":           index,
		"open_readiness.csv":                    "dataset open_readiness, datasets",
		"datasets/published/open_readiness.sql": "dataset open_readiness, datasets",
		"ranking":                               "page ranking",
		"communities":                           "dataset communities, datasets, page ranking",
		"/communities/":                         "page ranking",
		"index.html":                            "page home",
		"cnap":                                  "raw.cnap",
		"transform/models/mart/community.sql":   "mart.community",
		"mart.community page home":              "mart.community, page home",
		"raw.cnap+ , dataset communities":       "", // a comma stands between words, not in one
		"page *":                                "page home, page ranking",
		" page  home  +open.osbb_per_10k":       "mart.community, metric.open_osbb_per_10k, page home, raw.cnap",
		"open.obss_per_10k":                     "",
	} {
		chosen, err := closure([]string{given}, steps, makers, publicNames(cat))
		var got []string
		for id := range chosen {
			got = append(got, id)
		}
		sort.Strings(got)
		if have := strings.Join(got, ", "); have != want || (err == nil) != (want != "") {
			t.Errorf("%q: %s (%v), want %s", given, have, err, want)
		}
	}
	if _, err := closure([]string{"open.obss_per_10k"}, steps, makers, publicNames(cat)); err == nil || !strings.Contains(err.Error(), `did you mean "open.osbb_per_10k"?`) {
		t.Errorf("a slip is answered by %v", err)
	}
	if out := apart([]string{"a b", "page x y"}, nil, nil); !slices.Equal(out, []string{"a", "b", "page x", "y"}) {
		t.Errorf("apart: %q", out)
	}
}
