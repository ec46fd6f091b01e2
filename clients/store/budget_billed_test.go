package store

import (
	"os"
	"testing"

	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
)

// billedOn is an expense of February that is to be billed on.
func (d *desk) billedOn(minor int64) budget.Movement {
	d.t.Helper()
	m, _, err := d.budget.Spend(d.ctx, d.kivu.ID, budget.MoveForm{
		Place: budget.Place{Kind: budget.Ads, Month: d.feb}, On: civil.NewDate(2026, 2, 9), Label: "Campagne", Amount: eur(minor), Rebillable: true,
	})
	d.must(err)
	return m
}

// again is what a form would send for an unchanged expense.
func again(m budget.Movement) budget.MoveForm {
	return budget.MoveForm{Line: m.Line, On: m.On, Label: m.Label, Supplier: m.Supplier, Amount: m.Amount, Rebillable: m.Rebillable, Kept: m.Receipt}
}

// Ensure an expense on an issued invoice is neither edited, removed nor undone,
// in the service and in SQL, says which invoice, and is free after its avoir.
func TestABilledExpenseIsKept(t *testing.T) {
	d := openDesk(t)
	d.history.Guard("budget_movement", d.budget.GuardUndo)
	m := d.billedOn(20_000)
	if _, err := d.history.Undo(d.ctx); err != nil { // nothing bills it yet
		t.Fatal(err)
	}
	m = d.billedOn(20_000)
	acts, err := d.history.Acts(d.ctx, d.kivu.ID, "", 1)
	d.must(err)
	doc := d.issue(d.draft())

	m, err = d.budget.Movement(d.ctx, d.kivu.ID, m.ID)
	if err != nil || m.Invoice != doc.Number || doc.Lines[0].Movement != m.ID {
		t.Fatalf("%v: the expense names %q, the invoice %q names %q", err, m.Invoice, doc.Number, doc.Lines[0].Movement)
	}
	dearer := again(m)
	dearer.Amount = eur(25_000)
	refusals := map[string]error{}
	_, _, refusals["edit"] = d.budget.EditMovement(d.ctx, d.kivu.ID, m.ID, dearer)
	_, refusals["remove"] = d.budget.RemoveMovement(d.ctx, d.kivu.ID, m.ID)
	_, refusals["undo"] = d.history.UndoAct(d.ctx, acts[0].ID)
	for what, err := range refusals {
		if f, ok := fault.As(err); !ok || f.Code != "budget_billed" || f.Args["number"] != doc.Number {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, text := range []string{`UPDATE budget_movement SET amount_minor = 1`, `UPDATE budget_movement SET label = 'x'`, `DELETE FROM budget_movement`} {
		if _, err := d.store.write.ExecContext(d.ctx, text); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
	late := again(m)
	late.Receipt = &budget.File{Name: "recu.pdf", Content: []byte("%PDF-1.7 reçu")}
	m, _, err = d.budget.EditMovement(d.ctx, d.kivu.ID, m.ID, late)
	if err != nil || m.Receipt == "" {
		t.Errorf("a receipt that was still to come: %v", err)
	}
	if _, _, err := d.budget.EditMovement(d.ctx, d.kivu.ID, m.ID, again(budget.Movement{Line: m.Line, On: m.On, Label: m.Label, Amount: m.Amount, Rebillable: true})); !fault.Is(err, "budget_billed") {
		t.Errorf("its receipt was taken away: %v", err)
	}
	d.sound()

	_, err = d.bills.Credit(d.ctx, doc.Number, billing.CreditForm{})
	d.must(err)
	dearer.Kept = m.Receipt
	m, _, err = d.budget.EditMovement(d.ctx, d.kivu.ID, m.ID, dearer)
	if err != nil || m.Amount != eur(25_000) {
		t.Fatalf("after the avoir: %v", err)
	}
	_, err = d.budget.RemoveMovement(d.ctx, d.kivu.ID, m.ID)
	d.must(err)
	d.sound()
}

// Ensure a draft tells that its expense changed, and is not issued with one
// that is gone.
func TestADraftFollowsItsExpense(t *testing.T) {
	d := openDesk(t)
	m := d.billedOn(20_000)
	doc := d.draft()
	ref := string(doc.ID)
	dearer := again(m)
	dearer.Amount = eur(21_000)
	_, _, err := d.budget.EditMovement(d.ctx, d.kivu.ID, m.ID, dearer)
	d.must(err)
	list, err := d.bills.Check(d.ctx, ref, civil.Date{})
	d.must(err)
	if len(list.Missing) > 0 || len(list.Notices) == 0 || list.Notices[len(list.Notices)-1].Code != "expense_changed" {
		t.Fatalf("%+v", list)
	}
	redrawn := d.draft()
	if redrawn.Lines[0].Net != 21_000 {
		t.Errorf("drawn again: %d", redrawn.Lines[0].Net)
	}
	_, err = d.budget.RemoveMovement(d.ctx, d.kivu.ID, m.ID)
	d.must(err)
	if _, err := d.bills.Issue(d.ctx, ref, civil.Date{}); !fault.Is(err, "expense_gone") {
		t.Errorf("issued with an expense that is gone: %v", err)
	}
}

// Ensure a receipt that vanished or changed on disk is reported.
func TestALostReceiptIsReported(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"media_missing": os.Remove,
		"media_changed": func(path string) error {
			if err := os.Chmod(path, 0o600); err != nil {
				return err
			}
			return os.WriteFile(path, []byte("%PDF-1.7 autre"), 0o600)
		},
	} {
		ctx, s, svc := budgetRoom(t)
		f := spend(budget.Ads, november.First(), 10_00)
		f.Receipt = &budget.File{Name: "recu.pdf", Content: []byte("%PDF-1.7 reçu")}
		m, _, err := svc.Spend(ctx, "k", f)
		if err != nil {
			t.Fatal(err)
		}
		if err := spoil(s.Media().path(m.Receipt)); err != nil {
			t.Fatal(err)
		}
		found, err := s.Check(ctx, false)
		if err != nil || len(found) != 1 || found[0].Fault.Code != name {
			t.Errorf("%s: %v %+v", name, err, found)
		}
	}
}

// Ensure an expense of which nothing else is said is billed on as its order is,
// else as its line.
func TestAnExpenseIsBilledOnAsItsLine(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	line, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: budget.Ads, Days: november.Range(), Planned: eur(90_000), Rebillable: true})
	if err != nil {
		t.Fatal(err)
	}
	f := budget.MoveForm{Line: line.ID, On: november.First(), Label: "Meta", Amount: eur(100), AsLine: true}
	m, _, err := svc.Spend(ctx, "k", f)
	if err != nil || !m.Rebillable {
		t.Errorf("on a line that is billed on: %+v, %v", m, err)
	}
	order, _, err := svc.Commit(ctx, "k", budget.MoveForm{Line: line.ID, On: november.First(), Label: "Google", Amount: eur(100)})
	if err != nil {
		t.Fatal(err)
	}
	f.Of = order.ID
	if m, _, err = svc.Spend(ctx, "k", f); err != nil || m.Rebillable {
		t.Errorf("of an order that is not: %+v, %v", m, err)
	}
}
