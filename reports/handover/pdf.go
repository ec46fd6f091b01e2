package handover

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/reports/letter"
	"regie/reports/page"
)

// Render lays the booklet out.
func Render(b Booklet) (*page.Document, error) {
	w := &writer{b: &b, p: b.Printer(), theme: b.Theme()}
	name := w.p.T("handover.name")
	blocks := []page.Block{b.Band(name, b.Client.Name, w.p.T("handover.under", "On", b.Today))}
	for _, section := range []func() []page.Block{w.attention, w.charter, w.people, w.access, w.contract, w.approvals, w.next, w.running, w.time} {
		blocks = append(blocks, section()...)
	}
	doc, err := page.Layout(page.Setup{
		Title: name + " – " + b.Client.Name, Author: b.Agency.Name, Subject: name, Lang: string(b.Lang), Theme: w.theme,
		Header: page.RunningHead(b.Client.Name, name, w.theme),
		Footer: page.RunningFoot(b.Agency.Name, w.p.T("handover.footing", "On", b.Today), w.theme),
	}, blocks)
	if err != nil {
		return nil, fmt.Errorf("laying out the hand-over of %s: %w", b.Client.Key, err)
	}
	return doc, nil
}

// writer makes the blocks of a booklet.
type writer struct {
	b     *Booklet
	p     *text.Printer
	theme page.Theme
}

func (w *writer) heading(key string) page.Block {
	return page.Heading{Level: 1, Text: w.p.T(key)}
}

// attention is what asks for something first: alerts, what was missed or waits
// too long.
func (w *writer) attention() []page.Block {
	var items [][]page.Span
	for _, a := range highest(w.b.Budget.Alerts) {
		items = append(items, page.Text(w.alert(a)))
	}
	late := 0
	for _, a := range w.b.Approvals {
		if a.Late {
			late++
		}
	}
	for _, x := range []struct {
		key string
		n   int
	}{{"handover.missed", len(w.b.Missed)}, {"handover.late", late}, {"handover.to_settle", w.b.Bank.ToSettle}} {
		if x.n > 0 {
			items = append(items, page.Text(w.p.N(x.key, x.n)))
		}
	}
	blocks := []page.Block{w.heading("handover.attention")}
	if len(items) == 0 {
		return append(blocks, page.Para(w.p.T("handover.calm")))
	}
	return append(blocks, page.List{Items: items})
}

// highest is the highest threshold of each subject that nobody took note of.
func highest(alerts []budget.Alert) []budget.Alert {
	var list []budget.Alert
	for _, a := range alerts {
		if a.Acknowledged() {
			continue
		}
		i := slices.IndexFunc(list, func(o budget.Alert) bool { return o.Subject == a.Subject })
		switch {
		case i < 0:
			list = append(list, a)
		case a.Percent > list[i].Percent:
			list[i] = a
		}
	}
	return list
}

func (w *writer) alert(a budget.Alert) string {
	if a.Subject == budget.OnHours {
		return w.p.T("budget.alert_hours", "percent", a.Percent, "used", civil.Minutes(a.UsedMinor), "planned", civil.Minutes(a.PlannedMinor))
	}
	name := w.p.T("budget.total")
	if k := a.Subject.Kind(); k != "" {
		name = w.p.T("budget.kind_" + string(k))
	}
	used, planned := money.Of(a.UsedMinor, w.b.Budget.Currency), money.Of(a.PlannedMinor, w.b.Budget.Currency)
	if a.PlannedMinor <= 0 {
		return w.p.T("budget.alert_unplanned", "name", name, "used", used)
	}
	return w.p.T("budget.alert_money", "name", name, "percent", a.Percent, "used", used, "planned", planned)
}

