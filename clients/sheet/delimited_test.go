package sheet

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestDialects(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want rune
	}{
		"comma":          {"Date,Client,Heures\n2026-10-01,kivu,1.5\n", ','},
		"semicolon":      {"Date;Client;Heures\n2026-10-01;kivu;1,5\n2026-10-02;kivu;2,25\n", ';'},
		"two columns":    {"Date;Heures\n2026-10-01;1,5\n2026-10-02;0,5\n", ';'},
		"tab":            {"Date\tNote\n2026-10-01\ta, b, c\n2026-10-02\td; e\n", '\t'},
		"pipe":           {"Date|Note|Heures\n2026-10-01|a, b|1,5\n", '|'},
		"sep":            {"sep=|\nDate|Heures\n2026-10-01|1,5\n", '|'},
		"quoted sep":     {"\"sep=;\"\r\nDate;Heures\r\n", ';'},
		"sep tab":        {"sep=\t\nDate\tHeures\n", '\t'},
		"preamble":       {"# export\n#\nDate;Client;Heures\n2026-10-01;a, b;1,5\n2026-10-02;c, d;2,5\n", ';'},
		"quoted commas":  {"\"Date\";\"Note\"\n\"1\";\"a,b,c,d\"\n\"2\";\"a,b,c,d\"\n", ';'},
		"single column":  {"Note\nabc\n", ','},
		"mac line ends":  {"Date;Heures\r2026-10-01;1,5\r", ';'},
		"dos end mark":   {"Date;Heures\r\n2026-10-01;1,5\r\n\x1a", ';'},
		"long free text": {"a;b;c\n" + strings.Repeat("1;2;\"x, y, z\"\n", 80), ';'},
	} {
		f, err := Open("x.csv", strings.NewReader(c.text), DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Delimiter != c.want {
			t.Errorf("%s: %q, want %q", name, f.Delimiter, c.want)
		}
	}
}

func TestCellsAndLines(t *testing.T) {
	table := tableOf(t, "Date,Note,Heures\r\n"+
		"1,\"two\r\nlines, \"\"said\"\" she\",3\r\n"+
		"\r\n"+
		"2,He said \"no\" twice, 4 \r\n"+
		"3,\"un \"mot\" dedans\",5\r\n"+
		"4, \"espacé\" ,6\r\n"+
		"5,'=1+1,'-3\r\n"+
		"6,''=x,'abc\r\n"+
		"7,,\r\n")
	want := []Row{
		{Line: 2, Cells: []string{"1", "two\r\nlines, \"said\" she", "3"}},
		{Line: 5, Cells: []string{"2", "He said \"no\" twice", " 4 "}},
		{Line: 6, Cells: []string{"3", "un \"mot\" dedans", "5"}},
		{Line: 7, Cells: []string{"4", "espacé", "6"}},
		{Line: 8, Cells: []string{"5", "=1+1", "-3"}},
		{Line: 9, Cells: []string{"6", "'=x", "'abc"}},
		{Line: 10, Cells: []string{"7", "", ""}},
	}
	i := 0
	for r := range table.Rows() {
		if r.Line != want[i].Line || !slices.Equal(r.Cells, want[i].Cells) || r.Fault != nil {
			t.Errorf("row %d: line %d %q (%v), want %+v", i, r.Line, r.Cells, r.Fault, want[i])
		}
		i++
	}
	if i != len(want) || table.Count() != i {
		t.Errorf("%d rows, count %d", i, table.Count())
	}
}

