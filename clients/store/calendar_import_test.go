package store

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/sheet"
)

func (o *office) plan(csv string, options calendar.ImportOptions) (*calendar.ImportPlan, error) {
	o.t.Helper()
	f, err := sheet.Open("plan.csv", strings.NewReader(csv), sheet.DefaultLimits)
	if err != nil {
		o.t.Fatal(err)
	}
	options.Client = "k"
	return o.cal.PlanImport(o.paul, []*sheet.File{f}, options)
}

func (o *office) bringIn(csv string) *calendar.ImportPlan {
	o.t.Helper()
	p, err := o.plan(csv, calendar.ImportOptions{})
	if err != nil {
		o.t.Fatal(err)
	}
	if p.Accepted() > 0 {
		if _, err := o.cal.Import(o.paul, p); err != nil {
			o.t.Fatal(err)
		}
	}
	return p
}

func (o *office) count() int {
	o.t.Helper()
	rows, err := o.cal.Rows(o.paul, calendar.Filter{Client: "k"})
	if err != nil {
		o.t.Fatal(err)
	}
	return len(rows)
}

func TestEqualRowsLeaveEqualItems(t *testing.T) {
	o := openOffice(t)
	csv := "Date,Réseau,Texte\n2026-12-01,Facebook,Bonjour\n2026-12-01,Facebook,Bonjour\n2026-12-02,\"LinkedIn, X\",Bonsoir\n"
	if p := o.bringIn(csv); p.Accepted() != 3 || o.count() != 3 {
		t.Fatalf("%d accepted, %d kept", p.Accepted(), o.count())
	}
	if p := o.bringIn(csv); p.Accepted() != 0 || p.Files[0].Duplicates != 3 || o.count() != 3 {
		t.Errorf("again: %d accepted, %d kept", p.Accepted(), o.count())
	}
	if p := o.bringIn(csv + "2026-12-01,Facebook,Bonjour\n"); p.Accepted() != 1 || o.count() != 4 {
		t.Errorf("one more: %d accepted, %d kept", p.Accepted(), o.count())
	}
	if rows, err := o.cal.Find(o.paul, "k", "bonsoir", 5); err != nil || len(rows) != 1 {
		t.Errorf("what was brought in is not found: %v %v", rows, err)
	}
	acts, err := o.history.Acts(o.paul, "k", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := o.history.Changes(o.paul, acts[0].ID)
	if err != nil || acts[0].Kind != "calendar.import" || len(changes) > 3 {
		t.Errorf("%v: %s made %d changes", err, acts[0].Kind, len(changes))
	}
}

func TestUndoOfAnImport(t *testing.T) {
	o := openOffice(t)
	o.bringIn("Date,Réseau,Texte\n2026-12-01,Facebook,Bonjour\n2026-12-02,X,Bonsoir\n")
	// A text added later goes with its item.
	rows, err := o.cal.Rows(o.paul, calendar.Filter{Client: "k"})
	if err != nil {
		t.Fatal(err)
	}
	act, err := o.history.Acts(o.paul, "k", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.cal.Change(o.paul, rows[0].ID, func(it *calendar.Item) error { it.SetText("threads", "Aussi"); return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := o.history.UndoAct(o.paul, act[0].ID); err != nil || o.count() != 0 {
		t.Fatalf("%v: %d left", err, o.count())
	}
	if list, err := o.cal.Imported(o.paul, "k"); err != nil || len(list) != 0 {
		t.Errorf("%v %+v", err, list)
	}
	o.bringIn("Date,Réseau,Texte\n2026-12-01,Facebook,Bonjour\n")
	if rows, err = o.cal.Rows(o.paul, calendar.Filter{Client: "k"}); err != nil {
		t.Fatal(err)
	}
	o.to(o.paul, rows[0].ID, calendar.InternalReview, calendar.ClientReview)
	act, err = o.history.Acts(o.paul, "k", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range act {
		if a.Kind == "calendar.import" {
			_, err := o.history.UndoAct(o.paul, a.ID)
			wantFault(t, err, "undo_decided", "")
			break
		}
	}
}

func TestRowsAreReadAndRefused(t *testing.T) {
	o := openOffice(t)
	p, err := o.plan("Date et heure;Réseaux;Format;Message;Hashtags;Statut;Auteur;Lien;Client\n"+
		"mardi 24 novembre 2026 à 10h30;FB / IG et LinkedIn;Reel;Merci à tous;#Kivu;Validé;grâce m.;https://example.org;Kivu Maison\n"+
		"20/11/2026;x;Post;Bonjour;;Publié ✓;Inconnue;pas un lien;\n"+
		"25/11/2026;x;Post;Bonjour demain;;Publié;;;\n"+
		"26/11/2026;x;Post;Bonjour;;;;;Autre client\n"+
		"27/11/2026;;Post;Sans réseau;;;;;\n"+
		";x;Post;Sans date;;;;;\n"+
		"28/11/2026;x;Post;;;;;;\n"+
		"29/11/2026;x;Post;"+strings.Repeat("é", 70_000)+";;;;;\n", calendar.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f := p.Files[0]
	if len(f.Items) != 3 {
		t.Fatalf("%d items, rejected %+v", len(f.Items), f.Rejected)
	}
	a, b, c := f.Items[0], f.Items[1], f.Items[2]
	if a.On != civil.NewDate(2026, 11, 24) || a.At != 630 || a.Kind != calendar.Reel || len(a.Texts) != 3 || a.Author != "grace" ||
		a.State != calendar.Draft || !strings.Contains(a.Note, "Statut : Validé") || !strings.HasSuffix(a.Resolved()[0].Text, "#Kivu") {
		t.Errorf("%+v", a)
	}
	if b.State != calendar.Published || b.PublishedAt.IsZero() || b.Link != "" || !strings.Contains(b.Note, "pas un lien") || !strings.Contains(b.Note, "Inconnue") {
		t.Errorf("%+v", b)
	}
	if c.State != calendar.Draft { // it cannot have gone out tomorrow
		t.Errorf("%+v", c)
	}
	want := map[int]string{5: "row_client_other", 6: "row_network_missing", 7: "row_date_missing", 8: "row_empty", 9: "text_too_long"}
	for _, r := range f.Rejected {
		if want[r.Line] != r.Reason.Code {
			t.Errorf("line %d: %s", r.Line, r.Reason)
		}
		delete(want, r.Line)
	}
	if len(want) > 0 {
		t.Errorf("not refused: %v", want)
	}
	_, err = o.plan("Date,Texte\n03/04/2026,a\n05/06/2026,b\n", calendar.ImportOptions{Network: "x"})
	wantFault(t, err, "import_date_order", "dates")
	if p, err := o.plan("Date,Texte\n03/04/2026,a\n", calendar.ImportOptions{Network: "Twitter", DateOrder: sheet.OrderMDY}); err != nil || p.Files[0].Items[0].On.Month != time.March {
		t.Errorf("%v", err)
	}
	_, err = o.plan("Date,Texte\n2026-04-03,a\n", calendar.ImportOptions{Sheet: "autre"})
	wantFault(t, err, "import_sheet_unknown", "sheet")
}

func TestALargePlanComesInAtOnce(t *testing.T) {
	o := openOffice(t)
	var b bytes.Buffer
	b.WriteString("Date,Réseau,Texte\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "%s,\"Facebook, LinkedIn\",Publication numéro %d de l’année\n", civil.NewDate(2026, 1, 1+i/6), i)
	}
	start := time.Now()
	if p := o.bringIn(b.String()); p.Accepted() != 2000 {
		t.Errorf("%d accepted, %+v", p.Accepted(), p.Files[0].Rejected[:1])
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	} else {
		t.Logf("2000 rows in %s", took)
	}
}
