package billing

import (
	"cmp"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

// overLine is overage of one level, hat and rate.
type overLine struct {
	level, hat string
	rate       *int64
	minutes    int64
	entries    []clients.ID // those that the document takes
	parts      []Beyond
}

// contractLines adds the hours of the contract. With a fee those within the bank
// are information; without one they are priced ("en régie"). Beyond the hours
// sold ahead stands what the client consented to, priced at the entry's rate ×
// the contract's coefficient, or what is given; the rest is left out, so that
// every billed minute is within, beyond or left out, and once.
func (w *monthWork) contractLines() {
	billable, unconsented := w.overage()
	beyond := map[clients.ID]int64{}
	if w.terms.Contract != nil && !w.borrows() {
		for _, o := range w.over {
			beyond[o.Entry] += o.Minutes
		}
	}
	w.leaveOut(billable, beyond)
	if w.fee() {
		w.includedLines(beyond)
	} else {
		w.rateLines(hours.Contract, beyond)
	}
	w.overageLines(billable)
	if unconsented > 0 {
		w.note(fault.New("left_overage", "minutes", hoursOf(unconsented)).At("consent"))
	}
}

// leaveOut notes which entries lie beyond the bank altogether: those that the
// client agreed to, or is given, stand on a line of overage alone; the others an
// invoice leaves free, to be billed when the client agrees. A statement names
// them, and what stands on one goes with it.
func (w *monthWork) leaveOut(billable []overLine, beyond map[clients.ID]int64) {
	agreed := map[clients.ID]bool{}
	for _, l := range billable {
		for _, id := range l.entries {
			agreed[id] = true
		}
	}
	w.overOnly, w.out = map[clients.ID]bool{}, map[clients.ID]bool{}
	for _, l := range w.bill.Lines {
		minutes, _ := l.Shares(w.rows)
		for n, i := range l.Rows {
			id := w.rows[i].ID
			if beyond[id] == 0 || beyond[id] < minutes[n] {
				continue
			}
			w.overOnly[id] = agreed[id]
			w.out[id] = !agreed[id] && w.doc.Kind == Invoice && w.doc.Refs.Statement == ""
		}
	}
}

// overageLines adds what is beyond the hours sold ahead.
func (w *monthWork) overageLines(billable []overLine) {
	gift, over := "billing.line_gift", "billing.line_overage"
	if !w.fee() {
		gift, over = "billing.line_gift_hours", "billing.line_overage_hours"
	}
	category, rate := w.rate(w.today)
	for _, o := range billable {
		if w.terms.Contract.Overage == clients.OverageFree {
			line := w.hourLine(o.level, o.hat, Gift, gift)
			line.Quantity, line.Info, line.Entries = o.minutes, true, o.entries
			w.doc.Lines = append(w.doc.Lines, line)
			continue
		}
		line := w.hourLine(o.level, o.hat, Overage, over)
		line.Quantity, line.Category, line.Rate, line.Entries, line.Beyond = o.minutes, category, rate, o.entries, o.parts
		line.Detail = w.consents()
		if o.rate != nil {
			line.Price = money.MulDiv(*o.rate, cmp.Or(w.terms.Contract.OverageCoefficient, 10_000), 10_000)
			line.RateSource = "overage"
		}
		w.doc.Lines = append(w.doc.Lines, line)
	}
}

// borrows tells that time beyond the bank lowers the next month's grant. With
// the contract what is owed ends, and is overage as any other.
func (w *monthWork) borrows() bool {
	return w.terms.Contract.Overage == clients.OverageBorrow && !w.terms.Ends
}

// overage groups the overage of the entries to bill. Where it is billed only
// the consented minutes are, the first ones; unconsented is what is left out.
// An invoice also bills what the client agreed to since an entry was billed, and
// minutes of earlier months that the end of the contract makes overage; these
// entries stay on the document that they stand on.
func (w *monthWork) overage() (lines []overLine, unconsented int64) {
	if len(w.over) == 0 || w.borrows() {
		return nil, 0
	}
	mine := map[clients.ID]bool{}
	for _, e := range w.entries {
		mine[e.ID] = true
	}
	free := w.terms.Contract.Overage == clients.OverageFree
	left := w.bank.Consented
	for _, o := range w.over {
		minutes := o.Minutes
		if !free {
			minutes = min(minutes, left)
			left -= minutes
			unconsented += o.Minutes - minutes
		}
		part := Beyond{Entry: o.Entry, Minutes: max(0, minutes-w.before[o.Entry]), After: w.before[o.Entry]}
		if part.Minutes == 0 || !mine[o.Entry] && (free || !w.billsLater(o)) {
			continue
		}
		i := slices.IndexFunc(lines, func(l overLine) bool {
			return l.level == o.Level && l.hat == o.Hat && sameRate(l.rate, o.Rate)
		})
		if i < 0 {
			i = len(lines)
			lines = append(lines, overLine{level: o.Level, hat: o.Hat, rate: o.Rate})
		}
		lines[i].minutes += part.Minutes
		lines[i].parts = append(lines[i].parts, part)
		if mine[o.Entry] {
			lines[i].entries = append(lines[i].entries, o.Entry)
		}
	}
	return lines, unconsented
}

// billsLater tells whether overage of an entry that stands elsewhere is billed
// here: on an invoice that is not drawn from a statement. Time of an earlier
// month was paid by the hour where there is no fee, and is not billed twice.
func (w *monthWork) billsLater(o hours.OverageShare) bool {
	return w.doc.Kind == Invoice && !w.sketch && (w.fee() || w.month.Contains(o.On))
}

func sameRate(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// includedLines are the hours within the bank, a line for each level: what was
// done at it stands under it, and in full in the account of time.
func (w *monthWork) includedLines(beyond map[clients.ID]int64) {
	at := map[string]int{}
	hats := map[string][]string{}
	for _, l := range w.bill.Lines {
		if l.Kind != hours.Contract {
			continue
		}
		minutes, _ := l.Shares(w.rows)
		for n, i := range l.Rows {
			row := w.rows[i]
			if w.out[row.ID] || w.overOnly[row.ID] {
				continue
			}
			if _, ok := at[l.Level]; !ok {
				at[l.Level] = len(w.doc.Lines)
				line := w.hourLine(l.Level, "", Included, "billing.line_included")
				line.Info = true
				w.doc.Lines = append(w.doc.Lines, line)
			}
			line := &w.doc.Lines[at[l.Level]]
			if name := label(w.hats, l.Hat); !slices.Contains(hats[l.Level], name) {
				hats[l.Level] = append(hats[l.Level], name)
				line.Detail = strings.Join(hats[l.Level], ", ")
			}
			line.Entries = append(line.Entries, row.ID)
			line.Quantity += max(0, minutes[n]-beyond[row.ID])
			line.RawMinutes += row.Seconds
		}
	}
	for _, i := range at { // summed in seconds, rounded once
		w.doc.Lines[i].RawMinutes = money.RoundHalfUp(w.doc.Lines[i].RawMinutes, 60)
	}
}

// consents says who agreed to the overage, when and how much.
func (w *monthWork) consents() string {
	var parts []string
	for _, c := range w.bank.Consents {
		parts = append(parts, w.words.T("billing.consent", "by", c.By, "date", c.On, "minutes", hoursOf(c.Minutes)))
	}
	return strings.Join(parts, " · ")
}
