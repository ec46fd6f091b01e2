package store

import (
	"context"
	"testing"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

func filled(client clients.ID) calendar.Item {
	it := calendar.Item{
		ID: "item-1", Client: client, Kind: calendar.Post, Title: "Le miel", On: november.First(), At: civil.NoClock,
		Zone: "Europe/Paris", State: calendar.Draft, Revision: 1, Texts: []calendar.Text{{Network: "facebook", Text: "Récolte au lac"}},
	}
	it.Hash = it.ContentHash()
	return it
}

func TestAFillWritesWhatTheRoomsRead(t *testing.T) {
	ctx, s, _ := budgetRoom(t)
	want := filled("k")
	err := s.Fill(Filling(ctx, "Essai"), func(ctx context.Context, f *Filler) error {
		// A decision may come before the content it was given on.
		err := f.Decision(ctx, calendar.Decision{
			ID: "d", Client: "k", Item: want.ID, Stage: calendar.StageClient, Contact: "c", Who: "Aline K.", Verdict: calendar.Approve, Hash: want.Hash, Revision: 1,
		})
		if err != nil {
			return err
		}
		if err := f.Shown(ctx, want); err != nil {
			return err
		}
		if err := f.Item(ctx, want); err != nil {
			return err
		}
		return s.save(ctx, "contact", row{"id": "c", "client_id": "k", "name": "Aline K."})
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Calendar().Item(ctx, "k", want.ID)
	if err != nil || got.ContentHash() != want.Hash || got.Title != want.Title {
		t.Errorf("%+v, %v", got, err)
	}
	if rows, err := s.Calendar().Search(ctx, "k", "recolte", 5); err != nil || len(rows) != 1 {
		t.Errorf("its words are not found: %v, %v", rows, err)
	}
	if d, err := s.Calendar().Decisions(ctx, "k", want.ID); err != nil || len(d) != 1 || d[0].Who != "Aline K." {
		t.Errorf("decisions %+v, %v", d, err)
	}
	acts, err := s.Journal().Acts(ctx, "", "", 1)
	if err != nil || len(acts) != 1 || acts[0].Kind != ActName || !acts[0].Final {
		t.Errorf("acts %+v, %v", acts, err)
	}
}

func TestAFillIsWholeOrNothing(t *testing.T) {
	ctx, s, _ := budgetRoom(t)
	count := func() (n int) {
		t.Helper()
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'trigger'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	err := s.Fill(Filling(ctx, "Essai"), func(ctx context.Context, f *Filler) error { return f.Item(ctx, filled("nobody")) })
	if err == nil {
		t.Error("an item of no client is kept")
	}
	if n := count(); n != before {
		t.Errorf("%d triggers of %d are left", n, before)
	}
	if rows, err := s.Calendar().Rows(ctx, calendar.Filter{Client: "nobody"}); err != nil || len(rows) > 0 {
		t.Errorf("left behind: %v, %v", rows, err)
	}
	if err := s.Fill(Filling(ctx, "Essai"), func(context.Context, *Filler) error { return nil }); err != nil || count() != before {
		t.Errorf("filling nothing: %v", err)
	}
}
