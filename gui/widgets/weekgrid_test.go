package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func week(t *testing.T) (*WeekGrid, *[]WeekEdit) {
	t.Helper()
	g := NewWeekGrid(fr())
	m := WeekModel{}
	for i := range 7 {
		m.Days = append(m.Days, WeekDay{Date: day(2026, 11, 16).AddDays(i), Today: i == 6})
	}
	m.Rows = []WeekRow{
		{Key: "writer", Title: "Rédaction", Cells: []WeekCell{{Seconds: 7200}, {Seconds: 5400}}},
		{Key: "moderator", Title: "Modération", Cells: []WeekCell{{Seconds: 1800, Locked: true}}},
	}
	window(t, g, 900, 300)
	g.Set(m)
	var edits []WeekEdit
	g.OnEdit = func(all []WeekEdit) { edits = append(edits, all...) }
	g.FocusGained()
	return g, &edits
}

func typeIn(g *WeekGrid, s string) {
	for _, r := range s {
		g.TypedRune(r)
	}
}

// Ensure figures type over, Enter accepts and moves down, totals follow.
func TestWeekGridTyping(t *testing.T) {
	g, edits := week(t)
	typeIn(g, "1h30")
	if !g.Typing() {
		t.Fatal("not typing")
	}
	g.TypedKey(key(fyne.KeyReturn))
	if len(*edits) != 1 || (*edits)[0] != (WeekEdit{"writer", 0, "1h30", 5400}) {
		t.Fatalf("edits %v", *edits)
	}
	days, total := g.Totals()
	if days[0] != 5400+1800 || total != 5400+5400+1800 {
		t.Errorf("totals %v, %d", days, total)
	}
	if g.at != (gridAt{1, 0}) {
		t.Errorf("Enter went to %v", g.at)
	}
	typeIn(g, "2")
	if g.Typing() {
		t.Error("a locked cell is typed in")
	}
}

// Ensure Esc drops, Tab accepts and goes on, F2 starts from what stands there
// and hands nothing over without a change.
func TestWeekGridKeys(t *testing.T) {
	g, edits := week(t)
	typeIn(g, "9")
	g.TypedKey(key(fyne.KeyEscape))
	if len(*edits) != 0 || g.cell(g.at).Seconds != 7200 {
		t.Errorf("Esc kept %v", *edits)
	}
	g.TypedKey(key(fyne.KeyF2))
	if g.buffer != "2:00" {
		t.Errorf("F2 starts from %q", g.buffer)
	}
	g.TypedKey(key(fyne.KeyTab))
	if len(*edits) != 0 || g.at != (gridAt{0, 1}) {
		t.Errorf("Tab handed over %v and went to %v", *edits, g.at)
	}
	typeIn(g, "45")
	g.TypedKey(key(fyne.KeyTab))
	if g.cell(gridAt{0, 1}).Seconds != 45*60 || g.at != (gridAt{0, 2}) {
		t.Errorf("45 became %d s", g.cell(gridAt{0, 1}).Seconds)
	}
}

// Ensure a refusal keeps the text and says why, and goes with the next good value.
func TestWeekGridRefusal(t *testing.T) {
	g, _ := week(t)
	typeIn(g, "1x")
	g.TypedKey(key(fyne.KeyReturn))
	e, ok := g.errs[cellKey{"writer", 0}]
	if !ok || e.typed != "1x" || e.sentence == "" {
		t.Fatalf("refusal %+v", e)
	}
	if g.cell(gridAt{0, 0}).Seconds != 7200 {
		t.Error("the refused text changed the cell")
	}
	g.TypedKey(key(fyne.KeyUp))
	g.TypedKey(key(fyne.KeyF2))
	if g.buffer != "1x" {
		t.Errorf("typing on from %q", g.buffer)
	}
	g.TypedKey(key(fyne.KeyDelete))
	typeIn(g, "1")
	g.TypedKey(key(fyne.KeyReturn))
	if len(g.errs) != 0 || g.cell(gridAt{0, 0}).Seconds != 3600 {
		t.Errorf("still refused: %v", g.errs)
	}
	g.CellError("writer", 3, "2h", "refusé")
	if g.errs[cellKey{"writer", 3}].sentence != "refusé" {
		t.Error("a late refusal is not shown")
	}
}

// Ensure a block is copied as a spreadsheet does and pasted from the cell on.
func TestWeekGridBlock(t *testing.T) {
	g, edits := week(t)
	g.KeyDown(key("LeftShift"))
	g.TypedKey(key(fyne.KeyRight))
	g.KeyUp(key("LeftShift"))
	g.TypedShortcut(&fyne.ShortcutCopy{})
	if s := fyne.CurrentApp().Clipboard().Content(); s != "2:00\t1:30" {
		t.Fatalf("copied %q", s)
	}
	g.TypedKey(key(fyne.KeyRight))
	g.TypedShortcut(&fyne.ShortcutPaste{})
	if g.cell(gridAt{0, 2}).Seconds != 7200 || g.cell(gridAt{0, 3}).Seconds != 5400 {
		t.Errorf("pasted %v", *edits)
	}
	g.TypedKey(key(fyne.KeyDelete))
	if g.cell(gridAt{0, 2}).Seconds != 0 {
		t.Error("Delete kept the cell")
	}
}

