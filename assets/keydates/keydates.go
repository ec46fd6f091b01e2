// Package keydates knows the days of the year that an editorial calendar works
// towards (marronniers), apart from public holidays: as dated data for France
// and the DRC first, with the movable feasts computed.
package keydates

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"

	"regie/clients/civil"
)

//go:embed keydates.json
var shipped []byte

// Date is one key date in one year.
type Date struct {
	Key    string
	On     civil.Date
	FR, EN string
	// Lead is how many days before it one begins to write.
	Lead int
	// Sober days are no occasion to sell anything.
	Sober bool
	// Sectors it matters to; none means all.
	Sectors []string
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
}

type file struct {
	Checked  civil.Date `json:"checked"`
	KeyDates []entry    `json:"key_dates"`
	// HolidayNames name public holidays; those of one country stand last.
	HolidayNames []entry `json:"holiday_names"`
}

var data = sync.OnceValue(func() file {
	var f file
	d := json.NewDecoder(strings.NewReader(string(shipped)))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil { // a fault of the build, shown by the package's test
		panic(fmt.Sprintf("reading the key dates: %v", err))
	}
	return f
})

// Checked is the day the shipped data was last looked over.
func Checked() civil.Date { return data().Checked }

// HolidayName is what a public holiday of a country is called in a language
// ("fr", "en"); "" for a day the data has no name for. Which days are holidays
// is for package holidays to say.
func HolidayName(country, lang string, on civil.Date) string {
	for _, e := range slices.Backward(data().HolidayNames) {
		if !e.concerns(country, "") {
			continue
		}
		if d, ok := e.in(on.Year); ok && d == on {
			return Date{FR: e.FR, EN: e.EN}.Name(lang)
		}
	}
	return ""
}

// Between lists the key dates of a country (ISO code) in a run of days, in
// their order. With a sector, those of other sectors are left out.
func Between(country, sector string, days civil.Range) []Date {
	var found []Date
	for _, e := range data().KeyDates {
		if !e.concerns(country, sector) {
			continue
		}
		for year := days.From.Year; year <= days.To.Year; year++ {
			if on, ok := e.in(year); ok && days.Contains(on) {
				found = append(found, Date{Key: e.Key, On: on, FR: e.FR, EN: e.EN, Lead: e.Lead, Sober: e.Sober, Sectors: e.Sectors})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Date) int { return a.On.Compare(b.On) })
	return found
}

func (e entry) concerns(country, sector string) bool {
	here := slices.Contains(e.Countries, "*") || slices.Contains(e.Countries, country)
	return here && (sector == "" || len(e.Sectors) == 0 || slices.Contains(e.Sectors, sector))
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
// 28th (Code de commerce, art. D310-15-2).
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
