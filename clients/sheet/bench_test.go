package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// toggl makes an export of n rows.
func togglText(n int) []byte {
	var b strings.Builder
	b.WriteString("User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\r\n")
	for i := range n {
		fmt.Fprintf(&b, "Zoé Lambert,zoe@agence.example,Kivu Café,Réseaux,,\"Modération, réponses n° %d\",Yes,2026-%02d-%02d,09:%02d:00,2026-10-05,10:30:00,01:%02d:00,jeu,112.50\r\n",
			i, i%12+1, i%28+1, i%60, i%60)
	}
	return []byte(b.String())
}

func BenchmarkImport100k(b *testing.B) {
	data := togglText(100_000)
	layouts := TimeLayouts()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := Open("x.csv", bytes.NewReader(data), DefaultLimits)
		if err != nil {
			b.Fatal(err)
		}
		m := Match(f.Tables()[0], layouts)
		bind, err := m.Table.Bind(m.Mapping)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for r := range m.Table.Rows() {
			_, _, e1 := bind.Date(r, FieldDate)
			_, _, e2 := bind.Clock(r, FieldStartTime)
			_, _, e3 := bind.Duration(r, FieldDuration)
			_, _, e4 := bind.Number(r, FieldAmount)
			if e1 != nil || e2 != nil || e3 != nil || e4 != nil || bind.Text(r, FieldClient) == "" {
				b.Fatal("a row was refused")
			}
			n++
		}
		if n != 100_000 {
			b.Fatal(n)
		}
	}
}

func BenchmarkOpen100k(b *testing.B) {
	data := togglText(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open("x.csv", bytes.NewReader(data), DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWorkbook20k(b *testing.B) {
	data := workbookBytes(b, func(book *excelize.File) {
		day := "dd/mm/yyyy"
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &day})
		if err != nil {
			b.Fatal(err)
		}
		w, err := book.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for row := range 20_000 {
			at, _ := excelize.CoordinatesToCellName(1, row+1)
			if err := w.SetRow(at, []any{excelize.Cell{StyleID: style, Value: 46300 + row%30}, "Kivu Café", 1.5, "Modération", "oui", "Zoé"}); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
	})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open("x.xlsx", bytes.NewReader(data), DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
