// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The units, names and codes below are of the codifier, cut down to what the tests need.
func gazetteer() *Gazetteer {
	const (
		vin, dnp, khm, ode, kyiv = "UA05000000000010236", "UA12000000000090473", "UA68000000000099709", "UA51000000000030770", "UA80000000000093317"
		vinRaion, khmRaion       = "UA05020000000026686", "UA05120000000017020"
		nikopol, novo            = "UA12080000000023578", "UA12100000000039307"
	)
	units := []Unit{
		{Code: vin, Category: "O", Name: "Вінницька", Oblast: vin},
		{Code: dnp, Category: "O", Name: "Дніпропетровська", Oblast: dnp},
		{Code: khm, Category: "O", Name: "Хмельницька", Oblast: khm},
		{Code: ode, Category: "O", Name: "Одеська", Oblast: ode},
		{Code: "UA01000000000013043", Category: "O", Name: "Автономна Республіка Крим", Oblast: "UA01000000000013043"},
		{Code: kyiv, Category: "K", Name: "Київ", Oblast: kyiv},
		{Code: "UA80000000000210193", Category: "B", Name: "Дарницький", Oblast: kyiv, Parent: kyiv, Community: kyiv},
		{Code: vinRaion, Category: "P", Name: "Вінницький", Oblast: vin, Parent: vin},
		{Code: khmRaion, Category: "P", Name: "Хмільницький", Oblast: vin, Parent: vin},
		{Code: nikopol, Category: "P", Name: "Нікопольський", Oblast: dnp, Parent: dnp},
		{Code: novo, Category: "P", Name: "Самарівський", Oblast: dnp, Parent: dnp},
		{Code: "H-vin", Category: "H", Name: "Вінницька", Oblast: vin, Raion: vinRaion, Community: "H-vin", Type: "міська"},
		{Code: "S-vin", Category: "M", Name: "Вінниця", Oblast: vin, Raion: vinRaion, Community: "H-vin"},
		{Code: "S-des", Category: "X", Name: "Десна", Oblast: vin, Raion: vinRaion, Community: "H-vin"},
		{Code: "H-ora", Category: "H", Name: "Оратівська", Oblast: vin, Raion: vinRaion, Community: "H-ora", Type: "селищна"},
		{Code: "S-ora", Category: "X", Name: "Оратів", Oblast: vin, Raion: vinRaion, Community: "H-ora"},
		{Code: "S-tar1", Category: "C", Name: "Тарасівка", Oblast: vin, Raion: vinRaion, Community: "H-ora"},
		{Code: "S-tar2", Category: "C", Name: "Тарасівка", Oblast: vin, Raion: vinRaion, Community: "H-ora"},
		{Code: "H-zhd", Category: "H", Name: "Жданівська", Oblast: vin, Raion: khmRaion, Community: "H-zhd", Type: "сільська"},
		{Code: "S-kach", Category: "C", Name: "Качанівка", Oblast: vin, Raion: khmRaion, Community: "H-zhd"},
		{Code: "S-kam", Category: "C", Name: "Кам’янка", Oblast: vin, Raion: khmRaion, Community: "H-zhd"},
		{Code: "S-iv1", Category: "C", Name: "Іванівка", Oblast: vin, Raion: khmRaion, Community: "H-zhd"},
		{Code: "S-ivc", Category: "C", Name: "Іванівці", Oblast: vin, Raion: vinRaion, Community: "H-ora"},
		{Code: "H-pok1", Category: "H", Name: "Покровська", Oblast: dnp, Raion: nikopol, Community: "H-pok1", Type: "міська"},
		{Code: "S-pok", Category: "M", Name: "Покров", Oblast: dnp, Raion: nikopol, Community: "H-pok1"},
		{Code: "H-pok2", Category: "H", Name: "Покровська", Oblast: dnp, Raion: nikopol, Community: "H-pok2", Type: "сільська"},
		{Code: "S-pokr", Category: "C", Name: "Покровське", Oblast: dnp, Raion: nikopol, Community: "H-pok2"},
		{Code: "H-sam", Category: "H", Name: "Самарівська", Oblast: dnp, Raion: novo, Community: "H-sam", Type: "міська"},
		{Code: "S-sam", Category: "M", Name: "Самар", Oblast: dnp, Raion: novo, Community: "H-sam"},
		{Code: "S-hro", Category: "C", Name: "Громада", Oblast: dnp, Raion: novo, Community: "H-sam"},
		{Code: "H-kam", Category: "H", Name: "Кам’янець-Подільська", Oblast: khm, Community: "H-kam", Type: "міська"},
		{Code: "S-kp", Category: "M", Name: "Кам’янець-Подільський", Oblast: khm, Community: "H-kam"},
		{Code: "H-cho", Category: "H", Name: "Чорноморська", Oblast: ode, Community: "H-cho", Type: "міська"},
		{Code: "S-cho", Category: "M", Name: "Чорноморськ", Oblast: ode, Community: "H-cho"},
	}
	old := []Koatuu{
		{"S-kach", "0524880901", "Качанівка"},
		{khmRaion, "0524800000", "Хмільницький"},
		{vinRaion, "0520600000", "Вінницький"},
		{"S-ora", "0523155100", "Оратів"},
		{"H-ora", "0523155100", "Оратівська"},
		{"S-tar1", "0523184801", "Тарасівка"},
		{"S-iv1", "0524881001", "Іванівка"},
		{"S-sam", "1211900000", "Новомосковськ"},
		{novo, "1223200000", "Новомосковський"},
	}
	return NewGazetteer(units, old, []Former{{"S-cho", "Іллічівськ"}, {"UA01000000000013043", "Крим"}, {"H-zhd", "Війтівецька"}})
}

