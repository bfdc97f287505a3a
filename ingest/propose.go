// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"fmt"
	"io/fs"
	"reflect"

	"github.com/goccy/go-yaml"

	"osnova/catalog"
	"osnova/ingest/drift"
)

// ProposeChecks says what may be expected of a source's next edition by its embedded facts, as YAML for its source.yaml, and of how many rows
// that is said. The text is empty where the rows are too few.
func ProposeChecks(fsys fs.FS, s catalog.Source) (text []byte, rows int, err error) {
	facts, err := Embedded(fsys, s)
	if err != nil {
		return nil, 0, err
	}
	proposed := drift.Propose(s, facts.Rows)
	if reflect.ValueOf(proposed).IsZero() {
		return nil, len(facts.Rows), nil
	}
	text, err = yaml.MarshalWithOptions(struct {
		Expect catalog.Expectations `yaml:"expect"`
	}{proposed}, yaml.IndentSequence(true), yaml.Flow(false))
	if err != nil {
		return nil, 0, fmt.Errorf("write what is expected of %s: %w", s.Name, err)
	}
	return text, len(facts.Rows), nil
}
