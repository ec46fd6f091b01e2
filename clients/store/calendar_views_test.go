package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

func TestMonthGrid(t *testing.T) {
	o := openOffice(t)
	o.add(o.paul, "n", "un autre client")
	a := o.approved("premier du mois")
	if _, err := o.cal.Move(o.paul, a.ID, civil.NewDate(2026, 11, 30), nil, ""); err != nil {
		t.Fatal(err)
	}
	early, allDay := civil.Clock(480), civil.NoClock
	b, c, out := o.add(o.paul, "k", "b"), o.add(o.paul, "k", "c"), o.add(o.paul, "k", "dans la grille, hors du mois")
	for id, at := range map[clients.ID]*civil.Clock{b.ID: &early, c.ID: &allDay} {
		if _, err := o.cal.Move(o.paul, id, civil.NewDate(2026, 11, 30), at, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.cal.Move(o.paul, out.ID, civil.NewDate(2026, 12, 6), nil, calendar.ByClient); err != nil {
		t.Fatal(err)
	}
	v, err := o.cal.Month(o.paul, "k", civil.NewMonth(2026, 11))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Days) != 42 || v.Days[0].Date != civil.NewDate(2026, 10, 26) || v.Days[41].Date != civil.NewDate(2026, 12, 6) {
		t.Fatalf("%d days from %s", len(v.Days), v.Days[0].Date)
	}
	if v.Total != 3 || v.States[calendar.Draft] != 2 || v.InReview != 1 || v.Published != 0 {
		t.Errorf("%+v", v.States)
	}
	var order []clients.ID
	for _, r := range v.Days[35].Items {
		order = append(order, r.ID)
	}
	if !slices.Equal(order, []clients.ID{c.ID, b.ID, a.ID}) {
		t.Errorf("the day reads %v", order)
	}
	if r := v.Days[41].Items[0]; r.ID != out.ID || !slices.Equal(r.Networks, []string{"facebook", "linkedin"}) || r.PostponedBy != calendar.ByClient {
		t.Errorf("%+v", r)
	}
	if k := v.Days[32].KeyDates; len(k) != 1 || k[0].Key != "black_friday" { // 27 November
		t.Errorf("%+v", k)
	}
}

func TestDeliverablesOfAMonth(t *testing.T) {
	o := openOffice(t)
	o.write("contract", row{"client_id": "n", "id": "c", "from_on": "2026-01-01", "quota_minutes": 600, "currency": "EUR"},
		"contract_deliverable", row{"client_id": "n", "contract_id": "c", "kind": "post", "quantity": 12})
	for range 3 {
		it := o.add(o.paul, "n", "publié")
		o.to(o.paul, it.ID, calendar.Approved, calendar.Published)
	}
	late := o.add(o.paul, "n", "reporté")
	if _, err := o.cal.Move(o.paul, late.ID, civil.NewDate(2026, 12, 2), nil, calendar.ByClient); err != nil {
		t.Fatal(err)
	}
	got, err := o.cal.Deliverables(o.paul, "n", civil.NewMonth(2026, 11))
	want := calendar.Deliverable{Kind: calendar.Post, Promised: 12, Made: 3, PostponedByClient: 1}
	if err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%v %+v", err, got)
	}
	back, err := o.cal.Move(o.paul, late.ID, civil.NewDate(2026, 11, 29), nil, "")
	if err != nil || !back.PostponedFrom.IsZero() {
		t.Errorf("%v %+v", err, back)
	}
	if got, err = o.cal.Deliverables(o.paul, "n", civil.NewMonth(2026, 11)); err != nil || got[0].PostponedByClient != 0 || got[0].Planned != 1 {
		t.Errorf("%v %+v", err, got)
	}
}

func TestTodayWeekAndApprovals(t *testing.T) {
	o := openOffice(t)
	missed, today, done, review := o.add(o.paul, "n", "a"), o.add(o.paul, "n", "b"), o.add(o.grace, "i", "c"), o.add(o.paul, "k", "d")
	on := func(id clients.ID, day int) {
		t.Helper()
		if _, err := o.cal.Move(o.paul, id, civil.NewDate(2026, 11, day), nil, ""); err != nil {
			t.Fatal(err)
		}
	}
	on(missed.ID, 20)
	on(today.ID, 22)
	on(done.ID, 22)
	o.to(o.paul, done.ID, calendar.InternalReview, calendar.Approved, calendar.Published)
	o.to(o.paul, review.ID, calendar.InternalReview, calendar.ClientReview)
	if _, err := o.cal.Ask(o.paul, review.ID, civil.NewDate(2026, 11, 21)); err != nil {
		t.Fatal(err)
	}
	day := civil.NewDate(2026, 11, 22)
	v, err := o.cal.Today(o.paul, day)
	if err != nil || len(v.Due) != 1 || len(v.Done) != 1 || len(v.Missed) != 1 || v.Missed[0].ID != missed.ID || v.Approvals != 1 || v.Late != 1 {
		t.Errorf("%v %+v", err, v)
	}
	list, err := o.cal.Approvals(o.paul, "", day)
	if err != nil || len(list) != 1 || !list[0].Late || list[0].Committee.Needed != 2 || len(list[0].Committee.Waiting) != 2 {
		t.Errorf("%v %+v", err, list)
	}
	week, err := o.cal.Week(o.paul, day, "grace")
	if err != nil || len(week) != 7 || week[0].Date != civil.NewDate(2026, 11, 16) || len(week[6].Items) != 1 || len(week[4].Items) != 0 {
		t.Errorf("%v %+v", err, week)
	}
}

