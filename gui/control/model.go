package control

import (
	"sort"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/widgets"
)

// model is the control room in words and tones, ready to be drawn.
type model struct {
	stats  [4]stat
	rows   []row
	today  []Entry
	close  []bar
	closed string // title of the close card
	day    string
	empty  bool
}

type stat struct {
	label, figure, caption string
	tone                   widgets.Tone
}

type row struct {
	client               ClientFacts
	logo                 fyne.Resource // nil shows the initials
	hours, quota         string
	hoursTone            widgets.Tone
	spent, planned       string
	spentShare, ofBudget float64
	budgetTone           widgets.Tone
	pillTone             widgets.Tone
	pill                 string
	know                 string
}

type bar struct {
	label, figure string
	value, total  float64
	tone          widgets.Tone
}

// build makes the model of a month as seen today.
func build(p *text.Printer, f Facts, month civil.Month, today civil.Date) model {
	m := model{today: f.Today, empty: len(f.Clients) == 0}
	m.stats = [4]stat{
		hoursStat(p, f.Clients, month, today), valueStat(p, f.Clients),
		weekStat(p, f.Week), todoStat(p, f.Clients),
	}
	for _, c := range f.Clients {
		m.rows = append(m.rows, clientRow(p, c, month))
	}
	m.closed = p.T("control.close", "Month", ofMonth(p, month.Add(-1)))
	m.day = p.T("control.close_day", "Day", today.Day)
	if n := f.Close.Total; n > 0 {
		m.close = []bar{
			closeBar(p.T("control.close_locked"), f.Close.Locked, n),
			closeBar(p.T("control.close_settled"), f.Close.Settled, n),
			closeBar(p.T("control.close_reported"), f.Close.Reported, n),
		}
		if b := f.Close.Billable; b > 0 {
			m.close = append(m.close, closeBar(p.T("control.close_invoiced"), f.Close.Invoiced, b))
		}
	}
	return m
}

// ofMonth is a month as French elides it: "d’octobre", "de novembre".
func ofMonth(p *text.Printer, m civil.Month) string {
	name := p.MonthName(m.Month)
	if p.Lang() != text.FR {
		return name
	}
	if strings.ContainsAny(name[:1], "ao") {
		return "d’" + name
	}
	return "de " + name
}

func closeBar(label string, n, total int) bar {
	b := bar{label: label, value: float64(n), total: float64(total), tone: widgets.ToneWarn}
	b.figure = itoa(n) + "/" + itoa(total)
	if n == total {
		b.tone = widgets.ToneOK
	}
	return b
}

// elapsed is the part of the month gone, today included, in hundredths of a
// percent.
func elapsed(month civil.Month, today civil.Date) int64 {
	switch {
	case today.InMonth().Before(month):
		return 0
	case today.InMonth().After(month):
		return 10000
	default:
		return int64(today.Day) * 10000 / int64(month.Days())
	}
}

func hoursStat(p *text.Printer, list []ClientFacts, month civil.Month, today civil.Date) stat {
	var used, sold int64
	for _, c := range list {
		used += c.Used
		sold += c.Available
		if !c.HasBank {
			used += c.Worked
		}
	}
	s := stat{label: p.T("control.hours"), figure: p.Hours(used)}
	if sold <= 0 {
		s.caption = p.T("control.hours_unsold")
		return s
	}
	s.caption = p.T("control.hours_of", "Sold", p.Hours(sold),
		"Used", p.Percent(used*10000/sold, 0), "Elapsed", p.Percent(elapsed(month, today), 0))
	return s
}

