package sheet

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestTypedCells(t *testing.T) {
	f := workbook(t, func(b *excelize.File) {
		put(t, b, "Sheet1", 1, "what", "cell")
		for i, c := range []struct {
			name   string
			value  any
			format string
		}{
			{"date", 46348, "dd/mm/yyyy"},
			{"date us", 46348, "mm-dd-yy"},
			{"month only", 46327, "mmmm yyyy"},
			{"date and time", 46348.395833333336, "dd/mm/yyyy hh:mm"},
			{"date hiding its time", 46348.5, "yyyy-mm-dd"},
			{"moment at midnight", 46348, "d/m/yy h:mm"},
			{"time", 0.395833333333333, "h:mm AM/PM"},
			{"elapsed", 1.0625, "[h]:mm"},
			{"elapsed minutes", 0.0625, "[mm]:ss"},
			{"time over a day", 1.0625, "hh:mm"},
			{"negative elapsed", -0.0416666666666667, "[h]:mm"},
			{"moment shown as time", 46348.5, "hh:mm"},
			{"percent", 0.2525, "0.00%"},
			{"money", 1234.5, "#,##0.00\\ \"€\""},
			{"day in quotes", 12.5, "0.0\" days\""},
			{"coloured", 12.5, "[Red]0.0"},
			{"plain", 0.1, "General"},
			{"long", 12345678901234, "0"},
			{"zero date", 0, "dd/mm/yyyy"},
			{"text under a date format", "à définir", "dd/mm/yyyy"},
			{"before the leap day that never was", 59, "dd/mm/yyyy"},
			{"bool", true, "General"},
		} {
			put(t, b, "Sheet1", i+2, c.name, styled{c.value, c.format})
		}
	})
	want := map[string]string{
		"date": "2026-11-22", "date us": "2026-11-22", "month only": "2026-11-01",
		"date and time": "2026-11-22 09:30:00", "date hiding its time": "2026-11-22 12:00:00",
		"moment at midnight": "2026-11-22 00:00:00",
		"time":               "09:30:00", "elapsed": "25:30:00", "elapsed minutes": "01:30:00", "time over a day": "25:30:00",
		"negative elapsed": "-01:00:00", "moment shown as time": "2026-11-22 12:00:00",
		"percent": "25.25%", "money": "1234.5", "day in quotes": "12.5", "coloured": "12.5", "plain": "0.1",
		"before the leap day that never was": "1900-02-28",
		"long":                               "12345678901234", "zero date": "", "text under a date format": "à définir", "bool": "TRUE",
	}
	seen := 0
	for r := range f.Tables()[0].Rows() {
		seen++
		if got := r.Cell(1); got != want[r.Cell(0)] {
			t.Errorf("%s: %q, want %q", r.Cell(0), got, want[r.Cell(0)])
		}
	}
	if seen != len(want) {
		t.Errorf("%d rows, want %d", seen, len(want))
	}
}

func TestMacEpoch(t *testing.T) {
	f := workbook(t, func(b *excelize.File) {
		mac := true
		if err := b.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &mac}); err != nil {
			t.Fatal(err)
		}
		put(t, b, "Sheet1", 1, "Date", "Heures")
		put(t, b, "Sheet1", 2, styled{44886, "dd/mm/yyyy"}, styled{-0.5, "[h]:mm"})
	})
	r := f.Tables()[0].Sample(1)[0]
	if r.Cell(0) != "2026-11-22" || r.Cell(1) != "-12:00:00" {
		t.Errorf("read %q", r.Cells)
	}
}

func TestBuiltInFormats(t *testing.T) {
	for id, want := range map[int]byte{
		0: tagNumber, 1: tagNumber, 4: tagNumber, 9: tagPercent, 14: tagDate, 17: tagDate, 18: tagTime,
		20: tagTime, 22: tagMoment, 37: tagNumber, 45: tagTime, 46: tagElapsed, 49: tagNumber,
	} {
		if got := classOf(id, "", false); got != want {
			t.Errorf("format %d is %q, want %q", id, got, want)
		}
	}
	for code, want := range map[string]byte{
		"General": tagNumber, `"le" dd/mm`: tagDate, `0.00" h"`: tagNumber, "[h]:mm:ss;@": tagElapsed,
		"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": tagDate, "mm:ss": tagTime, "[Red]-0": tagNumber,
		"0.00E+00": tagNumber, "[mmm": tagNumber, `0;"d"`: tagNumber, "jj/mm/aaaa": tagDate,
	} {
		if got := classOfCode(code); got != want {
			t.Errorf("code %s is %q, want %q", code, got, want)
		}
	}
}

