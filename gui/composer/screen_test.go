package composer

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/work"
	"regie/reports"
)

// asked remembers for whom a month was gathered.
type asked struct {
	Source
	clients []clients.ID
}

func (a *asked) Current(_ context.Context, client clients.ID, _ civil.Month, _ text.Lang) (reports.Copy, error) {
	a.clients = append(a.clients, client)
	return reports.Copy{}, errors.New("nothing gathered")
}

func (a *asked) Compose(context.Context, clients.ID, civil.Month, reports.Composition) error {
	return nil
}

type oneClient struct{}

func (oneClient) Rail(context.Context, *text.Printer, civil.Date) (gui.RailData, error) {
	return gui.RailData{Clients: []gui.RailClient{{Client: screen.Client{Key: "kivu", ID: "id-kivu", Name: "Kivu Maison"}}}}, nil
}

// Ensure a window opened on the tab gathers no month before the client is
// known, and then the client's.
func TestNothingIsGatheredForNobody(t *testing.T) {
	var a asked
	s := gui.NewShell(test.NewTempApp(t), work.Sync(), gui.Deps{
		Rail: oneClient{}, Lang: text.FR, Now: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) },
		Screens: []screen.Def{{Page: screen.PageClient, Tab: screen.TabReports, New: New(Deps{Reports: &a})}},
		Start:   screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabReports},
	})
	if len(a.clients) != 0 {
		t.Errorf("gathered for %q before the client was known", a.clients)
	}
	s.Reload()
	if len(a.clients) != 1 || a.clients[0] != "id-kivu" {
		t.Errorf("gathered for %q", a.clients)
	}
}