// valueStat adds values per currency: sums of different currencies are never
// mixed. The currency of most clients stands as the figure.
func valueStat(p *text.Printer, list []ClientFacts) stat {
	sums, users := map[money.Currency]int64{}, map[money.Currency]int{}
	unpriced, n := 0, 0
	for _, c := range list {
		if c.Value.Minor != 0 {
			sums[c.Value.Currency] += c.Value.Minor
			users[c.Value.Currency]++
			n++
		}
		unpriced += c.Unpriced
	}
	amounts := make([]money.Amount, 0, len(sums))
	for cur, v := range sums {
		amounts = append(amounts, money.Amount{Minor: v, Currency: cur})
	}
	sort.Slice(amounts, func(i, j int) bool {
		a, b := amounts[i].Currency, amounts[j].Currency
		if users[a] != users[b] {
			return users[a] > users[b]
		}
		return a < b
	})
	s := stat{label: p.T("control.value"), figure: "—", caption: p.T("control.value_none")}
	if len(amounts) > 0 {
		s.figure = p.MoneyShort(whole(amounts[0]))
		parts := []string{p.N("control.value_clients", n)}
		for _, a := range amounts[1:] {
			parts = append(parts, "+ "+p.MoneyShort(whole(a)))
		}
		s.caption = strings.Join(parts, " · ")
	}
	if unpriced > 0 {
		s.caption = p.N("control.unpriced", unpriced)
	}
	return s
}

// whole rounds an amount to whole units: at a glance cents are noise.
func whole(a money.Amount) money.Amount {
	unit := int64(1)
	for range a.Currency.Digits() {
		unit *= 10
	}
	a.Minor = money.RoundHalfUp(a.Minor, unit) * unit
	return a
}

// State keys of publications that the cards count.
const (
	stateReview    = "client_review"
	stateInternal  = "internal_review"
	statePublished = "published"
	stateScheduled = "scheduled"
	stateApproved  = "approved"
)

func weekStat(p *text.Printer, week map[string]int) stat {
	total := 0
	for _, n := range week {
		total += n
	}
	s := stat{label: p.T("control.week"), figure: p.Int(int64(total)), caption: p.T("control.week_none")}
	var parts []string
	for _, it := range []struct {
		key string
		n   int
	}{
		{"control.week_published", week[statePublished]},
		{"control.week_ready", week[stateScheduled] + week[stateApproved]},
		{"control.week_client", week[stateReview]},
		{"control.week_internal", week[stateInternal]},
	} {
		if it.n > 0 && len(parts) < 3 {
			parts = append(parts, p.N(it.key, it.n))
		}
	}
	switch {
	case len(parts) > 0:
		s.caption = strings.Join(parts, " · ")
	case total > 0:
		s.caption = p.T("control.week_drafts")
	}
	return s
}

func todoStat(p *text.Printer, list []ClientFacts) stat {
	var late, overdue, unpaid, alerts, overage int
	for _, c := range list {
		late += c.Late
		overdue += c.Overdue
		unpaid += c.Unpaid
		alerts += c.Alerts
		if c.Overage > 0 {
			overage++
		}
	}
	s := stat{label: p.T("control.todo"), figure: p.Int(int64(late + overdue + unpaid + alerts + overage)), caption: p.T("control.todo_none"), tone: widgets.ToneOK}
	var parts []string
	for _, it := range []struct {
		key string
		n   int
	}{
		{"control.todo_late", late},
		{"control.todo_overdue", overdue},
		{"control.todo_unpaid", unpaid},
		{"control.todo_overage", overage},
		{"control.todo_alerts", alerts},
	} {
		if it.n > 0 {
			parts = append(parts, p.N(it.key, it.n))
		}
	}
	if len(parts) > 0 {
		s.caption, s.tone = strings.Join(parts, " · "), widgets.ToneBad
	}
	return s
}

