package store

import (
	"slices"
	"testing"

	"regie/clients/calendar"
	"regie/clients/fault"
)

// Ensure the line of an idea files it where it names a pillar or a network of
// the client, and leaves other words alone.
func TestAnIdeaIsFiledByItsLine(t *testing.T) {
	o := openOffice(t)
	ids := map[string]string{}
	for _, name := range []string{"Recettes et produits", "Récits", "Coulisses"} {
		p, err := o.cal.SavePillar(o.paul, calendar.Pillar{Client: "k", Name: name})
		if err != nil {
			t.Fatal(err)
		}
		ids[string(p.ID)] = name
	}
	for _, c := range []struct {
		line, title, pillar string
		networks            []string
	}{
		{"Visite de l’atelier", "Visite de l’atelier", "", nil},
		{"#coulisses Visite @insta de l’atelier @FB", "Visite de l’atelier", "Coulisses", []string{"facebook", "instagram"}},
		{"Fondue #recettes", "Fondue", "Recettes et produits", nil},
		{"Un conte #recits @x @x", "Un conte", "Récits", []string{"x"}},
		{"Fondue #rec", "Fondue #rec", "", nil}, // two begin so
		{"Le #coulisses du #jeu @aline", "Le du #jeu @aline", "Coulisses", nil},
		{"Note # @ seules", "Note # @ seules", "", nil},
	} {
		it, err := o.cal.AddIdea(o.paul, "k", c.line)
		if err != nil {
			t.Fatalf("%s: %v", c.line, err)
		}
		row := it.Row()
		slices.Sort(row.Networks)
		if it.Title != c.title || ids[string(it.Pillar)] != c.pillar || !slices.Equal(row.Networks, c.networks) {
			t.Errorf("%q: %q, pillar %q, on %v", c.line, it.Title, ids[string(it.Pillar)], row.Networks)
		}
	}
	if _, err := o.cal.AddIdea(o.paul, "k", " #coulisses @fb "); !fault.Is(err, "title_missing") {
		t.Errorf("an idea without a title: %v", err)
	}
}
