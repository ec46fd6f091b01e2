package store

import (
	"context"
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// Ensure a deposit that is partly taken back by an avoir is deducted for what
// is left of it, and that a draft which deducts more is not issued.
func TestADepositIsDeductedForWhatIsLeft(t *testing.T) {
	d := openDesk(t)
	deposit := func() billing.Document {
		dep, err := d.bills.DraftDeposit(d.ctx, d.kivu.ID, eur(3000), nil, "")
		d.must(err)
		return d.issue(dep)
	}
	final := func() billing.Document {
		inv, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
		d.must(err)
		inv, err = d.bills.AddLine(d.ctx, string(inv.ID), billing.LineForm{Description: "Site", Quantity: billing.One, Price: eur(9000)})
		d.must(err)
		return inv
	}
	dep, early, inv := deposit(), final(), final()
	_, err := d.bills.TakeBack(d.ctx, string(early.ID), dep.Number)
	d.must(err)
	_, err = d.bills.Credit(d.ctx, dep.Number, billing.CreditForm{Quantities: map[int]int64{1: 40}})
	d.must(err)
	_, err = d.bills.Issue(d.ctx, string(early.ID), civil.Date{})
	wantFault(t, err, "deposit_changed", "line.2.price")
	inv, err = d.bills.TakeBack(d.ctx, string(inv.ID), dep.Number)
	d.must(err)
	if inv.Totals.Net != 9000-1800 {
		t.Errorf("after an avoir of 12.00 on a deposit of 30.00: %+v", inv.Totals)
	}
	d.issue(inv)

	dep, early = deposit(), final()
	_, err = d.bills.TakeBack(d.ctx, string(early.ID), dep.Number)
	d.must(err)
	_, err = d.bills.Credit(d.ctx, dep.Number, billing.CreditForm{})
	d.must(err)
	_, err = d.bills.Issue(d.ctx, string(early.ID), civil.Date{})
	wantFault(t, err, "deposit_changed", "line.2.price")
	d.sound()
}

// Ensure an avoir takes no more back than what is left of the total: the lines
// before a deposit was deducted add up to more.
func TestAnAvoirStaysWithinTheTotal(t *testing.T) {
	d := openDesk(t)
	dep, err := d.bills.DraftDeposit(d.ctx, d.kivu.ID, eur(4000), nil, "")
	d.must(err)
	dep = d.issue(dep)
	inv, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
	d.must(err)
	_, err = d.bills.AddLine(d.ctx, string(inv.ID), billing.LineForm{Description: "Site", Quantity: billing.One, Price: eur(10_000)})
	d.must(err)
	inv, err = d.bills.TakeBack(d.ctx, string(inv.ID), dep.Number)
	d.must(err)
	inv = d.issue(inv)
	_, err = d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{Lines: []int{1}})
	wantFault(t, err, "credit_above_total", "lines")
	_, err = d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{Quantities: map[int]int64{1: 60}})
	d.must(err)
	rest, err := d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{})
	d.must(err)
	if rest.Totals.Gross != 0 || len(rest.Lines) != 2 {
		t.Errorf("the rest is %+v", rest.Totals)
	}
	_, err = d.bills.Credit(d.ctx, dep.Number, billing.CreditForm{})
	d.must(err)
	d.sound()
}

// Ensure a quote that was drafted twice is billed by one of the drafts.
func TestAQuoteOnTwoDrafts(t *testing.T) {
	d := openDesk(t)
	q, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Quote)
	d.must(err)
	q, err = d.bills.AddLine(d.ctx, string(q.ID), billing.LineForm{Description: "Site", Quantity: billing.One, Price: eur(9000)})
	d.must(err)
	q = d.issue(q)
	_, err = d.bills.Accept(d.ctx, q.Number, "Ana", civil.Date{}, civil.Date{}, "")
	d.must(err)
	one, err := d.bills.DraftQuoted(d.ctx, q.Number)
	d.must(err)
	two, err := d.bills.DraftQuoted(d.ctx, q.Number)
	d.must(err)
	one = d.issue(one)
	_, err = d.bills.Issue(d.ctx, string(two.ID), civil.Date{})
	wantFault(t, err, "quote_billed", "number")
	_, err = d.bills.Credit(d.ctx, one.Number, billing.CreditForm{})
	d.must(err)
	d.issue(two)
	d.sound()
}

