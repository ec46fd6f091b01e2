package reports

import (
	"fmt"
	"strings"
	"testing"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/reports/page"
	"regie/reports/readback"
)

// filled is how much of a page's text area is used, 0 to 1.
func filled(p *page.Page) float64 {
	m := page.NewTheme(page.Color{}, page.Color{}).Margins
	end := p.Height - m.Bottom
	low := m.Top
	for _, o := range p.Ops {
		if x, ok := o.(page.OpText); ok && x.Y <= end {
			low = max(low, x.Y)
		}
	}
	return (low - m.Top) / (end - m.Top)
}

// Ensure a month of an active client takes the pages it needs and no more.
func TestAReportIsNoLongerThanItNeeds(t *testing.T) {
	for _, l := range text.Langs() {
		m := kivuMonth(l)
		doc, err := Render(m)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(doc.Pages); n > 9 {
			t.Errorf("%s: %d pages", l, n)
		}
		for i := 1; i < len(doc.Pages)-1; i++ {
			if part := filled(&doc.Pages[i]); part < 0.55 {
				t.Errorf("%s: page %d is filled to %.0f %%", l, i+1, part*100)
			}
		}
		touched := map[int]bool{}
		for _, s := range Outline(m, doc, m.Lang) {
			for n := s.First; n < s.First+s.Pages; n++ {
				touched[n] = true
			}
		}
		if len(touched) != len(doc.Pages) || !touched[1] {
			t.Errorf("%s: the sections touch %d pages of %d", l, len(touched), len(doc.Pages))
		}
	}
}

// Ensure the notice of a correction stands on the cover, and on a page after it
// where it is long.
func TestTheNoticeOfACorrectionStandsOnTheCover(t *testing.T) {
	m := kivuMonth(text.FR)
	plain, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ changes, pages, on int }{{8, len(plain.Pages), 0}, {25, len(plain.Pages) + 1, 1}} {
		notice := &Correction{Reason: strings.Repeat("Deux heures de tournage oubliées, ", 6), Replaces: 1, Of: civil.NewDate(2026, 11, 2)}
		for i := range c.changes {
			notice.Changes = append(notice.Changes, Difference{Key: "hours", Before: fmt.Sprintf("%d h 00", i), After: "30 h 05"})
		}
		m.Edition = Edition{Version: 2, IssuedOn: m.Today, Correction: notice}
		pages := strings.Split(readback.Text(t, saved(t, m)), "\f")
		if n := len(pages) - 1; n != c.pages {
			t.Errorf("%d changes: %d pages, want %d", c.changes, n, c.pages)
		}
		said := strings.Join(strings.Fields(pages[c.on]), " ")
		for _, want := range []string{"Avis de correction, version 2", fmt.Sprintf("%d h 00", c.changes-1), "remplace la version 1, émise le 2 nov. 2026"} {
			if !strings.Contains(said, want) {
				t.Errorf("%d changes: page %d does not say %q: %s", c.changes, c.on+1, want, said)
			}
		}
	}
}

// Ensure a budget of many lines is set close, and the log of a month without
// time is left out.
func TestManyLinesAndNone(t *testing.T) {
	m := kivuMonth(text.FR)
	var lines []BudgetLine
	for i := range 40 {
		lines = append(lines, BudgetLine{
			Kind: "production", Planned: 123_456_789, Actual: 23_456_789,
			Label: fmt.Sprintf("Poste n° %d : fabrication et livraison des supports imprimés du trimestre", i+1),
		})
	}
	m.Budget = summed(lines)
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Outline(m, doc, m.Lang) {
		if s.Section == SectionBudget && s.Pages > 3 {
			t.Errorf("40 lines take %d pages", s.Pages)
		}
	}
	said := readback.Text(t, saved(t, emptyMonth(text.FR)))
	if strings.Contains(said, "Relevé d’heures") || !strings.Contains(said, "aucune saisie") {
		t.Error("the log of no time is printed, or the sources do not say so")
	}
}
