package timesheet

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// listPane is the month's entries of a client, to be found, chosen and changed
// together.
type listPane struct {
	v    *view
	md   listModel
	only listFilter

	search *widgets.TextField
	people *widgets.FilterChip
	hats   *widgets.FilterChip
	kinds  *widgets.FilterChip
	sum    *widgets.Text
	refuse *widgets.Banner
	table  *widgets.Table[listRow]
	narrow bool
	card   *widgets.Card
	none   *widgets.EmptyState
	bar    *fyne.Container
	chosen *widgets.Text
	yes    *widgets.Button // approves
	no     *widgets.Button // takes approval back
	root   fyne.CanvasObject
}

func newListPane(v *view) *listPane {
	p := v.host.Printer()
	l := &listPane{v: v, narrow: v.host.Narrow()}
	l.search = widgets.NewTextField("filter", "")
	l.search.SetPlaceHolder(p.T("timesheet.filter"))
	l.search.OnChanged = func(s string) { l.only.words = s; l.draw() }
	l.search.OnKey(func(k fyne.KeyName) bool {
		if k == fyne.KeyDown {
			l.table.Focus()
		}
		return k == fyne.KeyDown
	})
	l.people = widgets.NewFilterChip(p, p.T("timesheet.all_people"), nil, func(k []string) { l.only.people = k; l.draw() })
	l.hats = widgets.NewFilterChip(p, p.T("timesheet.all_hats"), nil, func(k []string) { l.only.hats = k; l.draw() })
	l.kinds = widgets.NewFilterChip(p, p.T("timesheet.all_kinds"), kindOptions(p, widgets.Option{})[1:], func(k []string) { l.only.kinds = k; l.draw() })
	l.sum = widgets.Muted("").Ellipsis()
	l.refuse = widgets.NewBanner()
	l.refuse.OnClose = func() { l.fail(nil) }
	l.refuse.Hide()
	l.table = l.newTable()
	l.none = widgets.NewEmptyState(icons.Clock, p.T("timesheet.empty_list"), p.T("timesheet.empty_list_text"),
		widgets.NewPrimary(p.T("timesheet.add"), icons.Plus, l.newThing))
	l.card = widgets.NewCard("", "", l.table)
	l.bar = l.newBar()
	filters := widgets.HBox(theme.Space8, widgets.Grow(l.search), l.people, l.hats, l.kinds)
	top := widgets.VBox(theme.Space8, filters, l.bar, l.refuse)
	l.root = widgets.Inset(theme.Space4, theme.Space24, theme.Space16, theme.Space24,
		container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, top), nil, nil, nil, l.card))
	return l
}

// newBar is the line of what can be done with the chosen entries.
func (l *listPane) newBar() *fyne.Container {
	p := l.v.host.Printer()
	l.chosen = widgets.Strong("").Ellipsis()
	l.yes = widgets.NewButton(p.T("timesheet.approve"), icons.Check, l.approve)
	l.no = widgets.NewButton(p.T("timesheet.disapprove"), icons.Undo, l.disapprove)
	line := widgets.HBox(theme.Space8, widgets.Grow(l.chosen),
		widgets.NewButton(p.T("timesheet.bulk_edit"), icons.Edit, l.edit), l.yes, l.no,
		widgets.NewButton(p.T("common.delete"), icons.Trash, l.remove),
		widgets.NewIconButton(icons.Close, p.T("timesheet.choose_none"), func() { l.table.MarkAll(false) }))
	bar := widgets.VBox(0, widgets.NewPanel(line))
	bar.Hide()
	return bar
}

func (l *listPane) newTable() *widgets.Table[listRow] {
	p := l.v.host.Printer()
	hatWidth := float32(180)
	if l.narrow {
		hatWidth = 120
	}
	byWho := func(a, b listRow) bool { return a.who < b.who }
	columns := []widgets.Column[listRow]{
		{Title: p.T("common.date"), Width: 68, Text: func(r listRow) string { return p.DateShort(r.entry.On) }, Less: func(a, b listRow) bool { return a.entry.On.Before(b.entry.On) }},
		{Title: p.T("timesheet.who"), Width: 84, Text: func(r listRow) string { return r.who }, Less: byWho},
		{Title: p.T("timesheet.hat"), Width: hatWidth, Text: func(r listRow) string { return r.hat }, Less: func(a, b listRow) bool { return a.hat < b.hat }},
		{Title: p.T("common.note"), Flex: 1, Muted: true, Text: func(r listRow) string { return r.note }},
		{Title: p.T("timesheet.kind"), Width: 84, Muted: true, Text: func(r listRow) string { return r.kind }},
	}
	if !l.narrow {
		columns = append(columns,
			widgets.Column[listRow]{Title: p.T("timesheet.rate"), Width: 66, Right: true, Muted: true, Text: func(r listRow) string { return r.rate }},
			widgets.Column[listRow]{Title: p.T("timesheet.worth"), Width: 76, Right: true, Text: func(r listRow) string { return r.value }},
		)
	}
	columns = append(columns,
		widgets.Column[listRow]{
			Title: p.T("timesheet.duration"), Width: 66, Right: true, Bold: true, Text: func(r listRow) string { return r.length },
			Less: func(a, b listRow) bool { return a.entry.Seconds < b.entry.Seconds },
		},
		lockColumn(p.T("timesheet.locks")),
	)
	t := widgets.NewTable(columns).RowHeight(34).Marking(func(r listRow) string { return string(r.entry.ID) }, l.marked)
	t.OnOpen = func(r listRow) {
		if !r.entry.Running {
			e := r.entry
			l.v.edit(&e, hours.FormOf(e))
		}
	}
	t.OnKey = func(e *fyne.KeyEvent, _ fyne.KeyModifier) bool {
		if e.Name == fyne.KeyDelete {
			l.remove()
			return true
		}
		return false
	}
	return t
}

