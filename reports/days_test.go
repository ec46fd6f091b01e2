package reports

import (
	"strings"
	"testing"

	"regie/assets/text"
	"regie/reports/page"
	"regie/reports/readback"
)

// Ensure no day is called the fullest where others are as full.
func TestDaysAsFullAsEachOtherAreNamedTogether(t *testing.T) {
	m := kivuMonth(text.FR)
	most := int64(0)
	for _, d := range m.Hours.ByDay {
		most = max(most, d.Billed)
	}
	if said := readback.Text(t, saved(t, m)); !strings.Contains(said, "La journée la plus chargée est le") {
		t.Error("a single fullest day is not named")
	}
	m.Hours.ByDay[0].Billed, m.Hours.ByDay[1].Billed = most+60, most+60
	said := readback.Text(t, saved(t, m))
	if strings.Contains(said, "La journée la plus chargée") || !strings.Contains(said, "Les 2 journées les plus chargées") {
		t.Errorf("two days of %d minutes:\n%s", most+60, said)
	}
}

// Ensure bars stand out on white, however light the client's colour is.
func TestBarsOfALightBrandStandOut(t *testing.T) {
	m := kivuMonth(text.FR)
	m.Client.Brand.Primary = "#FDE047"
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	light := page.Hex("#FDE047")
	for i := range doc.Pages[1:] { // the cover is the brand's
		for _, op := range doc.Pages[i+1].Ops {
			if r, ok := op.(page.OpRect); ok && r.Fill == light && r.H > 2 {
				t.Errorf("page %d: a bar of %.0f × %.0f points in %s", i+2, r.W, r.H, light)
			}
		}
	}
}
