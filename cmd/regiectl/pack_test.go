package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/reports/readback"
)

// Ensure a pack's workbook, filled in as a client does, comes back: the
// decisions on what is still as it was shown are taken over, the one on what
// was edited since is refused.
func TestPackWorkbookComesBack(t *testing.T) {
	dir := t.TempDir()
	for k, v := range map[string]string{"REGIE_DATA": filepath.Join(dir, "data"), "REGIE_LANG": "fr", "REGIE_AS": "Zoe", "REGIE_NOW": "2026-03-15T11:00:00Z"} {
		t.Setenv(k, v)
	}
	ctl(t, "staff", "add", "--name", "Zoe", "--level", "senior")
	ctl(t, "client", "add", "--key", "kappa", "--name", "Kappa", "--circuit", "client")
	ctl(t, "client", "contact", "add", "--client", "kappa", "--name", "Aline K.", "--committee")
	var ids []string
	for _, text := range []string{"Bonjour à tous 😀\n\n#kappa", "Un autre texte"} {
		var it struct{ ID string }
		if err := json.Unmarshal(ctl(t, "calendar", "add", "--client", "kappa", "--kind", "post", "--on", "2026-03-20", "--at", "10:30",
			"--network", "facebook", "--text", text, "--json"), &it); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, it.ID)
		for _, state := range []string{"draft", "internal_review", "client_review"} {
			if state != "draft" {
				ctl(t, "calendar", "status", it.ID, "--to", state)
			}
		}
	}
	pdf, book := filepath.Join(dir, "p.pdf"), filepath.Join(dir, "p.xlsx")
	ctl(t, "calendar", "pack", "--client", "kappa", "--from", "2026-03-16", "--to", "2026-03-31", "--pdf", pdf, "--xlsx", book)
	readback.Sound(t, pdf)
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it only removes temporary files
	p := text.For(text.FR)
	sheet := p.T("booklet.decisions")
	for i, row := range readback.Rows(t, f, sheet) {
		if len(row) <= calendar.PackHash || (row[calendar.PackItemRef] != ids[0] && row[calendar.PackItemRef] != ids[1]) {
			continue
		}
		for col, value := range map[int]string{calendar.PackDecision: calendar.PackWords(p)[0], calendar.PackWho: "Aline K."} {
			ref, err := excelize.CoordinatesToCellName(col+1, i+1)
			if err == nil {
				err = f.SetCellValue(sheet, ref, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	ctl(t, "calendar", "edit", ids[1], "--text", "Un texte changé depuis")
	said := readback.Flat(string(ctl(t, "calendar", "decisions", book, "--client", "kappa", "--pack", "1", "--dry-run")))
	for _, want := range []string{"1 décision(s) à reprendre", "1 refusée(s)", "a changé depuis"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	ctl(t, "calendar", "show", ids[0], "--pdf", pdf)
	readback.Sound(t, pdf)
}
