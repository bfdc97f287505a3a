package gazetteer

import "strings"

// suffixes are the type words that follow a name, in every case.
var suffixes = map[string]kind{
	"область": ofOblast, "області": ofOblast, "областю": ofOblast, "обл": ofOblast, "обласна": ofOblast, "обласної": ofOblast, "обласній": ofOblast,
	"район": ofArea, "району": ofArea, "районі": ofArea, "районом": ofArea, "р-н": ofArea, "р-ну": ofArea, "р-ні": ofArea, "районна": ofArea, "районної": ofArea, "районній": ofArea,
	"громада": ofCommunity, "громади": ofCommunity, "громаді": ofCommunity, "громадою": ofCommunity, "громаду": ofCommunity, "тг": ofCommunity, "отг": ofCommunity, "мтг": ofCommunity, "стг": ofCommunity,
	"рада": ofCouncil, "ради": ofCouncil, "раді": ofCouncil, "радою": ofCouncil, "раду": ofCouncil, "адміністрація": ofCouncil, "адміністрації": ofCouncil, "вца": ofCouncil, "мва": ofCouncil, "сва": ofCouncil,
	"міськрада": ofCouncil, "міськради": ofCouncil, "селищрада": ofCouncil, "селищради": ofCouncil, "сільрада": ofCouncil, "сільради": ofCouncil, "с/рада": ofCouncil, "с/ради": ofCouncil, "с/р": ofCouncil,
}

// between stand between the adjective of a community and its type word.
var between = map[string]string{
	"міська": "міська", "міської": "міська", "міській": "міська", "міську": "міська", "міською": "міська",
	"селищна": "селищна", "селищної": "селищна", "селищній": "селищна", "селищну": "селищна", "селищною": "селищна",
	"сільська": "сільська", "сільської": "сільська", "сільській": "сільська", "сільську": "сільська", "сільською": "сільська",
	"територіальна": "", "територіальної": "", "територіальній": "", "територіальну": "", "територіальною": "",
	"об’єднана": "", "об’єднаної": "", "об’єднаній": "", "об’єднану": "", "військова": "", "військової": "", "військово-цивільна": "", "військово-цивільної": "", "ода": "",
}

var typed = map[string]string{
	"міськрада": "міська", "міськради": "міська", "селищрада": "селищна", "селищради": "селищна", "сільрада": "сільська", "сільради": "сільська",
	"с/рада": "сільська", "с/ради": "сільська", "с/р": "сільська", "мтг": "міська", "мва": "міська",
}

// prefix is a type word that stands before a name.
type prefix struct {
	category string
	declined bool
}

var prefixes = map[string]prefix{
	"м": {"M", false}, "місто": {"M", false}, "міста": {"M", true}, "місті": {"M", true}, "містом": {"M", true}, "місту": {"M", true}, "г": {"M", false},
	"смт": {"X", false}, "пгт": {"X", false}, "с-ще": {"X", false}, "селище": {"X", false}, "селища": {"X", true}, "селищі": {"X", true}, "с-щі": {"X", true}, "сел": {"X", false},
	"c": {"C", false}, "m": {"M", false}, // Latin: alone in their word they cannot be told to be meant as Cyrillic
	"с": {"C", false}, "село": {"C", false}, "села": {"C", true}, "селі": {"C", true}, "селом": {"C", true}, "селу": {"C", true}, "хутір": {"C", false},
}

// streets begin what is no territory, up to the next comma.
var streets = set("вул вулиця вулиці вулицю ул просп проспект проспекту пр-т пр-кт пр пров провул провулок провулку бул бульв бульвар бульвару б-р пл площа площі майдан майдані майдану шосе наб набережна набережній проїзд тупик узвіз алея мікрорайон мікрорайоні мкр м-н мкр-н квартал кв-л ж/м вокзал вокзальна траса")

// houses are numbers in words and what stands inside a house.
var houses = set("буд будинок будинку корп корпус кв квартира оф офіс каб кабінет кім кімн кімната приміщення прим під’їзд поверх літ літера а/с б/н")

// districts of village heads are no units.
var starostas = set("старостинський старостинського старостинському старостинським староства староство старостат округ округу окрузі")

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
