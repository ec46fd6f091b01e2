package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// errStorm is what a failure of the storm says.
var errStorm = errors.New("the storm")

// stormKeeper does something before and after each call of the room's keeper.
type stormKeeper struct {
	billing.Keeper
	step func() error
}

func (k stormKeeper) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	if err := k.step(); err != nil {
		return err
	}
	err := k.Keeper.Tx(ctx, func(ctx context.Context) error {
		if err := k.step(); err != nil {
			return err
		}
		if err := fn(ctx); err != nil {
			return err
		}
		return k.step() // all is written and nothing is committed
	})
	if err != nil {
		return err
	}
	return k.step()
}

func (k stormKeeper) Document(ctx context.Context, ref string) (billing.Document, error) {
	if err := k.step(); err != nil {
		return billing.Document{}, err
	}
	return k.Keeper.Document(ctx, ref)
}

func (k stormKeeper) Last(ctx context.Context, s billing.Series, year int) (billing.Last, error) {
	if err := k.step(); err != nil {
		return billing.Last{}, err
	}
	return k.Keeper.Last(ctx, s, year)
}

func (k stormKeeper) WriteFile(ctx context.Context, content []byte) (string, error) {
	if err := k.step(); err != nil {
		return "", err
	}
	return k.Keeper.WriteFile(ctx, content)
}

func (k stormKeeper) NameFile(ctx context.Context, hash, name, mime string, content []byte) error {
	if err := k.step(); err != nil {
		return err
	}
	return k.Keeper.NameFile(ctx, hash, name, mime, content)
}

func (k stormKeeper) SaveDraft(ctx context.Context, d billing.Document) error {
	if err := k.step(); err != nil {
		return err
	}
	return k.Keeper.SaveDraft(ctx, d)
}

func (k stormKeeper) Issue(ctx context.Context, d billing.Document, year, sequence int, of string) error {
	if err := k.step(); err != nil {
		return err
	}
	return k.Keeper.Issue(ctx, d, year, sequence, of)
}

func (k stormKeeper) MoveEntries(ctx context.Context, client clients.ID, ids []clients.ID, from, to string) (int, error) {
	if err := k.step(); err != nil {
		return 0, err
	}
	return k.Keeper.MoveEntries(ctx, client, ids, from, to)
}

func (k stormKeeper) Claim(ctx context.Context, d billing.Document, c billing.Claim) error {
	if err := k.step(); err != nil {
		return err
	}
	return k.Keeper.Claim(ctx, d, c)
}

// countdown fails at the n-th call, of those made at once too.
func countdown(n int, fail func() error) func() error {
	var left atomic.Int64
	left.Store(int64(n))
	return func() error {
		if left.Add(-1) == 0 {
			return fail()
		}
		return nil
	}
}

// trip makes the n-th row that is written from now on fail, or with n = 0 the
// commit, by triggers of the test's own: statements fail inside the
// transaction as they would on a full disk.
func (d *desk) trip(n int) {
	d.t.Helper()
	if _, err := d.store.write.ExecContext(d.ctx, `UPDATE trip SET left = ?, commits = ?`, n, n == 0); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) wireTrips() {
	d.t.Helper()
	script := `CREATE TABLE trip (left INTEGER, commits INTEGER); INSERT INTO trip VALUES (-1, 0);
		CREATE TABLE trip_parent (x INTEGER PRIMARY KEY);
		CREATE TABLE trip_child (x INTEGER REFERENCES trip_parent (x) DEFERRABLE INITIALLY DEFERRED);
		CREATE TRIGGER trip_commit AFTER UPDATE ON document WHEN (SELECT commits FROM trip) BEGIN INSERT INTO trip_child VALUES (1); END;`
	for _, table := range []string{"act", "change", "media", "document", "document_entry", "document_claim", "time_entry"} {
		for _, verb := range []string{"INSERT", "UPDATE", "DELETE"} {
			script += fmt.Sprintf(`CREATE TRIGGER trip_%s_%s BEFORE %s ON %s BEGIN UPDATE trip SET left = left - 1;
				SELECT RAISE(ABORT, 'the storm') WHERE (SELECT left FROM trip) = 0; END;`, table, verb, verb, table)
		}
	}
	if _, err := d.store.write.ExecContext(d.ctx, script); err != nil {
		d.t.Fatal(err)
	}
}

// whole wants numbers without gap or double, every entry with a document that
// lists it, every document with its entries, and no half-written draft.
func (d *desk) whole(round int) {
	d.t.Helper()
	if round >= 60 && round%20 != 0 { // the same, on the newest alone: reading all each time grows by the square
		d.wholeTail(round)
		return
	}
	chain, err := d.store.Billing().Chain(d.ctx)
	d.must(err)
	v := billing.NewVerifier()
	for _, l := range chain {
		for _, f := range v.Next(l) {
			d.t.Fatalf("round %d: %v", round, f)
		}
	}
	for what, query := range map[string]string{
		"entries without document": entriesWithoutDocument, "documents without entries": documentsWithoutEntries, "columns": documentsDiffer,
	} {
		if n, err := collect(d.ctx, d.store.read, what, scanText, query); err != nil || len(n) > 0 {
			d.t.Fatalf("round %d: %s: %v, %v", round, what, n, err)
		}
	}
}

