// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/audit/robot"
	"osnova/ingest/tablefile"
	"osnova/metrics/checklist"
	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// readSites reads the list of --sites: unit_id,level,url. Rows without an address are units without a site, and are counted.
func readSites(d *instrument.Session, path string, add func(string, unitLevel) error) error {
	columns := map[string][]string{}
	asked := []string{"unit_id", "level", "url"}
	table, err := d.CheckFrame("sites", path, tablefile.Request{Columns: asked}, func(f *frame.Frame) error {
		var faults []error
		for _, name := range asked {
			var err error
			columns[name], err = f.Text(name)
			faults = append(faults, err)
		}
		return errors.Join(faults...)
	})
	if err != nil {
		return err
	}
	without := 0
	for i, address := range columns["url"] {
		u := unitLevel{columns["unit_id"][i], columns["level"][i]}
		cell := func(column, value, reason string) {
			d.AddFindings(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: column, Value: value, Reason: reason})
		}
		switch {
		case u.id == "":
			cell("unit_id", u.id, "is empty")
		case u.level != "community" && u.level != "body":
			cell("level", u.level, "is neither community nor body")
		case address == "":
			without++
		default:
			if err := add(address, u); err != nil {
				cell("url", address, "is no web address")
			}
		}
	}
	if len(d.Findings) > 0 {
		return instrument.ErrRefused
	}
	if without > 0 {
		d.Log.Info("units without a site are not visited", "units", without)
	}
	return nil
}

// checkKey is what a row of checks.csv is about.
type checkKey struct{ site, check, evidence string }

// confirmation is a result that a person gave, and where.
type confirmation struct {
	result string
	line   int
}

// confirmations of a file that a person went over.
type confirmations struct {
	file string
	rows map[checkKey]confirmation
}

// readConfirmations reads what a person gave for checks; two results for one check are refused.
func readConfirmations(d *instrument.Session, path string) (confirmations, error) {
	out := confirmations{rows: map[checkKey]confirmation{}}
	if path == "" {
		return out, nil
	}
	table, err := d.ReadFrame("confirm", path)
	if err != nil {
		return out, err
	}
	out.file = table.File
	columns := map[string][]string{}
	for _, name := range []string{"site", "check", "result", "evidence_url"} {
		if columns[name], err = table.Text(name); err != nil {
			d.AddFindings(table.File, err)
		}
	}
	if len(d.Findings) > 0 {
		return out, instrument.ErrRefused
	}
	for i, result := range columns["result"] {
		id := checkKey{columns["site"][i], columns["check"][i], columns["evidence_url"][i]}
		if result != robot.Pass && result != robot.Fail && result != robot.NotTested {
			d.AddFindings(
				table.File,
				&frame.CellError{File: table.File, Line: table.Line(i), Column: "result", Value: result, Reason: "is no result: there are pass, fail, not_tested"},
			)
		}
		if other, ok := out.rows[id]; ok && other.result != result {
			d.AddFindings(
				table.File,
				&frame.CellError{
					File:   table.File,
					Line:   table.Line(i),
					Column: "result",
					Value:  result,
					Reason: fmt.Sprintf("differs from line %d about the same check", other.line),
				},
			)
		}
		out.rows[id] = confirmation{result, table.Line(i)}
	}
	if len(d.Findings) > 0 {
		return out, instrument.ErrRefused
	}
	return out, nil
}

