package clients

import (
	"strings"
	"testing"

	"regie/clients/fault"
	"regie/clients/hue"
)

func checkIdentity(i Identity) (Identity, error) {
	if i.Country == "" {
		i.Country = "FR"
	}
	var c checks
	c.identity(&i)
	return i, c.err
}

func TestIdentityIsHeldAgainstItsForms(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    Identity
		code  string
		field string
	}{
		{"spaces are dropped", Identity{SIREN: "732 829 320", SIRET: "732 829 320 00074"}, "", ""},
		{"any IBAN country", Identity{IBAN: "BE68 5390 0754 7034"}, "", ""},
		{"short SIREN", Identity{SIREN: "73282932"}, "siren_invalid", "siren"},
		{"letters in SIREN", Identity{SIREN: "73282932O"}, "siren_invalid", "siren"},
		{"SIRET of another", Identity{SIREN: "732829320", SIRET: "55210055400013"}, "siret_of_another", "siret"},
		{"IBAN without country", Identity{IBAN: "7630006000011234567890189"}, "iban_invalid", "iban"},
		{"VAT with signs", Identity{VATID: "FR/40"}, "vat_id_invalid", "vat_id"},
		{"no such country", Identity{Country: "ZZ"}, "country_unknown", "country"},
		{"a continent", Identity{Country: "001"}, "country_unknown", "country"},
		{"small letters", Identity{Country: "cd"}, "", ""},
		{"control characters", Identity{City: "Ly\x07on"}, "name_invalid", "city"},
		{"a long address", Identity{Address: strings.Repeat("x", MaxText+1)}, "text_too_long", "address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := checkIdentity(c.in)
			f, _ := fault.As(err)
			if c.code == "" && err != nil || c.code != "" && (f == nil || f.Code != c.code || f.Field != c.field) {
				t.Errorf("got %v", err)
			}
		})
	}
	i, _ := checkIdentity(Identity{SIREN: "732 829 320", Country: "cd"})
	if i.SIREN != "732829320" || i.Country != "CD" {
		t.Errorf("kept as %q, %q", i.SIREN, i.Country)
	}
}

// Ensure check digits are noted, La Poste's exception included (INSEE's own
// examples and the IBAN registry's).
func TestIdentityNotes(t *testing.T) {
	for _, c := range []struct {
		in   Identity
		want string
	}{
		{Identity{SIREN: "732829320", SIRET: "73282932000074", IBAN: "FR7630006000011234567890189"}, ""},
		{Identity{SIRET: "35600000049837"}, ""},
		{Identity{SIREN: "732829321"}, "siren_check"},
		{Identity{SIRET: "73282932000075"}, "siret_check"},
		{Identity{IBAN: "FR7630006000011234567890188"}, "iban_check"},
		{Identity{IBAN: "GB82WEST12345698765432"}, ""},
	} {
		notes := IdentityNotes(c.in)
		if c.want == "" && len(notes) != 0 || c.want != "" && (len(notes) != 1 || notes[0].Code != c.want) {
			t.Errorf("%+v: %v", c.in, notes)
		}
	}
}

func TestBrandNotesNameTheReadableColour(t *testing.T) {
	notes := BrandNotes(Brand{Primary: "#FFD54F", Secondary: "#0F766E"})
	if len(notes) != 1 || notes[0].Code != "color_contrast" || notes[0].Field != "primary" {
		t.Fatalf("notes: %v", notes)
	}
	c, err := hue.Parse(notes[0].Args["readable"].(string))
	if err != nil || hue.Contrast(c, hue.White) < hue.ContrastText {
		t.Errorf("proposed %v", notes[0].Args["readable"])
	}
}
