package store

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

// Ensure that a file that vanished or changed on disk leaves the hash and what
// was decided alone, makes no pack, and lets what went out be recorded.
func TestAVanishedFile(t *testing.T) {
	o := openOffice(t)
	a := o.asset(calendar.Asset{Title: "Photo"}, []byte(paperA))
	draft := o.add(o.paul, "k", "Un texte avec une photo")
	if _, err := o.cal.Change(o.paul, draft.ID, func(it *calendar.Item) error {
		it.Media = []calendar.Media{{SHA256: a.SHA256, Alt: "photo"}}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	it := o.to(o.paul, draft.ID, calendar.InternalReview, calendar.ClientReview)
	path := o.s.Media().path(a.SHA256)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func() error{
		"vanished": func() error { return os.Remove(path) },
		"changed":  func() error { return os.WriteFile(path, append([]byte("x"), whole[1:]...), 0o600) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		_, err = o.cal.MakePack(o.paul, calendar.PackRequest{Client: "k", Days: december})
		wantFault(t, err, "pack_media", "item")
		if packs, err := o.cal.Packs(o.paul, "k"); err != nil || len(packs) != 0 {
			t.Errorf("%s: a number was taken: %v %v", name, packs, err)
		}
		if got := o.show(it.ID).Item; got.Hash != it.Hash || got.ContentHash() != it.Hash || got.State != calendar.ClientReview {
			t.Errorf("%s: %s, %s", name, got.State, got.Hash)
		}
	}
	o.decide(it.ID, "Aline K.", calendar.Approve)
	if got := o.decide(it.ID, "Bruno T.", calendar.Approve); got.State != calendar.Approved {
		t.Error(got.State)
	}
	if got, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{}); err != nil || got.State != calendar.Published {
		t.Errorf("it went out all the same: %v", err)
	}
}

// Ensure that a publication's proof is kept whole and can be completed: the
// address, the instant, the capture with its hash.
func TestProof(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "n", "Bonjour à tous")
	o.to(o.paul, it.ID, calendar.Approved, calendar.Scheduled)
	if row := o.show(it.ID).Item.Row(); row.Missed(o.now) || !row.Missed(o.now.AddDate(0, 0, 3)) {
		t.Error("scheduled is not missed before its hour, and is after it")
	}
	for _, c := range []struct {
		proof       calendar.Proof
		code, field string
	}{
		{calendar.Proof{Name: "c.png", Picture: []byte("no picture")}, "media_format", "capture"},
		{calendar.Proof{Capture: strings.Repeat("0", 64)}, "media_missing", "capture"},
		{calendar.Proof{URL: "https://" + strings.Repeat("é", 2_000)}, "link_invalid", "url"},
	} {
		_, err := o.cal.Publish(o.paul, it.ID, c.proof)
		wantFault(t, err, c.code, c.field)
	}
	if got := o.show(it.ID).Item; got.State != calendar.Scheduled || got.PublishedURL != "" {
		t.Errorf("a refused proof published it: %+v", got)
	}
	at := o.now.Add(-2 * time.Hour)
	if _, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{At: at}); err != nil {
		t.Fatal(err)
	}
	got, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{URL: " https://example.org/p/1 ", Name: "c.pdf", Picture: []byte(paperA)})
	if err != nil || !got.PublishedAt.Equal(at) || got.PublishedURL != "https://example.org/p/1" || got.Capture != hashOf(paperA) || got.Hash != it.Hash {
		t.Errorf("%v %+v", err, got)
	}
	if row := got.Row(); row.Missed(o.now.AddDate(0, 0, 9)) {
		t.Error("a published one is missed")
	}
	traces := o.show(it.ID).Traces
	if n := len(slices.DeleteFunc(traces, func(tr calendar.Trace) bool { return tr.Kind != calendar.WasPublished })); n != 2 {
		t.Errorf("%d proofs told", n)
	}
}

