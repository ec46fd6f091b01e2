package invoice

import (
	"slices"
	"strings"
	"testing"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/reports/invoice/sample"
)

// Ensure whoever signs a statement signs under figures: the signatures never
// stand alone on a page, whatever the number of entries.
func TestSignaturesStandUnderFigures(t *testing.T) {
	for _, by := range []string{"hat", "day"} {
		for entries := 12; entries < 80; entries += 8 {
			for _, billed := range []bool{true, false} {
				d := sample.Statement(by, entries)
				above := "Total"
				if !billed {
					d.Lines = slices.DeleteFunc(d.Lines, billing.Line.Priced)
					d.Compute()
				}
				s := newSheet(d, Options{})
				if !billed {
					above = s.t("invoice.total_time") + s.p.Hours(d.Time.RawMinutes) + s.p.Hours(d.Time.BilledMinutes)
				}
				pages := pagesOf(t, d)
				last := squeeze(pages[len(pages)-1])
				if !strings.Contains(last, squeeze(s.t("invoice.sign_how"))) || !strings.Contains(last, squeeze(above)) {
					t.Errorf("by %s, %d entries: the last page has not both %q and the signatures:\n%s", by, entries, above, pages[len(pages)-1])
				}
			}
		}
	}
}

// Ensure a page that begins within a group of entries says which.
func TestAGroupGoesOnUnderItsName(t *testing.T) {
	d := sample.Statement("hat", 120)
	s := newSheet(d, Options{})
	pages := pagesOf(t, d)
	named := 0
	for _, g := range d.Time.Groups {
		again := squeeze(s.t("invoice.group_continued", "label", g.Label))
		if strings.Contains(squeeze(pages[0]), again) {
			t.Errorf("%s goes on on the first page", g.Label)
		}
		for _, words := range pages[1:] {
			named += strings.Count(squeeze(words), again)
		}
	}
	if named == 0 {
		t.Errorf("no group goes on over %d pages", len(pages))
	}
}

// Ensure the whole account of the month stands on the first page of a statement
// by day: the days are a chart, not a row each.
func TestDaysAreAChart(t *testing.T) {
	d := sample.Statement("day", 60)
	first := squeeze(pagesOf(t, d)[0])
	if !strings.Contains(first, squeeze("Reporté au mois suivant 0 h 00 Dépassement accepté")) || !strings.Contains(first, squeeze("30\n31")) {
		t.Errorf("the first page of a statement by day:\n%s", first)
	}
}

// Ensure the name of a contract stands on one line of the head.
func TestALongReferenceIsNotBroken(t *testing.T) {
	d := sample.Statement("hat", 12)
	d.Refs.Contract = "Accompagnement des communautés"
	if words := pagesOf(t, d)[0]; !strings.Contains(words, d.Refs.Contract) {
		t.Errorf("the contract's name is broken:\n%s", words)
	}
}

// Ensure a reason typed with its stop is not printed with two.
func TestAReasonEndsOnce(t *testing.T) {
	for _, reason := range []string{"Guide non livré", "Guide non livré.", " Guide non livré. "} {
		d := creditSample()
		d.Refs.Reason = reason
		all := strings.Join(pagesOf(t, d), "\n")
		if !strings.Contains(squeeze(all), squeeze("Guide non livré.")) || strings.Contains(all, "..") {
			t.Errorf("%q is printed:\n%s", reason, all)
		}
	}
}

// Ensure what takes a deposit back names no period: nothing was rendered.
func TestADepositTakenBackHasNoPeriod(t *testing.T) {
	d := creditSample()
	on := d.Refs.InvoiceOn
	d.Period = civil.Range{From: on, To: on}
	label := strings.ToUpper(newSheet(d, Options{}).t("invoice.period"))
	if words := pagesOf(t, d)[0]; !strings.Contains(words, label) {
		t.Errorf("an avoir of services has no period:\n%s", words)
	}
	d.Lines = d.Lines[:1]
	d.Lines[0].Nature = billing.Advance
	d.Compute()
	if words := pagesOf(t, d)[0]; strings.Contains(words, label) {
		t.Errorf("an avoir of a deposit has a period:\n%s", words)
	}
}

func creditSample() billing.Document {
	for _, c := range sample.Corpus() {
		if c.Name == "avoir-partiel" {
			return c.Document
		}
	}
	panic("no sample of a credit note")
}
