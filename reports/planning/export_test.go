package planning

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/readback"
)

func exporter(h house) *Service {
	return New(h, h, func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) })
}

var december = civil.NewMonth(2026, 12).Range()

// Ensure each format holds the items that are let through and no other, with
// key dates where they are asked for and have a place.
func TestExports(t *testing.T) {
	s := exporter(crowded(14))
	only := func(r calendar.Row) bool { return r.Title != "Publication 2" }
	for _, f := range Formats() {
		for _, marks := range []bool{true, false} {
			r := Request{Client: "k", Days: december, Format: f, Lang: text.FR, Only: only, Marks: marks}
			path := filepath.Join(t.TempDir(), "plan."+f.Ext())
			made, err := s.SaveExport(context.Background(), path, r)
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			said := contents(t, f, path)
			if f != Metricool && !strings.Contains(said, "Publication 3") || strings.Contains(said, "Publication 2") {
				t.Errorf("%s: the filter is not kept", f)
			}
			if want := marks && f.Marks(); strings.Contains(said, "Noël") != want || f != Wall && made.Marks > 0 != want {
				t.Errorf("%s with marks %v: %+v", f, marks, made)
			}
			if f == Metricool && (made.Items == 0 || made.Items+len(made.Planner.Left) != 15) {
				t.Errorf("the planner: %+v", made)
			}
			if strings.Contains(said, "⟦") {
				t.Errorf("%s: a sentence is missing", f)
			}
		}
	}
}

func contents(t *testing.T, f Format, path string) string {
	t.Helper()
	switch f.Ext() {
	case "pdf":
		readback.Sound(t, path)
		return readback.Text(t, path)
	case "xlsx":
		var b strings.Builder
		book, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = book.Close() }()
		for _, name := range book.GetSheetList() {
			for _, row := range readback.Rows(t, book, name) {
				b.WriteString(strings.Join(row, "\t") + "\n")
			}
		}
		return b.String()
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestExportRefuses(t *testing.T) {
	empty := crowded(1)
	for code, r := range map[string]Request{
		"format_unknown":   {Client: "k", Days: december, Format: "doc"},
		"dates_reversed":   {Client: "k", Days: civil.Range{From: december.To, To: december.From}, Format: ICS},
		"dates_missing":    {Client: "k", Format: List},
		"client_missing":   {Days: december, Format: List},
		"export_one_month": {Client: "k", Days: civil.Range{From: december.From, To: december.From.AddDays(9)}, Format: Wall},
		"export_empty":     {Client: "k", Days: december, Format: CSV, Only: func(calendar.Row) bool { return false }},
	} {
		var b bytes.Buffer
		if _, err := exporter(empty).Export(context.Background(), &b, r); !fault.Is(err, code) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", code, err, b.Len())
		}
	}
}

// Ensure every reason is a sentence in both languages.
func TestReasons(t *testing.T) {
	h := crowded(0)
	for _, l := range text.Langs() {
		for _, e := range []*fault.Error{
			fault.New("planner_kind", "Kind", "newsletter"), fault.New("planner_not_approved", "State", "client_review"), fault.New("planner_published"),
			fault.New("planner_no_day"), fault.New("planner_network"), fault.New("planner_no_time"), fault.New("planner_formula"),
			fault.New("planner_some_networks", "Networks", "blog, newsletter"),
		} {
			got := Reason(text.For(l), h.Limits(), calendar.PlannerNote{Reason: e})
			if !strings.HasSuffix(got, ".") || strings.Contains(got, "_") || strings.Contains(got, "⟦") {
				t.Errorf("%s: %q", l, got)
			}
		}
	}
}
