package invoice

import (
	"cmp"
	"slices"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/page"
)

// timeBlocks is the time of a statement: how much, broken down, how the bank
// stands, then every entry.
func (s *sheet) timeBlocks() []page.Block {
	t := s.d.Time
	if t == nil {
		return nil
	}
	out := []page.Block{page.KPIs{Items: s.figures(t)}}
	out = append(out, s.breakdown(t)...)
	return append(out, s.entries(t)...)
}

// breakdown is the time by group and the month of the bank, side by side; days
// are a chart over the whole width.
func (s *sheet) breakdown(t *billing.TimeAccount) []page.Block {
	bank := s.bank(t)
	if len(t.Groups) == 0 {
		return bank
	}
	if t.GroupBy == billing.GroupDay && !s.d.Month.IsZero() {
		return append([]page.Block{s.days(t)}, bank...)
	}
	groups := page.Gauges{Title: s.t("invoice.by_" + t.GroupBy), Rows: s.gauges(t)}
	if len(bank) == 0 {
		return []page.Block{groups}
	}
	return []page.Block{page.Split{Ratio: 0.56, Gap: 28, Left: []page.Block{groups}, Right: bank}}
}

// days is the time of every day of the month, the longest day in full colour.
func (s *sheet) days(t *billing.TimeAccount) page.Block {
	month := s.d.Month
	values, texts := make([]float64, month.Days()), make([]string, month.Days())
	longest := int64(0)
	chart := page.Columns{Title: s.t("invoice.by_" + t.GroupBy), Height: 112, Highlight: true}
	for _, g := range t.Groups {
		on, err := civil.ParseDate(g.Key)
		if err != nil || !month.Contains(on) {
			continue
		}
		values[on.Day-1] = float64(g.BilledMinutes)
		if g.BilledMinutes > longest {
			longest, chart.Strong = g.BilledMinutes, on.Day-1
		}
	}
	if longest > 0 {
		texts[chart.Strong] = s.p.Hours(longest)
	}
	for day := 1; day <= month.Days(); day++ {
		chart.Labels = append(chart.Labels, s.p.Int(int64(day)))
	}
	chart.Series = []page.Series{{Values: values, Texts: texts, Color: s.theme.Graphic}}
	return page.Keep{Blocks: []page.Block{chart}}
}

// figures are the sums in large: billed, worked, and what the bank leaves.
func (s *sheet) figures(t *billing.TimeAccount) []page.KPI {
	out := []page.KPI{
		{Label: s.t("invoice.billed_time"), Value: s.p.Hours(t.BilledMinutes), Note: s.roundingNote()},
		{Label: s.t("invoice.worked_time"), Value: s.p.Hours(t.RawMinutes), Note: s.p.N("invoice.entry_count", len(t.Rows))},
	}
	if b := t.Bank; b != nil {
		out = append(out,
			page.KPI{Label: s.t("invoice.available_time"), Value: s.p.Hours(available(b))},
			page.KPI{Label: s.t("invoice.carried_out"), Value: s.p.Hours(b.CarriedOut)})
	}
	return out
}

// ordered is an account whose groups go from the longest to the shortest; days
// stay in their order.
func ordered(t *billing.TimeAccount) *billing.TimeAccount {
	if t == nil || t.GroupBy == billing.GroupDay {
		return t
	}
	out := *t
	out.Groups = slices.Clone(t.Groups)
	slices.SortStableFunc(out.Groups, func(a, b billing.TimeGroup) int { return cmp.Compare(b.BilledMinutes, a.BilledMinutes) })
	return &out
}

func available(b *billing.Bank) int64 { return b.Granted + b.CarriedIn + b.Adjusted }

func (s *sheet) roundingNote() string {
	r := s.d.Rounding
	if r.Mode == "" || r.Mode == clients.RoundNone {
		return s.t("invoice.not_rounded")
	}
	return s.t("invoice.rounded_"+string(r.Mode), "step", r.Step)
}

func (s *sheet) gauges(t *billing.TimeAccount) []page.Gauge {
	var out []page.Gauge
	for _, g := range t.Groups {
		part := 0.0
		if t.BilledMinutes > 0 {
			part = float64(g.BilledMinutes) / float64(t.BilledMinutes)
		}
		out = append(out, page.Gauge{Label: firstFilled(g.Label, "—"), Value: s.p.Hours(g.BilledMinutes), Part: part})
	}
	return out
}

