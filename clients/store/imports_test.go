package store

import (
	"context"
	"strings"
	"testing"

	"regie/clients"
)

// Ensure imports are listed newest first, and stay listed once taken back.
func TestImportsAreListedAlsoWhenUndone(t *testing.T) {
	h := openHouse(t)
	kivu := h.client("Kivu")
	bring := func(name string, client any) clients.ID {
		ctx := clients.Doing(h.ctx, clients.Act{Kind: "time.import", Subject: name})
		h.must(h.store.Tx(ctx, func(ctx context.Context) error {
			return h.store.save(ctx, "import", row{
				"id": string(h.store.NewID()), "room": "hours", "source": "toggl", "file_name": name, "sha256": strings.Repeat("a", 64),
				"client_id": client, "at": instant(h.now), "who_name": "", "rows": 9, "accepted": 7, "duplicates": 1, "rejected": 1,
				"from_on": nil, "to_on": nil,
			})
		}))
		acts, err := h.history.Acts(h.ctx, "", "", 1)
		h.must(err)
		return acts[0].ID
	}
	first := bring("un.csv", string(kivu.ID))
	bring("deux.csv", nil)
	_, err := h.history.UndoAct(h.ctx, first)
	h.must(err)
	list, err := h.store.Imports(h.ctx, 10)
	h.must(err)
	if len(list) != 2 || list[0].File != "deux.csv" || list[0].Undone || list[0].Client != "" || list[0].Accepted != 7 || list[0].Rows != 9 {
		t.Fatalf("imports %+v", list)
	}
	if last := list[1]; last.Act != first || !last.Undone || last.Client != kivu.ID || last.Room != "hours" || !last.At.Equal(h.now) {
		t.Errorf("the undone import %+v", last)
	}
	if short, err := h.store.Imports(h.ctx, 1); err != nil || len(short) != 1 {
		t.Errorf("limited: %d, %v", len(short), err)
	}
}
