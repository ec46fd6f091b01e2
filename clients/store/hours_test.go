package store

import (
	"context"
	"fmt"
	"path/filepath"
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

// Ensure bad input is refused at its field.
func TestHours_BadInput(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	at := func(start, end string) *hours.Times {
		s, err := civil.ParseClock(start)
		h.must(err)
		e, err := civil.ParseClock(end)
		h.must(err)
		return &hours.Times{Start: s, End: e}
	}
	for _, c := range []struct {
		name        string
		edit        func(*hours.Form)
		code, field string
	}{
		{"25 h on one day", func(f *hours.Form) { f.Seconds = 25 * 3600 }, "duration_too_long", "for"},
		{"nothing", func(f *hours.Form) { f.Seconds = 0 }, "duration_empty", "for"},
		{"end before start", func(f *hours.Form) { f.Times = at("10:00", "09:00") }, "entry_ends_before", "end"},
		{"year 20260", func(f *hours.Form) { f.On.Year = 20260 }, "date_invalid", "on"},
		{"no day", func(f *hours.Form) { f.On = civil.Date{} }, "date_empty", "on"},
		{"skipped hour", func(f *hours.Form) { f.On = isoDay(t, "2026-03-29"); f.Times = at("02:30", "04:00") }, "clock_skipped", "start"},
		{"unknown hat", func(f *hours.Form) { f.Hat = "pirate" }, "hat_unknown", "hat"},
		{"no hat", func(f *hours.Form) { f.Hat = "" }, "hat_missing", "hat"},
		{"unknown person", func(f *hours.Form) { f.Person = "x" }, "staff_unknown", "who"},
		{"free without reason", func(f *hours.Form) { f.Kind = hours.Free }, "reason_missing", "reason"},
		{"unknown kind", func(f *hours.Form) { f.Kind = "gift" }, "entry_kind_unknown", "kind"},
		{"contract before it began", func(f *hours.Form) { f.Kind = hours.Contract; f.On = isoDay(t, "2025-12-31") }, "kind_without_contract", "kind"},
		{"unknown zone", func(f *hours.Form) { f.Zone = "Paris" }, "zone_unknown", "zone"},
	} {
		f := h.form("2026-03-03", 60)
		c.edit(&f)
		_, _, err := h.Add(h.ctx, f)
		t.Run(c.name, func(t *testing.T) { refused(t, err, c.code, c.field) })
	}
	h.add("2026-03-04", 20*60)
	_, _, err := h.Add(h.ctx, h.form("2026-03-04", 5*60))
	refused(t, err, "entry_day_full", "for")
	_, err = h.house.ArchiveClient(h.ctx, h.kivu.ID, "fin")
	h.must(err)
	_, _, err = h.Add(h.ctx, h.form("2026-03-05", 60))
	refused(t, err, "client_archived", "client")
	list, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)
	if len(list) != 1 {
		t.Errorf("%d entries were kept", len(list))
	}
}

// Ensure overlap is warned of or refused by the agency's policy, and that
// touching is none.
func TestHours_Overlap(t *testing.T) {
	h := openHours(t)
	timed := func(start, end int) hours.Form {
		f := h.form("2026-03-03", 0)
		f.Times = &hours.Times{Start: civil.Clock(start * 60), End: civil.Clock(end * 60)}
		return f
	}
	_, _, err := h.Add(h.ctx, timed(9, 11))
	h.must(err)
	_, warnings, err := h.Add(h.ctx, timed(11, 12))
	h.must(err)
	if len(warnings) != 0 {
		t.Errorf("touching warns: %v", warnings)
	}
	_, warnings, err = h.Add(h.ctx, timed(10, 12))
	h.must(err)
	if len(warnings) != 1 {
		t.Errorf("warnings: %v", warnings)
	}
	_, err = h.house.EditAgency(h.ctx, func(a *clients.Agency) { a.Overlap = clients.OverlapForbid })
	h.must(err)
	_, _, err = h.Add(h.ctx, timed(10, 12))
	refused(t, err, "entry_overlaps", "start")
}

