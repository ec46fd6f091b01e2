package calendar

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Bounds of an iCalendar file.
const (
	MaxICSBytes  = 16 << 20
	MaxICSEvents = 20_000
	maxICSItems  = 5_000
	// maxICSDates is how many EXDATE, and how many RDATE, one event may have:
	// more than a daily event of five years needs.
	maxICSDates = 2_000
	// icsPast is how many days back occurrences of a rule are taken in.
	icsPast = 366
)

// icsEvent is one VEVENT as far as a calendar needs it.
type icsEvent struct {
	number     int // in the file, from 1
	uid        string
	sequence   int
	stamp      string // LAST-MODIFIED, else DTSTAMP, as it stands
	on         civil.Date
	at         civil.Clock
	zone       string // IANA
	last       civil.Date
	title      string
	note, link string
	kind       Kind
	cancelled  bool
	rule       string
	except     []civil.Date
	extra      []civil.Date
	recurrence civil.Date // the day of the rule that it stands for; zero for none
}

// readICS reads the events of a file; what is wrong with one is given beside
// it. Faults of the whole file: ics_too_big, ics_damaged, ics_too_many, ics_empty.
func readICS(r io.Reader, home string) (events []icsEvent, rejects []ICSReject, err error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxICSBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the calendar file: %w", err)
	}
	if len(data) > MaxICSBytes {
		return nil, nil, fault.New("ics_too_big", "max", MaxICSBytes>>20).At("file")
	}
	defer func() { // foreign files hold what the reader did not foresee
		if p := recover(); p != nil {
			events, rejects, err = nil, nil, fault.New("ics_damaged").At("file").Because(fmt.Errorf("%v", p))
		}
	}()
	cal, err := ics.ParseCalendarWithOptions(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))),
		ics.WithUnknownPropertyHandler(ics.AcceptUnknownPropertyHandler))
	if err != nil || cal == nil {
		return nil, nil, fault.New("ics_damaged").At("file").Because(err)
	}
	all := cal.Events()
	switch {
	case len(all) == 0:
		return nil, nil, fault.New("ics_empty").At("file")
	case len(all) > MaxICSEvents:
		return nil, nil, fault.New("ics_too_many", "max", MaxICSEvents).At("file")
	}
	for i, e := range all {
		read, reason := readEvent(e, home)
		read.number = i + 1
		if reason != nil {
			rejects = append(rejects, ICSReject{Event: i + 1, UID: short(read.uid, 80), Title: read.title, Reason: reason})
			continue
		}
		events = append(events, read)
	}
	return events, rejects, nil
}

func readEvent(e *ics.VEvent, home string) (icsEvent, *fault.Error) {
	text := func(p ics.ComponentProperty) string {
		if v := e.GetProperty(p); v != nil {
			return plainText(v.Value)
		}
		return ""
	}
	out := icsEvent{uid: strings.TrimSpace(text(ics.ComponentPropertyUniqueId)), kind: Meeting, zone: home}
	out.title = cut(oneLine(text(ics.ComponentPropertySummary)), maxTitle)
	out.note = cut(text(ics.ComponentPropertyDescription), maxNote-maxTitle)
	if place := cut(oneLine(text(ics.ComponentPropertyLocation)), maxTitle); place != "" {
		out.note = strings.TrimSpace(place + "\n" + out.note)
	}
	if link := text(ics.ComponentPropertyUrl); goodLink(link) {
		out.link = link
	}
	if k := Kind(text(ics.ComponentPropertyCategories)); slices.Contains(Kinds(), k) {
		out.kind = k
	}
	out.sequence, _ = strconv.Atoi(text(ics.ComponentPropertySequence)) // none is 0
	out.cancelled = strings.EqualFold(text(ics.ComponentPropertyStatus), "CANCELLED")
	if out.stamp = text(ics.ComponentPropertyLastModified); out.stamp == "" {
		out.stamp = text(ics.ComponentPropertyDtstamp)
	}
	if out.uid == "" || len(out.uid) > 500 {
		return out, fault.New("ics_no_uid").At("uid")
	}
	if out.title == "" {
		out.title = out.uid
	}
	reason := out.readTimes(e)
	return out, reason
}

// plainText drops what no text of an item holds.
func plainText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0x7F || r == '\uFFFD' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

