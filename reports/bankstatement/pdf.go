package bankstatement

import (
	"fmt"
	"strings"

	"regie/clients/civil"
	"regie/clients/hours"
	"regie/reports/letter"
	"regie/reports/page"
)

// Render lays the statement out.
func Render(s Statement) (*page.Document, error) {
	w := &writer{words: newWords(&s), theme: s.Theme()}
	name := w.p.T("bankstatement.name")
	doc, err := page.Layout(page.Setup{
		Title:  w.p.T("bankstatement.title", "Client", s.Client.Name, "Period", w.period()),
		Author: s.Agency.Name, Subject: name, Lang: string(s.Lang), Theme: w.theme,
		Header: page.RunningHead(s.Client.Name, name+" · "+w.period(), w.theme),
		Footer: page.RunningFoot(s.Agency.Name, w.footing(), w.theme),
	}, w.blocks())
	if err != nil {
		return nil, fmt.Errorf("laying out the bank statement of %s: %w", s.Client.Key, err)
	}
	return doc, nil
}

// writer makes the blocks of a statement.
type writer struct {
	words
	theme page.Theme
}

func (w *writer) footing() string {
	state := "bankstatement.final"
	if w.s.provisional() {
		state = "bankstatement.provisional"
	}
	return w.p.T(state) + " · " + w.p.T("letter.made_on", "On", w.s.Today)
}

func (w *writer) blocks() []page.Block {
	s := w.s
	blocks := []page.Block{
		s.Band(w.p.T("bankstatement.name"), letter.Capital(w.period()), w.standing()),
		page.Spacer{Height: 8},
		s.Parties(), w.figures(),
	}
	if len(s.Months) > 1 {
		blocks = append(blocks, page.Heading{Level: 1, Text: w.p.T("bankstatement.movements")})
	}
	for i := range s.Months {
		blocks = append(blocks, w.month(&s.Months[i])...)
	}
	blocks = append(blocks, w.levels()...)
	blocks = append(blocks, w.lots()...)
	blocks = append(blocks, w.overage()...)
	blocks = append(blocks, w.shares()...)
	sign := w.s.Signature(w.p.T("bankstatement.agreed", "Hours", w.p.Hours(s.Closing()), "On", w.closingDay()))
	return append(blocks, page.Keep{Blocks: append(w.terms(), sign)})
}

// standing is the line under the title.
func (w *writer) standing() string {
	if len(w.s.Months) == 1 {
		return w.state(&w.s.Months[0])
	}
	if w.s.provisional() {
		return w.state(&w.s.Months[len(w.s.Months)-1])
	}
	return w.p.T("bankstatement.final")
}

// closingDay is the day of the closing balance.
func (w *writer) closingDay() civil.Date {
	last := w.s.Months[len(w.s.Months)-1]
	if last.Running {
		return w.s.Today
	}
	return last.Month.Last()
}

// figures are opening, granted, used and closing.
func (w *writer) figures() page.Block {
	s := w.s
	granted := s.sum(func(t *hours.Statement) int64 { return t.Granted })
	available := w.p.T("bankstatement.of_available", "Hours", civil.Minutes(s.Opening()+granted+s.sum(func(t *hours.Statement) int64 { return t.Adjusted })))
	closing := page.KPI{Label: w.p.T("bankstatement.closing"), Value: w.p.Hours(s.Closing()), Note: w.p.T("bankstatement.on_day", "On", w.closingDay())}
	if s.Months[len(s.Months)-1].Running {
		closing.Note = w.p.T("bankstatement.stopped_on", "On", s.Today)
	}
	if s.Closing() < 0 {
		closing.Delta, closing.Mood = w.p.T("bankstatement.owed"), page.Bad
	}
	return page.KPIs{Items: []page.KPI{
		{Label: w.p.T("bankstatement.opening"), Value: w.p.Hours(s.Opening()), Note: w.p.T("bankstatement.on_day", "On", s.From.First())},
		{Label: w.p.T("bankstatement.granted"), Value: w.p.Hours(granted), Note: w.p.N("bankstatement.n_months", len(s.Months))},
		{Label: w.p.T("bankstatement.used"), Value: w.p.Hours(s.used()), Note: available},
		closing,
	}}
}

