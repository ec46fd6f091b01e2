package sheet

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/clients/fault"
)

var update = flag.Bool("update", false, "write the workbooks of testdata again")

// load opens a fixture and gives its first table.
func load(t testing.TB, name string) (*File, *Table) {
	t.Helper()
	f, err := OpenPath(filepath.Join("testdata", name), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return f, f.Tables()[0]
}

// tableOf opens a delimited text.
func tableOf(t testing.TB, s string) *Table {
	t.Helper()
	f, err := Open("test.csv", bytes.NewReader([]byte(s)), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return f.Tables()[0]
}

// workbook opens the workbook that fill makes.
func workbook(t testing.TB, fill func(*excelize.File)) *File {
	t.Helper()
	f, err := Open("test.xlsx", bytes.NewReader(workbookBytes(t, fill)), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func workbookBytes(t testing.TB, fill func(*excelize.File)) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	fill(book)
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// put writes a row of a sheet; a value may be styled.
type styled struct {
	value  any
	format string
}

func put(t testing.TB, book *excelize.File, sheet string, row int, values ...any) {
	t.Helper()
	for i, v := range values {
		at, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := v.(styled); ok {
			style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &s.format})
			if err == nil {
				err = book.SetCellStyle(sheet, at, at, style)
			}
			if err != nil {
				t.Fatal(err)
			}
			v = s.value
		}
		if v == nil {
			continue
		}
		if err := book.SetCellValue(sheet, at, v); err != nil {
			t.Fatal(err)
		}
	}
}

// hoursBook is a sheet of hours as people keep it: a title, a header merged over
// two rows, typed dates and times, formulas, a totals row, notes on the right.
func hoursBook(t testing.TB) func(*excelize.File) {
	return func(b *excelize.File) {
		const s = "Octobre"
		if err := b.SetSheetName("Sheet1", s); err != nil {
			t.Fatal(err)
		}
		put(t, b, s, 1, "Heures d’octobre 2026")
		put(t, b, s, 3, "Date", "Client", "Temps", nil, "Description")
		put(t, b, s, 4, nil, nil, "Heures", "Facturable", nil)
		for _, r := range [][2]string{{"A3", "A4"}, {"B3", "B4"}, {"C3", "D3"}, {"E3", "E4"}} {
			if err := b.MergeCell(s, r[0], r[1]); err != nil {
				t.Fatal(err)
			}
		}
		put(t, b, s, 5, styled{46300, "dd/mm/yyyy"}, "Kivu Café", 1.5, "oui", "Modération")
		put(t, b, s, 6, styled{46301, "d mmm yyyy"}, "Kivu Café", styled{0.09375, "h:mm"}, "oui", "Rédaction", nil, nil, "à revoir")
		put(t, b, s, 8, styled{46302, "[$-40C]dddd d mmmm yyyy"}, "Lumen", "1h30", "non", "=1+1")
		put(t, b, s, 9, styled{46303, "yyyy\\-mm\\-dd"}, "Lumen", "0,75", "oui", nil)
		put(t, b, s, 10, "Total", nil, styled{0.25, "[h]:mm"})
		if _, err := b.NewSheet("Vide"); err != nil {
			t.Fatal(err)
		}
	}
}

// calendarBook is an editorial calendar with one tab a week.
func calendarBook(t testing.TB) func(*excelize.File) {
	return func(b *excelize.File) {
		for i, s := range []string{"Semaine 41", "Semaine 42"} {
			if i == 0 {
				if err := b.SetSheetName("Sheet1", s); err != nil {
					t.Fatal(err)
				}
			} else if _, err := b.NewSheet(s); err != nil {
				t.Fatal(err)
			}
			put(t, b, s, 1, "Kivu Café – planning éditorial")
			put(t, b, s, 2, "Date", "Heure", "Réseau", "Type de contenu", "Message + hashtags", "Statut de validation",
				"Responsable", "Lien visuel", "Objectif", "Résultat")
			put(t, b, s, 3, styled{46300 + 7*i, "ddd d mmm"}, styled{0.770833333333333, "hh:mm"}, "Instagram", "Reel",
				"Le café du lac ☕️\n#kivu #café", "Validé", "Zoé", "https://media.example/reel.mp4", "Notoriété", nil)
			put(t, b, s, 4, "mardi 6 octobre 2026", "18h30", "Facebook", "Post", "Jeu-concours", "À valider", "Amani", nil, nil, nil)
		}
		if _, err := b.NewSheet("Listes"); err != nil {
			t.Fatal(err)
		}
		put(t, b, "Listes", 1, "Instagram")
		if err := b.SetSheetVisible("Listes", false); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWriteFixtures(t *testing.T) {
	if !*update {
		t.Skip("run with -update to write them")
	}
	for name, fill := range map[string]func(*excelize.File){
		"hours_fr.xlsx": hoursBook(t), "calendar_fr.xlsx": calendarBook(t),
	} {
		if err := os.WriteFile(filepath.Join("testdata", name), workbookBytes(t, fill), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// code gives the code of a fault, "" for none.
func code(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Code
	}
	if err != nil {
		return "no fault: " + err.Error()
	}
	return ""
}

// codeOf is code for the reasons of rows, whose nil is typed.
func codeOf(reason *fault.Error) string {
	if reason == nil {
		return ""
	}
	return reason.Code
}
