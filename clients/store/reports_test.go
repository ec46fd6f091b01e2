package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
)

// shelf keeps made-up reports of one client in a real folder.
type shelf struct {
	*hoursHouse
	keep Reports
}

func openShelf(t *testing.T) *shelf {
	h := openHours(t)
	return &shelf{h, h.store.Reports()}
}

// issue keeps the next version of a month; change spoils it before it is saved.
func (s *shelf) issue(m civil.Month, change func(*clients.Report)) error {
	s.t.Helper()
	versions, err := s.keep.IssuedReports(s.ctx, s.kivu.ID, m)
	s.must(err)
	position, previous, err := s.keep.ReportHead(s.ctx, s.kivu.ID)
	s.must(err)
	r := clients.Report{
		Client: s.kivu.ID, Month: m, Version: len(versions) + 1, Position: position + 1, Lang: "fr", Previous: previous,
		IssuedAt: s.clock.now(), IssuedBy: "Zoé",
	}
	if r.Version > 1 {
		r.Reason = "oubli"
	}
	pdf, book := fmt.Appendf(nil, "%%PDF %d", r.Position), fmt.Appendf(nil, "PK %d", r.Position)
	r.PDF, err = s.keep.WriteFile(s.ctx, pdf)
	s.must(err)
	r.Workbook, err = s.keep.WriteFile(s.ctx, book)
	s.must(err)
	pages := fmt.Appendf(nil, "pages %d", r.Position)
	r.Pages, err = s.keep.WriteFile(s.ctx, pages)
	s.must(err)
	r.Content = fmt.Appendf(nil, `{"edition":{"version":%d},"client":{"id":%q},"month":%q,"lang":"fr"}`, r.Version, r.Client, m.String())
	sum := sha256.Sum256(r.Content)
	r.SHA256 = hex.EncodeToString(sum[:])
	r.Hash = billing.ChainHash(previous, r.Content, billing.Files{PDF: r.PDF, Workbook: r.Workbook, Pages: r.Pages})
	if change != nil {
		change(&r)
	}
	ctx := clients.Doing(s.ctx, clients.Act{Kind: "report.issue", Client: s.kivu.ID, Final: true})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		if err := s.keep.NameFile(ctx, r.PDF, "r.pdf", "application/pdf", pdf); err != nil {
			return err
		}
		if err := s.keep.NameFile(ctx, r.Workbook, "r.xlsx", "application/zip", book); err != nil {
			return err
		}
		if err := s.keep.NameFile(ctx, r.Pages, "r.pages.gz", "application/gzip", pages); err != nil {
			return err
		}
		return s.keep.SaveReport(ctx, r)
	})
}

// found are the codes that Check names.
func (s *shelf) found() []string {
	s.t.Helper()
	list, err := s.store.Check(s.ctx, false)
	s.must(err)
	var codes []string
	for _, f := range list {
		codes = append(codes, f.Fault.Code)
	}
	return codes
}

// spoil does to the table what its triggers forbid.
func (s *shelf) spoil(statement string) {
	s.t.Helper()
	for _, trigger := range []string{"report_no_update", "report_no_delete", "report_no_gap"} {
		_, err := s.store.write.ExecContext(s.ctx, "DROP TRIGGER IF EXISTS "+trigger)
		s.must(err)
	}
	res, err := s.store.write.ExecContext(s.ctx, statement)
	s.must(err)
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		s.t.Fatalf("%s: %d rows, %v", statement, n, err)
	}
}

var (
	reported  = civil.NewMonth(2026, time.February)
	afterward = civil.NewMonth(2026, time.March)
)

// Ensure what is issued stays: the table itself refuses every change, and a
// version or link that does not follow the last.
func TestAnIssuedReportIsNeverChanged(t *testing.T) {
	s := openShelf(t)
	s.must(s.issue(reported, nil))
	s.must(s.issue(reported, nil))
	s.must(s.issue(afterward, nil))
	for _, q := range []string{
		`UPDATE report SET content = '{}'`, `UPDATE report SET version = 9 WHERE version = 2`, `DELETE FROM report`,
		`DELETE FROM report WHERE version = 2`,
	} {
		if _, err := s.store.write.ExecContext(s.ctx, q); err == nil || !strings.Contains(err.Error(), "an issued report is never") {
			t.Errorf("%s: %v", q, err)
		}
	}
	for name, change := range map[string]func(*clients.Report){
		"a version left out":  func(r *clients.Report) { r.Version++ },
		"a version twice":     func(r *clients.Report) { r.Version-- },
		"a place left out":    func(r *clients.Report) { r.Position++ },
		"another chain":       func(r *clients.Report) { r.Previous = billing.Genesis },
		"no reason":           func(r *clients.Report) { r.Reason = "" },
		"a file nobody knows": func(r *clients.Report) { r.PDF = strings.Repeat("0", 64) },
	} {
		if err := s.issue(reported, change); err == nil {
			t.Errorf("%s is kept", name)
		}
	}
	list, err := s.keep.IssuedReports(s.ctx, s.kivu.ID, civil.Month{})
	s.must(err)
	if len(list) != 3 || list[2].Position != 3 || list[2].Previous != list[1].Hash || list[1].Version != 2 {
		t.Errorf("%d reports, the last %+v", len(list), list[2])
	}
	last, err := s.keep.LastReports(s.ctx, reported)
	s.must(err)
	if len(last) != 1 || last[0].Version != 2 || len(last[0].Content) != 0 {
		t.Errorf("the month's last: %+v", last)
	}
	if codes := s.found(); len(codes) != 0 {
		t.Errorf("check: %v", codes)
	}
}

