package hoursbank

import (
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/widgets"
)

// line is one line of the statement as printed.
type line struct {
	on      civil.Date
	kind    hours.MovementKind // empty for the opening and the closing balance
	day     string
	what    string
	reason  string
	who     string
	minutes string
	balance string
	tone    widgets.Tone
	ahead   bool // dated after today: as if the month ended now
}

// statement writes a bank's month as a bank does: the opening balance, every
// movement with its running balance, the closing balance.
func statement(p *text.Printer, f facts, s hours.Statement) []line {
	m := f.bank.Month
	lines := []line{{on: m.First(), day: p.DateShort(m.First()), what: p.T("hoursbank.opening"), balance: p.Hours(s.CarriedIn)}}
	for _, mv := range s.Movements {
		l := line{
			on: mv.On, kind: mv.Kind, day: p.DateShort(mv.On), what: p.T("hours.movement_" + string(mv.Kind)),
			reason: reason(p, mv), who: mv.Who, minutes: p.HoursSigned(mv.Minutes), balance: p.Hours(mv.Balance),
			ahead: !f.bank.Closed && mv.On.After(f.today),
		}
		if name := f.levelName(p, mv.Level); name != "" {
			l.what += " · " + name
		}
		switch {
		case mv.Kind == hours.Overage, mv.Kind == hours.Expire, mv.Kind == hours.CapLoss:
			l.tone = widgets.ToneWarn
		case mv.Minutes > 0:
			l.tone = widgets.ToneOK
		}
		if mv.Kind == hours.Consume {
			l.reason, l.who = f.workOf(p, mv.On, mv.Level)
		}
		if l.ahead {
			l.reason = join(l.reason, p.T("hoursbank.ahead"))
		}
		lines = append(lines, l)
	}
	return append(lines, line{on: m.Last(), day: p.DateShort(m.Last()), what: p.T("hoursbank.closing"), balance: p.Hours(s.Out)})
}

// workOf says what a day's use of a bank was: the hats worn, and by whom. The
// common bank has the work of the levels without one, or else what overflowed.
func (f facts) workOf(p *text.Printer, on civil.Date, level string) (hats, people string) {
	own := func(e hours.Entry) bool {
		named := slices.ContainsFunc(f.bank.Levels, func(l hours.LevelBank) bool { return l.Level == e.Level })
		return e.Level == level || (level == "" && !named)
	}
	work := slices.DeleteFunc(slices.Clone(f.work[on]), func(e hours.Entry) bool { return !own(e) })
	if len(work) == 0 {
		work = f.work[on]
	}
	var worn, who []string
	for _, e := range work {
		if name := f.hatName(p, e.Hat); !slices.Contains(worn, name) {
			worn = append(worn, name)
		}
		if name := f.personName(e.Person); !slices.Contains(who, name) {
			who = append(who, name)
		}
	}
	return strings.Join(worn, ", "), strings.Join(who, ", ")
}

// reason says why a movement is: what was typed, or what made it.
func reason(p *text.Printer, mv hours.Movement) string {
	about, of, ok := hours.CutSource(mv.Source)
	if !ok {
		return mv.Reason
	}
	m, err := civil.ParseMonth(of)
	if err != nil {
		return mv.Reason
	}
	return p.T("hours.reason_"+about, "month", m)
}

// lotLine is one lot that is carried.
type lotLine struct {
	month, minutes, expires string
	tone                    widgets.Tone
}

// lots lists what is carried; a lot whose last day is near is marked.
func lots(p *text.Printer, f facts) []lotLine {
	var list []lotLine
	for _, l := range f.bank.Total.State.Lots {
		row := lotLine{month: p.Month(l.Month), minutes: p.Hours(l.Minutes), expires: p.T("hoursbank.no_expiry")}
		if !l.Expires.IsZero() {
			row.expires = p.T("hoursbank.until", "date", l.Expires)
			if !l.Expires.After(f.bank.Month.Add(1).Last()) {
				row.tone = widgets.ToneWarn
				row.expires = p.T("hoursbank.until_soon", "date", l.Expires)
			}
		}
		list = append(list, row)
	}
	return list
}

// stat is one figure at the head of the month.
type stat struct {
	label, figure, caption string
	tone                   widgets.Tone
}