// charter is how the client looks and sounds.
func (w *writer) charter() []page.Block {
	brand := w.b.Client.Brand
	var pairs []page.Fact
	add := func(key string, lines ...string) {
		f := page.Fact{Label: strings.ToUpper(w.p.T(key))}
		for _, s := range lines {
			if s = strings.TrimSpace(s); s != "" {
				f.Lines = append(f.Lines, page.Span{Text: s})
			}
		}
		if len(f.Lines) > 0 {
			pairs = append(pairs, f)
		}
	}
	form := ""
	if brand.AddressForm != "" {
		form = w.p.T("handover.form_" + brand.AddressForm)
	}
	add("handover.tone", form, brand.Tone)
	add("handover.hashtags", strings.Join(brand.Hashtags, " "))
	add("handover.use", strings.Join(brand.WordsUse, ", "))
	add("handover.avoid", strings.Join(brand.WordsAvoid, ", "))
	add("handover.mentions", brand.Mentions...)
	add("handover.colors", strings.TrimSpace(brand.Primary+"  "+brand.Secondary))
	add("handover.sector", w.sector(), w.b.Client.Seasonality)
	add("handover.note", w.b.Client.Note)
	blocks := []page.Block{w.heading("handover.charter")}
	if len(pairs) == 0 {
		return append(blocks, page.Para(w.p.T("handover.charter_none")))
	}
	return append(blocks, page.Facts{Pairs: pairs})
}

// sector names the shipped sectors; any other is said as it was typed.
func (w *writer) sector() string {
	list := w.b.Client.Sectors()
	for i, s := range list {
		if key := "clientfile.sector_" + s; w.p.Has(key) {
			list[i] = w.p.T(key)
		}
	}
	return strings.Join(list, ", ")
}

// people are the contacts, who decides, and how.
func (w *writer) people() []page.Block {
	t := page.Table{Empty: w.p.T("handover.people_none"), Columns: []page.Column{
		{Title: w.p.T("handover.person"), Flex: 1.2}, {Title: w.p.T("handover.reach"), Flex: 1.2}, {Title: w.p.T("handover.role"), Flex: 1}, {Title: w.p.T("handover.committee"), Width: 70},
	}}
	for _, c := range w.b.Contacts {
		row := page.Row{Cells: []page.Cell{
			{Spans: nameAndJob(c, w.theme.Mute)}, {Text: strings.TrimSpace(c.Email + "\n" + c.Phone)}, {Text: strings.TrimSpace(c.Role + "\n" + c.Note)}, {},
		}}
		if c.Committee {
			row.Cells[3] = page.Cell{Text: w.p.T("common.yes"), Mark: page.Done}
		}
		t.Rows = append(t.Rows, row)
	}
	circuit := w.p.T("handover.circuit_" + string(cmp.Or(w.b.Client.Circuit, clients.CircuitNone)))
	if w.b.Client.Circuit == clients.CircuitClient {
		quorum := w.p.T("handover.quorum_all")
		if q := w.b.Client.Quorum; q > 0 {
			quorum = w.p.N("handover.quorum", q)
		}
		circuit += " " + quorum
	}
	return []page.Block{page.Keep{Blocks: []page.Block{w.heading("handover.people"), page.Para(circuit), t}}}
}

func nameAndJob(c clients.Contact, mute page.Color) []page.Span {
	spans := []page.Span{{Text: c.Name, Bold: true}}
	if c.Job != "" {
		spans = append(spans, page.Span{Text: "\n" + c.Job, Color: mute})
	}
	return spans
}

// access are the accounts and where their keys are.
func (w *writer) access() []page.Block {
	t := page.Table{Empty: w.p.T("handover.channels_none"), Columns: []page.Column{
		{Title: w.p.T("common.network"), Width: 90}, {Title: w.p.T("handover.account"), Flex: 1}, {Title: w.p.T("common.link"), Flex: 1.4},
	}}
	for _, c := range w.b.Channels {
		link := page.Span{Text: c.URL}
		if strings.HasPrefix(c.URL, "https://") || strings.HasPrefix(c.URL, "http://") {
			link.Link, link.Color = c.URL, w.theme.Brand
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{
			{Text: w.b.Limits.Name(c.Network, string(w.b.Lang))}, {Text: strings.TrimSpace(c.Name + " " + c.Handle)}, {Spans: []page.Span{link}},
		}})
	}
	notes := cmp.Or(strings.TrimSpace(w.b.Client.AccessNotes), w.p.T("handover.access_none"))
	return []page.Block{w.heading("handover.access"), t, page.Callout{Label: w.p.T("handover.access_notes"), Spans: page.Text(notes)}}
}

