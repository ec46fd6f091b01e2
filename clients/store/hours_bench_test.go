package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/sheet"
)

// crowd fills a folder with n entries of 50 clients over 24 months, each with
// the rules' contract, without a journal of each.
func crowd(b *testing.B, n int) (*hoursHouse, []clients.Client) {
	b.Helper()
	h := openHours(b)
	var list []clients.Client
	for i := range 50 {
		c, err := h.house.AddClient(h.ctx, clients.Client{Key: fmt.Sprintf("c%d", i), Name: fmt.Sprintf("Client %d", i)})
		h.must(err)
		terms := clients.NewTerms(c, isoDay(b, "2024-04-01"))
		terms.QuotaMinutes, terms.Carry = 20*60, clients.CarrySurplus
		terms.Rounding = clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: clients.ScopeDay}
		_, err = h.house.SetContract(h.ctx, terms)
		h.must(err)
		list = append(list, c)
	}
	hats := []string{"writer", "moderator", "care", "analyst"}
	first := isoDay(b, "2024-04-01")
	rate := int64(7500)
	ctx := clients.Doing(h.ctx, clients.Act{Kind: "time.import", Final: true})
	h.must(h.store.Tx(ctx, func(ctx context.Context) error {
		for at := 0; at < n; at += 10_000 {
			in := hours.Imported{ID: h.store.NewID(), Source: "bench", File: strconv.Itoa(at), SHA256: "x", At: h.clock.at}
			entries := make([]hours.Entry, 0, 10_000)
			for i := at; i < min(n, at+10_000); i++ {
				entries = append(entries, hours.Entry{
					ID: clients.ID(fmt.Sprintf("e-%012d", i)), Client: list[i%50].ID, Person: h.zoe.ID,
					On: first.AddDays(i / 50 % 715), Zone: "Europe/Paris", Seconds: int64(60 + i%3000), Hat: hats[i/7%4], Level: "senior",
					Kind: hours.Contract, Currency: "EUR", Rate: &rate, RateSource: "level=senior from=2024-01-01", Note: "réponses et modération",
					Import: in.ID, Fingerprint: int64(i), CreatedAt: h.clock.at,
				})
			}
			if err := h.store.Hours().AddImport(ctx, in, entries); err != nil {
				return err
			}
		}
		return nil
	}))
	return h, list
}

// benchEntries is how many entries the big folder has.
func benchEntries() int {
	if n, err := strconv.Atoi(os.Getenv("REGIE_BENCH_ENTRIES")); err == nil {
		return n
	}
	return 1_000_000
}

// median runs fn nine times and gives the middle.
func median(fn func()) time.Duration {
	var times []time.Duration
	for range 9 {
		start := time.Now()
		fn()
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	return times[len(times)/2]
}

// The budget: a month summary costs at most twice one query of the covering
// index, whatever stands beside it; the bank is shown with it.
func BenchmarkHoursMonth(b *testing.B) {
	h, list := crowd(b, benchEntries())
	m := isoMonth(b, "2026-02")
	c := list[7].ID
	query := func() {
		_, err := h.store.Hours().Rows(h.ctx, c, m.Range())
		h.must(err)
	}
	summary := func() {
		_, err := h.Summary(h.ctx, c, m)
		h.must(err)
	}
	bank := func() {
		_, err := h.Bank(h.ctx, c, m)
		h.must(err)
	}
	bank() // the carried state is worked out once
	for name, fn := range map[string]func(){"summary": summary, "bank": bank} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				fn()
			}
			b.ReportMetric(float64(median(fn))/float64(median(query)), "ratio-to-query")
		})
	}
	b.Run("cell", func(b *testing.B) {
		worst := time.Duration(0)
		var times []time.Duration
		for i := 0; b.Loop(); i++ {
			start := time.Now()
			_, err := h.SetCell(h.ctx, hours.CellEdit{
				Client: c, Person: h.ben.ID, Hat: "writer", On: isoDay(b, "2026-03-02").AddDays(i % 10), Text: fmt.Sprintf("0:%02d", 10+i%40),
			})
			h.must(err)
			times = append(times, time.Since(start))
			worst = max(worst, times[len(times)-1])
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "ms-p99")
	})
}

