package envelopes

import (
	"testing"

	"regie/assets/text"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/money"
)

// Ensure an envelope with one unnamed line is one row, and that rows add up.
func TestFill(t *testing.T) {
	p := text.For(text.FR)
	month := civil.NewMonth(2026, 11).Range()
	books := budget.Books{
		Lines: []budget.Line{
			{ID: "ads", Kind: budget.Ads, From: month.From, To: month.To, PlannedMinor: 90000, Currency: "EUR"},
			{ID: "p1", Kind: budget.Production, Name: "Vidéo", From: month.From, To: month.To, PlannedMinor: 80000, Currency: "EUR"},
			{ID: "p2", Kind: budget.Production, Name: "Photo", From: month.From, To: month.To, PlannedMinor: 20000, Currency: "EUR"},
		},
		Movements: []budget.Movement{
			{ID: "m", Line: "p1", Kind: budget.Spend, On: month.From, Label: "Tournage", Amount: money.Of(85000, money.EUR), LineMinor: 85000},
		},
	}
	md := model{over: books.Overview("c", month, "EUR")}
	md.fill(p, md.over, false)
	md.fillMoves(p, books.Movements)
	if len(md.rows) != 5 {
		t.Fatalf("%d rows", len(md.rows))
	}
	if md.rows[0].line == nil || !md.rows[0].head {
		t.Error("the single line of an envelope cannot be opened")
	}
	if got := md.rows[2].sum.Left(); md.rows[2].label != "Vidéo" || got != -5000 || leftTone(md.rows[2].sum) == leftTone(md.rows[3].sum) {
		t.Errorf("%s has %d left", md.rows[2].label, got)
	}
	var left int64
	for _, r := range md.rows[:4] {
		if !r.head || r.line != nil {
			left += r.sum.Left()
		}
	}
	if total := md.rows[4].sum.Left(); total != left || total != 105000 {
		t.Errorf("the total has %d left, its lines %d", total, left)
	}
	if md.moves[0].line != "Vidéo" || md.moves[0].amount != "850,00\u00a0€" {
		t.Errorf("%+v", md.moves[0])
	}
}

// Ensure that what is told of an expense before it is kept is what the budget
// makes of it: an order settled in part stays ordered for the rest.
func TestUsedMore(t *testing.T) {
	for _, c := range []struct {
		paid, ordered int64
		partial       bool
		want          int64
	}{{80, 0, false, 80}, {80, 100, false, -20}, {80, 100, true, 0}, {120, 100, false, 20}, {120, 100, true, 20}} {
		if got := usedMore(c.paid, c.ordered, c.partial); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
