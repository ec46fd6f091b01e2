package store

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// steps is one client's billing, taken any way that people may take it.
type steps struct {
	*desk
	r      *rapid.T
	client clients.Client
	drafts []clients.ID
	work   []clients.ID // entries that were ever logged
}

// may lets a refusal by, which must be a sentence, and nothing else.
func (s *steps) may(err error) bool {
	s.t.Helper()
	if err == nil {
		return true
	}
	f, ok := fault.As(err)
	if !ok {
		s.r.Fatalf("no refusal: %v", err)
	}
	s.r.Logf("  refused: %s", f.Code)
	return false
}

func (s *steps) issued(kinds ...billing.Kind) []billing.Document {
	docs, err := s.bills.Documents(s.ctx, billing.Filter{Client: s.client.ID, Kinds: kinds, Issued: true})
	if err != nil {
		s.r.Fatal(err)
	}
	return docs
}

// one draws an issued document of a kind, ok false where there is none.
func (s *steps) one(kinds ...billing.Kind) (billing.Document, bool) {
	docs := s.issued(kinds...)
	if len(docs) == 0 {
		return billing.Document{}, false
	}
	return docs[rapid.IntRange(0, len(docs)-1).Draw(s.r, "document")], true
}

func (s *steps) kept(d billing.Document, err error) {
	if s.may(err) {
		s.drafts = append(s.drafts, d.ID)
	}
}

func (s *steps) aDraft() (string, bool) {
	if len(s.drafts) == 0 {
		return "", false
	}
	// Of the last ones, so that many are issued and some lie about.
	return string(s.drafts[rapid.IntRange(max(0, len(s.drafts)-3), len(s.drafts)-1).Draw(s.r, "draft")]), true
}

func (s *steps) form() hours.Form {
	f := hours.Form{
		Client: s.client.ID, Person: s.zoe.ID, Hat: rapid.SampledFrom([]string{"writer", "care"}).Draw(s.r, "hat"),
		On:      civil.NewDate(2026, 2, rapid.IntRange(1, 28).Draw(s.r, "day")),
		Seconds: int64(rapid.IntRange(1, 1200).Draw(s.r, "seconds")),
	}
	if rapid.IntRange(0, 5).Draw(s.r, "moved") == 0 {
		f.On = f.On.AddMonths(-1)
	}
	if rapid.IntRange(0, 5).Draw(s.r, "free") == 0 {
		f.Kind, f.Reason = hours.Free, "offert"
	}
	return f
}

