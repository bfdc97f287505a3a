// SPDX-License-Identifier: Apache-2.0

package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store/disk"
)

// Step is one piece of work: what it is, what it reads, and how to do it.
type Step struct {
	ID    string   // unique; the relation for a table, such as mart.community
	File  string   // of the declaration; empty for what the program does by itself
	Own   string   // hash of all that declares it
	Reads []string // tables, or ids of steps, without which it cannot be done
	Takes []string // tables that it uses where they are made, and does without where not
	Makes []string // the tables it makes; empty: the one that its id names, if that names one
	Run   func(ctx context.Context) (Result, error)

	Synthetic bool // what it is made of was invented; steps that read it inherit that

	Answer func(question string) string // what stands today for each question that the step asked while it ran; see Result.Asked
}

// where is the place to look at when the step is not made.
func (s Step) where() string { return cmp.Or(s.File, s.ID) }

// tables are the relations that the step makes.
func (s Step) tables() []string { return tablesOf(s.ID, s.Makes) }

func tablesOf(id string, makes []string) []string {
	if _, place := Layer(id); len(makes) == 0 && place >= 0 {
		return []string{id}
	}
	return makes
}

// Result is what a step leaves behind.
type Result struct {
	Output   string            // hash of the content; equal output lets the steps after it rest
	Tables   map[string]string // digest of each table made, in place of Output
	Files    []string
	Findings catalog.Findings
	Asked    []string // what it asked beyond what it reads, sorted: the answers are part of its input the next time
}

// entry is what the ledger keeps of a step.
type entry struct {
	Input     string            `json:"input"`
	Output    string            `json:"output,omitempty"`
	Tables    map[string]string `json:"tables,omitempty"`
	Files     []string          `json:"files,omitempty"`
	Findings  catalog.Findings  `json:"findings,omitempty"`
	Synthetic bool              `json:"synthetic,omitempty"`
	Asked     []string          `json:"asked,omitempty"`
}

// output is the hash of what readers of r see of the step.
func (e entry) output(r string) string {
	if digest, ok := e.Tables[r]; ok {
		return digest
	}
	return e.Output
}

// Decision says whether a step runs and why, or why it cannot.
type Decision struct {
	ID     string
	Runs   bool
	Reason string
}

// Ledger remembers which work is already done for the same content.
type Ledger struct {
	Engine    string                 // hash of the program: another program does all work again
	DryRun    bool                   // decide, but run nothing
	Only      func(id string) bool   // when not nil, only these steps run; others keep their last output
	Needed    func(id string) bool   // with Only, when not nil: of the steps that were never done only these run; others are left undone
	Missing   func(file string) bool // says that an output file is no longer there
	Steps     map[string][]string    // what each step of this run reads and takes
	Needs     map[string][]string    // what each reads
	Makers    map[string]string      // the step of this run that makes a table
	Before    func(id string)        // called before a step runs
	Decisions []Decision
	Findings  catalog.Findings

	old, now  map[string]entry
	was       map[string]entry  // old, with what was forgotten since
	oldMaker  map[string]string // table → step that made it last time
	pending   map[string]bool   // ids that would run in a dry run
	undone    map[string]bool   // ids that nobody asked for in this run and that were never done
	synthetic map[string]bool   // ids of steps that rest on what was invented
	unmade    map[string]string // step → why nothing was made by it in this run
}

// OpenLedger reads the ledger file; a missing or unreadable one is an empty ledger.
func OpenLedger(path, engine string) (*Ledger, error) {
	l := &Ledger{
		Engine: engine, old: map[string]entry{}, now: map[string]entry{}, oldMaker: map[string]string{}, pending: map[string]bool{}, undone: map[string]bool{},
		synthetic: map[string]bool{}, unmade: map[string]string{}, Steps: map[string][]string{}, Needs: map[string][]string{}, Makers: map[string]string{},
	}
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	if json.Unmarshal(body, &l.old) != nil {
		l.old = map[string]entry{}
	}
	l.was = maps.Clone(l.old)
	for id, e := range l.old {
		if isReads(id) {
			continue
		}
		l.oldMaker[id] = id
		for t := range e.Tables {
			l.oldMaker[t] = id
		}
	}
	return l, nil
}

// Do runs a step unless its input is what it was last time. A step that cannot be done, since what it reads was not made or since its own
// declaration is at fault, leaves a finding and no table, and is not known to the next run.
func (l *Ledger) Do(ctx context.Context, step Step) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.know(step)
	last, known := l.old[step.ID]
	rests := l.Only != nil && known && !l.Only(step.ID)
	if l.Only != nil && !known && !l.Only(step.ID) && l.Needed != nil && !l.Needed(step.ID) {
		l.undone[step.ID] = true
		return nil
	}
	if !rests && slices.ContainsFunc(step.Reads, func(r string) bool { return !l.Done(r) }) {
		l.block(step)
		return nil
	}
	input, waits := l.input(step, last.Asked)
	reason := ""
	switch {
	case rests:
	case !known:
		reason = "new"
	case waits != "":
		reason = "reads " + waits
	case last.Input != input:
		reason = "changed: " + l.why(step)
	case l.Missing != nil && slices.ContainsFunc(last.Files, l.Missing):
		reason = "output is missing"
	}
	l.Decisions = append(l.Decisions, Decision{step.ID, reason != "", reason})
	if reason == "" {
		l.synthetic[step.ID] = last.Synthetic
		l.keep(step.ID, last)
		return nil
	}
	l.synthetic[step.ID] = step.Synthetic || slices.ContainsFunc(l.Steps[step.ID], l.Synthetic)
	if l.DryRun {
		l.pending[step.ID] = true
		l.now[step.ID] = last
		return nil
	}
	if l.Before != nil {
		l.Before(step.ID)
	}
	result, err := step.Run(ctx)
	var fault *Fault
	switch {
	case errors.As(err, &fault):
		l.find(step.ID, fault.Finding)
		l.unmade[step.ID] = "at fault is " + fault.Finding.Where
		return nil
	case err != nil:
		return err
	}
	input, _ = l.input(step, result.Asked) // what it asked today may not be what it asked last time
	l.keep(step.ID, entry{Input: input, Output: result.Output, Tables: result.Tables, Files: result.Files, Findings: result.Findings, Synthetic: l.synthetic[step.ID], Asked: result.Asked})
	return nil
}

