package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/assets/text"
	"regie/reports/readback"
)

// ctl runs the program as a script would and returns what it prints.
func ctl(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), args, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("%v: %d\n%s", args, code, errs.String())
	}
	return out.Bytes()
}

// Ensure the statement's PDF and workbook have the very minutes of the JSON,
// and nothing of what hours cost the agency.
func TestStatementAndJSONHaveTheSameMinutes(t *testing.T) {
	dir := t.TempDir()
	for k, v := range map[string]string{"REGIE_DATA": filepath.Join(dir, "data"), "REGIE_LANG": "fr", "REGIE_AS": "Zoe", "REGIE_NOW": "2026-03-15T11:00:00Z"} {
		t.Setenv(k, v)
	}
	for _, line := range []string{
		"staff add --name Zoe --level senior",
		"client add --key kappa --name Kappa",
		"contract set --client kappa --from 2026-01 --hours 20 --carry surplus --cap 8h --valid 2 --level senior=6h",
		"rate set --amount 77.31EUR --from 2026-01-01 --level senior",
		"rate set --amount 23.45EUR --from 2026-01-01 --who Zoe --cost",
		"time add --client kappa --who Zoe --hat writer --on 2026-01-12 --for 7h",
		"time add --client kappa --who Zoe --hat care --on 2026-02-03 --for 9h10",
		"time add --client kappa --who Zoe --hat writer --on 2026-03-04 --for 3h25",
	} {
		ctl(t, strings.Fields(line)...)
	}
	pdf, book := filepath.Join(dir, "s.pdf"), filepath.Join(dir, "s.xlsx")
	var months []struct{ Movements []movementJSON }
	out := ctl(t, "hours", "--client", "kappa", "--month", "2026-01", "--until", "2026-03", "--pdf", pdf, "--xlsx", book, "--json")
	if err := json.Unmarshal(out, &months); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	said := readback.Text(t, pdf)
	p := text.For(text.FR)
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()                                                 //nolint:errcheck // it only removes temporary files
	rows := readback.Rows(t, f, p.T("bankstatement.movements"))[4:] // under title and header
	at := 1                                                         // after the opening balance
	for _, m := range months {
		for _, mv := range m.Movements {
			if got := int64(readback.Number(t, rows[at][5])); got != mv.Minutes {
				t.Errorf("%s, %s: workbook has %d, JSON %d", mv.On, mv.Kind, got, mv.Minutes)
			}
			if got := int64(readback.Number(t, rows[at][6])); got != mv.Balance {
				t.Errorf("%s, %s: balance %d in the workbook, %d in JSON", mv.On, mv.Kind, got, mv.Balance)
			}
			at++
			for _, n := range []int64{max(mv.Minutes, -mv.Minutes), mv.Balance} {
				if !strings.Contains(said, readback.Flat(p.Hours(n))) {
					t.Errorf("%s, %s: %s is not in the PDF", mv.On, mv.Kind, p.Hours(n))
				}
			}
		}
	}
	if at < 8 {
		t.Fatalf("only %d movements", at-1)
	}
	content, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"23,45", "23.45", "2345"} {
		if strings.Contains(said, secret) || bytes.Contains(content, []byte(secret)) {
			t.Errorf("the cost %s is in the statement", secret)
		}
		for _, sheet := range f.GetSheetList() {
			for _, row := range readback.Rows(t, f, sheet) {
				if strings.Contains(strings.Join(row, "|"), secret) {
					t.Errorf("the cost %s is in the workbook: %v", secret, row)
				}
			}
		}
	}
}
