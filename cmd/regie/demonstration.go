package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/cmd/internal/demo"
	"regie/cmd/internal/wire"
	"regie/gui/work"
)

// demoSeed is the script program's own default: the same day makes the same
// agency in both.
const demoSeed = 1

// asideName is the pattern of the folder in which it is made.
const asideName = "demo-*"

// sweep removes what a demonstration cut off by a crash left in the folder.
// The caller is the folder's only window.
func sweep(folder string) error {
	left, err := filepath.Glob(filepath.Join(folder, asideName))
	for _, f := range left {
		err = errors.Join(err, os.RemoveAll(f))
	}
	return err
}

// demonstration makes the demonstration agency in a folder aside and takes it
// over when it is whole, so that cancelling leaves nothing behind.
func demonstration(ctx context.Context, h *wire.House, p *text.Printer, report func(work.Progress)) (err error) {
	aside, err := os.MkdirTemp(h.Store.Folder(), asideName)
	if err != nil {
		return fmt.Errorf("making room for the demonstration: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	report(work.Progress{Text: p.T("start.demo_writing"), Fraction: -1})
	_, err = demo.Make(ctx, demo.Options{
		Folder: aside, Lang: string(p.Lang()), Today: civil.DateOf(h.Store.Now(), demo.Zone()), Seed: demoSeed,
	})
	if err != nil {
		return err
	}
	report(work.Progress{Text: p.T("start.demo_checking"), Fraction: -1})
	return h.Store.Adopt(ctx, aside)
}