func TestMatch(t *testing.T) {
	g := gazetteer()
	for _, c := range []struct {
		name, text, oblast, raion string
		code                      string
		reason                    Reason
		score                     float64
		notes                     string
	}{
		{"whole address", "вул. Миру, 14, с. Качанівка, Жданівська територіальна громада, Вінницька область", "", "", "S-kach", ByBoth, 1, ""},
		{"capitals without dots", "УКРАЇНА, 22000, ВІННИЦЬКА ОБЛ, ХМІЛЬНИЦЬКИЙ Р-Н, СЕЛО КАЧАНІВКА, ВУЛ МИРУ, БУД 14", "", "", "S-kach", BySettlement, 1, ""},
		{"Latin letters", "с. Kaчaнiвкa, Ждaнiвcькa ТГ, Вінницька обл.", "", "", "S-kach", ByBoth, 1, ""},
		{"other apostrophe", "с. Кам`янка, Жданівська громада, Вінницька область", "", "", "S-kam", ByBoth, 1, ""},
		{"no apostrophe", "с. Камянка, Жданівська громада, Вінницька область", "", "", "S-kam", ByBoth, 0.97, "spelling"},
		{"council in the genitive", "виконавчий комітет Жданівської сільської ради", "Вінницька", "", "H-zhd", ByCommunity, 1, ""},
		{"council in capitals", "ОРАТІВСЬКА СЕЛИЩНА РАДА", "вінницька обл.", "", "H-ora", ByCommunity, 1, ""},
		{"space for a hyphen", "Кам’янець Подільська міська рада", "Хмельницька область", "", "H-kam", ByCommunity, 0.97, "spelling"},
		{"name alone", "кам'янець-подільський", "Хмельницька", "", "S-kp", BySettlement, 0.95, "no_type"},
		{"locative", "у селі Качанівці Вінницької області", "", "", "S-kach", BySettlement, 0.95, "declined"},
		{"genitive of a city", "міста Вінниці", "Вінницька", "", "S-vin", BySettlement, 0.95, "declined"},
		{"former name of a town", "м. Новомосковськ, Дніпропетровська обл", "", "", "S-sam", BySettlement, 0.95, "former_name"},
		{"name before 2016", "м. Іллічівськ, Одеська обл.", "", "", "S-cho", BySettlement, 0.95, "former_name"},
		{"former name of a community", "Війтівецька територіальна громада", "Вінницька", "", "H-zhd", ByCommunity, 0.95, "former_name"},
		{"former name of a raion", "м. Самар", "Дніпропетровська", "Новомосковський р-н", "S-sam", BySettlement, 1, ""},
		{"abolished raion", "с-ще Оратів, Оратівський район, Вінницька область", "", "", "S-ora", BySettlement, 1, ""},
		{"namesakes in one community", "с. Тарасівка, Оратівська ТГ, Вінницька область", "", "", "H-ora", ByCommunity, 0.95, "settlement_unclear"},
		{"namesake told by the abolished raion", "с. Тарасівка, Оратівська ТГ, Оратівський район, Вінницька область", "", "", "S-tar1", ByBoth, 1, ""},
		{"type tells namesakes", "Покровська сільська рада", "Дніпропетровська", "", "H-pok2", ByCommunity, 1, ""},
		{"settlement tells namesakes", "м. Покров, Покровська ТГ, Дніпропетровська область", "", "", "S-pok", ByBoth, 1, ""},
		{"namesakes", "Покровська територіальна громада, Дніпропетровська область", "", "", "", Ambiguous, 0, ""},
		{"declined or not", "у селі Іванівці, Вінницька область", "", "", "", Ambiguous, 0, ""},
		{"village called Громада", "с. Громада, Дніпропетровська область", "", "", "S-hro", BySettlement, 1, ""},
		{"initial of a street", "М. Вінниця, 5, с. Качанівка, Вінницька область", "", "", "S-kach", BySettlement, 1, ""},
		{"street like a community", "Вінницька, 5, Вінницька область", "", "", "UA05000000000010236", ByOblast, 1, ""},
		{"street with its word", "вул. Оратівська, Вінницька область", "", "", "UA05000000000010236", ByOblast, 1, ""},
		{"settlement of another community", "с. Качанівка, Оратівська громада, Вінницька область", "", "", "H-ora", ByCommunity, 0.75, "settlement_elsewhere"},
		{"settlement nowhere", "с. Невідоме, Оратівська громада, Вінницька область", "", "", "H-ora", ByCommunity, 0.7, "settlement_unknown"},
		{"village outside the raion named", "с. Качанівка, Вінницький район, Вінницька область", "", "", "", Contradiction, 0, ""},
		{"two communities", "Оратівська територіальна громада, Жданівська територіальна громада, Вінницька область", "", "", "", Contradiction, 0, ""},
		{"two oblasts", "с. Качанівка, Вінницька область", "Одеська", "", "", Contradiction, 0, ""},
		{"type word of before", "смт Десна, Вінницька область", "", "", "S-des", BySettlement, 1, ""},
		{"no oblast", "Оратівська селищна рада", "", "", "H-ora", ByCommunity, 0.85, "no_oblast"},
		{"city with special status", "просп. Миру, 9, м. Київ", "", "", "UA80000000000093317", BySettlement, 1, ""},
		{"its district", "Дарницький район, м. Київ", "", "", "UA80000000000210193", ByArea, 1, ""},
		{"raion", "Хмільницький район Вінницької області", "", "", "UA05120000000017020", ByArea, 1, ""},
		{"Crimea in full", "м. Вінниця, Автономна Республіка Крим", "", "", "", Unknown, 0, ""},
		{"oblast that is none", "АР Крим", "", "", "UA01000000000013043", ByOblast, 1, ""},
		{"raion council is no community", "Хмільницька районна рада", "Вінницька", "", "UA05120000000017020", ByArea, 1, ""},
		{"nothing", "  ", "", "", "", Empty, 0, ""},
		{"no name", "Відділ надання послуг, 5", "", "", "", NothingNamed, 0, ""},
		{"unknown council", "Незнанівська сільська рада", "Вінницька", "", "", Unknown, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := g.Match(Query{Texts: []string{c.text}, Oblast: c.oblast, Raion: c.raion})
			if got.Code != c.code || got.Reason != c.reason || got.Score != c.score || strings.Join(got.Notes, " ") != c.notes {
				t.Errorf("%q: %+v, want %s %s %v %q", c.text, got, c.code, c.reason, c.score, c.notes)
			}
		})
	}
}

