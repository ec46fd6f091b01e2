package reports

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports/page"
	"regie/reports/readback"
)

func (o *office) issue(reason string) Issued {
	o.t.Helper()
	i, err := o.reports.Issue(o.ctx, o.client.ID, october, Form{Reason: reason})
	if err != nil {
		o.t.Fatal(err)
	}
	return i
}

// log adds an hour to October.
func (o *office) log() {
	o.t.Helper()
	_, _, err := o.hours.Add(o.ctx, hours.Form{
		Client: o.client.ID, Person: o.person.ID, On: civil.NewDate(2026, 10, 9), Seconds: 3600, Hat: "writer", Note: "Oubli",
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// sound wants the folder's files and chains to be as they were issued.
func (o *office) sound() {
	o.t.Helper()
	found, err := o.store.Check(o.ctx, false)
	if err != nil || len(found) > 0 {
		o.t.Errorf("check: %v, %v", found, err)
	}
}

// Ensure an issue freezes figures, texts and files: later days and later data
// change nothing in it, and it is refused a second time while nothing changed.
func TestAnIssuedMonthIsFrozen(t *testing.T) {
	o := newOffice(t)
	if _, err := o.reports.Issue(o.ctx, o.client.ID, october, Form{}); !fault.Is(err, "report_nothing") {
		t.Errorf("an empty month: %v", err)
	}
	o.work()
	live := must[Month](t)(o.reports.Gather(o.ctx, o.client.ID, october, ""))
	if live.Edition.Issued() || live.Edition.Next != 1 {
		t.Errorf("before: %+v", live.Edition)
	}
	first := o.issue("")
	if first.Version != 1 || first.Position != 1 || first.IssuedBy != "Grâce Mbuyi" || first.Reason != "" || len(first.Frozen.Missing) != len(live.Missing) {
		t.Errorf("issued %+v", first.Report)
	}
	pdf, book, err := o.reports.Files(o.ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	o.now = o.now.AddDate(0, 0, 12)
	c := must[Copy](t)(o.reports.Current(o.ctx, o.client.ID, october, ""))
	if c.Draft() || c.Issued == nil || len(c.Differs) != 0 {
		t.Fatalf("twelve days later: %+v differs", c.Differs)
	}
	if again := must[[]byte](t)(printPDF(c.Month, must[*page.Document](t)(Render(c.Month)))); !bytes.Equal(again, pdf) {
		t.Error("drawn again the PDF is another")
	}
	if again := must[[]byte](t)(printWorkbook(c.Month)); !bytes.Equal(again, book) {
		t.Error("written again the workbook is another")
	}
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "r.pdf"), filepath.Join(dir, "r.xlsx")}
	if err := o.reports.SaveCopy(o.ctx, c, nil, paths[0], paths[1]); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]byte{pdf, book} {
		if got := must[[]byte](t)(os.ReadFile(paths[i])); !bytes.Equal(got, want) {
			t.Errorf("%s is not the kept file", paths[i])
		}
	}
	if _, err := o.reports.Issue(o.ctx, o.client.ID, october, Form{Reason: "encore"}); !fault.Is(err, "report_unchanged") {
		t.Errorf("again: %v", err)
	}
	said := readback.Text(t, paths[0])
	for _, w := range []string{"Version 1", "3 nov. 2026", first.SHA256[:20]} {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not in the report", w)
		}
	}
	o.sound()
}

