// Package approvals is the page of what waits for a decision over all clients:
// internal reviews, and what the clients have been asked.
package approvals

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
	"regie/gui/itemlook"
	"regie/gui/screen"
)

// Calendar is what the screen needs of the calendar's service.
type Calendar interface {
	Approvals(ctx context.Context, client clients.ID, today civil.Date) ([]calendar.Approval, error)
	Decide(ctx context.Context, a calendar.Answer) (calendar.Item, error)
	Limits() *limits.Book
}

// House is what the screen needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Committee(ctx context.Context, client clients.ID) ([]clients.Contact, error)
	Contacts(ctx context.Context, client clients.ID) ([]clients.Contact, error)
}

// facts is what waits, as the services gave it.
type facts struct {
	list  []calendar.Approval
	staff []clients.Staff
}

func gather(ctx context.Context, d Deps, today civil.Date) (facts, error) {
	var f facts
	var err error
	if f.list, err = d.Calendar.Approvals(ctx, "", today); err != nil {
		return f, fmt.Errorf("reading what waits: %w", err)
	}
	if f.staff, err = d.House.Staff(ctx, false); err != nil {
		return f, fmt.Errorf("reading the staff: %w", err)
	}
	return f, nil
}

// model is what waits in words: at the agency, and at the clients.
type model struct {
	internal, client []waiting
	late             int
	staff            []clients.Staff
}

// waiting is one item that waits.
type waiting struct {
	row     calendar.Row
	client  screen.Client
	title   string
	context string // client, networks, day of publication
	since   string // how long, or whom it waits for
	count   string // approvals given and needed, of a client review
	late    bool
	refused bool   // somebody of the committee withheld it
	tutor   string // the name of the one who must pass it
	member  string // of the committee, the one whose answer comes next
}

// build makes the model of what waits; keys keeps those clients only, none all.
func build(p *text.Printer, f facts, book *limits.Book, of func(string) (screen.Client, bool), keys []string, today civil.Date, zone *time.Location) model {
	m := model{staff: f.staff}
	for _, a := range f.list {
		c, ok := of(string(a.Row.Client))
		if !ok || len(keys) > 0 && !slices.Contains(keys, c.Key) {
			continue
		}
		w := describe(p, a, c, book, today, zone)
		if w.late {
			m.late++
		}
		if a.Row.State == calendar.ClientReview {
			m.client = append(m.client, w)
			continue
		}
		for _, s := range f.staff {
			if s.ID == a.Reviewer && a.Reviewer != "" {
				w.tutor, w.since = s.Name, p.T("approvals.tutor", "name", s.Name)
			}
		}
		m.internal = append(m.internal, w)
	}
	for _, list := range [][]waiting{m.internal, m.client} {
		slices.SortStableFunc(list, order)
	}
	return m
}

// order puts what is late first, then what goes out first; undated ones last.
func order(a, b waiting) int {
	if a.late != b.late {
		if a.late {
			return -1
		}
		return 1
	}
	x, y := a.row.On, b.row.On
	if x.IsZero() != y.IsZero() {
		if x.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(x.Compare(y), cmp.Compare(a.row.At, b.row.At))
}

func describe(p *text.Printer, a calendar.Approval, c screen.Client, book *limits.Book, today civil.Date, zone *time.Location) waiting {
	r := a.Row
	w := waiting{row: r, client: c, title: itemlook.Title(p, r), refused: a.Committee.Withheld != nil}
	w.context = c.Name + " · " + itemlook.What(p, book, r) + " · "
	if r.On.IsZero() {
		w.context += p.T("approvals.undated")
	} else {
		w.context += p.T("approvals.goes_out", "date", p.DateShort(r.On))
	}
	// An internal review is late once the day of its publication is past.
	w.late = a.Late || r.State == calendar.InternalReview && !r.On.IsZero() && r.On.Before(today)
	if r.State == calendar.InternalReview {
		return w
	}
	w.count = p.T("approvals.count", "have", a.Committee.Approvals, "need", a.Committee.Needed)
	switch n := a.Committee; {
	case n.Withheld != nil:
		w.member = n.Withheld.Who
	case len(n.Waiting) > 0:
		w.member = n.Waiting[0].Name
	}
	switch {
	case w.refused:
		w.since = p.T("approvals.withheld", "name", a.Committee.Withheld.Who)
	case !r.AskedAt.IsZero():
		w.since = since(p, civil.DateOf(r.AskedAt, zone).DaysUntil(today))
	}
	if w.late && !w.refused && !r.ReviewDue.IsZero() {
		w.since += " · " + p.T("approvals.due", "date", p.DateShort(r.ReviewDue))
	}
	return w
}

func since(p *text.Printer, days int) string {
	if days <= 0 {
		return p.T("approvals.since_today")
	}
	return p.N("approvals.since", days)
}

// caption says how much waits.
func (m model) caption(p *text.Printer) string {
	s := p.N("approvals.waiting", len(m.internal)+len(m.client))
	if m.late > 0 {
		s += " · " + p.N("approvals.late", m.late)
	}
	return s
}
