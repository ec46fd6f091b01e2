// Package capacity is the page of the team's load: what is sold, planned and
// done of each person in a month against what there is, who is oversold, who
// is away and who stands in, and the agency's own time.
package capacity

import (
	"context"
	"fmt"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/choices"
	"regie/gui/widgets"
)

// Hours is what the page needs of the hours' service.
type Hours interface {
	Capacity(ctx context.Context, m civil.Month) (hours.Capacity, error)
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
	SaveAbsence(ctx context.Context, a hours.Absence) (hours.Absence, error)
	RemoveAbsence(ctx context.Context, id clients.ID) error
}

// House is what the page needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Internal(ctx context.Context) (clients.Client, error)
	Agency(ctx context.Context) (clients.Agency, error)
}

// facts is all that one showing needs, loaded at once.
type facts struct {
	load    hours.Capacity
	staff   []clients.Staff
	hats    []clients.Hat
	levels  []clients.Level
	inside  hours.Summary // of the agency's own workspace
	country string
	today   civil.Date
}

func (d Deps) load(ctx context.Context, m civil.Month, today civil.Date) (facts, error) {
	f := facts{today: today}
	var err error
	if f.load, err = d.Hours.Capacity(ctx, m); err != nil {
		return f, fmt.Errorf("reading the team's load: %w", err)
	}
	if f.staff, err = d.House.Staff(ctx, true); err != nil {
		return f, fmt.Errorf("reading the staff: %w", err)
	}
	if f.hats, err = d.House.Hats(ctx); err != nil {
		return f, fmt.Errorf("reading the hats: %w", err)
	}
	if f.levels, err = d.House.Levels(ctx); err != nil {
		return f, fmt.Errorf("reading the levels: %w", err)
	}
	a, err := d.House.Agency(ctx)
	if err != nil {
		return f, fmt.Errorf("reading the agency: %w", err)
	}
	f.country = a.Country
	own, err := d.House.Internal(ctx)
	if err != nil {
		return f, fmt.Errorf("reading the agency's own workspace: %w", err)
	}
	if f.inside, err = d.Hours.Summary(ctx, own.ID, m); err != nil {
		return f, fmt.Errorf("summing the agency's own time: %w", err)
	}
	return f, nil
}

func (f facts) person(id clients.ID) clients.Staff {
	i := slices.IndexFunc(f.staff, func(s clients.Staff) bool { return s.ID == id })
	if i < 0 {
		return clients.Staff{ID: id}
	}
	return f.staff[i]
}

// row is one person's month as shown.
type row struct {
	id           clients.ID
	name, detail string
	bars         [3]bar // sold, planned, done
	available    float64
	availableS   string
	state        string
	tone         widgets.Tone
}

// bar is one of a person's measures, in minutes.
type bar struct {
	value float64
	text  string
	over  bool // more than is available
}

// rows are the team, whoever is oversold first, then by what is sold of what
// is available.
func rows(p *text.Printer, f facts) []row {
	levels := choices.Levels(p, f.levels)
	people := slices.Clone(f.load.People)
	slices.SortStableFunc(people, func(a, b hours.PersonLoad) int {
		switch {
		case a.Oversold() != b.Oversold() && a.Oversold():
			return -1
		case a.Oversold() != b.Oversold():
			return 1
		}
		return 0
	})
	list := make([]row, 0, len(people))
	for _, l := range people {
		s := f.person(l.Person)
		r := row{
			id: l.Person, name: s.Name, detail: choices.Label(levels, s.Level),
			available: float64(l.Available), availableS: p.Hours(l.Available),
		}
		if l.AbsentDays > 0 {
			r.detail += " · " + p.N("capacity.away", l.AbsentDays)
		}
		if n := max(l.SoldCover, l.PlannedCover); n > 0 {
			r.detail += " · " + p.T("capacity.cover", "hours", civil.Minutes(n))
		}
		for i, n := range []int64{l.Sold, l.Planned, l.Done + l.Inside} {
			r.bars[i] = bar{float64(n), p.Hours(n), n > l.Available}
		}
		r.state, r.tone = state(p, l)
		list = append(list, r)
	}
	return list
}

// state says in a word how a person's month stands.
func state(p *text.Printer, l hours.PersonLoad) (string, widgets.Tone) {
	const nearlyFull = 90 // percent
	switch {
	case l.Oversold():
		return p.T("capacity.oversold", "hours", civil.Minutes(l.Sold-l.Available)), widgets.ToneBad
	case l.Planned > l.Available:
		return p.T("capacity.overplanned"), widgets.ToneWarn
	case l.Available == 0:
		return p.T("capacity.no_time"), widgets.ToneNeutral
	case l.Sold*100 >= l.Available*nearlyFull:
		return p.T("capacity.full"), widgets.ToneWarn
	default:
		return p.T("capacity.free", "hours", civil.Minutes(l.Available-l.Sold)), widgets.ToneOK
	}
}

