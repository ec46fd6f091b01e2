package page

import "testing"

func TestFactsStandUnderTheirLabelInAnyScript(t *testing.T) {
	left := NewTheme(Color{}, Color{}).Margins.Left
	doc := layout(t, Facts{Pairs: []Fact{{Label: "CLIENT", Lines: []Span{{Text: "محمد عبد الرحمن"}}}}})
	first := Page{}.Width
	for _, o := range doc.Pages[0].Ops {
		if x, ok := o.(OpText); ok && x.Y > 90 && (first == 0 || x.X < first) {
			first = x.X
		}
	}
	if first < left-1 || first > left+1 {
		t.Errorf("the name begins at %.1f, not at %.1f", first, left)
	}
}

func TestARunningHeadGivesTheNameWhatIsLeft(t *testing.T) {
	name := "Établissements Kabongo-Vandenbroucke & Filles, Négoce du Kivu SA"
	doc, err := Layout(Setup{Title: "Essai", Header: RunningHead(name, "Rapport mensuel · octobre 2026", NewTheme(Color{}, Color{}))}, []Block{Para("Bonjour")})
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(&doc.Pages[0]); got[1] != name {
		t.Errorf("the head says %q", got[:2])
	}
}
