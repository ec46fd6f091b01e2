package medialib

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the view stands on.
type Deps struct {
	Calendar Calendar
	Bus      *clients.Bus
}

// New makes the view. It is shown inside the calendar tab, which gives it its
// margins.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

// View is what the calendar tab needs of the view it embeds.
type View interface {
	screen.Screen
	screen.Headed
	screen.Creator
	screen.Filterer
	screen.Leaver
}

var _ View = (*view)(nil)

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	list   []entry
	filter filter
	shown  bool
	job    *work.Job

	thumbs *thumbs
	search *widgets.TextField
	kinds  *widgets.FilterChip
	states *widgets.FilterChip
	sum    *widgets.Text
	grid   *widgets.TileGrid
	center *fyne.Container
	side   *fyne.Container
	busy   *fyne.Container // progress of what is being added
	root   *fyne.Container
	add    *widgets.Button
	more   *widgets.Button
	shut   func() // closes the dialog of a narrow window
}

const (
	againDelay = 150 * time.Millisecond
	sideWidth  = 330
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope()}
	v.grid = widgets.NewTileGrid()
	v.thumbs = newThumbs(v.work, d.Calendar.MediaContent, v.grid.Refresh)
	v.grid.Picture = func(id string) image.Image { return v.thumbs.of(id) }
	v.grid.OnSeen = func(ids []string) { v.thumbs.want(v.pictures(ids)) }
	v.grid.OnSelect = func(t widgets.Tile) {
		if !h.Narrow() {
			v.open(t.ID)
		}
	}
	v.grid.OnOpen = func(t widgets.Tile) { v.open(t.ID) }
	v.grid.OnRemove = func(t widgets.Tile) { v.remove(t.ID) }
	v.grid.OnSearch = v.Filter
	v.search = widgets.NewTextField("search", "").SetPlaceHolder(p.T("medialib.search"))
	v.search.OnChanged = func(s string) {
		v.filter.words = s
		v.work.After("search", againDelay, v.draw)
	}
	v.search.OnKey(func(k fyne.KeyName) bool {
		if k == fyne.KeyDown {
			v.grid.Focus()
			return true
		}
		return false
	})
	v.kinds = widgets.NewFilterChip(p, p.T("medialib.all_kinds"), kindOptions(v), func(keys []string) { v.filter.kinds = keys; v.draw() })
	v.states = widgets.NewFilterChip(p, p.T("medialib.all_states"), stateOptions(v), func(keys []string) { v.filter.states = keys; v.draw() })
	v.sum = widgets.Muted("").Ellipsis()
	v.center, v.side, v.busy = container.NewStack(), container.NewStack(), container.NewStack()
	bar := widgets.Inset(0, 0, theme.Space8, 0, widgets.HBox(theme.Space8, widgets.MinWidth(200, v.search), v.kinds, v.states, widgets.Spacer(), v.sum))
	v.root = container.NewBorder(nil, nil, nil, v.side, container.NewBorder(widgets.VBox(0, bar, v.busy), nil, nil, nil, v.center))
	v.add = widgets.NewPrimary(p.T("medialib.add"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.more = widgets.NewMenuButton(p.T("medialib.more"), v.moreItems)
	v.work.Follow(d.Bus, v.reload, "library", "item", "item_media", "media")
	return v
}

func kindOptions(v *view) []widgets.Option {
	var list []widgets.Option
	for _, k := range []string{"image", "video", "document"} {
		list = append(list, widgets.Option{Key: k, Label: v.host.Printer().T("media.type_" + k)})
	}
	return list
}

func stateOptions(v *view) []widgets.Option {
	var list []widgets.Option
	for _, s := range states() {
		list = append(list, widgets.Option{Key: s, Label: v.host.Printer().T("medialib.state_" + s)})
	}
	return list
}

// pictures leaves out what has no picture to show.
func (v *view) pictures(ids []string) []string {
	var out []string
	for _, id := range ids {
		if e, ok := v.entry(id); ok && e.Type() == "image" {
			out = append(out, id)
		}
	}
	return out
}

func (v *view) entry(hash string) (entry, bool) {
	for _, e := range v.list {
		if e.SHA256 == hash {
			return e, true
		}
	}
	return entry{}, false
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen. It may be called again while shown.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.list = nil
		v.closeSide()
		v.grid.Select("")
	}
	v.client, v.shown = c, true
	v.host.Window().SetOnDropped(v.dropped)
	v.reload()
}

