package gui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/text"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// act is one thing the window can do: it stands in a menu, in the palette and
// on the sheet of keys.
type act struct {
	key      string // catalogue key of its name
	shortcut fyne.Shortcut
	shown    string // the key as written
	do       func()
	always   bool // also while a dialog is open
	quiet    bool // not in the palette
}

// keyAct makes an act with the main modifier and a key.
func keyAct(key string, name fyne.KeyName, mod fyne.KeyModifier, do func()) act {
	return act{
		key: key, do: do, shown: shownKey(name, mod),
		shortcut: &desktop.CustomShortcut{KeyName: name, Modifier: mod},
	}
}

// shownKey writes a key as menus do.
func shownKey(name fyne.KeyName, mod fyne.KeyModifier) string {
	s := string(name)
	if name == fyne.KeyReturn {
		s = "Enter"
	}
	if mod&fyne.KeyModifierShift != 0 {
		s = "⇧ " + s
		if mod&fyne.KeyModifierShortcutDefault != 0 {
			s = "Shift " + string(name)
		}
	}
	switch {
	case mod&fyne.KeyModifierAlt != 0:
		return "Alt " + s
	case mod&fyne.KeyModifierShortcutDefault != 0:
		return widgets.KeyName(s)
	}
	return s
}

const ctrl = fyne.KeyModifierShortcutDefault

func (s *Shell) fileActs() []act {
	return []act{
		keyAct("shell.act_palette", fyne.KeyK, ctrl, s.openPalette),
		keyAct("shell.act_new", fyne.KeyN, ctrl, s.newThing),
		s.saveAct(),
	}
}

func (s *Shell) saveAct() act {
	a := keyAct("shell.act_save", fyne.KeyReturn, ctrl, func() { widgets.SaveTop() })
	a.always, a.quiet = true, true
	return a
}

func (s *Shell) editActs() []act {
	undo := act{key: "shell.undo", shortcut: &fyne.ShortcutUndo{}, shown: widgets.KeyName("Z"), always: true, do: s.undoKey}
	redo := keyAct("shell.redo", fyne.KeyZ, ctrl|fyne.KeyModifierShift, s.redoKey)
	redo.always = true
	return []act{undo, redo, keyAct("shell.act_filter", fyne.KeyF, ctrl, s.filter)}
}

func (s *Shell) timerActs() []act {
	start := keyAct("shell.act_timer", fyne.KeyT, ctrl, s.toggleTimer)
	start.always = true
	float := act{key: "shell.timer_window", do: s.float.toggle}
	return []act{
		start,
		keyAct("shell.timer_switch", fyne.KeyT, ctrl|fyne.KeyModifierShift, s.switchTimer),
		keyAct("shell.timer_again", fyne.KeyR, ctrl|fyne.KeyModifierShift, s.continueTimer),
		keyAct("shell.timer_edit", fyne.KeyE, ctrl, s.editTimer),
		float,
	}
}

func (s *Shell) viewActs() []act {
	return []act{
		keyAct("shell.act_last_client", fyne.KeyTab, ctrl, s.goLast),
		keyAct("shell.fold", fyne.KeyB, ctrl, s.toggleRail),
	}
}

func (s *Shell) helpActs() []act {
	return []act{
		{key: "shell.keys", shown: "?", do: s.showKeys},
		{key: "shell.errors", do: s.errors.showAll},
	}
}

// guarded keeps keys of the window from acting under a dialog.
func (a act) guarded() func() {
	if a.always {
		return a.do
	}
	return func() {
		if !widgets.LayerOpen() {
			a.do()
		}
	}
}

func (s *Shell) menuOf(key string, acts []act) *fyne.Menu {
	m := fyne.NewMenu(s.printer.T(key))
	for _, a := range acts {
		it := fyne.NewMenuItem(s.printer.T(a.key), a.guarded())
		it.Shortcut = a.shortcut
		m.Items = append(m.Items, it)
	}
	return m
}

// mainMenu holds every key of the window, so that keys work whatever has the
// focus: the toolkit asks the menu before the focused widget.
func (s *Shell) mainMenu() *fyne.MainMenu {
	file := s.menuOf("shell.menu_file", s.fileActs())
	quit := fyne.NewMenuItem(s.printer.T("shell.quit"), s.Quit)
	quit.IsQuit = true
	quit.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: ctrl}
	file.Items = append(file.Items, fyne.NewMenuItemSeparator(), s.langMenu(), s.modeMenu(), s.scaleMenu(),
		fyne.NewMenuItemSeparator(), quit)
	return fyne.NewMainMenu(
		file,
		s.menuOf("shell.menu_edit", s.editActs()),
		s.viewMenu(),
		s.menuOf("shell.menu_timer", s.timerActs()),
		s.menuOf("shell.menu_help", s.helpActs()),
	)
}

func (s *Shell) viewMenu() *fyne.Menu {
	m := s.menuOf("shell.menu_view", s.viewActs())
	m.Items = append(m.Items, fyne.NewMenuItemSeparator())
	for _, it := range railPages {
		if s.has(it.page) {
			page := it.page
			m.Items = append(m.Items, fyne.NewMenuItem(s.printer.T("shell.page_"+page), func() { s.Go(screen.Route{Page: page}) }))
		}
	}
	m.Items = append(m.Items, fyne.NewMenuItemSeparator(), s.numbered("shell.menu_clients", ctrl, s.goClient, nil))
	if tabs := s.tabs(); len(tabs) > 0 {
		m.Items = append(m.Items, s.numbered("shell.menu_tabs", fyne.KeyModifierAlt, s.goTab, tabs))
	}
	return m
}