// Ensure a timer is kept from its first second, that one runs per person, that
// it ends with its rate, and that a crash asks.
func TestHours_Timer(t *testing.T) {
	h := openHours(t)
	_, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Level: "senior", Amount: money.Of(7500, money.EUR)})
	h.must(err)
	start := hours.TimerStart{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "moderator", Note: "commentaires"}
	e, err := h.Start(h.ctx, start)
	h.must(err)
	if e.Rate != nil || !e.Running {
		t.Errorf("started: %+v", e)
	}
	_, err = h.Start(h.ctx, start)
	refused(t, err, "timer_running", "who")
	h.clock.at = time20.Add(40 * time.Minute)
	h.must(h.Heartbeat(h.ctx, h.zoe.ID))
	if q, err := h.Question(h.ctx, h.zoe.ID); err != nil || q != nil {
		t.Errorf("asks while alive: %+v, %v", q, err)
	}
	h.clock.at = time20.Add(3 * time.Hour)
	q, err := h.Question(h.ctx, h.zoe.ID)
	h.must(err)
	if q == nil || q.Gap != int64((140*time.Minute)/time.Second) || !q.AliveAt.Equal(time20.Add(40*time.Minute)) {
		t.Fatalf("question: %+v", q)
	}
	ended, running, err := h.Resolve(h.ctx, h.zoe.ID, hours.AnswerSplit, time.Time{})
	h.must(err)
	if ended.Seconds != 2400 || *ended.Rate != 7500 || ended.RateSource != "level=senior from=2026-01-01" || !running.Start.Equal(h.clock.at) {
		t.Errorf("split: %+v, %+v", ended, running)
	}
	total, err := h.DayTotal(h.ctx, h.zoe.ID, isoDay(t, "2026-03-15"))
	h.must(err)
	if total != 2400 {
		t.Errorf("today: %d s", total)
	}
	_, err = h.EditStart(h.ctx, h.zoe.ID, h.clock.at.Add(-10*time.Minute))
	h.must(err)
	was, now, err := h.Switch(h.ctx, hours.TimerStart{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "care"})
	h.must(err)
	if was.Seconds != 600 || !now.Running {
		t.Errorf("switch: %+v, %+v", was, now)
	}
	h.clock.at = h.clock.at.Add(30 * time.Hour)
	_, _, err = h.Stop(h.ctx, h.zoe.ID, time.Time{})
	refused(t, err, "entry_day_full", "end")
	stopped, _, err := h.Stop(h.ctx, h.zoe.ID, now.Start.Add(time.Hour))
	h.must(err)
	if stopped.Seconds != 3600 {
		t.Errorf("stopped: %+v", stopped)
	}
	_, _, err = h.Stop(h.ctx, h.zoe.ID, time.Time{})
	refused(t, err, "timer_none", "who")
}

// Ensure a bank that refuses overage refuses entries and never loses a timer.
func TestHours_RefusedOverage(t *testing.T) {
	h := openHours(t)
	h.sell(func(c *clients.Contract) {
		c.QuotaMinutes, c.Carry, c.Overage = 60, clients.CarryNone, clients.OverageRefuse
	})
	h.add("2026-03-02", 50)
	_, _, err := h.Add(h.ctx, h.form("2026-03-03", 30))
	refused(t, err, "overage_refused", "for")
	extra := h.form("2026-03-03", 30)
	extra.Kind = hours.Extra
	_, _, err = h.Add(h.ctx, extra)
	h.must(err)
	_, err = h.Start(h.ctx, hours.TimerStart{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "care"})
	h.must(err)
	h.clock.at = h.clock.at.Add(time.Hour)
	e, _, err := h.Stop(h.ctx, h.zoe.ID, time.Time{})
	h.must(err)
	if !e.Settle || h.bank("2026-03").ToSettle != 1 {
		t.Errorf("kept: %+v", e)
	}
	faults, err := h.CloseFaults(h.ctx, h.kivu.ID, isoMonth(t, "2026-03"))
	h.must(err)
	codes := ""
	for _, f := range faults {
		codes += f.Code + " "
	}
	if codes != "close_order close_settle close_consent " {
		t.Errorf("held up by %s", codes)
	}
	_, err = h.GiveConsent(h.ctx, hours.Consent{Client: h.kivu.ID, Month: isoMonth(t, "2026-03"), Minutes: 90, By: "Mme K.", On: isoDay(t, "2026-03-15")})
	h.must(err)
	h.add("2026-03-04", 40)
	_, _, err = h.Add(h.ctx, h.form("2026-03-05", 1))
	refused(t, err, "overage_refused", "for")
}