// Ensure the days that a fee was billed for are not billed again under other
// terms, drawn anew or on a draft from before.
func TestAFeeUnderOtherTermsIsBilledOnce(t *testing.T) {
	d := openDesk(t)
	fee, less := eur(100_000), eur(50_000)
	d.terms(func(c *clients.Contract) { c.From, c.Fee = civil.NewDate(2026, 1, 1), &less })
	before := d.draft()
	d.terms(func(c *clients.Contract) { c.From, c.Fee = civil.NewDate(2026, 2, 1), &fee })
	inv := d.issue(d.draft())
	if inv.Totals.Net != 100_000 {
		t.Fatalf("billed %+v", inv.Totals)
	}
	_, err := d.bills.Issue(d.ctx, string(before.ID), civil.Date{})
	wantFault(t, err, "billed_already", "lines")
	list, err := d.house.Contracts(d.ctx, d.kivu.ID)
	d.must(err)
	for _, c := range list {
		if c.From == civil.NewDate(2026, 2, 1) {
			d.must(d.house.RemoveContract(d.ctx, d.kivu.ID, c.ID))
		}
	}
	_, _, err = d.bills.DraftMonth(d.ctx, d.kivu.ID, d.feb)
	wantFault(t, err, "billed_already", "month")
	_, err = d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{})
	d.must(err)
	if again := d.issue(d.draft()); again.Totals.Net != 50_000 {
		t.Errorf("billed again: %+v", again.Totals)
	}
	d.sound()
}

// Ensure an invoice bills under a statement what the client signed there: time
// that an avoir opened, and that changed, asks for a new statement.
func TestASignedStatementBillsWhatWasSigned(t *testing.T) {
	d := openDesk(t)
	d.terms(func(c *clients.Contract) { c.StatementFirst = true })
	e := d.work(3, 120)
	state := func() billing.Document {
		st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
		d.must(err)
		st = d.issue(st)
		_, err = d.bills.Sign(d.ctx, st.Number, "Ana", civil.Date{}, "")
		d.must(err)
		return st
	}
	st := state()
	inv := d.issue(d.draft())
	_, err := d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{})
	d.must(err)
	_, _, err = d.Edit(d.ctx, d.kivu.ID, e.ID, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: "writer", On: e.On, Seconds: 5 * 3600})
	d.must(err)
	again := d.draft()
	_, err = d.bills.Issue(d.ctx, string(again.ID), civil.Date{})
	wantFault(t, err, "statement_changed", "statement")
	if next := state(); next.Refs.Replaces != st.Number {
		t.Errorf("the new statement replaces %q", next.Refs.Replaces)
	}
	if inv = d.issue(d.draft()); inv.Totals.Net != 5000 {
		t.Errorf("billed %+v", inv.Totals)
	}
	d.sound()
}

// meddler changes something while a document is printed.
type meddler struct {
	paper
	act func()
}

func (m meddler) Print(ctx context.Context, d billing.Document) (billing.Printed, error) {
	m.act()
	return m.paper.Print(ctx, d)
}

// Ensure time that changes while its invoice is printed is not billed as it was.
func TestTimeThatChangesWhileItIsPrinted(t *testing.T) {
	d := openDesk(t)
	e := d.work(3, 120)
	doc := d.draft()
	bills := billing.New(billing.Deps{
		Keep: d.store.Billing(), House: d.house, Time: d.Service, Purse: d.budget, Now: d.clock.now, NewID: d.store.NewID,
		Print: meddler{act: func() {
			_, _, err := d.Edit(d.ctx, d.kivu.ID, e.ID, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: "writer", On: e.On, Seconds: 60})
			d.must(err)
		}},
	})
	_, err := bills.Issue(d.ctx, string(doc.ID), civil.Date{})
	wantFault(t, err, "draft_stale", "month")
	d.sound()
}

// Ensure what lateness costs is at the rate that the invoice states.
func TestLateInterestIsAsStated(t *testing.T) {
	d := openDesk(t)
	d.work(3, 600)
	inv := d.issue(d.draft())
	on := inv.DueOn.AddDays(73)
	before, err := d.bills.Late(d.ctx, inv, on)
	d.must(err)
	_, err = d.bills.SetSettings(d.ctx, func(s *billing.Settings) error { s.Penalty = 4000; return nil })
	d.must(err)
	after, err := d.bills.Late(d.ctx, inv, on)
	d.must(err)
	if before.Interest != 240 || after != before { // 120.00 × 10 % × 73 ÷ 365
		t.Errorf("%+v, and %+v once the agency's rate was another", before, after)
	}
}