// stat is one figure at the head of the page.
type stat struct {
	label, figure, caption string
	tone                   widgets.Tone
}

// stats sum the team: available, sold, planned, done.
func stats(p *text.Printer, f facts) [4]stat {
	var a, sold, planned, done, inside int64
	away := 0
	for _, l := range f.load.People {
		a += l.Available
		sold += l.Sold
		planned += l.Planned
		done += l.Done
		inside += l.Inside
		away += l.AbsentDays
	}
	sold += f.load.Unassigned
	of := func(n int64) string {
		if a == 0 {
			return ""
		}
		return p.T("capacity.of_available", "share", p.Percent(n*10_000/a, 0))
	}
	tone := widgets.ToneNeutral
	if sold > a {
		tone = widgets.ToneBad
	}
	awayS := ""
	if away > 0 {
		awayS = p.N("capacity.away", away)
	}
	return [4]stat{
		{p.T("capacity.available"), p.Hours(a), awayS, widgets.ToneNeutral},
		{p.T("capacity.sold"), p.Hours(sold), of(sold), tone},
		{p.T("capacity.planned"), p.Hours(planned), p.T("capacity.planned_note"), widgets.ToneNeutral},
		{p.T("capacity.done"), p.Hours(done + inside), p.T("capacity.done_note", "clients", civil.Minutes(done), "inside", civil.Minutes(inside)), widgets.ToneNeutral},
	}
}

// note is a sentence that somebody should read.
type note struct {
	tone widgets.Tone
	text string
}

func notes(p *text.Printer, f facts) []note {
	var list []note
	for _, l := range f.load.People {
		if l.Oversold() {
			list = append(list, note{widgets.ToneBad, p.T("capacity.oversold_note", "name", f.person(l.Person).Name,
				"sold", civil.Minutes(l.Sold), "available", civil.Minutes(l.Available))})
		}
	}
	if n := f.load.Unassigned; n > 0 {
		list = append(list, note{widgets.ToneWarn, p.T("capacity.unassigned", "hours", civil.Minutes(n))})
	}
	return list
}

// insideRow is a kind of the agency's own time.
type insideRow struct {
	name, hours string
	minutes     int64
}

// insideRows are the agency's own time by kind, the most first.
func insideRows(p *text.Printer, f facts) []insideRow {
	var list []insideRow
	for _, part := range f.inside.Hats {
		name := part.Key
		for _, h := range f.hats {
			if h.Key == part.Key {
				name = choices.Name(p, h.NameFR, h.NameEN)
			}
		}
		list = append(list, insideRow{name, p.Hours(part.RawMinutes), part.RawMinutes})
	}
	slices.SortStableFunc(list, func(a, b insideRow) int { return int(b.minutes - a.minutes) })
	return list
}

// absenceRow is one absence as listed.
type absenceRow struct {
	hours.Absence
	name, days, reason string
}

func absenceRows(p *text.Printer, f facts) []absenceRow {
	var list []absenceRow
	for _, a := range f.load.Absences {
		r := absenceRow{Absence: a, name: f.person(a.Person).Name, days: p.Range(a.Days), reason: p.T("hours.absence_" + string(a.Kind))}
		if a.Reason != "" {
			r.reason += " · " + a.Reason
		}
		if a.Replacement != "" {
			r.reason += " · " + p.T("capacity.replaced_by", "name", f.person(a.Replacement).Name)
		}
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b absenceRow) int { return a.Days.From.Compare(b.Days.From) })
	return list
}

// lane is one person's days of the month in the band of absences.
type lane struct {
	name string
	away map[int]int // day of the month to the absence, by its place in the list
}

// lanes are the people who are away in the month, by name.
func lanes(list []absenceRow, m civil.Month) []lane {
	var out []lane
	for i, a := range list {
		at := slices.IndexFunc(out, func(l lane) bool { return l.name == a.name })
		if at < 0 {
			at = len(out)
			out = append(out, lane{a.name, map[int]int{}})
		}
		for d := m.First(); !d.After(m.Last()); d = d.AddDays(1) {
			if a.Days.Contains(d) {
				out[at].away[d.Day] = i
			}
		}
	}
	slices.SortStableFunc(out, func(a, b lane) int {
		if clients.Fold(a.name) < clients.Fold(b.name) {
			return -1
		}
		return 1
	})
	return out
}
