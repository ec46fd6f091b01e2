package reports

import (
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/letter"
)

// Draft is the synthesis that the figures themselves give. Every sentence is
// true of the month it was made from; where a figure is unknown the sentence
// that would need it is not there.
type Draft struct {
	Lead       string   `json:"lead"`       // bold stretches between **
	Highlights []string `json:"highlights"` // three at most
	Next       string   `json:"next"`
	Request    string   `json:"request"` // empty when nothing is needed of the client
}

// Propose drafts the synthesis of a month.
func Propose(m Month) Draft {
	d := drafter{m: &m, p: text.For(m.Lang)}
	return Draft{Lead: d.lead(), Highlights: d.highlights(), Next: d.next(), Request: d.request()}
}

// said is the draft with what people wrote in its place; of an issued month
// what it said then.
func said(m *Month) Draft {
	if m.Said != nil {
		return *m.Said
	}
	d := Propose(*m)
	c := m.Composition
	if c.Lead != "" {
		d.Lead = c.Lead
	}
	if len(c.Highlights) > 0 {
		d.Highlights = c.Highlights
	}
	if c.Request != "" {
		d.Request = c.Request
	}
	return d
}

type drafter struct {
	m *Month
	p *text.Printer
}

// monthName is the month alone, with its year where it is not the report's.
func (d *drafter) monthName(m civil.Month) string { return monthName(d.p, m, d.m.Month) }

func monthName(p *text.Printer, m, of civil.Month) string {
	if m.Year == of.Year {
		return p.MonthName(m.Month)
	}
	return p.Month(m)
}

// lead says in two or three sentences what was done.
func (d *drafter) lead() string {
	m, p := d.m, d.p
	if m.Empty() {
		return p.T("report.lead_empty", "Month", p.Month(m.Month))
	}
	var s sentences
	if m.Provisional {
		s.add(p.T("report.lead_so_far", "On", m.Today))
	}
	month := p.Month(m.Month)
	switch c := m.Calendar; {
	case c.Published > 0 && c.Previous != nil:
		s.add(p.N("report.lead_published_before", c.Published, "Month", month, "Networks", d.networks(),
			"Before", *c.Previous, "Last", d.monthName(m.Month.Add(-1))))
	case c.Published > 0:
		s.add(p.N("report.lead_published", c.Published, "Month", month, "Networks", d.networks()))
	default:
		s.add(p.T("report.lead_none", "Month", month))
	}
	switch b := m.Hours.Bank; {
	case b != nil && b.Available > 0:
		key := "report.lead_hours_of"
		if b.Used != m.Hours.Billed { // part of the work is paid beside the bank
			key = "report.lead_hours_part"
		}
		s.add(p.T(key, "Hours", civil.Minutes(m.Hours.Billed), "Used", civil.Minutes(b.Used), "Available", civil.Minutes(b.Available),
			"Percent", p.Percent(share(b.Used, b.Available), 0)))
	case m.Hours.Billed > 0:
		s.add(p.T("report.lead_hours", "Hours", civil.Minutes(m.Hours.Billed)))
	}
	if promised, made := totals(m.Deliverables); promised > 0 {
		if made >= promised {
			s.add(p.N("report.lead_delivered", promised))
		} else {
			s.add(p.N("report.lead_short", made, "Promised", promised))
		}
	}
	return s.String()
}

// networks is "quatre réseaux" in figures: how many got something.
func (d *drafter) networks() string {
	n := 0
	for _, c := range d.m.Calendar.ByNetwork {
		if c.Count > 0 {
			n++
		}
	}
	if n == 0 {
		return d.p.T("report.off_networks")
	}
	return d.p.N("report.on_networks", n)
}

// fact is a candidate for the highlights; the heaviest are said.
type fact struct {
	weight int
	text   string
}

// highlights are the three facts that matter most, what went wrong first.
func (d *drafter) highlights() []string {
	var facts []fact
	add := func(weight int, text string) {
		if text != "" {
			facts = append(facts, fact{weight, text})
		}
	}
	add(d.bankFact())
	add(d.budgetFact())
	add(d.deliveredFact())
	add(d.onTimeFact())
	add(d.networkFact())
	add(d.itemFact())
	add(d.hatFact())
	add(d.trendFact())
	slices.SortStableFunc(facts, func(a, b fact) int { return b.weight - a.weight })
	var out []string
	for _, f := range facts[:min(3, len(facts))] {
		out = append(out, f.text)
	}
	return out
}

