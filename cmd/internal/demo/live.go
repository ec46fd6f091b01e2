package demo

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// live makes an item of these days by the acts that people did, each at its
// instant, so that the journal and the rules know of them.
func (s *story) live(a *actor, p planned, r *dice) {
	l := &alive{s: s, a: a, p: p, r: r, it: s.item(a, p, r)}
	l.it.Author, l.it.Writer, l.it.Revision = "", "", 0
	days := l.milestones()
	l.it.State = first(p.state)
	s.at(days[0], p.author, func(ctx context.Context) (err error) {
		l.it, err = s.house.Calendar.Add(ctx, l.it)
		return err
	})
	l.review(days[1:])
}

// alive is an item whose acts are being kept for their instants.
type alive struct {
	s  *story
	a  *actor
	p  planned
	r  *dice
	it calendar.Item // its ID is known once the first act was done
}

func first(target calendar.State) calendar.State {
	if target == calendar.Idea {
		return calendar.Idea
	}
	return calendar.Draft
}

// milestones are instants from the beginning to the last act, each on a working
// day before the next; the last is the publication, or a little before now.
func (l *alive) milestones() []time.Time {
	const most = 8
	last, _ := civil.Instant(l.p.on, l.p.at, l.a.zone)
	if l.p.state != calendar.Published || last.After(l.s.now) {
		last = l.s.lately(l.a, l.r)
	}
	list := make([]time.Time, most)
	list[most-1] = last
	for i := most - 2; i >= 0; i-- {
		d := civil.DateOf(list[i+1], l.a.zone).AddDays(-l.r.between(1, 2))
		for weekend(d) {
			d = d.AddDays(-1)
		}
		list[i] = l.a.office(d, l.r)
	}
	return list
}

// lately is an office hour of the last working days.
func (s *story) lately(a *actor, r *dice) time.Time {
	d := s.Today.AddDays(-r.n(3))
	for weekend(d) {
		d = d.AddDays(-1)
	}
	if d == s.Today {
		return a.moment(d, r.between(8*60+30, 9*60+40))
	}
	return a.office(d, r)
}

// review keeps the acts that take the item to where it is: of the milestones
// the last ones are used, so that what happened, happened lately.
func (l *alive) review(at []time.Time) {
	states := []calendar.State{calendar.InternalReview, calendar.ClientReview, calendar.Approved, calendar.Scheduled, calendar.Published}
	depth := map[calendar.State]int{
		calendar.InternalReview: 1, calendar.ClientReview: 2, calendar.ChangesRequested: 2, calendar.Approved: 3, calendar.Scheduled: 4, calendar.Published: 5,
	}[l.p.state]
	reviewer := l.s.reviewer(l.p.author, l.a)
	at = at[len(at)-5:]
	for i, state := range states[:depth] {
		when := at[len(at)-depth+i]
		switch state {
		case calendar.InternalReview:
			l.set(when, l.p.author, state)
		case calendar.ClientReview:
			l.set(when, reviewer, state)
			l.due(when, reviewer)
		case calendar.Approved:
			l.approve(when, l.needed(), "")
		case calendar.Scheduled:
			l.set(when, l.a.team.cm, state)
		case calendar.Published:
			l.publish(when)
		}
	}
	soon := l.s.lately(l.a, l.r)
	if last := at[len(at)-1]; !soon.After(last) {
		soon = last.Add(20 * time.Minute)
	}
	switch l.p.state {
	case calendar.ClientReview:
		l.approve(soon, l.p.approvals, l.p.say)
	case calendar.ChangesRequested:
		l.answer(soon, l.a.committee[0], calendar.Changes, pick(l.r, asked[l.a.book.lang]))
	}
}

func (l *alive) set(at time.Time, who string, state calendar.State) {
	l.s.at(at, who, func(ctx context.Context) error {
		_, err := l.s.house.Calendar.SetState(ctx, l.it.ID, state, "")
		return err
	})
}

// due says until when the committee should answer.
func (l *alive) due(at time.Time, who string) {
	day := civil.DateOf(at, l.a.zone).AddDays(3)
	l.s.at(at.Add(time.Minute), who, func(ctx context.Context) error {
		_, err := l.s.house.Calendar.Ask(ctx, l.it.ID, day)
		return err
	})
}

// needed is how many approvals the client's committee takes.
func (l *alive) needed() int {
	if q := l.a.c.Quorum; q > 0 && q < len(l.a.committee) {
		return q
	}
	return len(l.a.committee)
}

// approve records approvals of the first members; say is the first one's remark.
func (l *alive) approve(at time.Time, n int, say string) {
	for i := range n {
		l.answer(at.Add(time.Duration(i)*7*time.Minute), l.a.committee[i%len(l.a.committee)], calendar.Approve, say)
		say = ""
	}
}

func (l *alive) answer(at time.Time, k clients.Contact, v calendar.Verdict, comment string) {
	way := pick(l.r, ways)
	l.s.at(at, l.a.team.cm, func(ctx context.Context) error {
		_, err := l.s.house.Calendar.Decide(ctx, calendar.Answer{Item: l.it.ID, Who: k.Name, Verdict: v, Way: way, Comment: comment})
		return err
	})
}

func (l *alive) publish(at time.Time) {
	l.s.at(at, l.a.team.cm, func(ctx context.Context) error {
		_, err := l.s.house.Calendar.Publish(ctx, l.it.ID, calendar.Proof{URL: address(l.a, l.p, l.it.ID)})
		return err
	})
}
