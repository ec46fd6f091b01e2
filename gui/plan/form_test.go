//go:build ci

package plan

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
)

// formOf opens the form of a new item on a real database, without a display.
func formOf(t *testing.T) (*itemForm, *calendar.Service, *view) {
	t.Helper()
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	h := stage.Open(t, func() time.Time { return now })
	_, err := h.Clients.EditClient(h.Ctx, h.Kivu.ID, func(c *clients.Client) {
		c.Brand.AddressForm, c.Brand.WordsAvoid, c.Brand.Hashtags = "vous", []string{"pas cher"}, []string{"Kivu"}
	})
	h.Must(err)
	cal := h.Calendar()
	var v *view
	shell := h.Tab(screen.TabCalendar, func(host screen.Host) screen.Screen {
		v = newView(Deps{Calendar: cal, House: h.Clients, Bus: h.Store.Bus()}, host)
		return v
	})
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabCalendar})
	stock, err := v.readStock(h.Ctx, h.Kivu.ID)
	h.Must(err)
	it, err := cal.Blank(h.Ctx, h.Kivu.ID)
	h.Must(err)
	it.On = civil.NewDate(2026, 12, 1)
	return v.newItemForm(it, stock), cal, v
}

// Ensure what is typed in the form, network by network, is what is kept.
func TestItemFormKeepsEverything(t *testing.T) {
	f, cal, _ := formOf(t)
	f.d.choose([]string{"facebook", "youtube"})
	f.texts.lay()
	f.texts.text.SetText("Bonjour à vous")
	f.texts.comment.SetText("Le lien")
	f.texts.choose("youtube")
	if f.texts.text.Text() != "Bonjour à vous" || f.texts.title.Hidden {
		t.Errorf("youtube shows %q, its title hidden: %v", f.texts.text.Text(), f.texts.title.Hidden)
	}
	f.texts.title.SetText("Le film")
	f.texts.text.SetText("Tu le veux ? Pas cher")
	f.funnel.Choose(string(calendar.Conversion))
	f.effort.SetSeconds(5400)
	if f.zone.Key() != f.d.it.Zone || f.zone.Key() == "" {
		t.Errorf("the form shows the zone %q", f.zone.Key())
	}
	f.zone.Choose("Europe/Lisbon")
	f.measure()
	if n := len(f.remarks.Objects); n == 0 || f.remarks.Hidden {
		t.Error("the charter's remarks are not shown")
	}
	act, err := f.prepare()
	if err != nil {
		t.Fatal(err)
	}
	if err := act(context.Background()); err != nil {
		t.Fatal(err)
	}
	kept, err := cal.Item(context.Background(), f.d.it.ID)
	if err != nil {
		t.Fatal(err)
	}
	r := kept.Resolved()
	if r[0].FirstComment != "Le lien" || r[1].Title != "Le film" || r[1].Text != "Tu le veux ? Pas cher" || r[0].Text != "Bonjour à vous" {
		t.Errorf("%+v", r)
	}
	if kept.Funnel != calendar.Conversion || kept.EffortSeconds != 5400 || kept.Zone != "Europe/Lisbon" {
		t.Errorf("%s, %d s, %s", kept.Funnel, kept.EffortSeconds, kept.Zone)
	}
}

// Ensure a text that is too long is refused with its sentence and without
// loss, and that the preview of a long one stays bounded.
func TestItemFormRefusesEndlessText(t *testing.T) {
	f, _, v := formOf(t)
	f.d.choose([]string{"linkedin"})
	f.texts.lay()
	f.texts.text.SetText("court")
	f.texts.text.SetText(strings.Repeat("mot ", 25_000))
	want := v.host.Printer().Error(fault.New("text_too_long", "count", 100_000, "max", calendar.MaxText))
	if f.texts.text.Text() != "court" || f.texts.text.Refusal() != want {
		t.Errorf("%d characters stay, %q", len(f.texts.text.Text()), f.texts.text.Refusal())
	}
	f.texts.text.SetText(strings.Repeat("mot ", 5_000))
	f.measure()
	shown, rest, folded := previewOf(f.d.resolved("linkedin").Text, f.texts.limit())
	if !folded || len(shown) > mostPreview+3 || len(rest) > mostPreview+3 {
		t.Errorf("%d bytes shown, %d folded", len(shown), len(rest))
	}
	words, tone := gaugeWords(v.host.Printer(), calendar.Measure(f.draft(), v.deps.Calendar.Limits())[0])
	if tone != widgets.ToneBad || !strings.Contains(words, "trop long") {
		t.Errorf("%q, %v", words, tone)
	}
	if !slices.Equal(f.d.networks(), []string{"linkedin"}) {
		t.Errorf("%v", f.d.networks())
	}
}
