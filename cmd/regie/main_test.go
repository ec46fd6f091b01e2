package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/start"
	"regie/gui/work"
)

var testNow = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func openHouse(t *testing.T) (*wire.House, context.Context, *people) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "d")
	h, err := wire.Open(context.Background(), wire.Options{Folder: folder, Lang: "fr", Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	who := &people{service: h.Clients, folder: folder, file: filepath.Join(t.TempDir(), "acting.json")}
	return h, actingContext{context.Background(), who}, who
}

func TestFlags(t *testing.T) {
	t.Setenv("REGIE_DATA", t.TempDir())
	good, err := flags{Lang: "en", Theme: "dark", Size: "1024x700", At: "kivu/time", Month: "2026-10"}.read()
	want := screen.Route{Page: screen.PageClient, Client: "kivu", Tab: "time", Month: civil.NewMonth(2026, time.October)}
	if err != nil || good.start != want || good.lang != text.EN || good.mode != "dark" || good.size.Width != 1024 {
		t.Errorf("read %+v, %v", good, err)
	}
	if c, err := (flags{At: "agency"}).read(); err != nil || c.start.Page != screen.PageAgency || c.lang != "" {
		t.Errorf("a page: %+v, %v", c, err)
	}
	for code, f := range map[string]flags{
		"lang_unknown": {Lang: "de"}, "theme_unknown": {Theme: "pink"}, "size_invalid": {Size: "big"}, "month_invalid": {Month: "2026-13"},
	} {
		if _, err := f.read(); !fault.Is(err, code) {
			t.Errorf("%+v: %v, want %s", f, err, code)
		}
	}
	for _, s := range []string{"0x100", "100", "100x", "x100", "-5x5", "99999x10"} {
		if _, err := readSize(s); !fault.Is(err, "size_invalid") {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestOwnAgencyIsOneActAndTheActingPersonIsRemembered(t *testing.T) {
	h, ctx, who := openHouse(t)
	r := &rail{house: h, common: newCommons(h)}
	today := civil.DateOf(testNow, time.UTC)
	if d, err := r.Rail(ctx, text.For(text.FR), today); err != nil || !d.FirstStart {
		t.Fatalf("an empty folder: %+v, %v", d, err)
	}
	if err := ownAgency(ctx, h, start.Answers{Agency: "Boréale", Person: "Awa", Level: "senior", Client: "", Minutes: 60}); !fault.Is(err, "name_empty") {
		t.Fatalf("a client without a name: %v", err)
	}
	if staff, err := h.Clients.Staff(ctx, true); err != nil || len(staff) != 0 {
		t.Fatalf("a refused start left %v, %v", staff, err)
	}
	if err := ownAgency(ctx, h, start.Answers{Agency: "Boréale", Person: "Awa", Level: "senior", Client: "Kivu Maison", Minutes: 1920}); err != nil {
		t.Fatal(err)
	}
	d, err := r.Rail(ctx, text.For(text.FR), today)
	if err != nil || d.FirstStart || len(d.Clients) != 1 || d.Clients[0].Available != 1920 || d.Clients[0].Initials != "KM" {
		t.Fatalf("rail %+v, %v", d, err)
	}
	bo, err := h.Clients.AddStaff(ctx, clients.Staff{Name: "Bo"})
	if err != nil {
		t.Fatal(err)
	}
	if err := who.SetActing(ctx, string(bo.ID)); err != nil {
		t.Fatal(err)
	}
	again := &people{service: h.Clients, folder: who.folder, file: who.file}
	if p, list, err := again.Acting(ctx); err != nil || p.Name != "Bo" || len(list) != 2 {
		t.Errorf("the next start: %+v, %v, %v", p, list, err)
	}
	if clients.Acting(ctx).Name != "Bo" {
		t.Errorf("the window's context says %q acts", clients.Acting(ctx).Name)
	}
}

func TestTimerAndBanksFollowTheEntries(t *testing.T) {
	h, ctx, who := openHouse(t)
	if err := ownAgency(ctx, h, start.Answers{Agency: "Boréale", Person: "Awa", Level: "senior", Client: "Kivu", Minutes: 600}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := who.Acting(ctx); err != nil {
		t.Fatal(err)
	}
	tm, p := timer{h, newPresence(untold, nil)}, text.For(text.FR)
	if err := tm.Start(ctx, gui.TimerChoice{Client: "kivu", Hat: "moderator"}); err != nil {
		t.Fatal(err)
	}
	st, err := tm.State(ctx, p)
	if err != nil || !st.Running || st.Name != "Kivu" || st.Hat != "Modération et animation" || !st.Start.Equal(testNow) {
		t.Fatalf("state %+v, %v", st, err)
	}
	if err := tm.Start(ctx, gui.TimerChoice{Client: "kivu"}); err != nil { // a switch, with the hat of before
		t.Fatal(err)
	}
	if st, err := tm.State(ctx, p); err != nil || st.Hat != "Modération et animation" {
		t.Errorf("after a switch %+v, %v", st, err)
	}
	if err := tm.Beat(ctx); err != nil {
		t.Error(err)
	}
	if q, err := tm.Question(ctx); err != nil || q != nil {
		t.Errorf("asked %+v, %v", q, err)
	}
	if err := tm.Stop(ctx); err != nil {
		t.Fatal(err)
	}
	shared, today := newCommons(h), civil.DateOf(testNow, time.UTC)
	kivu, err := h.Clients.ClientByKey(ctx, "kivu")
	if err != nil {
		t.Fatal(err)
	}
	used := func() int64 {
		seen, err := shared.of(ctx, today.InMonth(), today)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := shared.of(ctx, today.InMonth(), today); err != nil || again != seen {
			t.Errorf("gathered twice without a change: %v", err)
		}
		return seen.banks[kivu.ID].Total.Used
	}
	before := used()
	if _, _, err := h.Hours.Add(ctx, hours.Form{Client: kivu.ID, Person: who.current().ID, Hat: "writer", On: today, Seconds: 5400}); err != nil {
		t.Fatal(err)
	}
	if got := used(); got != before+90 {
		t.Errorf("used %d, was %d: the bank was not looked up again", got, before)
	}
	f, err := facts{shared}.Facts(ctx, p, today.InMonth(), today)
	if err != nil || len(f.Clients) != 1 || f.Clients[0].Used != before+90 || f.Clients[0].Unpriced == 0 {
		t.Errorf("the control room sees %+v, %v", f.Clients, err)
	}
	if hits, err := (searcher{h}).Search(ctx, p, "awa"); err != nil || len(hits) != 1 || hits[0].Route.Page != screen.PageAgency {
		t.Errorf("search: %+v, %v", hits, err)
	}
	if what, err := (history{h.History}).Undo(ctx, p); err != nil || what == "" {
		t.Errorf("undo: %q, %v", what, err)
	}
}

func TestACancelledDemonstrationLeavesNothing(t *testing.T) {
	h, ctx, _ := openHouse(t)
	ctx, cancel := context.WithCancel(ctx)
	err := demonstration(ctx, h, text.For(text.FR), func(work.Progress) { cancel() })
	if err == nil {
		t.Fatal("it was made nevertheless")
	}
	left, err := filepath.Glob(filepath.Join(h.Store.Folder(), asideName))
	if err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
	if list, err := h.Clients.Clients(context.Background(), clients.ActiveClients); err != nil || len(list) != 0 {
		t.Errorf("clients %v, %v", list, err)
	}
	stale := filepath.Join(h.Store.Folder(), "demo-123")
	if err := os.Mkdir(stale, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := sweep(h.Store.Folder()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Error("what a crash left is still there")
	}
}

func TestADisplayIsNeededForAWindow(t *testing.T) {
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	always := runtime.GOOS == "windows" || runtime.GOOS == "darwin"
	if got := hasDisplay(env(nil)); got != always {
		t.Errorf("without any: %t", got)
	}
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY"} {
		if !hasDisplay(env(map[string]string{name: "0"})) {
			t.Errorf("%s is not seen", name)
		}
	}
}