// wholeTail wants as many positions as documents, and the newest document's
// entries to bear its number unless something takes it back or over.
func (d *desk) wholeTail(round int) {
	d.t.Helper()
	var gaps, loose int
	err := d.store.read.QueryRowContext(d.ctx, `SELECT max(position) - count(*), (SELECT count(*) FROM document_entry x
		JOIN document n ON n.client_id = x.client_id AND n.id = x.document_id
		JOIN time_entry e ON e.client_id = x.client_id AND e.id = x.entry_id
		WHERE n.position = (SELECT max(position) FROM document) AND n.kind <> 'credit' AND e.document <> n.number)
		FROM document WHERE number <> ''`).Scan(&gaps, &loose)
	if d.must(err); gaps != 0 || loose != 0 {
		d.t.Fatalf("round %d: %d gaps, %d entries without their number", round, gaps, loose)
	}
}

// rounds is how many issues a storm makes: a share in the ordinary tests, all
// of them where REGIE_STORM says so (make storm).
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("REGIE_STORM")); err == nil && n > 0 {
		return n
	}
	return 60
}

// Ensure no failure between any two steps of an issue, and no crash, leaves a
// gap, a double, an entry locked without document or a document without its
// entries, and that the next issue goes on with the next number.
func TestIssueSurvivesTheStorm(t *testing.T) {
	d := openDesk(t)
	d.terms(func(c *clients.Contract) { fee := eur(1000); c.Fee = &fee })
	d.wireTrips()
	dice := rand.New(rand.NewPCG(7, 7))
	for round := range rounds() {
		d.clock.at = d.clock.at.Add(time.Minute)
		if round%40 == 39 { // a month on: years end and numbers begin again
			d.feb, d.clock.at = d.feb.Add(1), d.clock.at.AddDate(0, 1, 0)
		}
		d.work(1+round%28, 5+round%50)
		doc, err := d.draftOf(round)
		d.must(err)
		failed := d.strike(dice, round, doc)
		d.whole(round)
		now, err := d.bills.Document(d.ctx, string(doc.ID))
		if err != nil || (failed && now.Issued()) {
			t.Fatalf("round %d: after a failure the draft is %s, %v", round, now.Number, err)
		}
		if !now.Issued() {
			now = d.issue(doc)
		}
		if round%3 == 0 {
			d.creditStorm(dice, round, now)
		}
		d.whole(round)
	}
	d.noOrphans()
	d.sound()
}

// noOrphans mends away the files that failures left, which are all that a
// failure may leave.
func (d *desk) noOrphans() {
	d.t.Helper()
	found, err := d.store.Check(d.ctx, true)
	d.must(err)
	for _, f := range found {
		if f.Fault.Code != "check_orphan" {
			d.t.Errorf("check: %v", f.Fault)
		}
	}
}

// draftOf is an invoice of the month, or a statement now and then.
func (d *desk) draftOf(round int) (billing.Document, error) {
	if round%5 == 4 {
		doc, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
		return doc, err
	}
	doc, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
	if err != nil {
		return doc, err
	}
	if drawn, _, err := d.bills.DraftMonth(d.ctx, d.kivu.ID, d.feb); err == nil {
		return drawn, d.bills.RemoveDraft(d.ctx, string(doc.ID))
	} else if !fault.Is(err, "nothing_to_bill") && !fault.Is(err, "billed_already") {
		return doc, err
	}
	return d.bills.AddLine(d.ctx, string(doc.ID), billing.LineForm{Description: "Atelier", Quantity: billing.One, Price: eur(10_000)})
}

// strike issues the draft under a failure; it tells whether the issue must not
// have happened.
func (d *desk) strike(dice *rand.Rand, round int, doc billing.Document) bool {
	d.t.Helper()
	if round%8 == 7 {
		d.kill(dice, doc)
		return false // it may have died after the commit
	}
	return d.struck(dice, round, func(s *billing.Service) error {
		_, err := s.Issue(d.ctx, string(doc.ID), civil.Date{})
		return err
	}, func() bool {
		now, err := d.bills.Document(d.ctx, string(doc.ID))
		d.must(err)
		return now.Issued()
	})
}

