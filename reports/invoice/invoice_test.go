package invoice

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"rsc.io/qr"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/einvoice"
	"regie/reports/facturx"
	"regie/reports/invoice/sample"
	samplepage "regie/reports/page/sample"
	"regie/reports/readback"
)

var ctx = context.Background()

func printed(t testing.TB, d billing.Document) billing.Printed {
	t.Helper()
	out, err := Printer{}.Print(ctx, d)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// words is the text of a PDF as another program reads it, blanks as one space.
func words(t *testing.T, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(readback.Run(t, "pdftotext", "-layout", path, "-")), " ")
}

func named(name string) billing.Document {
	all := append(sample.Corpus(), sample.Papers()...)
	return all[slices.IndexFunc(all, func(c sample.Case) bool { return c.Name == name })].Document
}

// Every document prints, and other programs find it sound; the fiscal ones are
// Factur-X, with the XML inside that is given beside.
func TestEveryDocumentHolds(t *testing.T) {
	dir := t.TempDir()
	for _, c := range append(sample.Corpus(), sample.Papers()...) {
		out := printed(t, c.Document)
		path := filepath.Join(dir, c.Name+".pdf")
		if err := os.WriteFile(path, out.PDF, 0o600); err != nil {
			t.Fatal(err)
		}
		if s := readback.Run(t, "qpdf", "--check", path); strings.Contains(strings.ToLower(s), "warning") {
			t.Errorf("%s: %s", c.Name, s)
		}
		fiscal := c.Document.Kind.Fiscal() && c.Document.Issued()
		list := readback.Run(t, "pdfdetach", "-list", path)
		if strings.Contains(list, facturx.XMLName) != fiscal || (out.XML != nil) != fiscal {
			t.Errorf("%s: attachments: %s", c.Name, list)
		}
		if fiscal {
			xml := filepath.Join(dir, "out.xml")
			readback.Run(t, "pdfdetach", "-save", "1", "-o", xml, path)
			got, err := os.ReadFile(xml)
			if err != nil || !bytes.Equal(got, out.XML) {
				t.Errorf("%s: the XML inside is another: %v", c.Name, err)
			}
			if err := errors.Join(facturx.Check(out.PDF), einvoice.Check(got, c.Document)); err != nil {
				t.Errorf("%s: %v", c.Name, err)
			}
		}
		if (out.Workbook != nil) != (c.Document.Kind == billing.Statement) {
			t.Errorf("%s: workbook of %d bytes", c.Name, len(out.Workbook))
		}
		again := printed(t, c.Document)
		if !bytes.Equal(out.PDF, again.PDF) || !bytes.Equal(out.XML, again.XML) {
			t.Errorf("%s: printed twice, other bytes", c.Name)
		}
	}
}

