package main

import (
	"fmt"
	"io"
	"strconv"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/cmd/internal/demo"
)

// demoCmd makes the demonstration agency in an empty data folder.
type demoCmd struct {
	Today   string `placeholder:"2026-11-22"`
	Seed    string `placeholder:"1"`
	Clients string `placeholder:"6"`
	Months  string `placeholder:"18"`
	Entries string `placeholder:"N"`
	Items   string `placeholder:"N"`
}

// bare: the folder is opened by the maker, with a clock and identifiers of its own.
func (demoCmd) bare() {}

type demoJSON struct {
	Folder  string   `json:"folder"`
	Clients []string `json:"clients"`
	Staff   int      `json:"staff"`
	Items   int      `json:"items"`
	Entries int      `json:"entries"`
	From    string   `json:"from"`
	Until   string   `json:"until"`
}

// Run makes it and says what it made.
func (c demoCmd) Run(e *env) error {
	o := demo.Options{Folder: e.Folder, Lang: string(e.Printer.Lang()), Today: civil.DateOf(e.Now(), demo.Zone()), Seed: 1}
	var err error
	if c.Today != "" {
		if o.Today, err = civil.ParseDate(c.Today); err != nil {
			return fault.At(err, "today")
		}
	}
	if c.Seed != "" {
		if o.Seed, err = strconv.ParseUint(c.Seed, 10, 64); err != nil {
			return fault.New("demo_number", "value", c.Seed).At("seed")
		}
	}
	for _, n := range []struct {
		flag, text string
		into       *int
	}{{"clients", c.Clients, &o.Clients}, {"months", c.Months, &o.Months}, {"entries", c.Entries, &o.Entries}, {"items", c.Items, &o.Items}} {
		if n.text == "" {
			continue
		}
		if *n.into, err = strconv.Atoi(n.text); err != nil || *n.into < 1 {
			return fault.New("demo_number", "value", n.text).At(n.flag)
		}
	}
	made, err := demo.Make(e.Context, o)
	if err != nil {
		return err
	}
	out := demoJSON{
		Folder: e.Folder, Clients: made.Keys, Staff: made.Staff, Items: made.Items, Entries: made.Entries,
		From: made.From.String(), Until: made.Until.String(),
	}
	return e.Print(out, func(w io.Writer) {
		fmt.Fprintln(w, e.T("demo.made", "folder", e.Folder, "clients", made.Clients, "items", made.Items, "entries", made.Entries, "until", made.Until))
	})
}
