// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"regexp"
	"strings"
)

// PlaceKind tells a centre from the places that belong to one.
type PlaceKind string

// The kinds of a service point, after articles 12 and 13 of Law 5203-VI.
const (
	Centre          PlaceKind = "centre"           // the centre itself, whatever department it is
	TerritorialUnit PlaceKind = "territorial_unit" // територіальний підрозділ, філія, відділення
	RemoteWorkplace PlaceKind = "remote_workplace" // віддалене робоче місце, старостинський округ
	Mobile          PlaceKind = "mobile"           // мобільний ЦНАП, пересувне or виїзне робоче місце
)

// kindShapes are tried in order. «… міської ради. Віддалені робочі місця: …»
// is a centre that lists its workplaces, so the plural counts only in front.
var kindShapes = []struct {
	kind  PlaceKind
	shape *regexp.Regexp
}{
	{Mobile, regexp.MustCompile(`мобільн|пересувн|виїзн`)},
	{TerritorialUnit, regexp.MustCompile(`^\P{L}*(?:тп\s|філія|(?:\p{L}+\s)?т[ие]р[иі]торіальн\p{L}*\s+п[іи]др)|\(відділення`)},
	{RemoteWorkplace, regexp.MustCompile(`від{1,2}а?в?лене|робоче(?:\s|$)|роб\p{L}*\s+місце|^\P{L}*віддалені|` +
		`(?:^|\P{L})(?:врм|вмр|вдм)(?:\P{L}|$)|старост\p{L}*инськ|^\P{L}*адміністратор`)},
	{TerritorialUnit, regexp.MustCompile(`т[ие]р[иі]торіальн\p{L}*\s+п[іи]др|(?:^|\P{L})філія`)},
}

// KindOf reads the kind of a service point off its name.
func KindOf(name string) PlaceKind {
	s := strings.ToLower(clean(name))
	for _, k := range kindShapes {
		if k.shape.MatchString(s) {
			return k.kind
		}
	}
	return Centre
}

// councilShape finds «Кілійської міської ради», «Гостомельської селищної
// військової адміністрації» and «Вінницької міської територіальної громади».
var councilShape = regexp.MustCompile(`(\p{Lu}[\p{L}’-]*(?:ої|ОЇ))\s+` +
	`(?i:(міської|селищної|сільської)\s+(?:об’єднаної\s+)?(?:рад|військов|вца|тг|отг|тер))`)

// Council reads the council named in the name of a service point and returns
// its community in the nominative («Кілійська») with its type («міська»), or
// empty strings. Two different councils in one name give none.
func Council(name string) (community, kind string) {
	for _, m := range councilShape.FindAllStringSubmatch(clean(name), -1) {
		c, k := nominative(m[1]), strings.ToLower(nominative(m[2]))
		if community != "" && (c != community || k != kind) {
			return "", ""
		}
		community, kind = c, k
	}
	return community, kind
}

// nominative turns a feminine genitive adjective («Кілійської», «КІЛІЙСЬКОЇ»)
// into its nominative («Кілійська»).
func nominative(adjective string) string {
	if strings.ToUpper(adjective) == adjective {
		first := firstRune(adjective)
		adjective = first + strings.ToLower(adjective[len(first):])
	}
	return strings.TrimSuffix(adjective, "ої") + "а"
}

// placeShape finds «в с. Іверське», «м. Ромни», «смт Аули» inside a name.
var placeShape = regexp.MustCompile(`(?:^|[^\p{L}-])(м|с|смт|с-ще|селі|селищі|місті|міста)(?:\.\s?|\s)` +
	`(\p{Lu}[\p{Ll}’]+(?:-\p{Lu}?[\p{Ll}’]+)*(?:\s\p{Lu}[\p{Ll}’]+)?)`)

var placeTypes = map[string]string{
	"м": "м", "місті": "м", "міста": "м", "смт": "смт", "с-ще": "с-ще", "селищі": "с-ще", "с": "с", "селі": "с",
}

// PlaceIn reads the settlement named in the name of a service point, as
// spelt there (an inflected name matches nothing later on). A city wins over
// villages; two different villages give none.
func PlaceIn(name string) (settlement, kind string) {
	for _, m := range placeShape.FindAllStringSubmatch(clean(name), -1) {
		switch k := placeTypes[m[1]]; {
		case k == "м" && kind != "м" || settlement == "":
			settlement, kind = m[2], k
		case k == kind && m[2] != settlement, k != kind && kind != "м":
			return "", ""
		}
	}
	return settlement, kind
}

var (
	// An address inside a name runs to its end.
	streetShape = regexp.MustCompile(`(?i)(?:^|[\s,(]+)(?:за адрес\p{L}+|(?:(?:на|по|при|в|у)\s)?` +
		`(?:вул(?:\.|\s|иц)|просп(?:\.|\s|ект)|пр-т|пров(?:\.|\s|улок|улку)|пл(?:\.|\s)|площа\s|площі\s|бульвар|б-р)).*$`)
	// Brackets with a number hold an address unless it is a «№».
	bracketShape = regexp.MustCompile(`\s*\([^)№]*\d[^)№]*\)?`)
	postcode     = regexp.MustCompile(`,?\s*\b\d{5}\b`)
)

// PublicName returns the name of an institution without the street, house,
// phone or e-mail that some names carry.
func PublicName(name string) string {
	s := clean(name)
	s = bracketShape.ReplaceAllString(s, "")
	s = streetShape.ReplaceAllString(s, "")
	s = postcode.ReplaceAllString(s, "")
	return strings.TrimRight(maskContacts(s), " ,;(")
}
