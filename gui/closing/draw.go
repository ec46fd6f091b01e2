package closing

import (
	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// weights are the columns: client, times, calendar, close, report, billing, actions.
var weights = []float32{1.25, 1.1, 1, 1.1, 0.95, 1.05, -152}

func (v *view) draw() {
	p := v.host.Printer()
	empty := len(v.md.rows) == 0
	v.none.Hidden = !empty
	if empty {
		v.page.Hide()
	} else {
		v.page.Show()
	}
	v.card.SetTitle(p.T("closing.board", "month", v.month))
	head := make([]fyne.CanvasObject, 0, len(weights))
	for _, key := range []string{"client", "times", "plan", "lock", "report", "bill"} {
		head = append(head, widgets.StrongCaption(p.T("closing.col_"+key)).Ellipsis())
	}
	lines := []fyne.CanvasObject{widgets.Columns(theme.Space12, weights, append(head, widgets.Spacer())...), widgets.MinHeight(theme.Space8, widgets.Spacer())}
	for _, r := range v.md.rows {
		lines = append(lines, widgets.Rule(), v.line(r))
	}
	v.list.Objects = lines
	v.list.Refresh()
	v.root.Refresh()
}

func (v *view) line(r row) fyne.CanvasObject {
	p := v.host.Printer()
	name := widgets.HBox(theme.Space8, itemlook.Tile(r.client, 24), widgets.Grow(widgets.Strong(r.client.Name).Ellipsis()))
	next := widgets.NewButton(p.T(v.lockKey(r)), icons.None, func() { v.lock(r) })
	if v.deps.Close != nil {
		next = widgets.NewButton(p.T(nextKey(r)), icons.None, func() { v.askClose([]screen.Client{r.client}) })
		if r.done || !r.known {
			next.Disable()
		}
	}
	more := widgets.NewMenuButton("", func() []*fyne.MenuItem { return v.rowItems(r) })
	actions := widgets.HBox(theme.Space4, widgets.Spacer(), next, more)
	cells := []fyne.CanvasObject{
		v.press(name, r, screen.TabReports, ""), v.press(cell(r.times), r, screen.TabTime, ""),
		v.press(cell(r.plan), r, screen.TabCalendar, ""), v.press(cell(r.lock), r, screen.TabTime, ""),
		v.press(cell(v.report(r)), r, screen.TabReports, ""), v.press(cell(r.bill), r, screen.TabBilling, r.paperNumber()), itemlook.Middle(actions),
	}
	return widgets.MinHeight(58, widgets.Columns(theme.Space12, weights, cells...))
}

// nextKey names what is left of a client's close: all of it, what follows the
// lock, or nothing.
func nextKey(r row) string {
	switch {
	case r.done:
		return "closing.finished"
	case r.closed && r.locked:
		return "closing.go_on"
	}
	return "closing.close"
}

// paperNumber is the invoice, else the statement, that the billing cell speaks
// of; empty for none.
func (r row) paperNumber() string {
	switch {
	case r.month.Invoice != nil:
		return r.month.Invoice.Number
	case r.month.Statement != nil:
		return r.month.Statement.Number
	}
	return ""
}

// rowItems are what else is done with a client's month.
func (v *view) rowItems(r row) []*fyne.MenuItem {
	p := v.host.Printer()
	return []*fyne.MenuItem{
		fyne.NewMenuItem(p.T("closing.save"), func() { v.ask([]screen.Client{r.client}) }),
		fyne.NewMenuItem(p.T(v.lockKey(r)), func() { v.lock(r) }),
	}
}

// report is where the client's report stands: the version issued, whether it
// is outdated, and where its files were saved since the program started.
func (v *view) report(r row) mark {
	p := v.host.Printer()
	key := savedKey{r.client.Key, v.month}
	folder, saved := v.saved[key]
	switch {
	case r.month.Report != nil && v.outdated[key]:
		return leftBehind(p, r.paper)
	case r.month.Report != nil && saved:
		return mark{tone: widgets.ToneOK, text: r.paper.text, caption: folder}
	case saved:
		return mark{tone: widgets.ToneOK, text: p.T("closing.saved"), caption: folder}
	case r.paper.text != "":
		return r.paper
	case !r.known:
		return mark{text: p.T("common.unknown")}
	}
	return mark{text: p.T("closing.to_save")}
}

// press leads from a column to where it is put right, and opens a document there.
func (v *view) press(o fyne.CanvasObject, r row, tab, number string) fyne.CanvasObject {
	return widgets.NewPressRow(widgets.MinHeight(50, itemlook.Middle(o)), func() { v.lead(r.client.Key, tab, number) })
}

func (v *view) lead(client, tab, number string) {
	v.host.Go(screen.Route{Page: screen.PageClient, Client: client, Tab: tab, Month: v.month, Arg: number})
}

// cell is a mark drawn: a sign and a word, a caption below.
func cell(k mark) fyne.CanvasObject {
	lines := 2
	if k.caption != "" {
		lines = 1
	}
	words := widgets.NewParagraph(k.text).MaxLines(lines)
	if k.tone == widgets.ToneNeutral {
		words.Token(theme.TokenMute)
	}
	head := fyne.CanvasObject(words)
	if s := k.tone.Sign(); s != icons.None {
		head = widgets.HBox(theme.Space4, widgets.NewIcon(s, 12, k.tone.Token()), widgets.Grow(words))
	}
	if k.caption == "" {
		return head
	}
	return widgets.VBox(0, head, widgets.Caption(k.caption).Ellipsis())
}
