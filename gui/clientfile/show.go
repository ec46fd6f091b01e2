package clientfile

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hue"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// showBrand draws logo and colours above how the client sounds.
func (v *view) showBrand() {
	p, b := v.host.Printer(), v.file.client.Brand
	head := []fyne.CanvasObject{v.logoTile()}
	for _, hex := range []string{b.Primary, b.Secondary} {
		if c, err := hue.Parse(hex); err == nil && hex != "" {
			head = append(head, widgets.NewSwatch(24, func() color.NRGBA { return c }), widgets.NewText(hue.Hex(c)))
		}
	}
	head = append(head, widgets.Spacer(), widgets.NewButton(p.T("clientfile.logo_pick"), icons.Image, v.pickLogo))
	objs := []fyne.CanvasObject{widgets.HBox(theme.Space8, head...)}
	if c, err := hue.Parse(b.Primary); err == nil {
		objs = append(objs, widgets.NewParagraph(contrastSentence(p, c)).Px(theme.TextCaption).Token(theme.TokenMute))
	}
	objs = append(objs, widgets.Rule(), widgets.Pairs(brandLines(p, b)))
	v.brand.SetContent(widgets.VBox(theme.Space12, objs...))
}

func (v *view) logoTile() fyne.CanvasObject {
	c, err := hue.Parse(v.file.client.Brand.Primary)
	if err != nil {
		c = theme.Primary()
	}
	if v.file.logo == nil {
		return widgets.NewAvatar(choices.Initials(v.file.client.Name), c, 56)
	}
	img := canvas.NewImageFromResource(v.file.logo)
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSize(112, 56))
	return img
}

// row is one line of a card that opens a form.
func row(open func(), objs ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewPressRow(widgets.MinHeight(44, widgets.HBox(theme.Space12, objs...)), open)
}

// twoLines is a name above what is known of it, in the middle of its row.
func twoLines(name, detail string) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.Spacer(), widgets.Strong(name).Ellipsis()}
	if detail != "" {
		lines = append(lines, widgets.Muted(detail).Px(12).Ellipsis())
	}
	return widgets.Grow(widgets.VBox(0, append(lines, widgets.Spacer())...))
}

func (v *view) showContacts() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, c := range v.file.contacts {
		if c.ArchivedAt != "" {
			continue
		}
		objs := []fyne.CanvasObject{twoLines(c.Name, joined(" · ", c.Job, c.Role, c.Email, c.Phone))}
		if c.Committee {
			objs = append(objs, widgets.NewPill(widgets.ToneInfo, p.T("clientfile.committee")).WithSign(icons.SignApproved))
		}
		lines = append(lines, row(func() { v.editContact(c) }, objs...))
	}
	v.contacts.SetContent(widgets.Lines(p.T("clientfile.contacts_none"), lines))
}

func (v *view) showChannels() {
	p := v.host.Printer()
	names := v.deps.Networks(string(p.Lang()))
	var lines []fyne.CanvasObject
	for _, c := range v.file.channels {
		if c.ArchivedAt != "" {
			continue
		}
		since := ""
		if !c.OpenedOn.IsZero() {
			since = p.T("clientfile.opened_on", "Day", p.Date(c.OpenedOn))
		}
		lines = append(lines, row(func() { v.editChannel(c) },
			twoLines(joined(" · ", choices.Label(names, c.Network), c.Name), joined(" · ", c.Handle, c.URL, since))))
	}
	v.channels.SetContent(widgets.Lines(p.T("clientfile.channels_none"), lines))
}

// showContracts draws the terms in force and, below, the other versions.
func (v *view) showContracts() {
	p, f := v.host.Printer(), v.file
	if len(f.contracts) == 0 {
		v.contract.SetContent(widgets.NewEmptyState(icons.File, p.T("clientfile.terms_none"), p.T("clientfile.terms_none_text"),
			widgets.NewPrimary(p.T("clientfile.new_terms"), icons.Plus, v.newTerms)))
		return
	}
	at := inForce(f.contracts, v.host.Today())
	var objs []fyne.CanvasObject
	if at >= 0 {
		c := f.contracts[at]
		head := widgets.HBox(theme.Space8, widgets.NewPill(widgets.ToneOK, p.T("clientfile.in_force")),
			widgets.Grow(widgets.NewText(joined(" · ", c.Name, termsTitle(p, f.contracts, at))).Ellipsis()),
			widgets.NewGhost(p.T("common.edit"), icons.Edit, func() { v.editTerms(c) }))
		objs = append(objs, head, widgets.Pairs(termsLines(p, f, c)))
	}
	for i, c := range slices.Backward(f.contracts) {
		if i == at {
			continue
		}
		objs = append(objs, widgets.Rule(), row(func() { v.editTerms(c) },
			widgets.Grow(widgets.NewText(termsTitle(p, f.contracts, i)).Ellipsis()),
			widgets.Muted(joined(" · ", p.Hours(c.QuotaMinutes), feeOf(v, c))), pillOf(v, c)))
	}
	v.contract.SetContent(widgets.VBox(theme.Space8, objs...))
}

func feeOf(v *view, c clients.Contract) string {
	if c.Fee == nil {
		return ""
	}
	return v.host.Printer().MoneyShort(*c.Fee)
}

func pillOf(v *view, c clients.Contract) fyne.CanvasObject {
	p := v.host.Printer()
	if v.host.Today().Before(c.From) {
		return widgets.NewPill(widgets.ToneInfo, p.T("clientfile.to_come"))
	}
	return widgets.NewPill(widgets.ToneNeutral, p.T("clientfile.past"))
}

// nextTerms is the first of the month after the last version and today's.
func nextTerms(all []clients.Contract, today civil.Date) civil.Date {
	from := today.InMonth().First()
	if len(all) == 0 {
		return from
	}
	from = today.InMonth().Add(1).First()
	if last := all[len(all)-1].From; !last.Before(from) {
		from = last.InMonth().Add(1).First()
	}
	return from
}
