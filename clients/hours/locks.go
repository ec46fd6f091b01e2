package hours

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// locked refuses to touch an entry that a lock binds, or to put one into a
// locked month: fault entry_locked with argument by, the first lock.
func (s *Service) locked(ctx context.Context, c *clientDesk, e Entry) error {
	if by := e.lockedAlone(); len(by) > 0 {
		return lockFault(by[0], c.Name, e)
	}
	_, ok, err := s.keep.MonthLock(ctx, e.Client, e.Month())
	if err != nil {
		return err
	}
	if ok {
		return lockFault(LockMonth, c.Name, e)
	}
	return nil
}

func lockFault(by, name string, e Entry) *fault.Error {
	kind, number, _ := strings.Cut(by, ":")
	code := "entry_locked"
	why := fault.Key("hours.locked_" + kind)
	return fault.New(code, "by", why, "client", name, "month", e.Month(), "on", e.On, "number", number).At("on")
}

// Locks lists what binds each entry, by identifier; entries that nothing binds
// are not in it.
func (s *Service) Locks(ctx context.Context, entries []Entry) (map[clients.ID][]string, error) {
	months := map[ClientMonth]bool{}
	all := map[clients.ID][]string{}
	for _, e := range entries {
		key := ClientMonth{e.Client, e.Month()}
		locked, known := months[key]
		if !known {
			_, ok, err := s.keep.MonthLock(ctx, e.Client, e.Month())
			if err != nil {
				return nil, err
			}
			locked = ok
			months[key] = ok
		}
		by := e.lockedAlone()
		if locked {
			by = append([]string{LockMonth}, by...)
		}
		if len(by) > 0 {
			all[e.ID] = by
		}
	}
	return all, nil
}

// Locked gives the lock of a client's month, nil while it is open.
func (s *Service) Locked(ctx context.Context, client clients.ID, m civil.Month) (*MonthLock, error) {
	l, ok, err := s.keep.MonthLock(ctx, client, m)
	if err != nil || !ok {
		return nil, err
	}
	return &l, nil
}

// MonthLocks lists the locks of a client between two months.
func (s *Service) MonthLocks(ctx context.Context, client clients.ID, from, to civil.Month) ([]MonthLock, error) {
	return s.keep.MonthLocks(ctx, client, from, to)
}

// Lock closes a month's times: no entry of it changes until it is unlocked.
// Locking twice changes nothing. Fault lock_running while a timer of the month runs.
func (s *Service) Lock(ctx context.Context, client clients.ID, m civil.Month, reason string) (MonthLock, error) {
	var l MonthLock
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return l, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "month.lock", Client: client, Subject: c.Name + " " + m.String(), Final: true})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		old, ok, err := s.keep.MonthLock(ctx, client, m)
		if err != nil || ok {
			l = old
			return err
		}
		running, err := s.runningIn(ctx, client, m)
		if err != nil {
			return err
		}
		if len(running) > 0 {
			return fault.New("lock_running", "name", running[0], "client", c.Name, "month", m).At("month")
		}
		l = MonthLock{Client: client, Month: m, At: s.now().UTC(), By: clients.ActOf(ctx).Name, Reason: strings.TrimSpace(reason)}
		return s.keep.SaveMonthLock(ctx, l)
	})
	return l, err
}

// runningIn names the people whose timer runs in a month.
func (s *Service) runningIn(ctx context.Context, client clients.ID, m civil.Month) ([]string, error) {
	running, err := s.keep.AllRunning(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.house.Staff(ctx, true)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range running {
		if e.Client != client || e.Month() != m {
			continue
		}
		i := slices.IndexFunc(people, func(p clients.Staff) bool { return p.ID == e.Person })
		if i >= 0 {
			names = append(names, people[i].Name)
		}
	}
	return names, nil
}

// Unlock opens a month's times again. The reason stays in the journal; a
// ledger that was written stays as it is. Faults reason_missing, month_not_locked.
func (s *Service) Unlock(ctx context.Context, client clients.ID, m civil.Month, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New("reason_missing").At("reason")
	}
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{
		Kind: actUnlock, Client: client, Final: true,
		Subject: c.Name + unlockMark(m) + strings.TrimSpace(reason),
	})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		_, ok, err := s.keep.MonthLock(ctx, client, m)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New("month_not_locked", "client", c.Name, "month", m).At("month")
		}
		return s.keep.RemoveMonthLock(ctx, client, m)
	})
}

// actUnlock is the journal's name of a month that was opened again.
const actUnlock = "month.unlock"

func unlockMark(m civil.Month) string { return " " + m.String() + " : " }

// UnlockReason reads from an act of the journal why a month was opened again;
// ok is false for any other act.
func UnlockReason(a clients.Act, m civil.Month) (reason string, ok bool) {
	if a.Kind != actUnlock {
		return "", false
	}
	_, reason, ok = strings.Cut(a.Subject, unlockMark(m))
	return reason, ok
}

