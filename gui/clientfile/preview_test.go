package clientfile

import (
	"strings"
	"testing"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/money"
)

func TestTermsAreReadBackInPlainWords(t *testing.T) {
	p := text.For(text.FR)
	n := func(v int) *int { return &v }
	m := func(v int64) *int64 { return &v }
	fee := &money.Amount{Minor: 180000, Currency: "EUR"}
	levels := []clients.Level{{Key: "senior", NameFR: "Senior"}}
	for _, c := range []struct {
		name string
		c    clients.Contract
		want string
	}{
		{"the vector", clients.Contract{
			QuotaMinutes: 1200, Fee: fee, Carry: clients.CarrySurplus, CapMinutes: m(480), ValidMonths: n(2), Order: clients.OldestFirst, Overage: clients.OverageRefuse,
		}, "20 h 00 par mois, pour 1 800,00 €. Ce qui reste est reporté, plafonné à 8 h 00, valable 2 mois, les heures les plus anciennes servant d’abord. Au-delà : refusé, sauf accord du client."},
		{"the lower cap, levels, rounding", clients.Contract{
			QuotaMinutes: 1200, Carry: clients.CarryBoth, CapMinutes: m(480), CapPercent: n(20), Order: clients.CurrentFirst,
			Levels: []clients.LevelQuota{{Level: "senior", Minutes: 360}}, Rounding: clients.Rounding{Mode: clients.RoundUp, Step: 15, Scope: clients.ScopeDay}, StatementFirst: true,
		}, "20 h 00 par mois, sans forfait : facturé au temps passé. Réservé : 6 h 00 Senior ; 14 h 00 pour tous. Ce qui reste est reporté, plafonné à 4 h 00, les heures du mois servant d’abord. " +
			"Au-delà : retiré du mois suivant. Temps arrondi aux 15 min supérieures, par jour et casquette. Le client signe un relevé avant la facture."},
		{
			"billed dearer",
			clients.Contract{QuotaMinutes: 60, Fee: fee, Carry: clients.CarryNone, Overage: clients.OverageBill, OverageCoefficient: 12_500},
			"1 h 00 par mois, pour 1 800,00 €. Ce qui reste en fin de mois est perdu. Au-delà : facturé 1,25 fois le taux du niveau, avec l’accord du client.",
		},
		{
			"too much kept apart",
			clients.Contract{QuotaMinutes: 60, Fee: fee, Carry: clients.CarryNone, Overage: clients.OverageFree, Levels: []clients.LevelQuota{{Level: "senior", Minutes: 90}}},
			"1 h 00 par mois, pour 1 800,00 €. Réservé : 1 h 30 Senior, soit 0 h 30 de trop. Ce qui reste en fin de mois est perdu. Au-delà : offert.",
		},
		{"nothing yet", clients.Contract{}, "Donnez des heures par mois ou un forfait : la suite se lit ici."},
	} {
		got := strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(meaning(p, levels, c.c))
		if got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
