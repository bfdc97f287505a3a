// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"bytes"
	"regexp"
)

// PartKind is a type of body by its name.
type PartKind struct {
	Code    string
	Pattern *regexp.Regexp // over folded text
}

// Kinds are the seven types of article 3 of the Law on bodies of self-organization (2625-III), with the patterns of names of SPEC,
// Appendix A, list body_type; the first that matches holds. A body that matches none is of type other.
var Kinds = []PartKind{
	{"house", regexp.MustCompile(`будинков(?:ий|ого) комітет`)},
	{"street", regexp.MustCompile(`вуличн(?:ий|ого) комітет`)},
	{"block", regexp.MustCompile(`квартальн(?:ий|ого) комітет`)},
	{"microdistrict", regexp.MustCompile(`комітет(?:у)? (?:самоорганізації )?мікрорайон`)},
	{"city_district", regexp.MustCompile(`комітет(?:у)? району (?:в|у) місті`)},
	{"village", regexp.MustCompile(`сільськ(?:ий|ого) комітет`)},
	{"settlement", regexp.MustCompile(`селищн(?:ий|ого) комітет`)},
}

// Other is the type of a body whose name tells none.
const Other = "other"

// TypeOf tells the type of a body by its folded name; found is false for Other.
func TypeOf(name []byte) (code string, found bool) {
	for _, k := range Kinds {
		if k.Pattern.Match(name) {
			return k.Code, true
		}
	}
	return Other, false
}

// notBodies are what registers and people take for bodies (SPEC, Appendix A, list not_osn).
var notBodies = []PartKind{
	{"osbb", regexp.MustCompile(`об.?єднання співвласників`)},
	{"judges", regexp.MustCompile(`суддівськ\p{L}{1,3} самоврядування`)},
}

// OtherThan tells what a folded name or legal form is that is no body: osbb (condominium association) or judges (bodies of judicial
// self-government); empty: neither.
func OtherThan(text []byte) string {
	for _, n := range notBodies {
		if n.Pattern.Match(text) {
			return n.Code
		}
	}
	return ""
}

var phrase, committee, formPhrase, classified = []byte("самоорганізації населення"), []byte("комітет"), []byte("орган самоорганізації населення"), []byte("860")

// IsForm tells whether a folded legal form is that of bodies: code 860 of the classifier ДК 002:2004, or its name.
func IsForm(text []byte) bool {
	if bytes.Equal(text, formPhrase) {
		return true
	}
	rest, ok := bytes.CutPrefix(text, classified)
	return ok && (len(rest) == 0 || bytes.HasPrefix(bytes.TrimLeft(rest, " -."), formPhrase)) || bytes.Contains(text, formPhrase)
}

// Named tells whether a folded name speaks of self-organization of residents.
func Named(name []byte) bool { return bytes.Contains(name, phrase) }

// Committee tells whether a folded name is that of one of the seven types of committees. It is asked only where no legal form is given,
// for other organizations have committees too.
func Committee(name []byte) bool {
	if !bytes.Contains(name, committee) {
		return false
	}
	_, found := TypeOf(name)
	return found
}
