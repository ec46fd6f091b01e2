package invoicing

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/itemlook"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// open shows one document beside the list, by identifier or number.
func (v *view) open(ref string) {
	v.shown = ref
	work.Run(v.work, "document", func(ctx context.Context) (detail, error) {
		return look(ctx, v.deps.Billing, v.deps.Pages, ref)
	}, func(t detail, err error) {
		if fault.Is(err, "document_unknown") {
			v.close() // a draft that was removed
			return
		}
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.shown = string(t.doc.ID)
		v.detail = t
		v.showPanel()
	})
}

func (v *view) close() {
	v.shown, v.notes, v.detail = "", nil, detail{}
	v.side.Objects = nil
	v.side.Hide() // its gap would show
	v.side.Refresh()
	v.root.Refresh()
}

func (v *view) showPanel() {
	p, d := v.host.Printer(), v.detail.doc
	tone, sign, words := state(p, d, v.host.Today())
	title := widgets.NewParagraph(name(p, d)).Px(theme.TextPanel).Bold().MaxLines(2)
	cross := widgets.NewIconButton(icons.Close, p.T("common.close"), v.close)
	about := widgets.Muted(subject(p, d)).Ellipsis()
	about.Hidden = subject(p, d) == ""
	head := container.NewBorder(nil, nil, nil, cross, widgets.VBox(0, title, about))
	body := []fyne.CanvasObject{widgets.HBox(theme.Space8, widgets.NewPill(tone, words).WithSign(sign), widgets.Spacer(), v.total())}
	body = append(body, v.checklist()...)
	for _, err := range v.notes {
		body = append(body, widgets.NewNote(widgets.ToneInfo, p.Error(err)))
	}
	if over := -d.DueMinor(); over > 0 {
		body = append(body, widgets.NewNote(widgets.ToneWarn, p.T("invoicing.overpaid", "amount", moneyOf(over, d), "client", d.Buyer.PrintedName())))
	}
	if o := v.costs(); o != nil {
		body = append(body, o)
	}
	body = append(body, v.paper())
	body = append(body, v.lines()...)
	body = append(body, v.history()...)
	actions := v.actions()
	if v.host.Narrow() {
		if v.shut != nil {
			v.shut()
		}
		words := name(p, d)
		if s := subject(p, d); s != "" {
			words += " · " + s
		}
		v.shut = widgets.ShowDialog(v.host.Window(), words, p.T("common.close"), 2*sideWidth, widgets.VBox(theme.Space8, append(body, actions)...))
		v.shown = ""
		return
	}
	content := container.NewBorder(head, widgets.Inset(theme.Space12, 0, 0, 0, actions), nil, nil, widgets.VScroll(widgets.Inset(0, theme.Space12, 0, 0, widgets.VBox(theme.Space8, body...))))
	v.side.Objects = []fyne.CanvasObject{widgets.Inset(0, 0, 0, theme.Space12, widgets.MinWidth(sideWidth, widgets.NewPanel(content)))}
	v.side.Show()
	v.side.Refresh()
	v.root.Refresh()
}

// total is the amount that counts: what is still due of an invoice that was
// paid in part, else the whole.
func (v *view) total() fyne.CanvasObject {
	p, d := v.host.Printer(), v.detail.doc
	if d.Kind == billing.Statement && d.Time != nil {
		return widgets.Strong(p.Hours(d.Time.BilledMinutes))
	}
	s := p.Money(money.Of(d.Totals.Gross, d.Currency))
	if d.State == billing.Partly {
		s = p.T("invoicing.left", "left", money.Of(d.DueMinor(), d.Currency))
	}
	return widgets.Strong(s)
}

// paper is the first page as it will be printed; pressed, all of them.
func (v *view) paper() fyne.CanvasObject {
	if len(v.detail.pages) == 0 {
		return widgets.Spacer()
	}
	img := widgets.NewImageView(sideWidth - 3*theme.Space24)
	img.SetImage(v.detail.pages[0])
	return widgets.NewPressRow(img, v.preview)
}

const paperWidth = 640

// preview shows every page large.
func (v *view) preview() {
	p := v.host.Printer()
	pages := widgets.VBox(theme.Space12)
	for _, page := range v.detail.pages {
		img := widgets.NewImageView(paperWidth)
		img.SetImage(page)
		pages.Add(img)
	}
	widgets.ShowDialog(v.host.Window(), name(p, v.detail.doc), p.T("common.close"), paperWidth+3*theme.Space24, pages)
}

