package handover

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
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
	"regie/reports/letter"
	"regie/reports/page"
	"regie/reports/readback"
)

var today = civil.NewDate(2026, 11, 22)

// rooms answer for one client.
type rooms struct {
	readback.House
	channels []clients.Channel
	rows     []calendar.Row
	items    []calendar.Item
	broken   error
}

func (r rooms) Channels(context.Context, clients.ID) ([]clients.Channel, error) {
	return r.channels, r.broken
}

func (r rooms) Rows(_ context.Context, f calendar.Filter) ([]calendar.Row, error) {
	return slices.DeleteFunc(slices.Clone(r.rows), func(x calendar.Row) bool { return !f.Days.Contains(x.On) }), nil
}

func (r rooms) Items(context.Context, calendar.Filter) ([]calendar.Item, error) { return r.items, nil }

func (r rooms) Approvals(context.Context, clients.ID, civil.Date) ([]calendar.Approval, error) {
	return []calendar.Approval{{
		Row: calendar.Row{Title: "Portrait de Mado", On: today.AddDays(2), At: 630, State: calendar.ClientReview, ReviewDue: today.AddDays(-1)}, Late: true,
		Committee: calendar.Count{Waiting: []calendar.Member{{Name: "Aline K."}}},
	}}, nil
}

func (r rooms) Campaigns(context.Context, clients.ID) ([]calendar.Campaign, error) {
	sum := int64(60000)
	return []calendar.Campaign{
		{Name: "Avent solidaire", Goal: "400 paniers", From: today, Until: today.AddDays(30), BudgetMinor: &sum, Currency: "EUR"},
		{Name: "Campagne finie", From: today.AddDays(-60), Until: today.AddDays(-1)},
	}, nil
}

func (r rooms) Contests(context.Context, clients.ID) ([]calendar.Contest, error) {
	return []calendar.Contest{
		{
			Name: "Le panier de Noël", From: today.AddDays(-9), Until: today.AddDays(-2), Entries: 48, Prizes: []calendar.Prize{{Name: "Panier", Quantity: 2}},
			Announced: &calendar.Announcement{Way: calendar.PublicSeed, Due: today.AddDays(3).Start(time.UTC)}, List: &calendar.ClosedList{},
		},
		{Name: "Jeu fini", Result: "https://kivu.example.com/resultat"},
	}, nil
}

func (r rooms) Campaign(_ context.Context, client, _ clients.ID, days civil.Range, _ civil.Date) (budget.Period, error) {
	return budget.Period{Client: client, Days: days, Parts: []budget.Overview{{Currency: "EUR", Total: budget.Sum{Currency: "EUR", Actual: 15000}}}}, nil
}

func (r rooms) Experiments(context.Context, clients.ID) ([]calendar.Experiment, error) {
	return []calendar.Experiment{
		{Hypothesis: "Publier le soir touche les familles", Measure: "Portée", Window: civil.Range{From: today.AddDays(-5), To: today.AddDays(5)}},
		{Hypothesis: "Conclue", Window: civil.Range{From: today.AddDays(-50)}, Outcome: calendar.Refuted},
		{Hypothesis: "Pas encore", Window: civil.Range{From: today.AddDays(5)}},
	}, nil
}

func (r rooms) Limits() *limits.Book { return limits.Shipped() }
func (r rooms) Bank(_ context.Context, _ clients.ID, m civil.Month) (hours.Bank, error) {
	c := &clients.Contract{QuotaMinutes: 1920, From: civil.NewDate(2026, 1, 1), Carry: clients.CarryNone, Overage: clients.OverageRefuse}
	return hours.Bank{Month: m, Contract: c, Total: hours.Statement{Granted: 1920, Used: 1530}, ToSettle: 1}, nil
}

func (r rooms) Summary(_ context.Context, _ clients.ID, m civil.Month) (hours.Summary, error) {
	return hours.Summary{Month: m, Bill: hours.Bill{BilledMinutes: 1530}, Hats: []hours.Part{{Key: "writer", BilledMinutes: 1530}}}, nil
}

func (r rooms) Month(context.Context, clients.ID, civil.Month, civil.Date) (budget.Overview, error) {
	return budget.Overview{Currency: "EUR", Alerts: []budget.Alert{
		{Subject: budget.OnHours, Percent: 50, UsedMinor: 1000, PlannedMinor: 1920}, {Subject: budget.OnHours, Percent: 75, UsedMinor: 1530, PlannedMinor: 1920},
	}}, nil
}

func houseOf(c clients.Client, contacts ...clients.Contact) readback.House {
	return readback.House{Of: letter.Letter{
		Client: c, Contacts: contacts, Agency: clients.Agency{Name: "Agence Pixel & Co", Lang: "en"}, Today: today,
		Staff: []clients.Staff{{ID: "g", Name: "Grâce M."}},
		Hats:  []clients.Hat{{Key: "writer", NameFR: "Rédaction", NameEN: "Writing", Color: "#24527A"}},
	}}
}

