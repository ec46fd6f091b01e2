package importing

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/gui/screen"
	"regie/gui/widgets"
)

func fixture(t *testing.T, name string) *sheet.File {
	t.Helper()
	f, err := sheet.OpenPath(filepath.Join("..", "..", "clients", "sheet", "testdata", name), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// stub is an intake of hours without a room behind it.
func stub() *Intake {
	in := Hours(nil, nil, nil)
	in.Remembered = nil
	in.Known = func(context.Context, *text.Printer) (map[sheet.Field][]widgets.Option, error) {
		return map[sheet.Field][]widgets.Option{
			sheet.FieldClient: {{Key: "kivu", Label: "Kivu Café"}, {Key: "lumen", Label: "Atelier Lumen"}},
			sheet.FieldPerson: {{Key: "Zoé Lambert", Label: "Zoé Lambert"}},
		}, nil
	}
	return in
}

func drafted(t *testing.T, in *Intake, name string) draft {
	t.Helper()
	d, err := recognise(context.Background(), in, text.For(text.FR), fixture(t, name), screen.Client{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Ensure known exports need no hand: source, columns and dates are found.
func TestRecognise(t *testing.T) {
	p := text.For(text.FR)
	for name, want := range map[string]struct {
		source   string
		askOrder bool
	}{
		"toggl.csv":         {"Toggl Track", false},
		"clockify_us.csv":   {"Clockify", false},
		"clockify_open.csv": {"Clockify", true},
		"harvest.csv":       {"Harvest", false},
		"kimai_fr.csv":      {"Kimai", false},
		"solidtime.csv":     {"Solidtime", false},
		"hours_fr.xlsx":     {"Feuille d’heures", false},
	} {
		t.Run(name, func(t *testing.T) {
			in := stub()
			d := drafted(t, in, name)
			if got := d.source(p); got != want.source {
				t.Errorf("taken for %s", got)
			}
			if s := d.lacks(p, in); s != "" {
				t.Error(s)
			}
			r, err := d.read(context.Background(), p, in.Fields)
			if err != nil || r.refusal != nil {
				t.Fatal(err, r.refusal)
			}
			if r.askOrder != want.askOrder || r.settled(d) == want.askOrder {
				t.Errorf("asks for the order of dates: %v, settled: %v", r.askOrder, r.settled(d))
			}
			if len(r.lines) == 0 || len(r.lines) > previewRows {
				t.Errorf("%d rows shown", len(r.lines))
			}
			for _, l := range r.lines {
				if len(l.cells) != len(r.fields) {
					t.Errorf("line %d has %d cells for %d columns", l.number, len(l.cells), len(r.fields))
				}
			}
		})
	}
}

// Ensure the question of dates stays on screen once answered, and that the
// answer is what the preview shows.
func TestOrderAnswered(t *testing.T) {
	in, p := stub(), text.For(text.EN)
	d := drafted(t, in, "clockify_open.csv")
	for order, want := range map[sheet.DateOrder]string{sheet.OrderDMY: "5 Oct 2026", sheet.OrderMDY: "10 May 2026"} {
		d.choices.Mapping.DateOrder = order
		r, err := d.read(context.Background(), p, in.Fields)
		if err != nil {
			t.Fatal(err)
		}
		if !r.askOrder || !r.settled(d) || r.example != "05/10/2026" {
			t.Errorf("%s: asks %v, settled %v, example %q", order, r.askOrder, r.settled(d), r.example)
		}
		if got := r.lines[0].cells[0]; got.text != want || got.bad {
			t.Errorf("%s reads %+v", order, got)
		}
	}
}

// Ensure what is not understood is said in its cell.
func TestPreviewFaults(t *testing.T) {
	in, p := stub(), text.For(text.EN)
	f, err := sheet.Open("h.csv", strings.NewReader("Date,Heures,Note\n2026-10-05,1h30,ok\n2026-10-06,beaucoup,\n2026-10-07,-2,x\n"), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	d, err := recognise(context.Background(), in, p, f, screen.Client{ID: "id", Key: "kivu"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.read(context.Background(), p, in.Fields)
	if err != nil {
		t.Fatal(err)
	}
	var got []bool
	for _, l := range r.lines {
		got = append(got, l.cells[1].bad)
	}
	if len(got) != 3 || got[0] || !got[1] || !got[2] {
		t.Errorf("%+v", r.lines)
	}
	if r.lines[0].cells[1].text != p.Hours(90) {
		t.Errorf("%q", r.lines[0].cells[1].text)
	}
	if got := d.chosen(sheet.FieldClient); got != wholeKey+"kivu" {
		t.Errorf("a file that names no client is for %q", got)
	}
}

// Ensure a choice replaces the one before, whole file or column, and leaves
// the earlier draft alone.
func TestChoose(t *testing.T) {
	in := stub()
	d := drafted(t, in, "toggl.csv")
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(in.Fields).Draw(t, "field")
		options := d.options(text.For(text.FR), f)
		o := rapid.SampledFrom(options).Draw(t, "option")
		before := d.chosen(f.Field)
		next := d.choose(f.Field, o.Key)
		if next.chosen(f.Field) != o.Key {
			t.Fatalf("%s: chose %q, has %q", f.Field, o.Key, next.chosen(f.Field))
		}
		if d.chosen(f.Field) != before {
			t.Fatal("the draft it was called on changed")
		}
		m := next.choices.Mapping
		if m.Columns[f.Field] != "" && m.Constants[f.Field] != "" {
			t.Fatal("a column and a value at once")
		}
	})
}

// Ensure what is missing is named, and that either of a group will do.
func TestLacks(t *testing.T) {
	in, p := stub(), text.For(text.EN)
	d := drafted(t, in, "toggl.csv")
	d = d.choose(sheet.FieldDuration, "")
	if s := d.lacks(p, in); s != "" {
		t.Errorf("start and end are enough: %s", s)
	}
	d = d.choose(sheet.FieldEndTime, "").choose(sheet.FieldDate, "")
	s := d.lacks(p, in)
	for _, want := range []string{"Date", "Duration", "End time"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q does not name %q", s, want)
		}
	}
}

// Ensure a file that names no client is asked for one.
func TestWhose(t *testing.T) {
	in, p := stub(), text.For(text.EN)
	d := drafted(t, in, "toggl.csv").choose(sheet.FieldClient, "").choose(sheet.FieldProject, "")
	if s := d.lacks(p, in); !strings.Contains(s, "Client") {
		t.Errorf("%q", s)
	}
	d = d.choose(sheet.FieldClient, wholeKey+"kivu")
	if s := d.lacks(p, in); s != "" {
		t.Error(s)
	}
	// On a client's page too, a column of clients goes before the page.
	d, err := recognise(context.Background(), in, p, fixture(t, "toggl.csv"), screen.Client{ID: "id", Key: "kivu"})
	if err != nil || d.chosen(sheet.FieldClient) != columnKey+"Client" {
		t.Errorf("%v, client from %q", err, d.chosen(sheet.FieldClient))
	}
}

// Ensure the preview shows the first columns that fit, and says how many do not.
func TestFitting(t *testing.T) {
	fields := []Field{{Reads: ReadDate}, {Reads: ReadDuration}, {Reads: ReadText}, {Reads: ReadMoment}}
	for room, want := range map[float32]int{0: 0, lineWidth + figureWidth: 1, lineWidth + 2*figureWidth + wordsWidth: 3, 2000: 4} {
		if shown, hidden := fitting(fields, room); shown != want || hidden != len(fields)-want {
			t.Errorf("%v pixels show %d and hide %d", room, shown, hidden)
		}
	}
}

// Ensure what an import brings adds up by client and month, in order.
func TestSums(t *testing.T) {
	oct, nov := civil.NewMonth(2026, time.October), civil.NewMonth(2026, time.November)
	var s sums
	s.add("Nyota", nov, 60)
	s.add("Kivu", nov, 3600)
	s.add("Kivu", oct, 1800)
	s.add("Kivu", nov, 30)
	want := []Part{{"Kivu", oct, 1, 1800}, {"Kivu", nov, 2, 3630}, {"Nyota", nov, 1, 60}}
	if got := s.inOrder(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

// Ensure a field without a column is called by its label.
func TestSentence(t *testing.T) {
	p := text.For(text.FR)
	reason := fault.New("row_value_missing", "column", "person")
	if got := sentence(p, reason); !strings.Contains(got, "Intervenant") {
		t.Error(got)
	}
	if reason.Args["column"] != "person" {
		t.Error("the fault itself was changed")
	}
	if got := sentence(p, fault.New("row_value_missing", "column", "Qui")); !strings.Contains(got, "Qui") {
		t.Error(got)
	}
}

// Ensure a remembered mapping goes first where its columns exist, and is left
// where they do not.
func TestRemembered(t *testing.T) {
	for column, want := range map[string]bool{"Project": true, "Elsewhere": false} {
		in := stub()
		in.Remembered = func(_ context.Context, a Asked) (Choices, bool, error) {
			if a.Table == nil || a.Mapping.Source != "toggl" {
				t.Errorf("asked with %+v", a.Mapping)
			}
			return Choices{Mapping: sheet.Mapping{Source: "toggl", Columns: map[sheet.Field]string{sheet.FieldClient: column}}}, true, nil
		}
		d := drafted(t, in, "toggl.csv")
		if d.remembered != want || (d.chosen(sheet.FieldClient) == columnKey+column) != want {
			t.Errorf("%s: remembered %v, client from %q", column, d.remembered, d.chosen(sheet.FieldClient))
		}
	}
}

// Ensure a likely answer is proposed and the rest stays open.
func TestSettle(t *testing.T) {
	in := stub()
	d := drafted(t, in, "toggl.csv")
	names := []Name{
		{Field: sheet.FieldClient, Text: "Lumen", Rows: 1}, {Field: sheet.FieldClient, Text: "Nyota", Rows: 4}, {Field: sheet.FieldPerson, Text: "Zoé"},
	}
	next, open := d.settle(names)
	if next.pick(names[0]) != "lumen" || len(open) != 2 {
		t.Errorf("Lumen is %q, open %v", next.pick(names[0]), open)
	}
	next = next.decide(names[1], Leave)
	if next.pick(names[1]) != Leave || d.pick(names[0]) != "" {
		t.Error("a decision is lost, or stands in the earlier draft")
	}
	if next = next.decide(names[1], ""); next.pick(names[1]) != "" {
		t.Error("a decision cannot be taken back")
	}
	if got := grouped(in, names); got[0].Text != "Nyota" || got[2].Field != sheet.FieldPerson {
		t.Errorf("%v", got)
	}
	if got := merged(names[:2], names[1:]); len(got) != 3 {
		t.Errorf("%v", got)
	}
}

// Ensure a guess is made only where one thing alone fits.
func TestGuess(t *testing.T) {
	known := []widgets.Option{{Key: "a", Label: "Atelier Lumen"}, {Key: "b", Label: "Hôtel Roches"}, {Key: "c", Label: "Hôtel des Pins"}, {Key: "d", Label: "ABC"}}
	for name, want := range map[string]Pick{
		"lumen": "a", "HOTEL ROCHES SARL": "b", "hôtel": "", "abc": "", "le projet abcd": "", "Nyota": "", "": "",
	} {
		if got := guess(name, known); got != want {
			t.Errorf("%q is taken for %q", name, got)
		}
	}
}

// Ensure the sentences before an import: totals, nothing to do, all there.
func TestNotes(t *testing.T) {
	p := text.For(text.EN)
	seconds := func(n int64) *int64 { return &n }
	for name, tc := range map[string]struct {
		plan Plan
		want []widgets.Tone
	}{
		"no totals":     {Plan{Accepted: 2}, nil},
		"total is met":  {Plan{Accepted: 2, Stated: seconds(5400), Read: seconds(5430)}, []widgets.Tone{widgets.ToneOK}},
		"total differs": {Plan{Accepted: 2, Stated: seconds(5400), Read: seconds(5460)}, []widgets.Tone{widgets.ToneWarn}},
		"elsewhere":     {Plan{Accepted: 2, Parts: []Part{{Client: "Kivu"}, {Client: "Lumen"}, {Client: "Lumen"}}}, []widgets.Tone{widgets.ToneWarn}},
		"all there":     {Plan{Duplicates: 3}, []widgets.Tone{widgets.ToneInfo}},
		"nothing":       {Plan{Rejects: make([]sheet.Reject, 2)}, []widgets.Tone{widgets.ToneWarn}},
	} {
		got := notes(p, &tc.plan, "Kivu")
		if len(got) != len(tc.want) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i := range got {
			if got[i].tone != tc.want[i] || got[i].sentence == "" {
				t.Errorf("%s: %+v", name, got[i])
			}
		}
	}
}

// Ensure refused rows leave as a file to mend: line, reason in words, cells.
func TestWriteRejects(t *testing.T) {
	var b bytes.Buffer
	err := writeRejects(&b, text.For(text.EN), []string{"Date", "Hours"}, []sheet.Reject{
		{Line: 7, Reason: fault.New("row_duration_negative", "value", "-2"), Cells: []string{"2026-10-05", "-2"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Line", "Reason", "Hours", "7", "“-2”", "2026-10-05"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q lacks %q", b.String(), want)
		}
	}
}
