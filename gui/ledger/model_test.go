package ledger

import (
	"bytes"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/screen"
)

var today = civil.NewDate(2026, 11, 22)

func invoice(client clients.ID, number string, due civil.Date, gross, paid int64) billing.Document {
	return billing.Document{
		Client: client, Kind: billing.Invoice, Number: number, DueOn: due, Currency: "EUR", State: billing.Issued,
		Totals: billing.Totals{Gross: gross}, PaidMinor: paid, Buyer: billing.Party{LegalName: "Imprimé"},
	}
}

// Ensure what is owed stands under its lateness, that paid invoices are left
// out, and that a client out of the rail keeps its printed name.
func TestOwed(t *testing.T) {
	p := text.For(text.FR)
	docs := []billing.Document{
		invoice("k", "F2026-0003", today.AddDays(10), 100_00, 0),
		invoice("k", "F2026-0001", today.AddDays(-40), 250_00, 50_00),
		invoice("k", "F2026-0002", today.AddDays(-5), 80_00, 80_00),
		invoice("z", "F2026-0004", today.AddDays(-1), 10_00, 0),
	}
	rows := owed(p, docs, today, func(id string) (screen.Client, bool) {
		return screen.Client{Key: "kivu", Name: "Kivu Maison"}, id == "k"
	})
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	k, z := rows[0], rows[1]
	if k.name != "Kivu Maison" || k.total != p.Money(money.Of(300_00, "EUR")) || k.due[billing.Days60] != p.Money(money.Of(200_00, "EUR")) || k.due[billing.Days30] != "" || !k.late {
		t.Errorf("%+v", k)
	}
	if z.client != "" || z.name != "Imprimé" || z.due[billing.Days30] == "" {
		t.Errorf("%+v", z)
	}
	list := open(docs)
	if len(list) != 3 || list[0].Number != "F2026-0001" || list[2].Number != "F2026-0003" {
		t.Errorf("open %v", list)
	}
	if _, words := lateness(p, docs[1].DueOn, today); !strings.HasPrefix(words, "40") {
		t.Errorf("late %q", words)
	}
}

// Ensure each currency has its own sum, and that a partial cost says so.
func TestProfits(t *testing.T) {
	p := text.For(text.EN)
	rows := profits(p, []billing.Profit{
		{Key: "junior", Currency: "EUR", Seconds: 7200, Revenue: 120_00, Cost: 50_00},
		{Key: "senior", Currency: "EUR", Seconds: 3600, Revenue: 30_00, Cost: 50_00, Uncosted: 1},
		{Key: "", Currency: "USD", Revenue: 70_00},
	}, map[string]string{"junior": "Junior"})
	if len(rows) != 5 {
		t.Fatalf("%d rows", len(rows))
	}
	if r := rows[0]; r.label != "Junior" || r.margin != "€70.00" || r.rate != "€60.00" || r.loss {
		t.Errorf("%+v", r)
	}
	if r := rows[1]; !r.loss || r.cost != "~ €50.00" {
		t.Errorf("%+v", r)
	}
	if r := rows[2]; !r.sum || r.revenue != "€150.00" || r.rate != "€50.00" {
		t.Errorf("%+v", r)
	}
	if r := rows[3]; r.label == "" || r.rate != p.T("common.unknown") {
		t.Errorf("%+v", r)
	}
}

// Ensure what is typed in the settings is what is kept, and that each refusal
// stands at its own field.
func TestSettingsAreReadBack(t *testing.T) {
	test.NewTempApp(t)
	p := text.For(text.FR)
	f := newSettings(p, billing.DefaultSettings())
	put, err := f.read()
	if err != nil {
		t.Fatal(err)
	}
	var s billing.Settings
	put(&s)
	if want := billing.DefaultSettings(); s.Formats[billing.SeriesQuote] != want.Formats[billing.SeriesQuote] || s.Accounts != want.Accounts || s.Penalty != want.Penalty {
		t.Errorf("read back %+v", s)
	}
	for _, tt := range []struct {
		set         func(settingFields)
		code, field string
	}{
		{func(f settingFields) { f.days.SetText("bientôt") }, "days_invalid", "payment_days"},
		{func(f settingFields) { f.penalty.SetText("x") }, "penalty_invalid", "penalty"},
		{func(f settingFields) { f.formats[billing.SeriesCredit].SetText("A{year}") }, "format_invalid", "format_A"},
		{func(f settingFields) { f.accounts["vat"].SetText(" ") }, "account_invalid", "account_vat"},
	} {
		f := newSettings(p, billing.DefaultSettings())
		tt.set(f)
		_, err := f.read()
		if e, ok := fault.As(err); !ok || e.Code != tt.code || e.Field != tt.field {
			t.Errorf("%s: got %v", tt.code, err)
		}
	}
}

// Ensure the journal is written in both forms, with a name that says the days.
func TestJournal(t *testing.T) {
	p := text.For(text.FR)
	list := []billing.Posting{{Number: "F2026-0001", On: today, Account: "411000", Label: "Clients", Debit: 120_00, Currency: "EUR", Digits: 2}}
	for _, tt := range []struct{ form, begins, ending string }{{formCSV, "Date;", ".csv"}, {formFEC, "JournalCode\t", ".txt"}} {
		var out bytes.Buffer
		if err := journal(&out, tt.form, list, p, "EUR"); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String(), tt.begins) || !strings.Contains(out.String(), "120,00") {
			t.Errorf("%s: %q", tt.form, out.String())
		}
		if n := journalName(p, tt.form, civil.NewMonth(2026, 10).Range()); n != "journal-des-ventes_2026-10-01_2026-10-31"+tt.ending {
			t.Errorf("named %s", n)
		}
	}
}
