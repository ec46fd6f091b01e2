package bankstatement

import (
	"fmt"

	"regie/clients/hours"
	"regie/reports/excel"
)

// Workbook makes the statement's workbook: a synthesis month by month computed
// from the movements, every movement with its running balance, the levels'
// banks, the lots, the consents and the time used. Minutes are whole numbers;
// hours beside them are computed.
func Workbook(s Statement) *excel.Book {
	b := &book{words: newWords(&s)}
	b.ledger = b.movements()
	sheets := []excel.Sheet{b.synthesis(), b.ledger}
	if s.hasLevels() {
		sheets = append(sheets, b.levels())
	}
	sheets = append(sheets, b.lots(), b.shares())
	theme := s.Theme()
	return &excel.Book{
		Title:  b.p.T("bankstatement.title", "Client", s.Client.Name, "Period", b.period()),
		Author: s.Agency.Name, Subject: s.Client.Name, Lang: string(s.Lang), Brand: theme.Brand,
		Footer: s.Agency.Name, Sheets: sheets,
	}
}

type book struct {
	words
	ledger excel.Sheet
}

func (b *book) sheet(name string, widths ...float64) excel.Sheet {
	return excel.Sheet{Name: name, Title: name, Subtitle: b.s.Client.Name + " · " + b.period(), Widths: widths}
}

// inHours computes the hours of the cell before it in a row.
func inHours(col string, minutes int64) excel.Cell {
	return excel.Formula(col+"{row}/60", excel.Hours(minutes))
}

// Columns of the movements, from 0.
const (
	ledgerMonth   = 1
	ledgerKind    = 3
	ledgerMinutes = 5
)

// movements is the ledger; each balance is computed from the one above it. A
// month that does not begin with what the one before left (terms that ended)
// is told by a movement of its own.
func (b *book) movements() excel.Sheet {
	s := b.sheet(b.p.T("bankstatement.movements"), 12, 11, 20, 20, 44, 11, 12, 12, 12)
	s.Landscape = true
	t := excel.Table{
		Header: []string{
			b.p.T("common.date"), b.p.T("bankstatement.month"), b.p.T("bankstatement.bank"), b.p.T("bankstatement.movement"), b.p.T("bankstatement.reason"),
			b.p.T("bankstatement.minutes"), b.p.T("bankstatement.balance_minutes"), b.p.T("bankstatement.hours"), b.p.T("bankstatement.balance_hours"),
		},
		Align: []excel.Align{ledgerMinutes: excel.Right, 6: excel.Right, 7: excel.Right, 8: excel.Right},
		Alert: []int{6, 8}, Filter: true, Name: "Mouvements",
	}
	var balance int64
	add := func(m *Month, on, level, name, reason excel.Cell, minutes int64) {
		balance += minutes
		value := excel.Formula("G{prev}+F{row}", excel.Int(balance))
		if len(t.Rows) == 0 {
			value = excel.Formula("F{row}", excel.Int(balance))
		}
		t.Rows = append(t.Rows, []excel.Cell{
			on, excel.Text(m.Month.String()), level, name, reason, excel.Int(minutes), value, inHours("F", minutes), inHours("G", balance),
		})
	}
	for i := range b.s.Months {
		m := &b.s.Months[i]
		if i == 0 || balance != m.Total.CarriedIn {
			add(m, excel.Date(m.Month.First()), excel.Cell{}, excel.Text(b.p.T("bankstatement.opening")), excel.Cell{}, m.Total.CarriedIn-balance)
		}
		for _, mv := range m.Total.Movements {
			level := excel.Cell{}
			if m.HasLevels() {
				level = excel.Text(b.bank(mv.Level))
			}
			add(m, excel.Date(mv.On), level, excel.Text(b.movement(mv.Kind)), excel.Wrapped(b.reason(mv)), mv.Minutes)
		}
	}
	t.Total = []excel.Cell{
		excel.Text(b.p.T("bankstatement.closing")),
		{},
		{},
		{},
		{},
		excel.Formula("SUM(F{first}:F{last})", excel.Int(balance)),
		{},
		excel.Formula("SUM(F{first}:F{last})/60", excel.Hours(balance)),
	}
	s.Tables = []excel.Table{t}
	return s
}

