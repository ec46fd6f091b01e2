package holidays

import "time"

func on(m time.Month, day int) feast { return feast{month: m, day: day} }

func easter(days int) feast { return feast{moves: true, afterEaster: days} }

// Feasts that several countries share.
var (
	newYear       = on(time.January, 1)
	womensDay     = on(time.March, 8)
	labour        = on(time.May, 1)
	assumption    = on(time.August, 15)
	allSaints     = on(time.November, 1)
	christmas     = on(time.December, 25)
	goodFriday    = easter(-2)
	easterMonday  = easter(1)
	ascension     = easter(39)
	pentecostMond = easter(50)
)

// ownTable has the civil and Christian feasts by law: for the Democratic
// Republic of the Congo the ordinance 23/042 of 30 March 2023 on legal holidays;
// for the other countries of OHADA their labour codes and decrees on feasts.
var ownTable = map[string][]feast{
	"LU": {{month: time.May, day: 9, since: 2019}, on(time.June, 23)}, // not in the library
	"CD": {
		newYear, on(time.January, 4), on(time.January, 16), on(time.January, 17),
		{month: time.April, day: 6, since: 2023}, // Kimbangu and African consciousness
		labour, on(time.May, 17), on(time.June, 30), on(time.August, 1),
		christmas,
	},
	"CG": {newYear, easterMonday, labour, ascension, pentecostMond, on(time.June, 10), on(time.August, 15), allSaints, on(time.November, 28), christmas},
	"CM": {newYear, on(time.February, 11), goodFriday, labour, on(time.May, 20), ascension, assumption, christmas},
	"CI": {newYear, easterMonday, labour, ascension, pentecostMond, on(time.August, 7), assumption, allSaints, on(time.November, 15), christmas},
	"SN": {newYear, on(time.April, 4), easterMonday, labour, ascension, pentecostMond, assumption, allSaints, christmas},
	"BJ": {newYear, on(time.January, 10), easterMonday, labour, ascension, pentecostMond, on(time.August, 1), assumption, allSaints, christmas},
	"TG": {newYear, on(time.January, 13), easterMonday, on(time.April, 27), labour, ascension, pentecostMond, on(time.June, 21), assumption, allSaints, christmas},
	"BF": {
		newYear, on(time.January, 3), womensDay, easterMonday, labour, ascension,
		{month: time.May, day: 15, since: 2024},
		on(time.August, 5), assumption,
		{month: time.October, day: 31, since: 2015},
		allSaints, on(time.December, 11), christmas,
	},
	"ML": {newYear, {month: time.January, day: 14, since: 2022}, on(time.January, 20), on(time.March, 26), easterMonday, labour, on(time.May, 25), on(time.September, 22), christmas},
	"NE": {newYear, easterMonday, on(time.April, 24), labour, on(time.August, 3), on(time.December, 18), christmas},
	"GA": {newYear, on(time.April, 17), easterMonday, labour, ascension, pentecostMond, on(time.August, 15), on(time.August, 16), on(time.August, 17), allSaints, christmas},
	"TD": {newYear, womensDay, easterMonday, labour, on(time.August, 11), allSaints, on(time.November, 28), on(time.December, 1), christmas},
	"CF": {newYear, on(time.March, 29), easterMonday, labour, ascension, pentecostMond, on(time.June, 30), on(time.August, 13), assumption, allSaints, on(time.December, 1), christmas},
	"GQ": {newYear, goodFriday, labour, on(time.June, 5), on(time.August, 3), on(time.August, 15), on(time.October, 12), on(time.December, 8), christmas},
	"GN": {newYear, easterMonday, labour, on(time.May, 25), assumption, on(time.October, 2), christmas},
	"GW": {newYear, on(time.January, 20), womensDay, goodFriday, labour, on(time.August, 3), on(time.September, 24), on(time.November, 14), christmas},
	"KM": {newYear, on(time.March, 18), labour, on(time.July, 6), on(time.November, 12)},
}
