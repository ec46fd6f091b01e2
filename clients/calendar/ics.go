package calendar

import (
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"regie/assets/keydates"
	"regie/clients/civil"
)

// icsMinutes is how long an item with a time is shown for.
const icsMinutes = 30

// WriteICS writes items with a day as an iCalendar file (RFC 5545): stable UID,
// SEQUENCE counting the item's changes, DTSTAMP its last change, instants in
// UTC, all-day items with an exclusive end. name is the calendar's. Marks stand
// beside them as whole days that keep nobody busy.
func WriteICS(w io.Writer, name string, items []Item, marks ...Mark) error {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Régie//Calendrier éditorial//FR")
	cal.SetXWRCalName(name)
	for _, it := range items {
		if it.On.IsZero() {
			continue
		}
		if err := it.addTo(cal); err != nil {
			return err
		}
	}
	for _, m := range marks {
		m.addTo(cal)
	}
	// The newline is said because the library's own is the system's.
	if err := cal.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("writing the calendar: %w", err)
	}
	return nil
}

// addTo stamps a mark with the day its data were checked: the same plan gives
// the same file.
func (m Mark) addTo(cal *ics.Calendar) {
	e := cal.AddEvent(m.Key + "@dates.regie")
	e.SetDtStampTime(keydates.Checked().Start(time.UTC))
	e.SetSummary(m.Name)
	e.SetAllDayStartAt(m.Days.From.Start(time.UTC))
	e.SetAllDayEndAt(m.Days.To.AddDays(1).Start(time.UTC))
	e.AddProperty(ics.ComponentPropertyCategories, string(KeyDate))
	e.SetTimeTransparency(ics.TransparencyTransparent)
}

func (it Item) addTo(cal *ics.Calendar) error {
	e := cal.AddEvent(string(it.ID) + "@regie")
	e.SetDtStampTime(it.ChangedAt)
	e.SetCreatedTime(it.CreatedAt)
	e.SetModifiedAt(it.ChangedAt)
	e.SetSequence(it.Version)
	e.SetSummary(it.Name())
	if it.At == civil.NoClock {
		e.SetAllDayStartAt(it.On.Start(time.UTC))
		e.SetAllDayEndAt(it.On.AddDays(1).Start(time.UTC))
	} else {
		zone, err := civil.Zone(it.Zone)
		if err != nil {
			return err
		}
		start, _ := civil.Instant(it.On, it.At, zone)
		e.SetStartAt(start)
		e.SetEndAt(start.Add(icsMinutes * time.Minute))
	}
	var words []string
	for _, r := range it.Resolved() {
		if r.Text != "" {
			words = append(words, "["+r.Network+"] "+strings.ReplaceAll(r.Text, "\r", ""))
		}
	}
	if len(words) > 0 {
		e.SetDescription(strings.Join(words, "\n\n"))
	}
	if it.Link != "" {
		e.SetURL(it.Link)
	}
	e.AddProperty(ics.ComponentPropertyCategories, string(it.Kind))
	switch {
	case it.State == Cancelled:
		e.SetStatus(ics.ObjectStatusCancelled)
	case it.State == Approved || it.State == Scheduled || it.State == Published:
		e.SetStatus(ics.ObjectStatusConfirmed)
	default:
		e.SetStatus(ics.ObjectStatusTentative)
	}
	return nil
}
