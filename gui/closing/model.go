// Package closing is the page of the month's close over all clients: whether
// the times are complete and locked, what still waits in the calendar, which
// version of the report is issued and whether it still says what the data say,
// the statement and the invoice; closed, and saved, one by one or all at once.
package closing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/reports"
	monthend "regie/reports/closing"
	"regie/reports/page"
)

// Hours is what the screen needs of the hours' service.
type Hours interface {
	Overview(ctx context.Context, m civil.Month) ([]hours.ClientUse, error)
	Locked(ctx context.Context, client clients.ID, m civil.Month) (*hours.MonthLock, error)
	Lock(ctx context.Context, client clients.ID, m civil.Month, reason string) (hours.MonthLock, error)
	Unlock(ctx context.Context, client clients.ID, m civil.Month, reason string) error
}

// Calendar is what the screen needs of the calendar's service.
type Calendar interface {
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
}

// Reports is what the screen needs of the reports' service.
type Reports interface {
	Current(ctx context.Context, client clients.ID, m civil.Month, lang text.Lang) (reports.Copy, error)
	SaveCopy(ctx context.Context, c reports.Copy, doc *page.Document, pdfPath, bookPath string) error
}

// facts is a month of all clients, as the services gave it.
type facts struct {
	month civil.Month
	uses  []hours.ClientUse
	locks map[clients.ID]hours.MonthLock
	open  []calendar.Row // of the month, neither published nor cancelled
	bills map[clients.ID]monthend.Month
}

// pending are the states in which a publication of a closed month should not be.
var pending = []calendar.State{
	calendar.Draft, calendar.InternalReview, calendar.ChangesRequested, calendar.ClientReview,
	calendar.Refused, calendar.Approved, calendar.Scheduled, calendar.OnHold,
}

func gather(ctx context.Context, d Deps, m civil.Month) (facts, error) {
	f := facts{month: m, locks: map[clients.ID]hours.MonthLock{}}
	var err error
	if f.uses, err = d.Hours.Overview(ctx, m); err != nil {
		return f, fmt.Errorf("summing the month: %w", err)
	}
	for _, u := range f.uses {
		if u.LockedAt.IsZero() {
			continue
		}
		l, err := d.Hours.Locked(ctx, u.Client, m)
		if err != nil {
			return f, fmt.Errorf("reading the lock: %w", err)
		}
		if l != nil {
			f.locks[u.Client] = *l
		}
	}
	if f.open, err = d.Calendar.Rows(ctx, calendar.Filter{Days: m.Range(), States: pending}); err != nil {
		return f, fmt.Errorf("reading the calendar: %w", err)
	}
	if d.Close == nil {
		return f, nil
	}
	board, err := d.Close.Board(ctx, m)
	if err != nil {
		return f, fmt.Errorf("reading the close: %w", err)
	}
	f.bills = map[clients.ID]monthend.Month{}
	for _, b := range board {
		f.bills[b.Client.ID] = b
	}
	return f, nil
}

// model is the board in words.
type model struct {
	rows   []row
	locked int
	ready  int // clients of whom nothing is left to do before the report
	done   int // clients whose month is closed, reported and billed
}

// row is one client's month.
type row struct {
	client screen.Client
	times  mark // entries, missing rates, running timers
	plan   mark // publications still open
	lock   mark
	paper  mark // report
	bill   mark // statement and invoice
	locked bool
	closed bool // for good
	done   bool // closed, reported and billed
	known  bool // something is there to report
	month  monthend.Month
}

// mark is a column's state: a short word with its tone, a caption below. Of a
// note above the board, also where it is put right: a client's tab, and a
// document there.
type mark struct {
	tone                widgets.Tone
	text, caption       string
	client, tab, number string
}

// build makes the board; clients stand in the order of the rail.
func build(p *text.Printer, f facts, list []screen.Client, zone *time.Location) model {
	var m model
	for _, c := range list {
		r := row{client: c}
		i := slices.IndexFunc(f.uses, func(u hours.ClientUse) bool { return string(u.Client) == c.ID })
		var use hours.ClientUse
		if i >= 0 {
			use = f.uses[i]
		}
		var open []calendar.Row
		for _, it := range f.open {
			if string(it.Client) == c.ID && it.Kind.Publishes() {
				open = append(open, it)
			}
		}
		l, locked := f.locks[clients.ID(c.ID)]
		r.times, r.plan, r.lock, r.locked = timesMark(p, use), planMark(p, open), lockMark(p, l, locked, zone), locked
		if b, ok := f.bills[clients.ID(c.ID)]; ok {
			r.month, r.paper = b, reportMark(p, b, zone)
			r.bill, r.lock, r.closed, r.done = billMark(p, b), closedMark(p, b, r.lock, locked), b.Closed, b.Done()
		}
		// A fee is due for a month without an hour, too.
		r.known = use.Entries+use.Running > 0 || len(open) > 0 || locked || (r.month.Month != civil.Month{} && !r.month.Empty())
		if locked {
			m.locked++
		}
		if r.done {
			m.done++
		}
		if locked && r.times.tone != widgets.ToneBad && r.times.tone != widgets.ToneWarn && len(open) == 0 {
			m.ready++
		}
		m.rows = append(m.rows, r)
	}
	return m
}

func timesMark(p *text.Printer, u hours.ClientUse) mark {
	if u.Entries+u.Running == 0 {
		return mark{text: p.T("closing.no_times")}
	}
	k := mark{tone: widgets.ToneOK, text: p.T("closing.complete")}
	k.caption = p.N("closing.entries", u.Entries, "hours", civil.Minutes(money.RoundHalfUp(u.AllSeconds, 60)))
	switch {
	case u.Running > 0:
		k.tone, k.text = widgets.ToneBad, p.N("closing.running", u.Running)
	case u.ToSettleCount > 0:
		k.tone, k.text = widgets.ToneBad, p.N("closing.to_settle", u.ToSettleCount)
	case u.UnratedCount > 0:
		k.tone, k.text = widgets.ToneWarn, p.N("closing.unrated", u.UnratedCount)
	}
	return k
}

func planMark(p *text.Printer, open []calendar.Row) mark {
	if len(open) == 0 {
		return mark{tone: widgets.ToneOK, text: p.T("closing.plan_done")}
	}
	waiting := 0
	for _, r := range open {
		if r.State == calendar.ClientReview || r.State == calendar.InternalReview {
			waiting++
		}
	}
	k := mark{tone: widgets.ToneWarn, text: p.N("closing.plan_open", len(open))}
	if waiting > 0 {
		k.caption = p.N("closing.waiting", waiting)
	}
	return k
}

func lockMark(p *text.Printer, l hours.MonthLock, locked bool, zone *time.Location) mark {
	if !locked {
		return mark{text: p.T("closing.open")}
	}
	k := mark{tone: widgets.ToneOK, text: p.T("closing.locked")}
	k.caption = p.DateShort(civil.DateOf(l.At, zone))
	if l.By != "" {
		k.caption += " · " + l.By
	}
	if l.Reason != "" {
		k.caption += " · " + l.Reason
	}
	return k
}

// caption says how far the close has come.
func (m model) caption(p *text.Printer) string {
	return p.T("closing.caption", "done", m.done, "locked", m.locked, "ready", m.ready, "all", len(m.rows))
}
