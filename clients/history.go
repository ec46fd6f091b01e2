package clients

import (
	"context"
	"errors"
	"slices"
	"sync"

	"regie/clients/fault"
)

// JournalKeeper is what History needs of the journal. See the store.
type JournalKeeper interface {
	Transactor
	// Acts lists acts newest first, of one client or of all, from before an act on.
	Acts(ctx context.Context, client, before ID, limit int) ([]Act, error)
	// Last is who's newest act that can be undone, or undo that can be redone.
	Last(ctx context.Context, who ID, redo bool) (Act, error)
	// Act gives one act; fault act_unknown.
	Act(ctx context.Context, id ID) (Act, error)
	// Undone tells whether an act was taken back.
	Undone(ctx context.Context, id ID) (bool, error)
	// Changes lists what an act did, in order.
	Changes(ctx context.Context, act ID) ([]Change, error)
	// Restore puts one row back to before the change; fault undo_changed_since.
	Restore(ctx context.Context, c Change) error
}

// History reads the journal, and takes acts back. It is safe for concurrent use.
type History struct {
	keep    JournalKeeper
	mu      sync.Mutex
	guards  map[string][]func(context.Context, Change) error
	follows map[string][]Follower
}

// NewHistory makes the history.
func NewHistory(keep JournalKeeper) *History {
	return &History{keep: keep, guards: map[string][]func(context.Context, Change) error{}, follows: map[string][]Follower{}}
}

// Guard has fn asked before a change of a row of the table is taken back; its
// refusal (a locked entry) refuses the whole undo.
func (h *History) Guard(table string, fn func(context.Context, Change) error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.guards[table] = append(h.guards[table], fn)
}

// Follow has fn told before a change of a row of the table is taken back; what
// it returns runs once all rows are restored, in the same act and transaction,
// for what was made since and hangs on the row.
func (h *History) Follow(table string, fn Follower) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.follows[table] = append(h.follows[table], fn)
}

// Follower sees a change before it is taken back and gives what is to be done
// afterwards.
type Follower func(context.Context, Change) (then func(context.Context) error, err error)

// Acts lists acts newest first: of one client, or of all when client is empty;
// before is the act to go on from, empty for the newest.
func (h *History) Acts(ctx context.Context, client, before ID, limit int) ([]Act, error) {
	return h.keep.Acts(ctx, client, before, limit)
}

// Changes lists what an act did, in order.
func (h *History) Changes(ctx context.Context, act ID) ([]Change, error) {
	return h.keep.Changes(ctx, act)
}

// Last is the acting person's last act that can be taken back; fault
// nothing_to_undo.
func (h *History) Last(ctx context.Context) (Act, error) {
	return h.keep.Last(ctx, Acting(ctx).ID, false)
}

// Undo takes back the acting person's last act and returns it; where that was
// doing something again, the something. Faults: nothing_to_undo,
// undo_changed_since, and those of the guards.
func (h *History) Undo(ctx context.Context) (Act, error) {
	act, err := h.back(ctx, false)
	if err != nil {
		return act, err
	}
	return h.Origin(ctx, act)
}

// Redo takes back the acting person's last undo, where nothing else was done
// since, and returns the act that stands again. Faults: nothing_to_redo,
// undo_changed_since, and those of the guards.
func (h *History) Redo(ctx context.Context) (Act, error) {
	undo, err := h.back(ctx, true)
	if err != nil {
		return undo, err
	}
	return h.Origin(ctx, undo)
}

func (h *History) back(ctx context.Context, redo bool) (act Act, err error) {
	kind := "undo"
	if redo {
		kind = "redo"
	}
	act, err = h.keep.Last(ctx, Acting(ctx).ID, redo)
	if err != nil {
		return act, err
	}
	return act, h.takeBack(ctx, kind, act)
}

// Origin is what an act comes down to for a reader: undoing an undo does the
// first act again.
func (h *History) Origin(ctx context.Context, act Act) (Act, error) {
	for act.UndoOf != "" {
		of, err := h.keep.Act(ctx, act.UndoOf)
		if err != nil {
			return act, err
		}
		act = of
	}
	return act, nil
}

// UndoAct takes back a chosen act, whoever did it: an import, for instance.
// Faults: act_unknown, act_final, act_undone, and those of Undo.
func (h *History) UndoAct(ctx context.Context, id ID) (Act, error) {
	act, err := h.keep.Act(ctx, id)
	if err != nil {
		return act, err
	}
	if act.Final {
		return act, fault.New("act_final")
	}
	return act, h.takeBack(ctx, "undo", act)
}

// takeBack restores every row the act changed, the last change first, in one
// transaction.
func (h *History) takeBack(ctx context.Context, kind string, act Act) error {
	changes, err := h.keep.Changes(ctx, act.ID)
	if err != nil {
		return err
	}
	// What removed an import's rows cannot bring them back.
	final := slices.ContainsFunc(changes, func(c Change) bool { return c.Bulk })
	ctx = Doing(ctx, Act{Kind: kind, Client: act.Client, Subject: act.Subject, UndoOf: act.ID, Final: final})
	return h.keep.Tx(ctx, func(ctx context.Context) error {
		undone, err := h.keep.Undone(ctx, act.ID)
		if err != nil {
			return err
		}
		if undone {
			return fault.New("act_undone")
		}
		for _, c := range slices.Backward(changes) {
			if err := h.ask(ctx, c); err != nil {
				return err
			}
		}
		follow, err := h.followers(ctx, changes)
		if err != nil {
			return err
		}
		for _, c := range slices.Backward(changes) {
			if err := h.keep.Restore(ctx, c); err != nil {
				return err
			}
		}
		for _, then := range follow {
			if err := then(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// followers are asked while everything still stands as it is.
func (h *History) followers(ctx context.Context, changes []Change) (list []func(context.Context) error, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range changes {
		for _, f := range h.follows[c.Table] {
			then, err := f(ctx, c)
			if err != nil {
				return nil, err
			}
			list = append(list, then)
		}
	}
	return list, nil
}

func (h *History) ask(ctx context.Context, c Change) error {
	h.mu.Lock()
	guards := h.guards[c.Table]
	h.mu.Unlock()
	var errs []error
	for _, g := range guards {
		errs = append(errs, g(ctx, c))
	}
	return errors.Join(errs...)
}
