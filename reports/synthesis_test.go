package reports

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/reports/page"
	"regie/reports/readback"
)

// quiet is a month in which nothing asks for a word.
func quiet() Month {
	m := emptyMonth(text.FR)
	m.Provisional = false
	m.Calendar.Items = []Item{{Title: "x", Public: true}}
	return m
}

func TestHighlights(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*Month)
		want []string
	}{
		{"nothing", func(*Month) {}, nil},
		{"overspent goes before kept", func(m *Month) {
			m.Deliverables = []Deliverable{{Kind: "post", Label: "Publications", Promised: 2, Made: 3}}
			m.Budget = Budget{Currency: "EUR", Lines: []BudgetLine{{Label: "Vidéo", Planned: 100, Actual: 5100, Left: -5000}}}
		}, []string{"Le poste « Vidéo » dépasse son budget de **50 €**.", "Tout ce qui était promis a été fourni : **2 livrables**."}},
		{"the worst line is named", func(m *Month) {
			m.Budget = Budget{Currency: "EUR", Lines: []BudgetLine{{Label: "A", Left: -1}, {Label: "B", Left: -2}, {Label: "C", Left: 5}}}
		}, []string{"Le poste « B » dépasse son budget de **0,02 €**."}},
		{
			"the bank is exceeded", func(m *Month) { m.Hours.Bank = &Bank{Available: 600, Used: 725} },
			[]string{"Le temps disponible (10 h 00) est dépassé de **2 h 05**."},
		},
		{"one kind does not stand for another", func(m *Month) {
			m.Deliverables = []Deliverable{{Label: "Posts", Promised: 2, Made: 9}, {Label: "Stories", Promised: 3, Made: 1}}
		}, []string{"Il manque **2 livrables promis** : stories (1 sur 3)."}},
		{"a month that runs is not judged", func(m *Month) {
			m.Provisional = true
			m.Deliverables = []Deliverable{{Label: "Stories", Promised: 3, Made: 1}}
		}, nil},
		{"two publications say nothing of punctuality", func(m *Month) { m.Calendar.Published, m.Calendar.Timed, m.Calendar.OnTime = 2, 2, 0 }, nil},
		{"publications whose time is unknown are not counted late", func(m *Month) {
			m.Calendar.Published, m.Calendar.Timed, m.Calendar.OnTime = 30, 10, 9
		}, []string{"**9 publications sur 10** ont paru au jour prévu."}},
		{"a network that changes", func(m *Month) {
			m.Calendar.Previous = ptr(9)
			m.Calendar.ByNetwork = []NetworkCount{{Label: "Instagram", Count: 12, Previous: 8}, {Label: "X", Count: 2, Previous: 1}}
		}, []string{"Instagram passe de 8 à **12 publications**."}},
		{"a network without a past is no change", func(m *Month) {
			m.Calendar.ByNetwork = []NetworkCount{{Label: "Instagram", Count: 12}}
		}, nil},
		{"the busiest of six", func(m *Month) {
			for i, v := range []int64{10, 20, 30, 40, 50, 60} {
				m.Hours.Trend = append(m.Hours.Trend, MonthWork{Month: october.Add(i - 5), Billed: v})
			}
		}, []string{"Avec **1 h 00**, c'est le mois le plus chargé des 6 derniers."}},
	} {
		m := quiet()
		c.set(&m)
		var got []string
		for _, s := range Propose(m).Highlights {
			got = append(got, readback.Flat(s))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestWhatPeopleWriteGoesFirst(t *testing.T) {
	m := kivuMonth(text.FR)
	d := said(&m)
	if len(d.Highlights) != 3 || d.Request == "" || d.Lead == "" {
		t.Errorf("drafted %+v", d)
	}
	m.Composition.Lead, m.Composition.Highlights, m.Composition.Request = "A", []string{"B"}, "C"
	if d = said(&m); d.Lead != "A" || !slices.Equal(d.Highlights, []string{"B"}) || d.Request != "C" {
		t.Errorf("written %+v", d)
	}
}

func TestEverySentenceIsComplete(t *testing.T) {
	for name, m := range months() {
		d := Propose(m)
		for _, s := range append([]string{d.Lead, d.Next, d.Request}, d.Highlights...) {
			if strings.Contains(s, "⟦") || strings.Contains(s, "<no value>") || strings.Contains(s, "..") || strings.Contains(s, "  ") {
				t.Errorf("%s: %q", name, s)
			}
			if s != "" && !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q does not end", name, s)
			}
		}
	}
}

func TestCompleteCompositionsHoldEachSectionOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Composition
		names := append(sections(), "unknown", "")
		for _, s := range rapid.SliceOf(rapid.SampledFrom(names)).Draw(t, "sections") {
			c.Parts = append(c.Parts, Part{Section: s, Off: rapid.Bool().Draw(t, "off")})
		}
		c = c.Complete().Move(rapid.SampledFrom(sections()).Draw(t, "moved"), rapid.IntRange(-3, 20).Draw(t, "to"))
		var got []Section
		for _, p := range c.Parts {
			got = append(got, p.Section)
		}
		if got[0] != SectionCover {
			t.Fatalf("the cover is not first: %v", got)
		}
		want := sections()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("sections %v", got)
		}
	})
}

