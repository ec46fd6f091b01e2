// Package hoursbank is a client's hours bank in the time tab: the month as a
// statement of account, the lots that are carried, what waits for a decision,
// and the year month by month; with the acts that move the bank and the dialog
// that asks for the client's word before a retainer is exceeded.
package hoursbank

import (
	"context"
	"fmt"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/choices"
)

// Hours is what the view needs of the hours' service.
type Hours interface {
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	BankYear(ctx context.Context, client clients.ID, year int) ([]hours.Bank, error)
	Margin(ctx context.Context, client clients.ID, m civil.Month) (hours.Margin, error)
	Overages(ctx context.Context, client clients.ID, m civil.Month) ([]hours.OverageShare, error)
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
	Locked(ctx context.Context, client clients.ID, m civil.Month) (*hours.MonthLock, error)
	Adjust(ctx context.Context, m hours.Move) (hours.Bank, error)
	Transfer(ctx context.Context, m hours.Move) (hours.Bank, error)
	GiveConsent(ctx context.Context, k hours.Consent) (hours.Bank, error)
	EditAll(ctx context.Context, client clients.ID, ids []clients.ID, change func(*hours.Form)) error
}

// House is what the view needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
}

// Alerts are the thresholds that the month's hours crossed; budget.Service
// answers it.
type Alerts interface {
	Month(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (budget.Overview, error)
	Acknowledge(ctx context.Context, client clients.ID, m civil.Month, on budget.Subject, percent int) error
}

// facts is all that one showing needs, loaded at once.
type facts struct {
	bank   hours.Bank
	year   []hours.Bank // only when the year is shown
	margin hours.Margin // only when the margin is shown
	over   []hours.OverageShare
	work   map[civil.Date][]hours.Entry // the month's contract time
	settle []hours.Entry                // timers' time kept beyond a bank that refuses overage
	alerts []budget.Alert
	lock   *hours.MonthLock
	later  []booked // differences of this closed month, where they were booked
	client clients.Client
	staff  []clients.Staff
	hats   []clients.Hat
	levels []clients.Level
	today  civil.Date
}

// booked is a movement of a later month that a change in this one made.
type booked struct {
	month civil.Month
	hours.Movement
}

// laterMonths bounds how far a closed month's differences are looked for.
const laterMonths = 36

func (d Deps) load(ctx context.Context, id clients.ID, m civil.Month, today civil.Date, shown mode) (facts, error) {
	f := facts{today: today}
	var err error
	if f.client, err = d.House.Client(ctx, id); err != nil {
		return f, fmt.Errorf("reading the client: %w", err)
	}
	if f.levels, err = d.House.Levels(ctx); err != nil {
		return f, fmt.Errorf("reading the levels: %w", err)
	}
	if f.bank, err = d.Hours.Bank(ctx, id, m); err != nil {
		return f, fmt.Errorf("reading the hours bank: %w", err)
	}
	if shown == modeYear {
		f.year, err = d.Hours.BankYear(ctx, id, m.Year)
		if err != nil {
			err = fmt.Errorf("reading the year's hours bank: %w", err)
		}
		return f, err
	}
	if f.staff, err = d.House.Staff(ctx, true); err != nil {
		return f, fmt.Errorf("reading the staff: %w", err)
	}
	if f.hats, err = d.House.Hats(ctx); err != nil {
		return f, fmt.Errorf("reading the hats: %w", err)
	}
	if shown == modeMargin {
		f.margin, err = d.Hours.Margin(ctx, id, m)
		if err != nil {
			err = fmt.Errorf("reading the margin: %w", err)
		}
		return f, err
	}
	return f, d.loadWaiting(ctx, &f, id, m)
}

// loadWaiting reads what waits in the month and what became of it later.
func (d Deps) loadWaiting(ctx context.Context, f *facts, id clients.ID, m civil.Month) error {
	var err error
	if f.lock, err = d.Hours.Locked(ctx, id, m); err != nil {
		return fmt.Errorf("reading the lock: %w", err)
	}
	if f.bank.Total.Overage > 0 {
		if f.over, err = d.Hours.Overages(ctx, id, m); err != nil {
			return fmt.Errorf("reading the overage: %w", err)
		}
	}
	list, err := d.Hours.List(ctx, hours.Filter{Client: id, Days: m.Range(), Kind: hours.Contract})
	if err != nil {
		return fmt.Errorf("reading the entries: %w", err)
	}
	f.work = map[civil.Date][]hours.Entry{}
	for _, e := range list {
		f.work[e.On] = append(f.work[e.On], e)
		if e.Settle {
			f.settle = append(f.settle, e)
		}
	}
	if d.Alerts != nil {
		o, err := d.Alerts.Month(ctx, id, m, f.today)
		if err != nil {
			return fmt.Errorf("reading the alerts: %w", err)
		}
		for _, a := range o.Alerts {
			if a.Subject == budget.OnHours {
				f.alerts = append(f.alerts, a)
			}
		}
	}
	if f.bank.Closed {
		return d.loadLater(ctx, f, id, m)
	}
	return nil
}

// loadLater finds where a closed month's differences were booked: in the first
// month that was open then.
func (d Deps) loadLater(ctx context.Context, f *facts, id clients.ID, m civil.Month) error {
	for i := 1; i <= laterMonths; i++ {
		b, err := d.Hours.Bank(ctx, id, m.Add(i))
		if err != nil {
			return fmt.Errorf("reading a later hours bank: %w", err)
		}
		for _, mv := range b.Total.Movements {
			about, of, ok := hours.CutSource(mv.Source)
			if ok && about == "closed" && of == m.String() {
				f.later = append(f.later, booked{b.Month, mv})
			}
		}
		if !b.Closed {
			return nil
		}
	}
	return nil
}

// levelName is a level's name, "" for the common bank.
func (f facts) levelName(p *text.Printer, key string) string {
	if key == "" {
		return ""
	}
	return choices.Label(choices.Levels(p, f.levels), key)
}

func (f facts) personName(id clients.ID) string {
	for _, s := range f.staff {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

func (f facts) hatName(p *text.Printer, key string) string {
	for _, h := range f.hats {
		if h.Key == key {
			return choices.Name(p, h.NameFR, h.NameEN)
		}
	}
	return key
}
