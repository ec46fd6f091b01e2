package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/store"
	"regie/cmd/internal/wire"
)

// env is what a command runs in. Context carries who acts.
type env struct {
	Context context.Context
	House   *wire.House
	Folder  string
	Printer *text.Printer
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	JSON    bool
	Now     func() time.Time
	Today   civil.Date // where the agency is

	as      string // --as
	docLang string // language of documents; see documentLang
	acted   error  // why nobody acts; see Person
}

// Open opens the data folder; commands that are bare call it with their own
// options, and close e.House themselves.
func (e *env) Open(o wire.Options) (err error) {
	o.Folder, o.Now, o.Lang = e.Folder, e.Now, string(e.Printer.Lang())
	o.Warn = func(err error) { e.Note(fault.New("backup_failed").Because(err)) }
	if e.House, err = wire.Open(e.Context, o); err != nil {
		return err
	}
	if e.Today, err = e.House.Clients.Today(e.Context); err == nil {
		err = e.act()
	}
	if err != nil {
		return errors.Join(err, e.House.Close())
	}
	return nil
}

// act says who acts: --as, else REGIE_AS, else the only active person. Where
// there are several and none is named, acting is left open until it matters.
func (e *env) act() error {
	active, err := e.House.Clients.Staff(e.Context, false)
	if err != nil {
		return err
	}
	name, from := e.as, "as"
	if name == "" {
		name = os.Getenv("REGIE_AS")
	}
	switch {
	case name != "" && len(active) > 0:
		p, err := e.House.Clients.StaffByName(e.Context, name)
		if err != nil || p.ArchivedAt != "" {
			return fault.New("acting_unknown", "name", name).At(from)
		}
		e.Context = clients.As(e.Context, clients.Person{ID: p.ID, Name: p.Name})
	case len(active) == 1:
		e.Context = clients.As(e.Context, clients.Person{ID: active[0].ID, Name: active[0].Name})
	case len(active) > 1:
		e.acted = fault.New("acting_missing", "names", names(active)).At("as")
	default:
		e.acted = fault.New("acting_nobody").At("as")
	}
	return nil
}

func names(people []clients.Staff) []string {
	var list []string
	for _, p := range people {
		list = append(list, p.Name)
	}
	return list
}

// Person is who acts, for commands where it matters. Faults: acting_missing
// where several could, acting_nobody where there is no staff.
func (e *env) Person() (clients.Person, error) { return clients.Acting(e.Context), e.acted }

// Client finds the client of a --client flag.
func (e *env) Client(key string) (clients.Client, error) {
	return e.House.Clients.ClientByKey(e.Context, key)
}

// T is a text of the catalogue.
func (e *env) T(key string, kv ...any) string { return e.Printer.T(key, kv...) }

// Print shows v as JSON when that was asked for, else what human writes. A nil
// slice is an empty array.
func (e *env) Print(v any, human func(w io.Writer)) error {
	if e.JSON {
		return writeJSON(e.Out, v)
	}
	var b strings.Builder
	human(&b)
	if _, err := io.WriteString(e.Out, b.String()); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

// Table writes rows in columns; the first row is the head.
func (e *env) Table(w io.Writer, rows [][]string) {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.TrimRight(strings.Join(r, "\t"), "\t"))
	}
	_ = t.Flush() // a strings.Builder takes everything
}

// Note says something on stderr that is no refusal: a danger, a hint.
func (e *env) Note(err error) { fmt.Fprintln(e.Err, e.Printer.Error(err)) }

// failure is a refusal as scripts read it.
type failure struct {
	Error struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		Field   string `json:"field"`
	} `json:"error"`
}

// refuse prints the one sentence and gives the exit code.
func (e *env) refuse(err error) int {
	var f failure
	err = store.Explain(err, e.Folder)
	f.Error.Code, f.Error.Message = "internal", e.Printer.Error(err)
	if known, ok := fault.As(err); ok {
		f.Error.Code, f.Error.Field = known.Code, known.Field
	}
	e.complain(f)
	return exitRefused
}

func (e *env) complain(f failure) {
	if e.JSON {
		_ = writeJSON(e.Err, f) // nowhere left to say that this failed
		return
	}
	fmt.Fprintln(e.Err, f.Error.Message)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// list is v, an empty list for nil, so that JSON shows [] and not null.
func list[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}

// orNull is nil for an empty text: unknown is null.
func orNull[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}

// together does several steps of a command as one act: all of them or nothing.
// Within fn the environment's context is the transaction's.
func (e *env) together(act clients.Act, fn func() error) error {
	outer := e.Context
	defer func() { e.Context = outer }()
	return e.House.Store.Tx(clients.Doing(outer, act), func(ctx context.Context) error {
		e.Context = ctx
		return fn()
	})
}
