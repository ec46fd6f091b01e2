// Package timesheet is the time tab of a client: the week typed into like a
// spreadsheet, the list of entries, the hours bank of the month and what the
// hours are worth.
package timesheet

import (
	"context"
	"fmt"
	"image/color"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/hue"
	"regie/clients/money"
	"regie/gui/widgets"
)

// Hours is what the screen needs of the hours' service.
type Hours interface {
	Week(ctx context.Context, client clients.ID, monday civil.Date) (hours.Week, error)
	SetCell(ctx context.Context, edit hours.CellEdit) (hours.Cell, error)
	Quick(ctx context.Context, line string, person, client clients.ID, today civil.Date) (hours.Quick, error)
	Complete(ctx context.Context, line string, client clients.ID) ([]hours.Candidate, error)
	CopyWeek(ctx context.Context, client clients.ID, from, to civil.Date) (int, error)
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
	Add(ctx context.Context, f hours.Form) (hours.Entry, []hours.Warning, error)
	Edit(ctx context.Context, client, id clients.ID, f hours.Form) (hours.Entry, []hours.Warning, error)
	Remove(ctx context.Context, client clients.ID, ids ...clients.ID) error
	Lock(ctx context.Context, client clients.ID, m civil.Month, reason string) (hours.MonthLock, error)
	Unlock(ctx context.Context, client clients.ID, m civil.Month, reason string) error
	Locked(ctx context.Context, client clients.ID, m civil.Month) (*hours.MonthLock, error)
}

// House is what the screen needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
}

// rowKey is a line of the sheet: a hat worn by a person.
type rowKey struct {
	hat    string
	person clients.ID
}

func (k rowKey) String() string { return k.hat + "|" + string(k.person) }

// model is the week and its month as shown.
type model struct {
	week    hours.Week
	bank    hours.Bank
	sum     hours.Summary
	entries []hours.Entry
	lock    *hours.MonthLock
	people  map[clients.ID]clients.Staff
	staff   []clients.Staff
	hats    []clients.Hat
	levels  map[string]clients.Level
	client  clients.Client
}

func load(ctx context.Context, h Hours, house House, client clients.ID, monday civil.Date, m civil.Month) (model, error) {
	md := model{people: map[clients.ID]clients.Staff{}, levels: map[string]clients.Level{}}
	var err error
	if md.client, err = house.Client(ctx, client); err != nil {
		return md, fmt.Errorf("reading the client: %w", err)
	}
	if md.week, err = h.Week(ctx, client, monday); err != nil {
		return md, fmt.Errorf("reading the week: %w", err)
	}
	if md.bank, err = h.Bank(ctx, client, m); err != nil {
		return md, fmt.Errorf("reading the hours bank: %w", err)
	}
	if md.sum, err = h.Summary(ctx, client, m); err != nil {
		return md, fmt.Errorf("summing the month: %w", err)
	}
	if md.entries, err = h.List(ctx, hours.Filter{Client: client, Days: m.Range()}); err != nil {
		return md, fmt.Errorf("reading the entries: %w", err)
	}
	if md.lock, err = h.Locked(ctx, client, m); err != nil {
		return md, fmt.Errorf("reading the lock: %w", err)
	}
	return md, md.names(ctx, house)
}

func (md *model) names(ctx context.Context, house House) error {
	staff, err := house.Staff(ctx, true)
	if err != nil {
		return fmt.Errorf("reading the staff: %w", err)
	}
	for _, s := range staff {
		md.people[s.ID] = s
		if s.ArchivedAt == "" {
			md.staff = append(md.staff, s)
		}
	}
	if md.hats, err = house.Hats(ctx); err != nil {
		return fmt.Errorf("reading the hats: %w", err)
	}
	levels, err := house.Levels(ctx)
	if err != nil {
		return fmt.Errorf("reading the levels: %w", err)
	}
	for _, l := range levels {
		md.levels[l.Key] = l
	}
	return nil
}

func (md *model) hat(key string) clients.Hat {
	for _, h := range md.hats {
		if h.Key == key {
			return h
		}
	}
	return clients.Hat{Key: key, NameFR: key, NameEN: key}
}

func hatName(p *text.Printer, h clients.Hat) string {
	if p.Lang() == text.EN {
		return h.NameEN
	}
	return h.NameFR
}

func (md *model) levelName(p *text.Printer, key string) string {
	l, ok := md.levels[key]
	switch {
	case !ok:
		return key
	case p.Lang() == text.EN:
		return l.NameEN
	default:
		return l.NameFR
	}
}

