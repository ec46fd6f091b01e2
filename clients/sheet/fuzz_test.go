package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzOpen: whatever the bytes, opening and reading end without a panic, in a
// table or in a fault, and never in a date or figure out of bounds.
func FuzzOpen(f *testing.F) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range files {
		if e.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join("testdata", e.Name()))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range []string{"", "a", "\"", "\"\"\"", "sep=", "a,\"b\n\"\"", "\xff\xfe", "\xff\xfea", "PK\x03\x04", "Ã©\xe9", "'=,''='"} {
		f.Add([]byte(s))
	}
	layouts := append(TimeLayouts(), CalendarLayouts()...)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open("x.csv", bytes.NewReader(data), Limits{Rows: 2000, Columns: 200, Cells: 20_000, Unzip: 4 << 20})
		if err != nil {
			if code(err) == "" || strings.HasPrefix(code(err), "no fault") {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		for _, table := range file.Tables() {
			m := Match(table, layouts)
			mapping := m.Mapping
			if len(mapping.Columns) == 0 {
				mapping.Columns = map[Field]string{}
				for i, name := range table.Header {
					mapping.Columns[[]Field{FieldDate, FieldDuration, FieldRate, FieldText}[i%4]] = name
				}
			}
			b, err := m.Table.Bind(mapping)
			if err != nil {
				continue
			}
			for r := range m.Table.Rows() {
				for field := range mapping.Columns {
					if d, known, reason := b.Date(r, field); known && reason == nil && (d.Year < 1904 || d.Year > 2100) {
						t.Fatalf("date %v of %q", d, b.Text(r, field))
					}
					if s, _, _ := b.Duration(r, field); s < 0 || s > daySeconds {
						t.Fatalf("duration %d of %q", s, b.Text(r, field))
					}
					_, _, _ = b.Clock(r, field)
					_, _, _ = b.Number(r, field)
					_, _ = b.Bool(r, field)
				}
			}
			_, _ = table.Count(), table.Sample(3)
		}
	})
}