func TestAlternativesAreNamed(t *testing.T) {
	got := gazetteer().Match(Query{Texts: []string{"Покровська громада"}, Oblast: "Дніпропетровська"})
	if want := []string{"H-pok1", "H-pok2"}; got.Reason != Ambiguous || !slices.Equal(got.Alternatives, want) {
		t.Errorf("%+v, want ambiguous between %v", got, want)
	}
}

// TestSecondText: the name of an institution is read only where its address does not tell the community.
func TestSecondText(t *testing.T) {
	g := gazetteer()
	got := g.Match(Query{Texts: []string{"Миру, 5, Вінницька область", "ЦНАП Оратівської селищної ради"}})
	if got.Code != "H-ora" || got.Reason != ByCouncil || got.Score != 0.95 {
		t.Errorf("%+v, want the council of the second text", got)
	}
	got = g.Match(Query{Texts: []string{"с. Качанівка, Жданівська ТГ, Вінницька область", "ЦНАП Оратівської селищної ради"}})
	if got.Code != "S-kach" || got.Score != 0.9 || !slices.Equal(got.Notes, []string{"texts_differ"}) {
		t.Errorf("%+v, want the address, and a note on the other council", got)
	}
	got = g.Match(Query{Texts: []string{"Покровська ТГ, Дніпропетровська область", "ЦНАП Покровської сільської ради"}})
	if got.Code != "H-pok2" {
		t.Errorf("%+v, want the type of the council to tell the namesakes", got)
	}
}

