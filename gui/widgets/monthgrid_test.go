package widgets

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regie/assets/icons"
	"regie/clients/civil"
)

func november(t testing.TB) (*MonthGrid, []MonthItem) {
	t.Helper()
	g := NewMonthGrid(fr())
	var items []MonthItem
	for i := range 6 {
		items = append(items, MonthItem{ID: fmt.Sprint("a", i), Date: day(2026, 11, 24), Code: "IG", Title: "Carrousel « recettes du lac » 🎉", Sign: icons.SignReview, Tone: ToneWarn})
	}
	items = append(items, MonthItem{ID: "b", Date: day(2026, 11, 10), Code: "FB", Title: "Sondage"})
	items = append(items, MonthItem{ID: "c", Date: day(2026, 11, 11), Title: "Armistice", Fixed: true})
	g.SetMonth(civil.NewMonth(2026, 11), day(2026, 11, 22), items, nil)
	return g, items
}

// middle is the middle of a day's number line, or of its n-th chip.
func middle(g *MonthGrid, d civil.Date, chip int) fyne.Position {
	c := g.cell()
	n := g.first().DaysUntil(d)
	x, y := float32(n%7)*c.Width, monthHead+float32(n/7)*c.Height
	if chip < 0 {
		return fyne.NewPos(x+c.Width/2, y+10)
	}
	return fyne.NewPos(x+c.Width/2, y+chipTop+float32(chip)*chipStep+chipH/2)
}

// Ensure months have as many weeks as they need, beginning on a Monday.
func TestMonthGridWeeks(t *testing.T) {
	for _, c := range []struct {
		m     civil.Month
		first civil.Date
		weeks int
	}{
		{civil.NewMonth(2026, 11), day(2026, 10, 26), 6},
		{civil.NewMonth(2026, 10), day(2026, 9, 28), 5},
		{civil.NewMonth(2027, 2), day(2027, 2, 1), 4},
	} {
		g := &MonthGrid{month: c.m}
		if g.first() != c.first || g.weeks() != c.weeks {
			t.Errorf("%s: from %s, %d weeks", c.m, g.first(), g.weeks())
		}
	}
}

// Ensure presses find day, chip and fold.
func TestMonthGridTap(t *testing.T) {
	g, items := november(t)
	window(t, g, 800, 660)
	var opened MonthItem
	var more, selected civil.Date
	g.OnOpen = func(it MonthItem) { opened = it }
	g.OnMore = func(d civil.Date) { more = d }
	g.OnSelect = func(d civil.Date) { selected = d }
	test.TapAt(g, middle(g, day(2026, 11, 24), 1))
	if opened.ID != items[1].ID {
		t.Errorf("opened %q", opened.ID)
	}
	n, folded, _ := g.fits(day(2026, 11, 24))
	if folded == 0 {
		t.Fatal("six chips fit without a fold")
	}
	test.TapAt(g, middle(g, day(2026, 11, 24), n))
	if more != day(2026, 11, 24) {
		t.Errorf("fold of %s", more)
	}
	test.TapAt(g, middle(g, day(2026, 11, 3), -1))
	if selected != day(2026, 11, 3) || g.Selected() != selected {
		t.Errorf("selected %s", selected)
	}
}

// Ensure the keyboard does what the pointer does.
func TestMonthGridKeys(t *testing.T) {
	g, items := november(t)
	window(t, g, 800, 660)
	var opened string
	var turned int
	g.OnOpen = func(it MonthItem) { opened = it.ID }
	g.OnTurn = func(n int) { turned += n }
	g.Select(day(2026, 11, 10), "")
	g.TypedKey(key(fyne.KeyReturn))
	if opened != "b" {
		t.Errorf("Enter opened %q", opened)
	}
	g.TypedKey(key(fyne.KeyDown))
	g.TypedKey(key(fyne.KeyDown))
	if g.Selected() != day(2026, 11, 24) {
		t.Errorf("two weeks down is %s", g.Selected())
	}
	g.TypedRune('3')
	if opened != items[2].ID {
		t.Errorf("3 opened %q", opened)
	}
	g.TypedKey(key(fyne.KeyPageDown))
	if turned != 1 || g.Selected() != day(2026, 12, 24) {
		t.Errorf("Page Down turned %d to %s", turned, g.Selected())
	}
}

// Ensure a drag moves to the day where it ends, never a fixed item, and that
// Alt with an arrow moves by a day.
func TestMonthGridMove(t *testing.T) {
	g, _ := november(t)
	window(t, g, 800, 660)
	type move struct {
		id   string
		to   civil.Date
		copy bool
	}
	var got []move
	g.OnMove = func(it MonthItem, to civil.Date, c bool) { got = append(got, move{it.ID, to, c}) }
	drag := func(from, to civil.Date) {
		a, b := middle(g, from, 0), middle(g, to, 0)
		g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: a.AddXY(2, 0)}, Dragged: fyne.NewDelta(2, 0)})
		g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b}, Dragged: fyne.NewDelta(b.X-a.X, b.Y-a.Y)})
		g.DragEnd()
	}
	drag(day(2026, 11, 10), day(2026, 11, 13))
	drag(day(2026, 11, 11), day(2026, 11, 13))
	drag(day(2026, 11, 10), day(2026, 11, 10))
	g.Select(day(2026, 11, 10), "b")
	g.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: fyne.KeyModifierAlt})
	want := []move{{"b", day(2026, 11, 13), false}, {"b", day(2026, 11, 11), false}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("moves %v", got)
	}
}