// month is the ledger of one month: credit, debit, balance.
func (w *writer) month(m *Month) []page.Block {
	t := page.Table{Compact: true, Pad: 2, Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 58},
		{Title: w.p.T("bankstatement.movement"), Flex: 1},
		{Title: w.p.T("bankstatement.credit"), Align: page.Right, Width: 66},
		{Title: w.p.T("bankstatement.debit"), Align: page.Right, Width: 66},
		{Title: w.p.T("bankstatement.balance"), Align: page.Right, Width: 70, Bold: true},
	}}
	opening := page.Cells(w.p.DateShort(m.Month.First()), w.p.T("bankstatement.opening"), "", "")
	opening.Cells = append(opening.Cells, w.balance(m.Total.CarriedIn))
	t.Rows = append(t.Rows, opening)
	for _, mv := range m.Total.Movements {
		row := page.Row{Cells: []page.Cell{{Text: w.p.DateShort(mv.On)}, {Spans: w.label(m, mv)}, {}, {}, w.balance(mv.Balance)}}
		if mv.Minutes >= 0 {
			row.Cells[2].Text = w.p.Hours(mv.Minutes)
		} else {
			row.Cells[3].Text = w.p.Hours(-mv.Minutes)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, page.Row{Total: true, Cells: []page.Cell{
		{Text: w.p.DateShort(m.Month.Last())},
		{Text: w.p.T("bankstatement.closing")},
		{Text: w.p.Hours(credits(m))},
		{Text: w.p.Hours(credits(m) + m.Total.CarriedIn - m.Total.Out)},
		w.balance(m.Total.Out),
	}})
	var blocks []page.Block
	if len(w.s.Months) > 1 { // of a single one the band says as much
		blocks = append(blocks, page.Heading{Level: 2, Text: w.monthTitle(m.Month) + " – " + w.state(m)})
	}
	if m.Contract == nil {
		blocks = append(blocks, page.Note(w.p.T("hours.bank_none")))
		if m.Total.CarriedIn == 0 && len(m.Total.Movements) == 0 {
			return blocks
		}
	}
	blocks = append(blocks, t)
	if m.Running {
		blocks = append(blocks, page.Note(w.p.T("bankstatement.running_note", "On", w.s.Today)))
	}
	return blocks
}

// credits are the movements of a month that add to the bank.
func credits(m *Month) (sum int64) {
	for _, mv := range m.Total.Movements {
		sum += max(0, mv.Minutes)
	}
	return sum
}

// longReason is how much of a reason is printed; the workbook has all of it.
const longReason = 160

// label is the movement's name, its bank where there are several, and its
// reason.
func (w *writer) label(m *Month, mv hours.Movement) []page.Span {
	name := w.movement(mv.Kind)
	if m.HasLevels() {
		name += " · " + w.bank(mv.Level)
	}
	spans := []page.Span{{Text: name}}
	if r := strings.TrimSpace(w.reason(mv)); r != "" {
		spans = append(spans, page.Span{Text: " – " + letter.Shorten(r, longReason), Color: w.theme.Mute})
	}
	return spans
}

// balance writes a balance, in red with its sign below zero.
func (w *writer) balance(minutes int64) page.Cell {
	c := page.Cell{Text: w.p.Hours(minutes), Bold: true}
	if minutes < 0 {
		c.Color = w.theme.Bad
	}
	return c
}

// levels are the banks of the levels, where hours are sold so, month by month.
func (w *writer) levels() []page.Block {
	if !w.s.hasLevels() {
		return nil
	}
	right := func(key string) page.Column { return page.Column{Title: w.p.T(key), Align: page.Right} }
	t := page.Table{Columns: []page.Column{
		{Title: w.p.T("bankstatement.bank"), Flex: 1},
		right("bankstatement.carried_in"), right("bankstatement.granted"), right("bankstatement.adjusted"),
		right("bankstatement.used"), right("bankstatement.overage"), right("bankstatement.lost"), right("bankstatement.carried_out"),
	}}
	row := func(name string, st *hours.Statement) page.Row {
		r := page.Row{Cells: []page.Cell{{Text: name}}}
		for _, n := range []int64{st.CarriedIn, st.Granted, st.Adjusted, st.Used, st.Overage, st.Expired + st.CapLoss} {
			r.Cells = append(r.Cells, page.Cell{Text: w.p.Hours(n)})
		}
		r.Cells = append(r.Cells, w.balance(st.Out))
		return r
	}
	for i := range w.s.Months {
		m := &w.s.Months[i]
		if len(w.s.Months) > 1 {
			t.Rows = append(t.Rows, page.Row{Group: true, Cells: []page.Cell{{Text: w.monthTitle(m.Month)}}})
		}
		for j := range m.Levels {
			t.Rows = append(t.Rows, row(w.bank(m.Levels[j].Level), &m.Levels[j].Statement))
		}
		total := row(w.p.T("common.total"), &m.Total)
		total.Total = true
		t.Rows = append(t.Rows, total)
	}
	return []page.Block{page.Heading{Level: 1, Text: w.p.T("bankstatement.levels")}, t}
}

