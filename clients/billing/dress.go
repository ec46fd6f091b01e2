package billing

import (
	"strings"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
)

// dress copies on a draft what follows from the agency, the client and the day
// of issue (zero: not yet): parties, dates, VAT treatment, mentions, payment.
// A credit note keeps what its invoice said.
func (k *desk) dress(d *Document, on civil.Date) {
	if d.Kind == Credit {
		return
	}
	d.IssuedOn = on
	day := on
	if day.IsZero() {
		day = k.today
	}
	d.Seller, d.Buyer = k.seller(), k.buyer()
	d.VATOnDebits = k.set.VATOnDebits
	if !on.IsZero() {
		k.dates(d, on)
	}
	category, rate := k.rate(day)
	for i := range d.Lines {
		treat(&d.Lines[i], category, rate)
	}
	d.Compute()
	d.Payment = Payment{}
	d.Mentions = nil
	if d.Kind.Fiscal() {
		due := cmpDate(d.DueOn, day.AddDays(k.paymentDays()))
		d.Payment = Payment{
			IBAN: k.agency.IBAN, BIC: k.set.BIC, Holder: d.Seller.PrintedName(), Link: k.set.PaymentLink,
			Terms: k.payWords(day, due), Penalty: k.set.Penalty,
		}
		d.Mentions = k.mentions(*d)
	}
}

// payWords is the term of payment in words.
func (k *desk) payWords(issued, due civil.Date) string {
	if due == issued {
		return k.words.T("billing.payment_terms_now", "date", due)
	}
	return k.words.T("billing.payment_terms", "date", due, "days", k.words.N("common.n_days", issued.DaysUntil(due)))
}

func cmpDate(d, otherwise civil.Date) civil.Date {
	if d.IsZero() {
		return otherwise
	}
	return d
}

// dates fills in the days that follow from the day of issue.
func (k *desk) dates(d *Document, on civil.Date) {
	if d.Period == (civil.Range{}) {
		d.Period = civil.Range{From: on, To: on}
	}
	switch {
	case d.Kind == Quote:
		d.ValidUntil = cmpDate(d.ValidUntil, on.AddDays(k.set.QuoteDays))
	case d.Kind == Invoice || d.Kind == Deposit:
		d.DueOn = cmpDate(d.DueOn, on.AddDays(k.paymentDays()))
	}
}

func (k *desk) paymentDays() int {
	if k.terms.PaymentDays != nil {
		return *k.terms.PaymentDays
	}
	return k.set.PaymentDays
}

// treat makes a line follow the regime: what is not taxed bears no rate, what
// was not taxed and now is takes the ordinary one. A disbursement is never
// taxed (CGI, art. 267, II, 2°).
func treat(l *Line, category Category, rate money.Rate) {
	switch {
	case l.Info:
		l.Category, l.Rate = "", 0
	case l.Nature == TakeBack: // at the rate of its deposit
	case category != Standard && category != Zero:
		l.Category, l.Rate = category, 0
	case l.Nature == Disbursement:
		l.Category, l.Rate = Exempt, 0
	case l.Category != Standard && l.Category != Zero:
		l.Category, l.Rate = category, rate
	}
}

// mentions are the sentences the law wants on an invoice (Code de commerce,
// art. L441-9, L441-10, D441-5; CGI, annexe II, art. 242 nonies A), each once.
func (k *desk) mentions(d Document) []Mention {
	p := text.For(text.Lang(d.Lang))
	early := strings.TrimSpace(k.set.EarlyDiscount)
	if early == "" {
		early = p.T("billing.early_none")
	}
	list := []Mention{
		{"early", "AAB", p.T("billing.mention_early", "words", early)},
		{"penalty", "PMD", p.T("billing.mention_penalty", "rate", k.set.Penalty)},
	}
	switch {
	case d.Seller.Country == "FR":
		// Nature: CGI, annexe II, art. 242 nonies A, as decree n° 2022-1299 has it.
		list = append(list, Mention{"indemnity", "PMT", p.T("billing.mention_indemnity")}, Mention{"nature", "", p.T("billing.mention_nature")})
	case union[d.Seller.Country]:
		list = append(list, Mention{"indemnity", "PMT", p.T("billing.mention_indemnity_union")})
	}
	for _, v := range d.VAT {
		if v.Reason != "" {
			list = append(list, Mention{"vat", "", v.Reason})
		}
	}
	if d.VATOnDebits {
		list = append(list, Mention{"debits", "", p.T("billing.mention_debits")})
	}
	if d.Kind == Deposit {
		list = append(list, Mention{"deposit", "", p.T("billing.mention_deposit")})
	}
	return append(list, d.atRate(p)...)
}

// atRate says the rate frozen on a document and its total at it; nothing where
// there is none.
func (d Document) atRate(p *text.Printer) []Mention {
	e := d.Exchange
	if e == nil {
		return nil
	}
	return []Mention{{"exchange", "", p.T("billing.mention_exchange",
		"from", string(d.Currency), "rate", ratio(p, e.Num, e.Den), "to", string(e.To), "date", e.On, "total", d.Converted(d.Totals.Gross))}}
}

// ratio writes a rate in the language: four decimals, or as many as six figures
// of a small one take, without the zeros at the end.
func ratio(p *text.Printer, num, den int64) string {
	n, digits := money.MulDiv(num, 10_000, den), 4
	for scale := int64(100_000); n < 100_000 && digits < 12; scale *= 10 {
		n, digits = money.MulDiv(num, scale, den), digits+1
	}
	for digits > 0 && n%10 == 0 {
		n, digits = n/10, digits-1
	}
	return p.Decimal(n, digits)
}

// Converted is an amount of the document in its other currency, at the rate
// frozen on it; the zero Amount without one.
func (d Document) Converted(minor int64) money.Amount {
	e := d.Exchange
	if e == nil {
		return money.Amount{}
	}
	// Minor units of both sides may differ by powers of ten.
	num, den := e.Num, e.Den
	for range e.To.Digits() - d.Currency.Digits() {
		num *= 10
	}
	for range d.Currency.Digits() - e.To.Digits() {
		den *= 10
	}
	return money.DocumentRound(money.Of(money.MulDiv(minor, num, den), e.To))
}
