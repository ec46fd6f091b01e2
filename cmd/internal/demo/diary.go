package demo

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/clients/store"
)

// diary is everybody's days: how far each is filled, in minutes since midnight,
// and how much was worked.
type diary struct {
	until map[diaryDay]int
	total map[diaryDay]int
}

type diaryDay struct {
	who string
	on  civil.Date
}

func newDiary() *diary { return &diary{map[diaryDay]int{}, map[diaryDay]int{}} }

const (
	morning  = 8*60 + 30
	noon     = 12*60 + 30
	lunchEnd = 13*60 + 30
	evening  = 19 * 60
	fullDay  = 8 * 60
)

// book finds the minutes of a piece of work on somebody's day; timed is false
// when the day is full and only the duration is written down.
func (d *diary) book(t task, latest int, r *dice) (start int, timed bool) {
	key := diaryDay{t.who, t.on}
	start = d.until[key]
	if start == 0 {
		start = morning + 15*r.n(4)
	}
	if start < noon && start+t.minutes > noon+15 {
		start = lunchEnd + 5*r.n(4)
	}
	d.total[key] += t.minutes
	if start+t.minutes > latest || r.chance(22) {
		return 0, false
	}
	d.until[key] = start + t.minutes + 5*r.n(4)
	return start, true
}

// enter gives a piece of work its place and writes it, or keeps it as an act of
// the last days.
func (s *story) enter(ctx context.Context, fill *store.Filler, book *diary, t task, r *dice) error {
	if t.who = s.free(book, t, r); t.on.Before(s.months[0].First()) {
		return nil
	}
	latest := evening
	if t.on == s.Today {
		latest = 9*60 + 50
	}
	start, timed := book.book(t, latest, r)
	p := s.staff[t.who]
	zone, err := civil.Zone(p.Zone)
	if err != nil {
		return err
	}
	client, lang := clients.Client{}, s.Lang
	if t.a != nil {
		client, lang = t.a.c, t.a.book.lang
	}
	hat := t.hat
	if t.a == nil {
		hat = internalNotes
		lang = "fr"
	}
	f := hours.Form{Client: client.ID, Person: p.ID, Hat: t.hat, On: t.on, Kind: t.kind, Reason: t.reason, Item: t.item.id, Seconds: int64(t.minutes) * 60}
	f.Note = s.notes.of(hat, lang, t.item.title, t.weekend, r)
	written, _ := civil.Instant(t.on, civil.Clock(min(start+t.minutes, 23*60)), zone)
	if timed {
		from, _ := civil.Instant(t.on, civil.Clock(start), zone)
		f.Times = &hours.Times{From: from, Until: from.Add(time.Duration(t.minutes) * time.Minute)}
		f.Seconds = 0
		written = f.Times.Until
	} else {
		written = written.Add(18*time.Hour + time.Duration(r.n(90))*time.Minute - time.Duration(min(start+t.minutes, 23*60))*time.Minute)
	}
	if t.a != nil && (s.Entries > 0 || t.on.Before(s.Today.AddDays(-lively))) {
		return fill.Entry(ctx, s.row(t, f, p, written))
	}
	if f.Client == "" && t.on.Before(s.Today.AddDays(-lively)) {
		return fill.Entry(ctx, s.own(t, f, p, written))
	}
	s.at(written, t.who, func(ctx context.Context) error {
		if f.Client == "" {
			own, err := s.house.Clients.Internal(ctx)
			if err != nil {
				return err
			}
			f.Client = own.ID
		}
		_, _, err := s.house.Hours.Add(ctx, f)
		return err
	})
	return nil
}

// free is who does a piece of work: another of the team when the day of the one
// meant is full.
func (s *story) free(book *diary, t task, r *dice) string {
	if book.total[diaryDay{t.who, t.on}]+t.minutes <= fullDay || t.a == nil {
		return t.who
	}
	for _, who := range []string{t.a.team.second, t.a.team.cm, t.a.team.lead, t.a.team.video} {
		if book.total[diaryDay{who, t.on}]+t.minutes <= fullDay {
			return who
		}
	}
	return t.who
}

// row is an entry as the room of hours would have written it.
func (s *story) row(t task, f hours.Form, p clients.Staff, written time.Time) hours.Entry {
	s.watch.at = s.within(written)
	e := hours.Entry{
		ID: s.watch.newID(), Client: f.Client, Person: f.Person, On: f.On, Zone: p.Zone, Seconds: f.Seconds, Hat: f.Hat,
		Level: clients.LevelAt(s.levels[p.ID], f.On), Kind: f.Kind, Reason: f.Reason, Note: f.Note, Item: f.Item, Campaign: t.item.campaign, CreatedAt: s.watch.at.UTC(),
	}
	if f.Times != nil {
		e.Start, e.End = f.Times.From.UTC(), f.Times.Until.UTC()
		e.Seconds = int64(e.End.Sub(e.Start) / time.Second)
	}
	terms := hours.InForce(t.a.contracts, e.On)
	e.Currency = hours.Currency(t.a.c, terms)
	switch {
	case e.Kind != "":
	case e.Hat == clients.HatSupervision:
		e.Kind, e.Reason = hours.Free, s.hatName(e.Hat)
	default:
		e.Kind = hours.Contract
	}
	s.price(&e, t.a)
	e.Fingerprint = hours.Fingerprint(e.Client, e.Person, e.On, e.Start, e.Seconds, e.Note)
	return e
}

func (s *story) hatName(key string) string {
	if s.Lang == "en" {
		return s.hats[key].NameEN
	}
	return s.hats[key].NameFR
}

// price freezes the rate of an entry, as the room of hours does when it is added.
func (s *story) price(e *hours.Entry, a *actor) {
	asked := hours.Asked{On: e.On, Person: e.Person, Client: e.Client, Hat: e.Hat, Level: e.Level, Currency: e.Currency}
	frozen := func(side hours.Side) (*int64, string) {
		f, ok := hours.Find(s.rates, side, asked)
		if !ok {
			return nil, ""
		}
		r := f.Effective()
		key := ""
		if r.Client != "" {
			key = a.c.Key
		}
		source := r.Source(s.names[r.Person], key)
		if f.Cap != nil {
			source += " cap=intern"
		}
		return &r.Amount.Minor, source
	}
	e.Rate, e.RateSource = frozen(hours.Sale)
	e.Cost, e.CostSource = frozen(hours.Cost)
}

// own is an entry of the agency's own workspace.
func (s *story) own(t task, f hours.Form, p clients.Staff, written time.Time) hours.Entry {
	s.watch.at = s.within(written)
	inner := &actor{profile: profile{sold: sold{currency: money.EUR}}, c: s.inner}
	inside, ok := map[string]hours.Inside{"strategy": hours.InsideProspecting, "watch": hours.InsideTraining}[t.hat]
	if !ok {
		inside = hours.InsideInternal
	}
	f.Client, f.Kind, f.Reason = s.inner.ID, hours.Free, inside.Label(s.Lang)
	t.a = inner
	return s.row(t, f, p, written)
}