func clientRow(p *text.Printer, c ClientFacts, month civil.Month) row {
	r := row{client: c, hours: p.Hours(c.Worked), hoursTone: widgets.ToneNeutral, spent: "—"}
	if c.HasBank {
		r.hours, r.quota = p.Hours(c.Used), "/ "+p.Hours(c.Available)
		r.hoursTone = widgets.GaugeTone(float64(c.Used), float64(c.Available), float64(c.Forecast))
	}
	if c.Budget.Currency != "" {
		r.spent, r.planned = p.MoneyShort(c.Spent), "/ "+p.MoneyShort(c.Budget)
		if utf8.RuneCountInString(r.spent+r.planned) > mostMoney {
			r.spent = share(p, c.Spent.Minor, c.Budget.Minor)
		}
		r.spentShare, r.ofBudget = float64(c.Spent.Minor), float64(c.Budget.Minor)
		r.budgetTone = widgets.GaugeTone(r.spentShare, r.ofBudget, r.spentShare)
	}
	r.pillTone, r.pill = pill(p, c, r)
	r.know = know(p, c, month)
	return r
}

// mostMoney is how many characters of two amounts a cell of the smallest window
// holds; longer ones are told by their share, since half an amount is a wrong one.
const mostMoney = 20

// pill is the client's state: what is worst of hours and budget, else where
// the calendar stands.
func pill(p *text.Printer, c ClientFacts, r row) (widgets.Tone, string) {
	hours := func() string { return p.T("control.pill_hours", "Share", share(p, c.Used, c.Available)) }
	money := func() string { return p.T("control.pill_budget", "Share", share(p, c.Spent.Minor, c.Budget.Minor)) }
	switch {
	case c.HasBank && r.hoursTone == widgets.ToneBad && float64(c.Used) < 0.9*float64(c.Available):
		return widgets.ToneBad, p.T("control.pill_forecast")
	case c.HasBank && r.hoursTone == widgets.ToneBad:
		return widgets.ToneBad, hours()
	case r.budgetTone == widgets.ToneBad && r.ofBudget > 0:
		return widgets.ToneBad, money()
	case c.Late > 0:
		return widgets.ToneBad, p.T("control.pill_late")
	case c.HasBank && r.hoursTone == widgets.ToneWarn:
		return widgets.ToneWarn, hours()
	case r.budgetTone == widgets.ToneWarn:
		return widgets.ToneWarn, money()
	case c.AtClient > 0:
		return widgets.ToneWarn, p.T("control.pill_review")
	case !c.HasBank:
		return widgets.ToneNeutral, p.T("control.pill_no_bank")
	default:
		return widgets.ToneOK, p.T("control.pill_fine")
	}
}

func share(p *text.Printer, value, of int64) string {
	if of <= 0 {
		return "—"
	}
	return p.Percent(value*10000/of, 0)
}

// know is the most important true thing to know of the client.
func know(p *text.Printer, c ClientFacts, month civil.Month) string {
	over := c.Spent.Minor - c.Budget.Minor
	switch {
	case c.Overage > 0:
		return p.T("control.know_overage", "Hours", p.Hours(c.Overage))
	case c.Overdue > 0:
		return p.N("control.know_overdue", c.Overdue)
	case c.Late > 0:
		return p.N("control.know_late", c.Late)
	case c.Budget.Currency != "" && over > 0:
		return p.T("control.know_budget", "Amount", p.MoneyShort(money.Amount{Minor: over, Currency: c.Budget.Currency}))
	case c.HasBank && c.Forecast > c.Available:
		return p.T("control.know_forecast", "Hours", p.Hours(c.Forecast-c.Available))
	case c.Unpaid > 0:
		return p.N("control.know_unpaid", c.Unpaid)
	case c.Unpriced > 0:
		return p.N("control.unpriced", c.Unpriced)
	case c.Alerts > 0:
		return p.T("control.know_threshold", "Percent", p.Percent(int64(c.Highest)*100, 0))
	case c.AtClient > 0:
		return p.N("control.know_client", c.AtClient)
	case c.Internal > 0:
		return p.N("control.know_internal", c.Internal)
	case c.Carried > 0:
		return p.T("control.know_carried", "Hours", p.Hours(c.Carried), "Month", ofMonth(p, month.Add(-1)))
	case c.Carried < 0:
		return p.T("control.know_deficit", "Hours", p.Hours(-c.Carried), "Month", ofMonth(p, month.Add(-1)))
	default:
		return "—"
	}
}
