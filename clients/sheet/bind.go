package sheet

import (
	"slices"
	"strings"

	"regie/clients/civil"
	"regie/clients/fault"
)

// Binding reads the rows of a table by field. The order of dates and the decimal
// sign are taken from whole columns when it is made.
type Binding struct {
	table   *Table
	mapping Mapping
	columns map[Field]int
	facts   []columnFacts // by column index
	dates   dateVotes     // of all mapped columns that hold dates
	numbers numberVotes   // of all mapped columns
}

// columnFacts is what the cells of one mapped column say.
type columnFacts struct {
	mapped  bool
	dates   dateVotes
	numbers numberVotes
	days    fractionVotes
}

// Bind looks at the whole table once. It refuses a mapping that names a column
// which is not there (import_column_missing, argument "column", field = its field)
// and one that names none (import_nothing_mapped).
func (t *Table) Bind(m Mapping) (*Binding, error) {
	b := &Binding{table: t, mapping: m, columns: map[Field]int{}, facts: make([]columnFacts, len(t.Header))}
	for _, f := range sortedFields(m.Columns) {
		name := m.Columns[f]
		if name == "" {
			continue
		}
		i := t.Column(name)
		if i < 0 {
			return nil, fault.New("import_column_missing", "column", name).At(string(f))
		}
		b.columns[f] = i
		b.facts[i].mapped = true
	}
	if len(b.columns) == 0 {
		return nil, fault.New("import_nothing_mapped")
	}
	b.survey()
	return b, nil
}

