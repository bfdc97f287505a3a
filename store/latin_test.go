// SPDX-License-Identifier: Apache-2.0

package store

import "testing"

// The examples are those of the table of Cabinet Resolution 55 of 27.01.2010.
func TestLatin(t *testing.T) {
	for uk, want := range map[string]string{
		"Алушта": "Alushta", "Згурський": "Zghurskyi", "Розгон": "Rozghon", "Єнакієве": "Yenakiieve", "Їжакевич": "Yizhakevych", "Кадиївка": "Kadyivka",
		"Йосипівка": "Yosypivka", "Стрий": "Stryi", "Знам’янка": "Znamianka", "Феодосія": "Feodosiia", "Яготин": "Yahotyn", "Щербухи": "Shcherbukhy", "Гоща": "Hoshcha",
		"Русь": "Rus", "Ґалаґан": "Galagan", "Івано-Франківськ": "Ivano-Frankivsk", "Біла Церква": "Bila Tserkva", "": "", "UA-1": "UA-1",
	} {
		if got := Latin(uk); got != want {
			t.Errorf("%s: %s, want %s", uk, got, want)
		}
	}
}
