package demo

import (
	"context"
	"slices"
	"time"

	"regie/assets/holidays"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/clients/store"
)

// task is a piece of work before it has its place in somebody's day.
type task struct {
	a       *actor
	hat     string
	who     string
	minutes int
	on      civil.Date
	weekend bool
	kind    hours.Kind // empty: by the contract
	reason  string
	item    ref
}

// share is what part of a client's time a hat takes, and how long a piece of
// its work lasts, in minutes: at least, at most, and in which steps.
type share struct {
	hat              string
	weight           int
	least, most, per int
}

var shares = []share{
	{"writer", 37, 30, 75, 15},
	{"moderator", 24, 10, 30, 5},
	{"producer", 19, 60, 150, 15},
	{"watch", 7, 15, 30, 15},
	{"coordinator", 4, 15, 40, 5},
	{"care", 4, 10, 40, 5},
	{"funnel", 3, 30, 90, 15},
	{"analyst", 2, 30, 75, 15},
}

// short is the least that is written down, in minutes.
const short = 10

// time plans and writes the work of every month.
func (s *story) time(ctx context.Context, fill *store.Filler) error {
	book := newDiary()
	left := map[*actor]int64{}
	for i, m := range s.months {
		r := throw(s.Seed, "time "+m.String())
		var tasks []task
		for _, a := range s.cast {
			tasks = append(tasks, s.month(a, m, i == len(s.months)-1, left, r)...)
		}
		shuffle(r, tasks)
		slices.SortStableFunc(tasks, func(x, y task) int { return x.on.Compare(y.on) })
		if s.Entries == 0 {
			tasks = append(tasks, s.inside(m, r)...)
		}
		for _, t := range tasks {
			if err := s.enter(ctx, fill, book, t, r); err != nil {
				return err
			}
		}
		s.made.Entries += len(tasks)
	}
	return nil
}

// month plans what a client's month takes.
func (s *story) month(a *actor, m civil.Month, running bool, left map[*actor]int64, r *dice) []task {
	days := s.workdays(a, m)
	if len(days) == 0 {
		return nil
	}
	if s.Entries > 0 {
		return s.many(a, days, r)
	}
	want := a.toUse(m, running, m == s.Today.InMonth().Add(-1), left, r)
	tasks := s.always(a, m, days, running, r)
	if running {
		want = a.now * int64(s.gone()) / 100
	}
	for _, t := range tasks {
		want -= int64(t.minutes)
	}
	tasks = append(tasks, a.split(int(want), days, r)...)
	if a.c.Key == "nyota" && m.Month%4 == 2 && !running {
		tasks = append(tasks, task{a: a, hat: "funnel", who: a.team.expert, minutes: 150, on: pick(r, days), kind: hours.Extra})
	}
	for range max(1, len(tasks)/25) { // the tutor's look, free by contract
		tasks = append(tasks, task{a: a, hat: clients.HatSupervision, who: s.reviewer(a.team.cm, a), minutes: r.between(2, 5) * 10, on: pick(r, days)})
	}
	return tasks
}

// always is what every month has whatever else it brings: two meetings, the
// month's figures, and of the running one what was done this morning.
func (s *story) always(a *actor, m civil.Month, days []civil.Date, running bool, r *dice) []task {
	var tasks []task
	if running {
		if n := map[string]int{"kivu": 42, "nyota": 25, "roches": 18}[a.c.Key]; n > 0 && s.gone() >= 50 {
			tasks = append(tasks, task{a: a, hat: "moderator", who: a.team.cm, minutes: n, on: s.Today, weekend: weekend(s.Today)})
		}
		if s.gone() < 50 {
			return tasks
		}
	}
	for range 2 {
		tasks = append(tasks, task{a: a, hat: "strategy", who: a.team.lead, minutes: 15 * r.between(2, 4), on: a.meetingDay(days, r)})
	}
	who := a.worker("analyst", r)
	return append(tasks, task{a: a, hat: "analyst", who: who, minutes: 15 * r.between(4, 8), on: days[r.n(min(4, len(days)))]})
}

