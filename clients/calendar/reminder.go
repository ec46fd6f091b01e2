package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Reminder is a message to a committee, ready to be sent by hand: nothing is
// sent or kept.
type Reminder struct {
	To      []clients.Contact // who has not answered yet
	Items   []Row             // about which publications
	Subject string
	Body    string // plain text, in the client's language
}

// Remind writes to those of a committee who have not answered, about one item
// in client review or, where item is empty, about all that wait at a client.
// Faults: decision_not_in_review for an item that is not waiting,
// reminder_nothing where everybody has answered.
func (s *Service) Remind(ctx context.Context, client, item clients.ID) (Reminder, error) {
	var r Reminder
	w, err := s.world(ctx, client)
	if err != nil {
		return r, err
	}
	inReview := Filter{Client: client, States: []State{ClientReview}}
	var items []Item
	if item == "" {
		if items, err = s.keep.Items(ctx, inReview); err != nil {
			return r, err
		}
	} else {
		it, err := s.keep.Item(ctx, client, item)
		if err != nil {
			return r, err
		}
		if it.State != ClientReview {
			return r, fault.New("decision_not_in_review", "state", it.State.key()).At("item")
		}
		items = []Item{it}
	}
	decisions, err := s.keep.AllDecisions(ctx, inReview)
	if err != nil {
		return r, err
	}
	p := text.For(text.Lang(w.client.Lang))
	var lines []string
	silent := map[clients.ID]bool{}
	for _, it := range items {
		waiting := w.committee.Count(it, decisions[it.ID]).Waiting
		if len(waiting) == 0 && len(w.committee.Members) > 0 {
			continue
		}
		for _, m := range waiting {
			silent[m.ID] = true
		}
		r.Items = append(r.Items, it.Row())
		lines = append(lines, "– "+s.asks(p, it))
	}
	if len(lines) == 0 {
		return r, fault.New("reminder_nothing", "client", w.client.Name).At("client")
	}
	for _, c := range w.contacts {
		if silent[c.ID] || len(w.committee.Members) == 0 {
			r.To = append(r.To, c)
		}
	}
	r.Subject = p.N("reminder.subject", len(lines), "client", w.client.Name)
	r.Body = strings.Join([]string{
		p.T("reminder.hello"), p.N("reminder.asks", len(lines)), strings.Join(lines, "\n"), p.T("reminder.how"), p.T("reminder.regards"),
	}, "\n\n")
	if who := clients.Acting(ctx).Name; who != "" {
		r.Body += "\n" + who
	}
	return r, nil
}

// asks is an item's line in a reminder: its day, its networks, its name, and by
// when an answer is asked.
func (s *Service) asks(p *text.Printer, it Item) string {
	when := p.T("reminder.undated")
	if !it.On.IsZero() {
		when = p.DateLong(it.On)
	}
	if it.At != civil.NoClock {
		when += ", " + p.Clock(it.At)
	}
	parts := []string{when}
	if names := it.shown().networkNames(s.Limits(), string(p.Lang())); names != "" {
		parts = append(parts, names)
	}
	line := strings.Join(append(parts, it.Name()), " · ")
	if !it.ReviewDue.IsZero() {
		line += " " + p.T("reminder.due", "date", it.ReviewDue)
	}
	return line
}

// Addresses are the mail addresses of those a reminder goes to.
func (r Reminder) Addresses() []string {
	var list []string
	for _, c := range r.To {
		if c.Email != "" && !slices.Contains(list, c.Email) {
			list = append(list, c.Email)
		}
	}
	return list
}
