// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
)

// stagePlaces gives the names of places of the project, made once for all tests.
func stagePlaces(t testing.TB) OpenGazetteer {
	t.Helper()
	return func(ctx context.Context) (*gazetteer.Gazetteer, string, error) {
		st, err := placesStage()
		if err != nil {
			return nil, "", err
		}
		return st.places(ctx)
	}
}

var placesStage = sync.OnceValues(func() (*Stage, error) {
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		return nil, err
	}
	st := &Stage{Catalog: cat, Files: os.DirFS("..")}
	_, _, err = st.places(context.Background()) // tests that run at once only read it from here on
	return st, err
})

// TestMatchedFactsAreOfToday: the facts of sources that match names were made with the names that lie beside them.
func TestMatchedFactsAreOfToday(t *testing.T) {
	st, err := placesStage()
	if err != nil {
		t.Fatal(err)
	}
	matching := 0
	for _, s := range st.Catalog.Sources {
		if s.Match == nil || s.Awaited != (catalog.Text{}) {
			continue
		}
		f, err := Embedded(st.Files, s)
		if errors.Is(err, fs.ErrNotExist) {
			continue // its first file is awaited
		}
		matching++
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range st.outdated(s, f) {
			t.Error(found)
		}
		f.Lock.Places = "others"
		if found := st.outdated(s, f); len(found) != 1 {
			t.Errorf("facts matched with other names leave %d findings, want 1", len(found))
		}
	}
	if matching < 2 {
		t.Errorf("%d sources match names", matching)
	}
}

