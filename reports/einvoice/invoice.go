package einvoice

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	cii "github.com/speedata/einvoice"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
)

// Codes of the lists that EN 16931 names.
const (
	processServices = "S1"   // BT-23: an invoice for services
	processSettling = "S4"   // BT-23: the final one, after a deposit
	meansSEPA       = 58     // UNTDID 4461: SEPA credit transfer
	meansTransfer   = 30     // UNTDID 4461: credit transfer
	allowanceReason = "95"   // UNTDID 5189: discount
	schemeSIREN     = "0002" // ICD: SIRENE
	schemeSIRET     = "0009" // ICD: SIRET
	addressSIREN    = "0225" // EAS: French electronic address by SIREN
	addressEmail    = "EM"   // EAS: e-mail
)

var one = decimal.NewFromInt(1)

// amounts turns minor units of a currency into decimals.
type amounts int32

func amountsOf(c money.Currency) amounts { return amounts(c.Digits()) }

func (a amounts) of(minor int64) decimal.Decimal { return decimal.New(minor, -int32(a)) }

func percent(r money.Rate) decimal.Decimal { return decimal.New(int64(r), -2) }

// date is midnight UTC of a civil date; the zero date is the zero time.
func date(d civil.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// clean makes a text fit for XML: line ends kept, no control characters.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "?")))
}

// oneLine is clean on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// compact is a number without blanks, in capitals.
func compact(s string) string { return strings.ToUpper(strings.Join(strings.Fields(clean(s)), "")) }

// invoice maps a document. Every figure is taken as it stands on it.
//
// A deposit was invoiced with its VAT, so that a final invoice deducts it as a
// line of quantity −1 at the same rate: the bases and the VAT left are what the
// final invoice owes, and the deposit is named as preceding (BG-3). It is not a
// prepaid amount (BT-113), which would state its VAT a second time; what was paid
// on the deposit is not known to be paid by the day of the final invoice either.
func invoice(d billing.Document) *cii.Invoice {
	a := amountsOf(d.Currency)
	inv := &cii.Invoice{
		GuidelineSpecifiedDocumentContextParameter: cii.SpecEN16931,
		BPSpecifiedDocumentContextParameter:        process(d),
		InvoiceNumber:                              clean(d.Number),
		InvoiceTypeCode:                            cii.CodeDocument(d.Kind.TypeCode()),
		InvoiceDate:                                date(d.IssuedOn),
		InvoiceCurrencyCode:                        string(d.Currency),
		Notes:                                      notes(d),
		BuyerReference:                             oneLine(d.Buyer.Reference),
		BuyerOrderReferencedDocument:               oneLine(d.Refs.Order),
		ContractReferencedDocument:                 oneLine(d.Refs.Contract),
		Seller:                                     seller(d),
		Buyer:                                      buyer(d),
		ShipTo:                                     shipTo(d),
		OccurrenceDateTime:                         date(delivered(d)),
		BillingSpecifiedPeriodStart:                date(d.Period.From),
		BillingSpecifiedPeriodEnd:                  date(d.Period.To),
		PaymentReference:                           clean(d.Number),
		PaymentMeans:                               means(d),
		SpecifiedTradePaymentTerms:                 terms(d),
		LineTotal:                                  a.of(d.Totals.Lines),
		AllowanceTotal:                             a.of(d.Totals.Discount),
		TaxBasisTotal:                              a.of(d.Totals.Net),
		TaxTotalCurrency:                           string(d.Currency),
		TaxTotal:                                   a.of(d.Totals.VAT),
		GrandTotal:                                 a.of(d.Totals.Gross),
		DuePayableAmount:                           a.of(d.Totals.Gross),
	}
	for _, l := range d.Lines {
		if l.Priced() {
			inv.InvoiceLines = append(inv.InvoiceLines, line(l, d.Currency))
		}
	}
	settle(inv, d, a)
	for _, e := range d.Preceding() {
		inv.InvoiceReferencedDocument = append(inv.InvoiceReferencedDocument, cii.ReferencedDocument{ID: clean(e.Number), Date: date(e.On)})
	}
	return inv
}

