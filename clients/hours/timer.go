package hours

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// LongTimer is from when on a running timer asks whether it still should.
const LongTimer = 8 * time.Hour

// beatGap is how long the machine may be silent before it was asleep or off:
// the window beats every minute.
const beatGap = 5 * time.Minute

// TimerStart is what a timer is for.
type TimerStart struct {
	Person   clients.ID
	Client   clients.ID
	Hat      string
	Note     string
	Kind     Kind
	Reason   string
	Item     clients.ID
	Campaign clients.ID
	// At is when the work began; zero = now. It is not later than now.
	At time.Time
}

// Timer is a person's running entry.
type Timer struct {
	Entry
	Elapsed int64     // seconds, up to now
	AliveAt time.Time // when the machine was last known alive under it
}

// Timer gives a person's running timer, nil while none runs.
func (s *Service) Timer(ctx context.Context, person clients.ID) (*Timer, error) {
	e, ok, err := s.keep.Running(ctx, person)
	if err != nil || !ok {
		return nil, err
	}
	alive, err := s.alive(ctx, e)
	if err != nil {
		return nil, err
	}
	return &Timer{Entry: e, Elapsed: e.Elapsed(s.now()), AliveAt: alive}, nil
}

func (s *Service) alive(ctx context.Context, e Entry) (time.Time, error) {
	id, at, err := s.keep.Beat(ctx, e.Person)
	if err != nil || id != e.ID || at.Before(e.Start) {
		return e.Start, err
	}
	return at, nil
}

// Heartbeat notes that the machine is alive under a person's timer. It does
// nothing while none runs.
func (s *Service) Heartbeat(ctx context.Context, person clients.ID) error {
	e, ok, err := s.keep.Running(ctx, person)
	if err != nil || !ok {
		return err
	}
	return s.keep.SetBeat(ctx, person, e.ID, s.now())
}

// Start starts a timer; it is in the database from its first second. Fault
// timer_running while the person has another, timer_future, and those of Add.
func (s *Service) Start(ctx context.Context, t TimerStart) (Entry, error) {
	var e Entry
	ctx = clients.Doing(ctx, clients.Act{Kind: "timer.start", Client: t.Client, Subject: t.Note})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		e, err = s.start(ctx, d, t)
		return err
	})
	return e, err
}

func (s *Service) start(ctx context.Context, d *desk, t TimerStart) (Entry, error) {
	var e Entry
	running, ok, err := s.keep.Running(ctx, t.Person)
	if err != nil {
		return e, err
	}
	if ok {
		c, err := s.of(ctx, d, running.Client)
		if err != nil {
			return e, err
		}
		return e, fault.New("timer_running", "name", d.staff[t.Person].Name, "client", c.Name).At("who")
	}
	now := s.now().UTC().Truncate(time.Second)
	if t.At.IsZero() {
		t.At = now
	}
	if t.At.After(now) {
		return e, fault.New("timer_future").At("at")
	}
	if e, err = s.timerEntry(ctx, d, t, Entry{ID: s.newID(), CreatedAt: now}); err != nil {
		return e, err
	}
	if err := s.keep.SaveEntry(ctx, e); err != nil {
		return e, err
	}
	return e, s.keep.SetBeat(ctx, e.Person, e.ID, now)
}

// timerEntry is the running entry that a start describes, priced only when it ends.
func (s *Service) timerEntry(ctx context.Context, d *desk, t TimerStart, old Entry) (Entry, error) {
	p, ok := d.staff[t.Person]
	if !ok {
		return old, fault.New("staff_unknown", "value", string(t.Person)).At("who")
	}
	zone := d.zoneOf(p)
	if old.Zone != "" {
		zone = old.Zone
	}
	loc, err := location(zone)
	if err != nil {
		return old, err
	}
	at := t.At.UTC().Truncate(time.Second)
	e, err := s.build(ctx, d, Form{
		Client: t.Client, Person: t.Person, Hat: t.Hat, On: civil.DateOf(at, loc), Seconds: 1, Zone: zone,
		Kind: t.Kind, Reason: t.Reason, Note: t.Note, Item: t.Item, Campaign: t.Campaign,
	}, old)
	if err != nil {
		return e, err
	}
	c, err := s.of(ctx, d, e.Client)
	if err != nil {
		return e, err
	}
	if err := s.locked(ctx, c, e); err != nil {
		return e, err
	}
	if err := s.link(ctx, &e, old); err != nil {
		return e, err
	}
	e.Start, e.End, e.Seconds, e.Running = at, time.Time{}, 0, true
	e.Rate, e.RateSource, e.Cost, e.CostSource = nil, "", nil, ""
	e.Fingerprint = Fingerprint(e.Client, e.Person, e.On, e.Start, 0, e.Note)
	return e, nil
}

