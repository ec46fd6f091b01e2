package widgets

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
)

// Tile is one picture of a grid with its name, a line below it, and a mark in
// words where something is to be known of it.
type Tile struct {
	ID     string
	Title  string
	Detail string
	Badge  string // "expiré", "" for none
	Tone   Tone   // of the badge
	Icon   icons.Name
	Picked bool
}

// TileGrid shows tiles in rows, as many beside each other as there is room
// for; only those in sight are drawn, so thousands serve. Arrows walk, Enter
// opens, Space picks, Del asks for removal, "/" for the search.
type TileGrid struct {
	widget.BaseWidget
	field  *tileField
	scroll *container.Scroll

	// Picture gives a tile's picture, nil while there is none: its icon shows.
	Picture func(id string) image.Image
	// OnSeen is told which tiles stand in sight, when that changes.
	OnSeen func(ids []string)
	// OnSelect is called when another tile has the keyboard's frame.
	OnSelect func(Tile)
	// OnOpen is called by Enter and by a press.
	OnOpen func(Tile)
	// OnPick is called by Space.
	OnPick func(Tile)
	// OnRemove is called by Del.
	OnRemove func(Tile)
	// OnSearch is called by "/".
	OnSearch func()
}

const (
	tileLeast = 150 // px wide
	tileGap   = 12
	tileText  = 52 // below the picture
	tileImage = 0.7
)

// NewTileGrid makes an empty grid.
func NewTileGrid() *TileGrid {
	g := &TileGrid{}
	g.field = &tileField{g: g, at: -1}
	g.field.ExtendBaseWidget(g.field)
	g.scroll = container.NewVScroll(g.field)
	g.scroll.OnScrolled = func(fyne.Position) { g.field.Refresh() }
	g.ExtendBaseWidget(g)
	return g
}

// SetTiles shows tiles; the chosen one stays chosen where it still is.
func (g *TileGrid) SetTiles(tiles []Tile) {
	id := ""
	if t, ok := g.Selected(); ok {
		id = t.ID
	}
	g.field.tiles = tiles
	g.field.at = slices.IndexFunc(tiles, func(t Tile) bool { return t.ID == id })
	g.scroll.Refresh()
	g.field.Refresh()
}

// Tiles are those shown.
func (g *TileGrid) Tiles() []Tile { return g.field.tiles }

// Selected is the tile with the frame.
func (g *TileGrid) Selected() (Tile, bool) {
	if g.field.at < 0 || g.field.at >= len(g.field.tiles) {
		return Tile{}, false
	}
	return g.field.tiles[g.field.at], true
}

// Select frames a tile by its identifier and scrolls to it; "" frames none.
func (g *TileGrid) Select(id string) {
	g.field.at = slices.IndexFunc(g.field.tiles, func(t Tile) bool { return t.ID == id })
	g.field.reveal()
	g.field.Refresh()
}

// Focus puts the keyboard into the grid.
func (g *TileGrid) Focus() { focus(g.field) }

// CreateRenderer implements fyne.Widget.
func (g *TileGrid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.scroll) }

// MinSize implements fyne.CanvasObject.
func (g *TileGrid) MinSize() fyne.Size { return fyne.NewSize(tileLeast+2*tileGap, 160) }

// Resize implements fyne.CanvasObject.
func (g *TileGrid) Resize(s fyne.Size) {
	g.BaseWidget.Resize(s)
	g.scroll.Resize(s)
	g.scroll.Refresh()
	g.field.Refresh()
}

// tileField is the whole height of the tiles, of which the scroll shows a part.
type tileField struct {
	widget.BaseWidget
	g       *TileGrid
	tiles   []Tile
	at      int // with the frame, −1 none
	focused bool
	seen    []string
}

var (
	_ fyne.Focusable = (*tileField)(nil)
	_ fyne.Tappable  = (*tileField)(nil)
)

// columns is how many tiles stand beside each other, and how wide each is.
func (f *tileField) columns() (n int, width float32) {
	room := f.g.scroll.Size().Width - 8 // beside the scroll bar
	n = max(1, int((room+tileGap)/(tileLeast+tileGap)))
	return n, max(40, (room-tileGap*float32(n-1))/float32(n))
}

