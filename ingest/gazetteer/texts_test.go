// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
	"testing"
)

// textCase is an invented text with what it should lead to: names of units from the nearest up, its notes, and whether none is found.
type textCase struct {
	text, want string
	reason     Reason
	notes      string
}

func checkTexts(t *testing.T, texts []textCase) {
	t.Helper()
	g := country(t)
	for _, c := range texts {
		got := g.Match(Query{Texts: []string{c.text}})
		at, notes := g.Address(got.Code), strings.Join(got.Notes, " ")
		if !strings.HasPrefix(at, c.want) || (at == "") != (c.want == "") || got.Reason != c.reason || notes != c.notes {
			t.Errorf("%q is %q, %+v; want %q %s %q", c.text, at, got, c.want, c.reason, c.notes)
		}
	}
}

// TestUnreadWords: a name beside its oblast is read without a comma; what is not read is told, and lowers the score.
func TestUnreadWords(t *testing.T) {
	checkTexts(t, []textCase{
		{"Черкаси Черкаська область", "м. Черкаси, Черкаська", BySettlement, "no_type"},
		{"Черкаська область Умань", "м. Умань, Уманська", BySettlement, "no_type"},
		{"Умань Черкаська обл", "м. Умань, Уманська", BySettlement, "no_type"},
		{"Могилів – Подільський Вінницька область", "м. Могилів-Подільський", BySettlement, "spelling no_type"},
		{"20300 Умань, Черкаська обл.", "м. Умань, Уманська", BySettlement, "no_type"},
		{"Умань, 20300, Черкаська обл.", "м. Умань, Уманська", BySettlement, "no_type"},
		{"Полтавська обл Лубни просп Незалежності 7", "м. Лубни", BySettlement, "no_type"},
		{"вул. Садова Лубни Полтавська обл.", "Полтавська область", ByOblast, ""}, // the words of a street end with a comma or a number
		{"ЦНАП Лубни Полтавська обл.", "м. Лубни", BySettlement, "no_type"},
		{"Черкаська область Христинівська громада", "Христинівська територіальна громада", ByCommunity, ""},
		{"Черкаська область хтозна де", "Черкаська область", ByOblast, "unread only_above"},
		{"Черкаська область, Умнаь", "Черкаська область", ByOblast, "unread only_above"},
		{"Черкаська обл., Уманський р-н, Умнаь", "Уманський район", ByArea, "unread only_above"},
		{"Христинівська громада, Черкаська область, хтозна", "Христинівська територіальна громада", ByCommunity, "unread"},
		{"Уманська міська рада Черкаської області, будинок зі шпилем", "Уманська територіальна громада", ByCommunity, ""},
		{"Відділ надання адміністративних послуг Уманської міської ради, Черкаська область", "Уманська територіальна громада", ByCommunity, ""},
		{"Верховинська селищна, Івано-Франківська область", "Верховинська територіальна громада", ByCommunity, ""},
		{"Шепетівка, Хмельницька", "м. Шепетівка", BySettlement, "no_type"},
		{"Шепетівка Хмельницька", "м. Шепетівка", BySettlement, "no_type"},
		{"Хмельницька, Шепетівський, Мокіївці", "с. Мокіївці", BySettlement, "no_type"},
		{"Калуш, Івано-Франківщина", "м. Калуш", BySettlement, "no_type"},
		{"Ужгород, Закарпаття", "м. Ужгород", BySettlement, "no_type"},
		{"м. Вінниця, Київська", "м. Вінниця", BySettlement, "no_oblast unread"}, // a street, perhaps
		{"Кропивницька область, м. Знам'янка", "м. Знам’янка", BySettlement, ""},
		{"Ів.-Франківська обл., м. Калуш", "м. Калуш", BySettlement, ""},
		{"Черкащина", "Черкаська область", ByOblast, ""},
		{"Старосинявська т/г", "Старосинявська територіальна громада", ByCommunity, "no_oblast"},
		{"Кривий Ріг", "м. Кривий Ріг", BySettlement, "no_oblast major_city no_type"},
		{"Київ", "м. Київ", BySettlement, "major_city no_type"},
		{"Заліщики", "", Ambiguous, ""},
		{"с. Миків, Краснопільська громада, Вінницька область", "Краснопільська територіальна громада", ByCommunity, "settlement_unknown"}, // no «Смиків»
		{"Херсонська обл Вільна Україна", "", Ambiguous, ""},
		{"Житомирська обл., Кам’яний Майдан", "с. Кам’яний Майдан", BySettlement, "no_type"},
		{"Львівська область, м. Львів, селище міського типу Брюховичі", "с-ще Брюховичі", BySettlement, ""},
	})
}

