package timesheet

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

// listModel is the month's entries of a client with what locks them.
type listModel struct {
	rows []listRow
	book book
}

// listRow is one entry in words.
type listRow struct {
	entry             hours.Entry
	who, hat, note    string
	kind, rate, value string
	length            string
	locks             []string // as the service names them
	lock              string   // in words
	words             string   // folded, for the filter
}

func loadList(ctx context.Context, d Deps, p *text.Printer, client clients.ID, m civil.Month) (listModel, error) {
	var md listModel
	var err error
	if md.book, err = loadBook(ctx, d.House); err != nil {
		return md, err
	}
	entries, err := d.Hours.List(ctx, hours.Filter{Client: client, Days: m.Range()})
	if err != nil {
		return md, fmt.Errorf("reading the entries: %w", err)
	}
	locks, err := d.Hours.Locks(ctx, entries)
	if err != nil {
		return md, fmt.Errorf("reading the locks: %w", err)
	}
	now := d.Now()
	for _, e := range slices.Backward(entries) { // the newest first
		md.rows = append(md.rows, md.book.row(p, e, locks[e.ID], now))
	}
	return md, nil
}

func (b *book) row(p *text.Printer, e hours.Entry, locks []string, now time.Time) listRow {
	r := listRow{
		entry: e, who: b.people[e.Person].Name, hat: b.hatName(p, e.Hat), note: e.Note,
		kind: p.T("hours.kind_" + string(e.Kind)), rate: amount(p, e.Rate, e.Currency),
		length: p.Hours(minutes(e.Elapsed(now))), locks: locks, lock: lockWords(p, locks),
	}
	if e.Kind == hours.Free {
		r.rate = ""
		if e.Reason != "" {
			r.note = strings.TrimSpace(e.Note + " (" + e.Reason + ")")
		}
	} else {
		r.value = amount(p, entryValue(e), e.Currency)
	}
	if e.Running {
		r.length, r.value = p.T("timesheet.running"), ""
	}
	r.words = clients.Fold(strings.Join([]string{r.who, r.hat, r.note, e.Reason, p.DateShort(e.On)}, " "))
	return r
}

// entryValue is an entry's time at its own rate, nil where it has none.
func entryValue(e hours.Entry) *int64 {
	if e.Kind == hours.Free || e.Running {
		zero := int64(0)
		return &zero
	}
	return priced(e.Seconds, e.Rate)
}

// lockWords says what binds an entry: the closed month, its approval, the
// number of the document it stands on.
func lockWords(p *text.Printer, locks []string) string {
	var words []string
	for _, l := range locks {
		kind, number, _ := strings.Cut(l, ":")
		if kind == hours.LockDocument {
			words = append(words, number)
			continue
		}
		words = append(words, p.T("timesheet.lock_"+kind))
	}
	return strings.Join(words, ", ")
}

// lockIcon is the sign beside the words: a document is paper, an approval a
// tick, a closed month a padlock.
func lockIcon(locks []string) icons.Name {
	switch {
	case len(locks) == 0:
		return icons.None
	case slices.ContainsFunc(locks, func(l string) bool { return strings.HasPrefix(l, hours.LockDocument) }):
		return icons.Invoice
	case slices.Contains(locks, hours.LockMonth):
		return icons.Closing
	}
	return icons.Check
}

// listFilter says which entries are shown; empty parts do not restrict.
type listFilter struct {
	words               string
	people, hats, kinds []string
}

func (f listFilter) active() bool {
	return f.words != "" || len(f.people)+len(f.hats)+len(f.kinds) > 0
}

func (f listFilter) keeps(r listRow) bool {
	in := func(list []string, key string) bool { return len(list) == 0 || slices.Contains(list, key) }
	if !in(f.people, string(r.entry.Person)) || !in(f.hats, r.entry.Hat) || !in(f.kinds, string(r.entry.Kind)) {
		return false
	}
	for _, w := range strings.Fields(clients.Fold(f.words)) {
		if !strings.Contains(r.words, w) {
			return false
		}
	}
	return true
}

func (md *listModel) filtered(f listFilter) []listRow {
	var out []listRow
	for _, r := range md.rows {
		if f.keeps(r) {
			out = append(out, r)
		}
	}
	return out
}

// sumText is how many entries there are, how long they are and their value at
// rates; entries without a rate are counted apart.
func sumText(p *text.Printer, key string, rows []listRow) string {
	var seconds, value int64
	var currency money.Currency
	unrated := 0
	for _, r := range rows {
		seconds += r.entry.Seconds
		v := entryValue(r.entry)
		if v == nil {
			unrated++
			continue
		}
		value += *v
		if r.entry.Currency != "" {
			currency = r.entry.Currency
		}
	}
	s := p.N(key, len(rows)) + " · " + p.Hours(minutes(seconds))
	if currency != "" {
		s += " · " + p.Money(money.Amount{Minor: value, Currency: currency})
	}
	if unrated > 0 {
		s += " · " + p.N("timesheet.unrated", unrated)
	}
	return s
}

// held are the entries that a lock keeps from changing.
func held(rows []listRow) []listRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r listRow) bool { return len(r.locks) == 0 })
}

// approvedOf are the entries that are approved.
func approvedOf(rows []listRow) []listRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r listRow) bool { return r.entry.ApprovedAt.IsZero() })
}

// mostNamed is how many locked entries a refusal names one by one.
const mostNamed = 4

// refuseHeld names the locked entries of a selection and says why; nil when
// there are none. What was asked for is then not done to any entry.
func refuseHeld(p *text.Printer, rows []listRow) error {
	locked := held(rows)
	if len(locked) == 0 {
		return nil
	}
	var names []string
	for _, r := range locked[:min(mostNamed, len(locked))] {
		names = append(names, p.DateShort(r.entry.On)+" "+r.hat+" "+r.length+" ("+r.lock+")")
	}
	list := strings.Join(names, ", ")
	if more := len(locked) - mostNamed; more > 0 {
		list += " " + p.N("common.and_more", more)
	}
	return fault.New("selection_locked", "count", len(locked), "list", list)
}

// change is what a bulk edit asks for; nil parts stay as they are.
type change struct {
	hat    *string
	person *clients.ID
	kind   *hours.Kind
	reason string
	note   *string
	days   int
}

func (c change) empty() bool {
	return c.hat == nil && c.person == nil && c.kind == nil && c.note == nil && c.days == 0
}

// apply changes one entry's form.
func (c change) apply(f *hours.Form) {
	if c.hat != nil {
		f.Hat = *c.hat
	}
	if c.person != nil {
		f.Person = *c.person
	}
	if c.kind != nil {
		f.Kind, f.Reason = *c.kind, c.reason
	}
	if c.note != nil {
		f.Note = *c.note
	}
	if c.days != 0 {
		shift(f, c.days)
	}
}

// shift moves an entry by days: its clocks read the same on the other day, and
// it lasts as long.
func shift(f *hours.Form, days int) {
	if t := f.Times; t != nil && !t.From.IsZero() {
		loc, err := civil.Zone(f.Zone)
		if err != nil {
			loc = time.UTC
		}
		from := t.From.In(loc).AddDate(0, 0, days).UTC()
		f.Times = &hours.Times{From: from, Until: from.Add(t.Until.Sub(t.From))}
	}
	f.On = f.On.AddDays(days)
}
