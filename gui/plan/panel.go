package plan

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/itemlook"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// open shows one item beside the grid.
func (v *view) open(id clients.ID) {
	v.item = id
	work.Run(v.work, "item", func(ctx context.Context) (calendar.Detail, error) {
		return v.deps.Calendar.Show(ctx, id)
	}, func(d calendar.Detail, err error) {
		if err != nil {
			v.closePanel()
			return // removed meanwhile: the grid shows it
		}
		v.detail = d
		v.showPanel()
	})
}

// withDetail reads an item and goes on with it.
func (v *view) withDetail(id clients.ID, then func()) {
	work.Load(v.work, "item", func(ctx context.Context) (calendar.Detail, error) {
		return v.deps.Calendar.Show(ctx, id)
	}, v.host.Fail, func(d calendar.Detail) {
		v.detail = d
		then()
	})
}

func (v *view) closePanel() {
	v.item = ""
	v.side.Objects = nil
	v.side.Refresh()
	v.root.Refresh()
}

func (v *view) showPanel() {
	p, d := v.host.Printer(), v.detail
	it := d.Item
	v.choose(it)
	sign, tone := itemlook.State(it.State)
	title := widgets.NewParagraph(titleOf(p.T("plan.untitled"), it)).Px(theme.TextPanel).Bold().MaxLines(3)
	close := widgets.NewIconButton(icons.Close, p.T("common.close"), v.closePanel)
	body := []fyne.CanvasObject{
		container.NewBorder(nil, nil, nil, close, title),
		widgets.HBox(theme.Space8, widgets.NewPill(tone, p.T("calendar.state."+string(it.State))).WithSign(sign), widgets.Caption(p.T("calendar.kind."+string(it.Kind)))),
		widgets.NewParagraph(when(p, it.On, it.At)).Token(theme.TokenMute),
	}
	if told := v.toldVoid(); told != nil {
		body = append(body, told)
	}
	body = append(body, v.texts()...)
	body = append(body, v.pictures()...)
	body = append(body, v.place()...)
	body = append(body, v.remarks()...)
	body = append(body, v.way()...)
	body = append(body, v.comments()...)
	actions := v.actions()
	if v.host.Narrow() {
		v.showDialog(append(body[1:], actions))
		return
	}
	content := container.NewBorder(nil, widgets.Inset(theme.Space12, 0, 0, 0, actions), nil, nil,
		widgets.VScroll(widgets.Inset(0, theme.Space12, 0, 0, widgets.VBox(theme.Space8, body...))))
	v.side.Objects = []fyne.CanvasObject{widgets.Inset(0, 0, 0, theme.Space12, widgets.MinWidth(sideWidth, widgets.NewPanel(content)))}
	v.side.Refresh()
	v.root.Refresh()
}

// itemWidth is the item's dialog in a narrow window.
const itemWidth = 520

// showDialog shows the item over the grid where there is no room beside it. It
// is not drawn again after a change: the grid shows that.
func (v *view) showDialog(body []fyne.CanvasObject) {
	if v.shut != nil {
		v.shut()
	}
	p := v.host.Printer()
	v.item = ""
	v.shut = widgets.ShowDialog(v.host.Window(), titleOf(p.T("plan.untitled"), v.detail.Item), p.T("common.close"), itemWidth,
		widgets.VBox(theme.Space8, body...))
}

// titleOf is the item's title, or the first words of its text.
func titleOf(untitled string, it calendar.Item) string {
	if t := it.Row().Title; t != "" {
		return t
	}
	for _, t := range it.Texts {
		if line, _, _ := strings.Cut(strings.TrimSpace(t.Text), "\n"); line != "" {
			return line
		}
	}
	return untitled
}

// mostShown bounds a text in the panel, in bytes: more than its lines hold.
const mostShown = 4000

// texts are what goes out, network by network, each with its counter.
func (v *view) texts() []fyne.CanvasObject {
	p := v.host.Printer()
	var out []fyne.CanvasObject
	for i, r := range v.detail.Item.Resolved() {
		counter, tone := "", widgets.ToneNeutral
		if i < len(v.detail.Gauges) {
			counter, tone = counterText(p.Int, v.detail.Gauges[i])
		}
		head := widgets.HBox(theme.Space8, widgets.NewPill(widgets.ToneInfo, v.networkName(r.Network)), widgets.Spacer(), widgets.Caption(counter).Tone(tone))
		same := sameAs(v.detail.Item, r.Network)
		if same != "" {
			out = append(out, head, widgets.Caption(p.T("plan.same_as", "network", v.networkName(same))))
			continue
		}
		out = append(out, head)
		if r.Title != "" {
			out = append(out, widgets.NewParagraph(r.Title).Bold().MaxLines(3))
		}
		out = append(out, widgets.NewParagraph(clipped(r.Text, mostShown)).MaxLines(12))
		if r.FirstComment != "" {
			out = append(out, widgets.Caption(p.T("plan.first_comment")), widgets.NewParagraph(clipped(r.FirstComment, mostShown)).MaxLines(4))
		}
	}
	if link := v.detail.Item.Link; link != "" {
		out = append(out, widgets.NewParagraph(link).Token(theme.TokenPrimary).MaxLines(2))
	}
	return out
}