// Ensure one flipped byte is found, wherever it is, and a version taken away.
func TestCheckFindsWhatIsNotAsIssued(t *testing.T) {
	for name, c := range map[string]struct {
		spoil string
		want  []string
	}{
		"the content":  {`UPDATE report SET content = replace(content, '2026-02', '2026-03') WHERE version = 1 AND month = '2026-02'`, []string{"report_changed", "report_differs"}},
		"a column":     {`UPDATE report SET lang = 'en' WHERE version = 2`, []string{"report_differs"}},
		"its hash":     {`UPDATE report SET content_sha256 = pdf_sha256 WHERE version = 2`, []string{"report_changed"}},
		"the order":    {`UPDATE report SET prev_hash = pdf_sha256 WHERE version = 2`, []string{"report_chain_broken"}},
		"the first":    {`DELETE FROM report WHERE version = 1 AND month = '2026-02'`, []string{"report_chain_broken", "report_gone"}},
		"the very end": {`DELETE FROM report WHERE month = '2026-03'`, []string{"report_gone"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := openShelf(t)
			s.must(s.issue(reported, nil))
			s.must(s.issue(reported, nil))
			s.must(s.issue(afterward, nil))
			s.spoil(c.spoil)
			if codes := s.found(); !slices.Equal(codes, c.want) {
				t.Errorf("found %v, want %v", codes, c.want)
			}
		})
	}
	for _, file := range []string{"pdf", "workbook", "pages"} {
		t.Run(file, func(t *testing.T) {
			s := openShelf(t)
			s.must(s.issue(reported, nil))
			list, err := s.keep.IssuedReports(s.ctx, s.kivu.ID, reported)
			s.must(err)
			hash := map[string]string{"pdf": list[0].PDF, "workbook": list[0].Workbook, "pages": list[0].Pages}[file]
			path := s.store.Media().path(hash)
			content, err := os.ReadFile(path)
			s.must(err)
			content[1] ^= 1
			s.must(os.WriteFile(path, content, 0o600))
			if codes := s.found(); !slices.Equal(codes, []string{"media_changed"}) {
				t.Errorf("found %v", codes)
			}
		})
	}
}

// Ensure files written before a crash are no issue, and are mended away.
func TestACrashLeavesNoHalfReport(t *testing.T) {
	s := openShelf(t)
	for _, content := range []string{"%PDF", "PK"} {
		hash, err := s.keep.WriteFile(s.ctx, []byte(content))
		s.must(err)
		old := s.clock.now().Add(-2 * orphanAge)
		s.must(os.Chtimes(s.store.Media().path(hash), old, old))
	}
	found, err := s.store.Check(s.ctx, true)
	s.must(err)
	if len(found) != 2 || !found[0].Mended || !fault.Is(found[0].Fault, "check_orphan") {
		t.Errorf("found %+v", found)
	}
	if codes := s.found(); len(codes) != 0 {
		t.Errorf("after mending: %v", codes)
	}
	if list, err := s.keep.IssuedReports(s.ctx, s.kivu.ID, civil.Month{}); err != nil || len(list) != 0 {
		t.Errorf("%d reports, %v", len(list), err)
	}
}

// Ensure what screens ask of the reports is served by an index.
func TestReportsAreFoundByIndex(t *testing.T) {
	s := openHours(t).store
	for _, q := range []string{
		`SELECT ` + reportColumns + ` FROM report WHERE client_id = ? ORDER BY position`,
		`SELECT ` + reportColumns + ` FROM report WHERE client_id = ? AND month = ? ORDER BY version`,
		`SELECT version FROM report r WHERE month = ? AND NOT EXISTS (SELECT 1 FROM report n
			WHERE n.client_id = r.client_id AND n.month = r.month AND n.version > r.version) ORDER BY client_id`,
		`SELECT position, hash FROM report WHERE client_id = ? ORDER BY position DESC LIMIT 1`,
	} {
		args := slices.Repeat([]any{"x"}, strings.Count(q, "?"))
		plan := explain(t, s, q, args...)
		if slices.ContainsFunc(plan, func(step string) bool {
			return strings.Contains(step, "TEMP B-TREE") || strings.HasPrefix(step, "SCAN")
		}) {
			t.Errorf("%s: %s", q, strings.Join(plan, "\n  "))
		}
	}
}
