package excel

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/page"
)

func sample() *Book {
	data := Sheet{
		Name: "Données / brutes", Title: "Données", Widths: []float64{12, 30, 12},
		Tables: []Table{{
			Header: []string{"Date", "Note", "Minutes"}, Filter: true, Name: "Donnees",
			Rows: [][]Cell{
				{Date(civil.NewDate(2026, 10, 1)), Text("=1+1"), Int(90)},
				{Date(civil.NewDate(2026, 10, 2)), Text("a\x00b\u200d😀").Link("https://exemple.org/?a=1&b=2"), Int(30)},
				{Date(civil.NewDate(2026, 10, 31)), Text("ici").Link("javascript:alert(1)"), Int(0)},
			},
			Total: []Cell{Text("Total"), {}, Formula("SUBTOTAL(109,C{first}:C{last})", Int(120))},
		}},
	}
	sum := Sheet{
		Name: "Synthèse", Title: "Octobre 2026", Subtitle: "Kivu & Maison", Widths: []float64{20, 14, 14, 14},
		Tables: []Table{
			{
				Title: "Budget", Header: []string{"Poste", "Prévu", "Dépensé", "Reste"}, Align: []Align{Left, Right, Right, Right},
				Rows: [][]Cell{
					{Text("Publicité"), Money(90000, "EUR"), Money(62005, "EUR"), Formula("B{row}-C{row}", Money(27995, "EUR"))},
					{Text("Vidéo"), Money(80000, "EUR"), Money(85000, "EUR"), Formula("B{row}-C{row}", Money(-5000, "EUR"))},
				},
				Total: []Cell{
					Text("Total"), Formula("SUM(B{first}:B{last})", Money(170000, "EUR")),
					Formula("SUM(C{first}:C{last})", Money(147005, "EUR")), Formula("SUM(D{first}:D{last})", Money(22995, "EUR")),
				},
				Alert: []int{3}, Lists: map[int][]string{0: {"Publicité", "Vidéo"}},
				Chart: &Chart{Title: "Dépensé", Series: []Series{{Name: "Dépensé", Column: 2}}, Width: 500, Height: 220, Format: "#,##0"},
			},
			{Title: "Vide", Header: []string{"Rien", "Total"}, Empty: "Aucune ligne", Total: []Cell{{}, Formula("SUM(B{first}:B{last})", Int(0))}},
			{
				Title: "Heures", Header: []string{"Quoi", "Heures", "Part"}, Gauges: []int{2},
				Rows: [][]Cell{{Wrapped(strings.Repeat("mot ", 40)), Formula("SUM("+data.Range(0, 2)+")/60", Hours(120)), Ratio(0.63)}},
			},
		},
	}
	return &Book{
		Title: "Rapport", Author: "Agence", Subject: "Kivu Maison · " + strings.Repeat("long ", 60), Lang: "fr",
		Brand: page.Hex("#C2410C"), Footer: "Agence & Co", Sheets: []Sheet{sum, data},
	}
}

