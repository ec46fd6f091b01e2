package gui

import (
	"slices"

	"fyne.io/fyne/v2"

	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// clientTabs is the order of a client's tabs.
var clientTabs = []string{
	screen.TabOverview, screen.TabCalendar, screen.TabTime, screen.TabBudget, screen.TabCommunity,
	screen.TabAudience, screen.TabReports, screen.TabBilling, screen.TabFile,
}

// slot is one declared screen and, once shown, the screen itself.
type slot struct {
	def    screen.Def
	screen screen.Screen
	saved  map[string]any // per client
}

func slotKey(page, tab string) string {
	if page != screen.PageClient {
		tab = ""
	}
	return page + "/" + tab
}

// makeSlots declares the screens anew, unshown, keeping their saved states.
func (s *Shell) makeSlots() {
	old := s.slots
	s.slots = map[string]*slot{}
	for _, d := range s.deps.Screens {
		key := slotKey(d.Page, d.Tab)
		sl := &slot{def: d, saved: map[string]any{}}
		if o := old[key]; o != nil {
			sl.saved = o.saved
		}
		s.slots[key] = sl
	}
}

func (s *Shell) has(page string) bool {
	if page == screen.PageClient {
		return len(s.tabs()) > 0
	}
	return s.slots[slotKey(page, "")] != nil
}

// tabs are the declared tabs in order.
func (s *Shell) tabs() []string {
	var out []string
	for _, t := range clientTabs {
		if s.slots[slotKey(screen.PageClient, t)] != nil {
			out = append(out, t)
		}
	}
	return out
}

// complete fills in what a route leaves open from what was last shown.
func (s *Shell) complete(r screen.Route) screen.Route {
	if r.Page != screen.PageClient {
		r.Client, r.Tab = "", ""
	} else if tabs := s.tabs(); !slices.Contains(tabs, r.Tab) && len(tabs) > 0 {
		known := r.Tab == ""
		if r.Tab = tabs[0]; known && s.lastTab != "" {
			r.Tab = s.lastTab
		}
	}
	if r.Month.IsZero() {
		r.Month = s.monthOf(r.Client)
	}
	return r
}

// monthOf is the month last shown of a client, of the agency for "".
func (s *Shell) monthOf(client string) civil.Month {
	if m := s.months[client]; !m.IsZero() {
		return m
	}
	return s.Today().InMonth()
}

// Go implements screen.Host.
func (s *Shell) Go(r screen.Route) {
	r = s.complete(r)
	sl := s.slots[slotKey(r.Page, r.Tab)]
	if sl == nil {
		return
	}
	s.acted()
	s.leave()
	if r.Page == screen.PageClient {
		s.lastTab = r.Tab
		if s.route.Client != "" && s.route.Client != r.Client {
			s.lastClient = s.route.Client
		}
		if s.route.Client == "" && s.visited != r.Client {
			s.lastClient = s.visited
		}
		s.visited = r.Client
	}
	s.months[r.Client] = r.Month
	s.route = r
	s.enter(sl)
}

// enter shows a slot for the present route.
func (s *Shell) enter(sl *slot) {
	if sl.screen == nil {
		sl.screen = sl.def.New(s)
	}
	if st, ok := sl.screen.(screen.Stateful); ok {
		if v, ok := sl.saved[s.route.Client]; ok {
			st.Restore(v)
		}
	}
	s.shown = sl
	sl.screen.Show(s.route)
	content := sl.screen.Content()
	if s.frame != nil {
		s.frame.setContent(content, s.route.Page == screen.PageFirst)
		s.header.show(sl.screen, s.route)
		s.rail.choose(s.route)
	}
}

// leave saves the place of the screen shown now.
func (s *Shell) leave() {
	if s.shown == nil {
		return
	}
	if st, ok := s.shown.screen.(screen.Stateful); ok {
		s.shown.saved[s.route.Client] = st.Save()
	}
	if l, ok := s.shown.screen.(screen.Leaver); ok {
		l.Leave()
	}
}

// reshow tells the screen to load its route again; what the route opened is not
// opened anew.
func (s *Shell) reshow() {
	if s.shown != nil {
		s.route.Arg = ""
		s.shown.screen.Show(s.route)
	}
}

// closeScreens ends every screen that was shown.
func (s *Shell) closeScreens() {
	s.leave()
	for _, sl := range s.slots {
		if sl.screen != nil {
			sl.screen.Close()
			sl.screen = nil
		}
	}
	s.shown = nil
}

// HeaderChanged implements screen.Host.
func (s *Shell) HeaderChanged() {
	if s.shown != nil && s.header != nil {
		s.header.show(s.shown.screen, s.route)
	}
}

// goClient shows the n-th client of the rail, from 0.
func (s *Shell) goClient(n int) {
	if n < len(s.data.Clients) {
		s.Go(screen.Route{Page: screen.PageClient, Client: s.data.Clients[n].Key})
	}
}

// goTab shows the n-th tab of the client on screen, from 0.
func (s *Shell) goTab(n int) {
	if tabs := s.tabs(); s.route.Page == screen.PageClient && n < len(tabs) {
		s.Go(screen.Route{Page: screen.PageClient, Client: s.route.Client, Tab: tabs[n]})
	}
}

// goLast goes back to the client shown before.
func (s *Shell) goLast() {
	to := s.lastClient
	if s.route.Page != screen.PageClient {
		to = s.visited
	}
	if _, ok := s.railClient(to); ok {
		s.Go(screen.Route{Page: screen.PageClient, Client: to})
	}
}

// typedKey takes keys that nothing focused has used.
func (s *Shell) typedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape && (widgets.CloseTop() || s.errors.dismiss()) {
		return
	}
	if widgets.LayerOpen() {
		return
	}
	if e.Name == fyne.KeyF1 {
		s.showKeys()
		return
	}
	if s.shown != nil {
		if k, ok := s.shown.screen.(screen.Keyed); ok {
			k.TypedKey(e)
		}
	}
}

func (s *Shell) typedRune(r rune) {
	if r == '?' && !widgets.LayerOpen() {
		s.showKeys()
	}
}
