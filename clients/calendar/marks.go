package calendar

import (
	"context"
	"slices"

	"regie/assets/keydates"
	"regie/clients"
	"regie/clients/civil"
)

// MarkKind says what a mark is; names: catalogue "planfile.mark_<kind>".
type MarkKind string

// Kinds of marks.
const (
	MarkHoliday MarkKind = "holiday"  // of the client's country
	MarkKeyDate MarkKind = "key_date" // of its country or of one of its sectors
	MarkOwn     MarkKind = "own"      // of the client itself
	MarkEmbargo MarkKind = "embargo"  // nothing goes out
)

// Mark is a day, or a run of days, that a plan is written around.
type Mark struct {
	Key      string // stable, unique over all clients
	Kind     MarkKind
	Name     string
	Days     civil.Range
	Calendar string // a sector's key, empty for the country's and own ones
}

// Marks lists a client's holidays, key dates, own days and embargoes of a run
// of days, by day, named in a language ("fr", "en"). A key date that is the
// holiday itself is not said twice; own days count when they reach into the
// run.
func (s *Service) Marks(ctx context.Context, client clients.ID, days civil.Range, lang string) ([]Mark, error) {
	c, err := s.house.Client(ctx, client)
	if err != nil {
		return nil, err
	}
	own, err := s.keep.OwnDays(ctx, client)
	if err != nil {
		return nil, err
	}
	c.Lang = lang
	return marks(c, own, days), nil
}

func marks(c clients.Client, own []OwnDay, days civil.Range) []Mark {
	var list []Mark
	add := func(key string, kind MarkKind, name string, on civil.Range, calendar string) {
		list = append(list, Mark{Key: string(c.ID) + "-" + key, Kind: kind, Name: name, Days: on, Calendar: calendar})
	}
	feasts := map[civil.Date]string{}
	for d := days.From; !d.After(days.To); d = d.AddDays(1) {
		if name := holidayOn(c, d); name != "" {
			feasts[d] = name
			add("holiday-"+d.String(), MarkHoliday, name, civil.Range{From: d, To: d}, "")
		}
	}
	for _, k := range keydates.Between(c.Country, days, c.Sectors()...) {
		if name := k.Name(c.Lang); name != feasts[k.On] {
			add(k.Key+"-"+k.On.String(), MarkKeyDate, name, civil.Range{From: k.On, To: k.Until}, k.Calendar)
		}
	}
	for _, o := range own {
		kind := MarkOwn
		if o.Kind == Embargo {
			kind = MarkEmbargo
		}
		if o.Days.Overlaps(days) {
			add(string(o.ID), kind, o.Name, o.Days, "")
		}
	}
	slices.SortStableFunc(list, func(a, b Mark) int { return a.Days.From.Compare(b.Days.From) })
	return list
}
