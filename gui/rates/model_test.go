package rates

import (
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func euros(n int64) money.Amount { return money.Amount{Minor: n * 100, Currency: "EUR"} }

var (
	january = civil.NewDate(2026, time.January, 1)
	october = civil.NewDate(2026, time.October, 1)
	today   = civil.NewDate(2026, time.November, 22)
)

func table() facts {
	return facts{
		today: today, currency: "EUR",
		levels:  []clients.Level{{Key: "senior", NameFR: "Senior", NameEN: "Senior"}},
		staff:   []clients.Staff{{ID: "p", Name: "Paul D."}},
		clients: []clients.Client{{ID: "k", Name: "Kivu Maison", Currency: "EUR"}, {ID: "n", Name: "Banque Nyota", Currency: "USD"}},
		rates: []hours.Rate{
			{ID: "1", Side: hours.Sale, Level: "senior", From: january, Amount: euros(75)},
			{ID: "2", Side: hours.Sale, Level: "senior", From: january.AddMonths(-6), Amount: euros(73)},
			{ID: "3", Side: hours.Sale, Client: "k", Level: "senior", From: january, Amount: euros(85)},
			{ID: "4", Side: hours.Sale, Person: "p", Client: "k", From: october, Amount: euros(70)},
			{ID: "5", Side: hours.Sale, Client: "n", From: october, Amount: euros(99)},
			{ID: "6", Side: hours.Cost, Level: "senior", From: january, Amount: euros(38)},
			{ID: "8", Side: hours.Sale, Level: "senior", From: january, Amount: money.Amount{Minor: 8100, Currency: "USD"}},
			{ID: "7", Side: hours.Sale, Level: "senior", From: today.AddDays(40), Amount: euros(80)},
		},
	}
}

func ids(list []row) string {
	var s []string
	for _, r := range list {
		s = append(s, string(r.ID))
	}
	return strings.Join(s, " ")
}

func TestTheTable(t *testing.T) {
	p := text.For(text.FR)
	for _, c := range []struct {
		side    hours.Side
		client  clients.ID
		history bool
		want    string
	}{
		{hours.Sale, "", false, "4 3 5 7 1 8"},
		{hours.Sale, "", true, "4 3 5 7 1 2 8"},
		{hours.Sale, "k", false, "4 3 7 1"},
		{hours.Cost, "", false, "6"},
	} {
		if got := ids(rows(p, table(), c.side, c.client, c.history)); got != c.want {
			t.Errorf("%s %q %v: %s; want %s", c.side, c.client, c.history, got, c.want)
		}
	}
	list := rows(p, table(), hours.Sale, "", true)
	if !list[5].past || list[3].state != "À venir" || list[0].state != "En vigueur" {
		t.Errorf("states %q, %q, past %v", list[3].state, list[0].state, list[5].past)
	}
	if got := list[0].title(p); got != "Paul D. · Kivu Maison" {
		t.Errorf("title %q", got)
	}
}

// Ensure the effect of a new rate counts the entries it serves best, locked
// ones apart, and leaves those that a more specific rate serves.
func TestTheEffectOfANewRate(t *testing.T) {
	entry := func(id, person clients.ID, level string, on civil.Date) hours.Entry {
		return hours.Entry{ID: id, Client: "k", Person: person, Level: level, On: on, Currency: "EUR", Hat: "writer"}
	}
	entries := []hours.Entry{
		entry("a", "q", "senior", october),
		entry("b", "q", "senior", october.AddDays(1)),
		entry("c", "p", "senior", october), // Paul's own rate goes before
		entry("d", "q", "junior", october), // another level
		{ID: "e", Client: "k", Person: "q", Level: "senior", On: october, Currency: "EUR", Running: true},
		entry("f", "q", "senior", january.AddDays(-1)), // before its first day
	}
	locks := map[clients.ID][]string{"b": {hours.LockMonth}}
	r := hours.Rate{Side: hours.Sale, Client: "k", Level: "senior", From: january.AddDays(5), Amount: euros(90)}
	if got := effectOf(table().rates, r, entries, locks); got != (effect{repriced: 1, locked: 1}) {
		t.Errorf("%+v", got)
	}
	if got := plain((effect{repriced: 3, locked: 1}).sentence(text.For(text.FR))); got != "3 temps ouverts prendront ce taux. 1 temps verrouillé garde le sien." {
		t.Errorf("%q", got)
	}
}

func TestTheAnswerSaysWhyOthersWerePassed(t *testing.T) {
	f := table()
	found, ok := hours.Find(f.rates, hours.Sale, hours.Asked{On: today, Person: "p", Client: "k", Hat: "writer", Level: "senior", Currency: "EUR"})
	a := explain(text.For(text.FR), f, found, ok)
	if !a.ok || plain(a.amount) != "70,00 € / h" || a.title != "Paul D. · Kivu Maison" || len(a.passed) != 3 {
		t.Fatalf("%+v", a)
	}
	if got := plain(a.passed[0].detail); got != "85,00 € · depuis le 1er janv. 2026 · le taux retenu nomme la personne" {
		t.Errorf("%q", got)
	}
	if explain(text.For(text.FR), f, hours.Found{}, false).ok {
		t.Error("no rate has an answer")
	}
}
