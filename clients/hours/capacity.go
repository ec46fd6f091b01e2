package hours

import (
	"context"
	"maps"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// workingWeek is how many days a week's minutes are spread over.
const workingWeek = 5

// habitMonths are the months, the asked one included, whose work tells who
// serves a client.
const habitMonths = 3

// PersonLoad is one person's month, in minutes.
type PersonLoad struct {
	Person clients.ID
	// Available is the weekly time over the working days, less holidays of the
	// agency's country and absences; AbsentDays counts the working days away.
	Available  int64
	AbsentDays int
	// Sold is the person's part of what the clients' contracts sell, and Planned
	// the effort of the calendar's items the person is to write. Both count what
	// is taken over from those the person stands in for, which SoldCover and
	// PlannedCover tell apart, and not what others take over.
	Sold, SoldCover       int64
	Planned, PlannedCover int64
	Done                  int64 // for clients
	Inside                int64 // for the agency itself
}

// Effort is work that the calendar plans for a person on a day.
type Effort struct {
	Person  clients.ID
	On      civil.Date
	Seconds int64
}

// Oversold tells whether more is sold of the person than there is.
func (p PersonLoad) Oversold() bool { return p.Sold > p.Available }

// Capacity is what a month asks of the team against what it has.
type Capacity struct {
	Month  civil.Month
	People []PersonLoad // by name
	// Unassigned are the minutes sold to clients that nobody worked for lately, or
	// at a level that nobody has.
	Unassigned int64
	Absences   []Absence
}

// Capacity sets sold, planned and done against available time, per person. A
// client's sold minutes are shared among those who worked for it in the month
// and the two before, in proportion and by largest remainder, what is sold at a
// level among those of that level; the part of the working days that one of them
// is away is the stand-in's, where there is one.
func (s *Service) Capacity(ctx context.Context, m civil.Month) (Capacity, error) {
	k := Capacity{Month: m}
	people, err := s.house.Staff(ctx, false)
	if err != nil {
		return k, err
	}
	a, err := s.house.Agency(ctx)
	if err != nil {
		return k, err
	}
	if k.Absences, err = s.keep.Absences(ctx, m.Range()); err != nil {
		return k, err
	}
	days := s.workdays(a, m)
	at := map[clients.ID]int{}
	for i, p := range people {
		at[p.ID] = i
		k.People = append(k.People, available(p, k.Absences, days))
	}
	if err := s.done(ctx, &k, at); err != nil {
		return k, err
	}
	if err := s.sold(ctx, &k, at, days); err != nil {
		return k, err
	}
	return k, s.plan(ctx, &k, at)
}

// plan adds the calendar's effort up, on a day away for who stands in.
func (s *Service) plan(ctx context.Context, k *Capacity, at map[clients.ID]int) error {
	if s.planned == nil {
		return nil
	}
	efforts, err := s.planned(ctx, k.Month)
	if err != nil {
		return err
	}
	own, cover := map[clients.ID]int64{}, map[clients.ID]int64{}
	for _, e := range efforts {
		who, _ := StandInOn(k.Absences, e.Person, e.On)
		if _, active := at[who]; active {
			cover[who] += e.Seconds
		} else {
			own[e.Person] += e.Seconds
		}
	}
	for id, i := range at {
		k.People[i].Planned = wholeMinutes(own[id] + cover[id])
		k.People[i].PlannedCover = wholeMinutes(cover[id])
	}
	return nil
}

// workdays lists the working days of a month where the agency is.
func (s *Service) workdays(a clients.Agency, m civil.Month) []civil.Date {
	var days []civil.Date
	for d := m.First(); !d.After(m.Last()); d = d.AddDays(1) {
		if working(d, func(d civil.Date) bool { return s.holidays != nil && s.holidays(a.Country, d) }) {
			days = append(days, d)
		}
	}
	return days
}

// available is a person's time in a month of so many working days.
func available(p clients.Staff, absences []Absence, days []civil.Date) PersonLoad {
	l := PersonLoad{Person: p.ID}
	for _, d := range days {
		if on(absences, p.ID, d) != nil {
			l.AbsentDays++
		}
	}
	l.Available = money.RoundHalfUp(p.WeeklyMinutes*int64(len(days)-l.AbsentDays), workingWeek)
	return l
}

func (s *Service) done(ctx context.Context, k *Capacity, at map[clients.ID]int) error {
	uses, err := s.keep.PersonUses(ctx, k.Month, k.Month)
	if err != nil {
		return err
	}
	inside, err := s.internal(ctx)
	if err != nil {
		return err
	}
	seconds := map[clients.ID][2]int64{}
	for _, u := range uses {
		sum := seconds[u.Person]
		if u.Client == inside {
			sum[1] += u.Seconds
		} else {
			sum[0] += u.Seconds
		}
		seconds[u.Person] = sum
	}
	for id, sum := range seconds {
		if i, ok := at[id]; ok {
			k.People[i].Done, k.People[i].Inside = wholeMinutes(sum[0]), wholeMinutes(sum[1])
		}
	}
	return nil
}

func (s *Service) internal(ctx context.Context) (clients.ID, error) {
	all, err := s.house.Clients(ctx, clients.AllClients)
	if err != nil {
		return "", err
	}
	for _, c := range all {
		if c.Internal {
			return c.ID, nil
		}
	}
	return "", nil
}

func (s *Service) sold(ctx context.Context, k *Capacity, at map[clients.ID]int, days []civil.Date) error {
	habit, err := s.keep.PersonUses(ctx, k.Month.Add(1-habitMonths), k.Month)
	if err != nil {
		return err
	}
	served := map[clients.ID]map[clients.ID]int64{}
	for _, u := range habit {
		if _, ok := at[u.Person]; !ok || u.Seconds == 0 {
			continue
		}
		if served[u.Client] == nil {
			served[u.Client] = map[clients.ID]int64{}
		}
		served[u.Client][u.Person] += u.Seconds
	}
	all, err := s.house.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return err
	}
	steps, err := s.house.LevelHistories(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		contracts, err := s.house.Contracts(ctx, c.ID)
		if err != nil {
			return err
		}
		for _, bank := range TermsOf(contracts, k.Month).Levels {
			who, weights := k.servants(served[c.ID], steps, bank.Level)
			if len(who) == 0 {
				k.Unassigned += bank.Granted
				continue
			}
			for i, share := range money.Spread(bank.Granted, weights) {
				k.sell(at, who[i], share, days)
			}
		}
	}
	return nil
}

