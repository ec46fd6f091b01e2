package reports

import (
	"testing"

	"regie/assets/text"
)

// Ensure a composer reads in its own language what a report of another holds.
func TestOutlineSpeaksTheReadersLanguage(t *testing.T) {
	m := kivuMonth(text.FR)
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	fr, en := Outline(m, doc, text.FR), Outline(m, doc, text.EN)
	for i, s := range fr {
		if s.First != en[i].First || s.Pages != en[i].Pages || s.Title == en[i].Title && s.Section != SectionBudget {
			t.Errorf("%s: %+v in French, %+v in English", s.Section, s, en[i])
		}
		if s.Section == SectionHours && (s.Count != text.For(text.FR).Hours(m.Hours.Billed) || en[i].Count != text.For(text.EN).Hours(m.Hours.Billed)) {
			t.Errorf("hours: %q in French, %q in English", s.Count, en[i].Count)
		}
	}
}