// Ensure a press chooses the cell under it.
func TestWeekGridTap(t *testing.T) {
	g, _ := week(t)
	label, w := g.columns()
	test.TapAt(g, fyne.NewPos(label+2*w+10, weekHead+10))
	if g.at != (gridAt{0, 2}) {
		t.Errorf("chose %v", g.at)
	}
}

// Ensure a whole week is copied with its names and finds its rows again in
// another order, asking for one that is not there.
func TestWeekGridWholeWeek(t *testing.T) {
	g, _ := week(t)
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	g.TypedShortcut(&fyne.ShortcutCopy{})
	tsv := fyne.CurrentApp().Clipboard().Content()
	want := "Casquette · intervenant\t\t2026-11-16\t2026-11-17\t2026-11-18\t2026-11-19\t2026-11-20\t2026-11-21\t2026-11-22\n" +
		"Rédaction\t\t2:00\t1:30\t\t\t\t\t\nModération\t\t0:30\t\t\t\t\t\t"
	if tsv != want {
		t.Fatalf("copied %q", tsv)
	}
	var acts int
	var edits []WeekEdit
	g.OnEdit = func(all []WeekEdit) { acts++; edits = all }
	g.OnRow = func(title, subtitle string) (WeekRow, bool) {
		return WeekRow{Key: "mod2", Title: title}, title == "Modération"
	}
	next := WeekModel{Rows: []WeekRow{{Key: "other", Title: "Veille"}, {Key: "writer", Title: "Rédaction"}}}
	for i := range 7 {
		next.Days = append(next.Days, WeekDay{Date: day(2026, 11, 23).AddDays(i)})
	}
	g.Set(next)
	g.TypedShortcut(&fyne.ShortcutPaste{})
	if acts != 1 || len(edits) != 3 || edits[0] != (WeekEdit{"writer", 0, "2:00", 7200}) || edits[2] != (WeekEdit{"mod2", 0, "0:30", 1800}) {
		t.Errorf("%d acts, %v", acts, edits)
	}
}

// Ensure a paste is all or nothing: what cannot be read, and what is locked,
// say so at their cells.
func TestWeekGridPasteRefused(t *testing.T) {
	g, edits := week(t)
	fyne.CurrentApp().Clipboard().SetContent("1:00\t1x\n2:00")
	g.TypedShortcut(&fyne.ShortcutPaste{})
	if len(*edits) != 0 || g.errs[cellKey{"writer", 1}].sentence == "" || g.errs[cellKey{"moderator", 0}].sentence == "" {
		t.Errorf("handed over %v, refused %v", *edits, g.errs)
	}
	if g.cell(gridAt{0, 0}).Seconds != 7200 {
		t.Error("half of a refused paste is shown")
	}
	g.TypedKey(key(fyne.KeyDown))
	g.TypedKey(key(fyne.KeyEscape))
	if _, still := g.errs[cellKey{"moderator", 0}]; still {
		t.Error("Esc keeps the refusal")
	}
}

// Ensure refusals outlive a reload of the same week and not another week.
func TestWeekGridRefusalStays(t *testing.T) {
	g, _ := week(t)
	g.CellError("writer", 2, "9h", "trop")
	m := g.model
	g.Set(m)
	if len(g.errs) != 1 {
		t.Error("the refusal is gone")
	}
	m.Days = []WeekDay{{Date: day(2026, 11, 23)}}
	g.Set(m)
	if len(g.errs) != 0 {
		t.Error("the refusal followed into another week")
	}
}

// Ensure Space opens, Shift Space takes the row, heads take row and day.
func TestWeekGridHeads(t *testing.T) {
	g, _ := week(t)
	opened := -1
	g.OnOpen = func(_ string, d int) { opened = d }
	g.TypedKey(key(fyne.KeySpace))
	if opened != 0 {
		t.Error("Space does not open")
	}
	label, w := g.columns()
	test.TapAt(g, fyne.NewPos(10, weekHead+weekRow+5))
	if from, to := g.block(); from != (gridAt{1, 0}) || to != (gridAt{1, 6}) || !g.whole {
		t.Errorf("row %v to %v", from, to)
	}
	test.TapAt(g, fyne.NewPos(label+3*w+5, 5))
	if from, to := g.block(); from != (gridAt{0, 3}) || to != (gridAt{1, 3}) || g.whole {
		t.Errorf("day %v to %v", from, to)
	}
}
