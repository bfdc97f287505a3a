// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/store"
	"osnova/store/disk"
)

// closing is the last line of a run with --json: what was done, what is wrong, and what changed. Counts of steps are of a build; elsewhere they
// are 0.
type closing struct {
	Msg      string   `json:"msg"` // "closed"
	Command  string   `json:"command"`
	Exit     int      `json:"exit"`
	Error    string   `json:"error,omitempty"`
	Errors   int      `json:"errors"`   // findings of that severity
	Warnings int      `json:"warnings"` // findings of that severity
	Steps    int      `json:"steps"`
	Ran      int      `json:"ran"`
	NotMade  int      `json:"not_made"`
	Pages    int      `json:"pages"`   // of HTML that the site has
	Changed  []string `json:"changed"` // ids of steps whose output is not what it was
	Edition  string   `json:"edition,omitempty"`
	Seconds  float64  `json:"seconds"`
}

// recordCommands write nothing but records to stdout with --json, so that theirs is the last line there; of others it goes to stderr.
var recordCommands = append([]string{"build", "plan", "check", "clean", "publish"}, stageNames...)

// end shows what is left to tell of a run that ended with err, and gives its exit code.
func (a *program) end(err error) int {
	a.settleFindings()
	a.findings = joinHosts(a.findings)
	a.printFindings()
	code, message := a.outcome(err)
	if a.json {
		if message != "" && err != nil {
			logger(a.stderr, true, false).Error("stopped", "error", message)
		}
		a.closed.Msg, a.closed.Exit, a.closed.Errors = "closed", code, a.findings.Of(catalog.SeverityError)
		a.closed.Warnings = a.findings.Of(catalog.SeverityWarning)
		if err != nil {
			a.closed.Error = message
		}
		if a.closed.Changed == nil {
			a.closed.Changed = []string{}
		}
		if !a.begun.IsZero() {
			a.closed.Seconds = float64(time.Since(a.begun).Milliseconds()) / 1000
		}
		to := a.stderr
		if a.recordOut {
			to = a.stdout
		}
		_ = json.NewEncoder(to).Encode(a.closed)
		return code
	}
	if message == "" || a.quiet && code == exitFine {
		return code
	}
	fmt.Fprintln(a.stderr, "osnova: "+message)
	if code == exitUsage && !errors.As(err, new(*disk.ForeignError)) {
		fmt.Fprintln(a.stderr, "Try: osnova help")
	}
	return code
}

// outcome is the exit code of a run and what to say of it.
func (a *program) outcome(err error) (code int, message string) {
	var wrong instrument.UsageError
	var foreign *disk.ForeignError
	switch {
	case errors.As(err, &wrong):
		return exitUsage, err.Error()
	case errors.As(err, &foreign):
		return exitUsage, err.Error() + "; osnova writes to new places and over what it wrote itself: move it away, or name another place"
	case errors.Is(err, context.Canceled):
		return exitError, "stopped; the last good output is in place"
	case err != nil && !errors.Is(err, instrument.ErrRefused):
		return exitError, err.Error()
	case len(a.findings) == 0:
		return exitFine, ""
	}
	message = countFindings(a.findings)
	if slices.ContainsFunc(a.findings, a.fails) {
		return exitFindings, message
	}
	return exitFine, message
}

// fails reports whether a finding ends the run with 3: an error always, a warning unless --fail-on says error.
func (a *program) fails(f catalog.Finding) bool {
	return !f.Warning || a.failOn != catalog.SeverityError
}

// countFindings says how many there are, and how many of them are warnings.
func countFindings(findings catalog.Findings) string {
	switch warnings := findings.Of(catalog.SeverityWarning); warnings {
	case 0:
		return countOf(len(findings), "finding")
	case len(findings):
		return countOf(warnings, "warning")
	default:
		return fmt.Sprintf("%s, %d of them warnings", countOf(len(findings), "finding"), warnings)
	}
}

// printFindings shows the findings so far: a line each, with --quiet only those that end the run with 3.
func (a *program) printFindings() {
	for _, f := range a.findings {
		switch word := "finding:"; {
		case a.quiet && !a.fails(f):
		case a.json:
			log := logger(a.stderr, true, false)
			show := log.Error
			if f.Warning {
				show = log.Warn
			}
			file, line := f.Place()
			show("finding", "severity", f.Severity(), "step", f.Step, "where", f.Where, "file", file, "line", line, "what", f.What, "hint", f.Hint)
		default:
			if f.Warning {
				word = "warning:"
			}
			fmt.Fprintln(a.stderr, word, f)
		}
	}
}

// tell says on stdout what was done, where a person reads it.
func (a *program) tell(format string, args ...any) {
	if !a.json && !a.quiet {
		fmt.Fprintf(a.stdout, format, args...)
	}
}

// noteRun keeps for the closing record what a build did.
func (a *program) noteRun(l *store.Ledger, edition string) {
	c := &a.closed
	for _, d := range l.Decisions {
		if d.Runs {
			c.Ran++
		}
	}
	for name := range l.Files() {
		if strings.HasSuffix(name, ".html") {
			c.Pages++
		}
	}
	c.Steps, c.NotMade, c.Changed, c.Edition = len(l.Decisions), l.Failed(), l.Changed(), edition
}

// kindsOfSteps are the words for steps of each stage, in the order in which they are counted.
var kindsOfSteps = []struct{ stage, noun string }{
	{"ingest", "source"}, {"transform", "table"}, {"metrics", "measure"}, {"datasets", "dataset"}, {"reports", "set of pages"},
}

// changeWords say what changed: of each kind how many, and the first few names.
func changeWords(changed []string) string {
	const few = 3
	var out []string
	for _, k := range kindsOfSteps {
		var names []string
		for _, id := range changed {
			if stageOf(id) == k.stage {
				_, name, named := strings.Cut(id, ".")
				if _, word, ok := strings.Cut(id, " "); ok {
					name, named = word, true
				}
				if !named {
					name = id
				}
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		noun := countOf(len(names), k.noun)
		if k.stage == "reports" && len(names) != 1 {
			noun = fmt.Sprintf("%d sets of pages", len(names))
		}
		shown := strings.Join(names[:min(few, len(names))], ", ")
		if len(names) > few {
			shown += ", …"
		}
		out = append(out, noun+" ("+shown+")")
	}
	return cmp.Or(strings.Join(out, "; "), "nothing")
}

// checkFailOn refuses a level that is none.
func (a *program) checkFailOn() error {
	switch a.failOn {
	case "", catalog.SeverityWarning, catalog.SeverityError:
		return nil
	}
	return usage("--fail-on %s is no severity: give warning or error", a.failOn)
}
