package contest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"regie/assets/contests"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/letter"
	"regie/reports/page"
	"regie/reports/readback"
)

// noon is when the record is made.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// room answers for one contest.
type room struct {
	of       calendar.Contest
	entrants []calendar.Entrant
}

func (r room) Contest(_ context.Context, _ clients.ID, named string) (calendar.Contest, error) {
	if named != r.of.Name {
		return calendar.Contest{}, fault.New("contest_unknown").At("contest")
	}
	return r.of, nil
}

func (r room) Entrants(context.Context, clients.ID, clients.ID) ([]calendar.Entrant, error) {
	if r.entrants == nil {
		return nil, errors.New("no disk")
	}
	return r.entrants, nil
}

func (r room) Checklist(context.Context, calendar.Contest) ([]calendar.CheckPoint, error) {
	return []calendar.CheckPoint{
		{Point: contests.Point{Key: "rules", FR: "Le règlement est rédigé.", EN: "The rules are written."}, Done: true},
		{Point: contests.Point{Key: "tax", FR: "Les taxes sont vues.", EN: "Taxes were looked at."}},
	}, nil
}

// drawn is a contest of so many winners and substitutes, drawn by the published
// rule.
func drawn(t *testing.T, winners, substitutes int) room {
	t.Helper()
	value := int64(4500)
	c := calendar.Contest{
		ID: "c", Client: "k", Name: "Panier « de Noël »", From: civil.NewDate(2026, 11, 1), Until: civil.NewDate(2026, 11, 15),
		Rules:     "https://kivu.example.com/reglement",
		Prizes:    []calendar.Prize{{Name: "Coffret", Quantity: winners, ValueMinor: &value, Currency: "EUR"}, {Name: "Affiche", Quantity: 2, ValueMinor: &value, Currency: "EUR"}},
		Announced: &calendar.Announcement{Way: calendar.PublicSeed, Source: "Loto du 18", Example: "05 14 22", At: noon.AddDate(0, 0, -9), Due: noon.AddDate(0, 0, -4)},
		Seed:      "03 14 15", Result: "https://kivu.example.com/resultat", ResultAt: noon.AddDate(0, 0, -1),
	}
	var in []calendar.Entrant
	for i := range winners + substitutes + 4 {
		id := "compte_" + string(rune('a'+i))
		in = append(in, calendar.Entrant{ID: id, Ticket: digest(id)})
	}
	slices.SortFunc(in, func(a, b calendar.Entrant) int { return cmp.Compare(a.Ticket, b.Ticket) })
	d := calendar.Draw{At: noon.AddDate(0, 0, -3), Who: "Paul D.", Seed: c.Seed, SeedAt: noon.AddDate(0, 0, -3)}
	for _, e := range in {
		d.List += e.Ticket + "\n"
	}
	d.Hash = digest(d.List)
	order := slices.Clone(in)
	slices.SortFunc(order, func(a, b calendar.Entrant) int { return cmp.Compare(mark(d, a), mark(d, b)) })
	d.Winners, d.Substitutes = order[:winners], order[winners:winners+substitutes]
	c.List = &calendar.ClosedList{At: noon.AddDate(0, 0, -6), Hash: d.Hash, Count: len(in)}
	c.Draw = &d
	return room{of: c, entrants: append(in, calendar.Entrant{ID: "salarie", Excluded: "Travaille chez l’organisateur"})}
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// mark is where a ticket stands in the draw, as the record tells everyone to
// work it out.
func mark(d calendar.Draw, e calendar.Entrant) string {
	m := hmac.New(sha256.New, []byte(d.Seed))
	m.Write([]byte(d.Hash + ":" + e.Ticket))
	return hex.EncodeToString(m.Sum(nil))
}

// office answers for the client and the agency.
func office(lang string) readback.House {
	return readback.House{Of: letter.Letter{
		Client: clients.Client{ID: "k", Key: "kivu", Name: "Kivu Maison", Lang: lang, Brand: clients.Brand{Primary: "#C2410C"}},
		Agency: clients.Agency{Name: "Agence Pixel & Co", Lang: "fr"}, Today: civil.NewDate(2026, 11, 22),
	}}
}

func gather(t *testing.T, r room, lang string) Record {
	t.Helper()
	rec, err := New(office(lang), r, func() time.Time { return noon }).Gather(t.Context(), "k", r.of.Name, "")
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// Ensure the record says who won, who was left out and why, and how to draw
// again, in either language, soundly, and signed under figures.
func TestTheRecordOfADraw(t *testing.T) {
	for lang, want := range map[string][]string{
		"fr": {
			"Procès-verbal de tirage au sort", "3 gagnants", "Suppléant", "Écartés : Travaille chez l’organisateur", "Tickets au tirage 8",
			"du 1er nov. au 15 nov. 2026", "135,00 €", "225,00 €", "les 3 premiers gagnent, le suivant est suppléant", "Le règlement est rédigé.",
			"Tirage reconnu conforme",
		},
		"en": {"Record of the draw", "3 winners", "Substitute", "€135.00", "the first 3 win, the next stands by", "The rules are written."},
	} {
		r := drawn(t, 3, 1)
		rec := gather(t, r, lang)
		path := filepath.Join(t.TempDir(), FileName(rec))
		if err := Save(rec, path); err != nil {
			t.Fatal(err)
		}
		readback.Sound(t, path)
		said := strings.Join(strings.Fields(readback.Text(t, path)), " ")
		for _, e := range slices.Concat(r.of.Draw.Winners, r.of.Draw.Substitutes) {
			want = append(want, e.ID, e.Ticket[:shownTicket])
		}
		for _, w := range append(want, r.of.Draw.Hash, "03 14 15", "openssl", "https://kivu.example.com/resultat") {
			if !strings.Contains(said, readback.Flat(w)) {
				t.Errorf("%s: %q is not in the record:\n%s", lang, w, said)
			}
		}
		if strings.Contains(said, "Les taxes") || strings.Contains(said, "Taxes") {
			t.Errorf("%s: a point nobody looked at is printed", lang)
		}
	}
}

// Ensure the file's name is safe, and the same record gives the same bytes.
func TestTheRecordIsTheSameEachTime(t *testing.T) {
	rec := gather(t, drawn(t, 1, 0), "fr")
	var a, b bytes.Buffer
	if err := errors.Join(WritePDF(&a, rec), WritePDF(&b, rec)); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("two files of one record differ, %v", err)
	}
	if name := FileName(rec); strings.ContainsAny(name, `/\: "`) || !strings.HasPrefix(name, "Kivu-Maison_tirage_Panier") {
		t.Errorf("the file is named %q", name)
	}
}

// Ensure the signatures stand under text however many won.
func TestSignaturesOfARecordStandUnderText(t *testing.T) {
	for winners := 1; winners < 20; winners++ {
		doc, err := Render(gather(t, drawn(t, winners, winners%3), "fr"))
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, op := range doc.Pages[len(doc.Pages)-1].Ops {
			if w, ok := op.(page.OpText); ok && strings.Contains(w.Text, "rédigé") {
				last++
			}
		}
		if last == 0 {
			t.Errorf("%d winners: the signatures stand alone on page %d", winners, len(doc.Pages))
		}
	}
}

// Ensure what is not drawn, or does not draw the same, has no record.
func TestNoRecordWithoutASoundDraw(t *testing.T) {
	for code, change := range map[string]func(*room){
		"contest_not_drawn": func(r *room) { r.of.Draw = nil },
		"draw_damaged":      func(r *room) { r.of.Draw.Seed = "03 14 16" },
	} {
		r := drawn(t, 2, 1)
		change(&r)
		_, err := New(office("fr"), r, func() time.Time { return noon }).Gather(t.Context(), "k", r.of.Name, text.FR)
		if !fault.Is(err, code) {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	r := drawn(t, 2, 1)
	r.entrants = nil
	if _, err := New(office("fr"), r, func() time.Time { return noon }).Gather(t.Context(), "k", r.of.Name, ""); err == nil {
		t.Error("participants that cannot be read are left out")
	}
}
