package calendar

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// OwnDay is a day, or a run of days, that a client's calendar has of its own.
type OwnDay struct {
	ID, Client clients.ID
	Kind       OwnDayKind
	Name       string
	Days       civil.Range
	Lead       int // days before it that work should begin
}

// OwnDayKind says what the days are for.
type OwnDayKind string

// Kinds of own days.
const (
	OwnKeyDate OwnDayKind = "key_date" // something to speak about
	Embargo    OwnDayKind = "embargo"  // nothing goes out
)

// maxLead is how many days ahead a reminder may be.
const maxLead = 366

// dayMaxKey names a client's setting of how many publications a day may have.
const dayMaxKey = "calendar.day_max"

// OwnDays lists a client's own days, earliest first.
func (s *Service) OwnDays(ctx context.Context, client clients.ID) ([]OwnDay, error) {
	return s.keep.OwnDays(ctx, client)
}

// SaveOwnDay keeps own days; new ones have no ID. Faults: name_missing,
// dates_missing, dates_reversed, day_kind_unknown, lead_invalid.
func (s *Service) SaveOwnDay(ctx context.Context, d OwnDay) (OwnDay, error) {
	if err := s.named(ctx, d.Client, &d.Name); err != nil {
		return d, err
	}
	if d.Days.To.IsZero() {
		d.Days.To = d.Days.From
	}
	switch {
	case d.Kind != OwnKeyDate && d.Kind != Embargo:
		return d, fault.New("day_kind_unknown", "value", string(d.Kind)).At("kind")
	case d.Days.From.IsZero():
		return d, fault.New("dates_missing").At("from")
	case d.Days.To.Before(d.Days.From):
		return d, fault.New("dates_reversed").At("until")
	case d.Lead < 0 || d.Lead > maxLead:
		return d, fault.New("lead_invalid", "max", maxLead).At("lead")
	}
	if d.ID == "" {
		d.ID = s.newID()
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "day.save", Client: d.Client, Subject: d.Name})
	return d, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveOwnDay(ctx, d) })
}

// RemoveOwnDay takes own days away, by ID or name; fault day_unknown.
func (s *Service) RemoveOwnDay(ctx context.Context, client clients.ID, named string) (OwnDay, error) {
	list, err := s.keep.OwnDays(ctx, client)
	if err != nil {
		return OwnDay{}, err
	}
	i := slices.IndexFunc(list, func(d OwnDay) bool {
		return string(d.ID) == named || clients.Fold(d.Name) == clients.Fold(strings.TrimSpace(named))
	})
	if i < 0 {
		return OwnDay{}, fault.New("day_unknown", "value", short(named, 60)).At("day")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "day.remove", Client: client, Subject: list[i].Name})
	return list[i], s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveOwnDay(ctx, client, list[i].ID) })
}

// DayMax is how many publications one day of a client may have; 0 is no rule.
func (s *Service) DayMax(ctx context.Context, client clients.ID) (int, error) {
	value, err := s.keep.Setting(ctx, client, dayMaxKey)
	if err != nil || value == "" {
		return 0, err
	}
	n, err := strconv.Atoi(value)
	return n, err
}

// SetDayMax says how many publications one day may have; fault day_max_invalid.
func (s *Service) SetDayMax(ctx context.Context, client clients.ID, n int) error {
	if n < 0 || n > 100 {
		return fault.New("day_max_invalid").At("max")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "day.max", Client: client, Subject: strconv.Itoa(n)})
	return s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveSetting(ctx, client, dayMaxKey, strconv.Itoa(n)) })
}

// embargoOn is the embargo on which an item that goes out would fall; ok is
// false for none.
func (s *Service) embargoOn(ctx context.Context, it Item) (d OwnDay, ok bool, err error) {
	if it.On.IsZero() || !it.Kind.Publishes() {
		return d, false, nil
	}
	list, err := s.keep.OwnDays(ctx, it.Client)
	if err != nil {
		return d, false, err
	}
	i := slices.IndexFunc(list, func(d OwnDay) bool { return d.Kind == Embargo && d.Days.Contains(it.On) })
	if i < 0 {
		return d, false, nil
	}
	return list[i], true, nil
}

// dayRemarks says what stands against an item's day: an embargo, or too many
// publications on it.
func (s *Service) dayRemarks(ctx context.Context, it Item) ([]Remark, error) {
	var all []Remark
	embargo, ok, err := s.embargoOn(ctx, it)
	if err != nil {
		return nil, err
	}
	if ok {
		all = append(all, Remark{Code: EmbargoDay, Word: embargo.Name})
	}
	most, err := s.DayMax(ctx, it.Client)
	if err != nil || most == 0 || it.On.IsZero() || !it.Kind.Publishes() {
		return all, err
	}
	rows, err := s.keep.Rows(ctx, Filter{Client: it.Client, Days: civil.Range{From: it.On, To: it.On}})
	if err != nil {
		return nil, err
	}
	count := 1
	for _, r := range rows {
		if r.ID != it.ID && r.Kind.Publishes() && r.State != Cancelled && r.State != Idea {
			count++
		}
	}
	if count > most {
		all = append(all, Remark{Code: CrowdedDay, Count: count, Limit: most})
	}
	return all, nil
}