// contract is what was sold and how the bank stands.
func (w *writer) contract() []page.Block {
	blocks := []page.Block{w.heading("handover.contract")}
	bank := w.b.Bank
	if bank.Contract == nil {
		return append(blocks, page.Para(w.p.T("hours.bank_none")))
	}
	forecast := w.p.T("common.unknown")
	if bank.Forecast != nil {
		forecast = w.p.Hours(bank.Forecast.Used)
	}
	var terms [][]page.Span
	for _, s := range w.b.Terms(bank.Contract) {
		terms = append(terms, page.Text(s))
	}
	return append(blocks, page.KPIs{Items: []page.KPI{
		{Label: w.p.T("handover.available"), Value: w.p.Hours(bank.Total.Available()), Note: w.p.Month(bank.Month)},
		{Label: w.p.T("handover.used"), Value: w.p.Hours(bank.Total.Used)},
		{Label: w.p.T("handover.left"), Value: w.p.Hours(bank.Total.Balance())},
		{Label: w.p.T("handover.forecast"), Value: forecast},
	}}, page.List{Items: terms})
}

// approvals are what waits for somebody's word.
func (w *writer) approvals() []page.Block {
	t := page.Table{Compact: true, Empty: w.p.T("handover.approvals_none"), Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 86}, {Title: w.p.T("handover.publication"), Flex: 1}, {Title: w.p.T("common.state"), Width: 84}, {Title: w.p.T("handover.waiting"), Width: 170},
	}}
	for _, a := range w.b.Approvals {
		var who []string
		if a.Row.State == calendar.InternalReview {
			who = append(who, w.b.Person(a.Reviewer))
		} else {
			for _, m := range a.Committee.Waiting {
				who = append(who, m.Name)
			}
		}
		waiting := strings.Join(who, ", ")
		if !a.Row.ReviewDue.IsZero() {
			waiting = strings.TrimPrefix(waiting+" · "+w.p.T("handover.by", "On", a.Row.ReviewDue), " · ")
		}
		state := page.Cell{Text: w.state(a.Row.State)}
		if a.Late {
			state.Mark = page.Attention
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: w.when(a.Row)}, {Text: a.Row.Title}, state, {Text: waiting}}})
	}
	return []page.Block{w.heading("handover.approvals"), t}
}

func (w *writer) state(s calendar.State) string { return w.p.T("calendar.state." + string(s)) }

// time is what the month took so far, by hat.
func (w *writer) time() []page.Block {
	bars := page.Bars{Title: w.p.T("handover.hats", "Month", w.b.Work.Month, "Hours", civil.Minutes(w.b.Work.BilledMinutes))}
	hats := slices.SortedStableFunc(slices.Values(w.b.Work.Hats), func(a, b hours.Part) int { return cmp.Compare(b.BilledMinutes, a.BilledMinutes) })
	for _, h := range hats {
		if h.BilledMinutes > 0 {
			hat, _ := w.b.Hat(h.Key)
			color, _ := page.ParseColor(hat.Color) // none is the theme's
			bars.Rows = append(bars.Rows, page.Bar{Label: w.b.HatName(h.Key), Value: float64(h.BilledMinutes), Text: w.p.Hours(h.BilledMinutes), Color: color})
		}
	}
	blocks := []page.Block{w.heading("handover.time")}
	if len(bars.Rows) == 0 {
		return append(blocks, page.Para(w.p.T("handover.time_none", "Month", letter.Capital(w.p.Month(w.b.Work.Month)))))
	}
	return append(blocks, bars)
}