// Ensure a rate never rewrites what is locked, and that intern time is capped.
func TestHours_Rates(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	locked := h.add("2026-01-05", 60)
	open := h.add("2026-02-05", 60)
	_, err := h.Lock(h.ctx, h.kivu.ID, isoMonth(t, "2026-01"), "")
	h.must(err)
	rate := hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Amount: money.Of(6000, money.EUR)}
	_, n, err := h.SetRate(h.ctx, rate)
	h.must(err)
	if n != 1 {
		t.Errorf("%d entries took the rate", n)
	}
	for _, c := range []struct {
		id   clients.ID
		want *int64
	}{{locked.ID, nil}, {open.ID, &rate.Amount.Minor}} {
		e, err := h.Entry(h.ctx, h.kivu.ID, c.id)
		h.must(err)
		if diff := cmp.Diff(c.want, e.Rate); diff != "" {
			t.Error(diff)
		}
	}
	_, _, err = h.SetRate(h.ctx, rate)
	refused(t, err, "rate_exists", "from")
	_, _, err = h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Client: h.kivu.ID, Amount: money.Of(6000, "CDF")})
	refused(t, err, "rate_currency", "amount")
	_, _, err = h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Level: "intern", Amount: money.Of(2000, money.EUR)})
	h.must(err)
	_, _, err = h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Person: h.ben.ID, Amount: money.Of(9000, money.EUR)})
	h.must(err)
	f := h.form("2026-02-06", 60)
	f.Person = h.ben.ID
	e, _, err := h.Add(h.ctx, f)
	h.must(err)
	if *e.Rate != 2000 {
		t.Errorf("intern at %d", *e.Rate)
	}
}

// Ensure a cell behaves as in a spreadsheet.
func TestHours_Week(t *testing.T) {
	h := openHours(t)
	edit := hours.CellEdit{Client: h.kivu.ID, Person: h.zoe.ID, Hat: "writer", On: isoDay(t, "2026-03-11"), Text: "1h30"}
	cell, err := h.SetCell(h.ctx, edit)
	h.must(err)
	if cell.Seconds != 5400 || len(cell.Entries) != 1 {
		t.Errorf("set: %+v", cell)
	}
	edit.Text = "2:00"
	cell, err = h.SetCell(h.ctx, edit)
	h.must(err)
	if cell.Seconds != 7200 || len(cell.Entries) != 1 {
		t.Errorf("changed: %+v", cell)
	}
	f := h.form("2026-03-11", 0)
	f.Times = &hours.Times{Start: 600, End: 660}
	_, _, err = h.Add(h.ctx, f)
	h.must(err)
	edit.Text = "0:30"
	_, err = h.SetCell(h.ctx, edit)
	refused(t, err, "cell_timed", "for")
	edit.Text = "25:61"
	_, err = h.SetCell(h.ctx, edit)
	refused(t, err, "duration_minutes", "for")
	n, err := h.CopyWeek(h.ctx, h.kivu.ID, isoDay(t, "2026-03-11"), isoDay(t, "2026-03-16"))
	h.must(err)
	w, err := h.Week(h.ctx, h.kivu.ID, isoDay(t, "2026-03-20"))
	h.must(err)
	if n != 1 || w.Total != 10800 || w.Rows[0].Cells[2].Seconds != 10800 {
		t.Errorf("copied %d: %+v", n, w)
	}
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	if w, err = h.Week(h.ctx, h.kivu.ID, isoDay(t, "2026-03-20")); err != nil || w.Total != 0 {
		t.Errorf("after undo: %+v, %v", w, err)
	}
	edit.On, edit.Text = isoDay(t, "2026-03-12"), "1"
	_, err = h.SetCell(h.ctx, edit)
	h.must(err)
	edit.Text = ""
	if cell, err = h.SetCell(h.ctx, edit); err != nil || cell.Seconds != 0 {
		t.Errorf("emptied: %+v, %v", cell, err)
	}
}

