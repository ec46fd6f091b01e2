package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
)

// Bank is a client's hours bank in one month.
type Bank struct {
	Client   clients.ID
	Month    civil.Month
	Contract *clients.Contract // nil without one
	Quota    int64             // minutes sold that month
	Closed   bool              // its ledger is written
	Total    Statement
	// Levels are the banks, the common one ("") first; one where the contract
	// names no levels.
	Levels   []LevelBank
	Forecast *Forecast // nil under three working days
	Pace     *int64    // hundredths; nil where nothing is available or gone
	Consents []Consent
	// Consented is what the client agreed to of overage; Unconsented is what of
	// the overage goes beyond it where it is to be billed or was refused; minutes.
	Consented, Unconsented int64
	// ToSettle counts timers' entries kept beyond a bank that refuses overage.
	ToSettle int
}

// LevelBank is one bank with its own forecast and pace, which are as in Bank.
type LevelBank struct {
	LevelStatement
	Forecast *Forecast
	Pace     *int64
}

// HasLevels tells whether some levels have banks of their own.
func (b Bank) HasLevels() bool { return len(b.Levels) > 1 }

// Tone is the colour of the bank's gauge.
func (b Bank) Tone() Tone {
	var forecast *int64
	if b.Forecast != nil {
		forecast = &b.Forecast.Used
	}
	return GaugeTone(b.Total.Used, b.Total.Available(), forecast)
}

// Bank gives a client's bank in a month. A month that was closed is read from
// its ledger; any other follows from its entries, by the calendar; the running
// one is as if it ended today.
func (s *Service) Bank(ctx context.Context, client clients.ID, m civil.Month) (Bank, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return Bank{}, err
	}
	return s.bank(ctx, c, m)
}

// BankYear gives the twelve months of a year.
func (s *Service) BankYear(ctx context.Context, client clients.ID, year int) ([]Bank, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return nil, err
	}
	var months []Bank
	for m := civil.NewMonth(year, 1); m.Year == year; m = m.Add(1) {
		b, err := s.bank(ctx, c, m)
		if err != nil {
			return nil, err
		}
		months = append(months, b)
	}
	return months, nil
}

func (s *Service) bank(ctx context.Context, c *clientDesk, m civil.Month) (Bank, error) {
	b := Bank{Client: c.ID, Month: m}
	today, err := s.house.Today(ctx)
	if err != nil {
		return b, err
	}
	// The days before the month serve the forecast.
	days := m.Range()
	forecasts := !m.Last().Before(today)
	if early := forecastFrom(today); forecasts && early.Before(days.From) {
		days.From = early
	}
	rows, err := s.dayLines(ctx, c, days)
	if err != nil {
		return b, err
	}
	first, _ := slices.BinarySearchFunc(rows, m.First(), func(r Row, d civil.Date) int { return r.On.Compare(d) })
	banks, closed, err := s.banks(ctx, c, m, &monthRows{list: rows[first:], summed: true})
	if err != nil {
		return b, err
	}
	b.Contract, b.Quota, b.Closed, b.Total = banks.Terms.Contract, banks.Terms.Minutes, closed, banks.Total
	perDay := map[string]map[civil.Date]int64{}
	if forecasts {
		perDay = s.usesPerDay(c, rows, banks)
	}
	s.project(c, &b, banks, perDay, today)
	if b.ToSettle, err = s.keep.CountToSettle(ctx, c.ID, m); err != nil {
		return b, err
	}
	if b.Consents, err = s.keep.Consents(ctx, c.ID, m); err != nil {
		return b, err
	}
	for _, consent := range b.Consents {
		b.Consented += consent.Minutes
	}
	if asksConsent(b.Contract) {
		b.Unconsented = max(0, b.Total.Overage-b.Consented)
	}
	return b, nil
}

// overagePolicy is what becomes of overage; "" where no hours are sold, and so
// none can be exceeded: a fee alone covers what is worked.
func overagePolicy(c *clients.Contract) clients.Overage {
	if c == nil || c.QuotaMinutes == 0 {
		return ""
	}
	return c.Overage
}

// asksConsent tells whether the client must agree to overage.
func asksConsent(c *clients.Contract) bool {
	o := overagePolicy(c)
	return o == clients.OverageBill || o == clients.OverageRefuse
}

// usesPerDay sums uses by bank and day, over day lines of several months.
func (s *Service) usesPerDay(c *clientDesk, rows []Row, banks Banks) map[string]map[civil.Date]int64 {
	perDay := map[string]map[civil.Date]int64{}
	for len(rows) > 0 {
		m := rows[0].On.InMonth()
		n := 1
		for n < len(rows) && rows[n].On.InMonth() == m {
			n++
		}
		for _, u := range UsesByDay(rows[:n], summedRule(c.terms(m).Rounding()), levelNames(c.terms(m))) {
			level := u.Level
			if !slices.ContainsFunc(banks.Levels, func(l LevelStatement) bool { return l.Level == level }) {
				level = ""
			}
			if perDay[level] == nil {
				perDay[level] = map[civil.Date]int64{}
			}
			perDay[level][u.On] += u.Minutes
		}
		rows = rows[n:]
	}
	return perDay
}

func levelNames(t MonthTerms) []string {
	var names []string
	for _, l := range t.Levels {
		if l.Level != "" {
			names = append(names, l.Level)
		}
	}
	return names
}

// project fills forecasts and paces in, of all banks and of each.
func (s *Service) project(c *clientDesk, b *Bank, banks Banks, perDay map[string]map[civil.Date]int64, today civil.Date) {
	holiday := func(d civil.Date) bool { return s.holidays != nil && s.holidays(c.Country, d) }
	from := contractStart(c.contracts)
	all := map[civil.Date]int64{}
	for _, days := range perDay {
		for d, n := range days {
			all[d] += n
		}
	}
	if banks.Terms.Contract != nil {
		b.Forecast = makeForecast(b.Month, today, from, b.Total.Used, all, holiday)
	}
	b.Pace = pace(b.Month, today, b.Total.Used, b.Total.Available())
	for _, l := range banks.Levels {
		lb := LevelBank{LevelStatement: l, Pace: pace(b.Month, today, l.Used, l.Available())}
		if banks.Terms.Contract != nil {
			lb.Forecast = makeForecast(b.Month, today, from, l.Used, perDay[l.Level], holiday)
		}
		b.Levels = append(b.Levels, lb)
	}
}

// contractStart is the first day any terms were in force.
func contractStart(versions []clients.Contract) civil.Date {
	var first civil.Date
	for _, c := range versions {
		if first.IsZero() || c.From.Before(first) {
			first = c.From
		}
	}
	return first
}
