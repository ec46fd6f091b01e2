// Package choices holds the lists that several screens offer: languages,
// countries, currencies, time zones, levels, people. The names of countries
// and currencies come from CLDR.
package choices

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/money"
	"regie/gui/widgets"
)

// countries that Régie's first users work in come first.
var countries = []string{
	"FR", "CD", "BE", "CH", "LU", "MC", "CA", "MA", "TN", "DZ", "SN", "CI", "CM", "CG", "GA", "BJ", "TG", "BF",
	"ML", "NE", "GN", "TD", "CF", "RW", "BI", "MG", "MU", "DJ", "KM", "HT", "LB", "GB", "IE", "US", "DE", "ES",
	"IT", "PT", "NL", "AT", "PL", "SE", "DK", "FI", "NO", "GR", "KE", "UG", "TZ", "NG", "GH", "ZA", "ZM", "AO",
	"BR", "MX", "IN", "JP", "AU", "NZ", "AE", "QA",
}

var zones = []string{
	"Europe/Paris", "Africa/Kinshasa", "Africa/Lubumbashi", "Europe/Brussels", "Europe/Zurich", "Europe/Luxembourg",
	"Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Lisbon",
	"Europe/Amsterdam", "Europe/Vienna", "Europe/Warsaw", "Europe/Stockholm", "Europe/Helsinki", "Europe/Athens",
	"Europe/Istanbul", "Africa/Casablanca", "Africa/Tunis", "Africa/Algiers", "Africa/Dakar", "Africa/Abidjan",
	"Africa/Douala", "Africa/Brazzaville", "Africa/Libreville", "Africa/Porto-Novo", "Africa/Lome",
	"Africa/Ouagadougou", "Africa/Bamako", "Africa/Niamey", "Africa/Conakry", "Africa/Ndjamena", "Africa/Bangui",
	"Africa/Kigali", "Africa/Bujumbura", "Africa/Nairobi", "Africa/Kampala", "Africa/Dar_es_Salaam", "Africa/Lagos",
	"Africa/Accra", "Africa/Luanda", "Africa/Lusaka", "Africa/Johannesburg", "Africa/Cairo", "Africa/Djibouti",
	"Indian/Antananarivo", "Indian/Mauritius", "Indian/Reunion", "Indian/Comoro", "America/Martinique",
	"America/Guadeloupe", "America/Cayenne", "America/Port-au-Prince", "Pacific/Noumea", "Pacific/Tahiti",
	"America/Montreal", "America/Toronto", "America/New_York", "America/Chicago", "America/Denver",
	"America/Los_Angeles", "America/Sao_Paulo", "America/Mexico_City", "Asia/Beirut", "Asia/Dubai", "Asia/Kolkata",
	"Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "UTC",
}

func namer(l text.Lang) display.Namer {
	if l == text.EN {
		return display.English.Regions()
	}
	return display.French.Regions()
}

// Country is a country's name in the printer's language, its code where it has
// none.
func Country(p *text.Printer, code string) string {
	r, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if s := namer(p.Lang()).Name(r); s != "" {
		return s
	}
	return code
}

// Countries offers countries; also holds the one already chosen.
func Countries(p *text.Printer, also string) []widgets.Option {
	return options(with(countries, also), func(c string) (string, string) { return Country(p, c), c })
}

// Zones offers time zones; also holds the one already chosen.
func Zones(also string) []widgets.Option {
	return options(with(zones, also), func(z string) (string, string) { return z, "" })
}

// Currencies offers all currencies, the usual ones first.
func Currencies(p *text.Printer) []widgets.Option {
	var out []widgets.Option
	for _, c := range money.Currencies() {
		symbol := p.CurrencySymbol(c)
		if symbol == string(c) {
			symbol = ""
		}
		out = append(out, widgets.Option{Key: string(c), Label: string(c), Detail: symbol})
	}
	return out
}

// Langs offers the languages documents are written in.
func Langs(p *text.Printer) []widgets.Option {
	return []widgets.Option{{Key: "fr", Label: p.T("common.french")}, {Key: "en", Label: p.T("common.english")}}
}

// Lang is a language's name.
func Lang(p *text.Printer, key string) string { return Label(Langs(p), key) }

// Levels offers the agency's levels.
func Levels(p *text.Printer, all []clients.Level) []widgets.Option {
	out := make([]widgets.Option, 0, len(all))
	for _, l := range all {
		out = append(out, widgets.Option{Key: l.Key, Label: Name(p, l.NameFR, l.NameEN)})
	}
	return out
}

// People offers active people, without the one excepted, after a first choice
// of nobody.
func People(all []clients.Staff, nobody string, except clients.ID) []widgets.Option {
	out := []widgets.Option{{Key: "", Label: nobody}}
	for _, s := range all {
		if s.ArchivedAt == "" && s.ID != except {
			out = append(out, widgets.Option{Key: string(s.ID), Label: s.Name})
		}
	}
	return out
}

// deliverables are the kinds of the calendar that a contract promises.
var deliverables = []string{"post", "story", "reel", "video", "live", "article", "newsletter", "contest_step"}

// Deliverables offers the kinds of the calendar that a contract promises.
func Deliverables(p *text.Printer) []widgets.Option {
	return Keyed(p, "calendar.kind.", deliverables...)
}

// Name chooses between a French and an English name.
func Name(p *text.Printer, fr, en string) string {
	if p.Lang() == text.EN && en != "" {
		return en
	}
	return fr
}

// Label is the label of an option by key, the key where there is none.
func Label(list []widgets.Option, key string) string {
	for _, o := range list {
		if o.Key == key {
			return o.Label
		}
	}
	return key
}

// Keyed offers keys whose names stand in the catalogue under prefix+key.
func Keyed[K ~string](p *text.Printer, prefix string, keys ...K) []widgets.Option {
	out := make([]widgets.Option, 0, len(keys))
	for _, k := range keys {
		out = append(out, widgets.Option{Key: string(k), Label: p.T(prefix + string(k))})
	}
	return out
}

func with(list []string, also string) []string {
	if also == "" || slices.Contains(list, also) {
		return list
	}
	return append([]string{also}, list...)
}

func options(list []string, name func(string) (label, detail string)) []widgets.Option {
	out := make([]widgets.Option, 0, len(list))
	for _, k := range list {
		label, detail := name(k)
		out = append(out, widgets.Option{Key: k, Label: label, Detail: detail})
	}
	return out
}

// Initials are the first letters of a name's first two words, in capitals, for
// its tile.
func Initials(name string) string {
	var out []rune
	start := true
	for _, c := range name {
		switch {
		case c == ' ' || c == '-' || c == '\'' || c == '’':
			start = true
		case start && len(out) < 2:
			out, start = append(out, c), false
		default:
			start = false
		}
	}
	return strings.ToUpper(string(out))
}