// lines are what a draft bills, each with what may be done with it; what is for
// information stands on the page above.
func (v *view) lines() []fyne.CanvasObject {
	p, d := v.host.Printer(), v.detail.doc
	if d.Issued() {
		return nil
	}
	if d.Kind == billing.Statement {
		return v.stated()
	}
	out := []fyne.CanvasObject{widgets.Strong(p.T("invoicing.lines"))}
	for _, l := range d.Lines {
		if !l.Priced() {
			continue
		}
		words := widgets.NewParagraph(l.Description).MaxLines(2)
		side := []fyne.CanvasObject{widgets.NewText(p.Money(money.Of(l.Net, d.Currency))).Right()}
		if len(l.Entries) == 0 {
			side = append(side, widgets.NewMenuButton("", func() []*fyne.MenuItem { return v.lineItems(l) }))
		}
		out = append(out, widgets.HBox(theme.Space8, widgets.Grow(itemlook.Middle(words)), widgets.HBox(theme.Space4, side...)))
	}
	return append(out, widgets.NewGhost(p.T("invoicing.add_line"), icons.Plus, v.addLine))
}

// stated are the lines of a statement's draft: what the client does not agree to
// is left out, to be corrected once this version is issued.
func (v *view) stated() []fyne.CanvasObject {
	p, d := v.host.Printer(), v.detail.doc
	out := []fyne.CanvasObject{widgets.Strong(p.T("invoicing.lines"))}
	for _, l := range d.Lines {
		if len(l.Entries) == 0 {
			continue
		}
		items := func() []*fyne.MenuItem {
			return []*fyne.MenuItem{fyne.NewMenuItem(p.T("invoicing.leave_out"), func() {
				v.change(func(ctx context.Context) error {
					_, err := v.deps.Billing.RemoveLine(ctx, string(d.ID), l.No)
					return err
				}, "invoicing.left_out")
			})}
		}
		side := widgets.HBox(theme.Space4, widgets.NewText(p.Hours(l.Quantity)).Right(), widgets.NewMenuButton("", items))
		out = append(out, widgets.HBox(theme.Space8, widgets.Grow(itemlook.Middle(widgets.NewParagraph(l.Description).MaxLines(2))), side))
	}
	return out
}

func (v *view) lineItems(l billing.Line) []*fyne.MenuItem {
	p, id := v.host.Printer(), string(v.detail.doc.ID)
	var items []*fyne.MenuItem
	if l.Typed() {
		items = append(items, fyne.NewMenuItem(p.T("invoicing.edit_line"), func() { v.editLine(&l) }))
	}
	if l.Nature == billing.Expense || l.Nature == billing.Disbursement {
		own := l.Nature == billing.Expense
		key := "invoicing.as_expense"
		if own {
			key = "invoicing.as_disbursement"
		}
		items = append(items, fyne.NewMenuItem(p.T(key), func() {
			v.change(func(ctx context.Context) error {
				_, err := v.deps.Billing.MarkDisbursement(ctx, id, l.No, own)
				return err
			}, "invoicing.saved")
		}))
	}
	return append(items, fyne.NewMenuItem(p.T("common.delete"), func() {
		v.change(func(ctx context.Context) error {
			_, err := v.deps.Billing.RemoveLine(ctx, id, l.No)
			return err
		}, "invoicing.line_removed")
	}))
}

// history is what was paid on the document and what happened to it.
func (v *view) history() []fyne.CanvasObject {
	p, t := v.host.Printer(), v.detail
	var out []fyne.CanvasObject
	for _, r := range t.payments {
		out = append(out, v.event(icons.SignOK, widgets.ToneOK, p.T("invoicing.paid_on", "amount", money.Of(r.Minor, t.doc.Currency), "date", r.On), r.Method))
	}
	for _, e := range t.events {
		sign, tone := icons.SignOK, widgets.ToneOK
		switch e.Kind {
		case billing.EventReminder:
			sign, tone = icons.SignWarn, widgets.ToneWarn
		case billing.EventRefused:
			sign, tone = icons.SignBad, widgets.ToneBad
		}
		out = append(out, v.event(sign, tone, p.T("invoicing.event_"+string(e.Kind), "by", e.By, "date", e.On, "step", e.Note), ""))
	}
	if len(out) > 0 {
		out = append([]fyne.CanvasObject{widgets.Strong(p.T("invoicing.history"))}, out...)
	}
	return out
}

