package calendar

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// ICSOptions say how an iCalendar file is taken in.
type ICSOptions struct {
	Client clients.ID
	// Kind of the items; empty: what the event's category says, else a meeting.
	Kind Kind
}

// ICSPlan is what a file would bring, before anything is written.
type ICSPlan struct {
	Client     clients.ID
	Name       string
	SHA256     string
	Events     int
	Items      []Item // new ones, in order
	Updated    []Item // those whose event has changed since, as they would be
	Duplicates int    // known and unchanged
	Cancelled  int    // called off and not known: not taken in
	Rejected   []ICSReject
	Bounded    []ICSBound
	From, To   civil.Date // of the new ones

	sources map[clients.ID]ItemSource // of new and updated items
}

// ICSReject is an event that is refused.
type ICSReject struct {
	Event      int // its number in the file, from 1
	UID, Title string
	Reason     *fault.Error
}

// ICSBound is a repeating event that goes on beyond what is taken in.
type ICSBound struct {
	Title string
	Count int
	Until civil.Date
}

// ItemSource is the event of another calendar that an item came from. With its
// occurrence it is that event's name for good.
type ItemSource struct {
	Client     clients.ID
	UID        string
	Occurrence string // day of the rule, ISO; empty for an event that does not repeat
	Item       clients.ID
	Sequence   int
	Stamp      string
}

// newer tells whether an event says something later than what is known.
func (e icsEvent) newer(known ItemSource) bool {
	return e.sequence > known.Sequence || e.sequence == known.Sequence && e.stamp > known.Stamp && known.Stamp != ""
}

// PlanICS reads an iCalendar file and says what it would bring: nothing is
// written. An event is known again by its UID, and changed when its SEQUENCE is
// higher (or its date of change later). Faults: ics_…, kind_unknown,
// client_archived.
func (s *Service) PlanICS(ctx context.Context, name string, r io.Reader, o ICSOptions) (*ICSPlan, error) {
	w, err := s.world(ctx, o.Client)
	if err != nil {
		return nil, err
	}
	if err := w.open(); err != nil {
		return nil, err
	}
	if o.Kind != "" && !slices.Contains(Kinds(), o.Kind) {
		return nil, fault.New("kind_unknown", "value", string(o.Kind)).At("kind")
	}
	digest := sha256.New()
	events, rejects, err := readICS(io.TeeReader(r, digest), w.client.Zone)
	if err != nil {
		return nil, err
	}
	p := &ICSPlan{
		Client: w.client.ID, Name: name, SHA256: hex.EncodeToString(digest.Sum(nil)), Events: len(events) + len(rejects),
		Rejected: rejects, sources: map[clients.ID]ItemSource{},
	}
	known, err := s.keep.Sources(ctx, w.client.ID)
	if err != nil {
		return nil, err
	}
	pr := icsPlanner{
		s: s, w: w, o: o, plan: p, known: map[[2]string]ItemSource{}, series: map[string][]ItemSource{},
		today: civil.DateOf(s.now(), s.now().Location()),
	}
	for _, k := range known {
		pr.known[[2]string{k.UID, k.Occurrence}] = k
		pr.series[k.UID] = append(pr.series[k.UID], k)
	}
	return p, pr.all(ctx, events)
}

// icsPlanner goes through the events of a file.
type icsPlanner struct {
	s      *Service
	w      world
	o      ICSOptions
	plan   *ICSPlan
	known  map[[2]string]ItemSource // by UID and occurrence
	series map[string][]ItemSource  // those kept, by UID
	today  civil.Date
}

