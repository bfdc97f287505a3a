// SPDX-License-Identifier: Apache-2.0

package checklist

import "fmt"

// Block is one of the six parts of the audit.
type Block string

// The blocks with their weights in A (see Weights).
const (
	Availability  Block = "A1" // share of probes that answered
	Information   Block = "A2" // the 25 items of the L-checklist
	Transparency  Block = "A3" // what is said of each sampled service
	Accessibility Block = "A4" // automated rules of WCAG 2.1 AA
	Mobile        Block = "A5" // mobile use and speed
	Contact       Block = "A6" // mystery contact
	Technical     Block = "T"  // connection, domain and age: no part of A, but of indicators D4.6 and D7.7
)

// Blocks are all six in order.
var Blocks = []Block{Availability, Information, Transparency, Accessibility, Mobile, Contact}

// Weights of the blocks; they add up to 1.
var Weights = map[Block]float64{Availability: 0.15, Information: 0.25, Transparency: 0.20, Accessibility: 0.15, Mobile: 0.10, Contact: 0.15}

// Rule is one thing to check.
type Rule struct {
	ID     string
	Block  Block
	Text   string
	Points float64 // what it is worth in its block: 1, but for the three of A6
}

// Rules are all that can be checked, in the order of the blocks. The items of A2 keep
// the numbers of the list; the others are called by their block and a word.
var Rules = rules()

func rules() []Rule {
	out := []Rule{{"A1.probe", Availability, "answers with 2xx or 3xx within 10 s", 1}}
	for i, item := range []string{
		"contacts", "working hours", "structure and heads", "list of bodies of self-organization", "regulation on bodies of self-organization",
		"hromada statute", "budget decision", "budget execution report", "programmes and strategy", "draft decisions", "adopted decisions",
		"session video or roll-call votes", "service catalogue", "information cards", "e-appointment", "e-appeal form",
		"access to public information", "open data", "vacancies", "procurement", "e-participation", "emergency and shelters",
		"accessibility statement or mode", "privacy notice", "fresh news (30 days or newer)",
	} {
		out = append(out, Rule{fmt.Sprintf("L%02d", i+1), Information, item, 1})
	}
	add := func(block Block, points float64, pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, Rule{string(block) + "." + pairs[i], block, pairs[i+1], points})
		}
	}
	add(Transparency, 1, "who", "who may apply", "what", "what the service is", "documents", "documents needed", "term", "term", "fee", "fee",
		"result", "result", "appeal", "how to appeal", "contact", "contact", "updated", "date of update", "status", "status tracking")
	add(Accessibility, 1, "lang", "language of the page is declared", "title", "title is there", "h1", "exactly one h1", "headings", "no heading level is skipped",
		"alt", "images have alt", "labels", "inputs have a label", "links", "links say where they lead", "ids", "no id is there twice",
		"zoom", "zoom is not forbidden", "skip", "skip link", "main", "landmark main", "th", "tables have header cells", "iframe", "frames have a title",
		"charset", "charset is declared and valid", "pdf", "content is not in PDF only", "contrast", "contrast of inline styles")
	add(Mobile, 1, "viewport", "viewport is declared", "font", "text of 16 px or more", "tap", "targets of 24 px or more", "size", "page of 2 MB or less", "lcp", "largest contentful paint")
	add(Technical, 1, "https", "HTTPS with a valid certificate", "redirect", "http leads to https", "hsts", "HSTS is on", "tls", "TLS 1.2 or newer",
		"certificate", "certificate valid for 14 more days", "mixed", "no mixed content", "headers", "security headers", "govua", "address in the domain gov.ua",
		"updated", "newest date on the site is 90 days or newer")
	add(Contact, 50, "answered", "answered within 3 working days")
	add(Contact, 30, "correct", "the answer is correct")
	add(Contact, 20, "polite", "the answer is polite and plain")
	return out
}
