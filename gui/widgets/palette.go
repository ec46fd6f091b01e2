package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/sahilm/fuzzy"

	"regie/assets/icons"
	"regie/clients"
	"regie/gui/theme"
)

// PaletteItem is one line of the palette.
type PaletteItem struct {
	Title string
	Hint  string // muted, at the right: a key, a place
	Icon  icons.Name
	// Tile, when set, stands in place of the icon.
	Initials string
	Color    color.NRGBA
	// Words are searched too, but not shown.
	Words string
	Run   func()
}

// Palette is the list of everything that can be done or gone to. Typing
// searches, Up and Down move, Enter does, Esc closes.
type Palette struct {
	items  []PaletteItem
	folded []string
	shown  []PaletteItem
	found  []PaletteItem
	at     int
	empty  *Text
	entry  *entry
	list   *widget.List
	pop    *popup
	query  string
	// search is asked at each change for more lines; it answers by Found.
	search func(query string)
}

const (
	paletteRow   = 34
	paletteRows  = 11
	paletteWidth = 620
)

// ShowPalette opens the palette. search, which may be nil, is told each query
// and answers later by Found.
func ShowPalette(w fyne.Window, placeholder, nothing string, items []PaletteItem, search func(string)) *Palette {
	k := &Palette{items: items, entry: newEntry(), search: search, empty: Muted(nothing)}
	for _, it := range items {
		k.folded = append(k.folded, clients.Fold(it.Title+" "+it.Words))
	}
	k.list = widget.NewList(func() int { return len(k.shown) }, newPaletteRow, k.showRow)
	k.list.HideSeparators = true
	k.list.OnSelected = func(i int) { k.list.UnselectAll(); k.run(i) }
	k.entry.SetPlaceHolder(placeholder)
	k.entry.OnChanged = k.filter
	k.entry.OnSubmitted = func(string) { k.run(k.at) }
	k.entry.onKey = k.key
	list := MinHeight(paletteRows*(paletteRow+4), k.list)
	body := container.NewStack(list, VBox(0, Pad(theme.Space12, theme.Space8, k.empty)))
	k.pop = &popup{content: Pad(8, 8, VBox(8, k.entry, body)), place: top, width: paletteWidth}
	k.filter("")
	k.pop.show(w.Canvas())
	k.pop.focus(k.entry)
	return k
}

// Found adds lines that a search brought, if the query is still the same.
func (k *Palette) Found(query string, items []PaletteItem) {
	if k.pop.hidden || query != k.query {
		return
	}
	k.found = items
	k.arrange()
}

func (k *Palette) filter(s string) {
	k.query, k.found, k.at = s, nil, 0
	k.arrange()
	k.list.ScrollToTop()
	if k.search != nil {
		k.search(s)
	}
}

// arrange puts the lines in order: best match first, then what a search found.
func (k *Palette) arrange() {
	k.shown = k.shown[:0]
	q := strings.TrimSpace(clients.Fold(k.query))
	if q == "" {
		k.shown = append(k.shown, k.items...)
	} else {
		for _, m := range fuzzy.Find(q, k.folded) {
			k.shown = append(k.shown, k.items[m.Index])
		}
	}
	k.shown = append(k.shown, k.found...)
	k.empty.Hidden = len(k.shown) > 0
	k.empty.Refresh()
	k.list.Refresh()
}

func (k *Palette) key(name fyne.KeyName) bool {
	by, ok := map[fyne.KeyName]int{
		fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: paletteRows, fyne.KeyPageUp: -paletteRows,
	}[name]
	if ok && len(k.shown) > 0 {
		k.at = max(0, min(len(k.shown)-1, k.at+by))
		k.list.ScrollTo(k.at)
		k.list.Refresh()
	}
	return ok
}

func (k *Palette) run(i int) {
	if i < 0 || i >= len(k.shown) {
		return
	}
	it := k.shown[i]
	k.pop.hide()
	if it.Run != nil {
		it.Run()
	}
}

// paletteLine is one row: icon or tile, title, hint.
type paletteLine struct {
	composite
	ground *block
	icon   *Icon
	tile   *Avatar
	title  *Text
	hint   *Text
}

func newPaletteRow() fyne.CanvasObject {
	l := &paletteLine{
		ground: newBlock(theme.TokenSurface, paletteRow), icon: NewIcon(icons.None, 16, theme.TokenMute),
		tile: NewAvatar("", color.NRGBA{}, 22), title: NewText("").Ellipsis(), hint: Muted("").Px(12).Ellipsis(),
	}
	mark := container.NewStack(MinWidth(22, l.icon), l.tile)
	l.body = container.NewStack(l.ground, Pad(theme.Space8, 0, HBox(theme.Space12, mark, Grow(l.title), l.hint)))
	l.ExtendBaseWidget(l)
	return l
}

func (k *Palette) showRow(id widget.ListItemID, o fyne.CanvasObject) {
	l, ok := o.(*paletteLine)
	if !ok || id >= len(k.shown) {
		return
	}
	it := k.shown[id]
	tok := theme.TokenSurface
	if id == k.at {
		tok = theme.TokenHover
	}
	l.ground.set(tok)
	l.title.SetText(it.Title)
	l.hint.SetText(it.Hint)
	l.icon.Set(it.Icon)
	l.tile.Set(it.Initials, it.Color)
	show(l.tile, it.Initials != "")
	show(l.icon, it.Initials == "")
	l.Refresh()
}