// TestEveryUnitIsFoundByItsAddress: all units of the codifier match themselves by their full address; of namesakes in one raion none is
// chosen and all are named.
func TestEveryUnitIsFoundByItsAddress(t *testing.T) {
	g, _, err := stagePlaces(t)(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(g.Units()); n != 31744 {
		t.Errorf("%d units, the codifier of 07.07.2026 has 31744", n)
	}
	namesakes := 0
	for _, u := range g.Units() {
		text := g.Address(u.Code)
		got := g.Match(gazetteer.Query{Texts: []string{text}})
		switch {
		case got.Code == u.Code:
			if got.Score < 0.9 {
				t.Errorf("%s %q: score %v, %v", u.Code, text, got.Score, got.Notes)
			}
		case slices.Contains(got.Alternatives, u.Code) && (got.Code == "" || got.Code == u.Community):
			namesakes++
			for _, other := range got.Alternatives {
				if o, _ := g.Unit(other); o.Raion != u.Raion {
					t.Errorf("%s %q is not told from %s, which lies in another raion", u.Code, text, other)
				}
			}
		default:
			t.Errorf("%s %q: %+v", u.Code, text, got)
		}
	}
	if namesakes != 136 {
		t.Errorf("%d units share their name with another one of their community or raion, want 136", namesakes)
	}
}

// TestDirtDoesNotMatter: what offices and machines do to the spelling of an address changes no match.
func TestDirtDoesNotMatter(t *testing.T) {
	g, _, err := stagePlaces(t)(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	dirt := map[string]func(string) string{
		"capitals":    strings.ToUpper,
		"small":       strings.ToLower,
		"apostrophe":  func(s string) string { return strings.ReplaceAll(s, "’", "'") },
		"backtick":    func(s string) string { return strings.ReplaceAll(s, "’", "`") },
		"letter":      func(s string) string { return strings.ReplaceAll(s, "’", "ʼ") },
		"dash":        func(s string) string { return strings.ReplaceAll(s, "-", "–") },
		"Latin":       strings.NewReplacer("і", "i", "о", "o", "а", "a", "е", "e", "с", "c", "р", "p").Replace,
		"spaces":      func(s string) string { return "  " + strings.ReplaceAll(s, " ", "\u00a0 ") + "\t" },
		"soft hyphen": func(s string) string { return strings.ReplaceAll(s, "ськ", "сь\u00adк") },
		"short":       strings.NewReplacer("територіальна громада", "ТГ", "район", "р-н", "область", "обл.").Replace,
		"street":      func(s string) string { return "вул. Київська, буд. 5, кв. 12, " + s },
		"index":       func(s string) string { return "21000, Україна, " + s },
	}
	names := slices.Sorted(maps.Keys(dirt))
	units := g.Units()
	rapid.Check(t, func(t *rapid.T) {
		u := units[rapid.IntRange(0, len(units)-1).Draw(t, "unit")]
		clean := g.Address(u.Code)
		dirty := clean
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 4).Draw(t, "dirt") {
			dirty = dirt[name](dirty)
		}
		want, got := g.Match(gazetteer.Query{Texts: []string{clean}}), g.Match(gazetteer.Query{Texts: []string{dirty}})
		if got.Code != want.Code || got.Reason != want.Reason {
			t.Fatalf("%q gives %+v, %q gives %+v", clean, want, dirty, got)
		}
	})
}

// TestNoConstructedAddressIsMatchedWrongly: addresses of every settlement, in five forms that say more or less, are matched to its community
// or left alone. The figures stand in docs/matching.md.
func TestNoConstructedAddressIsMatchedWrongly(t *testing.T) {
	g, _, err := stagePlaces(t)(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	name := func(code string) string { u, _ := g.Unit(code); return u.Name }
	word := map[string]string{"M": "м. ", "X": "смт ", "C": "с. "}
	forms := []struct {
		what  string
		write func(u gazetteer.Unit, oblast string) string
		least int // right ones
	}{
		{"settlement and community", func(u gazetteer.Unit, o string) string {
			return "вул. Миру, 5, " + word[u.Category] + u.Name + ", " + name(u.Community) + " ТГ, " + o
		}, 29673},
		{"settlement and raion", func(u gazetteer.Unit, o string) string {
			return o + ", " + name(u.Raion) + " р-н, " + word[u.Category] + u.Name + ", вул. Миру, 5"
		}, 27261},
		{"settlement", func(u gazetteer.Unit, o string) string {
			return o + ", " + word[u.Category] + u.Name + ", вул. Миру, 5"
		}, 22873}, // some share their name with what another unit of the oblast was called in the edition of 16.05.2025
		{"council", func(u gazetteer.Unit, o string) string {
			return "Виконавчий комітет " + strings.TrimSuffix(name(u.Community), "а") + "ої ради, " + o
		}, 29246},
		{"bare name", func(u gazetteer.Unit, o string) string { return u.Name + ", " + o }, 22000},
	}
	for _, f := range forms {
		right, all := 0, 0
		for _, u := range g.Units() {
			if word[u.Category] == "" || u.Raion == "" || u.Community == "" {
				continue
			}
			oblast := name(u.Oblast)
			if strings.HasSuffix(oblast, "а") {
				oblast += " область"
			}
			all++
			text := f.write(u, oblast)
			switch got := g.Match(gazetteer.Query{Texts: []string{text}}); got.Community {
			case u.Community:
				right++
			case "":
			default:
				t.Errorf("%s: %q: %+v, it lies in %s", f.what, text, got, u.Community)
			}
		}
		t.Logf("%s: %d of %d right, none wrong", f.what, right, all)
		if right < f.least {
			t.Errorf("%s: %d of %d right, there were %d", f.what, right, all, f.least)
		}
	}
}

// TestAbolishedRaions: the raions of three oblasts before 2020 are known by the names that KOATUU had for them.
func TestAbolishedRaions(t *testing.T) {
	g, _, err := stagePlaces(t)(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for oblast, raions := range map[string]string{
		"Вінницька область": "Барський Бершадський Вінницький Гайсинський Жмеринський Іллінецький Козятинський Калинівський Крижопільський Липовецький Літинський " +
			"Могилів-Подільський Мурованокуриловецький Немирівський Оратівський Піщанський Погребищенський Теплицький Томашпільський Тростянецький Тульчинський " +
			"Тиврівський Хмільницький Чернівецький Чечельницький Шаргородський Ямпільський",
		"Київська область": "Баришівський Білоцерківський Богуславський Бориспільський Бородянський Броварський Васильківський Вишгородський Володарський Згурівський " +
			"Іванківський Кагарлицький Києво-Святошинський Макарівський Миронівський Обухівський Переяслав-Хмельницький Поліський Рокитнянський Сквирський " +
			"Ставищенський Таращанський Тетіївський Фастівський Яготинський",
		"АР Крим": "Бахчисарайський Білогірський Джанкойський Кіровський Красногвардійський Красноперекопський Ленінський Нижньогірський Первомайський " +
			"Роздольненський Сакський Сімферопольський Совєтський Чорноморський",
	} {
		for _, raion := range strings.Fields(raions) {
			got := g.Match(gazetteer.Query{Texts: []string{raion + " район, " + oblast}})
			if got.Reason != gazetteer.ByArea && got.Reason != gazetteer.Ambiguous {
				t.Errorf("%s район, %s: %+v, the raion is not known", raion, oblast, got)
			}
		}
	}
}