func (e *icsEvent) readTimes(v *ics.VEvent) *fault.Error {
	start := v.GetProperty(ics.ComponentPropertyDtStart)
	if start == nil {
		return fault.New("ics_no_start").At("dtstart")
	}
	m, reason := readMoment(start, e.zone)
	if reason != nil {
		return reason
	}
	e.on, e.at, e.zone = m.on, m.at, m.zone
	if end := v.GetProperty(ics.ComponentPropertyDtEnd); end != nil {
		if m, reason := readMoment(end, e.zone); reason == nil {
			e.last = m.on
			if m.at == civil.NoClock { // the end of all-day events is exclusive
				e.last = m.on.AddDays(-1)
			}
		}
	}
	if id := v.GetProperty(ics.ComponentPropertyRecurrenceId); id != nil {
		m, reason := readMoment(id, e.zone)
		if reason != nil {
			return reason
		}
		e.recurrence = m.dayIn(e.zone)
	}
	if rule := v.GetProperty(ics.ComponentPropertyRrule); rule != nil {
		e.rule = rule.Value
	}
	if reason := readDays(v, ics.ComponentPropertyExdate, e.zone, &e.except); reason != nil {
		return reason
	}
	return readDays(v, ics.ComponentPropertyRdate, e.zone, &e.extra)
}

// readDays adds the days of a property, which may stand several times and list
// several moments or periods each.
func readDays(v *ics.VEvent, property ics.ComponentProperty, zone string, list *[]civil.Date) *fault.Error {
	for _, p := range v.GetProperties(property) {
		for value := range strings.SplitSeq(p.Value, ",") {
			one := *p
			one.Value, _, _ = strings.Cut(value, "/")
			m, reason := readMoment(&one, zone)
			if reason != nil {
				return reason
			}
			if len(*list) == maxICSDates {
				return fault.New("ics_too_many_dates", "max", maxICSDates).At(strings.ToLower(string(property)))
			}
			*list = append(*list, m.dayIn(zone))
		}
	}
	return nil
}

// moment is a day with or without a time, as clocks of a zone show it.
type moment struct {
	on   civil.Date
	at   civil.Clock
	zone string
}

// dayIn is the moment's day as another zone's calendars show it.
func (m moment) dayIn(zone string) civil.Date {
	from, err := civil.Zone(m.zone)
	if err != nil || m.at == civil.NoClock {
		return m.on
	}
	to, err := civil.Zone(zone)
	if err != nil {
		return m.on
	}
	t, _ := civil.Instant(m.on, m.at, from)
	return civil.DateOf(t, to)
}

// readMoment reads DATE and DATE-TIME; a time without zone is one of home.
// Reasons: ics_date_invalid, ics_zone_unknown.
func readMoment(p *ics.IANAProperty, home string) (moment, *fault.Error) {
	value := strings.TrimSpace(p.Value)
	m := moment{at: civil.NoClock, zone: home}
	bad := fault.New("ics_date_invalid", "value", short(value, 40)).At("date")
	if zones := p.ICalParameters["TZID"]; len(zones) > 0 && zones[0] != "" {
		zone, ok := icsZone(zones[0])
		if !ok {
			return m, fault.New("ics_zone_unknown", "value", short(zones[0], 60)).At("zone")
		}
		m.zone = zone
	}
	layout := "20060102T150405"
	switch {
	case len(value) == 8:
		layout = "20060102"
	case strings.HasSuffix(value, "Z"):
		value, m.zone = strings.TrimSuffix(value, "Z"), "UTC"
	}
	t, err := time.Parse(layout, value)
	if err != nil {
		return m, bad.Because(err)
	}
	if m.on = civil.DateOf(t, time.UTC); m.on.Year < 1900 || m.on.Year > 2100 {
		return m, bad
	}
	if len(layout) > 8 {
		m.at = civil.Clock(t.Hour()*60 + t.Minute())
	}
	return m, nil
}

// windowsZones are the names by which Outlook calls the zones of our clients.
var windowsZones = map[string]string{
	"romance standard time": "Europe/Paris", "w. europe standard time": "Europe/Berlin", "central europe standard time": "Europe/Budapest",
	"gmt standard time": "Europe/London", "greenwich standard time": "Africa/Abidjan", "utc": "UTC",
	"w. central africa standard time": "Africa/Lagos", "south africa standard time": "Africa/Johannesburg",
	"e. africa standard time": "Africa/Nairobi", "morocco standard time": "Africa/Casablanca", "eastern standard time": "America/New_York",
}

func icsZone(name string) (string, bool) {
	name = strings.Trim(strings.TrimSpace(name), `"`)
	if zone, ok := windowsZones[clients.Fold(name)]; ok {
		return zone, true
	}
	// Some programs put their own name before the zone's.
	for part := name; part != ""; {
		if _, err := civil.Zone(part); err == nil {
			return part, true
		}
		_, rest, ok := strings.Cut(part, "/")
		if !ok {
			return "", false
		}
		part = rest
	}
	return "", false
}