// Leave implements screen.Leaver.
func (v *view) Leave() {
	if v.shown {
		v.shown = false
		v.host.Window().SetOnDropped(nil)
	}
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.Leave()
	v.work.Close()
}

// NewThing implements screen.Creator: a file.
func (v *view) NewThing() { v.browse() }

// Filter implements screen.Filterer.
func (v *view) Filter() { v.search.Focus() }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	return screen.Header{Before: []fyne.CanvasObject{v.more}, After: []fyne.CanvasObject{v.add}}
}

func (v *view) id() clients.ID { return clients.ID(v.client.ID) }

func (v *view) reload() {
	if v.client.ID == "" || !v.shown {
		return
	}
	id := v.id()
	work.Load(v.work, "load", func(ctx context.Context) ([]entry, error) {
		return load(ctx, v.deps.Calendar, id)
	}, v.host.Fail, func(list []entry) {
		v.list = list
		v.draw()
		if t, ok := v.grid.Selected(); ok && len(v.side.Objects) > 0 {
			v.open(t.ID)
		} else {
			v.closeSide()
		}
	})
}

// draw shows the media let through, or what belongs here.
func (v *view) draw() {
	p, today := v.host.Printer(), v.host.Today()
	list := tiles(p, v.list, v.filter, today, nil)
	v.grid.SetTiles(list)
	v.sum.SetText(summary(p, v.list, len(list), today))
	var page fyne.CanvasObject = v.grid
	switch {
	case len(list) > 0:
	case v.filter.empty():
		page = widgets.NewEmptyState(icons.Image, p.T("medialib.empty"), p.T("medialib.empty_text"),
			widgets.NewPrimary(p.T("medialib.add"), icons.Plus, v.NewThing))
	default:
		page = widgets.NewEmptyState(icons.Search, p.T("medialib.nothing"), p.T("medialib.nothing_text"),
			widgets.NewButton(p.T("medialib.show_all"), icons.None, v.showAll))
	}
	if len(v.center.Objects) != 1 || v.center.Objects[0] != page {
		v.center.Objects = []fyne.CanvasObject{page}
		v.center.Refresh()
	}
}

func (v *view) showAll() {
	v.filter = filter{}
	v.search.SetText("")
	v.kinds.SetKeys(nil)
	v.states.SetKeys(nil)
	v.draw()
}

func (v *view) moreItems() []*fyne.MenuItem {
	p := v.host.Printer()
	return []*fyne.MenuItem{fyne.NewMenuItem(p.T("medialib.check"), v.check)}
}

// check reads every file again, byte for byte.
func (v *view) check() {
	id, today := v.id(), v.host.Today()
	work.Load(v.work, "check", func(ctx context.Context) ([]calendar.AssetState, error) {
		return v.deps.Calendar.CheckLibrary(ctx, id, today)
	}, v.host.Fail, func(bad []calendar.AssetState) { v.showChecked(bad) })
}

func (v *view) showChecked(bad []calendar.AssetState) {
	p := v.host.Printer()
	lost := 0
	for _, b := range bad {
		if b.Fault.Code == "media_expired" {
			continue
		}
		lost++
		for i := range v.list {
			if v.list[i].SHA256 == b.Asset.SHA256 {
				v.list[i].fault = b.Fault.Code
			}
		}
	}
	v.draw()
	if lost == 0 {
		v.host.Toast(p.N("medialib.checked", len(v.list)), nil)
		return
	}
	v.host.Toast(p.N("medialib.lost", lost), nil)
}