// process is the French business process (XP Z12-012): services, and those of
// an invoice that settles a deposit apart. A deposit itself is of the first.
func process(d billing.Document) string {
	if slices.ContainsFunc(d.Lines, func(l billing.Line) bool { return l.Nature == billing.TakeBack }) {
		return processSettling
	}
	return processServices
}

// settle adds the discount's shares, the VAT breakdown and the VAT in the
// currency of account.
func settle(inv *cii.Invoice, d billing.Document, a amounts) {
	for _, s := range d.Shares {
		inv.SpecifiedTradeAllowanceCharge = append(inv.SpecifiedTradeAllowanceCharge, cii.AllowanceCharge{
			ActualAmount: a.of(s.Minor), ReasonCode: allowanceReason, Reason: firstOf(oneLine(d.DiscountLabel), "Discount"),
			CategoryTradeTaxType: "VAT", CategoryTradeTaxCategoryCode: string(s.Category),
			CategoryTradeTaxRateApplicablePercent: percent(s.Rate),
		})
	}
	for _, v := range d.VAT {
		inv.TradeTaxes = append(inv.TradeTaxes, cii.TradeTax{
			TypeCode: "VAT", CategoryCode: string(v.Category), Percent: percent(v.Rate),
			BasisAmount: a.of(v.Base), CalculatedAmount: a.of(v.VAT),
			ExemptionReason: oneLine(v.Reason), ExemptionReasonCode: v.Code,
		})
	}
	if x := d.Exchange; x != nil && x.To != d.Currency && d.Totals.VAT != 0 {
		inv.TaxCurrencyCode = string(x.To)
		inv.TaxTotalAccountingCurrency = string(x.To)
		inv.TaxTotalAccounting = amountsOf(x.To).of(d.Converted(d.Totals.VAT).Minor)
	}
}

// delivered is the day of delivery (BT-72): the last of the service, else the
// day of issue. A deposit comes before the service.
func delivered(d billing.Document) civil.Date {
	switch {
	case !d.Period.To.IsZero():
		return d.Period.To
	case d.Kind == billing.Deposit:
		return civil.Date{}
	}
	return d.IssuedOn
}

// notes are the mentions, those of one subject joined, so that each stands
// once, then the words to the client.
func notes(d billing.Document) []cii.Note {
	var out []cii.Note
	at := map[string]int{}
	for _, m := range d.Mentions {
		s := clean(m.Text)
		if s == "" {
			continue
		}
		if i, seen := at[m.Subject]; seen && m.Subject != "" {
			out[i].Text += " " + s
			continue
		}
		at[m.Subject] = len(out)
		out = append(out, cii.Note{Text: s, SubjectCode: m.Subject})
	}
	if d.Congo != nil && d.Congo.DEF != "" {
		out = append(out, cii.Note{Text: "DEF " + oneLine(d.Congo.DEF)})
	}
	for _, s := range []string{d.Refs.Reason, d.Note} {
		if s = clean(s); s != "" {
			out = append(out, cii.Note{Text: s})
		}
	}
	return out
}

// means is the transfer to the seller's account. Without an IBAN the group is
// left out: it is optional.
func means(d billing.Document) []cii.PaymentMeans {
	iban := compact(d.Payment.IBAN)
	if iban == "" || d.Kind == billing.Credit {
		return nil
	}
	code := meansTransfer
	if d.Currency == money.EUR {
		code = meansSEPA
	}
	return []cii.PaymentMeans{{
		TypeCode: code, PayeePartyCreditorFinancialAccountIBAN: iban,
		PayeePartyCreditorFinancialAccountName:        oneLine(d.Payment.Holder),
		PayeeSpecifiedCreditorFinancialInstitutionBIC: compact(d.Payment.BIC),
	}}
}

func terms(d billing.Document) []cii.SpecifiedTradePaymentTerms {
	t := cii.SpecifiedTradePaymentTerms{Description: clean(d.Payment.Terms), DueDate: date(d.DueOn)}
	if t.Description == "" && t.DueDate.IsZero() {
		return nil
	}
	return []cii.SpecifiedTradePaymentTerms{t}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
