package hoursbank

import (
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
)

// now is the third day after the vector's last month.
var now = time.Date(2026, time.April, 3, 9, 0, 0, 0, time.UTC)

// office is a house with the tab on it: Kivu buys 20 h a month, 8 h at most
// carried, and used 14, 17 and 30 h since January.
type office struct {
	*stage.House
	hours *hours.Service
	zoe   clients.Staff
	view  *view
	shell *gui.Shell
}

func open(t *testing.T, overage clients.Overage) *office {
	t.Helper()
	o := &office{House: stage.Open(t, func() time.Time { return now })}
	var err error
	o.zoe, err = o.Clients.AddStaff(o.Ctx, clients.Staff{Name: "Zoé"})
	o.Must(err)
	o.Ctx = clients.As(o.Ctx, clients.Person{ID: o.zoe.ID, Name: o.zoe.Name})
	terms := clients.NewTerms(o.Kivu, civil.NewDate(2026, time.January, 1))
	valid, most := 2, int64(480)
	terms.QuotaMinutes, terms.Carry, terms.CapMinutes, terms.ValidMonths, terms.Overage = 1200, clients.CarrySurplus, &most, &valid, overage
	_, err = o.Clients.SetContract(o.Ctx, terms)
	o.Must(err)
	o.hours = o.Hours()
	_, _, err = o.hours.SetRate(o.Ctx, hours.Rate{Side: hours.Sale, From: civil.NewDate(2026, time.January, 1), Amount: money.Amount{Minor: 6000, Currency: o.Kivu.Currency}})
	o.Must(err)
	d := Deps{Hours: o.hours, House: o.Clients, Tx: o.Store, Bus: o.Store.Bus()}
	o.shell = o.Tab(screen.TabTime, func(h screen.Host) screen.Screen {
		o.view = New(d)(h).(*view)
		return o.view
	})
	return o
}

// log works whole hours in a month, ten a day.
func (o *office) log(m civil.Month, n int) {
	o.Helper()
	for d := m.First(); n > 0; d = d.AddDays(1) {
		h := min(n, 10)
		_, _, err := o.hours.Add(o.Ctx, hours.Form{Client: o.Kivu.ID, Person: o.zoe.ID, Hat: "writer", On: d, Seconds: int64(h) * 3600})
		o.Must(err)
		n -= h
	}
}

func (o *office) show(m civil.Month) *view {
	o.Helper()
	o.shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabTime, Month: m})
	if o.view == nil || !o.view.loaded || o.view.facts.bank.Month != m {
		o.Fatal("the bank does not show")
	}
	return o.view
}

func vector(t *testing.T) *office {
	o := open(t, clients.OverageBill)
	o.log(march.Add(-2), 14)
	o.log(march.Add(-1), 17)
	o.log(march, 30)
	return o
}

func TestTheMonthShowsTheVector(t *testing.T) {
	v := vector(t).show(march)
	lines := v.monthly.table.Rows()
	first, last := lines[0], lines[len(lines)-1]
	if plain(first.balance) != "8 h 00" || plain(last.balance) != "0 h 00" || len(lines) != 7 {
		t.Errorf("%d lines, from %s to %s", len(lines), first.balance, last.balance)
	}
	if got := plain(lines[2].reason + " · " + lines[2].who); got != "Rédaction · Zoé" {
		t.Errorf("the day's work is %q", got)
	}
	if v.facts.bank.Unconsented != 120 || v.monthly.over.Hidden || !v.monthly.agreed.Hidden {
		t.Errorf("overage: %+v", v.facts.bank)
	}
}

func TestAConsentIsRecordedAndUndone(t *testing.T) {
	o := vector(t)
	v := o.show(march)
	f := newMoveForm(v, moveConsent)
	if f.minutes.Text() != v.host.Printer().Hours(120) {
		t.Errorf("the form asks for %q", f.minutes.Text())
	}
	act, _, err := f.read()
	o.Must(err)
	if err := act(o.Ctx); !fault.Is(err, "consent_by_missing") {
		t.Errorf("nobody agreed: %v", err)
	}
	f.by.SetText("Claire M., directrice")
	act, _, err = f.read()
	o.Must(err)
	o.Must(act(o.Ctx))
	v.reload()
	if v.facts.bank.Unconsented != 0 || len(v.facts.bank.Consents) != 1 || v.monthly.agreed.Hidden {
		t.Fatalf("after the consent: %+v", v.facts.bank)
	}
	o.Undo()
	v.reload()
	if v.facts.bank.Unconsented != 120 {
		t.Errorf("after the undo: %+v", v.facts.bank.Consents)
	}
}

