package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/reports/closing"
)

// agencyOf six clients who each have an hour of time to bill in the month. Half
// of them sign a statement first, if so asked.
func agencyOf(t *testing.T, folder string, signFirst bool) (h *House, acting func(context.Context) context.Context) {
	t.Helper()
	h, zoe := closingHouse(t, folder)
	acting = func(ctx context.Context) context.Context {
		return clients.As(ctx, clients.Person{ID: zoe.ID, Name: zoe.Name})
	}
	ctx := acting(t.Context())
	for i, name := range []string{"Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"} {
		c, err := h.Clients.AddClient(ctx, parisian(name))
		must(t, err)
		if signFirst && i%2 == 0 {
			terms, fee := clients.NewTerms(c, month.First()), money.Of(100_00, c.Currency)
			terms.Fee, terms.QuotaMinutes, terms.StatementFirst = &fee, 120, true
			_, err = h.Clients.SetContract(ctx, terms)
			must(t, err)
		}
		_, _, err = h.Hours.Add(ctx, hours.Form{Client: c.ID, Person: zoe.ID, Hat: "writer", On: civil.NewDate(2026, 2, 3), Seconds: 3600})
		must(t, err)
	}
	return h, acting
}

// closingHouse is an agency in March 2026 that may issue, with one senior.
func closingHouse(t *testing.T, folder string) (*House, clients.Staff) {
	t.Helper()
	ctx := t.Context()
	h := openAt(t, folder)
	agency, err := h.Clients.EditAgency(ctx, func(a *clients.Agency) {
		a.LegalForm, a.Address, a.Postcode, a.City, a.SIREN, a.VATID = "SARL", "1 rue Haute", "69001", "Lyon", "732829320", "FR44732829320"
	})
	must(t, err)
	zoe, err := h.Clients.AddStaff(ctx, clients.Staff{Name: "Zoé", Level: clients.LevelSenior})
	must(t, err)
	sale := hours.Rate{Side: hours.Sale, From: civil.NewDate(2026, 1, 1), Amount: money.Of(6000, agency.Currency)}
	_, _, err = h.Hours.SetRate(clients.As(ctx, clients.Person{ID: zoe.ID, Name: zoe.Name}), sale)
	must(t, err)
	return h, zoe
}

// parisian is a client of whom an invoice lacks nothing.
func parisian(name string) clients.Client {
	return clients.Client{Name: name, Identity: clients.Identity{
		Address: "2 rue Basse", Postcode: "75001", City: "Paris", Country: "FR", SIREN: "552100554",
	}}
}

// month is the one that is closed.
var month = civil.NewMonth(2026, 2)