// What must be read on each kind of document.
func TestWhatIsPrinted(t *testing.T) {
	for name, wants := range map[string][]string{
		"remise": {
			"Facture", "F2026-0042", "2 nov. 2026", "2 déc. 2026", "Octobre 2026", "Agence Pixel & Co", "SARL au capital de 20 000 €",
			"SIRET 900 000 019 00019", "RCS Lyon 900 000 019", "N° TVA FR25900000019", "Kivu Maison SAS", "13002 Marseille", "N° TVA FR14987654324",
			"1 800,00 €", "10,99 €", "5,5 %", "Remise de fidélité", "−100,00 €", "2 057,25 €", "365,59 €", "2 422,84 €", "1 716,56 € 343,31 €",
			"FR76 3000 6000 0112 3456 7890 189", "pénalités au taux annuel de 10 %", "40 €", "néant", "Page 1 / 1",
		},
		"banque-et-depassement": {"inclus", "offert", "20 h 00", "2 h 30", "95,00 €/h", "237,50 €", "Accord d’Aline K."},
		"franchise":             {"TVA non applicable, art. 293 B du CGI", "non applicable", "Net à payer 1 050,00 €"},
		"autoliquidation":       {"Autoliquidation", "autoliquidée", "Belgique", "N° TVA BE0800000174"},
		"hors-union":            {"hors champ", "art. 259-1", "République démocratique du Congo"},
		"acompte":               {"Facture d’acompte", "DEVIS", "D2026-0007", "1 620,00 €"},
		"solde-apres-acompte":   {"Acompte F2026-0040", "−1", "−1 350,00 €", "3 780,00 €", "BC-4711"},
		"avoir-partiel":         {"Avoir", "A2026-0003", "la facture F2026-0042 du 2 nov. 2026", "Heures imputées deux fois", "Total de l’avoir TTC", "202,49 €"},
		"debits-et-livraison":   {"d’après les débits", "2 rue Paradis"},
		"notes-libres":          {"Merci pour votre confiance <3 &", "Texte de 1 200 mots", "https://pay.example.org/f/42?a=1&b=2"},
		"rdc-francs":            {"N° DEF", "DEF-2026-000123", "https://def.example.cd/v?n=DEF-2026-000123&m=4060", "1 250 500 FC", "16 %", "RCCM CD/KNG/RCCM/20-B-00001"},
		"senegal":               {"350 017 FCFA", "18 %", "9 %"},
		"anglais":               {"Invoice", "ISSUED", "BILLED TO", "Monthly fee", "€1,800.00", "reverse charge", "€40", "Payment within 30 days"},
		"devis":                 {"Devis", "VALABLE JUSQU’AU", "Bon pour accord, pour Kivu Maison SAS", "Total TTC"},
		"brouillon":             {"BROUILLON SANS VALEUR"},
		"facture-du-mois":       {"Annexe : le temps du mois", "Compte-temps du mois", "Reporté au mois suivant", "Détail du temps"},
		"releve-person":         {"Relevé d’activité", "R2026-0010", "Temps par intervenant", "Aline Kabeya · ", "Temps reconnu exact", "Arrondi aux 15 min", "À facturer sur la base de ce relevé"},
		"soixante-lignes":       {"Page 4 / ", "Modération et réponses, semaine 60"},
	} {
		d := named(name)
		got := words(t, printed(t, d).PDF)
		for _, want := range wants {
			if !strings.Contains(squeeze(got), squeeze(want)) {
				t.Errorf("%s lacks %q:\n%s", name, want, got)
			}
		}
	}
}

// A draft cannot be mistaken for an invoice.
func TestMarks(t *testing.T) {
	draft := named("brouillon")
	if _, ok := newSheet(draft, Options{}).transferCode(); ok {
		t.Error("a draft can be paid by its code")
	}
}

// A figure on the pages that is not the document's is found.
func TestComparePDFFinds(t *testing.T) {
	d := named("remise")
	made := printed(t, d).PDF
	for what, change := range map[string]func(*billing.Document){
		"number":   func(d *billing.Document) { d.Number = "F2026-0043" },
		"a line":   func(d *billing.Document) { d.Lines[1].Net++ },
		"VAT":      func(d *billing.Document) { d.VAT[0].VAT++ },
		"base":     func(d *billing.Document) { d.VAT[2].Base-- },
		"gross":    func(d *billing.Document) { d.Totals.Gross++ },
		"discount": func(d *billing.Document) { d.Totals.Discount++ },
	} {
		other := d
		other.Lines, other.VAT = slices.Clone(d.Lines), slices.Clone(d.VAT)
		change(&other)
		if comparePDF(made, other) == nil {
			t.Errorf("%s: the change is not found", what)
		}
	}
	st := named("releve-hat")
	book := printed(t, st).Workbook
	other := st
	account := *st.Time
	account.Rows = slices.Clone(account.Rows)
	account.Rows[0].BilledMinutes++
	other.Time = &account
	if compareWorkbook(book, other) == nil {
		t.Error("a changed entry is not found in the workbook")
	}
}