// lots are what the last month carries out, with the last day of each.
func (w *writer) lots() []page.Block {
	last := &w.s.Months[len(w.s.Months)-1]
	t := page.Table{
		Pad: 3.6, Title: w.p.T("bankstatement.lots"), Empty: w.p.T("bankstatement.lots_none"),
		Columns: []page.Column{
			{Title: w.p.T("bankstatement.lot"), Flex: 1},
			{Title: w.p.T("bankstatement.left"), Align: page.Right, Width: 110, Bold: true},
			{Title: w.p.T("bankstatement.usable"), Align: page.Right, Width: 190},
		},
	}
	for _, l := range last.Total.State.Lots {
		until := w.p.T("bankstatement.no_expiry")
		if !l.Expires.IsZero() {
			until = w.p.DateLong(l.Expires)
		}
		t.Rows = append(t.Rows, page.Cells(w.monthTitle(l.Month), w.p.Hours(l.Minutes), until))
	}
	blocks := []page.Block{t}
	if d := last.Total.State.Deficit; d > 0 {
		blocks = append(blocks, page.Callout{Label: w.p.T("bankstatement.deficit", "Hours", civil.Minutes(d)), Spans: page.Text(w.p.T("bankstatement.deficit_why"))})
	}
	return []page.Block{page.Keep{Blocks: blocks}}
}

// overage is what went beyond the bank and who agreed to it.
func (w *writer) overage() []page.Block {
	over := w.s.sum(func(t *hours.Statement) int64 { return t.Overage })
	t := page.Table{Columns: []page.Column{
		{Title: w.p.T("bankstatement.month"), Width: 96},
		{Title: w.p.T("bankstatement.consent_on"), Width: 84},
		{Title: w.p.T("bankstatement.consent_by"), Flex: 1},
		{Title: w.p.T("bankstatement.reason"), Flex: 1.2},
		{Title: w.p.T("bankstatement.consented"), Align: page.Right, Width: 72, Bold: true},
	}, Empty: w.p.T("bankstatement.consents_none")}
	var missing int64
	for i := range w.s.Months {
		m := &w.s.Months[i]
		missing += m.Unconsented
		for _, c := range m.Consents {
			t.Rows = append(t.Rows, page.Cells(w.monthTitle(m.Month), w.p.Date(c.On), c.By, c.Reason, w.p.Hours(c.Minutes)))
		}
	}
	if over == 0 && len(t.Rows) == 0 {
		return nil
	}
	t.Title = w.p.T("bankstatement.overage_title", "Hours", civil.Minutes(over))
	blocks := []page.Block{t}
	if missing > 0 {
		blocks = append(blocks, page.Callout{
			Label: w.p.T("bankstatement.unconsented", "Hours", civil.Minutes(missing)), Spans: page.Text(w.p.T("bankstatement.unconsented_why")), Color: w.theme.Bad,
		})
	}
	return []page.Block{page.Keep{Blocks: blocks}}
}

// shares part the time used by hat, level and person.
func (w *writer) shares() []page.Block {
	s := w.s
	if len(s.Hats) == 0 {
		return nil
	}
	table := func(title string, list []Share) page.Block {
		t := page.Table{Compact: true, Columns: []page.Column{{Title: title, Flex: 1}, {Title: w.p.T("bankstatement.time"), Align: page.Right}}}
		for _, x := range list {
			t.Rows = append(t.Rows, page.Cells(w.share(x), w.p.Hours(x.Minutes)))
		}
		total := page.Cells(w.p.T("common.total"), w.p.Hours(s.used()))
		total.Total = true
		t.Rows = append(t.Rows, total)
		return t
	}
	blocks := []page.Block{
		page.Heading{Level: 2, Text: w.p.T("bankstatement.shares", "Hours", civil.Minutes(s.used()))},
		page.Split{
			Ratio: 0.36, Left: []page.Block{table(w.p.T("common.hat"), s.Hats)},
			Right: []page.Block{page.Split{
				Left: []page.Block{table(w.p.T("common.level"), s.Levels)}, Right: []page.Block{table(w.p.T("common.person"), s.People)},
			}},
		},
	}
	var beside []string
	if s.Extra > 0 {
		beside = append(beside, w.p.T("bankstatement.extra", "Hours", civil.Minutes(s.Extra)))
	}
	if free := s.Free / 60; free > 0 {
		beside = append(beside, w.p.T("bankstatement.free", "Hours", civil.Minutes(free)))
	}
	if len(beside) > 0 {
		blocks = append(blocks, page.Note(strings.Join(beside, " ")))
	}
	return []page.Block{page.Keep{Blocks: blocks}}
}

// terms are the contract in words, each version once.
func (w *writer) terms() []page.Block {
	blocks := []page.Block{page.Heading{Level: 2, Text: w.p.T("bankstatement.terms")}}
	for _, c := range w.s.contracts() {
		var items [][]page.Span
		for _, t := range w.s.Terms(c) {
			items = append(items, page.Text(t))
		}
		blocks = append(blocks, page.List{Items: items})
	}
	return blocks
}
