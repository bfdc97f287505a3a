package main

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"osnova/ingest/audit"
	"osnova/metrics/checklist"
	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// listedSites reads the list of --sites: unit_id,level,url. Rows without an address are units without a site, and are counted.
func (a *app) listedSites(path string, add func(string, auditUnit) error, out *[]auditSite) error {
	table, err := a.frame("sites", path)
	if err != nil {
		return err
	}
	columns := map[string][]string{}
	for _, name := range []string{"unit_id", "level", "url"} {
		if columns[name], err = table.Text(name); err != nil {
			a.refuse(table.File, err)
		}
	}
	if len(a.findings) > 0 {
		return errRefused
	}
	without := 0
	for i, address := range columns["url"] {
		u := auditUnit{columns["unit_id"][i], columns["level"][i]}
		cell := func(column, value, reason string) {
			a.refuse(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: column, Value: value, Reason: reason})
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
	if len(a.findings) > 0 {
		return errRefused
	}
	if without > 0 {
		a.log.Info("units without a site are not visited", "units", without)
	}
	if len(*out) == 0 {
		return a.refuse(table.File, fmt.Errorf("no row has an address"))
	}
	return nil
}

// checkID is what a row of checks.csv is about.
type checkID struct{ site, check, evidence string }

// confirmation is a result that a person gave, and where.
type confirmation struct {
	result string
	line   int
}

// confirmations of a file that a person went over.
type confirmations struct {
	file string
	rows map[checkID]confirmation
}

func (a *app) confirmed(path string) (confirmations, error) {
	out := confirmations{rows: map[checkID]confirmation{}}
	if path == "" {
		return out, nil
	}
	table, err := a.frame("confirm", path)
	if err != nil {
		return out, err
	}
	out.file = table.File
	columns := map[string][]string{}
	for _, name := range []string{"site", "check", "result", "evidence_url"} {
		if columns[name], err = table.Text(name); err != nil {
			a.refuse(table.File, err)
		}
	}
	if len(a.findings) > 0 {
		return out, errRefused
	}
	for i, result := range columns["result"] {
		id := checkID{columns["site"][i], columns["check"][i], columns["evidence_url"][i]}
		if result != audit.Pass && result != audit.Fail && result != audit.NotTested {
			a.refuse(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: "result", Value: result, Reason: "is no result: there are pass, fail, not_tested"})
		}
		if other, ok := out.rows[id]; ok && other.result != result {
			a.refuse(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: "result", Value: result, Reason: fmt.Sprintf("differs from line %d about the same check", other.line)})
		}
		out.rows[id] = confirmation{result, table.Line(i)}
	}
	if len(a.findings) > 0 {
		return out, errRefused
	}
	return out, nil
}

// override puts a person's results in the place of the robot's, and tells how far the two agree.
func (a *app) override(results []audited, c confirmations) error {
	if c.file == "" {
		return nil
	}
	var robot, person []string
	used, changed := map[checkID]bool{}, 0
	for i := range results {
		for k := range results[i].checks {
			check := &results[i].checks[k]
			id := checkID{check.Site, check.Rule, check.Evidence}
			said, ok := c.rows[id]
			if !ok {
				continue
			}
			used[id] = true
			if check.Result != audit.NotTested && said.result != audit.NotTested {
				robot, person = append(robot, check.Result), append(person, said.result)
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
			a.findings.Add(fmt.Sprintf("%s:%d", c.file, said.line), "it may come of another visit: confirm the checks.csv of this one", "this run has no check %s of %s with evidence %q", id.check, id.site, id.evidence)
		}
	}
	if len(a.findings) > 0 {
		a.findings = a.findings.Sorted()
		return errRefused
	}
	kappa := "no value"
	if k := statistics.Kappa(robot, person); !math.IsNaN(k) {
		kappa = strconv.FormatFloat(k, 'f', 3, 64)
	}
	a.log.Info("results confirmed", "checks", len(used), "changed", changed, "both_tested", len(robot), "kappa", kappa)
	return nil
}

// auditTables are checks.csv and scores.csv; with units, each row says whose site it is, so that the file can be fed to the pipeline.
func auditTables(sites []auditSite, results []audited, withUnits bool) (map[string][]byte, error) {
	unitColumns := []string{"unit_id", "level", "date", "period"}
	checkNames := []string{"site", "check", "result", "evidence_url", "sha256", "matched"}
	scoreNames := []string{"site", "score", "value", "low", "high", "pass", "fail", "not_tested", "items", "weight"}
	if withUnits {
		checkNames, scoreNames = append(checkNames, unitColumns...), append(scoreNames, unitColumns...)
	}
	checks, scores := frame.NewWriter(checkNames...), frame.NewWriter(scoreNames...)
	for i, r := range results {
		list := auditResults(r.checks)
		scored, err := checklist.Audit(list)
		if err != nil {
			return nil, fmt.Errorf("score %s: %w", r.record.Site, err)
		}
		quality, parts := checklist.Quality(list)
		for _, u := range sites[i].units {
			tail := func(w *frame.Writer) {
				if withUnits {
					for _, text := range []string{u.id, u.level, r.record.Day, quarter(r.record.Day)} {
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

// auditResults are checks in the form that is scored: services and pages are items of their own, a rule of the site is one.
func auditResults(checks []audit.Check) (out []checklist.Result) {
	for _, c := range checks {
		item := ""
		if block := c.Rule[:2]; block == "A3" || block == "A4" {
			item = c.Evidence
		}
		out = append(out, checklist.Result{Rule: c.Rule, Item: item, Outcome: checklist.Outcome(c.Result)})
	}
	return out
}

// quarter is the period of a day, 2026-Q4.
func quarter(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d-Q%d", at.Year(), (int(at.Month())+2)/3)
}