// Ensure the pages of a version are those that were issued, whatever lays a
// report out by then.
func TestThePagesOfAVersionAreThoseIssued(t *testing.T) {
	o := newOffice(t)
	o.work()
	first := o.issue("")
	pdf, _, err := o.reports.Files(o.ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	m := must[Month](t)(o.reports.Frozen(o.ctx, first))
	later := m
	later.Composition = m.Composition.Set(Part{Section: SectionAnnex, Off: true}) // stands for another layout
	doc := must[*page.Document](t)(o.reports.Pages(o.ctx, first, later))
	if !bytes.Equal(must[[]byte](t)(printPDF(m, doc)), pdf) {
		t.Error("the pages are not those of the PDF that was issued")
	}
	first.Report.Pages = "" // issued before pages were kept
	if doc := must[*page.Document](t)(o.reports.Pages(o.ctx, first, later)); bytes.Equal(must[[]byte](t)(printPDF(m, doc)), pdf) {
		t.Error("without kept pages the month is not laid out")
	}
}

// Ensure a later change makes a second version, which names what it corrects;
// the first stays, and neither can be undone.
func TestALaterChangeIsTheNextVersion(t *testing.T) {
	o := newOffice(t)
	o.work()
	first := o.issue("")
	o.log()
	c := must[Copy](t)(o.reports.Current(o.ctx, o.client.ID, october, ""))
	if !c.Draft() || c.Month.Edition.Next != 2 || len(c.Differs) == 0 {
		t.Fatalf("after a change: %+v, %d differences", c.Month.Edition, len(c.Differs))
	}
	if said := readback.Text(t, saved(t, c.Month)); !strings.Contains(said, "Projet de la version 2") {
		t.Error("the draft does not say that it is one")
	}
	if _, err := o.reports.Issue(o.ctx, o.client.ID, october, Form{Reason: " "}); !fault.Is(err, "report_reason_missing") {
		t.Errorf("without reason: %v", err)
	}
	second := o.issue("Une heure oubliée.")
	n := second.Frozen.Edition.Correction
	if second.Version != 2 || n == nil || n.Replaces != 1 || n.Reason != "Une heure oubliée." || second.Previous != first.Hash {
		t.Fatalf("the second: %+v, %+v", second.Report, n)
	}
	var keys []string
	for _, d := range n.Changes {
		keys = append(keys, d.Key)
	}
	if want := []string{"hours", "raw", "value", "linked", "used", "carried"}; !slices.Equal(keys, want) {
		t.Errorf("it names %v", keys)
	}
	p := text.For(text.FR)
	before, after := first.Frozen.Hours.Billed, second.Frozen.Hours.Billed
	if d := n.Changes[0]; after != before+60 || d.Before != p.Hours(before) || d.After != p.Hours(after) {
		t.Errorf("the time: %+v", d)
	}
	m := must[Month](t)(o.reports.Frozen(o.ctx, second))
	said := readback.Text(t, saved(t, m))
	for _, w := range []string{"Avis de correction, version 2", "Une heure oubliée.", "remplace la version 1", p.Hours(before), p.Hours(after)} {
		if !strings.Contains(said, readback.Flat(w)) {
			t.Errorf("%q is not in the report", w)
		}
	}
	if row := found(t, workbook(t, m), "Synthèse", p.T("report.differs_hours"), 0); readback.Flat(row[1]) != readback.Flat(p.Hours(before)) {
		t.Errorf("the workbook says %v", row)
	}
	if !strings.HasSuffix(FileName(m, "pdf"), "_v2.pdf") {
		t.Error(FileName(m, "pdf"))
	}
	acts := must[[]clients.Act](t)(o.history.Acts(o.ctx, o.client.ID, "", 1))
	if _, err := o.history.UndoAct(o.ctx, acts[0].ID); acts[0].Kind != actIssue || !fault.Is(err, "act_final") {
		t.Errorf("undoing %s: %v", acts[0].Kind, err)
	}
	if list := must[[]Issued](t)(o.reports.Versions(o.ctx, o.client.ID, october)); len(list) != 2 || !bytes.Equal(list[0].Content, first.Content) {
		t.Errorf("%d versions", len(list))
	}
	o.sound()
}

// Ensure what passes by itself outdates no report, and what people change does.
func TestWhatOutdatesAReport(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Month)
		want   []string
		stale  bool
	}{
		"the day":           {func(m *Month) { m.Today = m.Today.AddDays(9); m.AsOf = m.AsOf.AddDate(0, 0, 9) }, nil, false},
		"the state of late": {func(m *Month) { m.Calendar.Items[2].Late = true }, nil, false},
		"the next plan":     {func(m *Month) { m.Next.Items = m.Next.Items[1:] }, []string{"area_next"}, false},
		"the name":          {func(m *Month) { m.Client.Name = "Kivu" }, []string{"area_identity"}, false},
		"a lead":            {func(m *Month) { m.Composition.Lead = "Bon mois." }, []string{"area_texts"}, true},
		"a section":         {func(m *Month) { m.Composition = m.Composition.Move(SectionBank, 2) }, []string{"area_layout"}, true},
		"a note":            {func(m *Month) { m.Hours.Log[0].Note = "Autre" }, []string{"area_time"}, true},
		"a title":           {func(m *Month) { m.Calendar.Items[0].Title = "Autre" }, []string{"area_calendar"}, true},
		"a publication":     {func(m *Month) { m.Calendar.Published++ }, []string{"published"}, true},
		"a budget":          {func(m *Month) { m.Budget.Actual += 100; m.Budget.Left -= 100 }, []string{"budget_actual", "budget_left"}, true},
		"a lost rate":       {func(m *Month) { m.Hours.Value = nil }, []string{"value"}, true},
		"the bank":          {func(m *Month) { m.Hours.Bank = nil }, []string{"available", "used", "overage", "carried"}, true},
		"a level's name":    {func(m *Month) { m.Hours.Log[0].Level, m.Hours.ByLevel[0].Label = "Confirmé", "Confirmé" }, nil, false},
		"another wording":   {reword, nil, false},
		"a person's name":   {rename, nil, false},
		"another person":    {func(m *Month) { m.Hours.Log[0].PersonID = "autre" }, []string{"area_time"}, true},
		"another author":    {func(m *Month) { m.Calendar.Items[0].AuthorID = "autre" }, []string{"area_calendar"}, true},
		"a line's name":     {func(m *Month) { m.Budget.Lines[0].Name += " bis" }, []string{"area_budget"}, true},
		"a reason":          {func(m *Month) { m.Hours.Bank.Movements[0].Reason = "Autre" }, []string{"area_time"}, true},
		"the language":      {func(m *Month) { m.Lang = text.EN }, []string{"lang"}, true},
	} {
		before, err := thaw(must[[]byte](t)(freeze(kivuMonth(text.FR))))
		if err != nil {
			t.Fatal(err)
		}
		after := kivuMonth(text.FR)
		c.change(&after)
		list, err := differences(before, after)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, d := range list {
			keys = append(keys, d.Key)
		}
		if !slices.Equal(keys, c.want) || (len(outdated(list)) > 0) != c.stale {
			t.Errorf("%s: %v, outdated %v", name, keys, len(outdated(list)) > 0)
		}
	}
}