func TestEncodings(t *testing.T) {
	const s = "Libellé;Durée\r\nRéponses – été;1,5\r\nŒuvre à 5 €;2\r\n"
	wide := func(big bool) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	western := func(s string) []byte {
		line, ok := []byte{}, true
		for _, r := range s {
			var c string
			if c, ok = narrow(r); !ok {
				t.Fatalf("no byte for %q", r)
			}
			line = append(line, c...)
		}
		return line
	}
	mojibake := westernText(s)
	for name, c := range map[string]struct {
		data     []byte
		encoding string
		repaired bool
	}{
		"utf-8":           {[]byte(s), "utf-8", false},
		"utf-8 mark":      {[]byte("\ufeff" + s), "utf-8", false},
		"utf-16le mark":   {append([]byte{0xff, 0xfe}, wide(false)...), "utf-16le", false},
		"utf-16be mark":   {append([]byte{0xfe, 0xff}, wide(true)...), "utf-16be", false},
		"windows-1252":    {western(s), "windows-1252", false},
		"mojibake":        {[]byte(mojibake), "utf-8", true},
		"mojibake marked": {[]byte(westernText("\ufeff" + s)), "utf-8", true},
	} {
		f, err := Open("x.csv", bytes.NewReader(c.data), DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := f.Tables()[0].Sample(2)
		if f.Encoding != c.encoding || f.Repaired != c.repaired || f.Tables()[0].Header[0] != "Libellé" ||
			rows[0].Cell(0) != "Réponses – été" || rows[1].Cell(0) != "Œuvre à 5 €" {
			t.Errorf("%s: read as %s (%v): %q %q", name, f.Encoding, f.Repaired, f.Tables()[0].Header, rows[0].Cells)
		}
	}
	plain := "Date,Note,Heures\r\n2026-10-01,deep work on the plan,1\r\n"
	var unmarked []byte
	for _, u := range utf16.Encode([]rune(plain)) {
		unmarked = append(unmarked, byte(u), byte(u>>8))
	}
	if f, err := Open("x.csv", bytes.NewReader(unmarked), DefaultLimits); err != nil || f.Encoding != "utf-16le" {
		t.Errorf("utf-16 without a mark: %v", err)
	}
	// What only looks like mojibake stays.
	for _, honest := range []string{"SÃO PAULO", "Ã la carte, été", "café ☕ Ã©"} {
		if table := tableOf(t, "Note;Heures\n"+honest+";1\n"); table.Sample(1)[0].Cell(0) != honest {
			t.Errorf("%q became %q", honest, table.Sample(1)[0].Cell(0))
		}
	}
}

// narrow gives the Windows-1252 byte of a rune.
func narrow(r rune) (string, bool) {
	for c := range 256 {
		if westernRune(byte(c)) == r {
			return string([]byte{byte(c)}), true
		}
	}
	return "", false
}

func TestRefusals(t *testing.T) {
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(i*i>>3 + i*7 + 1)
	}
	compound := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for name, c := range map[string]struct{ data, code string }{
		"empty":          {"", "file_empty"},
		"blank":          {" \r\n\t\r\n", "file_empty"},
		"only a mark":    {"\xef\xbb\xbf", "file_empty"},
		"only sep":       {"sep=;\r\n", "file_empty"},
		"pdf":            {"%PDF-1.7\n...", "file_pdf"},
		"png":            {"\x89PNG\r\n\x1a\n", "file_image"},
		"jpeg":           {"\xff\xd8\xff\xe0", "file_image"},
		"gzip":           {"\x1f\x8b\x08", "file_archive"},
		"rtf":            {"{\\rtf1 abc}", "file_document"},
		"html":           {"\xef\xbb\xbf\n <HTML><table>", "file_web_page"},
		"xml":            {"<?xml version=\"1.0\"?>", "file_web_page"},
		"json":           {"[{\"date\":1}]", "file_not_a_table"},
		"sqlite":         {"SQLite format 3\x00", "file_not_a_table"},
		"nul":            {"Date,Heures\n2026-10-01,\x001\n", "file_not_a_table"},
		"noise":          {string(noise), "file_not_a_table"},
		"biff":           {compound + "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", "file_xls_old"},
		"encrypted":      {compound + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "file_encrypted"},
		"word":           {compound + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00", "file_document"},
		"old biff":       {"\x09\x08\x10\x00\x00\x06\x05\x00", "file_xls_old"},
		"cut zip":        {"PK\x03\x04\x14\x00\x06\x00", "file_cut"},
		"unclosed quote": {"Date,Note\n1,ok\n2,\"never closed\n3,x\n", "file_truncated"},
		"cut in a rune":  {"Libellé,Note\nété,d\xc3", "file_cut"},
		"wide":           {strings.Repeat("a,", 1200) + "\n", "file_too_many_columns"},
		"too big":        {strings.Repeat("a,b\n", 300_000), "file_too_big"},
		"long":           {strings.Repeat("a\n", 500_001), "file_too_many_rows"},
	} {
		l := Limits{Bytes: 1_100_000}
		_, err := Open(filepath.Join("dossier", name+".csv"), strings.NewReader(c.data), l)
		if code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
		if err != nil && strings.Contains(err.Error(), "dossier") {
			t.Errorf("%s: the sentence names a folder: %v", name, err)
		}
	}
	_, err := Open("x.csv", strings.NewReader("Date,Note\n1,ok\n2,\"never closed\n3,x\n"), DefaultLimits)
	if err == nil || !strings.Contains(err.Error(), "line=3") {
		t.Errorf("the line of the open quote: %v", err)
	}
}

func TestOpenPath(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenPath(filepath.Join(dir, "rien.csv"), DefaultLimits); code(err) != "file_not_found" {
		t.Errorf("missing: %v", err)
	}
	if _, err := OpenPath(dir, DefaultLimits); code(err) != "file_is_folder" {
		t.Errorf("folder: %v", err)
	}
	if _, err := OpenPath(os.DevNull, DefaultLimits); code(err) != "file_unreadable" {
		t.Errorf("device: %v", err)
	}
	path := filepath.Join(dir, "heures.csv")
	if err := os.WriteFile(path, []byte("Date,Heures\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := OpenPath(path, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	const sum = "efeb5606966f936dc79157dd90341278ceea93e7a4fa8f6e70f56a71f6bd43a8"
	if f.Name != "heures.csv" || f.Size != 16 || f.SHA256 != sum || f.Tables()[0].Name != "heures" {
		t.Errorf("opened %+v", f)
	}
	if os.Getuid() != 0 {
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenPath(path, DefaultLimits); code(err) != "file_unreadable" {
			t.Errorf("unreadable: %v", err)
		}
	}
}

func TestRowsThatSlipped(t *testing.T) {
	table := tableOf(t, "Date,Client,Heures\n1,kivu,2\n2,kivu,3,oops\n3,kivu,4,,\n4,kiv")
	var got []string
	for r := range table.Rows() {
		got = append(got, fmt.Sprintf("%d %s", r.Line, codeOf(r.Fault)))
	}
	if want := []string{"2 ", "3 row_too_wide", "4 ", "5 row_cut"}; !slices.Equal(got, want) {
		t.Errorf("faults %q", got)
	}
	// A file that leaves out empty cells at the end and has no last line end is whole.
	for r := range tableOf(t, "Date,Client,Note\n1,kivu\n2,kivu,x\n3,kivu").Rows() {
		if r.Fault != nil {
			t.Errorf("line %d: %v", r.Line, r.Fault)
		}
	}
}

func TestHeadersAndTotals(t *testing.T) {
	table := tableOf(t, "Relevé d’octobre\n\nDate;Client;;Heures;Heures;\n2026-10-01;Total;x;1;2;\n2026-10-02;kivu;;1;2;\n"+
		"Total;;;2;4;\nTotal octobre 2026;;;2;4;\n;;Grand total;2;4;\nSous-total kivu;;;1;1;\nTotal Énergies;;;1;1;\n"+
		"Total;13/10/2026;;1;1;\nTotal;10/13/2026;;1;1;\nTOTAL :;46300;;1;1;\n")
	if want := []string{"Date", "Client", "(C)", "Heures", "Heures (2)"}; !slices.Equal(table.Header, want) {
		t.Errorf("header %q", table.Header)
	}
	if table.HeaderLine != 3 || len(table.Preamble()) != 1 {
		t.Errorf("header on line %d under %q", table.HeaderLine, table.Preamble())
	}
	var totals []bool
	for r := range table.Rows() {
		totals = append(totals, r.Total)
	}
	if want := []bool{false, false, true, true, true, false, false, false, false, true}; !slices.Equal(totals, want) {
		t.Errorf("totals %v", totals)
	}
	if moved := table.WithHeader(4).Until(6); moved.Header[1] != "Total" || moved.Count() != 1 {
		t.Errorf("moved: %q, %d rows", moved.Header, moved.Count())
	}
}

func TestWriterRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`['=+\-@\t ";,]{0,4}[a-zé€]{0,3}["'\n]{0,2}`))
		width := rapid.IntRange(1, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 8).Draw(t, "rows")
		comma := rapid.SampledFrom([]byte{',', ';', '\t'}).Draw(t, "comma")
		var b bytes.Buffer
		w := NewWriter(&b, WriteOptions{BOM: true, Comma: comma})
		for _, row := range rows {
			if err := w.Row(TextCells(row...)...); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		s := scanner{text: strings.TrimPrefix(b.String(), "\ufeff"), comma: comma}
		for i, row := range rows {
			if !s.next() || s.open > 0 || len(s.cells) != width {
				t.Fatalf("row %d: %q of %q", i, s.cells, row)
			}
			for j, want := range row {
				want = strings.ToValidUTF8(strings.ReplaceAll(want, "\x00", ""), "\ufffd")
				if s.cells[j] != want {
					t.Fatalf("cell %d,%d: %q, want %q", i, j, s.cells[j], want)
				}
			}
		}
		if s.next() {
			t.Fatalf("a row too many: %q", s.cells)
		}
	})
}

