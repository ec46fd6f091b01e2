package main

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"regie/assets/text"
	"regie/clients/civil"
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
	o, t, err := open(ctx, c)
	if err != nil {
		log.Error("opening the data folder", "error", err)
		return t, err
	}
	defer func() { err = errors.Join(err, o.house.Close()) }()
	if err := sweep(c.folder); err != nil {
		log.Error("clearing what a demonstration left", "error", err)
	}
	log.Info("window opened", "folder", c.folder, "version", version())
	return t, show(ctx, t, c, o, own.raised, log)
}

// opened is an open data folder and what is gathered of it already.
type opened struct {
	house  *wire.House
	shared *commons
}

// open opens the data folder and reads catalogue, fonts and first data while
// the toolkit opens the window, which belongs to the main goroutine.
func open(ctx context.Context, c chosen) (o opened, t *gui.Toolkit, err error) {
	var beside sync.WaitGroup
	beside.Go(func() { o, err = openFolder(ctx, c) })
	begin := func() {
		begun := gui.Begin(c.look(), c.size)
		t = &begun
		beside.Go(t.ReadFonts)
		t.Open()
	}
	if hasDisplay(os.Getenv) { // without one the toolkit ends the program
		begin()
	}
	beside.Wait()
	if t == nil && err == nil {
		begin()
		beside.Wait()
	}
	return o, t, err
}

// openFolder opens the data folder, and goes on gathering what the first frame
// shows of it when it returns.
func openFolder(ctx context.Context, c chosen) (o opened, err error) {
	o.house, err = wire.Open(ctx, wire.Options{Folder: c.folder, Lang: string(language(c.lang))})
	if err != nil {
		return o, err
	}
	o.shared = newCommons(o.house)
	today := civil.DateOf(o.house.Store.Now(), time.Local)
	go func() { _, _ = o.shared.of(ctx, today.InMonth(), today) }() // the screens ask again, and tell what fails
	text.For(language(c.lang))
	return o, nil
}

// language is the one chosen, else the surroundings'.
func language(l text.Lang) text.Lang {
	if l != "" {
		return l
	}
	return text.FromEnv(os.Getenv)
}
