package plan

import (
	"testing"

	"regie/assets/icons"
	"regie/assets/keydates"
	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// Ensure calendars of marks are chosen, a sector's wear its name, and an
// embargo is never hidden.
func TestMarkChips(t *testing.T) {
	p := text.For(text.FR)
	day := civil.NewDate(2026, 12, 5)
	d := calendar.Day{
		Date:     day,
		KeyDates: []keydates.Date{{FR: "Noël", On: day}, {FR: "Journée des sols", On: day, Calendar: "food"}},
		Own:      []calendar.OwnDay{{Kind: calendar.OwnKeyDate, Name: "Salon"}, {Kind: calendar.Embargo, Name: "Deuil"}},
	}
	for name, c := range map[string]struct {
		chosen []string
		want   []string
	}{
		"all":     {nil, []string{"Salon", "Embargo · Deuil", "Noël", "Journée des sols · Alimentation"}},
		"sector":  {[]string{"food"}, []string{"Embargo · Deuil", "Journée des sols · Alimentation"}},
		"country": {[]string{marksCountry}, []string{"Embargo · Deuil", "Noël"}},
		"own":     {[]string{marksOwn}, []string{"Salon", "Embargo · Deuil"}},
		"none":    {[]string{marksOwn, marksNone}, []string{"Embargo · Deuil"}},
	} {
		got := markChips(p, d, filter{calendars: c.chosen})
		if len(got) != len(c.want) {
			t.Errorf("%s: %d chips, want %v", name, len(got), c.want)
			continue
		}
		for i, it := range got {
			if it.Title != c.want[i] || !it.Fixed {
				t.Errorf("%s: %q, want %q", name, it.Title, c.want[i])
			}
		}
	}
	if it := markChips(p, d, filter{})[1]; it.Sign != icons.SignHold {
		t.Errorf("an embargo wears %q", it.Sign)
	}
}

func TestLastShown(t *testing.T) {
	if got := lastShown(civil.NewMonth(2026, 11)); got != civil.NewDate(2026, 12, 6) {
		t.Errorf("November is shown to %s", got)
	}
}
