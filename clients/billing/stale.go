package billing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
)

// stale tells that entries changed since the lines were drawn from them.
func (s *Service) stale(ctx context.Context, d Document) (*fault.Error, error) {
	if d.Issued() || d.Kind == Credit {
		return nil, nil
	}
	if f, err := s.staleBeyond(ctx, d); f != nil || err != nil || d.Drawn == "" {
		return f, err
	}
	all, err := s.time.List(ctx, hours.Filter{Client: d.Client, Days: d.Month.Range()})
	if err != nil {
		return nil, err
	}
	ids := d.Entries()
	on := make(map[clients.ID]bool, len(ids))
	for _, id := range ids {
		on[id] = true
	}
	all = slices.DeleteFunc(all, func(e hours.Entry) bool { return !on[e.ID] })
	for _, e := range all {
		if e.Document != "" && e.Document != d.of() {
			return s.takenBy(ctx, d, e.Document)
		}
	}
	if fingerprint(all) != d.Drawn {
		return fault.New("draft_stale", "month", d.Month).At("month"), nil
	}
	return nil, nil
}

// takenBy says of entries that bear another number: a statement issued since the
// draft was drawn is taken up by drawing it again, an invoice stands.
func (s *Service) takenBy(ctx context.Context, d Document, number string) (*fault.Error, error) {
	standing, err := s.standing(ctx, d.Client, d.Month)
	if err != nil {
		return nil, err
	}
	if standing != nil && standing.Number == number {
		return fault.New("draft_before_statement", "number", number, "month", d.Month).At("month"), nil
	}
	return fault.New("billed_already", "number", number, "client", d.Buyer.Name, "month", d.Month).At("month"), nil
}

// staleBeyond tells that other invoices bill more or less of an entry's
// overage than when the lines were drawn.
func (s *Service) staleBeyond(ctx context.Context, d Document) (*fault.Error, error) {
	if d.Kind != Invoice || !slices.ContainsFunc(d.Lines, func(l Line) bool { return len(l.Beyond) > 0 }) {
		return nil, nil
	}
	before, err := s.billedBeyond(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, l := range d.Lines {
		for _, b := range l.Beyond {
			if before[b.Entry] != b.After {
				return fault.New("draft_stale", "month", d.Month).At("month"), nil
			}
		}
	}
	return nil, nil
}

// fingerprint is what the lines of a document are drawn from.
func fingerprint(entries []hours.Entry) string {
	h := sha256.New()
	for _, e := range entries {
		rate := int64(-1)
		if e.Rate != nil {
			rate = *e.Rate
		}
		fmt.Fprintf(h, "%s %s %d %s %s %s %d %s\n", e.ID, e.On, e.Seconds, e.Kind, e.Hat, e.Level, rate, e.Currency)
	}
	return hex.EncodeToString(h.Sum(nil))
}
