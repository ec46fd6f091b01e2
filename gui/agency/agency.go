// Package agency is the page of the agency and its team: identity, people,
// levels and hats, how the window looks, backups, imports and the journal.
package agency

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/gui/ledger"
	"regie/gui/netlimits"
	"regie/gui/rates"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Backup is one verified copy of the agency's data.
type Backup struct {
	At     time.Time // UTC
	Reason string    // daily, manual, migration …
	Bytes  int64
}

// Backups keeps copies of the agency's data.
type Backups interface {
	// List gives the copies, newest first.
	List(ctx context.Context) ([]Backup, error)
	// Take makes one now.
	Take(ctx context.Context) error
	// CopyAll copies the data and every kept file into one file; progress is
	// told of each kept file.
	CopyAll(ctx context.Context, path string, progress func(done, total int)) (WholeCopy, error)
	// Folder is where the data is.
	Folder() string
}

// Import is one file that was brought in.
type Import struct {
	Act       clients.ID // what takes it back
	File      string
	Source    string // as people call it
	Client    string // its name, "" for several
	At        time.Time
	Who       string
	Rows, New int
	Undone    bool
}

// Deps is what the page stands on. Rates, Ledger, Limits and Imports may be nil and are then
// left out.
type Deps struct {
	Clients *clients.Service
	History *clients.History
	Bus     *clients.Bus
	Backups Backups
	Rates   *rates.Deps
	Ledger  *ledger.Deps
	Limits  *netlimits.Deps
	Imports func(ctx context.Context, p *text.Printer) ([]Import, error)
	// Desktop says what this computer gives the timer, each a label and a
	// sentence; nil leaves it out.
	Desktop func(ctx context.Context, p *text.Printer) [][2]string
}

// New declares the page.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen {
		v := &view{host: h, deps: d, work: h.Runner().Scope()}
		v.draw()
		v.work.Follow(d.Bus, v.load)
		return v
	}
}

// facts is all that the page shows, loaded at once.
type facts struct {
	agency  clients.Agency
	logo    fyne.Resource
	staff   []clients.Staff
	steps   map[clients.ID][]clients.LevelFrom
	levels  []clients.Level
	hats    []clients.Hat
	clients []clients.Client
	backups []Backup
	imports []Import
	desktop [][2]string
	acts    []clients.Act
}

