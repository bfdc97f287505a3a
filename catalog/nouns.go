// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
)

// Type names of columns. They map one to one to DuckDB, Arrow and Table Schema types.
const (
	TypeText    = "text"    // VARCHAR
	TypeInteger = "integer" // BIGINT
	TypeNumber  = "number"  // DOUBLE
	TypeBoolean = "boolean" // BOOLEAN
	TypeDate    = "date"    // DATE, ISO 8601
)

// Column is one field of a table: its name, type, meaning and checks.
type Column struct {
	Name     string   `yaml:"name"`
	Type     string   `yaml:"type"`
	UK       string   `yaml:"uk"`
	EN       string   `yaml:"en"`
	Unit     string   `yaml:"unit"`
	Required bool     `yaml:"required"`
	Pattern  string   `yaml:"pattern"`
	Min      *float64 `yaml:"min"`
	Max      *float64 `yaml:"max"`
	Enum     []string `yaml:"enum"`
}

// Text returns the meaning of the column in both languages.
func (c Column) Text() Text { return Text{c.UK, c.EN} }

// Contract is what a table promises: columns in order, a unique key, a least number of rows.
type Contract struct {
	Columns []Column `yaml:"columns"`
	Key     []string `yaml:"key"`
	MinRows int      `yaml:"min_rows"`
}

