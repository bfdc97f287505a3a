// SPDX-License-Identifier: Apache-2.0

package forms

import "osnova/catalog"

// FaultCode names what may be wrong with a returned workbook or a cell of it.
type FaultCode string

// Faults of cells of answers, of the passport, and of whole workbooks.
const (
	NotNumber      FaultCode = "not_number"
	NotWhole       FaultCode = "not_whole"
	TooLow         FaultCode = "too_low"
	TooHigh        FaultCode = "too_high"
	TwoReadings    FaultCode = "two_readings"
	NotYesNo       FaultCode = "not_yes_no"
	NotListed      FaultCode = "not_listed"
	NotReason      FaultCode = "not_reason"
	HollowFormula  FaultCode = "hollow_formula"
	AnswerReason   FaultCode = "answer_and_reason"
	PartMore       FaultCode = "part_more"
	WholeLess      FaultCode = "whole_less"
	NotAsked       FaultCode = "not_asked"
	ColumnNotAsked FaultCode = "column_not_asked"
	QuestionTwice  FaultCode = "question_twice"
	NotService     FaultCode = "not_service"
	ServiceTwice   FaultCode = "service_twice"
	ServiceAlone   FaultCode = "service_alone"
	AboveStage     FaultCode = "above_stage"
	ReasonFilled   FaultCode = "reason_filled"
	OfferUnsaid    FaultCode = "offer_unsaid"
	StageUnoffered FaultCode = "stage_unoffered"
	OfflineChannel FaultCode = "offline_channel"
	NotAddress     FaultCode = "not_address"
	MergedCells    FaultCode = "merged_cells"

	NotCode        FaultCode = "not_code"
	NotBodyCode    FaultCode = "not_body_code"
	NotRegistered  FaultCode = "not_registered_code"
	UnknownCode    FaultCode = "unknown_code"
	LowerCode      FaultCode = "lower_code"
	HigherCode     FaultCode = "higher_code"
	GoneCode       FaultCode = "gone_code"
	NameDiffers    FaultCode = "name_differs"
	NameUnknown    FaultCode = "name_unknown"
	NameSeveral    FaultCode = "name_several"
	NameMissing    FaultCode = "name_missing"
	CodesDiffer    FaultCode = "codes_differ"
	BodyElsewhere  FaultCode = "body_elsewhere"
	UnitMissing    FaultCode = "unit_missing"
	BodyMissing    FaultCode = "body_missing"
	YearMissing    FaultCode = "year_missing"
	NotYear        FaultCode = "not_year"
	EarlyYear      FaultCode = "early_year"
	FutureYear     FaultCode = "future_year"
	NotDate        FaultCode = "not_date"
	FutureDate     FaultCode = "future_date"
	LaterReturn    FaultCode = "later_return"
	OldWorkbook    FaultCode = "old_workbook"
	TextFile       FaultCode = "text_file"
	OtherDocument  FaultCode = "other_document"
	BrokenWorkbook FaultCode = "broken_workbook"
	NotForm        FaultCode = "not_form"
	OtherVersion   FaultCode = "other_version"
	TooManyRows    FaultCode = "too_many_rows"
	TooLarge       FaultCode = "too_large"
)

