package overview

import (
	"context"
	"image/color"
	"strings"
	"testing"
	"time"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
)

var (
	november = civil.NewMonth(2026, time.November)
	today    = civil.NewDate(2026, time.November, 18)
	now      = time.Date(2026, time.November, 18, 15, 0, 0, 0, time.UTC)
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func item(id string, day int, s calendar.State) calendar.Row {
	return calendar.Row{ID: clients.ID(id), Kind: calendar.Post, Title: "Titre " + id, On: civil.NewDate(2026, time.November, day), At: civil.NoClock, Zone: "UTC", State: s}
}

func full() facts {
	rows := []calendar.Row{
		item("a", 10, calendar.Published), item("b", 12, calendar.Approved), item("c", 17, calendar.Cancelled),
		item("d", 19, calendar.ClientReview), item("e", 24, calendar.Draft),
	}
	rows[3].ReviewDue = civil.NewDate(2026, time.November, 16)
	forecast := &hours.Forecast{Used: 2046}
	f := facts{month: november, today: today, items: rows, around: rows}
	f.bank = hours.Bank{Contract: &clients.Contract{}, Quota: 1920, Forecast: forecast}
	f.bank.Total = hours.Statement{Granted: 1800, CarriedIn: 120, Used: 1530}
	f.sum.RawMinutes, f.sum.Entries, f.sum.Unrated = 1600, 12, 2
	f.sum.Days = []hours.Part{{Key: "2026-11-02", BilledMinutes: 600}, {Key: "2026-11-18", BilledMinutes: 930}}
	f.sum.Hats = []hours.Part{{Key: "moderation", RawMinutes: 400}, {Key: "writing", RawMinutes: 1200}}
	f.sum.Persons = []hours.Part{{Key: "grace", RawMinutes: 1600}}
	f.staff = []clients.Staff{{ID: "grace", Name: "Grâce M."}}
	f.hats = []clients.Hat{{Key: "writing", NameFR: "Rédaction", NameEN: "Writing", Color: "#24527A"}}
	f.budget = budget.Overview{Total: budget.Sum{Currency: "EUR", Planned: 240000, Actual: 184000}, Envelopes: []budget.Envelope{{}}}
	f.budget.Alerts = []budget.Alert{{Subject: "total", Percent: 75}, {Subject: budget.OnHours, Percent: 100}, {Subject: "total", Percent: 50, AckedAt: now}}
	f.made = []calendar.Deliverable{{Kind: calendar.Post, Promised: 12, Made: 6, Planned: 4}, {Kind: calendar.Reel, Made: 1}}
	f.acts = []clients.Act{
		{Name: "Paul D.", Kind: "report.compose", Subject: "octobre", At: now.Add(-time.Hour)},
		{Name: "Grâce M.", Kind: "report.compose", At: now.AddDate(0, 0, -3)},
	}
	return f
}

func TestFigures(t *testing.T) {
	m := build(text.For(text.FR), full(), now)
	for i, want := range [4]stat{
		{figure: "25 h 30", caption: "sur 32 h 00 · prévu 34 h 06", value: 1530, maximum: 1920, tone: widgets.ToneBad},
		{figure: "560 €", caption: "sur 2 400 € · 77 % engagés", value: 184000, maximum: 240000, tone: widgets.ToneWarn},
		{figure: "6 / 12", caption: "il en manque 2", value: 6, maximum: 12, tone: widgets.ToneWarn},
		{figure: "19 nov.", caption: "demain · Titre d"},
	} {
		got := m.stats[i]
		if plain(got.figure) != want.figure || plain(got.caption) != want.caption || got.value != want.value || got.maximum != want.maximum || got.tone != want.tone {
			t.Errorf("figure %d: %+v; want %+v", i, got, want)
		}
	}
	if plain(m.outlook) != "À ce rythme : 34 h 06 à la fin du mois, soit 2 h 06 de dépassement." || m.tone != widgets.ToneWarn {
		t.Errorf("outlook %q, %q", m.outlook, m.tone)
	}
}

func TestNothingIsClaimedOfNothing(t *testing.T) {
	m := build(text.For(text.FR), facts{month: november, today: today}, now)
	if !m.empty {
		t.Error("a client without anything is not shown as empty")
	}
	for i, want := range [4]string{"0 h 00", "—", "0", "—"} {
		if plain(m.stats[i].figure) != want || m.stats[i].maximum != 0 || m.stats[i].tone != widgets.ToneNeutral {
			t.Errorf("figure %d: %+v", i, m.stats[i])
		}
	}
	if len(m.warnings) != 0 || m.line.Limit != 0 || m.line.Forecast != 0 {
		t.Errorf("warnings %v, line %+v", m.warnings, m.line)
	}
}

func TestTheWeekAndTheMonth(t *testing.T) {
	f := full()
	m := build(text.For(text.FR), f, now)
	if len(m.items) != 1 || m.items[0].ID != "d" || !m.weekly {
		t.Errorf("the week holds %v", m.items)
	}
	f.month = november.Add(1)
	f.items = nil
	if m = build(text.For(text.FR), f, now); len(m.items) != 0 || m.weekly {
		t.Errorf("december holds %v", m.items)
	}
	f = full()
	f.today = civil.NewDate(2026, time.December, 2)
	if m = build(text.For(text.FR), f, now); len(m.items) != 4 || m.stats[2].tone != widgets.ToneBad {
		t.Errorf("november seen from december: %v, %q", m.items, m.stats[2].tone)
	}
}

func TestALongListBeginsWhereWorkIsLeft(t *testing.T) {
	var list []calendar.Row
	for day := 16; day <= 22; day++ {
		list = append(list, item("a", day, calendar.Draft))
	}
	for _, c := range []struct{ today, most, first int }{{16, 3, 16}, {19, 3, 19}, {22, 3, 20}, {30, 3, 20}, {22, 9, 16}} {
		got := window(list, civil.NewDate(2026, time.November, c.today), c.most)
		if got[0].On.Day != c.first || len(got) != min(c.most, len(list)) {
			t.Errorf("%+v: %d from the %d", c, len(got), got[0].On.Day)
		}
	}
}

func TestTheLineStopsToday(t *testing.T) {
	lm := build(text.For(text.FR), full(), now).line
	if len(lm.Actual) != 18 || lm.Actual[0] != 0 || lm.Actual[1] != 10 || lm.Actual[17] != 25.5 {
		t.Errorf("actual %v", lm.Actual)
	}
	if lm.Limit != 32 || lm.Forecast != 34.1 || len(lm.Axis) != 3 {
		t.Errorf("line %+v", lm)
	}
}

func TestWarningsWorstFirst(t *testing.T) {
	m := build(text.For(text.FR), full(), now)
	want := []string{
		"« Titre b » devait sortir le 12 nov. 2026.",
		"Le seuil de 100 % du forfait est franchi.",
		"« Titre d » attend la réponse du client depuis le 16 nov. 2026.",
		"Le seuil de 75 % du budget est franchi.",
		"2 temps n’ont pas de taux.",
	}
	if len(m.warnings) != len(want) {
		t.Fatalf("warnings %+v", m.warnings)
	}
	for i, w := range want {
		if got := plain(m.warnings[i].text); got != plain(w) {
			t.Errorf("warning %d: %q; want %q", i, got, w)
		}
	}
	if m.warnings[0].item != "b" || m.warnings[1].tab != screen.TabTime {
		t.Errorf("warnings lead to %+v", m.warnings)
	}
}

func TestWhoWorkedAndChanged(t *testing.T) {
	m := build(text.For(text.EN), full(), now)
	if len(m.bars) != 2 || m.bars[0].Label != "Writing" || plain(m.bars[0].Caption) != "75%" || m.bars[1].Label != "moderation" {
		t.Errorf("bars %+v", m.bars)
	}
	if len(m.people) != 1 || m.people[0].name != "Grâce M." {
		t.Errorf("people %+v", m.people)
	}
	if m.changes[0].when != "14:00" || m.changes[0].who != "Paul D." || !strings.HasSuffix(m.changes[0].what, " · octobre") || m.changes[1].when != "15 Nov" {
		t.Errorf("changes %+v", m.changes)
	}
}

type fixed struct{ f facts }

func (x fixed) Summary(context.Context, clients.ID, civil.Month) (hours.Summary, error) {
	return x.f.sum, nil
}

func (x fixed) Bank(context.Context, clients.ID, civil.Month) (hours.Bank, error) {
	return x.f.bank, nil
}

func (x fixed) Rows(context.Context, calendar.Filter) ([]calendar.Row, error) { return x.f.items, nil }

func (x fixed) Deliverables(context.Context, clients.ID, civil.Month) ([]calendar.Deliverable, error) {
	return x.f.made, nil
}
func (x fixed) Limits() *limits.Book { return limits.Shipped() }
func (x fixed) Acts(context.Context, clients.ID, clients.ID, int) ([]clients.Act, error) {
	return x.f.acts, nil
}
func (x fixed) Staff(context.Context, bool) ([]clients.Staff, error) { return x.f.staff, nil }
func (x fixed) Hats(context.Context) ([]clients.Hat, error)          { return x.f.hats, nil }

type envelopes struct{ o budget.Overview }

func (m envelopes) Month(context.Context, clients.ID, civil.Month, civil.Date) (budget.Overview, error) {
	return m.o, nil
}

// on shows the tab over the facts given.
func on(t *testing.T, f facts) *view {
	t.Helper()
	var v *view
	x := fixed{f}
	d := Deps{Hours: x, Calendar: x, Budget: envelopes{f.budget}, History: x, House: x, Now: func() time.Time { return now }}
	kivu := screen.Client{Key: "kivu", ID: "1", Name: "Kivu Maison", Initials: "KM", Color: color.NRGBA{R: 194, G: 65, B: 12, A: 255}}
	sh := stage.Window(t, d.Now, []screen.Client{kivu}, screen.Def{Page: screen.PageClient, Tab: screen.TabOverview, New: func(h screen.Host) screen.Screen {
		v = newView(d, h)
		return v
	}})
	sh.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabOverview})
	if v == nil {
		t.Fatal("the tab was not made")
	}
	return v
}

func TestTheScreenIsDrawn(t *testing.T) {
	v := on(t, full())
	if v.none.Visible() || len(v.alert.Objects) != 5 || len(v.acts.Objects) != 2 || len(v.table.Objects) != 2 {
		t.Errorf("the tab shows %d alerts, %d acts, %d kinds", len(v.alert.Objects), len(v.acts.Objects), len(v.table.Objects))
	}
	if v = on(t, facts{}); !v.none.Visible() || v.page.Visible() {
		t.Error("a client without anything shows no way in")
	}
}

// Ensure that one kind made twice does not stand for another: the report
// counts so too.
func TestMadeStandsForItsOwnKind(t *testing.T) {
	f := full()
	f.made = []calendar.Deliverable{{Kind: calendar.Post, Promised: 12, Made: 14}, {Kind: calendar.Video, Promised: 2}, {Kind: calendar.Reel, Made: 1}}
	if got := madeStat(text.For(text.FR), f); plain(got.figure) != "12 / 14" || plain(got.caption) != "il en manque 2" {
		t.Errorf("%q, %q", got.figure, got.caption)
	}
}