// stats are what is available, what is used, what is left and where the month
// goes.
func stats(p *text.Printer, f facts) [4]stat {
	b, s := f.bank, f.bank.Total
	made := p.T("hoursbank.sold", "hours", civil.Minutes(s.Granted))
	if s.Adjusted != 0 { // the statement tells the retainer too
		made = p.T("hoursbank.moved", "hours", p.HoursSigned(s.Adjusted))
	}
	if s.CarriedIn != 0 {
		made += " · " + p.T("hoursbank.carried", "hours", p.HoursSigned(s.CarriedIn))
	}
	used := ""
	if a := s.Available(); a > 0 {
		used = p.Percent(money.MulDiv(s.Used, 10_000, a), 0)
	}
	if b.Pace != nil {
		used = join(used, p.T("hoursbank.pace", "pace", p.Decimal(*b.Pace, 2)))
	}
	left := stat{p.T("hoursbank.left"), p.Hours(s.Balance()), p.T("hoursbank.carry", "hours", civil.Minutes(s.Out)), widgets.ToneNeutral}
	if s.Overage > 0 {
		left.tone, left.caption = widgets.ToneBad, p.T("hoursbank.overage_of", "hours", civil.Minutes(s.Overage))
	} else if s.Balance() < 0 {
		left.tone = widgets.ToneBad
	}
	return [4]stat{
		{p.T("hoursbank.available"), p.Hours(s.Available()), made, widgets.ToneNeutral},
		{p.T("hours.bank_used"), p.Hours(s.Used), used, gaugeTone(b.Tone())},
		left,
		outlook(p, f),
	}
}

// gaugeTone colours a figure as its gauge; one that is well is not coloured.
func gaugeTone(t hours.Tone) widgets.Tone {
	if t == hours.ToneOK {
		return widgets.ToneNeutral
	}
	return widgets.Tone(t)
}

