package bankstatement

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports/letter"
	"regie/reports/readback"
)

// desk plays months from a contract and uses by the hours room's own rules.
type desk struct {
	contract clients.Contract
	rows     []hours.Row
	consents []hours.Consent
	moves    []hours.Movement
	closed   civil.Month // up to and with
}

func (d desk) terms(m civil.Month) hours.MonthTerms {
	return hours.TermsOf([]clients.Contract{d.contract}, m)
}

func (d desk) Bank(_ context.Context, client clients.ID, m civil.Month) (hours.Bank, error) {
	in := map[string]hours.State{}
	var levels []string
	for _, l := range d.contract.Levels {
		levels = append(levels, l.Level)
	}
	for at := d.contract.From.InMonth(); ; at = at.Add(1) {
		var rows []hours.Row
		for _, r := range d.rows {
			if r.On.InMonth() == at {
				rows = append(rows, r)
			}
		}
		var moves []hours.Movement
		for _, mv := range d.moves {
			if mv.On.InMonth() == at {
				moves = append(moves, mv)
			}
		}
		banks := hours.RunBanks(d.terms(at), in, hours.UsesByDay(rows, d.contract.Rounding, levels), moves)
		if at != m {
			in = banks.States()
			continue
		}
		b := hours.Bank{Client: client, Month: m, Contract: banks.Terms.Contract, Closed: !m.After(d.closed), Total: banks.Total}
		for _, l := range banks.Levels {
			b.Levels = append(b.Levels, hours.LevelBank{LevelStatement: l})
		}
		for _, k := range d.consents {
			if k.Month == m {
				b.Consents = append(b.Consents, k)
				b.Consented += k.Minutes
			}
		}
		b.Unconsented = max(0, b.Total.Overage-b.Consented)
		return b, nil
	}
}

func (d desk) Summary(_ context.Context, client clients.ID, m civil.Month) (hours.Summary, error) {
	s := hours.Summary{Client: client, Month: m, Rounding: d.contract.Rounding}
	for _, r := range d.rows {
		if r.On.InMonth() == m {
			s.Rows = append(s.Rows, r)
		}
	}
	s.Bill = hours.MakeBill(s.Rows, s.Rounding, "EUR")
	return s, nil
}

func ptr[T any](v T) *T { return &v }

var january = civil.NewMonth(2026, time.January)

func testHouse(l text.Lang) readback.House {
	return readback.House{Of: letter.Letter{
		Today:    civil.NewDate(2026, 3, 15),
		Client:   clients.Client{ID: "k", Key: "kivu", Name: "Kivu Maison", Lang: string(l), Currency: "EUR", Brand: clients.Brand{Primary: "#C2410C"}},
		Agency:   clients.Agency{Name: "Agence Pixel & Co", Identity: clients.Identity{LegalName: "Pixel & Co", LegalForm: "SAS", Address: "1 rue du Lac", Postcode: "69002", City: "Lyon", SIRET: "99990011100017"}},
		Contacts: []clients.Contact{{Name: "Aline K.", Job: "directrice"}},
		Staff:    []clients.Staff{{ID: "g", Name: "Grâce M."}, {ID: "p", Name: "Paul D."}},
		Hats:     []clients.Hat{{Key: "writer", NameFR: "Rédaction", NameEN: "Writing"}, {Key: "care", NameFR: "Relation client", NameEN: "Customer care"}},
		Levels:   []clients.Level{{Key: "senior", NameFR: "Senior", NameEN: "Senior"}, {Key: "junior", NameFR: "Junior", NameEN: "Junior"}},
	}}
}

// vectorDesk is the vector of the rules: 20 h, cap 8 h, valid 2 months, 14 h in
// January, 17 h in February, 30 h in March.
func vectorDesk() desk {
	d := desk{closed: january, contract: clients.Contract{
		ID: "c", From: january.First(), QuotaMinutes: 1200, Carry: clients.CarrySurplus, CapMinutes: ptr(int64(480)), ValidMonths: ptr(2),
		Order: clients.OldestFirst, Overage: clients.OverageBill, OverageCoefficient: 12_500, Rounding: clients.Rounding{Mode: clients.RoundNone},
	}}
	for n, hoursOf := range []int64{14, 17, 30} {
		for i := range hoursOf {
			r := hours.Row{On: january.Add(n).First().AddDays(int(i) % 14), Seconds: 3600, Hat: "writer", Level: "senior", Person: "g", Kind: hours.Contract}
			if i%3 == 0 {
				r.Hat, r.Level, r.Person = "care", "junior", "p"
			}
			d.rows = append(d.rows, r)
		}
	}
	slices.SortStableFunc(d.rows, func(a, b hours.Row) int { return a.On.Compare(b.On) })
	d.consents = []hours.Consent{{Month: january.Add(2), Minutes: 60, By: "Aline K.", On: civil.NewDate(2026, 3, 10), Reason: "Lancement"}}
	return d
}