// Switch ends the running timer and starts another at the same moment; with
// none running it starts. It returns the one that ended, zero for none.
func (s *Service) Switch(ctx context.Context, t TimerStart) (ended, started Entry, err error) {
	ctx = clients.Doing(ctx, clients.Act{Kind: "timer.switch", Client: t.Client, Subject: t.Note})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		if t.At.IsZero() {
			t.At = s.now().UTC().Truncate(time.Second)
		}
		if _, ok, err := s.keep.Running(ctx, t.Person); err != nil {
			return err
		} else if ok {
			if ended, _, err = s.stop(ctx, d, t.Person, t.At); err != nil {
				return err
			}
		}
		started, err = s.start(ctx, d, t)
		return err
	})
	return ended, started, err
}

// Stop ends a person's timer, at a moment gone by or now. Its rate is looked
// up and frozen. Faults timer_none, timer_future, timer_before_start and
// entry_day_full: a timer that ran over a day asks for its end.
func (s *Service) Stop(ctx context.Context, person clients.ID, at time.Time) (Entry, []Warning, error) {
	var e Entry
	var warnings []Warning
	ctx, err := s.doingTimer(ctx, person, "timer.stop")
	if err != nil {
		return e, nil, err
	}
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		e, warnings, err = s.stop(ctx, d, person, at)
		return err
	})
	return e, warnings, err
}

// doingTimer names an act on the running timer after its client and note.
func (s *Service) doingTimer(ctx context.Context, person clients.ID, kind string) (context.Context, error) {
	e, _, err := s.keep.Running(ctx, person)
	return clients.Doing(ctx, clients.Act{Kind: kind, Client: e.Client, Subject: e.Note}), err
}

func (s *Service) stop(ctx context.Context, d *desk, person clients.ID, at time.Time) (Entry, []Warning, error) {
	e, ok, err := s.keep.Running(ctx, person)
	if err != nil {
		return e, nil, err
	}
	if !ok {
		return e, nil, fault.New("timer_none", "name", d.staff[person].Name).At("who")
	}
	now := s.now().UTC().Truncate(time.Second)
	if at.IsZero() {
		at = now
	}
	at = at.UTC().Truncate(time.Second)
	switch {
	case at.After(now):
		return e, nil, fault.New("timer_future").At("at")
	case at.Before(e.Start):
		return e, nil, fault.New("timer_before_start").At("at")
	}
	c, err := s.of(ctx, d, e.Client)
	if err != nil {
		return e, nil, err
	}
	if err := s.locked(ctx, c, e); err != nil {
		return e, nil, err
	}
	e.End, e.Seconds, e.Running = at, int64(at.Sub(e.Start)/time.Second), false
	e.Fingerprint = Fingerprint(e.Client, e.Person, e.On, e.Start, e.Seconds, e.Note)
	warnings, err := s.admit(ctx, d, e)
	if err != nil && !fault.Is(err, "entry_overlaps") {
		return e, nil, err
	}
	if f, ok := fault.As(err); ok { // work done is not lost over an overlap
		warnings = append(warnings, f)
	}
	d.price(&e)
	room, err := s.overageRoom(ctx, c, e)
	if err != nil {
		return e, warnings, err
	}
	if err := s.keep.SaveEntry(ctx, e); err != nil {
		return e, warnings, err
	}
	if e, err = s.settle(ctx, c, e, room); err != nil {
		return e, warnings, err
	}
	return e, warnings, s.changed(ctx, d, ClientMonth{e.Client, e.Month()})
}

// settle marks a timer's entry that went beyond a bank that refuses overage:
// a timer is never lost, and what it has too much holds up the close.
func (s *Service) settle(ctx context.Context, c *clientDesk, e Entry, room *overageRoom) (Entry, error) {
	if room == nil {
		return e, nil
	}
	if err := s.refuseOverage(ctx, c, e, room); !fault.Is(err, "overage_refused") {
		return e, err
	}
	e.Settle = true
	return e, s.keep.SaveEntry(ctx, e)
}

// StartOf is a timer for the same work as an entry. Free time stays free; what
// else the time is, the contract says anew.
func StartOf(e Entry, person clients.ID) TimerStart {
	t := TimerStart{Person: person, Client: e.Client, Hat: e.Hat, Note: e.Note, Item: e.Item, Campaign: e.Campaign}
	if e.Kind == Free {
		t.Kind, t.Reason = e.Kind, e.Reason
	}
	return t
}

// EditTimer changes what the running timer is for, and when it began where At
// is given.
func (s *Service) EditTimer(ctx context.Context, t TimerStart) (Entry, error) {
	var e Entry
	ctx = clients.Doing(ctx, clients.Act{Kind: "timer.edit", Client: t.Client, Subject: t.Note})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		old, ok, err := s.keep.Running(ctx, t.Person)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New("timer_none", "name", d.staff[t.Person].Name).At("who")
		}
		if t.At.IsZero() {
			t.At = old.Start
		}
		if t.At.After(s.now()) {
			return fault.New("timer_future").At("at")
		}
		was := old
		old.Running = false
		if e, err = s.timerEntry(ctx, d, t, old); err != nil {
			return err
		}
		if e.Client != was.Client {
			if err := s.keep.RemoveEntry(ctx, was.Client, was.ID); err != nil {
				return err
			}
		}
		return s.keep.SaveEntry(ctx, e)
	})
	return e, err
}
