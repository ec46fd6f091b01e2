package calendar

import (
	"context"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// SetState takes an item to another state along the table. From the internal
// review onwards the acting person's approval is recorded; for a supervised
// item that person must be the named tutor (transition_tutor, tutor_missing).
// Out of the client review it takes the committee's approvals
// (approvals_missing with "have" and "need", approval_withheld with "who").
// A scheduled item needs its day (date_missing) and media that are there and
// may be used on it (media_missing, media_changed, media_expired), and no embargo
// (embargo).
func (s *Service) SetState(ctx context.Context, id clients.ID, to State, reason string) (Item, error) {
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return Item{}, err
	}
	kept, err := s.keep.Item(ctx, client, id)
	if err != nil {
		return Item{}, err
	}
	// A decision recorded on the way cannot be taken back.
	final := kept.State == InternalReview && (to == ClientReview || to == Approved)
	return s.change(ctx, "item.state", client, id, final,
		func(ctx context.Context, w world, it *Item, decisions []Decision) error {
			return s.step(ctx, w, it, decisions, to, reason)
		})
}

// step is one transition with what it asks for and what it leaves behind.
func (s *Service) step(ctx context.Context, w world, it *Item, decisions []Decision, to State, reason string) error {
	if it.State == InternalReview && (to == ClientReview || to == Approved) {
		var err error
		if decisions, err = s.passReview(ctx, w, *it, decisions, to); err != nil {
			return err
		}
	}
	if err := w.way(*it, decisions).Allow(it.State, to); err != nil {
		return err
	}
	if it.State == ClientReview && to == Approved {
		if err := approved(w.committee.Count(*it, decisions)); err != nil {
			return err
		}
	}
	if to == Scheduled && it.On.IsZero() {
		return fault.New("date_missing").At("on")
	}
	if to == Scheduled && it.State != OnHold {
		if err := s.mediaFit(ctx, *it); err != nil {
			return err
		}
		if d, ok, err := s.embargoOn(ctx, *it); err != nil {
			return err
		} else if ok {
			return fault.New("embargo", "name", d.Name, "until", d.Days.To).At("on")
		}
	}
	it.reason = strings.TrimSpace(reason)
	if err := checkWords(it.reason, "reason", maxNote); err != nil {
		return err
	}
	it.HeldFrom, it.HoldReason, it.HoldID = "", "", ""
	if to == OnHold {
		it.HeldFrom, it.HoldReason = it.State, it.reason
	}
	if to == ClientReview && it.State != OnHold {
		it.AskedAt = s.now().UTC()
	}
	if to == Published {
		it.PublishedAt = s.now().UTC()
	}
	it.State = to
	return nil
}

// approved says why a count is no approval.
func approved(n Count) error {
	switch {
	case n.Approved:
		return nil
	case n.Withheld != nil:
		return fault.New("approval_withheld", "who", n.Withheld.Who).At("state")
	}
	return fault.New("approvals_missing", "have", n.Approvals, "need", n.Needed).At("state")
}

// passReview records that the acting person lets an item out of the internal
// review, and refuses where it is the tutor's to say.
func (s *Service) passReview(ctx context.Context, w world, it Item, decisions []Decision, to State) ([]Decision, error) {
	who := clients.Acting(ctx)
	if err := w.mayReview(it, who.ID, decisions, to); err != nil {
		return nil, err
	}
	way := w.way(it, decisions)
	way.Supervised = false // what the approval makes it
	if err := way.Allow(it.State, to); err != nil || who.ID == "" {
		return decisions, err
	}
	d := Decision{Stage: StageInternal, Staff: who.ID, Who: who.Name, Verdict: Approve, RecordedBy: who.ID}
	d, err := s.record(ctx, w, it, d)
	return append(decisions, d), err
}

// mayReview refuses a supervised item to anybody but its tutor and, while the
// tutor is away, who stands in.
func (w world) mayReview(it Item, who clients.ID, decisions []Decision, to State) error {
	tutor, supervised := Supervision(it, w.staff)
	switch {
	case !supervised || tutorApproved(it, tutor, decisions):
		return nil
	case tutor == "":
		return fault.New("tutor_missing").At("state")
	case !w.passes(it, who):
		return fault.New("transition_tutor", "from", it.State.key(), "to", to.key(), "tutor", w.staffName(w.reviewer(it))).At("state")
	}
	return nil
}

func (w world) staffName(id clients.ID) string {
	i := slices.IndexFunc(w.staff, func(p clients.Staff) bool { return p.ID == id })
	if i < 0 {
		return ""
	}
	return w.staff[i].Name
}

// record keeps a decision on the item's present content.
func (s *Service) record(ctx context.Context, w world, it Item, d Decision) (Decision, error) {
	d.ID, d.Client, d.Item = s.newID(), it.Client, it.ID
	d.Hash, d.Revision = it.Hash, it.Revision
	if d.Stage == StageInternal {
		d.For = w.standsIn(it, d.Staff)
	}
	if d.At.IsZero() {
		d.At = s.now().UTC()
	}
	if d.Who == "" {
		d.Who = w.staffName(d.Staff)
	}
	content := it.Canonical()
	if it.ContentHash() != it.Hash {
		return d, fault.New("content_damaged", "item", it.Name())
	}
	return d, s.keep.AddDecision(ctx, d, content)
}

