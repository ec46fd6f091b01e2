package medialib

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// open shows one medium beside the grid, in a dialog where that is narrow.
func (v *view) open(hash string) {
	id := v.id()
	work.Load(v.work, "uses", func(ctx context.Context) ([]calendar.Row, error) {
		return v.deps.Calendar.Using(ctx, id, hash)
	}, v.host.Fail, func(rows []calendar.Row) {
		if e, ok := v.entry(hash); ok {
			slices.Reverse(rows) // what is to come stands first
			v.showSide(e, rows)
		}
	})
}

func (v *view) closeSide() {
	v.closeNarrow()
	if len(v.side.Objects) > 0 {
		v.side.Objects = nil
		v.root.Refresh()
	}
}

func (v *view) showSide(e entry, rows []calendar.Row) {
	p := v.host.Printer()
	body := v.sideBody(e, rows)
	if v.host.Narrow() {
		v.closeSide()
		v.shut = widgets.ShowDialog(v.host.Window(), e.Title, p.T("common.close"), 520, widgets.VBox(theme.Space12, append([]fyne.CanvasObject{v.actions(e, rows)}, body...)...))
		return
	}
	title := widgets.NewParagraph(e.Title).Px(theme.TextPanel).Bold().MaxLines(3)
	shut := widgets.NewIconButton(icons.Close, p.T("common.close"), func() { v.closeSide(); v.grid.Focus() })
	content := container.NewBorder(container.NewBorder(nil, nil, nil, shut, title), widgets.Inset(theme.Space12, 0, 0, 0, v.actions(e, rows)), nil, nil,
		widgets.VScroll(widgets.Inset(theme.Space8, theme.Space12, 0, 0, widgets.VBox(theme.Space12, body...))))
	v.side.Objects = []fyne.CanvasObject{widgets.Inset(0, 0, 0, theme.Space12, widgets.MinWidth(sideWidth, widgets.NewPanel(content)))}
	v.root.Refresh()
}

// sideShot is how high a picture stands beside the grid.
const sideShot = 170

func (v *view) sideBody(e entry, rows []calendar.Row) []fyne.CanvasObject {
	p, today := v.host.Printer(), v.host.Today()
	var body []fyne.CanvasObject
	if img := v.thumbs.of(e.SHA256); img != nil {
		width := min(float32(sideWidth-3*theme.Space24), sideShot*float32(img.Bounds().Dx())/float32(img.Bounds().Dy()))
		show := widgets.NewImageView(width)
		show.SetImage(img)
		body = append(body, show)
	}
	if e.fault != "" {
		body = append(body, widgets.NewNote(widgets.ToneBad, p.T("medialib.fault_"+e.fault)))
	}
	rights, tone := rightsLine(p, e.Asset, today)
	if tone != widgets.ToneNeutral {
		body = append(body, widgets.NewNote(tone, rights))
	}
	body = append(body, pairs([][2]string{
		{p.T("medialib.file"), sizeLine(p, e.Asset)},
		{p.T("medialib.file_name"), e.File.Name},
		{p.T("media.col_holder"), orUnknown(p.T("medialib.unknown"), e.Holder)},
		{p.T("media.col_licence"), orUnknown(p.T("medialib.unknown"), e.Licence)},
		{p.T("medialib.rights"), rights},
		{p.T("medialib.alt"), orUnknown(p.T("medialib.none"), e.Alt)},
		{p.T("medialib.tags"), strings.Join(e.Tags, ", ")},
	}), widgets.StrongCaption(p.T("medialib.where_used")))
	if len(rows) == 0 {
		body = append(body, widgets.NewParagraph(p.T("medialib.never_used_text")).Token(theme.TokenMute))
	}
	const most = 12
	for i, r := range rows {
		if i == most {
			body = append(body, widgets.Caption(p.N("medialib.more_uses", len(rows)-most)))
			break
		}
		body = append(body, v.useRow(r))
	}
	return body
}

func orUnknown(none, s string) string {
	if strings.TrimSpace(s) == "" {
		return none
	}
	return s
}

// pairs draws labels above values; lines without a value are left out.
func pairs(lines [][2]string) fyne.CanvasObject {
	box := widgets.VBox(theme.Space8)
	for _, l := range lines {
		if l[1] != "" {
			box.Add(widgets.VBox(0, widgets.Caption(l[0]), widgets.NewParagraph(l[1]).MaxLines(6)))
		}
	}
	return box
}

