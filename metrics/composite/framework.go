// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// Kinds of [Item], as iMeta writes them in Type.
const (
	TypeIndicator   = "Indicator"   // a column of data that is scored
	TypeAggregate   = "Aggregate"   // made of its children
	TypeGroup       = "Group"       // a column of names of groups
	TypeDenominator = "Denominator" // a column to divide by
	TypeOther       = "Other"       // a column to leave alone
)

var itemTypes = []string{TypeIndicator, TypeAggregate, TypeGroup, TypeDenominator, TypeOther}

// Item is a row of iMeta.
type Item struct {
	Code, Name, Unit string
	Type             string
	Parent           string    // empty for the root and for what is not scored
	Denominator      string    // a column to divide by; empty for none
	Level            int       // 1 = indicators; 0 for what is not scored
	Direction        Direction // of indicators
	Weight           float64   // within its parent
	Target           float64   // in the unit of the indicator; NaN = none
	Line             int       // of the file
}

// Framework is the hierarchy of an index and what is known of each column: iMeta,
// the form that users of the R package COINr have.
type Framework struct {
	File  string
	Items []Item // in the order of the file
	Root  string // the aggregate at the top; empty when there are no aggregates
	index map[string]int
}

// ReadFramework reads iMeta: columns iCode, Level, Parent, Type, Direction and
// Weight, and where they are there iName, Unit, Target and Denominator; others are
// left alone. All faults are returned, joined: types, directions, weights and
// levels that cannot be, codes used twice or not declared, parents that are not
// one level above, several roots.
func ReadFramework(f *frame.Frame) (*Framework, error) {
	fw := &Framework{File: f.File, index: map[string]int{}}
	columns, err := metaColumns(f)
	if err != nil {
		return nil, err
	}
	var faults []error
	for row := range f.Len() {
		r := metaRow{f.File, f.Line(row), row, columns, nil}
		item := r.item()
		if first, twice := fw.index[item.Code]; twice {
			r.fault("iCode", "stands on line %d too: codes must be unique", fw.Items[first].Line)
		}
		fw.index[item.Code] = len(fw.Items)
		fw.Items = append(fw.Items, item)
		faults = append(faults, r.faults...)
	}
	if len(fw.Items) == 0 {
		faults = append(faults, &frame.CellError{File: f.File, Reason: "there are no rows: declare the indicators and aggregates"})
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if err := fw.check(); err != nil {
		return nil, err
	}
	return fw, nil
}

// NewFramework checks rows made by a program, as [ReadFramework] does those of a
// file.
func NewFramework(file string, items []Item) (*Framework, error) {
	fw := &Framework{File: file, Items: items, index: map[string]int{}}
	for at, i := range items {
		if _, twice := fw.index[i.Code]; twice {
			return nil, fmt.Errorf("%s: code %s stands there twice", file, i.Code)
		}
		fw.index[i.Code] = at
	}
	return fw, fw.check()
}

func metaColumns(f *frame.Frame) (map[string][]string, error) {
	columns := map[string][]string{}
	var faults []error
	for _, name := range []string{"iCode", "Level", "Parent", "Type", "Direction", "Weight"} {
		cells, err := f.Text(name)
		if err != nil {
			faults = append(faults, err)
		}
		columns[name] = cells
	}
	for _, name := range []string{"iName", "Unit", "Target", "Denominator"} {
		if f.Has(name) {
			columns[name], _ = f.Text(name)
		}
	}
	return columns, errors.Join(faults...)
}

// metaRow reads the cells of one row and collects what is wrong with them.
type metaRow struct {
	file    string
	line    int
	row     int
	columns map[string][]string
	faults  []error
}

func (r *metaRow) text(column string) string {
	if r.columns[column] == nil {
		return ""
	}
	cell := strings.TrimSpace(r.columns[column][r.row])
	if cell == "NA" {
		return ""
	}
	return cell
}

func (r *metaRow) fault(column, format string, args ...any) {
	r.faults = append(r.faults, &frame.CellError{File: r.file, Line: r.line, Column: column, Value: r.text(column), Reason: fmt.Sprintf(format, args...)})
}

func (r *metaRow) number(column string) float64 {
	v, reason := frame.Number(r.text(column))
	if reason != "" {
		r.fault(column, "%s", reason)
	}
	return v
}

func (r *metaRow) item() Item {
	i := Item{
		Code: r.text("iCode"), Name: r.text("iName"), Unit: r.text("Unit"), Type: r.text("Type"), Parent: r.text("Parent"),
		Denominator: r.text("Denominator"), Target: r.number("Target"), Line: r.line,
	}
	if i.Code == "" {
		r.fault("iCode", "is empty: every row needs a code")
	}
	if i.Name == "" {
		i.Name = i.Code
	}
	if !slices.Contains(itemTypes, i.Type) {
		r.fault("Type", "is none of %s", strings.Join(itemTypes, ", "))
		return i
	}
	if i.Type != TypeIndicator && i.Type != TypeAggregate {
		return i
	}
	level := r.number("Level")
	if i.Level = int(level); !(level >= 1) || level != math.Trunc(level) {
		r.fault("Level", "is no level: give 1 for indicators and one more for each step up")
	} else if (i.Type == TypeIndicator) != (i.Level == 1) {
		r.fault("Level", "does not go with the type %s: indicators are level 1, aggregates 2 and more", i.Type)
	}
	i.Direction = Positive
	switch direction := r.number("Direction"); {
	case direction == -1 && i.Type == TypeIndicator:
		i.Direction = Negative
	case direction == -1:
		r.fault("Direction", "cannot be of an aggregate: give its indicators their directions")
	case direction == 1 || math.IsNaN(direction) && i.Type == TypeAggregate:
	default:
		r.fault("Direction", "is neither 1 (more is better) nor -1 (less is better)")
	}
	i.Weight = r.number("Weight")
	if math.IsNaN(i.Weight) && i.Parent == "" {
		i.Weight = 1
	} else if !(i.Weight >= 0) {
		r.fault("Weight", "is no weight: give 0 or more; shares among siblings are taken, so any scale will do")
	}
	return i
}

// check looks at the hierarchy as a whole.
func (fw *Framework) check() error {
	var faults []error
	var roots []string
	for _, i := range fw.Items {
		cell := func(column, value, reason string, args ...any) {
			faults = append(faults, &frame.CellError{File: fw.File, Line: i.Line, Column: column, Value: value, Reason: fmt.Sprintf(reason, args...)})
		}
		if i.Denominator != "" {
			if d, ok := fw.index[i.Denominator]; !ok {
				faults = append(faults, &frame.UnknownError{Where: fmt.Sprintf("%s:%d", fw.File, i.Line), What: "denominator", Name: i.Denominator, Have: fw.codes(TypeDenominator)})
			} else if t := fw.Items[d].Type; t != TypeDenominator && t != TypeIndicator {
				cell("Denominator", i.Denominator, "is of type %s: a denominator is a column of numbers of type %s", t, TypeDenominator)
			}
		}
		if i.Level == 0 {
			continue
		}
		if i.Parent == "" {
			if i.Type == TypeAggregate {
				roots = append(roots, i.Code)
			} else {
				cell("Parent", "", "is empty: every indicator belongs to an aggregate; give what is not scored the type %s", TypeOther)
			}
			continue
		}
		at, ok := fw.index[i.Parent]
		switch {
		case !ok:
			faults = append(faults, &frame.UnknownError{Where: fmt.Sprintf("%s:%d", fw.File, i.Line), What: "parent", Name: i.Parent, Have: fw.codes(TypeAggregate)})
		case fw.Items[at].Type != TypeAggregate:
			cell("Parent", i.Parent, "is of type %s: a parent is an aggregate", fw.Items[at].Type)
		case fw.circle(i.Code):
			cell("Parent", i.Parent, "closes a circle: %s is above itself", i.Code)
		case fw.Items[at].Level != i.Level+1:
			cell("Parent", i.Parent, "is of level %d: the parent of a level %d is of level %d", fw.Items[at].Level, i.Level, i.Level+1)
		}
	}
	if len(roots) > 1 {
		faults = append(faults, &frame.CellError{File: fw.File, Reason: fmt.Sprintf("the aggregates %s have no parent: one root only", strings.Join(roots, ", "))})
	}
	if len(faults) == 0 && len(roots) == 0 {
		faults = append(faults, &frame.CellError{File: fw.File, Reason: "no aggregate is without a parent: one is the root"})
	}
	for _, i := range fw.Items {
		if i.Type == TypeAggregate && len(fw.Children(i.Code)) == 0 {
			faults = append(faults, &frame.CellError{File: fw.File, Line: i.Line, Column: "iCode", Value: i.Code, Reason: "is an aggregate of nothing: no row names it as its parent"})
		}
	}
	if len(roots) == 1 {
		fw.Root = roots[0]
	}
	return errors.Join(faults...)
}

func (fw *Framework) circle(code string) bool {
	at, ok := fw.index[code]
	for range fw.Items {
		if !ok || fw.Items[at].Parent == "" {
			return false
		}
		if fw.Items[at].Parent == code {
			return true
		}
		at, ok = fw.index[fw.Items[at].Parent]
	}
	return false
}

// Item returns the row of a code, nil when there is none.
func (fw *Framework) Item(code string) *Item {
	if at, ok := fw.index[code]; ok {
		return &fw.Items[at]
	}
	return nil
}

// Children lists the codes whose parent this is, in the order of the file.
func (fw *Framework) Children(code string) []string {
	var out []string
	for _, i := range fw.Items {
		if i.Level > 0 && i.Parent == code {
			out = append(out, i.Code)
		}
	}
	return out
}

// Under says whether a code is another or stands anywhere below it.
func (fw *Framework) Under(code, top string) bool {
	for up := code; up != ""; up = fw.Item(up).Parent {
		if up == top {
			return true
		}
	}
	return false
}

// Indicators lists the codes of level 1 in the order of the file.
func (fw *Framework) Indicators() []string { return fw.codes(TypeIndicator) }

func (fw *Framework) codes(kind string) []string {
	var out []string
	for _, i := range fw.Items {
		if i.Type == kind {
			out = append(out, i.Code)
		}
	}
	return out
}

// Hierarchy is the tree of the index with the weights of iMeta.
func (fw *Framework) Hierarchy() Node { return fw.node(fw.Root) }

func (fw *Framework) node(code string) Node {
	n := Node{Code: code, Weight: fw.Item(code).Weight}
	for _, c := range fw.Children(code) {
		n.Children = append(n.Children, fw.node(c))
	}
	return n
}
