// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"path"

	"osnova/ingest/parse"
)

// Parse reads the register into the table of its service points.
func Parse(in parse.Input, out *parse.Sheet) error {
	file := path.Base(in.Source.Files[0].Mirror)
	body, err := in.Bytes(in.Source.Files[0].Name)
	if err != nil {
		return err
	}
	points, problems, err := Read(body, in.Places)
	if err != nil {
		return &parse.Error{File: file, What: err.Error(), Hint: "where the publisher changed the layout, revise columns.go of this source"}
	}
	t := out.File(file)
	t.In = len(points)
	for _, p := range problems {
		if p.Row {
			t.In++
			t.Reject(p.Line, p.Column, p.Value, p.Reason)
		} else {
			t.RejectCell(p.Line, p.Column, p.Value, p.Reason)
		}
	}
	for _, p := range points {
		t.Row(p.Line, p.Cells())
	}
	return nil
}
