package store

import (
	"strings"
	"testing"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

func (o *office) repeat(id clients.ID, rule string) calendar.Repeated {
	o.t.Helper()
	r, err := o.cal.Repeat(o.paul, id, rule)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

func days(r calendar.Repeated) string {
	var list []string
	for _, it := range r.Items {
		list = append(list, it.On.String()[5:])
	}
	return strings.Join(list, " ")
}

func (o *office) series(id clients.ID) []calendar.Item {
	o.t.Helper()
	items, err := o.cal.Items(o.paul, calendar.Filter{Client: "k", Series: id})
	if err != nil {
		o.t.Fatal(err)
	}
	return items
}

func TestSeriesMakesItems(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "k", "Le rendez-vous du mardi")
	for rule, code := range map[string]string{
		"FREQ=WEEKLY;BYDAY=WE": "rule_not_first", "FREQ=WEEKLY;COUNT=1": "rule_once", "souvent": "rule_invalid", "FREQ=HOURLY": "rule_too_fine",
	} {
		if _, err := o.cal.Repeat(o.paul, it.ID, rule); !fault.Is(err, code) {
			t.Errorf("%s: %v, want %s", rule, err, code)
		}
	}
	r := o.repeat(it.ID, "FREQ=WEEKLY;COUNT=5")
	if days(r) != "11-24 12-01 12-08 12-15 12-22" || r.Cut {
		t.Fatalf("%s %v", days(r), r.Cut)
	}
	for _, occurrence := range r.Items {
		if occurrence.State != calendar.Draft || occurrence.At != 630 || occurrence.Texts[1].Text != "Le rendez-vous du mardi" || occurrence.Hash != occurrence.ContentHash() {
			t.Errorf("%+v", occurrence)
		}
	}
	// Each is a deliverable of its month; that they say the same is no remark.
	made, err := o.cal.Deliverables(o.paul, "k", civil.Month{Year: 2026, Month: 12})
	if err != nil || len(made) != 1 || made[0].Planned != 4 {
		t.Errorf("%v %+v", err, made)
	}
	for _, m := range o.show(r.Items[2].ID).Remarks {
		if m.Code == calendar.AlreadySaid {
			t.Error("an occurrence is said to repeat its own series")
		}
	}
	// One act: undone whole.
	if _, err := o.history.Undo(o.paul); err != nil || len(o.series(r.Series.ID)) != 0 {
		t.Errorf("%v: %d are left", err, len(o.series(r.Series.ID)))
	}
	if got := o.show(it.ID).Item; got.Series != "" {
		t.Errorf("%+v", got)
	}
}

func TestSeriesEditedByScope(t *testing.T) {
	o := openOffice(t)
	r := o.repeat(o.add(o.paul, "k", "Texte de la série du mardi").ID, "FREQ=WEEKLY;COUNT=5")
	words := func() string {
		var list []string
		for _, it := range o.series(r.Series.ID) {
			list = append(list, it.Resolved()[1].Text)
		}
		return strings.Join(list, "|")
	}
	edit := func(i int, scope calendar.Scope, text string) calendar.Repeated {
		it := o.show(r.Items[i].ID).Item
		it.SetText("linkedin", text)
		out, err := o.cal.EditSeries(o.paul, it, scope)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	edit(0, calendar.AllOfThem, "A")
	edit(2, calendar.Following, "B")
	edit(3, calendar.ThisOne, "C")
	if got := words(); got != "A|A|B|C|B" {
		t.Errorf("%s", got)
	}
	// An approval of one occurrence is voided when all are changed, and said.
	id := r.Items[1].ID
	o.to(o.paul, id, calendar.InternalReview, calendar.ClientReview)
	o.decide(id, "Aline K.", calendar.Approve)
	edit(0, calendar.AllOfThem, "D")
	d := o.show(id)
	if d.Item.State != calendar.InternalReview || d.Decisions[1].Valid(d.Item) {
		t.Errorf("%s, the approval still holds", d.Item.State)
	}
	// What is published stays as it went out.
	o.to(o.paul, id, calendar.ClientReview)
	o.decide(id, "Aline K.", calendar.Approve)
	o.decide(id, "Bruno T.", calendar.Approve)
	if _, err := o.cal.Publish(o.paul, id, calendar.Proof{}); err != nil {
		t.Fatal(err)
	}
	if out := edit(0, calendar.AllOfThem, "E"); out.Left != 1 || words() != "E|D|E|E|E" {
		t.Errorf("%d left, %s", out.Left, words())
	}
	it := o.show(r.Items[0].ID).Item
	it.On = it.On.AddDays(1)
	_, err := o.cal.EditSeries(o.paul, it, calendar.AllOfThem)
	wantFault(t, err, "series_day", "on")
	_, err = o.cal.EditSeries(o.paul, it, "some")
	wantFault(t, err, "scope_unknown", "scope")
}

// Ensure a moved occurrence stays moved, a removed one does not come back, and
// a series goes on where it was cut.
func TestSeriesExceptionsAndExtension(t *testing.T) {
	o := openOffice(t)
	r := o.repeat(o.add(o.paul, "k", "Chaque jour un peu").ID, "FREQ=DAILY")
	if !r.Cut || len(r.Items) != calendar.MaxOccurrences && len(r.Items) != calendar.Horizon+1 {
		t.Fatalf("%d made, cut %v", len(r.Items), r.Cut)
	}
	if n, err := o.cal.ExtendSeries(o.paul, "k", civil.NewDate(2090, 1, 1)); err != nil || n != 0 {
		t.Errorf("%v: %d beyond the horizon", err, n)
	}
	moved, gone := r.Items[3], r.Items[5]
	if _, err := o.cal.Move(o.paul, moved.ID, moved.On.AddDays(10), nil, ""); err != nil {
		t.Fatal(err)
	}
	if err := o.cal.Remove(o.paul, gone.ID); err != nil {
		t.Fatal(err)
	}
	before := len(o.series(r.Series.ID))
	o.now = o.now.AddDate(0, 1, 0)
	n, err := o.cal.ExtendSeries(o.paul, "k", civil.NewDate(2090, 1, 1))
	if err != nil || n == 0 || n > 31 {
		t.Fatalf("%v: %d", err, n)
	}
	seen := map[civil.Date]bool{}
	for _, it := range o.series(r.Series.ID) {
		if seen[it.SeriesOn] || it.SeriesOn == gone.SeriesOn {
			t.Errorf("%v comes back", it.SeriesOn)
		}
		seen[it.SeriesOn] = true
	}
	if len(seen) != before+n {
		t.Errorf("%d, %d, %d", len(seen), before, n)
	}
}

func TestSeriesSplitAndStopped(t *testing.T) {
	o := openOffice(t)
	r := o.repeat(o.add(o.paul, "k", "Le mardi puis le vendredi").ID, "FREQ=WEEKLY;COUNT=6")
	o.to(o.paul, r.Items[4].ID, calendar.InternalReview) // under way: stays
	third := r.Items[2]
	if _, err := o.cal.Move(o.paul, third.ID, civil.NewDate(2026, 12, 11), nil, ""); err != nil {
		t.Fatal(err)
	}
	next := o.repeat(third.ID, "FREQ=WEEKLY;BYDAY=FR;COUNT=3")
	if days(next) != "12-11 12-18 12-25" || next.Left != 1 {
		t.Errorf("%s, %d left", days(next), next.Left)
	}
	if old := o.series(r.Series.ID); len(old) != 3 {
		t.Errorf("%d are left of the old series", len(old))
	}
	out, err := o.cal.StopSeries(o.paul, next.Items[0].ID)
	if err != nil || len(o.series(next.Series.ID)) != 1 || !strings.Contains(out.Series.Rule.Text, "UNTIL=20261211") {
		t.Errorf("%v %+v", err, out.Series)
	}
	if n, err := o.cal.ExtendSeries(o.paul, "k", civil.NewDate(2027, 12, 1)); err != nil || n != 0 {
		t.Errorf("%v: a stopped series made %d", err, n)
	}
	_, err = o.cal.StopSeries(o.paul, o.add(o.paul, "k", "Seul").ID)
	wantFault(t, err, "item_no_series", "item")
}
