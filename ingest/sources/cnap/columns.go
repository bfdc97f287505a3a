// SPDX-License-Identifier: Apache-2.0

package cnap

// column is one column of the register: its Ukrainian and its machine header.
type column struct{ title, name string }

// columns lists both header rows in order; a changed header stops the import.
// «череж» is spelt so by the publisher.
var columns = [...]column{
	{"Код", "code"},
	{"Назва центру", "name"},
	{"Адреса", "address"},
	{"Форма утворення центру", "formation_form"},
	{"К-ть працівників", "workers_total"},
	{"Площа відкритої частини центру", "square_total"},
	{"Статус", "state"},
	{"web site", "web"},
	{"Наявність зупинок громадського транспорту в радіусі 100 м.", "bus_100"},
	{"Наявність безоплатної стоянки автотранспорту", "free_parking"},
	{"Час прийому суб'єктів звернень", "timetable"},
	{"Консультування телефоном", "tel_consul"},
	{"Онлайн-консультування", "onl_consul"},
	{"Здійснення попереднього запису на прийом", "e_registr"},
	{"Наявність у ЦНАП відділення банку", "bank_branc"},
	{"Оплата послуг банківською карткою", "pay_card"},
	{"Оплата послуг череж платіжний термінал", "pay_terminal"},
	{"Додаткові послуги", "add_serv"},
	{"Вільний WI-FI", "free_wifi"},
	{"Місця для самообслуговування", "self_serv"},
	{"Наявність санітарної кімнати у центрі", "sanit_room"},
	{"Забезпечення умов для перебування та обслуговування в центрі осіб з інвалідністю та інших маломобільних груп населення", "disability"},
	{"Пандус та сходи з поручнями", "pandus"},
	{"Обладнана санітарна кімната", "dis_sanit"},
	{"Матеріали надруковані шрифтом Брайля", "braille_mat"},
	{"Місце для тимчасового розміщення дитячих колясок", "pram_place"},
	{"Посилання на форму зворотнього зв’язку", "feedback_url"},
}

// Positions of the columns that are read one by one.
const (
	colCode      = 0
	colName      = 1
	colAddress   = 2
	colWorkers   = 4
	colArea      = 5
	colState     = 6
	colBus       = 8
	colTimetable = 10
)

// blockFrom is where the amenity block starts: a point either fills
// bus_100 … feedback_url or leaves all of it blank, and then nothing there is
// known, nor is a blank web address a «no».
const blockFrom = colBus

// flags are the cells that say True or False.
var flags = []struct {
	column string
	field  func(*Point) **bool
}{
	{"bus_100", func(p *Point) **bool { return &p.BusStop }},
	{"free_parking", func(p *Point) **bool { return &p.FreeParking }},
	{"e_registr", func(p *Point) **bool { return &p.OnlineBooking }},
	{"bank_branc", func(p *Point) **bool { return &p.BankBranch }},
	{"pay_card", func(p *Point) **bool { return &p.CardPayment }},
	{"pay_terminal", func(p *Point) **bool { return &p.PaymentTerminal }},
	{"add_serv", func(p *Point) **bool { return &p.AddedServices }},
	{"free_wifi", func(p *Point) **bool { return &p.FreeWifi }},
	{"self_serv", func(p *Point) **bool { return &p.SelfService }},
	{"sanit_room", func(p *Point) **bool { return &p.SanitaryRoom }},
	{"disability", func(p *Point) **bool { return &p.DisabilityAccess }},
	{"pandus", func(p *Point) **bool { return &p.Ramp }},
	{"dis_sanit", func(p *Point) **bool { return &p.AccessibleSanitaryRoom }},
	{"braille_mat", func(p *Point) **bool { return &p.Braille }},
	{"pram_place", func(p *Point) **bool { return &p.PramPlace }},
}

// presences are the cells whose value never leaves: only whether there is one.
var presences = []struct {
	column string
	field  func(*Point) **bool
}{
	{"web", func(p *Point) **bool { return &p.Website }},
	{"tel_consul", func(p *Point) **bool { return &p.PhoneConsultation }},
	{"onl_consul", func(p *Point) **bool { return &p.OnlineConsultation }},
	{"feedback_url", func(p *Point) **bool { return &p.FeedbackForm }},
}

// position of a column by its machine name; every name above is in columns.
func position(name string) int {
	for i, c := range columns {
		if c.name == name {
			return i
		}
	}
	return -1
}