// synthesis is one row a month, computed from the movements.
func (b *book) synthesis() excel.Sheet {
	s := b.sheet(b.p.T("bankstatement.name"), 13, 11, 11, 11, 11, 15, 11, 12, 13, 32)
	s.Landscape = true
	t := excel.Table{
		Title: b.p.T("bankstatement.by_month"),
		Header: []string{
			b.p.T("bankstatement.month"), b.p.T("bankstatement.carried_in"), b.p.T("bankstatement.granted"), b.p.T("bankstatement.adjusted"), b.p.T("bankstatement.used"),
			b.p.T("bankstatement.overage"), b.p.T("bankstatement.expired"), b.p.T("bankstatement.cap_loss"), b.p.T("bankstatement.carried_out"), b.p.T("bankstatement.state"),
		},
		Align: []excel.Align{1: excel.Right, 2: excel.Right, 3: excel.Right, 4: excel.Right, 5: excel.Right, 6: excel.Right, 7: excel.Right, 8: excel.Right, 9: excel.Centre},
		Alert: []int{1, 3, 8}, Note: b.p.T("bankstatement.sum_note"),
	}
	for i := range b.s.Months {
		m := &b.s.Months[i]
		x := m.Total
		carried := excel.Formula("I{prev}", excel.Hours(x.CarriedIn))
		if i == 0 || b.s.Months[i-1].Total.Out != x.CarriedIn {
			carried = excel.Hours(x.CarriedIn)
		}
		t.Rows = append(t.Rows, []excel.Cell{
			excel.Text(m.Month.String()), carried,
			b.summed("", x.Granted, hours.Grant), b.summed("", x.Adjusted, hours.Adjust, hours.Transfer), b.summed("-", x.Used, hours.Consume),
			b.summed("", x.Overage, hours.Overage), b.summed("-", x.Expired, hours.Expire), b.summed("-", x.CapLoss, hours.CapLoss),
			excel.Formula("B{row}+C{row}+D{row}-E{row}+F{row}-G{row}-H{row}", excel.Hours(x.Out)).Bold(), excel.Text(b.state(m)).Centre(),
		})
	}
	t.Total = []excel.Cell{excel.Text(b.p.T("common.total")), {}}
	for i, of := range []func(*hours.Statement) int64{
		func(x *hours.Statement) int64 { return x.Granted }, func(x *hours.Statement) int64 { return x.Adjusted },
		func(x *hours.Statement) int64 { return x.Used }, func(x *hours.Statement) int64 { return x.Overage },
		func(x *hours.Statement) int64 { return x.Expired }, func(x *hours.Statement) int64 { return x.CapLoss },
	} {
		col := string(rune('C' + i))
		t.Total = append(t.Total, excel.Formula(fmt.Sprintf("SUM(%[1]s{first}:%[1]s{last})", col), excel.Hours(b.s.sum(of))))
	}
	s.Tables = []excel.Table{t, b.terms(), b.consents()}
	return s
}

// summed adds the movements of some kinds in the month of its row, in hours.
func (b *book) summed(sign string, minutes int64, kinds ...hours.MovementKind) excel.Cell {
	f := ""
	for _, k := range kinds {
		if f != "" {
			f += "+"
		}
		f += fmt.Sprintf("SUMIFS(%s,%s,A{row},%s,%q)", b.ledger.Range(0, ledgerMinutes), b.ledger.Range(0, ledgerMonth), b.ledger.Range(0, ledgerKind), b.movement(k))
	}
	return excel.Formula(sign+"("+f+")/60", excel.Hours(minutes))
}

// terms are the contract in words.
func (b *book) terms() excel.Table {
	t := excel.Table{Header: append([]string{b.p.T("bankstatement.contract")}, make([]string, 9)...)}
	for _, c := range b.s.contracts() {
		for _, line := range b.s.Terms(c) {
			t.Rows = append(t.Rows, append([]excel.Cell{excel.Wide(line)}, make([]excel.Cell, 9)...))
		}
	}
	return t
}

// consents are what the client agreed to beyond the bank.
func (b *book) consents() excel.Table {
	t := excel.Table{
		Title: b.p.T("bankstatement.consents"), Empty: b.p.T("bankstatement.consents_none"),
		Header: []string{
			b.p.T("bankstatement.month"), b.p.T("bankstatement.consent_on"), b.p.T("bankstatement.consented"), "", b.p.T("bankstatement.consent_by"), "", "", b.p.T("bankstatement.reason"), "", "",
		},
		Align: []excel.Align{2: excel.Right},
	}
	var sum int64
	for i := range b.s.Months {
		for _, c := range b.s.Months[i].Consents {
			sum += c.Minutes
			t.Rows = append(t.Rows, []excel.Cell{
				excel.Text(c.Month.String()), excel.Date(c.On), excel.Hours(c.Minutes), {}, excel.Text(c.By), {}, {}, excel.Text(c.Reason),
			})
		}
	}
	if len(t.Rows) > 0 {
		t.Total = []excel.Cell{excel.Text(b.p.T("common.total")), {}, excel.Formula("SUM(C{first}:C{last})", excel.Hours(sum))}
	}
	return t
}