// know lists a step among those of this run.
func (l *Ledger) know(step Step) {
	l.Needs[step.ID], l.Steps[step.ID] = step.Reads, append(slices.Clone(step.Reads), step.Takes...)
	for _, t := range step.tables() {
		l.Makers[t] = step.ID
	}
}

// block leaves a step undone that reads what was not made.
func (l *Ledger) block(step Step) {
	var cause string
	var missing []string
	for _, r := range step.Reads {
		if l.Done(r) {
			continue
		}
		missing = append(missing, r+", "+l.Unmade(r))
		if cause == "" {
			if cause = l.unmade[l.maker(r)]; cause == "" {
				cause = "nothing makes " + r
			}
		}
	}
	why := "not made: it reads " + strings.Join(missing, "; ")
	l.Decisions = append(l.Decisions, Decision{step.ID, false, why})
	l.find(step.ID, catalog.Finding{Where: step.where(), What: step.ID + " is " + why, Hint: "fix that first"})
	l.unmade[step.ID] = cause
}

// Unmade says why a relation that is not Done was not made: "which nothing makes", or which declaration is at fault.
func (l *Ledger) Unmade(r string) string {
	if cause, failed := l.unmade[l.maker(r)]; failed {
		return "which is not made: " + cause
	}
	return "which nothing makes"
}

// Undone reports whether a step of this run could not be done.
func (l *Ledger) Undone(id string) bool { return l != nil && l.unmade[id] != "" }

// maker is the step of this run that makes r, which may be a step's id too.
func (l *Ledger) maker(r string) string {
	if id, ok := l.Makers[r]; ok {
		return id
	}
	return r
}

// Synthetic reports whether a step of this run, or the one that makes a table, rests on invented facts, itself or by what it reads.
// A step may ask it of itself while it runs.
func (l *Ledger) Synthetic(id string) bool { return l != nil && l.synthetic[l.maker(id)] }

// ReadBy is what the step that makes a relation reads and takes.
func (l *Ledger) ReadBy(relation string) []string { return l.Steps[l.maker(relation)] }

// Contract is what a step's table has to keep: an invented country has as many rows as its scale gives, so no least number holds for it.
func (l *Ledger) Contract(id string, k catalog.Contract) catalog.Contract {
	if l.Synthetic(id) {
		k.MinRows = 0
	}
	return k
}

func (l *Ledger) keep(id string, e entry) {
	l.now[id] = e
	l.find(id, e.Findings...)
}

// find keeps what a step met.
func (l *Ledger) find(id string, findings ...catalog.Finding) {
	for _, f := range findings {
		f.Step = cmp.Or(f.Step, id)
		l.Findings = append(l.Findings, f)
	}
}

// input is the hash of everything that a step depends on; waits names a step it reads that a dry run did not run.
func (l *Ledger) input(step Step, asked []string) (hash, waits string) {
	parts := []string{l.Engine, step.Own}
	for _, r := range l.Steps[step.ID] {
		id := l.maker(r)
		if l.pending[id] {
			waits = r
		}
		parts = append(parts, r+"="+l.now[id].output(r))
		if !l.Done(r) {
			parts = append(parts, "not made")
		}
		if l.synthetic[id] {
			parts = append(parts, "synthetic")
		}
	}
	if step.Answer != nil {
		for _, q := range asked {
			parts = append(parts, q, step.Answer(q))
		}
	}
	return HashParts(parts...), waits
}

// why names the cause of a change as far as it can be told.
func (l *Ledger) why(step Step) string {
	for _, r := range l.Steps[step.ID] {
		if l.old[l.oldMaker[r]].output(r) != l.now[l.maker(r)].output(r) {
			return r
		}
	}
	return "its declaration or the program"
}

// Done reports whether a table, or what a step makes, is there in this run, or was never made because nobody asked for it.
func (l *Ledger) Done(r string) bool {
	id := l.maker(r)
	_, ok := l.now[id]
	return ok || l.undone[id]
}

// isReads tells the remembered relations of a query from a step.
func isReads(id string) bool { return strings.HasPrefix(id, "reads ") }

// Forget drops what is known of steps, so that they run again.
func (l *Ledger) Forget(which func(id string) bool) {
	for id := range l.old {
		if !isReads(id) && which(id) {
			delete(l.old, id)
		}
	}
}

// Save writes the ledger beside its old version and puts it in place.
func (l *Ledger) Save(path string) error {
	body, err := json.MarshalIndent(l.now, "", " ")
	if err != nil {
		return fmt.Errorf("write the ledger: %w", err)
	}
	return disk.Replace(path, body)
}

// HashParts is the sha256 of parts, each kept apart from the next, in hexadecimal.
func HashParts(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// HashOf is the hash of a declaration by its content, wherever in memory its parts lie.
func HashOf(declaration any) string {
	body, err := json.Marshal(declaration)
	if err != nil {
		return HashParts(fmt.Sprintf("%#v", declaration))
	}
	return HashParts(string(body))
}
