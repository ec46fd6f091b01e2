package timesheet

import (
	"testing"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/widgets"
)

// Ensure the client is asked before cells go beyond the bank: without an
// answer nothing is kept, and extra time is kept as extra.
func TestCellsAskFirst(t *testing.T) {
	o := open(t, clients.OverageBill)
	o.add("writer", monday, hours.Form{Seconds: 9 * 3600})
	o.v.reload()
	edit := []widgets.WeekEdit{{Row: rowKey{"writer", o.grace.ID}.String(), Day: 1, Typed: "3h", Seconds: 3 * 3600}}
	o.week().typed(edit)
	if len(o.asked) != 1 || o.asked[0].Added() != 120 || len(o.month()) != 1 {
		t.Fatalf("asked %+v, kept %d", o.asked, len(o.month()))
	}
	o.answer = func(then func(hours.Kind, string)) { then(hours.Extra, "") }
	o.week().typed(edit)
	if list := o.month(); len(list) != 2 || list[1].Kind != hours.Extra || list[1].Seconds != 3*3600 {
		t.Errorf("kept %+v", list)
	}
}

// Ensure a paste that was answered is one act: extra time for what the cells
// gain, and one Undo takes it all back.
func TestAnAnsweredPasteIsOneAct(t *testing.T) {
	o := open(t, clients.OverageBill)
	o.add("writer", monday, hours.Form{Seconds: 9 * 3600})
	o.v.reload()
	row := rowKey{"writer", o.grace.ID}.String()
	o.answer = func(then func(hours.Kind, string)) { then(hours.Free, "geste commercial") }
	o.week().typed([]widgets.WeekEdit{
		{Row: row, Day: 0, Typed: "10h", Seconds: 10 * 3600},
		{Row: row, Day: 1, Typed: "3h", Seconds: 3 * 3600},
		{Row: row, Day: 2, Typed: "2h", Seconds: 2 * 3600},
	})
	list := o.month()
	if len(o.asked) != 1 || o.asked[0].Added() != 300 || len(list) != 4 {
		t.Fatalf("asked %+v, kept %+v", o.asked, list)
	}
	var free int64
	for _, e := range list {
		if e.Kind == hours.Free && e.Reason == "geste commercial" {
			free += e.Seconds
		}
	}
	if free != 6*3600 {
		t.Errorf("%d s are free", free)
	}
	o.Undo()
	if list := o.month(); len(list) != 1 || list[0].Seconds != 9*3600 {
		t.Errorf("after one Undo %+v", list)
	}
}

// Ensure a copied week asks once for all it takes beyond the retainer, and
// copies nothing without an answer.
func TestACopiedWeekAsksFirst(t *testing.T) {
	o := open(t, clients.OverageRefuse)
	o.add("writer", monday.AddDays(-7), hours.Form{Seconds: 4 * 3600})
	o.add("writer", monday.AddDays(-6), hours.Form{Seconds: 4 * 3600})
	o.week().copyWeek(true)
	if len(o.asked) != 1 || o.asked[0].Added() != 360 || len(o.month()) != 2 {
		t.Fatalf("asked %+v, kept %d", o.asked, len(o.month()))
	}
	o.answer = func(then func(hours.Kind, string)) { then(hours.Extra, "") }
	o.week().copyWeek(true)
	if list := o.month(); len(list) != 4 || list[2].Kind != hours.Extra || list[3].Kind != hours.Extra {
		t.Fatalf("kept %+v", list)
	}
	o.Undo()
	if list := o.month(); len(list) != 2 {
		t.Errorf("after one Undo %+v", list)
	}
}

// Ensure a change of several entries asks once for their sum, keeps the form
// until there is an answer, and is one act.
func TestABulkEditAsksFirst(t *testing.T) {
	o := open(t, clients.OverageRefuse)
	for day := range 3 {
		o.add("writer", monday.AddDays(day), hours.Form{Seconds: 4 * 3600, Kind: hours.Extra})
	}
	o.v.goTo(modeList)
	l, ok := o.v.pane().(*listPane)
	if !ok {
		t.Fatal("the list is not on screen")
	}
	l.table.MarkAll(true)
	kind, list := hours.Contract, ids(l.targets())
	var answered hours.Kind
	o.answer = func(then func(hours.Kind, string)) {
		_, err := o.hours.GiveConsent(o.Ctx, hours.Consent{Client: o.Kivu.ID, Month: civil.NewMonth(2026, time.November), Minutes: 120, By: "Mme Duval", On: monday})
		o.Must(err)
		then("", "")
	}
	c := change{kind: &kind}
	err := l.changing(list, c, false, func(k hours.Kind, _ string) { answered = k + "asked" })(o.Ctx)
	if len(o.asked) != 1 || o.asked[0].Added() != 120 || !fault.Is(err, "overage_asked") || answered != "asked" {
		t.Fatalf("asked %+v, answered %q, %v", o.asked, answered, err)
	}
	o.Must(l.changing(list, c, true, nil)(o.Ctx))
	for _, e := range o.month() {
		if e.Kind != hours.Contract {
			t.Errorf("left as it was: %+v", e)
		}
	}
	o.Undo()
	if list := o.month(); list[0].Kind != hours.Extra || list[2].Kind != hours.Extra {
		t.Errorf("after one Undo %+v", list)
	}
}

// Ensure the form stays while the client is asked, and saves with the answer.
func TestTheFormAsksFirst(t *testing.T) {
	o := open(t, clients.OverageRefuse)
	o.v.edit(nil, hours.Form{Person: o.grace.ID, Hat: "writer", On: monday, Seconds: 11 * 3600})
	widgets.SaveTop()
	if len(o.asked) != 1 || len(o.month()) != 0 || !widgets.LayerOpen() {
		t.Fatalf("asked %d times, kept %d", len(o.asked), len(o.month()))
	}
	var reply func(hours.Kind, string)
	o.answer = func(then func(hours.Kind, string)) { reply = then }
	widgets.SaveTop()
	reply(hours.Free, "geste commercial")
	if list := o.month(); len(list) != 1 || list[0].Kind != hours.Free || list[0].Reason != "geste commercial" || widgets.LayerOpen() {
		t.Errorf("kept %+v", list)
	}
}
