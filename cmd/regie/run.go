package main

import (
	"context"
	"errors"
	"os"
	"time"

	"regie/assets/text"
	"regie/clients/store"
	"regie/cmd/internal/wire"
)

// noTime stands for "now" where a service takes an instant.
var noTime time.Time

func folder(named string) (string, error) { return wire.Folder(named) }

// run opens the data folder and shows the window until it is closed. Where the
// folder's window is open already, that one is raised instead.
func run(ctx context.Context, c chosen) (err error) {
	if err := store.PrepareFolder(c.folder); err != nil {
		return err
	}
	own, err := claim(c.folder)
	if err != nil || own == nil { // nil: the first window was raised
		return err
	}
	defer func() { err = errors.Join(err, own.close()) }()
	log, closeLog, err := openLog(c.folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLog()) }()
	house, err := wire.Open(ctx, wire.Options{Folder: c.folder, Lang: string(language(c.lang))})
	if err != nil {
		log.Error("opening the data folder", "error", err)
		return err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	if err := sweep(c.folder); err != nil {
		log.Error("clearing what a demonstration left", "error", err)
	}
	log.Info("window opened", "folder", c.folder, "version", version())
	return show(ctx, c, house, own.raised, log)
}

// language is the one chosen, else the surroundings'.
func language(l text.Lang) text.Lang {
	if l != "" {
		return l
	}
	return text.FromEnv(os.Getenv)
}
