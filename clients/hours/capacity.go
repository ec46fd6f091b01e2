package hours

import (
	"context"
	"maps"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
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
	// Sold is the person's part of what the clients' contracts sell.
	Sold    int64
	Planned int64 // effort of the calendar's items the person is to write
	Done    int64 // for clients
	Inside  int64 // for the agency itself
}

// Oversold tells whether more is sold of the person than there is.
func (p PersonLoad) Oversold() bool { return p.Sold > p.Available }

// Capacity is what a month asks of the team against what it has.
type Capacity struct {
	Month  civil.Month
	People []PersonLoad // by name
	// Unassigned is sold to clients that nobody worked for lately.
	Unassigned int64
	Absences   []Absence
}

// Capacity sets sold, planned and done against available time, per person. A
// client's sold minutes are shared among those who worked for it in the month
// and the two before, in proportion and by largest remainder.
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
	at := map[clients.ID]int{}
	for i, p := range people {
		at[p.ID] = i
		k.People = append(k.People, s.available(p, a, k.Absences, m))
	}
	if err := s.done(ctx, &k, at); err != nil {
		return k, err
	}
	if err := s.sold(ctx, &k, at); err != nil {
		return k, err
	}
	if s.planned == nil {
		return k, nil
	}
	effort, err := s.planned(ctx, m)
	if err != nil {
		return k, err
	}
	for id, seconds := range effort {
		if i, ok := at[id]; ok {
			k.People[i].Planned = wholeMinutes(seconds)
		}
	}
	return k, nil
}

// available is a person's time in a month.
func (s *Service) available(p clients.Staff, a clients.Agency, absences []Absence, m civil.Month) PersonLoad {
	l := PersonLoad{Person: p.ID}
	days := 0
	for d := m.First(); !d.After(m.Last()); d = d.AddDays(1) {
		if !working(d, func(d civil.Date) bool { return s.holidays != nil && s.holidays(a.Country, d) }) {
			continue
		}
		away := slices.ContainsFunc(absences, func(x Absence) bool { return x.Person == p.ID && x.Days.Contains(d) })
		if away {
			l.AbsentDays++
			continue
		}
		days++
	}
	l.Available = money.RoundHalfUp(p.WeeklyMinutes*int64(days), workingWeek)
	return l
}

func (s *Service) done(ctx context.Context, k *Capacity, at map[clients.ID]int) error {
	uses, err := s.keep.PersonUses(ctx, k.Month.Range())
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

func (s *Service) sold(ctx context.Context, k *Capacity, at map[clients.ID]int) error {
	habit, err := s.keep.PersonUses(ctx, civil.Range{From: k.Month.Add(1 - habitMonths).First(), To: k.Month.Last()})
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
	for _, c := range all {
		contracts, err := s.house.Contracts(ctx, c.ID)
		if err != nil {
			return err
		}
		minutes := TermsOf(contracts, k.Month).Minutes
		who := slices.Sorted(maps.Keys(served[c.ID]))
		if len(who) == 0 {
			k.Unassigned += minutes
			continue
		}
		weights := make([]int64, len(who))
		for i, id := range who {
			weights[i] = served[c.ID][id]
		}
		for i, share := range money.Spread(minutes, weights) {
			k.People[at[who[i]]].Sold += share
		}
	}
	return nil
}

// SaveAbsence keeps a run of days away. Faults staff_unknown, absence_days.
func (s *Service) SaveAbsence(ctx context.Context, a Absence) (Absence, error) {
	ctx = clients.Doing(ctx, clients.Act{Kind: "absence.save", Subject: a.Days.From.String()})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		if _, ok := d.staff[a.Person]; !ok {
			return fault.New("staff_unknown", "value", string(a.Person)).At("who")
		}
		if a.Days.From.IsZero() || a.Days.To.Before(a.Days.From) {
			return fault.New("absence_days").At("until")
		}
		if a.ID == "" {
			a.ID = s.newID()
		}
		return s.keep.SaveAbsence(ctx, a)
	})
	return a, err
}

// RemoveAbsence deletes an absence.
func (s *Service) RemoveAbsence(ctx context.Context, id clients.ID) error {
	ctx = clients.Doing(ctx, clients.Act{Kind: "absence.remove"})
	return s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveAbsence(ctx, id) })
}
