package composer

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports"
	"regie/reports/page/raster"
)

// Deps are what the tab stands on.
type Deps struct {
	Reports Source
	// Subscribe calls changed after each commit, on any goroutine.
	Subscribe func(changed func(clients.Event)) (stop func())
}

// New makes the tab.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	stop   func()
	client screen.Client
	month  civil.Month
	lang   text.Lang // of the document; empty = the client's own
	wanted int       // version: a number, newest or draft
	md     model
	loaded bool
	page   int
	chosen reports.Section

	card    *widgets.Card
	list    *fyne.Container
	paper   *widgets.ImageView
	strip   *fyne.Container
	thumbs  []*widgets.ImageView
	preview *container.Scroll
	lang2   *widgets.Button
	edition *widgets.Button // the version on screen, with the others
	issuing *widgets.Button
	files   *widgets.Button // the exports
	root    fyne.CanvasObject
}

const (
	paperWidth  = 540
	narrowPaper = 380
	thumbWidth  = 110
	listWidth   = 320
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), chosen: reports.SectionSynthesis}
	v.list = widgets.VBox(0)
	v.card = widgets.NewCard(p.T("composer.sections"), "", widgets.VScroll(v.list))
	v.paper = widgets.NewImageView(paperWidth)
	v.preview = widgets.VScroll(widgets.Pad(theme.Space16, theme.Space16, v.paper))
	v.strip = widgets.VBox(theme.Space8)
	desk := widgets.Ground(theme.TokenTrack, container.NewBorder(nil, nil, nil,
		widgets.MinWidth(thumbWidth+2*theme.Space16, widgets.VScroll(widgets.Pad(theme.Space16, theme.Space16, v.strip))),
		v.preview))
	v.root = widgets.Pad(theme.Space24, theme.Space16, container.NewBorder(nil, nil,
		widgets.Inset(0, theme.Space12, 0, 0, widgets.MinWidth(listWidth, v.card)), nil, desk))
	v.lang2 = widgets.NewMenuButton("", v.languages)
	v.files = widgets.NewMenuButton(p.T("composer.files"), v.exports)
	v.edition = widgets.NewMenuButton("", v.editions)
	v.issuing = widgets.NewPrimary(p.T("composer.issue"), icons.Check, v.askIssue)
	if d.Subscribe != nil {
		v.stop = d.Subscribe(func(e clients.Event) {
			if e.Kind != actCompose {
				v.work.After("changed", reloadDelay, v.reload)
			}
		})
	}
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Close implements screen.Screen.
func (v *view) Close() {
	if v.stop != nil {
		v.stop()
	}
	v.work.Close()
}

// Show implements screen.Screen: the month before this one is what is reported.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.loaded, v.page, v.lang, v.wanted = false, 0, "", newest
		v.month = v.host.Today().InMonth().Add(-1)
	}
	if !r.Month.IsZero() && r.Month != v.month {
		v.month, v.page, v.wanted = r.Month, 0, newest
	}
	v.client = c
	v.reload()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) {
	v.month, v.page, v.wanted = m, 0, newest
	v.reload()
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	v.lang2.SetText(v.host.Printer().T("composer.lang_" + string(v.documentLang())))
	h := screen.Header{After: []fyne.CanvasObject{v.files}}
	if !v.md.frozen() && !v.host.Narrow() {
		h.Before = append(h.Before, v.lang2)
	}
	if len(v.md.versions) > 0 {
		v.edition.SetText(v.editionName())
		h.Before = append(h.Before, v.edition)
	}
	if v.loaded && v.md.issuable() {
		v.issuing.SetText(v.issueWord())
		h.After = append(h.After, v.issuing)
	}
	return h
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	list := []screen.Command{
		{Title: p.T("composer.pdf"), Run: func() { v.export(document) }},
		{Title: p.T("composer.excel_long"), Run: func() { v.export(workbook) }},
	}
	if v.loaded && v.md.issuable() {
		list = append(list, screen.Command{Title: v.issueWord(), Run: v.askIssue})
	}
	return list
}

