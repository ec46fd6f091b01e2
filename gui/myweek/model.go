// Package myweek is the week of the person at the keyboard over all clients:
// what stands on each day, and the hours already done.
package myweek

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/itemlook"
	"regie/gui/screen"
)

// Calendar is what the screen needs of the calendar's service.
type Calendar interface {
	Week(ctx context.Context, of civil.Date, author clients.ID) ([]calendar.WeekDay, error)
	Limits() *limits.Book
}

// Hours is what the screen needs of the hours' service.
type Hours interface {
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
	Covers(ctx context.Context, person clients.ID, days civil.Range) ([]hours.Cover, error)
}

// House is what the screen needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
}

// facts is a week as the services gave it.
type facts struct {
	person  clients.ID // whose week it is, empty for everyone's
	days    []calendar.WeekDay
	entries []hours.Entry
	staff   []clients.Staff
}

// gather reads the week of a day; person is empty for everyone.
func gather(ctx context.Context, d Deps, monday civil.Date, person clients.ID) (facts, error) {
	f := facts{person: person}
	var err error
	if f.days, err = d.Calendar.Week(ctx, monday, person); err != nil {
		return f, fmt.Errorf("reading the week: %w", err)
	}
	days := civil.Range{From: monday, To: monday.AddDays(6)}
	if person != "" {
		if err := f.cover(ctx, d, days); err != nil {
			return f, err
		}
	}
	if f.entries, err = d.Hours.List(ctx, hours.Filter{Person: person, Days: days}); err != nil {
		return f, fmt.Errorf("reading the hours done: %w", err)
	}
	if f.staff, err = d.House.Staff(ctx, false); err != nil {
		return f, fmt.Errorf("reading the staff: %w", err)
	}
	return f, nil
}

// cover adds what the person takes over on the days of others' absences.
func (f *facts) cover(ctx context.Context, d Deps, days civil.Range) error {
	covers, err := d.Hours.Covers(ctx, f.person, days)
	if err != nil {
		return fmt.Errorf("reading whom one stands in for: %w", err)
	}
	theirs := map[clients.ID][]calendar.WeekDay{}
	for _, c := range covers {
		week, known := theirs[c.For]
		if !known {
			if week, err = d.Calendar.Week(ctx, days.From, c.For); err != nil {
				return fmt.Errorf("reading the week taken over: %w", err)
			}
			theirs[c.For] = week
		}
		i := days.From.DaysUntil(c.On)
		f.days[i].Items = slices.Concat(f.days[i].Items, week[i].Items)
		slices.SortStableFunc(f.days[i].Items, func(a, b calendar.Row) int { return cmp.Compare(a.At, b.At) })
	}
	return nil
}

// board is the week in words, ready to be drawn.
type board struct {
	days  [7]day
	count int    // items
	done  int64  // seconds
	sum   string // of the week
	staff []clients.Staff
}

type day struct {
	date  civil.Date
	today bool
	done  int64 // seconds, running timers up to now
	items []item
}

type item struct {
	row    calendar.Row
	client screen.Client
	at     string
	what   string // networks or kind
	title  string
	author string // named when the week is everyone's, or the item taken over
	missed bool
}

// build makes the board; named adds who is in charge of each item.
func build(p *text.Printer, f facts, book *limits.Book, of func(string) (screen.Client, bool), today civil.Date, now time.Time, named bool) board {
	b := board{staff: f.staff}
	names := map[clients.ID]string{}
	for _, s := range f.staff {
		names[s.ID] = s.Name
	}
	for i, d := range f.days {
		if i >= len(b.days) {
			break
		}
		out := day{date: d.Date, today: d.Date == today}
		for _, r := range d.Items {
			c, ok := of(string(r.Client))
			if !ok { // the client was archived
				continue
			}
			it := item{
				row: r, client: c, at: itemlook.At(p, r.At), what: itemlook.What(p, book, r),
				title: itemlook.Title(p, r), missed: r.Missed(now),
			}
			switch {
			case named:
				it.author = names[r.Author]
			case f.person != "" && r.Author != f.person:
				it.author = p.T("myweek.for", "name", names[r.Author])
			}
			out.items = append(out.items, it)
		}
		for _, e := range f.entries {
			if e.On == d.Date {
				out.done += e.Elapsed(now)
			}
		}
		b.count += len(out.items)
		b.done += out.done
		b.days[i] = out
	}
	b.sum = p.N("myweek.items", b.count) + " · " + p.T("myweek.done", "hours", civil.Minutes(b.done/60))
	return b
}

// empty tells a week with neither items nor hours.
func (b board) empty() bool { return b.count == 0 && b.done == 0 }

// doneText is what a day's hours come to, empty when there are none.
func (d day) doneText(p *text.Printer) string {
	if d.done < 60 {
		return ""
	}
	return p.Hours(d.done / 60)
}
