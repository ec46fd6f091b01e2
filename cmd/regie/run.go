package main

import (
	"context"
	"errors"
	"os"
	"time"

	"regie/assets/text"
	"regie/clients/store"
	"regie/cmd/internal/wire"
	"regie/gui"
)

// noTime stands for "now" where a service takes an instant.
var noTime time.Time

func folder(named string) (string, error) { return wire.Folder(named) }

// run opens the data folder and shows the window until it is closed. Where the
// folder's window is open already, that one is raised instead. The toolkit is
// nil while it was not begun.
func run(ctx context.Context, c chosen) (t *gui.Toolkit, err error) {
	if err := store.PrepareFolder(c.folder); err != nil {
		return nil, err
	}
	own, err := claim(c.folder)
	if err != nil || own == nil { // nil: the first window was raised
		return nil, err
	}
	defer func() { err = errors.Join(err, own.close()) }()
	log, closeLog, err := openLog(c.folder)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, closeLog()) }()
	house, t, err := open(ctx, c)
	if err != nil {
		log.Error("opening the data folder", "error", err)
		return t, err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	if err := sweep(c.folder); err != nil {
		log.Error("clearing what a demonstration left", "error", err)
	}
	log.Info("window opened", "folder", c.folder, "version", version())
	return t, show(ctx, t, c, house, own.raised, log)
}

// open opens the data folder and reads the catalogue while the toolkit begins,
// which belongs to the main goroutine.
func open(ctx context.Context, c chosen) (house *wire.House, t *gui.Toolkit, err error) {
	opened := make(chan struct{})
	go func() {
		defer close(opened)
		house, err = wire.Open(ctx, wire.Options{Folder: c.folder, Lang: string(language(c.lang))})
		text.For(language(c.lang))
	}()
	begin := func() {
		begun := gui.Begin(c.look())
		t = &begun
	}
	if hasDisplay(os.Getenv) { // without one the toolkit ends the program
		begin()
	}
	<-opened
	if t == nil && err == nil {
		begin()
	}
	return house, t, err
}

// language is the one chosen, else the surroundings'.
func language(l text.Lang) text.Lang {
	if l != "" {
		return l
	}
	return text.FromEnv(os.Getenv)
}
