package invoice

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"regie/clients/billing"
	"regie/reports/facturx"
	"regie/reports/invoice/sample"
	"regie/reports/readback"
)

// retainer is a month's invoice of so many lines: the fee, hours of the bank for
// information, then ad spend billed again, each with a line of detail.
func retainer(lines int) billing.Document {
	list := []billing.Line{{
		Nature: billing.Fee, Description: "Community management – septembre 2026", Quantity: billing.One, Unit: billing.Piece,
		Price: 185_000, Category: billing.Standard, Rate: 2000,
	}}
	for len(list) < lines {
		l := billing.Line{
			Nature: billing.Expense, Description: "Publicité – Reciblage des visiteurs", Detail: "Dépense du 14 sept. 2026, Réseau Clic & Co",
			Quantity: billing.One, Unit: billing.Piece, Price: 8235, Category: billing.Standard, Rate: 2000,
		}
		if len(list) < 6 {
			l = billing.Line{
				Nature: billing.Included, Info: true, Description: "Heures du forfait – Junior", Detail: "Relation client, Coordination, Veille, Rédaction",
				Quantity: 830, Unit: billing.Hour, Category: billing.Standard, Rate: 2000,
			}
		}
		list = append(list, l)
	}
	d := sample.Of(list...)
	d.Subject, d.Refs.Contract, d.Refs.Statement = "", "Community management", "R2026-0004"
	return d
}

// pagesOf are the texts of the pages of a document.
func pagesOf(t *testing.T, d billing.Document) []string {
	t.Helper()
	pages, err := facturx.Words(printed(t, d).PDF)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestAUsualInvoiceIsOnePage(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for lines := 1; lines <= 12; lines++ {
			d := retainer(lines)
			d.Lang = lang
			if n := len(pagesOf(t, d)); n != 1 {
				t.Errorf("%s: %d lines take %d pages", lang, lines, n)
			}
		}
	}
}

// Ensure a longer invoice says at the top of each page what the lines before add
// up to, and never prints the sums without a line.
func TestALongInvoiceBreaksWell(t *testing.T) {
	for lines := 13; lines <= 64; lines += 3 {
		d := retainer(lines)
		s := newSheet(d, Options{})
		pages := pagesOf(t, d)
		forward, printed := s.t("invoice.brought_forward"), 0
		var sum int64
		for i, words := range pages {
			if i > 0 && printed < lines && !strings.Contains(squeeze(words), squeeze(forward+s.money(sum))) {
				t.Errorf("%d lines: page %d does not bring forward %s:\n%s", lines, i+1, s.money(sum), words)
			}
			if i > 0 && printed == lines {
				t.Errorf("%d lines: page %d has no line", lines, i+1)
			}
			for printed < lines && strings.Contains("\n"+words, fmt.Sprintf("\n%d\n", printed+1)) {
				if l := d.Lines[printed]; l.Priced() {
					sum += l.Net
				}
				printed++
			}
		}
		if printed != lines || strings.Contains(pages[0], forward) {
			t.Errorf("%d lines: %d are printed, the first page: %s", lines, printed, pages[0])
		}
	}
}

// Ensure the rewritten catalog of an electronic invoice keeps what the PDF says
// to readers.
func TestTheCatalogKeepsTitleAndLanguage(t *testing.T) {
	b := printed(t, retainer(3)).PDF
	catalog := string(b[strings.LastIndex(string(b), "/AF"):])
	catalog, _, _ = strings.Cut(catalog, "endobj")
	for _, want := range []string{"/DisplayDocTitle true", "/Lang <6672>"} {
		if !strings.Contains(catalog, want) {
			t.Errorf("the catalog does not say %s: %s", want, catalog)
		}
	}
}

// Ensure the workbook of a statement lists its groups as the PDF does: the
// longest first.
func TestTheWorkbookIsInTheOrderOfThePDF(t *testing.T) {
	d := sample.Statement("hat", 60)
	slices.Reverse(d.Time.Groups)
	groups := ordered(d.Time).Groups
	rows := readback.Rows(t, readback.Workbook(t, Workbook(d)), newSheet(d, Options{}).t("invoice.sums"))
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == groups[0].Label })
	for i, g := range groups {
		if at < 0 || rows[at+i][0] != g.Label {
			t.Fatalf("row %d is not %s: %v", i+1, g.Label, rows)
		}
	}
}

// Ensure a statement lists its time once: it is what an invoice has for annex.
func TestAStatementListsItsTimeOnce(t *testing.T) {
	for _, by := range []string{"hat", "person", "level", "day"} {
		all := strings.Join(pagesOf(t, sample.Statement(by, 48)), "\n")
		if n := strings.Count(squeeze(all), squeeze("Détail du temps")); n != 1 {
			t.Errorf("by %s: the time is listed %d times", by, n)
		}
	}
}
