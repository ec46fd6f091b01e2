package overview

import (
	"image/color"
	"slices"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/hue"
	"regie/clients/money"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// model is the tab in words and tones, ready to be drawn.
type model struct {
	empty    bool
	stats    [4]stat
	weekly   bool // the items are those of this week, else of the month
	items    []calendar.Row
	line     widgets.LineModel
	outlook  string
	tone     widgets.Tone // of the outlook
	made     []made
	bars     []widgets.HBar
	worked   string
	people   []share
	changes  []change
	warnings []warning
}

// stat is a card of one figure; a gauge is shown where maximum is above 0.
type stat struct {
	label, figure, caption string
	value, maximum         float64
	tone                   widgets.Tone
	tab                    string // where a press leads
}

// made is one promised or carried out kind.
type made struct {
	kind, figure, note string
	value, maximum     float64
	tone               widgets.Tone
}

// share is what one person worked.
type share struct{ name, hours string }

// change is one act of the journal.
type change struct{ who, what, when string }

// warning is something that needs a hand, and where it is given.
type warning struct {
	tone widgets.Tone
	text string
	tab  string
	item string // to open there
}

// build makes the model; now is the present instant.
func build(p *text.Printer, f facts, now time.Time) model {
	m := model{empty: f.bare()}
	m.stats = [4]stat{hoursStat(p, f), budgetStat(p, f), madeStat(p, f), nextStat(p, f)}
	m.weekly = f.month.Contains(f.today)
	m.items = shown(f, m.weekly)
	m.line = line(p, f)
	m.outlook, m.tone = outlook(p, f)
	for _, d := range f.made {
		m.made = append(m.made, madeRow(p, d))
	}
	m.bars, m.people = worked(p, f)
	m.worked = p.Hours(f.sum.RawMinutes)
	for _, a := range f.acts {
		m.changes = append(m.changes, change{who: a.Name, what: what(p, a), when: when(p, a.At, now)})
	}
	m.warnings = warnings(p, f, now)
	return m
}

func hoursStat(p *text.Printer, f facts) stat {
	s := stat{label: p.T("overview.hours"), figure: p.Hours(f.sum.RawMinutes), caption: p.T("overview.no_bank"), tab: screen.TabTime}
	if !banked(f.bank) {
		return s
	}
	t := f.bank.Total
	s.figure, s.caption = p.Hours(t.Used), p.T("overview.of", "all", civil.Minutes(t.Available()))
	s.value, s.maximum, s.tone = float64(t.Used), float64(t.Available()), tone(f.bank.Tone())
	switch c := f.bank.Forecast; {
	case t.Overage > 0:
		s.caption = p.T("overview.of_over", "all", civil.Minutes(t.Available()), "over", civil.Minutes(t.Overage))
	case c != nil && f.month.Contains(f.today):
		s.caption = p.T("overview.of_forecast", "all", civil.Minutes(t.Available()), "forecast", civil.Minutes(c.Used))
	}
	return s
}

// tone is a gauge's tone in the window's words.
func tone(t hours.Tone) widgets.Tone { return widgets.Tone(t) }

func budgetStat(p *text.Printer, f facts) stat {
	t := f.budget.Total
	s := stat{label: p.T("overview.budget"), figure: p.T("common.unknown"), caption: p.T("overview.no_budget"), tab: screen.TabBudget}
	if len(f.budget.Envelopes) == 0 {
		return s
	}
	s.figure = p.MoneyShort(money.Amount{Minor: t.Left(), Currency: t.Currency})
	of := p.MoneyShort(money.Amount{Minor: t.Available(), Currency: t.Currency})
	s.value, s.maximum = float64(t.Used()), float64(t.Available())
	s.tone = widgets.GaugeTone(s.value, s.maximum, s.value)
	s.caption = p.T("overview.budget_of", "all", of)
	if used, ok := t.UsedShare(); ok {
		s.caption = p.T("overview.budget_used", "all", of, "share", p.Percent(used, 0))
	}
	return s
}

func madeStat(p *text.Printer, f facts) stat {
	s := stat{label: p.T("overview.published"), tab: screen.TabCalendar}
	var promised, done, planned, missing int
	sold := slices.ContainsFunc(f.made, func(d calendar.Deliverable) bool { return d.Promised > 0 })
	for _, d := range f.made {
		if sold && d.Promised == 0 { // what was not promised makes up for nothing
			continue
		}
		promised += d.Promised
		if sold { // nor does one kind made twice, as the report has it
			done += min(d.Made, d.Promised)
		} else {
			done += d.Made
		}
		planned += d.Planned
		missing += d.Missing()
	}
	s.figure = p.Int(int64(done))
	switch {
	case promised == 0 && done+planned == 0:
		s.caption = p.T("overview.published_none")
		return s
	case promised == 0:
		s.caption = p.N("overview.planned", planned)
		s.value, s.maximum = float64(done), float64(done+planned)
	case missing > 0:
		s.figure += " / " + p.Int(int64(promised))
		s.caption = p.N("overview.missing", missing)
		s.value, s.maximum, s.tone = float64(done), float64(promised), widgets.ToneWarn
		if f.today.After(f.month.Last()) {
			s.tone = widgets.ToneBad
		}
		return s
	default:
		s.figure += " / " + p.Int(int64(promised))
		s.caption = p.N("overview.planned", planned)
		s.value, s.maximum = float64(done), float64(promised)
	}
	s.tone = widgets.ToneOK
	return s
}

// nextStat is what comes first: an answer due, or an item not yet out.
func nextStat(p *text.Printer, f facts) stat {
	s := stat{label: p.T("overview.next"), figure: p.T("common.unknown"), caption: p.T("overview.next_none"), tab: screen.TabCalendar}
	var on civil.Date
	for _, r := range f.around {
		title := itemlook.Title(p, r)
		for _, d := range []struct {
			on   civil.Date
			text string
			open bool
		}{
			{r.ReviewDue, p.T("overview.next_answer", "title", title), r.State == calendar.ClientReview},
			{r.On, title, !r.State.Final() && r.State != calendar.Idea && r.State != calendar.OnHold},
		} {
			if d.open && !d.on.IsZero() && !d.on.Before(f.today) && (on.IsZero() || d.on.Before(on)) {
				on = d.on
				s.figure, s.caption = p.DateShort(d.on), in(p, f.today.DaysUntil(d.on))+" · "+d.text
			}
		}
	}
	return s
}

func in(p *text.Printer, days int) string {
	switch days {
	case 0:
		return p.T("overview.today")
	case 1:
		return p.T("overview.tomorrow")
	default:
		return p.N("overview.in_days", days)
	}
}

// shown are the items of this week, or of the month when it is another one.
func shown(f facts, weekly bool) []calendar.Row {
	from, to := f.month.First(), f.month.Last()
	source := f.items
	if weekly {
		from, source = f.today.WeekStart(), f.around
		to = from.AddDays(6)
	}
	days := civil.Range{From: from, To: to}
	var list []calendar.Row
	for _, r := range source {
		if days.Contains(r.On) && r.State != calendar.Cancelled {
			list = append(list, r)
		}
	}
	return list
}

// window is where a list too long to show begins: at the first item of today
// or later, so that what is still to do is seen.
func window(list []calendar.Row, today civil.Date, most int) []calendar.Row {
	if len(list) <= most {
		return list
	}
	from := slices.IndexFunc(list, func(r calendar.Row) bool { return !r.On.Before(today) })
	if from < 0 || from > len(list)-most {
		from = len(list) - most
	}
	return list[from : from+most]
}

// line is the month's cumulated hours with forecast and quota, in hours.
func line(p *text.Printer, f facts) widgets.LineModel {
	m, today := f.month, f.today
	lm := widgets.LineModel{Days: m.Days(), Axis: []widgets.AxisLabel{{Day: 1, Text: p.Int(1)}, {Day: m.Days(), Text: p.Int(int64(m.Days()))}}}
	perDay := map[string]int64{}
	for _, d := range f.sum.Days {
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
	if m.Contains(today) {
		if c := f.bank.Forecast; c != nil {
			lm.Forecast = float64(c.Used) / 60
		}
		if today.Day > 2 && today.Day < m.Days()-1 {
			lm.Axis = append(lm.Axis, widgets.AxisLabel{Day: today.Day, Text: p.Int(int64(today.Day))})
		}
	}
	if banked(f.bank) {
		all := f.bank.Total.Available()
		lm.Limit, lm.Label = float64(all)/60, p.T("overview.limit", "hours", civil.Minutes(all))
	}
	return lm
}

// outlook is what the line comes to, in a sentence.
func outlook(p *text.Printer, f facts) (string, widgets.Tone) {
	b := f.bank
	if !banked(b) {
		return p.T("overview.outlook_none"), widgets.ToneInfo
	}
	left := b.Total.Balance()
	if b.Total.Overage > 0 {
		return p.T("overview.outlook_overage", "over", civil.Minutes(b.Total.Overage)), widgets.ToneBad
	}
	if b.Forecast == nil || !f.month.Contains(f.today) {
		return p.T("overview.outlook_left", "left", civil.Minutes(left)), widgets.ToneInfo
	}
	all := b.Total.Available()
	if over := b.Forecast.Used - all; over > 0 {
		return p.T("overview.outlook_over", "used", civil.Minutes(b.Forecast.Used), "over", civil.Minutes(over)), widgets.ToneWarn
	}
	return p.T("overview.outlook_fine", "used", civil.Minutes(b.Forecast.Used), "left", civil.Minutes(all-b.Forecast.Used)), widgets.ToneOK
}

func madeRow(p *text.Printer, d calendar.Deliverable) made {
	r := made{
		kind: p.T("calendar.kind." + string(d.Kind)), figure: p.Int(int64(d.Made)),
		value: float64(d.Made), maximum: float64(d.Made + d.Planned), tone: widgets.ToneOK,
	}
	var notes []string
	if d.Promised > 0 {
		r.figure += " / " + p.Int(int64(d.Promised))
		r.maximum = float64(d.Promised)
	}
	if d.Planned > 0 {
		notes = append(notes, p.N("overview.planned", d.Planned))
	}
	if n := d.Missing(); n > 0 {
		r.tone = widgets.ToneWarn
		notes = append(notes, p.N("overview.missing", n))
	}
	if n := d.PostponedByAgency + d.PostponedByClient; n > 0 {
		notes = append(notes, p.N("overview.postponed", n))
	}
	r.note = join(notes)
	return r
}

func join(parts []string) string {
	s := ""
	for i, part := range parts {
		if i > 0 {
			s += " · "
		}
		s += part
	}
	return s
}

// worked are the bars by hat and the hours of each person, most first.
func worked(p *text.Printer, f facts) ([]widgets.HBar, []share) {
	hats := slices.Clone(f.sum.Hats)
	most := func(a, b hours.Part) int { return int(b.RawMinutes - a.RawMinutes) }
	slices.SortStableFunc(hats, most)
	var bars []widgets.HBar
	for _, h := range hats {
		name, c := hat(p, f.hats, h.Key)
		share := ""
		if f.sum.RawMinutes > 0 {
			share = p.Percent(h.RawMinutes*10_000/f.sum.RawMinutes, 0)
		}
		bars = append(bars, widgets.HBar{Label: name, Value: float64(h.RawMinutes), Text: p.Hours(h.RawMinutes), Caption: share, Color: c})
	}
	persons := slices.Clone(f.sum.Persons)
	slices.SortStableFunc(persons, most)
	var people []share
	for _, k := range persons {
		i := slices.IndexFunc(f.staff, func(s clients.Staff) bool { return s.ID == clients.ID(k.Key) })
		if i >= 0 {
			people = append(people, share{f.staff[i].Name, p.Hours(k.RawMinutes)})
		}
	}
	return bars, people
}

func hat(p *text.Printer, hats []clients.Hat, key string) (string, color.NRGBA) {
	grey := color.NRGBA{R: 0x6B, G: 0x72, B: 0x80, A: 0xFF}
	for _, h := range hats {
		if h.Key != key {
			continue
		}
		c, err := hue.Parse(h.Color)
		if err != nil {
			c = grey
		}
		if p.Lang() == text.EN {
			return h.NameEN, c
		}
		return h.NameFR, c
	}
	return key, grey
}

// what is an act in words.
func what(p *text.Printer, a clients.Act) string {
	if a.Subject == "" {
		return p.T("act." + a.Kind)
	}
	return p.T("act."+a.Kind) + " · " + a.Subject
}

// when is an instant as the journal shows it: the time today, else the day.
func when(p *text.Printer, at, now time.Time) string {
	local := at.In(now.Location())
	if civil.DateOf(at, now.Location()) == civil.DateOf(now, now.Location()) {
		return p.Clock(civil.Clock(local.Hour()*60 + local.Minute()))
	}
	return p.DateShort(civil.DateOf(at, now.Location()))
}