func TestInertCells(t *testing.T) {
	var b bytes.Buffer
	rows := func(yield func([]Cell) bool) {
		yield([]Cell{TextCell("=HYPERLINK(1)"), TextCell("+33 6 12"), TextCell("@kivu"), TextCell("-"), numberCell("-12.5"), IntCell(-3)})
	}
	if err := WriteCSV(&b, WriteOptions{}, []string{"=a", "b"}, rows); err != nil {
		t.Fatal(err)
	}
	want := "'=a,b\r\n'=HYPERLINK(1),'+33 6 12,'@kivu,'-,-12.5,-3\r\n"
	if b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
}

func TestRejectList(t *testing.T) {
	table := tableOf(t, "Date;Heures\n2026-10-01;-1\n")
	var rejects []Reject
	b, err := table.Bind(Mapping{Columns: map[Field]string{FieldDuration: "Heures"}})
	if err != nil {
		t.Fatal(err)
	}
	for r := range table.Rows() {
		if _, _, reason := b.Duration(r, FieldDuration); reason != nil {
			rejects = append(rejects, r.Reject(reason))
		}
	}
	var out bytes.Buffer
	sentence := func(err error) string { return code(err) }
	if err := WriteRejects(&out, [2]string{"Ligne", "Motif"}, table.Header, rejects, sentence); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffLigne,Motif,Date,Heures\r\n2,row_duration_negative,2026-10-01,'-1\r\n"
	if out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}
