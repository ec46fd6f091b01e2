package choices

import (
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
)

func TestEveryZoneExists(t *testing.T) {
	for _, o := range Zones("") {
		if _, err := time.LoadLocation(o.Key); err != nil {
			t.Errorf("%s: %v", o.Key, err)
		}
	}
}

func TestEveryCountryHasANameInBothLanguages(t *testing.T) {
	for _, l := range []text.Lang{text.FR, text.EN} {
		for _, o := range Countries(text.For(l), "") {
			if o.Label == "" || o.Label == o.Key {
				t.Errorf("%s has no name in %s", o.Key, l)
			}
		}
	}
	if got := Country(text.For(text.EN), "DE"); got != "Germany" {
		t.Errorf("DE is %q", got)
	}
	if got := Country(text.For(text.FR), "?"); got != "?" {
		t.Errorf("an unknown code is %q", got)
	}
}

func TestWhatIsChosenIsOfferedThoughUnusual(t *testing.T) {
	if got := Zones("Asia/Kathmandu")[0].Key; got != "Asia/Kathmandu" {
		t.Errorf("first is %q", got)
	}
	if a, b := len(Zones("UTC")), len(Zones("")); a != b {
		t.Errorf("UTC is offered twice: %d, %d", a, b)
	}
}

func TestPeople(t *testing.T) {
	all := []clients.Staff{{ID: "a", Name: "Ada"}, {ID: "b", Name: "Bo", ArchivedAt: "2026-01-01T00:00:00Z"}, {ID: "c", Name: "Cy"}}
	got := People(all, "—", "c")
	if len(got) != 2 || got[0].Key != "" || got[1].Label != "Ada" {
		t.Errorf("offered %v", got)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Kivu Maison": "KM", "Hôtel Roches": "HR", "L’Atelier": "LA", "éclair": "É", "شركة المياه": "شا", "": ""} {
		if got := Initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
