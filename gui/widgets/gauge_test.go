package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Ensure a figure beside another is whole or not there.
func TestTheLeftFigureComesFirst(t *testing.T) {
	test.NewTempApp(t)
	g := NewLabelledGauge("25 h 30", "/ 32 h 35").LeftFirst()
	left, both := natural(g.left).Width, natural(g.left).Width+natural(g.right).Width
	for room, want := range map[float32]bool{left: false, both: false, both + 4: true, 2 * both: true} {
		g.Resize(fyne.NewSize(room, 40))
		if g.right.Visible() != want || g.left.Size().Width < left {
			t.Errorf("in %g: right %v, left %g wide", room, g.right.Visible(), g.left.Size().Width)
		}
	}
	if wide := NewLabelledGauge("25 h 30", "/ 32 h 35"); wide.MinSize().Width < g.MinSize().Width {
		t.Errorf("least width %g with both, %g with one", wide.MinSize().Width, g.MinSize().Width)
	}
}

// Ensure columns have their least width before what is left is shared.
func TestLeastWidthOfAColumn(t *testing.T) {
	test.NewTempApp(t)
	tab := NewTable([]Column[int]{{Title: "a", Least: 140, Flex: 1}, {Title: "b", Flex: 3}})
	for _, room := range []float32{300, 600} {
		w := tab.widths(room)
		left := room - cellGap - 16 - 140
		if w[0] != 140+left/4 || w[1] != left*3/4 {
			t.Errorf("in %g: %v", room, w)
		}
	}
	if least := tab.MinSize().Width; least != 140+flexLeast+2*cellGap {
		t.Errorf("least width: %g", least)
	}
}
