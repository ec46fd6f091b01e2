package timesheet

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// monthModel is a client's month beside the week: its bank and its worth.
type monthModel struct {
	bank hours.Bank
	sum  hours.Summary
}

func loadMonth(ctx context.Context, h Hours, client clients.ID, m civil.Month) (monthModel, error) {
	var md monthModel
	var err error
	if md.bank, err = h.Bank(ctx, client, m); err != nil {
		return md, fmt.Errorf("reading the hours bank: %w", err)
	}
	if md.sum, err = h.Summary(ctx, client, m); err != nil {
		return md, fmt.Errorf("summing the month: %w", err)
	}
	return md, nil
}

// line is the month's cumulated hours with forecast and quota, in hours.
func (md *monthModel) line(p *text.Printer, m civil.Month, today civil.Date) widgets.LineModel {
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
func (md *monthModel) outlook(p *text.Printer, m civil.Month, today civil.Date) (string, widgets.Tone) {
	b := md.bank
	if b.Contract == nil {
		return p.T("timesheet.no_contract"), widgets.ToneInfo
	}
	available := b.Total.Available()
	if b.Forecast == nil || !m.Contains(today) {
		return p.T("timesheet.balance", "hours", p.HoursSigned(b.Total.Balance())), widgets.ToneInfo
	}
	over := b.Forecast.Used - available
	if over <= 0 {
		return p.T("timesheet.forecast", "used", civil.Minutes(b.Forecast.Used), "date", p.DateShort(m.Last()), "left", civil.Minutes(-over)), widgets.ToneOK
	}
	args := []any{"used", civil.Minutes(b.Forecast.Used), "date", p.DateShort(m.Last()), "over", civil.Minutes(over)}
	value := md.overageValue(over)
	if value == nil {
		return p.T("timesheet.forecast_over", args...), widgets.ToneWarn
	}
	args = append(args, "value", p.MoneyShort(money.Amount{Minor: *value, Currency: md.sum.Currency}))
	if b.Contract.Overage == clients.OverageFree {
		return p.T("timesheet.forecast_gift", args...), widgets.ToneWarn
	}
	return p.T("timesheet.forecast_value", args...), widgets.ToneWarn
}

// overageValue is what minutes beyond the bank would come to, in whole units
// of the currency: the mean rate of the month's retainer hours, times the
// contract's coefficient where overage is billed. Nil where it is neither
// billed nor given away, or a rate is unknown.
func (md *monthModel) overageValue(over int64) *int64 {
	c := md.bank.Contract
	if c == nil || c.Overage != clients.OverageBill && c.Overage != clients.OverageFree {
		return nil
	}
	var sum, seconds int64
	for _, l := range md.sum.Lines {
		if l.Kind != hours.Contract || l.Amount == nil {
			continue
		}
		sum, seconds = sum+*l.Amount, seconds+l.BilledSeconds
	}
	if seconds == 0 {
		return nil
	}
	value := money.MulDiv(sum, over*60, seconds)
	if c.Overage == clients.OverageBill && c.OverageCoefficient > 0 {
		value = money.MulDiv(value, c.OverageCoefficient, 10_000)
	}
	unit := int64(1)
	for range md.sum.Currency.Digits() {
		unit *= 10
	}
	value = money.RoundHalfUp(value, unit) * unit
	return &value
}

// worth is one level of the month: hours, rate and value at rates.
type worth struct {
	level, hours, rate, value string
	total                     bool
}

func (md *monthModel) worths(p *text.Printer, b *book) []worth {
	var list []worth
	for _, l := range md.sum.Levels {
		list = append(list, worth{
			level: b.levelName(p, l.Key), hours: p.Hours(l.BilledMinutes), rate: md.rates(p, l.Key), value: amount(p, l.Amount, md.sum.Currency),
		})
	}
	if len(list) > 1 {
		list = append(list, worth{level: p.T("common.total"), hours: p.Hours(md.sum.BilledMinutes), value: amount(p, md.sum.Amount, md.sum.Currency), total: true})
	}
	return list
}

// rates writes a level's hourly rate: one, or the least and the greatest.
func (md *monthModel) rates(p *text.Printer, level string) string {
	var all []int64
	for _, l := range md.sum.Lines {
		if l.Level == level && l.Rate != nil {
			all = append(all, *l.Rate)
		}
	}
	if len(all) == 0 {
		return p.T("common.unknown")
	}
	least, most := slices.Min(all), slices.Max(all)
	high := p.MoneyShort(money.Amount{Minor: most, Currency: md.sum.Currency})
	if least == most {
		return high
	}
	return p.T("timesheet.rate_range", "least", p.MoneyShort(money.Amount{Minor: least, Currency: md.sum.Currency}), "most", high)
}

// side is the column beside the week: bank, chart, outlook, worth by level.
type side struct {
	figure, of *widgets.Text
	chart      *widgets.LineChart
	outlook    *widgets.Banner
	bank       *widgets.Card
	worth      *widgets.Table[worth]
	column     *fyne.Container
}

func newSide(p *text.Printer) *side {
	s := &side{figure: widgets.Figure(""), of: widgets.Muted("").Ellipsis(), chart: widgets.NewLineChart(), outlook: widgets.NewBanner()}
	s.bank = widgets.NewCard("", "", widgets.VBox(theme.Space8, widgets.HBox(theme.Space8, s.figure, s.of), s.chart, s.outlook))
	s.worth = widgets.NewTable([]widgets.Column[worth]{
		{Title: p.T("timesheet.level"), Flex: 1, Text: func(w worth) string { return w.level }},
		{Title: p.T("timesheet.hours"), Width: 55, Right: true, Text: func(w worth) string { return w.hours }},
		{Title: p.T("timesheet.rate"), Width: 53, Right: true, Muted: true, Text: func(w worth) string { return w.rate }},
		{Title: p.T("timesheet.worth"), Width: 70, Right: true, Bold: true, Text: func(w worth) string { return w.value }},
	}).Whole().RowHeight(32)
	s.column = widgets.VBox(theme.Space12, s.bank, widgets.NewCard(p.T("timesheet.by_level"), p.T("timesheet.value"), s.worth))
	return s
}

func (s *side) show(p *text.Printer, md *monthModel, b *book, m civil.Month, today civil.Date) {
	s.bank.SetTitle(p.T("timesheet.bank", "month", p.MonthName(m.Month)))
	share := ""
	if c := md.bank.Contract; c != nil && c.Share != "" {
		share = p.T("timesheet.share", "share", c.Share)
	}
	s.bank.SetCaption(share)
	s.figure.SetText(p.Hours(md.bank.Total.Used))
	s.of.SetText(md.ofText(p))
	s.chart.Set(md.line(p, m, today))
	sentence, tone := md.outlook(p, m, today)
	s.outlook.Set(tone, sentence, nil)
	s.worth.SetRows(md.worths(p, b))
	s.column.Refresh()
}

// ofText is what the month has to spend, with what the last one left.
func (md *monthModel) ofText(p *text.Printer) string {
	b := md.bank
	if b.Contract == nil {
		return ""
	}
	s := p.T("timesheet.of", "hours", civil.Minutes(b.Total.Available()))
	if b.Total.CarriedIn != 0 {
		s += p.T("timesheet.carried", "hours", p.Hours(b.Total.CarriedIn))
	}
	return s
}
