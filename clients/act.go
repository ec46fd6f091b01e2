package clients

import (
	"context"
	"encoding/json"
	"time"
)

// ID is a UUIDv7 in its canonical text form. The empty ID names nothing.
type ID string

// IDSource makes identifiers; the demonstration agency replaces it by a seeded one.
type IDSource func() ID

// Clock tells the present instant. Rules never call time.Now.
type Clock func() time.Time

// Act is one thing a person did. Everything written inside its transaction is
// journalled under it and is undone together.
type Act struct {
	ID   ID
	At   time.Time // UTC
	Who  ID        // staff; empty when nobody is known yet (first start)
	Name string    // the person's name as it was then
	Kind string    // "client.edit", "entry.add": room noun and verb, also a catalogue key "act.<kind>"
	// Client is the workspace concerned, empty for the agency's own matters.
	Client ID
	// Subject names what was touched for a reader: a title, a name, a file.
	Subject string
	// Final acts cannot be undone (an issued document, an undo of an import).
	Final bool
	// UndoOf is the act this one takes back, empty otherwise.
	UndoOf ID
}

// Change is what an act did to one row, or to all rows of one import.
type Change struct {
	Act    ID
	Seq    int
	Table  string
	Key    json.RawMessage // primary key columns, or {"import_id": …} for a bulk change
	Before json.RawMessage // nil when the row did not exist
	After  json.RawMessage // nil when the row was removed
	Bulk   bool
}

// Person is who acts: a record, not a password.
type Person struct {
	ID   ID
	Name string
}

type (
	actKey    struct{}
	personKey struct{}
)

// As returns a context in which p acts.
func As(ctx context.Context, p Person) context.Context { return context.WithValue(ctx, personKey{}, p) }

// Acting is the person who acts in ctx; the zero Person when none was said.
func Acting(ctx context.Context) Person {
	p, _ := ctx.Value(personKey{}).(Person)
	return p
}

// Doing returns a context whose next transaction is journalled as act. An act
// that is already under way keeps its name: the outermost use case wins.
func Doing(ctx context.Context, act Act) context.Context {
	if _, ok := ctx.Value(actKey{}).(Act); ok {
		return ctx
	}
	return context.WithValue(ctx, actKey{}, act)
}

// ActOf is the act named by Doing, with the acting person filled in.
func ActOf(ctx context.Context) Act {
	a, _ := ctx.Value(actKey{}).(Act)
	if a.Who == "" {
		p := Acting(ctx)
		a.Who, a.Name = p.ID, p.Name
	}
	return a
}

// Transactor runs fn in one immediate transaction: all of it is kept or none.
// A call inside a transaction joins it.
type Transactor interface {
	Tx(ctx context.Context, fn func(ctx context.Context) error) error
}
