package demo

import (
	"context"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/store"
)

// ways are how members answer.
var ways = []string{"mail", "mail", "pack", "meeting", "phone"}

// asked are what members want changed.
var asked = map[string][]string{
	"fr": {
		"Le prénom est mal orthographié.", "Trop long pour Facebook, pouvez-vous couper ?", "Merci de vérifier le chiffre avec la boutique.",
		"On préfère une autre photo.", "La date a changé, c’est un jour plus tard.", "Un peu trop familier pour nous.",
	},
	"en": {
		"The first name is misspelt.", "Too long for Facebook, could you trim it?", "Please check that figure with reception.",
		"We would rather use another photo.", "The date moved by a day.", "A little too chatty for us.",
	},
}

// item makes the item of a plan, all but its state and its story.
func (s *story) item(a *actor, p planned, r *dice) calendar.Item {
	it := calendar.Item{
		Client: a.c.ID, Kind: p.kind, Title: p.title, On: p.on, At: p.at, Zone: a.c.Zone, Campaign: p.campaign,
		Author: s.staff[p.author].ID, Writer: s.staff[p.author].ID, EffortSeconds: effort[p.kind] * 60, Revision: 1,
	}
	if p.pillar < len(a.pillars) && p.kind.Publishes() {
		it.Pillar = a.pillars[p.pillar].ID
	}
	if !p.kind.Publishes() {
		it.Note = p.body
		return it
	}
	it.Texts = a.book.texts(p.told, r)
	for i := range it.Texts {
		it.Texts[i].Channel = a.channels[it.Texts[i].Network]
	}
	for _, n := range []string{"facebook", "instagram", "linkedin"} {
		it.Sign(n, a.c.Brand, true)
	}
	if p.kind != calendar.Newsletter && p.kind != calendar.Live {
		it.Media = s.media(a, it, r)
	}
	it.Funnel = calendar.Funnels()[r.weighted([]int{45, 30, 15, 10})]
	return it
}

// effort is the work planned for a kind, in minutes.
var effort = map[calendar.Kind]int64{
	calendar.Post: 45, calendar.Story: 20, calendar.Reel: 150, calendar.Video: 240, calendar.Live: 90, calendar.Article: 180,
	calendar.Newsletter: 150, calendar.ContestStep: 60, calendar.Meeting: 60,
}

// past is an item that is written at once with all that befell it.
type past struct {
	s         *story
	a         *actor
	r         *dice
	it        calendar.Item
	shown     []calendar.Item // contents that decisions were given on
	decisions []calendar.Decision
	traces    []calendar.Trace
}

// done is an item with its whole story.
func (s *story) done(a *actor, p planned, r *dice) *past {
	h := &past{s: s, a: a, r: r, it: s.item(a, p, r)}
	begun := p.on.AddDays(-r.between(13, 24))
	if !begun.Before(s.Today) {
		begun = s.Today.AddDays(-r.between(1, 9))
	}
	s.watch.at = s.within(a.office(begun, r))
	h.it.ID, h.it.CreatedAt = s.watch.newID(), s.watch.at.UTC()
	h.it.State = calendar.Draft
	h.it.Hash = h.it.ContentHash()
	if p.kind.Publishes() {
		h.live(p)
	} else {
		h.it.State = p.state
	}
	h.it.ChangedAt = s.watch.at.UTC()
	if p.state == calendar.Published {
		a.published = append(a.published, ref{h.it.ID, h.it.Title, p.on, h.it.Campaign})
		h.postpone(p)
	}
	return h
}

// within keeps an instant from being after the story's end.
func (s *story) within(t time.Time) time.Time {
	if t.After(s.now) {
		return s.now
	}
	return t
}