// Ensure the quick line is understood in both languages.
func TestHours_Quick(t *testing.T) {
	h := openHours(t)
	today := isoDay(t, "2026-03-15")
	for _, c := range []struct {
		line, hat, note string
		seconds         int64
		client          bool
	}{
		{"1h30 kivu modération réponses concours", "moderator", "réponses concours", 5400, true},
		{"1 h 30 Kivu Maison writing blog post", "writer", "blog post", 5400, true},
		{"45 kivu veille", "watch", "", 2700, true},
		{"2 réunion", "", "réunion", 7200, false},
		{"kivu customer care answers for kivu", "care", "answers for kivu", 0, true},
	} {
		q, err := h.Quick(h.ctx, c.line, h.zoe.ID, "", today)
		h.must(err)
		if q.Hat != c.hat || q.Note != c.note || q.Seconds != c.seconds || (q.Client == h.kivu.ID) != c.client {
			t.Errorf("%s: %+v", c.line, q)
		}
	}
	_, err := h.Quick(h.ctx, "1h75 kivu", h.zoe.ID, "", today)
	refused(t, err, "duration_minutes", "for")
	list, err := h.Complete(h.ctx, "1h30 kivu mod", "")
	h.must(err)
	if len(list) != 1 || list[0].Text != "moderator" {
		t.Errorf("candidates: %+v", list)
	}
}

func (h *hoursHouse) file(name, content string) *sheet.File {
	h.t.Helper()
	f, err := sheet.Open(name, strings.NewReader(content), sheet.DefaultLimits)
	h.must(err)
	return f
}

const togglFile = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,Rédaction,Article,Yes,2026-02-02,09:00:00,2026-02-02,10:30:00,01:30:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,Modération,Réponses,Yes,2026-02-03,09:00:00,2026-02-03,09:15:00,00:15:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,Modération,Réponses,Yes,2026-02-03,09:00:00,2026-02-03,09:15:00,00:15:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,,Interne,No,2026-02-03,11:00:00,2026-02-03,12:00:00,01:00:00,,\n" +
	"Max,max@example.org,Kivu Maison,Blog,,Inconnu,Yes,2026-02-04,09:00:00,2026-02-04,10:00:00,01:00:00,,\n" +
	"Zoé,zoe@example.org,Autre,Site,,Inconnu,Yes,2026-02-04,09:00:00,2026-02-04,10:00:00,01:00:00,,\n" +
	"Zoé,zoe@example.org,Kivu Maison,Blog,,Erreur,Yes,2026-02-05,09:00:00,2026-02-05,10:00:00,-01:00:00,,\n"

// Ensure an import is planned before it is written, leaves n of n equal rows
// however often it comes, and is undone whole.
func TestHours_Import(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	file := h.file("toggl.csv", togglFile)
	plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
	h.must(err)
	in := plan.Files[0]
	if in.Source != "toggl" || in.Rows != 7 || len(in.Entries) != 4 || in.Duplicates != 0 || len(in.Rejected) != 3 {
		t.Fatalf("planned: %s %d rows, %d accepted, %d duplicates, %+v", in.Source, in.Rows, len(in.Entries), in.Duplicates, in.Rejected)
	}
	for i, want := range []struct {
		line int
		code string
	}{{6, "row_person_unknown"}, {7, "row_client_unknown"}, {8, "row_duration_negative"}} {
		if r := in.Rejected[i]; r.Line != want.line || r.Reason.Code != want.code {
			t.Errorf("reject %d: line %d, %s", i, r.Line, r.Reason.Code)
		}
	}
	if diff := cmp.Diff([]string{"Autre"}, plan.UnknownClients); diff != "" {
		t.Error(diff)
	}
	if list, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID}); err != nil || len(list) != 0 {
		t.Fatalf("a dry run wrote %d entries, %v", len(list), err)
	}
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	list, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)
	if len(list) != 4 || list[0].Hat != "writer" || list[0].Kind != hours.Contract || list[3].Kind != hours.Free || list[0].Zone != "Europe/Paris" {
		t.Fatalf("imported: %+v", list)
	}
	if want := time.Date(2026, 2, 2, 8, 0, 0, 0, time.UTC); !list[0].Start.Equal(want) {
		t.Errorf("start %v, want %v", list[0].Start, want)
	}
	again, err := h.PlanImport(h.ctx, []*sheet.File{file, file}, hours.ImportOptions{})
	h.must(err)
	if again.Accepted() != 0 || again.Files[0].Duplicates != 4 || again.Files[1].Duplicates != 4 {
		t.Errorf("again: %d accepted, %d duplicates", again.Accepted(), again.Files[0].Duplicates)
	}
	acts, err := h.history.Acts(h.ctx, "", "", 1)
	h.must(err)
	changes, err := h.history.Changes(h.ctx, acts[0].ID)
	h.must(err)
	if acts[0].Kind != "time.import" || len(changes) != 2 { // the record and the rows as one
		t.Errorf("journalled as %s with %d changes", acts[0].Kind, len(changes))
	}
	_, err = h.history.UndoAct(h.ctx, acts[0].ID)
	h.must(err)
	if list, err = h.List(h.ctx, hours.Filter{Client: h.kivu.ID}); err != nil || len(list) != 0 {
		t.Errorf("after undo: %d entries, %v", len(list), err)
	}
}

