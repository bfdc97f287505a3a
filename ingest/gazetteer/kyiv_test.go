// SPDX-License-Identifier: Apache-2.0

package gazetteer

import "testing"

// TestCouncilsOfCitiesWithSpecialStatus: Kyiv and Sevastopol are no communities of the codifier, but have councils, administrations and
// districts as if they were. What may be another's is not taken for theirs.
func TestCouncilsOfCitiesWithSpecialStatus(t *testing.T) {
	const (
		kyiv, darnytsia, solomianka = "UA80000000000093317", "UA80000000000210193", "UA80000000000980793"
		sevastopol, kyivOblast      = "UA85000000000065278", "UA32000000000030281"
		poltavaDistrict, odesa      = "UA53080370010183642", "UA51100270010196805"
		none                        = ""
	)
	g := country(t)
	for _, c := range []struct {
		text, oblast, code, community string
		least                         float64
	}{
		{"Київська міська рада", "", kyiv, kyiv, 1},
		{"КИЇВСЬКА МІСЬКА РАДА", "м. Київ", kyiv, kyiv, 1},
		{"Департамент охорони Київської міської ради", "", kyiv, kyiv, 1},
		{"Київрада", "", kyiv, kyiv, 1},
		{"КМДА", "", kyiv, kyiv, 1},
		{"виконавчий орган Київської міської ради (Київська міська державна адміністрація)", "", kyiv, kyiv, 1},
		{"Управління виконавчого органу Київської міської ради (КМДА)", "", kyiv, kyiv, 1},
		{"Київська міська військова адміністрація", "", kyiv, kyiv, 1},
		{"Київська територіальна громада", "", kyiv, kyiv, 1},
		{"вул. Зоряна, 1, м. Київ, Київська міська рада", "", kyiv, kyiv, 1},
		{"Дарницька районна в місті Києві державна адміністрація", "", darnytsia, kyiv, 0.95},
		{"Дарницька районна рада, Київська міська рада", "", darnytsia, kyiv, 1},
		{"Солом’янська РДА в м. Києві", "", solomianka, kyiv, 0.95},
		{"Севастопольська міська рада", "", sevastopol, sevastopol, 1},
		{"Севастопольська міська державна адміністрація", "", sevastopol, sevastopol, 1},
		{"Київська обласна рада", "", kyivOblast, none, 1},
		{"Київська обласна державна адміністрація", "", kyivOblast, none, 1},
		{"Київська районна у м. Одесі адміністрація", "", odesa, "UA51100270000073549", 0.8},
		{"Київський район у м. Полтаві", "", poltavaDistrict, "UA53080370000025447", 0.8},
		{"Київська міська рада", "Київська область", none, none, 0},
		{"Київська міська рада", "Одеська", none, none, 0},
		{"Київська сільська рада", "", none, none, 0},
		{"Київська рада", "", none, none, 0},
		{"Київська", "", none, none, 0},
		{"КМВА", "", none, none, 0},
	} {
		got := g.Match(Query{Texts: []string{c.text}, Oblast: c.oblast})
		if got.Code != c.code || got.Community != c.community || got.Score < c.least {
			t.Errorf("%q, %q: %+v, want %q of %q, score %v at least", c.text, c.oblast, got, c.code, c.community, c.least)
		}
	}
}
