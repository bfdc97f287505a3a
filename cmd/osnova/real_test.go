// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/store"
)

var (
	builtOnce sync.Once
	builtDir  string
)

// built is the folder of one build on the embedded facts, shared by the tests that only read it.
func built(t *testing.T) string {
	t.Helper()
	builtOnce.Do(func() {
		dir, err := os.MkdirTemp("", "osnova-built")
		if err != nil {
			t.Fatal(err)
		}
		build(t, exitFine, "build", "--out", dir)
		builtDir = dir
	})
	if builtDir == "" {
		t.Fatal("the build failed in another test")
	}
	return builtDir
}

// database opens a copy of the built database.
func database(t *testing.T) *store.Store {
	t.Helper()
	s := &store.Store{Path: filepath.Join(built(t), "osnova.duckdb"), WorkDir: t.TempDir()}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestMainJobHoldsTheRealNumbers holds what the sources are known to contain; each figure is stated with its source in docs/data-notes.md.
func TestMainJobHoldsTheRealNumbers(t *testing.T) {
	s := database(t)
	for _, c := range []struct {
		what, query string
		want        [][]any
	}{
		{
			"units of the codifier by category", "select category, count(*) from mart.territory group by category order by category",
			[][]any{{"B", int64(108)}, {"C", int64(27261)}, {"H", int64(1772)}, {"K", int64(2)}, {"M", int64(461)}, {"O", int64(25)}, {"P", int64(136)}, {"X", int64(1979)}},
		},
		{
			"since the edition of 16.05.2025: units renamed, of them communities, of another category, gone; communities that say their former name and had a page by it",
			"select count(*) filter (change = 'renamed'), count(*) filter (change = 'renamed' and level = 'community'), count(*) filter (change = 'retyped'), count(*) filter (change = 'gone' and name_now_uk is null), (select count(former_slug) from mart.community where former_title_uk <> title_uk) from mart.territory_change",
			[][]any{{int64(246), int64(46), int64(28), int64(4), int64(46)}},
		},
		{
			"a renamed community and its raion in English: not by OCHA's old name", "select c.title_uk, c.title_en, c.former_title_en, c.slug, c.former_slug, c.raion_en from mart.community c where community_id = 'UA46120130000026331'",
			[][]any{{"Шептицька міська громада", "Sheptytska urban community", "Chervonohradska urban community", "sheptytska-4612013", "chervonohradska-4612013", "Sheptytskyi"}},
		},
		{
			"communities: all with Kyiv and Sevastopol, in the list, ranked", "select count(*), count(*) filter (in_scope), count(*) filter (is_ranked) from mart.community",
			[][]any{{int64(1774), int64(1469), int64(1263)}},
		},
		{
			"control: freed by November 2022, of them called occupied; called occupied in the list; at the highest level of risk without being called so, of them ranked",
			"select count(*) filter (war_status = 'occupied' and deoccupied is not null), count(*) filter (war_status = 'occupied' and deoccupied is not null and occupied), count(*) filter (in_scope and occupied), count(*) filter (in_scope and not occupied and schooling_risk = 'prohibitive'), count(*) filter (not occupied and schooling_risk = 'prohibitive' and is_ranked) from mart.community",
			[][]any{{int64(27), int64(0), int64(140), int64(66), int64(0)}},
		},
		{
			"occupied before 2022 and in September 2022", "select count(*) filter (occupied_before_2022), (select count(*) from raw.kse_war_status where status_2022_09 = 'occupied') from raw.kse_community",
			[][]any{{int64(31), int64(167)}},
		},
		{"an old code of a community and its centre gives the community", "select count(*) from mart.koatuu k where category <> 'H' and exists (select 1 from raw.koatuu_crosswalk x where x.koatuu = k.koatuu and x.category = 'H')", [][]any{{int64(0)}}},
		{
			"community-years of budgets", "select year, count(*), bool_or(partial) from mart.budget_year group by year order by year",
			[][]any{{int64(2021), int64(1469), false}, {int64(2022), int64(1469), false}, {int64(2023), int64(1469), true}},
		},
		{
			"spending of 2021 by code: communities, of them under codes of informatization and of broadband, kopiikas of informatization, broadband and all",
			"select count(*), count(*) filter (informatization_uah > 0), count(*) filter (broadband_uah > 0), round(100 * sum(informatization_uah))::bigint, " +
				"round(100 * sum(broadband_uah))::bigint, round(100 * sum(total_uah))::bigint from mart.spending_year",
			[][]any{{int64(1438), int64(74), int64(579), int64(29836466245), int64(24655695438), int64(38930775710140)}},
		},
		{
			"informatization of 2021 per resident of Vinnytsia, communities with a value, of them zero",
			"select round(max(value) filter (territory_id = 'UA05020030000031457'), 8), count(value), count(*) filter (value = 0) from metric.d5_1 where level = 'community' and period = '2021'",
			[][]any{{19.10463614, int64(1438), int64(1364)}},
		},
		{
			"raw totals of e-DEM", "select count(*), count(*) filter (petitions), count(*) filter (consultations), count(*) filter (participatory_budget), count(*) filter (open_community) from raw.edem",
			[][]any{{int64(331), int64(208), int64(123), int64(187), int64(92)}},
		},
		{
			"e-DEM names matched", "select match_method, count(*) from staging.edem_match group by match_method order by match_method",
			[][]any{{"ambiguous", int64(5)}, {"oblast_and_name", int64(326)}},
		},
		{"points of the CNAP register, with conditions", "select count(*), count(*) filter (known) from mart.cnap_point", [][]any{{int64(3432), int64(2489)}}},
		{"points matched by address, at least 2,879", "select count(*) >= 2879 from mart.cnap_point where match_method = 'address'", [][]any{{true}}},
		{"no point is matched to two communities", "select count(*) from (select point_id from mart.cnap_point group by point_id having count(*) > 1)", [][]any{{int64(0)}}},
		{"nothing is said of communities that the copy of the register does not hold", "select count(*) from mart.cnap_community where status = 'unknown' and (points is not null or workers is not null)", [][]any{{int64(0)}}},
		{
			"communities without a point in the copy: values of service conditions, scores of the node", "select (select count(value) from metric.open_service_conditions o join mart.cnap_community k on k.community_id = o.territory_id where k.status = 'unknown'), (select count(value) from metric.open_readiness_score s join mart.cnap_community k on k.community_id = s.unit_id where k.status = 'unknown' and s.node_id = 'service')",
			[][]any{{int64(0), int64(0)}},
		},
		{"no value of a lower bound is 0 by absence", "select count(*) from metric.observation where level = 'community' and value = 0 and indicator_id in ('open.edem_tools', 'open.edem_petitions', 'open.youth_councils', 'open.cnap_present')", [][]any{{int64(0)}}},
		{
			"residents in cells for survey weights: cells, all, in Kyiv, shares", "select count(*), sum(residents)::bigint, (select residents from mart.oblast where short_uk = 'Київ'), round(sum(share), 9) from mart.resident_population",
			[][]any{{int64(1666), int64(40997698), int64(2910994), 1.0}},
		},
		{"outlines of communities, of them on the codifier", "select count(*), count(territory_id) from mart.boundary where level = 'hromada'", [][]any{{int64(1767), int64(1766)}}},
		{"no occupied community has a rank", "select count(*) from metric.open_readiness_score s join mart.community c on c.community_id = s.unit_id where s.rank is not null and not c.is_ranked", [][]any{{int64(0)}}},
		{"nothing is inherited downward: no community value without a source row", "select count(*) from metric.observation where level = 'community' and obs_status = 'i'", [][]any{{int64(0)}}},
		{
			"UN EGDI of Ukraine", "select year, indicator_id, value from mart.country_value where country_code = 'UA' and indicator_id in ('un.egdi', 'un.rank') and year >= 2020 order by year desc, indicator_id",
			[][]any{{int64(2024), "un.egdi", 0.88407}, {int64(2024), "un.rank", 30.0}, {int64(2022), "un.egdi", 0.8029}, {int64(2022), "un.rank", 46.0}, {int64(2020), "un.egdi", 0.7119}, {int64(2020), "un.rank", 69.0}},
		},
		{
			"eGovernment Benchmark of the collection of 2023: EU27 and Ukraine", "select country_code, round(value, 1) from mart.country_value where indicator_id = 'egov.0' and breakdown = '2023' and country_code in ('UA', 'EU27') order by 1",
			[][]any{{"EU27", 74.6}, {"UA", 51.0}},
		},
		{"members of DESI 2022, with the EU", "select count(distinct country_code) from mart.country_value where source_id = 'desi_2022'", [][]any{{int64(28)}}},
		{"respondents of ESS behind the group tables", "select rows_in from mart.data_quality where source_id = 'ess10_ukraine'", [][]any{{int64(1531)}}},
		{"no share of the survey rests on fewer than thirty", "select count(*) from metric.survey_group where n < 30 and share is not null", [][]any{{int64(0)}}},
		{"women of 16–74 online weekly in Ukraine, 2019", "select value from mart.internet_use where country_code = 'UA' and sex = 'female' and age = '16-74' and year = 2019", [][]any{{71.8}}},
		{
			"live iGov rows: used and skipped for abolished raions or without a city", "select loaded + coalesce(regexp_extract(skipped_rules, 'abolished_raion=(\\d+)', 1)::bigint, 0) + coalesce(regexp_extract(skipped_rules, 'no_city=(\\d+)', 1)::bigint, 0) from mart.data_quality where source_id = 'igov_services' and file = 'ServiceData.csv'",
			[][]any{{int64(3982)}},
		},
		{"every file's records are accounted for", "select count(*) from mart.data_quality where rows_in <> loaded + quarantined + skipped", [][]any{{int64(0)}}},
		{"services, indicators declared", "select (select count(*) from mart.service), (select count(*) from mart.methodology)", [][]any{{int64(42), int64(59)}}},
		{"every ranked unit has a page address of its own", "select count(*) - count(distinct slug) from mart.community", [][]any{{int64(0)}}},
	} {
		got, err := s.Select(context.Background(), c.query)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if d := cmp.Diff(c.want, got.Values); d != "" {
			t.Errorf("%s:\n%s", c.what, d)
		}
	}
}

// TestEDemocracyEqualsThePublishedMatch compares our match of names with the codes that the publisher of the list gave later.
func TestEDemocracyEqualsThePublishedMatch(t *testing.T) {
	f, err := os.Open("../../../shared/data/edem/edem-data-derived.csv")
	if err != nil {
		t.Skip("the real files are not in ../shared/data beside the project")
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][4]bool{}
	for _, r := range records[1:] {
		want[r[6]] = [4]bool{r[2] == "1", r[3] == "1", r[4] == "1", r[5] == "1"}
	}
	got, err := database(t).Select(context.Background(), "select community_id, petitions, consultations, participatory_budget, open_community from staging.edem_match where community_id is not null")
	if err != nil {
		t.Fatal(err)
	}
	equal := 0
	for _, r := range got.Values {
		if want[r[0].(string)] == [4]bool{r[1].(bool), r[2].(bool), r[3].(bool), r[4].(bool)} {
			equal++
			continue
		}
		t.Errorf("%s differs from the published match", r[0])
	}
	if equal != 326 {
		t.Errorf("%d matches are equal, want 326", equal)
	}
}

// TestPagesNameTheirOwnSources: a page of a community names the sources of which it shows something, and no others.
func TestPagesNameTheirOwnSources(t *testing.T) {
	list := func(page string) string {
		body, err := os.ReadFile(filepath.Join(built(t), "site", "en", "communities", page))
		if err != nil {
			t.Fatal(err)
		}
		_, sources, ok := strings.Cut(string(body), `id="sources"`)
		if !ok {
			t.Fatalf("%s names no sources", page)
		}
		return sources
	}
	for page, c := range map[string]struct{ with, without []string }{
		"vinnytska-0502003.html": {[]string{"e-dem.ua", "CNAP register", "OpenBudget", "iGov.org.ua"}, nil},
		"kyiv-8000000.html":      {[]string{"CNAP register", "State Statistics Service of Ukraine, from KSE"}, []string{"e-dem.ua", "OpenBudget", "present population", "full_dataset"}},
	} {
		sources := list(page)
		for _, want := range c.with {
			if !strings.Contains(sources, want) {
				t.Errorf("%s does not name %s", page, want)
			}
		}
		for _, other := range c.without {
			if strings.Contains(sources, other) {
				t.Errorf("%s names %s, of which it shows nothing", page, other)
			}
		}
	}
}
