// SPDX-License-Identifier: Apache-2.0

package gazetteer

import "strings"

// suffixes are the type words that follow a name, in every case.
var suffixes = map[string]mentionKind{
	"область": ofOblast, "області": ofOblast, "областю": ofOblast, "обл": ofOblast, "обласна": ofOblast, "обласної": ofOblast,
	"обласній":  ofOblast,
	"областная": ofOblast, "областной": ofOblast, "oblast": ofOblast, "obl": ofOblast, "region": ofOblast,
	"район": ofArea, "району": ofArea, "районі": ofArea, "районом": ofArea, "р-н": ofArea, "р-ну": ofArea, "р-ні": ofArea,
	"районна": ofArea, "районної": ofArea, "районній": ofArea, "рда": ofArea,
	"района": ofArea, "районе": ofArea, "районная": ofArea, "районной": ofArea, "р-на": ofArea, "р-не": ofArea,
	"raion": ofArea, "rayon": ofArea, "district": ofArea, "r-n": ofArea, "rn": ofArea,
	"громада": ofCommunity, "громади": ofCommunity, "громаді": ofCommunity, "громадою": ofCommunity, "громаду": ofCommunity,
	"тг": ofCommunity, "т/г": ofCommunity, "отг": ofCommunity, "мтг": ofCommunity, "стг": ofCommunity,
	"община": ofCommunity, "общины": ofCommunity, "общине": ofCommunity, "громаде": ofCommunity, "hromada": ofCommunity,
	"hromady":   ofCommunity,
	"community": ofCommunity, "tg": ofCommunity, "otg": ofCommunity, "tc": ofCommunity,
	"рада": ofCouncil, "ради": ofCouncil, "раді": ofCouncil, "радою": ofCouncil, "раду": ofCouncil, "адміністрація": ofCouncil,
	"адміністрації": ofCouncil, "вца": ofCouncil, "мва": ofCouncil, "сва": ofCouncil,
	"міськрада": ofCouncil, "міськради": ofCouncil, "селищрада": ofCouncil, "селищради": ofCouncil, "сільрада": ofCouncil,
	"сільради": ofCouncil, "с/рада": ofCouncil, "с/ради": ofCouncil, "с/р": ofCouncil,
	"совет": ofCouncil, "совета": ofCouncil, "совете": ofCouncil, "горсовет": ofCouncil, "горсовета": ofCouncil, "поссовет": ofCouncil,
	"поссовета": ofCouncil,
	"сельсовет": ofCouncil, "сельсовета": ofCouncil, "rada": ofCouncil, "rady": ofCouncil, "council": ofCouncil,
}

// between stand between the adjective of a community and its type word.
var between = map[string]string{
	"міська": "міська", "міської": "міська", "міській": "міська", "міську": "міська", "міською": "міська",
	"селищна": "селищна", "селищної": "селищна", "селищній": "селищна", "селищну": "селищна", "селищною": "селищна",
	"сільська": "сільська", "сільської": "сільська", "сільській": "сільська", "сільську": "сільська", "сільською": "сільська",
	"територіальна": "", "територіальної": "", "територіальній": "", "територіальну": "", "територіальною": "",
	"об’єднана": "", "об’єднаної": "", "об’єднаній": "", "об’єднану": "", "військова": "", "військової": "", "військово-цивільна": "",
	"військово-цивільної": "", "ода": "",
	"державна": "", "державної": "", "державній": "", "державну": "", "державною": "",
	"городская": "міська", "городской": "міська", "поселковая": "селищна", "поселкового": "селищна", "поселковый": "селищна",
	"сельская": "сільська", "сельской": "сільська", "сельский": "сільська",
	"сельского": "сільська", "территориальная": "", "территориальной": "", "объединенная": "", "объединенной": "", "объединённая": "",
	"объединённой": "",
	"urban":        "", "rural": "", "territorial": "", "amalgamated": "", "united": "", "village": "сільська", "settlement": "селищна",
	"city": "міська",
}

var typed = map[string]string{
	"міськрада": "міська", "міськради": "міська", "селищрада": "селищна", "селищради": "селищна", "сільрада": "сільська",
	"сільради": "сільська",
	"с/рада":   "сільська", "с/ради": "сільська", "с/р": "сільська", "мтг": "міська", "мва": "міська",
	"горсовет": "міська", "горсовета": "міська", "поссовет": "селищна", "поссовета": "селищна", "сельсовет": "сільська",
	"сельсовета": "сільська",
}

// categories of the centres of communities by the type of the council.
var categories = map[string]string{"міська": "M", "селищна": "X", "сільська": "C"}

// crimeas are the names of Crimea, republics what stands before them.
var (
	crimeas   = wordSet("крим арк крым crimea krym")
	republics = wordSet("ар республіка республіки республіці автономна автономної автономній республика республики автономная " +
		"автономной republic autonomous of the")
)

