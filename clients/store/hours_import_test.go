package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"regie/clients"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/clients/sheet"
)

func (h *hoursHouse) file(name, content string) *sheet.File {
	h.t.Helper()
	f, err := sheet.Open(name, strings.NewReader(content), sheet.DefaultLimits)
	h.must(err)
	return f
}

const togglFile = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,Rédaction,Article,Yes,2026-02-02,09:00:00,2026-02-02,10:30:00,01:30:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,Modération,Réponses,Yes,2026-02-03,09:00:00,2026-02-03,09:15:00,00:15:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,Modération,Réponses,Yes,2026-02-03,09:00:00,2026-02-03,09:15:00,00:15:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,,Interne,No,2026-02-03,11:00:00,2026-02-03,12:00:00,01:00:00,,\n" +
	"Max,max@example.org,Kivu Maison,Blog,,Inconnu,Yes,2026-02-04,09:00:00,2026-02-04,10:00:00,01:00:00,,\n" +
	"Zoé,zoe@example.org,Autre,Site,,Inconnu,Yes,2026-02-04,09:00:00,2026-02-04,10:00:00,01:00:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,,Erreur,Yes,2026-02-05,09:00:00,2026-02-05,10:00:00,-01:00:00,,\n"

// Ensure an import is planned before it is written, leaves n of n equal rows
// however often it comes, and is undone whole.
func TestHours_Import(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	file := h.file("toggl.csv", togglFile)
	plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
	h.must(err)
	in := plan.Files[0]
	if in.Source != "toggl" || in.Rows != 7 || len(in.Entries) != 4 || in.Duplicates != 0 || len(in.Rejected) != 3 {
		t.Fatalf("planned: %s %d rows, %d accepted, %d duplicates, %+v", in.Source, in.Rows, len(in.Entries), in.Duplicates, in.Rejected)
	}
	for i, want := range []struct {
		line int
		code string
	}{{6, "row_person_unknown"}, {7, "row_client_unknown"}, {8, "row_duration_negative"}} {
		if r := in.Rejected[i]; r.Line != want.line || r.Reason.Code != want.code {
			t.Errorf("reject %d: line %d, %s", i, r.Line, r.Reason.Code)
		}
	}
	if diff := cmp.Diff([]string{"Autre"}, plan.UnknownClients); diff != "" {
		t.Error(diff)
	}
	if list, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID}); err != nil || len(list) != 0 {
		t.Fatalf("a dry run wrote %d entries, %v", len(list), err)
	}
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	list, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)
	if len(list) != 4 || list[0].Hat != "writer" || list[0].Kind != hours.Contract || list[3].Kind != hours.Free || list[0].Zone != "Europe/Paris" {
		t.Fatalf("imported: %+v", list)
	}
	if want := time.Date(2026, 2, 2, 8, 0, 0, 0, time.UTC); !list[0].Start.Equal(want) {
		t.Errorf("start %v, want %v", list[0].Start, want)
	}
	again, err := h.PlanImport(h.ctx, []*sheet.File{file, file}, hours.ImportOptions{})
	h.must(err)
	if again.Accepted() != 0 || again.Files[0].Duplicates != 4 || again.Files[1].Duplicates != 4 {
		t.Errorf("again: %d accepted, %d duplicates", again.Accepted(), again.Files[0].Duplicates)
	}
	acts, err := h.history.Acts(h.ctx, "", "", 1)
	h.must(err)
	changes, err := h.history.Changes(h.ctx, acts[0].ID)
	h.must(err)
	if acts[0].Kind != "time.import" || len(changes) != 2 { // the record and the rows as one
		t.Errorf("journalled as %s with %d changes", acts[0].Kind, len(changes))
	}
	_, err = h.history.UndoAct(h.ctx, acts[0].ID)
	h.must(err)
	if list, err = h.List(h.ctx, hours.Filter{Client: h.kivu.ID}); err != nil || len(list) != 0 {
		t.Errorf("after undo: %d entries, %v", len(list), err)
	}
}