// applyConfirmations puts a person's results in the place of the robot's, and tells how far the two agree.
func applyConfirmations(d *instrument.Session, results []audited, c confirmations) error {
	if c.file == "" {
		return nil
	}
	var byRobot, byPerson []string
	used, changed := map[checkKey]bool{}, 0
	for i := range results {
		for k := range results[i].checks {
			check := &results[i].checks[k]
			id := checkKey{check.Site, check.Rule, check.Evidence}
			said, ok := c.rows[id]
			if !ok {
				continue
			}
			used[id] = true
			if check.Result != robot.NotTested && said.result != robot.NotTested {
				byRobot, byPerson = append(byRobot, check.Result), append(byPerson, said.result)
			}
			if check.Result != said.result {
				changed++
				check.Matched = "confirmed by a person: " + said.result + ", the robot: " + check.Result
			}
			check.Result = said.result
		}
	}
	for id, said := range c.rows {
		if !used[id] {
			d.Findings.Add(
				fmt.Sprintf("%s:%d", c.file, said.line),
				"it may come of another visit: confirm the checks.csv of this one",
				"this run has no check %s of %s with evidence %q",
				id.check,
				id.site,
				id.evidence,
			)
		}
	}
	if len(d.Findings) > 0 {
		d.Findings = d.Findings.Sorted()
		return instrument.ErrRefused
	}
	kappa := "no value"
	if k := statistics.Kappa(byRobot, byPerson); !math.IsNaN(k) {
		kappa = strconv.FormatFloat(k, 'f', 3, 64)
	}
	d.Log.Info("results confirmed", "checks", len(used), "changed", changed, "both_tested", len(byRobot), "kappa", kappa)
	return nil
}

// tabulateResults are checks.csv and scores.csv; with units, each row says whose site it is, so that the file can be fed to the pipeline.
func tabulateResults(sites []siteUnits, results []audited, withUnits bool) (map[string][]byte, error) {
	unitColumns := []string{"unit_id", "level", "date", "period"}
	checkNames := []string{"site", "check", "result", "evidence_url", "sha256", "matched"}
	scoreNames := []string{"site", "score", "value", "low", "high", "pass", "fail", "not_tested", "items", "weight"}
	if withUnits {
		checkNames, scoreNames = append(checkNames, unitColumns...), append(scoreNames, unitColumns...)
	}
	checks, scores := frame.NewWriter(checkNames...), frame.NewWriter(scoreNames...)
	for i, r := range results {
		list := scoreResults(r.checks)
		scored, err := checklist.Audit(list)
		if err != nil {
			return nil, fmt.Errorf("score %s: %w", r.record.Site, err)
		}
		quality, parts := checklist.Quality(list)
		for _, u := range sites[i].units {
			tail := func(w *frame.Writer) {
				if withUnits {
					for _, text := range []string{u.id, u.level, r.record.Day, periodOf(r.record.Day)} {
						w.Text(text)
					}
				}
				w.End()
			}
			for _, c := range r.checks {
				for _, text := range []string{c.Site, c.Rule, c.Result, c.Evidence, c.SHA256, c.Matched} {
					checks.Text(text)
				}
				tail(checks)
			}
			for _, s := range scored {
				scores.Text(r.record.Site)
				scores.Text(string(s.Block))
				for _, v := range []float64{s.Value, s.Low, s.High} {
					scores.Number(v)
				}
				for _, n := range []int{s.Pass, s.Fail, s.NotTested, s.Items} {
					scores.Int(n)
				}
				scores.Number(s.Weight)
				tail(scores)
			}
			scores.Text(r.record.Site)
			scores.Text("D4.6")
			scores.Number(quality)
			for range 5 {
				scores.Text("")
			}
			scores.Int(parts)
			scores.Text("")
			tail(scores)
		}
	}
	return map[string][]byte{"checks.csv": checks.Bytes(), "scores.csv": scores.Bytes()}, nil
}

// scoreResults are checks in the form that is scored: services and pages are items of their own, a rule of the site is one.
func scoreResults(checks []robot.Check) (out []checklist.Result) {
	for _, c := range checks {
		item := ""
		if block := c.Rule[:2]; block == "A3" || block == "A4" {
			item = c.Evidence
		}
		out = append(out, checklist.Result{Rule: c.Rule, Item: item, Outcome: checklist.Outcome(c.Result)})
	}
	return out
}

// periodOf is the period of a day, 2026-Q4.
func periodOf(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d-Q%d", at.Year(), (int(at.Month())+2)/3)
}