func openAt(t *testing.T, folder string) *House {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 3, 15, 11, 0, 0, 0, time.UTC) }
	h, err := Open(t.Context(), Options{Folder: folder, Now: now, Fast: true})
	must(t, err)
	t.Cleanup(func() { must(t, h.Close()) })
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Ensure two programs that close the same month at once leave every client with
// one report, one statement and one invoice, and nothing to complain of.
func TestTwoClosesAtOnceDoTheMonthOnce(t *testing.T) {
	folder := t.TempDir()
	h, acting := agencyOf(t, folder, true)
	both := []*House{h, openAt(t, folder)}
	all := make([][]closing.Result, len(both))
	var wait sync.WaitGroup
	for i, one := range both {
		wait.Go(func() {
			var err error
			if all[i], err = one.Closing.CloseAll(acting(t.Context()), month, nil, 2, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for _, results := range all {
		for i, r := range results {
			if i%2 == 1 && len(r.Left) > 0 || i%2 == 0 && (len(r.Left) != 1 || !fault.Is(r.Left[0].Why, "statement_unsigned")) {
				t.Errorf("%s: left out %v", r.Month.Client.Name, r.Left)
			}
		}
	}
	docs, err := h.Billing.Documents(t.Context(), billing.Filter{Month: month})
	must(t, err)
	made := map[clients.ID]int{}
	for _, d := range docs {
		made[d.Client]++
		versions, err := h.Reports.Versions(t.Context(), d.Client, month)
		must(t, err)
		if !d.Issued() || len(versions) != 1 {
			t.Errorf("%s: %s, %d reports", d.Buyer.Name, d.State, len(versions))
		}
	}
	if len(docs) != 6 || len(made) != 6 {
		t.Errorf("%d documents for %d clients", len(docs), len(made))
	}
}

// Ensure a cancelled close stops between two clients with what was closed
// closed, and that going on closes and bills the rest once.
func TestACloseIsCancelledAndGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	h, as := agencyOf(t, t.TempDir(), false)
	acting := as(ctx)
	results, err := h.Closing.CloseAll(acting, month, nil, 2, func(int, int, string) { cancel() })
	if n := len(results); !errors.Is(err, context.Canceled) || n < 1 || n > 4 { // of two at once, those under way
		t.Fatalf("cancelled: %d results, %v", n, err)
	}
	acting = as(t.Context())
	board, err := h.Closing.Board(acting, month)
	must(t, err)
	for i, row := range board { // whole or untouched
		if i < len(results) != row.Done() || i < len(results) != (row.Locked || row.Report != nil || row.Invoice != nil) {
			t.Errorf("%s after the cancel: %+v", row.Client.Name, row)
		}
	}
	for range 2 {
		results, err = h.Closing.CloseAll(acting, month, nil, 3, nil)
		must(t, err)
	}
	for i, r := range results {
		if !r.Month.Done() || len(r.Left) > 0 || r.Month.Invoice.Number != fmt.Sprintf("F2026-%04d", i+1) {
			t.Errorf("%s: %+v", r.Month.Client.Name, r)
		}
	}
	dir := t.TempDir()
	files, err := h.Closing.WriteAll(acting, month, dir, 2, nil)
	must(t, err)
	written, err := os.ReadDir(dir)
	must(t, err)
	if len(files) != 6 || len(written) != 24 { // report, workbook, statement and invoice of each
		t.Errorf("%d files of %d clients", len(written), len(files))
	}
	for _, jobs := range []int{1, 3} { // the same bytes whatever is done at once
		again := t.TempDir()
		_, err = h.Closing.WriteAll(acting, month, again, jobs, nil)
		must(t, err)
		for _, f := range written {
			a, err := os.ReadFile(filepath.Join(dir, f.Name()))
			must(t, err)
			b, err := os.ReadFile(filepath.Join(again, f.Name()))
			must(t, err)
			if !bytes.Equal(a, b) {
				t.Errorf("%s: other bytes with %d jobs than with 2", f.Name(), jobs)
			}
		}
	}
}

// Ensure a close bills a month without an hour for its fee, and issues a draft
// that is older than the month's signed statement from that statement.
func TestACloseBillsWhatWasSigned(t *testing.T) {
	h, zoe := closingHouse(t, t.TempDir())
	acting := clients.As(t.Context(), clients.Person{ID: zoe.ID, Name: zoe.Name})
	idle, err := h.Clients.AddClient(acting, parisian("Alpha"))
	must(t, err)
	busy, err := h.Clients.AddClient(acting, parisian("Beta"))
	must(t, err)
	for _, c := range []clients.Client{idle, busy} {
		terms, fee := clients.NewTerms(c, month.First()), money.Of(50_000, c.Currency)
		terms.Fee, terms.QuotaMinutes, terms.StatementFirst = &fee, 600, true
		_, err = h.Clients.SetContract(acting, terms)
		must(t, err)
	}
	_, _, err = h.Hours.Add(acting, hours.Form{Client: busy.ID, Person: zoe.ID, Hat: "writer", On: civil.NewDate(2026, 2, 3), Seconds: 3600})
	must(t, err)
	_, _, err = h.Billing.DraftMonth(acting, busy.ID, month)
	must(t, err)
	st, _, err := h.Billing.DraftStatement(acting, busy.ID, month, "")
	must(t, err)
	st, err = h.Billing.Issue(acting, string(st.ID), civil.Date{})
	must(t, err)
	_, err = h.Billing.Sign(acting, st.Number, "Ana", civil.Date{}, "")
	must(t, err)
	results, err := h.Closing.CloseAll(acting, month, nil, 1, nil)
	must(t, err)
	for _, r := range results {
		if len(r.Left) > 0 || r.Month.Invoice == nil || r.Month.Invoice.Totals.Net != 50_000 {
			t.Errorf("%s: left %v", r.Month.Client.Name, r.Left)
			continue
		}
		if want := map[clients.ID]string{busy.ID: st.Number}[r.Month.Client.ID]; r.Month.Invoice.Refs.Statement != want {
			t.Errorf("%s is billed from %q", r.Month.Client.Name, r.Month.Invoice.Refs.Statement)
		}
	}
}

// Ensure documents that are printed under the numbers foreseen for them keep
// those without a gap, in the clients' order, where some are refused.
func TestARefusedInvoiceLeavesNoGap(t *testing.T) {
	h, as := agencyOf(t, t.TempDir(), false)
	ctx := as(t.Context())
	all, err := h.Clients.Clients(ctx, clients.ActiveClients)
	must(t, err)
	for _, i := range []int{0, 2, 3} {
		_, err := h.Clients.EditClient(ctx, all[i].ID, func(c *clients.Client) { c.Identity.Address, c.Identity.City = "", "" })
		must(t, err)
	}
	results, err := h.Closing.CloseAll(ctx, month, nil, 4, nil)
	must(t, err)
	var numbers []string
	for i, r := range results {
		if refused := i == 0 || i == 2 || i == 3; refused != (len(r.Left) == 1) || refused != (r.Month.Invoice == nil) {
			t.Errorf("%s: left out %v", r.Month.Client.Name, r.Left)
		} else if !refused {
			numbers = append(numbers, r.Month.Invoice.Number)
		}
	}
	if want := []string{"F2026-0001", "F2026-0002", "F2026-0003"}; !slices.Equal(numbers, want) {
		t.Errorf("numbers %v", numbers)
	}
	drafts, err := h.Billing.Documents(ctx, billing.Filter{Month: month, Drafts: true})
	must(t, err)
	found, err := h.Store.Check(ctx, false)
	must(t, err)
	if len(drafts) != 0 || len(found) != 0 {
		t.Errorf("%d drafts left, %v", len(drafts), found)
	}
}
