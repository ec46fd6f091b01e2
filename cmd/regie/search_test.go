package main

import (
	"slices"
	"testing"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// Ensure a kind of document is known by its name, and a number after it.
func TestDocumentKinds(t *testing.T) {
	for query, want := range map[string]struct {
		number string
		kinds  []billing.Kind
	}{
		"fact":               {"fact", []billing.Kind{billing.Invoice, billing.Deposit}},
		"Relevé":             {"Relevé", []billing.Kind{billing.Statement}},
		"facture f2026-0007": {"f2026-0007", nil},
		"F2026":              {"F2026", nil},
		"1 234,50":           {"1 234,50", nil},
	} {
		number, kinds := documentKinds(text.For(text.FR), query)
		if number != want.number || !slices.Equal(kinds, want.kinds) {
			t.Errorf("%q: %q, %v", query, number, kinds)
		}
	}
}

// Ensure a document's hit leads to it.
func TestDocumentHit(t *testing.T) {
	d := billing.Document{Kind: billing.Invoice, Number: "F2026-0007", IssuedOn: civil.NewDate(2026, 11, 2), Currency: "EUR", Totals: billing.Totals{Gross: 123_450}}
	hit := documentHit(text.For(text.FR), clients.Client{Key: "kivu", Name: "Kivu Maison"}, d)
	if hit.Title != "Facture F2026-0007" || hit.Route.Arg != "F2026-0007" || hit.Client != "kivu" {
		t.Errorf("%+v", hit)
	}
}