func (p *icsPlanner) all(ctx context.Context, events []icsEvent) error {
	moved := map[string]map[civil.Date]bool{} // days of a rule that have an event of their own
	for _, e := range events {
		if e.recurrence.IsZero() {
			continue
		}
		if moved[e.uid] == nil {
			moved[e.uid] = map[civil.Date]bool{}
		}
		moved[e.uid][e.recurrence] = true
	}
	for _, e := range events {
		occurrences, reason := p.expand(e, moved[e.uid])
		for _, one := range occurrences {
			if reason != nil {
				break
			}
			if len(p.plan.Items) >= maxICSItems {
				return fault.New("ics_too_many", "max", maxICSItems).At("file")
			}
			err := p.take(ctx, one)
			f, ok := fault.As(err)
			if err != nil && !ok {
				return err
			}
			reason = f
		}
		if reason != nil {
			p.plan.Rejected = append(p.plan.Rejected, ICSReject{Event: e.number, UID: short(e.uid, 80), Title: e.title, Reason: reason})
		}
	}
	slices.SortStableFunc(p.plan.Rejected, func(a, b ICSReject) int { return cmp.Compare(a.Event, b.Event) })
	var span civil.Range
	for _, it := range p.plan.Items {
		span = widen(span, it.On)
	}
	p.plan.From, p.plan.To = span.From, span.To
	return nil
}

// expand gives an event's occurrences; those that have an event of their own
// are left to it.
func (p *icsPlanner) expand(e icsEvent, moved map[civil.Date]bool) ([]icsEvent, *fault.Error) {
	if e.rule == "" && len(e.extra) == 0 || !e.recurrence.IsZero() {
		return []icsEvent{e}, nil
	}
	r := Rule{Text: e.rule, Start: e.on, At: e.at, Zone: e.zone, Except: e.except, Extra: append(slices.Clone(e.extra), e.on)}
	if e.rule == "" {
		r.Text = "FREQ=DAILY;COUNT=1"
	}
	days, err := r.ExpandAfter(p.today.AddDays(-icsPast), p.today.AddDays(Horizon))
	if f, ok := fault.As(err); ok {
		return nil, f
	}
	days.Days = slices.DeleteFunc(days.Days, func(d civil.Date) bool { return moved[d] })
	if days.Cut {
		p.plan.Bounded = append(p.plan.Bounded, ICSBound{Title: e.title, Count: len(days.Days), Until: days.Through})
	}
	list := make([]icsEvent, 0, len(days.Days))
	for _, d := range days.Days {
		one := e
		one.recurrence, one.on, one.last = d, d, civil.Date{}
		one.at = clockOn(d, e.at, e.zone)
		list = append(list, one)
	}
	return append(list, p.dropped(e, days, moved)...), nil
}

// dropped are the occurrences still to come that a changed rule no longer has,
// called off: one that is taken out of a series gets an EXDATE and no event of
// its own.
func (p *icsPlanner) dropped(e icsEvent, days Occurrences, moved map[civil.Date]bool) []icsEvent {
	var list []icsEvent
	for _, k := range p.series[e.uid] {
		if !e.newer(k) {
			continue
		}
		on, err := civil.ParseDate(k.Occurrence)
		if err != nil || on.Before(p.today) || days.Cut && on.After(days.Through) || moved[on] || slices.Contains(days.Days, on) {
			continue
		}
		one := e
		one.recurrence, one.cancelled = on, true
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b icsEvent) int { return a.recurrence.Compare(b.recurrence) })
	return list
}

// take plans one occurrence: new, changed, or known.
func (p *icsPlanner) take(ctx context.Context, e icsEvent) error {
	if own, ok := strings.CutSuffix(e.uid, "@regie"); ok {
		if client, err := p.s.keep.ClientOf(ctx, clients.ID(own)); err == nil && client == p.w.client.ID {
			p.plan.Duplicates++
			return nil
		}
	}
	source := ItemSource{Client: p.w.client.ID, UID: e.uid, Occurrence: e.recurrence.String(), Sequence: e.sequence, Stamp: e.stamp}
	known, ok := p.known[[2]string{source.UID, source.Occurrence}]
	switch {
	case ok && !e.newer(known):
		p.plan.Duplicates++
		return nil
	case ok:
		return p.update(ctx, e, known, source)
	case e.cancelled:
		p.plan.Cancelled++
		return nil
	}
	it := Item{Client: p.w.client.ID, Kind: e.kind, State: Draft, At: civil.NoClock, Zone: p.w.client.Zone}
	if p.o.Kind != "" {
		it.Kind = p.o.Kind
	}
	e.put(&it)
	if err := p.s.prepare(ctx, p.w, &it); err != nil {
		return err
	}
	source.Item = it.ID
	p.known[[2]string{source.UID, source.Occurrence}] = source // the file may say it twice
	p.plan.sources[it.ID] = source
	p.plan.Items = append(p.plan.Items, it)
	return nil
}

