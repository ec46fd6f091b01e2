package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/clients/sheet"
)

// clock is a moment that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// time20 is where tests of hours begin: noon in Paris on 15 March 2026.
var time20 = time.Date(2026, 3, 15, 11, 0, 0, 0, time.UTC)

// hoursRoomOf is a real folder with one client, three people and the room.
type hoursHouse struct {
	*hours.Service
	t       testing.TB
	ctx     context.Context
	store   *Store
	house   *clients.Service
	history *clients.History
	clock   *clock
	kivu    clients.Client
	zoe     clients.Staff
	ben     clients.Staff // intern
}

func openHours(t testing.TB) *hoursHouse {
	t.Helper()
	h := &hoursHouse{t: t, clock: &clock{time20}}
	n := 0
	newID := func() clients.ID { n++; return clients.ID(fmt.Sprintf("id-%09d", n)) }
	ctx := context.Background()
	s, err := Open(ctx, Options{Folder: t.TempDir(), Now: h.clock.now, NewID: newID, Fast: true})
	h.must(err)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.store, h.house, h.history = s, clients.New(s.House(), h.clock.now, newID), clients.NewHistory(s.Journal())
	h.must(h.house.Seed(ctx, "fr"))
	h.zoe, err = h.house.AddStaff(ctx, clients.Staff{Name: "Zoé", Level: clients.LevelSenior})
	h.must(err)
	h.ctx = clients.As(ctx, clients.Person{ID: h.zoe.ID, Name: h.zoe.Name})
	h.ben, err = h.house.AddStaff(h.ctx, clients.Staff{Name: "Ben", Level: clients.LevelIntern, Tutor: h.zoe.ID})
	h.must(err)
	h.kivu, err = h.house.AddClient(h.ctx, clients.Client{Key: "kivu", Name: "Kivu Maison"})
	h.must(err)
	h.Service = hours.New(hours.Deps{Keep: s.Hours(), House: h.house, Now: h.clock.now, NewID: newID})
	for _, table := range []string{"time_entry", "month_lock", "bank_movement", "bank_consent", "bank_close"} {
		h.history.Guard(table, h.GuardUndo)
	}
	h.house.BeforeTerms(h.GuardTerms)
	h.house.AfterLevel(h.Relevel)
	h.history.Follow("staff_level", h.house.FollowLevels)
	return h
}

func (h *hoursHouse) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// refused checks a refusal's code and field.
func refused(t testing.TB, err error, code, field string) {
	t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Code != code || f.Field != field {
		t.Errorf("got %v, want %s at %q", err, code, field)
	}
}

