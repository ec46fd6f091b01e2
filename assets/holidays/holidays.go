// Package holidays tells which days are public holidays in the countries that
// Régie's agencies and their clients work in.
//
// France, Belgium, Switzerland, Luxembourg, Canada and other countries of
// Europe and North America follow the library rickar/cal. The Democratic
// Republic of the Congo and the countries of OHADA stand in the package's own
// table: civil and Christian feasts of fixed or Easter-bound date, each with the
// years it is held. Muslim feasts are set by announcement a few days ahead and
// are not in it; a country that is not known has no holidays.
package holidays

import (
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/us"

	"regie/clients/civil"
)

// libraries are the countries that rickar/cal serves.
var libraries = map[string][]*cal.Holiday{
	"BE": be.Holidays, "CA": ca.Holidays, "CH": ch.Holidays, "DE": de.Holidays, "ES": es.Holidays,
	"FR": fr.Holidays, "GB": gb.Holidays, "IE": ie.Holidays, "IT": it.Holidays, "LU": lu.Holidays,
	"NL": nl.Holidays, "PT": pt.Holidays, "US": us.Holidays,
}

type yearOf struct {
	country string
	year    int
}

var (
	mu    sync.Mutex
	years = map[yearOf]map[civil.Date]bool{}
)

// Is tells whether the day is a public holiday in the country, by its ISO
// 3166-1 alpha-2 code in any case. It is safe for concurrent use.
func Is(country string, on civil.Date) bool {
	key := yearOf{strings.ToUpper(country), on.Year}
	mu.Lock()
	defer mu.Unlock()
	days, ok := years[key]
	if !ok {
		days = daysOf(key)
		years[key] = days
	}
	return days[on]
}

// daysOf works one year out: the day itself and the day it is observed on.
func daysOf(key yearOf) map[civil.Date]bool {
	days := map[civil.Date]bool{}
	for _, h := range libraries[key.country] {
		if h.Type != cal.ObservancePublic && h.Type != cal.ObservanceUnknown {
			continue
		}
		actual, observed := h.Calc(key.year)
		for _, t := range []time.Time{actual, observed} {
			if !t.IsZero() {
				days[civil.NewDate(t.Date())] = true
			}
		}
	}
	for _, h := range ownTable[key.country] {
		if d, ok := h.in(key.year); ok {
			days[d] = true
		}
	}
	return days
}

// feast is a holiday of the own table: on a date, or days after Easter Sunday,
// from one year to another (0 = open).
type feast struct {
	month       time.Month
	day         int
	afterEaster int
	moves       bool // by Easter
	since, last int
}

func (f feast) in(year int) (civil.Date, bool) {
	if (f.since != 0 && year < f.since) || (f.last != 0 && year > f.last) {
		return civil.Date{}, false
	}
	if f.moves {
		return Easter(year).AddDays(f.afterEaster), true
	}
	return civil.NewDate(year, f.month, f.day), true
}

// Easter is Easter Sunday of the Gregorian calendar.
func Easter(year int) civil.Date {
	return civil.NewDate(cal.CalcEasterOffset(&cal.Holiday{}, year).Date())
}
