package composer

import (
	"testing"

	"regie/reports"
)

// Ensure pages and sections find each other, those that are off left out.
func TestSectionsAndPages(t *testing.T) {
	md := model{sections: []reports.SectionInfo{
		{Section: reports.SectionCover, First: 1},
		{Section: reports.SectionSynthesis, First: 2},
		{Section: reports.SectionCalendar, First: 3},
		{Section: reports.SectionHours, Off: true},
		{Section: reports.SectionBudget, First: 6},
	}}
	for page, want := range []reports.Section{
		reports.SectionCover, reports.SectionSynthesis, reports.SectionCalendar,
		reports.SectionCalendar, reports.SectionCalendar, reports.SectionBudget, reports.SectionBudget,
	} {
		if got := md.sectionOf(page); got != want {
			t.Errorf("page %d belongs to %s, not %s", page+1, got, want)
		}
	}
	if at, ok := md.pageOf(reports.SectionBudget); !ok || at != 5 {
		t.Errorf("the budget begins on page %d", at+1)
	}
	if _, ok := md.pageOf(reports.SectionHours); ok {
		t.Error("a section that is off has a page")
	}
}

// Ensure a text left as proposed is not kept, so that it follows the figures.
func TestUnless(t *testing.T) {
	if unless("a", "a") != "" || unless("b", "a") != "b" || or("  ", "a") != "a" || or("b", "a") != "b" {
		t.Error("proposed texts are not told from written ones")
	}
}
