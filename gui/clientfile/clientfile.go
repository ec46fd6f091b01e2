// Package clientfile is a client's file: identity, brand kit, contacts,
// channels and what was sold, each edited in a form that can be undone; and the
// page that makes a new client.
package clientfile

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/hue"
	"regie/gui/rates"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps is what the client file stands on.
type Deps struct {
	Clients *clients.Service
	Tx      clients.Transactor // makes a client and its terms one act
	Bus     *clients.Bus       // nil: the screen looks again only when shown
	Rates   *rates.Deps        // nil leaves the rates out
	// Networks offers the networks that a channel may be on.
	Networks func(lang string) []widgets.Option
}

// New declares the client file, a tab.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen {
		v := &view{host: h, deps: d, work: h.Runner().Scope()}
		if d.Rates != nil {
			v.rates = rates.NewPanel(h, v.work, *d.Rates).Compact()
		}
		v.draw()
		v.work.Follow(d.Bus, v.load, "client", "contact", "channel", "contract", "contract_level", "contract_deliverable", "staff", "level", "rate")
		return v
	}
}

// file is all of one client's file, loaded at once.
type file struct {
	client    clients.Client
	contacts  []clients.Contact
	channels  []clients.Channel
	contracts []clients.Contract
	levels    []clients.Level
	agency    clients.Agency
	logo      fyne.Resource
}

type view struct {
	host  screen.Host
	deps  Deps
	work  *work.Runner
	route screen.Route
	shown bool
	file  file
	then  func() // once the file is loaded; nil for nothing

	root     *fyne.Container
	archived *widgets.Banner
	identity *widgets.Card
	brand    *widgets.Card
	contacts *widgets.Card
	channels *widgets.Card
	contract *widgets.Card
	rates    *rates.Panel // nil without rates
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen; Arg may open the form of who the client is.
func (v *view) Show(r screen.Route) {
	v.route, v.shown, v.then = r, true, nil
	if field, ok := screen.Identity(r.Arg); ok {
		v.then = func() { v.editIdentityAt(field) }
	}
	v.host.Window().SetOnDropped(v.dropped)
	v.load()
}

// Leave implements screen.Leaver.
func (v *view) Leave() {
	v.shown = false
	v.host.Window().SetOnDropped(nil)
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	p := v.host.Printer()
	archive := widgets.NewButton(p.T("clientfile.archive"), icons.None, v.askArchive)
	return screen.Header{After: []fyne.CanvasObject{
		archive, widgets.NewPrimary(p.T("clientfile.edit"), icons.Edit, v.editIdentity),
	}}
}

// NewThing implements screen.Creator: a contact is what is added most.
func (v *view) NewThing() { v.editContact(clients.Contact{Client: v.file.client.ID}) }

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	return []screen.Command{
		{Title: p.T("clientfile.edit"), Run: v.editIdentity},
		{Title: p.T("clientfile.edit_brand"), Run: v.editBrand},
		{Title: p.T("clientfile.new_contact"), Run: v.NewThing},
		{Title: p.T("clientfile.new_channel"), Run: func() { v.editChannel(clients.Channel{Client: v.file.client.ID}) }},
		{Title: p.T("clientfile.new_terms"), Run: v.newTerms},
	}
}

func (v *view) load() {
	if !v.shown {
		return
	}
	key := v.route.Client
	work.Run(v.work, "load", func(ctx context.Context) (file, error) { return v.deps.read(ctx, key) }, v.loaded)
}

// read loads the file of a client by its key.
func (d Deps) read(ctx context.Context, key string) (f file, err error) {
	if f.client, err = d.Clients.ClientByKey(ctx, key); err != nil {
		return f, err
	}
	id := f.client.ID
	if f.contacts, err = d.Clients.Contacts(ctx, id); err != nil {
		return f, err
	}
	if f.channels, err = d.Clients.Channels(ctx, id); err != nil {
		return f, err
	}
	if f.contracts, err = d.Clients.Contracts(ctx, id); err != nil {
		return f, err
	}
	if f.levels, err = d.Clients.Levels(ctx); err != nil {
		return f, err
	}
	if f.agency, err = d.Clients.Agency(ctx); err != nil {
		return f, err
	}
	if hash := f.client.Brand.Logo; hash != "" {
		content, err := d.Clients.Media(ctx, hash)
		if err != nil {
			return f, err
		}
		f.logo = fyne.NewStaticResource(hash+".png", content)
	}
	return f, nil
}

func (v *view) loaded(f file, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.file = f
	p := v.host.Printer()
	v.archived.Hidden = f.client.ArchivedAt == ""
	if f.client.ArchivedAt != "" {
		v.archived.Set(widgets.ToneWarn, archivedSentence(p, f.client), widgets.NewButton(p.T("clientfile.reopen"), icons.None, v.reopen))
	}
	v.identity.SetContent(widgets.Pairs(identityLines(p, f)))
	v.showBrand()
	v.showContacts()
	v.showChannels()
	v.showContracts()
	if c, ok := v.host.Client(f.client.Key); ok && v.rates != nil {
		v.rates.Show(c)
	}
	v.root.Refresh()
	if then := v.then; then != nil {
		v.then = nil
		then()
	}
}

func (v *view) draw() {
	p := v.host.Printer()
	v.archived = widgets.NewBanner()
	v.archived.Hide()
	card := func(key, button string, icon icons.Name, act func()) *widgets.Card {
		c := widgets.NewCard(p.T(key), "", widgets.Spacer())
		c.SetCorner(widgets.NewGhost(p.T(button), icon, act))
		return c
	}
	v.identity = card("clientfile.identity", "common.edit", icons.Edit, v.editIdentity)
	v.brand = card("clientfile.brand", "common.edit", icons.Edit, v.editBrand)
	v.contacts = card("clientfile.contacts", "common.add", icons.Plus, v.NewThing)
	v.channels = card("clientfile.channels", "common.add", icons.Plus, func() {
		v.editChannel(clients.Channel{Client: v.file.client.ID})
	})
	v.contract = card("clientfile.contract", "clientfile.new_terms", icons.Plus, v.newTerms)
	left := widgets.VBox(theme.Space16, v.contract, v.contacts, v.channels)
	right := widgets.VBox(theme.Space16, v.identity, v.brand)
	if v.rates != nil {
		left.Add(v.rates.Table)
		right.Add(v.rates.Try)
	}
	board := widgets.Columns(theme.Space16, []float32{1, 1}, left, right)
	v.root = widgets.Inset(0, 0, 0, 0, widgets.VScroll(widgets.Pad(theme.Space24, 20, widgets.VBox(theme.Space16, v.archived, board))))
}

// accent edges a form in the client's colour.
func (v *view) form(title string, prepare func() (func(context.Context) error, error), done string, fields ...fyne.CanvasObject) *widgets.Form {
	f := widgets.NewForm(v.host, title, prepare, func() { v.done(done) }, fields...)
	if c, err := hue.Parse(v.file.client.Brand.Primary); err == nil {
		f.Accent(c)
	}
	return f
}

// done says what was done, with undo, and shows it.
func (v *view) done(words string) {
	v.host.Done(words)
	v.host.Reload()
	v.load()
}

// run does an act without a form.
func (v *view) run(words string, act func(context.Context) error) {
	work.Act(v.work, "act", act, v.host.Fail, func() { v.done(words) })
}