func TestOnly(t *testing.T) {
	g := gazetteer()
	for only, want := range map[string]string{Community: "H-vin", Settlement: ""} {
		if got := g.Match(Query{Texts: []string{"вінницька"}, Oblast: "Вінницька", Only: only}); got.Code != want {
			t.Errorf("only %s: %+v, want %q", only, got, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{"", ",", "м.", "с/рада", "м. Київ", "вул. Миру, 14, с. Качанівка, Жданівська територіальна громада, Вінницька область", "\xff,\xfe область", "у селі у селі", "Ї̈́ ѝ ї", "рада рада рада", "і\u0308 e\u0301 с\u00ad\u0308"} {
		f.Add(s, "Вінницька", "")
	}
	g := gazetteer()
	f.Fuzz(func(t *testing.T, text, oblast, raion string) {
		if n := Normal(text); Normal(n) != n {
			t.Fatalf("%q: normal %q, again %q", text, n, Normal(n))
		}
		if n := NormalizeName(text); NormalizeName(n) != n {
			t.Fatalf("%q: name %q, again %q", text, n, NormalizeName(n))
		}
		r := g.Match(Query{Texts: []string{text, oblast}, Oblast: oblast, Raion: raion})
		if _, ok := g.Unit(r.Code); ok != (r.Code != "") || (r.Score > 0) != ok || r.Score > 1 || r.Reason == "" || len(r.Alternatives) > limit {
			t.Fatalf("%q: %+v", text, r)
		}
		if again := g.Match(Query{Texts: []string{text, oblast}, Oblast: oblast, Raion: raion}); again.Code != r.Code || again.Score != r.Score || again.Reason != r.Reason {
			t.Fatalf("%q: %+v, then %+v", text, r, again)
		}
		if utf8.ValidString(text) && r.Code != "" {
			if n := g.Match(Query{Texts: []string{Normal(text), oblast}, Oblast: oblast, Raion: raion}); n.Code != r.Code {
				t.Fatalf("%q: %+v, its normal form %+v", text, r, n)
			}
		}
	})
}
