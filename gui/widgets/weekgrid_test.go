package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/clients/civil"
)

type edit struct {
	row   string
	day   int
	typed string
}

func week(t *testing.T) (*WeekGrid, *[]edit) {
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
	var edits []edit
	g.OnEdit = func(row string, d int, typed string) (int64, error) {
		edits = append(edits, edit{row, d, typed})
		if typed == "" {
			return 0, nil
		}
		return civil.ParseDuration(typed)
	}
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
	if len(*edits) != 1 || (*edits)[0] != (edit{"writer", 0, "1h30"}) {
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
	e, ok := g.errs[gridAt{0, 0}]
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
	if g.errs[gridAt{0, 3}].sentence != "refusé" {
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
