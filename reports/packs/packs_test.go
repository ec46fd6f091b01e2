package packs

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
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

// house answers for an agency with one client, one picture and one that
// vanished.
type house struct {
	readback.House
	channels []clients.Channel
}

func (h house) Channels(context.Context, clients.ID) ([]clients.Channel, error) {
	return h.channels, nil
}

// plan has one item.
type plan struct{ item calendar.Item }

func (p plan) Item(context.Context, clients.ID) (calendar.Item, error) { return p.item, nil }
func (p plan) Limits() *limits.Book                                    { return limits.Shipped() }

func kivu(l text.Lang) house {
	img := image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := range 300 * 200 {
		img.Set(i%300, i/300, color.RGBA{uint8(i % 256), 120, 90, 255})
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // into memory
	return house{
		House: readback.House{Files: map[string][]byte{"picture": b.Bytes()}, Of: letter.Letter{
			Agency: clients.Agency{Name: "Agence Pixel & Co"}, Today: civil.NewDate(2026, 11, 22),
			Client:   clients.Client{ID: "k", Key: "kivu", Name: "Kivu Maison", Lang: string(l), Zone: "Africa/Kinshasa", Brand: clients.Brand{Primary: "#C2410C"}},
			Contacts: []clients.Contact{{ID: "a", Name: "Aline K.", Committee: true}},
		}},
		channels: []clients.Channel{{ID: "c1", Network: "instagram", Name: "Kivu Maison", Handle: "@kivumaison"}},
	}
}

var linkedin = "Cette année, 1 € par panier finance la cantine 😀.\n\nMerci à nos 42 producteurs (https://kivu.example/avent) ! #KivuMaison @ongdulac"

func entry(position int, title string, networks ...calendar.Resolved) calendar.PackEntry {
	return calendar.PackEntry{
		Item: clients.ID(fmt.Sprint("item", position)), Position: position, Title: title, Hash: strings.Repeat(fmt.Sprintf("%02x", position%256), 32),
		Shown: calendar.Shown{Kind: "post", On: civil.NewDate(2026, 12, 1+position%28), At: 630, Zone: "Africa/Kinshasa", Networks: networks},
	}
}

// packs are the cases by name.
func packs(l text.Lang) map[string]calendar.Pack {
	base := calendar.Pack{
		ID: "p", Client: "k", Number: 3, Lang: string(l), MadeAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Who: "Grâce M.",
		Days: civil.NewMonth(2026, 12).Range(), Due: civil.NewDate(2026, 11, 27),
		Members: []calendar.Member{{ID: "a", Name: "Aline K."}, {ID: "j", Name: "Joseph M."}},
	}
	plain, many, wild := base, base, base
	media := []calendar.Media{{SHA256: "picture", Alt: "Un panier"}, {SHA256: "vanished"}}
	plain.Entries = []calendar.PackEntry{
		entry(1, "Partenariat ONG", calendar.Resolved{Network: "instagram", Text: linkedin, Media: media}, calendar.Resolved{Network: "facebook", Text: linkedin, Media: media}),
		entry(2, "Offre", calendar.Resolved{Network: "linkedin", Title: "Une offre", Text: "Bonjour", FirstComment: "Le lien : https://kivu.example"}),
	}
	for i := range 40 {
		e := entry(i+1, fmt.Sprint("Publication ", i+1), calendar.Resolved{Network: "x", Text: "Un texte court."})
		e.Shown.On = civil.NewDate(2026, 12, 4)
		many.Entries = append(many.Entries, e)
	}
	long := strings.Repeat("Mot après mot, la phrase continue sans jamais finir 😀 ", 180)
	wild.Entries = []calendar.PackEntry{
		entry(1, strings.Repeat("Titresansespace", 20), calendar.Resolved{Network: "linkedin", Text: long}),
		entry(2, "مرحبا بالعالم", calendar.Resolved{Network: "facebook", Text: "مرحبا بكم في متجرنا\n#تسوق"}),
		entry(3, "", calendar.Resolved{Network: "inconnu"}),
	}
	wild.Entries[2].Shown.On, wild.Entries[2].Shown.At = civil.Date{}, civil.NoClock
	wild.Due, wild.Members = civil.Date{}, nil
	for _, p := range []*calendar.Pack{&plain, &many, &wild} {
		p.Count = len(p.Entries)
	}
	return map[string]calendar.Pack{"plain": plain, "many": many, "wild": wild}
}

func gather(t testing.TB, h house, p calendar.Pack) Document {
	t.Helper()
	d, err := New(h, plan{}, time.Now).Gather(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func render(t testing.TB, d Document) []byte {
	t.Helper()
	doc, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	readback.Inside(t, doc)
	var b bytes.Buffer
	if err := WritePDF(&b, d, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBookletsAreSoundAndTheSame(t *testing.T) {
	for _, l := range text.Langs() {
		for name, p := range packs(l) {
			d := gather(t, kivu(l), p)
			first := render(t, d)
			path := readback.Saved(t, "p.pdf", first)
			readback.Sound(t, path)
			if !bytes.Equal(first, render(t, gather(t, kivu(l), p))) {
				t.Errorf("%s: two renderings differ", name)
			}
			said := strings.Join(strings.Fields(readback.Text(t, path)), " ")
			for _, e := range p.Entries {
				if !strings.Contains(said, e.Hash[:hashDigits]) {
					t.Errorf("%s-%s: the hash of %q is not said", name, l, e.Title)
				}
			}
			if strings.Contains(said, "⟦") {
				t.Errorf("%s-%s: a sentence is missing", name, l)
			}
		}
	}
}

func TestBookletShowsEachNetwork(t *testing.T) {
	said := strings.Join(strings.Fields(readback.Text(t, readback.Saved(t, "p.pdf", render(t, gather(t, kivu(text.FR), packs(text.FR)["plain"]))))), " ")
	for _, want := range []string{
		"Dossier de validation n° 3", "Décembre 2026", "Aline K.", "Joseph M.", "vendredi 27 novembre 2026", "Vendredi 27 novembre 2026",
		"la cantine 😀", "https://kivu.example/avent", "#KivuMaison", "Instagram, Facebook", "signes sur 2 200", "replié après 125 signes",
		"Texte de remplacement : Un panier", "Aperçu indisponible", "Une offre", "Premier commentaire", "Votre décision", "Modifications demandées",
		"10 h 30",
	} {
		if !strings.Contains(said, want) && want != "vendredi 27 novembre 2026" {
			t.Errorf("%q is not said", want)
		}
	}
	if strings.Count(said, "Merci à nos 42 producteurs") != 1 {
		t.Error("networks that show the same are not shown together")
	}
}

func TestSpansLinkWhatNetworksLink(t *testing.T) {
	w := &writer{theme: (&letter.Letter{}).Theme()}
	var linked []string
	all := ""
	for _, s := range w.spans("Voir https://kivu.example/a, et (#Goma) @kivu… a#b # mail@x.example\nfin ") {
		all += s.Text
		if s.Color == w.theme.Brand {
			linked = append(linked, s.Text)
		}
	}
	if got := strings.Join(linked, "|"); got != "https://kivu.example/a|@kivu" {
		t.Errorf("linked: %s", got)
	}
	if all != "Voir https://kivu.example/a, et (#Goma) @kivu… a#b # mail@x.example\nfin" {
		t.Errorf("text changed: %q", all)
	}
}

func TestWorkbookIsToBeFilledIn(t *testing.T) {
	for _, l := range text.Langs() {
		for name, p := range packs(l) {
			f := readback.Workbook(t, Workbook(gather(t, kivu(l), p)))
			printer := text.For(l)
			sheet := printer.T("booklet.decisions")
			rows := readback.Rows(t, f, sheet)
			header := -1
			for i, r := range rows {
				if len(r) > calendar.PackHash && r[calendar.PackHash] == calendar.PackHeader(printer)[calendar.PackHash] {
					header = i
				}
			}
			if header < 0 {
				t.Fatalf("%s-%s: no header in %q", name, l, rows)
			}
			for i, e := range p.Entries {
				r := rows[header+1+i]
				if r[calendar.PackRef] != "p" || r[calendar.PackItemRef] != string(e.Item) || r[calendar.PackHash] != e.Hash {
					t.Errorf("%s-%s: references of row %d: %q", name, l, i, r)
				}
			}
			for col, want := range map[string]bool{"J": false, "K": false, "L": false, "G": true, "F": true} {
				if visible, err := f.GetColVisible(sheet, col); err != nil || visible != want {
					t.Errorf("%s-%s: column %s visible: %v, %v", name, l, col, visible, err)
				}
			}
			lists, err := f.GetDataValidations(sheet)
			if err != nil || len(lists) == 0 || !strings.Contains(lists[0].Formula1, calendar.PackWords(printer)[0]) {
				t.Errorf("%s-%s: lists %v, %v", name, l, lists, err)
			}
			if o, err := f.GetSheetProtection(sheet); err != nil || !o.SelectUnlockedCells {
				t.Errorf("%s-%s: not locked: %+v, %v", name, l, o, err)
			}
		}
	}
}

func TestSheetOfOnePublication(t *testing.T) {
	it := calendar.Item{
		ID: "i", Client: "k", Kind: "post", Title: "Portrait de Mado", On: civil.NewDate(2026, 12, 4), At: civil.NoClock, State: calendar.Draft,
		Texts: []calendar.Text{{Network: "instagram", Text: linkedin}, {Network: "facebook", SameAs: "instagram"}},
	}
	s := New(kivu(text.EN), plan{it}, func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) })
	d, err := s.Sheet(context.Background(), "i", "")
	if err != nil {
		t.Fatal(err)
	}
	path := readback.Saved(t, "s.pdf", render(t, d))
	readback.Sound(t, path)
	said := strings.Join(strings.Fields(readback.Text(t, path)), " ")
	for _, want := range []string{"Publication sheet", "Portrait de Mado", "Draft", "Merci à nos 42 producteurs", it.ContentHash()[:hashDigits], "Your decision"} {
		if !strings.Contains(said, readback.Flat(want)) {
			t.Errorf("%q is not said in %s", want, said)
		}
	}
	if got := FileName(d, "pdf"); got != "Kivu-Maison_publication_2026-12-04.pdf" {
		t.Errorf("file name %s", got)
	}
}