// levels are the banks of the levels, month by month.
func (b *book) levels() excel.Sheet {
	s := b.sheet(b.p.T("bankstatement.levels"), 11, 24, 11, 11, 11, 11, 12, 11, 12, 12)
	s.Landscape = true
	t := excel.Table{
		Header: []string{
			b.p.T("bankstatement.month"), b.p.T("bankstatement.bank"), b.p.T("bankstatement.carried_in"), b.p.T("bankstatement.granted"), b.p.T("bankstatement.adjusted"),
			b.p.T("bankstatement.used"), b.p.T("bankstatement.overage"), b.p.T("bankstatement.expired"), b.p.T("bankstatement.cap_loss"), b.p.T("bankstatement.carried_out"),
		},
		Align: []excel.Align{2: excel.Right, 3: excel.Right, 4: excel.Right, 5: excel.Right, 6: excel.Right, 7: excel.Right, 8: excel.Right, 9: excel.Right},
		Alert: []int{2, 4, 9}, Filter: true, Name: "Banques",
	}
	for i := range b.s.Months {
		m := &b.s.Months[i]
		for j := range m.Levels {
			x := &m.Levels[j].Statement
			row := []excel.Cell{excel.Text(m.Month.String()), excel.Text(b.bank(m.Levels[j].Level))}
			for _, n := range []int64{x.CarriedIn, x.Granted, x.Adjusted, x.Used, x.Overage, x.Expired, x.CapLoss} {
				row = append(row, excel.Hours(n))
			}
			t.Rows = append(t.Rows, append(row, excel.Formula("C{row}+D{row}+E{row}-F{row}+G{row}-H{row}-I{row}", excel.Hours(x.Out))))
		}
	}
	s.Tables = []excel.Table{t}
	return s
}

// lots are what the last month carries out.
func (b *book) lots() excel.Sheet {
	s := b.sheet(b.p.T("bankstatement.lots"), 16, 12, 12, 22)
	last := &b.s.Months[len(b.s.Months)-1]
	t := excel.Table{
		Header: []string{b.p.T("bankstatement.lot"), b.p.T("bankstatement.minutes"), b.p.T("bankstatement.hours"), b.p.T("bankstatement.usable")},
		Align:  []excel.Align{1: excel.Right, 2: excel.Right, 3: excel.Centre}, Empty: b.p.T("bankstatement.lots_none"),
	}
	var sum int64
	add := func(name string, minutes int64, until excel.Cell) {
		sum += minutes
		t.Rows = append(t.Rows, []excel.Cell{excel.Text(name), excel.Int(minutes), inHours("B", minutes), until})
	}
	for _, l := range last.Total.State.Lots {
		until := excel.Date(l.Expires).Centre()
		if l.Expires.IsZero() {
			until = excel.Text(b.p.T("bankstatement.no_expiry")).Centre()
		}
		add(l.Month.String(), l.Minutes, until)
	}
	if d := last.Total.State.Deficit; d > 0 {
		add(b.p.T("bankstatement.deficit_short"), -d, excel.Cell{})
	}
	if len(t.Rows) > 0 {
		t.Total = []excel.Cell{
			excel.Text(b.p.T("bankstatement.carried_out")), excel.Formula("SUM(B{first}:B{last})", excel.Int(sum)),
			excel.Formula("SUM(C{first}:C{last})", excel.Hours(sum)),
		}
	}
	s.Tables = []excel.Table{t}
	return s
}

// shares part the time used by hat, level and person; each has the same total.
func (b *book) shares() excel.Sheet {
	s := b.sheet(b.p.T("bankstatement.time_used"), 34, 12, 12)
	for _, x := range []struct {
		title string
		list  []Share
	}{{b.p.T("common.hat"), b.s.Hats}, {b.p.T("common.level"), b.s.Levels}, {b.p.T("common.person"), b.s.People}} {
		t := excel.Table{
			Header: []string{x.title, b.p.T("bankstatement.minutes"), b.p.T("bankstatement.hours")},
			Align:  []excel.Align{1: excel.Right, 2: excel.Right}, Empty: b.p.T("bankstatement.time_none"),
		}
		for _, v := range x.list {
			t.Rows = append(t.Rows, []excel.Cell{excel.Text(b.share(v)), excel.Int(v.Minutes), inHours("B", v.Minutes)})
		}
		if len(t.Rows) > 0 {
			t.Total = []excel.Cell{
				excel.Text(b.p.T("common.total")), excel.Formula("SUM(B{first}:B{last})", excel.Int(b.s.used())),
				excel.Formula("SUM(C{first}:C{last})", excel.Hours(b.s.used())),
			}
		}
		s.Tables = append(s.Tables, t)
	}
	return s
}
