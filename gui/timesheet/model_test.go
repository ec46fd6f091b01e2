package timesheet

import (
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/widgets"
)

func sample() model {
	monday := civil.NewDate(2026, 11, 16)
	md := model{
		people: map[clients.ID]clients.Staff{"g": {ID: "g", Name: "Grâce M.", Level: "junior"}},
		levels: map[string]clients.Level{"junior": {Key: "junior", NameFR: "Junior", NameEN: "Junior"}},
		hats:   []clients.Hat{{Key: "writer", NameFR: "Rédaction", NameEN: "Writing", Color: "#24527A"}},
	}
	md.week = hours.Week{Monday: monday, Rows: []hours.WeekRow{{Hat: "writer", Person: "g"}}}
	md.week.Rows[0].Cells[2] = hours.Cell{Seconds: 5400, Locked: true}
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
	if want := "À ce rythme\u00a0: " + p.Hours(34*60+6) + " au 30 nov. 2026, soit " + p.Hours(126) + " de dépassement."; s != want || tone != widgets.ToneWarn {
		t.Errorf("%q, %q", s, tone)
	}
	md.bank.Forecast.Used = 30 * 60
	if _, tone := md.outlook(p, today.InMonth(), today); tone != widgets.ToneOK {
		t.Errorf("within the retainer: %q", tone)
	}
}

// Ensure clocks that were not touched keep the entry's own seconds.
func TestSameClocks(t *testing.T) {
	paris, err := civil.Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 16, 9, 0, 42, 0, paris).UTC()
	form := hours.Form{Zone: "Europe/Paris", Times: &hours.Times{From: from, Until: from.Add(90 * time.Minute)}}
	if !sameClocks(form, 9*60, 10*60+30) {
		t.Error("untouched clocks are taken for new ones")
	}
	if sameClocks(form, 9*60, 10*60+31) {
		t.Error("a moved end is not seen")
	}
}
