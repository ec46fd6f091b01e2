package control

import (
	"context"
	"image/color"
	"strings"
	"testing"
	"time"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/theme"
	"regie/gui/widgets"
)

var (
	november = civil.NewMonth(2026, time.November)
	today    = civil.NewDate(2026, time.November, 22)
)

func eur(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func TestStats(t *testing.T) {
	f := Facts{
		Clients: []ClientFacts{
			{HasBank: true, Used: 1530, Available: 1920, Value: eur(100000), Late: 2},
			{HasBank: true, Used: 2328, Available: 2400, Value: eur(50050), Overage: 30, Alerts: 1, Unpaid: 2},
			{Value: money.Amount{Minor: 900000, Currency: "CDF"}, Worked: 60},
		},
		Week: map[string]int{statePublished: 2, stateScheduled: 3, stateApproved: 1, stateReview: 4, "draft": 5},
	}
	m := build(text.For(text.FR), f, november, today)
	want := [4][2]string{
		{"65 h 18", "sur 72 h 00 · 91 % · mois à 73 %"},
		{"1 501 €", "3 clients · + 9 000 FC"},
		{"15", "2 publiées · 4 validées · 4 chez le client"},
		{"6", "2 publications en retard · 2 factures en retard · 1 forfait dépassé · 1 seuil franchi"},
	}
	for i, w := range want {
		if plain(m.stats[i].figure) != w[0] || plain(m.stats[i].caption) != w[1] {
			t.Errorf("stat %d: %q, %q; want %q, %q", i, m.stats[i].figure, m.stats[i].caption, w[0], w[1])
		}
	}
	if m.stats[3].tone != widgets.ToneBad {
		t.Errorf("things to handle are %q", m.stats[3].tone)
	}
}

func TestEmptyStatsClaimNothing(t *testing.T) {
	m := build(text.For(text.FR), Facts{Clients: []ClientFacts{{}}}, november, today)
	if m.stats[1].figure != "—" || m.stats[3].figure != "0" || m.stats[3].tone != widgets.ToneOK {
		t.Errorf("got %+v", m.stats)
	}
	if len(m.close) != 0 {
		t.Errorf("a close of nothing shows %v", m.close)
	}
}

func TestWhatToKnowAndState(t *testing.T) {
	bank := func(used, available, forecast int64) ClientFacts {
		return ClientFacts{HasBank: true, Used: used, Available: available, Forecast: forecast}
	}
	with := func(c ClientFacts, f func(*ClientFacts)) ClientFacts { f(&c); return c }
	for _, c := range []struct {
		name       string
		facts      ClientFacts
		pill, know string
		tone       widgets.Tone
	}{
		{"calm", bank(600, 1440, 1200), "Dans les temps", "—", widgets.ToneOK},
		{"carried", with(bank(600, 1440, 900), func(c *ClientFacts) { c.Carried = 240 }), "Dans les temps", "Report de 4 h 00 d’octobre", widgets.ToneOK},
		{"warn", bank(1080, 1440, 1400), "Forfait à 75 %", "—", widgets.ToneWarn},
		{"bad", bank(2328, 2400, 2390), "Forfait à 97 %", "—", widgets.ToneBad},
		{"forecast", bank(1000, 2400, 2766), "Va dépasser", "Dépassement prévu : 6 h 06 à la fin du mois", widgets.ToneBad},
		{"overage", with(bank(2500, 2400, 2500), func(c *ClientFacts) { c.Overage = 100 }), "Forfait à 104 %", "Forfait dépassé de 1 h 40", widgets.ToneBad},
		{"late", with(bank(1, 2400, 1), func(c *ClientFacts) { c.Late = 1; c.AtClient = 4 }), "En retard", "1 publication en retard", widgets.ToneBad},
		{"client", with(bank(1, 2400, 1), func(c *ClientFacts) { c.AtClient = 4 }), "En validation", "4 publications chez le client", widgets.ToneWarn},
		{"budget", with(bank(1, 2400, 1), func(c *ClientFacts) { c.Budget, c.Spent = eur(300000), eur(295000) }), "Budget à 98 %", "—", widgets.ToneBad},
		{"over budget", with(bank(1, 2400, 1), func(c *ClientFacts) { c.Budget, c.Spent = eur(300000), eur(310000) }), "Budget à 103 %", "Budget dépassé de 100 €", widgets.ToneBad},
		{"unpaid", with(bank(1, 2400, 1), func(c *ClientFacts) { c.Unpaid = 1 }), "Dans les temps", "1 facture en retard de paiement", widgets.ToneOK},
		{"no bank", ClientFacts{Unpriced: 2}, "Sans forfait", "2 temps sans taux", widgets.ToneNeutral},
	} {
		r := clientRow(text.For(text.FR), c.facts, november)
		if plain(r.pill) != c.pill || plain(r.know) != c.know || r.pillTone != c.tone {
			t.Errorf("%s: %q %q %q; want %q %q %q", c.name, r.pillTone, r.pill, r.know, c.tone, c.pill, c.know)
		}
	}
}

func TestCloseSaysHowFar(t *testing.T) {
	f := Facts{Close: Close{Total: 6, Locked: 6, Reported: 4, Invoiced: 5, Billable: 5}}
	m := build(text.For(text.FR), f, november, today)
	if m.closed != "Clôture d’octobre" || m.day != "jour 22" {
		t.Errorf("title %q, day %q", m.closed, m.day)
	}
	if len(m.close) != 4 || m.close[0].figure != "6/6" || m.close[0].tone != widgets.ToneOK || m.close[2].figure != "4/6" ||
		m.close[2].tone != widgets.ToneWarn || m.close[3].figure != "5/5" {
		t.Errorf("bars %+v", m.close)
	}
}

func TestWhatStandsTodayIsSaidOnce(t *testing.T) {
	for _, c := range []struct {
		e    Entry
		want string
	}{
		{Entry{Network: "Instagram", Title: "Carrousel"}, "Instagram · Carrousel"},
		{Entry{Network: "Facebook", Title: "Facebook Live"}, "Facebook Live"},
		{Entry{Kind: "Story", Title: "Coulisses"}, "Story · Coulisses"},
		{Entry{Title: "Réunion éditoriale"}, "Réunion éditoriale"},
		{Entry{Network: "X"}, "X"},
	} {
		if got := whatOf(c.e); got != c.want {
			t.Errorf("%+v: %q, want %q", c.e, got, c.want)
		}
	}
}

func TestElapsed(t *testing.T) {
	for m, want := range map[civil.Month]int64{november.Add(-1): 10000, november: 7333, november.Add(1): 0} {
		if got := elapsed(m, today); got != want {
			t.Errorf("%v: %d, want %d", m, got, want)
		}
	}
}

type fixed struct{ facts Facts }

func (f fixed) Facts(context.Context, *text.Printer, civil.Month, civil.Date) (Facts, error) {
	return f.facts, nil
}

func TestTheScreenIsDrawn(t *testing.T) {
	c := ClientFacts{Key: "kivu", Name: "Kivu Maison", Initials: "KM", Color: color.NRGBA{R: 194, G: 65, B: 12, A: 255}, HasBank: true, Used: 1530, Available: 1920}
	var s *view
	make := func(h screen.Host) screen.Screen {
		s = New(Deps{Source: fixed{Facts{
			Clients: []ClientFacts{c}, Close: Close{Total: 1, Billable: 1},
			Today: []Entry{{ID: "1", Client: "kivu", At: 540, Network: "Instagram", Title: "Carrousel", State: "Publié"}},
		}}})(h).(*view)
		return s
	}
	at := func() time.Time { return today.Start(time.Local).Add(9 * time.Hour) }
	logo := theme.Icon(icons.Person, theme.Ink())
	sh := stage.Window(t, at, []screen.Client{{Key: "kivu", Logo: logo}}, screen.Def{Page: screen.PageControl, New: make})
	sh.Go(screen.Route{Page: screen.PageControl})
	if s == nil || len(s.table.Rows()) != 1 || len(s.today.box.Objects) != 1 || len(s.close.box.Objects) != 4 {
		t.Fatalf("the control room shows too little: %+v", s)
	}
	if got := s.table.Rows()[0].logo; got != logo {
		t.Errorf("the table shows %v where the rail shows the client's logo", got)
	}
	s.loaded(model{empty: true}, nil)
	if s.root.Objects[0] != s.none {
		t.Error("without clients the empty state does not show")
	}
}
