// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"testing"

	"pgregory.net/rapid"
)

// TestEDRPOU: the golden codes of SPEC section 10; 14360571 is the bad one named there.
func TestEDRPOU(t *testing.T) {
	for _, good := range []string{"14360570", "43220851", "00032129", "04054346", "12345678", "55123450"} {
		if !EDRPOU(good) {
			t.Errorf("%s is taken for wrong", good)
		}
	}
	for _, bad := range []string{"14360571", "", "1436057", "143605700", "1436057a", "１4360570"} {
		if EDRPOU(bad) {
			t.Errorf("%q is taken for right", bad)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.StringMatching(`\d{7}`).Draw(t, "digits")
		right := 0
		for last := range 10 {
			if EDRPOU(first + string(rune('0'+last))) {
				right++
			}
		}
		if right != 1 {
			t.Errorf("%s: %d check digits fit", first, right)
		}
	})
}

func TestKinds(t *testing.T) {
	for name, want := range map[string]string{
		`ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ "БУДИНКОВИЙ  КОМІТЕТ "СИНТЕТИЧНИЙ"`: "house",
		"Орган самоорганізації населення вуличного комітету":                 "street",
		"Голова ради вуличного комітет":                                      "street",
		"Квартальний комітет №5":                                             "block",
		"Комітет мікрорайону «Північ»":                                       "microdistrict",
		"КОМІТЕТ САМООРГАНІЗАЦІЇ МІКРОРАЙОНУ":                                "microdistrict",
		"Комітет району в місті":                                             "city_district",
		"Комітету району у місті":                                            "city_district",
		"Сільський комітет":                                                  "village",
		"Селищний комітет":                                                   "settlement",
		"Будинковий кoмiтет":                                                 "house", // Latin o, i
		"Орган самоорганізації населення «Єдність»":                          "other",
	} {
		if got, found := TypeOf(FoldName(nil, name)); got != want || found != (want != Other) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for text, want := range map[string]bool{"ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ": true, "860": true, "860 - Орган самоорганізації\u00a0 населення": true, "8600": false, "ОРГАН СУДДІВСЬКОГО САМОВРЯДУВАННЯ": false, "": false} {
		if IsForm(FoldName(nil, text)) != want {
			t.Errorf("form %q: want %v", text, want)
		}
	}
	for text, want := range map[string]string{"Об'єднання співвласників багатоквартирного будинку": "osbb", "ОБЄДНАННЯ СПІВВЛАСНИКІВ": "osbb", "Об’єднання співвласників": "osbb", "Рада суддівського самоврядування": "judges", "Будинковий комітет": ""} {
		if got := OtherThan(FoldName(nil, text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if Committee(FoldName(nil, "Комітет з питань бюджету")) || !Committee(FoldName(nil, "Вуличний комітет")) || !Named(FoldName(nil, "рада САМООРГАНІЗАЦІЇ\nНАСЕЛЕННЯ")) {
		t.Error("a committee or the phrase is not told")
	}
}

// TestFold: folding again changes nothing.
func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := string(FoldName(nil, rapid.String().Draw(t, "text")))
		if again := string(FoldName(nil, once)); again != once {
			t.Errorf("%q, again %q", once, again)
		}
	})
	if got := string(FoldName(nil, "\u00a0 ОБ`ЄДНАННЯ –\u00ad  Кoм")); got != "об’єднання - ком" {
		t.Errorf("%q", got)
	}
}

func TestSettlement(t *testing.T) {
	for address, want := range map[string]Place{
		"Україна, 01001, місто Київ, ВУЛИЦЯ СИНТЕТИЧНА, будинок 1, квартира 2":                                                 {Settlement: "Київ", Kind: "city"},
		"УКРАЇНА, 08131, КИЇВСЬКА ОБЛ., КИЄВО-СВЯТОШИНСЬКИЙ Р-Н, С. СОФІЇВСЬКА БОРЩАГІВКА, ВУЛ. НОВА, 2":                       {Oblast: "Київська", Raion: "Києво-Святошинський", Settlement: "Софіївська Борщагівка", Kind: "village"},
		"Україна, 65000, Одеська обл., м.Одеса, Приморський район, провулок Синтетичний, 7":                                    {Oblast: "Одеська", Settlement: "Одеса", Kind: "city", District: "Приморський"},
		"Україна, 07400, Київська область, Броварський район, Броварська міська територіальна громада, м. Бровари(пн), буд. 3": {Oblast: "Київська", Raion: "Броварський", Community: "Броварська", Settlement: "Бровари", Kind: "city"},
		"Автономна Республіка Крим, місто Ялта":                                                                                {Oblast: "Автономна Республіка Крим", Settlement: "Ялта", Kind: "city"},
		"Харківська обл., Харківський р-н, селище міського типу Пісочин":                                                       {Oblast: "Харківська", Raion: "Харківський", Settlement: "Пісочин", Kind: "settlement"},
		"Донецька обл., с. Кам'янка, керівник Вигаданий Іван, тел. 0501234567, x@example.org":                                  {Oblast: "Донецька", Settlement: "Кам’янка", Kind: "village"},
	} {
		got, found := Settlement(address)
		if got != want || !found {
			t.Errorf("%s:\n%+v, want\n%+v", address, got, want)
		}
		if again, _ := Settlement(got.String()); again != got {
			t.Errorf("%s reads as %+v, want %+v", got, again, got)
		}
	}
	for _, none := range []string{"", "вул. Нова, 5", "Вигаданий Іван Іванович", "Приморський район"} {
		if got, found := Settlement(none); found {
			t.Errorf("%s: %+v", none, got)
		}
	}
}

func TestPublic(t *testing.T) {
	for name, want := range map[string]string{
		"БУДИНКОВИЙ КОМІТЕТ \"ВУЛ. САДОВА, 5, 7/9\"":            `БУДИНКОВИЙ КОМІТЕТ "ВУЛ. САДОВА"`,
		"Будинковий комітет «Вулиця 8 Березня, буд. 12-А»":      "Будинковий комітет «Вулиця 8 Березня»",
		"Будинковий комітет по пров. 2 Новий будинок № 5":       "Будинковий комітет по пров. 2 Новий",
		"Квартальний комітет №5":                                "Квартальний комітет №5",
		"Комітет мікрорайону «Лівобережний-3»":                  "Комітет мікрорайону «Лівобережний-3»",
		"Вуличний комітет, тел. 050-123-45-67, osn@example.org": "Вуличний комітет",
		"Вуличний комітет (+38 (050) 123 45 67)":                "Вуличний комітет ()",
		"Вуличний комітет, голова Вигаданий Іван Іванович":      "Вуличний комітет",
		"Вуличний комітет «Ім'я», голова: Вигаданий І. І.":      "Вуличний комітет «Ім’я»",
		"Комітет мікрорайону «Голова річки Малої»":              "Комітет мікрорайону «Голова річки Малої»",
	} {
		if got := Public(name); got != want {
			t.Errorf("%s:\n%s, want\n%s", name, got, want)
		}
	}
}