// actions are what people do, in whatever order.
func (s *steps) actions() map[string]func(*rapid.T) {
	act := func(do func()) func(*rapid.T) { return func(r *rapid.T) { s.r = r; do() } }
	return map[string]func(*rapid.T){
		"log": act(func() {
			if e, _, err := s.Add(s.ctx, s.form()); s.may(err) {
				s.work = append(s.work, e.ID)
			}
		}),
		"change": act(func() {
			if len(s.work) == 0 {
				return
			}
			id := rapid.SampledFrom(s.work).Draw(s.r, "entry")
			if rapid.Bool().Draw(s.r, "remove") {
				s.may(s.Remove(s.ctx, s.client.ID, id))
				return
			}
			_, _, err := s.Edit(s.ctx, s.client.ID, id, s.form())
			s.may(err)
		}),
		"terms": act(func() {
			c := clients.NewTerms(s.client, civil.NewDate(2026, rapid.SampledFrom([]civil.Month{civil.NewMonth(2026, 1), s.feb}).Draw(s.r, "from").Month, 1))
			if rapid.IntRange(0, 3).Draw(s.r, "fee") > 0 {
				fee := eur(int64(rapid.IntRange(1, 9999).Draw(s.r, "minor")))
				c.Fee = &fee
			}
			c.StatementFirst = rapid.IntRange(0, 9).Draw(s.r, "statement first") == 0
			_, err := s.house.SetContract(s.ctx, c)
			s.may(err)
		}),
		"end terms": act(func() {
			list, err := s.house.Contracts(s.ctx, s.client.ID)
			if s.may(err) && len(list) > 0 {
				s.may(s.house.RemoveContract(s.ctx, s.client.ID, list[0].ID))
			}
		}),
		"draft":       act(func() { d, _, err := s.bills.DraftMonth(s.ctx, s.client.ID, s.feb); s.kept(d, err) }),
		"draft again": act(s.redraw),
		"state":       act(func() { d, _, err := s.bills.DraftStatement(s.ctx, s.client.ID, s.feb, ""); s.kept(d, err) }),
		"deposit": act(func() {
			net := eur(int64(rapid.IntRange(1, 500).Draw(s.r, "net")))
			d, err := s.bills.DraftDeposit(s.ctx, s.client.ID, net, nil, "")
			s.kept(d, err)
		}),
		"deduct": act(func() {
			if dep, ok := s.one(billing.Deposit); ok {
				d, err := s.bills.NewDraft(s.ctx, s.client.ID, billing.Invoice)
				s.kept(d, err)
				_, err = s.bills.AddLine(s.ctx, string(d.ID), billing.LineForm{Description: "Site", Quantity: billing.One, Price: eur(1000)})
				s.may(err)
				_, err = s.bills.TakeBack(s.ctx, string(d.ID), dep.Number)
				s.may(err)
			}
		}),
		"discount": act(func() {
			if ref, ok := s.aDraft(); ok {
				_, err := s.bills.SetDiscount(s.ctx, ref, eur(int64(rapid.IntRange(0, 300).Draw(s.r, "discount"))), "")
				s.may(err)
			}
		}),
		"issue": act(s.settle), "issue too": act(s.settle), "issue as well": act(s.settle),
		"sign": act(func() {
			if st, ok := s.one(billing.Statement); ok && st.State == billing.Issued {
				_, err := s.bills.Sign(s.ctx, st.Number, "Ana", civil.Date{}, "")
				s.may(err)
			}
		}),
		"credit": act(s.credit), "credit too": act(s.credit),
		"pay": act(func() {
			if d, ok := s.one(billing.Invoice, billing.Deposit); ok {
				_, err := s.bills.Pay(s.ctx, d.Number, eur(int64(rapid.IntRange(1, 2000).Draw(s.r, "paid"))), civil.Date{}, "", "")
				s.may(err)
			}
		}),
		"": func(r *rapid.T) { s.r = r; s.hold() },
	}
}

func (s *steps) settle() {
	if ref, ok := s.aDraft(); ok {
		_, err := s.bills.Issue(s.ctx, ref, civil.Date{})
		s.may(err)
	}
}

func (s *steps) redraw() {
	if ref, ok := s.aDraft(); ok {
		_, _, err := s.bills.Redraw(s.ctx, ref)
		s.may(err)
	}
}

func (s *steps) credit() {
	d, ok := s.one(billing.Invoice, billing.Deposit)
	if !ok {
		return
	}
	var f billing.CreditForm
	if rapid.Bool().Draw(s.r, "part") {
		for _, l := range d.Lines {
			switch rapid.IntRange(0, 2).Draw(s.r, "line") {
			case 1:
				f.Lines = append(f.Lines, l.No)
			case 2:
				f.Quantities = map[int]int64{l.No: int64(rapid.IntRange(-100, 100).Draw(s.r, "quantity"))}
			}
		}
	}
	_, err := s.bills.Credit(s.ctx, d.Number, f)
	s.may(err)
}

// standing is what the client's documents bill, once avoirs are subtracted:
// invoices by entry, days of the fee and the net left of each document.
type standing struct {
	on   map[clients.ID][]string
	days map[civil.Date][]string
	left map[string]int64 // gross
	deps map[string]int64 // net of a deposit, less its avoirs and what is deducted
}