func sortedFields(columns map[Field]string) []Field {
	fields := make([]Field, 0, len(columns))
	for f := range columns {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	return fields
}

// survey lets every cell of the mapped columns vote.
func (b *Binding) survey() {
	var mapped []int
	for i := range b.facts {
		if b.facts[i].mapped {
			mapped = append(mapped, i)
		}
	}
	for r := range b.table.under() {
		if isTotal(r.Cells) {
			continue
		}
		for _, i := range mapped {
			if i >= len(r.Cells) {
				break
			}
			b.facts[i].add(r.Cells[i])
		}
	}
	for _, i := range mapped {
		f := &b.facts[i]
		if f.dates.shaped*2 >= f.dates.filled && f.dates.shaped > 0 {
			b.dates.join(f.dates)
		}
		b.numbers.dot += f.numbers.dot
		b.numbers.comma += f.numbers.comma
	}
}

// longestFigure is the longest cell that is looked at as a date or a number.
const longestFigure = 48

func (f *columnFacts) add(cell string) {
	if len(cell) > longestFigure {
		f.dates.filled++
		f.days.against = true
		return
	}
	cell = strings.TrimFunc(cell, isSpace)
	if IsUnknown(cell) {
		return
	}
	f.dates.add(cell)
	f.numbers.add(cell)
	f.days.add(cell)
}

// Has tells whether a field has a column or a constant.
func (b *Binding) Has(f Field) bool {
	_, ok := b.columns[f]
	return ok || b.mapping.Constants[f] != ""
}

// Header gives the name of the field's column, "" if it has none.
func (b *Binding) Header(f Field) string {
	if i, ok := b.columns[f]; ok {
		return b.table.Header[i]
	}
	return ""
}

// Unit gives what stands in parentheses in the field's header, such as a currency.
func (b *Binding) Unit(f Field) string { return inParentheses(b.Header(f)) }

// Text gives the field's cell without outer white space, or its constant.
func (b *Binding) Text(r Row, f Field) string {
	if i, ok := b.columns[f]; ok {
		return strings.TrimFunc(r.Cell(i), isSpace)
	}
	return b.mapping.Constants[f]
}

// Formula tells whether the field's cell was computed by a formula, in a
// workbook that was opened with Limits.Formulas.
func (b *Binding) Formula(r Row, f Field) bool {
	i, ok := b.columns[f]
	h, workbook := b.table.src.(*held)
	return ok && workbook && h.formulas[[2]int{r.Line, i}]
}

// DateOrder gives the order of the dates in the fields' columns taken together
// (all mapped columns when none is named). OrderAmbiguous: ask, put the answer
// into the mapping and bind again.
func (b *Binding) DateOrder(fields ...Field) DateOrder {
	if b.mapping.DateOrder == OrderDMY || b.mapping.DateOrder == OrderMDY {
		return b.mapping.DateOrder
	}
	if len(fields) == 0 {
		return b.dates.order()
	}
	var votes dateVotes
	for _, f := range fields {
		if i, ok := b.columns[f]; ok {
			votes.join(b.facts[i].dates)
		}
	}
	order := votes.order()
	if order == OrderAmbiguous && (votes.dmy == 0 || votes.mdy == 0) {
		return b.dates.order() // the file's other dates may tell
	}
	return order
}

// Decimal gives the sign that parts the decimals of a field, and whether the
// figures of the file show it; if they do not, it is the likelier one, and some
// figure of the column may be read in two ways when sure is false and open true.
func (b *Binding) Decimal(f Field) (sign byte, sure, open bool) {
	if b.mapping.Decimal == "," || b.mapping.Decimal == "." {
		return b.mapping.Decimal[0], true, false
	}
	i, ok := b.columns[f]
	if !ok {
		return b.table.src.decimal(), false, false
	}
	own := b.facts[i].numbers
	for _, votes := range []numberVotes{own, b.numbers} {
		if sign := votes.decimal(); sign != 0 {
			return sign, true, false
		}
	}
	return b.table.src.decimal(), false, own.open > 0
}

// Stamp reads a date with its time. known is false for a blank or an unknown.
// Reasons: row_date_ambiguous, row_date_invalid.
func (b *Binding) Stamp(r Row, f Field) (st Stamp, known bool, reason *fault.Error) {
	s := b.Text(r, f)
	if IsUnknown(s) {
		return Stamp{Seconds: NoTime}, false, nil
	}
	if d, ok := isoDate(s); ok {
		return Stamp{Date: d, Seconds: NoTime}, true, nil
	}
	order := b.DateOrder(f)
	st, ok := ParseStamp(s, order)
	switch {
	case ok:
		return st, true, nil
	case order == OrderAmbiguous || order == OrderNone:
		if _, ok := ParseStamp(s, OrderDMY); ok {
			return st, false, fault.New("row_date_ambiguous", "value", s).At(string(f))
		}
	}
	return st, false, fault.New("row_date_invalid", "value", short(s)).At(string(f))
}

// Date reads the day of a field; a date without a year is refused
// (row_date_no_year), otherwise as Stamp.
func (b *Binding) Date(r Row, f Field) (d civil.Date, known bool, reason *fault.Error) {
	st, known, reason := b.Stamp(r, f)
	if known && st.NoYear {
		return civil.Date{}, false, fault.New("row_date_no_year", "value", b.Text(r, f)).At(string(f))
	}
	return st.Date, known, reason
}

// Clock reads a time of day in seconds since midnight. Reason: row_clock_invalid.
func (b *Binding) Clock(r Row, f Field) (seconds int, known bool, reason *fault.Error) {
	s := b.Text(r, f)
	if IsUnknown(s) {
		return 0, false, nil
	}
	seconds, ok := parseClock(s)
	if !ok {
		return 0, false, fault.New("row_clock_invalid", "value", short(s)).At(string(f))
	}
	return seconds, true, nil
}

// Duration reads a duration in seconds. Bare figures are hours unless the header
// names another unit. Reasons: row_duration_unreadable, row_duration_negative,
// row_duration_absurd (over 24 h).
func (b *Binding) Duration(r Row, f Field) (seconds int64, known bool, reason *fault.Error) {
	return b.duration(r, f, false)
}

// DurationSum reads a duration that may pass 24 h, as on totals rows.
func (b *Binding) DurationSum(r Row, f Field) (seconds int64, known bool, reason *fault.Error) {
	return b.duration(r, f, true)
}

func (b *Binding) duration(r Row, f Field, sum bool) (int64, bool, *fault.Error) {
	s := b.Text(r, f)
	if IsUnknown(s) {
		return 0, false, nil
	}
	unit := perHour
	if i, ok := b.columns[f]; ok {
		if unit = unitOf(b.table.Header[i]); unit == perHour && b.facts[i].days.isDays() {
			unit = perDay
		}
	}
	decimal, _, _ := b.Decimal(f)
	seconds, reason := parseDuration(s, unit, decimal, sum)
	if reason != nil {
		return 0, false, reason.At(string(f))
	}
	return seconds, true, nil
}

// Number reads a figure; known is false for a blank or an unknown, which are not
// zero. Reason: row_number_invalid.
func (b *Binding) Number(r Row, f Field) (n Number, known bool, reason *fault.Error) {
	s := b.Text(r, f)
	if IsUnknown(s) {
		return Number{}, false, nil
	}
	decimal, _, _ := b.Decimal(f)
	n, ok := parseNumber(s, decimal)
	if !ok {
		return Number{}, false, fault.New("row_number_invalid", "value", short(s)).At(string(f))
	}
	return n, true, nil
}

// Bool reads yes and no in both languages; known is false for anything else.
func (b *Binding) Bool(r Row, f Field) (value, known bool) {
	switch normal(b.Text(r, f)) {
	case "yes", "oui", "true", "vrai", "1", "x", "y", "o", "billable", "facturable", "ok":
		return true, true
	case "no", "non", "false", "faux", "0", "n", "non billable", "non facturable", "not billable":
		return false, true
	}
	return false, false
}

// short cuts a cell to what a sentence can quote.
func short(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
