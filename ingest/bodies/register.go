// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// Computed columns of a register: what a declaration takes from here, as "from: $body.id".
const (
	columnID = "$body.id"    // osn_id, by name and place where neither a code nor a community and a number are known
	ofType   = "$body.type"  // code of Kinds, or other
	ofNone   = "$body.none"  // true: the entry says that the community has no body
	ofPlace  = "$body.place" // code of the community: as it was matched by name, else as the register gives it
)

// Register reads a register of bodies as its source.yaml declares, and adds what this package knows: type, id and community. Free text
// comes through Public, so that no house, phone, e-mail or head of a body is under the contract, loaded or quarantined.
// The declaration must have the columns number, name_uk, edrpou, community_code and community_id by these names; community_code may be left out.
func Register(in parse.Input, out *parse.Sheet) error {
	of := func(want string) int {
		for i, c := range in.Source.Columns {
			if c.Name == want || c.From == want {
				return i
			}
		}
		return -1
	}
	at := map[string]int{}
	for _, name := range []string{"number", "name_uk", "edrpou", "community_id", columnID, ofType, ofNone, ofPlace} {
		if at[name] = of(name); at[name] < 0 {
			return fmt.Errorf("source %s: a register of bodies needs a column %s", in.Source.Name, name)
		}
	}
	declared, district := of("community_code"), of("district_uk")
	var free []int // texts that people write by hand
	for i, c := range in.Source.Columns {
		if c.Private && c.Type == catalog.TypeText && !slices.Contains([]string{"name_uk", "edrpou", "page_url", "community_code"}, c.Name) {
			free = append(free, i)
		}
	}
	out.Shape = func(cells []string) {
		for _, i := range free {
			cells[i] = people.ReplaceAllString(Public(cells[i]), "")
		}
		name := FoldName(nil, cells[at["name_uk"]])
		if cells[at["name_uk"]] = Public(cells[at["name_uk"]]); !Named(name) && !bytes.Contains(name, committee) { // it may be somebody's
			cells[at["name_uk"]] = people.ReplaceAllString(cells[at["name_uk"]], "")
		}
		cells[at["edrpou"]] = padded(parse.TrimSpace(cells[at["edrpou"]]))
		place := cells[at["community_id"]]
		if place == "" && declared >= 0 && in.Places != nil {
			if unit, known := in.Places.Unit(parse.TrimSpace(cells[declared])); known {
				place = unit.Community
			}
		}
		cells[at[ofPlace]] = place
		if nonePattern.Match(name) {
			cells[at[ofNone]] = "true"
			return
		}
		cells[at[ofNone]] = "false"
		cells[at[ofType]], _ = TypeOf(name)
		code := cells[at["edrpou"]]
		if slices.ContainsFunc([]byte(code), func(c byte) bool { return c < '0' || c > '9' }) {
			code = ""
		}
		if cells[at[columnID]] = MakeID(code, place, cells[at["number"]]); cells[at[columnID]] == "" && len(name) > 0 {
			where := ""
			if district >= 0 {
				where = cells[district]
			}
			sum := sha256.Sum256([]byte(strings.Join([]string{place, string(name), where, cells[at["number"]]}, "|")))
			cells[at[columnID]] = "osn-x" + hex.EncodeToString(sum[:6])
		}
	}
	return parse.Ordinary(in, out)
}

// nonePattern is how a council says in its register that there is no body.
var nonePattern = regexp.MustCompile(`^(?:осн |орган\p{L}* самоорганізації населення )?(?:на території \p{L}+ )?(?:не створено|не створювал\p{L}+|не створені|відсутні|немає)\.?$`)

// padded puts leading zeros back that a code lost in a spreadsheet, if the check digit then fits.
func padded(code string) string {
	if full := strings.Repeat("0", max(0, 8-len(code))) + code; len(code) >= 5 && EDRPOU(full) {
		return full
	}
	return code
}

// people are names with initials or a patronymic. In names of bodies they stay, for streets are named so; in other texts they are cut out.
var people = regexp.MustCompile(`\p{Lu}[\p{Ll}’]+ \p{Lu}\.\s?\p{Lu}\.|\p{Lu}\.\s?\p{Lu}\.\s?\p{Lu}[\p{Ll}’]+|(?:\p{Lu}[\p{Ll}’]+ )?\p{Lu}[\p{Ll}’]+ \p{Lu}[\p{Ll}’]+(?:вич|вича|вичу|івн[аиі]|ївн[аиі])`)