// faultWords are the words of every fault, in both languages; %s are what it names.
var faultWords = map[FaultCode]catalog.Text{
	NotNumber:      {UK: "це не число", EN: "is not a number"},
	NotWhole:       {UK: "це не ціле число", EN: "is not a whole number"},
	TooLow:         {UK: "менше за %s", EN: "is below %s"},
	TooHigh:        {UK: "більше за %s", EN: "is above %s"},
	TwoReadings:    {UK: "можна прочитати двояко: напишіть число без знака між тисячами", EN: "may be read in two ways: write the number without a mark between thousands"},
	NotYesNo:       {UK: "це ні «так», ні «ні»", EN: "is neither yes nor no"},
	NotListed:      {UK: "такої відповіді немає у списку", EN: "is no answer of the list"},
	NotReason:      {UK: "такої причини немає у списку", EN: "is no reason of the list"},
	HollowFormula:  {UK: "формула без значення: перерахуйте книгу (F9) і збережіть", EN: "the formula has no value: calculate and save the workbook"},
	AnswerReason:   {UK: "є і відповідь, і причина, чому її немає: лишіть одне", EN: "has an answer and a reason for none"},
	PartMore:       {UK: "частина більша за ціле: там %s, %s", EN: "the part is more than the whole, %s in %s"},
	WholeLess:      {UK: "ціле менше за свою частину: там %s, %s", EN: "the whole is less than its part, %s in %s"},
	NotAsked:       {UK: "такого запитання в редакції %s анкети немає: не змінюйте прихований стовпець A", EN: "is no question of version %s of the form"},
	ColumnNotAsked: {UK: "такого стовпця в цій редакції анкети немає", EN: "the column is no question of this version of the form"},
	QuestionTwice:  {UK: "запитання %s стоїть двічі", EN: "the question %s stands twice"},
	NotService:     {UK: "такої послуги в анкеті немає", EN: "is no service of the form"},
	ServiceTwice:   {UK: "послуга %s стоїть двічі", EN: "the service %s stands twice"},
	ServiceAlone:   {UK: "послуги одиниці та року, яких немає на аркуші відповідей", EN: "services of a unit and year that the table of questions does not have"},
	AboveStage:     {UK: "вище за найвищу сходинку цієї послуги, %s", EN: "is above the highest stage of the service, %s"},
	ReasonFilled:   {UK: "указано причину, чому відповіді немає, а рядок заповнено", EN: "a reason for no answer, yet the row is filled in"},
	OfferUnsaid:    {UK: "рядок заповнено, а чи надають послугу — не сказано: «так» або «ні»", EN: "the row is filled in, but it does not say whether the service is offered"},
	StageUnoffered: {UK: "послугу не надають, а сходинку вказано: %s", EN: "not offered, yet at stage %s"},
	OfflineChannel: {UK: "сказано, що без інтернету не можна, а канали його не потребують: %s", EN: "no way without the internet, yet channels that need none: %s"},
	NotAddress:     {UK: "це не адреса сторінки", EN: "is no address of a page"},
	MergedCells:    {UK: "клітинку об’єднано з %s, тож відповіді тут немає: роз’єднайте клітинки і впишіть кожну відповідь", EN: "merged with %s, so there is no answer here: split the cells and fill in each"},

	NotCode:        {UK: "це не код громади: потрібні літери UA і 17 цифр", EN: "is no code of a community"},
	NotBodyCode:    {UK: "це не код органу (edr-… або osn-…): якщо коду не знаєте, лишіть порожнім і впишіть ЄДРПОУ або назву органу", EN: "is no code of a body"},
	NotRegistered:  {UK: "такого коду ЄДРПОУ бути не може: потрібні 8 цифр, контрольна цифра не сходиться", EN: "can be no ЄДРПОУ code: 8 digits are needed and the check digit does not fit"},
	UnknownCode:    {UK: "такого коду в кодифікаторі немає", EN: "is no code of the codifier"},
	LowerCode:      {UK: "це код не громади, а її частини (%s); громада — %s", EN: "is the code not of a community but of a part of one (%s); the community is %s"},
	HigherCode:     {UK: "це код не громади, а області чи району (%s): оберіть громаду зі списку", EN: "is the code not of a community but of an oblast or raion (%s): choose the community from the list"},
	GoneCode:       {UK: "цього коду в чинному кодифікаторі вже немає (%s)", EN: "is no longer in the codifier (%s)"},
	NameDiffers:    {UK: "назва і код — різних громад: код %s має %s", EN: "the name and the code are of different communities: the code %s is that of %s"},
	NameUnknown:    {UK: "громади з такою назвою в кодифікаторі немає: оберіть зі списку", EN: "names no community of the codifier: choose from the list"},
	NameSeveral:    {UK: "громад із такою назвою кілька: %s", EN: "several communities have this name: %s"},
	NameMissing:    {UK: "код є, а назви громади немає: назва і код мають збігатися, оберіть громаду зі списку", EN: "there is a code and no name of the community: both have to agree, choose it from the list"},
	CodesDiffer:    {UK: "код органу і код ЄДРПОУ не збігаються: %s", EN: "the code of the body and its ЄДРПОУ code do not agree: %s"},
	BodyElsewhere:  {UK: "код органу — з іншої громади, ніж указано: %s", EN: "the code of the body is of another community than stated: %s"},
	UnitMissing:    {UK: "у паспорті не сказано, чия це анкета: оберіть громаду", EN: "the passport does not say the unit"},
	BodyMissing:    {UK: "у паспорті не сказано, чия це анкета: оберіть громаду і впишіть код ЄДРПОУ або назву органу", EN: "the passport does not say the unit"},
	YearMissing:    {UK: "у паспорті не сказано, за який рік відомості", EN: "the passport does not say the year"},
	NotYear:        {UK: "це не рік", EN: "is no year"},
	EarlyYear:      {UK: "раніше за перший рік, про який питають", EN: "is before the first year asked of"},
	FutureYear:     {UK: "цей рік ще не настав", EN: "is a year to come"},
	NotDate:        {UK: "це не дата: напишіть дд.мм.рррр", EN: "is not a date: write dd.mm.yyyy"},
	FutureDate:     {UK: "цей день ще не настав", EN: "is a day to come"},
	LaterReturn:    {UK: "за цю одиницю і рік %[3]s є дві анкети: заповнена %[1]s і заповнена %[2]s; діє та, що заповнена пізніше (з однаковою датою — остання за назвою файлу)", EN: "there are two returns of this unit for %[3]s: filled in on %[1]s and on %[2]s; the later one holds (of one date, the last by file name)"},
	OldWorkbook:    {UK: "це книга старого формату .xls або книга під паролем: зніміть пароль і збережіть як XLSX", EN: "a workbook of the old format .xls, or one under a password: take the password off and save it as XLSX"},
	TextFile:       {UK: "це не книга, а текст (CSV чи сторінка): заповніть надіслану книгу і збережіть як XLSX", EN: "no workbook, but text (CSV or a page): fill in the workbook that was sent and save it as XLSX"},
	OtherDocument:  {UK: "це архів або документ, а не книга: заповніть надіслану книгу і збережіть як XLSX", EN: "the file is a ZIP archive, but not a workbook"},
	BrokenWorkbook: {UK: "книгу не вдається відкрити (%s): файл пошкоджено або обірвано, збережіть його як XLSX і надішліть ще раз", EN: "%s"},
	NotForm:        {UK: "це не наша анкета: немає прихованого аркуша «%s». Перенесіть відповіді в порожню анкету, яку вам надіслали", EN: "the workbook is not a form: its hidden sheet %q does not say which"},
	OtherVersion:   {UK: "редакції %s анкети «%s» не існує, найновіша — %s: візьміть порожню анкету ще раз", EN: "version %q of form %s is not known, the newest is %s"},
	TooManyRows:    {UK: "у книзі більше за %s рядків із запитаннями", EN: "the workbook has more than %s rows of questions"},
	TooLarge:       {UK: "файл завеликий: %s байтів", EN: "it unpacks to %s bytes"},
}
