package main

import (
	"context"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
	"regie/cmd/internal/wire"
	"regie/gui/start"
	"regie/gui/work"
)

func firstStart(h *wire.House) start.Deps {
	return start.Deps{
		Levels: h.Clients.Levels,
		Demo: func(ctx context.Context, p *text.Printer, report func(work.Progress)) error {
			return demonstration(ctx, h, p, report)
		},
		Own: func(ctx context.Context, a start.Answers) error { return ownAgency(ctx, h, a) },
	}
}

// ownAgency makes what the four questions answered, in one transaction.
func ownAgency(ctx context.Context, h *wire.House, a start.Answers) error {
	today, err := h.Clients.Today(ctx)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "agency.begin", Subject: strings.TrimSpace(a.Agency)})
	return h.Store.Tx(ctx, func(ctx context.Context) error {
		if _, err := h.Clients.EditAgency(ctx, func(to *clients.Agency) { to.Name = a.Agency }); err != nil {
			return fault.At(err, "agency")
		}
		if _, err := h.Clients.AddStaff(ctx, clients.Staff{Name: a.Person, Level: a.Level}); err != nil {
			return fault.At(err, "person")
		}
		c, err := h.Clients.AddClient(ctx, clients.Client{Name: a.Client})
		if err != nil {
			return fault.At(err, "client")
		}
		if a.Minutes == 0 {
			return nil
		}
		terms := clients.NewTerms(c, today.InMonth().First())
		terms.QuotaMinutes = a.Minutes
		_, err = h.Clients.SetContract(ctx, terms)
		return err
	})
}
