// Package keydates knows the days of the year that an editorial calendar works
// towards (marronniers), apart from public holidays: as dated data for France
// and the DRC first, with the movable feasts computed. Beside a country's own
// calendar stand those of sectors, which a client chooses; each of their
// entries names its source.
package keydates

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"

	"regie/clients/civil"
)

//go:embed keydates.json
var shipped []byte

//go:embed sectors.json
var bySector []byte

// Date is one key date in one year.
type Date struct {
	Key    string
	On     civil.Date
	FR, EN string
	// Lead is how many days before it one begins to write.
	Lead int
	// Sober days are no occasion to sell anything.
	Sober bool
	// Until is the last day of a period; On for a single day.
	Until civil.Date
	// Calendar is the sector through whose calendar it is shown; empty for the
	// country's.
	Calendar string
	// Sectors it matters to; none means all.
	Sectors []string
	// Source says who set the day, where the data names it.
	Source string
}

// Name is the date's name in a language ("fr", "en").
func (d Date) Name(lang string) string {
	if lang == "en" {
		return d.EN
	}
	return d.FR
}

// entry is one line of the data. Weekdays count from 0, Sunday.
type entry struct {
	Key       string       `json:"key"`
	FR        string       `json:"fr"`
	EN        string       `json:"en"`
	Countries []string     `json:"countries"` // ISO 3166-1 alpha-2, "*" for all
	Sectors   []string     `json:"sectors"`
	Sober     bool         `json:"sober"`
	Lead      int          `json:"lead"`
	Rule      string       `json:"rule"`
	Month     time.Month   `json:"month"`
	Day       int          `json:"day"`
	Weekday   time.Weekday `json:"weekday"`
	Nth       int          `json:"nth"` // from the month's start, −1 the last
	NotAfter  int          `json:"not_after"`
	Shift     int          `json:"shift"`  // days after the weekday found
	Offset    int          `json:"offset"` // days after Easter
	Dates     []civil.Date `json:"dates"`
	Length    int          `json:"length"` // days of a period, 0 for one day
	Source    string       `json:"source"`
}

type file struct {
	Checked  civil.Date `json:"checked"` // when the data was last looked over
	Sectors  []string   `json:"sectors"`
	KeyDates []entry    `json:"key_dates"`
	// HolidayNames name public holidays; those of one country stand last.
	HolidayNames []entry `json:"holiday_names"`
}

var (
	data    = sync.OnceValue(func() file { return read(shipped) })
	sectors = sync.OnceValue(func() file { return read(bySector) })
)

func read(content []byte) file {
	var f file
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil { // a fault of the build, shown by the package's test
		panic(fmt.Sprintf("reading the key dates: %v", err))
	}
	return f
}

// Sectors are the keys of the sectors that have a calendar, sorted.
func Sectors() []string { return slices.Clone(sectors().Sectors) }

// HolidayName is what a public holiday of a country is called in a language
// ("fr", "en"); "" for a day the data has no name for. Which days are holidays
// is for package holidays to say.
func HolidayName(country, lang string, on civil.Date) string {
	for _, e := range slices.Backward(data().HolidayNames) {
		if !e.concerns(country) {
			continue
		}
		if d, ok := e.in(on.Year); ok && d == on {
			return Date{FR: e.FR, EN: e.EN}.Name(lang)
		}
	}
	return ""
}

// Checked is the day on which the data was last looked over.
func Checked() civil.Date { return data().Checked }

// Between lists the key dates of a country (ISO code) that begin in a run of
// days, in their order, and those of the sectors given. A day of the country's
// calendar that one of the sectors is concerned with bears the sector's name.
func Between(country string, days civil.Range, chosen ...string) []Date {
	var found []Date
	add := func(e entry, calendar string) {
		for year := days.From.Year; year <= days.To.Year; year++ {
			if on, ok := e.in(year); ok && days.Contains(on) {
				found = append(found, e.date(on, calendar))
			}
		}
	}
	for _, e := range data().KeyDates {
		if e.concerns(country) {
			add(e, e.of(chosen))
		}
	}
	for _, e := range sectors().KeyDates {
		if sector := e.of(chosen); sector != "" && e.concerns(country) {
			add(e, sector)
		}
	}
	slices.SortStableFunc(found, func(a, b Date) int { return a.On.Compare(b.On) })
	return found
}

func (e entry) date(on civil.Date, calendar string) Date {
	return Date{
		Key: e.Key, On: on, Until: on.AddDays(max(e.Length, 1) - 1), FR: e.FR, EN: e.EN, Lead: e.Lead, Sober: e.Sober,
		Calendar: calendar, Sectors: e.Sectors, Source: e.Source,
	}
}

func (e entry) concerns(country string) bool {
	return slices.Contains(e.Countries, "*") || slices.Contains(e.Countries, country)
}

// of is the first of the chosen sectors that the entry is of, else empty.
func (e entry) of(chosen []string) string {
	for _, s := range chosen {
		if slices.Contains(e.Sectors, s) {
			return s
		}
	}
	return ""
}

// in is the date in a year; ok is false where the data has none for it.
func (e entry) in(year int) (civil.Date, bool) {
	switch e.Rule {
	case "fixed":
		return civil.NewDate(year, e.Month, e.Day), true
	case "easter":
		return easter(year).AddDays(e.Offset), true
	case "weekday":
		return e.weekdayIn(year), true
	case "advent": // the fourth Sunday before Christmas
		return civil.NewDate(year, time.December, 24).AddDays(-int(civil.NewDate(year, time.December, 24).Weekday()) - 21), true
	case "mothers_fr":
		return mothersFR(year), true
	case "listed":
		i := slices.IndexFunc(e.Dates, func(d civil.Date) bool { return d.Year == year })
		if i < 0 {
			return civil.Date{}, false
		}
		return e.Dates[i], true
	}
	return civil.Date{}, false
}

// weekdayIn finds the nth weekday. French winter sales begin on the second
// Wednesday of January, or the first when the second comes after the 12th;
// summer sales on the last of June, or the one before when it comes after the
// 28th; each lasts four weeks (Code de commerce, art. L310-3 and the decree of
// 27 May 2019 made under it; art. D310-15-2, which said so before, was repealed
// on 1 January 2020).
func (e entry) weekdayIn(year int) civil.Date {
	t := cal.WeekdayN(year, e.Month, e.Weekday, e.Nth)
	if e.NotAfter > 0 && t.Day() > e.NotAfter {
		t = t.AddDate(0, 0, -7)
	}
	return civil.NewDate(t.Year(), t.Month(), t.Day()).AddDays(e.Shift)
}

// mothersFR is the last Sunday of May, or the first of June when that is
// Pentecost (Code de l'action sociale et des familles, art. D215-1).
func mothersFR(year int) civil.Date {
	t := cal.WeekdayN(year, time.May, time.Sunday, -1)
	day := civil.NewDate(t.Year(), t.Month(), t.Day())
	if pentecost := easter(year).AddDays(49); pentecost == day {
		return day.AddDays(7)
	}
	return day
}

func easter(year int) civil.Date {
	t, _ := aa.Easter.Calc(year)
	return civil.NewDate(t.Year(), t.Month(), t.Day())
}