// Ensure a number that another series gave already is refused by a sentence.
func TestANumberOfAnotherSeries(t *testing.T) {
	d := openDesk(t)
	d.work(3, 60)
	inv := d.issue(d.draft())
	for _, s := range []struct {
		of     billing.Series
		format string
	}{{billing.SeriesInvoice, "X{year}-{n}"}, {billing.SeriesCredit, "F{year}-{n}"}} {
		_, err := d.bills.SetSettings(d.ctx, func(set *billing.Settings) error { set.Formats[s.of] = s.format; return nil })
		d.must(err)
	}
	_, err := d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{})
	wantFault(t, err, "number_taken", "settings.format")
	d.sound()
}

// Ensure a line that no total could hold is refused by a sentence.
func TestALineTooLarge(t *testing.T) {
	d := openDesk(t)
	doc, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
	d.must(err)
	_, err = d.bills.AddLine(d.ctx, string(doc.ID), billing.LineForm{Description: "Site", Quantity: 90_000_000 * billing.One, Price: eur(9_000_000_000_000_000)})
	wantFault(t, err, "line_too_large", "price")
}

// Ensure a typed price is the one that is printed: quantity times price is the
// net that a reader works out.
func TestAPriceIsAsItIsShown(t *testing.T) {
	d := openDesk(t)
	_, err := d.house.EditClient(d.ctx, d.kivu.ID, func(c *clients.Client) { c.Currency = money.CDF })
	d.must(err)
	doc, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
	d.must(err)
	doc, err = d.bills.AddLine(d.ctx, string(doc.ID), billing.LineForm{Description: "Site", Quantity: 3 * billing.One, Price: money.Of(333_33, money.CDF)})
	d.must(err)
	if l := doc.Lines[0]; l.Price != 333_00 || l.Net != 999_00 {
		t.Errorf("3 × 333.33 CDF is %d at %d", l.Net, l.Price)
	}
}

// Ensure time that a client does not agree to is left out of the statement's
// next version, may then be corrected, and stands on the one after.
func TestDisputedTimeIsLeftOut(t *testing.T) {
	d := openDesk(t)
	d.terms(func(c *clients.Contract) { c.StatementFirst = true })
	e := d.work(3, 120)
	state := func(without ...clients.ID) billing.Document {
		st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
		d.must(err)
		if len(without) > 0 {
			_, _, err = d.bills.LeaveOut(d.ctx, string(st.ID), []clients.ID{"another"})
			wantFault(t, err, "entry_not_stated", "without")
			_, err = d.bills.RemoveLine(d.ctx, string(st.ID), 1)
			d.must(err)
			st, _, err = d.bills.Redraw(d.ctx, string(st.ID)) // which keeps it out
			d.must(err)
		}
		return d.issue(st)
	}
	first := state()
	edit := func() error {
		_, _, err := d.Edit(d.ctx, d.kivu.ID, e.ID, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: "writer", On: e.On, Seconds: 3600})
		return err
	}
	wantFault(t, edit(), "entry_locked", "on")
	if st := state(e.ID); len(st.Entries()) != 0 || st.Time.BilledMinutes != 0 || st.Refs.Replaces != first.Number {
		t.Errorf("without its only entry: %+v", st.Time)
	}
	d.must(edit())
	if st := state(); len(st.Entries()) != 1 || st.Time.BilledMinutes != 60 {
		t.Errorf("corrected: %+v", st.Time)
	}
	d.sound()
}

// Ensure a discount stands where there is something to take it off: on no
// statement, and on no quote whose lines became less.
func TestADiscountOfNothing(t *testing.T) {
	d := openDesk(t)
	d.work(3, 600)
	st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	_, err = d.bills.SetDiscount(d.ctx, string(st.ID), eur(130), "")
	wantFault(t, err, "discount_of_statement", "discount")
	q, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Quote)
	d.must(err)
	for _, price := range []int64{9000, 50} {
		_, err = d.bills.AddLine(d.ctx, string(q.ID), billing.LineForm{Description: "Site", Quantity: billing.One, Price: eur(price)})
		d.must(err)
	}
	_, err = d.bills.SetDiscount(d.ctx, string(q.ID), eur(130), "")
	d.must(err)
	_, err = d.bills.RemoveLine(d.ctx, string(q.ID), 1)
	d.must(err)
	_, err = d.bills.Issue(d.ctx, string(q.ID), civil.Date{})
	wantFault(t, err, "discount_invalid", "discount")
}
