package medialib

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

const (
	pickWidth  = 760
	pickHeight = 380
)

// picking is the dialog in which media of the library are picked.
type picking struct {
	host   screen.Host
	work   *work.Runner
	cal    Calendar
	client screen.Client
	list   []entry
	picked map[string]bool
	order  []string // in which they were picked
	filter filter
	grid   *widgets.TileGrid
	choose *widgets.Button
	close  func()
	done   func([]calendar.Asset)
}

// Pick lets media of a client's library be picked, several at once, or a new
// file be added; done gets them in the order of picking. Space or a press
// picks, Enter in the search goes to the grid.
func Pick(h screen.Host, cal Calendar, client screen.Client, done func([]calendar.Asset)) {
	p := h.Printer()
	k := &picking{host: h, work: h.Runner().Scope(), cal: cal, client: client, picked: map[string]bool{}, done: done, grid: widgets.NewTileGrid()}
	shots := newThumbs(k.work, cal.MediaContent, k.grid.Refresh)
	k.grid.Picture = func(id string) image.Image { return shots.of(id) }
	k.grid.OnSeen = func(ids []string) { shots.want(k.pictures(ids)) }
	k.grid.OnOpen = func(t widgets.Tile) { k.toggle(t.ID) }
	k.grid.OnPick = k.grid.OnOpen
	search := widgets.NewTextField("search", "").SetPlaceHolder(p.T("medialib.search"))
	k.grid.OnSearch = search.Focus
	search.OnChanged = func(s string) {
		k.filter.words = s
		k.draw()
	}
	search.OnSubmitted = func(string) { k.grid.Focus() }
	k.choose = widgets.NewPrimary(p.T("medialib.choose"), icons.Check, k.finish)
	file := widgets.NewButton(p.T("medialib.from_file"), icons.File, k.browse)
	body := widgets.VBox(theme.Space12, widgets.HBox(theme.Space8, widgets.Grow(search), file),
		widgets.MinHeight(pickHeight, k.grid), widgets.HBox(theme.Space8, widgets.Spacer(), k.choose))
	k.close = widgets.ShowDialog(h.Window(), p.T("medialib.pick_title", "client", client.Name), p.T("common.close"), pickWidth, body)
	search.Focus()
	k.reload("")
}

func (k *picking) reload(pick string) {
	work.Load(k.work, "load", func(ctx context.Context) ([]entry, error) {
		return load(ctx, k.cal, clients.ID(k.client.ID))
	}, k.host.Fail, func(list []entry) {
		k.list = list
		if pick != "" && !k.picked[pick] {
			k.toggle(pick)
		}
		k.draw()
	})
}

func (k *picking) pictures(ids []string) []string {
	var out []string
	for _, id := range ids {
		for _, e := range k.list {
			if e.SHA256 == id && e.Type() == "image" {
				out = append(out, id)
			}
		}
	}
	return out
}

func (k *picking) toggle(id string) {
	k.picked[id] = !k.picked[id]
	if k.picked[id] {
		k.order = append(k.order, id)
	} else {
		for i, o := range k.order {
			if o == id {
				k.order = append(k.order[:i:i], k.order[i+1:]...)
				break
			}
		}
	}
	k.draw()
}

func (k *picking) draw() {
	p := k.host.Printer()
	k.grid.SetTiles(tiles(p, k.list, k.filter, k.host.Today(), k.picked))
	words := p.T("medialib.choose")
	if n := len(k.order); n > 0 {
		words = p.N("medialib.choose_n", n)
	}
	k.choose.SetText(words)
}

func (k *picking) browse() {
	widgets.AskOpen(k.host, func(path string) {
		AddFiles(k.host, k.work, k.cal, k.client, []string{path}, func(list []calendar.Asset) { k.came(list) })
	})
}

func (k *picking) came(list []calendar.Asset) {
	for _, a := range list {
		k.reload(a.SHA256)
	}
}

func (k *picking) finish() {
	var list []calendar.Asset
	for _, id := range k.order {
		for _, e := range k.list {
			if e.SHA256 == id {
				list = append(list, e.Asset)
			}
		}
	}
	k.close()
	k.work.Close()
	if len(list) > 0 {
		k.done(list)
	}
}

// AddFiles takes files into a client's library for a form: then gets those
// taken, the others are shown with their reasons.
func AddFiles(h screen.Host, r *work.Runner, cal Calendar, client screen.Client, paths []string, then func([]calendar.Asset)) {
	p := h.Printer()
	work.Load(r, "", func(ctx context.Context) (added, error) {
		return addAll(ctx, p, cal, clients.ID(client.ID), paths, func(work.Progress) {})
	}, h.Fail, func(a added) {
		if len(a.assets) > 0 {
			then(a.assets)
		}
		refused(h, a.refused)
	})
}

// Paths are the files of a drop.
func Paths(files []fyne.URI) []string {
	paths := make([]string, 0, len(files))
	for _, f := range files {
		paths = append(paths, f.Path())
	}
	return paths
}

// Thumb reads a medium's picture at the size of a tile.
func Thumb(ctx context.Context, cal Calendar, hash string) (image.Image, error) {
	return Picture(ctx, cal, hash, thumbSide)
}