// TestCodesInTexts: codes of either kind are used, held against the words, and what excludes the words is told.
func TestCodesInTexts(t *testing.T) {
	checkTexts(t, []textCase{
		{"UA71060210010010251", "м. Умань", ByCode, ""},
		{"ua71060210010010251, вул. Садова, 7", "м. Умань", ByCode, ""},
		{"УА71060210010010251", "м. Умань", ByCode, ""}, // Cyrillic
		{"м. Умань, Черкаська обл. (КАТОТТГ UA71060210010010251)", "м. Умань", ByCode, ""},
		{"м. Вінниця, КОАТУУ 0510100000", "м. Вінниця", ByCode, ""},
		{"м. Вінниця, КОАТУУ 510100000", "м. Вінниця", ByCode, ""}, // a spreadsheet took the zero
		{"510100000", "м. Вінниця", ByCode, ""},
		{"510100000.0", "м. Вінниця", ByCode, ""}, // and wrote a fraction
		{"UA 71060210010010251", "м. Умань", ByCode, ""},
		{"с. Дашківці, Вінницька обл., КОАТУУ 0522482200", "с. Дашківці", BySettlement, ""}, // the code of the village council that it had
		{"0522482200", "Якушинецька територіальна громада", ByCode, ""},
		{"м. Умань, КОАТУУ 0510100000", "", Contradiction, ""},
		{"м. Одеса, UA71060210010010251", "", Contradiction, ""},
		{"Одеська область, UA71060210010010251", "", Contradiction, ""},
		{"UA71060210010010251 UA05020030010063857", "", Contradiction, ""},
		{"Черкаська область, UA71060210010010251", "м. Умань", ByCode, ""},
		{"м. Умань, UA71060210000032972", "м. Умань", BySettlement, ""}, // the code of its community: the words say more
		{"с. Іванівка, Вінницька область, UA05020030000031457", "", Contradiction, ""},
		{"м. Умнаь, UA71060210010010251", "м. Умань", ByCode, "unread"},
		{"Черкаська обл., м. Умань, UA71060210010010252", "м. Умань", BySettlement, "code_unknown"},
		{"UA99999999999999999", "", Unknown, ""},
		{"м. Умань, код КОАТУУ 9999999999", "м. Умань", BySettlement, "no_oblast code_unknown"},
		{"м. Умань, Черкаська обл., 2044712345", "м. Умань", BySettlement, ""}, // a number that nothing calls a code
	})
	g := country(t)
	got := g.Match(Query{Texts: []string{"м. Умань, КОАТУУ 0510100000"}})
	if want := []string{"UA05020030010063857", "UA71060210010010251"}; !slices.Equal(got.Alternatives, want) {
		t.Errorf("%+v, want both named: %v", got, want)
	}
	if got := g.Match(Query{Texts: []string{"с. Мала Стружка, 2300000000000000"}}); got.Reason == ByCode {
		t.Errorf("%+v: no code has 16 digits", got)
	}
	if got := g.Match(Query{Texts: []string{"UA71060210010010251"}, Oblast: "Одеська"}); got.Reason != Contradiction {
		t.Errorf("%+v, want the column of oblasts to hold against the code", got)
	}
	if got := g.Match(Query{Texts: []string{"с. Волиця, КОАТУУ 4624800000"}}); len(got.Alternatives) == 0 || got.Reason != Ambiguous {
		t.Errorf("%+v, want the old raion of the code to narrow what is named", got)
	}
}

// TestOtherLanguages: Russian and Latin spellings are read by rule, and noted.
func TestOtherLanguages(t *testing.T) {
	checkTexts(t, []textCase{
		{"Винница", "м. Вінниця", BySettlement, "no_oblast other_language no_type"},
		{"г. Киев", "м. Київ", BySettlement, "other_language"},
		{"Киев", "м. Київ", BySettlement, "major_city other_language no_type"},
		{"Одесская обл., г. Измаил", "м. Ізмаїл", BySettlement, "other_language"},
		{"Днепропетровская область, Кривой Рог", "м. Кривий Ріг", BySettlement, "other_language no_type"},
		{"город Харьков, Украина", "м. Харків", BySettlement, "no_oblast other_language"},
		{"в городе Полтаве", "м. Полтава", BySettlement, "no_oblast other_language"},
		{"г. Николаев, Николаевская область", "м. Миколаїв", BySettlement, "other_language"},
		{"Уманский горсовет, Черкасская область", "Уманська територіальна громада", ByCommunity, "other_language"},
		{"Vinnytsia", "м. Вінниця", BySettlement, "no_oblast major_city other_language no_type"},
		{"Vinnitsa, Ukraine", "м. Вінниця", BySettlement, "no_oblast major_city other_language no_type"},
		{"Kryvyi Rih, Dnipropetrovsk", "м. Кривий Ріг", BySettlement, "other_language no_type"},
		{"Полтавская область, Полтавский район, с. Великие Будища", "с. Великі Будища", BySettlement, "other_language"},
		{"Lviv, Rynok Sq. 1", "м. Львів", BySettlement, "no_oblast major_city other_language no_type"},
		{"Kyiv", "м. Київ", BySettlement, "major_city other_language no_type"},
		{"Kiev", "м. Київ", BySettlement, "major_city other_language no_type"},
		{"7 Sadova St, Uman, Cherkasy Oblast, Ukraine", "м. Умань", BySettlement, "other_language no_type"},
		{"town Uman, Umanskyi district, Cherkaska oblast", "м. Умань", BySettlement, "other_language"},
		{"Odessa region, Izmail", "м. Ізмаїл", BySettlement, "other_language no_type"},
		{"Kamianets-Podilskyi, Khmelnytskyi region", "м. Кам’янець-Подільський", BySettlement, "other_language no_type"},
		{"Umanska hromada, Cherkaska oblast", "Уманська територіальна громада", ByCommunity, "other_language"},
		{"Vinnytsia city council", "м. Вінниця", BySettlement, "no_oblast other_language"},
		{"Crimea", "Автономна Республіка Крим", ByOblast, ""},
		{"Zaporozhye", "м. Запоріжжя", BySettlement, "no_oblast major_city other_language no_type"},
		// Where the text is Ukrainian, such a spelling is a slip: it is suggested.
		{"м. Винница, Вінницька область", "", Unknown, ""},
		{"Вынница", "", NothingNamed, ""},
		{"Umahn, Cherkasy Oblast", "Черкаська область", ByOblast, "unread only_above"},
	})
}

