// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"regexp"
	"strings"
)

// Address is what leaves an address cell: names down to the settlement, in
// the nominative case as written, never a street or a house. Parts the text
// does not give are empty.
type Address struct {
	// Oblast is the adjective («Вінницька»), or «Київ» and «Севастополь».
	Oblast string
	// Community is the adjective («Жмеринська»); of Kyiv and Sevastopol the
	// city itself.
	Community string
	// CommunityType is міська, селищна or сільська where the text says so.
	CommunityType string
	// Settlement is the name without its type («Жмеринка»).
	Settlement string
	// SettlementType is м, смт, с-ще or с.
	SettlementType string
}

var (
	oblastShape    = regexp.MustCompile(`(?i)^(.+?)\s+(?:область|обл\.?)$`)
	communityShape = regexp.MustCompile(`(?i)^(.+?)\s+(?:територіальна громада|тг|отг)$`)
	typeShape      = regexp.MustCompile(`(?i)^(.+?)\s+(міська|селищна|сільська)$`)
	cityShape      = regexp.MustCompile(`(?i)^(?:м\.\s?|місто\s+)?(Київ|Севастополь)$`)
	// A community is one adjective, possibly of two parts («Ново-Одеська»).
	adjective       = regexp.MustCompile(`^\p{Lu}[\p{L}’ -]*(?:ська|цька|зька)$`)
	settlementShape = regexp.MustCompile(`(?i)^(с-ще|смт|м|с|селище|село|місто)(?:\.\s?|\s)(.+)$`)
	properName      = regexp.MustCompile(`^\p{Lu}[\p{L}’ -]+$`)
)

var settlementTypes = map[string]string{
	"м": "м", "місто": "м", "смт": "смт", "с-ще": "с-ще", "селище": "с-ще", "с": "с", "село": "с",
}

// ParseAddress reads «вул. Миру, 14, с. Качанівка, Жданівська територіальна
// громада, Вінницька область» from its end. An address without a settlement
// or a community («Миру, 57, Одеська область») gives what it has; nothing is
// guessed from a street name.
func ParseAddress(text string) Address {
	var a Address
	parts := strings.Split(clean(text), ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	last := len(parts) - 1
	if m := cityShape.FindStringSubmatch(parts[last]); m != nil {
		a.Oblast, a.Community, a.Settlement, a.SettlementType = m[1], m[1], m[1], "м"
		return a
	}
	if m := oblastShape.FindStringSubmatch(parts[last]); m != nil && adjective.MatchString(m[1]) {
		a.Oblast = m[1]
	}
	if last < 1 {
		return a
	}
	// «Миру, 57, Одеська область» ends in a house; a bare adjective counts as
	// a community only where a settlement cell precedes it or where it stands
	// alone before the oblast, because streets are adjectives too.
	name := parts[last-1]
	m := communityShape.FindStringSubmatch(name)
	switch {
	case m != nil:
		name = m[1]
	case (last == 1 || last >= 4) && adjective.MatchString(name):
	default:
		return a
	}
	if m := typeShape.FindStringSubmatch(name); m != nil {
		name, a.CommunityType = m[1], strings.ToLower(m[2])
	}
	if !properName.MatchString(name) {
		return a
	}
	a.Community = name
	if last < 2 {
		return a
	}
	a.Settlement, a.SettlementType = settlement(parts[last-2], last >= 4)
	return a
}

// settlement reads «м. Вінниця» or, where a whole address says that this is
// the settlement's place, a bare name.
func settlement(s string, bare bool) (name, kind string) {
	if m := settlementShape.FindStringSubmatch(s); m != nil {
		if name = strings.TrimSpace(m[2]); properName.MatchString(name) {
			return name, settlementTypes[strings.ToLower(m[1])]
		}
		return "", ""
	}
	if bare && properName.MatchString(s) && !blank(s) {
		return s, ""
	}
	return "", ""
}
