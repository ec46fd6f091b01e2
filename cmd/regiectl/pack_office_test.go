package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/reports/readback"
)

// Ensure a pack's workbook that another office program saved, or saved as text,
// comes back as well as the one that was sent out. It needs LibreOffice.
func TestPackThroughAnotherOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	for k, v := range map[string]string{"REGIE_DATA": filepath.Join(dir, "data"), "REGIE_LANG": "fr", "REGIE_AS": "Zoe", "REGIE_NOW": "2026-03-15T11:00:00Z"} {
		t.Setenv(k, v)
	}
	ctl(t, "staff", "add", "--name", "Zoe", "--level", "senior")
	ctl(t, "client", "add", "--key", "kappa", "--name", "Kappa", "--circuit", "client")
	people := []string{"Aline K.", "Bruno T.", "Chloé D."}
	for _, who := range people {
		ctl(t, "client", "contact", "add", "--client", "kappa", "--name", who, "--committee")
	}
	for _, words := range []string{"Bonjour 😀 à tous\n\n  =1+1 #kappa", "\"Guillemets\"; points-virgules, virgules\tet tabulation", "Sans heure"} {
		var it struct{ ID string }
		add := []string{"calendar", "add", "--client", "kappa", "--on", "2026-03-08", "--network", "facebook", "--text", words, "--json"}
		if words != "Sans heure" {
			add = append(add, "--at", "09:05")
		}
		if err := json.Unmarshal(ctl(t, add...), &it); err != nil {
			t.Fatal(err)
		}
		ctl(t, "calendar", "status", it.ID, "--to", "internal_review")
		ctl(t, "calendar", "status", it.ID, "--to", "client_review")
	}
	book := filepath.Join(dir, "p.xlsx")
	ctl(t, "calendar", "pack", "--client", "kappa", "--from", "2026-03-01", "--to", "2026-03-31", "--xlsx", book)
	for i, ext := range []string{"xlsx", "ods.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"} {
		filled := filepath.Join(dir, "rempli.xlsx")
		fillPack(t, book, filled, people[i])
		out := filepath.Join(dir, ext[:3])
		steps := []string{ext}
		if ext == "ods.xlsx" {
			steps = []string{"ods", "xlsx"}
		}
		from := filled
		for _, to := range steps {
			c := exec.Command(office, "-env:UserInstallation=file://"+dir+"/office", "--headless", "--convert-to", to, "--outdir", out, from)
			if said, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			to, _, _ = strings.Cut(to, ":")
			from = filepath.Join(out, "rempli."+to)
		}
		var r struct {
			Rows     int
			Accepted []struct{ Who, State string }
			Rejected []struct{ Code, Reason string }
		}
		if err := json.Unmarshal(ctl(t, "calendar", "decisions", from, "--client", "kappa", "--pack", "1", "--json"), &r); err != nil {
			t.Fatal(err)
		}
		if len(r.Accepted) != 3 || len(r.Rejected) != 0 || r.Accepted[0].Who != people[i] {
			t.Errorf("through %s: %+v", ext, r)
		}
		want := map[bool]string{false: "client_review", true: "approved"}[i == len(people)-1]
		if len(r.Accepted) > 0 && r.Accepted[0].State != want {
			t.Errorf("after %d of %d: %s", i+1, len(people), r.Accepted[0].State)
		}
	}
}

// fillPack answers every row of a pack's workbook for one person.
func fillPack(t *testing.T, book, filled, who string) {
	t.Helper()
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it only removes temporary files
	p := text.For(text.FR)
	sheet := p.T("booklet.decisions")
	for i, row := range readback.Rows(t, f, sheet) {
		if len(row) <= calendar.PackHash || len(row[calendar.PackHash]) != 64 {
			continue
		}
		for col, value := range map[int]string{calendar.PackDecision: calendar.PackWords(p)[0], calendar.PackWho: who} {
			ref, err := excelize.CoordinatesToCellName(col+1, i+1)
			if err == nil {
				err = f.SetCellValue(sheet, ref, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SaveAs(filled); err != nil {
		t.Fatal(err)
	}
}
