package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"osnova/catalog"
)

// Step is one piece of work: what it is, what it reads, and how to do it.
type Step struct {
	ID    string   // unique; the relation for a table, such as mart.community
	Own   string   // hash of all that declares it
	Reads []string // ids of the steps whose output it reads
	Run   func(ctx context.Context) (Result, error)

	Synthetic bool // what it is made of was invented; steps that read it inherit that
}

// Result is what a step leaves behind.
type Result struct {
	Output   string // hash of the content; equal output lets the steps after it rest
	Files    []string
	Findings catalog.Findings
}

// entry is what the ledger keeps of a step.
type entry struct {
	Input     string           `json:"input"`
	Output    string           `json:"output"`
	Files     []string         `json:"files,omitempty"`
	Findings  catalog.Findings `json:"findings,omitempty"`
	Synthetic bool             `json:"synthetic,omitempty"`
}

// Decision says whether a step runs and why.
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
	Missing   func(file string) bool // says that an output file is no longer there
	Steps     map[string][]string    // what each step of this run reads
	Before    func(id string)        // called before a step runs
	Decisions []Decision
	Findings  catalog.Findings

	old, now  map[string]entry
	pending   map[string]bool // ids that would run in a dry run
	synthetic map[string]bool // ids of steps that rest on what was invented
}

// OpenLedger reads the ledger file; a missing or unreadable one is an empty ledger.
func OpenLedger(path, engine string) (*Ledger, error) {
	l := &Ledger{Engine: engine, old: map[string]entry{}, now: map[string]entry{}, pending: map[string]bool{}, synthetic: map[string]bool{}, Steps: map[string][]string{}}
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
	return l, nil
}

// Do runs a step unless its input is what it was last time.
func (l *Ledger) Do(ctx context.Context, step Step) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.Steps[step.ID] = step.Reads
	input, waits := l.input(step)
	last, known := l.old[step.ID]
	reason := ""
	switch {
	case !known:
		reason = "new"
	case waits != "":
		reason = "reads " + waits
	case last.Input != input:
		reason = "changed: " + l.why(step, last)
	case l.Missing != nil && slices.ContainsFunc(last.Files, l.Missing):
		reason = "output is missing"
	}
	if l.Only != nil && known && !l.Only(step.ID) {
		reason = ""
	}
	l.Decisions = append(l.Decisions, Decision{step.ID, reason != "", reason})
	if reason == "" {
		l.synthetic[step.ID] = last.Synthetic
		l.keep(step.ID, last)
		return nil
	}
	l.synthetic[step.ID] = step.Synthetic || slices.ContainsFunc(step.Reads, l.Synthetic)
	if l.DryRun {
		l.pending[step.ID] = true
		l.now[step.ID] = last
		return nil
	}
	if l.Before != nil {
		l.Before(step.ID)
	}
	result, err := step.Run(ctx)
	if err != nil {
		return err
	}
	l.keep(step.ID, entry{Input: input, Output: result.Output, Files: result.Files, Findings: result.Findings, Synthetic: l.synthetic[step.ID]})
	return nil
}

// Synthetic reports whether a step of this run rests on invented facts, itself or by what it reads. A step may ask it of itself while it runs.
func (l *Ledger) Synthetic(id string) bool { return l != nil && l.synthetic[id] }

// Contract is what a step's table has to keep: an invented country has as many rows as its scale gives, so no least number holds for it.
func (l *Ledger) Contract(id string, k catalog.Contract) catalog.Contract {
	if l.Synthetic(id) {
		k.MinRows = 0
	}
	return k
}

func (l *Ledger) keep(id string, e entry) {
	l.now[id] = e
	l.Findings = append(l.Findings, e.Findings...)
}

// input is the hash of everything that a step depends on; waits names a step it reads that a dry run did not run.
func (l *Ledger) input(step Step) (hash, waits string) {
	parts := []string{l.Engine, step.Own}
	for _, r := range step.Reads {
		if l.pending[r] {
			waits = r
		}
		parts = append(parts, r+"="+l.now[r].Output)
		if l.synthetic[r] {
			parts = append(parts, "synthetic")
		}
	}
	return Hash(parts...), waits
}

// why names the cause of a change as far as it can be told.
func (l *Ledger) why(step Step, last entry) string {
	for _, r := range step.Reads {
		if l.old[r].Output != l.now[r].Output {
			return r
		}
	}
	return "its declaration or the program"
}

// Done reports whether a step is known in this run.
func (l *Ledger) Done(id string) bool { _, ok := l.now[id]; return ok }

// Ran reports whether any step ran, or an old one is gone.
func (l *Ledger) Ran() bool {
	for _, d := range l.Decisions {
		if d.Runs {
			return true
		}
	}
	return len(l.Gone()) > 0
}

// Files returns the files of every step of this run.
func (l *Ledger) Files() map[string]bool {
	out := map[string]bool{}
	for id, e := range l.now {
		if isReads(id) {
			continue
		}
		for _, f := range e.Files {
			out[f] = true
		}
	}
	return out
}

// Gone returns the ids of steps that were there last time and are no more.
func (l *Ledger) Gone() (ids []string) {
	for id := range l.old {
		if _, ok := l.now[id]; !ok && !isReads(id) {
			ids = append(ids, id)
		}
	}
	return ids
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
	return Replace(path, body)
}

// Hash is the sha256 of parts, each kept apart from the next, in hexadecimal.
func Hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// HashOf is the hash of a declaration by its content, wherever in memory its parts lie.
func HashOf(declaration any) string {
	body, err := json.Marshal(declaration)
	if err != nil {
		return Hash(fmt.Sprintf("%#v", declaration))
	}
	return Hash(string(body))
}