// outlook is the forecast with its range, or how a month gone by ended.
func outlook(p *text.Printer, f facts) stat {
	b := f.bank
	if b.Month.Last().Before(f.today) {
		return stat{p.T("hoursbank.carry_out"), p.Hours(b.Total.Out), p.T("hoursbank.into", "month", b.Month.Add(1)), widgets.ToneNeutral}
	}
	if b.Forecast == nil {
		return stat{p.T("hoursbank.forecast"), p.T("common.unknown"), p.T("hoursbank.forecast_none"), widgets.ToneNeutral}
	}
	tone := widgets.ToneNeutral
	if b.Contract != nil && b.Forecast.Used > b.Total.Available() {
		tone = widgets.ToneWarn
	}
	return stat{
		p.T("hoursbank.forecast"), p.Hours(b.Forecast.Used),
		p.T("hoursbank.range", "low", civil.Minutes(b.Forecast.Low), "high", civil.Minutes(b.Forecast.High)), tone,
	}
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// act is what a line of what waits offers to do.
type act int

const (
	actNone act = iota
	actSettle
	actConsent
	actSeen
)

// wait is one thing that waits for somebody, or is good to know.
type wait struct {
	tone widgets.Tone
	text string
	act  act
	top  budget.Alert // of actSeen
}

// waits lists what holds the month up or was not seen yet, the gravest first.
func waits(p *text.Printer, f facts) []wait {
	b := f.bank
	var list []wait
	if n := len(f.settle); n > 0 {
		list = append(list, wait{tone: widgets.ToneBad, text: p.N("hoursbank.to_settle", n, "hours", civil.Minutes(settleMinutes(f.settle))), act: actSettle})
	}
	if b.Unconsented > 0 {
		s := p.T("hoursbank.unconsented", "hours", civil.Minutes(b.Unconsented))
		if cost, ok := overCost(f, b.Unconsented); ok && overagePolicy(b) == clients.OverageBill {
			s += " " + p.T("hoursbank.worth", "amount", cost)
		}
		list = append(list, wait{tone: widgets.ToneBad, text: s, act: actConsent})
	}
	for _, a := range budget.Standing(f.alerts) {
		tone := widgets.ToneWarn
		if a.Percent >= 100 {
			tone = widgets.ToneBad
		}
		list = append(list, wait{tone: tone, act: actSeen, top: a, text: p.T("budget.alert_hours",
			"percent", a.Percent, "used", p.Hours(a.UsedMinor), "planned", p.Hours(a.PlannedMinor))})
	}
	if b.Closed {
		s := p.T("hoursbank.closed")
		if f.lock != nil {
			s = p.T("hoursbank.closed_by", "date", civil.DateOf(f.lock.At, f.lock.At.Location()), "name", f.lock.By)
		}
		list = append(list, wait{tone: widgets.ToneInfo, text: s})
	}
	for _, l := range f.later {
		list = append(list, wait{tone: widgets.ToneInfo, text: p.T("hoursbank.difference", "hours", p.HoursSigned(l.Minutes), "month", l.month, "date", l.On)})
	}
	return list
}

func overagePolicy(b hours.Bank) clients.Overage {
	if b.Contract == nil {
		return ""
	}
	return b.Contract.Overage
}

func settleMinutes(list []hours.Entry) int64 {
	var seconds int64
	for _, e := range list {
		seconds += e.Seconds
	}
	return (seconds + 30) / 60
}

// overCost is what the last minutes of the month's overage come to at their
// rates and the contract's coefficient; false when a rate is unknown. Like
// rates make one line, rounded once.
func overCost(f facts, last int64) (money.Amount, bool) {
	c := f.bank.Contract
	if c == nil || len(f.over) == 0 {
		return money.Amount{}, false
	}
	type key struct {
		level string
		rate  int64
	}
	var keys []key
	minutes := map[key]int64{}
	for _, o := range slices.Backward(f.over) {
		n := min(o.Minutes, last)
		last -= n
		if n == 0 {
			break
		}
		if o.Rate == nil {
			return money.Amount{}, false
		}
		k := key{o.Level, *o.Rate}
		if minutes[k] == 0 {
			keys = append(keys, k)
		}
		minutes[k] += n
	}
	total := money.Amount{Currency: hours.Currency(f.client, c)}
	for _, k := range keys {
		total.Minor += money.LineAmount(minutes[k]*60, withCoefficient(k.rate, c.OverageCoefficient))
	}
	return total, true
}

// withCoefficient is an hour's rate in overage; the coefficient is in
// ten-thousandths, 0 for none.
func withCoefficient(rate, coefficient int64) int64 {
	if coefficient == 0 {
		return rate
	}
	return money.MulDiv(rate, coefficient, 10_000)
}

// levelRow is one bank of a client who buys hours by level.
type levelRow struct {
	name                  string
	used, available, left string
	usedN, availableN     float64
	tone                  widgets.Tone
}

func levelRows(p *text.Printer, f facts) []levelRow {
	if !f.bank.HasLevels() {
		return nil
	}
	var rows []levelRow
	for _, l := range f.bank.Levels {
		name := f.levelName(p, l.Level)
		if name == "" {
			name = p.T("hoursbank.common")
		}
		var forecast *int64
		if l.Forecast != nil {
			forecast = &l.Forecast.Used
		}
		rows = append(rows, levelRow{
			name: name, used: p.Hours(l.Used), available: p.Hours(l.Available()), left: p.Hours(l.Balance()),
			usedN: float64(l.Used), availableN: float64(l.Available()),
			tone: widgets.Tone(hours.GaugeTone(l.Used, l.Available(), forecast)),
		})
	}
	return rows
}

// course is the month's use day by day against what is available, in hours.
func course(p *text.Printer, f facts) widgets.LineModel {
	m, s := f.bank.Month, f.bank.Total
	lm := widgets.LineModel{Days: m.Days()}
	perDay := map[civil.Date]int64{}
	for _, mv := range s.Movements {
		if mv.Kind == hours.Consume {
			perDay[mv.On] -= mv.Minutes
		}
	}
	last := m.Last()
	if f.today.Before(last) {
		last = f.today
	}
	var sum int64
	for d := m.First(); !d.After(last); d = d.AddDays(1) {
		sum += perDay[d]
		lm.Actual = append(lm.Actual, float64(sum)/60)
	}
	if fc := f.bank.Forecast; fc != nil && m.Contains(f.today) {
		lm.Forecast = float64(fc.Used) / 60
	}
	if f.bank.Contract != nil {
		lm.Limit = float64(s.Available()) / 60
		lm.Label = p.T("hoursbank.limit", "hours", civil.Minutes(s.Available()))
	}
	lm.Axis = []widgets.AxisLabel{{Day: 1, Text: "1"}, {Day: m.Days(), Text: p.Int(int64(m.Days()))}}
	if d := f.today.Day; m.Contains(f.today) && d > 2 && d < m.Days()-1 {
		lm.Axis = append(lm.Axis, widgets.AxisLabel{Day: d, Text: p.Int(int64(d))})
	}
	return lm
}
