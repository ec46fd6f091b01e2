package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// step moves the watch on, so that acts of the first day have their order.
func (s *story) step() { s.watch.at = s.watch.at.Add(3 * time.Minute) }

// people makes the agency and who works there.
func (s *story) people(ctx context.Context) error {
	svc := s.house.Clients
	var err error
	_, err = svc.EditAgency(ctx, func(a *clients.Agency) {
		logo, source := a.Logo, a.LogoSource
		*a = agency
		a.Lang, a.Logo, a.LogoSource = s.Lang, logo, source
	})
	if err != nil {
		return fmt.Errorf("making the agency: %w", err)
	}
	if err := svc.SetLogo(ctx, "", "pixel.svg", []byte(markAgency)); err != nil {
		return fmt.Errorf("drawing the agency's logo: %w", err)
	}
	s.step()
	if _, err := svc.AddLevel(ctx, "Vidéaste", "Videographer"); err != nil {
		return fmt.Errorf("adding a level: %w", err)
	}
	all := people
	for i := range max(0, s.Clients-shippedCount) {
		all = append(all[:len(all):len(all)], extra(i))
	}
	for _, p := range all {
		s.step()
		level := p.level
		if p.began != "" {
			level = p.began
		}
		made, err := svc.AddStaff(ctx, clients.Staff{
			Name: p.name, Level: level, Tutor: s.staff[p.tutor].ID, Job: p.job, Zone: p.zone, WeeklyMinutes: p.weekly,
			Email: clients.ProposeKey(p.name, "equipe") + "@pixel.example.com",
		})
		if err != nil {
			return fmt.Errorf("adding %s: %w", p.name, err)
		}
		if p.began != "" {
			if made, err = svc.SetLevel(ctx, made.ID, p.level, s.Today.InMonth().Add(-p.promoted).First()); err != nil {
				return fmt.Errorf("promoting %s: %w", p.name, err)
			}
		}
		s.staff[p.name], s.names[made.ID] = made, made.Name
	}
	s.made.Staff = len(all)
	if s.levels, err = svc.LevelHistories(ctx); err != nil {
		return err
	}
	if err := s.absences(ctx); err != nil {
		return err
	}
	if s.inner, err = svc.Internal(ctx); err != nil {
		return err
	}
	hats, err := svc.Hats(ctx)
	if err != nil {
		return err
	}
	for _, h := range hats {
		s.hats[h.Key] = h
	}
	return nil
}

// absences are to come: a week of leave that a colleague stands in for, and
// two days of training.
func (s *story) absences(ctx context.Context) error {
	monday := s.Today.WeekStart().AddDays(7)
	for _, a := range []hours.Absence{
		{
			Person: s.staff["Grâce M."].ID, Replacement: s.staff["Yves N."].ID, Kind: hours.AbsenceLeave,
			Days: civil.Range{From: monday, To: monday.AddDays(4)},
		},
		{Person: s.staff["Nadia B."].ID, Kind: hours.AbsenceTraining, Days: civil.Range{From: monday.AddDays(8), To: monday.AddDays(9)}},
	} {
		s.step()
		if _, err := s.house.Hours.SaveAbsence(ctx, a); err != nil {
			return fmt.Errorf("noting an absence: %w", err)
		}
	}
	return nil
}

// clients makes the workspaces with their people, accounts, terms and plans.
func (s *story) clients(ctx context.Context) error {
	ctx = s.as(ctx, "Paul D.")
	profiles := shipped()
	for i := range s.Clients {
		p := profiles[i%len(profiles)]
		if i >= len(profiles) {
			p = another(p, i)
		}
		s.step()
		a, err := s.client(ctx, p)
		if err != nil {
			return fmt.Errorf("making the client %s: %w", p.client.Key, err)
		}
		s.cast = append(s.cast, a)
		s.made.Keys = append(s.made.Keys, a.c.Key)
	}
	s.made.Clients = s.Clients
	return nil
}