// Ensure unknown names can be mapped, remembered, or created, and that a
// locked month's rows are rejected.
func TestHours_ImportNames(t *testing.T) {
	h := openHours(t)
	file := h.file("toggl.csv", togglFile)
	o := hours.ImportOptions{
		Clients: map[string]clients.ID{"Autre": h.kivu.ID}, People: map[string]clients.ID{"Max": h.ben.ID},
	}
	plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, o)
	h.must(err)
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	if plan.Accepted() != 6 {
		t.Errorf("%d accepted: %+v", plan.Accepted(), plan.Files[0].Rejected)
	}
	other := h.file("b.csv", strings.ReplaceAll(togglFile, "2026-02-", "2026-01-"))
	plan, err = h.PlanImport(h.ctx, []*sheet.File{other}, hours.ImportOptions{})
	h.must(err)
	if plan.Accepted() != 6 {
		t.Errorf("the names were forgotten: %d accepted", plan.Accepted())
	}
	_, err = h.Lock(h.ctx, h.kivu.ID, isoMonth(t, "2026-01"), "")
	h.must(err)
	done, err := h.CommitImport(h.ctx, plan) // planned again, since a month was locked meanwhile
	h.must(err)
	if done.Accepted() != 0 || done.Files[0].Rejected[0].Reason.Code != "entry_locked" {
		t.Errorf("locked: %d accepted, %+v", done.Accepted(), done.Files[0].Rejected)
	}
	fresh := h.file("c.csv", strings.NewReplacer("Autre", "Nyota", "Max", "Ada", "2026-02-", "2026-03-").Replace(togglFile))
	plan, err = h.PlanImport(h.ctx, []*sheet.File{fresh}, hours.ImportOptions{Create: true})
	h.must(err)
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	nyota, err := h.house.ClientByKey(h.ctx, "nyota")
	h.must(err)
	list, err := h.List(h.ctx, hours.Filter{Client: nyota.ID})
	h.must(err)
	if len(list) != 1 {
		t.Errorf("created client has %d entries", len(list))
	}
	plan, err = h.PlanImport(h.ctx, []*sheet.File{fresh}, hours.ImportOptions{Create: true})
	h.must(err)
	if plan.Accepted() != 0 {
		t.Errorf("created names come twice: %d", plan.Accepted())
	}
}