// struck runs an act under a failure of the printer, of a call, of a row or of
// the commit.
func (d *desk) struck(dice *rand.Rand, round int, act func(*billing.Service) error, done func() bool) bool {
	d.t.Helper()
	var err error
	switch round % 4 {
	case 0:
		err = act(d.billing(d.store.Billing(), paper{errStorm}))
	case 1:
		keep := stormKeeper{d.store.Billing(), countdown(1+dice.IntN(22), func() error { return errStorm })}
		err = act(d.billing(keep, paper{}))
	case 2:
		d.trip(1 + dice.IntN(14))
		err = act(d.bills)
	default:
		d.trip(0)
		err = act(d.bills)
	}
	d.trip(-1)
	if err == nil || done() { // the failure was due later than the work had steps
		return false
	}
	if f, ok := fault.As(err); ok {
		d.t.Fatalf("round %d: refused and not struck: %v", round, f)
	}
	return true
}

// creditStorm takes an invoice back under a failure and then in earnest.
func (d *desk) creditStorm(dice *rand.Rand, round int, doc billing.Document) {
	d.t.Helper()
	if doc.Kind != billing.Invoice {
		return
	}
	credited := func() bool {
		now, err := d.bills.Document(d.ctx, doc.Number)
		d.must(err)
		return now.CreditedMinor > 0
	}
	d.struck(dice, round/3, func(s *billing.Service) error {
		_, err := s.Credit(d.ctx, doc.Number, billing.CreditForm{})
		return err
	}, credited)
	d.whole(round)
	if !credited() {
		_, err := d.bills.Credit(d.ctx, doc.Number, billing.CreditForm{})
		d.must(err)
	}
}

// kill issues the draft in a process of its own that dies at some step.
func (d *desk) kill(dice *rand.Rand, doc billing.Document) {
	d.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestStormChild$")
	cmd.Env = append(os.Environ(), "REGIE_STORM_FOLDER="+d.store.folder, "REGIE_STORM_DRAFT="+string(doc.ID),
		"REGIE_STORM_STEP="+strconv.Itoa(1+dice.IntN(24)), "REGIE_STORM_NOW="+d.clock.at.Format(time.RFC3339))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || strings.Contains(string(out), "FAIL")) {
		d.t.Fatalf("the process that was to die: %v\n%s", err, out)
	}
}

// TestStormChild is the process that dies: it is no test of its own.
func TestStormChild(t *testing.T) {
	folder := os.Getenv("REGIE_STORM_FOLDER")
	if folder == "" {
		t.Skip("run by the storm")
	}
	step, err := strconv.Atoi(os.Getenv("REGIE_STORM_STEP"))
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, os.Getenv("REGIE_STORM_NOW"))
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return at }
	s, err := Open(t.Context(), Options{Folder: folder, Now: now, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	house := clients.New(s.House(), now, s.NewID)
	keep := stormKeeper{s.Billing(), countdown(step, func() error {
		p, err := os.FindProcess(os.Getpid())
		if err != nil {
			return err
		}
		return errors.Join(p.Kill(), fmt.Errorf("still alive"))
	})}
	svc := billing.New(billing.Deps{
		Keep: keep, House: house, Time: hours.New(hours.Deps{Keep: s.Hours(), House: house, Now: now, NewID: s.NewID}),
		Purse: budget.New(s.Budget(), house, now, s.NewID), Print: paper{}, Now: now, NewID: s.NewID,
	})
	if _, err := svc.Issue(t.Context(), os.Getenv("REGIE_STORM_DRAFT"), civil.Date{}); err != nil {
		t.Fatal(err)
	}
}

// Ensure two processes that issue at once both succeed, with numbers of their
// own, or one is refused where both want the same entries.
func TestIssuingAtOnce(t *testing.T) {
	d := openDesk(t)
	var drafts []billing.Document
	for range 12 {
		doc, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
		d.must(err)
		doc, err = d.bills.AddLine(d.ctx, string(doc.ID), billing.LineForm{Description: "Atelier", Quantity: billing.One, Price: eur(1000)})
		d.must(err)
		drafts = append(drafts, doc)
	}
	other, err := Open(d.ctx, Options{Folder: d.store.folder, Now: d.clock.now, Fast: true})
	d.must(err)
	t.Cleanup(func() { d.must(other.Close()) })
	services := []*billing.Service{d.bills, d.billing(other.Billing(), paper{})}
	failures := make(chan error, len(drafts))
	for i, doc := range drafts {
		go func() {
			_, err := services[i%2].Issue(d.ctx, string(doc.ID), civil.Date{})
			failures <- err
		}()
	}
	for range drafts {
		d.must(<-failures)
	}
	d.whole(0)
	d.work(3, 60)
	one, two := d.draft(), d.draft()
	for i, doc := range []billing.Document{one, two} {
		go func() {
			_, err := services[i].Issue(d.ctx, string(doc.ID), civil.Date{})
			failures <- err
		}()
	}
	a, b := <-failures, <-failures
	if a == nil {
		a, b = b, a
	}
	// Refused in the transaction, or by the look at the entries before it.
	if b != nil || (!fault.Is(a, "billed_already") && !fault.Is(a, "entries_billed")) {
		t.Errorf("the same entries at once: %v, %v", a, b)
	}
	d.whole(1)
	d.sound()
}