func (s *steps) standing() standing {
	st := standing{map[clients.ID][]string{}, map[civil.Date][]string{}, map[string]int64{}, map[string]int64{}}
	for _, d := range s.issued() {
		switch d.Kind {
		case billing.Credit:
			st.left[d.Refs.Invoice] -= d.Totals.Gross
			if _, ok := st.deps[d.Refs.Invoice]; ok {
				st.deps[d.Refs.Invoice] -= d.Totals.Net
			}
		case billing.Invoice, billing.Deposit:
			st.left[d.Number] += d.Totals.Gross
			if d.Kind == billing.Deposit {
				st.deps[d.Number] = d.Totals.Net
			}
			left, err := s.bills.Creditable(s.ctx, d.Number)
			if err != nil {
				s.r.Fatal(err)
			}
			seen := map[clients.ID]bool{}
			for _, l := range left {
				for _, id := range l.Entries {
					if !seen[id] {
						seen[id] = true
						st.on[id] = append(st.on[id], d.Number)
					}
				}
				if l.Nature == billing.Fee {
					for on := l.Days.From; !on.After(l.Days.To); on = on.AddDays(1) {
						st.days[on] = append(st.days[on], d.Number)
					}
				}
				if l.Nature == billing.TakeBack {
					st.deps[l.Deposit] += l.Net
				}
			}
		}
	}
	return st
}

// hold wants everything to be billed once and every figure to add up.
func (s *steps) hold() {
	st := s.standing()
	for id, numbers := range st.on {
		if len(numbers) > 1 {
			s.r.Fatalf("entry %s stands on %v", id, numbers)
		}
	}
	for on, numbers := range st.days {
		if len(numbers) > 1 {
			s.r.Fatalf("the fee of %s stands on %v", on, numbers)
		}
	}
	for number, left := range st.left {
		if left < 0 {
			s.r.Fatalf("avoirs took %d too much of %s", -left, number)
		}
	}
	for number, left := range st.deps {
		if left < 0 {
			s.r.Fatalf("%d too much of deposit %s is deducted or taken back", -left, number)
		}
	}
	s.names(st)
	for _, d := range s.issued() {
		again := d
		again.Lines = append([]billing.Line(nil), d.Lines...)
		if again.Compute(); d.Kind != billing.Credit && (again.Totals != d.Totals || d.Totals.Net < 0) {
			s.r.Fatalf("%s: %+v, worked out again %+v", d.Number, d.Totals, again.Totals)
		}
		if d.Totals.Lines-d.Totals.Discount != d.Totals.Net || d.Totals.Net+d.Totals.VAT != d.Totals.Gross {
			s.r.Fatalf("%s does not add up: %+v", d.Number, d.Totals)
		}
		if d.PaidMinor > d.Totals.Gross {
			s.r.Fatalf("%s is paid %d of %d", d.Number, d.PaidMinor, d.Totals.Gross)
		}
	}
}

// names wants each entry to bear the number of the invoice it stands on.
func (s *steps) names(st standing) {
	list, err := s.List(s.ctx, hours.Filter{Client: s.client.ID})
	if err != nil {
		s.r.Fatal(err)
	}
	for _, e := range list {
		if on := st.on[e.ID]; len(on) == 1 && e.Document != on[0] {
			s.r.Fatalf("entry %s stands on %s and bears %q", e.ID, on[0], e.Document)
		}
	}
}

// Ensure that however people log, state, bill, credit, pay and change terms,
// each entry, fee and deposit is billed once and the chain stays whole.
func TestBillingInAnyOrder(t *testing.T) {
	d := openDesk(t)
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		c, err := d.house.AddClient(d.ctx, clients.Client{Key: fmt.Sprintf("c%d", n), Name: "Client"})
		if err != nil {
			r.Fatal(err)
		}
		c, err = d.house.EditClient(d.ctx, c.ID, func(c *clients.Client) {
			c.Address, c.Postcode, c.City, c.Country, c.SIREN = "2 rue Basse", "75001", "Paris", "FR", "552100554"
		})
		if err != nil {
			r.Fatal(err)
		}
		s := &steps{desk: d, r: r, client: c}
		r.Repeat(s.actions())
	})
	d.sound()
}