// The budget: 100 000 rows of a time tool's file come in within four times what
// sqlite3 .import takes into the same tables, indexes and pragmas.
func BenchmarkHoursImport100k(b *testing.B) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("no sqlite3 to measure against")
	}
	const n = 100_000
	var text, plain strings.Builder
	text.WriteString("User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\n")
	day := civil.NewDate(2024, 4, 1)
	for i := range n {
		on := day.AddDays(i / 140)
		clock := fmt.Sprintf("%02d:%02d", 8+i%140/14, i%14*4)
		fmt.Fprintf(&text, "Zoé,z@example.org,Kivu Maison,Blog,Modération,réponses %d,Yes,%s,%s:00,%s,%s:30,00:00:30,,\n", i, on, clock, on, clock)
	}
	var ours, theirs []time.Duration
	for b.Loop() {
		h := openHours(b)
		start := time.Now()
		file, err := sheet.Open("toggl.csv", strings.NewReader(text.String()), sheet.DefaultLimits)
		h.must(err)
		plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
		h.must(err)
		_, err = h.CommitImport(h.ctx, plan)
		h.must(err)
		ours = append(ours, time.Since(start))
		if plan.Accepted() != n {
			b.Fatalf("%d accepted: %+v", plan.Accepted(), plan.Files[0].Rejected[:1])
		}
		if plain.Len() == 0 {
			dump(b, h, &plain)
		}
		theirs = append(theirs, shellImport(b, shell, plain.String()))
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	b.ReportMetric(float64(ours[len(ours)/2])/float64(theirs[len(theirs)/2]), "ratio-to-shell")
}

// dump writes the table as the shell imports it: every column of every row.
func dump(b *testing.B, h *hoursHouse, out *strings.Builder) {
	b.Helper()
	columns := h.store.tables["time_entry"].columns
	var quoted []string
	for _, c := range columns {
		nothing := "''"
		if strings.HasSuffix(c, "_minor") {
			nothing = "0" // the table is STRICT
		}
		quoted = append(quoted, "coalesce("+c+", "+nothing+")")
	}
	rows, err := h.store.read.QueryContext(h.ctx, `SELECT `+strings.Join(quoted, ` || '|' || `)+` FROM time_entry`)
	h.must(err)
	defer rows.Close()
	for rows.Next() {
		var line string
		h.must(rows.Scan(&line))
		out.WriteString(line + "\n")
	}
	h.must(rows.Err())
}

// shellImport measures the shell on a folder with the same schema; empty cells
// stand for NULL by triggers being off and checks ignored.
func shellImport(b *testing.B, shell, content string) time.Duration {
	b.Helper()
	h := openHours(b)
	path := filepath.Join(b.TempDir(), "rows.txt")
	h.must(os.WriteFile(path, []byte(content), 0o600))
	script := strings.Join([]string{
		"PRAGMA foreign_keys = OFF;", "PRAGMA ignore_check_constraints = ON;", "PRAGMA synchronous = OFF;",
		".separator |", ".import " + path + " time_entry",
	}, "\n")
	cmd := exec.Command(shell, filepath.Join(h.store.Folder(), DatabaseName))
	cmd.Stdin = strings.NewReader(script)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(start)
	if err != nil || len(out) > 0 && strings.Contains(string(out), "failed") {
		b.Fatalf("sqlite3: %v\n%.400s", err, out)
	}
	var n int
	h.must(h.store.read.QueryRowContext(h.ctx, `SELECT count(*) FROM time_entry`).Scan(&n))
	if n != strings.Count(content, "\n") {
		b.Fatalf("sqlite3 imported %d rows\n%.400s", n, out)
	}
	return took
}