func (s *story) client(ctx context.Context, p profile) (*actor, error) {
	a := &actor{profile: p, channels: map[string]clients.ID{}, used: map[string]int{}, season: map[string]civil.Month{}}
	var err error
	if a.book, err = readBook(p.ideas); err != nil {
		return nil, err
	}
	if a.zone, err = civil.Zone(p.client.Zone); err != nil {
		return nil, err
	}
	svc := s.house.Clients
	if a.c, err = svc.AddClient(ctx, p.client); err != nil {
		return nil, err
	}
	if err := svc.SetLogo(ctx, a.c.ID, p.client.Key+".svg", []byte(p.mark)); err != nil {
		return nil, err
	}
	if a.c, err = svc.Client(ctx, a.c.ID); err != nil {
		return nil, err
	}
	for _, k := range p.contacts {
		k.Client = a.c.ID
		made, err := svc.AddContact(ctx, k)
		if err != nil {
			return nil, err
		}
		if made.Committee {
			a.committee = append(a.committee, made)
		}
	}
	for _, k := range p.channels {
		k.Client, k.OpenedOn = a.c.ID, s.months[0].Add(-30).First()
		made, err := svc.AddChannel(ctx, k)
		if err != nil {
			return nil, err
		}
		a.channels[made.Network] = made.ID
	}
	for _, part := range []func(context.Context, *actor) error{s.terms, s.themes, s.album} {
		if err := part(ctx, a); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// terms sells the client its hours: a first version, and from the story's first
// January on a larger one where there is one.
func (s *story) terms(ctx context.Context, a *actor) error {
	first := clients.Contract{
		Client: a.c.ID, Name: "Community management", From: s.months[0].First(), QuotaMinutes: a.sold.minutes,
		Fee: &money.Amount{Minor: a.sold.fee, Currency: a.sold.currency}, Currency: a.sold.currency,
		Carry: a.sold.carry, Order: clients.OldestFirst, Overage: a.sold.overage, OverageCoefficient: max(a.sold.coefficient, 10_000),
		Rounding: a.sold.rounding, SupervisionFree: true, StatementFirst: a.sold.statement, Levels: a.sold.levels, Deliverables: a.mix,
	}
	if first.Rounding.Mode == "" {
		first.Rounding = clients.Rounding{Mode: clients.RoundNone, Step: 1, Scope: clients.ScopeEntry}
	}
	if a.sold.capMinutes > 0 {
		first.CapMinutes = &a.sold.capMinutes
	}
	if a.sold.valid > 0 {
		first.ValidMonths = &a.sold.valid
	}
	versions := []clients.Contract{first}
	for _, m := range s.months[1:] {
		if m.Month == time.January && a.sold.before > 0 && len(versions) == 1 {
			later := first
			later.From = m.First()
			versions[0].QuotaMinutes = a.sold.before
			fee := money.Amount{Minor: a.sold.fee * a.sold.before / a.sold.minutes / 1000 * 1000, Currency: a.sold.currency}
			versions[0].Fee = &fee
			versions = append(versions, later)
		}
	}
	for _, c := range versions {
		made, err := s.house.Clients.SetContract(ctx, c)
		if err != nil {
			return err
		}
		a.contracts = append(a.contracts, made)
	}
	return nil
}

// quota is what was sold for a month, in minutes.
func (a *actor) quota(m civil.Month) int64 {
	if c := hours.InForce(a.contracts, m.First()); c != nil {
		return c.QuotaMinutes
	}
	return 0
}

// themes makes pillars and the campaigns of each year.
func (s *story) themes(ctx context.Context, a *actor) error {
	for _, p := range a.book.pillars {
		p.Client = a.c.ID
		made, err := s.house.Calendar.SavePillar(ctx, p)
		if err != nil {
			return err
		}
		a.pillars = append(a.pillars, made)
	}
	last := s.months[len(s.months)-1].Add(1)
	for year := s.months[0].Year; year <= last.Year; year++ {
		for _, k := range a.book.campaigns {
			made, err := a.campaign(k, year)
			if err != nil {
				return err
			}
			if made.From.InMonth().After(last) || made.Until.Before(s.months[0].First()) {
				continue
			}
			if made, err = s.house.Calendar.SaveCampaign(ctx, made); err != nil {
				return err
			}
			a.campaigns = append(a.campaigns, made)
		}
	}
	return nil
}

func (a *actor) campaign(k campaign, year int) (c calendar.Campaign, err error) {
	c.Client, c.Name, c.Goal = a.c.ID, fmt.Sprintf("%s %d", k.name, year), k.goal
	if c.From, err = civil.ParseDate(fmt.Sprintf("%d-%s", year, k.from)); err != nil {
		return c, err
	}
	if c.Until, err = civil.ParseDate(fmt.Sprintf("%d-%s", year, k.until)); err != nil {
		return c, err
	}
	minor, count := k.units*100, k.count
	c.BudgetMinor, c.Currency, c.Target, c.Measure = &minor, string(a.sold.currency), &count, k.measure
	return c, nil
}

// prices sets what an hour is sold at and costs, with a rise each January.
func (s *story) prices(ctx context.Context) error {
	ctx = s.as(ctx, "Paul D.")
	type price struct {
		level      string
		sale, cost int64 // EUR cents
	}
	levels := []price{{clients.LevelSenior, 7500, 3800}, {clients.LevelJunior, 4500, 2400}, {videoLevel, 8000, 4000}, {clients.LevelAgency, 9500, 5500}, {clients.LevelIntern, 2500, 900}}
	for _, cur := range []money.Currency{money.EUR, money.USD} {
		if cur == money.USD && !s.sells(cur) {
			continue
		}
		from := []civil.Date{s.months[0].First()}
		for _, m := range s.months[1:] {
			if m.Month == time.January {
				from = append(from, m.First())
			}
		}
		for i, day := range from {
			back := int64(len(from)-1-i) * 200 // two units less each year before
			for _, l := range levels {
				if err := s.setRate(ctx, hours.Sale, day, l.level, money.Of(l.sale-back, cur)); err != nil {
					return err
				}
				if i > 0 {
					continue
				}
				if err := s.setRate(ctx, hours.Cost, day, l.level, money.Of(l.cost, cur)); err != nil {
					return err
				}
			}
		}
	}
	var err error
	s.rates, err = s.house.Hours.Rates(ctx)
	return err
}

func (s *story) setRate(ctx context.Context, side hours.Side, from civil.Date, level string, amount money.Amount) error {
	if amount.Currency == money.USD { // near the euro's, rounded to half a dollar
		amount.Minor = amount.Minor * 108 / 100 / 50 * 50
	}
	s.step()
	if _, _, err := s.house.Hours.SetRate(ctx, hours.Rate{Side: side, From: from, Level: level, Amount: amount}); err != nil {
		return fmt.Errorf("setting a rate: %w", err)
	}
	return nil
}

func (s *story) sells(c money.Currency) bool {
	for _, a := range s.cast {
		if a.sold.currency == c {
			return true
		}
	}
	return false
}

// host is the address of a client's publications on a network.
func (a *actor) host(network string) string {
	if network == "blog" || network == "newsletter" {
		return "https://" + a.domain + ".example.com/" + network + "/"
	}
	return "https://" + network + ".example.com/" + strings.ToLower(a.domain) + "/"
}
