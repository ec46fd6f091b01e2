package hours

import (
	"context"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Entry gives one entry; fault entry_unknown.
func (s *Service) Entry(ctx context.Context, client, id clients.ID) (Entry, error) {
	return s.keep.Entry(ctx, client, id)
}

// List lists the entries a filter chooses.
func (s *Service) List(ctx context.Context, f Filter) ([]Entry, error) { return s.keep.Entries(ctx, f) }

// Add records work. What is refused is a fault at its field; warnings were
// kept all the same.
func (s *Service) Add(ctx context.Context, f Form) (Entry, []Warning, error) {
	var e Entry
	var warnings []Warning
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.add", Client: f.Client, Subject: f.Note})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		e, warnings, err = s.put(ctx, d, f, Entry{ID: s.newID(), CreatedAt: s.now().UTC()})
		if err != nil {
			return err
		}
		return s.changed(ctx, d, ClientMonth{e.Client, e.Month()})
	})
	return e, warnings, err
}

// put builds, checks and writes one entry; old is the one it replaces, or a new
// one with its identifier only.
func (s *Service) put(ctx context.Context, d *desk, f Form, old Entry) (Entry, []Warning, error) {
	e, err := s.build(ctx, d, f, old)
	if err != nil {
		return e, nil, err
	}
	c, err := s.of(ctx, d, e.Client)
	if err != nil {
		return e, nil, err
	}
	if err := s.locked(ctx, c, e); err != nil {
		return e, nil, err
	}
	if err := s.link(ctx, &e, old); err != nil {
		return e, nil, err
	}
	warnings, err := s.admit(ctx, d, e)
	if err != nil {
		return e, warnings, err
	}
	if e.Import == "" {
		e.Fingerprint = Fingerprint(e.Client, e.Person, e.On, e.Start, e.Seconds, e.Note)
	}
	room, err := s.overageRoom(ctx, c, e)
	if err != nil {
		return e, warnings, err
	}
	// An edit alone settles nothing: what is still beyond the bank stays marked
	// until changed finds it covered.
	e.Settle = old.Settle && room != nil
	if err := s.keep.SaveEntry(ctx, e); err != nil {
		return e, warnings, err
	}
	return e, warnings, s.refuseOverage(ctx, c, e, room)
}

// link checks what an entry is linked to; one newly linked to an item of a
// campaign is of that campaign where none is said.
func (s *Service) link(ctx context.Context, e *Entry, old Entry) error {
	if e.Item != "" && s.items != nil {
		found, err := s.items.FindItems(ctx, e.Client, string(e.Item))
		if err != nil {
			return err
		}
		i := slices.IndexFunc(found, func(i Item) bool { return i.ID == e.Item })
		if i < 0 {
			return fault.New("item_unknown", "value", string(e.Item)).At("item")
		}
		if e.Campaign == "" && old.Item != e.Item {
			e.Campaign = found[i].Campaign
		}
	}
	if e.Campaign == "" || s.items == nil {
		return nil
	}
	campaigns, err := s.items.Campaigns(ctx, e.Client)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(campaigns, func(c Campaign) bool { return c.ID == e.Campaign }) {
		return fault.New("campaign_unknown", "value", string(e.Campaign)).At("campaign")
	}
	return nil
}

// Edit changes an entry to what the form says; it may move to another client.
// Faults as Add, and entry_locked, entry_running.
func (s *Service) Edit(ctx context.Context, client, id clients.ID, f Form) (Entry, []Warning, error) {
	var e Entry
	var warnings []Warning
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.edit", Client: client, Subject: f.Note})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		e, warnings, err = s.edit(ctx, d, client, id, f)
		return err
	})
	return e, warnings, err
}

func (s *Service) edit(ctx context.Context, d *desk, client, id clients.ID, f Form) (Entry, []Warning, error) {
	old, err := s.open(ctx, d, client, id)
	if err != nil {
		return old, nil, err
	}
	if old.Running {
		return old, nil, fault.New("entry_running").At("id")
	}
	if f.Kind, err = s.kindAfter(ctx, d, old, f); err != nil {
		return old, nil, err
	}
	from := ClientMonth{old.Client, old.Month()}
	if f.Client != client {
		// The identifier goes along; the row is another, since the client is
		// part of its key.
		if err := s.keep.RemoveEntry(ctx, client, id); err != nil {
			return old, nil, err
		}
	}
	e, warnings, err := s.put(ctx, d, f, old)
	if err != nil {
		return e, nil, err
	}
	if err := s.changed(ctx, d, from, ClientMonth{e.Client, e.Month()}); err != nil {
		return e, warnings, err
	}
	if e.Settle { // until the change covered it
		e, err = s.keep.Entry(ctx, e.Client, e.ID)
	}
	return e, warnings, err
}