func (f *tileField) step() float32 {
	_, w := f.columns()
	return w*tileImage + tileText + tileGap
}

// MinSize implements fyne.CanvasObject.
func (f *tileField) MinSize() fyne.Size {
	n, _ := f.columns()
	rows := (len(f.tiles) + n - 1) / n
	return fyne.NewSize(tileLeast, float32(rows)*f.step())
}

// sight is the run of tiles that the scroll shows.
func (f *tileField) sight() (from, to int) {
	n, _ := f.columns()
	top := int(f.g.scroll.Offset.Y / f.step())
	rows := int(f.g.scroll.Size().Height/f.step()) + 2
	return min(len(f.tiles), max(0, top*n)), min(len(f.tiles), (top+rows)*n)
}

// tellSeen reports what is in sight when that changed.
func (f *tileField) tellSeen() {
	from, to := f.sight()
	ids := make([]string, 0, to-from)
	for _, t := range f.tiles[from:to] {
		ids = append(ids, t.ID)
	}
	if f.g.OnSeen != nil && !slices.Equal(ids, f.seen) {
		f.seen = ids
		f.g.OnSeen(ids)
	}
}

func (f *tileField) reveal() {
	if f.at < 0 || f.g.scroll.Size().Height <= 0 {
		return
	}
	n, _ := f.columns()
	top, step, room := float32(f.at/n)*f.step(), f.step(), f.g.scroll.Size().Height
	y := min(max(f.g.scroll.Offset.Y, top+step-room), top)
	if y != f.g.scroll.Offset.Y {
		f.g.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
	}
}

// FocusGained implements fyne.Focusable.
func (f *tileField) FocusGained() {
	f.focused = true
	if f.at < 0 && len(f.tiles) > 0 {
		f.to(0)
	}
	f.Refresh()
}

// FocusLost implements fyne.Focusable.
func (f *tileField) FocusLost() { f.focused = false; f.Refresh() }

// TypedRune implements fyne.Focusable.
func (f *tileField) TypedRune(r rune) {
	if r == '/' && f.g.OnSearch != nil {
		f.g.OnSearch()
		return
	}
	forwardRune(r)
}

// TypedKey implements fyne.Focusable.
func (f *tileField) TypedKey(e *fyne.KeyEvent) {
	n, _ := f.columns()
	chosen, any := f.g.Selected()
	act := func(fn func(Tile)) {
		if fn != nil && any {
			fn(chosen)
		}
	}
	switch e.Name {
	case fyne.KeyLeft:
		f.to(f.at - 1)
	case fyne.KeyRight:
		f.to(f.at + 1)
	case fyne.KeyUp:
		f.to(f.at - n)
	case fyne.KeyDown:
		f.to(f.at + n)
	case fyne.KeyHome:
		f.to(0)
	case fyne.KeyEnd:
		f.to(len(f.tiles) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		act(f.g.OnOpen)
	case fyne.KeySpace:
		act(f.g.OnPick)
	case fyne.KeyDelete, fyne.KeyBackspace:
		act(f.g.OnRemove)
	default:
		forwardKey(e)
	}
}

func (f *tileField) to(i int) {
	if i < 0 || i >= len(f.tiles) || i == f.at {
		return
	}
	f.at = i
	f.reveal()
	f.Refresh()
	if f.g.OnSelect != nil {
		f.g.OnSelect(f.tiles[i])
	}
}

// Tapped implements fyne.Tappable.
func (f *tileField) Tapped(e *fyne.PointEvent) {
	n, w := f.columns()
	col, row := int(e.Position.X/(w+tileGap)), int(e.Position.Y/f.step())
	i := row*n + col
	focus(f)
	if col >= n || i < 0 || i >= len(f.tiles) {
		return
	}
	f.to(i)
	if f.g.OnOpen != nil {
		f.g.OnOpen(f.tiles[i])
	}
}