// lockColumn shows what binds an entry, with its sign.
func lockColumn(title string) widgets.Column[listRow] {
	return widgets.Column[listRow]{
		Title: title, Width: 104,
		Make: func() fyne.CanvasObject {
			return widgets.HBox(theme.Space4, widgets.NewIcon(icons.None, 14, theme.TokenMute), widgets.Caption("").Ellipsis())
		},
		Update: func(r listRow, o fyne.CanvasObject) {
			line, ok := o.(*fyne.Container)
			if !ok {
				return
			}
			icon, _ := line.Objects[0].(*widgets.Icon)
			words, _ := line.Objects[1].(*widgets.Text)
			icon.Set(lockIcon(r.locks))
			words.SetText(r.lock)
			line.Refresh()
		},
	}
}

func (l *listPane) content() fyne.CanvasObject { return l.root }
func (l *listPane) filter()                    { l.search.Focus() }
func (l *listPane) month() civil.Month         { return l.v.on.InMonth() }
func (l *listPane) period() string             { return l.v.host.Printer().Month(l.month()) }
func (l *listPane) turn(by int)                { l.v.on = l.v.monthDay(by) }

func (l *listPane) newThing() {
	on := l.v.host.Today()
	if !l.month().Contains(on) {
		on = l.month().First()
	}
	l.v.edit(nil, hours.Form{Person: l.v.deps.Acting(), On: on})
}

func (l *listPane) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown:
		l.table.Focus()
		return true
	}
	return false
}

func (l *listPane) load() {
	v, p, id, m := l.v, l.v.host.Printer(), clients.ID(l.v.client.ID), l.month()
	if n := v.host.Narrow(); n != l.narrow { // fewer columns in a narrow window
		l.narrow = n
		l.table = l.newTable()
		l.card.SetContent(l.table)
	}
	work.Load(v.work, "load", func(ctx context.Context) (listModel, error) {
		return loadList(ctx, v.deps, p, id, m)
	}, v.host.Fail, func(md listModel) {
		l.md, v.book = md, md.book
		l.people.SetOptions(md.book.personOptions(p, ""))
		l.hats.SetOptions(md.book.hatOptions(p, ""))
		l.draw()
	})
}

func (l *listPane) draw() {
	p := l.v.host.Printer()
	rows := l.md.filtered(l.only)
	l.table.SetRows(rows)
	l.card.SetTitle(p.T("timesheet.entries", "month", p.Month(l.month())))
	l.card.SetCaption(sumText(p, "timesheet.count", rows))
	switch {
	case len(l.md.rows) == 0:
		l.card.SetContent(l.none)
	case len(rows) == 0 && l.only.active():
		l.card.SetContent(widgets.NewEmptyState(icons.Filter, p.T("timesheet.nothing_found"), p.T("timesheet.nothing_found_text"),
			widgets.NewButton(p.T("timesheet.filter_none"), icons.Close, l.unfilter)))
	default:
		l.card.SetContent(l.table)
	}
	l.marked()
}

func (l *listPane) unfilter() {
	l.only = listFilter{}
	l.people.SetKeys(nil)
	l.hats.SetKeys(nil)
	l.kinds.SetKeys(nil)
	l.search.SetText("")
	l.draw()
}

// marked shows what is chosen and what can be done with it.
func (l *listPane) marked() {
	rows := l.table.Marked()
	l.bar.Hidden = len(rows) == 0
	approved := len(approvedOf(rows))
	l.yes.Hidden, l.no.Hidden = approved == len(rows), approved == 0
	l.chosen.SetText(sumText(l.v.host.Printer(), "timesheet.chosen", rows))
	if len(rows) == 0 {
		l.fail(nil)
	}
	l.bar.Refresh()
	if c, ok := l.root.(*fyne.Container); ok {
		c.Refresh()
	}
}

// fail says above the list why nothing was changed.
func (l *listPane) fail(err error) {
	l.refuse.Hidden = err == nil
	if err != nil {
		l.refuse.Set(widgets.ToneBad, l.v.host.Printer().Error(err), nil)
	}
	l.refuse.Refresh()
	if c, ok := l.root.(*fyne.Container); ok {
		c.Refresh()
	}
}
