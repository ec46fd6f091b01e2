package billing

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// CheckList is what stands between a draft and its issue. Each fault names in
// its field where it is mended: "agency.siren", "client.address",
// "settings.bic", "line.2.price", "due_on", "statement".
type CheckList struct {
	Missing []*fault.Error // refuse the issue
	Notices []*fault.Error // do not
}

// Preview is a draft as it would be issued on a day (zero: today), without
// number. An issued document is given as it is.
func (s *Service) Preview(ctx context.Context, ref string, on civil.Date) (Document, error) {
	d, err := s.keep.Document(ctx, ref)
	if err != nil || d.Issued() {
		return d, err
	}
	k, err := s.deskOf(ctx, d.Client)
	if err != nil {
		return d, err
	}
	k.dress(&d, cmpDate(on, k.today))
	return d, nil
}

// Check lists what a draft lacks to be issued on a day (zero: today). An issued
// document lacks nothing.
func (s *Service) Check(ctx context.Context, ref string, on civil.Date) (CheckList, error) {
	d, err := s.Preview(ctx, ref, on)
	if err != nil || d.Issued() {
		return CheckList{}, err
	}
	l, err := s.check(ctx, d)
	if err != nil {
		return l, err
	}
	return l, s.watchFranchise(ctx, d, &l)
}

func (s *Service) check(ctx context.Context, d Document) (CheckList, error) {
	var l CheckList
	l.lines(d)
	l.totals(d)
	if d.Kind.Fiscal() {
		l.seller(d)
		l.buyer(d)
		l.dates(d)
		l.money(d)
	} else {
		l.need(d.Seller.PrintedName(), "agency", "name")
	}
	stale, err := s.stale(ctx, d)
	if err != nil {
		return l, err
	}
	if stale != nil {
		l.Missing = append(l.Missing, stale)
	}
	if err := s.expenses(ctx, d, &l); err != nil {
		return l, err
	}
	if err := s.once(ctx, d, &l); err != nil {
		return l, err
	}
	if stale != nil && stale.Code == "draft_before_statement" {
		return l, nil // drawn again, it is held against that statement
	}
	return l, s.checkStatement(ctx, d, &l)
}

func (l *CheckList) refuse(f *fault.Error) { l.Missing = append(l.Missing, f) }
func (l *CheckList) notice(f *fault.Error) { l.Notices = append(l.Notices, f) }

// need refuses an empty mention of the agency, the client or the settings.
func (l *CheckList) need(value, who, field string) {
	if value == "" {
		l.refuse(missing(who, field))
	}
}

func (l *CheckList) wish(value, who, field string) {
	if value == "" {
		l.notice(missing(who, field))
	}
}

func missing(who, field string) *fault.Error {
	return fault.New("mention_missing_"+who, "what", fault.Key("billing.what_"+field)).At(who + "." + field)
}

// seller asks what the law of the seller's country wants of it (CGI, annexe II,
// art. 242 nonies A; Code de commerce, art. R123-237).
func (l *CheckList) seller(d Document) {
	p := d.Seller
	l.need(p.PrintedName(), "agency", "name")
	l.need(p.Street, "agency", "address")
	l.need(p.City, "agency", "city")
	switch p.Country {
	case "FR":
		l.need(p.Postcode, "agency", "postcode")
		l.need(p.LegalForm, "agency", "legal_form")
		l.need(p.SIREN, "agency", "siren")
		if !p.Franchise {
			l.need(p.VATID, "agency", "vat_id")
		}
	case "CD":
		if p.VATID == "" { // the tax number: without one the electronic invoice names no taxpayer (BR-S-02)
			l.refuse(fault.New("mention_missing_agency", "what", fault.Key("billing.what_tax_number")).At("agency.vat_id"))
		}
		l.wish(p.Registers, "settings", "registers")
		if d.Congo == nil || d.Congo.DEF == "" {
			l.notice(fault.New("def_missing").At("def"))
		}
	default:
		l.need(p.VATID, "agency", "vat_id")
	}
	l.wish(d.Payment.IBAN, "agency", "iban")
}

func (l *CheckList) buyer(d Document) {
	p := d.Buyer
	l.need(p.PrintedName(), "client", "name")
	l.need(p.Street, "client", "address")
	l.need(p.City, "client", "city")
	l.need(p.Country, "client", "country")
	if p.Country == "FR" {
		l.need(p.Postcode, "client", "postcode")
		if d.Seller.Country == "FR" {
			l.need(p.SIREN, "client", "siren")
		}
		l.wish(p.LegalForm, "client", "legal_form")
	}
	for _, v := range d.VAT {
		if v.Category == Reverse {
			l.need(p.VATID, "client", "vat_id")
			if d.Seller.Franchise {
				l.need(d.Seller.VATID, "agency", "vat_id")
			}
		}
	}
}

