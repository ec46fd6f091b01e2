package plan

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// textEditor writes one network's words at a time; the strip above it, always
// in sight, has a counter for each network and chooses the one that is written.
type textEditor struct {
	v       *view
	d       *draft
	changed func() // something that counts was typed
	network string
	filling bool // fields are being filled, not typed in

	strip   *fyne.Container
	tabs    map[string]*networkTab
	same    *fyne.Container // says whom the network follows
	account *widgets.Select
	text    *widgets.TextField
	title   *widgets.TextField
	comment *widgets.TextField
	sign    *widgets.Check
	preview *fyne.Container
	box     *fyne.Container
}

// networkTab is a network of the strip.
type networkTab struct {
	row   *widgets.PressRow
	name  *widgets.Text
	count *widgets.Text
	under *fyne.Container // the line of the chosen one
}

func newTextEditor(v *view, d *draft, tags []calendar.HashtagSet, changed func()) *textEditor {
	p := v.host.Printer()
	e := &textEditor{v: v, d: d, changed: changed, tabs: map[string]*networkTab{}}
	e.strip = container.New(layout.NewRowWrapLayoutWithCustomPadding(theme.Space16, theme.Space4))
	e.same, e.preview = widgets.VBox(0), widgets.VBox(theme.Space4)
	e.account = widgets.NewSelect(p, "channel", p.T("plan.account"), nil, func(key string) { d.channel(e.network, clients.ID(key)); e.touched() })
	e.text = widgets.NewTextArea("text", "", 8)
	e.text.SetMost(calendar.MaxText, func(n int) {
		e.text.SetError(p.Error(fault.New("text_too_long", "count", n, "max", calendar.MaxText)))
	})
	e.text.OnChanged = func(s string) { e.typed(func() { d.write(e.network, s) }) }
	e.title = widgets.NewTextField("network_title", p.T("plan.network_title"))
	e.title.OnChanged = func(s string) { e.typed(func() { d.title(e.network, s) }) }
	e.comment = widgets.NewTextArea("first_comment", p.T("plan.first_comment"), 2)
	e.comment.OnChanged = func(s string) { e.typed(func() { d.comment(e.network, s) }) }
	e.sign = widgets.NewCheck("signature", "", false, func(on bool) { d.it.Sign(e.network, d.brand, on); e.touched() })
	add := widgets.NewMenuButton(p.T("plan.add_tags"), func() []*fyne.MenuItem { return e.tagItems(tags) })
	e.box = widgets.VBox(theme.Space12, e.same, e.account, e.title, e.text,
		container.NewBorder(nil, nil, nil, add, e.signBox()), e.preview, e.comment)
	return e
}

// signBox is the signature's tick where the charter has signature hashtags.
func (e *textEditor) signBox() fyne.CanvasObject {
	p := e.v.host.Printer()
	if len(e.d.brand.Hashtags) == 0 {
		return widgets.Caption(p.T("plan.no_signature"))
	}
	return e.sign
}

// typed takes over what was typed, but not what is being filled in.
func (e *textEditor) typed(take func()) {
	if e.filling {
		return
	}
	take()
	e.touched()
}

func (e *textEditor) touched() {
	e.showSame()
	e.changed()
}

// lay shows the draft's networks, and writes for the one chosen before, or the
// first.
func (e *textEditor) lay() {
	e.strip.Objects = nil
	e.tabs = map[string]*networkTab{}
	networks := e.d.networks()
	for _, n := range networks {
		t := &networkTab{name: widgets.StrongCaption(e.v.networkName(n)), count: widgets.Caption(" ")}
		t.under = widgets.MinHeight(2, widgets.Ground(theme.TokenPrimary, widgets.Spacer()))
		t.row = widgets.NewPressRow(widgets.VBox(1, t.name, t.count, t.under), func() { e.choose(n) })
		e.tabs[n] = t
		e.strip.Add(t.row)
	}
	if e.d.at(e.network) < 0 {
		e.network = ""
		if len(networks) > 0 {
			e.network = networks[0]
		}
	}
	e.fill()
	e.strip.Refresh()
}

// choose writes for another network.
func (e *textEditor) choose(network string) {
	if e.d.at(network) >= 0 && network != e.network {
		e.network = network
		e.fill()
		e.changed()
	}
}

// fill puts the network's words into the fields.
func (e *textEditor) fill() {
	e.filling = true
	defer func() { e.filling = false }()
	for n, t := range e.tabs {
		t.under.Hidden = n != e.network
		t.row.Refresh()
	}
	if e.network == "" {
		e.box.Hide()
		return
	}
	e.box.Show()
	p, l := e.v.host.Printer(), e.limit()
	t, _ := e.d.text(e.network)
	words, comment := e.d.words(e.network)
	e.text.SetText(words)
	e.text.SetLabel(p.T("plan.text_for", "network", e.v.networkName(e.network)))
	e.title.SetText(t.Title)
	e.title.Hidden = !bearsTitle(e.d.it.Kind, l) && t.Title == ""
	e.comment.SetText(comment)
	e.comment.Hidden = l.Comment == 0 && comment == ""
	e.sign.SetWords(p.T("plan.signature", "tags", e.d.brand.Signature()))
	e.sign.SetOn(e.d.signed(e.network))
	e.fillAccounts(t)
	e.showSame()
	e.box.Refresh()
}

// fillAccounts offers the client's accounts where there are several on the
// network.
func (e *textEditor) fillAccounts(t calendar.Text) {
	p := e.v.host.Printer()
	options := []widgets.Option{{Label: p.T("plan.any_account")}}
	for _, c := range e.v.md.channels {
		if c.Network == e.network && (c.ArchivedAt == "" || c.ID == t.Channel) {
			options = append(options, widgets.Option{Key: string(c.ID), Label: c.Name, Detail: c.Handle})
		}
	}
	e.account.Hidden = len(options) < 3 // one account: nothing to choose
	e.account.SetOptions(options)
	e.account.Choose(string(t.Channel))
}

