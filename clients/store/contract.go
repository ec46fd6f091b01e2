package store

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

const contractColumns = `id, client_id, name, from_on, until_on, quota_minutes, share, fee_minor, currency,
	carry, cap_minutes, cap_percent, valid_months, spend_order, overage, overage_coef,
	round_mode, round_step, round_scope, supervision = 'free', statement_first, note`

func scanContract(sc scanner) (clients.Contract, error) {
	var c clients.Contract
	var fee *int64
	err := sc.Scan(&c.ID, &c.Client, &c.Name, &c.From, &c.Until, &c.QuotaMinutes, &c.Share, &fee, &c.Currency,
		&c.Carry, &c.CapMinutes, &c.CapPercent, &c.ValidMonths, &c.Order, &c.Overage, &c.OverageCoefficient,
		&c.Rounding.Mode, &c.Rounding.Step, &c.Rounding.Scope, &c.SupervisionFree, &c.StatementFirst, &c.Note)
	if fee != nil {
		a := money.Of(*fee, c.Currency)
		c.Fee = &a
	}
	return c, err
}

// Contracts lists the versions of a client's terms by their first day.
func (h House) Contracts(ctx context.Context, client clients.ID) ([]clients.Contract, error) {
	list, err := collect(ctx, h.s.q(ctx), "the contracts", scanContract,
		`SELECT `+contractColumns+` FROM contract WHERE client_id = ? ORDER BY from_on`, client)
	for i := range list {
		if err == nil {
			err = h.fillContract(ctx, &list[i])
		}
	}
	return list, err
}

// AllContracts lists every client's versions by their first day, in three
// queries.
func (h House) AllContracts(ctx context.Context) (map[clients.ID][]clients.Contract, error) {
	list, err := collect(ctx, h.s.q(ctx), "the contracts", scanContract,
		`SELECT `+contractColumns+` FROM contract ORDER BY client_id, from_on`)
	if err != nil {
		return nil, err
	}
	all := map[clients.ID][]clients.Contract{}
	at := map[[2]clients.ID]*clients.Contract{}
	for i := range list {
		c := &list[i]
		at[[2]clients.ID{c.Client, c.ID}] = c
	}
	type part struct {
		of    [2]clients.ID
		key   string
		count int64
	}
	scan := func(sc scanner) (p part, err error) {
		err = sc.Scan(&p.of[0], &p.of[1], &p.key, &p.count)
		return p, err
	}
	levels, err := collect(ctx, h.s.q(ctx), "the quotas by level", scan,
		`SELECT q.client_id, q.contract_id, q.level, q.quota_minutes FROM contract_level q JOIN level l ON l.key = q.level
		ORDER BY q.client_id, q.contract_id, l.position, q.level`)
	if err != nil {
		return nil, err
	}
	for _, p := range levels {
		at[p.of].Levels = append(at[p.of].Levels, clients.LevelQuota{Level: p.key, Minutes: p.count})
	}
	promises, err := collect(ctx, h.s.q(ctx), "the promised deliverables", scan,
		`SELECT client_id, contract_id, kind, quantity FROM contract_deliverable ORDER BY client_id, contract_id, kind`)
	if err != nil {
		return nil, err
	}
	for _, p := range promises {
		at[p.of].Deliverables = append(at[p.of].Deliverables, clients.Promise{Kind: p.key, Quantity: int(p.count)})
	}
	for _, c := range list {
		all[c.Client] = append(all[c.Client], c)
	}
	return all, nil
}

// ContractOn gives the version in force on a day: the latest that began, had
// it not ended before.
func (h House) ContractOn(ctx context.Context, client clients.ID, day civil.Date) (clients.Contract, bool, error) {
	c, ok, err := one(ctx, h.s.q(ctx), "the contract", scanContract,
		`SELECT `+contractColumns+` FROM contract WHERE client_id = ? AND from_on <= ? ORDER BY from_on DESC LIMIT 1`, client, day.String())
	if err != nil || !ok || (!c.Until.IsZero() && c.Until.Before(day)) {
		return clients.Contract{}, false, err
	}
	return c, true, h.fillContract(ctx, &c)
}