// numbered is a submenu of 1 to 9 with a modifier.
func (s *Shell) numbered(key string, mod fyne.KeyModifier, open func(int), tabs []string) *fyne.MenuItem {
	sub := fyne.NewMenu("")
	for i := range 9 {
		label := s.printer.T("shell.client_n", "N", strconv.Itoa(i+1))
		if tabs != nil {
			if i >= len(tabs) {
				break
			}
			label = s.printer.T("shell.tab_" + tabs[i])
		}
		a := keyAct("", fyne.KeyName(strconv.Itoa(i+1)), mod, func() { open(i) })
		it := fyne.NewMenuItem(label, a.guarded())
		it.Shortcut = a.shortcut
		sub.Items = append(sub.Items, it)
	}
	it := fyne.NewMenuItem(s.printer.T(key), nil)
	it.ChildMenu = sub
	return it
}

func (s *Shell) langMenu() *fyne.MenuItem {
	sub := fyne.NewMenu("")
	for _, l := range text.Langs() {
		it := fyne.NewMenuItem(s.printer.T("shell.lang_"+string(l)), func() { s.setLang(l) })
		it.Checked = l == s.printer.Lang()
		sub.Items = append(sub.Items, it)
	}
	it := fyne.NewMenuItem(s.printer.T("shell.lang"), nil)
	it.ChildMenu = sub
	return it
}

func (s *Shell) modeMenu() *fyne.MenuItem {
	sub := fyne.NewMenu("")
	for _, m := range []theme.Mode{theme.ModeSystem, theme.ModeLight, theme.ModeDark} {
		it := fyne.NewMenuItem(s.printer.T("shell.mode_"+string(m)), func() { s.setMode(m) })
		it.Checked = m == s.prefs.mode()
		sub.Items = append(sub.Items, it)
	}
	it := fyne.NewMenuItem(s.printer.T("shell.mode"), nil)
	it.ChildMenu = sub
	return it
}

func (s *Shell) scaleMenu() *fyne.MenuItem {
	sub := fyne.NewMenu("")
	for _, v := range []int{100, 110, 125, 150, 175, 200} {
		it := fyne.NewMenuItem(s.printer.Percent(int64(v)*100, 0), func() { s.setScale(v) })
		it.Checked = v == s.prefs.scale()
		sub.Items = append(sub.Items, it)
	}
	it := fyne.NewMenuItem(s.printer.T("shell.scale"), nil)
	it.ChildMenu = sub
	return it
}

// newThing makes the new thing of the screen.
func (s *Shell) newThing() {
	if s.shown != nil {
		if c, ok := s.shown.screen.(screen.Creator); ok {
			c.NewThing()
		}
	}
}

func (s *Shell) filter() {
	if s.shown != nil {
		if f, ok := s.shown.screen.(screen.Filterer); ok {
			f.Filter()
		}
	}
}

// undoer is a focused text field with an undo of its own.
type undoer interface {
	Undo()
	Redo()
}

// undoKey leaves Ctrl Z to the text field that has the focus.
func (s *Shell) undoKey() {
	if e, ok := s.win.Canvas().Focused().(undoer); ok {
		e.Undo()
		return
	}
	if !widgets.LayerOpen() {
		s.undoLast()
	}
}

func (s *Shell) redoKey() {
	if e, ok := s.win.Canvas().Focused().(undoer); ok {
		e.Redo()
		return
	}
	if !widgets.LayerOpen() {
		s.redoLast()
	}
}

var _ undoer = (*widget.Entry)(nil)

// showKeys opens the sheet of all keys.
func (s *Shell) showKeys() {
	p := s.printer
	var left, right []fyne.CanvasObject
	section := func(column *[]fyne.CanvasObject, title string, rows [][2]string) {
		*column = append(*column, widgets.StrongCaption(p.T(title)))
		for _, r := range rows {
			*column = append(*column, widgets.Columns(theme.Space12, []float32{-110, 1}, widgets.Strong(r[0]), widgets.NewText(r[1]).Ellipsis()))
		}
		*column = append(*column, gap(6))
	}
	rows := func(list ...[]act) [][2]string {
		var out [][2]string
		for _, acts := range list {
			for _, a := range acts {
				if a.shown != "" {
					out = append(out, [2]string{a.shown, p.T(a.key)})
				}
			}
		}
		return out
	}
	section(&left, "shell.menu_file", append(rows(s.fileActs(), s.editActs(), s.helpActs()), [2]string{"Esc", p.T("shell.key_esc")}))
	section(&left, "shell.menu_timer", rows(s.timerActs()))
	section(&right, "shell.menu_view", append([][2]string{
		{widgets.KeyName("1 … 9"), p.T("shell.key_client")},
		{"Alt 1 … 9", p.T("shell.key_tab")},
	}, rows(s.viewActs())...))
	section(&right, "shell.keys_grids", [][2]string{
		{"← ↑ → ↓", p.T("shell.key_arrows")},
		{"Enter", p.T("shell.key_enter")},
		{"Alt ← ↑ → ↓", p.T("shell.key_move")},
		{p.T("shell.key_alt_drag"), p.T("shell.key_copy")},
		{"Page ↑ ↓", p.T("shell.key_month")},
		{widgets.KeyName("C") + " / V", p.T("shell.key_block")},
		{p.T("timesheet.key_space"), p.T("timesheet.key_space_text")},
		{"F4", p.T("timesheet.favourites")},
		{"F5 … F8", p.T("timesheet.key_views")},
	})
	content := widgets.Columns(theme.Space24, []float32{1, 1}, widgets.VBox(theme.Space8, left...), widgets.VBox(theme.Space8, right...))
	widgets.ShowDialog(s.win, p.T("shell.keys"), p.T("common.close"), 820, content)
}
