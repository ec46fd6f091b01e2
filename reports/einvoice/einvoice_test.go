package einvoice

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cii "github.com/speedata/einvoice"
	"pgregory.net/rapid"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/reports/invoice/sample"
)

var update = flag.Bool("update", false, "write the goldens anew")

// The corpus is what it was, passes the rules, and says what the documents say.
func TestCorpus(t *testing.T) {
	for _, c := range sample.Corpus() {
		t.Run(c.Name, func(t *testing.T) {
			got, err := XML(c.Document)
			if err != nil {
				f, _ := fault.As(err)
				t.Fatal(err, f.Err)
			}
			golden := filepath.Join("testdata", c.Name+".xml")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			read, err := cii.ParseReader(bytes.NewReader(got))
			if err != nil {
				t.Fatal(err)
			}
			if err := obey(read, c.Document.Currency); err != nil {
				t.Errorf("as the library reads it: %v", err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s (run with -update and read the difference)", golden)
			}
		})
	}
}

func parse(t interface{ Fatal(...any) }, d billing.Document) *cii.Invoice {
	b, err := XML(d)
	if err != nil {
		t.Fatal(err)
	}
	inv, err := cii.ParseReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// The vectors of the rules, as the XML says them.
func TestVectors(t *testing.T) {
	named := map[string]billing.Document{}
	for _, c := range sample.Corpus() {
		named[c.Name] = c.Document
	}
	inv := parse(t, named["trois-tiers"])
	for what, pair := range map[string][2]string{
		"base":  {inv.TradeTaxes[0].BasisAmount.StringFixed(2), "99.99"},
		"VAT":   {inv.TaxTotal.StringFixed(2), "20.00"},
		"gross": {inv.GrandTotal.StringFixed(2), "119.99"},
		"BT-23": {inv.BPSpecifiedDocumentContextParameter, "S1"},
		"BT-24": {inv.GuidelineSpecifiedDocumentContextParameter, "urn:cen.eu:en16931:2017"},
		"BT-30": {inv.Seller.SpecifiedLegalOrganization.Scheme + ":" + inv.Seller.SpecifiedLegalOrganization.ID, "0002:900000019"},
		"BT-34": {inv.Seller.URIUniversalCommunicationScheme + ":" + inv.Seller.URIUniversalCommunication, "0225:900000019"},
		"BT-49": {inv.Buyer.URIUniversalCommunicationScheme + ":" + inv.Buyer.URIUniversalCommunication, "0225:987654324"},
		"BT-84": {inv.PaymentMeans[0].PayeePartyCreditorFinancialAccountIBAN, "FR7630006000011234567890189"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %s, not %s", what, pair[0], pair[1])
		}
	}
	if inv.PaymentMeans[0].TypeCode != 58 {
		t.Errorf("payment means %d", inv.PaymentMeans[0].TypeCode)
	}
	var subjects []string
	for _, n := range inv.Notes {
		subjects = append(subjects, n.SubjectCode)
	}
	if s := strings.Join(subjects, " "); s != "PMD PMT AAB" {
		t.Errorf("notes %s", s)
	}
	odd := parse(t, named["minutes-impaires"])
	for i, want := range []string{"0.1167 HUR/0", "11 MIN/60", "0.8833 HUR/0", "25.5 HUR/0"} {
		l := odd.InvoiceLines[i]
		if got := l.BilledQuantity.String() + " " + l.BilledQuantityUnit + "/" + l.BasisQuantity.String(); got != want {
			t.Errorf("line %d: %s, not %s", i+1, got, want)
		}
	}
	if u := parse(t, named["sans-arrondi"]).InvoiceLines[0]; u.BilledQuantityUnit != "SEC" || u.BilledQuantity.String() != "6037" {
		t.Errorf("unrounded hours: %s %s", u.BilledQuantity, u.BilledQuantityUnit)
	}
	cr := parse(t, named["avoir-partiel"])
	if cr.InvoiceTypeCode != 381 || len(cr.InvoiceReferencedDocument) != 1 || cr.InvoiceReferencedDocument[0].ID != "F2026-0042" ||
		cr.InvoiceReferencedDocument[0].Date.Format("20060102") != "20261102" || !cr.GrandTotal.IsPositive() {
		t.Errorf("credit note %+v", cr.InvoiceReferencedDocument)
	}
	if dep := parse(t, named["acompte"]); dep.InvoiceTypeCode != 386 || dep.BPSpecifiedDocumentContextParameter != "S1" {
		t.Errorf("a deposit is of type %d, process %s", dep.InvoiceTypeCode, dep.BPSpecifiedDocumentContextParameter)
	}
	// A final invoice names its deposit, deducts it with its VAT, and prepays nothing.
	final := parse(t, named["solde-apres-acompte"])
	if r := final.InvoiceReferencedDocument; len(r) != 1 || r[0].ID != "F2026-0040" || r[0].Date.Format("20060102") != "20260914" {
		t.Errorf("preceding %+v", r)
	}
	if final.BPSpecifiedDocumentContextParameter != "S4" {
		t.Errorf("the invoice that settles a deposit is of process %s", final.BPSpecifiedDocumentContextParameter)
	}
	back := final.InvoiceLines[1]
	if back.BilledQuantity.String() != "-1" || back.Total.StringFixed(2) != "-1350.00" || back.NetPrice.StringFixed(2) != "1350.00" {
		t.Errorf("deposit taken back: %s × %s = %s", back.BilledQuantity, back.NetPrice, back.Total)
	}
	if !final.TotalPrepaid.IsZero() || final.TradeTaxes[0].BasisAmount.StringFixed(2) != "3150.00" || final.DuePayableAmount.StringFixed(2) != "3780.00" {
		t.Errorf("prepaid %s, base %s, due %s", final.TotalPrepaid, final.TradeTaxes[0].BasisAmount, final.DuePayableAmount)
	}
	fr := parse(t, named["franchise"])
	if x := fr.TradeTaxes[0]; x.CategoryCode != "E" || x.ExemptionReason != "TVA non applicable, art. 293 B du CGI" || x.ExemptionReasonCode != "VATEX-FR-FRANCHISE" {
		t.Errorf("franchise: %+v", x)
	}
	usd := parse(t, named["rdc-dollars"])
	if usd.TaxCurrencyCode != "CDF" || usd.TaxTotalAccounting.StringFixed(2) != "366273.00" {
		t.Errorf("VAT of account: %s %s", usd.TaxTotalAccounting, usd.TaxCurrencyCode)
	}
}

// What the library cannot write is mended in the text.
func TestMended(t *testing.T) {
	for _, c := range sample.Corpus() {
		b, err := XML(c.Document)
		if err != nil {
			t.Fatal(c.Name, err)
		}
		s := string(b)
		if strings.Contains(s, ">O</ram:CategoryCode>") && strings.Contains(s, "RateApplicablePercent") {
			t.Errorf("%s: a category out of scope bears a rate", c.Name)
		}
		if got := strings.Contains(s, "<ram:DueDateTypeCode>5<"); got != c.Document.VATOnDebits {
			t.Errorf("%s: VAT on debits %v", c.Name, got)
		}
		if strings.Contains(s, `schemeID=""`) {
			t.Errorf("%s: a number without a scheme bears an empty one", c.Name)
		}
	}
}

func TestRefused(t *testing.T) {
	whole := sample.Of(billing.Line{Description: "A", Quantity: billing.One, Unit: billing.Piece, Price: 100, Category: billing.Standard, Rate: 2000})
	for what, spoil := range map[string]func(*billing.Document){
		"BR-02":    func(d *billing.Document) { d.Number = "" },
		"BR-03":    func(d *billing.Document) { d.IssuedOn = civil.Date{} },
		"BR-07":    func(d *billing.Document) { d.Buyer.LegalName, d.Buyer.Name = "", "" },
		"BR-11":    func(d *billing.Document) { d.Buyer.Country = "" },
		"BR-16":    func(d *billing.Document) { d.Lines[0].Info = true },
		"BR-CO-10": func(d *billing.Document) { d.Totals.Lines++ },
		"BR-CO-15": func(d *billing.Document) { d.Totals.Gross++ },
		"BR-CO-17": func(d *billing.Document) { d.VAT[0].VAT++ },
		"BR-S-08":  func(d *billing.Document) { d.VAT[0].Base++ },
		"BR-AE-02": func(d *billing.Document) {
			d.Lines[0].Category, d.Lines[0].Rate, d.Buyer.VATID = billing.Reverse, 0, ""
			d.Compute()
		},
	} {
		d := whole
		d.Lines = append([]billing.Line(nil), whole.Lines...)
		d.VAT = append([]billing.VATLine(nil), whole.VAT...)
		spoil(&d)
		_, err := XML(d)
		f, ok := fault.As(err)
		if !ok || f.Code != "einvoice_rules" || !strings.Contains(f.Args["rules"].(string), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := XML(billing.Document{Kind: billing.Quote}); !fault.Is(err, "einvoice_kind") {
		t.Errorf("a quote: %v", err)
	}
}

// A seller without registers is known by its tax number alone, also where that
// is of the Union's form and the sale out of scope.
func TestSellerKnownByItsTaxNumber(t *testing.T) {
	for name, spoil := range map[string]func(*billing.Document){
		"A0700001X": func(d *billing.Document) {
			d.Seller.Country, d.Seller.VATID = "CD", "A0700001X"
			d.Lines[0].Rate = 1600
		},
		"BE0800000174": func(d *billing.Document) {
			d.Seller.Country, d.Seller.VATID, d.Buyer.Country = "BE", "BE0800000174", "US"
			d.Lines[0].Category, d.Lines[0].Rate = billing.OutOfScope, 0
		},
	} {
		d := sample.Of(billing.Line{Description: "A", Quantity: billing.One, Unit: billing.Piece, Price: 100, Category: billing.Standard, Rate: 2000})
		d.Seller.SIREN, d.Seller.SIRET, d.Seller.Registers = "", "", ""
		spoil(&d)
		d.Compute()
		if got := parse(t, d).Seller.ID; len(got) != 1 || got[0] != name {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// The last of several credit notes may bear a cent more or less of VAT than its
// base alone gives, an invoice may not.
func TestLastCreditNote(t *testing.T) {
	for _, c := range sample.Corpus() {
		if c.Name != "avoir-dernier" {
			continue
		}
		if v := c.Document.VAT[0]; v.VAT == money.VAT(v.Base, v.Rate) {
			t.Fatal("the sample is not the trap")
		}
		d := c.Document
		if _, err := XML(d); err != nil {
			t.Error(err)
		}
		d.VAT = []billing.VATLine{c.Document.VAT[0]}
		d.VAT[0].VAT += 100
		d.Totals.VAT += 100
		d.Totals.Gross += 100
		if _, err := XML(d); !fault.Is(err, "einvoice_rules") {
			t.Errorf("a whole unit away: %v", err)
		}
		return
	}
	t.Fatal("no sample")
}

// Whatever figure is changed on the document, the comparison finds it.
func TestCheckCompares(t *testing.T) {
	d := sample.Of(billing.Line{Description: "A", Quantity: billing.One, Unit: billing.Piece, Price: 100, Category: billing.Standard, Rate: 2000})
	b, err := XML(d)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(b, d); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*billing.Document){
		"number": func(d *billing.Document) { d.Number = "F2026-0043" },
		"kind":   func(d *billing.Document) { d.Kind = billing.Deposit },
		"issue":  func(d *billing.Document) { d.IssuedOn = d.IssuedOn.AddDays(1) },
		"due":    func(d *billing.Document) { d.DueOn = d.DueOn.AddDays(1) },
		"buyer":  func(d *billing.Document) { d.Buyer.LegalName = "Autre" },
		"net":    func(d *billing.Document) { d.Lines[0].Net++ },
		"price":  func(d *billing.Document) { d.Lines[0].Price++ },
		"count":  func(d *billing.Document) { d.Lines[0].Quantity += 100 },
		"gross":  func(d *billing.Document) { d.Totals.Gross++ },
		"VAT":    func(d *billing.Document) { d.VAT[0].VAT++ },
		"credit": func(d *billing.Document) { d.Refs.Invoice = "F1" },
		"deposit": func(d *billing.Document) {
			d.Lines[0].Deposit, d.Lines[0].DepositOn = "F2026-0040", civil.NewDate(2026, 9, 14)
		},
		"lines": func(d *billing.Document) { d.Lines = append(d.Lines, d.Lines[0]) },
	} {
		other := d
		other.Lines = append([]billing.Line(nil), d.Lines...)
		other.VAT = append([]billing.VATLine(nil), d.VAT...)
		change(&other)
		if Check(b, other) == nil {
			t.Errorf("a changed %s is not found", what)
		}
	}
}

// Any invoice passes BR-CO-10 to 17 and the rules of its categories, and reads
// back as it was.
func TestAnyInvoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sample.Of()
		d.Currency = rapid.SampledFrom([]money.Currency{money.EUR, money.USD, money.CDF, money.XOF}).Draw(t, "currency")
		d.Kind = rapid.SampledFrom([]billing.Kind{billing.Invoice, billing.Deposit}).Draw(t, "kind")
		category := rapid.SampledFrom([]billing.Category{billing.Standard, billing.Exempt, billing.Reverse, billing.OutOfScope}).Draw(t, "category")
		sum := int64(0)
		for range rapid.IntRange(1, 12).Draw(t, "lines") {
			l := billing.Line{
				Nature: billing.Free, Description: rapid.String().Draw(t, "description"), Detail: rapid.String().Draw(t, "detail"), Category: category,
				Unit:  rapid.SampledFrom([]billing.Unit{billing.Hour, billing.Piece}).Draw(t, "unit"),
				Price: rapid.Int64Range(0, 1_000_000_00).Draw(t, "price"), Quantity: rapid.Int64Range(1, 100_000).Draw(t, "quantity"),
				Info: rapid.IntRange(0, 9).Draw(t, "info") == 0 && len(d.Lines) > 0,
			}
			if category == billing.Standard {
				l.Rate = rapid.SampledFrom([]money.Rate{2000, 1000, 550, 210, 1600, 1925, 770}).Draw(t, "rate")
			}
			if l.Unit == billing.Hour && rapid.Bool().Draw(t, "unrounded") {
				l.BilledSeconds = l.Quantity*60 + rapid.Int64Range(-29, 29).Draw(t, "seconds")
			}
			d.Lines = append(d.Lines, l)
		}
		d.Compute()
		if first := d.Lines[0]; d.Kind == billing.Invoice && first.Net > 0 && rapid.Bool().Draw(t, "after a deposit") {
			whole := int64(1)
			if d.Currency == money.CDF {
				whole = 100
			}
			d.Lines = append(d.Lines, billing.Line{
				Nature: billing.TakeBack, Description: "Acompte", Quantity: -billing.One, Unit: billing.Piece, Category: first.Category, Rate: first.Rate,
				Price: rapid.Int64Range(0, first.Net/whole).Draw(t, "deposit") * whole, Deposit: "F2026-0040", DepositOn: d.IssuedOn.AddDays(-30),
			})
			d.Compute()
		}
		for _, v := range d.VAT {
			sum += v.Base
		}
		if rapid.Bool().Draw(t, "discounted") && sum > 0 {
			d.Discount = rapid.Int64Range(0, sum/2).Draw(t, "discount")
			if d.Currency == money.CDF {
				d.Discount -= d.Discount % 100
			}
			d.Compute()
		}
		b, err := XML(d)
		if err != nil {
			f, _ := fault.As(err)
			t.Fatalf("%v: %v", err, f)
		}
		inv, err := cii.ParseReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := obey(inv, d.Currency); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkXML(b *testing.B) {
	d := sample.Long(500)
	for b.Loop() {
		if _, err := XML(d); err != nil {
			b.Fatal(err)
		}
	}
}