func gather(t testing.TB, h readback.House, d desk, from, until civil.Month, lang text.Lang) Statement {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 3, 15, 11, 0, 0, 0, time.UTC) }
	s, err := New(h, d, now).Gather(context.Background(), "k", from, until, lang)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func render(t testing.TB, s Statement) []byte {
	t.Helper()
	doc, err := Render(s)
	if err != nil {
		t.Fatal(err)
	}
	readback.Inside(t, doc)
	var b bytes.Buffer
	if err := WritePDF(&b, s, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// statements are the cases by name.
func statements(t testing.TB) map[string]Statement {
	all := map[string]Statement{}
	for _, l := range text.Langs() {
		h := testHouse(l)
		all["vector-"+string(l)] = gather(t, h, vectorDesk(), january, january.Add(2), "")
		d := vectorDesk()
		d.contract.Levels = []clients.LevelQuota{{Level: "senior", Minutes: 360}}
		all["levels-"+string(l)] = gather(t, h, d, january, january.Add(2), "")
		wild := vectorDesk()
		h.Of.Client.Name = "محل الزهور " + strings.Repeat("Société très longue ", 12)
		h.Of.Client.Brand.Primary = "#FFE066"
		wild.moves = []hours.Movement{{On: january.First(), Kind: hours.Adjust, Minutes: -2000, Reason: strings.Repeat("Une note très longue 😀 ", 90)}}
		wild.contract.Carry = clients.CarryBoth
		all["wild-"+string(l)] = gather(t, h, wild, january, january.Add(2), "")
		d = vectorDesk()
		d.rows = nil
		all["unused-"+string(l)] = gather(t, testHouse(l), d, january, january, "")
	}
	return all
}

func TestStatementSaysWhatTheBankSays(t *testing.T) {
	for name, s := range statements(t) {
		said := readback.Text(t, readback.Saved(t, "s.pdf", render(t, s)))
		p := s.Printer()
		want := []string{p.T("bankstatement.name"), p.T("letter.sign_signature"), "SIRET 999 900 111 00017", p.Hours(s.Opening()), p.Hours(s.Closing())}
		for _, m := range s.Months {
			for _, mv := range m.Total.Movements {
				want = append(want, p.DateShort(mv.On), p.Hours(max(mv.Minutes, -mv.Minutes)), p.Hours(mv.Balance), p.T("hours.movement_"+string(mv.Kind)))
			}
			for _, l := range m.Total.State.Lots {
				want = append(want, p.Hours(l.Minutes))
			}
			for _, c := range m.Consents {
				want = append(want, c.By, p.Hours(c.Minutes), c.Reason)
			}
		}
		for _, part := range slices.Concat(s.Hats, s.Levels, s.People) {
			want = append(want, p.Hours(part.Minutes))
		}
		for _, w := range want {
			if !strings.Contains(said, readback.Flat(w)) {
				t.Errorf("%s: %q is not said", name, w)
			}
		}
		if strings.Contains(said, "⟦") {
			t.Errorf("%s: a sentence is missing", name)
		}
	}
}

func TestVector(t *testing.T) {
	s := statements(t)["vector-fr"]
	last := s.Months[2]
	if s.Months[1].Total.CapLoss != 60 || last.Total.Overage != 120 || last.Unconsented != 60 {
		t.Errorf("cap loss %d, overage %d, without consent %d", s.Months[1].Total.CapLoss, last.Total.Overage, last.Unconsented)
	}
	said := readback.Text(t, readback.Saved(t, "s.pdf", render(t, s)))
	for _, want := range []string{"à ce jour", "mois clos", "Perte au plafond", "1 h 00 sans accord", "× 1,25", "Bon pour accord"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said", want)
		}
	}
}

func TestEveryStatementIsASoundFile(t *testing.T) {
	for name, s := range statements(t) {
		first := render(t, s)
		readback.Sound(t, readback.Saved(t, "s.pdf", first))
		if !bytes.Equal(first, render(t, s)) {
			t.Errorf("%s: two renderings differ", name)
		}
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := WriteWorkbook(w, s); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: two workbooks differ", name)
		}
	}
}