// Ensure that a workbook that was only rearranged is read as it was meant.
func TestPacksAreReadHoweverTheyAreArranged(t *testing.T) {
	fr, en := calendar.PackWords(text.For(text.FR)), calendar.PackWords(text.For(text.EN))
	for _, c := range []struct {
		name     string
		fill     func([][]string) [][]string
		touch    func(*excelize.File)
		accepted int
		codes    string
	}{
		{"words in capitals with blanks", all("  aline   K. ", " "+strings.ToUpper(fr[0])+" "), nil, 2, ""},
		{"words of the other language", all("Aline K.", en[1]), nil, 2, ""},
		{"keys", all("Aline K.", "refuse"), nil, 2, ""},
		{"a row taken away", func(rows [][]string) [][]string { return all("Aline K.", fr[0])(rows)[1:] }, nil, 1, ""},
		{"rows in another order", func(rows [][]string) [][]string {
			slices.Reverse(rows)
			return all("Aline K.", fr[0])(rows)
		}, nil, 2, ""},
		{"the sheet renamed", all("Aline K.", fr[0]), func(b *excelize.File) { _ = b.SetSheetName("Sheet1", "Réponses") }, 2, ""},
		{"a sheet before it", all("Aline K.", fr[0]), func(b *excelize.File) { _, _ = b.NewSheet("Autre"); _ = b.MoveSheet("Autre", "Sheet1") }, 2, ""},
		{"a column put in", all("Aline K.", fr[0]), func(b *excelize.File) { _ = b.InsertCols("Sheet1", "A", 2) }, 2, ""},
		{"a column of their own", all("Aline K.", fr[0]), func(b *excelize.File) {
			_ = b.SetCellStr("Sheet1", "M3", "Avis du service")
			_ = b.SetCellStr("Sheet1", "M4", "à voir")
		}, 2, ""},
		{"the references taken away", all("Aline K.", fr[0]), func(b *excelize.File) { _ = b.RemoveCol("Sheet1", "L") }, -1, "pack_file_unknown"},
		{"the text column taken away", all("Aline K.", fr[0]), func(b *excelize.File) { _ = b.RemoveCol("Sheet1", "F") }, 2, ""},
		{"a long comment", func(rows [][]string) [][]string {
			rows = all("Aline K.", fr[0])(rows)
			rows[0][calendar.PackComment] = strings.Repeat("é", 30_000)
			return rows
		}, nil, 1, "text_too_long"},
		{"two people on one publication", func(rows [][]string) [][]string {
			rows = all("Aline K.", fr[0])(rows)
			more := slices.Clone(rows[0])
			more[calendar.PackWho] = "Bruno T."
			return append(rows, more)
		}, nil, 3, ""},
		{"an answer after a refusal", func(rows [][]string) [][]string {
			rows = all("Aline K.", fr[2])(rows)
			more := slices.Clone(rows[0])
			more[calendar.PackWho], more[calendar.PackDecision] = "Bruno T.", fr[0]
			return append(rows, more)
		}, nil, 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := openOffice(t)
			o.waiting("Premier texte du dossier")
			o.waiting("Deuxième texte du dossier")
			f := sentBack(t, o.pack(), text.FR, c.fill, c.touch)
			dry, err := o.cal.ReadDecisions(o.paul, f, calendar.DecisionOptions{DryRun: true})
			if c.accepted < 0 {
				if !fault.Is(err, c.codes) {
					t.Errorf("%v, want %s", err, c.codes)
				}
				return
			}
			r := o.read(f, calendar.DecisionOptions{})
			if len(r.Accepted) != c.accepted || codes(r) != c.codes || codes(dry) != c.codes || len(dry.Accepted) != c.accepted {
				t.Fatalf("%+v %q, dry %q", r.Accepted, codes(r), codes(dry))
			}
			for i := range r.Accepted {
				if r.Accepted[i].State != dry.Accepted[i].State {
					t.Errorf("line %d leads to %s, the dry run said %s", i, r.Accepted[i].State, dry.Accepted[i].State)
				}
			}
			// Once more: nothing is counted twice.
			before := o.countDecisions()
			if again := o.read(f, calendar.DecisionOptions{}); len(again.Accepted) != 0 || o.countDecisions() != before {
				t.Errorf("read again: %+v", again.Accepted)
			}
		})
	}
}

func (o *office) countDecisions() (n int) {
	o.t.Helper()
	if err := o.s.read.QueryRow(`SELECT count(*) FROM decision`).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

// Ensure that of two packs each answers for its own rows, whatever the file
// says, and that another client's is refused.
func TestPacksOfOthers(t *testing.T) {
	o := openOffice(t)
	o.write("contact", row{"client_id": "i", "id": "denise", "name": "Aline K.", "committee": true},
		"client", row{"id": "i", "key": "interne", "name": "I", "name_folded": "i", "circuit": "client"})
	it := o.waiting("Le même texte dans deux dossiers")
	first, second := o.pack(), o.pack()
	accord := calendar.PackWords(text.For(text.FR))[0]
	f := sentBack(t, first, text.FR, all("Aline K.", accord), nil)
	if r := o.read(f, calendar.DecisionOptions{Client: "k", Number: second.Number}); codes(r) != "pack_row_other" {
		t.Errorf("read as the second: %q", codes(r))
	}
	// Unchanged since, the older one's answer holds too.
	if r := o.read(f, calendar.DecisionOptions{}); len(r.Accepted) != 1 || r.Pack.Number != 1 {
		t.Errorf("%+v", r)
	}
	other := o.add(o.paul, "i", "Un autre client")
	o.to(o.paul, other.ID, calendar.InternalReview, calendar.ClientReview)
	theirs, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "i", Days: december})
	if err != nil || theirs.Number != 1 {
		t.Fatal(err)
	}
	_, err = o.cal.ReadDecisions(o.paul, sentBack(t, theirs, text.FR, all("Aline K.", accord), nil), calendar.DecisionOptions{Client: "k"})
	wantFault(t, err, "pack_other_client", "client")
	mixed := func(rows [][]string) [][]string {
		return append(all("Bruno T.", accord)(rows), all("Bruno T.", accord)(calendar.PackRows(theirs, o.cal.Limits()))...)
	}
	if r := o.read(sentBack(t, second, text.FR, mixed, nil), calendar.DecisionOptions{}); len(r.Accepted) != 1 || codes(r) != "pack_row_other" || r.Accepted[0].State != calendar.Approved {
		t.Errorf("%+v %q", r.Accepted, codes(r))
	}
	if got := o.show(it.ID).Item; got.State != calendar.Approved {
		t.Error(got.State)
	}
	if got, err := o.cal.Item(o.paul, clients.ID(other.ID)); err != nil || got.State != calendar.ClientReview {
		t.Errorf("%v %s", err, got.State)
	}
}