func weekend(d civil.Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// gone is how far the running month's story is, in percent: all of it once two
// thirds of the month are gone, and no more than people could have worked.
func (s *story) gone() int {
	return min(100, s.Today.Day*150/s.Today.InMonth().Days())
}

// toUse is what a past month used, in minutes, and keeps what it left over.
func (a *actor) toUse(m civil.Month, running, last bool, left map[*actor]int64, r *dice) int64 {
	quota := a.quota(m)
	low, high := a.carries.low, a.carries.high
	if a.carries.summer && (m.Month == time.June || m.Month == time.July) {
		low, high = 130, 150
	}
	used := quota * int64(r.between(low, high)) / 100
	if a.sold.carry == clients.CarryNone {
		return used
	}
	available := quota + left[a]
	if last {
		used = available - a.carries.left
	}
	if keep := int(a.carries.keep); keep > 0 && !last {
		used = max(used, available-int64(r.between(keep/4, keep)))
	}
	if a.sold.carry == clients.CarrySurplus {
		used = min(used, available)
	}
	used = used / 5 * 5
	if !running {
		left[a] = min(available-used, a.sold.capMinutes)
	}
	return used
}

// workdays are the days of a month on which people work for a client, up to
// today.
func (s *story) workdays(a *actor, m civil.Month) []civil.Date {
	var days []civil.Date
	for d := m.First(); !d.After(m.Last()) && !d.After(s.Today); d = d.AddDays(1) {
		if !weekend(d) && !holidays.Is(a.c.Country, d) {
			days = append(days, d)
		}
	}
	if len(days) == 0 && !m.First().After(s.Today) { // a month that begins on a weekend
		days = append(days, m.First())
	}
	return days
}

// split cuts a month's minutes into pieces of work that add up to them: each
// hat takes its share, a little more or less, in pieces of its own length.
func (a *actor) split(minutes int, days []civil.Date, r *dice) []task {
	if minutes <= 0 {
		return nil
	}
	weights := make([]int64, len(shares))
	for i, sh := range shares {
		weights[i] = int64(sh.weight * r.between(70, 130))
	}
	odd := minutes % 5
	deck := slices.Clone(days)
	shuffle(r, deck)
	var tasks []task
	for i, units := range money.Spread(int64(minutes/5), weights) {
		left := int(units) * 5
		if i == 0 {
			left += odd
		}
		for left > 0 {
			n := a.piece(shares[i], left, r)
			left -= n
			tasks = append(tasks, a.task(shares[i].hat, n, deck[len(tasks)%len(deck)], days, r))
		}
	}
	return tasks
}

// piece is the length of the next piece of work of a hat that has so much left.
func (a *actor) piece(sh share, left int, r *dice) int {
	n := (r.between(sh.least, sh.most) + sh.per/2) / sh.per * sh.per
	if left-n < short {
		return left
	}
	return n
}

// task is a piece of work on a day; a little moderation falls on weekends.
func (a *actor) task(hat string, minutes int, on civil.Date, days []civil.Date, r *dice) task {
	t := task{a: a, hat: hat, minutes: minutes, on: on, who: a.worker(hat, r)}
	if hat == "moderator" && r.chance(15) {
		if d := on.WeekStart().AddDays(5 + r.n(2)); !d.After(days[len(days)-1]) && d.InMonth() == days[0].InMonth() {
			t.on, t.weekend = d, true
		}
	}
	if r.chance(map[string]int{"writer": 95, "producer": 92, "moderator": 65, "coordinator": 60, "care": 40, "watch": 20}[hat]) {
		t.item = a.near(t.on, r)
	}
	return t
}

// worker is who wears a hat for a client.
func (a *actor) worker(hat string, r *dice) string {
	first, second, often := a.team.cm, a.team.second, 80
	switch hat {
	case "producer":
		first, second, often = a.team.video, a.team.cm, 75
	case "analyst":
		first, second, often = a.team.expert, a.team.cm, 45
	case "strategy":
		first, second, often = a.team.lead, a.team.expert, 90
	case "coordinator":
		first, second, often = a.team.lead, a.team.cm, 50
	case "funnel":
		first, second, often = a.team.expert, a.team.cm, 90
	}
	if r.chance(often) {
		return first
	}
	return second
}

// meetingDay is one of the days on which the client meets.
func (a *actor) meetingDay(days []civil.Date, r *dice) civil.Date {
	var on []civil.Date
	for _, d := range days {
		if civilDay((int(d.Weekday())+6)%7+1) == a.meeting {
			on = append(on, d)
		}
	}
	if len(on) == 0 {
		return pick(r, days)
	}
	return pick(r, on)
}

// near is an item that came out within the next days: what work on a day is for.
func (a *actor) near(on civil.Date, r *dice) ref {
	from, _ := slices.BinarySearchFunc(a.published, on.AddDays(-1), func(x ref, d civil.Date) int { return x.on.Compare(d) })
	to, _ := slices.BinarySearchFunc(a.published, on.AddDays(10), func(x ref, d civil.Date) int { return x.on.Compare(d) })
	if to <= from {
		return ref{}
	}
	return a.published[from+r.n(to-from)]
}

// inside is the agency's own time: meetings, training, tools.
func (s *story) inside(m civil.Month, r *dice) []task {
	var tasks []task
	for _, p := range people {
		for d := m.First(); !d.After(m.Last()) && !d.After(s.Today); d = d.AddDays(1) {
			if d.Weekday() == time.Monday && !holidays.Is("FR", d) {
				hat := pick(r, []string{"strategy", "coordinator", "watch"})
				tasks = append(tasks, task{hat: hat, who: p.name, minutes: r.between(2, 4) * 15, on: d})
			}
		}
	}
	return tasks
}