// live takes the item from draft to where it is, through the reviews.
func (h *past) live(p planned) {
	if p.state == calendar.Idea || p.state == calendar.Draft {
		h.it.State = p.state
		return
	}
	review := h.after(begin(h), 2, 5)
	h.to(calendar.InternalReview, p.author, review)
	reviewer := h.s.reviewer(p.author, h.a)
	if p.state == calendar.InternalReview || p.state == calendar.ChangesRequested {
		return
	}
	h.ask(reviewer)
	if p.state == calendar.Cancelled {
		h.to(calendar.Cancelled, h.a.team.lead, h.after(h.it.AskedAt, 1, 3))
		return
	}
	if h.r.chance(12) && p.state == calendar.Published {
		h.again(p, reviewer)
	}
	if p.state == calendar.ClientReview {
		return
	}
	h.approve()
	h.to(calendar.Approved, h.a.team.cm, h.s.watch.at)
	if p.state == calendar.Approved {
		return
	}
	h.to(calendar.Scheduled, h.a.team.cm, h.s.watch.at.Add(time.Duration(h.r.between(20, 600))*time.Minute))
	if p.state == calendar.Published {
		h.publish(p)
	}
}

func begin(h *past) time.Time { return h.it.CreatedAt }

// after is an office hour some days later, never after the story's end.
func (h *past) after(t time.Time, low, high int) time.Time {
	d := civil.DateOf(t, h.a.zone).AddDays(h.r.between(low, high))
	for weekend(d) {
		d = d.AddDays(1)
	}
	at := h.a.office(d, h.r)
	if !at.After(t) {
		at = t.Add(30 * time.Minute)
	}
	return h.s.within(at)
}

// to changes the state and leaves the trace of it.
func (h *past) to(state calendar.State, who string, at time.Time) {
	h.s.watch.at = h.s.within(at)
	h.it.Version++
	h.traces = append(h.traces, h.trace(calendar.StateChanged, who, h.it.State, state))
	h.it.State = state
}

func (h *past) trace(kind calendar.TraceKind, who string, from, to calendar.State) calendar.Trace {
	return calendar.Trace{
		ID: h.s.watch.newID(), Client: h.it.Client, Item: h.it.ID, At: h.s.watch.at.UTC(), WhoID: h.s.staff[who].ID, Who: who,
		Kind: kind, From: from, To: to, Revision: h.it.Revision,
	}
}

// ask records the reviewer's approval and hands the item to the committee.
func (h *past) ask(reviewer string) {
	h.s.watch.at = h.after(h.s.watch.at, 0, 2)
	h.decided(calendar.Decision{Stage: calendar.StageInternal, Staff: h.s.staff[reviewer].ID, Who: reviewer, Verdict: calendar.Approve, RecordedBy: h.s.staff[reviewer].ID})
	h.to(calendar.ClientReview, reviewer, h.s.watch.at)
	h.it.AskedAt = h.s.watch.at.UTC()
	h.it.ReviewDue = civil.DateOf(h.s.watch.at, h.a.zone).AddDays(3)
}

func (h *past) decided(d calendar.Decision) {
	d.ID, d.Client, d.Item = h.s.watch.newID(), h.it.Client, h.it.ID
	d.Hash, d.Revision, d.At = h.it.Hash, h.it.Revision, h.s.watch.at.UTC()
	h.decisions = append(h.decisions, d)
	if n := len(h.shown); n == 0 || h.shown[n-1].Hash != h.it.Hash {
		seen := h.it
		seen.Texts = append([]calendar.Text(nil), h.it.Texts...)
		h.shown = append(h.shown, seen)
	}
}

// member records what one of the committee said.
func (h *past) member(k clients.Contact, v calendar.Verdict, comment string) {
	h.decided(calendar.Decision{
		Stage: calendar.StageClient, Contact: k.ID, Who: k.Name, Verdict: v, Way: pick(h.r, ways), Comment: comment,
		RecordedBy: h.s.staff[h.a.team.cm].ID,
	})
}

// approve records as many approvals as the client asks for.
func (h *past) approve() {
	need := h.a.c.Quorum
	if need <= 0 || need > len(h.a.committee) {
		need = len(h.a.committee)
	}
	first := h.r.n(len(h.a.committee))
	for i := range need {
		h.s.watch.at = h.after(h.s.watch.at, 0, 2)
		h.member(h.a.committee[(first+i)%len(h.a.committee)], calendar.Approve, "")
	}
}