func TestHoursWorkbook(t *testing.T) {
	f, table := load(t, "hours_fr.xlsx")
	if len(f.Tables()) != 1 || f.Kind != Workbook {
		t.Fatalf("tables %v", f.Tables())
	}
	m := Match(table, TimeLayouts())
	if !m.OK() || m.Layout.Source != "hours" || m.Table.HeaderLine != 4 {
		t.Fatalf("matched %+v at line %d", m, m.Table.HeaderLine)
	}
	if want := []string{"Date", "Client", "Heures", "Facturable", "Description"}; !slices.Equal(m.Table.Header[:5], want) {
		t.Errorf("header %q", m.Table.Header)
	}
	b, err := m.Table.Bind(m.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var sum, total int64
	for r := range m.Table.Rows() {
		if r.Total {
			total, _, _ = b.DurationSum(r, FieldDuration)
			continue
		}
		d, _, reason := b.Date(r, FieldDate)
		if reason != nil || r.Fault != nil {
			t.Errorf("line %d: %v %v", r.Line, reason, r.Fault)
		}
		sec, known, reason := b.Duration(r, FieldDuration)
		if reason != nil || !known {
			t.Errorf("line %d: %v", r.Line, reason)
		}
		sum += sec
		got = append(got, d.String()+" "+b.Text(r, FieldClient)+" "+b.Text(r, FieldNote))
	}
	want := []string{
		"2026-10-05 Kivu Café Modération", "2026-10-06 Kivu Café Rédaction",
		"2026-10-07 Lumen =1+1", "2026-10-08 Lumen ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows %q", got)
	}
	if sum != total || total != 6*3600 {
		t.Errorf("sum %d, totals row %d", sum, total)
	}
}

func TestCalendarWorkbook(t *testing.T) {
	f, _ := load(t, "calendar_fr.xlsx")
	if len(f.Tables()) != 2 {
		t.Fatalf("tables %v, hidden sheets must be left out", f.Tables())
	}
	m := Match(f.Tables()[1], CalendarLayouts())
	if !m.OK() || m.Table.HeaderLine != 2 || m.Table.Name != "Semaine 42" {
		t.Fatalf("matched %+v", m)
	}
	want := map[Field]string{
		FieldDate: "Date", FieldTime: "Heure", FieldNetwork: "Réseau", FieldKind: "Type de contenu",
		FieldText: "Message + hashtags", FieldState: "Statut de validation", FieldAuthor: "Responsable",
		FieldMedia: "Lien visuel", FieldObjective: "Objectif", FieldResult: "Résultat",
	}
	for field, head := range want {
		if m.Mapping.Columns[field] != head {
			t.Errorf("%s is %q, want %q", field, m.Mapping.Columns[field], head)
		}
	}
	b, err := m.Table.Bind(m.Mapping)
	if err != nil {
		t.Fatal(err)
	}
	rows := m.Table.Sample(9)
	for i, on := range []string{"2026-10-12", "2026-10-06"} {
		d, _, reason := b.Date(rows[i], FieldDate)
		clock, _, other := b.Clock(rows[i], FieldTime)
		if reason != nil || other != nil || d.String() != on || clock != 18*3600+30*60 {
			t.Errorf("row %d: %v at %d (%v, %v)", i, d, clock, reason, other)
		}
	}
	if got := b.Text(rows[0], FieldText); got != "Le café du lac ☕️\n#kivu #café" {
		t.Errorf("text %q", got)
	}
}

func TestFormulaWithoutValue(t *testing.T) {
	f := workbook(t, func(b *excelize.File) {
		put(t, b, "Sheet1", 1, "Date", "Heures", "Note")
		put(t, b, "Sheet1", 2, "2026-10-01", nil, "a")
		if err := b.SetCellFormula("Sheet1", "B2", "1+1"); err != nil {
			t.Fatal(err)
		}
	})
	if r := f.Tables()[0].Sample(1)[0]; r.Cell(1) != "" || r.Cell(2) != "a" {
		t.Errorf("read %q", r.Cells)
	}
}

