package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
)

// Ensure an item takes the nearest slot of its day, one for each of its
// networks, and none that is too far, of another kind or another network.
func TestOpenings(t *testing.T) {
	monday := civil.NewDate(2026, time.November, 23)
	slots := []Slot{
		{ID: "evening", Weekday: time.Monday, At: 18 * 60, Networks: []string{"facebook"}},
		{ID: "insta", Weekday: time.Monday, At: 18 * 60, Networks: []string{"instagram"}},
		{ID: "noon", Weekday: time.Monday, At: 12 * 60},
		{ID: "video", Weekday: time.Monday, At: 20 * 60, Kind: Reel},
		{ID: "tuesday", Weekday: time.Tuesday, At: 18 * 60},
	}
	post := func(id clients.ID, at civil.Clock, networks ...string) Row {
		return Row{ID: id, Kind: Post, State: Draft, On: monday, At: at, Networks: networks}
	}
	with := func(r Row, change func(*Row)) Row { change(&r); return r }
	for name, c := range map[string]struct {
		items []Row
		taken map[clients.ID]string // slot to item
	}{
		"nothing":                  {nil, nil},
		"at its time":              {[]Row{post("a", 18*60, "facebook")}, map[clients.ID]string{"evening": "a"}},
		"an hour early":            {[]Row{post("a", 17*60, "facebook")}, map[clients.ID]string{"evening": "a"}},
		"too far":                  {[]Row{post("a", 15*60+30, "facebook")}, nil},
		"two networks, two slots":  {[]Row{post("a", 18*60, "facebook", "instagram")}, map[clients.ID]string{"evening": "a", "insta": "a"}},
		"another network":          {[]Row{post("a", 18*60, "linkedin")}, nil},
		"any network":              {[]Row{post("a", 11*60, "linkedin")}, map[clients.ID]string{"noon": "a"}},
		"the nearer has it":        {[]Row{post("a", 11*60, "linkedin"), post("b", 12*60+5, "x")}, map[clients.ID]string{"noon": "b"}},
		"kind":                     {[]Row{post("a", 20*60, "youtube"), with(post("b", 20*60, "youtube"), func(r *Row) { r.Kind = Reel })}, map[clients.ID]string{"video": "b"}},
		"no time":                  {[]Row{post("a", civil.NoClock, "facebook")}, map[clients.ID]string{"noon": "a", "evening": "a"}},
		"cancelled, held and idea": {[]Row{with(post("a", 18*60, "facebook"), func(r *Row) { r.State = Cancelled }), with(post("b", 18*60, "facebook"), func(r *Row) { r.State = OnHold }), with(post("c", 18*60, "facebook"), func(r *Row) { r.State = Idea })}, nil},
		"a meeting":                {[]Row{with(post("a", 12*60), func(r *Row) { r.Kind = Meeting })}, nil},
		"another day":              {[]Row{with(post("a", 18*60, "facebook"), func(r *Row) { r.On = monday.AddDays(1) })}, nil},
	} {
		got := map[clients.ID]string{}
		for _, o := range openings(slots, c.items, civil.Range{From: monday, To: monday}) {
			if len(o.By) > 0 {
				got[o.Slot.ID] = string(o.By[0])
			}
		}
		if len(got) != len(c.taken) {
			t.Errorf("%s: taken %v, want %v", name, got, c.taken)
		}
		for slot, item := range c.taken {
			if got[slot] != item {
				t.Errorf("%s: %s has %q, want %q", name, slot, got[slot], item)
			}
		}
	}
}

// Ensure slots are laid on their weekday alone, in order, each taken at most
// once, whatever the order the items come in, and a further item frees none.
func TestOpeningsHold(t *testing.T) {
	networks := []string{"facebook", "instagram", "x"}
	some := rapid.SliceOfNDistinct(rapid.SampledFrom(networks), 0, 3, rapid.ID)
	rapid.Check(t, func(t *rapid.T) {
		var slots []Slot
		for i := range rapid.IntRange(0, 6).Draw(t, "slots") {
			slots = append(slots, Slot{
				ID: clients.ID(rune('A' + i)), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")),
				At: civil.Clock(rapid.IntRange(0, 1439).Draw(t, "at")), Networks: some.Draw(t, "networks"),
			})
		}
		days := civil.Range{From: civil.NewDate(2026, time.October, 19), To: civil.NewDate(2026, time.November, 1)}
		var items []Row
		for i := range rapid.IntRange(0, 8).Draw(t, "items") {
			items = append(items, Row{
				ID: clients.ID(rune('a' + i)), Kind: Post, State: Draft, On: days.From.AddDays(rapid.IntRange(0, 13).Draw(t, "day")),
				At: civil.Clock(rapid.IntRange(-1, 1439).Draw(t, "time")), Networks: some.Draw(t, "of"),
			})
		}
		all := openings(slots, items, days)
		if len(all) != 2*len(slots) {
			t.Fatalf("%d openings of %d slots in two weeks", len(all), len(slots))
		}
		shuffled := openings(slots, rapid.Permutation(items).Draw(t, "order"), days)
		fewer := all
		if len(items) > 0 {
			fewer = openings(slots, items[1:], days)
		}
		free := func(list []Opening) (n int) {
			for _, o := range list {
				if o.Free() {
					n++
				}
			}
			return n
		}
		for i, o := range all {
			switch {
			case o.On.Weekday() != o.Slot.Weekday || len(o.By) > 1:
				t.Fatalf("%+v", o)
			case i > 0 && (o.On.Before(all[i-1].On) || o.On == all[i-1].On && o.Slot.At < all[i-1].Slot.At):
				t.Fatalf("out of order: %v", all)
			case len(shuffled[i].By) != len(o.By) || (len(o.By) == 1 && o.By[0] != shuffled[i].By[0]):
				t.Fatalf("the order of the items tells: %v, %v", o, shuffled[i])
			}
		}
		if free(all) > free(fewer) {
			t.Fatalf("one more item freed a slot: %d, then %d", free(fewer), free(all))
		}
	})
}
