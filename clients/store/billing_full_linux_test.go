package store

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// Ensure a disk that is full in the middle of any file of an issue, or of the
// database's log, leaves a statement, an invoice and a credit note unissued and
// whole, and that the next issue takes the next number. The limit on the size of
// a file stands for the full disk: the write stops half way with an error.
func TestIssueOnAFullDisk(t *testing.T) {
	d := openDesk(t)
	try := func(what, ref string, issued func() bool) {
		t.Helper()
		refused := 0
		log, err := os.Stat(filepath.Join(d.store.folder, DatabaseName+"-wal"))
		d.must(err)
		for _, room := range []int64{1, 700, log.Size() / 2, log.Size() + 1, log.Size() + 5000, log.Size() + 20_000} {
			if issued() {
				break
			}
			if d.cramped(what, ref, room) {
				refused++
			}
			d.whole(0)
		}
		if refused < 3 {
			t.Errorf("%s: the disk was full %d times only", what, refused)
		}
	}
	d.work(3, 90)
	account, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	try("issue", string(account.ID), func() bool { return d.again(account).Issued() })
	if account = d.again(account); !account.Issued() {
		account = d.issue(account)
	}
	_, err = d.bills.Sign(d.ctx, account.Number, "Ana", civil.Date{}, "")
	d.must(err)
	invoice := d.draft()
	try("issue", string(invoice.ID), func() bool { return d.again(invoice).Issued() })
	if invoice = d.again(invoice); !invoice.Issued() {
		invoice = d.issue(invoice)
	}
	try("credit", invoice.Number, func() bool { return d.again(invoice).CreditedMinor > 0 })
	if d.again(invoice).CreditedMinor == 0 {
		_, err = d.bills.Credit(d.ctx, invoice.Number, billing.CreditForm{})
		d.must(err)
	}
	if invoice.Number != "F2026-0001" {
		t.Errorf("the number is %s", invoice.Number)
	}
	d.noOrphans()
	d.sound()
}

func (d *desk) again(doc billing.Document) billing.Document {
	d.t.Helper()
	now, err := d.bills.Document(d.ctx, string(doc.ID))
	d.must(err)
	return now
}

// cramped issues or credits in a process whose files may not grow beyond room
// bytes; it tells whether that was refused.
func (d *desk) cramped(what, ref string, room int64) bool {
	d.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestFullDiskChild$")
	cmd.Env = append(os.Environ(), "REGIE_FULL="+what, "REGIE_FULL_FOLDER="+d.store.folder, "REGIE_FULL_REF="+ref,
		"REGIE_FULL_ROOM="+strconv.FormatInt(room, 10), "REGIE_FULL_NOW="+d.clock.at.Format(time.RFC3339))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || !strings.Contains(string(out), "the disk is full")) {
		d.t.Fatalf("the process with %d bytes: %v\n%s", room, err, out)
	}
	return err != nil
}

// TestFullDiskChild is the process whose disk is full: it is no test of its own.
func TestFullDiskChild(t *testing.T) {
	what := os.Getenv("REGIE_FULL")
	if what == "" {
		t.Skip("run by the test of a full disk")
	}
	at, err := time.Parse(time.RFC3339, os.Getenv("REGIE_FULL_NOW"))
	if err != nil {
		t.Fatal(err)
	}
	room, err := strconv.ParseUint(os.Getenv("REGIE_FULL_ROOM"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return at }
	s, err := Open(t.Context(), Options{Folder: os.Getenv("REGIE_FULL_FOLDER"), Now: now, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	house := clients.New(s.House(), now, s.NewID)
	svc := billing.New(billing.Deps{
		Keep: s.Billing(), House: house, Time: hours.New(hours.Deps{Keep: s.Hours(), House: house, Now: now, NewID: s.NewID}),
		Purse: budget.New(s.Budget(), house, now, s.NewID), Print: paper{}, Now: now, NewID: s.NewID,
	})
	signal.Ignore(syscall.SIGXFSZ) // the write fails in place of the process
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: room, Max: room}); err != nil {
		t.Fatal(err)
	}
	ref := os.Getenv("REGIE_FULL_REF")
	if what == "credit" {
		_, err = svc.Credit(t.Context(), ref, billing.CreditForm{})
	} else {
		_, err = svc.Issue(t.Context(), ref, civil.Date{})
	}
	if _, refused := fault.As(err); refused {
		t.Fatalf("a rule refused: %v", err)
	}
	if err != nil {
		t.Fatalf("the disk is full: %v", err)
	}
}
