package bankstatement

import (
	"testing"

	"regie/assets/text"
	"regie/clients/hours"
)

// Ensure the statement of a month worked on every working day is two pages, so
// that it is signed on the back of one sheet.
func TestAMonthIsTwoPages(t *testing.T) {
	for _, l := range text.Langs() {
		d := vectorDesk()
		d.rows = nil
		for day := january.First(); !day.After(january.Last()); day = day.AddDays(1) {
			if day.Weekday()%6 != 0 {
				d.rows = append(d.rows, hours.Row{On: day, Seconds: 2700, Hat: []string{"writer", "care", "watch"}[day.Day%3], Level: "senior", Person: "g", Kind: hours.Contract})
			}
		}
		doc, err := Render(gather(t, testHouse(l), d, january, january, ""))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(doc.Pages); n != 2 {
			t.Errorf("%s: %d movements take %d pages", l, len(d.rows), n)
		}
	}
}
