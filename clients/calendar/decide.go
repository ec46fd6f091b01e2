package calendar

import (
	"context"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/fault"
)

// Answer is a decision to be recorded.
type Answer struct {
	Item clients.ID
	// Who decided: a contact's or a staff member's name, as people type it.
	Who     string
	Verdict Verdict
	At      time.Time // zero: now
	Way     string
	Comment string
	// Hash of what was shown; empty: what stands now. Another one is refused.
	Hash string
	Pack clients.ID
}

// Decide records an answer and takes the item where it leads: an internal
// approval on to the client or to approved, the committee's last needed
// approval to approved, a change request or a refusal back. Members may still
// answer after that; it then only counts. Faults: decision_unknown,
// decider_unknown, decider_not_committee, decider_not_client,
// decision_not_in_review, decision_stale, decision_future,
// decision_no_refusal (internally), transition_tutor, tutor_missing.
func (s *Service) Decide(ctx context.Context, a Answer) (Item, error) {
	client, err := s.keep.ClientOf(ctx, a.Item)
	if err != nil {
		return Item{}, err
	}
	return s.change(ctx, "item.decide", client, a.Item, true,
		func(ctx context.Context, w world, it *Item, decisions []Decision) error {
			if err := s.checkAnswer(*it, a); err != nil {
				return err
			}
			d := Decision{
				Verdict: a.Verdict, At: a.At.UTC(), Way: strings.TrimSpace(a.Way), Pack: a.Pack,
				Comment: strings.TrimSpace(a.Comment), RecordedBy: clients.Acting(ctx).ID,
			}
			if a.At.IsZero() {
				d.At = time.Time{}
			}
			if it.State == InternalReview {
				return s.decideInside(ctx, w, it, decisions, d, a.Who)
			}
			return s.decideOutside(ctx, w, it, decisions, d, a.Who)
		})
}

func (s *Service) checkAnswer(it Item, a Answer) error {
	switch {
	case !slices.Contains(Verdicts(), a.Verdict):
		return fault.New("decision_unknown", "value", string(a.Verdict)).At("decision")
	case !it.decidable():
		return fault.New("decision_not_in_review", "state", it.State.key()).At("state")
	case a.Hash != "" && a.Hash != it.Hash:
		return fault.New("decision_stale").At("hash")
	case a.At.After(s.now()):
		return fault.New("decision_future").At("at")
	}
	if err := checkWords(a.Way, "way", maxTitle); err != nil {
		return err
	}
	return checkWords(a.Comment, "comment", maxNote)
}

// decidable tells whether an answer may be recorded: in a review, and after the
// committee was asked also where one of its members has sent the item back.
func (it Item) decidable() bool {
	switch it.State {
	case InternalReview, ClientReview:
		return true
	case ChangesRequested, Refused:
		return !it.AskedAt.IsZero()
	default:
		return false
	}
}

func (s *Service) decideInside(ctx context.Context, w world, it *Item, decisions []Decision, d Decision, name string) error {
	person, ok := findStaff(w.staff, name)
	if !ok {
		return fault.New("decider_unknown", "value", name).At("who")
	}
	d.Stage, d.Staff, d.Who = StageInternal, person.ID, person.Name
	to := ChangesRequested
	switch d.Verdict {
	case Refuse:
		return fault.New("decision_no_refusal").At("decision")
	case Approve:
		to = Approved
		if w.client.Circuit == clients.CircuitClient {
			to = ClientReview
		}
		if err := w.mayReview(*it, person.ID, decisions, to); err != nil {
			return err
		}
	}
	d, err := s.record(ctx, w, *it, d)
	if err != nil {
		return err
	}
	decisions = append(decisions, d)
	if err := w.way(*it, decisions).Allow(it.State, to); err != nil {
		return err
	}
	if to == ClientReview {
		it.AskedAt = s.now().UTC()
	}
	it.State = to
	return nil
}

func (s *Service) decideOutside(ctx context.Context, w world, it *Item, decisions []Decision, d Decision, name string) error {
	contact, _, err := w.decider(name)
	if err != nil {
		return err
	}
	d.Stage, d.Contact, d.Who = StageClient, contact.ID, contact.Name
	if d.Contact == "" {
		d.Who = strings.TrimSpace(name)
		if d, err = s.firstDecider(ctx, &w, it.Client, d); err != nil {
			return err
		}
	}
	if d, err = s.record(ctx, w, *it, d); err != nil {
		return err
	}
	w.settle(it, append(decisions, d), d)
	return nil
}

// settle takes an item in client review where the committee's answers lead, d
// being the last that was recorded. An answer whose giver has said something
// else since leads nowhere.
func (w world) settle(it *Item, decisions []Decision, d Decision) {
	if it.State != ClientReview {
		return
	}
	if w.committee.Count(*it, decisions).Approved {
		it.State = Approved
		return
	}
	for _, stands := range w.committee.standing(*it, decisions) {
		switch {
		case stands.Contact != d.Contact || stands.Verdict != d.Verdict:
		case d.Verdict == Changes:
			it.State = ChangesRequested
		case d.Verdict == Refuse:
			it.State = Refused
		}
	}
}

// decider finds who at the client decided. Where nobody is known at the client
// yet, known is false: the first who answers is taken into its committee.
func (w world) decider(name string) (contact clients.Contact, known bool, err error) {
	name = strings.TrimSpace(name)
	for _, c := range w.contacts {
		if clients.Fold(c.Name) != clients.Fold(name) && c.ID != clients.ID(name) {
			continue
		}
		if !c.Committee && len(w.committee.Members) > 0 {
			return c, true, fault.New("decider_not_committee", "who", c.Name).At("who")
		}
		return c, true, nil
	}
	if _, ok := findStaff(w.staff, name); ok {
		return clients.Contact{}, false, fault.New("decider_not_client", "who", name).At("who")
	}
	if len(w.contacts) > 0 || name == "" {
		return clients.Contact{}, false, fault.New("decider_unknown", "value", name).At("who")
	}
	return clients.Contact{}, false, nil
}

// firstDecider takes the first person who answers for a client into its
// committee.
func (s *Service) firstDecider(ctx context.Context, w *world, client clients.ID, d Decision) (Decision, error) {
	c, err := s.house.AddContact(ctx, clients.Contact{Client: client, Name: d.Who, Committee: true})
	if err != nil {
		return d, err
	}
	d.Contact, d.Who = c.ID, c.Name
	w.contacts = append(w.contacts, c)
	w.committee.Members = append(w.committee.Members, Member{ID: c.ID, Name: c.Name})
	return d, nil
}

// findStaff finds a person by name or ID.
func findStaff(staff []clients.Staff, name string) (clients.Staff, bool) {
	folded := clients.Fold(strings.TrimSpace(name))
	for _, p := range staff {
		if p.ArchivedAt == "" && folded != "" && (clients.Fold(p.Name) == folded || string(p.ID) == name) {
			return p, true
		}
	}
	return clients.Staff{}, false
}
