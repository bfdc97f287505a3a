// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"strconv"

	"osnova/ingest/parse"
)

// record lists the columns of the table raw.cnap, in order, with the text of
// each cell; an empty cell is NULL.
var record = []struct {
	name string
	text func(*Point) string
}{
	{"point_id", func(p *Point) string { return strconv.Itoa(p.Code) }},
	{"name", func(p *Point) string { return p.Name }},
	{"kind", func(p *Point) string { return string(p.Kind) }},
	{"oblast_name", func(p *Point) string { return p.Oblast }},
	{"community_name", func(p *Point) string { return p.Community }},
	{"community_type", func(p *Point) string { return p.CommunityType }},
	{"settlement_name", func(p *Point) string { return p.Settlement }},
	{"settlement_type", func(p *Point) string { return p.SettlementType }},
	{"council_name", func(p *Point) string { return p.CouncilName }},
	{"council_type", func(p *Point) string { return p.CouncilType }},
	{"place_name", func(p *Point) string { return p.PlaceName }},
	{"place_type", func(p *Point) string { return p.PlaceType }},
	{"territory_id", func(p *Point) string { return parse.MatchCells(p.Found)[0] }},
	{"territory_level", func(p *Point) string { return parse.MatchCells(p.Found)[1] }},
	{"community_id", func(p *Point) string { return parse.MatchCells(p.Found)[2] }},
	{"match_score", func(p *Point) string { return parse.MatchCells(p.Found)[3] }},
	{"match_reason", func(p *Point) string { return parse.MatchCells(p.Found)[4] }},
	{"match_notes", func(p *Point) string { return parse.MatchCells(p.Found)[5] }},
	{"match_choices", func(p *Point) string { return parse.MatchCells(p.Found)[6] }},
	{"workers", func(p *Point) string { return whole(p.Workers) }},
	{"area_m2", func(p *Point) string { return decimal(p.AreaM2) }},
	{"hours_week", func(p *Point) string { return decimal(p.HoursWeek) }},
	{"days_week", func(p *Point) string { return whole(p.DaysWeek) }},
	{"saturday", func(p *Point) string { return yesOrNo(p.Saturday) }},
	{"evening", func(p *Point) string { return yesOrNo(p.Evening) }},
	{"early_morning", func(p *Point) string { return yesOrNo(p.EarlyMorning) }},
	{"website", func(p *Point) string { return yesOrNo(p.Website) }},
	{"phone_consultation", func(p *Point) string { return yesOrNo(p.PhoneConsultation) }},
	{"online_consultation", func(p *Point) string { return yesOrNo(p.OnlineConsultation) }},
	{"feedback_form", func(p *Point) string { return yesOrNo(p.FeedbackForm) }},
	{"online_booking", func(p *Point) string { return yesOrNo(p.OnlineBooking) }},
	{"bus_stop", func(p *Point) string { return yesOrNo(p.BusStop) }},
	{"free_parking", func(p *Point) string { return yesOrNo(p.FreeParking) }},
	{"bank_branch", func(p *Point) string { return yesOrNo(p.BankBranch) }},
	{"card_payment", func(p *Point) string { return yesOrNo(p.CardPayment) }},
	{"payment_terminal", func(p *Point) string { return yesOrNo(p.PaymentTerminal) }},
	{"added_services", func(p *Point) string { return yesOrNo(p.AddedServices) }},
	{"free_wifi", func(p *Point) string { return yesOrNo(p.FreeWifi) }},
	{"self_service", func(p *Point) string { return yesOrNo(p.SelfService) }},
	{"sanitary_room", func(p *Point) string { return yesOrNo(p.SanitaryRoom) }},
	{"disability_access", func(p *Point) string { return yesOrNo(p.DisabilityAccess) }},
	{"ramp", func(p *Point) string { return yesOrNo(p.Ramp) }},
	{"accessible_sanitary_room", func(p *Point) string { return yesOrNo(p.AccessibleSanitaryRoom) }},
	{"braille", func(p *Point) string { return yesOrNo(p.Braille) }},
	{"pram_place", func(p *Point) string { return yesOrNo(p.PramPlace) }},
}

// Cells is the point as text, one cell per column of raw.cnap: whole numbers,
// decimals with a dot, true or false, and an empty string for what is not known.
func (p Point) Cells() []string {
	cells := make([]string, len(record))
	for i, c := range record {
		cells[i] = c.text(&p)
	}
	return cells
}

func whole(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func decimal(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

func yesOrNo(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}
