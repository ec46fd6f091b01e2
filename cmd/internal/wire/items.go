package wire

import (
	"context"
	"regexp"
	"slices"
	"strconv"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
)

// items lets the room of hours link its entries to the calendar.
type items struct {
	calendar *calendar.Service
	today    func(ctx context.Context) (civil.Date, error)
}

// mostItems is how many are offered for what was typed.
const mostItems = 8

// kindOnDay is an item as one names it in a hurry: "live-22".
var kindOnDay = regexp.MustCompile(`^(.+)-(\d{1,2})$`)

// FindItems implements hours.Items: by identifier, by kind and day of the month
// ("live-22", the nearest to today first), else by words of the title or texts.
func (i items) FindItems(ctx context.Context, client clients.ID, typed string) ([]hours.Item, error) {
	if it, err := i.calendar.Item(ctx, clients.ID(typed)); err == nil && it.Client == client {
		return []hours.Item{{ID: it.ID, Title: it.Title, Campaign: it.Campaign}}, nil
	}
	rows, err := i.onDay(ctx, client, typed)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		if rows, err = i.calendar.Find(ctx, client, typed, mostItems); err != nil {
			return nil, err
		}
	}
	list := make([]hours.Item, 0, len(rows))
	for _, r := range rows {
		list = append(list, hours.Item{ID: r.ID, Title: r.Title})
	}
	return list, nil
}

// Campaigns implements hours.Items.
func (i items) Campaigns(ctx context.Context, client clients.ID) ([]hours.Campaign, error) {
	all, err := i.calendar.Campaigns(ctx, client)
	if err != nil {
		return nil, err
	}
	list := make([]hours.Campaign, 0, len(all))
	for _, c := range all {
		list = append(list, hours.Campaign{ID: c.ID, Name: c.Name})
	}
	return list, nil
}

// onDay finds items of a kind on a day of this month, the last or the next.
func (i items) onDay(ctx context.Context, client clients.ID, typed string) ([]calendar.Row, error) {
	m := kindOnDay.FindStringSubmatch(typed)
	if m == nil {
		return nil, nil
	}
	kind, ok := kindNamed(m[1])
	day, err := strconv.Atoi(m[2])
	if !ok || err != nil {
		return nil, nil
	}
	today, err := i.today(ctx)
	if err != nil {
		return nil, err
	}
	month := today.InMonth()
	rows, err := i.calendar.Rows(ctx, calendar.Filter{
		Client: client, Kinds: []calendar.Kind{kind},
		Days: civil.Range{From: month.Add(-1).First(), To: month.Add(1).Last()},
	})
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r calendar.Row) bool { return r.On.Day != day })
	far := func(r calendar.Row) int { return max(today.DaysUntil(r.On), r.On.DaysUntil(today)) }
	slices.SortStableFunc(rows, func(a, b calendar.Row) int { return far(a) - far(b) })
	return rows, nil
}

// kindNamed finds a kind by its key or its name in either language.
func kindNamed(name string) (calendar.Kind, bool) {
	folded := clients.Fold(name)
	for _, k := range calendar.Kinds() {
		if folded == string(k) {
			return k, true
		}
		for _, l := range text.Langs() {
			if folded == clients.Fold(text.For(l).T("calendar.kind."+string(k))) {
				return k, true
			}
		}
	}
	return "", false
}

// planned lists the effort that the calendar plans in a month for who is to
// write, on the day it comes out.
func (i items) planned(ctx context.Context, m civil.Month) ([]hours.Effort, error) {
	rows, err := i.calendar.Rows(ctx, calendar.Filter{Days: m.Range()})
	if err != nil {
		return nil, err
	}
	var efforts []hours.Effort
	for _, r := range rows {
		if r.State != calendar.Cancelled && r.Author != "" {
			efforts = append(efforts, hours.Effort{Person: r.Author, On: r.On, Seconds: r.EffortSeconds})
		}
	}
	return efforts, nil
}
