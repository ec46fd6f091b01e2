package clients

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strings"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// shares of full time that are sold, as fractions.
var shares = map[string]int64{"1/5": 5, "1/4": 4, "1/3": 3, "1/2": 2}

// Shares lists the shares of full time that can be sold, the smallest first.
func Shares() []string { return []string{"1/5", "1/4", "1/3", "1/2"} }

// ShareMinutes is a share of a month's full time in minutes, half up; fault
// contract_share_invalid at "share".
func ShareMinutes(fullTime int64, share string) (int64, error) {
	part, ok := shares[share]
	if !ok {
		return 0, fault.New("contract_share_invalid", "value", share).At("share")
	}
	return money.RoundHalfUp(fullTime, part), nil
}

// Most of what terms may say: typing slips lie beyond.
const (
	maxQuota       = 10_000 * 60
	maxCoefficient = 100_000 // ten times the rate
	maxValid       = 120
)

// roundSteps are the steps rounding may have, in minutes.
var roundSteps = []int{1, 5, 6, 10, 12, 15, 30, 60}

// NewTerms are terms with every default, in the client's currency, from a day on.
func NewTerms(c Client, from civil.Date) Contract {
	return Contract{
		Client: c.ID, From: from, Currency: c.Currency,
		Carry: CarryNone, Order: OldestFirst, Overage: OverageBill, OverageCoefficient: 10_000,
		Rounding: Rounding{Mode: RoundNone, Step: 1, Scope: ScopeEntry}, SupervisionFree: true,
	}
}

// BeforeTerms has fn asked before the terms of a client change for a run of
// days (no To: for ever); its refusal, a closed month for instance, refuses
// the change. It is called when the services are put together.
func (s *Service) BeforeTerms(fn func(ctx context.Context, client ID, days civil.Range) error) {
	s.terms = append(s.terms, fn)
}

// SetContract writes a version of a client's terms. One that begins on the
// same day is replaced; an ID that names another version moves that one. Terms
// that run on that day end on its eve.
// A share of full time without quota gets its minutes from the agency's full
// time. Refusals stand at the field: contract_from_missing,
// contract_from_day, contract_until_order, contract_overlap,
// contract_month_shared, contract_share_invalid, quota_invalid, levels_sum,
// level_unknown, level_twice, fee_negative, cap_invalid, valid_invalid,
// coefficient_invalid, rounding_invalid, choice_unknown, deliverable_invalid,
// currency_unknown, client_unknown, client_internal, and those of BeforeTerms.
func (s *Service) SetContract(ctx context.Context, c Contract) (Contract, error) {
	owner, err := s.keep.Client(ctx, c.Client)
	if err != nil {
		return c, err
	}
	if owner.Internal {
		return c, fault.New("client_internal", "name", owner.Name).At("client")
	}
	ctx = Doing(ctx, Act{Kind: "contract.set", Client: c.Client, Subject: owner.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Contracts(ctx, c.Client)
		if err != nil {
			return err
		}
		if err := s.completeTerms(ctx, &c); err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(o Contract) bool { return (c.ID != "" && o.ID == c.ID) || o.From == c.From })
		var old *Contract
		if at >= 0 {
			old = &all[at]
			c.ID = old.ID
		} else {
			c.ID = s.newID()
		}
		return s.writeTerms(ctx, c, old, all)
	})
	return c, err
}

// completeTerms fills in what follows from the agency and checks the rest.
func (s *Service) completeTerms(ctx context.Context, c *Contract) error {
	a, err := s.Agency(ctx)
	if err != nil {
		return err
	}
	if c.Share != "" {
		minutes, err := ShareMinutes(a.FullTimeMinutes, c.Share)
		if err != nil {
			return err
		}
		if c.QuotaMinutes == 0 {
			c.QuotaMinutes = minutes
		}
	}
	if c.Fee != nil {
		c.Currency = c.Fee.Currency
	}
	for i, q := range c.Levels {
		l, err := s.Level(ctx, q.Level)
		if err != nil {
			return err
		}
		c.Levels[i].Level = l.Key
	}
	return c.check()
}

