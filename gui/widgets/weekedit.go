package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"regie/clients"
	"regie/clients/civil"
)

// readCell reads what was typed into a cell: nothing, or a sign that means
// nothing in spreadsheets, empties it.
func readCell(typed string) (int64, error) {
	switch strings.TrimSpace(typed) {
	case "", "-", "–", "—", "·", "0":
		return 0, nil
	}
	return civil.ParseDuration(typed)
}

// hand hands cells over as one act, or shows what cannot be read and hands
// over nothing.
func (g *WeekGrid) hand(cells map[gridAt]string, order []gridAt) {
	var edits []WeekEdit
	refused := false
	for _, a := range order {
		typed := strings.TrimSpace(cells[a])
		seconds, err := readCell(typed)
		switch {
		case g.locked(a):
			g.errs[g.key(a)] = cellError{typed, g.p.T("widgets.week_locked")}
			refused = true
			continue
		case err != nil:
			g.errs[g.key(a)] = cellError{typed, g.p.Error(err)}
			refused = true
			continue
		}
		delete(g.errs, g.key(a))
		k := g.key(a)
		edits = append(edits, WeekEdit{Row: k.row, Day: k.day, Typed: typed, Seconds: seconds})
	}
	if refused || len(edits) == 0 || g.OnEdit == nil {
		return
	}
	for _, e := range edits {
		for i := range g.model.Rows {
			if g.model.Rows[i].Key == e.Row {
				g.model.Rows[i].Cells[e.Day].Seconds = e.Seconds
			}
		}
	}
	g.OnEdit(edits)
}

// endTyping takes what was typed; without a change nothing is handed over.
func (g *WeekGrid) endTyping(keep bool) {
	if !g.typing {
		return
	}
	g.typing = false
	if keep && g.buffer != g.editText(g.at) {
		g.hand(map[gridAt]string{g.at: g.buffer}, []gridAt{g.at})
	}
	if !keep {
		delete(g.errs, g.key(g.at))
	}
	g.buffer = ""
}

// editText is what F2 starts from: the text refused, or the duration.
func (g *WeekGrid) editText(a gridAt) string {
	if e, ok := g.errs[g.key(a)]; ok {
		return e.typed
	}
	if c := g.cell(a); c != nil && c.Seconds > 0 {
		return civil.FormatHM((c.Seconds + 30) / 60)
	}
	return ""
}

func (g *WeekGrid) begin(s string) {
	if g.editable(g.at) {
		g.typing, g.buffer = true, s
	}
}

// clearBlock empties the cells of the block that hold something.
func (g *WeekGrid) clearBlock() {
	from, to := g.block()
	cells := map[gridAt]string{}
	var order []gridAt
	for r := from.row; r <= to.row; r++ {
		for d := from.day; d <= to.day; d++ {
			a := gridAt{r, d}
			delete(g.errs, g.key(a))
			if c := g.cell(a); c != nil && c.Seconds > 0 {
				cells[a] = ""
				order = append(order, a)
			}
		}
	}
	g.hand(cells, order)
}

// copyBlock writes the block as lines of cells parted by tabs. Rows taken
// whole bear their names, so that a week can be put into another one.
func (g *WeekGrid) copyBlock() string {
	from, to := g.block()
	var lines []string
	if g.headed {
		head := []string{g.p.T("widgets.week_head"), ""}
		for _, d := range g.model.Days {
			head = append(head, d.Date.String())
		}
		lines = append(lines, strings.Join(head, "\t"))
	}
	for r := from.row; r <= to.row && r < len(g.model.Rows); r++ {
		var cells []string
		if g.whole {
			cells = append(cells, oneLine(g.model.Rows[r].Title), oneLine(g.model.Rows[r].Subtitle))
		}
		for d := from.day; d <= to.day; d++ {
			cells = append(cells, g.editText(gridAt{r, d}))
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return strings.Join(lines, "\n")
}

// pasteBlock fills cells from the cell on, as one act; one value fills the
// whole block, and lines that begin with the name of a row fill that row.
func (g *WeekGrid) pasteBlock(s string) {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n")
	from, to := g.block()
	cells := map[gridAt]string{}
	var order []gridAt
	put := func(a gridAt, typed string) {
		c := g.cell(a)
		if c == nil || strings.TrimSpace(typed) == "" && c.Seconds == 0 {
			return
		}
		if _, twice := cells[a]; !twice {
			order = append(order, a)
		}
		cells[a] = typed
	}
	if len(lines) == 1 && !strings.Contains(lines[0], "\t") {
		for r := from.row; r <= to.row; r++ {
			for d := from.day; d <= to.day; d++ {
				put(gridAt{r, d}, lines[0])
			}
		}
		g.hand(cells, order)
		return
	}
	for i, line := range lines {
		values, row, day := strings.Split(line, "\t"), from.row+i, from.day
		if named(values) {
			if row = g.rowNamed(values[0], values[1]); row < 0 {
				continue // the line of the days, or a row nobody knows
			}
			values, day = values[2:], 0
		}
		for j, v := range values {
			put(gridAt{row, day + j}, v)
		}
	}
	g.hand(cells, order)
}

// named tells whether a pasted line begins with the name of a row.
func named(values []string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(values[0]))
	return len(values) > 2 && unicode.IsLetter(first)
}

// rowNamed finds a row by hat and person, or asks for it; −1 when it is unknown.
func (g *WeekGrid) rowNamed(title, subtitle string) int {
	title, subtitle = strings.TrimSpace(title), strings.TrimSpace(subtitle)
	for i, r := range g.model.Rows {
		if clients.Fold(r.Title) == clients.Fold(title) && (clients.Fold(r.Subtitle) == clients.Fold(subtitle) || subtitle == "") {
			return i
		}
	}
	if g.OnRow == nil {
		return -1
	}
	row, ok := g.OnRow(title, subtitle)
	if !ok {
		return -1
	}
	row.Cells = make([]WeekCell, len(g.model.Days))
	g.model.Rows = append(g.model.Rows, row)
	return len(g.model.Rows) - 1
}
