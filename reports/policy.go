// SPDX-License-Identifier: Apache-2.0

package reports

import "html/template"

// pagePolicy is the Content-Security-Policy of a page, in its own meta element.
const pagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"

// measuringPolicy is that of a page that measures what its visitor gives.
const measuringPolicy = pagePolicy + "; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:"

// HeaderPolicy is what a server may send with every file: what the policies of all pages allow together, each of which then narrows it for itself, and
// what a meta element cannot say. Pages may stand in frames of others, for their charts are offered for that.
const HeaderPolicy = measuringPolicy + "; object-src 'none'; base-uri 'none'; form-action 'self'"

// policy is the attribute with the policy of the page.
func (r *renderer) policy() template.HTMLAttr {
	if r.engine() != "" {
		return `content="` + measuringPolicy + `"`
	}
	return `content="` + pagePolicy + `"`
}
