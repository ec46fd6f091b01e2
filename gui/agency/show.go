package agency

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hue"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// row is one line; open makes it one that is pressed.
func row(open func(), objs ...fyne.CanvasObject) fyne.CanvasObject {
	line := widgets.MinHeight(42, widgets.HBox(theme.Space12, objs...))
	if open == nil {
		return line
	}
	return widgets.NewPressRow(line, open)
}

// twoLines is a name above what is known of it, in the middle of its row.
func twoLines(name, detail string) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.Spacer(), widgets.Strong(name).Ellipsis()}
	if detail != "" {
		lines = append(lines, widgets.Muted(detail).Px(12).Ellipsis())
	}
	return widgets.Grow(widgets.VBox(0, append(lines, widgets.Spacer())...))
}

// oneLine is a name in the middle of its row.
func oneLine(name string) fyne.CanvasObject {
	return widgets.Grow(widgets.VBox(0, widgets.Spacer(), widgets.NewText(name).Ellipsis(), widgets.Spacer()))
}

func joined(sep string, parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sep)
}

func identityLines(p *text.Printer, a clients.Agency) [][2]string {
	franchise := ""
	if a.Franchise {
		franchise = p.T("agencyscreen.franchise")
	}
	return [][2]string{
		{p.T("common.name"), a.Name},
		{p.T("agencyscreen.legal_name"), joined(" · ", a.LegalName, a.LegalForm)},
		{p.T("common.address"), joined(", ", a.Address, strings.TrimSpace(a.Postcode+" "+a.City), choices.Country(p, a.Country))},
		{p.T("agencyscreen.siret"), joined(" · ", a.SIREN, a.SIRET)},
		{p.T("agencyscreen.vat_id"), a.VATID},
		{p.T("agencyscreen.vat"), franchise},
		{p.T("agencyscreen.iban"), a.IBAN},
		{p.T("agencyscreen.reach"), joined(" · ", a.Email, a.Phone, a.Website)},
		{p.T("common.currency"), string(a.Currency)},
		{p.T("common.zone"), a.Zone},
		{p.T("agencyscreen.doc_lang"), choices.Lang(p, a.Lang)},
		{p.T("agencyscreen.full_time"), p.Hours(a.FullTimeMinutes)},
		{p.T("agencyscreen.overlap"), p.T("agencyscreen.overlap_" + string(a.Overlap))},
		{p.T("agencyscreen.idle"), idleLabel(p, a.IdleMinutes)},
	}
}

func (v *view) showIdentity() {
	p, a := v.host.Printer(), v.facts.agency
	c, err := hue.Parse(a.Color)
	if err != nil {
		c = theme.Primary()
	}
	var tile fyne.CanvasObject = widgets.NewAvatar(choices.Initials(a.Name), c, 56)
	if v.facts.logo != nil {
		img := canvas.NewImageFromResource(v.facts.logo)
		img.FillMode = canvas.ImageFillContain
		img.SetMinSize(fyne.NewSize(112, 56))
		tile = img
	}
	head := widgets.HBox(theme.Space8, tile, widgets.NewSwatch(24, func() color.NRGBA { return c }), widgets.NewText(hue.Hex(c)),
		widgets.Spacer(), widgets.NewButton(p.T("agencyscreen.logo_pick"), icons.Image, v.pickLogo))
	v.identity.SetContent(widgets.VBox(theme.Space12, head, widgets.Rule(), widgets.Pairs(identityLines(p, a))))
}

func (v *view) showLook() {
	l, ok := v.host.(screen.Looker)
	v.look.Hidden = !ok
	if !ok {
		return
	}
	p, now := v.host.Printer(), l.Look()
	pick := func(label string, options []widgets.Option, chosen string, set func(*screen.Look, string)) *widgets.Select {
		s := widgets.NewSelect(p, "look", label, options, func(key string) {
			next := l.Look()
			set(&next, key)
			l.SetLook(next)
		})
		s.Choose(chosen)
		return s
	}
	scales := make([]widgets.Option, 0, 5)
	for _, n := range []int{100, 125, 150, 175, 200} {
		scales = append(scales, widgets.Option{Key: itoa(n), Label: p.Percent(int64(n)*100, 0)})
	}
	v.look.SetContent(widgets.VBox(theme.Space12,
		pick(p.T("common.language"), choices.Langs(p), now.Lang, func(l *screen.Look, k string) { l.Lang = k }),
		pick(p.T("shell.mode"), choices.Keyed(p, "shell.mode_", "system", "light", "dark"), now.Mode, func(l *screen.Look, k string) { l.Mode = k }),
		pick(p.T("shell.scale"), scales, itoa(now.Scale), func(l *screen.Look, k string) { l.Scale = atoi(k) }),
		widgets.NewParagraph(p.T("agencyscreen.look_note")).Px(theme.TextCaption).Token(theme.TokenMute),
		widgets.Pairs(v.facts.desktop)))
}

func (v *view) showArchived() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, c := range v.facts.clients {
		if c.ArchivedAt == "" || c.Internal {
			continue
		}
		lines = append(lines, row(nil, twoLines(c.Name, joined(" · ", dayOf(p, c.ArchivedAt), c.ArchiveReason)),
			widgets.NewButton(p.T("agencyscreen.reopen"), icons.None, func() { v.reopenClient(c) })))
	}
	v.archive.SetContent(widgets.Lines(p.T("agencyscreen.archived_none"), lines))
}

// dayOf writes the day of a kept instant.
func dayOf(p *text.Printer, rfc3339 string) string {
	t, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return rfc3339
	}
	return p.Date(civil.DateOf(t, time.Local))
}

