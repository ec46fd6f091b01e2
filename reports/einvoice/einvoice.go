// Package einvoice writes invoices, deposits and credit notes as EN 16931
// electronic invoices in UN/CEFACT CII syntax, profile EN 16931 of Factur-X
// 1.0, and reads them back. What it returns has passed the EN 16931 business
// rules as github.com/speedata/einvoice knows them and carries the document's
// own integers; it was not sent anywhere, and no other rule set is claimed.
package einvoice

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	cii "github.com/speedata/einvoice"
	"github.com/speedata/einvoice/rules"

	"regie/clients/billing"
	"regie/clients/fault"
	"regie/clients/money"
)

// XML is the electronic invoice of a numbered document. It is refused with the
// fault einvoice_kind for quotes and statements, which have none, and with
// einvoice_rules, naming the rules, when the standard refuses it. The same
// document gives the same bytes.
func XML(d billing.Document) ([]byte, error) {
	if !d.Kind.Fiscal() {
		return nil, fault.New("einvoice_kind")
	}
	inv := invoice(d)
	if err := obey(inv, d.Currency); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := inv.Write(&b); err != nil {
		return nil, fmt.Errorf("writing the electronic invoice: %w", err)
	}
	out := finish(b.Bytes(), d)
	if err := Check(out, d); err != nil {
		return nil, err
	}
	return out, nil
}

var (
	outOfScope = regexp.MustCompile(`(<ram:CategoryCode>O</ram:CategoryCode>(?:\s*<ram:ExemptionReasonCode>[^<]*</ram:ExemptionReasonCode>)?)\s*<ram:RateApplicablePercent>0</ram:RateApplicablePercent>`)
	breakdown  = regexp.MustCompile(`(<ram:BasisAmount>[^<]*</ram:BasisAmount>\s*<ram:CategoryCode>[^<]*</ram:CategoryCode>(?:\s*<ram:ExemptionReasonCode>[^<]*</ram:ExemptionReasonCode>)?)(\s*)(<ram:RateApplicablePercent>)`)
)

// finish mends what the library cannot write: a category out of scope bears no
// rate at all (BR-O-05, BR-O-06), and VAT on debits is told by the tax point
// code "date of invoice" (BT-8, UNTDID 2475 code 5).
func finish(b []byte, d billing.Document) []byte {
	if unscoped(d) {
		b = outOfScope.ReplaceAll(b, []byte("$1"))
	}
	if d.VATOnDebits {
		b = breakdown.ReplaceAll(b, []byte("$1$2<ram:DueDateTypeCode>5</ram:DueDateTypeCode>$2$3"))
	}
	return b
}

// obey runs the business rules. Two kinds of VAT amount are rightly not base ×
// rate to the cent: in a currency that documents show without decimals it is
// whole, and the last of several credit notes takes back what the others left of
// the invoice's. The rules on the amount are then taken with the tolerance of
// less than one unit that the standard's own stylesheet gives, where the library
// gives none.
func obey(inv *cii.Invoice, currency money.Currency) error {
	err := inv.Validate()
	var broken *cii.ValidationError
	if err == nil {
		return nil
	}
	if !errors.As(err, &broken) {
		return fmt.Errorf("checking the electronic invoice: %w", err)
	}
	credit := int(inv.InvoiceTypeCode) == billing.Credit.TypeCode()
	tolerant := (credit || currency.ShownDigits() == 0) && taxWithinOne(inv)
	var codes []string
	var texts []error
	for _, v := range broken.Violations() {
		if tolerant && (v.Rule.Code == rules.BRCO17.Code || v.Rule.Code == rules.BRS9.Code) {
			continue
		}
		if !slices.Contains(codes, v.Rule.Code) {
			codes = append(codes, v.Rule.Code)
		}
		texts = append(texts, fmt.Errorf("%s: %s", v.Rule.Code, v.Text))
	}
	if len(codes) == 0 {
		return nil
	}
	return fault.New("einvoice_rules", "rules", strings.Join(codes, ", ")).Because(errors.Join(texts...))
}

// taxWithinOne tells whether each VAT amount is less than one unit away from
// base × rate.
func taxWithinOne(inv *cii.Invoice) bool {
	for i := range inv.TradeTaxes {
		t := &inv.TradeTaxes[i]
		exact := t.BasisAmount.Mul(t.Percent).Shift(-2)
		if t.CalculatedAmount.Sub(exact).Abs().Cmp(one) >= 0 {
			return false
		}
	}
	return true
}
