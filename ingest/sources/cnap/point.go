// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"math"

	"osnova/ingest/gazetteer"
)

// Point is one row of the register: a centre or a place that belongs to one.
// Nil means that the register does not say. It holds no street, house, phone,
// e-mail or web address.
type Point struct {
	Line int // row of the sheet, from 1
	Code int // the register's own number, unique
	Name string
	Kind PlaceKind
	Address
	// CouncilName and CouncilType are the community the name speaks of, and
	// PlaceName and PlaceType the settlement.
	CouncilName, CouncilType string
	PlaceName, PlaceType     string
	// Found is the unit of the codifier that the whole address names, or,
	// where it does not tell, the name.
	Found gazetteer.Result

	Workers *int
	AreaM2  *float64 // open part of the premises; 0 is taken as not given

	// HoursWeek is nil where the timetable is missing, closed on every day (see
	// Week.Given), or has a day that cannot be read; the four beside it so far
	// as they hang on that day.
	HoursWeek    *float64
	DaysWeek     *int
	Saturday     *bool
	Evening      *bool
	EarlyMorning *bool

	Website            *bool
	PhoneConsultation  *bool
	OnlineConsultation *bool
	FeedbackForm       *bool

	OnlineBooking          *bool
	BusStop                *bool // within 100 m
	FreeParking            *bool
	BankBranch             *bool
	CardPayment            *bool
	PaymentTerminal        *bool
	AddedServices          *bool
	FreeWifi               *bool
	SelfService            *bool
	SanitaryRoom           *bool
	DisabilityAccess       *bool
	Ramp                   *bool
	AccessibleSanitaryRoom *bool
	Braille                *bool
	PramPlace              *bool
}

// Problem is one cell that was not understood, or, with Row set, a row that
// was left out for it. Value is masked where it may hold contacts.
type Problem struct {
	Line   int    // row of the sheet, from 1
	Column string // machine name
	Value  string
	Reason string
	Row    bool // the whole row is quarantined
}

// timetable fills what follows from the hours of the week.
func (p *Point) timetable(w WeekHours) {
	if !w.Given() {
		return
	}
	sat, evening, early := w.Saturday(), w.Evening(), w.EarlyMorning()
	if !w.Unread[saturday] {
		p.Saturday = &sat
	}
	// One weekday that was read can show an evening; without one, the day that was not read may be it.
	if evening || w.weekdaysRead() {
		p.Evening = &evening
	}
	if early || w.weekdaysRead() {
		p.EarlyMorning = &early
	}
	if !w.Whole() {
		return
	}
	hours, days := math.Round(w.Hours()*100)/100, 0 // some cells were dragged into 16:01, 16:02, …
	for _, d := range w.Open {
		if len(d) > 0 {
			days++
		}
	}
	p.HoursWeek, p.DaysWeek = &hours, &days
}
