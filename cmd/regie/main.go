// Command regie is the window of Régie.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"fyne.io/fyne/v2"
	"github.com/alecthomas/kong"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/theme"
)

// flags are the words of the command line. What can be refused is a string.
type flags struct {
	Data    string `help:"Data folder; else REGIE_DATA, else the system's."`
	Lang    string `help:"Language of this window: fr or en."`
	Theme   string `help:"Look of this window: light, dark or system."`
	Size    string `help:"Size of the window, as 1440x900."`
	At      string `help:"What to show first: a page (control, week, agency …) or a client and a tab (kivu/time)."`
	Month   string `help:"Month to show first, as 2026-11."`
	Version bool   `help:"Say the version and end."`
}

// chosen are the flags, read.
type chosen struct {
	folder string
	lang   text.Lang // "" for the one chosen in the window
	mode   theme.Mode
	size   fyne.Size
	start  screen.Route
}

// look is what the flags say of the window.
func (c chosen) look() screen.Look { return screen.Look{Lang: string(c.lang), Mode: string(c.mode)} }

func main() {
	debug.SetGCPercent(startGC)
	var f flags
	kong.Parse(&f, kong.Name("regie"), kong.Description("Régie: the control room of an agency's clients."))
	if f.Version {
		fmt.Println(version())
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var t *gui.Toolkit
	c, err := f.read()
	if err == nil {
		t, err = run(ctx, c)
	}
	if err != nil {
		explain(t, c.lang, err)
		os.Exit(1)
	}
}

// read checks the flags; a wrong one is refused with a sentence.
func (f flags) read() (c chosen, err error) {
	if f.Lang != "" {
		if c.lang, err = text.Parse(f.Lang); err != nil {
			return c, err
		}
	}
	switch c.mode = theme.Mode(f.Theme); c.mode {
	case "", theme.ModeLight, theme.ModeDark, theme.ModeSystem:
	default:
		return c, fault.New("theme_unknown", "value", f.Theme).At("theme")
	}
	if c.size, err = readSize(f.Size); err != nil {
		return c, err
	}
	c.start = readPlace(f.At)
	if f.Month != "" {
		if c.start.Month, err = civil.ParseMonth(f.Month); err != nil {
			return c, err
		}
	}
	c.folder, err = folder(f.Data)
	return c, err
}

// readSize takes "1440x900", nothing for the size last used.
func readSize(s string) (fyne.Size, error) {
	if s == "" {
		return fyne.Size{}, nil
	}
	w, h, ok := strings.Cut(s, "x")
	width, errW := strconv.Atoi(w)
	height, errH := strconv.Atoi(h)
	if err := errors.Join(errW, errH); !ok || err != nil || width < 1 || height < 1 || max(width, height) > 16_384 {
		return fyne.Size{}, fault.New("size_invalid", "value", s).At("size")
	}
	return fyne.NewSize(float32(width), float32(height)), nil
}

// pages are the places that are no client's.
var pages = []string{
	screen.PageControl, screen.PageWeek, screen.PageApprovals, screen.PageClosing, screen.PageCapacity, screen.PageAgency, screen.PageNewClient,
}

// readPlace takes a page, or a client's key with or without a tab.
func readPlace(s string) screen.Route {
	for _, p := range pages {
		if s == p {
			return screen.Route{Page: p}
		}
	}
	if s == "" {
		return screen.Route{}
	}
	client, tab, _ := strings.Cut(s, "/")
	return screen.Route{Page: screen.PageClient, Client: client, Tab: tab}
}

// version is the module's version and the commit it was built from, as far as
// the build recorded them.
func version() string {
	words := []string{"Régie"}
	if info, ok := debug.ReadBuildInfo(); ok {
		words = append(words, info.Main.Version)
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				words = append(words, s.Value)
			}
		}
	}
	return strings.Join(words, " ")
}