type view struct {
	host  screen.Host
	deps  Deps
	work  *work.Runner
	shown bool
	facts facts

	root                               *fyne.Container
	tabs                               *widgets.Tabs
	tab                                string
	identity, look, team, levels, hats *widgets.Card
	backups, imports, archive, log     *widgets.Card
	rates                              *rates.Panel     // nil without rates
	ledger                             *ledger.Panel    // nil without billing
	limits                             *netlimits.Panel // nil without limits
	pages                              map[string]fyne.CanvasObject
	then                               func() // once what it needs is loaded; nil for nothing
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen; Arg chooses a tab, or opens the agency's form.
func (v *view) Show(r screen.Route) {
	v.shown = true
	if v.pages[r.Arg] != nil {
		v.choose(r.Arg)
	}
	v.then = nil
	if field, ok := screen.Identity(r.Arg); ok {
		v.choose(tabAgency)
		v.then = func() { v.editAgencyAt(field) }
	}
	v.load()
}

// Leave implements screen.Leaver.
func (v *view) Leave() { v.shown = false }

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// NewThing implements screen.Creator.
func (v *view) NewThing() { v.editStaff(clients.Staff{}) }

// Header implements screen.Headed: the main action is that of the tab.
func (v *view) Header() screen.Header {
	p := v.host.Printer()
	h := screen.Header{Caption: v.facts.agency.Name}
	switch v.tab {
	case tabTeam:
		h.After = []fyne.CanvasObject{widgets.NewPrimary(p.T("agencyscreen.new_person"), icons.Plus, v.NewThing)}
	case tabBilling:
		h.After = []fyne.CanvasObject{widgets.NewPrimary(p.T("ledger.export"), icons.Download, v.ledger.Export)}
	}
	return h
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	return []screen.Command{
		{Title: p.T("agencyscreen.edit_agency"), Run: v.editAgency},
		{Title: p.T("agencyscreen.new_person"), Run: v.NewThing},
		{Title: p.T("agencyscreen.backup_now"), Run: v.backupNow},
	}
}

// The tabs of the page.
const (
	tabAgency  = "agency"
	tabTeam    = "team"
	tabRates   = "rates"
	tabBilling = "billing"
	tabLimits  = "limits"
	tabSafety  = "safety"
	tabJournal = "journal"
)

func (v *view) draw() {
	p := v.host.Printer()
	card := func(key string) *widgets.Card { return widgets.NewCard(p.T(key), "", widgets.Spacer()) }
	corner := func(c *widgets.Card, key string, icon icons.Name, act func()) *widgets.Card {
		c.SetCorner(widgets.NewGhost(p.T(key), icon, act))
		return c
	}
	v.identity = corner(card("agencyscreen.identity"), "common.edit", icons.Edit, v.editAgency)
	v.look = card("agencyscreen.look")
	v.team = corner(card("agencyscreen.team"), "common.add", icons.Plus, v.NewThing)
	v.levels = corner(card("agencyscreen.levels"), "common.add", icons.Plus, v.newLevel)
	v.hats = corner(card("agencyscreen.hats"), "common.add", icons.Plus, func() { v.editHat(clients.Hat{}) })
	v.imports, v.archive, v.log = card("agencyscreen.imports"), card("agencyscreen.archived"), card("agencyscreen.journal")
	v.backups = corner(card("agencyscreen.backups"), "agencyscreen.backup_now", icons.Download, v.backupNow)
	v.imports.Hidden = v.deps.Imports == nil
	two := func(left, right fyne.CanvasObject) fyne.CanvasObject {
		return page(widgets.Columns(theme.Space16, []float32{1, 1}, left, right))
	}
	v.pages = map[string]fyne.CanvasObject{
		tabAgency:  two(widgets.VBox(0, v.identity), widgets.VBox(theme.Space16, v.look, v.archive)),
		tabTeam:    two(widgets.VBox(0, v.team), widgets.VBox(theme.Space16, v.levels, v.hats)),
		tabSafety:  two(widgets.VBox(theme.Space16, newWholeCopy(v).card, v.backups), widgets.VBox(0, v.imports)),
		tabJournal: page(v.log),
	}
	if v.deps.Rates != nil {
		v.rates = rates.NewPanel(v.host, v.work, *v.deps.Rates)
		v.pages[tabRates] = page(widgets.Columns(theme.Space16, []float32{1.9, 1}, widgets.VBox(0, v.rates.Table), widgets.VBox(0, v.rates.Try)))
	}
	if v.deps.Limits != nil {
		v.limits = netlimits.NewPanel(v.host, v.work, *v.deps.Limits)
		v.pages[tabLimits] = page(v.limits.Card)
	}
	if v.deps.Ledger != nil {
		v.ledger = ledger.NewPanel(v.host, v.work, *v.deps.Ledger)
		k := v.ledger
		v.pages[tabBilling] = page(widgets.Columns(theme.Space16, []float32{2.1, 1},
			widgets.VBox(theme.Space16, k.Owed, k.Profit), widgets.VBox(theme.Space16, k.Franchise, k.Settings, k.Journal)))
	}
	items := make([]widgets.TabItem, 0, len(v.pages))
	for _, t := range []string{tabAgency, tabTeam, tabRates, tabBilling, tabLimits, tabSafety, tabJournal} {
		if v.pages[t] == nil {
			continue
		}
		items = append(items, widgets.TabItem{Key: t, Label: p.T("agencyscreen.tab_" + t)})
	}
	v.tabs = widgets.NewTabs(items, v.choose)
	v.root = widgets.Inset(0, 0, 0, 0, widgets.Spacer())
	v.choose(tabAgency)
}

func page(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VScroll(widgets.Pad(theme.Space24, 20, o))
}

func (v *view) choose(tab string) {
	v.tab = tab
	v.tabs.Select(tab)
	if tab == tabBilling && v.ledger != nil {
		v.ledger.Show()
	}
	if tab == tabLimits && v.limits != nil {
		v.limits.Show()
	}
	head := widgets.Ground(theme.TokenSurface, widgets.VBox(0, widgets.Pad(theme.Space24, 0, v.tabs), widgets.Rule()))
	v.root.Objects = []fyne.CanvasObject{widgets.VBox(0, head, widgets.Grow(v.pages[tab]))}
	v.root.Refresh()
	if v.shown {
		v.host.HeaderChanged()
	}
}

func (v *view) load() {
	if !v.shown {
		return
	}
	p := v.host.Printer()
	work.Run(v.work, "load", func(ctx context.Context) (facts, error) { return v.deps.read(ctx, p) }, v.loaded)
}

// actsShown bounds the journal's list.
const actsShown = 200

func (d Deps) read(ctx context.Context, p *text.Printer) (f facts, err error) {
	if f.agency, err = d.Clients.Agency(ctx); err != nil {
		return f, err
	}
	if d.Desktop != nil {
		f.desktop = d.Desktop(ctx, p)
	}
	if hash := f.agency.Logo; hash != "" {
		content, err := d.Clients.Media(ctx, hash)
		if err != nil {
			return f, err
		}
		f.logo = fyne.NewStaticResource(hash+".png", content)
	}
	if f.staff, err = d.Clients.Staff(ctx, true); err != nil {
		return f, err
	}
	if f.steps, err = d.Clients.LevelHistories(ctx); err != nil {
		return f, err
	}
	if f.levels, err = d.Clients.Levels(ctx); err != nil {
		return f, err
	}
	if f.hats, err = d.Clients.Hats(ctx); err != nil {
		return f, err
	}
	if f.clients, err = d.Clients.Clients(ctx, clients.AllClients); err != nil {
		return f, err
	}
	if f.backups, err = d.Backups.List(ctx); err != nil {
		return f, err
	}
	if f.acts, err = d.History.Acts(ctx, "", "", actsShown); err != nil {
		return f, err
	}
	if d.Imports != nil {
		f.imports, err = d.Imports(ctx, p)
	}
	return f, err
}

func (v *view) loaded(f facts, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.facts = f
	v.showIdentity()
	v.showLook()
	v.showArchived()
	v.showTeam()
	if v.rates != nil {
		v.rates.Show(screen.Client{})
	}
	if v.limits != nil && v.tab == tabLimits {
		v.limits.Show()
	}
	if v.ledger != nil && v.tab == tabBilling {
		v.ledger.Show()
	}
	v.showLevels()
	v.showHats()
	v.showBackups()
	v.showImports()
	v.showJournal()
	v.host.HeaderChanged()
	v.root.Refresh()
	if then := v.then; then != nil {
		v.then = nil
		then()
	}
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
