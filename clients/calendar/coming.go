package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/assets/keydates"
	"regie/clients"
	"regie/clients/civil"
)

// ComingDays is how far ahead key dates are looked for.
const ComingDays = 60

// Coming is a key date that lies ahead: of the client's country, of one of its
// sectors, or its own.
type Coming struct {
	FR, EN   string
	Days     civil.Range
	Begin    civil.Date // when work on it should begin
	Calendar string     // a sector's key, empty for the country's and own ones
	Own      bool
	Sober    bool
	// Planned counts the items that stand on its first day or bear its name;
	// cancelled ones are left out.
	Planned int
}

// Name is the date's name in a language ("fr", "en").
func (c Coming) Name(lang string) string {
	if lang == "en" {
		return c.EN
	}
	return c.FR
}

// Due tells whether work on it should have begun and nothing is planned.
func (c Coming) Due(today civil.Date) bool { return c.Planned == 0 && !today.Before(c.Begin) }

// Coming lists a client's key dates of the next ComingDays days, today
// included, by day. Embargoes are none.
func (s *Service) Coming(ctx context.Context, client clients.ID, today civil.Date) ([]Coming, error) {
	c, err := s.house.Client(ctx, client)
	if err != nil {
		return nil, err
	}
	own, err := s.keep.OwnDays(ctx, client)
	if err != nil {
		return nil, err
	}
	days := civil.Range{From: today, To: today.AddDays(ComingDays - 1)}
	rows, err := s.keep.Rows(ctx, Filter{Client: client, Days: civil.Range{From: today.AddDays(-ComingDays), To: days.To}})
	if err != nil {
		return nil, err
	}
	return coming(keydates.Between(c.Country, days, c.Sectors()...), own, rows, days), nil
}

// coming puts the dates of a run of days together and counts what is planned.
func coming(dates []keydates.Date, own []OwnDay, rows []Row, days civil.Range) []Coming {
	var list []Coming
	for _, d := range dates {
		list = append(list, Coming{
			FR: d.FR, EN: d.EN, Days: civil.Range{From: d.On, To: d.Until}, Begin: d.On.AddDays(-d.Lead), Calendar: d.Calendar, Sober: d.Sober,
		})
	}
	for _, o := range own {
		if o.Kind == OwnKeyDate && days.Contains(o.Days.From) {
			list = append(list, Coming{FR: o.Name, EN: o.Name, Days: o.Days, Begin: o.Days.From.AddDays(-o.Lead), Own: true})
		}
	}
	slices.SortStableFunc(list, func(a, b Coming) int { return a.Days.From.Compare(b.Days.From) })
	for i := range list {
		fr, en := clients.Fold(list[i].FR), clients.Fold(list[i].EN)
		for _, r := range rows {
			title := clients.Fold(r.Title)
			if r.State != Cancelled && (r.On == list[i].Days.From || strings.Contains(title, fr) || strings.Contains(title, en)) {
				list[i].Planned++
			}
		}
	}
	return list
}
