// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"testing"
)

// TestBothNamesOfARenamedCommunity: all communities that the edition of 16 May 2025 called otherwise are found by both names in the genitive of a
// council, and that the old one is a former name is noted.
func TestBothNamesOfARenamedCommunity(t *testing.T) {
	g := country(t)
	for text, notes := range map[string][]string{"Шептицької міської ради": nil, "Червоноградської міської ради": {"former_name"}} {
		got := g.Match(Query{Texts: []string{text}, Oblast: "Львівська"})
		if got.Code != "UA46120130000026331" || got.Reason != ByCommunity || !slices.Equal(got.Notes, notes) {
			t.Errorf("%q: %+v", text, got)
		}
	}
	changed, err := facts("codifier_change/facts.csv.gz", "territory_id", "category", "name_uk", "change", "level_1_id")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, r := range changed {
		if r[1] != "H" || r[3] != "renamed" {
			continue
		}
		now, _ := g.Unit(r[0])
		oblast, _ := g.Unit(r[4])
		for _, name := range []string{r[2], now.Name} {
			got := g.Match(Query{Texts: []string{name + " територіальна громада"}, Oblast: oblast.Name})
			if got.Code != r[0] && !slices.Contains(got.Alternatives, r[0]) {
				t.Errorf("%s, %s: %+v, want %s", name, oblast.Name, got, r[0])
			}
			if got.Code == r[0] {
				found++
			}
		}
	}
	if found != 91 {
		t.Errorf("%d of the 92 names of 46 communities tell one, want 91: one has a namesake in its oblast", found)
	}
}

// TestGoneUnitsAreNothingElse: a settlement that the edition in force no longer has resolves to nothing and says so, by name and by code; beside the
// community that it lay in, that is found. It is neither among all units nor suggested.
func TestGoneUnitsAreNothingElse(t *testing.T) {
	g := country(t)
	const community = "UA59060110000049734"
	for _, text := range []string{"с-ще Лучки, Сумська область", "UA59060110750096198", "КАТОТТГ UA59060110750096198, с-ще Лучки, Сумська область"} {
		got := g.Match(Query{Texts: []string{text}})
		if got.Code != "" || got.Reason != NotInForce || got.Score != 0 || !slices.Equal(got.Alternatives, []string{community}) {
			t.Errorf("%q: %+v, want gone from %s", text, got, community)
		}
	}
	h, _ := g.Unit(community)
	got := g.Match(Query{Texts: []string{"с-ще Лучки, " + h.Name + " територіальна громада, Сумська область"}})
	if got.Code != community || got.Reason != ByCommunity || !slices.Equal(got.Notes, []string{"settlement_gone"}) || got.Score != 0.95 {
		t.Errorf("beside its community: %+v", got)
	}
	got = g.Match(Query{Texts: []string{community + ", с-ще Лучки, Сумська область"}})
	if got.Code != community || got.Reason != ByCode || !slices.Equal(got.Notes, []string{"settlement_gone"}) {
		t.Errorf("beside the code of its community: %+v", got)
	}
	if got := g.Match(Query{Texts: []string{"UA21120070000032447, с-ще Лучки, Сумська область"}}); got.Reason != Contradiction {
		t.Errorf("beside the code of another community: %+v", got)
	}
	if got := g.Match(Query{Texts: []string{"с. Ожаверх, Закарпатська область"}}); slices.Contains(got.Suggestions, "UA21120070050056889") {
		t.Errorf("a unit that is gone is suggested: %+v", got)
	}
	for _, u := range g.Units() {
		if u.Gone {
			t.Errorf("%s %s is gone, and among the units", u.Code, u.Name)
		}
	}
	if u, ok := g.Unit("UA59060110750096198"); !ok || !u.Gone || u.Name != "Лучки" {
		t.Errorf("%+v, %v: want to be told what the code was", u, ok)
	}
}
