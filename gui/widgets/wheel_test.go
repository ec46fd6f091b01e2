package widgets

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Ensure a table that shows all of itself leaves the wheel to its page, and
// that its rows can still be pressed.
func TestWholeTableLeavesTheWheelToItsPage(t *testing.T) {
	opened := -1
	table := NewTable([]Column[int]{{Title: "n", Flex: 1, Text: strconv.Itoa}}).Whole()
	table.OnOpen = func(n int) { opened = n }
	rows := make([]int, 40)
	for i := range rows {
		rows[i] = i
	}
	table.SetRows(rows)
	page := VScroll(table)
	w := window(t, Pad(20, 20, page), 400, 300)
	at := fyne.NewPos(100, 120)
	test.TapCanvas(w.Canvas(), at)
	if opened < 0 {
		t.Error("no row was opened")
	}
	test.Scroll(w.Canvas(), at, 0, -60)
	if page.Offset.Y != 60 {
		t.Errorf("the page stands at %v", page.Offset.Y)
	}
}
