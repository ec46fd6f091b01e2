package composer

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/reports"
)

// issueWord is the verb of the main action: a first issue, or the next version.
func (v *view) issueWord() string {
	if n := v.md.next(); n > 1 {
		return v.host.Printer().T("composer.issue_next", "version", n)
	}
	return v.host.Printer().T("composer.issue")
}

// editionName is what is on screen, in a word.
func (v *view) editionName() string {
	p := v.host.Printer()
	if v.md.frozen() {
		return p.T("composer.version_n", "version", v.md.shown.Version)
	}
	return p.T("composer.draft_n", "version", v.md.next())
}

// editions are the versions to choose from, the last first, and the draft of
// the next.
func (v *view) editions() []*fyne.MenuItem {
	p := v.host.Printer()
	items := []*fyne.MenuItem{fyne.NewMenuItem(p.T("composer.draft_n", "version", v.md.next()), func() { v.want(draft) })}
	for i := len(v.md.versions) - 1; i >= 0; i-- {
		ver := v.md.versions[i]
		title := ver.title
		if ver.about != "" {
			title += " · " + ver.about
		}
		items = append(items, fyne.NewMenuItem(title, func() { v.want(ver.number) }))
	}
	return items
}

// want shows another version.
func (v *view) want(version int) {
	v.wanted = version
	v.reload()
}

// state says above the sections what is on screen: a draft, a frozen version,
// or one that the data have left behind.
func (v *view) state() fyne.CanvasObject {
	p, md := v.host.Printer(), v.md
	last := len(md.versions)
	var parts []fyne.CanvasObject
	if md.frozen() {
		ver := md.versions[md.shown.Version-1]
		parts = append(parts, widgets.HBox(0, widgets.NewPill(widgets.ToneOK, p.T("composer.state_frozen")).WithSign(icons.SignApproved)))
		parts = append(parts, widgets.NewParagraph(ver.title).Bold())
		if ver.about != "" {
			parts = append(parts, widgets.NewParagraph(ver.about).Token(theme.TokenMute))
		}
	} else {
		parts = append(parts, widgets.HBox(0, widgets.NewPill(widgets.ToneNeutral, p.T("composer.state_draft")).WithSign(icons.SignDraft)))
	}
	if len(md.differs) > 0 {
		parts = append(parts, widgets.NewParagraph(p.T("composer.state_differs", "version", last)).Paint(widgets.ToneWarn.Ink))
		for _, d := range md.differs {
			parts = append(parts, widgets.NewParagraph("• "+d).Px(theme.TextCaption).Token(theme.TokenMute))
		}
	}
	switch {
	case md.frozen() && (len(md.differs) > 0 || md.shown.Version < last):
		parts = append(parts, widgets.HBox(0, widgets.NewButton(p.T("composer.see_draft", "version", md.next()), icons.Edit, func() { v.want(draft) })))
	case !md.frozen() && last > 0:
		parts = append(parts, widgets.HBox(0, widgets.NewButton(p.T("composer.see_issued", "version", last), icons.None, func() { v.want(newest) })))
	}
	return widgets.VBox(theme.Space4, parts...)
}

// pointRow is one thing that is missing; pressing it leads to where it is
// mended, after leave.
func (v *view) pointRow(m point, leave func()) fyne.CanvasObject {
	words := widgets.VBox(0, widgets.NewParagraph(m.text).Token(theme.TokenMute), widgets.Caption(m.name+" →").Token(theme.TokenPrimary))
	route, ok := v.routeOf(m.place)
	if !ok {
		return widgets.NewParagraph(m.text).Token(theme.TokenMute)
	}
	return widgets.NewPressRow(widgets.Pad(0, theme.Space4, words), func() {
		leave()
		v.host.Go(route)
	})
}

// routeOf is where something missing is mended; ok is false for the report
// itself.
func (v *view) routeOf(place string) (screen.Route, bool) {
	r := screen.Route{Page: screen.PageClient, Client: v.client.Key, Month: v.month}
	switch place {
	case reports.PlaceTime:
		r.Tab = screen.TabTime
	case reports.PlaceCalendar:
		r.Tab = screen.TabCalendar
	case reports.PlaceBudget:
		r.Tab = screen.TabBudget
	case reports.PlaceContract, reports.PlaceClient:
		r.Tab = screen.TabFile
	case reports.PlaceRates:
		r = screen.Route{Page: screen.PageAgency}
	default:
		return r, false
	}
	return r, true
}

// askIssue confirms the issue in the client's name and colour: what becomes
// final, what is missing and where to mend it, and from the second version on
// what changes, and why.
func (v *view) askIssue() {
	if !v.loaded || !v.md.issuable() {
		return
	}
	p, md, next := v.host.Printer(), v.md, v.md.next()
	id, m, lang := clients.ID(v.client.ID), v.month, v.lang
	client, ok := v.host.Client(v.client.Key) // its logo may have come since
	if !ok {
		client = v.client
	}
	who := widgets.HBox(theme.Space8, itemlook.Tile(client, 28), widgets.Grow(widgets.Strong(client.Name).Ellipsis()))
	parts := []fyne.CanvasObject{
		who, widgets.NewParagraph(p.T("composer.issue_text", "client", client.Name, "version", next)),
	}
	reason := widgets.NewTextArea("reason", p.T("composer.issue_reason"), 3)
	if next > 1 {
		if len(md.differs) > 0 {
			changes := []fyne.CanvasObject{widgets.Strong(p.T("composer.issue_differs", "version", next-1))}
			for _, d := range md.differs {
				changes = append(changes, widgets.NewParagraph("• "+d).Token(theme.TokenMute))
			}
			parts = append(parts, widgets.VBox(theme.Space4, changes...))
		}
		parts = append(parts, reason)
	}
	var form *widgets.Form
	switch n := len(md.lacks); n {
	case 0:
		parts = append(parts, widgets.NewParagraph(p.T("composer.issue_complete")).Paint(widgets.ToneOK.Ink))
	default:
		lacks := []fyne.CanvasObject{widgets.NewParagraph(p.N("composer.issue_missing", n)).Bold()}
		for _, point := range md.lacks {
			lacks = append(lacks, v.pointRow(point, func() { form.Close() }))
		}
		parts = append(parts, widgets.VBox(theme.Space4, lacks...))
	}
	form = widgets.NewForm(v.host, p.T("composer.issue_title", "month", m), func() (func(context.Context) error, error) {
		f := reports.Form{Lang: lang, Reason: reason.Text()}
		return func(ctx context.Context) error {
			_, err := v.deps.Reports.Issue(ctx, id, m, f)
			return err
		}, nil
	}, func() {
		v.wanted, v.lang = newest, ""
		v.reload()
		v.host.Toast(v.host.Printer().T("composer.issued", "version", next), nil)
	}, parts...).Accent(client.Color).SaveLabel(p.T("composer.issue_do"))
	form.Show()
}
