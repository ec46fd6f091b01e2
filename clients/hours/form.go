package hours

import (
	"context"
	"fmt"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Form is an entry as a person gives it.
type Form struct {
	Client clients.ID
	Person clients.ID
	Hat    string // key
	Level  string // key; "" = the person's
	On     civil.Date
	// Seconds is the duration of an entry without times.
	Seconds int64
	// Times, when not nil, make it a timed entry; Seconds is then not read.
	Times  *Times
	Zone   string // IANA; "" = the person's
	Kind   Kind   // "" = by the contract
	Reason string // of free time; of the agency's own, what it is for (Inside)
	Note   string
	Item   clients.ID
	// Campaign is the linked campaign; "" takes that of a newly linked item.
	Campaign clients.ID
}

// Times are the clock readings of a timed entry on its day; EndOn is the day
// of the end where it is another one.
type Times struct {
	Start, End civil.Clock
	EndOn      civil.Date
	// From and Until, when set, are the instants themselves (a split, a timer,
	// an import) and go before the clocks.
	From, Until time.Time
}

// FormOf is an entry as a form, to change some of it and give it back.
func FormOf(e Entry) Form {
	f := Form{
		Client: e.Client, Person: e.Person, Hat: e.Hat, Level: e.Level, On: e.On, Seconds: e.Seconds,
		Zone: e.Zone, Kind: e.Kind, Reason: e.Reason, Note: e.Note, Item: e.Item, Campaign: e.Campaign,
	}
	if e.Timed() {
		f.Times = &Times{From: e.Start, Until: e.End}
	}
	return f
}

// Warning is something that was kept all the same, and that the person should
// see: overlapping entries.
type Warning = *fault.Error

// build makes the entry that a form describes, checking everything that needs
// no other entry. Faults are at the form's fields: client, who, hat, level, on,
// start, end, for, zone, kind, reason, note.
func (s *Service) build(ctx context.Context, d *desk, f Form, old Entry) (Entry, error) {
	e := old
	c, err := s.of(ctx, d, f.Client)
	if err != nil {
		return e, err
	}
	if c.ArchivedAt != "" {
		return e, fault.New("client_archived", "name", c.Name).At("client")
	}
	p, ok := d.staff[f.Person]
	switch {
	case !ok:
		return e, fault.New("staff_unknown", "value", string(f.Person)).At("who")
	case p.ArchivedAt != "" && old.Person != p.ID:
		return e, fault.New("staff_archived", "name", p.Name).At("who")
	}
	if f.Hat == "" && c.Internal {
		f.Hat = clients.HatCoordinator
	}
	hat, ok := d.hats[f.Hat]
	switch {
	case !ok && f.Hat == "":
		return e, fault.New("hat_missing").At("hat")
	case !ok:
		return e, fault.New("hat_unknown", "value", f.Hat).At("hat")
	case hat.Retired && old.Hat != hat.Key:
		return e, fault.New("hat_retired", "name", d.hatName(hat.Key)).At("hat")
	}
	e.Client, e.Person, e.Hat = c.ID, p.ID, hat.Key
	if err := s.when(d, f, p, &e); err != nil {
		return e, err
	}
	if e.Level, err = levelOf(d, f, p, e.On, old); err != nil {
		return e, err
	}
	if e.Note, err = clients.CleanText("note", f.Note); err != nil {
		return e, err
	}
	if err := s.kind(d, c, f, &e); err != nil {
		return e, err
	}
	e.Item, e.Campaign = f.Item, f.Campaign
	e.Currency = Currency(c.Client, InForce(c.contracts, e.On))
	if !pricedAlike(old, e) {
		d.price(&e)
	}
	return e, nil
}

// pricedAlike tells whether an entry keeps its frozen rate: nothing that a rate
// is looked up by has changed. An unknown rate is looked up again.
func pricedAlike(a, b Entry) bool {
	return a.Rate != nil && a.Person == b.Person && a.Client == b.Client && a.Hat == b.Hat &&
		a.Level == b.Level && a.On == b.On && a.Currency == b.Currency
}

// levelOf is the level a form asks for, else the person's on that day. An
// entry that is changed keeps a level chosen by hand, and one that followed its
// person follows to another day or person.
func levelOf(d *desk, f Form, p clients.Staff, on civil.Date, old Entry) (string, error) {
	if f.Level != "" && !d.levels[f.Level] {
		return "", fault.New("level_unknown", "value", f.Level).At("level")
	}
	same := old.Person == p.ID && (old.On == on || old.Level != d.levelOn(p, old.On))
	switch {
	case f.Level != "" && f.Level != old.Level:
		return f.Level, nil
	case same:
		return old.Level, nil
	default:
		return d.levelOn(p, on), nil
	}
}

// when sets the entry's day, instants and length.
func (s *Service) when(d *desk, f Form, p clients.Staff, e *Entry) error {
	e.Zone = f.Zone
	if e.Zone == "" {
		e.Zone = d.zoneOf(p)
	}
	loc, err := location(e.Zone)
	if err != nil {
		return err
	}
	if f.On.IsZero() {
		return fault.New("date_empty").At("on")
	}
	if f.On.Year < civil.FirstYear || f.On.Year > civil.LastYear {
		return fault.New("date_invalid", "value", f.On.String()).At("on")
	}
	e.On, e.Start, e.End, e.Seconds = f.On, time.Time{}, time.Time{}, f.Seconds
	if f.Times != nil {
		if e.Start, e.End, err = f.Times.instants(f.On, loc); err != nil {
			return err
		}
		e.On = civil.DateOf(e.Start, loc)
		e.Seconds = int64(e.End.Sub(e.Start) / time.Second)
	}
	switch field := durationField(f); {
	case e.Seconds < 0:
		return fault.New("entry_ends_before").At("end")
	case e.Seconds == 0 && f.Times != nil:
		return fault.New("entry_ends_before").At("end")
	case e.Seconds == 0:
		return fault.New("duration_empty").At(field)
	case e.Seconds > civil.DayLength(e.On, loc) && e.Seconds > civil.MaxDuration:
		return fault.New("duration_too_long", "value", civil.FormatHM(wholeMinutes(e.Seconds))).At(field)
	}
	return nil
}

func durationField(f Form) string {
	if f.Times != nil {
		return "end"
	}
	return "for"
}

// instants turns clock readings into instants. A reading that happens twice is
// its first time; one that never happens is refused: clock_skipped.
func (t Times) instants(on civil.Date, loc *time.Location) (start, end time.Time, err error) {
	if !t.From.IsZero() {
		return t.From.UTC().Truncate(time.Second), t.Until.UTC().Truncate(time.Second), nil
	}
	endOn := t.EndOn
	if endOn.IsZero() {
		endOn = on
	}
	if t.Start == civil.NoClock {
		return start, end, fault.New("clock_empty").At("start")
	}
	if t.End == civil.NoClock {
		return start, end, fault.New("clock_empty").At("end")
	}
	start, kind := civil.Instant(on, t.Start, loc)
	if kind == civil.Missing {
		return start, end, fault.New("clock_skipped", "value", t.Start, "zone", loc.String()).At("start")
	}
	end, kind = civil.Instant(endOn, t.End, loc)
	if kind == civil.Missing {
		return start, end, fault.New("clock_skipped", "value", t.End, "zone", loc.String()).At("end")
	}
	if kind == civil.Ambiguous && !start.Before(end) {
		// 02:45 to 02:15 in the night the clocks go back: the second 02:15.
		all := civil.Instants(endOn, t.End, loc)
		end = all[len(all)-1]
	}
	return start.UTC(), end.UTC(), nil
}

// kind sets what becomes of the time.
func (s *Service) kind(d *desk, c *clientDesk, f Form, e *Entry) error {
	terms := InForce(c.contracts, e.On)
	e.Kind, e.Reason = f.Kind, strings.TrimSpace(f.Reason)
	if c.Internal { // the agency's own time is never billed
		if _, inside := InsideOf(string(f.Kind)); f.Kind != "" && !f.Kind.Known() && !inside {
			return fault.New("entry_kind_unknown", "value", string(f.Kind)).At("kind")
		}
		f.Reason = e.Reason
		e.Kind, e.Reason = Free, insideReason(f, d.agency.Lang)
	}
	if e.Kind == "" {
		e.Kind, e.Reason = defaultKind(d, terms, e.Hat, e.Reason)
	}
	if !e.Kind.Known() {
		return fault.New("entry_kind_unknown", "value", string(e.Kind)).At("kind")
	}
	if e.Kind == Contract && !retainer(terms) {
		return fault.New("kind_without_contract", "name", c.Name, "on", e.On).At("kind")
	}
	if e.Kind != Free {
		e.Reason = ""
		return nil
	}
	reason, err := clients.CleanText("reason", e.Reason)
	if err != nil {
		return err
	}
	if reason == "" {
		return fault.New("reason_missing").At("reason")
	}
	e.Reason = reason
	return nil
}

// defaultKind is contract under a retainer and extra without; supervision is
// free unless the contract counts it.
func defaultKind(d *desk, terms *clients.Contract, hat, reason string) (Kind, string) {
	switch {
	case !retainer(terms):
		return Extra, reason
	case hat == clients.HatSupervision && terms.SupervisionFree:
		if reason == "" {
			reason = d.hatName(hat)
		}
		return Free, reason
	default:
		return Contract, reason
	}
}

// admit checks an entry against its person's other work: the day's length over
// all clients, and overlap by the agency's policy.
func (s *Service) admit(ctx context.Context, d *desk, e Entry) ([]Warning, error) {
	loc, err := location(e.Zone)
	if err != nil {
		return nil, err
	}
	work, err := s.keep.Work(ctx, e.Person, civil.Range{From: e.On.AddDays(-1), To: e.On.AddDays(1)})
	if err != nil {
		return nil, err
	}
	others := work[:0:0]
	for _, w := range work {
		if w.Client != e.Client || w.ID != e.ID {
			others = append(others, w)
		}
	}
	now := s.now()
	if room := DayRoom(e.On, loc, others, now); e.Seconds > room {
		field := "for"
		if e.Timed() {
			field = "end"
		}
		return nil, fault.New("entry_day_full", "name", d.staff[e.Person].Name, "on", e.On,
			"left", civil.Minutes(max(0, room)/secondsPerMinute)).At(field)
	}
	if !e.Timed() || d.agency.Overlap == clients.OverlapAllow {
		return nil, nil
	}
	found := Overlapping(e.Start, e.End, others, now)
	if len(found) == 0 {
		return nil, nil
	}
	warning, err := s.overlapFault(ctx, d, e, found[0], loc)
	if err != nil {
		return nil, err
	}
	if d.agency.Overlap == clients.OverlapForbid {
		return nil, warning
	}
	return []Warning{warning}, nil
}

func (s *Service) overlapFault(ctx context.Context, d *desk, e Entry, w Work, loc *time.Location) (*fault.Error, error) {
	c, err := s.of(ctx, d, w.Client)
	if err != nil {
		return nil, fmt.Errorf("naming an overlap: %w", err)
	}
	until := "…"
	if !w.Running {
		until = w.End.In(loc).Format("15:04")
	}
	return fault.New("entry_overlaps", "name", d.staff[e.Person].Name, "client", c.Name,
		"start", w.Start.In(loc).Format("15:04"), "end", until).At("start"), nil
}