func isoDay(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func isoMonth(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sell gives Kivu the contract of the rules' vector, changed by edit.
func (h *hoursHouse) sell(edit func(*clients.Contract)) {
	h.t.Helper()
	c := clients.NewTerms(h.kivu, isoDay(h.t, "2026-01-01"))
	limit, valid := int64(8*60), 2
	c.QuotaMinutes, c.Carry, c.CapMinutes, c.ValidMonths = 20*60, clients.CarrySurplus, &limit, &valid
	if edit != nil {
		edit(&c)
	}
	_, err := h.house.SetContract(h.ctx, c)
	h.must(err)
}

func (h *hoursHouse) form(on string, minutes int64) hours.Form {
	return hours.Form{Client: h.kivu.ID, Person: h.zoe.ID, Hat: "writer", On: isoDay(h.t, on), Seconds: minutes * 60}
}

func (h *hoursHouse) add(on string, minutes int64) hours.Entry {
	h.t.Helper()
	e, _, err := h.Add(h.ctx, h.form(on, minutes))
	h.must(err)
	return e
}

// work adds hours of a month in days of seven hours.
func (h *hoursHouse) work(month string, minutes int64) {
	h.t.Helper()
	for d := isoMonth(h.t, month).First(); minutes > 0; d = d.AddDays(1) {
		n := min(minutes, 7*60)
		h.add(d.String(), n)
		minutes -= n
	}
}

func (h *hoursHouse) bank(month string) hours.Bank {
	h.t.Helper()
	b, err := h.Bank(h.ctx, h.kivu.ID, isoMonth(h.t, month))
	h.must(err)
	return b
}

// Ensure the vector of the rules comes out of the database, month after month.
func TestHours_BankVector(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	h.work("2026-01", 14*60)
	h.work("2026-02", 17*60)
	h.work("2026-03", 30*60)
	if s := h.bank("2026-01").Total; s.Out != 360 || s.State.Lots[0].Expires != isoDay(t, "2026-03-31") {
		t.Errorf("January: %+v", s)
	}
	if s := h.bank("2026-02").Total; s.Out != 480 || s.CapLoss != 60 || s.CarriedIn != 360 {
		t.Errorf("February: %+v", s)
	}
	mar := h.bank("2026-03")
	if s := mar.Total; s.Overage != 120 || s.Used != 1800 || s.Out != 0 || mar.Unconsented != 120 {
		t.Errorf("March: %+v", mar)
	}
	shares, err := h.Overages(h.ctx, h.kivu.ID, isoMonth(t, "2026-03"))
	h.must(err)
	if len(shares) != 1 || shares[0].Minutes != 120 || shares[0].On != isoDay(t, "2026-03-05") {
		t.Errorf("overage of %+v", shares)
	}
	b, err := h.GiveConsent(h.ctx, hours.Consent{Client: h.kivu.ID, Month: isoMonth(t, "2026-03"), Minutes: 90, By: "Mme K.", On: isoDay(t, "2026-03-10")})
	h.must(err)
	if b.Consented != 90 || b.Unconsented != 30 {
		t.Errorf("consent: %d, %d", b.Consented, b.Unconsented)
	}
}

// Ensure a month summary, the bank and the control room show one number.
func TestHours_OneNumber(t *testing.T) {
	h := openHours(t)
	h.sell(func(c *clients.Contract) {
		c.Rounding = clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: clients.ScopeDay}
	})
	_, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Amount: money.Of(7500, money.EUR)})
	h.must(err)
	for _, on := range []string{"2026-02-02", "2026-02-02", "2026-02-03"} {
		h.add(on, 8)
	}
	sum, err := h.Summary(h.ctx, h.kivu.ID, isoMonth(t, "2026-02"))
	h.must(err)
	if sum.RawMinutes != 24 || sum.BilledMinutes != 30 || *sum.Amount != 3750 || sum.Entries != 3 {
		t.Errorf("summary: %+v", sum.Bill)
	}
	if b := h.bank("2026-02"); b.Total.Used != 30 {
		t.Errorf("bank: %d", b.Total.Used)
	}
	h.add("2026-03-02", 60)
	if b := h.bank("2026-03"); b.Total.CarriedIn != 480 { // 1 200 − 30 carried from January and February, capped
		t.Errorf("carried in: %d", b.Total.CarriedIn)
	}
	uses, err := h.Overview(h.ctx, isoMonth(t, "2026-02"))
	h.must(err)
	for _, u := range uses {
		if u.Client == h.kivu.ID && (u.Seconds != 24*60 || u.Entries != 3) {
			t.Errorf("overview: %+v", u)
		}
	}
}

// Ensure months summed by the database come out as months read row by row, for
// every rule.
func TestHours_SumsAgree(t *testing.T) {
	for _, scope := range []clients.RoundScope{clients.ScopeEntry, clients.ScopeDay, clients.ScopeLine, clients.ScopeDocument} {
		for _, mode := range []clients.RoundMode{clients.RoundUp, clients.RoundDown, clients.RoundNearest, clients.RoundNone} {
			h := openHours(t)
			h.sell(func(c *clients.Contract) {
				c.Rounding = clients.Rounding{Mode: mode, Step: 10, Scope: scope}
				c.Levels = []clients.LevelQuota{{Level: "intern", Minutes: 20}}
				c.CapMinutes, c.ValidMonths = nil, nil
			})
			for i := range 12 {
				f := h.form(isoDay(t, "2026-01-05").AddDays(i/3).String(), 0)
				f.Seconds = int64(100 + 217*i)
				if i%4 == 1 {
					f.Person, f.Hat = h.ben.ID, "care"
				}
				_, _, err := h.Add(h.ctx, f)
				h.must(err)
			}
			jan := h.bank("2026-01") // row by row
			feb := h.bank("2026-02") // its carried in by sums
			if jan.Total.Out != feb.Total.CarriedIn {
				t.Errorf("%s %s: January carries %d out, February %d in", mode, scope, jan.Total.Out, feb.Total.CarriedIn)
			}
			for i, l := range jan.Levels {
				if l.Out != feb.Levels[i].CarriedIn {
					t.Errorf("%s %s, level %q: %d out, %d in", mode, scope, l.Level, l.Out, feb.Levels[i].CarriedIn)
				}
			}
		}
	}
}