// servants are who works for what a client bought, with the weights of their
// shares: those who served it lately, of the level where one was sold; where
// none of these has it, everybody who has, alike.
func (k *Capacity) servants(served map[clients.ID]int64, steps map[clients.ID][]clients.LevelFrom, level string) (who []clients.ID, weights []int64) {
	has := func(id clients.ID) bool { return level == "" || clients.LevelAt(steps[id], k.Month.Last()) == level }
	for _, id := range slices.Sorted(maps.Keys(served)) {
		if has(id) {
			who, weights = append(who, id), append(weights, served[id])
		}
	}
	if len(who) > 0 || level == "" {
		return who, weights
	}
	for _, p := range k.People {
		if has(p.Person) {
			who, weights = append(who, p.Person), append(weights, 1)
		}
	}
	return who, weights
}

// sell gives a person's share of sold minutes to the person and to those who
// stand in, by the working days that each of them serves.
func (k *Capacity) sell(at map[clients.ID]int, person clients.ID, minutes int64, days []civil.Date) {
	who, weights := []clients.ID{person}, []int64{0}
	for _, d := range days {
		serves := person
		if standIn, _ := StandInOn(k.Absences, person, d); standIn != "" {
			serves = standIn
		}
		i := slices.Index(who, serves)
		if _, active := at[serves]; !active {
			i = 0
		} else if i < 0 {
			i = len(who)
			who, weights = append(who, serves), append(weights, 0)
		}
		weights[i]++
	}
	if len(days) == 0 {
		weights[0] = 1
	}
	for i, share := range money.Spread(minutes, weights) {
		l := &k.People[at[who[i]]]
		l.Sold += share
		if i > 0 {
			l.SoldCover += share
		}
	}
}