// sameAs is the network whose text a network uses, empty for its own.
func sameAs(it calendar.Item, network string) string {
	for _, t := range it.Texts {
		if t.Network == network {
			return t.SameAs
		}
	}
	return ""
}

func counterText(number func(int64) string, g calendar.Gauge) (string, widgets.Tone) {
	if g.Limit == 0 {
		return number(int64(g.Used)), widgets.ToneNeutral
	}
	tone := widgets.ToneNeutral
	if g.Over() {
		tone = widgets.ToneBad
	}
	return number(int64(g.Used)) + " / " + number(int64(g.Limit)), tone
}

// place is where the item belongs: campaign, pillar, stage, work planned.
func (v *view) place() []fyne.CanvasObject {
	p, it := v.host.Printer(), v.detail.Item
	var parts []string
	for _, c := range v.md.campaigns {
		if c.ID == it.Campaign {
			parts = append(parts, c.Name)
		}
	}
	for _, x := range v.md.pillars {
		if x.ID == it.Pillar {
			parts = append(parts, x.Name)
		}
	}
	if it.Funnel != "" {
		parts = append(parts, p.T("calendar.funnel."+string(it.Funnel)))
	}
	if it.EffortSeconds > 0 {
		parts = append(parts, p.T("plan.effort_is", "hours", p.Hours(it.EffortSeconds/60)))
	}
	if len(parts) == 0 {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewParagraph(strings.Join(parts, " · ")).Px(theme.TextCaption).Token(theme.TokenMute)}
}

func (v *view) wayLine(sign icons.Name, tone widgets.Tone, s string) fyne.CanvasObject {
	return container.NewBorder(nil, nil, widgets.NewIcon(sign, 14, tone.Token()), nil,
		widgets.Inset(0, 0, 0, theme.Space4, widgets.NewParagraph(s).MaxLines(3)))
}

func (v *view) comments() []fyne.CanvasObject {
	p := v.host.Printer()
	var out []fyne.CanvasObject
	for _, c := range v.detail.Comments {
		who := c.Who
		if c.ForClient {
			who += " · " + p.T("plan.for_client")
		}
		out = append(out, widgets.StrongCaption(who), widgets.NewParagraph(c.Body).MaxLines(8))
	}
	return out
}

// actions is the bottom line: the one likely next step, and all others.
func (v *view) actions() fyne.CanvasObject {
	p, it := v.host.Printer(), v.detail.Item
	more := widgets.NewMenuButton(p.T("plan.more"), v.moreItems)
	edit := widgets.NewButton(p.T("common.edit"), icons.Edit, func() { v.edit(it) })
	row := []fyne.CanvasObject{more}
	if it.State != calendar.Published {
		row = append(row, edit)
	}
	row = append(row, widgets.Spacer())
	switch it.State {
	case calendar.InternalReview, calendar.ClientReview:
		row = append(row, widgets.NewPrimary(p.T("plan.record_decision"), icons.Check, v.decide))
	case calendar.Approved, calendar.Scheduled:
		row = append(row, widgets.NewPrimary(p.T("plan.record_publication"), icons.Check, v.publish))
	default:
		if len(v.detail.Next) > 0 && v.detail.Next[0] != calendar.OnHold && v.detail.Next[0] != calendar.Cancelled {
			to := v.detail.Next[0]
			row = append(row, widgets.NewPrimary(p.T("plan.to_"+string(to)), icons.None, func() { v.setState(to) }))
		}
	}
	return widgets.HBox(theme.Space8, row...)
}

func (v *view) moreItems() []*fyne.MenuItem {
	p, it := v.host.Printer(), v.detail.Item
	var items []*fyne.MenuItem
	for _, to := range v.detail.Next {
		if to != calendar.Published {
			items = append(items, fyne.NewMenuItem(p.T("plan.to_"+string(to)), func() { v.setState(to) }))
		}
	}
	switch it.State {
	case calendar.ClientReview:
		items = append(items, fyne.NewMenuItem(p.T("plan.ask_by"), v.askBy), fyne.NewMenuItem(p.T("reminder.menu"), v.remind))
	case calendar.Published:
		items = append(items, fyne.NewMenuItem(p.T("plan.complete_proof"), v.publish), fyne.NewMenuItem(p.T("plan.correct"), v.correct))
	}
	if it.State != calendar.Published {
		items = append(items, fyne.NewMenuItem(p.T("plan.postpone"), v.postpone), fyne.NewMenuItem(p.T("plan.queue"), func() { v.queue(it) }))
	}
	items = append(items,
		fyne.NewMenuItem(p.T("plan.say"), v.comment),
		fyne.NewMenuItem(p.T("plan.duplicate"), func() { v.duplicate(it) }),
		fyne.NewMenuItem(p.T("plan.repeat"), v.repeat))
	if it.Series != "" {
		items = append(items, fyne.NewMenuItem(p.T("plan.end_series"), v.endSeries))
	}
	return append(items,
		fyne.NewMenuItem(p.T("common.delete"), func() { v.remove(it) }))
}
