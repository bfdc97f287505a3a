// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"regexp"
	"testing"
)

// TestExpressions: each compiles, and says so of what it is for.
func TestExpressions(t *testing.T) {
	says := map[string][]string{
		"L01": {"контакти", "/kontakty"}, "L02": {"графік роботи", "графік прийому громадян", "години роботи"}, "L04": {"органи самоорганізації населення", "осн", "реєстр осн міста", "будинкові комітети"},
		"L06": {"статут територіальної громади", "статут громади", "статут вербопільської територіальної громади"}, "L07": {"бюджет громади", "бюджет на 2026 рік", "бюджет вербопільської територіальної громади"},
		"L10": {"проекти рішень", "проєкти регуляторних актів"}, "L13": {"цнап", "послуги цнапу", "адміністративні послуги"}, "L16": {"електронне звернення"}, "L21": {"е-петиції", "https://e-dem.ua/x"},
	}
	silent := map[string][]string{"L04": {"основні напрями", "оснащення", "основа"}, "L13": {"цнаповий"}, "L06": {"статут школи"}, "L07": {"бюджетні запити"}}
	for _, r := range Rules() {
		re, err := regexp.Compile(r.Pattern)
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		for _, text := range says[r.ID] {
			if !re.MatchString(text) {
				t.Errorf("%s does not find %q", r.ID, text)
			}
		}
		for _, text := range silent[r.ID] {
			if re.MatchString(text) {
				t.Errorf("%s finds %q", r.ID, text)
			}
		}
	}
	if len(Rules()) != 66 {
		t.Errorf("%d rules", len(Rules()))
	}
}
