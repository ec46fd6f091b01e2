package netlimits

import (
	"testing"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients/civil"
)

// Ensure the table shows a day's line, and says which are the agency's own.
func TestRows(t *testing.T) {
	from := civil.NewDate(2026, 12, 1)
	l, _ := limits.Shipped().On("x", from)
	l.From, l.Text, l.Source = from, 400, "annonce"
	over, err := limits.Of([]limits.Limit{l})
	if err != nil {
		t.Fatal(err)
	}
	book := limits.Shipped().With(over)
	at := func(day civil.Date) row {
		for _, r := range rows(book, []limits.Limit{l}, "fr", day) {
			if r.Network == "x" {
				return r
			}
		}
		return row{}
	}
	if r := at(from.AddDays(-1)); r.Own || r.Text != 280 {
		t.Errorf("before: %+v", r)
	}
	p := text.For(text.FR)
	if r := at(from); !r.Own || r.Text != 400 || sourceText(p, r) != "(agence) annonce" {
		t.Errorf("from the day on: %+v, %q", at(from), sourceText(p, at(from)))
	}
	if figureText(p, 0) != "–" {
		t.Error("no limit is shown as a figure")
	}
}
