package main

import (
	"testing"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// Ensure a document is found by its number, its client and its amount as typed.
func TestDocumentHits(t *testing.T) {
	by := map[clients.ID]clients.Client{"k": {ID: "k", Key: "kivu", Name: "Kivu Maison"}}
	docs := []billing.Document{
		{Client: "k", Kind: billing.Invoice, Number: "F2026-0007", IssuedOn: civil.NewDate(2026, 11, 2), Currency: "EUR", Totals: billing.Totals{Gross: 123_450}},
		{Client: "gone", Kind: billing.Invoice, Number: "F2026-0008", Currency: "EUR"},
	}
	for query, want := range map[string]int{"f2026-0007": 1, "kivu": 1, "facture": 1, "1 234,50": 1, "1234": 1, "999": 0, "0008": 0, "lumen": 0} {
		hits := documentHits(text.For(text.FR), docs, by, query)
		if len(hits) != want {
			t.Errorf("%q gives %d", query, len(hits))
		} else if want == 1 && (hits[0].Route.Arg != "F2026-0007" || hits[0].Client != "kivu") {
			t.Errorf("%q leads to %+v", query, hits[0].Route)
		}
	}
}