func (v *view) documentLang() text.Lang {
	switch {
	case v.lang != "":
		return v.lang
	case v.loaded:
		return v.md.month.Lang
	default:
		return v.host.Printer().Lang()
	}
}

// exports are the files to write; where room is short, the languages too.
func (v *view) exports() []*fyne.MenuItem {
	p := v.host.Printer()
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(p.T("composer.pdf"), func() { v.export(document) }),
		fyne.NewMenuItem(p.T("composer.excel_long"), func() { v.export(workbook) }),
	}
	if v.host.Narrow() && !v.md.frozen() {
		items = append(append(items, fyne.NewMenuItemSeparator()), v.languages()...)
	}
	return items
}

func (v *view) languages() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, l := range []text.Lang{text.FR, text.EN} {
		items = append(items, fyne.NewMenuItem(v.host.Printer().T("composer.lang_"+string(l)), func() {
			v.lang, v.wanted = l, draft
			v.reload()
		}))
	}
	return items
}

func (v *view) reload() {
	if v.client.ID == "" {
		return // the clients are not loaded yet; Show comes again
	}
	p, w := v.host.Printer(), wish{clients.ID(v.client.ID), v.month, v.lang, v.wanted}
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Reports, p, w)
	}, v.show)
}

// show puts a composed report on screen.
func (v *view) show(md model, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.md, v.loaded = md, true
	if v.page >= len(md.doc.Pages) {
		v.page = 0
	}
	if at, ok := md.pageOf(v.chosen); ok && md.sectionOf(v.page) != v.chosen {
		v.page = at
	}
	v.card.SetCaption(v.host.Printer().N("composer.pages", len(md.doc.Pages)))
	v.showSections()
	v.showThumbs()
	v.showPage()
	v.host.HeaderChanged()
}

func (v *view) showThumbs() {
	v.thumbs, v.strip.Objects = nil, nil
	for i, img := range v.md.thumbs {
		small := widgets.NewImageView(thumbWidth)
		small.SetImage(img)
		small.SetFramed(i == v.page)
		v.thumbs = append(v.thumbs, small)
		number := widgets.Caption(v.host.Printer().Int(int64(i + 1))).Center()
		v.strip.Add(newTap(widgets.VBox(2, small, number), func() { v.turn(i) }))
	}
	v.strip.Refresh()
}

// turn shows another page and chooses its section.
func (v *view) turn(i int) {
	if i < 0 || i >= len(v.md.doc.Pages) {
		return
	}
	v.page, v.chosen = i, v.md.sectionOf(i)
	for n, small := range v.thumbs {
		small.SetFramed(n == i)
	}
	v.showSections()
	v.showPage()
}

// showPage draws the page on screen at the display's own resolution.
func (v *view) showPage() {
	doc, i := v.md.doc, v.page
	scale := float64(v.host.Window().Canvas().Scale())
	width := float32(paperWidth)
	if v.host.Narrow() {
		width = narrowPaper
	}
	v.paper.SetWidth(width)
	// The view draws the page inside a hairline on each side.
	dpi := 72 * float64(width-2) / doc.Pages[i].Width * scale
	work.Load(v.work, "page", func(context.Context) (image.Image, error) {
		return raster.Page(&doc.Pages[i], doc.Pictures, dpi), nil
	}, v.host.Fail, func(img image.Image) {
		v.paper.SetImage(img)
		v.preview.ScrollToTop()
	})
}

// TypedKey implements screen.Keyed: pages turn by arrows.
func (v *view) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyRight, fyne.KeyPageDown, fyne.KeyDown:
		v.turn(v.page + 1)
	case fyne.KeyLeft, fyne.KeyPageUp, fyne.KeyUp:
		v.turn(v.page - 1)
	}
}