// fillContract adds quotas by level and promised deliverables.
func (h House) fillContract(ctx context.Context, c *clients.Contract) error {
	var err error
	c.Levels, err = collect(ctx, h.s.q(ctx), "the quotas by level", func(sc scanner) (q clients.LevelQuota, err error) {
		err = sc.Scan(&q.Level, &q.Minutes)
		return q, err
	}, `SELECT q.level, q.quota_minutes FROM contract_level q JOIN level l ON l.key = q.level
		WHERE q.client_id = ? AND q.contract_id = ? ORDER BY l.position, q.level`, c.Client, c.ID)
	if err != nil {
		return err
	}
	c.Deliverables, err = collect(ctx, h.s.q(ctx), "the promised deliverables", func(sc scanner) (p clients.Promise, err error) {
		err = sc.Scan(&p.Kind, &p.Quantity)
		return p, err
	}, `SELECT kind, quantity FROM contract_deliverable WHERE client_id = ? AND contract_id = ? ORDER BY kind`, c.Client, c.ID)
	return err
}

// SaveContract writes a version with its quotas and deliverables; fault
// contract_from_taken where another version begins on that day.
func (h House) SaveContract(ctx context.Context, c clients.Contract) error {
	supervision := "contract"
	if c.SupervisionFree {
		supervision = "free"
	}
	var fee any
	if c.Fee != nil {
		fee = c.Fee.Minor
	}
	err := h.s.save(ctx, "contract", row{
		"id": c.ID, "client_id": c.Client, "name": c.Name, "from_on": c.From.String(), "until_on": dateText(c.Until),
		"quota_minutes": c.QuotaMinutes, "share": c.Share, "fee_minor": fee, "currency": c.Currency,
		"carry": c.Carry, "cap_minutes": c.CapMinutes, "cap_percent": c.CapPercent, "valid_months": c.ValidMonths,
		"spend_order": c.Order, "overage": c.Overage, "overage_coef": c.OverageCoefficient,
		"round_mode": c.Rounding.Mode, "round_step": c.Rounding.Step, "round_scope": c.Rounding.Scope,
		"supervision": supervision, "statement_first": c.StatementFirst, "note": c.Note,
	})
	if isUnique(err) {
		return fault.New("contract_from_taken", "day", c.From).At("from").Because(err)
	}
	if err != nil {
		return err
	}
	return h.saveContractParts(ctx, c)
}

// saveContractParts makes the rows below a version those of c.
func (h House) saveContractParts(ctx context.Context, c clients.Contract) error {
	old := clients.Contract{ID: c.ID, Client: c.Client}
	if err := h.fillContract(ctx, &old); err != nil {
		return err
	}
	quotas, promises := map[string]bool{}, map[string]bool{}
	for _, q := range c.Levels {
		quotas[q.Level] = true
		if err := h.s.save(ctx, "contract_level", row{"client_id": c.Client, "contract_id": c.ID, "level": q.Level, "quota_minutes": q.Minutes}); err != nil {
			return err
		}
	}
	for _, p := range c.Deliverables {
		promises[p.Kind] = true
		if err := h.s.save(ctx, "contract_deliverable", row{"client_id": c.Client, "contract_id": c.ID, "kind": p.Kind, "quantity": p.Quantity}); err != nil {
			return err
		}
	}
	for _, q := range old.Levels {
		if !quotas[q.Level] {
			if err := h.s.remove(ctx, "contract_level", row{"client_id": c.Client, "contract_id": c.ID, "level": q.Level}); err != nil {
				return err
			}
		}
	}
	for _, p := range old.Deliverables {
		if !promises[p.Kind] {
			if err := h.s.remove(ctx, "contract_deliverable", row{"client_id": c.Client, "contract_id": c.ID, "kind": p.Kind}); err != nil {
				return err
			}
		}
	}
	return nil
}

// RemoveContract takes a version away, with its quotas and deliverables.
func (h House) RemoveContract(ctx context.Context, client, id clients.ID) error {
	if err := h.saveContractParts(ctx, clients.Contract{ID: id, Client: client}); err != nil {
		return err
	}
	return h.s.remove(ctx, "contract", row{"client_id": client, "id": id})
}