func (v *view) useRow(r calendar.Row) fyne.CanvasObject {
	p := v.host.Printer()
	sign, tone := itemlook.State(r.State)
	day := p.T("plan.undated")
	if !r.On.IsZero() {
		day = p.DateShort(r.On)
	}
	line := widgets.HBox(theme.Space8, widgets.NewIcon(sign, 12, tone.Token()), widgets.MinWidth(58, widgets.Muted(day)), widgets.Grow(widgets.NewText(r.Title).Ellipsis()))
	return widgets.NewPressRow(widgets.MinHeight(26, line), func() {
		v.closeNarrow()
		v.host.Go(screen.Route{Page: screen.PageClient, Client: v.client.Key, Tab: screen.TabCalendar, Month: r.On.InMonth(), Arg: string(r.ID)})
	})
}

func (v *view) actions(e entry, rows []calendar.Row) fyne.CanvasObject {
	p := v.host.Printer()
	more := widgets.NewMenuButton(p.T("medialib.more"), func() []*fyne.MenuItem {
		items := []*fyne.MenuItem{
			fyne.NewMenuItem(p.T("medialib.replace"), func() { v.replace(e, rows) }),
		}
		if e.fault != "" {
			items = append(items, fyne.NewMenuItem(p.T("medialib.restore"), func() { v.restore(e) }))
		}
		return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(p.T("common.delete"), func() { v.remove(e.SHA256) }))
	})
	main := widgets.NewPrimary(p.T("common.edit"), icons.Edit, func() { v.edit(e) })
	if e.fault != "" {
		main = widgets.NewPrimary(p.T("medialib.restore_short"), icons.File, func() { v.restore(e) })
		return widgets.HBox(theme.Space8, more, widgets.NewButton(p.T("common.edit"), icons.Edit, func() { v.edit(e) }), widgets.Spacer(), main)
	}
	return widgets.HBox(theme.Space8, more, widgets.Spacer(), main)
}

// remove takes a medium away, with the means to take that back.
func (v *view) remove(hash string) {
	id := v.id()
	work.Load(v.work, "", func(ctx context.Context) (calendar.Asset, error) {
		return v.deps.Calendar.RemoveAsset(ctx, id, hash)
	}, v.host.Fail, func(a calendar.Asset) {
		v.closeSide()
		v.reload()
		v.host.Done(v.host.Printer().T("medialib.removed", "title", a.Title))
	})
}

// edit opens the particulars of a medium.
func (v *view) edit(e entry) {
	p := v.host.Printer()
	v.closeNarrow()
	title := widgets.NewTextField("title", p.T("media.col_title"))
	title.SetText(e.Title)
	holder := widgets.NewTextField("holder", p.T("media.col_holder")).SetPlaceHolder(p.T("medialib.holder_example"))
	holder.SetText(e.Holder)
	licence := widgets.NewTextArea("licence", p.T("media.col_licence"), 2).SetPlaceHolder(p.T("medialib.licence_example"))
	licence.SetText(e.Licence)
	expires := widgets.NewDateField(p, "expires", p.T("medialib.expires"), v.host.Today())
	expires.SetDate(e.Expires)
	alt := widgets.NewTextArea("alt", p.T("medialib.alt"), 3).SetPlaceHolder(p.T("medialib.alt_example"))
	alt.SetText(e.Alt)
	tags := widgets.NewTextField("tags", p.T("medialib.tags")).SetPlaceHolder(p.T("medialib.tags_example"))
	tags.SetText(strings.Join(e.Tags, ", "))
	widgets.NewForm(v.host, e.Title, func() (func(context.Context) error, error) {
		a := e.Asset
		var err error
		if a.Expires, err = expires.Date(); err != nil {
			return nil, err
		}
		a.Title, a.Holder, a.Licence, a.Alt, a.Tags = title.Text(), holder.Text(), licence.Text(), alt.Text(), splitTags(tags.Text())
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.EditAsset(ctx, a)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Done(p.T("medialib.saved", "title", e.Title))
	}, title, holder, licence, expires, alt, tags).Accent(v.client.Color).Show()
}

// closeNarrow closes the dialog before a form takes its place.
func (v *view) closeNarrow() {
	if v.shut != nil {
		v.shut()
		v.shut = nil
	}
}

// swapIDs are the items ticked for another file.
func swapIDs(rows []calendar.Row, ticks []*widgets.Check) []clients.ID {
	var ids []clients.ID
	for i, t := range ticks {
		if t.On() {
			ids = append(ids, rows[i].ID)
		}
	}
	return ids
}
