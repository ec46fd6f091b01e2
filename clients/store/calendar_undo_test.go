package store

import (
	"context"
	"slices"
	"testing"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Ensure that in every state what can be taken back gives the very item there
// was, and that what a decision hangs on cannot be.
func TestUndoInEveryState(t *testing.T) {
	o := product(t)
	ctx := o.paul
	people := allPeople[0]
	undoable := []act{
		{name: "a text", do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Change(ctx, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", "Autre"); return nil })
			return err
		}},
		{name: "the note", do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Change(ctx, it.ID, func(it *calendar.Item) error { it.Note = "n"; return nil })
			return err
		}},
		{name: "move", do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, civil.NewDate(2027, 1, 9), nil, calendar.ByClient)
			return err
		}},
		{name: "hold", do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.SetState(ctx, it.ID, calendar.OnHold, "Deuil")
			return err
		}},
		{name: "cancel", do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.SetState(ctx, it.ID, calendar.Cancelled, "")
			return err
		}},
		{name: "publish", do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Publish(ctx, it.ID, calendar.Proof{URL: "https://example.org/p"})
			return err
		}},
		{name: "remove", do: func(ctx context.Context, o *office, it calendar.Item) error { return o.cal.Remove(ctx, it.ID) }},
	}
	for _, st := range calendar.States() {
		for _, a := range undoable {
			s := situation{circuit: clients.CircuitClient, state: st, people: people}
			if st == calendar.OnHold {
				s.heldFrom = calendar.Approved
			}
			var placed calendar.Item
			if err := o.s.Tx(clients.Doing(ctx, clients.Act{Kind: "test"}), func(ctx context.Context) (err error) {
				placed, err = o.place(ctx, s)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			before, err := o.cal.Item(ctx, placed.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := a.do(ctx, o, before); err != nil {
				if _, ok := fault.As(err); !ok {
					t.Errorf("%v, %s: %v", s, a.name, err)
				}
				continue // the product says whether it may be refused
			}
			if _, err := o.history.Undo(ctx); err != nil {
				t.Errorf("%v, %s: %v", s, a.name, err)
				continue
			}
			after, err := o.cal.Item(ctx, placed.ID)
			if err != nil || after.State != before.State || after.HeldFrom != before.HeldFrom || after.Hash != before.Hash || after.Revision != before.Revision ||
				!slices.Equal(after.Texts, before.Texts) || after.On != before.On || after.Note != before.Note || after.PublishedURL != before.PublishedURL {
				t.Errorf("%v, %s taken back: %v\n%+v\n%+v", s, a.name, err, before, after)
			}
		}
	}
	// A decision is final, and so is what it was given on.
	it := o.waiting("Un texte qu’on décide")
	o.decide(it.ID, "Aline K.", calendar.Approve)
	if act, err := o.history.Undo(ctx); err == nil && act.Kind == "item.decide" {
		t.Error("a decision was taken back")
	}
	if d := o.show(it.ID); len(d.Decisions) != 2 || d.Committee.Approvals != 1 {
		t.Errorf("%+v", d.Decisions)
	}
}