// Approve marks entries as seen and right; they are locked from then on.
// Entries already approved stay as they are.
func (s *Service) Approve(ctx context.Context, client clients.ID, ids []clients.ID) error {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.approve", Client: client, Subject: c.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			e, err := s.keep.Entry(ctx, client, id)
			if err != nil {
				return err
			}
			if e.Running {
				return fault.New("entry_running").At("id")
			}
			if !e.ApprovedAt.IsZero() {
				continue
			}
			e.ApprovedAt, e.ApprovedBy = s.now().UTC(), clients.ActOf(ctx).Name
			if err := s.keep.SaveEntry(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Disapprove lifts an approval; it takes a reason, which the journal keeps.
func (s *Service) Disapprove(ctx context.Context, client clients.ID, ids []clients.ID, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New("reason_missing").At("reason")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.disapprove", Client: client, Subject: strings.TrimSpace(reason), Final: true})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			e, err := s.keep.Entry(ctx, client, id)
			if err != nil {
				return err
			}
			e.ApprovedAt, e.ApprovedBy = Entry{}.ApprovedAt, ""
			if err := s.keep.SaveEntry(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// GuardUndo refuses to take back, by undo, what a lock binds now or what stands
// in a closed ledger. It is the journal's guard of the room's tables.
func (s *Service) GuardUndo(ctx context.Context, ch clients.Change) error {
	switch {
	case ch.Table != "time_entry":
		return s.guardLedger(ctx, ch)
	case ch.Bulk:
		return s.guardImport(ctx, ch)
	}
	for _, raw := range []json.RawMessage{ch.Before, ch.After} {
		if raw == nil {
			continue
		}
		var r struct {
			ID     clients.ID `json:"id"`
			Client clients.ID `json:"client_id"`
			On     civil.Date `json:"on_date"`
		}
		if err := json.Unmarshal(raw, &r); err != nil {
			return fmt.Errorf("reading a journalled entry: %w", err)
		}
		e := Entry{ID: r.ID, Client: r.Client, On: r.On}
		c, err := s.clientDesk(ctx, r.Client)
		if err != nil {
			return err
		}
		if err := s.locked(ctx, c, e); err != nil {
			return err
		}
	}
	return s.guardOwnLocks(ctx, ch)
}

// guardLedger refuses what belongs to a month whose ledger is written.
func (s *Service) guardLedger(ctx context.Context, ch clients.Change) error {
	var r struct {
		Client clients.ID  `json:"client_id"`
		Month  civil.Month `json:"month"`
	}
	for _, raw := range []json.RawMessage{ch.Before, ch.After} {
		if raw == nil {
			continue
		}
		if err := json.Unmarshal(raw, &r); err != nil {
			return fmt.Errorf("reading a journalled movement: %w", err)
		}
	}
	if r.Month.IsZero() {
		return nil
	}
	return s.GuardTerms(ctx, r.Client, r.Month.Range())
}

// guardOwnLocks looks at the entry as it stands: an approval or a document
// binds it, unless the act undone is the approval itself.
func (s *Service) guardOwnLocks(ctx context.Context, ch clients.Change) error {
	var key struct {
		ID     clients.ID `json:"id"`
		Client clients.ID `json:"client_id"`
	}
	if err := json.Unmarshal(ch.Key, &key); err != nil {
		return fmt.Errorf("reading a journalled entry: %w", err)
	}
	e, err := s.keep.Entry(ctx, key.Client, key.ID)
	if fault.Is(err, "entry_unknown") {
		return nil
	}
	if err != nil {
		return err
	}
	if e.Document == "" && (e.ApprovedAt.IsZero() || approves(ch)) {
		return nil
	}
	c, err := s.clientDesk(ctx, key.Client)
	if err != nil {
		return err
	}
	by := e.lockedAlone()
	return lockFault(by[len(by)-1], c.Name, e)
}

// approves tells whether a change set the approval.
func approves(ch clients.Change) bool {
	read := func(raw json.RawMessage) string {
		var r struct {
			At string `json:"approved_at"`
		}
		if raw == nil || json.Unmarshal(raw, &r) != nil {
			return ""
		}
		return r.At
	}
	return read(ch.Before) != read(ch.After)
}

func (s *Service) guardImport(ctx context.Context, ch clients.Change) error {
	var key struct {
		Import clients.ID `json:"import_id"`
	}
	if err := json.Unmarshal(ch.Key, &key); err != nil {
		return fmt.Errorf("reading a journalled import: %w", err)
	}
	months, bound, err := s.keep.ImportMonths(ctx, key.Import)
	if err != nil {
		return err
	}
	if bound {
		return fault.New("import_bound")
	}
	for _, m := range months {
		c, err := s.clientDesk(ctx, m.Client)
		if err != nil {
			return err
		}
		if err := s.locked(ctx, c, Entry{Client: m.Client, On: m.Month.First()}); err != nil {
			return err
		}
	}
	return nil
}

// GuardTerms refuses to change a client's terms on days whose ledger is
// written: fault bank_closed.
func (s *Service) GuardTerms(ctx context.Context, client clients.ID, days civil.Range) error {
	closings, err := s.keep.Closings(ctx, client)
	if err != nil {
		return err
	}
	for _, closing := range closings {
		if closing.Month.Range().Overlaps(days) {
			c, err := s.house.Client(ctx, client)
			if err != nil {
				return err
			}
			return fault.New("bank_closed", "client", c.Name, "month", closing.Month, "open", closings[len(closings)-1].Month.Add(1)).At("from")
		}
	}
	return nil
}
