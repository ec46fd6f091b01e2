package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

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
	_, err = h.EditTimer(h.ctx, hours.TimerStart{Person: h.zoe.ID, Client: h.kivu.ID, Hat: running.Hat, At: h.clock.at.Add(-10 * time.Minute)})
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
	ends, err := h.MonthEnds(h.ctx, []clients.ID{h.kivu.ID}, isoMonth(t, "2026-03"))
	h.must(err)
	codes := ""
	for _, f := range ends[h.kivu.ID].Faults {
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

// Ensure time to settle stays so through an edit that agrees to nothing, and is
// settled by consent, by other work leaving, or by being billed apart.
func TestHours_ToSettleIsNotSettledBySaving(t *testing.T) {
	h := openHours(t)
	h.sell(func(c *clients.Contract) {
		c.QuotaMinutes, c.Carry, c.Overage = 60, clients.CarryNone, clients.OverageRefuse
	})
	first := h.add("2026-03-02", 50)
	_, err := h.Start(h.ctx, hours.TimerStart{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "care"})
	h.must(err)
	h.clock.at = h.clock.at.Add(30 * time.Minute)
	e, _, err := h.Stop(h.ctx, h.zoe.ID, time.Time{})
	h.must(err)
	f := hours.FormOf(e)
	f.Note = "réponses"
	if e, _, err = h.Edit(h.ctx, e.Client, e.ID, f); err != nil || !e.Settle || h.bank("2026-03").ToSettle != 1 {
		t.Fatalf("a note settled it: %+v, %v", e, err)
	}
	for name, settle := range map[string]func() error{
		"consent": func() error {
			_, err := h.GiveConsent(h.ctx, hours.Consent{Client: h.kivu.ID, Month: isoMonth(t, "2026-03"), Minutes: 20, By: "Mme K.", On: isoDay(t, "2026-03-15")})
			return err
		},
		"adjust": func() error {
			_, err := h.Adjust(h.ctx, hours.Move{Client: h.kivu.ID, Month: isoMonth(t, "2026-03"), Minutes: 20, Reason: "geste"})
			return err
		},
		"room made": func() error { return h.Remove(h.ctx, h.kivu.ID, first.ID) },
		"extra": func() error {
			return h.EditAll(h.ctx, h.kivu.ID, []clients.ID{e.ID}, func(f *hours.Form) { f.Kind = hours.Extra })
		},
	} {
		h.must(settle())
		if n := h.bank("2026-03").ToSettle; n != 0 {
			t.Errorf("%s: %d still to settle", name, n)
		}
		_, err := h.history.Undo(h.ctx)
		h.must(err)
		if n := h.bank("2026-03").ToSettle; n != 1 {
			t.Errorf("%s undone: %d to settle", name, n)
		}
	}
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
	n, err := h.CopyWeek(h.ctx, hours.WeekCopy{Client: h.kivu.ID, From: isoDay(t, "2026-03-11"), To: isoDay(t, "2026-03-16")})
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

// Ensure a month's team is set against what was sold, planned and done, less
// absences.
func TestHours_Capacity(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	h.add("2026-03-02", 180)
	f := h.form("2026-03-03", 60)
	f.Person = h.ben.ID
	_, _, err := h.Add(h.ctx, f)
	h.must(err)
	own, err := h.house.Internal(h.ctx)
	h.must(err)
	f = h.form("2026-03-04", 30)
	f.Client = own.ID
	e, _, err := h.Add(h.ctx, f)
	h.must(err)
	if e.Kind != hours.Free || e.Reason == "" {
		t.Errorf("internal time: %+v", e)
	}
	_, err = h.SaveAbsence(h.ctx, hours.Absence{Person: h.ben.ID, Days: civil.Range{From: isoDay(t, "2026-03-14"), To: isoDay(t, "2026-03-17")}})
	h.must(err)
	_, err = h.SaveAbsence(h.ctx, hours.Absence{Person: h.ben.ID, Days: civil.Range{From: isoDay(t, "2026-03-14"), To: isoDay(t, "2026-03-13")}})
	refused(t, err, "absence_days", "until")
	k, err := h.Capacity(h.ctx, isoMonth(t, "2026-03"))
	h.must(err)
	ben, zoe := k.People[0], k.People[1]
	if zoe.Available != 22*420 || zoe.Done != 180 || zoe.Inside != 30 || zoe.Sold != 900 {
		t.Errorf("Zoé: %+v", zoe)
	}
	if ben.Available != 20*420 || ben.AbsentDays != 2 || ben.Sold != 300 || ben.Oversold() {
		t.Errorf("Ben: %+v", ben)
	}
}

// Ensure what is sold at a level burdens those of that level, whoever worked.
func TestHours_CapacityByLevel(t *testing.T) {
	h := openHours(t)
	h.sell(func(c *clients.Contract) {
		c.Levels = []clients.LevelQuota{{Level: clients.LevelIntern, Minutes: 300}}
	})
	h.add("2026-03-02", 180) // Zoé's alone
	k, err := h.Capacity(h.ctx, isoMonth(t, "2026-03"))
	h.must(err)
	if ben, zoe := k.People[0], k.People[1]; ben.Sold != 300 || zoe.Sold != 900 || k.Unassigned != 0 {
		t.Errorf("Ben has %d, Zoé %d, nobody %d", ben.Sold, zoe.Sold, k.Unassigned)
	}
}

// Ensure a favourite is kept in its person's order and becomes a form.
func TestHours_Templates(t *testing.T) {
	h := openHours(t)
	first, err := h.SaveTemplate(h.ctx, hours.Template{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "moderator", Note: "réponses", Seconds: 900})
	h.must(err)
	second, err := h.SaveTemplate(h.ctx, hours.Template{Person: h.zoe.ID, Client: h.kivu.ID, Hat: "watch"})
	h.must(err)
	_, err = h.SaveTemplate(h.ctx, hours.Template{Person: h.zoe.ID, Client: h.kivu.ID})
	refused(t, err, "hat_missing", "hat")
	all, err := h.Templates(h.ctx, h.zoe.ID)
	h.must(err)
	if diff := cmp.Diff([]hours.Template{first, second}, all); diff != "" {
		t.Error(diff)
	}
	e, _, err := h.Add(h.ctx, hours.FromTemplate(first, isoDay(t, "2026-03-10")))
	h.must(err)
	if e.Seconds != 900 || e.Note != "réponses" {
		t.Errorf("%+v", e)
	}
	h.must(h.RemoveTemplate(h.ctx, h.zoe.ID, first.ID))
	refused(t, h.RemoveTemplate(h.ctx, h.zoe.ID, first.ID), "template_unknown", "id")
}

// Ensure an entry belongs to the day of its start where it was worked, and that
// a reading that comes twice is the first unless the end says otherwise.
func TestHours_ClocksGoBack(t *testing.T) {
	h := openHours(t)
	f := h.form("2025-10-26", 0)
	f.Times = &hours.Times{Start: 2*60 + 30, End: 3 * 60}
	e, _, err := h.Add(h.ctx, f)
	h.must(err)
	if e.Seconds != 5400 || !e.Start.Equal(time.Date(2025, 10, 26, 0, 30, 0, 0, time.UTC)) {
		t.Errorf("%+v", e)
	}
	f.Times = &hours.Times{Start: 2*60 + 45, End: 2*60 + 15}
	if e, _, err = h.Add(h.ctx, f); err != nil || e.Seconds != 1800 {
		t.Errorf("%+v, %v", e, err)
	}
	f = h.form("2026-02-28", 0)
	f.Zone, f.Times = "Africa/Kinshasa", &hours.Times{Start: 23 * 60, End: 60, EndOn: isoDay(t, "2026-03-01")}
	if e, _, err = h.Add(h.ctx, f); err != nil || e.On != isoDay(t, "2026-02-28") || e.Seconds != 7200 {
		t.Errorf("%+v, %v", e, err)
	}
}

// Ensure an entry keeps its frozen rate and takes the kind of where it goes.
func TestHours_Edit(t *testing.T) {
	h := openHours(t)
	h.sell(nil)
	r, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Amount: money.Of(6000, money.EUR)})
	h.must(err)
	e := h.add("2026-02-02", 60)
	h.must(h.RemoveRate(h.ctx, r.ID))
	f := hours.FormOf(e)
	f.Note = "relu"
	e, _, err = h.Edit(h.ctx, h.kivu.ID, e.ID, f)
	h.must(err)
	if e.Rate == nil || *e.Rate != 6000 || e.Kind != hours.Contract {
		t.Errorf("a note changed the rate: %+v", e)
	}
	f = hours.FormOf(e)
	f.Hat = clients.HatSupervision
	e, _, err = h.Edit(h.ctx, h.kivu.ID, e.ID, f)
	h.must(err)
	if e.Rate != nil || e.Kind != hours.Free || e.Reason == "" {
		t.Errorf("supervision: %+v", e)
	}
	f = hours.FormOf(e)
	f.On, f.Hat = isoDay(t, "2025-12-30"), "writer"
	e, _, err = h.Edit(h.ctx, h.kivu.ID, e.ID, f)
	h.must(err)
	if e.Kind != hours.Extra {
		t.Errorf("before the contract: %+v", e)
	}
	other, err := h.house.AddClient(h.ctx, clients.Client{Key: "nyota", Name: "Nyota"})
	h.must(err)
	f = hours.FormOf(e)
	f.Client = other.ID
	e, _, err = h.Edit(h.ctx, h.kivu.ID, e.ID, f)
	h.must(err)
	if _, err := h.Entry(h.ctx, h.kivu.ID, e.ID); err == nil || e.Client != other.ID {
		t.Errorf("moved: %+v", e)
	}
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	_, err = h.Entry(h.ctx, h.kivu.ID, e.ID)
	h.must(err)
}
