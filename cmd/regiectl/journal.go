package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"regie/clients"
	"regie/clients/fault"
)

type changeView struct {
	Table  string          `json:"table"`
	Key    json.RawMessage `json:"key"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

type actView struct {
	ID      string       `json:"id"`
	At      string       `json:"at"`
	Who     *string      `json:"who"`
	Kind    string       `json:"kind"`
	Client  *string      `json:"client"`
	Subject *string      `json:"subject"`
	Final   bool         `json:"final"`
	UndoOf  *string      `json:"undo_of"`
	Changes []changeView `json:"changes,omitempty"`
}

// clientKeys maps identifiers to keys, so that an act names its client as
// every other answer does.
func (e *env) clientKeys() (map[clients.ID]string, error) {
	all, err := e.House.Clients.Clients(e.Context, clients.AllClients)
	keys := map[clients.ID]string{}
	for _, c := range all {
		keys[c.ID] = c.Key
	}
	return keys, err
}

func viewAct(a clients.Act, keys map[clients.ID]string) actView {
	return actView{
		string(a.ID), a.At.UTC().Format(time.RFC3339), orNull(a.Name), a.Kind, orNull(keys[a.Client]), orNull(a.Subject),
		a.Final, orNull(a.UndoOf), nil,
	}
}

// actName is what was done, in the language; kinds of rooms that have no name
// yet show as they are.
func (e *env) actName(a clients.Act) string {
	if key := "act." + a.Kind; e.Printer.Has(key) {
		return e.T(key)
	}
	return a.Kind
}

type journalCmd struct {
	Client  string `placeholder:"KEY"`
	Limit   string `placeholder:"N" default:"50"`
	Before  string `placeholder:"ID"`
	Changes bool
}

// Run lists who did what, newest first.
func (c journalCmd) Run(e *env) error {
	limit, err := numberFlag("limit", &c.Limit)
	if err != nil {
		return err
	}
	var of clients.ID
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return err
		}
		of = client.ID
	}
	acts, err := e.House.History.Acts(e.Context, of, clients.ID(c.Before), int(*limit))
	if err != nil {
		return err
	}
	keys, err := e.clientKeys()
	if err != nil {
		return err
	}
	views := []actView{}
	rows := [][]string{{e.T("regiectl.when"), e.T("regiectl.who"), e.T("regiectl.what"), e.T("regiectl.client"), e.T("regiectl.subject")}}
	for _, a := range acts {
		v := viewAct(a, keys)
		if c.Changes {
			if v.Changes, err = e.actChanges(a.ID); err != nil {
				return err
			}
		}
		views = append(views, v)
		rows = append(rows, []string{v.At, a.Name, e.actName(a), keys[a.Client], a.Subject})
	}
	return e.Print(views, func(w io.Writer) { e.Table(w, rows) })
}

func (e *env) actChanges(act clients.ID) ([]changeView, error) {
	all, err := e.House.History.Changes(e.Context, act)
	views := []changeView{}
	for _, c := range all {
		views = append(views, changeView{c.Table, c.Key, c.Before, c.After})
	}
	return views, err
}

type undoCmd struct {
	Act string `placeholder:"ID"`
}

// Run takes back the acting person's last act, or the one named.
func (c undoCmd) Run(e *env) error {
	if c.Act != "" {
		act, err := e.House.History.UndoAct(e.Context, clients.ID(c.Act))
		return e.tookBack("regiectl.undone", act, err)
	}
	if _, err := e.Person(); fault.Is(err, "acting_missing") {
		return err
	}
	act, err := e.House.History.Undo(e.Context)
	return e.tookBack("regiectl.undone", act, err)
}

type redoCmd struct{}

// Run does the acting person's last undone act again.
func (redoCmd) Run(e *env) error {
	if _, err := e.Person(); fault.Is(err, "acting_missing") {
		return err
	}
	act, err := e.House.History.Redo(e.Context)
	return e.tookBack("regiectl.redone", act, err)
}

func (e *env) tookBack(key string, act clients.Act, err error) error {
	if err != nil {
		return err
	}
	keys, err := e.clientKeys()
	if err != nil {
		return err
	}
	return e.Print(viewAct(act, keys), func(w io.Writer) {
		fmt.Fprintln(w, e.T(key, "what", e.actName(act), "subject", act.Subject))
	})
}
