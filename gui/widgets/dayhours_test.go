package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regie/clients/civil"
)

func hourWeek(t *testing.T) *HourWeek {
	t.Helper()
	w := NewHourWeek(fr())
	at := func(id string, d int, c civil.Clock) HourItem {
		return HourItem{MonthItem: MonthItem{ID: id, Date: day(2026, 11, d), Code: "IG", Title: "Reel coulisses"}, At: c}
	}
	w.SetWeek(day(2026, 11, 16), day(2026, 11, 22), []HourItem{
		at("a", 17, 10*60+30), at("b", 17, 10*60+35), at("c", 17, civil.NoClock), at("d", 19, 6*60), at("later", 24, 9*60),
	}, nil)
	window(t, w, 900, 700)
	return w
}

// Ensure the clock holds every hour of the week and what is close stands below.
func TestHourWeekPlaces(t *testing.T) {
	w := hourWeek(t)
	if w.first != 6*60 || w.last != dayEnds {
		t.Errorf("the clock goes from %s to %s", w.first, w.last)
	}
	tuesday := w.places()[1]
	if len(tuesday) != 3 || w.days[1][0].ID != "c" {
		t.Fatalf("Tuesday holds %v", w.days[1])
	}
	if tuesday[0].Y >= hourHead+w.band() {
		t.Error("what has no hour stands beside the clock")
	}
	if tuesday[2].Y < tuesday[1].Y+chipH {
		t.Error("two items of one hour cover each other")
	}
	if got := w.clockAt(tuesday[1].Y); got != 10*60+30 {
		t.Errorf("the chip of 10:30 stands at %s", got)
	}
}

// Ensure dragging gives the day and the quarter of an hour of the chip's edge.
func TestHourWeekDrag(t *testing.T) {
	w := hourWeek(t)
	var moved HourItem
	var on civil.Date
	var at civil.Clock
	w.OnMove = func(it HourItem, d civil.Date, c civil.Clock, _ bool) { moved, on, at = it, d, c }
	corner := w.places()[1][1]
	from := corner.AddXY(10, 5)
	to := fyne.NewPos(from.X+2*w.column(), from.Y+w.hour())
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)})
	w.DragEnd()
	if moved.ID != "a" || on != day(2026, 11, 19) || at != 11*60+30 {
		t.Errorf("%s went to %s at %s", moved.ID, on, at)
	}
	moved = HourItem{}
	up := fyne.NewPos(from.X, hourHead+4)
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: up}, Dragged: fyne.NewDelta(0, up.Y-from.Y)})
	w.DragEnd()
	if moved.ID != "a" || at != civil.NoClock {
		t.Errorf("above the clock %s has the hour %s", moved.ID, at)
	}
}

// Ensure keys do what the pointer does.
func TestHourWeekKeys(t *testing.T) {
	w := hourWeek(t)
	var opened, moved string
	var at civil.Clock
	turned := 0
	w.OnOpen = func(it HourItem) { opened = it.ID }
	w.OnTurn = func(n int) { turned += n }
	w.OnMove = func(it HourItem, _ civil.Date, c civil.Clock, _ bool) { moved, at = it.ID, c }
	w.Select(day(2026, 11, 17), "a")
	w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	if opened != "a" || moved != "a" || at != 10*60+15 {
		t.Errorf("opened %q, moved %q to %s", opened, moved, at)
	}
	w.Select(day(2026, 11, 22), "")
	w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if turned != 1 || w.selected != 0 {
		t.Errorf("beyond Sunday: turned %d, day %d", turned, w.selected)
	}
}

func TestBoard(t *testing.T) {
	b := NewBoard(fr())
	card := func(id string) BoardCard { return BoardCard{MonthItem: MonthItem{ID: id, Title: id}} }
	var full BoardColumn
	full.Key = "draft"
	for i := range 40 {
		full.Cards = append(full.Cards, card(string(rune('A'+i))))
	}
	b.SetColumns([]BoardColumn{full, {Key: "review"}, {Key: "done", Cards: []BoardCard{card("z")}}})
	window(t, b, 900, 500)
	var opened, moved, to string
	b.OnOpen = func(c BoardCard) { opened = c.ID }
	b.OnMove = func(c BoardCard, column string) { moved, to = c.ID, column }
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) // over the empty column
	if c, _ := b.chosen(); c.ID != "z" {
		t.Errorf("right of the first column is %q", c.ID)
	}
	b.Select(full.Cards[39].ID)
	at := b.corner(0, 39)
	if at.Y < boardHead || at.Y+cardH > 500 {
		t.Errorf("the chosen card is out of sight, at %v", at)
	}
	test.TapAt(b, at.AddXY(20, 20))
	if opened != full.Cards[39].ID {
		t.Errorf("opened %q", opened)
	}
	from := at.AddXY(5, 5)
	over := fyne.NewPos(b.width()+boardGap+20, 200)
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: over}, Dragged: fyne.NewDelta(over.X-from.X, over.Y-from.Y)})
	b.DragEnd()
	if moved != full.Cards[39].ID || to != "review" {
		t.Errorf("%q went to %q", moved, to)
	}
}
