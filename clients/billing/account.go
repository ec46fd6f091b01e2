package billing

import (
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Ways of breaking time down.
const (
	GroupHat    = "hat"
	GroupLevel  = "level"
	GroupDay    = "day"
	GroupPerson = "person"
)

// GroupsBy lists the ways of breaking time down.
func GroupsBy() []string { return []string{GroupHat, GroupLevel, GroupDay, GroupPerson} }

// hoursOf makes minutes print as hours.
func hoursOf(minutes int64) civil.Minutes { return civil.Minutes(minutes) }

// account is the time behind the document: raw beside billed, entry by entry
// and broken down, every breakdown adding up to the whole.
func (w *monthWork) account(groupBy string) *TimeAccount {
	t := &TimeAccount{RawMinutes: w.bill.RawMinutes, BilledMinutes: w.bill.BilledMinutes, GroupBy: groupBy}
	by := map[string]func(hours.Row) string{
		GroupHat: hours.ByHat, GroupLevel: hours.ByLevel, GroupDay: hours.ByDay, GroupPerson: hours.ByPerson,
	}[groupBy]
	for _, p := range w.bill.Parts(w.rows, by) {
		t.Groups = append(t.Groups, TimeGroup{Key: p.Key, Label: w.groupLabel(groupBy, p.Key), RawMinutes: p.RawMinutes, BilledMinutes: p.BilledMinutes})
	}
	minutes := map[clients.ID]int64{}
	for _, l := range w.bill.Lines {
		shares, _ := l.Shares(w.rows)
		for n, i := range l.Rows {
			minutes[w.rows[i].ID] = shares[n]
		}
	}
	for _, e := range w.entries {
		t.Rows = append(t.Rows, TimeRow{
			Entry: e.ID, On: e.On, Person: w.people[e.Person], Hat: label(w.hats, e.Hat), Level: label(w.levels, e.Level),
			Kind: string(e.Kind), Note: e.Note, RawSeconds: e.Seconds, BilledMinutes: minutes[e.ID],
		})
	}
	if w.bank != nil {
		b := w.bank.Total
		t.Bank = &Bank{
			Granted: b.Granted, CarriedIn: b.CarriedIn, Adjusted: b.Adjusted, Used: b.Used, Overage: b.Overage,
			Expired: b.Expired, CapLoss: b.CapLoss, CarriedOut: b.Out, Consented: w.bank.Consented,
		}
	}
	return t
}

func (w *monthWork) groupLabel(groupBy, key string) string {
	switch groupBy {
	case GroupHat:
		return label(w.hats, key)
	case GroupLevel:
		return label(w.levels, key)
	case GroupPerson:
		return w.people[clients.ID(key)]
	default:
		on, err := civil.ParseDate(key)
		if err != nil {
			return key
		}
		return w.words.Date(on)
	}
}

// line finds a line by its number on the document.
func (d Document) line(no int) (Line, bool) {
	i := slices.IndexFunc(d.Lines, func(l Line) bool { return l.No == no })
	if i < 0 {
		return Line{}, false
	}
	return d.Lines[i], true
}
