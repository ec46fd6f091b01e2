package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// Ensure a cancelled close stops between two clients with what was closed
// closed, and that going on closes and bills the rest once.
func TestACloseIsCancelledAndGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	h, zoe := closingHouse(t)
	acting := clients.As(ctx, clients.Person{ID: zoe.ID, Name: zoe.Name})
	month := civil.NewMonth(2026, 2)
	for _, name := range []string{"Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"} {
		c, err := h.Clients.AddClient(acting, parisian(name))
		must(err)
		_, _, err = h.Hours.Add(acting, hours.Form{Client: c.ID, Person: zoe.ID, Hat: "writer", On: civil.NewDate(2026, 2, 3), Seconds: 3600})
		must(err)
	}
	results, err := h.Closing.CloseAll(acting, month, nil, 2, func(int, int, string) { cancel() })
	if n := len(results); !errors.Is(err, context.Canceled) || n < 1 || n > 4 { // of two at once, those under way
		t.Fatalf("cancelled: %d results, %v", n, err)
	}
	acting = clients.As(t.Context(), clients.Person{ID: zoe.ID, Name: zoe.Name})
	board, err := h.Closing.Board(acting, month)
	must(err)
	for i, row := range board { // whole or untouched
		if i < len(results) != row.Done() || i < len(results) != (row.Locked || row.Report != nil || row.Invoice != nil) {
			t.Errorf("%s after the cancel: %+v", row.Client.Name, row)
		}
	}
	for range 2 {
		results, err = h.Closing.CloseAll(acting, month, nil, 3, nil)
		must(err)
	}
	for i, r := range results {
		if !r.Month.Done() || len(r.Left) > 0 || r.Month.Invoice.Number != fmt.Sprintf("F2026-%04d", i+1) {
			t.Errorf("%s: %+v", r.Month.Client.Name, r)
		}
	}
	dir := t.TempDir()
	files, err := h.Closing.WriteAll(acting, month, dir, 2, nil)
	must(err)
	written, err := os.ReadDir(dir)
	must(err)
	if len(files) != 6 || len(written) != 24 { // report, workbook, statement and invoice of each
		t.Errorf("%d files of %d clients", len(written), len(files))
	}
	for _, jobs := range []int{1, 3} { // the same bytes whatever is done at once
		again := t.TempDir()
		_, err = h.Closing.WriteAll(acting, month, again, jobs, nil)
		must(err)
		for _, f := range written {
			a, err := os.ReadFile(filepath.Join(dir, f.Name()))
			must(err)
			b, err := os.ReadFile(filepath.Join(again, f.Name()))
			must(err)
			if !bytes.Equal(a, b) {
				t.Errorf("%s: other bytes with %d jobs than with 2", f.Name(), jobs)
			}
		}
	}
}

// parisian is a client of whom an invoice lacks nothing.
func parisian(name string) clients.Client {
	return clients.Client{Name: name, Identity: clients.Identity{
		Address: "2 rue Basse", Postcode: "75001", City: "Paris", Country: "FR", SIREN: "552100554",
	}}
}

// closingHouse is an agency in March 2026 that may issue, with one senior.
func closingHouse(t *testing.T) (*House, clients.Staff) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	now := func() time.Time { return time.Date(2026, 3, 15, 11, 0, 0, 0, time.UTC) }
	h, err := Open(ctx, Options{Folder: t.TempDir(), Now: now, Fast: true})
	must(err)
	t.Cleanup(func() { must(h.Close()) })
	agency, err := h.Clients.EditAgency(ctx, func(a *clients.Agency) {
		a.LegalForm, a.Address, a.Postcode, a.City, a.SIREN, a.VATID = "SARL", "1 rue Haute", "69001", "Lyon", "732829320", "FR44732829320"
	})
	must(err)
	zoe, err := h.Clients.AddStaff(ctx, clients.Staff{Name: "Zoé", Level: clients.LevelSenior})
	must(err)
	sale := hours.Rate{Side: hours.Sale, From: civil.NewDate(2026, 1, 1), Amount: money.Of(6000, agency.Currency)}
	_, _, err = h.Hours.SetRate(clients.As(ctx, clients.Person{ID: zoe.ID, Name: zoe.Name}), sale)
	must(err)
	return h, zoe
}

// Ensure a close bills a month without an hour for its fee, and issues a draft
// that is older than the month's signed statement from that statement.
func TestACloseBillsWhatWasSigned(t *testing.T) {
	h, zoe := closingHouse(t)
	acting := clients.As(t.Context(), clients.Person{ID: zoe.ID, Name: zoe.Name})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	month := civil.NewMonth(2026, 2)
	idle, err := h.Clients.AddClient(acting, parisian("Alpha"))
	must(err)
	busy, err := h.Clients.AddClient(acting, parisian("Beta"))
	must(err)
	for _, c := range []clients.Client{idle, busy} {
		terms, fee := clients.NewTerms(c, month.First()), money.Of(50_000, c.Currency)
		terms.Fee, terms.QuotaMinutes, terms.StatementFirst = &fee, 600, true
		_, err = h.Clients.SetContract(acting, terms)
		must(err)
	}
	_, _, err = h.Hours.Add(acting, hours.Form{Client: busy.ID, Person: zoe.ID, Hat: "writer", On: civil.NewDate(2026, 2, 3), Seconds: 3600})
	must(err)
	_, _, err = h.Billing.DraftMonth(acting, busy.ID, month)
	must(err)
	st, _, err := h.Billing.DraftStatement(acting, busy.ID, month, "")
	must(err)
	st, err = h.Billing.Issue(acting, string(st.ID), civil.Date{})
	must(err)
	_, err = h.Billing.Sign(acting, st.Number, "Ana", civil.Date{}, "")
	must(err)
	results, err := h.Closing.CloseAll(acting, month, nil, 1, nil)
	must(err)
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