func (v *view) event(sign icons.Name, tone widgets.Tone, words, more string) fyne.CanvasObject {
	if more != "" {
		words += " · " + more
	}
	return container.NewBorder(nil, nil, widgets.NewIcon(sign, 14, tone.Token()), nil,
		widgets.Inset(0, 0, 0, theme.Space4, widgets.NewParagraph(words).MaxLines(2)))
}

// actions is the bottom line: the one likely next step, and all others.
func (v *view) actions() fyne.CanvasObject {
	p, d := v.host.Printer(), v.detail.doc
	row := []fyne.CanvasObject{widgets.NewMenuButton(p.T("invoicing.actions"), v.actionItems), widgets.Spacer()}
	primary := func(key string, icon icons.Name, f func()) *widgets.Button {
		b := widgets.NewPrimary(p.T(key), icon, f)
		row = append(row, b)
		return b
	}
	switch {
	case !d.Issued():
		if b := primary("invoicing.issue", icons.Check, v.issue); len(v.detail.check.Missing) > 0 {
			b.Disable()
		}
	case d.Kind == billing.Statement && d.State == billing.Issued:
		primary("invoicing.sign", icons.Check, v.sign)
	case d.Kind == billing.Statement && d.State == billing.Signed:
		primary("invoicing.bill", icons.Plus, func() { v.billMonth(d.Month) })
	case d.Kind == billing.Quote && d.State == billing.Issued:
		primary("invoicing.accept", icons.Check, v.accept)
	case d.DueMinor() > 0 && d.State != billing.Credited:
		primary("invoicing.pay", icons.Check, v.pay)
	}
	return widgets.HBox(theme.Space8, row...)
}

func (v *view) actionItems() []*fyne.MenuItem {
	p, d := v.host.Printer(), v.detail.doc
	item := func(key string, f func()) *fyne.MenuItem { return fyne.NewMenuItem(p.T(key), f) }
	items := []*fyne.MenuItem{item("invoicing.preview", v.preview), item("invoicing.pdf", func() { v.export(billing.FilePDF) })}
	if d.Files.XML != "" {
		items = append(items, item("invoicing.xml", func() { v.export(billing.FileXML) }))
	}
	if d.Kind == billing.Statement {
		items = append(items, item("invoicing.workbook", func() { v.export(billing.FileWorkbook) }))
	}
	rest := v.nextItems()
	if len(rest) == 0 {
		return items
	}
	return append(append(items, fyne.NewMenuItemSeparator()), rest...)
}

// nextItems are what may follow, beside the files.
func (v *view) nextItems() []*fyne.MenuItem {
	p, d := v.host.Printer(), v.detail.doc
	item := func(key string, f func()) *fyne.MenuItem { return fyne.NewMenuItem(p.T(key), f) }
	var items []*fyne.MenuItem
	switch {
	case !d.Issued():
		return v.draftItems()
	case d.Kind == billing.Statement && d.State != billing.Invoiced && d.State != billing.Replaced:
		return []*fyne.MenuItem{item("invoicing.bill", func() { v.billMonth(d.Month) }), item("invoicing.new_version", v.draftStatement)}
	case d.Kind == billing.Quote:
		return v.quoteItems()
	case d.Kind == billing.Invoice || d.Kind == billing.Deposit:
		if v.detail.late.Days > 0 {
			items = append(items, item("invoicing.remind", v.remind))
		}
		if d.State != billing.Credited {
			items = append(items, item("invoicing.credit", v.credit))
		}
	}
	return items
}

// draftItems are what is done with a draft.
func (v *view) draftItems() []*fyne.MenuItem {
	p, d := v.host.Printer(), v.detail.doc
	item := func(key string, f func()) *fyne.MenuItem { return fyne.NewMenuItem(p.T(key), f) }
	if d.Kind == billing.Statement {
		return []*fyne.MenuItem{item("invoicing.redraw", v.redraw), item("invoicing.edit_statement", v.editDraft), item("invoicing.remove", v.removeDraft)}
	}
	edit := "invoicing.edit"
	if d.Kind == billing.Quote {
		edit = "invoicing.edit_quote"
	}
	items := []*fyne.MenuItem{item(edit, v.editDraft), item("invoicing.add_line", v.addLine), item("invoicing.discount", v.discount)}
	if d.Kind == billing.Invoice && len(v.deposits()) > 0 {
		items = append(items, item("invoicing.take_back", v.takeBack))
	}
	if d.Kind == billing.Invoice && !d.Month.IsZero() {
		items = append(items, item("invoicing.redraw", v.redraw))
	}
	return append(items, item("invoicing.remove", v.removeDraft))
}
