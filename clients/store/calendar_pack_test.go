package store

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// waiting is an item of k that its committee is asked about.
func (o *office) waiting(words string) calendar.Item {
	o.t.Helper()
	it := o.add(o.paul, "k", words)
	return o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
}

var december = civil.Range{From: civil.NewDate(2026, 11, 20), To: civil.NewDate(2026, 12, 31)}

func (o *office) pack() calendar.Pack {
	o.t.Helper()
	p, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "k", Days: december, Due: civil.NewDate(2026, 11, 28)})
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

// sentBack writes a pack's workbook as a committee sends it back; fill may change
// the cells, and touch the book itself.
func sentBack(t testing.TB, p calendar.Pack, lang text.Lang, fill func(rows [][]string) [][]string, touch func(b *excelize.File)) *sheet.File {
	t.Helper()
	b := excelize.NewFile()
	defer func() { _ = b.Close() }()
	put := func(line int, cells []string) {
		for i, c := range cells {
			cell, err := excelize.CoordinatesToCellName(i+1, line)
			if err != nil {
				t.Fatal(err)
			}
			if err := b.SetCellStr("Sheet1", cell, c); err != nil {
				t.Fatal(err)
			}
		}
	}
	put(1, []string{"Dossier de validation"})
	put(3, calendar.PackHeader(text.For(lang)))
	rows := calendar.PackRows(p, limits.Shipped())
	if fill != nil {
		rows = fill(rows)
	}
	for i, r := range rows {
		put(4+i, r)
	}
	if touch != nil {
		touch(b)
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Open("retour.xlsx", &out, calendar.PackLimits)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// all answers every row the same.
func all(who, word string) func([][]string) [][]string {
	return func(rows [][]string) [][]string {
		for _, r := range rows {
			r[calendar.PackWho], r[calendar.PackDecision] = who, word
		}
		return rows
	}
}

func (o *office) read(f *sheet.File, opt calendar.DecisionOptions) calendar.DecisionReport {
	o.t.Helper()
	r, err := o.cal.ReadDecisions(o.paul, f, opt)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

func codes(r calendar.DecisionReport) string {
	var list []string
	for _, j := range r.Rejected {
		list = append(list, j.Reason.Code)
	}
	return strings.Join(list, " ")
}

func TestPackIsNumberedWithoutGapAndFrozen(t *testing.T) {
	o := openOffice(t)
	if _, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "k", Days: december}); !fault.Is(err, "pack_empty") {
		t.Errorf("nothing waits: %v", err)
	}
	it := o.waiting("Un premier texte pour le dossier")
	p := o.pack()
	if p.Number != 1 || p.Count != 1 || p.Entries[0].Hash != it.Hash || p.Entries[0].Title != "Partenariat ONG" || len(p.Members) != 2 {
		t.Fatalf("%+v", p)
	}
	if got := o.show(it.ID).Item; got.ReviewDue != p.Due || got.State != calendar.ClientReview || got.Hash != it.Hash {
		t.Errorf("the deadline changed more than the day: %+v", got)
	}
	// Another client counts for itself; a refused pack takes no number.
	if _, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "i", Days: december}); !fault.Is(err, "pack_empty") {
		t.Error(err)
	}
	_, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "k", Days: december, Due: civil.NewDate(2026, 11, 21)})
	wantFault(t, err, "pack_due_past", "deadline")
	if second := o.pack(); second.Number != 2 {
		t.Errorf("number %d", second.Number)
	}
	if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", "Autre"); return nil }); err != nil {
		t.Fatal(err)
	}
	kept, err := o.cal.Pack(o.paul, "k", 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := kept.Entries[0].Shown; got.Networks[0].Text != "Un premier texte pour le dossier" || got.On != it.On || got.At != it.At {
		t.Errorf("what was frozen changed: %+v", got)
	}
	if changes := calendar.ChangedSince(kept.Entries[0].Shown, o.show(it.ID).Item); strings.Join(changes, " ") != "text:facebook text:linkedin" {
		t.Errorf("changes %v", changes)
	}
	if err := o.cal.Remove(o.paul, it.ID); !fault.Is(err, "item_has_decisions") {
		t.Errorf("an item of a pack was removed: %v", err)
	}
	if _, err := o.s.write.ExecContext(context.Background(), `UPDATE pack SET number = 9`); err == nil {
		t.Error("a pack was renumbered")
	}
}