// The refusal of the standard holds the document up, before anything is made.
func TestPrintRefuses(t *testing.T) {
	d := named("forfait")
	d.Totals.Gross++
	out, err := Printer{}.Print(ctx, d)
	if err == nil || out.PDF != nil || out.XML != nil {
		t.Errorf("%d bytes, %v", len(out.PDF), err)
	}
}

// A lost or broken logo does not hold up an invoice; a good one is shown.
func TestLogo(t *testing.T) {
	d := named("forfait")
	d.Seller.Logo = "abc"
	pic := samplepage.Picture(300, 7)
	for what, p := range map[string]Printer{
		"lost":   {Logo: func(context.Context, string) ([]byte, error) { return nil, errors.New("gone") }},
		"broken": {Logo: func(context.Context, string) ([]byte, error) { return []byte("GIF89a?"), nil }},
	} {
		if _, err := p.Print(ctx, d); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	doc, err := Layout(d, Options{Logo: pic})
	if err != nil || len(doc.Pictures) != 1 {
		t.Errorf("%d pictures, %v", len(doc.Pictures), err)
	}
}

func TestTransfer(t *testing.T) {
	d := named("forfait")
	d.Payment.Holder = "Société Générale d’Œuvres & Cie «Régie»"
	got, ok := Transfer(d)
	want := "BCD\n002\n1\nSCT\nAGRIFRPP\nSociete Generale d'OEuvres & Cie Regie\nFR7630006000011234567890189\nEUR2160.00\n\n\nF2026-0042"
	if !ok || got != want {
		t.Errorf("%q, %v", got, ok)
	}
	for what, change := range map[string]func(*billing.Document){
		"dollars":   func(d *billing.Document) { d.Currency = money.USD },
		"no IBAN":   func(d *billing.Document) { d.Payment.IBAN = " " },
		"an avoir":  func(d *billing.Document) { d.Kind = billing.Credit },
		"paid":      func(d *billing.Document) { d.PaidMinor = d.Totals.Gross },
		"too much":  func(d *billing.Document) { d.Totals.Gross = 1_000_000_000_00 },
		"no holder": func(d *billing.Document) { d.Payment.Holder = "مرحبا" },
	} {
		other := d
		change(&other)
		if s, ok := Transfer(other); ok {
			t.Errorf("%s: %q", what, s)
		}
	}
}

// The squares drawn are the dark modules, each once.
func TestCodeIsDrawnWhole(t *testing.T) {
	text, _ := Transfer(named("forfait"))
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	dark := map[[2]int]int{}
	path := qrPath(code, 0, 0, 1)
	for i := 0; i < len(path); i += 5 {
		from, to := path[i].P[0], path[i+2].P[0]
		for x := int(from.X); x < int(to.X); x++ {
			dark[[2]int{x, int(from.Y)}]++
		}
	}
	for y := range code.Size {
		for x := range code.Size {
			want := 0
			if code.Black(x, y) {
				want = 1
			}
			if dark[[2]int{x, y}] != want {
				t.Fatalf("module %d, %d is drawn %d times", x, y, dark[[2]int{x, y}])
			}
		}
	}
}

// Six entries of 10 min at 10.00 €/h share 10.00 as 1.67 × 4 and 1.66 × 2.
func TestEntriesShareTheirLine(t *testing.T) {
	d := sample.Of(billing.Line{
		Nature: billing.Hours, Description: "Modération", Quantity: 60, Unit: billing.Hour, Price: 1000, Category: billing.Standard, Rate: 2000,
	})
	d.Time = &billing.TimeAccount{GroupBy: "hat", BilledMinutes: 60, RawMinutes: 60}
	for i := range 6 {
		row := billing.TimeRow{Entry: named("soixante-lignes").Lines[i].Entries[0], On: civil.NewDate(2026, 10, i+1), Hat: "Modération", BilledMinutes: 10, RawSeconds: 600}
		d.Time.Rows = append(d.Time.Rows, row)
		d.Lines[0].Entries = append(d.Lines[0].Entries, row.Entry)
	}
	got := newSheet(d, Options{}).entryAmounts()
	for i, want := range []int64{167, 167, 167, 167, 166, 166} {
		if n := got[d.Time.Rows[i].Entry]; n != want {
			t.Errorf("entry %d: %d, not %d", i+1, n, want)
		}
	}
	if s := words(t, printed(t, d).PDF); strings.Count(s, "1,67 €") != 4 || strings.Count(s, "1,66 €") != 2 {
		t.Error(s)
	}
	d.Lines[0].Quantity = 50 // a part of their time
	if got := newSheet(d, Options{}).entryAmounts(); len(got) != 0 {
		t.Errorf("shares of a part: %v", got)
	}
}

// Every entry stands under exactly one group, whatever it is grouped by.
func TestParted(t *testing.T) {
	for _, by := range []string{"hat", "level", "day", "person"} {
		st := sample.Statement(by, 40)
		n, minutes := 0, int64(0)
		for i, p := range parted(st.Time) {
			sum := int64(0)
			for _, r := range p.rows {
				sum += r.BilledMinutes
			}
			if sum != p.group.BilledMinutes {
				t.Errorf("%s: group %d has %d min, its entries %d", by, i, p.group.BilledMinutes, sum)
			}
			n, minutes = n+len(p.rows), minutes+sum
		}
		if n != 40 || minutes != st.Time.BilledMinutes {
			t.Errorf("%s: %d entries, %d min", by, n, minutes)
		}
	}
}

// BenchmarkPrint makes the files of an issue: pages, PDF/A, XML, and the reading
// of all of them again. The budget is 100 ms of work for 500 lines or entries;
// "ratio" is to writing the same pages as a plain PDF.
func BenchmarkPrint(b *testing.B) {
	for _, c := range []struct {
		name string
		d    billing.Document
	}{{"forfait", named("forfait")}, {"lines=500", sample.Long(500)}, {"statement=500", sample.Statement("hat", 500)}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				printed(b, c.d)
			}
		})
	}
}

