package gui

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/clients/hue"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// rail is the left column: search, pages, clients, agency.
type rail struct {
	s       *Shell
	brand   *brandLine
	search  *searchBox
	pages   map[string]*railRow
	heading *widgets.Text
	clients *fyne.Container
	rows    []*railRow
	keys    []string
	create  *railRow
	root    *fyne.Container
	folded  bool
}

// railPages are the rows above the clients, in order.
var railPages = []struct {
	page string
	icon icons.Name
}{
	{screen.PageControl, icons.Control},
	{screen.PageWeek, icons.Week},
	{screen.PageApprovals, icons.Approvals},
	{screen.PageClosing, icons.Closing},
	{screen.PageCapacity, icons.Chart},
}

func newRail(s *Shell) *rail {
	p := s.printer
	r := &rail{s: s, pages: map[string]*railRow{}}
	r.brand = newBrandLine()
	r.search = newSearchBox(p.T("shell.search"), widgets.KeyName("K"), s.openPalette)
	top := []fyne.CanvasObject{widgets.MinHeight(52, r.brand), r.search, gap(10)}
	for _, it := range railPages {
		if !s.has(it.page) {
			continue
		}
		page := it.page
		row := newRailRow(it.icon, p.T("shell.page_"+page), func() { s.Go(screen.Route{Page: page}) })
		r.pages[page] = row
		top = append(top, row)
	}
	r.heading = widgets.NewText(p.T("shell.clients_heading")).Px(10.5).Bold().Token(theme.TokenRailMute).Ellipsis()
	top = append(top, widgets.Inset(14, railPad, 6, railPad+8, r.heading))
	r.clients = container.New(&stackLayout{})
	r.create = newRailRow(icons.Plus, p.T("shell.new_client"), func() { s.Go(screen.Route{Page: screen.PageNewClient}) })
	r.create.faint = true
	middle := container.NewVScroll(r.clients)
	var bottom []fyne.CanvasObject
	if s.has(screen.PageAgency) {
		row := newRailRow(icons.Agency, p.T("shell.page_agency"), func() { s.Go(screen.Route{Page: screen.PageAgency}) })
		r.pages[screen.PageAgency] = row
		bottom = append(bottom, row)
	}
	bottom = append(bottom, gap(8))
	body := container.NewBorder(container.New(&stackLayout{}, top...), container.New(&stackLayout{}, bottom...), nil, nil, middle)
	r.root = widgets.Ground(theme.TokenRail, body)
	r.show(s.data)
	return r
}

// gap is empty height.
func gap(h float32) fyne.CanvasObject { return widgets.MinHeight(h, widgets.Spacer()) }

// stackLayout puts rows below one another without gaps.
type stackLayout struct{}

// MinSize implements fyne.Layout.
func (stackLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		if o.Visible() {
			s.Height += o.MinSize().Height
		}
	}
	return s
}

