package billing

import (
	"context"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// threshold is a limit of the French franchise for services, from a day on.
type threshold struct {
	from         civil.Date
	base, raised int64 // euro cents
	source       string
}

// thresholds of services, the newest first. The single threshold of 25 000 €
// that the finance law for 2025 announced was suspended, and repealed by loi
// n° 2025-1044 before it was ever in force.
var thresholds = []threshold{
	{civil.NewDate(2025, 1, 1), 37_500_00, 41_250_00, "CGI, art. 293 B (loi n° 2023-1322 du 29 décembre 2023, art. 82 ; loi n° 2025-1044 du 3 novembre 2025)"},
	{civil.NewDate(2023, 1, 1), 36_800_00, 39_100_00, "CGI, art. 293 B"},
	{civil.NewDate(2020, 1, 1), 34_400_00, 36_500_00, "CGI, art. 293 B"},
}

// FranchiseState is how far the year's turnover is from the limits. Beyond Base
// the franchise is lost from 1 January next; beyond Raised at once.
type FranchiseState struct {
	Year         int
	Turnover     int64 // net of invoices and deposits less credit notes, euro cents, disbursements left out
	Base, Raised int64
	Source       string
	// Others counts documents in other currencies, which are not in Turnover.
	Others int
}

// Share is turnover ÷ base in hundredths of a percent.
func (f FranchiseState) Share() int64 { return money.MulDiv(f.Turnover, 10_000, max(1, f.Base)) }

// Franchise sums what was invoiced in a civil year against the limits of the
// franchise on a day. It counts what is invoiced, which is never later than
// what is received.
func (s *Service) Franchise(ctx context.Context, on civil.Date) (FranchiseState, error) {
	f := FranchiseState{Year: on.Year}
	for _, t := range thresholds {
		if !on.Before(t.from) {
			f.Base, f.Raised, f.Source = t.base, t.raised, t.source
			break
		}
	}
	year := civil.Range{From: civil.NewDate(on.Year, 1, 1), To: on}
	docs, err := s.keep.Documents(ctx, Filter{Kinds: []Kind{Invoice, Deposit, Credit}, Days: year, Issued: true})
	if err != nil {
		return f, err
	}
	for _, d := range docs {
		if d.Currency != money.EUR {
			f.Others++
			continue
		}
		f.Turnover += d.sign() * d.turnover()
	}
	return f, nil
}

// watchFranchise tells, of a draft under the French franchise, whether it takes
// the year over a limit, and whether the year before went over the base.
func (s *Service) watchFranchise(ctx context.Context, d Document, l *CheckList) error {
	if !d.Seller.Franchise || d.Seller.Country != "FR" || d.Currency != money.EUR || d.Kind != Invoice && d.Kind != Deposit {
		return nil
	}
	last, err := s.Franchise(ctx, civil.NewDate(d.IssuedOn.Year-1, 12, 31))
	if err != nil {
		return err
	}
	now, err := s.Franchise(ctx, d.IssuedOn)
	if err != nil {
		return err
	}
	eur := func(minor int64) money.Amount { return money.Of(minor, money.EUR) }
	switch with := now.Turnover + d.turnover(); {
	case last.Turnover > last.Base:
		l.notice(fault.New("franchise_over", "year", itoa(last.Year), "turnover", eur(last.Turnover), "limit", eur(last.Base), "on", civil.NewDate(now.Year, 1, 1)).At("agency.franchise"))
	case with > now.Raised:
		l.notice(fault.New("franchise_lost", "year", itoa(now.Year), "turnover", eur(with), "limit", eur(now.Raised)).At("agency.franchise"))
	case with > now.Base:
		l.notice(fault.New("franchise_lost_next", "year", itoa(now.Year), "turnover", eur(with), "limit", eur(now.Base)).At("agency.franchise"))
	}
	return nil
}

// sign is −1 for what is subtracted wherever sums are made.
func (d Document) sign() int64 {
	if d.Kind == Credit {
		return -1
	}
	return 1
}

// turnover is the document's net without disbursements, which pass through.
func (d Document) turnover() int64 {
	net := d.Totals.Net
	for _, l := range d.Lines {
		if l.Nature == Disbursement {
			net -= l.Net
		}
	}
	return net
}
