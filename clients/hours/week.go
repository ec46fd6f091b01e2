package hours

import (
	"context"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

const daysAWeek = 7

// Cell is one hat of one person on one day.
type Cell struct {
	Seconds int64
	Entries []clients.ID // finished ones
	Locked  bool
	Running bool
}

// WeekRow is one line of the time sheet.
type WeekRow struct {
	Hat    string
	Person clients.ID
	Cells  [daysAWeek]Cell
	Total  int64 // seconds
}

// Week is a client's time sheet from a Monday on.
type Week struct {
	Client clients.ID
	Monday civil.Date
	Rows   []WeekRow
	Days   [daysAWeek]int64 // seconds
	Total  int64            // seconds
}

// Week gives the week that a day is in.
func (s *Service) Week(ctx context.Context, client clients.ID, on civil.Date) (Week, error) {
	w := Week{Client: client, Monday: on.WeekStart()}
	entries, err := s.keep.Entries(ctx, Filter{Client: client, Days: civil.Range{From: w.Monday, To: w.Monday.AddDays(daysAWeek - 1)}})
	if err != nil {
		return w, err
	}
	locks, err := s.Locks(ctx, entries)
	if err != nil {
		return w, err
	}
	months, err := s.keep.MonthLocks(ctx, client, w.Monday.InMonth(), w.Monday.AddDays(daysAWeek-1).InMonth())
	if err != nil {
		return w, err
	}
	hats, err := s.house.Hats(ctx)
	if err != nil {
		return w, err
	}
	people, err := s.house.Staff(ctx, true)
	if err != nil {
		return w, err
	}
	for _, e := range entries {
		w.put(e, len(locks[e.ID]) > 0)
	}
	for i := range w.Rows {
		for day := range w.Rows[i].Cells {
			m := w.Monday.AddDays(day).InMonth()
			if slices.ContainsFunc(months, func(l MonthLock) bool { return l.Month == m }) {
				w.Rows[i].Cells[day].Locked = true
			}
		}
	}
	w.sort(hats, people)
	return w, nil
}

func (w *Week) put(e Entry, locked bool) {
	i := slices.IndexFunc(w.Rows, func(r WeekRow) bool { return r.Hat == e.Hat && r.Person == e.Person })
	if i < 0 {
		i = len(w.Rows)
		w.Rows = append(w.Rows, WeekRow{Hat: e.Hat, Person: e.Person})
	}
	day := w.Monday.DaysUntil(e.On)
	cell := &w.Rows[i].Cells[day]
	if e.Running {
		cell.Running = true
		return
	}
	cell.Seconds += e.Seconds
	cell.Entries = append(cell.Entries, e.ID)
	cell.Locked = cell.Locked || locked
	w.Rows[i].Total += e.Seconds
	w.Days[day] += e.Seconds
	w.Total += e.Seconds
}

// sort puts rows in the order of the hats, then of the names.
func (w *Week) sort(hats []clients.Hat, people []clients.Staff) {
	hat := func(r WeekRow) int {
		return slices.IndexFunc(hats, func(h clients.Hat) bool { return h.Key == r.Hat })
	}
	name := func(r WeekRow) int {
		return slices.IndexFunc(people, func(p clients.Staff) bool { return p.ID == r.Person })
	}
	slices.SortStableFunc(w.Rows, func(a, b WeekRow) int {
		if d := hat(a) - hat(b); d != 0 {
			return d
		}
		return name(a) - name(b)
	})
}

// CellEdit says what a cell of the time sheet should hold.
type CellEdit struct {
	Client clients.ID
	Person clients.ID
	Hat    string
	On     civil.Date
	// Text is a duration as typed, the cell's new total; "", "0", "-" and "·"
	// empty it.
	Text string
	// Kind is what the time that the cell gains is made, an entry of its own,
	// with the Reason of free time; empty for the contract's kind.
	Kind   Kind
	Reason string
}

// SetCell makes a cell's total what was typed, as in a spreadsheet: a duration
// is added, changed or removed. Where that is not plain (several durations, an
// entry with times that would have to shrink) it is refused with cell_several
// or cell_timed, and the day's entries are to be opened.
func (s *Service) SetCell(ctx context.Context, edit CellEdit) (Cell, error) {
	cells, err := s.SetCells(ctx, []CellEdit{edit})
	if err != nil {
		return Cell{}, err
	}
	return cells[0], nil
}

// SetCells sets several cells by one act (a paste), all or none. It returns
// them as they are afterwards.
func (s *Service) SetCells(ctx context.Context, edits []CellEdit) ([]Cell, error) {
	if len(edits) == 0 {
		return nil, nil
	}
	cells := make([]Cell, 0, len(edits))
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.cell", Client: edits[0].Client, Subject: edits[0].On.String()})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		cells = cells[:0]
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		for _, edit := range edits {
			cell, err := s.setCell(ctx, d, edit)
			if err != nil {
				return err
			}
			cells = append(cells, cell)
		}
		return nil
	})
	return cells, err
}

// cellSeconds reads what was typed into a cell; nothing means none.
func cellSeconds(text string) (int64, error) {
	switch strings.TrimSpace(text) {
	case "", "-", "–", "—", "·", ".":
		return 0, nil
	}
	n, err := civil.ParseDuration(text)
	return n, fault.At(err, "for")
}