func TestSearchAndWhatWasSaid(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "k", "Nos recettes d’été à la mangue arrivent")
	other := o.add(o.paul, "n", "Nos recettes d’été à la mangue arrivent")
	find := func(client clients.ID, words string) int {
		t.Helper()
		rows, err := o.cal.Find(o.paul, client, words, 10)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		return len(rows)
	}
	for words, want := range map[string]int{
		"ete mang": 2, "ÉTÉ": 2, "partenariat": 2, "hiver": 0, "": 0, `"`: 0, `a" OR "b`: 0, "NOT (": 0, "mangue*": 2, "l'été": 0, "d'ete": 2,
	} {
		if got := find("", words); got != want {
			t.Errorf("%q: %d, want %d", words, got, want)
		}
	}
	if find("k", "mangue") != 1 {
		t.Error("the search does not keep to the client")
	}
	if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error {
		it.SetText("linkedin", "Nos recettes d’hiver au gingembre")
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if find("k", "mangue") != 0 || find("k", "gingembre") != 1 {
		t.Error("the index kept the old words")
	}
	if _, err := o.history.Undo(o.paul); err != nil {
		t.Fatal(err)
	}
	if find("k", "mangue") != 1 || find("k", "gingembre") != 0 {
		t.Error("the undo left the index behind")
	}
	if err := o.cal.Remove(o.paul, other.ID); err != nil || find("", "mangue") != 1 {
		t.Errorf("%v: what was removed is found", err)
	}
	again := o.add(o.paul, "k", "nos RECETTES d'été à la mangue arrivent… #Kivu")
	d := o.show(again.ID)
	i := slices.IndexFunc(d.Remarks, func(r calendar.Remark) bool { return r.Code == calendar.AlreadySaid })
	if i < 0 || d.Remarks[i].Word != "Partenariat ONG" {
		t.Errorf("%+v", d.Remarks)
	}
}

// hotFilters are what the screens ask for all day.
func hotFilters() map[string]calendar.Filter {
	days := civil.Range{From: civil.NewDate(2026, 10, 26), To: civil.NewDate(2026, 12, 6)}
	return map[string]calendar.Filter{
		"month grid":   {Client: "k", Days: days},
		"week":         {Days: civil.Range{From: days.From, To: days.From.AddDays(6)}},
		"my week":      {Days: civil.Range{From: days.From, To: days.From.AddDays(6)}, Author: "paul"},
		"approvals":    {States: []calendar.State{calendar.InternalReview, calendar.ClientReview}},
		"of a client":  {Client: "k", States: []calendar.State{calendar.ClientReview}},
		"ideas":        {Client: "k", Undated: true},
		"missed":       {Days: days, States: []calendar.State{calendar.Draft, calendar.Approved}},
		"campaign":     {Client: "k", Campaign: "c"},
		"of an import": {Import: "i"},
	}
}

func TestEveryListIsServedByAnIndex(t *testing.T) {
	o := openOffice(t)
	for name, f := range hotFilters() {
		where, args := itemFilter(f)
		decided, of := allDecisionsQuery(f)
		for _, plan := range [][]string{explain(t, o.s, `SELECT `+rowColumns+` FROM item i`+where+byDay, args...), explain(t, o.s, decided, of...)} {
			if slices.ContainsFunc(plan, func(step string) bool { return strings.HasPrefix(step, "SCAN") }) {
				t.Errorf("%s: %s", name, strings.Join(plan, " / "))
			}
		}
	}
}

// BenchmarkMonth reads a client's month among 200 000 items of 50 clients.
func BenchmarkMonth(b *testing.B) {
	o := openOffice(b)
	err := o.s.Tx(clients.Doing(o.nobody, clients.Act{Kind: "test"}), func(ctx context.Context) error {
		for c := range 50 {
			key := fmt.Sprintf("c%02d", c)
			if err := o.s.save(ctx, "client", row{"id": key, "key": key, "name": key, "name_folded": key}); err != nil {
				return err
			}
			items := make([]calendar.Item, 4000)
			for i := range items {
				it := calendar.Item{
					ID: o.s.newID(), Client: clients.ID(key), Kind: calendar.Post, Title: "Publication", State: calendar.Published,
					On: civil.NewDate(2020, 1, 1+i*2500/4000), At: 600, Zone: "Europe/Paris", Revision: 1, CreatedAt: o.now, ChangedAt: o.now,
					Import: clients.ID("imp" + key),
				}
				it.SetText("facebook", "Un texte de longueur moyenne pour la page, avec assez de mots.")
				it.SetText("linkedin", "Un autre texte de longueur moyenne.")
				it.Hash = it.ContentHash()
				items[i] = it
			}
			imp := calendar.Import{ID: clients.ID("imp" + key), Client: clients.ID(key), At: o.now}
			if err := o.s.Calendar().AddItems(ctx, imp, items); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	month := civil.NewMonth(2024, 5)
	start, n := time.Now(), 0
	for b.Loop() {
		v, err := o.cal.Month(o.paul, "c25", month)
		if err != nil || v.Total < 40 {
			b.Fatal(err, v.Total)
		}
		n++
	}
	b.ReportMetric(float64(time.Since(start).Milliseconds())/float64(n), "ms/month")
}
