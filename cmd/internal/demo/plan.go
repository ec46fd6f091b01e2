package demo

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/store"
)

// lively is how many days before the last one the journal begins to know of
// each act; what is older came in under the fill.
const lively = 6

// planned is an item before it is made.
type planned struct {
	told
	on       civil.Date
	at       civil.Clock
	campaign clients.ID
	author   string
	state    calendar.State
	// say is a member's remark, kept with a change request or an approval.
	say string
	// approvals is how many members said yes to what is in the client's review.
	approvals int
}

// slots are when a client publishes, in minutes of its day.
var slots = []civil.Clock{7*60 + 30, 9 * 60, 11*60 + 30, 12*60 + 15, 14 * 60, 17*60 + 30, 18*60 + 30, 19 * 60}

// publications plans every client's calendar and decides how each item came to
// be: long done, or by acts of the last days.
func (s *story) publications(ctx context.Context, f *store.Filler) error {
	for i, a := range s.cast {
		r := throw(s.Seed, "calendar "+a.c.Key)
		scene := s.scene(a)
		for _, m := range s.months {
			a.plan(s, m, 100, r, len(scene) > 0)
		}
		next := s.months[len(s.months)-1].Add(1)
		a.plan(s, next, 55, r, len(scene) > 0)
		if s.Items == 0 {
			a.plan(s, next.Add(1), 12, r, len(scene) > 0)
		}
		a.planned = append(a.planned, scene...)
		slices.SortStableFunc(a.planned, func(x, y planned) int {
			if c := x.on.Compare(y.on); c != 0 {
				return c
			}
			return int(x.at) - int(y.at)
		})
		s.decide(a, r)
		for _, p := range a.planned {
			if i < shippedCount && p.kind.Publishes() && !p.on.Before(s.Today.AddDays(-lively)) {
				s.live(a, p, r)
			} else if err := s.done(a, p, r).write(ctx, f); err != nil {
				return err
			}
		}
		s.made.Items += len(a.planned)
		a.planned = nil
	}
	return nil
}

// plan chooses a month's items: percent of what the client publishes.
func (a *actor) plan(s *story, m civil.Month, percent int, r *dice, scened bool) {
	var list []planned
	for _, want := range a.mix {
		n := want.Quantity * percent / 100
		if s.Items > 0 {
			n = want.Quantity * s.Items / (s.Clients * (s.Months + 1) * total(a.mix))
		}
		if want.Kind == string(calendar.Post) && percent == 100 {
			n = max(1, n+r.between(-1, 1))
		}
		for range n {
			list = append(list, planned{told: a.book.tell(a.choose(calendar.Kind(want.Kind), m, r), r)})
		}
	}
	a.place(list, m, r)
	if s.Items == 0 {
		list = append(list, a.contestOf(m, r)...)
		list = append(list, a.meetings(m, r)...)
	}
	for _, p := range list {
		near := !p.on.Before(s.Today) && p.on.DaysUntil(s.Today) >= -8
		if scened && near && (p.on == s.Today || a.c.Key == "kivu") {
			continue // the scene of these days is set by hand
		}
		p.campaign = a.campaignOn(p, r)
		p.author = a.writer(p.kind, r)
		a.planned = append(a.planned, p)
	}
}

func total(mix []clients.Promise) int {
	n := 0
	for _, p := range mix {
		n += p.Quantity
	}
	return n
}

// choose takes an idea of a kind that fits the month, among those told longest
// ago; what belongs to the season comes first, but not twice in a month.
func (a *actor) choose(kind calendar.Kind, m civil.Month, r *dice) idea {
	var fit []idea
	for _, d := range a.book.ideas {
		if d.kind == kind && d.fits(m) {
			fit = append(fit, d)
		}
	}
	slices.SortStableFunc(fit, func(x, y idea) int { return a.used[x.title] - a.used[y.title] })
	fit = fit[:(len(fit)+2)/3]
	weights := make([]int, len(fit))
	for i, d := range fit {
		weights[i] = 1
		if len(d.months) > 0 && a.season[d.title] != m {
			weights[i] = 4
		}
	}
	d := fit[r.weighted(weights)]
	a.told++
	a.used[d.title] = a.told
	if len(d.months) > 0 {
		a.season[d.title] = m
	}
	return d
}

// place gives each item its day and time: weekdays first, weekends for little
// things, at most a few a day.
func (a *actor) place(list []planned, m civil.Month, r *dice) {
	var days []civil.Date
	for d := m.First(); !d.After(m.Last()); d = d.AddDays(1) {
		if !weekend(d) {
			days = append(days, d)
		}
	}
	shuffle(r, days)
	for i := range list {
		d := days[i%len(days)]
		if light := list[i].kind == calendar.Story || list[i].kind == calendar.Live; light && r.chance(30) {
			d = d.WeekStart().AddDays(5 + r.n(2))
			if !m.Contains(d) {
				d = days[i%len(days)]
			}
		}
		list[i].on, list[i].at = d, pick(r, slots)
	}
}

