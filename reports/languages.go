// SPDX-License-Identifier: Apache-2.0

package reports

// Number writes v as people of the language ("uk" or "en") do: 1 469,5 in Ukrainian (with no-break spaces), 1,469.5 in English.
func Number(lang string, v float64, decimals int) string { return tongue(lang).number(v, decimals) }

// PluralForm picks the grammatical form that goes with n: one, few, many in Ukrainian; one, many in English.
func PluralForm(lang string, n int, forms ...string) string {
	return tongue(lang).form(int64(n), forms)
}
