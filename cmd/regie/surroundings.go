package main

import (
	"context"
	"time"

	"regie/assets/text"
	"regie/cmd/internal/desktop"
	"regie/cmd/internal/idle"
)

// askDesktop bounds what the settings wait for the desktop to answer.
const askDesktop = time.Second

// surroundings says what this computer gives the timer, and what it does not:
// each a label and a sentence.
func surroundings(ctx context.Context, p *text.Printer) [][2]string {
	ctx, cancel := context.WithTimeout(ctx, askDesktop)
	defer cancel()
	meter := idle.New()
	_, source, err := meter.Read(ctx)
	if err != nil {
		source = idle.SourceRegie
	}
	_ = meter.Close() // it was only asked
	given := desktop.Look(ctx)
	choose := func(key string, on bool) string {
		if on {
			return p.T(key + "_yes")
		}
		return p.T(key + "_no")
	}
	return [][2]string{
		{p.T("desktop.idle"), p.T("desktop.idle_" + string(source))},
		{p.T("desktop.tray"), choose("desktop.tray", given.Tray)},
		{p.T("desktop.above"), choose("desktop.above", given.Above)},
	}
}
