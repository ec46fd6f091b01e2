package store

import (
	"image/color"
	"strings"
	"testing"

	"regie/clients/calendar"
	"regie/clients/civil"
)

func TestOwnDaysStandInTheMonth(t *testing.T) {
	o := openOffice(t)
	d, err := o.cal.SaveOwnDay(o.paul, calendar.OwnDay{Client: "k", Kind: calendar.OwnKeyDate, Name: "Récolte", Days: civil.Range{From: civil.NewDate(2026, 11, 28), To: civil.NewDate(2026, 12, 2)}, Lead: 14})
	if err != nil {
		t.Fatal(err)
	}
	v, err := o.cal.Month(o.paul, "k", civil.Month{Year: 2026, Month: 11})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, day := range v.Days {
		if len(day.Own) > 0 {
			seen++
		}
	}
	if seen != 5 { // the grid goes to Sunday 6 December
		t.Errorf("%d days", seen)
	}
	d.Days.To = civil.NewDate(2026, 11, 1)
	_, err = o.cal.SaveOwnDay(o.paul, d)
	wantFault(t, err, "dates_reversed", "until")
	if _, err := o.cal.SetState(o.paul, o.add(o.paul, "n", "Rien d’interdit").ID, calendar.Approved, ""); err != nil {
		t.Error(err)
	}
}

// Ensure a text that no network takes is refused with its length, and nothing
// is kept of it.
func TestEndlessTextIsRefused(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "k", "Un texte")
	for _, field := range []string{"text", "first_comment"} {
		_, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error {
			if long := strings.Repeat("é", 100_000); field == "text" {
				it.SetText("linkedin", long)
			} else {
				it.Texts[1].FirstComment = long
			}
			return nil
		})
		wantFault(t, err, "text_too_long", field)
	}
	if got := o.show(it.ID).Item; got.Version != it.Version || got.Hash != it.Hash {
		t.Errorf("%+v", got)
	}
}

// Ensure one byte more in a picture, one rune in any text, the day, the time
// and the link each void what was decided.
func TestOneSignVoidsEveryDecision(t *testing.T) {
	for name, change := range map[string]func(o *office, it *calendar.Item){
		"a rune of one network": func(_ *office, it *calendar.Item) { it.SetText("facebook", "Texte à approuver.") },
		"an invisible rune":     func(_ *office, it *calendar.Item) { it.SetText("linkedin", "Texte à approuver\u200b") },
		"the same look, decomposed": func(_ *office, it *calendar.Item) {
			it.SetText("linkedin", "Texte a\u0300 approuver")
		},
		"the day":  func(_ *office, it *calendar.Item) { it.On = it.On.AddDays(1) },
		"the time": func(_ *office, it *calendar.Item) { it.At++ },
		"the link": func(_ *office, it *calendar.Item) { it.Link = "https://example.org/" },
		"a picture": func(o *office, it *calendar.Item) {
			a := o.asset(calendar.Asset{}, append(picture(o.t, 9, 9, color.Black), 0))
			it.Media = append(it.Media, calendar.Media{SHA256: a.SHA256})
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := openOffice(t)
			it := o.approved("Texte à approuver")
			if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { change(o, it); return nil }); err != nil {
				t.Fatal(err)
			}
			d := o.show(it.ID)
			if d.Item.State != calendar.InternalReview || d.Committee.Approvals != 0 {
				t.Errorf("%s with %d approvals", d.Item.State, d.Committee.Approvals)
			}
			for _, decision := range d.Decisions {
				if decision.Valid(d.Item) {
					t.Errorf("%s still holds", decision.Who)
				}
			}
		})
	}
}
