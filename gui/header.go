package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// header is the line above the content: whose it is, which period, what can be
// done; with the client's colour as an edge above and the tabs below.
type header struct {
	s       *Shell
	edge    *canvas.Rectangle
	avatar  *widgets.Avatar
	title   *widgets.Text
	caption *widgets.Text
	pill    *widgets.Pill
	month   *widgets.MonthPicker
	line    *fyne.Container
	tabs    *widgets.Tabs
	tabBox  *fyne.Container
	root    *fyne.Container
}

func newHeader(s *Shell) *header {
	h := &header{
		s: s, edge: canvas.NewRectangle(color.Transparent),
		avatar: widgets.NewAvatar("", color.NRGBA{}, 36), title: widgets.PageTitle("").Ellipsis(),
		caption: widgets.Muted("").Ellipsis(), pill: widgets.NewPill(widgets.ToneOK, ""),
	}
	h.edge.SetMinSize(fyne.NewSize(0, theme.AccentEdge))
	h.month = widgets.NewMonthPicker(s.printer, s.Today().InMonth(), s.setMonth)
	h.line = widgets.HBox(theme.Space12)
	items := make([]widgets.TabItem, 0, len(s.tabs()))
	for _, t := range s.tabs() {
		items = append(items, widgets.TabItem{Key: t, Label: s.printer.T("shell.tab_" + t)})
	}
	h.tabs = widgets.NewTabs(items, func(tab string) {
		s.Go(screen.Route{Page: screen.PageClient, Client: s.route.Client, Tab: tab})
	})
	h.tabBox = container.New(&stackLayout{}, widgets.Rule(), widgets.Pad(theme.Space24, 0, h.tabs))
	line := widgets.MinHeight(theme.HeaderHeight, widgets.Pad(theme.Space24, 0, h.line))
	h.root = widgets.Ground(theme.TokenSurface, container.New(&stackLayout{}, h.edge, line, h.tabBox, widgets.Rule()))
	return h
}

// show fills the header for the route and its screen.
func (h *header) show(sc screen.Screen, r screen.Route) {
	p := h.s.printer
	var head screen.Header
	if hd, ok := sc.(screen.Headed); ok {
		head = hd.Header()
	}
	var left []fyne.CanvasObject
	if c, ok := h.s.railClient(r.Client); ok && r.Page == screen.PageClient {
		left = h.client(c, r)
	} else {
		h.edge.Hide()
		h.tabBox.Hide()
		title := head.Title
		if title == "" {
			title = p.T("shell.page_" + r.Page)
		}
		h.title.SetText(title)
		left = []fyne.CanvasObject{h.title}
	}
	h.caption.SetText(head.Caption)
	if head.Caption != "" {
		left = append(left, h.caption)
	}
	objs := append(left, widgets.Spacer())
	objs = append(objs, head.Before...)
	m, monthly := sc.(screen.Monthly)
	switch {
	case head.Period != nil:
		objs = append(objs, head.Period)
	case monthly:
		month := m.Month()
		if month.IsZero() {
			month = h.s.monthOf(r.Client)
		}
		h.month.SetMonth(month)
		objs = append(objs, h.month)
	}
	h.line.Objects = append(objs, head.After...)
	h.line.Refresh()
	if h.s.frame != nil {
		h.s.frame.relayout() // the header may be higher or lower now
	}
}

// client shows whose tabs these are.
func (h *header) client(c RailClient, r screen.Route) []fyne.CanvasObject {
	p := h.s.printer
	h.edge.FillColor = theme.Accent(c.Color, theme.Dark())
	h.edge.Show()
	h.edge.Refresh()
	h.tabBox.Show()
	h.tabs.SetAccent(c.Color)
	h.tabs.Select(r.Tab)
	h.avatar.Set(c.Initials, c.Color)
	h.avatar.SetLogo(c.Logo)
	h.title.SetText(c.Name)
	left := []fyne.CanvasObject{h.avatar, h.title}
	if c.HasBank {
		tone := widgets.GaugeTone(float64(c.Used), float64(c.Available), float64(c.Forecast))
		share := ""
		if c.Available > 0 {
			share = " · " + p.Percent(c.Used*10000/c.Available, 0)
		}
		h.pill.Set(tone, p.Hours(c.Used)+" / "+p.Hours(c.Available)+share)
		left = append(left, h.pill)
	}
	return left
}

// restyle reads the client's colour again after a change of theme.
func (h *header) restyle() {
	if c, ok := h.s.railClient(h.s.route.Client); ok {
		h.edge.FillColor = theme.Accent(c.Color, theme.Dark())
		h.edge.Refresh()
	}
}

// setMonth is the user stepping the month control.
func (s *Shell) setMonth(m civil.Month) {
	s.months[s.route.Client] = m
	s.route.Month = m
	if sl := s.shown; sl != nil {
		if sc, ok := sl.screen.(screen.Monthly); ok {
			sc.SetMonth(m)
		}
	}
}
