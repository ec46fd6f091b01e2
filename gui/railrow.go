package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// railRow is one line of the rail: icon or tile, name, badge. Folded it shows
// the icon or tile alone.
type railRow struct {
	widget.BaseWidget
	icon    icons.Name
	avatar  *widgets.Avatar
	name    string
	badge   string
	tone    widgets.Tone
	trouble bool
	chosen  bool
	folded  bool
	hovered bool
	focused bool
	faint   bool
	open    func()
}

var (
	_ fyne.Tappable      = (*railRow)(nil)
	_ fyne.Focusable     = (*railRow)(nil)
	_ desktop.Hoverable  = (*railRow)(nil)
	_ desktop.Cursorable = (*railRow)(nil)
)

func newRailRow(icon icons.Name, name string, open func()) *railRow {
	r := &railRow{icon: icon, name: name, open: open}
	r.ExtendBaseWidget(r)
	return r
}

func newClientRow(c RailClient, open func()) *railRow {
	r := &railRow{name: c.Name, open: open, avatar: widgets.NewAvatar(c.Initials, c.Color, 24)}
	r.avatar.SetLogo(c.Logo)
	r.ExtendBaseWidget(r)
	return r
}

// setBadge changes the words at the right; trouble adds a mark before them,
// so that the colour does not stand alone.
func (r *railRow) setBadge(s string, tone widgets.Tone, trouble bool) {
	if r.badge != s || r.tone != tone || r.trouble != trouble {
		r.badge, r.tone, r.trouble = s, tone, trouble
		r.Refresh()
	}
}

func (r *railRow) setChosen(on bool) {
	if r.chosen != on {
		r.chosen = on
		r.Refresh()
	}
}

func (r *railRow) setFolded(on bool) {
	if r.folded != on {
		r.folded = on
		r.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (r *railRow) Tapped(*fyne.PointEvent) { r.open() }

// FocusGained implements fyne.Focusable.
func (r *railRow) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost implements fyne.Focusable.
func (r *railRow) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune implements fyne.Focusable.
func (r *railRow) TypedRune(c rune) { widgets.Unused(nil, c) }

// TypedKey implements fyne.Focusable. Up and Down walk the rail.
func (r *railRow) TypedKey(e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.open()
	case fyne.KeyUp:
		c.FocusPrevious()
	case fyne.KeyDown:
		c.FocusNext()
	default:
		widgets.Unused(e, 0)
	}
}

// MouseIn implements desktop.Hoverable.
func (r *railRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (r *railRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *railRow) MouseOut() { r.hovered = false; r.Refresh() }

// Cursor implements desktop.Cursorable.
func (r *railRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (r *railRow) AccessibilityLabel() string { return r.name }

// AccessibilityRole implements fyne.Accessible.
func (r *railRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

const (
	railPad     = 12
	railNavRow  = 33
	railTileRow = 41
)

// CreateRenderer implements fyne.Widget.
func (r *railRow) CreateRenderer() fyne.WidgetRenderer {
	d := &railRowRenderer{
		r: r, ground: canvas.NewRectangle(color.Transparent), icon: widgets.NewDrawing(),
		name:  widgets.NewText(r.name).Token(theme.TokenRailInk).Ellipsis(),
		badge: widgets.NewText("").Px(12).Token(theme.TokenRailMute).Right(),
		mark:  widgets.NewDrawing(),
	}
	d.ground.CornerRadius = theme.RadiusControl
	d.list = []fyne.CanvasObject{d.ground, d.icon.Raster, d.name, d.mark.Raster, d.badge}
	if r.avatar != nil {
		d.list = append(d.list, r.avatar)
	}
	d.style()
	return d
}

type railRowRenderer struct {
	r      *railRow
	ground *canvas.Rectangle
	icon   *widgets.Drawing
	mark   *widgets.Drawing
	name   *widgets.Text
	badge  *widgets.Text
	list   []fyne.CanvasObject
}

// Objects implements fyne.WidgetRenderer.
func (d *railRowRenderer) Objects() []fyne.CanvasObject { return d.list }

// Destroy implements fyne.WidgetRenderer.
func (d *railRowRenderer) Destroy() {}

// MinSize implements fyne.WidgetRenderer.
func (d *railRowRenderer) MinSize() fyne.Size {
	h := float32(railNavRow)
	if d.r.avatar != nil {
		h = railTileRow
	}
	return fyne.NewSize(theme.RailFolded, h)
}

// Layout implements fyne.WidgetRenderer.
func (d *railRowRenderer) Layout(size fyne.Size) {
	d.ground.Move(fyne.NewPos(railPad, 1))
	d.ground.Resize(fyne.NewSize(size.Width-2*railPad, size.Height-2))
	x := float32(railPad + 8)
	if d.r.folded {
		x = (size.Width - 16) / 2
	}
	d.icon.Move(fyne.NewPos(x, (size.Height-15)/2))
	d.icon.Resize(fyne.NewSquareSize(15))
	left := float32(railPad + 8 + 15 + 9)
	if d.r.avatar != nil {
		x := float32(railPad + 8)
		if d.r.folded {
			x = (size.Width - 24) / 2
		}
		d.r.avatar.Move(fyne.NewPos(x, (size.Height-24)/2))
		d.r.avatar.Resize(fyne.NewSquareSize(24))
		left = railPad + 8 + 24 + 9
	}
	right := size.Width - railPad - 8
	badge := d.badge.MinSize().Width
	d.badge.Move(fyne.NewPos(right-badge, 0))
	d.badge.Resize(fyne.NewSize(badge, size.Height))
	right -= badge + 6
	if !d.mark.Hidden {
		right -= 9
		d.mark.Move(fyne.NewPos(right, (size.Height-9)/2))
		d.mark.Resize(fyne.NewSquareSize(9))
		right -= 5
	}
	if d.r.folded {
		d.mark.Move(fyne.NewPos(size.Width-18, 4))
	}
	d.name.Move(fyne.NewPos(left, 0))
	d.name.Resize(fyne.NewSize(right-left, size.Height))
}

func (d *railRowRenderer) style() {
	r := d.r
	d.ground.StrokeWidth, d.ground.StrokeColor = 0, color.Transparent
	switch {
	case r.chosen:
		d.ground.FillColor = theme.Color(theme.TokenRailActive)
	case r.hovered:
		d.ground.FillColor = theme.Color(theme.TokenRailHover)
	default:
		d.ground.FillColor = theme.Color(theme.TokenRail)
	}
	if r.focused {
		d.ground.StrokeWidth, d.ground.StrokeColor = 1.5, theme.Color(theme.TokenRailMute)
	}
	ink := theme.TokenRailInk
	if r.faint {
		ink = theme.TokenRailMute
	}
	d.icon.Set(r.icon, theme.Color(ink))
	d.name.Token(ink)
	d.name.SetText(r.name)
	d.name.Hidden = r.folded
	tok := map[widgets.Tone]theme.Token{
		widgets.ToneWarn: theme.TokenRailWarn, widgets.ToneBad: theme.TokenRailBad,
	}[r.tone]
	if tok == "" {
		tok = theme.TokenRailMute
	}
	d.badge.Token(tok)
	d.badge.SetText(r.badge)
	d.badge.Hidden = r.folded
	mark := icons.None
	if r.trouble {
		mark = icons.SignWarn
	}
	d.mark.Set(mark, theme.Color(tok))
}

// Refresh implements fyne.WidgetRenderer.
func (d *railRowRenderer) Refresh() {
	d.style()
	d.Layout(d.r.Size())
	for _, o := range d.list {
		o.Refresh()
	}
}