func written(t testing.TB, b *Book) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestWhatIsWrittenIsThere(t *testing.T) {
	f := written(t, sample())
	if got := f.GetSheetList(); len(got) != 2 || got[1] != "Données - brutes" {
		t.Fatalf("sheets %q", got)
	}
	const data, sum = "Données - brutes", "Synthèse"
	cell := func(sheet, ref string) string {
		v, err := f.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	formula := func(sheet, ref string) string {
		v, err := f.GetCellFormula(sheet, ref)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct{ sheet, ref, want string }{
		{data, "A5", "46296"},
		{data, "B5", "=1+1"},
		{data, "B6", "ab\u200d😀"},
		{data, "C8", "120"},
		{sum, "A1", "Octobre 2026"},
		{sum, "C6", "620.05"},
		{sum, "D7", "-50"},
		{sum, "D8", "229.95"},
	} {
		if got := cell(c.sheet, c.ref); got != c.want {
			t.Errorf("%s!%s is %q, want %q", c.sheet, c.ref, got, c.want)
		}
	}
	if got := formula(data, "B5"); got != "" {
		t.Errorf("a text became the formula %q", got)
	}
	if got := formula(sum, "D7"); got != "B7-C7" {
		t.Errorf("left is %q", got)
	}
	if got := formula(data, "C8"); got != "SUBTOTAL(109,C5:C7)" {
		t.Errorf("total is %q", got)
	}
	if ok, to, _ := f.GetCellHyperLink(data, "B6"); !ok || to != "https://exemple.org/?a=1&b=2" {
		t.Errorf("link is %v %q", ok, to)
	}
	if ok, _, _ := f.GetCellHyperLink(data, "B7"); ok {
		t.Error("a script became a link")
	}
}

func TestPrintSetupTablesAndRulesAreKept(t *testing.T) {
	f := written(t, sample())
	const data, sum = "Données - brutes", "Synthèse"
	for _, sheet := range []string{data, sum} {
		l, err := f.GetPageLayout(sheet)
		if err != nil || *l.Size != 9 || *l.FitToWidth != 1 || *l.FitToHeight != 0 {
			t.Errorf("%s: page layout %+v, %v", sheet, l, err)
		}
		h, err := f.GetHeaderFooter(sheet)
		if err != nil || !strings.Contains(h.OddFooter, "&P / &N") || !strings.Contains(h.OddFooter, "Agence && Co") {
			t.Errorf("%s: footer %+v, %v", sheet, h, err)
		}
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != "'Données - brutes'!$4:$4" {
		t.Errorf("repeated header: %+v", names)
	}
	tables, err := f.GetTables(data)
	if err != nil || len(tables) != 1 || tables[0].Range != "A4:C7" {
		t.Errorf("native tables: %+v, %v", tables, err)
	}
	panes, err := f.GetPanes(data)
	if err != nil || !panes.Freeze || panes.YSplit != 4 {
		t.Errorf("panes: %+v, %v", panes, err)
	}
	cond, err := f.GetConditionalFormats(sum)
	if err != nil || len(cond) != 2 {
		t.Errorf("conditional formats: %+v, %v", cond, err)
	}
	lists, err := f.GetDataValidations(sum)
	if err != nil || len(lists) != 1 {
		t.Errorf("choices: %+v, %v", lists, err)
	}
	if got := part(t, sample(), "xl/worksheets/sheet1.xml"); !strings.Contains(got, "<drawing ") {
		t.Error("the chart is on no sheet")
	}
	if got := part(t, sample(), "xl/worksheets/sheet1.xml"); strings.Count(got, "<cols>") != 1 || !strings.Contains(got, `width="20"`) {
		t.Error("the widths are lost")
	}
	if got := part(t, sample(), "xl/charts/chart1.xml"); !strings.Contains(got, "$C$6:$C$7") {
		t.Error("the chart does not draw its column")
	}
}

// part is one file inside a workbook.
func part(t testing.TB, b *Book, name string) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("é", 40)
	for _, c := range []struct{ in, want string }{
		{"Heures", "Heures"}, {`a[]:*?/\'b`, "a--------b"}, {long, strings.Repeat("é", 31)}, {"  ", "-"}, {"😀 x", "x"}, {"a\nb", "a-b"},
	} {
		if got := SheetName(c.in); got != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
	got := sheetNames([]Sheet{{Name: long}, {Name: long}, {Name: "ok"}, {Name: "OK"}})
	if got[1] != strings.Repeat("é", 29)+" 2" || got[3] != "OK 2" {
		t.Errorf("names %q", got)
	}
}

func TestMoneyFormats(t *testing.T) {
	for _, c := range []struct{ currency, lang, want string }{
		{"EUR", "fr", `#,##0.00 "€"`},
		{"EUR", "en", `"€"#,##0.00`},
		{"CDF", "fr", `#,##0 "FC"`},
		{"XOF", "en", `"FCFA "#,##0`},
		{"CHF", "fr", `#,##0.00 "CHF"`},
		{"", "fr", "#,##0.00"},
	} {
		b := styleBook{lang: c.lang}
		cell := Money(1, money.Currency(c.currency))
		if got := b.format(cell.key(bodyStyle)); got != c.want+";[Red]-"+c.want {
			t.Errorf("%s in %s is %s, want %s", c.currency, c.lang, got, c.want)
		}
	}
}

const benchRows = 100_000

func BenchmarkBuilder100k(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		if err := Write(io.Discard, benchBook(benchRows)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBare100k(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		if err := bare(io.Discard, benchRows); err != nil {
			b.Fatal(err)
		}
	}
}

// benchRow is twelve cells as the hours of a month hold them.
func benchRow(i int, c []Cell) []Cell {
	return append(c, Date(civil.NewDate(2026, 10, 1+i%31)), Text("Grâce Mbuyi"), Text("senior"), Text("Rédaction"), Text("contrat"),
		Text("Légendes de la semaine"), Text("Recettes du lac"), Int(int64(i%240)), Hours(int64(i%240)), Money(int64(i), "EUR"),
		Ratio(float64(i%10000)/10000), Text("F2026-0001"))
}

func benchBook(n int) *Book {
	return &Book{Title: "b", Brand: page.Hex("#C2410C"), Sheets: []Sheet{{
		Name: "Données", Title: "Données",
		Tables: []Table{{Header: make([]string, 12), Count: n, Row: benchRow}},
	}}}
}

// bare writes the same cells, styled alike, with nothing of the builder.
func bare(w io.Writer, n int) error {
	f := excelize.NewFile()
	defer f.Close()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	style := func(format string) int {
		id, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &format, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: lineHex}}})
		if err2 != nil {
			panic(err2)
		}
		return id
	}
	text, date, whole, hours, euro, pct := style("@"), style("dd/mm/yyyy"), style("#,##0"), style("0.00"), style("#,##0.00"), style("0%")
	for i := range n {
		if err := s.SetRow(cellName(0, i+1), []any{
			excelize.Cell{StyleID: date, Value: 46296 + i%31},
			excelize.Cell{StyleID: text, Value: "Grâce Mbuyi"},
			excelize.Cell{StyleID: text, Value: "senior"},
			excelize.Cell{StyleID: text, Value: "Rédaction"},
			excelize.Cell{StyleID: text, Value: "contrat"},
			excelize.Cell{StyleID: text, Value: "Légendes de la semaine"},
			excelize.Cell{StyleID: text, Value: "Recettes du lac"},
			excelize.Cell{StyleID: whole, Value: i % 240},
			excelize.Cell{StyleID: hours, Value: float64(i%240) / 60},
			excelize.Cell{StyleID: euro, Value: float64(i) / 100},
			excelize.Cell{StyleID: pct, Value: float64(i%10000) / 10000},
			excelize.Cell{StyleID: text, Value: "F2026-0001"},
		}); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}
