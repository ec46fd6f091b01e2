package store

import (
	"context"
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/fault"
)

// Ensure the journal cannot be rewritten, whoever asks.
func TestTheJournalIsAppendOnly(t *testing.T) {
	h := openHouse(t)
	h.client("Kivu")
	for _, query := range []string{
		`UPDATE act SET who_name = 'x'`,
		`DELETE FROM act`,
		`UPDATE change SET after_json = NULL`,
		`DELETE FROM change`,
	} {
		if _, err := h.store.write.ExecContext(h.ctx, query); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// Ensure an act says who did what to which client, before and after.
func TestAnActSaysWhoAndWhat(t *testing.T) {
	h := openHouse(t)
	zoe := h.staff("Zoé", "", "")
	ctx := clients.As(h.ctx, clients.Person{ID: zoe.ID, Name: zoe.Name})
	kivu := h.client("Kivu")
	_, err := h.svc.EditClient(ctx, kivu.ID, func(c *clients.Client) { c.Sector = "déco" })
	h.must(err)
	acts, err := h.history.Acts(ctx, kivu.ID, "", 10)
	h.must(err)
	if len(acts) != 2 || acts[0].Kind != "client.edit" || acts[0].Name != "Zoé" || acts[0].Who != zoe.ID || acts[0].Subject != "Kivu" || !acts[0].At.Equal(houseNow) {
		t.Fatalf("acts %+v", acts)
	}
	if more, err := h.history.Acts(ctx, kivu.ID, acts[0].ID, 10); err != nil || len(more) != 1 || more[0].Kind != "client.add" {
		t.Errorf("older acts %+v, %v", more, err)
	}
	changes, err := h.history.Changes(ctx, acts[0].ID)
	h.must(err)
	var before, after struct{ Sector string }
	if len(changes) != 1 || json.Unmarshal(changes[0].Before, &before) != nil || json.Unmarshal(changes[0].After, &after) != nil ||
		before.Sector != "" || after.Sector != "déco" {
		t.Errorf("changes %+v", changes)
	}
	// The same again changes nothing, and leaves no trace.
	_, err = h.svc.EditClient(ctx, kivu.ID, func(c *clients.Client) { c.Sector = " déco " })
	h.must(err)
	if again, err := h.history.Acts(ctx, kivu.ID, "", 10); err != nil || len(again) != 2 {
		t.Errorf("acts %+v, %v", again, err)
	}
}

// Ensure everybody undoes their own acts only.
func TestPeopleUndoTheirOwnActs(t *testing.T) {
	h := openHouse(t)
	zoe, ana := clients.As(h.ctx, clients.Person{ID: "z", Name: "Zoé"}), clients.As(h.ctx, clients.Person{ID: "a", Name: "Ana"})
	kivu := h.client("Kivu")
	set := func(ctx context.Context, sector string) {
		t.Helper()
		_, err := h.svc.EditClient(ctx, kivu.ID, func(c *clients.Client) { c.Sector = sector })
		h.must(err)
	}
	set(zoe, "Zoé's")
	_, err := h.history.Undo(ana)
	h.refused(err, "nothing_to_undo", "")
	set(ana, "Ana's")
	_, err = h.history.Undo(zoe) // Ana wrote over it
	h.refused(err, "undo_changed_since", "")
	_, err = h.history.Undo(ana)
	h.must(err)
	act, err := h.history.Undo(zoe)
	if err != nil || act.Kind != "client.edit" {
		t.Fatalf("%+v, %v", act, err)
	}
	if got, err := h.svc.Client(h.ctx, kivu.ID); err != nil || got.Sector != "" {
		t.Errorf("sector %q, %v", got.Sector, err)
	}
	_, err = h.history.UndoAct(h.ctx, act.ID)
	h.refused(err, "act_undone", "")
	_, err = h.history.UndoAct(h.ctx, "no such act")
	h.refused(err, "act_unknown", "")
}

// Ensure a room's guard refuses the whole undo.
func TestAGuardRefusesTheWholeUndo(t *testing.T) {
	h := openHouse(t)
	kivu := h.client("Kivu")
	terms := clients.NewTerms(kivu, onDay(t, "2026-01-01"))
	terms.Deliverables = []clients.Promise{{Kind: "post", Quantity: 3}}
	_, err := h.svc.SetContract(h.ctx, terms)
	h.must(err)
	h.history.Guard("contract", func(_ context.Context, c clients.Change) error {
		if c.Table != "contract" || c.After == nil {
			t.Errorf("asked about %+v", c)
		}
		return fault.New("month_closed")
	})
	_, err = h.history.Undo(h.ctx)
	h.refused(err, "month_closed", "")
	if got, _, err := h.svc.ContractOn(h.ctx, kivu.ID, onDay(t, "2026-03-01")); err != nil || len(got.Deliverables) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// Ensure a later column does not stop the undo of an older act.
func TestAnUndoCrossesMigrations(t *testing.T) {
	h := openHouse(t)
	kivu := h.client("Kivu")
	_, err := h.svc.EditClient(h.ctx, kivu.ID, func(c *clients.Client) { c.Sector = "déco" })
	h.must(err)
	_, err = h.store.write.ExecContext(h.ctx, `ALTER TABLE client ADD COLUMN later TEXT NOT NULL DEFAULT 'new'`)
	h.must(err)
	h.must(h.store.Close())
	h.open()
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	var later string
	h.must(h.store.read.QueryRowContext(h.ctx, `SELECT sector || later FROM client WHERE id = ?`, kivu.ID).Scan(&later))
	if later != "new" {
		t.Errorf("the row is %q", later)
	}
}

// Ensure an error anywhere in an act, and a panic, leave nothing of it.
func TestAnActIsWholeOrNothing(t *testing.T) {
	h := openHouse(t)
	ctx := clients.Doing(h.ctx, clients.Act{Kind: "test"})
	for name, end := range map[string]func() error{
		"error": func() error { return fault.New("no") },
		"panic": func() error { panic("no") },
	} {
		func() {
			defer func() { _ = recover() }()
			err := h.store.Tx(ctx, func(ctx context.Context) error {
				h.must(h.store.save(ctx, "setting", row{"key": name, "value": "x"}))
				return end()
			})
			h.refused(err, "no", "")
		}()
		var n int
		h.must(h.store.read.QueryRowContext(h.ctx, `SELECT (SELECT count(*) FROM setting) + (SELECT count(*) FROM act WHERE kind = 'test')`).Scan(&n))
		if n != 0 {
			t.Errorf("%s left %d rows", name, n)
		}
	}
	if err := h.store.save(h.ctx, "setting", row{"key": "a", "value": "b"}); err == nil {
		t.Error("a write outside a transaction passed")
	}
	err := h.store.Tx(h.ctx, func(ctx context.Context) error {
		return h.store.save(ctx, "setting", row{"key": "a", "value": "b"})
	})
	if err == nil {
		t.Error("a write under no act passed")
	}
}

// Ensure events come after the commit, name what was touched, and not at all
// where nothing was.
func TestEventsFollowCommits(t *testing.T) {
	h := openHouse(t)
	var got []clients.Event
	stop := h.store.Bus().Subscribe(func(e clients.Event) {
		if _, err := h.svc.Clients(h.ctx, clients.ActiveClients); err != nil {
			t.Error(err)
		}
		got = append(got, e)
	})
	kivu := h.client("Kivu")
	_, err := h.svc.AddClient(h.ctx, clients.Client{Name: ""})
	h.refused(err, "name_empty", "name")
	if len(got) != 1 || got[0].Kind != "client.add" || got[0].Client != kivu.ID || !got[0].Touches("client") || got[0].Touches("staff") {
		t.Errorf("events %+v", got)
	}
	stop()
	h.client("Other")
	if len(got) != 1 {
		t.Error("a subscriber that left was called")
	}
}

// Ensure any run of writes, undos and redos is what a plain list of states
// would give.
func TestUndoAndRedoWalkTheStates(t *testing.T) {
	h := openHouse(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		ctx := clients.As(h.ctx, clients.Person{ID: clients.ID(rapid.StringMatching(`[a-z]{12}`).Draw(rt, "who"))})
		_, err := h.store.write.ExecContext(h.ctx, `DELETE FROM setting`)
		if err != nil {
			rt.Fatal(err)
		}
		states := []map[string]string{{}}
		at := 0
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0, 1:
				next := maps.Clone(states[at])
				err = h.store.Tx(clients.Doing(ctx, clients.Act{Kind: "test"}), func(ctx context.Context) error {
					for range rapid.IntRange(1, 3).Draw(rt, "rows") {
						key := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "key")
						if rapid.Bool().Draw(rt, "remove") {
							delete(next, key)
							if err := h.store.remove(ctx, "setting", row{"key": key}); err != nil {
								return err
							}
							continue
						}
						next[key] = rapid.StringMatching(`[a-c]`).Draw(rt, "value")
						if err := h.store.save(ctx, "setting", row{"key": key, "value": next[key]}); err != nil {
							return err
						}
					}
					return nil
				})
				if journalled := eventful(h, ctx); journalled {
					states, at = append(states[:at+1], next), at+1
				}
			case 2:
				if _, err = h.history.Undo(ctx); fault.Is(err, "nothing_to_undo") == (at == 0) {
					err = nil
				}
				at = max(0, at-1)
			case 3:
				if _, err = h.history.Redo(ctx); fault.Is(err, "nothing_to_redo") == (at == len(states)-1) {
					err = nil
				}
				at = min(len(states)-1, at+1)
			}
			if err != nil {
				rt.Fatal(err)
			}
			if got := settings(h, rt); !maps.Equal(got, states[at]) {
				rt.Fatalf("at %d of %v: %v", at, states, got)
			}
		}
	})
}

// eventful tells whether the person's newest act is a write, not an undo: one
// that changed nothing leaves none.
func eventful(h *house, ctx context.Context) bool {
	var kind string
	var seen int
	who := clients.Acting(ctx).ID
	h.must(h.store.read.QueryRowContext(h.ctx, `SELECT coalesce((SELECT kind FROM act WHERE who_id = ? ORDER BY id DESC LIMIT 1), ''), (SELECT count(*) FROM act WHERE who_id = ?)`, who, who).Scan(&kind, &seen))
	changed := seen != lastSeen[who]
	lastSeen[who] = seen
	return changed && kind == "test"
}

var lastSeen = map[clients.ID]int{}

func settings(h *house, rt *rapid.T) map[string]string {
	rows, err := collect(h.ctx, h.store.read, "settings", func(sc scanner) (kv [2]string, err error) {
		err = sc.Scan(&kv[0], &kv[1])
		return kv, err
	}, `SELECT key, value FROM setting`)
	if err != nil {
		rt.Fatal(err)
	}
	got := map[string]string{}
	for _, kv := range rows {
		got[kv[0]] = kv[1]
	}
	return got
}