func kivu() rooms {
	r := rooms{
		House: houseOf(clients.Client{
			ID: "k", Key: "kivu", Name: "Kivu Maison", Lang: "fr", Circuit: clients.CircuitClient, AccessNotes: "Coffre de l’agence, dossier Kivu",
			Brand: clients.Brand{Primary: "#C2410C", AddressForm: "vous", Tone: "Chaleureux", WordsAvoid: []string{"exotique"}, Hashtags: []string{"#KivuMaison"}},
		}, clients.Contact{ID: "a", Name: "Aline K.", Job: "directrice", Email: "aline@kivu.example", Committee: true}, clients.Contact{ID: "z", Name: "Partie", ArchivedAt: "2026-01-01T00:00:00Z"}),
		channels: []clients.Channel{{Network: "instagram", Name: "Kivu", Handle: "@kivumaison", URL: "https://instagram.example/kivumaison"}, {Network: "x", Name: "Ancien compte", ArchivedAt: "2026-01-01T00:00:00Z"}},
	}
	for _, x := range []struct {
		title string
		days  int
		state calendar.State
		kind  calendar.Kind
	}{
		{"Oubliée hier", -1, calendar.Scheduled, calendar.Post},
		{"Aujourd’hui", 0, calendar.Approved, calendar.Post},
		{"Dans treize jours", 13, calendar.Draft, calendar.Post},
		{"Dans quinze jours", 15, calendar.Draft, calendar.Post},
		{"Annulée", 3, calendar.Cancelled, calendar.Post},
		{"Tirage au sort", 20, calendar.Approved, calendar.ContestStep},
	} {
		r.rows = append(r.rows, calendar.Row{Title: x.title, On: today.AddDays(x.days), At: civil.NoClock, Zone: "UTC", State: x.state, Kind: x.kind, Author: "g", Networks: []string{"instagram"}})
	}
	for i := range 5 {
		r.items = append(r.items, calendar.Item{Title: "Le lundi recette", Series: "s", On: today.AddDays(1 + 7*i), At: 540})
	}
	return r
}

func gather(t testing.TB, r rooms, lang text.Lang) Booklet {
	t.Helper()
	b, err := New(Sources{r, r, r, r}, func() time.Time { return today.Start(time.UTC).Add(12 * time.Hour) }).Gather(context.Background(), "k", lang)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func written(t testing.TB, b Booklet) []byte {
	t.Helper()
	doc, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	readback.Inside(t, doc)
	var out bytes.Buffer
	if err := WritePDF(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBookletHoldsWhatAColleagueNeeds(t *testing.T) {
	path := readback.Saved(t, "h.pdf", written(t, gather(t, kivu(), text.FR)))
	readback.Sound(t, path)
	said := strings.Join(strings.Fields(readback.Text(t, path)), " ")
	for _, want := range []string{
		"Vouvoiement", "exotique", "#KivuMaison", "Aline K.", "aline@kivu.example", "@kivumaison", "Coffre de l'agence", "32 h 00", "25 h 30",
		"Portrait de Mado", "1 accord est en retard", "Aujourd'hui", "Dans treize jours", "Tirage au sort", "Avent solidaire", "600 €", "reste 450 €",
		"Le panier de Noël", "Graine attendue", "48 participants", "Le lundi recette",
		"Rédaction", "seuil de 75 %", "Oubliée hier", "1 publication n'est pas parue",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said", want)
		}
	}
	for _, none := range []string{"Dans quinze jours", "Annulée", "Campagne finie", "Jeu fini", "Partie", "Ancien compte", "seuil de 50 %", "⟦"} {
		if strings.Contains(said, none) {
			t.Errorf("%q is said", none)
		}
	}
}

func TestBookletsAreSoundAndTheSame(t *testing.T) {
	wild := kivu()
	wild.Of.Client.Name = "محل الزهور"
	wild.Of.Client.AccessNotes = strings.Repeat("Une note très longue 😀 ", 90)
	for i := range 40 {
		wild.rows = append(wild.rows, calendar.Row{Title: fmt.Sprint("Publication ", i), On: today, State: calendar.Draft, Kind: calendar.Post, At: civil.NoClock})
		wild.channels = append(wild.channels, clients.Channel{Network: "blog", Name: strings.Repeat("Nom ", 20), URL: "https://kivu.example/" + strings.Repeat("a", 200)})
	}
	for name, r := range map[string]rooms{"kivu": kivu(), "wild": wild, "empty": {House: houseOf(clients.Client{ID: "k", Key: "k", Name: "Rien"})}} {
		for _, l := range text.Langs() {
			first := written(t, gather(t, r, l))
			readback.Sound(t, readback.Saved(t, "h.pdf", first))
			if !bytes.Equal(first, written(t, gather(t, r, l))) {
				t.Errorf("%s-%s: two booklets differ", name, l)
			}
		}
	}
	if b := gather(t, kivu(), ""); b.Lang != text.EN {
		t.Errorf("the booklet is in %s, not in the agency's language", b.Lang)
	}
}

func TestGatherPassesErrorsOn(t *testing.T) {
	r := kivu()
	r.broken = errors.New("disk gone")
	_, err := New(Sources{r, r, r, r}, time.Now).Gather(context.Background(), "k", "")
	if !errors.Is(err, r.broken) {
		t.Errorf("the error is lost: %v", err)
	}
}

// Ensure the contacts stand under their heading, however far down it would come.
func TestPeopleStayWithTheirHeading(t *testing.T) {
	b := gather(t, kivu(), text.FR)
	for notes := range 30 {
		b.Client.Brand.Tone = strings.Repeat("Chaleureux.\n", notes)
		doc, err := Render(b)
		if err != nil {
			t.Fatal(err)
		}
		heading, named := 0, map[int]bool{}
		for i := range doc.Pages {
			for _, o := range doc.Pages[i].Ops {
				x, ok := o.(page.OpText)
				if !ok {
					continue
				}
				if strings.Contains(x.Text, "Interlocuteurs") {
					heading = i
				}
				named[i] = named[i] || x.Text == "Aline K."
			}
		}
		if !named[heading] {
			t.Errorf("%d lines above: the contacts are not on page %d with their heading", notes, heading+1)
		}
	}
}
