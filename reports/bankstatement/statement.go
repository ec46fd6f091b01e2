// Package bankstatement is the statement of a client's hours bank (relevé de
// compte-temps): what was granted, used, carried and lost over one or more
// months, as a bank prints an account, for the client to sign. The PDF and the
// workbook are made from one value and print the same minutes as the service
// gives; nothing in it tells what an hour costs the agency.
package bankstatement

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports/letter"
)

// MostMonths bounds a statement's range.
const MostMonths = 60

// Time is what a statement asks of the hours room.
type Time interface {
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
}

// Statement is a client's hours bank over a run of months, by value. All
// figures are whole minutes.
type Statement struct {
	letter.Letter
	From, Until civil.Month
	Months      []Month
	// Hats, Levels and People part the time that was taken from the bank; the
	// sum of each is Used.
	Hats, Levels, People []Share
	Extra                int64 // billed apart from the bank
	Free                 int64 // offered, as worked
}

// Month is one month of the bank.
type Month struct {
	hours.Bank
	// Provisional is true until the month's ledger is written by its close.
	Provisional bool
	// Running is the month of the day of the statement: "à ce jour".
	Running bool
}

// Share is a part of the time used. Key is that of a hat or level, or a
// person's ID.
type Share struct {
	Key, Label string
	Minutes    int64
}

// Service gathers statements. It is safe for concurrent use.
type Service struct {
	house letter.House
	time  Time
	now   clients.Clock
}

// New makes the service.
func New(house letter.House, time Time, now clients.Clock) *Service {
	return &Service{house: house, time: time, now: now}
}

// Gather reads the bank's months from..until, both included, in a language;
// none is the client's. Faults: client_unknown, report_internal,
// report_month_future, statement_order, statement_long (argument "max"),
// statement_no_contract where no month of them has a contract with hours.
func (s *Service) Gather(ctx context.Context, client clients.ID, from, until civil.Month, lang text.Lang) (Statement, error) {
	st := Statement{From: from, Until: until}
	var err error
	if st.Letter, err = letter.Read(ctx, s.house, client, lang, s.now()); err != nil {
		return st, err
	}
	current := st.Today.InMonth()
	switch {
	case until.Before(from):
		return st, fault.New("statement_order", "From", from, "Until", until).At("until")
	case from.MonthsUntil(until) >= MostMonths:
		return st, fault.New("statement_long", "Max", MostMonths).At("until")
	case until.After(current):
		return st, fault.New("report_month_future", "Month", until, "Current", current).At("month")
	}
	parts := map[string]*tally{}
	for m := from; !m.After(until); m = m.Add(1) {
		if err := s.month(ctx, &st, parts, m); err != nil {
			return st, fmt.Errorf("reading %s: %w", m, err)
		}
	}
	if !slices.ContainsFunc(st.Months, func(m Month) bool { return m.Contract != nil }) {
		return st, fault.New("statement_no_contract", "Client", st.Client.Name, "From", from, "Until", until).At("month")
	}
	st.Hats = parts[byHat].list(st.HatName, st.used())
	st.Levels = parts[byLevel].list(st.LevelName, st.used())
	st.People = parts[byPerson].list(func(id string) string { return st.Person(clients.ID(id)) }, st.used())
	return st, nil
}

const (
	byHat    = "hat"
	byLevel  = "level"
	byPerson = "person"
)

func (s *Service) month(ctx context.Context, st *Statement, parts map[string]*tally, m civil.Month) error {
	bank, err := s.time.Bank(ctx, st.Client.ID, m)
	if err != nil {
		return err
	}
	sum, err := s.time.Summary(ctx, st.Client.ID, m)
	if err != nil {
		return err
	}
	st.Months = append(st.Months, Month{Bank: bank, Provisional: !bank.Closed, Running: m.Contains(st.Today)})
	var banked []hours.Row
	for _, r := range sum.Rows {
		switch {
		case r.Running:
		case r.Kind == hours.Contract:
			banked = append(banked, r)
		case r.Kind == hours.Free:
			st.Free += r.Seconds
		}
	}
	if bank.Contract == nil {
		return nil
	}
	bill := hours.MakeBill(banked, sum.Rounding, sum.Currency)
	st.Extra += sum.BilledMinutes - bill.BilledMinutes
	for kind, by := range map[string]func(hours.Row) string{byHat: hours.ByHat, byLevel: hours.ByLevel, byPerson: hours.ByPerson} {
		if parts[kind] == nil {
			parts[kind] = &tally{minutes: map[string]int64{}}
		}
		parts[kind].add(bill.Parts(banked, by))
	}
	return nil
}

// tally adds parts up over months.
type tally struct{ minutes map[string]int64 }

func (t *tally) add(parts []hours.Part) {
	for _, p := range parts {
		t.minutes[p.Key] += p.BilledMinutes
	}
}

// list names the parts, most time first. What a closed month's ledger and its
// entries differ by since, a part of its own without key, makes them add up to
// what the bank gave.
func (t *tally) list(name func(key string) string, used int64) []Share {
	if t == nil {
		return nil
	}
	var list []Share
	for key, n := range t.minutes {
		used -= n
		if n != 0 {
			list = append(list, Share{Key: key, Label: cmp.Or(name(key), key), Minutes: n})
		}
	}
	slices.SortFunc(list, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
	if used != 0 {
		list = append(list, Share{Minutes: used})
	}
	return list
}

// Opening is what the bank held before the first month.
func (s *Statement) Opening() int64 { return s.Months[0].Total.CarriedIn }

// Closing is what the bank holds after the last month.
func (s *Statement) Closing() int64 { return s.Months[len(s.Months)-1].Total.Out }

// used is what all months took.
func (s *Statement) used() int64 { return s.sum(func(t *hours.Statement) int64 { return t.Used }) }

func (s *Statement) sum(of func(*hours.Statement) int64) int64 {
	var n int64
	for i := range s.Months {
		n += of(&s.Months[i].Total)
	}
	return n
}

// hasLevels tells whether any month parts its bank by level.
func (s *Statement) hasLevels() bool {
	return slices.ContainsFunc(s.Months, func(m Month) bool { return m.HasLevels() })
}

// provisional tells whether any month may still change.
func (s *Statement) provisional() bool {
	return slices.ContainsFunc(s.Months, func(m Month) bool { return m.Provisional })
}

// contracts are the versions of the terms in force, in order.
func (s *Statement) contracts() []*clients.Contract {
	var list []*clients.Contract
	for i := range s.Months {
		c := s.Months[i].Contract
		if c == nil || slices.ContainsFunc(list, func(o *clients.Contract) bool { return o.ID == c.ID }) {
			continue
		}
		list = append(list, c)
	}
	return list
}