// bank is the month of the hours bank, as a bank prints a statement: what is
// added, what is taken, what is left.
func (s *sheet) bank(t *billing.TimeAccount) []page.Block {
	b := t.Bank
	if b == nil {
		return nil
	}
	table := page.Table{Title: s.t("invoice.bank"), Pad: s.set.pad, Columns: []page.Column{{Flex: 1}, {Align: page.Right}}}
	for _, m := range bankMoves(b) {
		table.Rows = append(table.Rows, page.Cells(s.t(m.key), s.p.HoursSigned(m.minutes)))
	}
	table.Rows = append(table.Rows, page.Row{Total: true, Cells: []page.Cell{
		{Text: s.t("invoice.bank_carried_out")}, {Text: s.p.Hours(b.CarriedOut)},
	}})
	out := []page.Block{page.Keep{Blocks: []page.Block{table}}}
	if b.Consented > 0 {
		out = append(out, page.Note(s.t("invoice.bank_consented", "hours", s.p.Hours(b.Consented))))
	}
	return out
}

// bankMove is a line of the bank's month; those of a month add up to what is
// carried out.
type bankMove struct {
	key     string
	minutes int64 // signed
}

// bankMoves leaves out what did not happen, but for the three that always do.
func bankMoves(b *billing.Bank) []bankMove {
	return slices.DeleteFunc([]bankMove{
		{"invoice.bank_carried_in", b.CarriedIn},
		{"invoice.bank_granted", b.Granted},
		{"invoice.bank_adjusted", b.Adjusted},
		{"invoice.bank_used", -b.Used},
		{"invoice.bank_overage", b.Overage},
		{"invoice.bank_expired", -abs(b.Expired)},
		{"invoice.bank_cap_loss", -abs(b.CapLoss)},
	}, func(m bankMove) bool {
		always := m.key == "invoice.bank_carried_in" || m.key == "invoice.bank_granted" || m.key == "invoice.bank_used"
		return m.minutes == 0 && !always
	})
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// entries is every entry under its hat, level, day or person, with what the
// group adds up to.
func (s *sheet) entries(t *billing.TimeAccount) []page.Block {
	if len(t.Rows) == 0 {
		return nil
	}
	e := s.entryTable(t)
	for _, part := range parted(t) {
		if len(part.rows) == 0 {
			continue
		}
		label := firstFilled(part.group.Label, s.t("invoice.other_time"))
		e.Rows = append(e.Rows, page.Row{Group: true, Cells: []page.Cell{
			{Text: s.t("invoice.group_total", "label", label, "hours", s.p.Hours(part.group.BilledMinutes)), Span: len(e.Columns)},
		}})
		again := []page.Cell{{Text: s.t("invoice.group_continued", "label", label), Span: len(e.Columns), Color: s.theme.Mute}}
		for _, r := range part.rows {
			row := e.row(r)
			row.Carried = again
			e.Rows = append(e.Rows, row)
		}
	}
	total := page.Row{Total: true, Cells: []page.Cell{
		{Text: s.t("invoice.total_time"), Span: e.texts}, {Text: s.p.Hours(t.RawMinutes)}, {Text: s.p.Hours(t.BilledMinutes)},
	}}
	e.Rows = append(e.Rows, total)
	e.WithNext = s.d.Kind == billing.Statement && !s.bills() // the signatures stand under rows
	return []page.Block{e.Table}
}

// entryTable is the table of entries. What they are grouped by stands in the
// group's title and has no column.
type entryTable struct {
	page.Table
	s       *sheet
	texts   int // columns before the figures
	values  []func(billing.TimeRow) string
	amounts map[clients.ID]int64
}

func (s *sheet) entryTable(t *billing.TimeAccount) *entryTable {
	e := &entryTable{s: s, amounts: s.entryAmounts()}
	e.Table = page.Table{Title: s.t("invoice.entries"), Compact: true}
	text := func(by, key string, flex float64, value func(billing.TimeRow) string) {
		if by == "" || by != t.GroupBy {
			e.Columns = append(e.Columns, page.Column{Title: s.t(key), Flex: flex})
			e.values = append(e.values, value)
		}
	}
	text(billing.GroupDay, "invoice.col_day", 0, func(r billing.TimeRow) string { return s.p.DateShort(r.On) })
	text(billing.GroupPerson, "invoice.col_person", 0, func(r billing.TimeRow) string { return r.Person })
	text(billing.GroupHat, "invoice.col_hat", 0, func(r billing.TimeRow) string { return r.Hat })
	text("", "invoice.col_note", 1, func(r billing.TimeRow) string { return firstFilled(r.Note, "—") })
	e.texts = len(e.Columns)
	e.Columns = append(e.Columns,
		page.Column{Title: s.t("invoice.col_worked"), Align: page.Right, Color: s.theme.Mute},
		page.Column{Title: s.t("invoice.col_billed"), Align: page.Right})
	if len(e.amounts) > 0 {
		e.Columns = append(e.Columns, page.Column{Title: s.t("invoice.col_amount"), Align: page.Right})
	}
	return e
}

func (e *entryTable) row(r billing.TimeRow) page.Row {
	row := page.Row{}
	for _, value := range e.values {
		row.Cells = append(row.Cells, page.Cell{Text: value(r)})
	}
	p := e.s.p
	row.Cells = append(row.Cells, page.Cell{Text: p.Hours(money.RoundHalfUp(r.RawSeconds, 60))}, page.Cell{Text: p.Hours(r.BilledMinutes)})
	if n, ok := e.amounts[r.Entry]; ok {
		row.Cells = append(row.Cells, page.Cell{Text: e.s.money(n)})
	}
	return row
}

// entryAmounts shares the net of every priced line of hours over its entries by
// their minutes, by largest remainder in the order they are printed, so that
// they add up to it. A line that bills only a part of its entries' time is left
// out: what each entry has of it is not known.
func (s *sheet) entryAmounts() map[clients.ID]int64 {
	minutes := map[clients.ID]int64{}
	for _, r := range s.d.Time.Rows {
		minutes[r.Entry] = r.BilledMinutes
	}
	out := map[clients.ID]int64{}
	for _, l := range s.d.Lines {
		if !l.Priced() || l.Unit != billing.Hour || len(l.Entries) == 0 {
			continue
		}
		weights := make([]int64, len(l.Entries))
		sum := int64(0)
		for i, id := range l.Entries {
			weights[i] = minutes[id]
			sum += minutes[id]
		}
		if sum != l.Quantity {
			continue
		}
		for i, share := range money.Spread(l.Net, weights) {
			out[l.Entries[i]] += share
		}
	}
	return out
}

// part is a group with its entries in the order of the document.
type part struct {
	group billing.TimeGroup
	rows  []billing.TimeRow
}

// parted sorts the entries under the groups of the account; what fits in none
// comes last, under a group of its own.
func parted(t *billing.TimeAccount) []part {
	out := make([]part, len(t.Groups)+1)
	at := map[string]int{}
	for i, g := range t.Groups {
		out[i].group = g
		at[g.Key], at[g.Label] = i, i
	}
	for _, r := range t.Rows {
		key := r.Hat
		switch t.GroupBy {
		case billing.GroupLevel:
			key = r.Level
		case billing.GroupDay:
			key = r.On.String()
		case billing.GroupPerson:
			key = r.Person
		}
		i, ok := at[key]
		if !ok {
			i = len(t.Groups)
			out[i].group.BilledMinutes += r.BilledMinutes
		}
		out[i].rows = append(out[i].rows, r)
	}
	return out
}

// listsTime tells that there is time behind the document that its reader may
// look up.
func (s *sheet) listsTime() bool {
	return s.d.Time != nil && len(s.d.Time.Rows) > 0 && s.d.Kind != billing.Credit
}

// annex is the time behind an invoice. An invoice drawn from a statement names
// it instead: the entries are listed there, and nowhere else in it.
func (s *sheet) annex() []page.Block {
	if !s.listsTime() || s.d.Kind == billing.Statement || s.d.Refs.Statement != "" {
		return nil
	}
	return append([]page.Block{page.Heading{Level: 1, Text: s.t("invoice.annex"), NewPage: true}}, s.timeBlocks()...)
}