func TestHoursGoToAnotherMonth(t *testing.T) {
	o := vector(t)
	v := o.show(march.Add(1))
	f := newMoveForm(v, moveTransfer)
	f.minutes.SetText("2")
	f.reason.SetText("période creuse")
	f.toMonth.Choose(march.Add(1).String())
	if _, _, err := f.read(); !fault.Is(err, "transfer_nowhere") {
		t.Errorf("hours that stay: %v", err)
	}
	f.toMonth.Choose(march.Add(2).String())
	act, _, err := f.read()
	o.Must(err)
	o.Must(act(o.Ctx))
	april, err := o.hours.Bank(o.Ctx, o.Kivu.ID, march.Add(1))
	o.Must(err)
	may, err := o.hours.Bank(o.Ctx, o.Kivu.ID, march.Add(2))
	o.Must(err)
	if april.Total.Adjusted != -120 || may.Total.Adjusted != 120 {
		t.Errorf("april %+d, may %+d", april.Total.Adjusted, may.Total.Adjusted)
	}
}

func TestAnAdjustTakesItsSign(t *testing.T) {
	o := vector(t)
	v := o.show(march)
	f := newMoveForm(v, moveAdjust)
	f.minutes.SetText("1:30")
	f.way.Choose(wayTake)
	f.preview()
	if _, _, err := f.read(); err != nil {
		t.Fatal(err)
	}
	act, _, _ := f.read()
	if err := act(o.Ctx); !fault.Is(err, "reason_missing") {
		t.Errorf("without a reason: %v", err)
	}
	f.reason.SetText("reprise")
	act, _, err := f.read()
	o.Must(err)
	o.Must(act(o.Ctx))
	v.reload()
	if v.facts.bank.Total.Adjusted != -90 {
		t.Errorf("adjusted %d", v.facts.bank.Total.Adjusted)
	}
}

func TestTheYearAndTheMarginOpen(t *testing.T) {
	v := vector(t).show(march)
	v.setMode(modeYear)
	if n := len(v.annual.table.Rows()); n != 13 || len(v.annual.chart.bars) != 12 {
		t.Fatalf("%d rows", n)
	}
	v.setMode(modeMargin)
	if rows := v.margins.table.Rows(); len(rows) != 2 || plain(rows[1].value) != "1 800,00 €" || plain(rows[1].cost) != "—" {
		t.Errorf("%+v", rows)
	}
	v.annual.table.OnOpen(v.annual.table.Rows()[1])
	if v.mode != modeMonth || v.month != march.Add(-1) {
		t.Errorf("a month pressed opens %s, %s", v.mode, v.month)
	}
}

// Ensure the question comes before time is kept beyond the bank, and its
// answers leave the time as they say.
func TestTheClientIsAskedFirst(t *testing.T) {
	o := open(t, clients.OverageRefuse)
	o.log(march, 27) // of 28: 8 h came from the quiet months before
	o.show(march)
	form := hours.Form{Client: o.Kivu.ID, Person: o.zoe.ID, Hat: "writer", On: march.Last(), Seconds: 2 * 3600}
	pv, err := o.hours.Preview(o.Ctx, form)
	o.Must(err)
	q := newQuestion(text.For(text.FR), pv, false, civil.DateOf(now, time.UTC))
	q.by.SetText("Claire M.")
	q.minutes.SetText("0:30")
	if _, _, err := q.read(o.hours); !fault.Is(err, "consent_short") {
		t.Errorf("half of what is missing: %v", err)
	}
	q.minutes.SetText("1")
	a, act, err := q.read(o.hours)
	o.Must(err)
	o.Must(act(o.Ctx))
	if !a.Consented {
		t.Error("the consent is not told")
	}
	if _, _, err := o.hours.Add(o.Ctx, form); err != nil {
		t.Errorf("the time is refused under the consent: %v", err)
	}
	q.how.Choose(answerFree)
	if _, _, err := q.read(o.hours); !fault.Is(err, "reason_missing") {
		t.Errorf("free without a reason: %v", err)
	}
}

func TestNothingIsAskedWithinTheBank(t *testing.T) {
	o := open(t, clients.OverageRefuse)
	v := o.show(march)
	called := 0
	then := func(Answer) { called++ }
	AskConsent(v.host, v.deps, v.client, hours.Preview{Month: march, Policy: clients.OverageFree, Overage: 60}, false, then)
	if called != 1 || widgets.LayerOpen() {
		t.Errorf("called %d, a dialog %v", called, widgets.LayerOpen())
	}
	AskConsent(v.host, v.deps, v.client, hours.Preview{Month: march, Policy: clients.OverageRefuse, Overage: 60, Missing: 60}, true, then)
	if called != 1 || !widgets.LayerOpen() {
		t.Errorf("called %d, a dialog %v", called, widgets.LayerOpen())
	}
	widgets.CloseAll()
}