func (e *textEditor) limit() limits.Limit {
	l, _ := e.v.deps.Calendar.Limits().On(e.network, e.d.it.On)
	return l
}

// bearsTitle tells whether a publication has a title of its own on a network.
func bearsTitle(k calendar.Kind, l limits.Limit) bool {
	return l.HasTitle() || k == calendar.Article || k == calendar.Newsletter
}

// showSame says whom the network follows, or offers to follow another.
func (e *textEditor) showSame() {
	p := e.v.host.Printer()
	var line fyne.CanvasObject
	lead, others := e.d.leader(e.network), e.d.leaders(e.network)
	switch {
	case lead != e.network:
		line = widgets.HBox(theme.Space8, widgets.NewPill(widgets.ToneInfo, p.T("plan.same_as", "network", e.v.networkName(lead))),
			widgets.Caption(p.T("plan.same_hint")).Ellipsis())
	case len(others) > 0:
		line = widgets.HBox(theme.Space8, widgets.NewPill(widgets.ToneNeutral, p.T("plan.own_text")), widgets.Spacer(),
			widgets.NewMenuButton(p.T("plan.same_again"), func() []*fyne.MenuItem { return e.followItems() }))
	default:
		e.same.Hide()
		return
	}
	e.same.Objects = []fyne.CanvasObject{line}
	e.same.Show()
	e.same.Refresh()
}

func (e *textEditor) followItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, n := range e.d.leaders(e.network) {
		items = append(items, fyne.NewMenuItem(e.v.networkName(n), func() {
			e.d.follow(e.network, n)
			e.fill()
			e.changed()
		}))
	}
	return items
}

// tagItems offer the client's sets of hashtags for the network written.
func (e *textEditor) tagItems(sets []calendar.HashtagSet) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, set := range sets {
		items = append(items, fyne.NewMenuItem(set.Name, func() {
			e.d.addTags(e.network, set)
			e.fill()
			e.changed()
		}))
	}
	if len(items) == 0 {
		none := fyne.NewMenuItem(e.v.host.Printer().T("plan.no_tags"), nil)
		none.Disabled = true
		items = append(items, none)
	}
	return items
}

// show puts counters and preview of what was measured last.
func (e *textEditor) show(gauges []calendar.Gauge) {
	p := e.v.host.Printer()
	for _, g := range gauges {
		t, ok := e.tabs[g.Network]
		if !ok {
			continue
		}
		words, tone := gaugeWords(p, g)
		t.count.SetText(words)
		t.count.Tone(tone)
		if g.Network == e.network {
			e.hints(g)
		}
	}
	e.showPreview()
	e.strip.Refresh()
}

func (e *textEditor) hints(g calendar.Gauge) {
	p := e.v.host.Printer()
	hint := func(f *widgets.TextField, used, most int) {
		words, tone := "", widgets.ToneNeutral
		if most > 0 {
			words, tone = gaugeWords(p, calendar.Gauge{Used: used, Limit: most})
		}
		f.SetTonedHint(words, tone)
	}
	hint(e.title, g.Title, g.MaxTitle)
	hint(e.comment, g.Comment, g.MaxComment)
	words, tone := gaugeWords(p, g)
	if g.MaxTags > 0 {
		words += " · " + p.T("plan.tags_used", "used", g.Hashtags, "most", g.MaxTags)
		if g.Hashtags > g.MaxTags {
			tone = widgets.ToneBad
		}
	}
	e.text.SetTonedHint(words, tone)
}

// gaugeWords are a counter with its colour and, where it matters, its word.
func gaugeWords(p *text.Printer, g calendar.Gauge) (string, widgets.Tone) {
	words, tone := counterText(p.Int, g)
	switch {
	case g.Over():
		return words + " · " + p.T("plan.too_long"), tone
	case g.Limit > 0 && g.Used*10 > g.Limit*9:
		return words + " · " + p.N("plan.left", g.Limit-g.Used), widgets.ToneWarn
	case g.Folded():
		return words + " · " + p.T("plan.folded"), tone
	}
	return words, tone
}

// mostPreview bounds the preview of a long text, in characters.
const mostPreview = 600

// previewOf is what the network shows at once and what it folds away, both
// bounded; folded says that there is a fold.
func previewOf(words string, l limits.Limit) (shown, rest string, folded bool) {
	const enough = 40_000 // bytes: no fold lies beyond
	words = clipped(words, enough)
	shown, rest = calendar.Visible(words, l)
	folded = rest != ""
	return clipped(shown, mostPreview), clipped(rest, mostPreview), folded
}

// clipped is the beginning of a text, never cut within a character.
func clipped(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	for bytes > 0 && s[bytes]&0xC0 == 0x80 {
		bytes--
	}
	return s[:bytes] + "…"
}

// showPreview shows where the network folds the text.
func (e *textEditor) showPreview() {
	p := e.v.host.Printer()
	shown, rest, folded := previewOf(e.d.resolved(e.network).Text, e.limit())
	e.preview.Objects = nil
	e.preview.Hidden = !folded
	if folded {
		e.preview.Objects = []fyne.CanvasObject{
			widgets.Caption(p.T("plan.fold", "count", e.limit().Fold)),
			widgets.NewPanel(widgets.VBox(theme.Space4,
				widgets.NewParagraph(shown+" "+p.T("plan.see_more")).MaxLines(8),
				widgets.Rule(),
				widgets.NewParagraph(rest).Token(theme.TokenMute).MaxLines(4))),
		}
	}
	e.preview.Refresh()
}
