package hours

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
)

// banks plays or reads a client's month; rows are the month's where they are
// read already.
func (s *Service) banks(ctx context.Context, c *clientDesk, m civil.Month, rows *monthRows) (Banks, bool, error) {
	closings, err := s.keep.Closings(ctx, c.ID)
	if err != nil {
		return Banks{}, false, err
	}
	for i, closing := range closings {
		if closing.Month == m {
			b, err := s.closedBanks(ctx, c, closings, i)
			return b, true, err
		}
	}
	in, err := s.carriedInto(ctx, c, m, closings)
	if err != nil {
		return Banks{}, false, err
	}
	b, err := s.play(ctx, c, m, in, rows)
	return b, false, err
}

// monthRows are the rows of one month: entries, or lines the database summed.
type monthRows struct {
	list   []Row
	summed bool
}

// dayLines are a run of days' entries summed in the database, each month by its
// own rule.
func (s *Service) dayLines(ctx context.Context, c *clientDesk, days civil.Range) ([]Row, error) {
	var all []Row
	for from := days.From; !from.After(days.To); {
		m := from.InMonth()
		rule, to := c.terms(m).Rounding(), m
		for to.Last().Before(days.To) && c.terms(to.Add(1)).Rounding() == rule {
			to = to.Add(1)
		}
		last := to.Last()
		if days.To.Before(last) {
			last = days.To
		}
		rows, err := s.keep.DayLines(ctx, c.ID, civil.Range{From: from, To: last}, rule)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		from = last.AddDays(1)
	}
	return all, nil
}

// play derives an open month from its entries and movements.
func (s *Service) play(ctx context.Context, c *clientDesk, m civil.Month, in map[string]State, rows *monthRows) (Banks, error) {
	if rows == nil {
		list, err := s.dayLines(ctx, c, m.Range())
		if err != nil {
			return Banks{}, err
		}
		rows = &monthRows{list: list, summed: true}
	}
	moves, err := s.moves(ctx, c.ID, m, m)
	if err != nil {
		return Banks{}, err
	}
	terms := c.terms(m)
	rule := terms.Rounding()
	if rows.summed {
		rule = summedRule(rule)
	}
	return RunBanks(terms, in, UsesByDay(rows.list, rule, levelNames(terms)), moves[m]), nil
}

// moves are the adjusts and transfers of open months.
func (s *Service) moves(ctx context.Context, client clients.ID, from, to civil.Month) (map[civil.Month][]Movement, error) {
	bookings, err := s.keep.Bookings(ctx, client, from, to)
	if err != nil {
		return nil, err
	}
	moves := map[civil.Month][]Movement{}
	for _, b := range bookings {
		if b.Kind == Adjust || b.Kind == Transfer {
			moves[b.Month] = append(moves[b.Month], b.Movement)
		}
	}
	return moves, nil
}

// carriedInto is what the banks carry into an open month: from the last closed
// month, or what is remembered, or the contract's start, each open month
// between played in turn from sums made in the database.
func (s *Service) carriedInto(ctx context.Context, c *clientDesk, m civil.Month, closings []Closing) (map[string]State, error) {
	first := contractStart(c.contracts).InMonth()
	if len(c.contracts) == 0 || !first.Before(m) {
		return nil, nil
	}
	from, in := first, map[string]State{}
	for _, closing := range closings {
		if closing.Month.Before(m) && !closing.Month.Before(from) {
			from, in = closing.Month.Add(1), closing.States
		}
	}
	known, states, ok, err := s.keep.Carry(ctx, c.ID, m)
	if err != nil {
		return nil, err
	}
	if ok && !known.Before(from) {
		from, in = known.Add(1), states
	}
	const worthKeeping = 2
	if from.MonthsUntil(m) <= worthKeeping {
		return s.playOn(ctx, c, from, m, in, false)
	}
	// Played and remembered in one transaction, so that no change comes between.
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		var err error
		states, err = s.playOn(ctx, c, from, m, in, true)
		return err
	})
	if err != nil { // nothing can be written now: the answer is the same
		return s.playOn(ctx, c, from, m, in, false)
	}
	return states, nil
}

// playOn plays the months from `from` up to the one before m.
func (s *Service) playOn(ctx context.Context, c *clientDesk, from, m civil.Month, in map[string]State, keep bool) (map[string]State, error) {
	today, err := s.house.Today(ctx)
	if err != nil {
		return nil, err
	}
	moves, err := s.moves(ctx, c.ID, from, m)
	if err != nil {
		return nil, err
	}
	for from.Before(m) {
		rule := c.terms(from).Rounding()
		to := from
		for to.Add(1).Before(m) && c.terms(to.Add(1)).Rounding() == rule {
			to = to.Add(1)
		}
		lines, err := s.keep.Lines(ctx, c.ID, from, to, rule)
		if err != nil {
			return nil, err
		}
		for ; !from.After(to); from = from.Add(1) {
			n := 0
			for n < len(lines) && lines[n].On.InMonth() == from {
				n++
			}
			terms := c.terms(from)
			in = RunBanks(terms, in, UsesByDay(lines[:n], summedRule(rule), levelNames(terms)), moves[from]).States()
			lines = lines[n:]
			if keep && from.Last().Before(today) && from.Add(1) == m {
				if err := s.keep.SaveCarry(ctx, c.ID, from, in); err != nil {
					return nil, err
				}
			}
		}
	}
	return in, nil
}

// summedRule is what is left to round of lines that the database summed.
func summedRule(r clients.Rounding) clients.Rounding {
	if r.Scope == clients.ScopeLine || r.Scope == clients.ScopeDocument {
		return r
	}
	return clients.Rounding{Mode: clients.RoundNone}
}

// closedBanks reads a closed month from its ledger.
func (s *Service) closedBanks(ctx context.Context, c *clientDesk, closings []Closing, i int) (Banks, error) {
	m := closings[i].Month
	in := map[string]State{}
	if i > 0 && closings[i-1].Month == m.Add(-1) {
		in = closings[i-1].States
	}
	bookings, err := s.keep.Bookings(ctx, c.ID, m, m)
	if err != nil {
		return Banks{}, err
	}
	b := Banks{Terms: c.terms(m)}
	levels := bankLevels(b.Terms, in, movementsOf(bookings))
	for _, level := range levels {
		st := Statement{CarriedIn: in[level].Carried(), State: closings[i].States[level]}
		for _, k := range bookings {
			if k.Level == level {
				st.add(k.Movement)
			}
		}
		st.Out = st.State.Carried()
		st.Movements = balanced(st.Movements, st.CarriedIn)
		b.Levels = append(b.Levels, LevelStatement{level, st})
	}
	b.Total = sumOf(b.Levels)
	return b, nil
}

func movementsOf(bookings []Booking) []Movement {
	list := make([]Movement, len(bookings))
	for i, b := range bookings {
		list[i] = b.Movement
	}
	return list
}

// add counts a movement of a closed ledger.
func (s *Statement) add(m Movement) {
	s.Movements = append(s.Movements, m)
	switch m.Kind {
	case Grant:
		s.Granted += m.Minutes
	case Adjust, Transfer:
		s.Adjusted += m.Minutes
	case Consume:
		s.Used -= m.Minutes
	case Overage:
		s.Overage += m.Minutes
	case Expire:
		s.Expired -= m.Minutes
	case CapLoss:
		s.CapLoss -= m.Minutes
	}
}