// again is a round of changes: a member's remark, another text, and both
// reviews once more. The text first shown lacked its last sentence.
func (h *past) again(p planned, reviewer string) {
	final := h.it.Texts
	draft := append([]calendar.Text(nil), final...)
	draft[0].Text = p.title + "\n\n" + draft[0].Text
	h.it.Texts = draft
	h.it.Hash = h.it.ContentHash()
	for i := range h.decisions {
		h.decisions[i].Hash = h.it.Hash
	}
	h.shown = nil
	h.s.watch.at = h.after(h.s.watch.at, 1, 2)
	h.member(pick(h.r, h.a.committee), calendar.Changes, pick(h.r, asked[h.a.book.lang]))
	h.to(calendar.ChangesRequested, h.a.team.cm, h.s.watch.at)
	h.to(calendar.Draft, p.author, h.after(h.s.watch.at, 0, 1))
	h.it.Texts = final
	h.it.Revision++
	h.it.Hash = h.it.ContentHash()
	h.it.Version++
	t := h.trace(calendar.Voided, p.author, calendar.Draft, calendar.Draft)
	t.Voided, t.Changes = len(h.decisions), []string{"text:" + final[0].Network}
	h.traces = append(h.traces, t)
	h.to(calendar.InternalReview, p.author, h.s.watch.at.Add(20*time.Minute))
	h.ask(reviewer)
}

// publish brings the item out at its time, once in a while late.
func (h *past) publish(p planned) {
	at, _ := civil.Instant(p.on, p.at, h.a.zone)
	at = at.Add(time.Duration(h.r.n(4)) * time.Minute)
	switch {
	case h.r.chance(4): // a day late
		at = at.Add(24 * time.Hour)
	case h.r.chance(4): // hours late
		at = at.Add(time.Duration(h.r.between(1, 5)) * time.Hour)
	}
	if !at.After(h.s.watch.at) {
		at = h.s.watch.at.Add(time.Hour)
	}
	h.to(calendar.Published, h.a.team.cm, at)
	h.it.PublishedAt = h.s.watch.at.UTC()
	h.it.PublishedURL = address(h.a, p, h.it.ID)
	t := h.trace(calendar.WasPublished, h.a.team.cm, "", "")
	t.Reason = h.it.PublishedURL
	h.traces = append(h.traces, t)
}

// address is where a publication can be read.
func address(a *actor, p planned, id clients.ID) string {
	tail := strings.ReplaceAll(string(id), "-", "")
	return a.host(p.networks[0]) + tail[len(tail)-10:]
}

// postpone says of some items of a month's first days that they were first
// planned for the month before, and who put them off.
func (h *past) postpone(p planned) {
	if p.on.Day > 8 || !h.r.chance(14) {
		return
	}
	h.it.PostponedFrom = p.on.AddDays(-p.on.Day - h.r.between(0, 6))
	h.it.PostponedBy = calendar.ByClient
	if h.r.chance(30) {
		h.it.PostponedBy = calendar.ByAgency
	}
}

func (h *past) write(ctx context.Context, f *store.Filler) error {
	if err := f.Item(ctx, h.it); err != nil {
		return err
	}
	if h.s.Items > 0 && h.it.On.Before(h.s.months[len(h.s.months)-1].Add(-2).First()) {
		h.shown, h.decisions = nil, nil
	}
	for _, it := range h.shown {
		if err := f.Shown(ctx, it); err != nil {
			return err
		}
	}
	for _, d := range h.decisions {
		if err := f.Decision(ctx, d); err != nil {
			return err
		}
	}
	if h.s.Items > 0 && len(h.traces) > 1 { // for measurements the last will do
		h.traces = h.traces[len(h.traces)-1:]
	}
	for _, t := range h.traces {
		if err := f.Trace(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
