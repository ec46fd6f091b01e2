package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// Ensure no two blocks of one lane overlap and there are no more lanes than
// the most that overlap at once.
func TestLanes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var blocks []DayBlock
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			start := rapid.IntRange(0, 1400).Draw(t, "start")
			blocks = append(blocks, DayBlock{Start: start, End: start + rapid.IntRange(1, 300).Draw(t, "length")})
		}
		slices.SortStableFunc(blocks, func(a, b DayBlock) int { return a.Start - b.Start })
		of, depth := lanes(blocks)
		most := 1
		for i, a := range blocks {
			at := 0
			for j, b := range blocks {
				if b.Start <= a.Start && a.Start < b.End {
					at++
				}
				if i != j && of[i] == of[j] && a.Start < b.End && b.Start < a.End {
					t.Fatalf("%v and %v share a lane", a, b)
				}
			}
			most = max(most, at)
		}
		if depth != most {
			t.Fatalf("%d lanes for %d at once", depth, most)
		}
	})
}

// Ensure the hours drawn hold all work, and a press finds its block and opens
// it the second time.
func TestDayLinePress(t *testing.T) {
	d := NewDayLine()
	window(t, d, 600, 200)
	d.Set([]DayBlock{{Key: "a", Start: 6 * 60, End: 7 * 60}, {Key: "b", Start: 6*60 + 30, End: 16 * 60}}, 12*60)
	if from, to := d.hours(); from != 6 || to != 18 {
		t.Errorf("drawn from %d to %d", from, to)
	}
	var chosen, opened string
	d.OnChoose = func(k string) { chosen = k; d.Choose(k) }
	d.OnOpen = func(k string) { opened = k }
	at := fyne.NewPos(d.x(12*60, d.Size().Width), dayHead+dayLane+10)
	test.TapAt(d, at)
	if chosen != "b" || opened != "" {
		t.Errorf("chose %q, opened %q", chosen, opened)
	}
	test.TapAt(d, at)
	if opened != "b" {
		t.Errorf("opened %q", opened)
	}
}
