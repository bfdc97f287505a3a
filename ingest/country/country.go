// SPDX-License-Identifier: Apache-2.0

// Package country knows the countries of the international sources: a code of ISO 3166-1 alpha-2 for every spelling that they use.
package country

import (
	"sync"

	"osnova/ingest/parse"
	"osnova/ingest/sources"
)

// codes maps English names, alpha-2 and alpha-3 codes and the other spellings met upstream to alpha-2 codes.
var codes = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range sources.Table("country", "data.csv") {
		code, alpha3, english := r[0], r[1], r[4]
		out[code], out[nameKey(english)] = code, code
		if alpha3 != "" {
			out[alpha3] = code
		}
	}
	for _, r := range sources.Table("country", "alias.csv") {
		out[nameKey(r[0])] = r[1]
	}
	return out
})

func nameKey(name string) string { return parse.NormalizeName(parse.TrimSpace(name)) }

// CodeOf gives the ISO 3166-1 alpha-2 code for an English name, an alpha-2 or alpha-3 code, or a code of Eurostat (EL, UK).
// Aggregates have codes of this project: EU27, EA (euro area), EGB37 (all countries of the eGovernment Benchmark).
func CodeOf(name string) (string, bool) {
	code, ok := codes()[nameKey(name)]
	return code, ok
}