// TestRenamedRaions: raions go by the names that they had and have been given since 2020.
func TestRenamedRaions(t *testing.T) {
	for then, now := range map[string]string{
		"Червоноградський": "Шептицький", "Сєвєродонецький": "Сіверськодонецький", "Новомосковський": "Самарівський",
		"Красноградський":     "Берестинський",
		"Новоград-Волинський": "Звягельський", "Володимир-Волинський": "Володимирський",
	} {
		g := country(t)
		a, b := g.Match(Query{Texts: []string{then + " район"}}), g.Match(Query{Texts: []string{now + " район"}})
		if a.Code == "" || a.Code != b.Code || a.Level != Raion {
			t.Errorf("%s is %+v, %s %+v", then, a, now, b)
		}
		for _, u := range g.Units() {
			if u.Raion != b.Code || u.Category != "X" {
				continue
			}
			for _, raion := range []string{then, now} {
				if got := g.Match(Query{Texts: []string{"селище " + u.Name}, Oblast: g.oblastOf(&u), Raion: raion}); slices.Contains(got.Notes, "raion_unknown") ||
					got.Code != u.Code && !slices.Contains(got.Alternatives, u.Code) {
					t.Errorf("%s in %s is %+v", u.Name, raion, got)
				}
			}
		}
	}
}

// TestSuggestions: what a name not found may have been meant for is named, the nearest first, and never chosen.
func TestSuggestions(t *testing.T) {
	g := country(t)
	for text, want := range map[string]string{
		"м. Умнаь, Черкаська область":                   "Умань",
		"Черкаська область, Христинівк":                 "Христинівка",
		"Умнська міська рада, Черкаська область":        "Уманська",
		"Уманський р-н, Черкаська область, смт Бабнака": "Бабанка",
		"Черкаська область, Умманський район":           "Уманський",
		"Черкавська область":                            "Черкаська",
		"м. Кам'янець-Подільськй, Хмельницька область":  "Кам’янець-Подільський",
		"м. Винница, Вінницька область":                 "Вінниця",
		"смт. Верхвоина, Верховинська громада, Україна": "Верховина",
		"селище Козоав, Тернопільська область, Україна": "Козова",
	} {
		got := g.Match(Query{Texts: []string{text}})
		if len(got.Suggestions) == 0 || len(got.Suggestions) > suggestions {
			t.Errorf("%q has no suggestion: %+v", text, got)
			continue
		}
		if u, _ := g.Unit(got.Suggestions[0]); u.Name != want {
			t.Errorf("%q suggests %s first, want %s: %+v", text, u.Name, want, got)
		}
		if got.Code == got.Suggestions[0] {
			t.Errorf("%q: the suggestion was chosen: %+v", text, got)
		}
	}
	if got := g.Match(Query{Texts: []string{"м. Умань, Черкаська область"}}); len(got.Suggestions) > 0 {
		t.Errorf("%+v: what was found needs no suggestion", got)
	}
}

// TestSlips: what counts as one slip and what as two.
func TestSlips(t *testing.T) {
	for words, want := range map[string]int{"умань умань": 0, "умань уман": 1, "умань умнаь": 1, "умань куманьь": 2, "умань умани": 1, "козятин козтин": 1, "козятин козятини": 1, "уман намун": 3} {
		a, b, _ := strings.Cut(words, " ")
		if got := slips([]rune(a), []rune(b), 2); got != want {
			t.Errorf("%s: %d, want %d", words, got, want)
		}
	}
}
