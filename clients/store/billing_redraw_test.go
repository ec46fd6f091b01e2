package store

import (
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// Ensure a draft that is older than the month's signed statement is refused for
// that and nothing else, and drawn again bills what was signed, with what was
// typed on it kept.
func TestADraftBeforeItsStatementIsDrawnAgain(t *testing.T) {
	d := openDesk(t)
	d.terms(func(c *clients.Contract) { c.StatementFirst = true })
	d.work(3, 60)
	inv := d.draft()
	id := string(inv.ID)
	inv, err := d.bills.AddLine(d.ctx, id, billing.LineForm{Description: "Affiche", Quantity: billing.One, Price: eur(5000)})
	d.must(err)
	_, err = d.bills.EditLine(d.ctx, id, len(inv.Lines), billing.LineForm{Description: "Deux affiches", Quantity: 2 * billing.One, Price: eur(5000)})
	d.must(err)
	_, err = d.bills.EditLine(d.ctx, id, 1, billing.LineForm{Description: "Temps", Quantity: 60, Unit: billing.Hour, Price: eur(1)})
	wantFault(t, err, "line_drawn", "line")
	_, err = d.bills.EditLine(d.ctx, id, len(inv.Lines), billing.LineForm{Description: "Deux affiches", Price: eur(5000)})
	wantFault(t, err, "line_quantity", "quantity")
	if f, ok := fault.As(err); ok && f.Args["no"] != len(inv.Lines) {
		t.Errorf("the refused line is named %v, want %d", f.Args["no"], len(inv.Lines))
	}
	_, err = d.bills.EditDraft(d.ctx, id, func(doc *billing.Document) error { doc.Subject = "Février"; return nil })
	d.must(err)
	_, err = d.bills.SetDiscount(d.ctx, id, eur(1000), "Geste")
	d.must(err)

	st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	st = d.issue(st)
	_, err = d.bills.Sign(d.ctx, st.Number, "Ana", civil.Date{}, "")
	d.must(err)
	list, err := d.bills.Check(d.ctx, id, civil.Date{})
	d.must(err)
	if len(list.Missing) != 1 || list.Missing[0].Code != "draft_before_statement" {
		t.Fatalf("missing: %v", list.Missing)
	}

	again, _, err := d.bills.Redraw(d.ctx, id)
	d.must(err)
	if again.ID != inv.ID || again.Refs.Statement != st.Number || again.Subject != "Février" || again.Discount != 1000 {
		t.Errorf("drawn again: %+v", again.Refs)
	}
	if last := again.Lines[len(again.Lines)-1]; len(again.Lines) != 2 || last.Description != "Deux affiches" || last.Net != 10_000 {
		t.Errorf("lines: %+v", again.Lines)
	}
	billed := d.issue(again)
	if len(billed.Entries()) != 1 || billed.Totals.Net != 1000+10_000-1000 {
		t.Errorf("billed %d entries, %+v", len(billed.Entries()), billed.Totals)
	}
	d.sound()
}

// Ensure a draft whose time has changed takes the new time when drawn again and
// keeps its disbursements, and that one of no month is refused.
func TestAStaleDraftIsDrawnAgain(t *testing.T) {
	d := openDesk(t)
	d.terms(func(*clients.Contract) {})
	e := d.work(3, 60)
	line, _, err := d.budget.SetLine(d.ctx, d.kivu.ID, budget.PlanForm{Kind: budget.Ads, Days: d.feb.Range(), Planned: eur(50_000)})
	d.must(err)
	_, _, err = d.budget.Spend(d.ctx, d.kivu.ID, budget.MoveForm{
		Line: line.ID, On: civil.NewDate(2026, 2, 9), Label: "Régie", Amount: eur(20_000), Rebillable: true,
	})
	d.must(err)
	inv := d.draft()
	no := 0
	for _, l := range inv.Lines {
		if l.Nature == billing.Expense {
			no = l.No
		}
	}
	inv, err = d.bills.MarkDisbursement(d.ctx, string(inv.ID), no, true)
	d.must(err)
	_, _, err = d.Edit(d.ctx, d.kivu.ID, e.ID, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: "writer", On: e.On, Seconds: 5400})
	d.must(err)
	_, err = d.bills.Issue(d.ctx, string(inv.ID), civil.Date{})
	wantFault(t, err, "draft_stale", "month")
	again, _, err := d.bills.Redraw(d.ctx, string(inv.ID))
	d.must(err)
	billed := d.issue(again)
	if billed.Lines[0].Quantity != 90 || lines(billed) != "hours disbursement" {
		t.Errorf("billed %d minutes on %s", billed.Lines[0].Quantity, lines(billed))
	}
	free, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
	d.must(err)
	_, _, err = d.bills.Redraw(d.ctx, string(free.ID))
	wantFault(t, err, "draft_of_no_month", "month")
}