// writeTerms puts c in the place of old (nil: a new version) among all.
func (s *Service) writeTerms(ctx context.Context, c Contract, old *Contract, all []Contract) error {
	after := []Contract{c}
	for _, o := range all {
		if old != nil && o.ID == old.ID {
			continue
		}
		// Terms that were to end later are followed by the new ones.
		if !o.Until.IsZero() && o.From.Before(c.From) && !o.Until.Before(c.From) {
			o.Until = civil.Date{}
			if err := s.keep.SaveContract(ctx, o); err != nil {
				return err
			}
		}
		after = append(after, o)
	}
	sortTerms(after)
	if err := checkVersions(after); err != nil {
		return err
	}
	if old == nil || !sameTerms(*old, c) {
		days := spanOf(after, c.ID)
		if old != nil {
			days = join(days, spanOf(all, old.ID))
		}
		if before, ok := TermsOn(all, c.From); ok && old == nil {
			days = join(days, civil.Range{From: c.From, To: before.Until})
		}
		if err := s.askTerms(ctx, c.Client, days); err != nil {
			return err
		}
	}
	return s.keep.SaveContract(ctx, c)
}

// RemoveContract takes a version away: the one before it, if still open, is in
// force again. Refusals: contract_unknown, contract_from_day where what is
// left would begin inside a month, and those of BeforeTerms.
func (s *Service) RemoveContract(ctx context.Context, client, id ID) error {
	owner, err := s.keep.Client(ctx, client)
	if err != nil {
		return err
	}
	ctx = Doing(ctx, Act{Kind: "contract.remove", Client: client, Subject: owner.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Contracts(ctx, client)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(o Contract) bool { return o.ID == id })
		if at < 0 {
			return fault.New("contract_unknown").At("from")
		}
		if err := checkVersions(slices.Delete(slices.Clone(all), at, at+1)); err != nil {
			return err
		}
		if err := s.askTerms(ctx, client, spanOf(all, id)); err != nil {
			return err
		}
		return s.keep.RemoveContract(ctx, client, id)
	})
}

func (s *Service) askTerms(ctx context.Context, client ID, days civil.Range) error {
	for _, ask := range s.terms {
		if err := ask(ctx, client, days); err != nil {
			return err
		}
	}
	return nil
}

// check holds one version against the rules that need no other.
func (c *Contract) check() error {
	var k checks
	k.line("name", &c.Name)
	k.text("note", &c.Note)
	k.currency(&c.Currency)
	k.that(!c.From.IsZero(), fault.New("contract_from_missing").At("from"))
	k.that(c.Until.IsZero() || !c.Until.Before(c.From), fault.New("contract_until_order", "from", c.From, "until", c.Until).At("until"))
	k.that(c.QuotaMinutes >= 0 && c.QuotaMinutes <= maxQuota, fault.New("quota_invalid", "max", maxQuota/60).At("hours"))
	k.that(c.Fee == nil || c.Fee.Minor >= 0, fault.New("fee_negative").At("fee"))
	k.choice("carry", string(c.Carry), "none", "surplus", "deficit", "both")
	k.choice("order", string(c.Order), "oldest", "current")
	k.choice("overage", string(c.Overage), "refuse", "free", "bill", "borrow")
	k.that(c.CapMinutes == nil || (*c.CapMinutes >= 0 && *c.CapMinutes <= maxQuota), fault.New("cap_invalid").At("cap"))
	k.that(c.CapPercent == nil || (*c.CapPercent >= 0 && *c.CapPercent <= 1000), fault.New("cap_invalid").At("cap"))
	k.that(c.CapMinutes == nil || c.CapPercent == nil, fault.New("cap_invalid").At("cap"))
	k.that(c.ValidMonths == nil || (*c.ValidMonths >= 1 && *c.ValidMonths <= maxValid), fault.New("valid_invalid", "max", maxValid).At("valid"))
	k.that(c.OverageCoefficient > 0 && c.OverageCoefficient <= maxCoefficient, fault.New("coefficient_invalid").At("coefficient"))
	c.checkRounding(&k)
	c.checkParts(&k)
	return k.err
}

func (c *Contract) checkRounding(k *checks) {
	k.choice("round", string(c.Rounding.Mode), "none", "up", "down", "nearest")
	if c.Rounding.Mode == RoundNone {
		c.Rounding = Rounding{Mode: RoundNone, Step: 1, Scope: ScopeEntry}
	}
	k.choice("round", string(c.Rounding.Scope), "entry", "day", "line", "document")
	k.that(slices.Contains(roundSteps, c.Rounding.Step), fault.New("rounding_invalid").At("round"))
}

