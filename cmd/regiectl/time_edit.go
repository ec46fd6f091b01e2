package main

import (
	"fmt"
	"io"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

type timeEdit struct {
	ofEntries
	ofWork
	ofTimes
}

// Run changes what the flags say of entries: of several all or none, by one
// act.
func (c timeEdit) Run(e *env) error {
	var refs []hours.Ref
	for _, id := range c.IDs {
		entry, err := ofEntry{id}.find(e)
		if err != nil {
			return err
		}
		refs = append(refs, hours.Ref{Client: entry.Client, ID: entry.ID})
	}
	client := refs[0].Client
	entries, warnings, err := e.House.Hours.EditEach(e.Context, refs, func(f *hours.Form) error {
		if err := c.ofWork.into(e, f); err != nil {
			return err
		}
		client = f.Client
		return c.ofTimes.into(e, f)
	})
	if err = e.howToConsent(client, err); err != nil || len(entries) == 1 {
		return e.showEntry(first(entries), warnings, err)
	}
	return e.showEntries(entries, warnings)
}

// first is an entry's zero where there is none.
func first(entries []hours.Entry) hours.Entry {
	if len(entries) == 0 {
		return hours.Entry{}
	}
	return entries[0]
}

type timeRm struct {
	IDs []string `arg:"" name:"id"`
}

// Run removes entries, all or none, and prints what they were.
func (c timeRm) Run(e *env) error {
	var entries []hours.Entry
	var refs []hours.Ref
	for _, id := range c.IDs {
		entry, err := ofEntry{id}.find(e)
		if err != nil {
			return err
		}
		entries = append(entries, entry)
		refs = append(refs, hours.Ref{Client: entry.Client, ID: entry.ID})
	}
	rows, err := e.entryRows(entries)
	if err != nil {
		return err
	}
	if err := e.House.Hours.RemoveEach(e.Context, refs); err != nil {
		return err
	}
	return e.Print(rows, func(w io.Writer) { fmt.Fprintln(w, e.Printer.N("hours.removed", len(rows))) })
}

type timeSplit struct {
	ofEntry
	After string `required:"" aliases:"for" placeholder:"0:30"`
}

// Run parts an entry in two.
func (c timeSplit) Run(e *env) error {
	entry, err := c.find(e)
	if err != nil {
		return err
	}
	after, err := civil.ParseDuration(c.After)
	if err != nil {
		return fault.At(err, "after")
	}
	first, second, err := e.House.Hours.Split(e.Context, entry.Client, entry.ID, after)
	if err != nil {
		return err
	}
	rows, err := e.entryRows([]hours.Entry{first, second})
	if err != nil {
		return err
	}
	return e.Print(rows, func(w io.Writer) { e.writeEntries(w, rows) })
}
