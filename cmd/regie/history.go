package main

import (
	"context"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
)

// history undoes and does again for the window's keys.
type history struct{ *clients.History }

// Last implements gui.History.
func (h history) Last(ctx context.Context) (string, error) {
	act, err := h.History.Last(ctx)
	if fault.Is(err, "nothing_to_undo") {
		return "", nil
	}
	return string(act.ID), err
}

// UndoAct implements gui.History.
func (h history) UndoAct(ctx context.Context, p *text.Printer, act string) (string, error) {
	undone, err := h.History.UndoAct(ctx, clients.ID(act))
	return said(p, undone, err, "nothing_to_undo")
}

// Undo implements gui.History.
func (h history) Undo(ctx context.Context, p *text.Printer) (string, error) {
	act, err := h.History.Undo(ctx)
	return said(p, act, err, "nothing_to_undo")
}

// Redo implements gui.History.
func (h history) Redo(ctx context.Context, p *text.Printer) (string, error) {
	act, err := h.History.Redo(ctx)
	return said(p, act, err, "nothing_to_redo")
}

// said names an act, or nothing where there was none.
func said(p *text.Printer, act clients.Act, err error, nothing string) (string, error) {
	if fault.Is(err, nothing) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	words := p.T("act." + act.Kind)
	if act.Subject != "" {
		words += " · " + act.Subject
	}
	return words, nil
}