// rename gives a person another name.
func rename(m *Month) {
	m.Hours.Log[0].Person, m.Hours.ByPerson[0].Label, m.Calendar.Items[0].Author = "Grâce Ilunga", "Grâce Ilunga", "Grâce Ilunga"
	m.Authors = []string{"Grâce Ilunga"}
}

// reword says the words of the catalogue otherwise.
func reword(m *Month) {
	m.Hours.Log[0].Kind, m.Hours.Bank.Movements[0].Label = "Autre", "Autre"
	m.Calendar.Items[0].Kind, m.Calendar.Items[0].State = "Autre", "Autre"
	m.Calendar.ByNetwork[0].Label, m.Deliverables[0].Label, m.Budget.Lines[0].Label = "Autre", "Autre", "Autre"
}

// Ensure a frozen month read back freezes to the same bytes, whatever stands in
// it: the hash holds over every reload.
func TestTheHashHoldsOverReloads(t *testing.T) {
	for name, m := range months() {
		d := said(&m)
		m.Said = &d
		raw := must[[]byte](t)(freeze(m))
		back, err := thaw(raw)
		if err != nil {
			t.Fatal(err)
		}
		if again := must[[]byte](t)(freeze(back)); !bytes.Equal(again, raw) {
			t.Errorf("%s changes when it is read back", name)
		}
		back.ClientLogo = m.ClientLogo
		if !bytes.Equal(render(t, back), render(t, m)) && !strings.HasPrefix(name, "wild") { // whose text is no valid UTF-8
			t.Errorf("%s is drawn otherwise when it is read back", name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m := kivuMonth(text.Lang(rapid.SampledFrom([]string{"fr", "en"}).Draw(t, "lang")))
		m.Client.Name = rapid.String().Draw(t, "client")
		m.Composition.Lead = rapid.String().Draw(t, "lead")
		m.Hours.Billed = rapid.Int64().Draw(t, "billed")
		m.AsOf = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns"))
		if rapid.Bool().Draw(t, "unknown") {
			m.Hours.Value, m.Hours.Bank, m.Calendar.Previous = nil, nil, nil
		}
		m.Calendar.Items = m.Calendar.Items[:rapid.IntRange(0, len(m.Calendar.Items)).Draw(t, "items")]
		m.Edition = Edition{Version: 2, IssuedAt: m.AsOf.UTC(), Correction: &Correction{Reason: rapid.String().Draw(t, "reason"), Replaces: 1}}
		m.Missing = []*fault.Error{
			fault.New("report_open", "Count", rapid.Int().Draw(t, "count")).At(PlaceCalendar), fault.New("report_no_hours", "Month", m.Month),
		}
		raw, err := freeze(m)
		if err != nil {
			t.Fatal(err)
		}
		back, err := thaw(raw)
		if err != nil {
			t.Fatal(err)
		}
		again, err := freeze(back)
		if err != nil || !bytes.Equal(raw, again) {
			t.Fatalf("%v\n%s\n%s", err, raw, again)
		}
	})
}

// broken stops where a crash might: the files are there, the row is not.
type broken struct{ Keeper }

func (broken) SaveReport(context.Context, clients.Report) error { return errors.New("power cut") }

func TestACutShortIssueIsNone(t *testing.T) {
	o := newOffice(t)
	o.work()
	cut := New(o.reports.from, broken{o.store.Reports()}, o.store.Now)
	if _, err := cut.Issue(o.ctx, o.client.ID, october, Form{}); err == nil {
		t.Fatal("the power cut went unnoticed")
	}
	if list, err := o.reports.Versions(o.ctx, o.client.ID, civil.Month{}); err != nil || len(list) != 0 {
		t.Fatalf("%d versions, %v", len(list), err)
	}
	o.sound()
	if i := o.issue(""); i.Version != 1 {
		t.Errorf("then version %d", i.Version)
	}
	o.sound()
}

// Ensure two who issue at once make no two versions of one state.
func TestIssuingAtOnce(t *testing.T) {
	o := newOffice(t)
	o.work()
	errs := make(chan error, 4)
	for range cap(errs) {
		go func() {
			_, err := o.reports.Issue(o.ctx, o.client.ID, october, Form{Reason: "ensemble"})
			errs <- err
		}()
	}
	done := 0
	for range cap(errs) {
		switch err := <-errs; {
		case err == nil:
			done++
		case !fault.Is(err, "report_unchanged"):
			t.Error(err)
		}
	}
	if list := must[[]Issued](t)(o.reports.Versions(o.ctx, o.client.ID, october)); done != 1 || len(list) != 1 {
		t.Errorf("%d issues, %d versions", done, len(list))
	}
	o.sound()
}

// Ensure every sentence of what is missing can be frozen, and names its place.
func TestWhatIsMissingNamesItsPlace(t *testing.T) {
	o := newOffice(t)
	places := map[string]string{}
	note := func(m Month) {
		for _, f := range m.Missing {
			places[f.Code] = f.Field
		}
		if _, err := freeze(m); err != nil {
			t.Error(err)
		}
	}
	note(must[Month](t)(o.reports.Gather(o.ctx, o.client.ID, october, "")))
	note(must[Month](t)(o.reports.Gather(o.ctx, o.client.ID, civil.NewMonth(2026, 11), "")))
	o.work()
	it := must[calendar.Item](t)(o.calendar.Blank(o.ctx, o.client.ID))
	it.Title, it.On = "Sans date", civil.NewDate(2026, 10, 30)
	must[calendar.Item](t)(o.calendar.Add(o.ctx, it))
	note(must[Month](t)(o.reports.Gather(o.ctx, o.client.ID, october, "")))
	for code, place := range places {
		if place == "" {
			t.Errorf("%s has no place", code)
		}
		if !text.For(text.FR).Has("composer.place_" + place) {
			t.Errorf("the place %s has no name", place)
		}
	}
	if places["report_late"] != PlaceCalendar || places["report_running_month"] != PlaceReport || places["report_texts_proposed"] != PlaceReport {
		t.Errorf("%v", places)
	}
}
