package planning

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/readback"
)

// house answers for one client.
type house struct {
	readback.House
	view calendar.MonthView
}

func (h house) Month(context.Context, clients.ID, civil.Month) (calendar.MonthView, error) {
	return h.view, nil
}

func (h house) Clients(context.Context, clients.Which) ([]clients.Client, error) {
	return []clients.Client{h.Of.Client}, nil
}

// Items are the month's rows with a text each.
func (h house) Items(_ context.Context, f calendar.Filter) ([]calendar.Item, error) {
	var list []calendar.Item
	for _, d := range h.view.Days {
		for _, r := range d.Items {
			it := calendar.Item{ID: r.ID, Client: "k", Kind: cmp.Or(r.Kind, calendar.Post), Title: r.Title, On: r.On, At: r.At, Zone: "UTC", State: r.State}
			for _, n := range r.Networks {
				it.SetText(n, "Texte de "+r.Title)
			}
			if f.Days.Contains(r.On) {
				list = append(list, it)
			}
		}
	}
	return list, nil
}

func (h house) Marks(_ context.Context, _ clients.ID, days civil.Range, _ string) ([]calendar.Mark, error) {
	on := civil.NewDate(2026, 12, 25)
	return []calendar.Mark{
		{Key: "k-a", Kind: calendar.MarkHoliday, Name: "Noël", Days: civil.Range{From: on, To: on}},
		{Key: "k-b", Kind: calendar.MarkKeyDate, Name: "Soldes", Days: civil.Range{From: days.From, To: days.From.AddDays(3)}, Calendar: "retail"},
	}, nil
}

func (h house) Limits() *limits.Book { return limits.Shipped() }

// crowded is December with n items on the fourth, one cancelled on the fifth.
func crowded(n int) house {
	m := civil.NewMonth(2026, 12)
	h := house{House: readback.House{Of: letter.Letter{
		Agency: clients.Agency{Name: "Agence Pixel & Co"}, Today: civil.NewDate(2026, 11, 22),
		Client: clients.Client{ID: "k", Key: "kivu", Name: "Kivu Maison", Brand: clients.Brand{Primary: "#C2410C"}},
	}}}
	h.view = calendar.MonthView{Month: m, Total: n}
	for d := m.First().WeekStart(); !d.After(m.Last().WeekStart().AddDays(6)); d = d.AddDays(1) {
		day := calendar.Day{Date: d}
		switch {
		case d == civil.NewDate(2026, 12, 4):
			for i := range n {
				day.Items = append(day.Items, calendar.Row{
					Title: fmt.Sprint("Publication ", i+1), On: d, At: civil.Clock(600 + i), Kind: calendar.Post,
					State: calendar.States()[i%len(calendar.States())], Networks: []string{"instagram", "facebook"},
				})
				if day.Items[i].State == calendar.Cancelled {
					day.Items[i].State = calendar.Published
				}
			}
		case d == civil.NewDate(2026, 12, 5):
			day.Items = []calendar.Row{{Title: "Jamais paru", On: d, State: calendar.Cancelled}, {Title: "مرحبا بالعالم", On: d, At: civil.NoClock, State: calendar.Draft, Kind: calendar.Post}}
		case d == civil.NewDate(2026, 12, 25):
			day.Holiday = "Noël"
		}
		h.view.Days = append(h.view.Days, day)
	}
	return h
}

func poster(t testing.TB, h house, l text.Lang) (Poster, []byte) {
	t.Helper()
	p, err := New(h, h, func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }).Gather(context.Background(), "k", h.view.Month, l)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Render(p)
	if err != nil {
		t.Fatal(err)
	}
	readback.Inside(t, doc)
	var b bytes.Buffer
	if err := WritePDF(&b, p, doc); err != nil {
		t.Fatal(err)
	}
	return p, b.Bytes()
}

func TestPosterHoldsTheMonth(t *testing.T) {
	for _, n := range []int{0, 2, 4, 40} {
		for _, l := range text.Langs() {
			h := crowded(n)
			p, first := poster(t, h, l)
			path := readback.Saved(t, "p.pdf", first)
			readback.Sound(t, path)
			if _, again := poster(t, h, l); !bytes.Equal(first, again) {
				t.Errorf("%d, %s: two posters differ", n, l)
			}
			said := readback.Text(t, path)
			grid, list, _ := strings.Cut(said, "\f")
			if strings.Contains(said, "Jamais paru") || strings.Contains(said, "⟦") || !strings.Contains(grid, "Noël") {
				t.Errorf("%d, %s: cancelled is shown, or a feast or a sentence is missing", n, l)
			}
			for i := range n {
				if !strings.Contains(list, fmt.Sprint("Publication ", i+1)) {
					t.Errorf("%d, %s: item %d is not in the list", n, l, i+1)
				}
			}
			if more := readback.Flat(p.Printer().T("poster.more", "Count", 36)); n == 40 && !strings.Contains(grid, more[:2]) {
				t.Errorf("%s: the full day is not folded", l)
			}
			if n > 0 && n < 5 && !strings.Contains(grid, fmt.Sprint("Publication ", n)) {
				t.Errorf("%d, %s: item %d is not in the grid", n, l, n)
			}
		}
	}
}

// Ensure a title longer than its place takes the lines there are.
func TestALongTitleTakesTheLinesOfItsCell(t *testing.T) {
	h := crowded(1)
	for i := range h.view.Days {
		for k := range h.view.Days[i].Items {
			if it := &h.view.Days[i].Items[k]; it.State != calendar.Cancelled {
				it.Title = strings.Repeat("Une histoire de récolte et de comptoir. ", 5)
			}
		}
	}
	_, made := poster(t, h, text.FR)
	grid, _, _ := strings.Cut(readback.Text(t, readback.Saved(t, "p.pdf", made)), "\f")
	if n := strings.Count(grid, "récolte"); n < 2 {
		t.Errorf("the title is cut after %d of its sentences", n)
	}
}
