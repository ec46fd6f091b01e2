package hours

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

func (s *Service) closeFaults(ctx context.Context, c *clientDesk, m civil.Month) ([]*fault.Error, error) {
	b, err := s.bank(ctx, c, m)
	if err != nil {
		return nil, err
	}
	return s.faultsOf(ctx, c, b)
}

// faultsOf are those that hold up the close of a month whose bank is known.
func (s *Service) faultsOf(ctx context.Context, c *clientDesk, b Bank) ([]*fault.Error, error) {
	var list []*fault.Error
	m := b.Month
	closings, err := s.keep.Closings(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if next := nextToClose(c, closings); !next.IsZero() && next.Before(m) {
		list = append(list, fault.New("close_order", "client", c.Name, "month", m, "open", next).At("month"))
	}
	running, err := s.runningIn(ctx, c.ID, m)
	if err != nil {
		return nil, err
	}
	for _, name := range running {
		list = append(list, fault.New("lock_running", "name", name, "client", c.Name, "month", m).At("month"))
	}
	if b.Closed {
		return list, nil
	}
	if b.ToSettle > 0 {
		list = append(list, fault.New("close_settle", "client", c.Name, "month", m, "count", b.ToSettle).At("month"))
	}
	if b.Unconsented > 0 {
		list = append(list, fault.New("close_consent", "client", c.Name, "month", m, "minutes", civil.Minutes(b.Unconsented)).At("month"))
	}
	return list, nil
}

// nextToClose is the first month of a client's terms that is not closed; zero
// for a client without terms.
func nextToClose(c *clientDesk, closings []Closing) civil.Month {
	if n := len(closings); n > 0 {
		return closings[n-1].Month.Add(1)
	}
	return contractStart(c.contracts).InMonth()
}

// Close writes a month's ledger as it stands and locks its times, in one act
// that is not undone. Closing twice changes nothing more. The first of
// the faults of MonthEnds refuses it, and month_future.
func (s *Service) Close(ctx context.Context, client clients.ID, m civil.Month) (Bank, error) {
	var b Bank
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return b, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "month.close", Client: client, Subject: c.Name + " " + m.String(), Final: true})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		today, err := s.house.Today(ctx)
		if err != nil {
			return err
		}
		if m.First().After(today) {
			return fault.New("month_future", "month", m).At("month")
		}
		faults, err := s.closeFaults(ctx, c, m)
		if err != nil {
			return err
		}
		if len(faults) > 0 {
			return faults[0]
		}
		if _, err := s.Lock(ctx, client, m, ""); err != nil {
			return err
		}
		if err := s.writeLedger(ctx, c, m); err != nil {
			return err
		}
		b, err = s.bank(ctx, c, m)
		return err
	})
	return b, err
}

// writeLedger keeps the movements that the month's entries make.
func (s *Service) writeLedger(ctx context.Context, c *clientDesk, m civil.Month) error {
	banks, closed, err := s.banks(ctx, c, m, nil)
	if err != nil || closed || banks.Terms.Contract == nil {
		return err
	}
	at, who := s.now().UTC(), clients.ActOf(ctx).Name
	for _, l := range banks.Levels {
		for _, mv := range l.Movements {
			if mv.ID != "" { // adjusts and transfers are kept already
				continue
			}
			mv.ID, mv.Level, mv.Who = s.newID(), l.Level, who
			if err := s.keep.SaveBooking(ctx, Booking{Client: c.ID, Month: m, Movement: mv, At: at}); err != nil {
				return err
			}
		}
	}
	return s.keep.SaveClosing(ctx, Closing{Client: c.ID, Month: m, At: at, By: who, States: banks.States()})
}

// closedSource marks the adjusts that a change in a closed month made.
func closedSource(m civil.Month) string { return "closed:" + m.String() }

// bookDifference compares a closed month's entries with its ledger, which stays
// as it was closed, and books what they differ by as an adjust in the first
// open month.
func (s *Service) bookDifference(ctx context.Context, c *clientDesk, m civil.Month) error {
	closings, err := s.keep.Closings(ctx, c.ID)
	if err != nil {
		return err
	}
	at := -1
	for i, closing := range closings {
		if closing.Month == m {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	closed, err := s.closedBanks(ctx, c, closings, at)
	if err != nil {
		return err
	}
	in := map[string]State{}
	if at > 0 {
		in = closings[at-1].States
	}
	fresh, err := s.play(ctx, c, m, in, nil)
	if err != nil {
		return err
	}
	open := closings[len(closings)-1].Month.Add(1)
	booked, err := s.keep.Bookings(ctx, c.ID, m, open)
	if err != nil {
		return err
	}
	owed := map[string]int64{}
	for _, l := range closed.Levels {
		owed[l.Level] += l.Used
	}
	for _, l := range fresh.Levels {
		owed[l.Level] -= l.Used
	}
	for _, b := range booked {
		if b.Source == closedSource(m) {
			owed[b.Level] -= b.Minutes
		}
	}
	return s.bookOwed(ctx, c, m, open, fresh, owed)
}

func (s *Service) bookOwed(ctx context.Context, c *clientDesk, m, open civil.Month, banks Banks, owed map[string]int64) error {
	today, err := s.house.Today(ctx)
	if err != nil {
		return err
	}
	terms := c.terms(open)
	on := clampInto(today, MonthTerms{Month: open, From: open.First()})
	for _, l := range banks.Levels {
		minutes := owed[l.Level]
		if minutes == 0 {
			continue
		}
		level := l.Level
		if _, ok := terms.Of(level); !ok {
			level = ""
		}
		err := s.keep.SaveBooking(ctx, Booking{Client: c.ID, Month: open, At: s.now().UTC(), Movement: Movement{
			ID: s.newID(), On: on, Level: level, Kind: Adjust, Minutes: minutes, Reason: m.String(),
			Source: closedSource(m), Who: clients.ActOf(ctx).Name,
		}})
		if err != nil {
			return err
		}
	}
	return nil
}
