package synth

import "math/rand/v2"

// Names are put together of common words. A name may by chance be that of a real place; nothing else of that place is meant.
var stems = []string{"Вербо", "Дубо", "Ясно", "Клено", "Золото", "Зелено", "Камено", "Біло", "Чорно", "Тихо", "Світло", "Сино", "Водо", "Липо",
	"Сосно", "Журавле", "Лебеде", "Калино", "Кругло", "Широко", "Високо", "Глибоко", "Добро", "Срібло", "Пшенично", "Медо", "Вишне", "Горіхо",
	"Соколо", "Росо", "Хмаро", "Зоре", "Лозо", "Явіро", "Малино", "Бджоло", "Ковило", "Степо", "Крино", "Жито"}

// endings with the adjective that a name in each makes.
var endings = []struct{ name, adjective string }{
	{"піль", "пільська"}, {"город", "городська"}, {"брід", "брідська"}, {"став", "ставська"}, {"яр", "ярська"}, {"гай", "гайська"}, {"дар", "дарська"},
	{"мир", "мирська"}, {"бір", "бірська"}, {"рів", "рівська"}, {"дол", "дольська"}, {"вал", "вальська"}, {"ліс", "ліська"}, {"дім", "дімська"},
	{"град", "градська"}, {"хутір", "хутірська"}, {"сад", "садська"}, {"міст", "містська"}}

var endingsOfVillages = []string{"піль", "ївка", "луг", "криниця", "балка", "струмок", "ставок", "гірка", "гребля", "долина", "левада", "поляна"}

// streets are for addresses: none carries the name of a person.
var streets = []string{"Центральна", "Садова", "Лісова", "Шкільна", "Польова", "Вишнева", "Набережна", "Миру", "Молодіжна", "Зелена", "Соборна", "Вокзальна"}

// name is a place and the adjective of its community.
func name(r *rand.Rand) (place, adjective string) {
	s, e := stems[r.IntN(len(stems))], endings[r.IntN(len(endings))]
	return s + e.name, s + e.adjective
}

func villageName(r *rand.Rand) string {
	return stems[r.IntN(len(stems))] + endingsOfVillages[r.IntN(len(endingsOfVillages))]
}