// grid is the week as the sheet shows it; rows that were added by hand and
// hold nothing yet stand last.
func (md *model) grid(p *text.Printer, today civil.Date, added []rowKey) widgets.WeekModel {
	var g widgets.WeekModel
	for i := range 7 {
		d := md.week.Monday.AddDays(i)
		g.Days = append(g.Days, widgets.WeekDay{Date: d, Today: d == today})
	}
	seen := map[string]bool{}
	for _, r := range md.week.Rows {
		k := rowKey{r.Hat, r.Person}
		seen[k.String()] = true
		row := md.gridRow(p, k)
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, widgets.WeekCell{Seconds: c.Seconds, Locked: c.Locked, Running: c.Running})
		}
		g.Rows = append(g.Rows, row)
	}
	for _, k := range added {
		if !seen[k.String()] {
			row := md.gridRow(p, k)
			row.Cells = make([]widgets.WeekCell, 7)
			g.Rows = append(g.Rows, row)
		}
	}
	return g
}

func (md *model) gridRow(p *text.Printer, k rowKey) widgets.WeekRow {
	h, who := md.hat(k.hat), md.people[k.person]
	c, err := hue.Parse(h.Color)
	if err != nil {
		c = color.NRGBA{R: 0x6B, G: 0x72, B: 0x80, A: 0xFF}
	}
	return widgets.WeekRow{Key: k.String(), Title: hatName(p, h), Subtitle: who.Name + " · " + md.levelName(p, who.Level), Color: c}
}

// line is the month's cumulated hours with forecast and quota, in hours.
func (md *model) line(p *text.Printer, m civil.Month, today civil.Date) widgets.LineModel {
	lm := widgets.LineModel{Days: m.Days()}
	perDay := map[string]int64{}
	for _, d := range md.sum.Days {
		perDay[d.Key] = d.BilledMinutes
	}
	last := m.Last()
	if today.Before(last) {
		last = today
	}
	var sum int64
	for d := m.First(); !d.After(last); d = d.AddDays(1) {
		sum += perDay[d.String()]
		lm.Actual = append(lm.Actual, float64(sum)/60)
	}
	if f := md.bank.Forecast; f != nil && m.Contains(today) {
		lm.Forecast = float64(f.Used) / 60
	}
	if md.bank.Contract != nil {
		available := md.bank.Total.Available()
		lm.Limit = float64(available) / 60
		lm.Label = p.T("timesheet.limit", "hours", civil.Minutes(available))
	}
	lm.Axis = []widgets.AxisLabel{{Day: 1, Text: "1"}, {Day: m.Days(), Text: p.Int(int64(m.Days()))}}
	if m.Contains(today) && today.Day > 2 && today.Day < m.Days()-1 {
		lm.Axis = append(lm.Axis, widgets.AxisLabel{Day: today.Day, Text: p.Int(int64(today.Day))})
	}
	return lm
}

// outlook is the sentence under the chart, with its tone.
func (md *model) outlook(p *text.Printer, m civil.Month, today civil.Date) (string, widgets.Tone) {
	b := md.bank
	if b.Contract == nil {
		return p.T("timesheet.no_contract"), widgets.ToneInfo
	}
	available := b.Total.Available()
	if b.Forecast == nil || !m.Contains(today) {
		return p.T("timesheet.balance", "hours", p.HoursSigned(b.Total.Balance())), widgets.ToneInfo
	}
	if over := b.Forecast.Used - available; over > 0 {
		return p.T("timesheet.forecast_over", "used", civil.Minutes(b.Forecast.Used), "date", m.Last(), "over", civil.Minutes(over)), widgets.ToneWarn
	}
	return p.T("timesheet.forecast", "used", civil.Minutes(b.Forecast.Used), "date", m.Last(), "left", civil.Minutes(available-b.Forecast.Used)), widgets.ToneOK
}

// worth is one level of the month: hours and value at rates.
type worth struct{ level, hours, value string }

func (md *model) worths(p *text.Printer) []worth {
	var list []worth
	for _, l := range md.sum.Levels {
		value := p.T("common.unknown")
		if l.Amount != nil {
			value = p.Money(money.Amount{Minor: *l.Amount, Currency: md.sum.Currency})
		}
		list = append(list, worth{md.levelName(p, l.Key), p.Hours(l.BilledMinutes), value})
	}
	return list
}

// weekText is a week's days as short as they can be said.
func weekText(p *text.Printer, monday civil.Date) string {
	last := monday.AddDays(6)
	first := p.DateShort(monday)
	if monday.InMonth() == last.InMonth() {
		first = p.Int(int64(monday.Day))
	}
	return first + " – " + p.DateShort(last)
}