// Proof is what is known of a publication.
type Proof struct {
	URL     string
	At      time.Time // zero: now
	Capture string    // SHA-256 of a kept picture
	// Picture is a capture to be kept: its name and its bytes, nil for none.
	Name    string
	Picture []byte
}

// Publish records that an item went out: from approved or scheduled only. On
// one already published it completes the proof.
func (s *Service) Publish(ctx context.Context, id clients.ID, p Proof) (Item, error) {
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return Item{}, err
	}
	p.URL = strings.TrimSpace(p.URL)
	if p.URL != "" && !goodLink(p.URL) {
		return Item{}, fault.New("link_invalid", "value", short(p.URL, 80)).At("url")
	}
	if p.At.After(s.now()) {
		return Item{}, fault.New("published_future").At("at")
	}
	picture, err := s.takeCapture(ctx, p)
	if err != nil {
		return Item{}, err
	}
	return s.change(ctx, "item.publish", client, id, false,
		func(ctx context.Context, w world, it *Item, decisions []Decision) error {
			if it.State != Published {
				if err := s.step(ctx, w, it, decisions, Published, ""); err != nil {
					return err
				}
			}
			if !p.At.IsZero() {
				it.PublishedAt = p.At.UTC()
			}
			if p.URL != "" {
				it.PublishedURL = p.URL
			}
			if len(p.Picture) > 0 {
				kept, err := s.keep.KeepMedia(ctx, picture, p.Picture)
				if err != nil {
					return err
				}
				p.Capture = kept.SHA256
			}
			if p.Capture != "" {
				if _, err := s.keep.MediaFile(ctx, p.Capture); err != nil {
					return fault.Beside(err, "capture")
				}
				it.Capture = p.Capture
			}
			return s.trace(ctx, *it, Trace{Kind: WasPublished, Reason: it.PublishedURL})
		})
}

// Correct records what was corrected on a published text; the text itself
// stays as it was approved.
func (s *Service) Correct(ctx context.Context, id clients.ID, correction string) (Item, error) {
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return Item{}, err
	}
	correction = strings.TrimSpace(correction)
	if err := checkWords(correction, "correction", maxNote); err != nil {
		return Item{}, err
	}
	return s.change(ctx, "item.correct", client, id, false,
		func(ctx context.Context, _ world, it *Item, _ []Decision) error {
			if it.State != Published {
				return fault.New("item_not_published").At("correction")
			}
			it.Correction = correction
			return s.trace(ctx, *it, Trace{Kind: Corrected, Reason: correction})
		})
}

// HoldAll puts everything of a client that is under way on hold in one act
// (mourning, crisis) and says how many.
func (s *Service) HoldAll(ctx context.Context, client clients.ID, reason string) (int, error) {
	open := []State{Idea, Draft, InternalReview, ChangesRequested, ClientReview, Refused, Approved, Scheduled}
	hold := s.newID()
	return s.all(ctx, "item.hold_all", client, Filter{Client: client, States: open}, reason, func(it *Item) State {
		it.HoldID = hold
		return OnHold
	})
}

// ReleaseAll puts back what HoldAll held, each where it was; what was put on
// hold by itself stays.
func (s *Service) ReleaseAll(ctx context.Context, client clients.ID) (int, error) {
	return s.all(ctx, "item.release_all", client, Filter{Client: client, States: []State{OnHold}, HoldID: true}, "",
		func(it *Item) State { return it.HeldFrom })
}

func (s *Service) all(ctx context.Context, kind string, client clients.ID, f Filter, reason string, to func(*Item) State) (int, error) {
	w, err := s.world(ctx, client)
	if err != nil {
		return 0, err
	}
	if err := w.open(); err != nil {
		return 0, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: kind, Client: client, Subject: w.client.Name})
	count := 0
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		items, err := s.keep.Items(ctx, f)
		if err != nil {
			return err
		}
		for _, before := range items {
			it := before.clone()
			next := to(&it)
			hold := it.HoldID
			if err := s.step(ctx, w, &it, nil, next, reason); err != nil {
				return err
			}
			if next == OnHold {
				it.HoldID = hold
			}
			if err := s.store(ctx, w, before, &it, nil); err != nil {
				return err
			}
			count++
		}
		return nil
	})
	return count, err
}

// Say adds a comment to an item, seen by the agency alone or by the client too.
func (s *Service) Say(ctx context.Context, item clients.ID, body string, forClient bool) (Comment, error) {
	client, err := s.keep.ClientOf(ctx, item)
	if err != nil {
		return Comment{}, err
	}
	body = strings.TrimSpace(body)
	if body == "" {
		return Comment{}, fault.New("comment_empty").At("comment")
	}
	if err := checkWords(body, "comment", maxNote); err != nil {
		return Comment{}, err
	}
	who := clients.Acting(ctx)
	c := Comment{
		ID: s.newID(), Client: client, Item: item, At: s.now().UTC(), Staff: who.ID, Who: who.Name,
		ForClient: forClient, Body: body,
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "item.comment", Client: client, Subject: short(body, 60)})
	return c, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveComment(ctx, c) })
}

// Ask sets the day by which the committee should answer.
func (s *Service) Ask(ctx context.Context, id clients.ID, due civil.Date) (Item, error) {
	return s.Change(ctx, id, func(it *Item) error {
		it.ReviewDue = due
		return nil
	})
}