func (l *CheckList) dates(d Document) {
	if !d.DueOn.IsZero() && d.DueOn.Before(d.IssuedOn) {
		l.refuse(fault.New("due_before_issue", "due", d.DueOn, "issued", d.IssuedOn).At("due_on"))
	}
	// Code de commerce, art. L441-10, I: sixty days from issue at most.
	if d.Seller.Country == "FR" && d.IssuedOn.DaysUntil(d.DueOn) > 60 {
		l.notice(fault.New("due_late", "due", d.DueOn).At("due_on"))
	}
	if d.Period.To.Before(d.Period.From) || d.Period.From.IsZero() {
		l.refuse(fault.New("period_invalid").At("period"))
	}
}

// lines holds every line against what may be billed.
func (l *CheckList) lines(d Document) {
	priced := 0
	for _, line := range d.Lines {
		at := func(field string) string { return lineField(line.No, field) }
		if line.Description == "" {
			l.refuse(fault.New("line_empty", "no", line.No).At(at("description")))
		}
		if line.Info {
			continue
		}
		priced++
		if f := quantityFault(line); f != nil && d.Kind != Credit {
			l.refuse(f.At(at("quantity")))
		}
		if line.Price < 0 {
			l.refuse(fault.New("line_price_negative", "no", line.No).At(at("price")))
		}
		if line.Unit == Hour && line.Price == 0 && line.RateSource == "" && len(line.Entries) > 0 {
			l.refuse(fault.New("line_rate_missing", "no", line.No, "what", line.Description).At(at("price")))
		}
		if line.Category == Standard {
			if f, ok := fault.As(CheckRate(d.Seller.Country, line.Rate, d.taxDay())); ok {
				l.refuse(f.At(at("vat")))
			}
		}
	}
	if priced == 0 && d.Kind != Statement {
		l.refuse(fault.New("lines_missing").At("lines"))
	}
}

// taxDay is the day whose rates hold: that of issue, for a credit note its
// invoice's.
func (d Document) taxDay() civil.Date {
	if d.Kind == Credit {
		return d.Refs.InvoiceOn
	}
	return cmpDate(d.IssuedOn, d.Period.To)
}

// quantityFault refuses what is not above zero; only a deposit that is taken
// back is negative, and counts one.
func quantityFault(l Line) *fault.Error {
	switch {
	case l.Nature == TakeBack && l.Quantity == -One:
		return nil
	case l.Quantity <= 0 || l.Nature == TakeBack:
		return fault.New("line_quantity", "no", l.No)
	}
	return nil
}

func lineField(no int, field string) string { return "line." + itoa(no) + "." + field }

// totals refuses a discount that the lines no longer bear, and a total below zero.
func (l *CheckList) totals(d Document) {
	if d.Discount < 0 || d.Discount > max(0, d.Totals.Lines) {
		l.refuse(fault.New("discount_invalid", "max", money.Of(max(0, d.Totals.Lines), d.Currency)).At("discount"))
	}
	if d.Totals.Gross < 0 || d.Totals.Net < 0 {
		l.refuse(fault.New("total_negative", "total", money.Of(d.Totals.Gross, d.Currency)).At("lines"))
	}
}

func (l *CheckList) money(d Document) {
	for _, v := range d.VAT {
		if doubtful(d.Seller.Country, v.Category, v.Rate, d.taxDay()) {
			l.notice(fault.New("vat_rate_unverified", "rate", v.Rate, "country", d.Seller.Country).At("client.vat"))
		}
	}
	if d.Seller.Country == "CD" && d.Currency != money.CDF && d.Exchange == nil {
		l.refuse(fault.New("exchange_missing", "currency", string(d.Currency)).At("exchange"))
	}
	if d.Exchange != nil && d.Exchange.To == d.Currency {
		l.refuse(fault.New("exchange_same", "currency", string(d.Currency)).At("exchange"))
	}
}

// checkStatement asks for the signed statement that the terms want first.
func (s *Service) checkStatement(ctx context.Context, d Document, l *CheckList) error {
	if d.Kind != Invoice || d.Month.IsZero() || len(d.Entries()) == 0 {
		return nil
	}
	terms, err := s.house.Contracts(ctx, d.Client)
	if err != nil {
		return err
	}
	if c, ok := clients.TermsOn(terms, d.Month.Last()); !ok || !c.StatementFirst {
		return nil
	}
	if d.Refs.Statement == "" {
		l.refuse(fault.New("statement_missing", "month", d.Month).At("statement"))
		return nil
	}
	st, err := s.keep.Document(ctx, d.Refs.Statement)
	if err != nil {
		return err
	}
	switch st.State {
	case Signed:
	case Issued:
		l.refuse(fault.New("statement_unsigned", "number", st.Number).At("statement"))
	default:
		l.refuse(fault.New("statement_over", "number", st.Number).At("statement"))
	}
	return nil
}