// Layout implements fyne.Layout.
func (stackLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

// show fills badges and clients. Rows are made anew only when the clients
// themselves changed: came, went or look otherwise.
func (r *rail) show(d RailData) (changed bool) {
	p := r.s.printer
	set := func(page, s string, tone widgets.Tone) {
		if row := r.pages[page]; row != nil {
			row.setBadge(s, tone, false)
		}
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return p.Int(int64(n))
	}
	set(screen.PageWeek, number(d.Week), widgets.ToneNeutral)
	set(screen.PageApprovals, number(d.Approvals), widgets.ToneWarn)
	if d.ClosingAll > 0 {
		set(screen.PageClosing, strconv.Itoa(d.ClosingDone)+"/"+strconv.Itoa(d.ClosingAll), widgets.ToneNeutral)
	}
	if changed = !r.same(d.Clients); changed {
		r.rebuild(d.Clients)
	}
	for i, c := range d.Clients {
		left, tone := "", c.Tone
		if c.HasBank {
			left = p.Hours(c.Available - c.Used)
			if tone == widgets.ToneNeutral {
				tone = widgets.GaugeTone(float64(c.Used), float64(c.Available), float64(c.Forecast))
			}
		}
		wrong := tone == widgets.ToneBad || c.Trouble != ""
		r.rows[i].setBadge(left, tone, wrong)
	}
	r.choose(r.s.route)
	return changed
}

func (r *rail) same(list []RailClient) bool {
	if len(list) != len(r.rows) {
		return false
	}
	for i, c := range list {
		if r.keys[i] != rowKey(c) {
			return false
		}
	}
	return true
}

// rowKey changes when the row must be drawn anew.
func rowKey(c RailClient) string {
	logo := ""
	if c.Logo != nil {
		logo = c.Logo.Name()
	}
	return c.Key + "\x00" + c.Name + "\x00" + c.Initials + "\x00" + hue.Hex(c.Color) + "\x00" + logo
}

func (r *rail) rebuild(list []RailClient) {
	r.rows, r.keys = nil, nil
	r.clients.Objects = nil
	for _, c := range list {
		key := c.Key
		row := newClientRow(c, func() { r.s.Go(screen.Route{Page: screen.PageClient, Client: key}) })
		row.folded = r.folded
		r.rows, r.keys = append(r.rows, row), append(r.keys, rowKey(c))
		r.clients.Objects = append(r.clients.Objects, row)
	}
	if r.s.has(screen.PageNewClient) {
		r.clients.Objects = append(r.clients.Objects, r.create)
	}
	r.clients.Refresh()
}

func (r *rail) choose(route screen.Route) {
	for page, row := range r.pages {
		row.setChosen(page == route.Page)
	}
	for i, c := range r.s.data.Clients {
		if i < len(r.rows) {
			r.rows[i].setChosen(route.Page == screen.PageClient && c.Key == route.Client)
		}
	}
	r.create.setChosen(route.Page == screen.PageNewClient)
}

func (r *rail) fold(on bool) {
	r.folded = on
	r.heading.Hidden = on
	r.brand.folded, r.search.folded = on, on
	r.brand.Refresh()
	r.search.Refresh()
	for _, row := range r.pages {
		row.setFolded(on)
	}
	for _, row := range r.rows {
		row.setFolded(on)
	}
	r.create.setFolded(on)
}

func (r *rail) width() float32 {
	if r.folded {
		return theme.RailFolded
	}
	return theme.RailWidth
}

// brandLine is the name of the program with its lamp: red while a timer is on
// air.
type brandLine struct {
	widget.BaseWidget
	onAir, folded bool
}

func newBrandLine() *brandLine {
	b := &brandLine{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *brandLine) set(onAir bool) {
	if b.onAir != onAir {
		b.onAir = onAir
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *brandLine) CreateRenderer() fyne.WidgetRenderer {
	d := &brandRenderer{b: b, lamp: canvas.NewCircle(color.Transparent), name: widgets.NewText("Régie").Px(17).Bold().Token(theme.TokenRailInk)}
	d.Refresh()
	return d
}

type brandRenderer struct {
	b    *brandLine
	lamp *canvas.Circle
	name *widgets.Text
}

func (d *brandRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.lamp, d.name} }
func (d *brandRenderer) Destroy()                     {}
func (d *brandRenderer) MinSize() fyne.Size           { return fyne.NewSize(theme.RailFolded, 44) }

func (d *brandRenderer) Layout(size fyne.Size) {
	x := float32(railPad + 8)
	if d.b.folded {
		x = (size.Width - 10) / 2
	}
	d.lamp.Move(fyne.NewPos(x, (size.Height-10)/2))
	d.lamp.Resize(fyne.NewSquareSize(10))
	d.name.Move(fyne.NewPos(railPad+26, 0))
	d.name.Resize(fyne.NewSize(size.Width-railPad-26, size.Height))
}

func (d *brandRenderer) Refresh() {
	d.lamp.FillColor = theme.Color(theme.TokenRailActive)
	if d.b.onAir {
		d.lamp.FillColor = theme.Color(theme.TokenTally)
	}
	d.name.Hidden = d.b.folded
	d.Layout(d.b.Size())
	d.lamp.Refresh()
	d.name.Refresh()
}

// searchBox opens the palette.
type searchBox struct {
	widget.BaseWidget
	label, key string
	folded     bool
	hovered    bool
	open       func()
}

var (
	_ fyne.Tappable      = (*searchBox)(nil)
	_ desktop.Hoverable  = (*searchBox)(nil)
	_ desktop.Cursorable = (*searchBox)(nil)
)

func newSearchBox(label, key string, open func()) *searchBox {
	b := &searchBox{label: label, key: key, open: open}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped implements fyne.Tappable.
func (b *searchBox) Tapped(*fyne.PointEvent) { b.open() }

// MouseIn implements desktop.Hoverable.
func (b *searchBox) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (b *searchBox) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *searchBox) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *searchBox) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *searchBox) CreateRenderer() fyne.WidgetRenderer {
	d := &searchRenderer{
		b: b, ground: canvas.NewRectangle(color.Transparent), icon: widgets.NewIcon(icons.Search, 14, theme.TokenRailMute),
		label: widgets.NewText(b.label).Token(theme.TokenRailMute).Ellipsis(),
		key:   widgets.NewText(b.key).Px(12).Token(theme.TokenRailMute).Right(),
	}
	d.ground.CornerRadius = theme.RadiusControl
	d.Refresh()
	return d
}

type searchRenderer struct {
	b      *searchBox
	ground *canvas.Rectangle
	icon   *widgets.Icon
	label  *widgets.Text
	key    *widgets.Text
}

func (d *searchRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.ground, d.icon, d.label, d.key}
}
func (d *searchRenderer) Destroy()           {}
func (d *searchRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.RailFolded, 32) }

func (d *searchRenderer) Layout(size fyne.Size) {
	d.ground.Move(fyne.NewPos(railPad, 0))
	d.ground.Resize(fyne.NewSize(size.Width-2*railPad, size.Height))
	d.icon.Move(fyne.NewPos((size.Width-14)/2, 0))
	d.icon.Resize(fyne.NewSize(14, size.Height))
	key := d.key.MinSize().Width
	d.key.Move(fyne.NewPos(size.Width-railPad-10-key, 0))
	d.key.Resize(fyne.NewSize(key, size.Height))
	d.label.Move(fyne.NewPos(railPad+10, 0))
	d.label.Resize(fyne.NewSize(size.Width-2*railPad-28-key, size.Height))
}

func (d *searchRenderer) Refresh() {
	d.ground.FillColor = theme.Color(theme.TokenRailField)
	if d.b.hovered {
		d.ground.FillColor = theme.Color(theme.TokenRailActive)
	}
	d.icon.Hidden, d.label.Hidden, d.key.Hidden = !d.b.folded, d.b.folded, d.b.folded
	d.Layout(d.b.Size())
	d.ground.Refresh()
	d.icon.Refresh()
	d.label.Refresh()
	d.key.Refresh()
}