// cellPlan is what making a cell hold a total takes: a form in the place of
// old (of nothing, when old has no identifier), or that old goes.
type cellPlan struct {
	cell  Cell // as it is
	delta int64
	form  Form
	old   Entry
	gone  bool
}

func (s *Service) setCell(ctx context.Context, d *desk, edit CellEdit) (Cell, error) {
	p, err := s.planCell(ctx, d, edit)
	if err != nil || p.delta == 0 {
		return p.cell, err
	}
	if p.gone {
		err = s.keep.RemoveEntry(ctx, p.old.Client, p.old.ID)
	} else {
		if p.old.ID == "" {
			p.old = Entry{ID: s.newID(), CreatedAt: s.now().UTC()}
		}
		_, _, err = s.put(ctx, d, p.form, p.old)
	}
	if err != nil {
		return p.cell, err
	}
	if err := s.changed(ctx, d, ClientMonth{edit.Client, edit.On.InMonth()}); err != nil {
		return p.cell, err
	}
	return s.cell(ctx, edit)
}

// planCell works out what a cell's edit takes, and refuses what is not plain.
func (s *Service) planCell(ctx context.Context, d *desk, edit CellEdit) (cellPlan, error) {
	var p cellPlan
	want, err := cellSeconds(edit.Text)
	if err != nil {
		return p, err
	}
	entries, err := s.keep.Entries(ctx, Filter{
		Client: edit.Client, Person: edit.Person, Hat: edit.Hat, Days: civil.Range{From: edit.On, To: edit.On},
	})
	if err != nil {
		return p, err
	}
	var plain []Entry // durations that the sheet may change
	for _, e := range entries {
		if e.Running {
			p.cell.Running = true
			continue
		}
		p.cell.Seconds += e.Seconds
		p.cell.Entries = append(p.cell.Entries, e.ID)
		if !e.Timed() && len(e.lockedAlone()) == 0 {
			plain = append(plain, e)
		}
	}
	if p.delta = want - p.cell.Seconds; p.delta == 0 {
		return p, nil
	}
	return p, s.planDelta(ctx, d, edit, plain, &p)
}

// planDelta adds or takes seconds of a cell's durations.
func (s *Service) planDelta(ctx context.Context, d *desk, edit CellEdit, plain []Entry, p *cellPlan) error {
	switch {
	case p.delta > 0 && (len(plain) == 0 || edit.Kind != ""):
		p.form = Form{
			Client: edit.Client, Person: edit.Person, Hat: edit.Hat, On: edit.On, Seconds: p.delta, Kind: edit.Kind, Reason: edit.Reason,
		}
		return nil
	case len(plain) == 0:
		return fault.New("cell_timed", "on", edit.On).At("for")
	case len(plain) > 1:
		return fault.New("cell_several", "on", edit.On, "count", len(plain)).At("for")
	}
	p.old = plain[0]
	c, err := s.of(ctx, d, p.old.Client)
	if err != nil {
		return err
	}
	if err := s.locked(ctx, c, p.old); err != nil {
		return err
	}
	left := p.old.Seconds + p.delta
	if left < 0 {
		return fault.New("cell_timed", "on", edit.On).At("for")
	}
	p.form, p.gone = FormOf(p.old), left == 0
	p.form.Seconds = left
	return nil
}

func (s *Service) cell(ctx context.Context, edit CellEdit) (Cell, error) {
	w, err := s.Week(ctx, edit.Client, edit.On)
	if err != nil {
		return Cell{}, err
	}
	for _, r := range w.Rows {
		if r.Hat == edit.Hat && r.Person == edit.Person {
			return r.Cells[w.Monday.DaysUntil(edit.On)], nil
		}
	}
	return Cell{}, nil
}

// Day is one person's day over all clients.
type Day struct {
	Person  clients.ID
	On      civil.Date
	Entries []Entry
	Seconds int64 // running ones up to now
	Gaps    []Gap // untracked, between entries with times
}

// Day gives a person's day with its gaps, today's up to now.
func (s *Service) Day(ctx context.Context, person clients.ID, on civil.Date) (Day, error) {
	day := Day{Person: person, On: on}
	entries, err := s.keep.Entries(ctx, Filter{Person: person, Days: civil.Range{From: on, To: on}})
	if err != nil {
		return day, err
	}
	day.Entries = entries
	now := s.now()
	var work []Work
	var until time.Time
	for _, e := range entries {
		day.Seconds += e.Elapsed(now)
		work = append(work, Work{Client: e.Client, ID: e.ID, On: e.On, Start: e.Start, End: e.End, Seconds: e.Seconds, Running: e.Running})
		if loc, err := location(e.Zone); err == nil && civil.DateOf(now, loc) == on {
			until = now
		}
	}
	day.Gaps = gaps(work, until)
	return day, nil
}

// DayTotal is how many seconds a person worked on a day, all clients together,
// the running timer up to now.
func (s *Service) DayTotal(ctx context.Context, person clients.ID, on civil.Date) (int64, error) {
	work, err := s.keep.Work(ctx, person, civil.Range{From: on, To: on})
	if err != nil {
		return 0, err
	}
	var sum int64
	now := s.now()
	for _, w := range work {
		if w.Running {
			sum += max(0, int64(now.Sub(w.Start)/time.Second))
			continue
		}
		sum += w.Seconds
	}
	return sum, nil
}