// contestOf announces a contest in one month of each quarter and draws it about
// a fortnight later.
func (a *actor) contestOf(m civil.Month, r *dice) []planned {
	if (int(m.Month)-1)%3+1 != a.contest {
		return nil
	}
	var begin, draw []idea
	for _, d := range a.book.ideas {
		if d.kind != calendar.ContestStep || !d.fits(m) {
			continue
		}
		if isDraw(d.title) {
			draw = append(draw, d)
		} else {
			begin = append(begin, d)
		}
	}
	on := m.First().AddDays(r.between(6, 9))
	for weekend(on) {
		on = on.AddDays(1)
	}
	return []planned{
		{told: a.book.tell(pick(r, begin), r), on: on, at: 12 * 60},
		{told: a.book.tell(pick(r, draw), r), on: on.AddDays(14), at: 17 * 60},
	}
}

func isDraw(title string) bool {
	for _, word := range []string{"tirage au sort", "les gagnants", "the draw"} {
		if strings.Contains(title, word) {
			return true
		}
	}
	return false
}

// meetings are the first and third of the client's weekday in the month.
func (a *actor) meetings(m civil.Month, r *dice) []planned {
	i := slices.IndexFunc(a.book.ideas, func(d idea) bool { return d.kind == calendar.Meeting })
	var list []planned
	n := 0
	for d := m.First(); !d.After(m.Last()); d = d.AddDays(1) {
		if civilDay((int(d.Weekday())+6)%7+1) != a.meeting {
			continue
		}
		if n++; n == 1 || n == 3 {
			list = append(list, planned{told: a.book.tell(a.book.ideas[i], r), on: d, at: 16 * 60})
		}
	}
	return list
}

// campaignOn puts some of the publications of a campaign's days in it.
func (a *actor) campaignOn(p planned, r *dice) clients.ID {
	if !p.kind.Publishes() || p.kind == calendar.Newsletter || !r.chance(40) {
		return ""
	}
	for _, k := range a.campaigns {
		if !p.on.Before(k.From) && !p.on.After(k.Until) {
			return k.ID
		}
	}
	return ""
}

// writer is who wrote an item.
func (a *actor) writer(kind calendar.Kind, r *dice) string {
	switch {
	case kind == calendar.Video || kind == calendar.Reel:
		if r.chance(60) {
			return a.team.video
		}
	case kind == calendar.Article && r.chance(40), kind == calendar.Meeting:
		return a.team.lead
	}
	if r.chance(22) {
		return a.team.second
	}
	return a.team.cm
}

// decide says how far each item is: past ones went out, but for a few, and the
// nearer a day the further its items. What the scene says stays.
func (s *story) decide(a *actor, r *dice) {
	reviews := map[string]int{"pic": 4, "nyota": 1, "roches": 1, "lumen": 1}[a.c.Key]
	for i := range a.planned {
		p := &a.planned[i]
		if p.state != "" {
			continue
		}
		ahead := s.Today.DaysUntil(p.on)
		switch {
		case !p.kind.Publishes():
			p.state = calendar.Approved
		case ahead < 0 || (ahead == 0 && int(p.at) < 9*60+45):
			p.state = calendar.Published
			if ahead < -lively && r.chance(2) {
				p.state = calendar.Cancelled
			}
		case ahead == 0:
			p.state = calendar.Scheduled
		case reviews > 0 && ahead > 1:
			p.state, p.approvals = calendar.ClientReview, r.n(min(2, a.c.Quorum))
			reviews--
		default:
			p.state = stateAhead(ahead, r)
		}
	}
}

func stateAhead(days int, r *dice) calendar.State {
	states := []calendar.State{calendar.Scheduled, calendar.Approved, calendar.InternalReview, calendar.ChangesRequested, calendar.Draft, calendar.Idea}
	switch {
	case days <= 2:
		return states[r.weighted([]int{70, 30, 0, 0, 0, 0})]
	case days <= 5:
		return states[r.weighted([]int{25, 50, 15, 5, 5, 0})]
	case days <= 10:
		return states[r.weighted([]int{0, 15, 35, 5, 45, 0})]
	case days <= 24:
		return states[r.weighted([]int{0, 0, 10, 0, 60, 30})]
	default:
		return states[r.weighted([]int{0, 0, 0, 0, 25, 75})]
	}
}
