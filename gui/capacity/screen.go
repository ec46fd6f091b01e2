package capacity

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the page stands on.
type Deps struct {
	Hours Hours
	House House
	// Holiday tells whether nobody works on a day in a country; nil for weekends
	// only.
	Holiday func(country string, on civil.Date) bool
	Bus     *clients.Bus
}

// New makes the page.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps  Deps
	host  screen.Host
	work  *work.Runner
	month civil.Month
	facts facts

	notes  *fyne.Container
	stats  [4]*widgets.StatCard
	team   *widgets.Card
	table  *widgets.Table[row]
	scale  float64
	away   *widgets.Card
	band   *band
	inside *widgets.Card
	bars   *widgets.HBars
	root   fyne.CanvasObject
	add    *widgets.Button
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), notes: widgets.VBox(theme.Space8)}
	cards := make([]fyne.CanvasObject, len(v.stats))
	for i := range v.stats {
		v.stats[i] = widgets.NewStatCard("", "", "")
		cards[i] = v.stats[i]
	}
	v.table = v.newTable().Whole().RowHeight(teamRow)
	v.team = widgets.NewCard(p.T("capacity.team"), "", v.table)
	v.team.SetCorner(legend(p.T("capacity.sold"), p.T("capacity.planned"), p.T("capacity.done"), p.T("capacity.available")))
	v.band = newBand(func(i int) {
		if list := absenceRows(h.Printer(), v.facts); i < len(list) {
			v.editAbsence(list[i].Absence)
		}
	})
	v.away = widgets.NewCard(p.T("capacity.absences"), "", nil)
	v.bars = widgets.NewHBars()
	v.inside = widgets.NewCard(p.T("capacity.inside"), "", nil)
	v.add = widgets.NewPrimary(p.T("capacity.add"), icons.Plus, v.NewThing).WithHint(widgets.KeyName("N"))
	v.root = widgets.VScroll(widgets.Pad(theme.Space24, theme.Space16, widgets.VBox(theme.Space12, v.notes,
		widgets.Columns(theme.Space12, []float32{1, 1, 1, 1}, cards...), v.team,
		widgets.Columns(theme.Space12, []float32{1.6, 1}, widgets.VBox(0, v.away), widgets.VBox(0, v.inside)))))
	v.work.Follow(d.Bus, v.reload, "time_entry", "absence", "staff", "staff_level", "contract", "item", "client")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m; v.reload() }

// NewThing implements screen.Creator: an absence.
func (v *view) NewThing() {
	day := v.host.Today()
	if !v.month.Contains(day) {
		day = v.month.First()
	}
	v.editAbsence(hours.Absence{Kind: hours.AbsenceLeave, Days: civil.Range{From: day, To: day}})
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	return screen.Header{After: []fyne.CanvasObject{v.add}}
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	return []screen.Command{{Title: v.host.Printer().T("capacity.new_absence"), Run: v.NewThing}}
}

func (v *view) reload() {
	m, today := v.month, v.host.Today()
	work.Run(v.work, "load", func(ctx context.Context) (facts, error) { return v.deps.load(ctx, m, today) }, v.show)
}

func (v *view) show(f facts, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.facts = f
	p := v.host.Printer()
	for i, s := range stats(p, f) {
		v.stats[i].Set(s.label, s.figure, s.caption, s.tone)
	}
	v.notes.Objects = nil
	for _, n := range notes(p, f) {
		v.notes.Add(widgets.NewNote(n.tone, n.text))
	}
	v.notes.Hidden = len(v.notes.Objects) == 0
	list := rows(p, f)
	v.scale = 0
	for _, r := range list {
		v.scale = max(v.scale, r.available, r.bars[0].value, r.bars[1].value, r.bars[2].value)
	}
	v.table.SetRows(list)
	v.team.SetTitle(p.T("capacity.team_of", "month", v.month))
	v.showAbsences()
	v.showInside()
	v.root.Refresh()
}

func (v *view) said(words string) {
	v.reload()
	v.host.Reload()
	v.host.Done(words)
}

func itoa(n int) string { return strconv.Itoa(n) }