// bankFact: the hours sold were passed, or nearly.
func (d *drafter) bankFact() (int, string) {
	b := d.m.Hours.Bank
	switch {
	case b == nil || b.Available <= 0:
		return 0, ""
	case b.Used > b.Available:
		return 100, d.p.T("report.fact_over", "Hours", civil.Minutes(b.Used-b.Available), "Available", civil.Minutes(b.Available))
	case b.CapLoss+b.Expired > 0 && !d.m.Provisional:
		return 60, d.p.T("report.fact_lost", "Hours", civil.Minutes(b.CapLoss+b.Expired))
	}
	return 0, ""
}

// budgetFact: the line that is overspent most.
func (d *drafter) budgetFact() (int, string) {
	var worst *BudgetLine
	for i := range d.m.Budget.Lines {
		if l := &d.m.Budget.Lines[i]; l.Left < 0 && (worst == nil || l.Left < worst.Left) {
			worst = l
		}
	}
	if worst == nil {
		return 0, ""
	}
	return 90, d.p.T("report.fact_overspent", "Line", worst.Label,
		"Amount", d.p.MoneyShort(money.Amount{Minor: -worst.Left, Currency: d.m.Budget.Currency}))
}

// deliveredFact: what is missing of what was promised, or that nothing is.
func (d *drafter) deliveredFact() (int, string) {
	promised, made := totals(d.m.Deliverables)
	if promised == 0 || d.m.Provisional {
		return 0, ""
	}
	var missing []string
	for _, l := range d.m.Deliverables {
		if n := l.Promised - l.Made; n > 0 {
			missing = append(missing, d.p.T("report.fact_missing_one", "Kind", letter.Small(l.Label), "Made", l.Made, "Promised", l.Promised))
		}
	}
	if len(missing) == 0 {
		return 50, d.p.N("report.fact_delivered", promised)
	}
	return 85, d.p.N("report.fact_missing", promised-made, "List", missing)
}

// onTimeFact: publications on the day they were planned for.
func (d *drafter) onTimeFact() (int, string) {
	c := d.m.Calendar
	switch {
	case c.Timed < 3:
		return 0, ""
	case c.OnTime == c.Published:
		return 30, d.p.N("report.fact_all_on_time", c.Published)
	}
	return 45, d.p.T("report.fact_on_time", "OnTime", c.OnTime, "Published", c.Timed)
}

// networkFact: the network whose number of publications changed most.
func (d *drafter) networkFact() (int, string) {
	if d.m.Calendar.Previous == nil {
		return 0, ""
	}
	var most *NetworkCount
	change := func(n *NetworkCount) int { return max(n.Count-n.Previous, n.Previous-n.Count) }
	for i := range d.m.Calendar.ByNetwork {
		if n := &d.m.Calendar.ByNetwork[i]; n.Previous > 0 && (most == nil || change(n) > change(most)) {
			most = n
		}
	}
	if most == nil || change(most) < 2 {
		return 0, ""
	}
	return 40, d.p.N("report.fact_network", most.Count, "Network", most.Label, "Before", most.Previous)
}

// itemFact: the item that took most time.
func (d *drafter) itemFact() (int, string) {
	var most *Item
	for i := range d.m.Calendar.Items {
		if it := &d.m.Calendar.Items[i]; it.Minutes >= 60 && (most == nil || it.Minutes > most.Minutes) {
			most = it
		}
	}
	if most == nil {
		return 0, ""
	}
	return 48, d.p.T("report.fact_item", "Title", letter.Shorten(most.Title, 80), "Hours", civil.Minutes(most.Minutes))
}

// hatFact: the work that took most time.
func (d *drafter) hatFact() (int, string) {
	if len(d.m.Hours.ByHat) < 2 || d.m.Hours.Billed == 0 {
		return 0, ""
	}
	most := slices.MaxFunc(d.m.Hours.ByHat, func(a, b Share) int { return int(a.Billed - b.Billed) })
	return 42, d.p.T("report.fact_hat", "Hat", most.Label, "Hours", civil.Minutes(most.Billed),
		"Percent", d.p.Percent(share(most.Billed, d.m.Hours.Billed), 0))
}