func TestStatementPutsTheDaysOfAWeekTogether(t *testing.T) {
	day := func(n int, kind hours.MovementKind, minutes int64) Movement {
		return Movement{On: civil.NewDate(2026, 10, n), KindKey: string(kind), Minutes: minutes}
	}
	got := byWeek([]Movement{ // 5 October 2026 is a Monday
		day(1, hours.Grant, 600), day(1, hours.Consume, -60), day(4, hours.Consume, -40),
		day(5, hours.Consume, -10), day(6, hours.Adjust, 30), day(7, hours.Consume, -720),
		day(7, hours.Overage, 80), day(8, hours.Consume, -20), day(8, hours.Overage, 20), day(31, hours.Expire, -5),
	}, 120)
	want := []struct{ minutes, balance int64 }{
		{600, 720}, {-100, 620}, {-10, 610}, {30, 640}, {-740, -100}, {100, 0}, {-5, -5},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if got[i].Minutes != w.minutes || got[i].Balance != w.balance {
			t.Errorf("line %d: %+v, want %+v", i, got[i], w)
		}
	}
}

func TestThePlanNamesWhatComes(t *testing.T) {
	item := func(day int, state calendar.State) Item {
		return Item{On: civil.NewDate(2026, 11, day), Title: "Jour " + string(rune('A'+day)), Public: true, StateKey: string(state)}
	}
	for _, c := range []struct {
		name  string
		items []Item
		want  string
	}{
		{"nothing", nil, "Aucune publication n’est encore prévue en novembre."},
		{"none out", []Item{item(2, calendar.Approved), item(3, calendar.Draft)}, "**2 publications** sont prévues en novembre. La première, le 2 nov. : « Jour C »."},
		{
			"one out",
			[]Item{item(2, calendar.Published), item(3, calendar.Draft)},
			"Sur les **2 publications** prévues en novembre, 1 a déjà paru. La prochaine, le 3 nov. : « Jour D ».",
		},
		{"all out", []Item{item(2, calendar.Published), item(3, calendar.Published)}, "Les **2 publications** prévues en novembre ont toutes paru."},
		{"cancelled does not count", []Item{item(2, calendar.Cancelled)}, "Aucune publication n’est encore prévue en novembre."},
	} {
		m := quiet()
		m.Next = Next{Month: civil.NewMonth(2026, 11), Items: c.items}
		if got := readback.Flat(Propose(m).Next); got != readback.Flat(c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWorkBesideTheBankIsSaidApart(t *testing.T) {
	m := quiet()
	m.Hours.Billed, m.Hours.Bank = 2526, &Bank{Available: 2400, Used: 2376}
	want := "L’équipe a travaillé **42 h 06**, dont 39 h 36 prises sur les 40 h 00 disponibles (99 %)."
	if got := readback.Flat(Propose(m).Lead); !strings.HasSuffix(got, readback.Flat(want)) {
		t.Errorf("%q", got)
	}
	m.Hours.Billed = 2376
	want = "L’équipe a travaillé **39 h 36** sur les 40 h 00 disponibles (99 %)."
	if got := readback.Flat(Propose(m).Lead); !strings.HasSuffix(got, readback.Flat(want)) {
		t.Errorf("%q", got)
	}
}

func TestAnEndedMonthWithinItsLimitIsNoAlarm(t *testing.T) {
	forecast := int64(110)
	for _, c := range []struct {
		name        string
		provisional bool
		used        int64
		forecast    *int64
		want        page.Mark
	}{
		{"ended, nearly all", false, 97, nil, page.Done},
		{"ended, all", false, 100, nil, page.Done},
		{"ended, over", false, 101, nil, page.Failed},
		{"running, most", true, 80, nil, page.Attention},
		{"running, little but fast", true, 20, &forecast, page.Attention},
		{"running, little", true, 20, nil, page.Done},
		{"running, over", true, 101, nil, page.Failed},
	} {
		m := quiet()
		m.Provisional = c.provisional
		if _, got := newWriter(&m).tone(c.used, 100, c.forecast); got != c.want {
			t.Errorf("%s: sign %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAnEntryNamesItsPublicationOnce(t *testing.T) {
	m := quiet()
	w := newWriter(&m)
	for _, c := range []struct{ note, item, want string }{
		{"Légende, Passage à l’heure d’hiver", "Passage à l’heure d’hiver", "Légende, Passage à l’heure d’hiver"},
		{"Légende", "Passage à l’heure d’hiver", "Légende · Passage à l’heure d’hiver"},
		{"", "Passage à l’heure d’hiver", "Passage à l’heure d’hiver"},
	} {
		if got := w.workText(LogLine{Note: c.note, Item: c.item, KindKey: "contract"}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
