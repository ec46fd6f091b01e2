package myweek

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// draw shows the board in columns or day by day.
func (v *view) draw() {
	empty := v.md.empty()
	v.none.Hidden = !empty
	if empty {
		v.scroll.Hide()
	} else {
		v.scroll.Show()
	}
	if v.asList() {
		v.body.Objects = v.days()
	} else {
		v.body.Objects = []fyne.CanvasObject{v.columns()}
	}
	v.body.Refresh()
	v.root.Refresh()
}

// open shows an item where it is written.
func (v *view) open(it item) {
	v.host.Go(screen.Route{
		Page: screen.PageClient, Client: it.client.Key, Tab: screen.TabCalendar,
		Month: it.row.On.InMonth(), Arg: string(it.row.ID),
	})
}

// columns are the seven days side by side.
func (v *view) columns() fyne.CanvasObject {
	cols := make([]fyne.CanvasObject, 0, 7)
	weights := make([]float32, 0, 7)
	for _, d := range v.md.days {
		list := []fyne.CanvasObject{v.dayHead(d)}
		for _, it := range d.items {
			list = append(list, v.card(it))
		}
		cols = append(cols, widgets.VBox(theme.Space8, list...))
		weights = append(weights, 1)
	}
	return widgets.Columns(theme.Space8, weights, cols...)
}

// dayHead names a day and its hours; today is on air.
func (v *view) dayHead(d day) fyne.CanvasObject {
	p := v.host.Printer()
	name := widgets.Strong(p.WeekdayShort(d.date.Weekday()) + " " + p.Int(int64(d.date.Day)))
	rule := canvas.NewRectangle(theme.Line())
	if d.today {
		name.Tone(widgets.ToneTally)
		rule.FillColor = widgets.ToneTally.Strong()
	}
	rule.SetMinSize(fyne.NewSize(1, 2))
	hours := widgets.Caption(d.doneText(p)).Ellipsis()
	return widgets.VBox(theme.Space4, widgets.HBox(theme.Space4, name, widgets.Spacer(), hours), rule)
}

// card is an item in its day's column, edged with its client's colour.
func (v *view) card(it item) fyne.CanvasObject {
	p := v.host.Printer()
	sign, tone := itemlook.State(it.row.State)
	state := p.T("calendar.state." + string(it.row.State))
	if it.missed {
		sign, tone, state = icons.SignBad, widgets.ToneBad, p.T("common.late")
	}
	at := it.at
	if it.row.At < 0 {
		at = ""
	}
	head := widgets.HBox(theme.Space8, itemlook.Tile(it.client, 20),
		widgets.Grow(widgets.StrongCaption(it.what).Ellipsis()), widgets.Caption(at))
	parts := []fyne.CanvasObject{head, widgets.NewParagraph(it.title).Px(12).MaxLines(3)}
	if it.author != "" {
		parts = append(parts, widgets.Caption(it.author).Ellipsis())
	}
	parts = append(parts, widgets.HBox(theme.Space4, widgets.NewIcon(sign, 10, tone.Token()),
		widgets.Grow(widgets.Caption(state).Tone(tone).Ellipsis())))
	ground := canvas.NewRectangle(theme.Surface())
	ground.CornerRadius, ground.StrokeWidth, ground.StrokeColor = theme.RadiusControl, 1, theme.Line()
	edge := canvas.NewRectangle(theme.Accent(it.client.Color, theme.Dark()))
	edge.SetMinSize(fyne.NewSize(3, 1))
	edge.CornerRadius = 1.5
	body := container.NewBorder(nil, nil, edge, nil, widgets.Pad(theme.Space8, theme.Space4, widgets.VBox(theme.Space4, parts...)))
	return widgets.NewPressRow(container.NewStack(ground, widgets.Inset(theme.Space4, theme.Space4, theme.Space4, theme.Space4, body)), func() { v.open(it) })
}

// days are the seven days one below the other.
func (v *view) days() []fyne.CanvasObject {
	p := v.host.Printer()
	var list []fyne.CanvasObject
	for i, d := range v.md.days {
		if i > 0 {
			list = append(list, widgets.MinHeight(theme.Space12, widgets.Spacer()))
		}
		var lines []fyne.CanvasObject
		for j, it := range d.items {
			if j > 0 {
				lines = append(lines, widgets.Rule())
			}
			lines = append(lines, v.line(it))
		}
		if len(lines) == 0 {
			lines = append(lines, widgets.Muted(p.T("myweek.nothing")))
		}
		caption := ""
		if s := d.doneText(p); s != "" {
			caption = p.T("myweek.done", "hours", s)
		}
		title := p.DateLong(d.date)
		if d.today {
			title += " · " + p.T("common.today")
		}
		list = append(list, widgets.NewCard(title, caption, widgets.VBox(0, lines...)))
	}
	return list
}

// line is an item of the list.
func (v *view) line(it item) fyne.CanvasObject {
	p := v.host.Printer()
	pill := itemlook.Pill(p, it.row.State)
	if it.missed {
		pill.SetSigned(widgets.ToneBad, icons.SignBad, p.T("common.late"))
	}
	client := it.client.Name
	if it.author != "" {
		client += " · " + it.author
	}
	words := widgets.VBox(0, widgets.NewText(it.title).Bold().Ellipsis(), widgets.Caption(client).Ellipsis())
	line := widgets.Columns(theme.Space8, []float32{-44, -26, -78, 1, -136},
		itemlook.Middle(widgets.Muted(it.at)), itemlook.Middle(itemlook.Tile(it.client, 22)),
		itemlook.Middle(widgets.Muted(it.what).Ellipsis()), itemlook.Middle(words),
		itemlook.Middle(widgets.HBox(0, widgets.Spacer(), pill)))
	return widgets.NewPressRow(widgets.MinHeight(46, line), func() { v.open(it) })
}