// put writes what an event says on an item; where it says nothing, and beside
// what it says in a note, the agency's own words stay. An instant given in UTC
// is shown as the item's own zone reads it.
func (e icsEvent) put(it *Item) {
	it.Title = e.title
	if e.link != "" {
		it.Link = e.link
	}
	note := e.note
	if e.last.After(e.on) {
		note = strings.TrimSpace(e.on.String() + " → " + e.last.String() + "\n" + note)
	}
	if !strings.Contains(it.Note, note) {
		it.Note = note
	}
	it.On, it.At = e.on, e.at
	if e.at == civil.NoClock {
		return
	}
	if e.zone != "UTC" {
		it.Zone = e.zone
		it.At = clockOn(e.on, e.at, e.zone)
		return
	}
	if zone, err := civil.Zone(it.Zone); err == nil {
		t, _ := civil.Instant(e.on, e.at, time.UTC)
		t = t.In(zone)
		it.On, it.At = civil.DateOf(t, zone), civil.Clock(t.Hour()*60+t.Minute())
	}
}

// update plans what a changed event makes of its item. An item that is done
// with stays.
func (p *icsPlanner) update(ctx context.Context, e icsEvent, known, source ItemSource) error {
	it, err := p.s.keep.Item(ctx, known.Client, known.Item)
	if err != nil {
		return err
	}
	if it.State.Final() {
		p.plan.Duplicates++
		return nil
	}
	it = it.clone()
	if e.cancelled {
		it.State = Cancelled
		it.HeldFrom, it.HoldReason, it.HoldID = "", "", ""
	} else {
		e.put(&it)
	}
	if err := p.s.validate(ctx, p.w, &it); err != nil {
		return err
	}
	source.Item = it.ID
	p.plan.sources[it.ID] = source
	p.plan.Updated = append(p.plan.Updated, it)
	return nil
}

// ImportICS writes what a plan says, as one act that is undone whole. Fault
// import_empty when there is nothing to write.
func (s *Service) ImportICS(ctx context.Context, p *ICSPlan) (Import, error) {
	if len(p.Items)+len(p.Updated) == 0 {
		return Import{}, fault.New("import_empty").At("file")
	}
	imp := Import{
		ID: s.newID(), Client: p.Client, Source: "ics", FileName: p.Name, SHA256: p.SHA256, Rows: p.Events,
		Accepted: len(p.Items) + len(p.Updated), Duplicates: p.Duplicates, Rejected: len(p.Rejected), From: p.From, To: p.To,
		At: s.now().UTC(), Who: clients.Acting(ctx).Name,
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "calendar.import", Client: p.Client, Subject: p.Name})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		w, err := s.world(ctx, p.Client)
		if err != nil {
			return err
		}
		var sources []ItemSource
		for i := range p.Items {
			p.Items[i].Import = imp.ID
			sources = append(sources, p.sources[p.Items[i].ID])
		}
		if err := s.keep.AddItems(ctx, imp, p.Items); err != nil {
			return err
		}
		if err := s.keep.AddSources(ctx, sources); err != nil {
			return err
		}
		for _, it := range p.Updated {
			if err := s.updateFrom(ctx, w, it, p.sources[it.ID]); err != nil {
				return err
			}
		}
		return nil
	})
	return imp, err
}

// updateFrom keeps an item that an event changed; decisions on what it was are
// voided as by any change.
func (s *Service) updateFrom(ctx context.Context, w world, it Item, source ItemSource) error {
	before, err := s.keep.Item(ctx, it.Client, it.ID)
	if err != nil {
		return err
	}
	if before.Version != it.Version {
		return fault.New("item_changed_since")
	}
	decisions, err := s.keep.Decisions(ctx, it.Client, it.ID)
	if err != nil {
		return err
	}
	if err := s.moved(ctx, &before, &it, ""); err != nil {
		return err
	}
	if err := s.store(ctx, w, before, &it, decisions); err != nil {
		return err
	}
	return s.keep.SaveSource(ctx, source)
}
