package plan

import (
	"context"
	"fmt"

	"regie/clients"
	"regie/clients/civil"
	"regie/gui/keydates"
	"regie/gui/screen"
)

// embedded is a way of looking that is a view of its own, shown within the
// tab's margins and for its month.
type embedded interface {
	screen.Screen
	screen.Headed
	screen.Creator
}

// The modes of embedded views.
const (
	byIdeas     mode = "ideas"
	byMix       mode = "mix"
	byCampaigns mode = "campaigns"
	byNotebook  mode = "notebook"
	byMedia     mode = "media"
	byDays      mode = "days"
	bySlots     mode = "slots"
)

// monthly reports whether what is shown belongs to a month.
func (m mode) monthly() bool { return m != byIdeas && m != byNotebook && m != byMedia && m != byDays }

// modes are the ways of looking that are there, as they are offered.
func (v *view) modes() []mode {
	list := []mode{byMonth, byWeek, byBoard, byList}
	for _, m := range []mode{byIdeas, byMix, byDays, bySlots, byCampaigns, byNotebook, byMedia} {
		if v.inside[m] != nil {
			list = append(list, m)
		}
	}
	return list
}

// leaveInside tells the embedded view shown that it is left.
func (v *view) leaveInside() {
	if l, ok := v.inside[v.mode].(screen.Leaver); ok {
		l.Leave()
	}
}

// embed makes the embedded views.
func (v *view) embed() {
	v.inside = map[mode]embedded{}
	for m, build := range map[mode]func(screen.Host) screen.Screen{
		byIdeas: v.deps.Ideas, byMix: v.deps.Mix, byCampaigns: v.deps.Campaigns, byNotebook: v.deps.Notebook, byMedia: v.deps.Media, byDays: v.deps.Days,
		bySlots: v.deps.Slots,
	} {
		if build == nil {
			continue
		}
		if e, ok := build(v.host).(embedded); ok {
			v.inside[m] = e
		}
	}
	if m, ok := v.inside[byMix].(interface{ OnPillar(func(string)) }); ok {
		m.OnPillar(v.onlyPillar)
	}
	if d, ok := v.inside[byDays].(keydates.View); ok {
		d.Planning(v.planFor)
	}
	if m, ok := v.inside[bySlots].(interface {
		OnTake(func(civil.Date, civil.Clock))
	}); ok {
		m.OnTake(v.create)
	}
}

// onlyPillar shows the month's items of one pillar.
func (v *view) onlyPillar(id string) {
	v.filter.pillars = []string{id}
	v.pillars.SetKeys(v.filter.pillars)
	v.setMode(byMonth)
}

// Commands implements screen.Commander: the ways of looking.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	var list []screen.Command
	for _, m := range v.modes() {
		list = append(list, screen.Command{Title: p.T("plan.by_" + string(m)), Run: func() { v.setMode(m) }})
	}
	return list
}

// underWay counts the experiments whose window has begun by a month's end, had
// not ended before it, and that are not concluded.
func underWay(ctx context.Context, cal Calendar, client clients.ID, m civil.Month) (int, error) {
	all, err := cal.Experiments(ctx, client)
	if err != nil {
		return 0, fmt.Errorf("reading the experiments: %w", err)
	}
	n := 0
	for _, e := range all {
		w := e.Window
		if e.Outcome == "" && !w.From.IsZero() && !w.From.After(m.Last()) && (w.To.IsZero() || !w.To.Before(m.First())) {
			n++
		}
	}
	return n, nil
}