// Column returns the position of the column named, or -1.
func (c Contract) Column(name string) int {
	for i := range c.Columns {
		if c.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Names returns the names of the columns in order.
func (c Contract) Names() []string {
	out := make([]string, len(c.Columns))
	for i := range c.Columns {
		out[i] = c.Columns[i].Name
	}
	return out
}

// File is one upstream file of a source.
type File struct {
	Name    string   `yaml:"name"`                   // how the parser calls it
	URL     string   `yaml:"url"`                    // where the publisher offers it
	Mirror  string   `yaml:"mirror"`                 // its path under a mirror
	Edition string   `yaml:"edition"`                // value for a column "from: $edition"
	SHA256  string   `yaml:"sha256"`                 // of the file as it is offered; another one is refused
	Pack    string   `yaml:"pack"`                   // gzip, zip: the file is read unpacked
	Member  string   `yaml:"member"`                 // zip: pattern of the one file to read in it; list: pattern of the files to read of those it names
	List    bool     `yaml:"list"`                   // the file names others, which are read in its place
	Listed  string   `yaml:"-"`                      // name of a file that came from a list, as the list has it
	Each    *EachRow `yaml:"each"`                   // one such file for each row of another source
	Once    bool     `yaml:"once" json:",omitempty"` // it does not change: what came once is not asked for again
	// Optional: a publisher without the file has nothing to say in it, such as a budget without spending.
	Optional bool              `yaml:"optional"`
	Row      map[string]string `yaml:"-"` // of a file that each made: the row it was made for
}

// Label is what a file is called in messages and accounts: its name in the list that it came from, else the base name of its mirror path.
func (f File) Label() string {
	if f.Listed != "" {
		return f.Listed
	}
	return path.Base(f.Mirror)
}

// Licence says under which terms a source may be used and what of it may be embedded.
type Licence struct {
	ID    string `yaml:"id"` // SPDX id, or "none-stated"
	Title Text   `yaml:"title"`
	URL   string `yaml:"url"`   // of the licence; of none-stated with rows: the law that opens the data
	Embed string `yaml:"embed"` // "rows": facts row by row; "aggregates": only what we compute
}

// Binds reports whether what is made of the source must keep its licence: share-alike, non-commercial and no-derivatives terms do.
func (l Licence) Binds() bool { return bindingLicence.MatchString(l.ID) }

var bindingLicence = regexp.MustCompile(`-(NC|SA|ND)\b|^(ODbL|GPL|AGPL)-`)

// SkipRule is a declared rule by which a row is left out, with its reason.
type SkipRule struct {
	Rule    string `yaml:"rule"`
	Column  string `yaml:"column"` // upstream header; empty with Empty: the whole row
	Matches string `yaml:"matches"`
	Not     string `yaml:"not"` // pattern: the row is left out if its value is another
	Empty   bool   `yaml:"empty"`
	Unless  *Cell  `yaml:"unless"` // the row stays if this holds
	Reason  Text   `yaml:"reason"`
}

// Cell is a condition on one upstream column.
type Cell struct {
	Column  string `yaml:"column"`
	Matches string `yaml:"matches"`
}

// KeepsEnded is what a source says in keeps whose rows are things that have a life: what an edition lacks has ended, and is not forgotten.
const KeepsEnded = "ended"

// Source says who publishes, where, under which licence, how often, and what its table promises.
type Source struct {
	Name        string         `yaml:"-"`
	Dir         string         `yaml:"-"` // folder inside the declarations
	Title       Text           `yaml:"title"`
	Description Text           `yaml:"description"`
	Publisher   Text           `yaml:"publisher"`
	Homepage    string         `yaml:"homepage"`
	Attribution Text           `yaml:"attribution"`
	Licence     Licence        `yaml:"licence"`
	Cadence     string         `yaml:"cadence"`
	Vintage     Text           `yaml:"vintage"` // the period that the data speak of, in words
	AsOf        string         `yaml:"as_of"`   // the same as a period: 2022, 2022-09, 2025-05-16; ../2025: not later than 2025, and not stated
	Tolerance   float64        `yaml:"tolerance"`
	Shrink      float64        `yaml:"shrink"` // share of rows that may vanish against the last good snapshot; default 0.1
	Grow        float64        `yaml:"grow"`   // how many times as many rows may come, above 1,000; default 10
	Files       []File         `yaml:"files"`
	Hosts       []string       `yaml:"hosts"` // besides those of files: where redirects and links may lead
	Busy        []int          `yaml:"busy"`  // statuses by which the publisher means "later", besides 429 and 5xx
	Rate        float64        `yaml:"rate"`  // requests a second to a host, where the publisher allows more than one
	Format      Format         `yaml:"format"`
	Skip        []SkipRule     `yaml:"skip"`
	Match       *Match         `yaml:"match"`                   // names of places in the source's texts are matched with the codifier
	Own         bool           `yaml:"own"`                     // compiled by hand in this project: data.csv lies beside source.yaml
	Met         Evidence       `yaml:"met"`                     // what its reader has met: a real file, a real layout, documentation, nothing
	Runbook     Text           `yaml:"runbook"`                 // what to do when it fails or drifts: where to look, whom to ask, what usually changes, what stays
	Keeps       string         `yaml:"keeps" json:",omitempty"` // ended: rows that a later edition lacks end with its day, and are kept
	Awaited     Text           `yaml:"awaited"`                 // why no facts are embedded yet: until a mirror or the publisher gives its files, the table is empty
	Persons     bool           `yaml:"persons"`                 // it counts or lists single persons or cases: what reads it is not published but through a protected table
	HandedIn    bool           `yaml:"handed_in"`               // units hand its values in or are visited one by one: of all of them it tells only by the rule of Coverage
	Synthetic   bool           `yaml:"-" json:",omitempty"`     // its facts are invented: see Catalog.Marked
	Columns     []SourceColumn `yaml:"columns"`
	Key         []string       `yaml:"key"`
	MinRows     int            `yaml:"min_rows"`
	Expect      Expectations   `yaml:"expect"` // what the next edition is expected to be like
}

// Match says which texts of a source name a place of the codifier. Text, Oblast and Raion are headers of upstream columns, which need not
// be kept; a source with a parser of its own gives the texts itself. Columns take what is found: see MatchColumns.
type Match struct {
	Text   []string `yaml:"text"`   // in the order of trust: a later one is read where the earlier ones do not tell the community
	Oblast string   `yaml:"oblast"` // context
	Raion  string   `yaml:"raion"`  // context
	Only   string   `yaml:"only"`   // community or settlement: what a name without a type word may be; empty: both
}

// MatchColumns are what a column of a source that matches names may take, as "from: $match.code" and so on.
var MatchColumns = []string{"code", "level", "community", "score", "reason", "notes", "choices", "suggestions"}

// Model is one SELECT that makes a table of the layer staging or mart.
type Model struct {
	Name     string `yaml:"-"`
	Layer    string `yaml:"-"`
	File     string `yaml:"-"`
	SQL      string `yaml:"-"`
	Title    Text   `yaml:"title"`
	Contract `yaml:",inline"`
}

// Relation is the schema-qualified table that the model makes.
func (m Model) Relation() string { return m.Layer + "." + m.Name }

// Goalposts are the frozen bounds between which a value is scaled to 0–100.
type Goalposts struct {
	Lo  float64   `yaml:"lo"`
	Hi  float64   `yaml:"hi"`
	Log Logarithm `yaml:"log"` // scale: true for ln(1+x), ln for ln(x)
}

// Logarithm is the scale on which a value is compared: none, ln(1+x) or ln(x).
type Logarithm string

// Logarithms, by the names that osnova index has for them.
const (
	LogOnePlus Logarithm = "log" // ln(1+x)
	LogPlain   Logarithm = "ln"  // ln(x)
)

// UnmarshalYAML takes true for ln(1+x), false, or ln.
func (l *Logarithm) UnmarshalYAML(decode func(any) error) error {
	var v any
	if err := decode(&v); err != nil {
		return err
	}
	switch v {
	case true:
		*l = LogOnePlus
	case false:
		*l = ""
	case "ln":
		*l = LogPlain
	default:
		return fmt.Errorf("log: %v: give true for ln(1+x), or ln", v)
	}
	return nil
}

// PeriodPattern is what a period of values may be: a year, quarter, month or day, or, as an interval of ISO 8601-2 without a beginning
// (../2025), a time not later than a year that nobody states more nearly.
const PeriodPattern = `^(\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?|\.\./\d{4})$`

// Indicator is a model with a unit, a direction and a reading. Its SELECT gives territory_id, period, value, num, den, obs_status, and,
// where it says more, level (community where there is none), low and high (bounds of an interval) and n (units that the value rests on).
type Indicator struct {
	Name       string            `yaml:"-"` // its id, such as open.edem_tools
	File       string            `yaml:"-"` // of its SELECT, or of the declaration where a shape makes the SELECT
	SQL        string            `yaml:"-"`
	Select     string            `yaml:"-" json:",omitempty"`    // file of the shape that makes the SELECT; empty: its own
	From       map[string]string `yaml:"from" json:",omitempty"` // fills the shape with these keys, such as form: statute
	Title      Text              `yaml:"title"`
	Short      Text              `yaml:"short"`
	Definition Text              `yaml:"definition"`
	Reading    Text              `yaml:"reading"` // how to read the value and what it does not say
	Unit       Text              `yaml:"unit"`
	Decimals   int               `yaml:"decimals"`
	ScaleType  string            `yaml:"scale_type"` // one of ScaleTypes: which measures of inequality mean something
	Bounds     *Bounds           `yaml:"bounds"`     // of a bounded scale; 0 to 100 where left out
	Direction  string            `yaml:"direction"`  // + or -
	Period     string            `yaml:"period"`     // of the newest value shown, ISO
	Absence    string            `yaml:"absence"`    // see AbsenceZero
	AbsenceWhy Text              `yaml:"absence_why"`
	Complete   *Complete         `yaml:"complete"` // for which units the values can be compared; none: for no unit, as lower bounds
	Sources    []string          `yaml:"sources"`
	Up         string            `yaml:"up"`    // how it is aggregated upward: ratio (Σnum/Σden), mean (weighted by residents), or measured: the SELECT gives every level itself
	Scale      float64           `yaml:"scale"` // factor of the ratio, such as 10000; default 1
	Group      string            `yaml:"group"` // heading under which it is listed
	Goalposts  *Goalposts        `yaml:"goalposts"`
	Version    string            `yaml:"version"`
	Awaited    Text              `yaml:"awaited"`                   // where its values would come from: until they do, it has no row, and that is no finding
	ValidYears int               `yaml:"valid_years"`               // in an annual index a value holds for so many years, its own among them; default 1
	Publish    *Publish          `yaml:"publish" json:",omitempty"` // not by single units: see Publish
	Within     *Within           `yaml:"within" json:",omitempty"`  // shorter periods that its definition asks for besides years
}

// SelectFile is the file in which its SELECT stands.
func (i Indicator) SelectFile() string { return cmp.Or(i.Select, i.File) }

// withDefaults fills what a declaration may leave out.
func (i Indicator) withDefaults() Indicator {
	i.Scale, i.ValidYears = cmp.Or(i.Scale, 1), cmp.Or(i.ValidYears, 1)
	return i
}

// Within says that the definition of an indicator asks for values of quarters or months. Where the sources are dated finely enough, the SELECT gives rows
// of such periods beside those of years, and they make a table of their own; where not, Lacking says why there are none.
type Within struct {
	Period  string `yaml:"period"` // quarter, month
	Lacking Text   `yaml:"lacking"`
}

// withinPatterns are the periods of each kind.
var withinPatterns = map[string]string{"quarter": `^\d{4}-Q[1-4]$`, "month": `^\d{4}-(0[1-9]|1[0-2])$`}

// Pattern is what periods of that kind look like.
func (w Within) Pattern() string { return withinPatterns[w.Period] }

// Complete says for which units in scope an indicator tells the whole: all of them, or those that are stated, and whose values it are.
type Complete struct {
	Units string `yaml:"units"` // all, stated
	Text  `yaml:",inline"`
}

// Absences of a record in the source of an indicator.
const (
	AbsenceZero       = "zero"        // known to be none: the source is complete for all units
	AbsenceMissing    = "missing"     // unknown
	AbsenceLowerBound = "lower_bound" // unknown, and what is recorded may not be all
)

// LowerBound reports whether the values tell only the least: they are shown with the status >, and neither scored nor compared.
func (i Indicator) LowerBound() bool { return i.Absence == AbsenceLowerBound }

// ScaleTypes of indicators: ratio is an amount from 0 without an end, so that twice as much means something; bounded is a share or a mark between two ends, of
// which either may be called the good one; count is a number of things, often 0; binary is 0 or 100, yes or no of one unit.
var ScaleTypes = []string{"ratio", "bounded", "count", "binary"}

// Bounds are the ends of a bounded scale.
type Bounds struct {
	Lo float64 `yaml:"lo"`
	Hi float64 `yaml:"hi"`
}

// Relation is the table that the indicator makes.
func (i Indicator) Relation() string { return "metric." + SQLName(i.Name) }

// RelationWithin is the table of its quarters or months; empty where it has none.
func (i Indicator) RelationWithin() string {
	if i.Within == nil || i.Within.Lacking != (Text{}) {
		return ""
	}
	return i.Relation() + "_within"
}

// Relations are the tables that the indicator makes: its own, and that of its quarters or months where it has them.
func (i Indicator) Relations() []string {
	if within := i.RelationWithin(); within != "" {
		return []string{i.Relation(), within}
	}
	return []string{i.Relation()}
}

// Levels are the units that an indicator can speak of, from the lowest up.
var Levels = []string{"body", "community", "oblast", "country"}

// DataThemes are the themes of datasets of the European Union's vocabulary data-theme.
var DataThemes = []string{"AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"}

// Dataset is a table published as open data.
type Dataset struct {
	Name        string   `yaml:"-"`
	File        string   `yaml:"-"`
	SQL         string   `yaml:"-"`
	Title       Text     `yaml:"title"`
	Description Text     `yaml:"description"`
	Grain       Text     `yaml:"grain"`
	Audience    string   `yaml:"audience"` // all, citizens, officials, researchers
	Keywords    Keywords `yaml:"keywords"`
	Themes      []string `yaml:"themes"` // codes of DataThemes
	Sources     []string `yaml:"sources"`
	Period      string   `yaml:"period"`
	// Licence is that of a dataset whose sources ask for their own; nil: that of the project.
	Licence    *ProjectLicence `yaml:"licence" json:",omitempty"`
	Parts      *Parts          `yaml:"parts"`
	Disclosure *Disclosure     `yaml:"disclosure" json:",omitempty"` // of a dataset that counts persons or cases
	Synthetic  bool            `yaml:"-" json:",omitempty"`          // rests on invented facts: see Catalog.Marked
	Contract   `yaml:",inline"`
}

// Parts are files beside a dataset that each hold its rows with one value of a column, named by that value.
type Parts struct {
	By     string `yaml:"by"`     // a text column of the contract
	Folder string `yaml:"folder"` // beside the dataset
}

// Keywords are search words in both languages.
type Keywords struct {
	UK []string `yaml:"uk"`
	EN []string `yaml:"en"`
}

// Catalog is all declarations, each list sorted by name.
type Catalog struct {
	Project    Project
	Coverage   *Coverage // of aggregates of what units hand in; nil: none is declared
	Sources    []Source
	Models     []Model
	Protected  []Protected
	Tables     []Table
	Indicators []Indicator
	Indices    []Index
	Datasets   []Dataset
	Pages      []Page
	Findings   Findings
}