func TestWorkbookRefusals(t *testing.T) {
	whole := workbookBytes(t, func(b *excelize.File) {
		for row := 1; row <= 40; row++ {
			put(t, b, "Sheet1", row, "Date", "Client", row)
		}
	})
	open := func(data []byte, l Limits) string {
		_, err := Open("classeur.xlsx", bytes.NewReader(data), l)
		return code(err)
	}
	if got := open(whole, Limits{}); got != "" {
		t.Fatalf("a whole workbook is refused: %s", got)
	}
	for _, cut := range []int{len(whole) / 10, len(whole) / 2, len(whole) - 30} {
		if got := open(whole[:cut], Limits{}); got != "file_cut" {
			t.Errorf("cut at %d: %s", cut, got)
		}
	}
	for name, l := range map[string]Limits{
		"file_unpacks_too_big": {Unzip: 2000}, "file_too_many_rows": {Rows: 39}, "file_too_many_columns": {Columns: 2},
		"file_too_big": {Bytes: 1000},
	} {
		if got := open(whole, l); got != name {
			t.Errorf("limits %+v: %s, want %s", l, got, name)
		}
	}
	if got := open(whole, Limits{Cells: 100}); got != "file_too_many_rows" {
		t.Errorf("cells: %s", got)
	}
	damaged := rezip(t, whole, func(name string, data []byte) []byte {
		if strings.HasPrefix(name, "xl/worksheets/") {
			return data[:len(data)/2]
		}
		return data
	})
	if got := open(damaged, Limits{}); got != "file_damaged" {
		t.Errorf("half a sheet: %s", got)
	}
	for part, want := range map[string]string{
		"xl/workbook.bin": "file_xlsb", "word/document.xml": "file_document", "photo.jpg": "file_archive",
	} {
		if got := open(zipped(t, map[string]string{part: "x"}), Limits{}); got != want {
			t.Errorf("%s: %s, want %s", part, got, want)
		}
	}
	ods := zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
	if got := open(ods, Limits{}); got != "file_ods" {
		t.Errorf("ods: %s", got)
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func rezip(t testing.TB, data []byte, change func(string, []byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, p := range z.File {
		b, err := readPart(p, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		parts[p.Name] = string(change(p.Name, b))
	}
	return zipped(t, parts)
}

func TestArchiveOfTexts(t *testing.T) {
	data := zipped(t, map[string]string{
		"Données du tableau.csv": "Contenu,Vues\nTotal,30\nabc,30\n", "__MACOSX/._x.csv": "x", "vide.csv": "\n",
	})
	f, err := Open("export.zip", bytes.NewReader(data), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Tables()) != 1 || f.Kind != Archive || f.Tables()[0].Name != "Données du tableau" {
		t.Fatalf("tables %v", f.Tables())
	}
	if rows := f.Tables()[0].Sample(5); len(rows) != 2 || !rows[0].Total || rows[1].Total {
		t.Errorf("rows %+v", rows)
	}
	if _, err := Open("export.zip", bytes.NewReader(data), Limits{Unzip: 20}); code(err) != "file_unpacks_too_big" {
		t.Errorf("limit: %v", err)
	}
}

func TestLongWorkbook(t *testing.T) {
	const n = 12_000
	data := workbookBytes(t, func(b *excelize.File) {
		w, err := b.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		for row := 1; row <= n; row++ {
			at, _ := excelize.CoordinatesToCellName(1, row)
			if err := w.SetRow(at, []any{"2026-10-05", "Kivu Café", 1.5, "Modération et réponses"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	})
	// A small memory share sends the sheet through a temporary file.
	f, err := Open("long.xlsx", bytes.NewReader(data), Limits{XML: 64 << 10})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for r := range f.Tables()[0].Raw() {
		if rows++; r.Line != rows || r.Cell(1) != "Kivu Café" || r.Cell(2) != "1.5" {
			t.Fatalf("row %d: line %d %q", rows, r.Line, r.Cells)
		}
	}
	if rows != n {
		t.Errorf("%d rows", rows)
	}
}
