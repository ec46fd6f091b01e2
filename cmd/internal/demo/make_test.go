package demo

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
)

var lastDay = civil.NewDate(2026, 11, 22)

func open(t *testing.T, o Options) *wire.House {
	t.Helper()
	if _, err := Make(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	house, err := wire.Open(context.Background(), wire.Options{Folder: o.Folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := house.Close(); err != nil {
			t.Error(err)
		}
	})
	return house
}

// everything is what two houses are compared by: items, entries, acts.
func everything(t *testing.T, house *wire.House) (items []calendar.Item, entries []hours.Entry, acts []clients.Act) {
	t.Helper()
	ctx := context.Background()
	all, err := house.Clients.Clients(ctx, clients.AllClients)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		i, err := house.Calendar.Items(ctx, calendar.Filter{Client: c.ID})
		if err != nil {
			t.Fatal(err)
		}
		e, err := house.Hours.List(ctx, hours.Filter{Client: c.ID})
		if err != nil {
			t.Fatal(err)
		}
		items, entries = append(items, i...), append(entries, e...)
	}
	if acts, err = house.History.Acts(ctx, "", "", 10_000); err != nil {
		t.Fatal(err)
	}
	return items, entries, acts
}

func TestTheSameSeedAndDayGiveTheSame(t *testing.T) {
	o := Options{Today: lastDay, Months: 2, Clients: 3, Seed: 7}
	o.Folder = filepath.Join(t.TempDir(), "one")
	items, entries, acts := everything(t, open(t, o))
	o.Folder = filepath.Join(t.TempDir(), "two")
	items2, entries2, acts2 := everything(t, open(t, o))
	if len(items) < 100 || len(entries) < 200 || len(acts) < 200 {
		t.Fatalf("%d items, %d entries, %d acts", len(items), len(entries), len(acts))
	}
	if !reflect.DeepEqual(items, items2) || !reflect.DeepEqual(entries, entries2) || !reflect.DeepEqual(acts, acts2) {
		t.Error("two makings differ")
	}
	o.Seed, o.Folder = 8, filepath.Join(t.TempDir(), "three")
	if other, _, _ := everything(t, open(t, o)); reflect.DeepEqual(items, other) {
		t.Error("another seed gives the same")
	}
}

func TestTheStoryHoldsTogether(t *testing.T) {
	ctx := context.Background()
	house := open(t, Options{Today: lastDay, Seed: 1, Folder: filepath.Join(t.TempDir(), "d")})
	if found, err := house.Store.Check(ctx, false); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
	month := lastDay.InMonth()
	for key, want := range map[string]int64{"kivu": 1530, "lumen": 840, "nyota": 2328, "pic": 900, "roches": 1080, "tama": 600} {
		c, err := house.Clients.ClientByKey(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		bank, err := house.Hours.Bank(ctx, c.ID, month)
		if used := bank.Total.Used; err != nil || (used != want && key != "tama") { // tama is rounded
			t.Errorf("%s used %d of %d minutes, want %d, %v", key, used, bank.Total.Available(), want, err)
		}
		for m := month.Add(-17); m.Before(month); m = m.Add(1) {
			bank, err := house.Hours.Bank(ctx, c.ID, m)
			if err != nil || !bank.Closed || bank.Unconsented > 0 {
				t.Errorf("%s is not closed for %s: %v", m, key, err)
			}
		}
		checkBudget(t, house, c, month)
		checkItems(t, house, c)
	}
	for _, words := range []string{"suspense inutile", "miel"} { // one by acts, one filled in
		if rows, err := house.Calendar.Find(ctx, "", words, 5); err != nil || len(rows) == 0 {
			t.Errorf("%q is not found: %v", words, err)
		}
	}
	today, err := house.Calendar.Today(ctx, lastDay)
	if err != nil || len(today.Due)+len(today.Done) != 5 || len(today.Missed) > 0 {
		t.Errorf("today: %d due, %d done, %d missed, %v", len(today.Due), len(today.Done), len(today.Missed), err)
	}
}

// checkBudget compares what was spent with the model's control room.
func checkBudget(t *testing.T, house *wire.House, c clients.Client, m civil.Month) {
	t.Helper()
	o, err := house.Budget.Month(context.Background(), c.ID, m, lastDay)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]int64{
		"kivu": {1840_00, 2400_00}, "lumen": {620_00, 1500_00}, "nyota": {2950_00, 3000_00},
		"pic": {900_00, 1800_00}, "roches": {1100_00, 2600_00}, "tama": {300_00, 900_00},
	}[c.Key]
	if o.Total.Used() != want[0] || o.Total.Planned != want[1] {
		t.Errorf("%s used %d of %d", c.Key, o.Total.Used(), o.Total.Planned)
	}
	moves, err := house.Budget.Movements(context.Background(), c.ID, m.Range())
	if err != nil {
		t.Fatal(err)
	}
	for _, mv := range moves {
		for _, list := range purchases {
			for _, b := range list {
				if c.Lang == "en" && b.supplier != b.supplierEN && mv.Supplier == b.supplier {
					t.Errorf("%s buys of %s, in French", c.Key, mv.Supplier)
				}
			}
		}
	}
}