// BenchmarkPrintBare is the yardstick: the same 500 lines laid out and written,
// nothing else.
func BenchmarkPrintBare(b *testing.B) {
	d := sample.Long(500)
	for b.Loop() {
		if _, err := (Printer{}).PDF(ctx, d, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Whatever is written on a document, it prints, and what is read back agrees.
func TestAnyDocumentPrints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sample.Of()
		d.Kind = rapid.SampledFrom(billing.Kinds()).Draw(t, "kind")
		d.Currency = rapid.SampledFrom([]money.Currency{money.EUR, money.CDF, money.XOF, "JPY"}).Draw(t, "currency")
		d.Lang = rapid.SampledFrom([]string{"fr", "en"}).Draw(t, "lang")
		words := rapid.StringN(0, 60, 200)
		d.Subject, d.Note, d.Refs.Order = words.Draw(t, "subject"), words.Draw(t, "note"), words.Draw(t, "order")
		d.Buyer.LegalName = "K" + words.Draw(t, "buyer")
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			d.Lines = append(d.Lines, billing.Line{
				Nature: billing.Free, Description: words.Draw(t, "description"), Detail: words.Draw(t, "detail"),
				Unit:  rapid.SampledFrom([]billing.Unit{billing.Hour, billing.Piece}).Draw(t, "unit"),
				Price: rapid.Int64Range(0, 1_000_000_00).Draw(t, "price"), Quantity: rapid.Int64Range(1, 100_000).Draw(t, "quantity"),
				Category: billing.Standard, Rate: rapid.SampledFrom([]money.Rate{2000, 550}).Draw(t, "rate"),
			})
		}
		d.Compute()
		if d.Kind == billing.Statement {
			d.Time = sample.Statement("day", 5).Time
			d.Time.Rows[2].Note, d.Time.Rows[3].Person = words.Draw(t, "entry"), words.Draw(t, "person")
		}
		if _, err := (Printer{}).Print(ctx, d); err != nil {
			t.Fatal(err)
		}
	})
}