// checkParts holds quotas by level and deliverables against the whole.
func (c *Contract) checkParts(k *checks) {
	var sum int64
	seen := map[string]bool{}
	for _, q := range c.Levels {
		k.that(!seen[q.Level], fault.New("level_twice", "level", q.Level).At("level"))
		k.that(q.Minutes > 0 && q.Minutes <= maxQuota, fault.New("quota_invalid", "max", maxQuota/60).At("level"))
		seen[q.Level] = true
		if sum <= math.MaxInt64-maxQuota {
			sum += q.Minutes
		}
	}
	k.that(sum <= c.QuotaMinutes, fault.New("levels_sum", "levels", civil.Minutes(sum), "quota", civil.Minutes(c.QuotaMinutes)).At("level"))
	kinds := map[string]bool{}
	for _, p := range c.Deliverables {
		ok := validKey(strings.ReplaceAll(p.Kind, "_", "-")) && p.Quantity > 0 && p.Quantity <= 10_000 && !kinds[p.Kind]
		k.that(ok, fault.New("deliverable_invalid", "kind", p.Kind).At("deliver"))
		kinds[p.Kind] = true
	}
}

// choice takes one of a few words.
func (c *checks) choice(field, value string, words ...string) {
	c.that(slices.Contains(words, value), fault.New("choice_unknown", "value", value, "choices", words).At(field))
}

func sortTerms(list []Contract) {
	slices.SortFunc(list, func(a, b Contract) int { return a.From.Compare(b.From) })
}

// checkVersions keeps one version in force at a time and one a month: each
// begins on the 1st, but the first of a run may begin inside a month and the
// last may end inside one. list is in order.
func checkVersions(list []Contract) error {
	for i, c := range list {
		if i == 0 {
			continue
		}
		before := list[i-1]
		ended := !before.Until.IsZero()
		switch {
		case before.From == c.From:
			return fault.New("contract_from_taken", "day", c.From).At("from")
		case ended && !before.Until.Before(c.From):
			return fault.New("contract_overlap", "from", c.From, "until", before.Until).At("from")
		case !ended && c.From.Day != 1:
			return fault.New("contract_from_day", "day", c.From, "first", c.From.InMonth().First()).At("from")
		case c.From.InMonth() == before.From.InMonth(), ended && c.From.InMonth() == before.Until.InMonth():
			return fault.New("contract_month_shared", "month", c.From.InMonth()).At("from")
		}
	}
	return nil
}

// TermsSpan is the days a version is in force: from its first to its own last
// day or the eve of the next version. list is a client's versions in order;
// To is zero while it is open.
func TermsSpan(list []Contract, i int) civil.Range {
	days := civil.Range{From: list[i].From, To: list[i].Until}
	if i+1 < len(list) {
		if eve := list[i+1].From.AddDays(-1); days.To.IsZero() || eve.Before(days.To) {
			days.To = eve
		}
	}
	return days
}

// TermsOn is the version of a client's in force on a day; list is in order.
func TermsOn(list []Contract, day civil.Date) (Contract, bool) {
	for i := range list {
		if TermsSpan(list, i).Contains(day) {
			return list[i], true
		}
	}
	return Contract{}, false
}

func spanOf(list []Contract, id ID) civil.Range {
	i := slices.IndexFunc(list, func(c Contract) bool { return c.ID == id })
	return TermsSpan(list, i)
}

// join is the run of days from the first of both to the last of both.
func join(a, b civil.Range) civil.Range {
	if b.From.Before(a.From) {
		a.From = b.From
	}
	if b.To.IsZero() || (!a.To.IsZero() && b.To.After(a.To)) {
		a.To = b.To
	}
	return a
}

// sameTerms tells whether only words differ.
func sameTerms(a, b Contract) bool {
	a.Name, a.Note, b.Name, b.Note = "", "", "", ""
	for _, c := range []*Contract{&a, &b} {
		c.Levels = append([]LevelQuota{}, c.Levels...)
		c.Deliverables = append([]Promise{}, c.Deliverables...)
		slices.SortFunc(c.Levels, func(x, y LevelQuota) int { return strings.Compare(x.Level, y.Level) })
		slices.SortFunc(c.Deliverables, func(x, y Promise) int { return strings.Compare(x.Kind, y.Kind) })
	}
	return reflect.DeepEqual(a, b)
}