// checkItems holds every item against the table of transitions, the committee's
// approvals, the networks' limits and its own hash.
func checkItems(t *testing.T, house *wire.House, c clients.Client) {
	t.Helper()
	ctx := context.Background()
	items, err := house.Calendar.Items(ctx, calendar.Filter{Client: c.ID})
	if err != nil {
		t.Fatal(err)
	}
	texts, said := map[string]int{}, 0
	for n, it := range items {
		if it.Hash != it.ContentHash() {
			t.Errorf("%s: its hash is of something else", it.Title)
		}
		for _, r := range calendar.Check(it, house.Calendar.Limits(), c.Brand, c.Lang) {
			if r.Code == calendar.TooLong || r.Code == calendar.TooManyTags || r.Code == calendar.WordToAvoid || r.Code == calendar.TitleTooLong {
				t.Errorf("%s: %+v", it.Title, r)
			}
		}
		for _, x := range it.Texts {
			texts[calendar.Fingerprint(x.Text)]++
			said++
		}
		if n%5 == 0 && it.Kind.Publishes() {
			checkWay(t, house, it)
		}
	}
	if len(texts) < said*3/4 {
		t.Errorf("%s says only %d different things in %d texts", c.Key, len(texts), said)
	}
}

func checkWay(t *testing.T, house *wire.House, it calendar.Item) {
	t.Helper()
	d, err := house.Calendar.Show(context.Background(), it.ID)
	if err != nil {
		t.Fatal(err)
	}
	state := calendar.Draft
	way := calendar.Way{Circuit: clients.CircuitClient}
	for _, trace := range d.Traces {
		if trace.Kind != calendar.StateChanged {
			continue
		}
		if state == calendar.Draft && trace.From == calendar.Idea {
			state = calendar.Idea
		}
		if trace.From != state || way.Allow(state, trace.To) != nil {
			t.Errorf("%s went from %s to %s, being %s", it.Title, trace.From, trace.To, state)
		}
		state = trace.To
	}
	if state != it.State && it.State != calendar.Idea {
		t.Errorf("%s is %s, its history says %s", it.Title, it.State, state)
	}
	if (it.State == calendar.Published || it.State == calendar.Approved || it.State == calendar.Scheduled) && !d.Committee.Approved {
		t.Errorf("%s is %s without the committee: %+v", it.Title, it.State, d.Committee)
	}
	if it.State == calendar.Published && (it.PublishedURL == "" || it.PublishedAt.IsZero()) {
		t.Errorf("%s is published nowhere", it.Title)
	}
}

func TestOtherDaysAndSizes(t *testing.T) {
	for name, o := range map[string]Options{
		"first of a month": {Today: civil.NewDate(2026, 3, 1), Months: 2},
		"new year":         {Today: civil.NewDate(2027, 1, 1), Months: 2, Lang: "en"},
		"one month":        {Today: civil.NewDate(2026, 6, 10), Months: 1},
		"two clients":      {Today: civil.NewDate(2028, 2, 29), Months: 2, Clients: 2},
		"many":             {Today: lastDay, Months: 2, Clients: 9, Entries: 1500, Items: 600},
	} {
		t.Run(name, func(t *testing.T) {
			o.Folder = filepath.Join(t.TempDir(), "d")
			made, err := Make(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			if o.Entries > 0 && (made.Entries < o.Entries*9/10 || made.Items < o.Items*8/10 || made.Clients != 9) {
				t.Errorf("made %+v", made)
			}
		})
	}
}

func TestOnlyAnEmptyFolderIsFilled(t *testing.T) {
	o := Options{Today: lastDay, Months: 1, Clients: 1, Folder: filepath.Join(t.TempDir(), "d")}
	if err := os.MkdirAll(filepath.Join(o.Folder, "media"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(context.Background(), o); !fault.Is(err, "demo_not_empty") {
		t.Errorf("a second time: %v", err)
	}
	for _, bad := range []Options{{Clients: -1}, {Months: 1000}, {Entries: -5}} {
		bad.Folder, bad.Today = filepath.Join(t.TempDir(), "d"), lastDay
		if _, err := Make(context.Background(), bad); !fault.Is(err, "demo_size") {
			t.Errorf("%+v: %v", bad, err)
		}
		if _, err := os.Stat(bad.Folder); !os.IsNotExist(err) {
			t.Error("a refusal left a folder behind")
		}
	}
	if _, err := Make(context.Background(), Options{Folder: o.Folder + "2", Today: civil.Date{}}); !fault.Is(err, "demo_day") {
		t.Errorf("no day: %v", err)
	}
}