// Ensure the workbook has the bank's minutes, each balance what the one above
// it and the movement come to.
func TestWorkbookHoldsTheLedger(t *testing.T) {
	for name, s := range statements(t) {
		f := readback.Workbook(t, Workbook(s))
		p := s.Printer()
		var minutes, balances []float64
		for _, row := range readback.Rows(t, f, p.T("bankstatement.movements")) {
			if len(row) > 8 && row[1] != "" && row[1] != p.T("bankstatement.month") {
				minutes = append(minutes, readback.Number(t, row[5]))
				balances = append(balances, readback.Number(t, row[6]))
			}
		}
		want := []float64{float64(s.Opening())}
		for _, m := range s.Months {
			for _, mv := range m.Total.Movements {
				want = append(want, float64(mv.Minutes))
			}
		}
		if !slices.Equal(minutes, want) {
			t.Errorf("%s: minutes %v, want %v", name, minutes, want)
		}
		if got := balances[len(balances)-1]; got != float64(s.Closing()) {
			t.Errorf("%s: closing %v, want %d", name, got, s.Closing())
		}
		for _, row := range readback.Rows(t, f, p.T("bankstatement.name")) {
			for _, m := range s.Months {
				if len(row) > 8 && row[0] == m.Month.String() && math.Round(readback.Number(t, row[8])*60) != float64(m.Total.Out) {
					t.Errorf("%s: %s carries out %s h, want %d min", name, m.Month, row[8], m.Total.Out)
				}
			}
		}
	}
}

// Ensure the parts add up to what the bank gave, whatever the entries and the
// rounding.
func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := vectorDesk()
		d.contract.Rounding = clients.Rounding{
			Mode:  rapid.SampledFrom([]clients.RoundMode{clients.RoundNone, clients.RoundUp, clients.RoundNearest}).Draw(t, "mode"),
			Step:  rapid.SampledFrom([]int{1, 5, 15}).Draw(t, "step"),
			Scope: rapid.SampledFrom([]clients.RoundScope{clients.ScopeEntry, clients.ScopeDay, clients.ScopeLine, clients.ScopeDocument}).Draw(t, "scope"),
		}
		d.rows = nil
		for i := range rapid.IntRange(0, 40).Draw(t, "entries") {
			d.rows = append(d.rows, hours.Row{
				ID: clients.ID(fmt.Sprint(i)), On: january.First().AddDays(i), Seconds: rapid.Int64Range(1, 20_000).Draw(t, "seconds"),
				Hat: rapid.SampledFrom([]string{"writer", "care"}).Draw(t, "hat"), Level: rapid.SampledFrom([]string{"senior", "junior"}).Draw(t, "level"),
				Person: rapid.SampledFrom([]clients.ID{"g", "p"}).Draw(t, "person"),
				Kind:   rapid.SampledFrom([]hours.Kind{hours.Contract, hours.Extra, hours.Free}).Draw(t, "kind"),
			})
		}
		now := func() time.Time { return time.Time{} }
		s, err := New(testHouse(text.FR), d, now).Gather(context.Background(), "k", january, january.Add(1), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range [][]Share{s.Hats, s.Levels, s.People} {
			var sum int64
			for _, x := range list {
				sum += x.Minutes
				if x.Label == "" {
					t.Errorf("a difference of %d where nothing was closed", x.Minutes)
				}
			}
			if sum != s.used() {
				t.Errorf("parts %v add up to %d of %d", list, sum, s.used())
			}
		}
	})
}

func TestGatherRefuses(t *testing.T) {
	h := testHouse(text.FR)
	for _, c := range []struct {
		code        string
		from, until civil.Month
		change      func(*desk, *letter.Letter)
	}{
		{"statement_order", january.Add(1), january, nil},
		{"statement_long", january, january.Add(MostMonths), nil},
		{"report_month_future", january, january.Add(3), nil},
		{"report_internal", january, january, func(_ *desk, l *letter.Letter) { l.Client.Internal = true }},
		{"statement_no_contract", january, january, func(d *desk, _ *letter.Letter) { d.contract.From = january.Add(1).First() }},
	} {
		d, house := vectorDesk(), h
		if c.change != nil {
			c.change(&d, &house.Of)
		}
		if c.code == "statement_no_contract" {
			d.contract.From = january.First() // the desk plays on from here
			d.contract.Until = january.First().AddDays(-1)
		}
		_, err := New(house, d, time.Now).Gather(context.Background(), "k", c.from, c.until, "")
		if !fault.Is(err, c.code) {
			t.Errorf("%s: %v", c.code, err)
		}
	}
}