// Ensure what a bank carried is forgotten when anything it follows from changes.
func TestHours_CarryIsForgotten(t *testing.T) {
	h := openHours(t)
	h.sell(func(c *clients.Contract) { c.From = isoDay(t, "2025-06-01"); c.CapMinutes, c.ValidMonths = nil, nil })
	before := h.bank("2026-03").Total.CarriedIn
	if before != 9*1200 {
		t.Fatalf("carried in %d", before)
	}
	if _, _, ok, err := h.store.Hours().Carry(h.ctx, h.kivu.ID, isoMonth(t, "2026-03")); err != nil || !ok {
		t.Fatalf("nothing was remembered: %v", err)
	}
	e := h.add("2025-08-04", 100)
	if got := h.bank("2026-03").Total.CarriedIn; got != before-100 {
		t.Errorf("after an entry: %d", got)
	}
	h.must(h.Remove(h.ctx, h.kivu.ID, e.ID))
	if got := h.bank("2026-03").Total.CarriedIn; got != before {
		t.Errorf("after its removal: %d", got)
	}
	_, err := h.history.Undo(h.ctx)
	h.must(err)
	if got := h.bank("2026-03").Total.CarriedIn; got != before-100 {
		t.Errorf("after undo: %d", got)
	}
	_, err = h.Adjust(h.ctx, hours.Move{Client: h.kivu.ID, Month: isoMonth(t, "2025-09"), Minutes: 60, Reason: "geste"})
	h.must(err)
	if got := h.bank("2026-03").Total.CarriedIn; got != before-40 {
		t.Errorf("after an adjust: %d", got)
	}
}

// Ensure a locked month refuses every way in and changes nothing.
func TestHours_LockedMonth(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	e := h.add("2026-02-03", 60)
	other := h.add("2026-03-03", 60)
	feb := isoMonth(t, "2026-02")
	_, err := h.Lock(h.ctx, h.kivu.ID, feb, "")
	h.must(err)
	before, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)

	_, _, err = h.Add(h.ctx, h.form("2026-02-04", 60))
	refused(t, err, "entry_locked", "on")
	f := hours.FormOf(e)
	f.Note = "autre"
	_, _, err = h.Edit(h.ctx, h.kivu.ID, e.ID, f)
	refused(t, err, "entry_locked", "on")
	moved := hours.FormOf(other)
	moved.On = isoDay(t, "2026-02-05")
	_, _, err = h.Edit(h.ctx, h.kivu.ID, other.ID, moved)
	refused(t, err, "entry_locked", "on")
	refused(t, h.Remove(h.ctx, h.kivu.ID, e.ID), "entry_locked", "on")
	_, _, err = h.Split(h.ctx, h.kivu.ID, e.ID, 600)
	refused(t, err, "entry_locked", "on")
	_, err = h.SetCell(h.ctx, hours.CellEdit{Client: h.kivu.ID, Person: h.zoe.ID, Hat: "writer", On: isoDay(t, "2026-02-03"), Text: "2h"})
	refused(t, err, "entry_locked", "on")
	_, err = h.Start(h.ctx, hours.TimerStart{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "care", At: time.Date(2026, 2, 27, 9, 0, 0, 0, time.UTC)})
	refused(t, err, "entry_locked", "on")
	refs := []hours.Ref{{Client: other.Client, ID: other.ID}, {Client: e.Client, ID: e.ID}}
	_, _, err = h.EditEach(h.ctx, refs, func(f *hours.Form) error { f.Note = "ensemble"; return nil })
	refused(t, err, "entry_locked", "on")
	refused(t, h.RemoveEach(h.ctx, refs), "entry_locked", "on")
	plan, err := h.PlanImport(h.ctx, []*sheet.File{h.file("toggl.csv", togglFile)}, hours.ImportOptions{})
	h.must(err)
	for _, r := range plan.Files[0].Rejected[:1] {
		if len(plan.Files[0].Entries) != 0 || r.Reason.Code != "entry_locked" {
			t.Errorf("an import into a locked month: %d entries, %s", len(plan.Files[0].Entries), r.Reason.Code)
		}
	}
	acts, err := h.history.Acts(h.ctx, h.kivu.ID, "", 10)
	h.must(err)
	for _, a := range acts { // the newest is of March
		if a.Kind == "entry.add" && a.ID != acts[1].ID {
			_, err := h.history.UndoAct(h.ctx, a.ID)
			refused(t, err, "entry_locked", "on")
		}
	}
	after, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	refused(t, h.Unlock(h.ctx, h.kivu.ID, feb, " "), "reason_missing", "reason")
	h.must(h.Unlock(h.ctx, h.kivu.ID, feb, "oubli"))
	h.must(h.Remove(h.ctx, h.kivu.ID, e.ID))
}