// kindAfter is the kind a changed entry asks for: one that was only the default
// where the entry stood is the default of where it goes.
func (s *Service) kindAfter(ctx context.Context, d *desk, old Entry, f Form) (Kind, error) {
	if f.Kind != old.Kind || (f.Client == old.Client && f.On == old.On && f.Hat == old.Hat) {
		return f.Kind, nil
	}
	c, err := s.of(ctx, d, old.Client)
	if err != nil {
		return f.Kind, err
	}
	kind, reason := defaultKind(d, InForce(c.contracts, old.On), old.Hat, "")
	if kind == old.Kind && (kind != Free || reason == old.Reason) {
		return "", nil
	}
	return f.Kind, nil
}

// open reads an entry that is to be changed, refusing a locked one.
func (s *Service) open(ctx context.Context, d *desk, client, id clients.ID) (Entry, error) {
	e, err := s.keep.Entry(ctx, client, id)
	if err != nil {
		return e, err
	}
	c, err := s.of(ctx, d, client)
	if err != nil {
		return e, err
	}
	return e, s.locked(ctx, c, e)
}

// EditAll changes several entries of a client by one act, which is undone
// together: change alters each form. Nothing changes if any is refused.
func (s *Service) EditAll(ctx context.Context, client clients.ID, ids []clients.ID, change func(*Form)) error {
	refs := make([]Ref, len(ids))
	for i, id := range ids {
		refs[i] = Ref{client, id}
	}
	_, _, err := s.EditEach(ctx, refs, func(f *Form) error { change(f); return nil })
	return err
}

// Ref names one entry.
type Ref struct{ Client, ID clients.ID }

// EditEach is EditAll for entries of any clients, with a change that may
// refuse; it gives the entries as they stand afterwards, in the same order.
func (s *Service) EditEach(ctx context.Context, refs []Ref, change func(*Form) error) ([]Entry, []Warning, error) {
	if len(refs) == 0 {
		return nil, nil, nil
	}
	var entries []Entry
	var warnings []Warning
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.edit", Client: refs[0].Client})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		entries, warnings = nil, nil
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			old, err := s.keep.Entry(ctx, ref.Client, ref.ID)
			if err != nil {
				return err
			}
			f := FormOf(old)
			if err := change(&f); err != nil {
				return err
			}
			e, warned, err := s.edit(ctx, d, ref.Client, ref.ID, f)
			if err != nil {
				return err
			}
			entries, warnings = append(entries, e), append(warnings, warned...)
		}
		return nil
	})
	return entries, warnings, err
}

// Remove deletes entries of a client, all or none.
func (s *Service) Remove(ctx context.Context, client clients.ID, ids ...clients.ID) error {
	refs := make([]Ref, len(ids))
	for i, id := range ids {
		refs[i] = Ref{client, id}
	}
	return s.RemoveEach(ctx, refs)
}

// RemoveEach deletes entries of any clients by one act, all or none.
func (s *Service) RemoveEach(ctx context.Context, refs []Ref) error {
	if len(refs) == 0 {
		return nil
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.remove", Client: refs[0].Client})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		var touched []ClientMonth
		for _, ref := range refs {
			e, err := s.open(ctx, d, ref.Client, ref.ID)
			if err != nil {
				return err
			}
			if err := s.keep.RemoveEntry(ctx, ref.Client, ref.ID); err != nil {
				return err
			}
			touched = append(touched, ClientMonth{ref.Client, e.Month()})
		}
		return s.changed(ctx, d, touched...)
	})
}

// Split parts a finished entry in two: after so many seconds, or for a timed
// one at that moment of it. The second part is a new entry. Fault split_outside.
func (s *Service) Split(ctx context.Context, client, id clients.ID, after int64) (first, second Entry, err error) {
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.split", Client: client})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		e, err := s.open(ctx, d, client, id)
		if err != nil {
			return err
		}
		if e.Running {
			return fault.New("entry_running").At("id")
		}
		if after <= 0 || after >= e.Seconds {
			return fault.New("split_outside", "minutes", civil.Minutes(wholeMinutes(e.Seconds))).At("for")
		}
		head, tail := FormOf(e), FormOf(e)
		if e.Timed() {
			at := e.Start.Add(time.Duration(after) * time.Second)
			head.Times.Until, tail.Times.From = at, at
		}
		head.Seconds, tail.Seconds = after, e.Seconds-after
		if first, _, err = s.put(ctx, d, head, e); err != nil {
			return err
		}
		fresh := Entry{ID: s.newID(), CreatedAt: s.now().UTC(), Import: e.Import, Fingerprint: Fingerprint(e.Client, e.Person, e.On, e.Start, -after, e.Note)}
		if second, _, err = s.put(ctx, d, tail, fresh); err != nil {
			return err
		}
		return s.changed(ctx, d, ClientMonth{client, first.Month()}, ClientMonth{client, second.Month()})
	})
	return first, second, err
}