func TestOnePostSheet(t *testing.T) {
	o := openOffice(t)
	it, draft := o.waiting("Texte qui attend le client"), o.add(o.paul, "k", "Brouillon encore")
	_, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "k", Items: []clients.ID{draft.ID}})
	wantFault(t, err, "pack_item_not_waiting", "item")
	p, err := o.cal.MakePack(o.paul, calendar.PackRequest{Client: "k", Items: []clients.ID{it.ID}})
	if err != nil || p.Number != 1 || p.Count != 1 || p.Days.From != it.On || p.Days.To != it.On {
		t.Errorf("%v %+v", err, p)
	}
}

func TestFilledPackComesBack(t *testing.T) {
	for _, lang := range text.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			o := openOffice(t)
			first, second := o.waiting("Premier texte du dossier"), o.waiting("Deuxième texte du dossier")
			p := o.pack()
			word := calendar.PackWords(text.For(lang))[0]
			aline := sentBack(t, p, lang, all("ALINE k.", word), nil)
			dry := o.read(aline, calendar.DecisionOptions{DryRun: true})
			if len(dry.Accepted) != 2 || len(dry.Rejected) != 0 || len(o.show(first.ID).Decisions) != 1 {
				t.Fatalf("dry run: %+v (%s)", dry, codes(dry))
			}
			r := o.read(aline, calendar.DecisionOptions{})
			if len(r.Accepted) != 2 || r.Accepted[0].State != calendar.ClientReview {
				t.Fatalf("%+v %s", r, codes(r))
			}
			if r = o.read(aline, calendar.DecisionOptions{}); codes(r) != "pack_row_answered pack_row_answered" {
				t.Errorf("twice the same file: %+v %s", r, codes(r))
			}
			// Bruno answers one, after the other was edited.
			if _, err := o.cal.Change(o.paul, second.ID, func(it *calendar.Item) error { it.Link = "https://example.org/"; return nil }); err != nil {
				t.Fatal(err)
			}
			r = o.read(sentBack(t, p, lang, all("Bruno T.", word), nil), calendar.DecisionOptions{})
			if len(r.Accepted) != 1 || r.Accepted[0].State != calendar.Approved || codes(r) != "pack_row_changed" || r.Rejected[0].Changes[0] != "link" {
				t.Errorf("%+v %s", r, codes(r))
			}
			d := o.show(first.ID)
			if d.Item.State != calendar.Approved || d.Decisions[2].Pack != p.ID || d.Decisions[2].Way != "pack" {
				t.Errorf("%+v", d.Decisions)
			}
			if _, err := o.history.Undo(o.paul); err == nil {
				if got := o.show(first.ID); len(got.Decisions) != 3 {
					t.Error("an undo took decisions back")
				}
			}
		})
	}
}

