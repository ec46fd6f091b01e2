package main

import (
	"errors"
	"io"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// timeCmd is what scripts do with time.
type timeCmd struct {
	Add        timeAdd        `cmd:""`
	List       timeList       `cmd:""`
	Edit       timeEdit       `cmd:""`
	Rm         timeRm         `cmd:""`
	Split      timeSplit      `cmd:""`
	Why        timeWhy        `cmd:""`
	Margin     timeMargin     `cmd:""`
	Template   templateGroup  `cmd:""`
	Start      timeStart      `cmd:""`
	Stop       timeStop       `cmd:""`
	Switch     timeSwitch     `cmd:""`
	Status     timeStatus     `cmd:""`
	Resolve    timeResolve    `cmd:""`
	Summary    timeSummary    `cmd:""`
	Week       timeWeek       `cmd:""`
	Day        timeDay        `cmd:""`
	Lock       timeLock       `cmd:""`
	Unlock     timeUnlock     `cmd:""`
	Approve    timeApprove    `cmd:""`
	Disapprove timeDisapprove `cmd:""`
	Import     timeImport     `cmd:""`
	Imports    timeImports    `cmd:""`
	Export     timeExport     `cmd:""`
}

// ofWork are the flags that describe work.
type ofWork struct {
	Client   string `placeholder:"KEY"`
	Who      string `placeholder:"NAME"`
	Hat      string `placeholder:"writer"`
	Level    string `placeholder:"senior"`
	Kind     string `placeholder:"contract|extra|free|internal|prospecting|training|leave"`
	Reason   string
	Note     string
	Item     string  `placeholder:"ID"`
	Campaign *string `placeholder:"NAME"`
}

// ofTimes are the flags that say when.
type ofTimes struct {
	On    string `placeholder:"2026-10-31"`
	For   string `placeholder:"1h30"`
	Start string `aliases:"from" placeholder:"09:00"`
	End   string `aliases:"to,until" placeholder:"10:30"`
	EndOn string `placeholder:"2026-11-01"`
	Zone  string `placeholder:"Europe/Paris"`
}

// who is the person of --who, else the one who acts.
func (e *env) who(name string) (clients.Staff, error) {
	if name != "" {
		return e.House.Clients.StaffByName(e.Context, name)
	}
	p, err := e.Person()
	if err != nil {
		return clients.Staff{}, err
	}
	return e.House.Clients.StaffByID(e.Context, p.ID)
}

// into writes the flags that were given over a form.
func (w ofWork) into(e *env, f *hours.Form) error {
	if w.Client != "" {
		c, err := e.Client(w.Client)
		if err != nil {
			return err
		}
		f.Client = c.ID
	}
	if w.Who != "" || f.Person == "" {
		p, err := e.who(w.Who)
		if err != nil {
			return err
		}
		f.Person = p.ID
	}
	if w.Hat != "" {
		h, err := e.House.Clients.Hat(e.Context, w.Hat)
		if err != nil {
			return err
		}
		f.Hat = h.Key
	}
	if w.Level != "" {
		l, err := e.House.Clients.Level(e.Context, w.Level)
		if err != nil {
			return err
		}
		f.Level = l.Key
	}
	if w.Kind != "" {
		f.Kind = hours.Kind(w.Kind)
	}
	for _, text := range []struct {
		from string
		into *string
	}{{w.Reason, &f.Reason}, {w.Note, &f.Note}} {
		if text.from != "" {
			*text.into = text.from
		}
	}
	if w.Item != "" {
		f.Item = clients.ID(w.Item)
	}
	if w.Campaign == nil {
		return nil
	}
	var err error
	f.Campaign, err = e.campaign(f.Client, *w.Campaign)
	return err
}

// campaign finds a client's campaign by name or identifier; nothing is none.
func (e *env) campaign(client clients.ID, typed string) (clients.ID, error) {
	if typed == "" {
		return "", nil
	}
	all, err := e.House.Calendar.Campaigns(e.Context, client)
	if err != nil {
		return "", err
	}
	for _, c := range all {
		if string(c.ID) == typed || clients.Fold(c.Name) == clients.Fold(typed) {
			return c.ID, nil
		}
	}
	return "", fault.New("campaign_unknown", "value", typed).At("campaign")
}

// into writes the flags that were given over a form.
func (t ofTimes) into(e *env, f *hours.Form) (err error) {
	if f.On, err = dayOr(t.On, f.On, "on"); err != nil {
		return err
	}
	if t.Zone != "" {
		f.Zone = t.Zone
	}
	if t.For != "" {
		if f.Seconds, err = civil.ParseDuration(t.For); err != nil {
			return fault.At(err, "for")
		}
		if f.Times != nil && !f.Times.From.IsZero() { // a timed entry keeps its start
			f.Times.Until = f.Times.From.Add(time.Duration(f.Seconds) * time.Second)
		}
	}
	if t.Start == "" && t.End == "" {
		if t.On != "" && f.Times != nil {
			return moveTo(f)
		}
		return nil
	}
	return t.clocks(f)
}

func (t ofTimes) clocks(f *hours.Form) (err error) {
	times := hours.Times{Start: civil.NoClock, End: civil.NoClock}
	if f.Times != nil && !f.Times.From.IsZero() {
		loc, err := civil.Zone(f.Zone)
		if err != nil {
			return fault.At(err, "zone")
		}
		times.Start, times.End = clockOf(f.Times.From.In(loc)), clockOf(f.Times.Until.In(loc))
	}
	if t.Start != "" {
		if times.Start, err = civil.ParseClock(t.Start); err != nil {
			return fault.At(err, "start")
		}
	}
	switch {
	case t.End != "":
		if times.End, err = civil.ParseClock(t.End); err != nil {
			return fault.At(err, "end")
		}
	case t.For != "" && times.Start != civil.NoClock: // a start and a length
		end := int64(times.Start) + (f.Seconds+59)/60
		times.End, times.EndOn = civil.Clock(end%(24*60)), f.On.AddDays(int(end/(24*60)))
	}
	if t.EndOn != "" {
		if times.EndOn, err = dayOr(t.EndOn, f.On, "end_on"); err != nil {
			return err
		}
	}
	f.Times = &times
	return nil
}

func clockOf(t time.Time) civil.Clock { return civil.Clock(t.Hour()*60 + t.Minute()) }

type timeAdd struct {
	Line []string `arg:"" optional:""`
	ofWork
	ofTimes
}

// Validate makes a call that lacks a client, a hat or a length a wrong one; a
// quick line may say them.
func (c timeAdd) Validate() error {
	switch {
	case len(c.Line) > 0:
		return nil
	case c.inside():
	case c.Client == "":
		return errors.New("missing flags: --client=KEY")
	case c.Hat == "" && c.Client != clients.InternalKey:
		return errors.New("missing flags: --hat=writer")
	}
	if c.For == "" && c.Start == "" && c.End == "" {
		return errors.New("missing flags: --for=1h30")
	}
	return nil
}

// inside tells whether the kind alone says that the time is the agency's own.
func (c timeAdd) inside() bool {
	_, ok := hours.InsideOf(c.Kind)
	return ok && c.Client == ""
}

// Run records work, from flags or from a quick line.
func (c timeAdd) Run(e *env) error {
	f := hours.Form{On: e.Today}
	if len(c.Line) > 0 {
		q, err := e.House.Hours.Quick(e.Context, strings.Join(c.Line, " "), "", "", e.Today)
		if err != nil {
			return err
		}
		f = q.Form
		if f.Client == "" && c.Client == "" {
			return fault.New("client_missing").At("client")
		}
	}
	if c.inside() {
		c.Client = clients.InternalKey
	}
	if err := c.ofWork.into(e, &f); err != nil {
		return err
	}
	if err := c.ofTimes.into(e, &f); err != nil {
		return err
	}
	entry, warnings, err := e.House.Hours.Add(e.Context, f)
	return e.showEntry(entry, warnings, e.howToConsent(f.Client, err))
}

// showEntry prints an entry as it stands, and what it warns of.
func (e *env) showEntry(entry hours.Entry, warnings []hours.Warning, err error) error {
	if err != nil {
		return err
	}
	rows, err := e.kept([]hours.Entry{entry}, warnings)
	if err != nil {
		return err
	}
	return e.Print(rows[0], func(w io.Writer) { e.writeEntries(w, rows) })
}

// showEntries is showEntry of several.
func (e *env) showEntries(entries []hours.Entry, warnings []hours.Warning) error {
	rows, err := e.kept(entries, warnings)
	if err != nil {
		return err
	}
	return e.Print(rows, func(w io.Writer) { e.writeEntries(w, rows) })
}

// kept names what entries name, after saying what they warn of.
func (e *env) kept(entries []hours.Entry, warnings []hours.Warning) ([]entryJSON, error) {
	for _, w := range warnings {
		if !e.JSON {
			e.Note(w)
		}
	}
	if err := e.noteConsent(entries[len(entries)-1]); err != nil {
		return nil, err
	}
	return e.entryRows(entries)
}

type timeList struct {
	Client   string `placeholder:"KEY"`
	Who      string `placeholder:"NAME"`
	Month    string `placeholder:"2026-10"`
	From     string `placeholder:"2026-10-01"`
	Until    string `aliases:"to" placeholder:"2026-10-31"`
	Hat      string `placeholder:"writer"`
	Kind     string `placeholder:"contract|extra|free"`
	Item     string `placeholder:"ID"`
	Campaign string `placeholder:"NAME"`
}

// filter reads the flags; without days it is everything of the client, and
// without a client this month.
func (c timeList) filter(e *env) (hours.Filter, error) {
	f := hours.Filter{Kind: hours.Kind(c.Kind), Item: clients.ID(c.Item)}
	var err error
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return f, err
		}
		f.Client = client.ID
	}
	if f.Campaign, err = e.campaign(f.Client, c.Campaign); err != nil {
		return f, err
	}
	if c.Who != "" {
		p, err := e.House.Clients.StaffByName(e.Context, c.Who)
		if err != nil {
			return f, err
		}
		f.Person = p.ID
	}
	if c.Hat != "" {
		h, err := e.House.Clients.Hat(e.Context, c.Hat)
		if err != nil {
			return f, err
		}
		f.Hat = h.Key
	}
	if c.Kind != "" && !f.Kind.Known() {
		return f, fault.New("entry_kind_unknown", "value", c.Kind).At("kind")
	}
	if c.Month != "" {
		m, err := monthOr(c.Month, civil.Month{})
		if err != nil {
			return f, err
		}
		f.Days = m.Range()
	} else if c.Client == "" && c.Who == "" && c.From == "" && c.Until == "" {
		f.Days = e.Today.InMonth().Range()
	}
	if f.Days.From, err = dayOr(c.From, f.Days.From, "from"); err != nil {
		return f, err
	}
	f.Days.To, err = dayOr(c.Until, f.Days.To, "until")
	return f, err
}

// Run lists entries.
func (c timeList) Run(e *env) error {
	f, err := c.filter(e)
	if err != nil {
		return err
	}
	entries, err := e.House.Hours.List(e.Context, f)
	if err != nil {
		return err
	}
	rows, err := e.entryRows(entries)
	if err != nil {
		return err
	}
	return e.Print(rows, func(w io.Writer) { e.writeEntries(w, rows) })
}

// moveTo puts a timed entry on another day at the same times of the clock.
func moveTo(f *hours.Form) error {
	loc, err := civil.Zone(f.Zone)
	if err != nil {
		return fault.At(err, "zone")
	}
	from, until := f.Times.From.In(loc), f.Times.Until.In(loc)
	nights := civil.DateOf(from, loc).DaysUntil(civil.DateOf(until, loc))
	start, _ := civil.Instant(f.On, clockOf(from), loc)
	end, _ := civil.Instant(f.On.AddDays(nights), clockOf(until), loc)
	f.Times.From = start.Add(time.Duration(from.Second()) * time.Second)
	f.Times.Until = end.Add(time.Duration(until.Second()) * time.Second)
	return nil
}
