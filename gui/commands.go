package gui

import (
	"context"
	"time"

	"regie/assets/icons"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
)

// openPalette lists clients, pages, tabs and acts; what is typed is also
// looked for in the agency's data.
func (s *Shell) openPalette() {
	if widgets.LayerOpen() {
		return
	}
	p := s.printer
	var pal *widgets.Palette
	search := func(q string) { s.searchData(q, func(items []widgets.PaletteItem) { pal.Found(q, items) }) }
	if s.deps.Search == nil {
		search = nil
	}
	pal = widgets.ShowPalette(s.win, p.T("shell.palette_hint"), p.T("shell.palette_nothing"), s.paletteItems(), search)
}

func (s *Shell) paletteItems() []widgets.PaletteItem {
	p := s.printer
	var items []widgets.PaletteItem
	for i, c := range s.data.Clients {
		hint := ""
		if i < 9 {
			hint = widgets.KeyName(string(rune('1' + i)))
		}
		key := c.Key
		items = append(items, widgets.PaletteItem{
			Title: c.Name, Hint: hint, Initials: c.Initials, Color: c.Color, Words: c.Key,
			Run: func() { s.Go(screen.Route{Page: screen.PageClient, Client: key}) },
		})
	}
	if s.shown != nil {
		if c, ok := s.shown.screen.(screen.Commander); ok {
			for _, cmd := range c.Commands() {
				items = append(items, widgets.PaletteItem{Title: cmd.Title, Hint: cmd.Hint, Icon: icons.Right, Run: cmd.Run})
			}
		}
	}
	items = append(items, s.tabItems()...)
	for _, it := range railPages {
		if page := it.page; s.has(page) {
			items = append(items, widgets.PaletteItem{Title: p.T("shell.page_" + page), Icon: it.icon, Run: func() { s.Go(screen.Route{Page: page}) }})
		}
	}
	for _, page := range []string{screen.PageAgency, screen.PageNewClient} {
		if s.has(page) {
			items = append(items, widgets.PaletteItem{Title: p.T("shell.page_" + page), Icon: icons.Agency, Run: func() { s.Go(screen.Route{Page: page}) }})
		}
	}
	for _, list := range [][]act{s.fileActs()[1:], s.editActs(), s.timerActs(), s.viewActs(), s.helpActs()} {
		for _, a := range list {
			if !a.quiet {
				items = append(items, widgets.PaletteItem{Title: p.T(a.key), Hint: a.shown, Icon: icons.Keyboard, Run: a.do})
			}
		}
	}
	return items
}

// tabItems are the tabs of the client on screen.
func (s *Shell) tabItems() []widgets.PaletteItem {
	c, ok := s.railClient(s.route.Client)
	if !ok {
		return nil
	}
	var items []widgets.PaletteItem
	for i, tab := range s.tabs() {
		items = append(items, widgets.PaletteItem{
			Title: s.printer.T("shell.tab_" + tab), Hint: c.Name + " · Alt " + string(rune('1'+i)),
			Initials: c.Initials, Color: c.Color,
			Run: func() { s.goTab(i) },
		})
	}
	return items
}

// searchData looks in the agency's data once typing pauses.
func (s *Shell) searchData(q string, found func([]widgets.PaletteItem)) {
	const shortest = 2
	if len([]rune(q)) < shortest {
		s.runner.Cancel("shell.search")
		return
	}
	s.runner.After("shell.search.pause", 150*time.Millisecond, func() {
		work.Load(s.runner, "shell.search", func(ctx context.Context) ([]screen.Hit, error) {
			return s.deps.Search.Search(ctx, s.printer, q)
		}, s.Fail, func(hits []screen.Hit) {
			items := make([]widgets.PaletteItem, 0, len(hits))
			for _, h := range hits {
				it := widgets.PaletteItem{Title: h.Title, Hint: h.Detail, Icon: icons.Search, Run: func() { s.Go(h.Route) }}
				if c, ok := s.railClient(h.Client); ok {
					it.Initials, it.Color = c.Initials, c.Color
				}
				items = append(items, it)
			}
			found(items)
		})
	})
}