func TestFilledPackRowsAreRefused(t *testing.T) {
	accord := text.For(text.FR).T("calendar.decision.approve")
	edit := func(column int, value string) func([][]string) [][]string {
		return func(rows [][]string) [][]string {
			rows[0][column] = value
			rows[0][calendar.PackWho], rows[0][calendar.PackDecision] = "Aline K.", accord
			if column == calendar.PackDecision || column == calendar.PackWho {
				rows[0][column] = value
			}
			return rows
		}
	}
	for _, c := range []struct {
		name, code string
		fill       func([][]string) [][]string
		touch      func(*excelize.File)
	}{
		{"another pack's row", "pack_row_other", func(rows [][]string) [][]string {
			return append(edit(calendar.PackComment, "")(rows), append([]string{"9"}, func() []string {
				r := append([]string{}, rows[0][1:]...)
				r[calendar.PackRef-1] = "0190-other"
				return r
			}()...))
		}, nil},
		{"an item that is not in it", "pack_row_unknown", edit(calendar.PackItemRef, "id-999999"), nil},
		{"a row added", "pack_row_added", func(rows [][]string) [][]string {
			return append(rows, []string{"3", "2026-12-24", "", "LinkedIn", "Un post de plus", "Texte", accord, "", "Aline K."})
		}, nil},
		{"another hash", "pack_row_hash", edit(calendar.PackHash, strings.Repeat("0", 64)), nil},
		{"the day edited", "pack_row_edited", edit(calendar.PackOn, "2026-11-25"), nil},
		{"the day emptied", "pack_row_edited", edit(calendar.PackOn, ""), nil},
		{"the time edited", "pack_row_edited", edit(calendar.PackAt, "11:00"), nil},
		{"the text edited by one rune", "pack_row_edited", edit(calendar.PackText, "Texte du dossier en attentE"), nil},
		{"a word that is no decision", "pack_row_word", edit(calendar.PackDecision, "peut-être"), nil},
		{"nobody", "pack_row_nobody", edit(calendar.PackWho, " "), nil},
		{"not of the committee", "decider_not_committee", edit(calendar.PackWho, "Carla"), nil},
		{"of the agency", "decider_not_client", edit(calendar.PackWho, "Paul D."), nil},
		{"unknown", "decider_unknown", edit(calendar.PackWho, "Zénon"), nil},
		{"a comment alone", "pack_row_undecided", func(rows [][]string) [][]string {
			rows[0][calendar.PackComment] = "À voir"
			return rows
		}, nil},
		{"a formula for a decision", "pack_row_formula", edit(calendar.PackComment, ""), func(b *excelize.File) {
			_ = b.SetCellFormula("Sheet1", "G4", `="Accord"`)
		}},
		{"a formula for a comment", "pack_row_formula", edit(calendar.PackComment, ""), func(b *excelize.File) {
			_ = b.SetCellFormula("Sheet1", "H4", `=HYPERLINK("https://example.org")`)
		}},
		{"twice the same person", "pack_row_twice", func(rows [][]string) [][]string {
			rows = edit(calendar.PackComment, "")(rows)
			return append(rows, rows[0])
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := openOffice(t)
			o.waiting("Texte du dossier en attente")
			f := sentBack(t, o.pack(), text.FR, c.fill, c.touch)
			for _, dry := range []bool{true, false} {
				if r := o.read(f, calendar.DecisionOptions{DryRun: dry}); codes(r) != c.code {
					t.Errorf("dry %v: %q, want %q (%+v)", dry, codes(r), c.code, r.Accepted)
				}
			}
		})
	}
}

func TestFilledPackAsAWhole(t *testing.T) {
	o := openOffice(t)
	o.waiting("Texte du dossier en attente")
	p := o.pack()
	accord := text.For(text.FR).T("calendar.decision.approve")
	f := sentBack(t, p, text.FR, all("Aline K.", accord), nil)
	_, err := o.cal.ReadDecisions(o.paul, f, calendar.DecisionOptions{Client: "i"})
	wantFault(t, err, "pack_other_client", "client")
	_, err = o.cal.ReadDecisions(o.paul, f, calendar.DecisionOptions{Client: "k", Number: 7})
	wantFault(t, err, "pack_unknown", "pack")
	plain, err := sheet.OpenPath(filepath.Join("..", "sheet", "testdata", "calendar_fr.xlsx"), calendar.PackLimits)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.cal.ReadDecisions(o.paul, plain, calendar.DecisionOptions{})
	wantFault(t, err, "pack_file_unknown", "file")
	// A person said for the whole file stands in where rows name nobody.
	r := o.read(sentBack(t, p, text.FR, all("", accord), nil), calendar.DecisionOptions{Who: "Bruno T."})
	if len(r.Accepted) != 1 || r.Accepted[0].Who != "Bruno T." {
		t.Errorf("%+v", r)
	}
	// A refusal withholds; silence counts nothing.
	r = o.read(sentBack(t, p, text.FR, nil, nil), calendar.DecisionOptions{})
	if r.Blank != 1 || len(r.Accepted)+len(r.Rejected) != 0 {
		t.Errorf("%+v", r)
	}
	r = o.read(sentBack(t, p, text.FR, all("Aline K.", "refus"), nil), calendar.DecisionOptions{})
	if len(r.Accepted) != 1 || r.Accepted[0].State != calendar.Refused {
		t.Errorf("%+v %s", r, codes(r))
	}
}
