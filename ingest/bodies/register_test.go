// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/parse"
)

func TestNone(t *testing.T) {
	for text, want := range map[string]bool{
		"ОСН не створено": true, "Органи самоорганізації населення не створено.": true, "ОСН не створювалися": true, "ОСН на території громади відсутні": true,
		"Комітет мікрорайону «Не створено»": false, "Будинковий комітет": false, "": false,
	} {
		if got := nonePattern.Match(FoldName(nil, text)); got != want {
			t.Errorf("%q: none is %v", text, got)
		}
	}
}

func TestPeople(t *testing.T) {
	for text, want := range map[string]string{
		"контроль; староста Прізвище І. П.": "контроль; староста ", "І.П. Прізвище веде облік": " веде облік", "Прізвище Ім’я Вигаданович": "", "Послуга Вигаданівна": "",
		"видача довідок про склад сім’ї": "видача довідок про склад сім’ї", "Сприяння у створенні ОСББ": "Сприяння у створенні ОСББ",
	} {
		if got := people.ReplaceAllString(text, ""); got != want {
			t.Errorf("%q leaves %q, want %q", text, got, want)
		}
	}
}

// TestRegisterNeedsItsColumns: a declaration without the columns that are computed from is refused by name.
func TestRegisterNeedsItsColumns(t *testing.T) {
	s := catalog.Source{Name: "towns", Columns: []catalog.SourceColumn{{Column: catalog.Column{Name: "number", Type: "integer"}}, {Column: catalog.Column{Name: "name_uk", Type: "text"}}}}
	sheet, err := parse.NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := Register(parse.Input{Source: s}, sheet); err == nil || !strings.Contains(err.Error(), "needs a column edrpou") {
		t.Error(err)
	}
}

// FuzzPublic: what is cut out of a text is gone, and cutting again changes nothing.
func FuzzPublic(f *testing.F) {
	for _, seed := range []string{"вул. Вигадана, буд. 5, тел. 050-000-00-00", "a@b.cd", "голова: Прізвище І. П.", "вул. вул. А, 1, 2 б/3", "\xff\xfe", "0500000000 0500000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if once := Public(text); mailPattern.MatchString(once) || phone.MatchString(once) {
			t.Errorf("%q leaves %q", text, once)
		}
	})
}
