package timesheet

import (
	"testing"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/widgets"
)

func sampleBook() book {
	return book{
		people: map[clients.ID]clients.Staff{"g": {ID: "g", Name: "Grâce M.", Level: "junior", WeeklyMinutes: 35 * 60}},
		staff:  []clients.Staff{{ID: "g", Name: "Grâce M.", Level: "junior"}},
		levels: map[string]clients.Level{"junior": {Key: "junior", NameFR: "Junior", NameEN: "Junior"}},
		hats: []clients.Hat{
			{Key: "writer", NameFR: "Rédaction", NameEN: "Writing", Color: "#24527A"},
			{Key: "moderator", NameFR: "Modération", NameEN: "Moderation"},
		},
		clients: map[clients.ID]clients.Client{"k": {ID: "k", Name: "Kivu Maison"}},
		agency:  clients.Agency{Zone: "Europe/Paris", Overlap: clients.OverlapWarn},
	}
}

func sample() weekModel {
	monday := civil.NewDate(2026, 11, 16)
	md := weekModel{book: sampleBook()}
	md.week = hours.Week{Monday: monday, Rows: []hours.WeekRow{{Hat: "writer", Person: "g"}}}
	md.week.Rows[0].Cells[2] = hours.Cell{Seconds: 5400, Locked: true, Entries: []clients.ID{"e"}}
	md.sum.Days = []hours.Part{{Key: "2026-11-02", BilledMinutes: 120}, {Key: "2026-11-18", BilledMinutes: 90}}
	return md
}

// Ensure rows added by hand stand last, once, and only while they are empty.
func TestGrid(t *testing.T) {
	md := sample()
	g := md.grid(text.For(text.FR), md.week.Monday.AddDays(2), []rowKey{{"writer", "g"}, {"writer", "x"}})
	if len(g.Rows) != 2 || g.Rows[0].Key != "writer|g" || g.Rows[1].Key != "writer|x" {
		t.Fatalf("%+v", g.Rows)
	}
	if c := g.Rows[0].Cells[2]; c.Seconds != 5400 || !c.Locked {
		t.Errorf("%+v", c)
	}
	if !g.Days[2].Today || g.Days[1].Today {
		t.Error("today is not marked once")
	}
	if g.Rows[0].Subtitle != "Grâce M. · Junior" {
		t.Errorf("%q", g.Rows[0].Subtitle)
	}
}

// Ensure the line is cumulated, ends today and keeps the forecast for later.
func TestLine(t *testing.T) {
	md := sample()
	today := civil.NewDate(2026, 11, 22)
	md.bank.Contract = &clients.Contract{}
	md.bank.Total.Granted = 32 * 60
	md.bank.Forecast = &hours.Forecast{Used: 34 * 60}
	l := md.line(text.For(text.FR), today.InMonth(), today)
	if len(l.Actual) != 22 || l.Actual[0] != 0 || l.Actual[1] != 2 || l.Actual[21] != 3.5 {
		t.Errorf("%v", l.Actual)
	}
	if l.Limit != 32 || l.Forecast != 34 {
		t.Errorf("limit %v, forecast %v", l.Limit, l.Forecast)
	}
	if past := md.line(text.For(text.FR), today.InMonth(), civil.NewDate(2026, 12, 3)); len(past.Actual) != 30 || past.Forecast != 0 {
		t.Errorf("a past month has %d days and forecast %v", len(past.Actual), past.Forecast)
	}
}

func TestOutlook(t *testing.T) {
	p, today := text.For(text.FR), civil.NewDate(2026, 11, 22)
	md := sample()
	if _, tone := md.outlook(p, today.InMonth(), today); tone != widgets.ToneInfo {
		t.Errorf("without a contract: %q", tone)
	}
	md.bank.Contract = &clients.Contract{}
	md.bank.Total.Granted = 32 * 60
	md.bank.Forecast = &hours.Forecast{Used: 34*60 + 6}
	s, tone := md.outlook(p, today.InMonth(), today)
	if want := "À ce rythme\u00a0: " + p.Hours(34*60+6) + " au 30 nov., soit " + p.Hours(126) + " de dépassement."; s != want || tone != widgets.ToneWarn {
		t.Errorf("%q, %q", s, tone)
	}
	md.bank.Forecast.Used = 30 * 60
	if _, tone := md.outlook(p, today.InMonth(), today); tone != widgets.ToneOK {
		t.Errorf("within the retainer: %q", tone)
	}
}

// Ensure the overage is priced at the mean rate of the retainer's hours, times
// the coefficient, in whole euros, and only where it costs someone something.
func TestOverageValue(t *testing.T) {
	md := sample()
	ten, twenty := int64(100000), int64(60000)
	md.sum.Currency = "EUR"
	md.sum.Lines = []hours.Line{
		{Kind: hours.Contract, BilledSeconds: 10 * 3600, Amount: &ten},
		{Kind: hours.Contract, BilledSeconds: 10 * 3600, Amount: &twenty},
		{Kind: hours.Extra, BilledSeconds: 3600, Amount: &ten},
	}
	for _, c := range []struct {
		overage     clients.Overage
		coefficient int64
		want        int64 // whole units, −1 for none
	}{
		{clients.OverageBill, 10_000, 168}, // 126 min at 80 €/h
		{clients.OverageBill, 12_500, 210},
		{clients.OverageFree, 12_500, 168},
		{clients.OverageRefuse, 10_000, -1},
		{clients.OverageBorrow, 10_000, -1},
	} {
		md.bank.Contract = &clients.Contract{Overage: c.overage, OverageCoefficient: c.coefficient}
		got := int64(-1)
		if v := md.overageValue(126); v != nil {
			got = *v / 100
		}
		if got != c.want {
			t.Errorf("%s × %d: %d €, want %d", c.overage, c.coefficient, got, c.want)
		}
	}
}

// Ensure each level shows its rate, or from which to which.
func TestWorths(t *testing.T) {
	p, md := text.For(text.FR), sample()
	low, high := int64(4000), int64(4500)
	md.sum.Currency = "EUR"
	md.sum.Levels = []hours.Part{{Key: "junior", BilledMinutes: 90, Amount: &high}}
	md.sum.Lines = []hours.Line{{Level: "junior", Rate: &high}, {Level: "junior", Rate: &low}}
	rows := md.worths(p, &md.book)
	if len(rows) != 1 || rows[0].level != "Junior" || rows[0].rate != "40\u00a0€ – 45\u00a0€" {
		t.Errorf("%+v", rows)
	}
}

// Ensure a pasted line finds hat and person as the sheet or a spreadsheet
// writes them.
func TestRowNamed(t *testing.T) {
	md := sample()
	for _, c := range [][2]string{{"Rédaction", "Grâce M. · Junior"}, {"redaction", "grâce m."}, {"Writing", "Grâce M."}} {
		if k, ok := md.rowNamed(text.For(text.FR), c[0], c[1]); !ok || k != (rowKey{"writer", "g"}) {
			t.Errorf("%v: %v %v", c, k, ok)
		}
	}
	if _, ok := md.rowNamed(text.For(text.FR), "Casquette · intervenant", ""); ok {
		t.Error("the head of the columns is taken for a row")
	}
	if got := md.behind(rowKey{"writer", "g"}, 2); len(got) != 1 || md.behind(rowKey{"writer", "g"}, 3) != nil {
		t.Errorf("behind the cell: %v", got)
	}
}