// cityOffices are the short names of the council of Kyiv and of its executive, by the city. КМВА is not among them: other cities have one.
var cityOffices = map[string]string{
	"київрада": "київ", "київради": "київ", "київраді": "київ", "київраду": "київ", "київрадою": "київ", "київміськрада": "київ",
	"київміськради": "київ", "кмда": "київ",
}

// prefix is a type word that stands before a name.
type prefix struct {
	category string
	declined bool
}

var prefixes = map[string]prefix{
	"м": {"M", false}, "місто": {"M", false}, "міста": {"M", true}, "місті": {"M", true}, "містом": {"M", true}, "місту": {"M", true},
	"г":   {"M", false},
	"смт": {"X", false}, "пгт": {"X", false}, "с-ще": {"X", false}, "селище": {"X", false}, "селища": {"X", true},
	"селищі": {"X", true}, "с-щі": {"X", true}, "сел": {"X", false},
	"c": {"C", false}, "m": {"M", false}, // Latin: alone in their word they cannot be told to be meant as Cyrillic
	"с": {"C", false}, "село": {"C", false}, "села": {"C", true}, "селі": {"C", true}, "селом": {"C", true}, "селу": {"C", true},
	"хутір": {"C", false},
	"город": {"M", false}, "города": {"M", true}, "городе": {"M", true}, "городу": {"M", true}, "поселок": {"X", false},
	"посёлок": {"X", false}, "поселка": {"X", true}, "поселке": {"X", true},
	"деревня": {"C", false}, "дер": {"C", false}, "селе": {"C", true},
	"city": {"M", false}, "town": {"M", false}, "misto": {"M", false}, "g": {"M", false}, "gorod": {"M", false},
	"settlement": {"X", false}, "stlmt": {"X", false}, "smt": {"X", false}, "selyshche": {"X", false}, "pgt": {"X", false},
	"s": {"C", false}, "selo": {"C", false}, "village": {"C", false}, "vil": {"C", false},
}

// urban belongs to the type of a settlement: «селище міського типу», «посёлок городского типа».
var urban = wordSet("міського типу городского типа")

// streets begin what is no territory, up to the next comma.
var streets = wordSet("вул вулиця вулиці вулицю ул просп проспект проспекту пр-т пр-кт пр пров провул провулок провулку " +
	"бул бульв бульвар бульвару б-р пл площа площі майдан майдані майдану шосе наб набережна набережній проїзд тупик узвіз " +
	"алея мікрорайон мікрорайоні мкр м-н мкр-н квартал кв-л ж/м вокзал вокзальна траса улица улицы улице переулок переулка " +
	"проспекте площадь набережная vul vulytsia vulytsya ulitsa ul prospekt prosp provulok bulvar ploshcha ploscha maidan")

// streetsAfter stand behind the name of a street.
var streetsAfter = wordSet("st str street ave avenue blvd boulevard lane square sq road rd")

// houses are numbers in words and what stands inside a house.
var houses = wordSet("буд будинок будинку корп корпус кв квартира оф офіс каб кабінет кім кімн кімната приміщення прим " +
	"під’їзд поверх літ літера а/с б/н дом office floor apt apartment bld building room")

// numberless stand where a house has no number: «б/н».
var numberless = wordSet("б бн")

// districts of village heads are no units.
var starostas = wordSet("старостинський старостинського старостинському старостинським староства староство старостат округ округу окрузі")

// fillers are words of offices and addresses that name no unit: what is left beside them was not read.
var fillers = wordSet("none null nan україна україни україні украина украины ukraine цнап цнапу цнапі цнапом центр центру центрі центри надання " +
	"адміністративних послуг послуги послуга соціальних відділ відділу відділи відділення управління департамент департаменту " +
	"виконавчий виконавчого виконавчому орган органу комітет комітету комітеті виконком виконкому апарат апарату сектор сектору служба " +
	"служби філія філії територіальний територіального територіальне підрозділ підрозділу віддалене віддаленого робоче " +
	"робочого місце місця адміністратор адміністратора адміністратору старостинський старостинського старостинському " +
	"старостинським округ округу окрузі староства староство старостат староста старости мобільний мобільного дія дія-центр " +
	"офіс бюджет бюджету місцевий місцевого обласний обласного районний районного державна державної державний державного " +
	"комунальне комунального комунальна комунальний заклад закладу установа установи підприємство підприємства населення " +
	"соціального захисту освіти культури спорту охорони здоров’я фінансів економіки розвитку юридичний юридичного юридична " +
	"поштова адреса адресу адреси індекс поштовий код коатуу катоттг koatuu katottg громадян зв’язків питань роботи при для " +
	"або від про населений населеного пункт пункту the and of near index address район області тергромада тергромади")

// codeWords announce a code.
var codeWords = wordSet("код коду коатуу катоттг koatuu katottg code")

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
