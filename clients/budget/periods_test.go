package budget

import (
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Ensure a quarter is its months added up, however lines and movements lie, and
// that no currency is added to another.
func TestAPeriodIsItsMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := civil.NewMonth(2026, 4)
		var books Books
		for range rapid.IntRange(1, 6).Draw(t, "lines") {
			from := first.First().AddDays(rapid.IntRange(-60, 80).Draw(t, "from"))
			l := Line{
				ID: clients.ID(rune('a' + len(books.Lines))), Kind: Kinds()[rapid.IntRange(0, 6).Draw(t, "kind")],
				From: from, To: from.AddDays(rapid.IntRange(0, 200).Draw(t, "days")), PlannedMinor: rapid.Int64Range(0, 1e6).Draw(t, "planned"),
				Currency: rapid.SampledFrom([]money.Currency{money.EUR, money.USD}).Draw(t, "currency"),
			}
			on := first.First().AddDays(rapid.IntRange(-90, 150).Draw(t, "on"))
			books.Lines = append(books.Lines, l)
			books.Movements = append(books.Movements, Movement{Line: l.ID, Kind: Spend, On: on, LineMinor: rapid.Int64Range(-5000, 1e6).Draw(t, "spent")})
		}
		whole := books.period("k", first.Quarter(), money.EUR, first.Last())
		for _, c := range []money.Currency{money.EUR, money.USD} {
			sum := Sum{Currency: c}
			for i := range 3 {
				sum = sum.Plus(books.period("k", first.Add(i).Range(), money.EUR, first.Last()).Part(c).Total)
			}
			if got := whole.Part(c).Total; got != sum {
				t.Fatalf("the quarter has %+v, its months %+v", got, sum)
			}
		}
	})
}

func TestQuarters(t *testing.T) {
	for m, want := range map[string]string{"2026-01": "2026-01-01 2026-03-31", "2026-06": "2026-04-01 2026-06-30", "2026-12": "2026-10-01 2026-12-31"} {
		if q := month(m).Quarter(); q.From.String()+" "+q.To.String() != want {
			t.Errorf("%s: %v", m, q)
		}
	}
}
