// SPDX-License-Identifier: Apache-2.0

package forms

// FormKind says what of a return is read.
type FormKind int

// Questions of a form, or its matrix of services.
const (
	Questions FormKind = iota
	Services
)

// Return is what one unit answers for one year: a form, or one row of a table.
type Return struct {
	*Passport
	Row int       // of a table; 0: a form
	At  CellPlace // first cell of the row

	records func() ([]Record, error)
}

// Records reads the answers, or the services; they may be asked for once.
func (r Return) Records() ([]Record, error) { return r.records() }

// Key tells of which form, unit and year the return is.
func (r Return) Key() string { return r.key() }

// Refusal is the fault of the passport by which the return cannot be taken; nil: it can.
func (p *Passport) Refusal() *Fault { return p.refusal() }

// Returns gives every return of the workbook to do, which may keep none of it. What is left are the services of a table whose unit and year no
// return had whose records were read, by key.
func (w *Workbook) Returns(kind FormKind, do func(Return) error) (left map[string][]Record, err error) {
	if !w.List {
		records := w.Answers
		if kind == Services {
			records = w.Offers
		}
		return nil, do(Return{Passport: &w.Passport, records: records})
	}
	if kind == Services {
		if left, err = w.offersOfUnits(); err != nil {
			return nil, err
		}
	}
	return left, w.units(func(u unitRow) error {
		return do(Return{Passport: &u.Passport, Row: u.row, At: u.spot, records: func() ([]Record, error) {
			if kind == Questions {
				return u.answers(), nil
			}
			found := left[u.key()]
			delete(left, u.key())
			return found, nil
		}})
	})
}

// ReturnReport is what a check finds of one return.
type ReturnReport struct {
	Passport
	Row                                            int
	Cells                                          []Fault // refused and emptied cells, those of the passport first
	Asked, Answered, Refused                       int     // questions
	ServicesAsked, ServicesAnswered, ServicesWrong int     // services
}

// Report is what a check finds of one workbook.
type Report struct {
	Form    *Form
	Version int
	Table   bool
	Whole   *Fault // the workbook cannot be used at all
	Returns []ReturnReport
	Strays  []Fault // services of a table that belong to no return
}

// Faults are all faults of the workbook, in order.
func (r *Report) Faults() (out []Fault) {
	if r.Whole != nil {
		out = append(out, *r.Whole)
	}
	for _, one := range r.Returns {
		out = append(out, one.Cells...)
	}
	return append(out, r.Strays...)
}

// Check reads a returned workbook as the pipeline does and says all that it would refuse.
func Check(body []byte, all map[string]*Form, rules Rules) *Report {
	w, err := Open(body, all, rules)
	if w == nil {
		return &Report{Whole: asFault(err)}
	}
	out := &Report{Form: w.Form, Version: w.Version, Table: w.List}
	at := map[int]int{} // row → its return
	_, err = w.Returns(Questions, func(r Return) error {
		one := ReturnReport{Passport: *r.Passport, Row: r.Row, Cells: r.Faults}
		records, err := r.Records()
		if err != nil {
			return err
		}
		one.questions(records)
		at[r.Row] = len(out.Returns)
		out.Returns = append(out.Returns, one)
		return nil
	})
	var left map[string][]Record
	if err == nil {
		left, err = w.Returns(Services, func(r Return) error {
			records, err := r.Records()
			if err == nil {
				out.Returns[at[r.Row]].services(records)
			}
			return err
		})
	}
	if err != nil {
		out.Whole = asFault(err)
	}
	for _, key := range sortedKeys(left) {
		for _, r := range left[key] {
			out.Strays = append(out.Strays, Fault{CellPlace: r.spot, Code: ServiceAlone})
		}
	}
	return out
}

func asFault(err error) *Fault {
	if f, ok := err.(*Fault); ok {
		return f
	}
	return wholeFault(BrokenWorkbook, err.Error())
}

// questions counts the answers and keeps their faults.
func (r *ReturnReport) questions(records []Record) {
	for _, i := range r.Form.Items {
		if i.Per == "" && i.Sheet != "passport" && i.Asked(r.Version) {
			r.Asked++
		}
	}
	for _, one := range records {
		r.Cells = append(r.Cells, one.Faults...)
		switch {
		case one.Lost():
			r.Refused++
		case !one.Blank:
			r.Answered++
		}
	}
}

// services does the same for the matrix.
func (r *ReturnReport) services(records []Record) {
	r.ServicesAsked = len(r.Form.Services)
	for _, one := range records {
		r.Cells = append(r.Cells, one.Faults...)
		switch {
		case one.Lost():
			r.ServicesWrong++
		case !one.Blank:
			r.ServicesAnswered++
		}
	}
}

// At is the place of a record's cell.
func (r *Record) At() CellPlace { return r.spot }