// trendFact: the busiest or the calmest of the months shown, told only of
// months that have ended.
func (d *drafter) trendFact() (int, string) {
	trend := d.m.Hours.Trend
	if len(trend) < 4 || d.m.Provisional {
		return 0, ""
	}
	last, others := trend[len(trend)-1].Billed, trend[:len(trend)-1]
	most := slices.MaxFunc(others, func(a, b MonthWork) int { return int(a.Billed - b.Billed) }).Billed
	least := slices.MinFunc(others, func(a, b MonthWork) int { return int(a.Billed - b.Billed) }).Billed
	switch {
	case last > most:
		return 35, d.p.N("report.fact_busiest", len(trend), "Hours", civil.Minutes(last))
	case last < least:
		return 35, d.p.N("report.fact_calmest", len(trend), "Hours", civil.Minutes(last))
	}
	return 0, ""
}

// next says what the following month holds.
func (d *drafter) next() string {
	m, p := d.m, d.p
	var s sentences
	s.add(d.plan())
	if q := m.Next.Quota; q != nil {
		switch c := m.Next.Carried; {
		case c != nil && *c > 0:
			s.add(p.T("report.next_quota_plus", "Quota", civil.Minutes(*q), "Carried", civil.Minutes(*c)))
		case c != nil && *c < 0:
			s.add(p.T("report.next_quota_minus", "Quota", civil.Minutes(*q), "Carried", civil.Minutes(-*c)))
		default:
			s.add(p.T("report.next_quota", "Quota", civil.Minutes(*q)))
		}
	}
	return s.String()
}

// plan counts the publications of the following month and names the first, or,
// once some are out, the next.
func (d *drafter) plan() string {
	p, month, public := d.p, d.monthName(d.m.Next.Month), planned(d.m.Next.Items)
	var open []Item
	for _, it := range public {
		if it.StateKey != string(calendar.Published) {
			open = append(open, it)
		}
	}
	out := len(public) - len(open)
	switch {
	case len(public) == 0:
		return p.T("report.next_none", "Month", month)
	case len(open) == 0:
		return p.N("report.next_all_out", out, "Month", month)
	}
	title, on := letter.Shorten(open[0].Title, 80), d.day(open[0].On)
	if out > 0 {
		return p.N("report.next_running", out, "Planned", len(public), "Month", month, "Title", title, "On", on)
	}
	return p.N("report.next_planned", len(public), "Month", month, "Title", title, "On", on)
}

// day is a date that a line does not break, with its year where it is not the
// report's.
func (d *drafter) day(on civil.Date) string {
	s := d.p.DateShort(on)
	if on.Year != d.m.Month.Year {
		s = d.p.Date(on)
	}
	return strings.ReplaceAll(s, " ", "\u00a0")
}

// request says what is open on the client's side.
func (d *drafter) request() string {
	open := d.m.Calendar.Awaiting
	if len(open) == 0 {
		return ""
	}
	var titles []string
	for _, it := range open[:min(3, len(open))] {
		titles = append(titles, d.p.T("report.quoted", "Title", letter.Shorten(it.Title, 60), "On", d.day(it.On)))
	}
	if more := len(open) - len(titles); more > 0 {
		titles = append(titles, d.p.N("report.others", more))
	}
	return d.p.N("report.request_open", len(open), "List", titles)
}

// planned are the items that are to be published.
func planned(items []Item) []Item {
	var out []Item
	for _, it := range items {
		if it.Public && it.StateKey != string(calendar.Cancelled) {
			out = append(out, it)
		}
	}
	return out
}

// totals sums what was promised and, up to what was promised of each kind,
// what was made: one kind made twice does not stand for another.
func totals(list []Deliverable) (promised, made int) {
	for _, d := range list {
		promised += d.Promised
		made += min(d.Made, d.Promised)
	}
	return promised, made
}

// share is part ÷ whole in hundredths of a percent, 0 of nothing.
func share(part, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	return money.RoundHalfUp(part*10000, whole)
}

// sentences joins sentences with a space.
type sentences struct{ list []string }

func (s *sentences) add(t string) { s.list = append(s.list, t) }

func (s *sentences) String() string {
	out := ""
	for i, t := range s.list {
		if i > 0 {
			out += " "
		}
		out += t
	}
	return out
}
