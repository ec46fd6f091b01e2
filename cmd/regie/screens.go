package main

import (
	"regie/assets/limits"
	"regie/cmd/internal/wire"
	"regie/gui/agency"
	"regie/gui/clientfile"
	"regie/gui/control"
	"regie/gui/screen"
	"regie/gui/start"
	"regie/gui/widgets"
)

// screens are all the pages and tabs of the window: one line each.
func screens(h *wire.House, b *banks) []screen.Def {
	file := clientfile.Deps{Clients: h.Clients, History: h.History, Tx: h.Store, Bus: h.Bus, Networks: networks}
	return []screen.Def{
		{Page: screen.PageFirst, New: start.New(firstStart(h))},
		{Page: screen.PageControl, New: control.New(control.Deps{Source: overview{h, b}, Bus: h.Bus})},
		{Page: screen.PageClient, Tab: screen.TabFile, New: clientfile.New(file)},
		{Page: screen.PageNewClient, New: clientfile.NewPage(file)},
		{Page: screen.PageAgency, New: agency.New(agencyDeps(h))},
	}
}

// networks offers the networks a channel may be on.
func networks(lang string) []widgets.Option {
	book := limits.Shipped()
	var out []widgets.Option
	for _, key := range book.Networks() {
		out = append(out, widgets.Option{Key: key, Label: book.Name(key, lang), Detail: book.Code(key)})
	}
	return out
}