// Ensure unknown names can be mapped, remembered, or created, and that a
// locked month's rows are rejected.
func TestHours_ImportNames(t *testing.T) {
	h := openHours(t)
	file := h.file("toggl.csv", togglFile)
	o := hours.ImportOptions{
		Clients: map[string]clients.ID{"Autre": h.kivu.ID}, People: map[string]clients.ID{"Max": h.ben.ID},
	}
	plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, o)
	h.must(err)
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	if plan.Accepted() != 6 {
		t.Errorf("%d accepted: %+v", plan.Accepted(), plan.Files[0].Rejected)
	}
	other := h.file("b.csv", strings.ReplaceAll(togglFile, "2026-02-", "2026-01-"))
	plan, err = h.PlanImport(h.ctx, []*sheet.File{other}, hours.ImportOptions{})
	h.must(err)
	if plan.Accepted() != 6 {
		t.Errorf("the names were forgotten: %d accepted", plan.Accepted())
	}
	_, err = h.Lock(h.ctx, h.kivu.ID, isoMonth(t, "2026-01"), "")
	h.must(err)
	done, err := h.CommitImport(h.ctx, plan) // planned again, since a month was locked meanwhile
	h.must(err)
	if done.Accepted() != 0 || done.Files[0].Rejected[0].Reason.Code != "entry_locked" {
		t.Errorf("locked: %d accepted, %+v", done.Accepted(), done.Files[0].Rejected)
	}
	fresh := h.file("c.csv", strings.NewReplacer("Autre", "Nyota", "Max", "Ada", "2026-02-", "2026-03-").Replace(togglFile))
	plan, err = h.PlanImport(h.ctx, []*sheet.File{fresh}, hours.ImportOptions{Create: true})
	h.must(err)
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	nyota, err := h.house.ClientByKey(h.ctx, "nyota")
	h.must(err)
	list, err := h.List(h.ctx, hours.Filter{Client: nyota.ID})
	h.must(err)
	if len(list) != 1 {
		t.Errorf("created client has %d entries", len(list))
	}
	plan, err = h.PlanImport(h.ctx, []*sheet.File{fresh}, hours.ImportOptions{Create: true})
	h.must(err)
	if plan.Accepted() != 0 {
		t.Errorf("created names come twice: %d", plan.Accepted())
	}
}

// Ensure an export comes back without loss, and that the same data is not doubled.
func TestHours_RoundTrip(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	_, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Amount: money.Of(6000, money.EUR)})
	h.must(err)
	f := h.form("2026-02-02", 0)
	f.Times, f.Note = &hours.Times{Start: 600, End: 725}, "=1+1 « x », \"y\"\nz"
	_, _, err = h.Add(h.ctx, f)
	h.must(err)
	free := h.form("2026-02-03", 17)
	free.Kind, free.Reason, free.Person = hours.Free, "geste", h.ben.ID
	_, _, err = h.Add(h.ctx, free)
	h.must(err)
	before, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)
	for _, kind := range []string{"csv", "xlsx"} {
		var b strings.Builder
		if kind == "csv" {
			_, err = h.ExportCSV(h.ctx, &b, hours.Export{Filter: hours.Filter{Client: h.kivu.ID}})
		} else {
			_, err = h.ExportWorkbook(h.ctx, &b, hours.Export{Filter: hours.Filter{Client: h.kivu.ID}})
		}
		h.must(err)
		file := h.file("temps."+kind, b.String())
		plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
		h.must(err)
		if plan.Accepted() != 0 || plan.Files[0].Duplicates != 2 || plan.Files[0].Source != hours.SourceRegie {
			t.Errorf("%s: %d accepted, %d duplicates, %+v", kind, plan.Accepted(), plan.Files[0].Duplicates, plan.Files[0].Rejected)
		}
		for _, e := range before {
			h.must(h.Remove(h.ctx, e.Client, e.ID))
		}
		plan, err = h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
		h.must(err)
		_, err = h.CommitImport(h.ctx, plan)
		h.must(err)
		after, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
		h.must(err)
		for i := range after {
			after[i].ID, after[i].Import, after[i].CreatedAt = before[i].ID, before[i].Import, before[i].CreatedAt
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
		if before, err = h.List(h.ctx, hours.Filter{Client: h.kivu.ID}); err != nil {
			t.Fatal(err)
		}
	}
}

// Ensure every shipped sample of a time tool is read.
func TestHours_Samples(t *testing.T) {
	for name, order := range map[string]sheet.DateOrder{
		"clockify_eu.csv": sheet.OrderDMY, "clockify_iso.csv": "", "clockify_us.csv": sheet.OrderMDY, "harvest.csv": "",
		"hours_fr.xlsx": sheet.OrderDMY, "hours_fr_1252.csv": sheet.OrderDMY, "kimai_en.csv": "", "kimai_fr.csv": "",
		"solidtime.csv": "", "solidtime_import.csv": "", "toggl.csv": "",
	} {
		h := openHours(t)
		f, err := sheet.OpenPath(filepath.Join("..", "sheet", "testdata", name), sheet.DefaultLimits)
		h.must(err)
		plan, err := h.PlanImport(h.ctx, []*sheet.File{f}, hours.ImportOptions{Create: true, DateOrder: order})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, in := range plan.Files {
			t.Logf("%s: %s, %d rows, %d accepted, %d duplicates", name, in.Source, in.Rows, len(in.Entries), in.Duplicates)
			for _, r := range in.Rejected {
				t.Logf("  line %d: %v", r.Line, r.Reason)
			}
		}
		if plan.Accepted() == 0 {
			t.Errorf("%s: nothing accepted", name)
		}
		_, err = h.CommitImport(h.ctx, plan)
		h.must(err)
	}
}
