package billing

import (
	"context"
	"errors"
	"slices"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// CreditForm is what of an invoice is taken back; the zero form takes all that
// is left of it.
type CreditForm struct {
	Lines []int // numbers of lines, whole
	// Quantities takes part of lines: minutes or hundredths by line number.
	Quantities map[int]int64
	Reason     string
	On         civil.Date // zero for today
}

// whole tells whether everything that is left is taken back.
func (f CreditForm) whole() bool { return len(f.Lines) == 0 && len(f.Quantities) == 0 }

// Credit issues an avoir of an invoice or a deposit. Its amounts are positive
// and mirror the invoice's; the entries on lines that are wholly taken back may
// be billed again. Faults: document_unknown, not_creditable, line_unknown at
// "lines", credit_above when more is asked than is left, deposit_taken, overage_billed
// (another invoice bills more of its entries), and those of Issue.
func (s *Service) Credit(ctx context.Context, number string, f CreditForm) (Document, error) {
	for range mostTries {
		d, err := s.credit(ctx, number, f)
		if !errors.Is(err, errMoved) {
			return d, err
		}
	}
	return Document{}, fault.New("database_busy")
}

func (s *Service) credit(ctx context.Context, number string, f CreditForm) (Document, error) {
	d, set, err := s.drawCredit(ctx, number, f)
	if err != nil {
		return d, err
	}
	return s.issue(ctx, nil, set, d, nil)
}

// CreditSketch is the avoir that Credit would issue, without a number and kept
// nowhere. Faults as Credit.
func (s *Service) CreditSketch(ctx context.Context, number string, f CreditForm) (Document, error) {
	d, _, err := s.drawCredit(ctx, number, f)
	return d, err
}

// drawCredit makes the avoir of an invoice as it stands now.
func (s *Service) drawCredit(ctx context.Context, number string, f CreditForm) (d Document, set Settings, err error) {
	of, err := s.keep.Document(ctx, number)
	if err != nil {
		return d, set, err
	}
	if d, set, err = s.creditNote(ctx, of, f); err != nil {
		return d, set, err
	}
	before, err := s.creditsOf(ctx, of)
	if err != nil {
		return d, set, err
	}
	if err = d.fillCredit(of, before, f); err != nil {
		return d, set, err
	}
	d.Mentions = append(d.Mentions, d.atRate(text.For(text.Lang(d.Lang)))...)
	return d, set, d.within(of)
}

// Creditable lists the lines of an invoice or a deposit of which something is
// left that no avoir took back, with what is left: quantity and net.
func (s *Service) Creditable(ctx context.Context, number string) ([]Line, error) {
	of, err := s.keep.Document(ctx, number)
	if err != nil {
		return nil, err
	}
	before, err := s.creditsOf(ctx, of)
	if err != nil {
		return nil, err
	}
	var list []Line
	left := whatIsLeft(of, before)
	for _, l := range of.Lines {
		if r := left[l.No]; l.Priced() && r.quantity != 0 {
			l.Quantity, l.Net = r.quantity, r.net
			list = append(list, l)
		}
	}
	return list, nil
}

// creditNote is the empty avoir of an invoice.
func (s *Service) creditNote(ctx context.Context, of Document, f CreditForm) (Document, Settings, error) {
	if !of.Issued() || (of.Kind != Invoice && of.Kind != Deposit) {
		return of, Settings{}, fault.New("not_creditable", "number", of.Number).At("number")
	}
	if of.Kind == Deposit {
		if err := s.untaken(ctx, of); err != nil {
			return of, Settings{}, err
		}
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return of, set, err
	}
	today, err := s.house.Today(ctx)
	if err != nil {
		return of, set, err
	}
	d := Document{
		ID: s.newID(), Client: of.Client, Kind: Credit, IssuedOn: cmpDate(f.On, today), Month: of.Month, Period: of.Period,
		Lang: of.Lang, Currency: of.Currency, Exchange: of.Exchange, Seller: of.Seller, Buyer: of.Buyer, Delivery: of.Delivery,
		Subject: of.Subject, Nature: of.Nature, VATOnDebits: of.VATOnDebits, Rounding: of.Rounding, CreatedAt: s.now().UTC(),
		Refs: Refs{Order: of.Refs.Order, Contract: of.Refs.Contract, Invoice: of.Number, InvoiceOn: of.IssuedOn, Reason: f.Reason},
	}
	if d.IssuedOn.Before(of.IssuedOn) {
		return d, set, fault.New("issue_before", "on", d.IssuedOn, "last", of.IssuedOn).At("on")
	}
	p := text.For(text.Lang(d.Lang))
	d.Mentions = []Mention{{"credit", "", p.T("billing.mention_credit", "number", of.Number, "date", of.IssuedOn)}}
	for _, m := range of.Mentions {
		if m.Code == "vat" || m.Code == "debits" {
			d.Mentions = append(d.Mentions, m)
		}
	}
	return d, set, nil
}

// untaken refuses to take back a deposit that a final invoice has deducted.
func (s *Service) untaken(ctx context.Context, of Document) error {
	for _, v := range of.VAT {
		ref := of.Number + ":" + takeBackRef(Line{Category: v.Category, Rate: v.Rate})
		number, err := s.keep.Claimed(ctx, of.Client, ClaimDeposit, ref)
		if err != nil {
			return err
		}
		if number != "" {
			return fault.New("deposit_taken", "number", of.Number, "by", number).At("number")
		}
	}
	return nil
}

func (s *Service) creditsOf(ctx context.Context, of Document) ([]Document, error) {
	return s.keep.Documents(ctx, Filter{Client: of.Client, Kinds: []Kind{Credit}, Of: of.Number, Issued: true})
}

// fillCredit puts the lines on a credit note: each mirrors one of the invoice,
// for as much as earlier credit notes left of it.
func (d *Document) fillCredit(of Document, before []Document, f CreditForm) error {
	left := whatIsLeft(of, before)
	wanted := map[int]int64{}
	for _, l := range of.Lines {
		if l.Priced() && f.whole() && left[l.No].quantity != 0 {
			wanted[l.No] = left[l.No].quantity
		}
	}
	for _, no := range f.Lines {
		wanted[no] = left[no].quantity
	}
	for no, quantity := range f.Quantities {
		wanted[no] = quantity
	}
	if len(wanted) == 0 {
		return fault.New("credited_whole", "number", of.Number).At("number")
	}
	for no := range wanted {
		if l, ok := of.line(no); !ok || !l.Priced() {
			return fault.New("line_unknown", "no", no, "number", of.Number).At("lines")
		}
	}
	for _, l := range of.Lines {
		quantity, ok := wanted[l.No]
		if !ok {
			continue
		}
		rest := left[l.No]
		if quantity == 0 || (quantity < 0) != (rest.quantity < 0) || magnitude(quantity) > magnitude(rest.quantity) {
			return fault.New("credit_above", "no", l.No, "number", of.Number).At("lines")
		}
		d.Lines = append(d.Lines, creditLine(l, quantity, rest, d.Currency))
	}
	d.Discount = discountLeft(of, before, d.Lines)
	d.DiscountLabel = of.DiscountLabel
	d.Compute()
	d.settle(of, before)
	return nil
}

// within refuses an avoir above what is left of the invoice's total: where a
// deposit was deducted, the other lines alone add up to more.
func (d *Document) within(of Document) error {
	if left := of.Totals.Gross - of.CreditedMinor; d.Totals.Gross > left {
		return fault.New("credit_above_total", "number", of.Number, "left", money.Of(left, of.Currency)).At("lines")
	}
	return nil
}

// rest is what is left of a line.
type rest struct{ quantity, net int64 }

func whatIsLeft(of Document, before []Document) map[int]rest {
	left := map[int]rest{}
	for _, l := range of.Lines {
		if l.Priced() {
			left[l.No] = rest{l.Quantity, l.Net}
		}
	}
	for _, c := range before {
		for _, l := range c.Lines {
			r := left[l.Of]
			left[l.Of] = rest{r.quantity - l.Quantity, r.net - l.Net}
		}
	}
	return left
}

func creditLine(l Line, quantity int64, left rest, currency money.Currency) Line {
	c := l
	c.Of, c.Quantity, c.Entries, c.Beyond = l.No, quantity, nil, nil
	c.Net = left.net
	if quantity != left.quantity {
		c.BilledSeconds, c.RawMinutes = 0, 0
		c.Net = money.DocumentRound(money.Of(money.MulDiv(left.net, quantity, left.quantity), currency)).Minor
	} else {
		c.Entries = l.Entries
	}
	return c
}

// discountLeft is the part of the invoice's discount that goes with the lines:
// what is left of it when they are the last.
func discountLeft(of Document, before []Document, lines []Line) int64 {
	if of.Discount == 0 {
		return 0
	}
	var given, net, netBefore int64
	for _, c := range before {
		given += c.Discount
		netBefore += c.Totals.Lines
	}
	for _, l := range lines {
		net += l.Net
	}
	if netBefore+net >= of.Totals.Lines {
		return of.Discount - given
	}
	part := money.DocumentRound(money.Of(money.MulDiv(of.Discount, net, of.Totals.Lines), of.Currency)).Minor
	return min(part, of.Discount-given)
}

// settle makes a credit note that takes the last lines of a VAT rate take back
// the base and the tax that are left at that rate to the cent, where earlier
// ones rounded. What lies between the lines and the base is the discount's
// share, so that lines less shares are the bases at every rate (EN 16931, BR-S-08).
func (d *Document) settle(of Document, before []Document) {
	left := whatIsLeft(of, append(slices.Clone(before), *d))
	d.Shares, d.Discount = nil, 0
	d.Totals = Totals{Lines: d.Totals.Lines}
	for i := range d.VAT {
		v := &d.VAT[i]
		if of.spent(left, v.Category, v.Rate) {
			v.Base, v.VAT = of.taxOf(v.Category, v.Rate)
			for _, c := range before {
				base, vat := c.taxOf(v.Category, v.Rate)
				v.Base, v.VAT = v.Base-base, v.VAT-vat
			}
		}
		if share := d.linesOf(v.Category, v.Rate) - v.Base; share != 0 {
			d.Shares = append(d.Shares, Share{Category: v.Category, Rate: v.Rate, Minor: share})
			d.Discount += share
		}
		d.Totals.Net += v.Base
		d.Totals.VAT += v.VAT
	}
	d.Totals.Discount = d.Discount
	d.Totals.Gross = d.Totals.Net + d.Totals.VAT
}

// spent tells whether nothing is left of the lines of a VAT rate.
func (d Document) spent(left map[int]rest, c Category, r money.Rate) bool {
	return !slices.ContainsFunc(d.Lines, func(l Line) bool {
		return l.Priced() && l.Category == c && l.Rate == r && left[l.No] != rest{}
	})
}

// linesOf is the sum of the lines of a VAT rate.
func (d Document) linesOf(c Category, r money.Rate) int64 {
	sum := int64(0)
	for _, l := range d.Lines {
		if l.Priced() && l.Category == c && l.Rate == r {
			sum += l.Net
		}
	}
	return sum
}

func (d Document) taxOf(c Category, r money.Rate) (base, vat int64) {
	for _, v := range d.VAT {
		if v.Category == c && v.Rate == r {
			return v.Base, v.VAT
		}
	}
	return 0, 0
}

func magnitude(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