// Ensure a closed ledger stays as it was, and a change in it is booked as an
// adjust of the first open month, citing it.
func TestHours_ClosedMonth(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	h.work("2026-01", 14*60)
	jan, feb := isoMonth(t, "2026-01"), isoMonth(t, "2026-02")
	_, err := h.Close(h.ctx, h.kivu.ID, feb)
	refused(t, err, "close_order", "month")
	open := h.bank("2026-01")
	closed, err := h.Close(h.ctx, h.kivu.ID, jan)
	h.must(err)
	if !closed.Closed || closed.Total.Out != open.Total.Out || closed.Total.Used != open.Total.Used {
		t.Errorf("closed: %+v", closed.Total)
	}
	if len(closed.Total.Movements) != len(open.Total.Movements) {
		t.Errorf("movements: %+v", closed.Total.Movements)
	}
	_, err = h.Adjust(h.ctx, hours.Move{Client: h.kivu.ID, Month: jan, Minutes: 5, Reason: "x"})
	refused(t, err, "bank_closed", "month")
	h.must(h.Unlock(h.ctx, h.kivu.ID, jan, "oubli d’une réunion"))
	h.add("2026-01-20", 30)
	if b := h.bank("2026-01"); b.Total.Used != 14*60 || b.Total.Out != 360 {
		t.Errorf("the closed ledger moved: %+v", b.Total)
	}
	b := h.bank("2026-02")
	if b.Total.Adjusted != -30 || b.Total.Movements[len(b.Total.Movements)-1].Kind == "" {
		t.Errorf("February: %+v", b.Total)
	}
	found := false
	for _, m := range b.Total.Movements {
		found = found || (m.Kind == hours.Adjust && m.Source == "closed:2026-01" && m.Reason == "2026-01")
	}
	if !found {
		t.Errorf("no adjust cites January: %+v", b.Total.Movements)
	}
	e := h.add("2026-01-21", 45)
	h.must(h.Remove(h.ctx, h.kivu.ID, e.ID))
	if b := h.bank("2026-02"); b.Total.Adjusted != -30 {
		t.Errorf("after a change and its contrary: %d", b.Total.Adjusted)
	}
	err = h.store.Tx(clients.Doing(h.ctx, clients.Act{Kind: "entry.edit"}), func(ctx context.Context) error {
		_, err := h.store.q(ctx).ExecContext(ctx, `UPDATE bank_movement SET minutes = 0 WHERE kind = 'consume'`)
		return err
	})
	if err == nil {
		t.Error("a closed ledger can be changed")
	}
	terms := clients.NewTerms(h.kivu, isoDay(t, "2026-01-01"))
	terms.QuotaMinutes = 60
	_, err = h.house.SetContract(h.ctx, terms)
	refused(t, err, "bank_closed", "from")
}

// Ensure the hot queries use their indexes and no table is scanned.
func TestHours_QueryPlans(t *testing.T) {
	h := openHours(t)
	for _, query := range []string{
		rowsQuery,
		costsQuery,
		lastClosingsQuery, bookingsOfQuery, consentsOfQuery, carriesQuery, monthUsesQuery, monthPeopleQuery, digestsQuery, locksQuery,
		linesQuery(`on_date`, clients.Rounding{Mode: clients.RoundNone}),
		linesQuery(`on_date`, clients.Rounding{Mode: clients.RoundUp, Step: 15, Scope: clients.ScopeDay}),
		`SELECT sum(seconds) FROM time_entry WHERE client_id = 'k' AND on_date >= 'a' AND on_date <= 'b' AND running = 0 AND kind = 'contract'`,
		`SELECT 1 FROM time_entry e WHERE e.running = 1 AND e.staff_id = 'x'`,
		`SELECT fingerprint, count(*) FROM time_entry WHERE client_id = 'k' GROUP BY fingerprint`,
		`SELECT client_id, id, on_date, start_at, end_at, seconds, running FROM time_entry WHERE staff_id = 'x' AND on_date >= 'a' AND on_date <= 'b' ORDER BY on_date, start_at`,
	} {
		for _, detail := range explain(t, h.store, strings.ReplaceAll(query, "?", "'x'")) {
			if query == costsQuery && detail == "USE TEMP B-TREE FOR GROUP BY" { // of one month's rows
				continue
			}
			if strings.Contains(detail, "VIRTUAL TABLE") || (query == consentsOfQuery || query == lastClosingsQuery) && (strings.Contains(detail, "ORDER BY") || strings.Contains(detail, "SCAN (subquery")) { // the list of clients, a few rows of each
				continue
			}
			if (query == monthPeopleQuery || strings.Contains(query, "GROUP BY client_id, p")) && (strings.Contains(detail, "TEMP B-TREE") || strings.Contains(detail, "SCAN (subquery")) { // likewise
				continue
			}
			if strings.Contains(detail, "SCAN") || strings.Contains(detail, "TEMP B-TREE") || (query == rowsQuery && !strings.Contains(detail, "COVERING")) {
				t.Errorf("%s\n%s", query, detail)
			}
		}
	}
}