// Ensure an export comes back without loss, and that the same data is not doubled.
func TestHours_RoundTrip(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	_, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Amount: money.Of(6000, money.EUR)})
	h.must(err)
	f := h.form("2026-02-02", 0)
	f.Times, f.Note = &hours.Times{Start: 600, End: 725}, "=1+1 « x », \"y\"\nz"
	_, _, err = h.Add(h.ctx, f)
	h.must(err)
	free := h.form("2026-02-03", 17)
	free.Kind, free.Reason, free.Person = hours.Free, "geste", h.ben.ID
	_, _, err = h.Add(h.ctx, free)
	h.must(err)
	before, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
	h.must(err)
	for _, kind := range []string{"csv", "xlsx"} {
		var b strings.Builder
		if kind == "csv" {
			_, err = h.ExportCSV(h.ctx, &b, hours.Export{Filter: hours.Filter{Client: h.kivu.ID}})
		} else {
			_, err = h.ExportWorkbook(h.ctx, &b, hours.Export{Filter: hours.Filter{Client: h.kivu.ID}})
		}
		h.must(err)
		file := h.file("temps."+kind, b.String())
		plan, err := h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
		h.must(err)
		if plan.Accepted() != 0 || plan.Files[0].Duplicates != 2 || plan.Files[0].Source != hours.SourceRegie {
			t.Errorf("%s: %d accepted, %d duplicates, %+v", kind, plan.Accepted(), plan.Files[0].Duplicates, plan.Files[0].Rejected)
		}
		for _, e := range before {
			h.must(h.Remove(h.ctx, e.Client, e.ID))
		}
		plan, err = h.PlanImport(h.ctx, []*sheet.File{file}, hours.ImportOptions{})
		h.must(err)
		_, err = h.CommitImport(h.ctx, plan)
		h.must(err)
		after, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID})
		h.must(err)
		for i := range after {
			after[i].ID, after[i].Import, after[i].CreatedAt = before[i].ID, before[i].Import, before[i].CreatedAt
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
		if before, err = h.List(h.ctx, hours.Filter{Client: h.kivu.ID}); err != nil {
			t.Fatal(err)
		}
	}
}

// Ensure every shipped sample of a time tool is read.
func TestHours_Samples(t *testing.T) {
	for name, order := range map[string]sheet.DateOrder{
		"clockify_eu.csv": sheet.OrderDMY, "clockify_iso.csv": "", "clockify_us.csv": sheet.OrderMDY, "harvest.csv": "",
		"hours_fr.xlsx": sheet.OrderDMY, "hours_fr_1252.csv": sheet.OrderDMY, "kimai_en.csv": "", "kimai_fr.csv": "",
		"solidtime.csv": "", "solidtime_import.csv": "", "toggl.csv": "",
	} {
		h := openHours(t)
		f, err := sheet.OpenPath(filepath.Join("..", "sheet", "testdata", name), sheet.DefaultLimits)
		h.must(err)
		plan, err := h.PlanImport(h.ctx, []*sheet.File{f}, hours.ImportOptions{Create: true, DateOrder: order})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, in := range plan.Files {
			t.Logf("%s: %s, %d rows, %d accepted, %d duplicates", name, in.Source, in.Rows, len(in.Entries), in.Duplicates)
			for _, r := range in.Rejected {
				t.Logf("  line %d: %v", r.Line, r.Reason)
			}
		}
		if plan.Accepted() == 0 {
			t.Errorf("%s: nothing accepted", name)
		}
		_, err = h.CommitImport(h.ctx, plan)
		h.must(err)
	}
}

// Ensure the hot queries use their indexes and no table is scanned.
func TestHours_QueryPlans(t *testing.T) {
	h := openHours(t)
	for _, query := range []string{
		rowsQuery,
		`SELECT sum(seconds) FROM time_entry WHERE client_id = 'k' AND on_date >= 'a' AND on_date <= 'b' AND running = 0 AND kind = 'contract'`,
		`SELECT 1 FROM time_entry e WHERE e.running = 1 AND e.staff_id = 'x'`,
		`SELECT fingerprint, count(*) FROM time_entry WHERE client_id = 'k' GROUP BY fingerprint`,
		`SELECT client_id, id, on_date, start_at, end_at, seconds, running FROM time_entry WHERE staff_id = 'x' AND on_date >= 'a' AND on_date <= 'b' ORDER BY on_date, start_at`,
	} {
		rows, err := h.store.read.QueryContext(h.ctx, "EXPLAIN QUERY PLAN "+strings.ReplaceAll(query, "?", "'x'"))
		h.must(err)
		for rows.Next() {
			var a, b, c int
			var detail string
			h.must(rows.Scan(&a, &b, &c, &detail))
			if strings.Contains(detail, "SCAN") || strings.Contains(detail, "TEMP B-TREE") || (query == rowsQuery && !strings.Contains(detail, "COVERING")) {
				t.Errorf("%s\n%s", query, detail)
			}
		}
		h.must(rows.Err())
		h.must(rows.Close())
	}
}
