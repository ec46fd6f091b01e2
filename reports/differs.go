package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
)

// figure is one number of the synthesis, in words, of an area of the report.
type figure struct{ area, key, words string }

// area is a part of a month, the name of what a correction corrects.
type area struct {
	key   string
	value any
}

// figures are the numbers that a correction names when they change.
func figures(m *Month, p *text.Printer) []figure {
	count := func(n int) string { return p.Int(int64(n)) }
	value := p.T("common.unknown")
	if v := m.Hours.Value; v != nil {
		value = p.Money(money.Amount{Minor: *v, Currency: m.Hours.Currency})
	}
	promised, made := totals(m.Deliverables)
	list := []figure{
		{"time", "hours", p.Hours(m.Hours.Billed)},
		{"time", "raw", p.Hours(m.Hours.Raw)},
		{"time", "value", value},
		{"time", "linked", p.Hours(m.Hours.Linked)},
		{"calendar", "published", count(m.Calendar.Published)},
		{"calendar", "planned", count(m.Calendar.Planned)},
		{"calendar", "on_time", count(m.Calendar.OnTime)},
		{"calendar", "cancelled", count(m.Calendar.Cancelled)},
		{"calendar", "promised", count(promised)},
		{"calendar", "made", count(made)},
	}
	bank := Bank{}
	words := func(int64) string { return p.T("common.unknown") }
	if m.Hours.Bank != nil {
		bank, words = *m.Hours.Bank, p.Hours
	}
	list = append(list,
		figure{"time", "available", words(bank.Available)}, figure{"time", "used", words(bank.Used)},
		figure{"time", "overage", words(bank.Overage)}, figure{"time", "carried", words(bank.CarriedOut)})
	b := m.Budget
	amount := func(n int64) string { return p.Money(money.Amount{Minor: n, Currency: b.Currency}) }
	if len(b.Lines) == 0 {
		amount = func(int64) string { return p.T("common.unknown") }
	}
	return append(list,
		figure{"budget", "budget_planned", amount(b.Planned)}, figure{"budget", "budget_committed", amount(b.Committed)},
		figure{"budget", "budget_actual", amount(b.Actual)},
		figure{"budget", "budget_left", amount(b.Left)})
}

// areas are the parts of a month, in the order of the report; a correction names
// those that changed beside the figures.
func areas(m *Month) []area {
	texts := m.Composition
	layout := make([]Part, 0, len(texts.Parts))
	comments := make([]string, 0, len(texts.Parts))
	for _, p := range texts.Complete().Parts {
		layout = append(layout, Part{Section: p.Section, Off: p.Off})
		comments = append(comments, string(p.Section)+p.Comment)
	}
	slices.Sort(comments) // moved sections are no other texts
	return []area{
		{"layout", layout},
		{"texts", []any{texts.Lead, texts.Highlights, texts.Request, comments}},
		{"calendar", []any{m.Calendar, m.Deliverables}},
		{"time", m.Hours},
		{"budget", m.Budget},
		{"next", []any{m.Next.Items, m.Next.Promises}},
		{"identity", []any{
			m.Client.Name, m.Client.Brand.Primary, m.Client.Brand.Secondary, m.Client.Brand.Logo,
			m.Agency.Name, m.Agency.Color, m.Decider.Name, m.Decider.Job, len(m.Committee) > 0,
		}},
	}
}

// passing are the areas that go on living after the month: they give a
// correction its name and make no report outdated by themselves.
var passing = []string{"next", "identity"}

// differences names what two months say differently, in the language of the
// second; the months must be of one client.
func differences(before, after Month) ([]Difference, error) {
	var list []Difference
	if before.Lang != after.Lang {
		list = append(list, Difference{Key: "lang", Before: string(before.Lang), After: string(after.Lang)})
	}
	p := text.For(after.Lang)
	old := figures(&before, p)
	named := map[string]bool{}
	for i, f := range figures(&after, p) {
		if f.words != old[i].words {
			list = append(list, Difference{Key: f.key, Before: old[i].words, After: f.words})
			named[f.area] = true
		}
	}
	if before.Lang != after.Lang {
		return list, nil // every label differs
	}
	before, after = settled(before), settled(after)
	was := areas(&before)
	for i, a := range areas(&after) {
		x, err := json.Marshal(was[i].value)
		if err != nil {
			return nil, fmt.Errorf("comparing two reports: %w", err)
		}
		y, err := json.Marshal(a.value)
		if err != nil {
			return nil, fmt.Errorf("comparing two reports: %w", err)
		}
		if !bytes.Equal(x, y) && !named[a.key] {
			list = append(list, Difference{Key: "area_" + a.key})
		}
	}
	return list, nil
}

// outdated keeps the differences that make an issued report say something else
// than the month's data, other than by the time that passed.
func outdated(list []Difference) []Difference {
	return slices.DeleteFunc(slices.Clone(list), func(d Difference) bool {
		for _, key := range passing {
			if d.Key == "area_"+key {
				return true
			}
		}
		return false
	})
}

// settled takes from a month what changes by the mere passing of days, and the
// words of what has a key beside them: another wording of the program, or another
// name of a hat or a person, makes no report outdated.
func settled(m Month) Month {
	m.AsOf, m.Today, m.Provisional, m.Missing, m.Said, m.Edition = time.Time{}, civil.Date{}, false, nil, nil, Edition{}
	m.Calendar.Awaiting = nil
	items := func(it *Item) {
		it.Late, it.Minutes = false, 0 // the minutes are the time's
		it.Kind, it.State, it.Author = "", "", ""
	}
	m.Calendar.Items, m.Next.Items = each(m.Calendar.Items, items), each(m.Next.Items, items)
	m.Calendar.ByNetwork = each(m.Calendar.ByNetwork, func(n *NetworkCount) { n.Label = "" })
	deliverables := func(d *Deliverable) { d.Label = "" }
	m.Deliverables, m.Next.Promises = each(m.Deliverables, deliverables), each(m.Next.Promises, deliverables)
	m.Budget.Lines = each(m.Budget.Lines, func(l *BudgetLine) { l.Label = "" })
	m.Hours = settledHours(m.Hours)
	return m
}

func settledHours(h Hours) Hours {
	shares := func(s *Share) { s.Label, s.Color = "", "" }
	h.ByHat, h.ByLevel, h.ByPerson = each(h.ByHat, shares), each(h.ByLevel, shares), each(h.ByPerson, shares)
	h.Log = each(h.Log, func(l *LogLine) { l.Person, l.Level, l.Hat, l.Kind = "", "", "", "" })
	if h.Bank != nil {
		b := *h.Bank
		b.Forecast = nil
		b.Movements = each(b.Movements, func(mv *Movement) { mv.Label = "" })
		h.Bank = &b
	}
	return h
}

// each changes a copy of a list.
func each[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}