// whenOf writes an instant in the computer's zone.
func whenOf(p *text.Printer, t time.Time) string {
	t = t.Local()
	return p.Date(civil.DateOf(t, time.Local)) + ", " + t.Format("15:04")
}

func (v *view) showTeam() {
	p := v.host.Printer()
	levels := choices.Levels(p, v.facts.levels)
	names := map[clients.ID]string{}
	for _, s := range v.facts.staff {
		names[s.ID] = s.Name
	}
	var lines []fyne.CanvasObject
	active := 0
	for _, s := range v.facts.staff {
		detail := []string{s.Job}
		if t := names[s.Tutor]; t != "" {
			detail = append(detail, p.T("agencyscreen.tutor_is", "Name", t))
		}
		objs := []fyne.CanvasObject{
			twoLines(s.Name, joined(" · ", append(detail, s.Email)...)),
			widgets.Muted(p.T("agencyscreen.weekly_n", "Hours", p.Hours(s.WeeklyMinutes))),
			widgets.NewPill(levelTone(s.Level), choices.Label(levels, s.Level)).WithSign(icons.None),
		}
		if s.ArchivedAt != "" {
			objs = append(objs, widgets.NewPill(widgets.ToneNeutral, p.T("agencyscreen.gone")))
		} else {
			active++
		}
		lines = append(lines, row(func() { v.editStaff(s) }, objs...))
	}
	v.team.SetCaption(p.N("common.n_people", active))
	v.team.SetContent(widgets.Lines(p.T("agencyscreen.team_none"), lines))
}

// levelTone marks who works under supervision.
func levelTone(level string) widgets.Tone {
	if clients.Supervised(level) {
		return widgets.ToneWarn
	}
	return widgets.ToneInfo
}

func (v *view) showLevels() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, l := range v.facts.levels {
		lines = append(lines, row(nil, oneLine(choices.Name(p, l.NameFR, l.NameEN)), widgets.Muted(l.Key)))
	}
	v.levels.SetContent(widgets.Lines("", lines))
}

func (v *view) showHats() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, h := range v.facts.hats {
		c, err := hue.Parse(h.Color)
		if err != nil {
			c = theme.Primary()
		}
		objs := []fyne.CanvasObject{
			widgets.NewSwatch(12, func() color.NRGBA { return c }),
			oneLine(choices.Name(p, h.NameFR, h.NameEN)),
		}
		if h.Retired {
			objs = append(objs, widgets.NewPill(widgets.ToneNeutral, p.T("agencyscreen.retired")))
		}
		lines = append(lines, row(func() { v.editHat(h) }, objs...))
	}
	v.hats.SetContent(widgets.Lines("", lines))
}

// backupsShown bounds the list of backups.
const backupsShown = 40

func (v *view) showBackups() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for i, b := range v.facts.backups {
		if i == backupsShown {
			break
		}
		lines = append(lines, row(nil, twoLines(whenOf(p, b.At), reasonOf(p, b.Reason)), widgets.Muted(size(p, b.Bytes))))
	}
	v.backups.SetContent(widgets.VBox(theme.Space8,
		widgets.NewParagraph(p.T("agencyscreen.backups_note", "Folder", v.deps.Backups.Folder())).Token(theme.TokenMute),
		widgets.Lines(p.T("agencyscreen.backups_none"), lines)))
}

// reasonOf says why a copy was made; other reasons are shown as they are kept.
func reasonOf(p *text.Printer, reason string) string {
	switch reason {
	case "daily", "manual", "before-migration", "before-import", "before-restore":
		return p.T("agencyscreen.reason_" + strings.TrimPrefix(reason, "before-"))
	}
	return reason
}

// size writes a number of bytes in megabytes.
func size(p *text.Printer, bytes int64) string {
	return p.T("agencyscreen.megabytes", "Size", p.Decimal((bytes*10+1<<19)>>20, 1))
}

func (v *view) showImports() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, i := range v.facts.imports {
		objs := []fyne.CanvasObject{twoLines(i.File, joined(" · ", i.Source, i.Client, whenOf(p, i.At), i.Who, p.N("common.n_rows", i.New)))}
		if i.Undone {
			objs = append(objs, widgets.NewPill(widgets.ToneNeutral, p.T("agencyscreen.undone")))
		} else {
			objs = append(objs, widgets.NewButton(p.T("agencyscreen.take_back"), icons.Undo, func() { v.undoImport(i) }))
		}
		lines = append(lines, row(nil, objs...))
	}
	v.imports.SetContent(widgets.Lines(p.T("agencyscreen.imports_none"), lines))
}

func (v *view) showJournal() {
	p := v.host.Printer()
	names := map[clients.ID]string{}
	for _, c := range v.facts.clients {
		if !c.Internal {
			names[c.ID] = c.Name
		}
	}
	table := widgets.NewTable([]widgets.Column[clients.Act]{
		{Title: p.T("common.date"), Width: 150, Muted: true, Text: func(a clients.Act) string { return whenOf(p, a.At) }},
		{Title: p.T("agencyscreen.col_who"), Width: 150, Text: func(a clients.Act) string { return a.Name }},
		{Title: p.T("common.client"), Width: 160, Text: func(a clients.Act) string { return names[a.Client] }},
		{Title: p.T("agencyscreen.col_what"), Flex: 1, Bold: true, Text: func(a clients.Act) string { return p.T("act." + a.Kind) }},
		{Title: p.T("agencyscreen.col_subject"), Flex: 1.6, Text: func(a clients.Act) string { return a.Subject }},
	}).Whole()
	table.SetRows(v.facts.acts)
	v.log.SetContent(table)
}
