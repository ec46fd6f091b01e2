package main

import (
	"fmt"
	"io"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// ofTimer are the flags of a timer.
type ofTimer struct {
	Client   string `required:"" placeholder:"KEY"`
	Who      string `placeholder:"NAME"`
	Hat      string `required:"" placeholder:"writer"`
	Kind     string `placeholder:"contract|extra|free"`
	Reason   string
	Note     string
	Item     string `placeholder:"ID"`
	Campaign string `placeholder:"NAME"`
	At       string `placeholder:"09:00"`
}

func (t ofTimer) start(e *env) (hours.TimerStart, error) {
	var s hours.TimerStart
	c, err := e.Client(t.Client)
	if err != nil {
		return s, err
	}
	p, err := e.who(t.Who)
	if err != nil {
		return s, err
	}
	h, err := e.House.Clients.Hat(e.Context, t.Hat)
	if err != nil {
		return s, err
	}
	s = hours.TimerStart{
		Person: p.ID, Client: c.ID, Hat: h.Key, Kind: hours.Kind(t.Kind), Reason: t.Reason, Note: t.Note, Item: clients.ID(t.Item),
	}
	if s.Campaign, err = e.campaign(c.ID, t.Campaign); err != nil {
		return s, err
	}
	s.At, err = e.moment(t.At, p)
	return s, err
}

// moment reads --at: a time of today where the person is, or an instant of RFC
// 3339. Empty is the zero time.
func (e *env) moment(s string, p clients.Staff) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	clock, err := civil.ParseClock(s)
	if err != nil {
		return time.Time{}, fault.At(err, "at")
	}
	zone := p.Zone
	if zone == "" {
		a, err := e.House.Clients.Agency(e.Context)
		if err != nil {
			return time.Time{}, err
		}
		zone = a.Zone
	}
	loc, err := civil.Zone(zone)
	if err != nil {
		return time.Time{}, fault.At(err, "at")
	}
	t, kind := civil.Instant(civil.DateOf(e.Now(), loc), clock, loc)
	if kind == civil.Missing {
		return time.Time{}, fault.New("clock_skipped", "value", clock, "zone", zone).At("at")
	}
	return t, nil
}

type timeStart struct{ ofTimer }

// Run starts a timer.
func (c timeStart) Run(e *env) error {
	t, err := c.start(e)
	if err != nil {
		return err
	}
	entry, err := e.House.Hours.Start(e.Context, t)
	return e.showEntry(entry, nil, err)
}

type timeSwitch struct{ ofTimer }

// Run ends the timer that runs and starts another.
func (c timeSwitch) Run(e *env) error {
	t, err := c.start(e)
	if err != nil {
		return err
	}
	_, entry, err := e.House.Hours.Switch(e.Context, t)
	return e.showEntry(entry, nil, err)
}

// ofPerson names a person, or means the one who acts.
type ofPerson struct {
	Who string `placeholder:"NAME"`
}

type timeStop struct {
	ofPerson
	At string `placeholder:"18:00"`
}

// Run ends the timer.
func (c timeStop) Run(e *env) error {
	p, err := e.who(c.Who)
	if err != nil {
		return err
	}
	at, err := e.moment(c.At, p)
	if err != nil {
		return err
	}
	entry, warnings, err := e.House.Hours.Stop(e.Context, p.ID, at)
	return e.showEntry(entry, warnings, err)
}

// statusJSON is what runs, and what it asks.
type statusJSON struct {
	Running  bool       `json:"running"`
	Entry    *entryJSON `json:"entry"`
	AliveAt  *string    `json:"alive_at"`
	Gap      int64      `json:"gap_seconds"`
	Question bool       `json:"question"`
	Today    int64      `json:"today_seconds"`
}

type timeStatus struct{ ofPerson }

// Run says what runs, and the day's total.
func (c timeStatus) Run(e *env) error {
	p, err := e.who(c.Who)
	if err != nil {
		return err
	}
	var s statusJSON
	t, err := e.House.Hours.Timer(e.Context, p.ID)
	if err != nil {
		return err
	}
	if s.Today, err = e.House.Hours.DayTotal(e.Context, p.ID, e.Today); err != nil {
		return err
	}
	if t != nil {
		rows, err := e.entryRows([]hours.Entry{t.Entry})
		if err != nil {
			return err
		}
		s.Running, s.Entry, s.AliveAt = true, &rows[0], instantOrNull(t.AliveAt)
		q, err := e.House.Hours.Question(e.Context, p.ID)
		if err != nil {
			return err
		}
		// Only a window beats: without one nothing is known of the machine.
		if q != nil && (q.Long || q.AliveAt.After(q.Start)) {
			s.Question, s.Gap = true, q.Gap
		}
	}
	return e.Print(s, func(w io.Writer) {
		if s.Running {
			fmt.Fprintln(w, e.T("hours.timer_runs", "name", p.Name, "client", s.Entry.Client, "hat", e.hatName(s.Entry.Hat), "since", e.Printer.Stopwatch(s.Entry.Seconds)))
		} else {
			fmt.Fprintln(w, e.T("hours.timer_none", "name", p.Name))
		}
		if s.Question {
			fmt.Fprintln(w, e.T("hours.timer_asks", "gap", civil.Minutes(s.Gap/60)))
		}
		fmt.Fprintln(w, e.T("hours.today", "minutes", civil.Minutes(s.Today/60)))
	})
}

type timeResolve struct {
	ofPerson
	Answer string `arg:"" name:"answer" placeholder:"keep|trim|split|discard"`
	At     string `placeholder:"18:00"`
}

// Run answers what a timer asks.
func (c timeResolve) Run(e *env) error {
	p, err := e.who(c.Who)
	if err != nil {
		return err
	}
	at, err := e.moment(c.At, p)
	if err != nil {
		return err
	}
	ended, running, err := e.House.Hours.Resolve(e.Context, p.ID, hours.Answer(c.Answer), at)
	if err != nil {
		return err
	}
	var entries []hours.Entry
	for _, n := range []hours.Entry{ended, running} {
		if n.ID != "" {
			entries = append(entries, n)
		}
	}
	rows, err := e.entryRows(entries)
	if err != nil {
		return err
	}
	return e.Print(rows, func(w io.Writer) { e.writeEntries(w, rows) })
}
