package main

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
)

// paper says which documents of a month a client has.
type paper struct {
	reported, invoiced bool
	billable           bool // under a contract at the month's end, or invoiced
}

// whole reports whether no document of the month is wanting.
func (p paper) whole() bool { return p.reported && (p.invoiced || !p.billable) }

// papersOf looks which documents of a month the active clients in list have.
func papersOf(ctx context.Context, h *wire.House, list []clients.Client, m civil.Month) (map[clients.ID]paper, error) {
	reported, err := h.Reports.Last(ctx, m)
	if err != nil {
		return nil, err
	}
	invoiced, err := h.Billing.Invoiced(ctx, m)
	if err != nil {
		return nil, err
	}
	contracts, err := h.Clients.AllContracts(ctx)
	if err != nil {
		return nil, err
	}
	of := make(map[clients.ID]paper, len(list))
	for _, c := range list {
		p := paper{invoiced: invoiced[c.ID]}
		_, p.reported = reported[c.ID]
		p.billable = p.invoiced || hours.InForce(contracts[c.ID], m.Last()) != nil
		of[c.ID] = p
	}
	return of, nil
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