// Ensure a chip is drawn with its code, and cut to its width.
func TestMonthGridDraws(t *testing.T) {
	g, _ := november(t)
	window(t, g, 800, 660)
	r := test.WidgetRenderer(g).(*monthRenderer)
	if r.usedChips == 0 || r.chips[0].code.Text != "FB" {
		t.Fatalf("%d chips, the first of %q", r.usedChips, r.chips[0].code.Text)
	}
	for _, k := range r.chips[:r.usedChips] {
		end := k.title.Position().X + textSize(k.title.Text, k.title.TextSize, false).Width
		if edge := k.rect.Position().X + k.rect.Size().Width; end > edge+0.5 {
			t.Errorf("%q ends at %v beyond %v", k.title.Text, end, edge)
		}
	}
	if r.usedMo != 1 || r.mores[0].Text != "+ 4" {
		t.Errorf("%d folds", r.usedMo)
	}
}

// Ensure a low window shows a day's first items, and opens the rest beside its
// number.
func TestLowDaysShowTheirItems(t *testing.T) {
	g, items := november(t)
	window(t, g, 900, 28+6*70)
	n, folded, aside := g.fits(day(2026, 11, 24))
	if n == 0 || n+folded != 6 || !aside {
		t.Fatalf("%d shown, %d folded, aside %v", n, folded, aside)
	}
	var more civil.Date
	var opened MonthItem
	g.OnMore = func(d civil.Date) { more = d }
	g.OnOpen = func(it MonthItem) { opened = it }
	at := middle(g, day(2026, 11, 24), -1)
	at.X += g.cell().Width/2 - plusW - 8
	test.TapAt(g, at)
	test.TapAt(g, middle(g, day(2026, 11, 24), 0))
	if more != day(2026, 11, 24) || opened.ID != items[0].ID {
		t.Errorf("fold of %s, opened %q", more, opened.ID)
	}
}

// BenchmarkMonthGrid turns between two months of 120 items: what a redraw
// costs before the painter. The budget of a redraw is 100 ms.
func BenchmarkMonthGrid(b *testing.B) {
	a := test.NewApp()
	defer a.Quit()
	g := NewMonthGrid(fr())
	w := test.NewWindow(g)
	defer w.Close()
	w.Resize(fyne.NewSize(1100, 760))
	months := [2][]MonthItem{}
	for m := range months {
		for i := range 120 {
			months[m] = append(months[m], MonthItem{
				ID: fmt.Sprint(m, i), Date: day(2026, 10, 1).AddMonths(m).AddDays(i % 28), Code: "IG",
				Title: fmt.Sprint("Publication numéro ", i, " du mois ", m), Sign: icons.SignApproved, Tone: ToneOK,
			})
		}
	}
	for i := 0; b.Loop(); i++ {
		g.SetMonth(civil.NewMonth(2026, 10).Add(i%2), day(2026, 11, 22), months[i%2], nil)
	}
}

// crowdedGrid is a month of 120 items in a window, with one of them held.
func crowdedGrid(tb testing.TB) (g *MonthGrid, held fyne.Position) {
	tb.Helper()
	g = NewMonthGrid(fr())
	w := test.NewWindow(g)
	tb.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1100, 760))
	var items []MonthItem
	for i := range 120 {
		items = append(items, MonthItem{
			ID: fmt.Sprint(i), Date: day(2026, 11, 1).AddDays(i % 28), Code: "IG",
			Title: fmt.Sprint("Publication numéro ", i), Sign: icons.SignApproved, Tone: ToneOK,
		})
	}
	g.OnMove = func(MonthItem, civil.Date, bool) {}
	g.SetMonth(civil.NewMonth(2026, 11), day(2026, 11, 22), items, nil)
	c := g.cell()
	held = fyne.NewPos(c.Width*2.4, monthHead+c.Height*1.2+chipTop)
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: held.AddXY(2, 0)}, Dragged: fyne.NewDelta(2, 0)})
	if g.drag == nil {
		tb.Fatal("nothing is held")
	}
	return g, held
}

// Ensure a move on the way leaves chip and target where a whole redraw puts
// them.
func TestDragFollowsAsARedrawWould(t *testing.T) {
	test.NewTempApp(t)
	g, held := crowdedGrid(t)
	at := held.AddXY(g.cell().Width*2, g.cell().Height)
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(1, 1)})
	followed := []fyne.Position{g.drawn.ghost.rect.Position(), g.drawn.ghost.title.Position(), g.drawn.over.Position()}
	g.Refresh()
	for i, want := range []fyne.Position{g.drawn.ghost.rect.Position(), g.drawn.ghost.title.Position(), g.drawn.over.Position()} {
		if d := followed[i].Subtract(want); d.X*d.X+d.Y*d.Y > 0.01 {
			t.Errorf("object %d is at %v, a redraw puts it at %v", i, followed[i], want)
		}
	}
	if !g.drawn.over.Visible() {
		t.Error("the target is not shown")
	}
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(-9, -9)}, Dragged: fyne.NewDelta(1, 1)})
	if g.drawn.over.Visible() {
		t.Error("a target is shown outside the days")
	}
}

// BenchmarkMonthDrag compares one move of the pointer with a redraw of the
// whole, its yardstick.
func BenchmarkMonthDrag(b *testing.B) {
	a := test.NewApp()
	defer a.Quit()
	g, held := crowdedGrid(b)
	for name, one := range map[string]func(){"move": nil, "whole": g.Refresh} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if one != nil {
					one()
					continue
				}
				g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: held.AddXY(float32(i%200), float32(i%90))}, Dragged: fyne.NewDelta(1, 1)})
			}
		})
	}
}
